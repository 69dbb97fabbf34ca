// The survey: what Azure holds now of all that this run is about, read in three dependent waves, each in parallel.
import type { Arm } from '../azure/arm.ts';
import { readPermissions, type Permission } from '../azure/authorization.ts';
import { readBatchAccount, type BatchAccount } from '../azure/batch-accounts.ts';
import type { BatchService, Pool, SupportedImage } from '../azure/batch-service.ts';
import { readDisk, readSnapshot, type Disk, type Snapshot } from '../azure/disks.ts';
import {
  readDefinition,
  readGallery,
  readVersion,
  type Gallery,
  type ImageDefinition,
  type ImageVersion,
} from '../azure/galleries.ts';
import type { BlobProperties } from '../azure/page-blobs.ts';
import { readRegions } from '../azure/regions.ts';
import { resourceGroupOf } from '../azure/resource-id.ts';
import { isAzureServiceError } from '../azure/errors.ts';
import { API_VERSIONS } from '../azure/versions.ts';
import { readStorageAccount, type StorageAccount } from '../azure/storage-accounts.ts';
import { readVirtualMachine, type VirtualMachine } from '../azure/virtual-machines.ts';
import { snapshotName, VHD_CONTAINER, vhdBlobName, type DiskRole, type NameKey } from '../names.ts';
import type { Clients } from './clients.ts';
import { definitionIdOf, nameKeyOf, versionIdOf } from './ids.ts';
import { createReader, type RefusedReads } from './refused-reads.ts';
import type { Request } from './request.ts';

/** Everything is as Azure answered at one moment; what does not exist is undefined or absent from its map. */
export interface Survey {
  readonly now: Date;
  readonly key: NameKey;
  readonly vm: VirtualMachine | undefined;
  /** The VM's managed disks by ID in lower case. */
  readonly disks: ReadonlyMap<string, Disk>;
  readonly snapshots: ReadonlyMap<DiskRole, Snapshot>;
  readonly gallery: Gallery | undefined;
  readonly definition: ImageDefinition | undefined;
  readonly version: ImageVersion | undefined;
  readonly storageAccount: StorageAccount | undefined;
  readonly blobs: ReadonlyMap<DiskRole, BlobProperties>;
  readonly batchAccount: BatchAccount | undefined;
  readonly supportedImages: readonly SupportedImage[];
  readonly pool: Pool | undefined;
  /** Of the gallery's subscription; undefined where no region has to be checked, or none can be. */
  readonly regions: ReadonlySet<string> | undefined;
  /** IDs of the resource groups that do not exist, though something was looked for in them. */
  readonly absentGroups: readonly string[];
  readonly refused: RefusedReads;
  /** The caller's permissions by scope (an ID in lower case); undefined where they cannot be read. */
  readonly permissions: ReadonlyMap<string, readonly Permission[] | undefined>;
}

export async function takeSurvey(request: Request, clients: Clients): Promise<Survey> {
  const { arm } = clients;
  const key = nameKeyOf(request);
  const { capture, image, pool, source } = request;
  const { attempt, refused } = createReader(clients.host);

  const [vm, gallery, definition, version, batchAccount, namedStorage, regions] = await Promise.all([
    attempt('vm', readVirtualMachine(arm, source.vmId)),
    attempt('gallery', readGallery(arm, image.galleryId)),
    attempt('definition', readDefinition(arm, definitionIdOf(request))),
    attempt('version', readVersion(arm, versionIdOf(request))),
    attempt('batchAccount', readBatchAccount(arm, pool.batchAccountId)),
    capture.storageAccountId === undefined
      ? undefined
      : attempt('storageAccount', readStorageAccount(arm, capture.storageAccountId)),
    image.replicaRegions.size === 0 ? undefined : readRegions(arm, image.galleryId.split('/')[2] ?? ''),
  ]);

  const roles = vm === undefined ? [] : capturedRoles(vm, capture.dataDisks);
  const storageId = capture.storageAccountId ?? batchAccount?.autoStorageAccountId;
  const batch = batchAccount === undefined ? undefined : await clients.batch(batchAccount.endpoint);
  const autoStorage = capture.storageAccountId === undefined ? storageId : undefined;
  const absent = [vm ? [] : [source.vmId], gallery ? [] : [image.galleryId], batchAccount ? [] : [pool.batchAccountId]];
  const [disks, snapshots, foundStorage, supportedImages, existingPool, permissions, absentGroups] = await Promise.all([
    attempt('disks', readDisks(vm, clients)),
    attempt('snapshots', readSnapshots(request, key, roles, clients)),
    autoStorage === undefined ? undefined : attempt('storageAccount', readStorageAccount(arm, autoStorage)),
    batch === undefined ? undefined : attempt('batch', batch.supportedImages()),
    attempt('batch', readPoolOf(batch, pool.poolId)),
    readPermissionsAt(scopesOf(request, definition, gallery, storageId), clients),
    readAbsentGroups(arm, absent.flat()),
  ]);
  const storageAccount = namedStorage ?? foundStorage;

  const blobs = await attempt('blobs', readBlobs(request, key, roles, storageAccount, clients));
  return {
    now: clients.host.clock.now(),
    key,
    vm,
    disks: disks ?? new Map(),
    snapshots: snapshots ?? new Map(),
    gallery,
    definition,
    version,
    storageAccount,
    blobs: blobs ?? new Map(),
    batchAccount,
    supportedImages: supportedImages ?? [],
    pool: existingPool,
    regions,
    absentGroups,
    refused,
    permissions,
  };
}

