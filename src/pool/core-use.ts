// How many cores the pools of an account take of its quotas: as things stand now, and when all that is under way has settled.
import type { BatchVmSize } from '../azure/batch-accounts.ts';
import type { Pool } from '../azure/batch-service.ts';
import { plainTargetsOf, type NodeKind } from './targets.ts';
import { coresOf, findSize } from './vm-size.ts';

export interface PoolUse {
  readonly poolId: string;
  /** Of the pool's VM size, in lower case. */
  readonly family: string;
  /** Of nodes that exist. */
  readonly current: number;
  /** What is to be left to the pool: more than `current` where it asks for nodes, less where it gives some back. */
  readonly claimed: number;
}

/**
 * `now`: what a pool has or asks for, whichever is more. `settled`: what it ends with when nobody asks anew: a pool that is being
 * deleted or scaled down gives its nodes back, one that did not get all it asked for keeps what it has.
 */
export type Moment = 'now' | 'settled';

/** Pools without nodes of this kind take nothing; of a size that Batch offers no longer nobody tells the cores. */
export function usesOf(
  pools: readonly Pool[],
  sizes: readonly BatchVmSize[],
  kind: NodeKind,
  moment: Moment,
): readonly PoolUse[] {
  return pools.flatMap((pool) => {
    const size = findSize(sizes, pool.vmSize);
    const cores = size === undefined ? undefined : coresOf(size);
    if (size === undefined || cores === undefined) return [];
    const nodes = kind === 'dedicated' ? pool.currentDedicatedNodes : pool.currentLowPriorityNodes;
    const asked = askedBy(pool, kind) ?? nodes;
    const claimed = moment === 'now' ? Math.max(nodes, asked) : settledAt(pool, nodes, asked);
    if (nodes === 0 && claimed === 0) return [];
    return [{ poolId: pool.id, family: size.family.toLowerCase(), current: nodes * cores, claimed: claimed * cores }];
  });
}

/** Undefined where a formula may ask for anything next: only one of plain numbers is taken at its word. */
function askedBy(pool: Pool, kind: NodeKind): number | undefined {
  if (pool.state === 'deleting') return 0;
  if (pool.autoScaleFormula !== undefined) return plainTargetsOf(pool.autoScaleFormula)?.[kind];
  return kind === 'dedicated' ? pool.targetDedicatedNodes : pool.targetLowPriorityNodes;
}

/** A formula asks again at every evaluation, fixed targets only while the pool is resizing. */
function settledAt({ state, allocationState, autoScaleFormula }: Pool, nodes: number, asked: number): number {
  const goesOn = state === 'deleting' || allocationState === 'resizing' || autoScaleFormula !== undefined;
  return goesOn ? asked : nodes;
}
