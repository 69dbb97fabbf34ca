// The data plane's operations on pools.
import { numberOf, stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import { startDelete, startRemoval, startResize, stopResize } from './allocation.ts';
import { evaluate } from './autoscale.ts';
import { account, changed, checkConditions, created, listed, shown } from './data-call.ts';
import type { DataCall, DataRoute } from './data-call.ts';
import { nodeCounts } from './node-views.ts';
import { filterOf } from './odata.ts';
import { checkDuration, dataPlaces } from './pool-rules.ts';
import { deallocationOption } from './machine-shapes.ts';
import { dataPool, dataPoolPatch, dataPoolReplace } from './pool-shapes.ts';
import { dataPoolView } from './pool-views.ts';
import { activePoolOf, addPool, disableAutoScale, enableAutoScale, poolOf } from './pools.ts';
import { patchPool } from './pool-patch.ts';
import { invalidValue, missingProperty, refusal } from './refusals.ts';
import { duration, list, object, required, text, whole } from './shapes.ts';
import { touch } from './state.ts';
import type { DeallocationOption, Pool } from './state.ts';
import { supportedImageBodies } from './supported-images.ts';
import { read } from './translate.ts';
import { without } from './without.ts';

const READ = { kind: 'action', name: 'Microsoft.Batch/batchAccounts/pools/read' } as const;
const WRITE = { kind: 'action', name: 'Microsoft.Batch/batchAccounts/pools/write' } as const;
const DELETE = { kind: 'action', name: 'Microsoft.Batch/batchAccounts/pools/delete' } as const;
const ACCOUNT = { kind: 'action', name: 'Microsoft.Batch/batchAccounts/read' } as const;

const FILTERABLE = [
  'id',
  'state',
  'stateTransitionTime',
  'allocationState',
  'allocationStateTransitionTime',
  'creationTime',
  'lastModified',
  'enableAutoScale',
  'vmSize',
];

const resizeShape = object('PoolResize', {
  targetDedicatedNodes: whole,
  targetLowPriorityNodes: whole,
  resizeTimeout: duration,
  nodeDeallocationOption: deallocationOption,
});
const removeShape = object('NodeRemove', {
  nodeList: required(list(text)),
  resizeTimeout: duration,
  nodeDeallocationOption: deallocationOption,
});
const autoScaleShape = object('PoolEnableAutoScale', {
  autoScaleFormula: text,
  autoScaleEvaluationInterval: duration,
});
const evaluateShape = object('PoolEvaluateAutoScale', { autoScaleFormula: required(text) });

/** Autoscale may be turned on once in this time. */
const AUTOSCALE_PAUSE_MS = 30_000;

export const poolRoutes: readonly DataRoute[] = [
  {
    method: 'POST',
    path: '/pools',
    right: WRITE,
    handle(call) {
      const body = read(dataPool, call.body, call.plane);
      const pool = addPool(call.state, call.facts, {
        id: stringOf(body.id) ?? '',
        body,
        identity: undefined,
        caller: call.caller.kind === 'entra' ? call.caller.principal : undefined,
        places: dataPlaces,
      });
      return created(call, pool, `/pools/${pool.id}`);
    },
  },
  {
    method: 'GET',
    path: '/pools',
    right: READ,
    handle(call) {
      const matches = filterOf(call.url.searchParams.get('$filter'), FILTERABLE);
      const views = [...account(call).pools.values()].map((pool) => view(call, pool)).filter(matches);
      return listed(call, views, 'pools');
    },
  },
  {
    method: 'GET',
    path: '/pools/{pool}',
    right: READ,
    handle(call) {
      const pool = pathPool(call);
      return checkConditions(call.headers, pool, 'read') ?? shown(call, view(call, pool), 'pools', pool);
    },
  },
  {
    method: 'HEAD',
    path: '/pools/{pool}',
    right: READ,
    handle: (call) => changed(call, 200, pathPool(call)),
  },
  {
    method: 'PATCH',
    path: '/pools/{pool}',
    right: WRITE,
    handle(call) {
      const pool = changeablePool(call);
      const patch = read(dataPoolPatch, call.body, call.plane, '', true);
      patchPool(call.state, call.facts, pool, patch, {
        caller: call.caller.kind === 'entra' ? call.caller.principal : undefined,
        places: dataPlaces,
        configuration: 'partial',
      });
      return changed(call, 200, pool);
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/updateproperties',
    right: WRITE,
    handle(call) {
      const pool = changeablePool(call);
      // What a replacement leaves out is gone.
      const replacement = read(dataPoolReplace, call.body, call.plane);
      pool.definition = { ...without(pool.definition, ...Object.keys(dataPoolReplace.properties)), ...replacement };
      touch(call.state, pool);
      return changed(call, 204, pool);
    },
  },
  {
    method: 'DELETE',
    path: '/pools/{pool}',
    right: DELETE,
    handle(call) {
      startDelete(call.state, changeablePool(call));
      return { status: 202 };
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/resize',
    right: WRITE,
    handle(call) {
      const pool = steadyPool(call);
      if (pool.autoScale !== undefined)
        throw refusal('OperationNotValidOnPool', { Reason: 'Autoscale is enabled on the pool.' });
      const wish = read(resizeShape, call.body, call.plane);
      const dedicated = target(wish, 'targetDedicatedNodes');
      const lowPriority = target(wish, 'targetLowPriorityNodes');
      if (dedicated === undefined && lowPriority === undefined) throw missingProperty('targetDedicatedNodes');
      checkDuration(wish, 'resizeTimeout', dataPlaces);
      startResize(call.state, call.facts, pool, {
        dedicated: dedicated ?? pool.targetDedicatedNodes,
        lowPriority: lowPriority ?? pool.targetLowPriorityNodes,
        ...resizeOptions(wish),
      });
      return changed(call, 202, pool);
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/stopresize',
    right: WRITE,
    bodyOptional: true,
    handle(call) {
      const pool = changeablePool(call);
      if (pool.allocationState !== 'resizing') throw refusal('OperationInvalidForCurrentState');
      stopResize(call.state, pool);
      return changed(call, 202, pool);
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/enableautoscale',
    right: WRITE,
    handle(call) {
      const pool = steadyPool(call);
      const wish = read(autoScaleShape, call.body, call.plane);
      const known = pool.autoScale;
      const formula = stringOf(wish.autoScaleFormula) ?? known?.formula;
      if (formula === undefined) throw missingProperty('autoScaleFormula');
      checkDuration(wish, 'autoScaleEvaluationInterval', dataPlaces);
      const { clock, scenario } = call.state.world;
      const pause = AUTOSCALE_PAUSE_MS / scenario.speed;
      if (pool.autoScaleEnabledAt !== undefined && clock.now().getTime() - pool.autoScaleEnabledAt < pause) {
        throw refusal('TooManyEnableAutoScaleRequests');
      }
      const interval = stringOf(wish.autoScaleEvaluationInterval) ?? known?.evaluationInterval ?? 'PT15M';
      enableAutoScale(call.state, call.facts, pool, { formula, evaluationInterval: interval });
      return changed(call, 200, pool);
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/disableautoscale',
    right: WRITE,
    bodyOptional: true,
    handle(call) {
      const pool = changeablePool(call);
      disableAutoScale(call.state, pool);
      return changed(call, 200, pool);
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/evaluateautoscale',
    right: WRITE,
    handle(call) {
      const pool = activePoolOf(call.state, call.facts, call.params.pool ?? '');
      if (pool.autoScale === undefined)
        throw refusal('OperationNotValidOnPool', { Reason: 'Autoscale is not enabled on the pool.' });
      const { autoScaleFormula } = read(evaluateShape, call.body, call.plane);
      const { results } = evaluate(stringOf(autoScaleFormula) ?? '', pool);
      const timestamp = call.state.world.clock.now().toISOString();
      const type = 'Microsoft.Azure.Batch.Protocol.Entities.AutoScaleRun';
      return shown(call, { timestamp, results }, type, pool, call.url.pathname);
    },
  },
  {
    method: 'POST',
    path: '/pools/{pool}/removenodes',
    right: WRITE,
    handle(call) {
      const pool = steadyPool(call);
      const wish = read(removeShape, call.body, call.plane);
      const ids = Array.isArray(wish.nodeList)
        ? wish.nodeList.flatMap((id: unknown) => (typeof id === 'string' ? [id] : []))
        : [];
      if (ids.length === 0 || ids.length > 100) {
        throw invalidValue('nodeList', String(ids.length), 'The list must hold between 1 and 100 nodes.');
      }
      checkDuration(wish, 'resizeTimeout', dataPlaces);
      const nodes = ids.map((id) => {
        const node = pool.nodes.get(id.toLowerCase());
        if (node === undefined) throw refusal('NodeNotFound');
        if (node.isLeaving) throw refusal('OperationInvalidForCurrentState');
        return node;
      });
      startRemoval(call.state, call.facts, pool, [...new Set(nodes)], resizeOptions(wish));
      return changed(call, 202, pool);
    },
  },
  {
    method: 'GET',
    path: '/nodecounts',
    right: READ,
    handle(call) {
      const matches = filterOf(call.url.searchParams.get('$filter'), ['poolId']);
      const counts = [...account(call).pools.values()].map((pool) => nodeCounts(pool, call.plane)).filter(matches);
      return listed(call, counts, 'poolnodecounts', 10);
    },
  },
  {
    method: 'GET',
    path: '/supportedimages',
    right: ACCOUNT,
    handle(call) {
      const matches = filterOf(call.url.searchParams.get('$filter'), ['osType', 'verificationType', 'nodeAgentSKUId']);
      return listed(call, supportedImageBodies().filter(matches), 'supportedimages');
    },
  },
];

function view(call: DataCall, pool: Pool): JsonObject {
  return dataPoolView(pool, call.facts.endpoint, call.plane);
}

function pathPool(call: DataCall): Pool {
  return poolOf(call.state, call.facts, call.params.pool ?? '');
}

function changeablePool(call: DataCall): Pool {
  const pool = activePoolOf(call.state, call.facts, call.params.pool ?? '');
  checkConditions(call.headers, pool);
  return pool;
}

function steadyPool(call: DataCall): Pool {
  const pool = changeablePool(call);
  if (pool.allocationState !== 'steady') throw refusal('PoolBeingResized');
  return pool;
}

function target(wish: JsonObject, name: string): number | undefined {
  const value = numberOf(wish[name]);
  if (value !== undefined && value < 0) throw invalidValue(name, String(value), 'The value must not be negative.');
  return value;
}

const OPTIONS: readonly DeallocationOption[] = ['requeue', 'terminate', 'taskcompletion', 'retaineddata'];

export function resizeOptions(wish: JsonObject): {
  readonly resizeTimeout: string | undefined;
  readonly option: DeallocationOption | undefined;
} {
  return {
    resizeTimeout: stringOf(wish.resizeTimeout),
    option: OPTIONS.find((one) => one === wish.nodeDeallocationOption),
  };
}
