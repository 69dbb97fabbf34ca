// States that operations need, as calls that bring them about.
import { isObject, objectOf, textOf } from '../json.ts';
import type { Stage } from './stage.ts';
import type { Names } from './substitution.ts';
import * as world from './world.ts';

/** Calls before the operation; the names are those that only Azure gives. */
export type Setup = (stage: Stage) => Promise<Names | undefined>;

/** One after the other; names of later ones win. */
export function all(...setups: readonly Setup[]): Setup {
  return async (stage) => {
    let names: Names = {};
    for (const one of setups) names = { ...names, ...(await one(stage)) };
    return names;
  };
}

/** A call of Resource Manager. */
export function arm(method: string, id: string, body?: object): Setup {
  return async (stage) => {
    await stage.arm(method, id, body);
    return undefined;
  };
}

export const deallocated = arm('POST', `${world.VM}/deallocate`);
export const generalized = all(deallocated, arm('POST', `${world.VM}/generalize`));

const POOL = '/pools/render';

/** Nodes of an image that Batch supports. */
export const MACHINES = {
  imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts-gen2' },
  nodeAgentSKUId: 'batch.node.ubuntu 22.04',
};

/** An account whose pools are in the user's own subscription. */
export const USER_SUBSCRIPTION = {
  changes: [{ id: world.BATCH, body: { properties: { poolAllocationMode: 'UserSubscription' } } }],
};

function poolOf(more: object): Setup {
  return async (stage) => {
    await stage.batch('POST', '/pools', {
      id: 'render',
      vmSize: 'standard_d2s_v3',
      virtualMachineConfiguration: MACHINES,
      startTask: { commandLine: 'true', waitForSuccess: true },
      ...more,
    });
    return undefined;
  };
}

/** A pool that has no nodes and is steady. */
export const emptyPool: Setup = all(poolOf({ targetDedicatedNodes: 0 }), steady);

