// What of an example is put in the place of what: the one table, and how it is applied. Nothing else of an example changes.
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { isObject, objectOf, textOf, type JsonObject } from '../json.ts';
import type { Operation } from '../openapi.ts';
import * as world from './world.ts';

/** By the names of path parameters and of members of bodies. */
export type Names = Readonly<Record<string, string>>;

export interface Table {
  /** Path parameters. */
  readonly parameters: Names;
  /** Members of bodies, wherever they are. */
  readonly members: Names;
  /** Resource IDs, by type in lower case. */
  readonly ids: Names;
  readonly texts: readonly (readonly [RegExp, string])[];
  /** Marketplace images that Batch still supports, by what the example's node agent begins with. */
  readonly poolImages: Readonly<Record<string, JsonObject>>;
}

const last = (id: string): string => id.split('/').at(-1) ?? '';

export const TABLE: Table = {
  parameters: {
    subscriptionId: DEFAULT_NAMES.subscriptionId,
    resourceGroupName: DEFAULT_NAMES.resourceGroup,
    location: world.REGION,
    locationName: world.REGION,
    vmName: DEFAULT_NAMES.vm,
    vmExtensionName: world.EXTENSION,
    diskName: last(world.DISK),
    snapshotName: last(world.SNAPSHOT),
    imageName: last(world.IMAGE),
    galleryName: DEFAULT_NAMES.gallery,
    galleryImageName: last(world.DEFINITION),
    galleryImageVersionName: last(world.VERSION),
    poolName: 'render',
    poolId: 'render',
    jobId: 'frames',
    taskId: 'frame',
  },
  members: { location: world.REGION, poolId: 'render' },
  ids: {
    'microsoft.compute/virtualmachines': world.VM,
    'microsoft.compute/disks': world.DISK,
    'microsoft.compute/snapshots': world.SNAPSHOT,
    'microsoft.compute/images': world.IMAGE,
    'microsoft.compute/galleries': world.GALLERY,
    'microsoft.compute/galleries/images': world.DEFINITION,
    'microsoft.compute/galleries/images/versions': world.VERSION,
    'microsoft.network/networkinterfaces': world.NIC,
    'microsoft.network/virtualnetworks': world.NETWORK,
    'microsoft.storage/storageaccounts': world.STORAGE,
    'microsoft.batch/batchaccounts': world.BATCH,
  },
  texts: [
    [/^https?:\/\/[^/]+\.blob\.core\.windows\.net\/.+\.vhd$/, world.VHD],
    [/^\{your-password\}$/, 'Not-a-real-1'],
    [/^\{your-username\}$/, 'builder'],
    // Sizes that the simulator does not have: most are retired, or too old for the disks that the examples give them.
    [/^(?:standard_(?:a1|a1_v2|d1_v2|d4|d4_v3|dc2[ae]?s_v[25])|small)$/i, 'Standard_D2s_v5'],
    [/^batch\.node\.ubuntu (?:18|20)\.04$/, 'batch.node.ubuntu 22.04'],
  ],
  poolImages: {
    'batch.node.ubuntu': {
      publisher: 'canonical',
      offer: '0001-com-ubuntu-server-jammy',
      sku: '22_04-lts-gen2',
      version: 'latest',
    },
    'batch.node.windows': {
      publisher: 'microsoftwindowsserver',
      offer: 'windowsserver',
      sku: '2022-datacenter-g2',
      version: 'latest',
    },
  },
};

/** Two providers call their accounts by one name. */
const ACCOUNTS: Names = {
  'Microsoft.Batch': DEFAULT_NAMES.batchAccount,
  'Microsoft.Storage': DEFAULT_NAMES.storageAccount,
};

/** Values for an operation's parameters, with the table applied and `names` over it. */
export function substituted(operation: Operation, values: JsonObject, names: Names, table = TABLE): JsonObject {
  const own = keepsOwnName(operation);
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const parameter = operation.parameters.find((one) => one.name === name);
    result[name] = parameter?.in === 'body' || parameter === undefined ? inBody(value, names, table) : value;
  }
  for (const { in: place, name } of operation.parameters) {
    if (place === 'body') continue;
    const isKept = place !== 'path' || (name === own && values[name] !== undefined);
    const usual = name === 'accountName' ? ACCOUNTS[operation.service] : table.parameters[name];
    const value = names[name] ?? (isKept ? undefined : usual);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/** What a PUT to Resource Manager makes keeps the name that the example gives it. */
function keepsOwnName({ isArm, method, template }: Operation): string | undefined {
  return isArm && method === 'put' ? /\{([^}]+)\}$/.exec(template)?.[1] : undefined;
}

function inBody(value: unknown, names: Names, table: Table): unknown {
  if (Array.isArray(value)) return value.map((one) => inBody(one, names, table));
  if (typeof value === 'string') return inText(value, table);
  if (!isObject(value) || Buffer.isBuffer(value)) return value;
  const image = poolImage(value, table);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (name === 'imageReference' && image !== undefined) return [name, image];
      const wanted = names[name] ?? table.members[name];
      if (wanted !== undefined) return [name, Array.isArray(one) ? [wanted] : wanted];
      return [inText(name, table), inBody(one, names, table)];
    }),
  );
}

function poolImage(configuration: JsonObject, { poolImages }: Table): JsonObject | undefined {
  const agent = textOf(configuration['nodeAgentSKUId'] ?? configuration['nodeAgentSkuId']);
  if (agent === undefined || objectOf(configuration['imageReference'])['offer'] === undefined) return undefined;
  return Object.entries(poolImages).find(([start]) => agent.startsWith(start))?.[1];
}

const ID = /^\/?subscriptions\/[^/]+(?:\/resourceGroups\/[^/]+)?\/providers\/(?<type>[^/]+\/.+)$/i;

function inText(text: string, { ids, texts }: Table): string {
  for (const [pattern, replacement] of texts) if (pattern.test(text)) return text.replace(pattern, replacement);
  const tail = ID.exec(text)?.groups?.['type'];
  if (tail === undefined) return text;
  const [namespace, ...rest] = tail.split('/');
  const type = [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/').toLowerCase();
  return ids[type] ?? `${/\/resourceGroups\//i.test(text) ? world.GROUP : world.SUBSCRIPTION}/providers/${tail}`;
}
