// One request to Entra: with a GitHub ID token as the assertion, or with whatever credential the environment gives.
import type { AccessToken, TokenCredential } from '@azure/identity';
import { AZURE_CLOUD, type Cloud } from './cloud.ts';
import { claimsOf, entraError, type AssertionClaims } from './entra-errors.ts';
import { AzureServiceError } from './errors.ts';
import type { Host } from './host.ts';

export interface AssertionOptions {
  readonly cloud: Cloud;
  readonly oidcAudience: string;
  readonly getIdToken: (audience: string) => Promise<string>;
}

/** The identity library's ClientAssertionCredential, made. */
export type OpenAssertionCredential = (
  tenantId: string,
  clientId: string,
  getAssertion: () => Promise<string>,
  options: AuthorityOptions,
) => TokenCredential;

/**
 * One Entra request with a fresh GitHub token. The credential is made anew each time and keeps nothing: the library calls
 * for an assertion twice per request and also when it answers from its cache, so both calls share one GitHub token.
 */
export async function askByAssertion(
  host: Host,
  open: OpenAssertionCredential,
  options: AssertionOptions,
  ids: { readonly tenant: string; readonly client: string },
  scope: string,
): Promise<AccessToken> {
  const operation = `sign in by oidc for ${scope}`;
  let presented: AssertionClaims | undefined;
  let refused: AzureServiceError | undefined;
  const fetchAssertion = async (): Promise<string> => {
    try {
      const assertion = await options.getIdToken(options.oidcAudience);
      host.secret(assertion);
      presented = claimsOf(assertion);
      return assertion;
    } catch (error) {
      // The identity library would wrap it beyond recognition.
      refused = idTokenError(messageOf(error), operation);
      throw refused;
    }
  };
  let assertion: Promise<string> | undefined;
  const credential = open(
    ids.tenant,
    ids.client,
    async () => (assertion ??= fetchAssertion()),
    authorityOptions(options.cloud),
  );
  try {
    return await ask(host, operation, credential, scope, () => presented);
  } catch (error) {
    throw refused ?? error;
  }
}

export async function ask(
  host: Host,
  operation: string,
  credential: TokenCredential,
  scope: string,
  presented: () => AssertionClaims | undefined,
): Promise<AccessToken> {
  try {
    const token = await credential.getToken(scope);
    if (token === null) throw new Error('no token was issued');
    return token;
  } catch (error) {
    throw entraError(error, operation, presented(), host.clock.now());
  }
}

export interface AuthorityOptions {
  readonly authorityHost: string;
  readonly disableInstanceDiscovery: boolean;
  readonly retryOptions: { readonly maxRetries: number };
}

/** Retries are ours. Entra's public directory of clouds is asked only about clouds that it lists. */
export function authorityOptions(cloud: Cloud): AuthorityOptions {
  const listed = [AZURE_CLOUD.authority, 'https://login.microsoftonline.us', 'https://login.chinacloudapi.cn'];
  return {
    authorityHost: cloud.authority,
    disableInstanceDiscovery: !listed.includes(cloud.authority),
    retryOptions: { maxRetries: 0 },
  };
}

/** GitHub's toolkit puts the status into its message, and `undefined` where no answer came. */
function idTokenError(serviceMessage: string, operation: string): AzureServiceError {
  const code = /Error Code : (\d{3}|undefined)/.exec(serviceMessage)?.[1];
  const facts = { service: 'GitHub', serviceMessage, operation } as const;
  if (code === 'undefined') return new AzureServiceError({ ...facts, code: 'IdTokenRequestLost' });
  return new AzureServiceError({
    ...facts,
    code: 'IdTokenUnavailable',
    ...(code === undefined ? {} : { status: Number(code) }),
  });
}

function messageOf(error: unknown): string {
  // GitHub's toolkit writes its message over several indented lines.
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim();
}
