// Examples of what is found in the source: a VM and its disks, a VHD blob, a VHD file, an image version.
import type { SOURCE_PROBLEMS, SOURCE_WARNINGS } from '../../../src/checks/source.ts';
import {
  DATA_DISK_ID,
  DISK_ID,
  disksOf,
  someDefinition,
  someDisk,
  someRequest,
  someVersion,
  someVm,
} from '../../release/world.ts';
import { createFolder } from '../../source/sparse-file.ts';
import { MIB, vhdFooter } from '../../source/vhd-bytes.ts';
import type { ExamplesOf, Findings } from './example.ts';
import {
  asking,
  ofBlob,
  ofDisk,
  ofFile,
  ofUnmanaged,
  ofVersion,
  planning,
  refusal,
  understanding,
  vhdFacts,
  VHD_URL,
} from './situations.ts';

const folder = createFolder();

const SAS_URL = `${VHD_URL}?sv=2024-08-04&sr=b&sp=c&se=2026-12-01&sig=c2VjcmV0c2lnbmF0dXJl`;

const refused = (status: number | undefined, code: string, url = VHD_URL): Findings =>
  ofBlob({ kind: 'refused', error: refusal('Storage', status, code) }, { url });

const sized = (diskBytes: number): Findings =>
  ofBlob(vhdFacts({ length: diskBytes + 512, footer: vhdFooter(diskBytes) }));

/** The usual VM with a data disk, changed. */
const ofDataDisk = (changes: Parameters<typeof someDisk>[0]): Findings =>
  planning(someRequest(), {
    vm: someVm({ dataDisks: [{ lun: 1, kind: 'managed', diskId: DATA_DISK_ID, caching: 'None' }] }),
    disks: disksOf(someDisk(), someDisk({ id: DATA_DISK_ID, name: 'data', uniqueId: 'other', ...changes })),
  });

const CAPTURE =
  'https://strender.blob.core.windows.net/system/Microsoft.Compute/Images/batchimages/golden-osDisk.1.vhd';

