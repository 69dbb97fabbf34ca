// How many cores the pools of an account take of its quotas: what their nodes have, or what they still ask for.
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
  /** Of those and the ones it asks for: at least `current`. */
  readonly claimed: number;
}

/** Pools without nodes of this kind take nothing; of a size that Batch offers no longer nobody tells the cores. */
export function usesOf(pools: readonly Pool[], sizes: readonly BatchVmSize[], kind: NodeKind): readonly PoolUse[] {
  return pools.flatMap((pool) => {
    const size = findSize(sizes, pool.vmSize);
    const cores = size === undefined ? undefined : coresOf(size);
    if (size === undefined || cores === undefined) return [];
    const nodes = kind === 'dedicated' ? pool.currentDedicatedNodes : pool.currentLowPriorityNodes;
    const [current, claimed] = [nodes * cores, Math.max(nodes, askedBy(pool, kind)) * cores];
    return claimed === 0 ? [] : [{ poolId: pool.id, family: size.family.toLowerCase(), current, claimed }];
  });
}

/** A formula may ask for anything next: only one of plain numbers is taken at its word. */
function askedBy(pool: Pool, kind: NodeKind): number {
  if (pool.state === 'deleting') return 0;
  if (pool.autoScaleFormula !== undefined) return plainTargetsOf(pool.autoScaleFormula)?.[kind] ?? 0;
  return kind === 'dedicated' ? pool.targetDedicatedNodes : pool.targetLowPriorityNodes;
}