export const autoscaledPool: Setup = all(
  poolOf({ enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=0', autoScaleEvaluationInterval: 'PT5M' }),
  steady,
);

/** A pool that is still being allocated, in a world where that takes long. */
export const resizingPool: Setup = poolOf({ targetDedicatedNodes: 1 });
export const SLOW_ALLOCATION = { durations: { 'pool.allocate': 86_400 } };

async function steady(stage: Stage): Promise<undefined> {
  await stage.until(async () =>
    objectOf(await stage.batch('GET', POOL))['allocationState'] === 'steady' ? true : undefined,
  );
  return undefined;
}

/** A pool with one idle node. */
export const poolWithNode: Setup = all(poolOf({ targetDedicatedNodes: 1 }), async (stage) => {
  const node = await stage.until(async () => {
    const { value } = objectOf(await stage.batch('GET', `${POOL}/nodes`));
    const nodes = (Array.isArray(value) ? value : []).filter(isObject);
    return nodes.find(({ state }) => state === 'idle');
  });
  const id = textOf(node['id']) ?? '';
  return { nodeId: id, nodeList: id };
});

export const job: Setup = all(poolWithNode, async (stage) => {
  await stage.batch('POST', '/jobs', { id: 'frames', poolInfo: { poolId: 'render' } });
  return undefined;
});

export const disabledJob: Setup = all(job, async (stage) => {
  await stage.batch('POST', '/jobs/frames/disable', { disableTasks: 'requeue' });
  await stage.until(async () =>
    objectOf(await stage.batch('GET', '/jobs/frames'))['state'] === 'disabled' ? true : undefined,
  );
  return undefined;
});

export const schedulingDisabled: Setup = async (stage) => {
  const names = await poolWithNode(stage);
  await stage.batch('POST', `${POOL}/nodes/${names?.['nodeId'] ?? ''}/disablescheduling`);
  return names;
};

export const runningTask: Setup = all(job, async (stage) => {
  await stage.batch('POST', '/jobs/frames/tasks', { id: 'frame', commandLine: 'sleep 1d' });
  return undefined;
});
export const LONG_TASKS = { durations: { 'task.run': 86_400 } };

/** A task that has ended, so that it has files. */
export const task: Setup = all(job, async (stage) => {
  await stage.batch('POST', '/jobs/frames/tasks', { id: 'frame', commandLine: 'true' });
  await stage.until(async () =>
    objectOf(await stage.batch('GET', '/jobs/frames/tasks/frame'))['state'] === 'completed' ? true : undefined,
  );
  return undefined;
});

const VHD_BYTES = 4 * 1024 * 1024;

/** The VHD blob that the table puts in the place of an example's. */
export const vhd: Setup = async (stage) => {
  await stage.blob('PUT', `${world.BLOBS}/vhds?restype=container`);
  await stage.blob('PUT', world.VHD, {
    'x-ms-blob-type': 'PageBlob',
    'x-ms-blob-content-length': String(VHD_BYTES + 512),
  });
  await stage.blob(
    'PUT',
    `${world.VHD}?comp=page`,
    { 'x-ms-page-write': 'update', 'x-ms-range': `bytes=${VHD_BYTES}-${VHD_BYTES + 511}` },
    fixedVhdFooter(VHD_BYTES),
  );
  return undefined;
};

/** "Virtual Hard Disk Image Format Specification": what a fixed disk ends with. */
function fixedVhdFooter(bytes: number): Buffer {
  const footer = Buffer.alloc(512);
  footer.write('conectix', 0, 'latin1');
  footer.writeUInt32BE(2, 8);
  footer.writeUInt32BE(0x0001_0000, 12);
  footer.writeBigUInt64BE(0xffff_ffff_ffff_ffffn, 16);
  footer.writeBigUInt64BE(BigInt(bytes), 40);
  footer.writeBigUInt64BE(BigInt(bytes), 48);
  footer.writeUInt32BE(2, 60);
  const sum = footer.reduce((total, byte) => total + byte, 0);
  footer.writeUInt32BE(~sum >>> 0, 64);
  return footer;
}

const CONTAINER = `${world.BLOBS}/suite`;
export const BLOCK_BLOB = `${CONTAINER}/notes.txt`;
const PAGE_BLOB = `${CONTAINER}/disk.vhd`;

function blob(method: string, url: string, headers: Readonly<Record<string, string>> = {}, body?: Buffer): Setup {
  return async (stage) => {
    await stage.blob(method, url, headers, body);
    return undefined;
  };
}

export const container = blob('PUT', `${CONTAINER}?restype=container`, { 'x-ms-blob-public-access': 'blob' });
export const blockBlob = all(
  container,
  blob('PUT', BLOCK_BLOB, { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'text/plain' }, Buffer.from('frame 1')),
);
export const appendBlob = all(container, blob('PUT', `${CONTAINER}/log.txt`, { 'x-ms-blob-type': 'AppendBlob' }));
export const pageBlob = all(
  container,
  blob('PUT', PAGE_BLOB, { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': '1024' }),
  blob(
    'PUT',
    `${PAGE_BLOB}?comp=page`,
    { 'x-ms-page-write': 'update', 'x-ms-range': 'bytes=512-1023' },
    Buffer.alloc(512, 'y'),
  ),
);

const lease = (id: string): Readonly<Record<string, string>> => ({
  'x-ms-lease-action': 'acquire',
  'x-ms-lease-duration': '60',
  'x-ms-proposed-lease-id': id,
});

export function leasedContainer(id: string): Setup {
  return all(container, blob('PUT', `${CONTAINER}?restype=container&comp=lease`, lease(id)));
}

export function leasedBlob(id: string): Setup {
  return all(blockBlob, blob('PUT', `${BLOCK_BLOB}?comp=lease`, lease(id)));
}

export function stagedBlock(id: string): Setup {
  return all(blockBlob, blob('PUT', `${BLOCK_BLOB}?comp=block&blockid=${id}`, {}, Buffer.from('block')));
}

/** A copy that goes on and on. */
export const SLOW_COPIES = { durations: { 'blob.copy': 86_400 } };
export function pendingCopy(name: string): Setup {
  return all(blockBlob, async (stage) => {
    const { headers } = await stage.blob('PUT', `${CONTAINER}/${name}`, { 'x-ms-copy-source': BLOCK_BLOB });
    return { copyid: textOf(headers['x-ms-copy-id']) ?? '' };
  });
}

/** A URL from which the bytes of the snapshot can be read. */
export const grantedSnapshot: Setup = async (stage) => {
  const grant = { access: 'Read', durationInSeconds: 3600 };
  const { accessSAS } = objectOf(await stage.arm('POST', `${world.SNAPSHOT}/beginGetAccess`, grant));
  return { 'x-ms-copy-source': textOf(accessSAS) ?? '' };
};
