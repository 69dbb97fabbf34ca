// Disks that are encrypted beyond what Azure does for every disk: inside the guest, or in storage by a key of the customer.
import type { ImageSecurityType } from '../azure/galleries.ts';
import { nameOf, sameId, subscriptionIn } from '../azure/resource-id.ts';
import type { VirtualMachine } from '../azure/virtual-machines.ts';
import type { Material } from '../image/route.ts';
import type { Problem, Warning } from '../problem.ts';
import type { FoundDisk } from './capture-check.ts';

/**
 * Batch takes no image with an encrypted OS disk (https://learn.microsoft.com/azure/batch/batch-sig-images): a node has no
 * key to it. The disk tells; where none does, its VM or the extension that encrypts.
 */
export function guestEncryptionProblems(vm: VirtualMachine, disks: readonly FoundDisk[]): readonly Problem[] {
  const encrypted = disks.filter(({ disk }) => disk.guestEncryption === true);
  if (encrypted.length > 0) {
    return encrypted.map(({ name, input, disk }) => guestEncrypted(vm, input, `the ${name} ${disk.name}`));
  }
  if (disks.some(({ disk }) => disk.guestEncryption === false)) return [];
  const extension = vm.extensions.find(({ name, type }) => (type ?? name).startsWith('AzureDiskEncryption'));
  if (extension === undefined && !vm.guestEncryption) return [];
  const by = extension === undefined ? '' : ` (extension ${extension.name})`;
  return [guestEncrypted(vm, 'vm-name', `VM ${vm.name}${by}`)];
}

function guestEncrypted({ id, osType }: VirtualMachine, input: string, what: string): Problem {
  const linux =
    osType === 'Linux' ? ' An OS disk of Linux cannot be decrypted: then make the image on a VM without it.' : '';
  return {
    code: 'disk-guest-encrypted',
    input,
    found: `${what}, encrypted in the guest by Azure Disk Encryption`,
    expected: 'disks that no node needs a key for',
    fix: `Decrypt them while the VM runs (az vm encryption disable --ids ${id} --volume-type all), and remove the extension.${linux}`,
  };
}

/** What an image version is to be, as far as the key of its disks matters to it. */
export interface KeyedImage {
  readonly galleryId: string;
  readonly securityType: ImageSecurityType;
  /** An exported VHD is no longer encrypted by the key: only snapshots are. */
  readonly material: Material;
}

export function customerKeyProblems(disks: readonly FoundDisk[], image: KeyedImage): readonly Problem[] {
  if (image.material !== 'snapshots') return [];
  return keyed(disks).flatMap(({ name, input, disk, set }): readonly Problem[] => {
    const found = `the ${name} ${disk.name}, encrypted by the customer-managed key of ${nameOf(set)}`;
    const [own, other] = [subscriptionIn(disk.id), subscriptionIn(image.galleryId)];
    if (!sameId(own, other)) {
      return [
        {
          code: 'disk-customer-key',
          input: 'gallery',
          found: `${found}, for a gallery of subscription ${other}`,
          expected: `a gallery of subscription ${own}: Azure makes image versions of encrypted disks in their own one`,
          fix: 'Name a gallery of that subscription, or make the image of a VM whose disks have a platform-managed key.',
        },
      ];
    }
    if (image.securityType !== 'TrustedLaunch') return [];
    return [
      {
        code: 'disk-customer-key',
        input,
        found: `${found}, for a TrustedLaunch image`,
        expected: 'a platform-managed key: galleries do not replicate Trusted Launch images of such disks',
        fix: 'Set security-type: TrustedLaunchSupported (that image is made of the VHD), or use disks with a platform-managed key.',
      },
    ];
  });
}

/** What is made of the disks does not carry their key: who chose one should know. */
export function customerKeyWarnings(disks: readonly FoundDisk[]): readonly Warning[] {
  const found = keyed(disks);
  const [first] = found;
  if (first === undefined) return [];
  const text =
    `The customer-managed key of ${nameOf(first.set)} encrypts ${found.map(({ name, disk }) => `the ${name} ${disk.name}`).join(', ')}. ` +
    'The image version, its VHDs and the disks of the nodes are encrypted by platform-managed keys instead.';
  return [{ code: 'customer-key-lost', input: first.input, text }];
}

function keyed(disks: readonly FoundDisk[]): readonly (FoundDisk & { readonly set: string })[] {
  return disks.flatMap((one) => {
    const set = one.disk.encryptionSetId;
    return set === undefined ? [] : [{ ...one, set }];
  });
}
