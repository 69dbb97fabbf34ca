// How a body of ARM scales a pool that exists: by a formula or to targets. What cannot be is refused before anything changes.
import { isDeepStrictEqual } from 'node:util';
import { numberOf, stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { AccountFacts } from './account.ts';
import { startResize } from './allocation.ts';
import { evaluate } from './autoscale.ts';
import type { Evaluation } from './autoscale.ts';
import { applyAutoScale, autoScaleOf, disableAutoScale } from './pools.ts';
import { refusal } from './refusals.ts';
import { touch } from './state.ts';
import type { AutoScale, BatchState, DeallocationOption, Pool } from './state.ts';

/** How a body scales a pool: by a formula, or to other targets; undefined where it asks for what the pool has. */
type Rescaling =
  | { readonly kind: 'formula'; readonly autoScale: AutoScale; readonly evaluation: Evaluation }
  | { readonly kind: 'targets'; readonly dedicated: number; readonly lowPriority: number };

function wishOf(pool: Pool, body: JsonObject): Rescaling | undefined {
  const autoScale = autoScaleOf(body);
  if (autoScale !== undefined) {
    return isDeepStrictEqual(autoScale, pool.autoScale)
      ? undefined
      : { kind: 'formula', autoScale, evaluation: evaluate(autoScale.formula, pool) };
  }
  const dedicated = numberOf(body.targetDedicatedNodes) ?? 0;
  const lowPriority = numberOf(body.targetLowPriorityNodes) ?? 0;
  return dedicated === pool.targetDedicatedNodes && lowPriority === pool.targetLowPriorityNodes
    ? undefined
    : { kind: 'targets', dedicated, lowPriority };
}

/** Before anything of the pool changes: a refused request changes nothing. */
export function rescalingOf(pool: Pool, body: JsonObject): Rescaling | undefined {
  const wish = wishOf(pool, body);
  if (wish !== undefined && pool.allocationState !== 'steady') throw refusal('PoolBeingResized');
  return wish;
}

/** @param rescaling what {@link rescalingOf} gave for this body. */
export function rescale(
  state: BatchState,
  facts: AccountFacts,
  pool: Pool,
  body: JsonObject,
  rescaling: Rescaling | undefined,
  option: DeallocationOption | undefined,
): void {
  if (rescaling?.kind === 'formula') {
    applyAutoScale(state, facts, pool, rescaling.autoScale, rescaling.evaluation);
    return;
  }
  if (pool.autoScale !== undefined && autoScaleOf(body) === undefined) disableAutoScale(state, pool);
  if (rescaling === undefined) {
    touch(state, pool);
    return;
  }
  const { dedicated, lowPriority } = rescaling;
  startResize(state, facts, pool, { dedicated, lowPriority, resizeTimeout: stringOf(body.resizeTimeout), option });
}
