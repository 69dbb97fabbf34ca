// One request to Entra: with a GitHub ID token as the assertion, or with whatever credential the environment gives.
import type { AccessToken, TokenCredential, TokenCredentialOptions } from '@azure/identity';
import { AZURE_CLOUD, type Cloud } from './cloud.ts';
import { codeInMessage, connectionError, refusedTunnel } from './connection-errors.ts';
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
  const openFor: OpenCredential = (authority) =>
    open(ids.tenant, ids.client, async () => (assertion ??= fetchAssertion()), authority);
  try {
    return await ask({ host, cloud: options.cloud, operation, scope }, openFor, () => presented);
  } catch (error) {
    throw refused ?? error;
  }
}

export interface TokenRequest {
  readonly host: Host;
  readonly cloud: Cloud;
  /** For messages. */
  readonly operation: string;
  readonly scope: string;
}

/** Called for each request anew. */
export type OpenCredential = (options: AuthorityOptions) => TokenCredential;

export async function ask(
  { host, cloud, operation, scope }: TokenRequest,
  open: OpenCredential,
  presented: () => AssertionClaims | undefined = () => undefined,
): Promise<AccessToken> {
  const watch = watchConnections();
  try {
    const token = await open({ ...authorityOptions(cloud), ...watch.options }).getToken(scope);
    if (token === null) throw new Error('no token was issued');
    return token;
  } catch (error) {
    const lost = watch.lost();
    if (lost !== undefined) throw connectionError('Entra', operation, lost);
    throw entraError(error, operation, presented(), host.clock.now());
  }
}

export type AuthorityOptions = TokenCredentialOptions & { readonly disableInstanceDiscovery: boolean };

/** Retries are ours. Entra's public directory of clouds is asked only about clouds that it lists. */
function authorityOptions(cloud: Cloud): AuthorityOptions {
  const listed = [AZURE_CLOUD.authority, 'https://login.microsoftonline.us', 'https://login.chinacloudapi.cn'];
  return {
    authorityHost: cloud.authority,
    disableInstanceDiscovery: !listed.includes(cloud.authority),
    retryOptions: { maxRetries: 0 },
  };
}

/** MSAL calls whatever breaks a connection a `network_error` and drops the reason: it is kept here. */
function watchConnections(): { readonly options: TokenCredentialOptions; readonly lost: () => Error | undefined } {
  let lost: Error | undefined;
  const policy: NonNullable<TokenCredentialOptions['additionalPolicies']>[number]['policy'] = {
    name: 'keepReasonOfLostConnection',
    async sendRequest(request, next) {
      lost = undefined;
      try {
        return await next(request);
      } catch (error) {
        if (error instanceof Error) lost = error;
        throw error;
      }
    },
  };
  return { options: { additionalPolicies: [{ policy, position: 'perCall' }] }, lost: () => lost };
}

/** GitHub's toolkit puts the status into its message, and `undefined` where no answer came. */
function idTokenError(serviceMessage: string, operation: string): AzureServiceError {
  const refused = refusedTunnel('GitHub', operation, serviceMessage);
  if (refused !== undefined) return refused;
  const code = /Error Code : (\d{3}|undefined)/.exec(serviceMessage)?.[1];
  const facts = { service: 'GitHub', serviceMessage, operation } as const;
  if (code === 'undefined') {
    return new AzureServiceError({ ...facts, code: codeInMessage(serviceMessage) ?? 'IdTokenRequestLost' });
  }
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
