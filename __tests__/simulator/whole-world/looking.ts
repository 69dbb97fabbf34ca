// How each kind of thing is looked at: where it is listed, where it is got, and how an answer becomes a body.
import { arrayOf, at, objectOf, stringOf, type JsonObject } from '../../../simulator/kernel/json.ts';
import { versionFor } from '../wired.ts';
import { BATCH, BATCH_URL, blobHost, MAIN, SIDE, SUBSCRIPTION } from './names.ts';
import { isWithin, keyOf, kindOf, PATTERNS, without, type Key, type KindName } from './observation.ts';
import type { Answer, Asked } from './world.ts';

const API = 'api-version=2024-07-01.20.0';

export function armUrl(id: string, query = ''): string {
  return `https://management.azure.com${id}?api-version=${versionFor(id)}${query === '' ? '' : `&${query}`}`;
}

export function batchUrl(path: string): string {
  return `${BATCH_URL}${path}?${API}`;
}

export function getArm(id: string, query = ''): Asked {
  return { method: 'GET', url: armUrl(id, query), audience: 'arm' };
}

function getBatch(path: string): Asked {
  return { method: 'GET', url: batchUrl(path), audience: 'batch' };
}

/** A list to ask for, and how to read its answer. */
export interface List {
  readonly asked: Asked;
  readonly holds: (key: Key) => boolean;
  readonly items: (answer: Answer) => ReadonlyMap<Key, JsonObject>;
  readonly whole: boolean;
}

export interface Looking {
  readonly lists: (there: readonly Key[]) => readonly List[];
  readonly get: (key: Key) => Asked;
  readonly body: (answer: Answer) => JsonObject;
}

const json = (answer: Answer): JsonObject => without(answer.body, 'odata.metadata');

function items(keyOfItem: (item: JsonObject) => string): List['items'] {
  return (answer) =>
    new Map(
      arrayOf(answer.body['value'])
        .map(objectOf)
        .map((item) => [keyOf(keyOfItem(item)), item]),
    );
}

const byId = items((item) => stringOf(item['id']) ?? '');

function within(scope: string, ...kinds: readonly KindName[]): List['holds'] {
  const outer = keyOf(scope);
  return (key) => {
    const kind = kindOf(key);
    return kind !== undefined && kinds.includes(kind) && isWithin(key, outer);
  };
}

function armList(kind: KindName, path: string, scope: string): List {
  return { asked: getArm(path), holds: within(scope, kind), items: byId, whole: true };
}

/** A type that is listed for the subscription and for a group. */
function regional(kind: KindName, type: string, query = ''): Looking {
  return {
    lists: (there) =>
      [SUBSCRIPTION, MAIN, SIDE]
        .filter((scope) => scope === SUBSCRIPTION || there.includes(keyOf(scope)))
        .map((scope) => armList(kind, `${scope}/providers/${type}`, scope)),
    get: (key) => getArm(key, query),
    body: json,
  };
}

/** A type that is listed below each thing of its parent's kind. */
function nested(kind: KindName, parent: KindName, segment: string, query = ''): Looking {
  return {
    lists: (there) =>
      there.filter((key) => PATTERNS[parent].test(key)).map((key) => armList(kind, `${key}/${segment}`, key)),
    get: (key) => getArm(key, query),
    body: json,
  };
}

function batch(kind: KindName, path: string): Looking {
  return {
    lists: (there) =>
      there.includes(keyOf(BATCH))
        ? [{ asked: getBatch(path), holds: within(BATCH_URL, kind), items: byUrl, whole: true }]
        : [],
    get: (key) => getBatch(key.slice(BATCH_URL.length)),
    body: json,
  };
}

const byUrl = items((item) => stringOf(item['url']) ?? '');

function below(kind: KindName, parent: KindName, segment: string): Looking {
  return {
    lists: (there) =>
      there
        .filter((key) => PATTERNS[parent].test(key))
        .map((key) => ({
          asked: getBatch(`${key.slice(BATCH_URL.length)}/${segment}`),
          holds: within(key, kind),
          items: byUrl,
          whole: true,
        })),
    get: (key) => getBatch(key.slice(BATCH_URL.length)),
    body: json,
  };
}

const containers: Looking = {
  lists: (there) =>
    there
      .filter((key) => PATTERNS.account.test(key))
      .map((account) => storageList(`${blobHost(account)}/?comp=list`, blobHost(account), 'container')),
  get: (key) => ({ method: 'HEAD', url: `${key}?restype=container`, audience: 'storage' }),
  body: ({ headers }) => headersOf(headers),
};