function capturedRoles(vm: VirtualMachine, dataDisks: 'include' | 'exclude'): readonly DiskRole[] {
  return ['os', ...(dataDisks === 'include' ? vm.dataDisks.map((disk) => disk.lun) : [])];
}

async function readDisks(vm: VirtualMachine | undefined, { arm }: Clients): Promise<ReadonlyMap<string, Disk>> {
  const attached = vm === undefined ? [] : [vm.osDisk, ...vm.dataDisks];
  const ids = attached.flatMap((disk) => (disk.kind === 'managed' ? [disk.diskId] : []));
  const found = await Promise.all(ids.map((id) => readDisk(arm, id)));
  return new Map(found.flatMap((disk) => (disk === undefined ? [] : [[disk.id.toLowerCase(), disk]])));
}

async function readSnapshots(
  request: Request,
  key: NameKey,
  roles: readonly DiskRole[],
  { arm }: Clients,
): Promise<ReadonlyMap<DiskRole, Snapshot>> {
  const scope = `${resourceGroupOf(request.source.vmId)}/providers/Microsoft.Compute/snapshots`;
  const found = await Promise.all(roles.map((role) => readSnapshot(arm, `${scope}/${snapshotName(key, role)}`)));
  return byRole(roles, found);
}

async function readBlobs(
  { capture }: Request,
  key: NameKey,
  roles: readonly DiskRole[],
  account: StorageAccount | undefined,
  { blobs }: Clients,
): Promise<ReadonlyMap<DiskRole, BlobProperties>> {
  if (account === undefined || !capture.exportVhd) return new Map();
  const found = await Promise.all(
    roles.map(async (role) => {
      const name = vhdBlobName(key, role, capture.containerName, capture.vhdPrefix);
      return (await blobs.open(account.blobEndpoint, VHD_CONTAINER, name)).properties();
    }),
  );
  return byRole(roles, found);
}

async function readPoolOf(batch: BatchService | undefined, poolId: string): Promise<Pool | undefined> {
  return batch?.readPool(poolId);
}

/** Of the groups in which nothing was found, those that are not there themselves. */
async function readAbsentGroups(arm: Arm, ids: readonly string[]): Promise<readonly string[]> {
  const groups = new Map(ids.map((id) => [resourceGroupOf(id).toLowerCase(), resourceGroupOf(id)])).values();
  const absent = [...groups].map(async (group) => {
    try {
      return (await arm.read(group, API_VERSIONS.resources)) === undefined ? [group] : [];
    } catch (error) {
      // Who may read a resource need not have the right to read its group.
      if (isAzureServiceError(error)) return [];
      throw error;
    }
  });
  return (await Promise.all(absent)).flat();
}

/** Where the run will act: the narrowest scopes that exist, so that a role given on one resource counts. */
function scopesOf(
  request: Request,
  definition: ImageDefinition | undefined,
  gallery: Gallery | undefined,
  storageAccountId: string | undefined,
): readonly string[] {
  const { source, image, pool } = request;
  const gallerySide = gallery === undefined ? resourceGroupOf(image.galleryId) : (definition?.id ?? gallery.id);
  return [source.vmId, resourceGroupOf(source.vmId), gallerySide, pool.batchAccountId].concat(storageAccountId ?? []);
}

async function readPermissionsAt(scopes: readonly string[], { arm }: Clients): Promise<Survey['permissions']> {
  const unique = [...new Set(scopes.map((scope) => scope.toLowerCase()))];
  const read = unique.map(async (scope) => [scope, await readPermissions(arm, scope)] as const);
  return new Map(await Promise.all(read));
}

function byRole<T>(roles: readonly DiskRole[], values: readonly (T | undefined)[]): ReadonlyMap<DiskRole, T> {
  return new Map(
    roles.flatMap((role, index) => {
      const value = values[index];
      return value === undefined ? [] : [[role, value] as const];
    }),
  );
}
