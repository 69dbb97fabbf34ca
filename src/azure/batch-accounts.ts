// Batch accounts and ARM-shaped pools: the management plane of Batch.
import type { Arm, JsonObject } from './arm.ts';
import { flagAt, numberAt, objectAt, objectsAt, oneOf, pairsAt, textAt, textsAt } from './json.ts';
import { nameOf, normaliseRegion } from './resource-id.ts';
import { API_VERSIONS } from './versions.ts';

/** What Azure does not tell of it is absent: nothing is judged by that. */
export interface BatchAccount {
  readonly id: string;
  readonly name: string;
  /** Normalised, e.g. `westeurope`. */
  readonly location: string;
  /** With scheme: `https://acct.westeurope.batch.azure.com`. */
  readonly endpoint: string;
  readonly provisioningState?: string;
  readonly poolAllocationMode?: 'BatchService' | 'UserSubscription';
  readonly autoStorageAccountId?: string;
  /** In UserSubscription mode only. */
  readonly keyVaultId?: string;
  readonly poolQuota?: number;
  /** Absent in UserSubscription mode. */
  readonly dedicatedCoreQuota?: number;
  readonly lowPriorityCoreQuota?: number;
  /** By VM family in lower case; absent where only the total counts. */
  readonly dedicatedCoreQuotaPerFamily?: ReadonlyMap<string, number>;
  readonly publicNetworkAccess: boolean;
  /** Whether it lets nodes in that come from public addresses: only those of its rules, where it has some. */
  readonly nodeAccess: 'open' | 'rules' | 'closed';
  /** Whether nodes inside a network may reach it, by an endpoint of its own there. */
  readonly privateNodeAccess: boolean;
  readonly allowedAuthenticationModes?: readonly string[];
}

/** A pool body in ARM's shape, whole, as the user wrote it plus what the action adds. */
export type ArmPoolBody = JsonObject;

/** What the account is now; undefined when there is none. */
export async function readBatchAccount(arm: Arm, id: string): Promise<BatchAccount | undefined> {
  const body = await arm.read(id, API_VERSIONS.batch);
  return body === undefined ? undefined : toBatchAccount(id, body);
}

/** Creates a pool; an existing one is refused (412), never replaced. Not a long-running operation in Azure. */
export async function putArmPool(arm: Arm, poolId: string, body: ArmPoolBody): Promise<JsonObject> {
  const headers = { 'If-None-Match': '*' };
  return (await arm.send({ method: 'PUT', path: poolId, apiVersion: API_VERSIONS.batch, headers, body })).body;
}

/** A size of VM that Batch offers in a region. */
export interface BatchVmSize {
  readonly name: string;
  readonly family: string;
  /** As Azure lists them, e.g. `vCPUs`, `HyperVGenerations`, `CpuArchitectureType`. */
  readonly capabilities: Readonly<Record<string, string>>;
  /** ISO 8601; after it Batch makes no nodes of this size. */
  readonly endOfLife?: string;
}

