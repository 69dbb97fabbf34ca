// The world in which the suite plays: the simulator's default world in a region of the examples, and one of each thing
// that examples refer to.
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';

/** Most examples are at home there. */
export const REGION = 'westus';
export const SUBSCRIPTION = `/subscriptions/${DEFAULT_NAMES.subscriptionId}`;
export const GROUP = `${SUBSCRIPTION}/resourceGroups/${DEFAULT_NAMES.resourceGroup}`;
export const COMPUTE = `${GROUP}/providers/Microsoft.Compute`;
export const VM = `${COMPUTE}/virtualMachines/${DEFAULT_NAMES.vm}`;
export const OS_DISK = `${COMPUTE}/disks/${DEFAULT_NAMES.osDisk}`;
export const DISK = `${COMPUTE}/disks/spare`;
export const SNAPSHOT = `${COMPUTE}/snapshots/spare`;
export const IMAGE = `${COMPUTE}/images/golden`;
export const GALLERY = `${COMPUTE}/galleries/${DEFAULT_NAMES.gallery}`;
export const DEFINITION = `${GALLERY}/images/golden`;
/** Examples make 1.0.0. */
export const VERSION = `${DEFINITION}/versions/2026.1.15`;
export const EXTENSION = 'agent';
export const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net`;
export const NIC = `${GROUP}/providers/Microsoft.Network/networkInterfaces/free`;
export const STORAGE = `${GROUP}/providers/Microsoft.Storage/storageAccounts/${DEFAULT_NAMES.storageAccount}`;
export const BATCH = `${GROUP}/providers/Microsoft.Batch/batchAccounts/${DEFAULT_NAMES.batchAccount}`;
export const BLOBS = `https://${DEFAULT_NAMES.storageAccount}.blob.core.windows.net`;
export const VHD = `${BLOBS}/vhds/golden.vhd`;

const traits = { osType: 'Linux', hyperVGeneration: 'V2', supportedCapabilities: { architecture: 'x64' } };
const regions = [{ name: 'West US', regionalReplicaCount: 1, storageAccountType: 'Standard_LRS' }];

/** Terse bodies, as in any scenario. */
const CHANGES: readonly object[] = [
  { id: DISK, body: { properties: { ...traits, creationData: { createOption: 'Empty' }, diskSizeGB: 4 } } },
  {
    id: SNAPSHOT,
    body: {
      properties: { ...traits, creationData: { createOption: 'Copy', sourceResourceId: OS_DISK }, diskSizeGB: 4 },
    },
  },
  {
    id: IMAGE,
    body: {
      properties: {
        hyperVGeneration: 'V2',
        storageProfile: {
          osDisk: {
            osType: 'Linux',
            osState: 'Generalized',
            snapshot: { id: SNAPSHOT },
            diskSizeGB: 4,
            caching: 'ReadWrite',
            storageAccountType: 'Standard_LRS',
          },
          dataDisks: [],
          zoneResilient: false,
        },
      },
    },
  },
  {
    id: DEFINITION,
    body: {
      properties: {
        osType: 'Linux',
        osState: 'Generalized',
        hyperVGeneration: 'V2',
        architecture: 'x64',
        identifier: { publisher: 'contoso', offer: 'render', sku: 'golden' },
      },
    },
  },
  {
    id: VERSION,
    body: {
      properties: {
        publishingProfile: {
          targetRegions: regions,
          replicaCount: 1,
          excludeFromLatest: false,
          publishedDate: '2026-01-15T08:00:00Z',
          storageAccountType: 'Standard_LRS',
        },
        storageProfile: { source: { id: IMAGE }, osDiskImage: { sizeInGB: 4, hostCaching: 'ReadOnly' } },
        safetyProfile: { reportedForPolicyViolation: false, allowDeletionOfReplicatedLocations: false },
      },
    },
  },
  {
    id: `${VM}/extensions/${EXTENSION}`,
    body: {
      properties: {
        publisher: 'Microsoft.Azure.Monitor',
        type: 'AzureMonitorLinuxAgent',
        typeHandlerVersion: '1.0',
        autoUpgradeMinorVersion: true,
      },
    },
  },
  // Copies within Blob Storage read from a container that is open to all.
  { id: STORAGE, body: { properties: { allowBlobPublicAccess: true } } },
  { id: NETWORK, body: { properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] }, subnets: [] } } },
  {
    id: NIC,
    body: {
      properties: {
        ipConfigurations: [{ name: 'ipconfig1', properties: { primary: true, privateIPAddress: '10.0.0.9' } }],
      },
    },
  },
];

/** What a play asks of its world beyond that, as a scenario says it. */
export interface WorldWishes {
  readonly changes?: readonly object[];
  readonly durations?: Readonly<Record<string, number>>;
}

/** A scenario of the simulator. Files of nodes and tasks have something in them. */
export function worldWith({ changes = [], ...more }: WorldWishes = {}): object {
  const output = { exitCode: 0, stdout: 'frame 1 of 24\n' };
  return {
    profile: 'quick',
    speed: 20,
    region: REGION,
    changes: [...CHANGES, ...changes],
    nodes: { startTask: output, task: output },
    ...more,
  };
}
