// What runs do in Azure, and the rights that each deed takes: the check before the first write and docs/roles are made of
// this table. A read or a write that is new to the action gets its rights here.
import type { OperationKind } from '../../azure/authorization.ts';

/** Where a right is needed. */
export type Place =
  | 'vm'
  /** Where its snapshots are made. */
  | 'vm-group'
  /** The managed disks that are captured. */
  | 'disks'
  | 'gallery-group'
  | 'gallery'
  /** The image that the pool pins. */
  | 'image'
  | 'managed-images'
  /** Where a source that is a VHD lies, or the blobs of a VM. */
  | 'source-account'
  /** Of a version that is made of VHDs. */
  | 'image-account'
  | 'storage-account'
  /** Where the VHDs are written: one container of the storage account. */
  | 'container'
  | 'batch-account'
  | 'subnet'
  | 'public-addresses'
  | 'identities'
  /** Where it counts that the operations on the VM and its snapshots are followed. */
  | 'vm-operations'
  | 'gallery-operations'
  | 'subscription'
  | 'everywhere';

/** Data actions are checked by the service that has the data. */
export type Plane = 'actions' | 'dataActions';

export interface Need {
  readonly place: Place;
  readonly action: string;
  readonly plane: Plane;
  /** The built-in role that gives it, with the least beside it. */
  readonly role: string;
}

interface Roles {
  readonly reader: 'Reader';
  readonly machine: string;
  readonly snapshot: string;
  readonly publisher: string;
  readonly blobs: string;
  readonly batch: string;
  readonly network: string;
  readonly follow: string;
}

const ROLE: Roles = {
  reader: 'Reader',
  machine: 'Virtual Machine Contributor',
  snapshot: 'Disk Snapshot Contributor',
  publisher: 'Compute Gallery Artifacts Publisher',
  blobs: 'Storage Blob Data Contributor',
  batch: 'Azure Batch Data Contributor',
  network: 'Network Contributor',
  follow: 'Reader, or the custom role of docs/roles/follow-operations.json,',
};

function needs(place: Place, role: string, ...actions: readonly string[]): readonly Need[] {
  return actions.map((action) => ({ place, action, plane: 'actions', role }));
}

const compute = (place: Place, role: string, ...actions: readonly string[]): readonly Need[] =>
  needs(place, role, ...actions.map((action) => `Microsoft.Compute/${action}`));

const batch = (...actions: readonly string[]): readonly Need[] =>
  needs('batch-account', ROLE.batch, ...actions.map((action) => `Microsoft.Batch/batchAccounts/${action}`));

const CONTAINERS = 'Microsoft.Storage/storageAccounts/blobServices/containers';

const blobs = (place: Place, ...rights: readonly ('read' | 'write' | 'delete')[]): readonly Need[] =>
  rights.map((right) => ({ place, action: `${CONTAINERS}/blobs/${right}`, plane: 'dataActions', role: ROLE.blobs }));

const FOLLOWED_AT = {
  operations: 'vm-operations',
  diskOperations: 'vm-operations',
  capsOperations: 'gallery-operations',
} as const satisfies Record<OperationKind, Place>;

