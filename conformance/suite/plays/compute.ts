// Virtual machines, managed images and usages.
import { each, none, refused, type Plays } from '../play.ts';
import * as set from '../setups.ts';
import * as world from '../world.ts';

/** The VM of old, whose disk is a blob. */
const BLOB_DISK = {
  id: world.VM,
  body: {
    properties: {
      storageProfile: { osDisk: { vhd: { uri: `${world.BLOBS}/vhds/vm-golden.vhd` }, managedDisk: null } },
    },
  },
};

const WINDOWS = {
  changes: [{ id: world.VM, body: { properties: { storageProfile: { osDisk: { osType: 'Windows' } } } } }],
};

const SPECIALIZED = { changes: [{ id: world.DEFINITION, body: { properties: { osState: 'Specialized' } } }] };

export const COMPUTE: Plays = {
  ...each('VirtualMachines_Get VirtualMachines_InstanceView VirtualMachineExtensions_Get'),
  ...each('VirtualMachines_Deallocate VirtualMachines_PowerOff VirtualMachines_Delete'),
  ...each('VirtualMachines_List VirtualMachines_ListAll VirtualMachineExtensions_List Usage_List', none()),
  ...each('VirtualMachines_Restart', none()),
  ...each('VirtualMachines_Update', none({ $body: { tags: { team: 'render' } } })),
  ...each('VirtualMachines_Start VirtualMachines_Generalize', { before: set.deallocated }),
  ...each('VirtualMachines_RunCommand', { world: WINDOWS }),
  ...each('VirtualMachines_Capture', { world: { changes: [BLOB_DISK] }, before: set.generalized }),
  ...each('VirtualMachines_CreateOrUpdate', {
    states: { 'VirtualMachine_Create_FromASpecializedSharedImage.json': { world: SPECIALIZED } },
    refused: {
      ...refused('NotSimulated', 'VMs with unmanaged disks', [
        'VirtualMachine_Create_CustomImageVmFromAnUnmanagedGeneralizedOsImage.json',
      ]),
      ...refused('NotSimulated', 'images that others share', [
        'VirtualMachine_Create_FromASharedGalleryImage.json',
        'VirtualMachine_Create_FromACommunityGalleryImage.json',
      ]),
      ...refused('NotSimulated', 'confidential VMs', [
        'VirtualMachine_Create_WithSecurityTypeConfidentialVM.json',
        'VirtualMachine_Create_WithSecurityTypeConfidentialVMWithNonPersistedTPM.json',
      ]),
      ...refused('NotSimulated', 'customer-managed keys', [
        'VirtualMachine_Create_WithSecurityTypeConfidentialVMWithCustomerManagedKeys.json',
      ]),
      ...refused('NotSimulated', 'the policy of scheduled events', [
        'VirtualMachine_Create_WithDiskControllerType.json',
      ]),
    },
    own: [
      {
        from: 'VirtualMachine_Create_WithDiskControllerType.json',
        patch: { properties: { scheduledEventsPolicy: null, storageProfile: { diskControllerType: 'SCSI' } } },
        why: 'with SCSI and no policy',
      },
    ],
  }),
  ...each('Images_Get Images_List Images_ListByResourceGroup Images_Delete'),
  ...each('Images_CreateOrUpdate', {
    before: set.all(set.generalized, set.vhd),
    refused: {
      ...refused('InvalidParameter', 'since 2019-03-01 a blob must say its generation', [
        'Image_CreateFromABlob.json',
        'Image_Create_DataDiskFromABlobIncluded.json',
      ]),
      ...refused('NotSimulated', 'customer-managed keys', [
        'Image_CreateFromABlobWithDiskEncryptionSet.json',
        'Image_CreateFromASnapshotWithDiskEncryptionSet.json',
        'Image_CreateFromAManagedDiskWithDiskEncryptionSet.json',
      ]),
    },
    own: ['Image_CreateFromABlob.json', 'Image_Create_DataDiskFromABlobIncluded.json'].map((from) => ({
      from,
      patch: { properties: { hyperVGeneration: 'V1' } },
      why: 'with its generation',
    })),
  }),
};
