// The vocabulary of the random sequences: few names, so that commands meet the same things again and again.
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';

export const SUBSCRIPTION = `/subscriptions/${DEFAULT_NAMES.subscriptionId}`;
export const MAIN = `${SUBSCRIPTION}/resourceGroups/${DEFAULT_NAMES.resourceGroup}`;
export const SIDE = `${SUBSCRIPTION}/resourceGroups/rg-side`;

const compute = (group: string, rest: string): string => `${group}/providers/Microsoft.Compute/${rest}`;

export const VM = compute(MAIN, `virtualMachines/${DEFAULT_NAMES.vm}`);
/** A VM of old, with blob disks. */
export const OLD_VM = compute(MAIN, 'virtualMachines/vm-old');
/** VMs that commands create and delete. */
export const NEW_VM = compute(MAIN, 'virtualMachines/vm-new');
export const VMS = [VM, OLD_VM, NEW_VM] as const;
export const NIC = `${MAIN}/providers/Microsoft.Network/networkInterfaces/nic-new`;

export const OS_DISK = compute(MAIN, `disks/${DEFAULT_NAMES.osDisk}`);
export const NEW_OS_DISK = compute(MAIN, 'disks/vm-new-os');
export const DATA_DISK = compute(MAIN, 'disks/disk-a');
export const SIDE_DISK = compute(SIDE, 'disks/disk-b');
export const DISKS = [OS_DISK, NEW_OS_DISK, DATA_DISK, SIDE_DISK] as const;
export const SNAPSHOTS = [compute(MAIN, 'snapshots/snap-a'), compute(SIDE, 'snapshots/snap-b')] as const;
export const IMAGES = [compute(MAIN, 'images/image-a'), compute(SIDE, 'images/image-b')] as const;

const GALLERY = compute(MAIN, `galleries/${DEFAULT_NAMES.gallery}`);
export const GALLERIES = [GALLERY, compute(SIDE, 'galleries/sideGallery')] as const;
export const DEFINITIONS = [`${GALLERIES[0]}/images/golden`, `${GALLERIES[1]}/images/golden`] as const;
export const VERSIONS = [
  `${DEFINITIONS[0]}/versions/1.0.0`,
  `${DEFINITIONS[0]}/versions/1.1.0`,
  `${DEFINITIONS[1]}/versions/1.0.0`,
  `${DEFINITIONS[1]}/versions/1.1.0`,
] as const;
/** A version that every world begins with, so that pools do not wait for a release. */
export const SEEDED_VERSION = `${GALLERY}/images/seeded/versions/1.0.0`;
export const HOME = 'westeurope';
export const REGIONS = ['westeurope', 'eastus', 'northeurope'] as const;

const account = (group: string, name: string): string => `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;
export const ACCOUNTS = [account(MAIN, DEFAULT_NAMES.storageAccount), account(SIDE, 'stside')] as const;
const [HOST, SIDE_HOST] = [blobHost(ACCOUNTS[0]), blobHost(ACCOUNTS[1])];
export const CONTAINERS = [`${HOST}/vhds`, `${HOST}/system`, `${SIDE_HOST}/vhds`] as const;
export const BLOBS = [`${HOST}/vhds/a.vhd`, `${HOST}/vhds/b.vhd`, `${SIDE_HOST}/vhds/a.vhd`] as const;
export const OLD_VM_BLOB = `${blobHost(ACCOUNTS[0])}/vhds/vm-old-os.vhd`;

export const BATCH = `${MAIN}/providers/Microsoft.Batch/batchAccounts/${DEFAULT_NAMES.batchAccount}`;
export const BATCH_URL = `https://${DEFAULT_NAMES.batchAccount}.${DEFAULT_NAMES.region}.batch.azure.com`;
export const POOLS = ['p', 'q', 'P', 'r', 's'] as const;
export const JOBS = ['j', 'k', 'l'] as const;
export const TASKS = ['1', '2', '3'] as const;

/** What the account and the scenario allow: small, so that sequences run into it. */
export const LIMITS = { dedicatedCores: 12, lowPriorityCores: 4, pools: 3, jobs: 3, snapshots: 2, galleries: 2 };

export function blobHost(accountId: string): string {
  return `https://${accountId.split('/').at(-1) ?? ''}.blob.core.windows.net`;
}