const blobs: Looking = {
  lists: (there) =>
    there
      .filter((key) => PATTERNS.container.test(key))
      .map((container) => storageList(`${container}?restype=container&comp=list`, container, 'blob')),
  get: (key) => ({ method: 'HEAD', url: key, audience: 'storage' }),
  body: ({ headers }) => headersOf(headers),
};

/** Lists of storage are XML, and leave out what the headers of a HEAD say. */
function storageList(url: string, parent: string, kind: 'container' | 'blob'): List {
  return {
    asked: { method: 'GET', url, audience: 'storage' },
    holds: within(parent, kind),
    items: ({ text }) =>
      new Map(
        [...text.matchAll(/<(?:Blob|Container)><Name>([^<]*)<\/Name>[\s\S]*?<Etag>([^<]*)<\/Etag>/g)].map(
          ([, name = '', etag = '']): [Key, JsonObject] => [
            keyOf(`${parent}/${name}`),
            { etag: `"${etag.replaceAll('"', '').replaceAll('&quot;', '')}"` },
          ],
        ),
      ),
    whole: false,
  };
}

/** What a HEAD tells of the thing itself, not of the answer. */
function headersOf(headers: Answer['headers']): JsonObject {
  const told = /^(?:etag|content-length|x-ms-(?:blob-type|copy-.*|lease-.*|meta-.*))$/;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => told.test(name)));
}

/** The agent's last sign of life is always a moment ago. */
function timeless(body: JsonObject): JsonObject {
  const view = objectOf(at(body, 'properties', 'instanceView'));
  const bare = JSON.parse(
    JSON.stringify(view, (name, value: unknown) => (name === 'time' ? undefined : value)),
  ) as JsonObject;
  return { ...body, properties: { ...objectOf(body['properties']), instanceView: bare } };
}

export const LOOKING: Readonly<Record<KindName, Looking>> = {
  group: {
    lists: () => [armList('group', `${SUBSCRIPTION}/resourceGroups`, SUBSCRIPTION)],
    get: (key) => getArm(key),
    body: json,
  },
  lock: {
    lists: () => [armList('lock', `${SUBSCRIPTION}/providers/Microsoft.Authorization/locks`, SUBSCRIPTION)],
    get: (key) => getArm(key),
    body: json,
  },
  nic: {
    lists: () => [],
    get: (key) => getArm(key),
    body: json,
  },
  vm: {
    ...regional('vm', 'Microsoft.Compute/virtualMachines', '$expand=instanceView'),
    body: (answer) => timeless(json(answer)),
  },
  disk: regional('disk', 'Microsoft.Compute/disks'),
  snapshot: regional('snapshot', 'Microsoft.Compute/snapshots'),
  image: regional('image', 'Microsoft.Compute/images'),
  gallery: regional('gallery', 'Microsoft.Compute/galleries'),
  definition: nested('definition', 'gallery', 'images'),
  version: nested('version', 'definition', 'versions', '$expand=ReplicationStatus'),
  account: regional('account', 'Microsoft.Storage/storageAccounts'),
  armContainer: nested('armContainer', 'account', 'blobServices/default/containers'),
  batchAccount: regional('batchAccount', 'Microsoft.Batch/batchAccounts'),
  armPool: nested('armPool', 'batchAccount', 'pools'),
  pool: batch('pool', '/pools'),
  node: below('node', 'pool', 'nodes'),
  job: batch('job', '/jobs'),
  task: below('task', 'job', 'tasks'),
  container: containers,
  blob: blobs,
};

/** Every tracked resource, whatever its type: a list that shows little of each. */
export function trackedResources(there: readonly Key[]): readonly List[] {
  const shown: readonly KindName[] = [
    ...(['vm', 'disk', 'snapshot', 'image', 'gallery', 'definition', 'version', 'account'] as const),
    ...(['batchAccount', 'nic'] as const),
  ];
  return [SUBSCRIPTION, MAIN, SIDE]
    .filter((scope) => scope === SUBSCRIPTION || there.includes(keyOf(scope)))
    .map((scope) => ({
      asked: getArm(`${scope}/resources`),
      holds: within(scope, ...shown),
      items: byId,
      whole: false,
    }));
}

export function nodeCounts(): Asked {
  return getBatch('/nodecounts');
}

export function countsIn(answer: Answer): ReadonlyMap<Key, JsonObject> {
  return new Map(
    arrayOf(answer.body['value'])
      .map(objectOf)
      .map((item) => [keyOf(`${BATCH_URL}/pools/${stringOf(at(item, 'poolId')) ?? ''}`), item]),
  );
}
