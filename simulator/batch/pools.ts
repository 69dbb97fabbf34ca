// Making and changing pools: one way for both planes.
import { numberOf, stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Principal } from '../kernel/world.ts';
import type { AccountFacts } from './account.ts';
import { startResize } from './allocation.ts';
import { evaluate, runOf } from './autoscale.ts';
import type { Evaluation } from './autoscale.ts';
import { checkImage } from './image.ts';
import { checkNetwork } from './linked-resources.ts';
import { checkPool, checkPoolId, imagePlace, imageReferenceOf } from './pool-rules.ts';
import type { Places } from './pool-rules.ts';
import { refusal } from './refusals.ts';
import { accountOf, nextEtag, timestamp, touch } from './state.ts';
import type { Account, AutoScale, BatchState, DeallocationOption, Pool } from './state.ts';
import { without } from './without.ts';

const DEFAULT_TIMEOUT = 'PT15M';

/** What a pool has that says nothing else. */
export const POOL_DEFAULTS: JsonObject = {
  taskSlotsPerNode: 1,
  taskSchedulingPolicy: { nodeFillType: 'spread' },
  enableInterNodeCommunication: false,
};

export interface NewPool {
  readonly id: string;
  readonly body: JsonObject;
  readonly identity: JsonObject | undefined;
  readonly option?: DeallocationOption | undefined;
  /** Undefined for a caller with the account's key. */
  readonly caller: Principal | undefined;
  readonly places: Places;
}

export function addPool(state: BatchState, facts: AccountFacts, wish: NewPool): Pool {
  const account = accountOf(state, facts.id);
  checkPoolId(wish.id, wish.places('id'));
  checkPool(state.world, facts, wish.body, wish.places);
  const known = account.pools.get(wish.id.toLowerCase());
  if (known !== undefined) throw refusal(known.state === 'deleting' ? 'PoolBeingDeleted' : 'PoolExists');
  if (account.pools.size >= facts.poolQuota) throw refusal('PoolQuotaReached');
  checkNetwork(state.world, wish.caller, wish.body);
  const reference = imageReferenceOf(wish.body);
  checkImage(state.world, facts, wish.caller, reference, imagePlace(wish.places, reference));
  const autoScale = autoScaleOf(wish.body);
  const pool = emptyPool(state, account, wish);
  const evaluation = autoScale === undefined ? undefined : evaluate(autoScale.formula, pool);

  account.pools.set(wish.id.toLowerCase(), pool);
  const timeout = stringOf(wish.body.resizeTimeout) ?? DEFAULT_TIMEOUT;
  if (autoScale !== undefined && evaluation !== undefined) {
    applyAutoScale(state, facts, pool, autoScale, evaluation);
  } else {
    const dedicated = numberOf(wish.body.targetDedicatedNodes) ?? 0;
    const lowPriority = numberOf(wish.body.targetLowPriorityNodes) ?? 0;
    pool.resizeTimeout = timeout;
    if (dedicated + lowPriority > 0) {
      startResize(state, facts, pool, { dedicated, lowPriority, resizeTimeout: timeout, option: wish.option });
    }
  }
  return pool;
}

/** A pool as it is before its first resize. */
export function emptyPool(state: BatchState, account: Account, wish: Pick<NewPool, 'id' | 'body' | 'identity'>): Pool {
  const now = timestamp(state);
  return {
    account,
    id: wish.id,
    definition: definitionOf(wish.body),
    identity: wish.identity,
    creationTime: now,
    lastModified: now,
    etag: nextEtag(state),
    state: 'active',
    stateTransitionTime: now,
    allocationState: 'steady',
    allocationStateTransitionTime: now,
    targetDedicatedNodes: 0,
    targetLowPriorityNodes: 0,
    resizeTimeout: DEFAULT_TIMEOUT,
    autoScale: undefined,
    autoScaleEnabledAt: undefined,
    autoScaleRun: undefined,
    resizeErrors: [],
    resize: undefined,
    resizeNumber: 0,
    allocations: 0,
    nodes: new Map(),
  };
}

/** The body without what the pool keeps apart because it changes by itself. */
export function definitionOf(body: JsonObject): JsonObject {
  return without(
    body,
    'id',
    'targetDedicatedNodes',
    'targetLowPriorityNodes',
    'resizeTimeout',
    'enableAutoScale',
    'autoScaleFormula',
    'autoScaleEvaluationInterval',
  );
}

export function autoScaleOf(body: JsonObject): AutoScale | undefined {
  if (body.enableAutoScale !== true) return undefined;
  return {
    formula: stringOf(body.autoScaleFormula) ?? '',
    evaluationInterval: stringOf(body.autoScaleEvaluationInterval) ?? DEFAULT_TIMEOUT,
  };
}

/** The formula is evaluated at once, and its result applied. */
export function enableAutoScale(state: BatchState, facts: AccountFacts, pool: Pool, autoScale: AutoScale): void {
  applyAutoScale(state, facts, pool, autoScale, evaluate(autoScale.formula, pool));
}

export function applyAutoScale(
  state: BatchState,
  facts: AccountFacts,
  pool: Pool,
  autoScale: AutoScale,
  evaluation: Evaluation,
): void {
  pool.autoScale = autoScale;
  pool.autoScaleEnabledAt = state.world.clock.now().getTime();
  pool.autoScaleRun = runOf(evaluation, timestamp(state));
  touch(state, pool);
  const { dedicated, lowPriority, option } = evaluation;
  if (dedicated !== pool.targetDedicatedNodes || lowPriority !== pool.targetLowPriorityNodes) {
    startResize(state, facts, pool, { dedicated, lowPriority, option });
  }
}

export function disableAutoScale(state: BatchState, pool: Pool): void {
  pool.autoScale = undefined;
  pool.autoScaleRun = undefined;
  touch(state, pool);
}

/** The pool by ID; while it is being deleted only reads find it. */
export function poolOf(state: BatchState, facts: AccountFacts, id: string): Pool {
  const pool = accountOf(state, facts.id).pools.get(id.toLowerCase());
  if (pool === undefined) throw refusal('PoolNotFound');
  return pool;
}

export function activePoolOf(state: BatchState, facts: AccountFacts, id: string): Pool {
  const pool = poolOf(state, facts, id);
  if (pool.state === 'deleting') throw refusal('PoolBeingDeleted');
  return pool;
}

/** Image, size and the like of a pool change only while it has no nodes and gets none. */
export function requireEmpty(pool: Pool): void {
  if (pool.allocationState !== 'steady') throw refusal('PoolBeingResized');
  if (pool.nodes.size > 0) {
    throw refusal('OperationInvalidForCurrentState', {
      Reason: 'The property can be updated only when the pool is empty.',
    });
  }
}
