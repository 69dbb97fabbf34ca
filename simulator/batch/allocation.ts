// Resizes: nodes that are too many leave, nodes that are missing are asked for, and what could not be had stays written on
// the pool until the next resize.
import { stringOf } from '../kernel/json.ts';
import type { AccountFacts } from './account.ts';
import { machinesFor } from './allocation-rules.ts';
import { bootOf } from './boot-rules.ts';
import { addNode, drain } from './nodes.ts';
import { room } from './quota.ts';
import { nodesOf, setNodeState, timestamp, touch } from './state.ts';
import { roomInSubnet } from './subnet-room.ts';
import type { BatchNode, BatchState, DeallocationOption, Pool, Problem } from './state.ts';
import { durationMs } from './translate.ts';

export interface ResizeWish {
  readonly dedicated: number;
  readonly lowPriority: number;
  readonly resizeTimeout?: string | undefined;
  readonly option?: DeallocationOption | undefined;
}

export function startResize(state: BatchState, facts: AccountFacts, pool: Pool, wish: ResizeWish): void {
  pool.targetDedicatedNodes = wish.dedicated;
  pool.targetLowPriorityNodes = wish.lowPriority;
  const surplus = [...surplusNodes(pool, true), ...surplusNodes(pool, false)];
  beginResize(state, facts, pool, wish, surplus);
}

/** Takes named nodes out; the targets shrink with them. */
export function startRemoval(
  state: BatchState,
  facts: AccountFacts,
  pool: Pool,
  nodes: readonly BatchNode[],
  wish: Omit<ResizeWish, 'dedicated' | 'lowPriority'>,
): void {
  const dedicated = nodes.filter((node) => node.isDedicated).length;
  pool.targetDedicatedNodes = Math.max(0, pool.targetDedicatedNodes - dedicated);
  pool.targetLowPriorityNodes = Math.max(0, pool.targetLowPriorityNodes - (nodes.length - dedicated));
  const targets = { dedicated: pool.targetDedicatedNodes, lowPriority: pool.targetLowPriorityNodes };
  beginResize(state, facts, pool, { ...wish, ...targets }, nodes);
}

function beginResize(
  state: BatchState,
  facts: AccountFacts,
  pool: Pool,
  wish: ResizeWish,
  leaving: readonly BatchNode[],
): void {
  const { clock } = state.world;
  if (wish.resizeTimeout !== undefined) pool.resizeTimeout = wish.resizeTimeout;
  pool.resize = {
    startTime: timestamp(state),
    targetDedicatedNodes: wish.dedicated,
    targetLowPriorityNodes: wish.lowPriority,
    nodeDeallocationOption: wish.option,
    resizeTimeout: pool.resizeTimeout,
  };
  pool.resizeErrors = [];
  pool.resizeNumber += 1;
  const number = pool.resizeNumber;
  touch(state, pool);
  setAllocationState(state, pool, 'resizing');

  const grows = missing(pool, true, leaving) > 0 || missing(pool, false, leaving) > 0;
  let open = leaving.length + (grows ? 1 : 0);
  const partDone = (): void => {
    open -= 1;
    if (open <= 0 && pool.resizeNumber === number) setAllocationState(state, pool, 'steady');
  };
  if (open === 0) {
    setAllocationState(state, pool, 'steady');
    return;
  }
  for (const node of leaving) release(state, pool, node, wish.option ?? 'requeue', partDone);
  if (grows) {
    const needed = clock.milliseconds('pool.allocate');
    const patience = (durationMs(pool.resizeTimeout) ?? 0) / state.world.scenario.speed;
    clock.after(Math.min(needed, patience), () => {
      if (pool.resizeNumber !== number || pool.state === 'deleting') return;
      pool.allocations += 1;
      const kinds = [true, false];
      pool.resizeErrors = kinds.flatMap((isDedicated) =>
        needed > patience ? timedOut(pool, isDedicated) : allocate(state, facts, pool, isDedicated),
      );
      partDone();
    });
  }
}

/** Lets a node go: its tasks first, then the machine. */
export function release(
  state: BatchState,
  pool: Pool,
  node: BatchNode,
  option: DeallocationOption,
  then: () => void,
): void {
  const { clock } = state.world;
  node.isLeaving = true;
  drain(state, pool, node, option, () => {
    setNodeState(state, node, 'leavingpool');
    clock.after(clock.milliseconds('pool.release'), () => {
      pool.nodes.delete(node.id.toLowerCase());
      then();
    });
  });
}

/** Nodes that serve nothing go first: unusable ones, then those still coming up, then idle ones. */
const LEAVING_ORDER: readonly BatchNode['state'][] = [
  'unusable',
  'starttaskfailed',
  'creating',
  'starting',
  'waitingforstarttask',
  'idle',
];

