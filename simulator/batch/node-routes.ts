// The data plane's operations on nodes and their files.
import { stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import { bootOf } from './boot-rules.ts';
import { account, changed, digest, fileAnswer, listed, shown } from './data-call.ts';
import type { DataAnswer, DataCall, DataRoute } from './data-call.ts';
import { resolveImage } from './image.ts';
import { drain, restart } from './nodes.ts';
import { nodeView } from './node-views.ts';
import { filterOf } from './odata.ts';
import { imageReferenceOf } from './pool-rules.ts';
import { deallocationOption } from './machine-shapes.ts';
import { activePoolOf, poolOf } from './pools.ts';
import { refusal } from './refusals.ts';
import type { RefusalCode } from './refusals.ts';
import { schedule } from './scheduler.ts';
import { choice, object } from './shapes.ts';
import type { BatchNode, DeallocationOption, NodeState, Pool } from './state.ts';
import { read } from './translate.ts';
import { vmSize } from './vm-sizes.ts';

const READ = { kind: 'action', name: 'Microsoft.Batch/batchAccounts/pools/read' } as const;
const WRITE = { kind: 'action', name: 'Microsoft.Batch/batchAccounts/pools/write' } as const;

const FILTERABLE = [
  'id',
  'state',
  'stateTransitionTime',
  'schedulingState',
  'allocationTime',
  'lastBootTime',
  'affinityId',
  'vmSize',
  'ipAddress',
  'isDedicated',
  'totalTasksRun',
  'runningTasksCount',
];

const rebootShape = object('NodeReboot', { nodeRebootOption: deallocationOption });
const reimageShape = object('NodeReimage', { nodeReimageOption: deallocationOption });
const disableShape = object('NodeDisableScheduling', {
  nodeDisableSchedulingOption: choice({ requeue: '', terminate: '', taskcompletion: '' }),
});

export const nodeRoutes: readonly DataRoute[] = [
  {
    method: 'GET',
    path: '/pools/{pool}/nodes',
    right: READ,
    handle(call) {
      const pool = poolOf(call.state, call.facts, call.params.pool ?? '');
      const matches = filterOf(call.url.searchParams.get('$filter'), FILTERABLE);
      const views = [...pool.nodes.values()].map((node) => nodeView(pool, node, call.facts.endpoint, call.plane));
      return listed(call, views.filter(matches), 'nodes');
    },
  },
  {
    method: 'GET',
    path: '/pools/{pool}/nodes/{node}',
    right: READ,
    handle(call) {
      const { pool, node } = pathNode(call);
      const view = nodeView(pool, node, call.facts.endpoint, call.plane);
      // A node has no entity tag in its body; one is in the headers all the same, as for any entity.
      const thing = { etag: digest(JSON.stringify(view)), lastModified: node.stateTransitionTime };
      return shown(call, view, 'nodes', thing);
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/nodes/{node}/reboot',
    right: WRITE,
    bodyOptional: true,
    handle(call) {
      const { nodeRebootOption } = read(rebootShape, call.body, call.plane);
      return restarted(call, 'rebooting', optionOf(nodeRebootOption));
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/nodes/{node}/reimage',
    right: WRITE,
    bodyOptional: true,
    handle(call) {
      const { nodeReimageOption } = read(reimageShape, call.body, call.plane);
      return restarted(call, 'reimaging', optionOf(nodeReimageOption));
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/nodes/{node}/disablescheduling',
    right: WRITE,
    bodyOptional: true,
    handle(call) {
      const { pool, node } = stayingNode(call);
      const { nodeDisableSchedulingOption } = read(disableShape, call.body, call.plane);
      drain(call.state, pool, node, optionOf(nodeDisableSchedulingOption));
      node.schedulingEnabled = false;
      return changed(call, 200, pool);
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/nodes/{node}/enablescheduling',
    right: WRITE,
    bodyOptional: true,
    handle(call) {
      const { pool, node } = stayingNode(call);
      node.schedulingEnabled = true;
      schedule(call.state, account(call));
      return changed(call, 200, pool);
    },
  },
  {
    method: 'GET',
    path: '/pools/{pool}/nodes/{node}/files',
    right: READ,
    handle(call) {
      const { pool, node } = pathNode(call);
      const base = `https://${call.facts.endpoint}/pools/${pool.id}/nodes/${node.id}/files`;
      const directories = ['shared', 'startup', 'workitems'].map((name) => ({
        name,
        url: `${base}/${name}`,
        isDirectory: true,
      }));
      const files = call.url.searchParams.get('recursive') === 'true' ? startupFiles(node, base) : [];
      return listed(call, [...directories, ...files], 'files');
    },
  },
  {
    method: 'GET',
    path: '/pools/{pool}/nodes/{node}/files/{...path}',
    right: READ,
    handle: (call) => nodeFile(call, false),
  },
  {
    method: 'HEAD',
    path: '/pools/{pool}/nodes/{node}/files/{...path}',
    right: READ,
    handle: (call) => nodeFile(call, true),
  },
];

function pathNode(call: DataCall): { readonly pool: Pool; readonly node: BatchNode } {
  const pool = poolOf(call.state, call.facts, call.params.pool ?? '');
  const node = pool.nodes.get((call.params.node ?? '').toLowerCase());
  if (node === undefined) throw refusal('NodeNotFound');
  return { pool, node };
}

/** A node that a resize has chosen to go takes no orders any more, though it may still run its tasks. */
function stayingNode(call: DataCall): { readonly pool: Pool; readonly node: BatchNode } {
  const found = pathNode(call);
  if (found.node.isLeaving) throw refusal('OperationInvalidForCurrentState');
  return found;
}

/** Restarts are for nodes that are up; a node whose start task failed may be restarted to try it again. */
const NOT_NOW: Readonly<Partial<Record<NodeState, RefusalCode>>> = {
  creating: 'NodeBeingCreated',
  starting: 'NodeBeingStarted',
  waitingforstarttask: 'NodeBeingStarted',
  rebooting: 'NodeBeingRebooted',
  reimaging: 'NodeBeingReimaged',
  unusable: 'NodeStateUnusable',
  leavingpool: 'OperationInvalidForCurrentState',
};

function restarted(call: DataCall, how: 'rebooting' | 'reimaging', option: DeallocationOption): DataAnswer {
  activePoolOf(call.state, call.facts, call.params.pool ?? '');
  const { pool, node } = stayingNode(call);
  const refused = NOT_NOW[node.state];
  if (refused !== undefined) throw refusal(refused);
  drain(call.state, pool, node, option, () => {
    if (how === 'reimaging') takePoolImage(call, pool, node);
    restart(call.state, pool, node, how);
  });
  return changed(call, 202, pool);
}

/** A reimaged node gets the image the pool has now, and with it a new chance to boot. */
function takePoolImage(call: DataCall, pool: Pool, node: BatchNode): void {
  const resolution = resolveImage(call.state.world, call.facts, imageReferenceOf(pool.definition));
  if (resolution.kind !== 'found') {
    node.bootsInto = { errors: [] };
    return;
  }
  node.image = resolution.image.image;
  node.vmSize = vmSize(stringOf(pool.definition.vmSize) ?? '')?.name.toLowerCase() ?? node.vmSize;
  node.bootsInto = bootOf(call.facts, pool.definition, resolution.image);
}

function optionOf(value: JsonObject[string]): DeallocationOption {
  const options: readonly DeallocationOption[] = ['requeue', 'terminate', 'taskcompletion', 'retaineddata'];
  return options.find((one) => one === value) ?? 'requeue';
}

function startupFiles(node: BatchNode, base: string): readonly JsonObject[] {
  const { output } = node;
  if (output === undefined) return [];
  return (['stdout', 'stderr'] as const).map((name) => ({
    name: `startup/${name}.txt`,
    url: `${base}/startup/${name}.txt`,
    isDirectory: false,
    properties: {
      creationTime: output.time,
      lastModified: output.time,
      contentLength: String(Buffer.byteLength(output[name])),
      contentType: 'application/octet-stream',
      fileMode: '0o100644',
    },
  }));
}

function nodeFile(call: DataCall, headOnly: boolean): DataAnswer {
  const { node } = pathNode(call);
  const [, name] = /^startup[/\\](stdout|stderr)\.txt$/.exec(call.params.path ?? '') ?? [];
  if (node.output === undefined || (name !== 'stdout' && name !== 'stderr')) throw refusal('FileNotFound');
  return fileAnswer(call, node.output[name], node.output.time, headOnly);
}
