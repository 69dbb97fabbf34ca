// Who calls the blob service, and whether he may: bearer tokens by role, account keys and SAS by signature.
import type { Clock } from '../kernel/clock.ts';
import { AzureError } from '../kernel/errors.ts';
import type { SimRequest } from '../kernel/exchange.ts';
import type { Principal, Roles } from '../identity/roles.ts';
import { allows, keysOf, type StorageAccount } from './accounts.ts';
import type { BlobRequest } from './blob-operations.ts';
import { checkSasTimes, delegatorOf, type Signers } from './sas.ts';
import { checkSharedKey } from './shared-key.ts';
import { storageError } from './storage-errors.ts';

/** How the caller proved himself. A SAS is checked by Azurite, when the request is passed on. */
export type Caller =
  | { readonly kind: 'bearer'; readonly principal: Principal }
  | { readonly kind: 'key' }
  /** With the one who delegated his rights, where it is not signed with an account key. */
  | { readonly kind: 'sas'; readonly delegator: Principal | undefined }
  | { readonly kind: 'anonymous' };

export interface TokenCheck {
  verify(authorizationHeader: string | undefined, acceptedAudiences: readonly string[]): Promise<Principal>;
}

/** The first version of the service that takes Entra tokens. */
const FIRST_BEARER_VERSION = '2017-11-09';
/** The first version that answers missing credentials with a challenge. */
const FIRST_CHALLENGE_VERSION = '2019-12-12';

export interface CallerParts {
  readonly tokens: TokenCheck;
  readonly clock: Clock;
  /** Where callers sign in. */
  readonly authority: string;
  readonly signers: Signers;
  readonly tenantId: string;
}

export async function identify(
  request: SimRequest,
  account: StorageAccount,
  { tokens, clock, authority, signers, tenantId }: CallerParts,
): Promise<Caller> {
  const scheme = /^\S+/.exec(request.headers.authorization ?? '')?.[0]?.toLowerCase();
  const version = request.headers['x-ms-version'];
  if (version !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(version)) {
    throw storageError('InvalidHeaderValue', { HeaderName: 'x-ms-version', HeaderValue: version });
  }
  if (scheme === 'bearer') {
    if (version === undefined || version < FIRST_BEARER_VERSION) {
      throw storageError('AuthenticationFailed', {
        AuthenticationErrorDetail: 'Authentication scheme Bearer is not supported in this version.',
      });
    }
    return { kind: 'bearer', principal: await principalOf(request, account, tokens, authority) };
  }
  if (scheme === 'sharedkey') {
    if (!allows(account, 'allowSharedKeyAccess')) throw storageError('KeyBasedAuthenticationNotPermitted');
    checkSharedKey(request, account.name, keysOf(account.id), clock.now());
    return { kind: 'key' };
  }
  if (scheme !== undefined) throw storageError('AuthenticationFailed');
  if (request.url.searchParams.has('sig')) {
    // A user delegation SAS is signed with a key that Entra ID vouches for, all others with an account key.
    const byAccountKey = !request.url.searchParams.has('skoid');
    if (byAccountKey && !allows(account, 'allowSharedKeyAccess')) {
      throw storageError('KeyBasedAuthenticationNotPermitted');
    }
    checkSasTimes(request.url.searchParams, clock.now());
    return { kind: 'sas', delegator: delegatorOf(request.url.searchParams, signers, tenantId) };
  }
  return anonymous(account, version, authority);
}

function anonymous(account: StorageAccount, version: string | undefined, authority: string): Caller {
  if (allows(account, 'allowBlobPublicAccess')) return { kind: 'anonymous' };
  if (version === undefined || version < FIRST_CHALLENGE_VERSION) throw storageError('PublicAccessNotPermitted');
  throw storageError('NoAuthenticationInformation', {}, challengeOf(authority));
}

/** Written otherwise than that of Resource Manager: without quotes, and with the resource to ask a token for. */
function challengeOf(authority: string): Readonly<Record<string, string>> {
  return {
    'www-authenticate': `Bearer authorization_uri=${authority}/oauth2/authorize resource_id=https://storage.azure.com`,
  };
}

async function principalOf(
  request: SimRequest,
  account: StorageAccount,
  tokens: TokenCheck,
  authority: string,
): Promise<Principal> {
  const audiences = ['https://storage.azure.com', `https://${account.host}`];
  try {
    return await tokens.verify(request.headers.authorization, audiences);
  } catch (error) {
    if (!(error instanceof AzureError)) throw error;
    const detail = { AuthenticationErrorDetail: error.message };
    throw storageError('InvalidAuthenticationInfo', detail, challengeOf(authority));
  }
}

/** Whether a token's owner may do it: rights count from the container upwards, or from the account where there is none. */
export function mayDo(
  roles: Roles,
  principal: Principal,
  account: StorageAccount,
  asked: Pick<BlobRequest, 'container' | 'operation'>,
): boolean {
  const service = `${account.id}/blobServices/default`;
  const scope = asked.container === undefined ? service : `${service}/containers/${asked.container}`;
  const { kind, names } = asked.operation.right;
  return names.some((name) =>
    kind === 'action' ? roles.allows(principal, name, scope) : roles.allowsData(principal, name, scope),
  );
}
