// One VM, its disk and everything around it, as a survey finds them: what the planner's tests change piece by piece.
import type { BatchAccount, BatchVmSize } from '../../src/azure/batch-accounts.ts';
import type { Pool } from '../../src/azure/batch-service.ts';
import type { Disk } from '../../src/azure/disks.ts';
import type { ImageDefinition, ImageVersion } from '../../src/azure/galleries.ts';
import type { StorageAccount } from '../../src/azure/storage-accounts.ts';
import type { VirtualMachine } from '../../src/azure/virtual-machines.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import { nameKeyOf } from '../../src/release/ids.ts';
import type { Request } from '../../src/release/request.ts';
import type { BatchOffer } from '../../src/release/survey-batch.ts';
import type { PoolNetwork } from '../../src/release/survey-network.ts';
import type { SurveyedVm } from '../../src/release/survey-source.ts';
import type { Survey } from '../../src/release/survey.ts';
import { contentIdOf } from '../../src/source/content-id.ts';

const GROUP = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images';
export const VM_ID = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm-golden`;
export const DISK_ID = `${GROUP}/providers/Microsoft.Compute/disks/vm-golden_OsDisk_1`;
export const DATA_DISK_ID = `${GROUP}/providers/Microsoft.Compute/disks/vm-golden_Data_0`;

export function someVm(changes: Partial<VirtualMachine> = {}): VirtualMachine {
  return {
    id: VM_ID,
    name: 'vm-golden',
    location: 'westeurope',
    osType: 'Linux',
    provisioningState: 'Succeeded',
    powerState: 'deallocated',
    generalized: false,
    osDisk: { kind: 'managed', diskId: DISK_ID, caching: 'ReadWrite' },
    dataDisks: [],
    securityType: 'Standard',
    secureBoot: false,
    vTpm: false,
    encryptionAtHost: false,
    guestEncryption: false,
    diskController: 'SCSI',
    vmSize: 'Standard_D2s_v5',
    imageReference: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
    extensions: [],
    tags: {},
    ...changes,
  };
}

export function someDisk(changes: Partial<Disk> = {}): Disk {
  return {
    id: DISK_ID,
    name: 'vm-golden_OsDisk_1',
    location: 'westeurope',
    sizeBytes: 4 * 1024 ** 3,
    sku: 'Premium_LRS',
    uniqueId: '3c1f6d52-7d2e-4f6e-9f0a-0d9f5b0c7a11',
    lastOwnershipUpdateTime: '2026-11-20T08:00:00Z',
    diskState: 'Reserved',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    securityType: 'Standard',
    networkAccessPolicy: 'AllowAll',
    publicNetworkAccess: true,
    dataAccessAuthMode: 'None',
    ...changes,
  };
}

export function disksOf(...disks: readonly Disk[]): ReadonlyMap<string, Disk> {
  return new Map(disks.map((disk) => [disk.id.toLowerCase(), disk]));
}

/** Of the disk as it is. */
export const CONTENT = contentIdOf([someDisk()]);

export function someStorageAccount(changes: Partial<StorageAccount> = {}): StorageAccount {
  return {
    id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/strender`,
    name: 'strender',
    location: 'westeurope',
    kind: 'StorageV2',
    sku: 'Standard_LRS',
    blobEndpoint: 'https://strender.blob.core.windows.net/',
    hierarchicalNamespace: false,
    publicNetworkAccess: true,
    sharedKeyAccess: true,
    provisioningState: 'Succeeded',
    primary: 'available',
    immutableVersions: false,
    ...changes,
  };
}

export function someBatchAccount(changes: Partial<BatchAccount> = {}): BatchAccount {
  return {
    id: `${GROUP}/providers/Microsoft.Batch/batchAccounts/batchrender`,
    name: 'batchrender',
    location: 'westeurope',
    endpoint: 'https://batchrender.westeurope.batch.azure.com',
    provisioningState: 'Succeeded',
    poolAllocationMode: 'BatchService',
    autoStorageAccountId: someStorageAccount().id,
    poolQuota: 20,
    dedicatedCoreQuota: 100,
    lowPriorityCoreQuota: 100,
    publicNetworkAccess: true,
    nodeAccess: 'open',
    privateNodeAccess: false,
    allowedAuthenticationModes: ['AAD', 'SharedKey'],
    ...changes,
  };
}

/** Of a pool that names none. */
export const NO_NETWORK: PoolNetwork = { network: undefined, group: undefined, addresses: undefined };

export function someVmSize(changes: Partial<BatchVmSize> = {}): BatchVmSize {
  return {
    name: 'Standard_D2s_v5',
    family: 'standardDSv5Family',
    capabilities: { vCPUs: '2', HyperVGenerations: 'V1,V2', CpuArchitectureType: 'x64' },
    ...changes,
  };
}

export function someBatchOffer(changes: Partial<BatchOffer> = {}): BatchOffer {
  return {
    pools: [],
    sizes: { kind: 'read', value: [someVmSize()] },
    usages: undefined,
    restricted: undefined,
    ...changes,
  };
}

