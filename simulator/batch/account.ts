// A Batch account as its ARM resource describes it: where it answers, how one may sign in, what it may use.
import { createHash } from 'node:crypto';
import { arrayOf, at, numberOf, stringOf, type Json } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';

export const ACCOUNT_TYPE = 'Microsoft.Batch/batchAccounts';

export type AuthenticationMode = 'SharedKey' | 'AAD' | 'TaskAuthenticationToken';

export interface AccountFacts {
  readonly id: string;
  readonly name: string;
  /** Lower case, without spaces. */
  readonly region: string;
  /** Without scheme, lower case. */
  readonly endpoint: string;
  readonly poolAllocationMode: 'BatchService' | 'UserSubscription';
  /** Whether network rules refuse callers from outside; in the simulator nobody has an address that a rule could name. */
  readonly isClosed: boolean;
  /** How nodes get to the node management endpoint: from public addresses, by a private endpoint, or not at all. */
  readonly nodeAccess: 'public' | 'private' | 'none';
  readonly authenticationModes: readonly AuthenticationMode[];
  /** Undefined where no core quota applies. */
  readonly cores: CoreQuota | undefined;
  readonly poolQuota: number;
  readonly jobQuota: number;
}

export interface CoreQuota {
  readonly dedicated: number;
  readonly lowPriority: number;
  /** By lower-case family; undefined where only the total counts. */
  readonly perFamily: ReadonlyMap<string, number> | undefined;
}

export function accountFacts(resource: StoredResource): AccountFacts {
  const { body, id } = resource;
  const name = id.split('/').at(-1) ?? '';
  const region = (stringOf(body.location) ?? '').toLowerCase().replaceAll(' ', '');
  const property = (key: string) => at(body, 'properties', key);
  const mode = property('poolAllocationMode') === 'UserSubscription' ? 'UserSubscription' : 'BatchService';
  const modes = arrayOf(property('allowedAuthenticationModes')).filter(isMode);
  return {
    id,
    name,
    region,
    endpoint: (stringOf(property('accountEndpoint')) ?? `${name}.${region}.batch.azure.com`).toLowerCase(),
    poolAllocationMode: mode,
    isClosed:
      property('publicNetworkAccess') === 'Disabled' ||
      at(body, 'properties', 'networkProfile', 'accountAccess', 'defaultAction') === 'Deny',
    nodeAccess: nodeAccess(resource),
    authenticationModes: modes.length > 0 ? modes : ['SharedKey', 'AAD', 'TaskAuthenticationToken'],
    cores: mode === 'UserSubscription' ? undefined : coreQuota(resource),
    poolQuota: numberOf(property('poolQuota')) ?? 100,
    jobQuota: numberOf(property('activeJobAndJobScheduleQuota')) ?? 300,
  };
}

/** The sub-resources of private endpoints: https://learn.microsoft.com/azure/batch/private-connectivity */
function nodeAccess({ body }: StoredResource): AccountFacts['nodeAccess'] {
  const isClosed =
    at(body, 'properties', 'publicNetworkAccess') === 'Disabled' ||
    at(body, 'properties', 'networkProfile', 'nodeManagementAccess', 'defaultAction') === 'Deny';
  if (!isClosed) return 'public';
  const connections = arrayOf(at(body, 'properties', 'privateEndpointConnections'));
  const isForNodes = (connection: Json): boolean =>
    at(connection, 'properties', 'privateLinkServiceConnectionState', 'status') === 'Approved' &&
    arrayOf(at(connection, 'properties', 'groupIds')).includes('nodeManagement');
  return connections.some(isForNodes) ? 'private' : 'none';
}

function coreQuota({ body }: StoredResource): CoreQuota {
  const enforced = at(body, 'properties', 'dedicatedCoreQuotaPerVMFamilyEnforced') === true;
  const families = arrayOf(at(body, 'properties', 'dedicatedCoreQuotaPerVMFamily')).map((one): [string, number] => [
    (stringOf(at(one, 'name')) ?? '').toLowerCase(),
    numberOf(at(one, 'coreQuota')) ?? 0,
  ]);
  return {
    dedicated: numberOf(at(body, 'properties', 'dedicatedCoreQuota')) ?? 0,
    lowPriority: numberOf(at(body, 'properties', 'lowPriorityCoreQuota')) ?? 0,
    perFamily: enforced ? new Map(families) : undefined,
  };
}

function isMode(value: unknown): value is AuthenticationMode {
  return value === 'SharedKey' || value === 'AAD' || value === 'TaskAuthenticationToken';
}

/** The account that answers at a host, if any. */
export function accountAt(world: World, host: string): AccountFacts | undefined {
  return world.resources
    .ofType(ACCOUNT_TYPE)
    .map(accountFacts)
    .find((account) => account.endpoint === host.toLowerCase());
}

/** The account's keys: stable for a seed, unlike any other account's. */
export function accountKeys(
  world: World,
  account: AccountFacts,
): { readonly primary: string; readonly secondary: string } {
  const key = (which: string): string =>
    createHash('sha512').update(`${world.scenario.seed}:${account.id.toLowerCase()}:${which}`).digest('base64');
  return { primary: key('primary'), secondary: key('secondary') };
}

/** UserSubscription accounts and accounts without the mode take no key. */
export function allowsSharedKey(account: AccountFacts): boolean {
  return account.poolAllocationMode === 'BatchService' && account.authenticationModes.includes('SharedKey');
}
