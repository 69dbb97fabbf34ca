import { describe, expect, test } from '@jest/globals';
import type { Disk } from '../../src/azure/disks.ts';
import type { VirtualMachine } from '../../src/azure/virtual-machines.ts';
import { formatProblem } from '../../src/problem.ts';
import { foundDisks, type CaptureWish } from '../../src/source/capture-check.ts';
import { accessWarnings } from '../../src/source/disk-access-check.ts';
import {
  customerKeyProblems,
  customerKeyWarnings,
  guestEncryptionProblems,
  type KeyedImage,
} from '../../src/source/disk-encryption-check.ts';
import { DATA_DISK_ID, DISK_ID, disksOf, someDisk, someRequest, someVm, VM_ID } from '../release/world.ts';

const WISH: CaptureWish = { mode: 'snapshot', dataDisks: 'include', exportVhd: true };
const WITH_DATA = someVm({ dataDisks: [{ lun: 3, kind: 'managed', diskId: DATA_DISK_ID, caching: 'None' }] });

function found(os: Partial<Disk>, data: Partial<Disk> = {}, wish = WISH): ReturnType<typeof foundDisks> {
  return foundDisks(WITH_DATA, disksOf(someDisk(os), someDisk({ id: DATA_DISK_ID, name: 'data', ...data })), wish);
}

describe('Azure Disk Encryption in the guest', () => {
  const rest =
    ', encrypted in the guest by Azure Disk Encryption; expected disks that no node needs a key for. Decrypt them while the VM ' +
    `runs (az vm encryption disable --ids ${VM_ID} --volume-type all), and remove the extension.`;
  const linux = ' An OS disk of Linux cannot be decrypted: then make the image on a VM without it.';
  const messages = (vm: Partial<VirtualMachine>, disks: ReturnType<typeof foundDisks>): readonly string[] =>
    guestEncryptionProblems(someVm(vm), disks).map(formatProblem);
  const ADE = { extensions: [{ name: 'crypt', type: 'AzureDiskEncryptionForLinux' }] };

  test('is told of each disk that has it', () => {
    expect(messages(ADE, found({ guestEncryption: true }, { guestEncryption: true }))).toEqual([
      `vm-name: found the OS disk vm-golden_OsDisk_1${rest}${linux}`,
      `data-disks: found the data disk at LUN 3 data${rest}${linux}`,
    ]);
    expect(messages({ osType: 'Windows' }, found({ guestEncryption: true }))).toEqual([
      `vm-name: found the OS disk vm-golden_OsDisk_1${rest}`,
    ]);
  });

  test('is not told of a disk that is not captured', () => {
    const wish: CaptureWish = { ...WISH, dataDisks: 'exclude' };
    expect(messages({}, found({}, { guestEncryption: true }, wish))).toEqual([]);
  });

  test('is told by the extension, or by the VM, where no disk tells', () => {
    expect(messages(ADE, found({}))).toEqual([`vm-name: found VM vm-golden (extension crypt)${rest}${linux}`]);
    expect(messages({ extensions: [{ name: 'AzureDiskEncryption' }] }, [])).toHaveLength(1);
    expect(messages({ guestEncryption: true }, [])).toEqual([`vm-name: found VM vm-golden${rest}${linux}`]);
    expect(messages(ADE, found({ guestEncryption: false }))).toEqual([]);
    expect(messages({ extensions: [{ name: 'AzureMonitor' }] }, found({}))).toEqual([]);
  });
});

describe('a customer-managed key', () => {
  const encryptionSetId = `${VM_ID.split('/providers/')[0]}/providers/Microsoft.Compute/diskEncryptionSets/des-render`;
  const IMAGE: KeyedImage = {
    galleryId: someRequest().image.galleryId,
    securityType: 'Standard',
    material: 'snapshots',
  };
  const messages = (image: Partial<KeyedImage>): readonly string[] =>
    customerKeyProblems(found({ encryptionSetId }), { ...IMAGE, ...image }).map(formatProblem);
  const os = 'found the OS disk vm-golden_OsDisk_1, encrypted by the customer-managed key of des-render';

  test('keeps the image in the subscription of the disk', () => {
    const other = '99999999-2222-4333-8444-555555555555';
    const own = '11111111-2222-4333-8444-555555555555';
    expect(messages({ galleryId: IMAGE.galleryId.replace(own, other) })).toEqual([
      `gallery: ${os}, for a gallery of subscription ${other}; expected a gallery of subscription ${own}: Azure makes image ` +
        'versions of encrypted disks in their own one. Name a gallery of that subscription, or make the image of a VM whose disks ' +
        'have a platform-managed key.',
    ]);
    expect(messages({ galleryId: IMAGE.galleryId.toUpperCase() })).toEqual([]);
  });

  test('does not go with a Trusted Launch image, unless that is made of the VHD', () => {
    expect(messages({ securityType: 'TrustedLaunch' })).toEqual([
      `vm-name: ${os}, for a TrustedLaunch image; expected a platform-managed key: galleries do not replicate Trusted Launch ` +
        'images of such disks. Set security-type: TrustedLaunchSupported (that image is made of the VHD), or use disks with a ' +
        'platform-managed key.',
    ]);
    expect(messages({ securityType: 'TrustedLaunchSupported', material: 'VHDs' })).toEqual([]);
  });

  test('is not the key of the image: told once', () => {
    expect(customerKeyWarnings(found({ encryptionSetId }, { encryptionSetId })).map(({ text }) => text)).toEqual([
      'The customer-managed key of des-render encrypts the OS disk vm-golden_OsDisk_1, the data disk at LUN 3 data. The image ' +
        'version, its VHDs and the disks of the nodes are encrypted by platform-managed keys instead.',
    ]);
    expect(customerKeyWarnings(found({}))).toEqual([]);
  });
});

test('a SAS that opens a disk is told with the command that revokes it', () => {
  expect(accessWarnings(found({ diskState: 'ActiveSAS' })).map(({ input, text }) => `${input}: ${text}`)).toEqual([
    'vm-name: Somebody reads the OS disk vm-golden_OsDisk_1 by a SAS (its state is ActiveSAS): until that ends, the VM cannot ' +
      `start, and Azure may refuse what else is done to the disk. Revoke it: az disk revoke-access --ids ${DISK_ID}.`,
  ]);
  expect(accessWarnings(found({}))).toEqual([]);
});
