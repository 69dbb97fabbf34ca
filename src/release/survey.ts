// The survey: what Azure holds now of all that this run is about, read in three dependent waves, each in parallel (a VM
// with unmanaged disks takes a fourth).
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
import { resourceGroupOf, subscriptionIn } from '../azure/resource-id.ts';
import { isAzureServiceError } from '../azure/errors.ts';
import { API_VERSIONS } from '../azure/versions.ts';
import { readStorageAccount, type StorageAccount } from '../azure/storage-accounts.ts';
import type { VirtualMachine } from '../azure/virtual-machines.ts';
import { VHD_CONTAINER, vhdBlobName, type DiskRole, type NameKey } from '../names.ts';
import { together } from '../together.ts';
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
  const key = nameKeyOf(request);
  const { attempt, refused } = createReader(clients.host);
  const tools: Tools = { request, key, clients, attempt };

  const named = await readNamed(tools);
  const { gallery, versions, regions, batchAccount } = named;
  const batch = batchAccount === undefined ? undefined : await clients.batch(batchAccount.endpoint);
  const known = await readWhatTheyTell(tools, named, batch);
  const { source, poolNetwork, shared, supportedImages, pool, batchOffer, rights, container, absentGroups } = known;

  const found = {
    now: clients.host.clock.now(),
    key,
    source,
    gallery,
    definition: named.definition ?? shared?.definition,
    version: named.version ?? shared?.version,
    versions,
    storageAccount: named.storageAccount ?? known.autoStorage,
    container,
    batchAccount,
    supportedImages: supportedImages ?? [],
    pool,
    batchOffer,
    poolNetwork,
    regions,
    absentGroups,
    refused,
    ...rights,
    locks: known.locks,
  };
  return { ...found, ...(await readTheRest(tools, found, batch)) };
}

interface Tools {
  readonly request: Request;
  readonly key: NameKey;
  readonly clients: Clients;
  readonly attempt: Reader['attempt'];
}

type Named = Awaited<ReturnType<typeof readNamed>>;

/** The first wave: what the request names. */
async function readNamed({ request, key, clients, attempt }: Tools) {
  const { arm } = clients;
  const { capture, image, pool } = request;
  const isOwn = image.access === 'own';
  return together({
    begun: beginSource(request, key, clients, attempt),
    network: beginNetwork(request, clients),
    gallery: isOwn ? attempt('gallery', readGallery(arm, image.galleryId)) : undefined,
    definition: isOwn ? attempt('definition', readDefinition(arm, definitionIdOf(request))) : undefined,
    version: isOwn ? attempt('version', readVersion(arm, versionIdOf(request))) : undefined,
    versions: surveyVersions(arm, request),
    batchAccount: attempt('batchAccount', readBatchAccount(arm, pool.batchAccountId)),
    storageAccount:
      capture.storageAccountId === undefined
        ? undefined
        : attempt('storageAccount', readStorageAccount(arm, capture.storageAccountId)),
    regions: image.replicaRegions.size === 0 ? undefined : readRegions(arm, subscriptionOf(request)),
  });
}

/** The second wave: what these name in turn, and what the Batch account holds. */
async function readWhatTheyTell(
  { request, clients, attempt }: Tools,
  { begun, network, gallery, definition, batchAccount }: Named,
  batch: BatchService | undefined,
) {
  const { arm } = clients;
  const { capture, pool } = request;
  const storageId = capture.storageAccountId ?? batchAccount?.autoStorageAccountId;
  const autoStorage = capture.exportVhd && capture.storageAccountId === undefined ? storageId : undefined;
  return together({
    source: begun.complete(),
    poolNetwork: network.complete(),
    shared: readForeignImage(request, batchAccount, clients, attempt),
    autoStorage:
      autoStorage === undefined ? undefined : attempt('storageAccount', readStorageAccount(arm, autoStorage)),
    supportedImages: batch === undefined ? undefined : attempt('batch', batch.supportedImages()),
    pool: attempt('batch', readPoolOf(batch, pool.poolId)),
    batchOffer:
      batch === undefined || batchAccount === undefined
        ? undefined
        : readBatchOffer(clients, batchAccount, batch, attempt),
    rights: readRights(request, { definition, gallery, batchAccount, storageId }, clients),
    locks: readLocksAt(arm, changedPlaces(request, storageId)),
    container: surveyContainer(arm, capture.exportVhd ? storageId : undefined),
    absentGroups: readAbsentGroups(arm, absentIds(request, { vm: begun.vm, gallery, batchAccount })),
  });
}

/** The third wave: what is found only by all that. */
async function readTheRest(
  { request, key, clients, attempt }: Tools,
  found: Omit<Survey, 'activeJobs' | 'blobs'>,
  batch: BatchService | undefined,
): Promise<Pick<Survey, 'activeJobs' | 'blobs' | 'permissions' | 'locks'>> {
  const { source, storageAccount, pool, locks } = found;
  const vhdAccount = vhdAccountOf(source)?.id;
  const { blobs, ...rest } = await together({
    activeJobs: countActiveJobs(clients, batch, pool),
    blobs: attempt('blobs', readBlobs(request, key, rolesOf(source, request), storageAccount, clients)),
    permissions: readNarrowRights(request, found, clients),
    locks: readLocksAt(clients.arm, vhdAccount === undefined ? [] : [vhdAccount], locks),
  });
  return { ...rest, blobs: blobs ?? new Map() };
}

/** Regions are those of the gallery's subscription, which need not be the run's. */
function subscriptionOf({ image, subscriptionId }: Request): string {
  return image.access === 'own' ? subscriptionIn(image.galleryId) : subscriptionId;
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