export const SOURCE: ExamplesOf<typeof SOURCE_PROBLEMS & typeof SOURCE_WARNINGS> = {
  'vm-not-found': {
    found: () => planning(someRequest(), { vm: undefined }),
    says: 'vm-name: found no virtual machine /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/virtualMachines/vm-golden; expected a virtual machine that exists and that the signed-in identity may read. Check vm-name, resource-group and subscription-id, or give the full resource ID as vm-name.',
  },
  'vm-not-provisioned': {
    found: () => planning(someRequest(), { vm: someVm({ provisioningState: 'Deleting' }) }),
    says: 'vm-name: found VM vm-golden, whose provisioning state is Deleting; expected a VM that is there to stay (Succeeded). Name another VM: this one is going.',
  },
  'vm-confidential': {
    found: () => planning(someRequest(), { vm: someVm({ securityType: 'ConfidentialVM' }) }),
    says: 'vm-name: found VM vm-golden (V2, ConfidentialVM): a confidential VM; what is copied of its disks lacks the guest state; expected a VM with security type Standard or TrustedLaunch. Prepare the image on a Standard or Trusted Launch VM.',
  },
  'disk-not-found': {
    found: () => planning(someRequest(), { disks: new Map() }),
    says: 'vm-name: found no disk /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/disks/vm-golden_OsDisk_1, which the VM names as its OS disk; expected a disk that exists and that the signed-in identity may read. Grant Microsoft.Compute/disks/read on it, or repair the VM.',
  },
  'disk-unmanaged': {
    found: () => ofUnmanaged({ capture: { mode: 'snapshot' } }),
    says: 'capture-mode: found `snapshot`, for VM vm-golden, whose disks are unmanaged; expected `generalize`: Azure retired unmanaged disks on 2026-03-31; a cloud that has them still captures them, and only from a VM that is flagged as generalized. Set capture-mode: generalize (the VM can then never start again), or convert the deallocated VM first: az vm convert --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/virtualMachines/vm-golden.',
  },
  'disk-ephemeral': {
    found: () => planning(someRequest(), { vm: someVm({ osDisk: { kind: 'ephemeral' } }) }),
    says: 'vm-name: found vm-golden, whose OS disk is an ephemeral OS disk; expected a managed OS disk. An ephemeral disk cannot be captured and is lost on deallocation. Prepare the image on a VM with a managed OS disk.',
  },
  'disk-incremental-only': {
    found: () => ofDataDisk({ sku: 'UltraSSD_LRS' }),
    says: 'data-disks: found the data disk at LUN 1 data of SKU UltraSSD_LRS; expected Standard or Premium SSD disks, or Standard HDD. Premium SSD v2 and Ultra disks have only incremental snapshots, which cannot become a VHD. Copy the disk to Premium_LRS (az disk create --source <incremental snapshot> --sku Premium_LRS), or leave data disks out with data-disks: exclude.',
  },
  'snapshot-taken': {
    found: () =>
      planning(someRequest(), {
        snapshots: new Map([
          [
            'os',
            {
              id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/snapshots/abip-1',
              name: 'abip-1',
              provisioningState: 'Succeeded',
              sourceDiskId: DISK_ID,
              tags: {},
              sizeBytes: 512,
              diskState: 'Unattached',
            },
          ],
        ]),
      }),
    says: 'vm-name: found snapshot /subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/snapshots/abip-1, which has the name of a temporary of this release, but not its marks; expected a name that is free: this action deletes only what it made. Delete it if nobody needs it (az snapshot delete --ids /subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/snapshots/abip-1), or release under a new version.',
  },
  'disk-network-closed': {
    found: () => ofDisk({ networkAccessPolicy: 'DenyAll' }),
    says: 'vm-name: found the OS disk vm-golden_OsDisk_1 with network access policy DenyAll; expected a disk that may be exported (AllowAll). Allow it (az disk update --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/disks/vm-golden_OsDisk_1 --network-access-policy AllowAll --public-network-access Enabled), or set export-vhd: false.',
  },
  'disk-entra-protected': {
    found: () => ofDisk({ dataAccessAuthMode: 'AzureActiveDirectory' }),
    says: 'vm-name: found the OS disk vm-golden_OsDisk_1 with dataAccessAuthMode AzureActiveDirectory; expected a disk whose data a SAS alone opens. Set it to None (az disk update --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/disks/vm-golden_OsDisk_1 --data-access-auth-mode None), or set export-vhd: false.',
  },
  'disk-guest-encrypted': {
    found: () => ofDataDisk({ guestEncryption: true }),
    says: 'data-disks: found the data disk at LUN 1 data, encrypted in the guest by Azure Disk Encryption; expected disks that no node needs a key for. Decrypt them while the VM runs (az vm encryption disable --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/virtualMachines/vm-golden --volume-type all), and remove the extension. An OS disk of Linux cannot be decrypted: then make the image on a VM without it.',
  },
  'disk-customer-key': {
    found: () =>
      planning(someRequest(), {
        vm: someVm({ securityType: 'TrustedLaunch' }),
        disks: disksOf(someDisk({ securityType: 'TrustedLaunch', encryptionSetId: '/des/render' })),
      }),
    says: 'vm-name: found the OS disk vm-golden_OsDisk_1, encrypted by the customer-managed key of render, for a TrustedLaunch image; expected a platform-managed key: galleries do not replicate Trusted Launch images of such disks. Set security-type: TrustedLaunchSupported (that image is made of the VHD), or use disks with a platform-managed key.',
  },
  'os-disk-too-large': {
    found: () => ofDisk({ sizeBytes: 4095 * 1024 ** 3 }),
    says: 'vm-name: found the OS disk vm-golden_OsDisk_1 of 4095 GiB; expected an OS disk of at most 2,048 GiB, the limit of a gallery image version. Prepare the image on a VM with a smaller OS disk: Azure does not shrink disks.',
  },
  'data-disk-too-large': {
    found: () => ofDataDisk({ sizeBytes: 2 * 1024 ** 4 }),
    says: 'data-disks: found the data disk at LUN 1 data of 2048 GiB; expected data disks of at most 1,024 GiB, the limit of a gallery image version. Leave data disks out with data-disks: exclude, or shrink the disk.',
  },
  'capture-account': {
    found: () =>
      ofUnmanaged({
        capture: {
          storageAccountId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x',
        },
      }),
    says: 'storage-account: found `/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x`; expected strender, in which the unmanaged disks of VM vm-golden lie: Azure captures them there and nowhere else. Leave storage-account out. To have the VHD elsewhere, release the captured one by vhd-url.',
  },
  'vhd-account-unknown': {
    found: () => ofUnmanaged({ facts: { account: undefined } }),
    says: 'vm-name: found VM vm-golden, whose disks lie in no storage account of the subscription that the signed-in identity may read; expected a storage account that the gallery can read. Assign Reader on that storage account, or copy the VHD and release it by vhd-url.',
  },
  'vhd-url-invalid': {
    found: () =>
      understanding({
        'vm-name': '',
        'vhd-url': 'https://strender.blob.core.windows.net/golden.vhd',
        'image-definition': 'golden',
      }),
    says: 'vhd-url: found https://strender.blob.core.windows.net/golden.vhd, which names no blob (a container and a blob’s name, as in `/vhds/golden.vhd`); expected the https URL of a page blob, `https://<account>.blob.core.windows.net/<container>/<name>.vhd`, perhaps with a SAS. Copy the URL whole (`az storage blob url`, or with a SAS `az storage blob generate-sas --full-uri --permissions r`) and quote it in the workflow.',
  },
  'vhd-not-found': {
    found: () => ofBlob({ kind: 'absent' }),
    says: 'vhd-url: found no blob https://strender.blob.core.windows.net/vhds/golden.vhd; expected a page blob that holds a fixed VHD. Check the URL. Upload the VHD as a page blob: `azcopy copy disk.vhd https://strender.blob.core.windows.net/vhds/golden.vhd --blob-type PageBlob`, or `az storage blob upload --file disk.vhd --type page --auth-mode login --blob-url https://strender.blob.core.windows.net/vhds/golden.vhd`.',
  },
  'vhd-not-page-blob': {
    found: () => ofBlob(vhdFacts({ blobType: 'BlockBlob' })),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, a block blob; expected a page blob that holds a fixed VHD. Upload the VHD as a page blob: `azcopy copy disk.vhd https://strender.blob.core.windows.net/vhds/golden.vhd --blob-type PageBlob`, or `az storage blob upload --file disk.vhd --type page --auth-mode login --blob-url https://strender.blob.core.windows.net/vhds/golden.vhd`.',
  },
  'vhd-too-short': {
    found: () => ofBlob(vhdFacts({ length: 512 })),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, which has 512 bytes; expected a page blob that holds a fixed VHD. Upload the VHD as a page blob: `azcopy copy disk.vhd https://strender.blob.core.windows.net/vhds/golden.vhd --blob-type PageBlob`, or `az storage blob upload --file disk.vhd --type page --auth-mode login --blob-url https://strender.blob.core.windows.net/vhds/golden.vhd`.',
  },
  'vhd-footer': {
    found: () => ofBlob(vhdFacts({ footer: Buffer.alloc(512) })),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, no disk image with a header or footer: a raw disk, if it is a disk at all: the last 512 bytes are no VHD footer; expected a page blob that holds a fixed VHD. Convert it: `qemu-img convert -f raw -O vpc -o subformat=fixed,force_size golden.vhd golden-fixed.vhd`. A disk that is no whole number of MiB first becomes a raw file (-O raw) that grows (`qemu-img resize -f raw FILE SIZE`), and then a VHD. Then upload that VHD as a page blob.',
  },
  'vhd-size': {
    found: () => sized(24 * MIB + 512),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, a disk of 25166336 bytes, which is no whole number of MiB; expected a disk of a whole number of MiB, from 20 MiB on. Let the disk grow to a whole number of MiB and convert it: `qemu-img convert -f vpc -O raw golden.vhd golden.raw && qemu-img resize -f raw golden.raw 26214400 && qemu-img convert -f raw -O vpc -o subformat=fixed,force_size golden.raw golden-fixed.vhd`. Then upload that VHD as a page blob.',
  },
  'vhd-too-large': {
    found: () => sized(4 * 1024 ** 4),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, whose disk has 4096 GiB; expected at most 2,048 GiB, the limit of a gallery image version. Shrink the disk before it is made a VHD.',
  },
  'vhd-unfinished': {
    found: () => ofBlob(vhdFacts({ metadata: { abip_state: 'writing' } })),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, which a release of this action has not finished (abip_state=writing); expected a VHD that is whole. Let that release finish, or run it again: it goes on where it ended.',
  },
  'vhd-incremental': {
    found: () => ofBlob(vhdFacts({ incremental: true })),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, an incremental snapshot, out of which no pages can be copied; expected a full snapshot, a disk or a blob. Make a disk of it (`az disk create --source <snapshot> --sku Premium_LRS`) and give the SAS of that (`az disk grant-access`), or that of a full snapshot (`az snapshot create --incremental false`).',
  },
  'vhd-copy-pending': {
    found: () => ofBlob(vhdFacts({ copyStatus: 'pending' })),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, into which a copy is still running; expected a VHD that is whole. Run again when it is done: `az storage blob show --blob-url https://strender.blob.core.windows.net/vhds/golden.vhd --auth-mode login --query properties.copy`.',
  },
  'vhd-copy-failed': {
    found: () => ofBlob(vhdFacts({ copyStatus: 'aborted' })),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, into which a copy was aborted; expected a VHD that is whole. Copy it again (`az storage blob show --blob-url https://strender.blob.core.windows.net/vhds/golden.vhd --auth-mode login --query properties.copy` tells more).',
  },
  'vhd-host-unknown': {
    found: () => refused(undefined, 'ENOTFOUND'),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, whose host strender.blob.core.windows.net is not known (ENOTFOUND); expected a blob of a storage account that exists. Check the account’s name in the URL, and that the runner resolves names of private endpoints if it has one.',
  },
  'vhd-network-closed': {
    found: () => refused(403, 'AuthorizationFailure'),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, whose account’s network rules refuse this runner (HTTP 403 AuthorizationFailure); expected a blob that the runner can read. Allow the runner in the account’s network rules, or run on a runner inside the network.',
  },
  'vhd-read-refused': {
    found: () => refused(403, 'PublicAccessNotPermitted'),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, which storage refuses to show (HTTP 403 PublicAccessNotPermitted); expected a blob that the signed-in identity can read. Check the URL, and that the account is in the tenant of the identity; a blob of another tenant needs a SAS.',
  },
  'vhd-sas-cannot-read': {
    found: () => refused(403, 'AuthorizationPermissionMismatch', SAS_URL),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, whose SAS does not allow reading (sp=c) (HTTP 403 AuthorizationPermissionMismatch); expected a SAS with the permission to read (`r`). Make one: `az storage blob generate-sas --blob-url <url> --permissions r --expiry <time> --as-user --auth-mode login --full-uri`.',
  },
  'vhd-sas-address': {
    found: () => refused(403, 'AuthorizationSourceIPMismatch', SAS_URL),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, whose SAS is for other addresses than this runner’s (`sip`) (HTTP 403 AuthorizationSourceIPMismatch); expected a SAS that this runner may use. Make one without `--ip`: `az storage blob generate-sas --blob-url <url> --permissions r --expiry <time> --as-user --auth-mode login --full-uri`.',
  },
  'vhd-sas-refused': {
    found: () => refused(403, 'AuthenticationFailed', SAS_URL),
    says: 'vhd-url: found https://strender.blob.core.windows.net/vhds/golden.vhd, whose SAS storage refuses (it says that it is valid until 2026-12-01T00:00:00.000Z) (HTTP 403 AuthenticationFailed); expected a SAS that is whole and valid, of this blob or its container. Its signature is wrong or cut off, it is of another blob, or its key or policy was changed since. Quote the URL whole, or make a new one: `az storage blob generate-sas --blob-url <url> --permissions r --expiry <time> --as-user --auth-mode login --full-uri`.',
  },
  'vhd-file-missing': {
    found: async () => ofFile(folder.path('absent.vhd')),
    says: 'vhd-file: found no file `out/os.vhd`; expected a file on the runner. Check the path, and that an earlier step of this job made or fetched the file.',
  },
  'vhd-file-unreadable': {
    found: async () => ofFile(folder.path('.')),
    says: 'vhd-file: found `out/os.vhd`, which is not a file; expected a fixed VHD of a whole number of MiB, from 20 MiB to 8 TiB. Name the file itself.',
  },
  'vhd-file-format': {
    found: async () => ofFile(await folder.write('disk.vhdx', MIB, [0, Buffer.from('vhdxfile')])),
    says: 'vhd-file: found `out/os.vhd`, a VHDX; expected a fixed VHD of a whole number of MiB, from 20 MiB to 8 TiB. Convert it: `qemu-img convert -f vhdx -O vpc -o subformat=fixed,force_size out/os.vhd out/os-fixed.vhd`. A disk that is no whole number of MiB first becomes a raw file (-O raw) that grows (`qemu-img resize -f raw FILE SIZE`), and then a VHD.',
  },
  'vhd-file-damaged': {
    found: async () => ofFile(await folder.write('cut.vhd', 20 * MIB + 512, [20 * MIB, vhdFooter(21 * MIB)])),
    says: 'vhd-file: found `out/os.vhd`, a VHD in which the VHD footer says 22020096 bytes, the disk has 20971520; expected a fixed VHD with a right footer. Fetch or make the file again: it is damaged or was cut.',
  },
  'vhd-file-size': {
    found: async () => ofFile(await folder.writeVhd('odd.vhd', 20 * MIB + 512)),
    says: 'vhd-file: found `out/os.vhd`, a disk of 20972032 bytes, which is no whole number of MiB; expected a fixed VHD of a whole number of MiB, from 20 MiB to 8 TiB. Let the disk grow to a whole number of MiB and convert it: `qemu-img convert -f vpc -O raw out/os.vhd out/os.raw && qemu-img resize -f raw out/os.raw 22020096 && qemu-img convert -f raw -O vpc -o subformat=fixed,force_size out/os.raw out/os-fixed.vhd`.',
  },
  'image-version-not-found': {
    found: () => ofVersion({ definition: someDefinition(someRequest()) }),
    says: 'image-version-id: found no image version /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/galleries/renderGallery/images/vm-golden/versions/1.4.0; expected an image version that exists and that the signed-in identity may read. Check the ID: `az sig image-version list` shows those of a definition.',
  },
  'image-specialized': {
    found: () =>
      ofVersion({
        definition: someDefinition(someRequest(), { osState: 'Specialized' }),
        version: someVersion(someRequest()),
      }),
    says: 'image-version-id: found image version 1.4.0 of vm-golden, whose definition is Specialized; expected a generalized image: Batch takes no other. Make the image of a generalized source.',
  },
  'vm-has-extensions': {
    found: () =>
      planning(someRequest(), {
        vm: someVm({ extensions: [{ name: 'script', type: 'CustomScript' }, { name: 'monitor' }] }),
      }),
    says: 'vm-name: VM vm-golden has extensions (script, monitor). Batch advises against images with extensions: nodes may fail to start. Remove them while the VM runs, before the guest is generalized: az vm extension delete --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/virtualMachines/vm-golden/extensions/script /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/virtualMachines/vm-golden/extensions/monitor.',
  },
  'vm-busy': {
    found: () => planning(someRequest(), { vm: someVm({ provisioningState: 'Updating' }) }),
    says: 'vm-name: Azure is still working on VM vm-golden (its provisioning state is Updating). The run waits for that before it stops the VM.',
  },
  'vm-failed': {
    found: () => planning(someRequest(), { vm: someVm({ provisioningState: 'Failed' }) }),
    says: 'vm-name: The last operation on VM vm-golden failed. It can still be captured; see whether its guest is what the image should be.',
  },
  'vm-agent-not-ready': {
    found: () => planning(someRequest(), { vm: someVm({ powerState: 'running', guest: { agent: 'Not Ready' } }) }),
    says: 'vm-name: The Azure agent of VM vm-golden is Not Ready. Nodes are set up by the agent in their image: without one that works they do not become ready. Repair walinuxagent before the guest is generalized.',
  },
  'disk-access-open': {
    found: () => ofDisk({ diskState: 'ActiveSAS' }),
    says: 'vm-name: Somebody reads the OS disk vm-golden_OsDisk_1 by a SAS (its state is ActiveSAS): until that ends, the VM cannot start, and Azure may refuse what else is done to the disk. Revoke it: az disk revoke-access --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/disks/vm-golden_OsDisk_1.',
  },
  'customer-key-lost': {
    found: () => ofDisk({ encryptionSetId: '/des/render' }),
    says: 'vm-name: The customer-managed key of render encrypts the OS disk vm-golden_OsDisk_1. The image version, its VHDs and the disks of the nodes are encrypted by platform-managed keys instead.',
  },
  'generalize-is-final': {
    found: () => planning(asking({ capture: { mode: 'generalize' } })),
    says: 'capture-mode: capture-mode generalize flags VM vm-golden as generalized: it can never be started again.',
  },
  'captures-of-others': {
    found: () =>
      ofUnmanaged({
        facts: {
          captures: [
            {
              name: 'Microsoft.Compute/Images/batchimages/golden-osDisk.1.vhd',
              url: CAPTURE,
              length: 512,
              etag: '"1"',
              metadata: {},
              lastModified: new Date(0),
              blobType: 'PageBlob',
            },
          ],
        },
      }),
    says: 'vhd-prefix: There are VHDs with this prefix that no release made or finished: Microsoft.Compute/Images/batchimages/golden-osDisk.1.vhd. They are left alone.',
  },
  'vhd-sas-expires': {
    found: () => ofBlob(vhdFacts(), { url: SAS_URL.replace('2026-12-01', '2026-11-23T13:00:00Z') }),
    says: 'vhd-url: The SAS of https://strender.blob.core.windows.net/vhds/golden.vhd expires at 2026-11-23T13:00:00.000Z, before the run has to be over (timeout). A copy that takes longer is cut off; the next run goes on with it.',
  },
};
