// A VHD in a storage account as the source of an image version: a page blob with a fixed footer, read by account key.
import { enforceLocks } from '../arm/locks.ts';
import type { ArmCall } from '../arm/route.ts';
import { invalidParameter, nameOf } from '../compute/compute-ids.ts';
import { requirePageBlobs, requireVhdBlob } from '../compute/vhd-blobs.ts';
import { AzureError } from '../kernel/errors.ts';
import { at } from '../kernel/json.ts';
import { accountNamed, isClosed } from '../storage/accounts.ts';
import type { VhdBlob } from '../storage/disk-blobs.ts';
import { sourceNotFound, sourceResource, type DiskImageSource } from './version-source.ts';

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
  // The key is listed by a POST: https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
  enforceLocks(call.world, 'POST', account.id);
  if (at(account.body, 'properties', 'allowSharedKeyAccess') === false) {
    throw new AzureError(
      409,
      'KeyBasedAuthenticationNotPermitted',
      `Key based authentication is not permitted on the storage account '${account.id}', with which the blob '${uri}' is read.`,
    );
  }
  const named = accountNamed(call.world.resources, nameOf(account.id));
  if (named !== undefined) requirePageBlobs(named, uri);
  if (isClosed(account)) {
    throw new AzureError(
      403,
      'AuthorizationFailure',
      `This request is not authorized to perform this operation. The storage account '${account.id}' of the blob '${uri}' does not allow access from public networks.`,
    );
  }
  return requireVhdBlob(call.world, uri, () => sourceNotFound(uri));
}
