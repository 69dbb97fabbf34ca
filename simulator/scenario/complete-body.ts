// Fills in what every resource of a type has, so that a scenario names only what matters to it.
import type { Cloud } from '../kernel/clouds.ts';
import { isObject, numberOf, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import type { Randomness } from '../kernel/randomness.ts';
import { typeOf } from '../kernel/resource-store.ts';

/** Seeded resources are older than any run; a fixed moment keeps two runs alike. */
const CREATED = '2026-01-15T08:00:00.0000000+00:00';

/** A service of a storage account: encrypted by the account's key, as everything is. */
const ENCRYPTED: JsonObject = { enabled: true, keyType: 'Account', lastEnabledTime: CREATED };

export interface Completion {
  readonly region: string;
  readonly random: Randomness;
  readonly cloud: Pick<Cloud, 'batch' | 'storage'>;
}

/** The body a GET answers for `id`, made of `given` and the defaults of its type. */
export function completeBody(id: string, given: JsonObject, completion: Completion): JsonObject {
  const type = typeOf(id);
  const name = id.split('/').at(-1) ?? '';
  if (type === 'microsoft.resources/subscriptions') {
    return merged({ id, subscriptionId: name, displayName: 'Simulated subscription', state: 'Enabled' }, given);
  }
  // What a subscription says of a provider, e.g. that it is not registered.
  if (/^\/subscriptions\/[^/]+\/providers\/[^/]+$/i.test(id)) return merged({ id, namespace: name }, given);
  const location = stringOf(given['location']) ?? completion.region;
  const base: JsonObject = {
    id,
    name,
    type: speltType(id),
    ...(hasLocation(type) && { location }),
    properties: { provisioningState: 'Succeeded' },
  };
  return merged(merged(base, intrinsic(type, { id, name, location, given, completion })), given);
}

/** The type as the ID spells it. */
function speltType(id: string): string {
  const start = id.toLowerCase().lastIndexOf('/providers/');
  if (start < 0) return 'Microsoft.Resources/resourceGroups';
  const [namespace, ...rest] = id.slice(start + '/providers/'.length).split('/');
  return [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/');
}

interface Known {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly given: JsonObject;
  readonly completion: Completion;
}

function intrinsic(type: string, known: Known): JsonObject {
  switch (type) {
    case 'microsoft.compute/virtualmachines':
      return virtualMachine(known);
    case 'microsoft.compute/disks':
      return disk(known, stringOf(known.given['managedBy']) === undefined ? 'Unattached' : 'Attached');
    case 'microsoft.compute/snapshots':
      return merged(diskOrSnapshot(known, 'Unattached'), {
        sku: { name: 'Standard_LRS', tier: 'Standard' },
        properties: { incremental: false },
      });
    case 'microsoft.compute/galleries':
      return {
        properties: { identifier: { uniqueName: `${known.id.split('/')[2] ?? ''}-${known.name.toUpperCase()}` } },
      };
    case 'microsoft.storage/storageaccounts':
      return storageAccount(known);
    case 'microsoft.batch/batchaccounts':
      return batchAccount(known);
    default:
      return {};
  }
}

function virtualMachine({ completion }: Known): JsonObject {
  return {
    properties: {
      vmId: completion.random.guid(),
      timeCreated: CREATED,
      instanceView: {
        statuses: [
          {
            code: 'ProvisioningState/succeeded',
            level: 'Info',
            displayStatus: 'Provisioning succeeded',
            time: CREATED,
          },
          { code: 'PowerState/running', level: 'Info', displayStatus: 'VM running' },
        ],
      },
    },
  };
}

function disk(known: Known, diskState: string): JsonObject {
  return merged(diskOrSnapshot(known, diskState), { properties: { LastOwnershipUpdateTime: CREATED } });
}

function diskOrSnapshot({ given, completion }: Known, diskState: string): JsonObject {
  const gib = numberOf(objectOf(given['properties'])['diskSizeGB']) ?? 4;
  return {
    sku: { name: 'Premium_LRS', tier: 'Premium' },
    properties: {
      diskSizeGB: gib,
      diskSizeBytes: gib * 1024 ** 3,
      uniqueId: completion.random.guid(),
      diskState,
      timeCreated: CREATED,
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
    },
  };
}

function storageAccount({ name, location, completion: { cloud } }: Known): JsonObject {
  return {
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS', tier: 'Standard' },
    properties: {
      primaryEndpoints: {
        blob: `https://${name}.blob.${cloud.storage}/`,
        dfs: `https://${name}.dfs.${cloud.storage}/`,
        file: `https://${name}.file.${cloud.storage}/`,
        queue: `https://${name}.queue.${cloud.storage}/`,
        table: `https://${name}.table.${cloud.storage}/`,
        web: `https://${name}.z6.web.${cloud.storage}/`,
      },
      primaryLocation: location,
      statusOfPrimary: 'available',
      creationTime: CREATED,
      accessTier: 'Hot',
      encryption: {
        keySource: 'Microsoft.Storage',
        services: { blob: ENCRYPTED, file: ENCRYPTED },
      },
      allowSharedKeyAccess: true,
      allowBlobPublicAccess: false,
      isHnsEnabled: false,
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
      networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow', ipRules: [], virtualNetworkRules: [] },
    },
  };
}

function batchAccount({ name, location, given, completion: { cloud } }: Known): JsonObject {
  const properties = objectOf(given['properties']);
  const isUserSubscription = properties['poolAllocationMode'] === 'UserSubscription';
  const hasAutoStorage = isObject(properties['autoStorage']);
  return {
    identity: { type: 'None' },
    properties: {
      // The endpoint carries no scheme: https://learn.microsoft.com/rest/api/batchmanagement/batch-account/get
      accountEndpoint: `${name}.${location}.${cloud.batch}`,
      nodeManagementEndpoint: `${name}.${location}.service.${cloud.batch}`,
      poolAllocationMode: 'BatchService',
      publicNetworkAccess: 'Enabled',
      allowedAuthenticationModes: ['AAD', 'SharedKey', 'TaskAuthenticationToken'],
      encryption: { keySource: 'Microsoft.Batch' },
      poolQuota: 100,
      activeJobAndJobScheduleQuota: 300,
      ...(hasAutoStorage && { autoStorage: { lastKeySync: CREATED, authenticationMode: 'StorageKeys' } }),
      // Accounts that allocate in the user's subscription count against its own quotas and show none.
      ...(!isUserSubscription && {
        dedicatedCoreQuota: 500,
        lowPriorityCoreQuota: 100,
        dedicatedCoreQuotaPerVMFamilyEnforced: false,
        dedicatedCoreQuotaPerVMFamily: [],
      }),
    },
  };
}

/** Locks and pools have no location of their own, image definitions and versions have. */
function hasLocation(type: string): boolean {
  return !type.startsWith('microsoft.authorization/') && !type.startsWith('microsoft.batch/batchaccounts/');
}

/** `over` wins; objects merge member by member, arrays and scalars are replaced. */
export function merged(base: JsonObject, over: JsonObject): JsonObject {
  const result: Record<string, Json | undefined> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isObject(value) && isObject(below) ? merged(below, value) : value;
  }
  return result;
}
