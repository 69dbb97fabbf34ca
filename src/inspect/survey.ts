// What Azure holds of a Batch account's images: its pools and nodes, the galleries that they point to, and the VHDs. Each read
// starts as soon as its input is there, which makes four waves at most: account, pools, galleries, versions.
import { readBatchAccount, type BatchAccount } from '../azure/batch-accounts.ts';
import type { BatchService, NodeCounts, NodeImage, Pool, SupportedImage } from '../azure/batch-service.ts';
import { listDefinitions, listVersions, type ImageDefinition, type ListedVersion } from '../azure/galleries.ts';
import { readManagedImage, type ManagedImage } from '../azure/managed-images.ts';
import type { ListedBlob } from '../azure/page-blobs.ts';
import { sameId } from '../azure/resource-id.ts';
import { readStorageAccount, type StorageAccount } from '../azure/storage-accounts.ts';
import { VHD_CONTAINER, VHD_FOLDER } from '../names.ts';
import type { Clients } from '../release/clients.ts';
import { followsLatest, galleryOf, namedImage } from './pool-image.ts';
import { createReads, valueOf, type Reading, type Reads, type Unread } from './reads.ts';
import type { InspectRequest } from './request.ts';

export interface GalleryContents {
  readonly id: string;
  readonly definitions: Reading<readonly ImageDefinition[]>;
  /** By definition ID in lower case. */
  readonly versions: ReadonlyMap<string, Reading<readonly ListedVersion[]>>;
}

export interface StorageContents {
  /** Undefined when neither an input nor the Batch account names one. */
  readonly id: string | undefined;
  readonly account: Reading<StorageAccount>;
  readonly blobs: Reading<readonly ListedBlob[]>;
}

/** Everything is as Azure answered; keys of maps are in lower case. */
export interface AccountSurvey {
  readonly now: Date;
  readonly account: Reading<BatchAccount>;
  readonly pools: Reading<readonly Pool[]>;
  readonly nodeCounts: Reading<ReadonlyMap<string, NodeCounts>>;
  /** Of pools that follow the latest version and have nodes, by pool ID. */
  readonly nodeImages: ReadonlyMap<string, Reading<readonly NodeImage[]>>;
  readonly supportedImages: Reading<readonly SupportedImage[]>;
  readonly galleries: ReadonlyMap<string, GalleryContents>;
  readonly managedImages: ReadonlyMap<string, Reading<ManagedImage>>;
  readonly storage: StorageContents;
  readonly unread: readonly Unread[];
}

export async function surveyAccount(request: InspectRequest, clients: Clients): Promise<AccountSurvey> {
  const { batchAccountId, storageAccountId } = request;
  const named = request.galleryId === undefined ? [] : [request.galleryId];
  const reads = createReads(clients.host);
  const account = reads.attempt('account', batchAccountId, async () => readBatchAccount(clients.arm, batchAccountId));
  const service = account.then(async (reading) =>
    reading.kind === 'found' ? clients.batch(reading.value.endpoint) : undefined,
  );
  /** A read of the account's data plane, once its endpoint is known. */
  const ofBatch = async <T>(part: Unread['part'], read: (batch: BatchService) => Promise<T>): Promise<Reading<T>> => {
    const batch = await service;
    return batch === undefined ? { kind: 'unread' } : reads.attempt(part, batchAccountId, async () => read(batch));
  };
  const pools = ofBatch('pools', async (batch) => batch.listPools());
  const found = pools.then((reading) => valueOf(reading) ?? []);

  const everything = await Promise.all([
    account,
    pools,
    ofBatch('node counts', async (batch) => batch.listNodeCounts()),
    ofBatch('supported images', async (batch) => batch.supportedImages()),
    found.then(async (list) => readNodeImages(reads, await service, list)),
    found.then(async (list) => readManagedImages(reads, clients, list)),
    readGalleries(reads, clients, named),
    found.then(async (list) => readGalleries(reads, clients, galleriesOf(list, named))),
    storageAccountId === undefined
      ? account.then(async (reading) => readStorage(reads, clients, valueOf(reading)?.autoStorageAccountId))
      : readStorage(reads, clients, storageAccountId),
  ]);
  const [accountRead, poolsRead, nodeCounts, supportedImages, nodeImages, managedImages, asked, pointedTo, storage] =
    everything;
  return {
    now: clients.host.clock.now(),
    account: accountRead,
    pools: poolsRead,
    nodeCounts,
    nodeImages,
    supportedImages,
    galleries: new Map([...asked, ...pointedTo]),
    managedImages,
    storage,
    unread: reads.unread,
  };
}