export async function listBatchVmSizes(
  arm: Arm,
  subscriptionId: string,
  location: string,
): Promise<readonly BatchVmSize[]> {
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Batch/locations/${location}/virtualMachineSkus`;
  const sizes = await arm.list(path, API_VERSIONS.batch);
  return sizes.map((size) => {
    const endOfLife = textAt(size, 'batchSupportEndOfLife');
    return {
      name: textAt(size, 'name') ?? '',
      family: textAt(size, 'familyName') ?? '',
      capabilities: pairsAt(size, 'capabilities'),
      ...(endOfLife === undefined ? {} : { endOfLife }),
    };
  });
}

function toBatchAccount(id: string, body: JsonObject): BatchAccount {
  const properties = objectAt(body, 'properties');
  const autoStorage = textAt(properties, 'autoStorage', 'storageAccountId');
  const keyVault = textAt(properties, 'keyVaultReference', 'id');
  const state = textAt(properties, 'provisioningState');
  const mode = oneOf(['BatchService', 'UserSubscription'], textAt(properties, 'poolAllocationMode'));
  const poolQuota = numberAt(properties, 'poolQuota');
  const dedicated = numberAt(properties, 'dedicatedCoreQuota');
  const lowPriority = numberAt(properties, 'lowPriorityCoreQuota');
  const perFamily = familyQuotas(properties);
  const modes = textsAt(properties, 'allowedAuthenticationModes');
  return {
    id: textAt(body, 'id') ?? id,
    name: textAt(body, 'name') ?? nameOf(id),
    location: normaliseRegion(textAt(body, 'location') ?? ''),
    endpoint: withScheme(textAt(properties, 'accountEndpoint') ?? ''),
    ...(state === undefined ? {} : { provisioningState: state }),
    ...(mode === undefined ? {} : { poolAllocationMode: mode }),
    ...(autoStorage === undefined ? {} : { autoStorageAccountId: autoStorage }),
    ...(keyVault === undefined ? {} : { keyVaultId: keyVault }),
    ...(poolQuota === undefined ? {} : { poolQuota }),
    ...(dedicated === undefined ? {} : { dedicatedCoreQuota: dedicated }),
    ...(lowPriority === undefined ? {} : { lowPriorityCoreQuota: lowPriority }),
    ...(perFamily === undefined ? {} : { dedicatedCoreQuotaPerFamily: perFamily }),
    publicNetworkAccess: isReachable(properties),
    nodeAccess: nodeAccessOf(properties),
    privateNodeAccess: objectsAt(properties, 'privateEndpointConnections').some(isForNodes),
    ...(modes.length === 0 ? {} : { allowedAuthenticationModes: modes }),
  };
}

function familyQuotas(properties: JsonObject | undefined): ReadonlyMap<string, number> | undefined {
  if (flagAt(properties, 'dedicatedCoreQuotaPerVMFamilyEnforced') !== true) return undefined;
  const families = objectsAt(properties, 'dedicatedCoreQuotaPerVMFamily');
  return new Map(
    families.flatMap((one) => {
      const [name, quota] = [textAt(one, 'name'), numberAt(one, 'coreQuota')];
      return name === undefined || quota === undefined ? [] : [[name.toLowerCase(), quota] as const];
    }),
  );
}

/** Disabled, or by default refused for the data plane (`networkProfile.accountAccess`), is closed to a public runner. */
function isReachable(properties: JsonObject | undefined): boolean {
  const access = textAt(properties, 'publicNetworkAccess')?.toLowerCase() ?? 'enabled';
  const byDefault = textAt(properties, 'networkProfile', 'accountAccess', 'defaultAction')?.toLowerCase() ?? 'allow';
  return access === 'enabled' && byDefault === 'allow';
}

/** Its rules count only while public access is enabled. */
function nodeAccessOf(properties: JsonObject | undefined): BatchAccount['nodeAccess'] {
  if (textAt(properties, 'publicNetworkAccess')?.toLowerCase() === 'disabled') return 'closed';
  const access = objectAt(properties, 'networkProfile', 'nodeManagementAccess');
  if (textAt(access, 'defaultAction')?.toLowerCase() !== 'deny') return 'open';
  return objectsAt(access, 'ipRules').length > 0 ? 'rules' : 'closed';
}

/** Older accounts do not tell which of their two endpoints a connection is for. */
function isForNodes(connection: JsonObject): boolean {
  const status = textAt(connection, 'properties', 'privateLinkServiceConnectionState', 'status');
  const groups = textsAt(connection, 'properties', 'groupIds').map((group) => group.toLowerCase());
  return status?.toLowerCase() === 'approved' && (groups.length === 0 || groups.includes('nodemanagement'));
}

/** ARM names the endpoint without its scheme. */
function withScheme(endpoint: string): string {
  return endpoint === '' || endpoint.includes('://') ? endpoint : `https://${endpoint}`;
}
