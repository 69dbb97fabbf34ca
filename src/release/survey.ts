// The survey: what Azure holds now of all that this run is about, read in three dependent waves, each in parallel.
import type { Arm } from '../azure/arm.ts';
import { readBatchAccount, type BatchAccount } from '../azure/batch-accounts.ts';
import type { BatchService, Pool, SupportedImage } from '../azure/batch-service.ts';
import {
  readDefinition,
  readGallery,
  readVersion,
  type Gallery,
  type ImageDefinition,
  type ImageVersion,
  type ListedVersion,
} from '../azure/galleries.ts';
import type { BlobProperties } from '../azure/page-blobs.ts';
import { readRegions } from '../azure/regions.ts';
import { resourceGroupOf } from '../azure/resource-id.ts';
import { isAzureServiceError } from '../azure/errors.ts';
import { API_VERSIONS } from '../azure/versions.ts';
import { readStorageAccount, type StorageAccount } from '../azure/storage-accounts.ts';
import type { VirtualMachine } from '../azure/virtual-machines.ts';
import { VHD_CONTAINER, vhdBlobName, type DiskRole, type NameKey } from '../names.ts';
import type { Clients } from './clients.ts';
import { definitionIdOf, nameKeyOf, versionIdOf } from './ids.ts';
import { createReader, type Reader, type RefusedReads } from './refused-reads.ts';
import type { Request } from './request.ts';
import { countActiveJobs, readBatchOffer, type BatchOffer } from './survey-batch.ts';
import { beginNetwork, type PoolNetwork } from './survey-network.ts';
import { surveyContainer, type SurveyedContainer } from './survey-container.ts';
import { changedPlaces, readLocksAt, type SurveyedLocks } from './survey-locks.ts';
import { readSharedImage, type SharedImage } from './survey-shared.ts';
import { readNarrowRights, readRights, type SurveyedRights } from './survey-rights.ts';
import { surveyVersions } from './survey-versions.ts';
import { beginSource, byRole, rolesOf, vhdAccountOf, type SurveyedSource } from './survey-source.ts';

/** Everything is as Azure answered at one moment; what does not exist is undefined or absent from its map. */
export interface Survey extends SurveyedRights {
  readonly now: Date;
  readonly key: NameKey;
  readonly source: SurveyedSource;
  readonly gallery: Gallery | undefined;
  readonly definition: ImageDefinition | undefined;
  readonly version: ImageVersion | undefined;
  /** Of the definition, where the new version may become the latest. */
  readonly versions: readonly ListedVersion[];
  readonly storageAccount: StorageAccount | undefined;
  readonly blobs: ReadonlyMap<DiskRole, BlobProperties>;
  /** Into which VHDs are written. */
  readonly container: SurveyedContainer;
  readonly batchAccount: BatchAccount | undefined;
  readonly supportedImages: readonly SupportedImage[];
  readonly pool: Pool | undefined;
  /** Of that pool; undefined where there is none, or they may not be listed. */
  readonly activeJobs: number | undefined;
  /** Undefined where there is no account, or it shows nothing of itself. */
  readonly batchOffer: BatchOffer | undefined;
  /** As far as the pool spec names it. */
  readonly poolNetwork: PoolNetwork;
  /** Of the gallery's subscription; undefined where no region has to be checked, or none can be. */
  readonly regions: ReadonlySet<string> | undefined;
  /** IDs of the resource groups that do not exist, though something was looked for in them. */
  readonly absentGroups: readonly string[];
  readonly refused: RefusedReads;
  readonly locks: SurveyedLocks;
}

