// Which api-versions a resource type has, and which of its properties came later. Source: the type definitions that
// Azure publishes for Bicep (https://github.com/Azure/bicep-types-az), as of August 2026.

export interface TypeVersions {
  /** Oldest first. */
  readonly versions: readonly string[];
  /** Properties that the oldest api-version does not have, with the first one that does. */
  readonly since: Readonly<Record<string, string>>;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const VM_VERSIONS = words(`
  2015-06-15 2016-03-30 2016-04-30-preview 2017-03-30 2017-12-01 2018-04-01 2018-06-01 2018-10-01 2019-03-01 2019-07-01
  2019-12-01 2020-06-01 2020-12-01 2021-03-01 2021-04-01 2021-07-01 2021-11-01 2022-03-01 2022-08-01 2022-11-01
  2023-03-01 2023-07-01 2023-09-01 2024-03-01 2024-07-01 2024-11-01 2025-04-01 2025-11-01 2026-03-01 2026-04-01`);

const DISK_VERSIONS = words(`
  2016-04-30-preview 2017-03-30 2018-04-01 2018-06-01 2018-09-30 2019-03-01 2019-07-01 2019-11-01 2020-05-01 2020-06-30
  2020-09-30 2020-12-01 2021-04-01 2021-08-01 2021-12-01 2022-03-02 2022-07-02 2023-01-02 2023-04-02 2023-10-02
  2024-03-02 2025-01-02 2026-03-02`);

const GALLERY_VERSIONS = words(`
  2018-06-01 2019-03-01 2019-07-01 2019-12-01 2020-09-30 2021-07-01 2021-10-01 2022-01-03 2022-03-03 2022-08-03
  2023-07-03 2024-03-03 2025-03-03 2025-12-03`);

const STORAGE_VERSIONS = words(`
  2015-05-01-preview 2015-06-15 2016-01-01 2016-05-01 2016-12-01 2017-06-01 2017-10-01 2018-02-01 2018-03-01-preview
  2018-07-01 2018-11-01 2019-04-01 2019-06-01 2020-08-01-preview 2021-01-01 2021-02-01 2021-04-01 2021-06-01 2021-08-01
  2021-09-01 2022-05-01 2022-09-01 2023-01-01 2023-04-01 2023-05-01 2024-01-01 2025-01-01 2025-06-01 2025-08-01
  2026-04-01`);

const BATCH_VERSIONS = words(`
  2015-12-01 2017-01-01 2017-05-01 2017-09-01 2018-12-01 2019-04-01 2019-08-01 2020-03-01 2020-05-01 2020-09-01
  2021-01-01 2021-06-01 2022-01-01 2022-06-01 2022-10-01 2023-05-01 2023-11-01 2024-02-01 2024-07-01 2025-06-01`);

function from(oldest: string, versions: readonly string[]): readonly string[] {
  return versions.slice(versions.indexOf(oldest));
}

const DISK_SINCE = {
  hyperVGeneration: '2018-09-30',
  diskSizeBytes: '2019-03-01',
  uniqueId: '2019-03-01',
  encryption: '2019-07-01',
  diskAccessId: '2020-05-01',
  networkAccessPolicy: '2020-05-01',
  purchasePlan: '2020-12-01',
  supportsHibernation: '2020-12-01',
  completionPercent: '2021-04-01',
  publicNetworkAccess: '2021-04-01',
  supportedCapabilities: '2021-04-01',
  dataAccessAuthMode: '2021-12-01',
};

/** By type in lower case. Types that are not here are held to no list. */
const TYPES: Readonly<Record<string, TypeVersions>> = {
  'microsoft.compute/virtualmachines': {
    versions: VM_VERSIONS,
    since: {
      vmId: '2016-03-30',
      additionalCapabilities: '2018-06-01',
      evictionPolicy: '2019-03-01',
      priority: '2019-03-01',
      securityProfile: '2020-06-01',
      userData: '2021-03-01',
      applicationProfile: '2021-07-01',
      timeCreated: '2021-11-01',
    },
  },
  'microsoft.compute/images': {
    versions: from('2016-04-30-preview', VM_VERSIONS),
    since: { hyperVGeneration: '2019-03-01' },
  },
  'microsoft.compute/disks': {
    versions: DISK_VERSIONS,
    since: {
      ...DISK_SINCE,
      diskState: '2018-09-30',
      tier: '2020-06-30',
      securityProfile: '2020-12-01',
      LastOwnershipUpdateTime: '2023-04-02',
    },
  },
  'microsoft.compute/snapshots': {
    versions: DISK_VERSIONS,
    since: {
      ...DISK_SINCE,
      incremental: '2019-03-01',
      diskState: '2020-06-30',
      securityProfile: '2021-08-01',
      copyCompletionError: '2022-03-02',
      incrementalSnapshotFamilyId: '2022-07-02',
    },
  },
  'microsoft.compute/galleries': {
    versions: GALLERY_VERSIONS,
    since: { sharingProfile: '2020-09-30', softDeletePolicy: '2021-07-01', sharingStatus: '2021-10-01' },
  },
  'microsoft.compute/galleries/images': {
    versions: GALLERY_VERSIONS,
    since: {
      hyperVGeneration: '2019-07-01',
      features: '2020-09-30',
      architecture: '2021-10-01',
      allowUpdateImage: '2024-03-03',
    },
  },
  'microsoft.compute/galleries/images/versions': {
    versions: GALLERY_VERSIONS,
    since: {
      safetyProfile: '2022-03-03',
      securityProfile: '2022-08-03',
      restore: '2024-03-03',
      validationsProfile: '2024-03-03',
    },
  },
  'microsoft.compute/locations/sharedgalleries': { versions: from('2020-09-30', GALLERY_VERSIONS), since: {} },
  'microsoft.compute/locations/communitygalleries': { versions: from('2021-07-01', GALLERY_VERSIONS), since: {} },
  'microsoft.storage/storageaccounts': {
    versions: STORAGE_VERSIONS,
    since: {
      accessTier: '2016-01-01',
      encryption: '2016-01-01',
      supportsHttpsTrafficOnly: '2016-12-01',
      networkAcls: '2017-06-01',
      isHnsEnabled: '2018-02-01',
      allowBlobPublicAccess: '2019-04-01',
      allowSharedKeyAccess: '2019-04-01',
      minimumTlsVersion: '2019-04-01',
      publicNetworkAccess: '2021-06-01',
      dnsEndpointType: '2021-09-01',
    },
  },
  'microsoft.storage/storageaccounts/blobservices/containers': {
    versions: from('2018-02-01', STORAGE_VERSIONS),
    since: {},
  },
  'microsoft.batch/batchaccounts': {
    versions: BATCH_VERSIONS,
    since: {
      poolAllocationMode: '2017-01-01',
      keyVaultReference: '2017-01-01',
      dedicatedCoreQuota: '2017-05-01',
      lowPriorityCoreQuota: '2017-05-01',
      dedicatedCoreQuotaPerVMFamily: '2019-04-01',
      dedicatedCoreQuotaPerVMFamilyEnforced: '2019-04-01',
      encryption: '2020-03-01',
      privateEndpointConnections: '2020-03-01',
      publicNetworkAccess: '2020-03-01',
      allowedAuthenticationModes: '2021-06-01',
      networkProfile: '2022-06-01',
      nodeManagementEndpoint: '2022-06-01',
    },
  },
  // What a pool's properties are in each version, the Batch room knows itself.
  'microsoft.batch/batchaccounts/pools': { versions: from('2017-09-01', BATCH_VERSIONS), since: {} },
};

/** `Microsoft.Compute/virtualMachines/instanceView` has the versions of the type it belongs to. */
export function versionsOf(type: string): TypeVersions | undefined {
  const [namespace, ...names] = type.toLowerCase().split('/');
  for (let length = names.length; length > 0; length -= 1) {
    const known = TYPES[[namespace, ...names.slice(0, length)].join('/')];
    if (known !== undefined) return known;
  }
  return undefined;
}