function surplusNodes(pool: Pool, isDedicated: boolean): readonly BatchNode[] {
  const target = isDedicated ? pool.targetDedicatedNodes : pool.targetLowPriorityNodes;
  const staying = stayingNodes(pool, isDedicated);
  const rank = (node: BatchNode): number => {
    const place = LEAVING_ORDER.indexOf(node.state);
    return place === -1 ? LEAVING_ORDER.length : place;
  };
  return [...staying].sort((one, other) => rank(one) - rank(other)).slice(0, Math.max(0, staying.length - target));
}

function stayingNodes(pool: Pool, isDedicated: boolean): readonly BatchNode[] {
  return nodesOf(pool, isDedicated).filter((node) => !node.isLeaving);
}

function missing(pool: Pool, isDedicated: boolean, leaving: readonly BatchNode[]): number {
  const target = isDedicated ? pool.targetDedicatedNodes : pool.targetLowPriorityNodes;
  return target - stayingNodes(pool, isDedicated).filter((node) => !leaving.includes(node)).length;
}

/** Adds the nodes of one kind that can be had; answers why the others cannot. */
function allocate(state: BatchState, facts: AccountFacts, pool: Pool, isDedicated: boolean): readonly Problem[] {
  const wanted = missing(pool, isDedicated, []);
  if (wanted <= 0) return [];
  const machines = machinesFor(state, facts, pool, isDedicated ? 'dedicated' : 'low priority');
  if ('problem' in machines) return [machines.problem];
  const { size, resolved } = machines;

  const planned = plannedFailure(state, pool, isDedicated);
  const byQuota = room(state, facts, pool, { size, isDedicated, wanted });
  const byAddress = roomInSubnet(state, pool, wanted, isDedicated);
  const possible = byAddress.nodes < byQuota.nodes ? byAddress : byQuota;
  const nodes = Math.min(possible.nodes, planned?.allocated ?? wanted);
  const bootsInto = bootOf(facts, pool.definition, resolved);
  for (let made = 0; made < nodes; made += 1) {
    addNode(state, pool, {
      isDedicated,
      image: resolved.image,
      vmSize: stringOf(pool.definition.vmSize)?.toLowerCase() ?? size.name.toLowerCase(),
      bootsInto,
    });
  }
  return [planned?.problem, possible.problem].flatMap((problem) => problem ?? []);
}

/** The nodes that did not come before the resize timeout. */
function timedOut(pool: Pool, isDedicated: boolean): readonly Problem[] {
  if (missing(pool, isDedicated, []) <= 0) return [];
  const kind = isDedicated ? 'dedicated' : 'low priority';
  const message = `Desired number of ${kind} nodes could not be allocated as the resize timeout was reached`;
  return [{ code: 'AllocationTimedout', message, values: {} }];
}

/** A planned failure counts nodes of both kinds together, dedicated ones first. */
function plannedFailure(
  state: BatchState,
  pool: Pool,
  isDedicated: boolean,
): { readonly allocated: number; readonly problem: Problem } | undefined {
  const planned = state.world.scenario.nodes.allocationFailure;
  if (planned === undefined || pool.allocations > planned.times) return undefined;
  const before = isDedicated ? 0 : nodesOf(pool, true).length;
  return {
    allocated: Math.max(0, planned.allocated - before),
    problem: { code: planned.code, message: planned.message, values: planned.values ?? {} },
  };
}

/** Ends a resize where it stands. */
export function stopResize(state: BatchState, pool: Pool): void {
  const { clock } = state.world;
  pool.resizeNumber += 1;
  const number = pool.resizeNumber;
  touch(state, pool);
  setAllocationState(state, pool, 'stopping');
  clock.after(clock.milliseconds('job.transition'), () => {
    if (pool.resizeNumber !== number) return;
    pool.resizeErrors = [{ code: 'ResizeStopped', message: 'The resize operation was stopped', values: {} }];
    setAllocationState(state, pool, 'steady');
  });
}

/** Deleting takes the nodes first; the ID is free once the pool is gone. */
export function startDelete(state: BatchState, pool: Pool): void {
  const { clock } = state.world;
  pool.state = 'deleting';
  pool.stateTransitionTime = timestamp(state);
  pool.resizeNumber += 1;
  touch(state, pool);
  if (pool.nodes.size > 0) setAllocationState(state, pool, 'resizing');
  for (const node of [...pool.nodes.values()]) {
    if (node.state !== 'leavingpool') release(state, pool, node, 'requeue', () => undefined);
  }
  clock.after(Math.max(clock.milliseconds('pool.delete'), clock.milliseconds('pool.release')), () => {
    pool.account.pools.delete(pool.id.toLowerCase());
  });
}

function setAllocationState(state: BatchState, pool: Pool, to: Pool['allocationState']): void {
  pool.allocationState = to;
  pool.allocationStateTransitionTime = timestamp(state);
}