export async function takeSurvey(request: Request, clients: Clients): Promise<Survey> {
  const { arm } = clients;
  const key = nameKeyOf(request);
  const { capture, image, pool } = request;
  const { attempt, refused } = createReader(clients.host);

  const [begun, network, gallery, ownDefinition, ownVersion, versions, batchAccount, namedStorage, regions] =
    await Promise.all([
      beginSource(request, key, clients, attempt),
      beginNetwork(request, clients),
      image.access === 'own' ? attempt('gallery', readGallery(arm, image.galleryId)) : undefined,
      image.access === 'own' ? attempt('definition', readDefinition(arm, definitionIdOf(request))) : undefined,
      image.access === 'own' ? attempt('version', readVersion(arm, versionIdOf(request))) : undefined,
      surveyVersions(arm, request),
      attempt('batchAccount', readBatchAccount(arm, pool.batchAccountId)),
      capture.storageAccountId === undefined
        ? undefined
        : attempt('storageAccount', readStorageAccount(arm, capture.storageAccountId)),
      image.replicaRegions.size === 0 ? undefined : readRegions(arm, subscriptionOf(request)),
    ]);

  const { vm } = begun;
  const storageId = capture.storageAccountId ?? batchAccount?.autoStorageAccountId;
  const batch = batchAccount === undefined ? undefined : await clients.batch(batchAccount.endpoint);
  const autoStorage = capture.exportVhd && capture.storageAccountId === undefined ? storageId : undefined;
  const [
    source,
    poolNetwork,
    shared,
    foundStorage,
    supportedImages,
    existingPool,
    batchOffer,
    rights,
    locks,
    container,
    absentGroups,
  ] = await Promise.all([
    begun.complete(),
    network.complete(),
    readForeignImage(request, batchAccount, clients, attempt),
    autoStorage === undefined ? undefined : attempt('storageAccount', readStorageAccount(arm, autoStorage)),
    batch === undefined ? undefined : attempt('batch', batch.supportedImages()),
    attempt('batch', readPoolOf(batch, pool.poolId)),
    batch === undefined || batchAccount === undefined
      ? undefined
      : readBatchOffer(clients, batchAccount, batch, attempt),
    readRights(request, { definition: ownDefinition, gallery, batchAccount, storageId }, clients),
    readLocksAt(arm, changedPlaces(request, storageId)),
    surveyContainer(arm, capture.exportVhd ? storageId : undefined),
    readAbsentGroups(arm, absentIds(request, { vm, gallery, batchAccount })),
  ]);
  const storageAccount = namedStorage ?? foundStorage;

  const found = {
    now: clients.host.clock.now(),
    key,
    source,
    gallery,
    definition: ownDefinition ?? shared?.definition,
    version: ownVersion ?? shared?.version,
    versions,
    storageAccount,
    container,
    batchAccount,
    supportedImages: supportedImages ?? [],
    pool: existingPool,
    batchOffer,
    poolNetwork,
    regions,
    absentGroups,
    refused,
    ...rights,
    locks,
  };
  const vhdAccount = vhdAccountOf(source)?.id;
  const [activeJobs, blobs, permissions, allLocks] = await Promise.all([
    countActiveJobs(clients, batch, existingPool),
    attempt('blobs', readBlobs(request, key, rolesOf(source, request), storageAccount, clients)),
    readNarrowRights(request, found, clients),
    readLocksAt(arm, vhdAccount === undefined ? [] : [vhdAccount], locks),
  ]);
  return { ...found, activeJobs, blobs: blobs ?? new Map(), permissions, locks: allLocks };
}

/** Regions are those of the gallery's subscription, which need not be the run's. */
function subscriptionOf({ image, subscriptionId }: Request): string {
  return image.access === 'own' ? (image.galleryId.split('/')[2] ?? subscriptionId) : subscriptionId;
}

async function readForeignImage(
  { source }: Request,
  batchAccount: BatchAccount | undefined,
  { arm }: Clients,
  attempt: Reader['attempt'],
): Promise<SharedImage | undefined> {
  if (source.kind !== 'image-version' || source.version.kind === 'gallery' || batchAccount === undefined) {
    return undefined;
  }
  return attempt('version', readSharedImage(arm, batchAccount.location, source.version));
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

interface Found {
  readonly vm: VirtualMachine | undefined;
  readonly gallery: Gallery | undefined;
  readonly batchAccount: BatchAccount | undefined;
}

/** What was looked for, and is not there. */
function absentIds(
  { source, image, pool }: Request,
  found: Pick<Found, 'vm' | 'gallery' | 'batchAccount'>,
): readonly string[] {
  return [
    ...(source.kind === 'vm' && found.vm === undefined ? [source.vmId] : []),
    ...(image.access === 'own' && found.gallery === undefined ? [image.galleryId] : []),
    ...(found.batchAccount === undefined ? [pool.batchAccountId] : []),
  ];
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
