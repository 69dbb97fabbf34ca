// A VHD in a storage account, as Compute wants it: a page blob with a fixed disk's footer and whole MiB of data.
import { AzureError } from '../kernel/errors.ts';
import type { World } from '../kernel/world.ts';
import { pageBlobSupport, type StorageAccount } from '../storage/accounts.ts';
import type { VhdBlob } from '../storage/disk-blobs.ts';
import { invalidParameter, nameOf } from './compute-ids.ts';
import { VHD_FOOTER_BYTES } from './disk-copies.ts';

const MIB = 1024 * 1024;

/** Disks are page blobs, which not every account has: https://learn.microsoft.com/troubleshoot/azure/virtual-machines/error-codes-vm */
export function requirePageBlobs(account: StorageAccount, uri: string): void {
  if (pageBlobSupport(account) === 'yes') return;
  if (account.body['kind'] === 'BlobStorage') {
    throw new AzureError(
      409,
      'StorageAccountTypeNotSupported',
      `Disk ${nameOf(uri)} uses ${account.name} which is a Blob storage account. Please retry with General purpose storage account.`,
    );
  }
  throw new AzureError(
    409,
    'StorageAccountLimitation',
    `Storage account '${account.name}' does not support page blobs which are required to create disks.`,
  );
}

/** https://learn.microsoft.com/troubleshoot/azure/virtual-machines/error-codes-vm lists codes and texts. */
export async function requireVhdBlob(world: World, uri: string, absent: () => AzureError): Promise<VhdBlob> {
  const blob = await world.disks.inspect(uri);
  if (blob === undefined) throw absent();
  if (blob.blobType !== 'PageBlob') {
    throw new AzureError(
      400,
      'IncorrectImageBlobType',
      `Disk blobs can only be of type page blob. Blob ${uri} is of type '${blob.blobType}'.`,
    );
  }
  if (!blob.hasFixedVhdFooter) {
    // https://github.com/microsoft/AzureStorageExplorer/issues/6654 shows code and text.
    throw new AzureError(
      400,
      'InvalidVhd',
      `The specified cookie value in VHD footer indicates that disk '${nameOf(uri)}' with blob ${uri} is not a supported VHD. Disk is expected to have cookie value 'conectix'.`,
    );
  }
  const virtualSize = blob.bytes - VHD_FOOTER_BYTES;
  if (virtualSize % MIB !== 0) {
    throw invalidParameter(
      `The VHD ${uri} has an unsupported virtual size of ${virtualSize} bytes. The size must be a whole number (in MBs).`,
    );
  }
  return blob;
}