/**
 * Azure tells how far an operation is at a URL of the subscription. A role on the resource group is enough to ask there, one on the
 * resource alone is not: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
const follow = (kind: OperationKind): readonly Need[] =>
  compute(FOLLOWED_AT[kind], ROLE.follow, `locations/${kind}/read`);

export const DEEDS = {
  'read-vm': compute('vm', ROLE.reader, 'virtualMachines/read'),
  'read-disks': [...compute('disks', ROLE.reader, 'disks/read'), ...compute('vm-group', ROLE.reader, 'snapshots/read')],
  'read-source-blobs': blobs('source-account', 'read'),
  'find-source-account': needs('subscription', ROLE.reader, 'Microsoft.Storage/storageAccounts/read'),
  'read-image': compute(
    'gallery',
    ROLE.reader,
    'galleries/read',
    'galleries/images/read',
    'galleries/images/versions/read',
  ),
  'list-images': compute('gallery', ROLE.reader, 'galleries/images/read', 'galleries/images/versions/read'),
  'read-shared-image': compute(
    'subscription',
    ROLE.reader,
    'locations/sharedGalleries/images/read',
    'locations/sharedGalleries/images/versions/read',
    'locations/communityGalleries/images/read',
    'locations/communityGalleries/images/versions/read',
  ),
  'read-batch': batch('read', 'pools/read'),
  // What a run can do without: unread, quotas and VM size are not checked.
  'read-offer': [
    ...needs('subscription', ROLE.reader, 'Microsoft.Batch/locations/virtualMachineSkus/read'),
    ...compute('subscription', ROLE.reader, 'locations/usages/read', 'skus/read'),
  ],
  // They are listed by resource group. Unread, they are not checked, and the run is warned.
  'read-locks': needs('subscription', ROLE.reader, 'Microsoft.Authorization/locks/read'),
  'read-storage': [
    ...needs('storage-account', ROLE.reader, 'Microsoft.Storage/storageAccounts/read'),
    ...blobs('container', 'read'),
  ],
  // Unread, it is not known whether the blobs in it are immutable, and the run is warned.
  'read-container': needs('container', ROLE.reader, `${CONTAINERS}/read`),
  'read-managed-images': compute('managed-images', ROLE.reader, 'images/read'),
  'read-regions': needs('subscription', ROLE.reader, 'Microsoft.Resources/subscriptions/locations/read'),
  'read-rights': needs(
    'everywhere',
    ROLE.reader,
    'Microsoft.Authorization/permissions/read',
    'Microsoft.Authorization/denyAssignments/read',
  ),

  'deallocate-vm': [...compute('vm', ROLE.machine, 'virtualMachines/deallocate/action'), ...follow('operations')],
  'generalize-vm': compute('vm', ROLE.machine, 'virtualMachines/generalize/action'),
  'snapshot-disk': [
    ...compute('vm-group', ROLE.snapshot, 'snapshots/read', 'snapshots/write'),
    // Azure checks it on the source disk (LinkedAuthorizationFailed).
    ...compute('disks', ROLE.snapshot, 'disks/beginGetAccess/action'),
    ...follow('diskOperations'),
  ],
  'delete-snapshot': [
    ...compute('vm-group', ROLE.snapshot, 'snapshots/read', 'snapshots/delete'),
    ...follow('diskOperations'),
  ],
  'open-snapshot': [
    ...compute('vm-group', ROLE.snapshot, 'snapshots/beginGetAccess/action', 'snapshots/endGetAccess/action'),
    ...follow('diskOperations'),
  ],
  'capture-vm': [
    ...compute('vm', ROLE.machine, 'virtualMachines/capture/action'),
    ...blobs('source-account', 'read', 'write'),
    ...follow('operations'),
  ],
  /** Where it is absent. */
  'make-container': needs('container', ROLE.blobs, `${CONTAINERS}/write`),
  'write-vhd': blobs('container', 'read', 'write'),
  /** What an interrupted run wrote of other content is begun anew. */
  'replace-vhd': blobs('container', 'delete'),
  'create-gallery': [...compute('gallery-group', ROLE.publisher, 'galleries/write'), ...follow('capsOperations')],
  'create-definition': [...compute('gallery', ROLE.publisher, 'galleries/images/write'), ...follow('capsOperations')],
  'write-version': [
    ...compute('gallery', ROLE.publisher, 'galleries/images/versions/read', 'galleries/images/versions/write'),
    ...follow('capsOperations'),
  ],
  // https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries: the rights per kind of source.
  'version-of-snapshots': compute('vm-group', ROLE.snapshot, 'snapshots/write'),
  'version-of-vhds': needs(
    'image-account',
    'Storage Account Key Operator Service Role',
    'Microsoft.Storage/storageAccounts/listKeys/action',
  ),
  'write-pool': batch('pools/read', 'pools/write'),
  // Batch asks for both in the caller's name: https://learn.microsoft.com/azure/batch/batch-sig-images
  'use-image': [
    ...compute('image', ROLE.reader, 'galleries/images/versions/read'),
    ...compute(
      'image',
      'Disk Snapshot Contributor, or another role with this action (Reader is not enough for Batch),',
      'disks/beginGetAccess/action',
    ),
  ],
  'join-subnet': needs('subnet', ROLE.network, 'Microsoft.Network/virtualNetworks/subnets/join/action'),
  'use-public-addresses': needs('public-addresses', ROLE.network, 'Microsoft.Network/publicIPAddresses/join/action'),
  'assign-identities': needs(
    'identities',
    'Managed Identity Operator',
    'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
  ),
} as const satisfies Record<string, readonly Need[]>;

export type Deed = keyof typeof DEEDS;

/** Each need once, in the order of the deeds. */
export function needsOf(deeds: readonly Deed[]): readonly Need[] {
  const all = deeds.flatMap((deed): readonly Need[] => DEEDS[deed]);
  return [...new Map(all.map((need) => [`${need.action} ${need.place}`, need])).values()];
}