/** The galleries that pools point to, beside those that are read anyway. */
function galleriesOf(pools: readonly Pool[], already: readonly string[]): readonly string[] {
  return pools.flatMap(({ image }) => {
    const named = namedImage(image);
    const id = 'definitionId' in named ? galleryOf(named.definitionId) : undefined;
    return id === undefined || already.some((other) => sameId(other, id)) ? [] : [id];
  });
}

async function readNodeImages(
  reads: Reads,
  batch: BatchService | undefined,
  pools: readonly Pool[],
): Promise<AccountSurvey['nodeImages']> {
  if (batch === undefined) return new Map();
  const followers = pools.filter(
    ({ image, currentDedicatedNodes, currentLowPriorityNodes }) =>
      followsLatest(namedImage(image)) && currentDedicatedNodes + currentLowPriorityNodes > 0,
  );
  return byKey(
    followers,
    ({ id }) => id,
    async ({ id }) => reads.attempt('nodes', id, async () => batch.listNodeImages(id)),
  );
}

async function readManagedImages(
  reads: Reads,
  { arm }: Clients,
  pools: readonly Pool[],
): Promise<AccountSurvey['managedImages']> {
  const ids = pools.flatMap(({ image }) => {
    const named = namedImage(image);
    return named.kind === 'managed-image' ? [named.id] : [];
  });
  return byKey(
    ids,
    (id) => id,
    async (id) => reads.attempt('managed image', id, async () => readManagedImage(arm, id)),
  );
}

async function readGalleries(
  reads: Reads,
  clients: Clients,
  ids: readonly string[],
): Promise<AccountSurvey['galleries']> {
  return byKey(
    ids,
    (id) => id,
    async (id) => readGallery(reads, clients, id),
  );
}

async function readGallery(reads: Reads, { arm }: Clients, id: string): Promise<GalleryContents> {
  const definitions = await reads.attempt('gallery', id, async () => listDefinitions(arm, id));
  const versions = await byKey(
    valueOf(definitions) ?? [],
    (definition) => definition.id,
    async (definition) => reads.attempt('image versions', definition.id, async () => listVersions(arm, definition.id)),
  );
  return { id, definitions, versions };
}

async function readStorage(reads: Reads, { arm, blobs }: Clients, id: string | undefined): Promise<StorageContents> {
  if (id === undefined) return { id, account: { kind: 'absent' }, blobs: { kind: 'absent' } };
  const account = await reads.attempt('storage account', id, async () => readStorageAccount(arm, id));
  if (account.kind !== 'found') return { id, account, blobs: account };
  const { blobEndpoint } = account.value;
  return {
    id,
    account,
    blobs: await reads.attempt('VHDs', id, async () => blobs.list(blobEndpoint, VHD_CONTAINER, VHD_FOLDER)),
  };
}

/** Each key once, whatever its case; all side by side. */
async function byKey<T, V>(
  items: readonly T[],
  keyOf: (item: T) => string,
  read: (item: T) => Promise<V>,
): Promise<ReadonlyMap<string, V>> {
  const unique = new Map(items.toReversed().map((item) => [keyOf(item).toLowerCase(), item]));
  return new Map(await Promise.all([...unique].map(async ([key, item]) => [key, await read(item)] as const)));
}
