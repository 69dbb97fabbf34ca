// GitHub's OIDC tokens, which Microsoft Entra takes as the proof of who this workflow is.
import type * as core from '@actions/core';
import type { Problem } from '../problem.ts';

export type GetIdToken = (audience: string) => Promise<string>;

/** Fetches a fresh token at each call (they live some minutes); undefined where the job may not have any. */
export function createIdTokenSource(
  getIDToken: typeof core.getIDToken,
  environment: Readonly<Record<string, string | undefined>>,
): GetIdToken | undefined {
  const allowed = environment['ACTIONS_ID_TOKEN_REQUEST_URL'] && environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  return allowed ? (audience) => getIDToken(audience) : undefined;
}

/** What to say when there is no other way to sign in either. */
export const ID_TOKEN_MISSING: Problem = {
  code: 'id-token-missing',
  input: 'client-id',
  found: 'a job that may not ask GitHub for an ID token',
  expected: 'the permission `id-token: write`',
  fix: 'Add `permissions: { id-token: write, contents: read }` to the job (a reusable workflow gets at most what its caller has). Pull requests from forks never have it: run this action on tags or branches of the repository itself.',
  docs: 'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-azure',
};
