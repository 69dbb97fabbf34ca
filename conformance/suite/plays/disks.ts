// Managed disks and snapshots.
import { each, refused, type Plays } from '../play.ts';
import * as world from '../world.ts';

const RESIZING = 'another size for a disk';

const BACKGROUND_COPIES = [
  'Snapshot_Create_EnhancedProvisionedBandwidthCopySpeed.json',
  'Snapshot_Create_FromAnExistingSnapshotInDifferentRegion.json',
];

export const DISKS: Plays = {
  ...each('Disks_Get Disks_List Disks_ListByResourceGroup Disks_Delete Disks_RevokeAccess'),
  ...each('Snapshots_Get Snapshots_List Snapshots_ListByResourceGroup Snapshots_Delete Snapshots_RevokeAccess'),
  ...each('Disks_CreateOrUpdate', {
    refused: {
      ...refused('NotSimulated', 'disks made of images', [
        'Disk_Create_FromAPlatformImage.json',
        'Disk_Create_WithSecurityProfile.json',
        'Disk_Create_FromAnAzureComputeGalleryImage.json',
        'Disk_Create_FromAnAzureComputeGalleryDirectSharedImage.json',
        'Disk_Create_FromAnAzureComputeGalleryCommunityImage.json',
      ]),
      ...refused('NotSimulated', 'disks imported from blobs', [
        'Disk_Create_ByImportingBlobFromADifferentSubscription.json',
        'Disk_Create_ByImportingBlobFromTheSameSubscription.json',
        'Disk_Create_FromImportSecure.json',
      ]),
      ...refused('NotSimulated', 'disks that are uploaded to', [
        'Disk_Create_UploadDisk.json',
        'Disk_Create_PerformancePlus.json',
        'Disk_Create_FromUploadPreparedSecure.json',
      ]),
      ...refused('NotSimulated', 'elastic SANs', ['Disk_Create_FromAnElasticSanVolumeSnapshot.json']),
      ...refused('NotSimulated', 'private access to disks', ['Disk_Create_WithDiskAccess.json']),
      ...refused('NotSimulated', 'customer-managed keys', [
        'Disk_Create_WithDiskEncryptionSet.json',
        'Disk_Create_ConfidentialVMSupportedDiskEncryptedWithCMK.json',
      ]),
      ...refused('NotSimulated', 'edge zones', ['Disk_Create_InExtendedLocation.json']),
    },
  }),
  ...each('Disks_Update', {
    refused: refused('NotSimulated', RESIZING, ['Disk_CreateOrUpdate_BurstingEnabled.json']),
    own: [
      {
        from: 'Disk_CreateOrUpdate_BurstingEnabled.json',
        patch: { properties: { diskSizeGB: null } },
        why: 'of the same size',
      },
    ],
  }),
  ...each('Disks_GrantAccess', {
    refused: refused('NotSimulated', 'the security data of disks', ['Disk_BeginGetAccess_WithVMGuestState.json']),
  }),
  ...each('Snapshots_CreateOrUpdate', {
    world: { changes: [{ id: world.SNAPSHOT, body: { properties: { incremental: true } } }] },
    refused: {
      ...refused('NotSimulated', 'snapshots imported from blobs', [
        'Snapshot_Create_ByImportingAnUnmanagedBlobFromTheSameSubscription.json',
        'Snapshot_Create_ByImportingAnUnmanagedBlobFromADifferentSubscription.json',
      ]),
      ...refused('NotSimulated', 'elastic SANs', ['Snapshot_Create_FromAnElasticSanVolumeSnapshot.json']),
      ...refused('BadRequest', 'only incremental snapshots are copied in the background', BACKGROUND_COPIES),
    },
    own: BACKGROUND_COPIES.map((from) => ({
      from,
      patch: { properties: { incremental: true } },
      why: 'as an incremental snapshot',
    })),
  }),
  ...each('Snapshots_Update', {
    refused: refused('NotSimulated', RESIZING, ['Snapshot_Update.json', 'Snapshot_Update_WithAcceleratedNetwork.json']),
    own: ['Snapshot_Update.json', 'Snapshot_Update_WithAcceleratedNetwork.json'].map((from) => ({
      from,
      patch: { properties: { diskSizeGB: null } },
      why: 'of the same size',
    })),
  }),
  ...each('Snapshots_GrantAccess', {
    refused: refused('NotSimulated', 'exports in another format than VHD', ['Snapshot_BeginGetAccess.json']),
    own: [{ from: 'Snapshot_BeginGetAccess.json', patch: { fileFormat: 'VHD' }, why: 'as VHD' }],
  }),
};