export function someRequest(changes: Partial<Request> = {}): Request {
  const parsed = parsePoolSpec('id: render\nvmSize: Standard_D2s_v5\ntargetDedicatedNodes: 2\n');
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return {
    mode: 'release',
    subscriptionId: '11111111-2222-4333-8444-555555555555',
    source: { kind: 'vm', vmId: VM_ID },
    capture: {
      mode: 'snapshot',
      dataDisks: 'include',
      exportVhd: true,
      containerName: 'batchimages',
      vhdPrefix: 'golden',
      overwriteVhd: false,
    },
    image: {
      access: 'own',
      wishes: {},
      galleryId: `${GROUP}/providers/Microsoft.Compute/galleries/renderGallery`,
      createGallery: false,
      definitionName: 'vm-golden',
      version: '1.4.0',
      excludeFromLatest: false,
      replicaRegions: new Map(),
    },
    pool: {
      batchAccountId: someBatchAccount().id,
      spec: parsed.spec,
      poolId: 'render',
      family: 'render',
      existingPool: 'fail',
      waitFor: 'ready',
    },
    tags: {},
    provenance: {
      repository: 'contoso/render-images',
      sha: '0123456789abcdef0123456789abcdef01234567',
      ref: 'refs/tags/v1.4.0',
      runId: '4711',
      runNumber: 42,
      runAttempt: 1,
      runUrl: 'https://github.com/contoso/render-images/actions/runs/4711',
    },
    timeoutMs: 5.5 * 3600 * 1000,
    ...changes,
  };
}

/** The facts of a VM beside what any survey has. */
export type SurveyChanges = Partial<Survey & Omit<SurveyedVm, 'kind'>>;

/** Nothing of the release exists yet, and the caller may do everything. The source is the VM, unless `changes` names another. */
export function someSurvey(request: Request, changes: SurveyChanges = {}): Survey {
  const { vm = 'vm' in changes ? undefined : someVm(), disks, snapshots, unmanaged, ...others } = changes;
  const source: SurveyedVm = {
    kind: 'vm',
    vm,
    disks: disks ?? disksOf(someDisk()),
    snapshots: snapshots ?? new Map(),
    unmanaged,
  };
  const everything = [{ actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] }];
  const scopes = [VM_ID, GROUP, request.image.galleryId, someBatchAccount().id, someStorageAccount().id];
  return {
    now: new Date('2026-11-23T12:00:00Z'),
    key: nameKeyOf(request),
    source,
    gallery: {
      id: request.image.galleryId,
      name: 'renderGallery',
      location: 'westeurope',
      provisioningState: 'Succeeded',
    },
    definition: undefined,
    version: undefined,
    versions: [],
    storageAccount: someStorageAccount(),
    blobs: new Map(),
    container: 'absent',
    batchAccount: someBatchAccount(),
    supportedImages: [
      {
        nodeAgentSku: 'batch.node.ubuntu 24.04',
        publisher: 'canonical',
        offer: 'ubuntu-24_04-lts',
        sku: 'server',
        osType: 'linux',
        verified: true,
      },
    ],
    pool: undefined,
    activeJobs: undefined,
    batchOffer: someBatchOffer(),
    poolNetwork: NO_NETWORK,
    regions: undefined,
    absentGroups: [],
    refused: new Map(),
    locks: new Map([[GROUP.toLowerCase(), []]]),
    permissions: new Map(scopes.map((scope) => [scope.toLowerCase(), everything])),
    denials: [],
    caller: '77777777-6666-4555-8444-333333333333',
    ...others,
  };
}

/** Made of the disk as it is, by this release. */
export function someVersion(request: Request, changes: Partial<ImageVersion> = {}): ImageVersion {
  return {
    id: `${request.image.galleryId}/images/vm-golden/versions/1.4.0`,
    name: '1.4.0',
    location: 'westeurope',
    provisioningState: 'Succeeded',
    tags: { abip_key: someSurvey(request).key, abip_content: CONTENT },
    targetRegions: [{ name: 'westeurope', replicas: 1 }],
    excludeFromLatest: false,
    dataDiskLuns: [],
    replication: [{ region: 'westeurope', state: 'Completed', progress: 100 }],
    ...changes,
  };
}

/** Of an earlier version, unless its metadata says otherwise. */
export function somePool(request: Request, metadata: Readonly<Record<string, string>>): Pool {
  return {
    id: 'render',
    etag: '0x1',
    state: 'active',
    allocationState: 'steady',
    vmSize: 'standard_d2s_v5',
    image: { kind: 'resource', id: `${request.image.galleryId}/images/vm-golden/versions/1.3.0` },
    nodeAgentSku: 'batch.node.ubuntu 24.04',
    metadata,
    targetDedicatedNodes: 2,
    targetLowPriorityNodes: 0,
    currentDedicatedNodes: 2,
    currentLowPriorityNodes: 0,
    resizeErrors: [],
    taskSlotsPerNode: 1,
  };
}

export function someDefinition(request: Request, changes: Partial<ImageDefinition> = {}): ImageDefinition {
  return {
    id: `${request.image.galleryId}/images/vm-golden`,
    name: 'vm-golden',
    location: 'westeurope',
    provisioningState: 'Succeeded',
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    securityType: 'Standard',
    diskControllers: ['SCSI'],
    tags: {},
    ...changes,
  };
}
