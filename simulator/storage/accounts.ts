// Storage accounts as the blob service knows them: only those that the management plane holds.
import { createHash } from 'node:crypto';
import { at, stringOf, type JsonObject } from '../kernel/json.ts';
import type { ResourceStore, StoredResource } from '../kernel/resource-store.ts';
import type { AccountKeys } from './azurite.ts';

export interface StorageAccount {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly body: JsonObject;
}

export const ACCOUNT_TYPE = 'Microsoft.Storage/storageAccounts';

/** The account whose blob endpoint is at this host. An account without endpoints is at the public cloud's name. */
export function accountAt(resources: ResourceStore, host: string): StorageAccount | undefined {
  return accounts(resources).find((account) => account.host === host.toLowerCase() && !isBeingMade(account));
}

/** The name of a new account is not known yet. */
function isBeingMade(account: StorageAccount): boolean {
  return at(account.body, 'properties', 'provisioningState') === 'ResolvingDNS';
}

export function accountNamed(resources: ResourceStore, name: string): StorageAccount | undefined {
  return accounts(resources).find((account) => account.name === name.toLowerCase());
}

export function accounts(resources: ResourceStore): readonly StorageAccount[] {
  return resources.ofType(ACCOUNT_TYPE).map(accountOf);
}

function accountOf(resource: StoredResource): StorageAccount {
  const name = (resource.id.split('/').at(-1) ?? '').toLowerCase();
  const endpoint = stringOf(at(resource.body, 'properties', 'primaryEndpoints', 'blob'));
  return {
    id: resource.id,
    name,
    host: endpoint === undefined ? `${name}.blob.core.windows.net` : new URL(endpoint).hostname,
    body: resource.body,
  };
}

/** An account's keys follow from its ID: they are the same in every run and need no place to be kept. */
export function keysOf(accountId: string): AccountKeys {
  const key = (name: string): Buffer => createHash('sha512').update(`${name}:${accountId.toLowerCase()}`).digest();
  return { key1: key('key1'), key2: key('key2') };
}

/** Page blobs exist in general-purpose accounts without a hierarchical namespace only. */
export function pageBlobSupport(account: StorageAccount): 'yes' | 'hierarchical' | 'kind' {
  if (at(account.body, 'properties', 'isHnsEnabled') === true) return 'hierarchical';
  const kind = stringOf(account.body['kind']) ?? 'StorageV2';
  return kind === 'StorageV2' || kind === 'Storage' ? 'yes' : 'kind';
}

/** A firewall in the simulator lets nobody in: its callers have no address that a rule could name. */
export function isClosed(account: Pick<StorageAccount, 'body'>): boolean {
  const properties = account.body['properties'];
  return (
    stringOf(at(properties, 'publicNetworkAccess')) === 'Disabled' ||
    stringOf(at(properties, 'networkAcls', 'defaultAction')) === 'Deny'
  );
}

export function allows(account: StorageAccount, property: 'allowSharedKeyAccess' | 'allowBlobPublicAccess'): boolean {
  const value = at(account.body, 'properties', property);
  // Shared keys work unless they are forbidden; anonymous access does not unless it is allowed.
  return property === 'allowSharedKeyAccess' ? value !== false : value === true;
}
