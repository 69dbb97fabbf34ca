// Storage accounts, as ARM describes them.
import type { Arm, JsonObject, JsonValue } from './arm.ts';
import { flagAt, objectAt, oneOf, textAt } from './json.ts';
import { nameOf, normaliseRegion } from './resource-id.ts';
import { API_VERSIONS } from './versions.ts';

export interface StorageAccount {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly kind: 'Storage' | 'StorageV2' | 'BlobStorage' | 'FileStorage' | 'BlockBlobStorage';
  readonly sku: string;
  /** As ARM gives it, e.g. `https://acct.blob.core.windows.net/`; never built from a suffix. */
  readonly blobEndpoint: string;
  readonly hierarchicalNamespace: boolean;
  /** Whether the account answers from public networks by default. */
  readonly publicNetworkAccess: boolean;
  readonly sharedKeyAccess: boolean;
  /** e.g. `Succeeded`, `Creating`. */
  readonly provisioningState: string;
  /** Whether the region that takes writes does so now. */
  readonly primary: 'available' | 'unavailable' | 'failing over';
  /** Whether new blobs are immutable by a policy of the account, which keeps every write as a version. */
  readonly immutableVersions: boolean;
}

export interface BlobContainer {
  readonly name: string;
  /** Whether a policy of the container forbids changes of its blobs. */
  readonly immutability: 'none' | 'retention policy' | 'legal hold';
}

/** What the account is now; undefined when there is none. */
export async function readStorageAccount(arm: Arm, id: string): Promise<StorageAccount | undefined> {
  const body = await arm.read(id, API_VERSIONS.storage);
  return body === undefined ? undefined : toStorageAccount(id, body);
}

/** A container as ARM describes it, whatever the network of its blobs; undefined when there is none. */
export async function readContainer(arm: Arm, accountId: string, name: string): Promise<BlobContainer | undefined> {
  const path = `${accountId}/blobServices/default/containers/${name}`;
  const body = await arm.read(path, API_VERSIONS.storage);
  if (body === undefined) return undefined;
  const has = (what: string): boolean => flagAt(body, 'properties', what) ?? false;
  const immutability = has('hasLegalHold') ? 'legal hold' : has('hasImmutabilityPolicy') ? 'retention policy' : 'none';
  return { name, immutability };
}

/**
 * The account of the subscription whose blob endpoint is the host of this URL; undefined when there is none. A name alone
 * does not tell: an account with a DNS zone has another host than its name suggests.
 */
export async function findStorageAccount(arm: Arm, blobUrl: string): Promise<StorageAccount | undefined> {
  const host = hostOf(blobUrl);
  if (host === undefined) return undefined;
  const path = `/subscriptions/${arm.subscriptionId}/providers/Microsoft.Storage/storageAccounts`;
  const accounts = await arm.list(path, API_VERSIONS.storage);
  return accounts.map((body) => toStorageAccount('', body)).find(({ blobEndpoint }) => hostOf(blobEndpoint) === host);
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

function toStorageAccount(id: string, body: JsonObject): StorageAccount {
  const properties = body['properties'];
  const kinds = ['Storage', 'StorageV2', 'BlobStorage', 'FileStorage', 'BlockBlobStorage'] as const;
  const publicAccess = textAt(properties, 'publicNetworkAccess')?.toLowerCase() ?? 'enabled';
  const defaultAction = textAt(properties, 'networkAcls', 'defaultAction')?.toLowerCase() ?? 'allow';
  return {
    id: textAt(body, 'id') ?? id,
    name: textAt(body, 'name') ?? nameOf(id),
    location: normaliseRegion(textAt(body, 'location') ?? ''),
    kind: oneOf(kinds, textAt(body, 'kind')) ?? 'StorageV2',
    sku: textAt(body, 'sku', 'name') ?? '',
    blobEndpoint: textAt(properties, 'primaryEndpoints', 'blob') ?? '',
    hierarchicalNamespace: flagAt(properties, 'isHnsEnabled') ?? false,
    publicNetworkAccess: publicAccess === 'enabled' && defaultAction === 'allow',
    // Absent means allowed.
    sharedKeyAccess: flagAt(properties, 'allowSharedKeyAccess') ?? true,
    provisioningState: textAt(properties, 'provisioningState') ?? 'Succeeded',
    primary: primaryOf(properties),
    immutableVersions: objectAt(properties, 'immutableStorageWithVersioning', 'immutabilityPolicy') !== undefined,
  };
}

function primaryOf(properties: JsonValue | undefined): StorageAccount['primary'] {
  if (flagAt(properties, 'failoverInProgress') === true) return 'failing over';
  return textAt(properties, 'statusOfPrimary')?.toLowerCase() === 'unavailable' ? 'unavailable' : 'available';
}
