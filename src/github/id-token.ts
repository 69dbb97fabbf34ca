// GitHub's OIDC tokens, which Microsoft Entra takes as the proof of who this workflow is.
import type * as core from '@actions/core';

export type GetIdToken = (audience: string) => Promise<string>;

/** Fetches a fresh token at each call (they live some minutes); undefined where the job may not have any. */
export function createIdTokenSource(
  getIDToken: typeof core.getIDToken,
  environment: Readonly<Record<string, string | undefined>>,
): GetIdToken | undefined {
  const allowed = environment['ACTIONS_ID_TOKEN_REQUEST_URL'] && environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  return allowed ? (audience) => getIDToken(audience) : undefined;
}
