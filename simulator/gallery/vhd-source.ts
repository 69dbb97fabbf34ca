// A VHD in a storage account as the source of an image version: a page blob with a fixed footer, read by account key.
import type { ArmCall } from '../arm/route.ts';
import { invalidParameter, nameOf } from '../compute/compute-ids.ts';
import { VHD_FOOTER_BYTES } from '../compute/disk-copies.ts';
import { AzureError } from '../kernel/errors.ts';
import { at } from '../kernel/json.ts';
import type { VhdBlob } from '../storage/disk-blobs.ts';
import { sourceNotFound, sourceResource, type DiskImageSource } from './version-source.ts';

const MIB = 1024 * 1024;

export async function requireVhd(
  call: ArmCall,
  image: Extract<DiskImageSource, { kind: 'blob' }>,
  location: string,
): Promise<VhdBlob> {
  const account = sourceResource(call, image.accountId, location);
  const { uri } = image;
  if (!URL.canParse(uri) || new URL(uri).hostname.split('.')[0] !== nameOf(account.id).toLowerCase()) {
    throw invalidParameter(`The blob '${uri}' is not in the storage account '${account.id}'.`);
  }
  if (at(account.body, 'properties', 'allowSharedKeyAccess') === false) {
    throw new AzureError(
      409,
      'KeyBasedAuthenticationNotPermitted',
      `Key based authentication is not permitted on the storage account '${account.id}', with which the blob '${uri}' is read.`,
    );
  }
  const blob = await call.world.disks.inspect(uri);
  if (blob === undefined) throw sourceNotFound(uri);
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
