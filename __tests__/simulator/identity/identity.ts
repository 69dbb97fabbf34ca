// Entra ID and GitHub's ID tokens in a small world, and short ways to ask them.
import { expect } from '@jest/globals';
import { createEntraService } from '../../../simulator/identity/entra.ts';
import { createGitHubOidc } from '../../../simulator/identity/github-oidc.ts';
import { createTokens } from '../../../simulator/identity/tokens.ts';
import type { Service, SimResponse } from '../../../simulator/kernel/exchange.ts';
import { stringOf } from '../../../simulator/kernel/json.ts';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { json, makeWorld } from '../arm/harness.ts';

const { tenantId, clientId, clientSecret } = DEFAULT_NAMES;
export const AUDIENCE = 'api://AzureADTokenExchange';
export const ISSUER = 'https://token.actions.githubusercontent.com';
export const V2 = `/${tenantId}/oauth2/v2.0/token`;
const SCOPE = 'https://management.azure.com/.default';

export function ask(
  service: Service,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<SimResponse> {
  return service.handle({ method, url: new URL(url), headers, body: Buffer.from(body) });
}

export async function makeIdentity(options: Parameters<typeof makeWorld>[0] = {}) {
  const made = makeWorld(options);
  const tokens = await createTokens(made.world);
  const github = await createGitHubOidc(made.world);
  const entra = createEntraService(made.world, tokens, github);
  const post = (path: string, form: Readonly<Record<string, string>>) =>
    ask(entra, 'POST', `https://login.microsoftonline.com${path}`, {}, new URLSearchParams(form).toString());
  const withAssertion = (client_assertion: string) =>
    post(V2, {
      grant_type: 'client_credentials',
      client_id: clientId,
      scope: SCOPE,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
    });
  const withSecret = (more: Readonly<Record<string, string>> = {}, path = V2) =>
    post(path, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: SCOPE,
      ...more,
    });
  return { ...made, tokens, github, entra, post, withAssertion, withSecret };
}

export type Identity = Awaited<ReturnType<typeof makeIdentity>>;

export function expectEntra(
  answer: SimResponse,
  status: number,
  error: string,
  code: number,
  text: string | RegExp,
): void {
  const body = json(answer);
  expect([answer.status, body['error'], body['error_codes']]).toEqual([status, error, [code]]);
  const said = stringOf(body['error_description']) ?? '';
  const [, words = ''] = new RegExp(`^AADSTS${code}: (.*) Trace ID: [0-9a-f-]{36} Correlation ID: `).exec(said) ?? [];
  if (typeof text === 'string') expect(words).toBe(text);
  else expect(words).toMatch(text);
  expect(said).toContain(`Timestamp: ${stringOf(body['timestamp']) ?? '-'}`);
}
