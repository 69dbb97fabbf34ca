// Waits until a pool is proven, or until it is certain that it will not be.
import type { BatchService, NodeCounts, Pool } from '../azure/batch-service.ts';
import type { Host } from '../azure/host.ts';
import { DeadlineExceeded, poll } from '../azure/polling.ts';
import { diagnose } from './diagnose.ts';
import { listStates } from './node-counts.ts';
import { summaryOf, verdict, type Before, type Verdict, type WaitFor } from './readiness.ts';
import type { Targets } from './targets.ts';

export interface PoolWait {
  readonly poolId: string;
  readonly targets: Targets;
  readonly waitFor: WaitFor;
  readonly minReady?: number | undefined;
  /** Whether the spec lets nodes take tasks before their start task succeeded: then their state is not enough. */
  readonly checkStartTasks?: boolean;
  readonly deadline: Date;
  readonly before?: Before | undefined;
  readonly onChange?: (sight: PoolSight) => void;
}

export interface PoolSight {
  readonly pool: Pool;
  readonly counts: NodeCounts;
  readonly verdict: Verdict;
}

export interface PoolOutcome {
  readonly verdict: Exclude<Verdict, { kind: 'waiting' }>;
  /** As last seen; undefined when the pool is gone. */
  readonly pool?: Pool;
  readonly counts?: NodeCounts;
}

/** Never fails because of the pool: what is wrong with it stands in the verdict, with what its nodes say of it. */
export async function waitForPool(host: Host, batch: BatchService, wait: PoolWait): Promise<PoolOutcome> {
  let last: PoolSight | undefined;
  const read = async (): Promise<PoolSight | undefined> => {
    const sight = await look(batch, wait);
    if (sight !== undefined) last = sight;
    return sight;
  };
  try {
    const sight = await poll(host, {
      what: `pool ${wait.poolId}`,
      deadline: wait.deadline,
      read,
      done: (now) => (now === undefined ? last !== undefined : now.verdict.kind !== 'waiting'),
      state: (now) => (now === undefined ? 'not visible yet' : lineOf(now, wait)),
      onChange: (now) => {
        host.progress(`pool ${wait.poolId}: ${now === undefined ? 'not visible yet' : lineOf(now, wait)}`);
        if (now !== undefined) wait.onChange?.(now);
      },
    });
    if (sight === undefined) return { verdict: gone(wait.poolId) };
    return await explained(host, batch, wait.poolId, sight);
  } catch (error) {
    if (!(error instanceof DeadlineExceeded)) throw error;
    return { verdict: late(error, wait, last), ...(last && { pool: last.pool, counts: last.counts }) };
  }
}

async function look(batch: BatchService, wait: PoolWait): Promise<PoolSight | undefined> {
  const [pool, counts] = await Promise.all([batch.readPool(wait.poolId), batch.readNodeCounts(wait.poolId)]);
  if (pool === undefined) return undefined;
  const sight = { ...wait, pool, counts };
  const byCounts = verdict(sight);
  if (byCounts.kind !== 'ready' || wait.checkStartTasks !== true) return { pool, counts, verdict: byCounts };
  const nodes = await batch.listNodes(wait.poolId);
  return { pool, counts, verdict: verdict({ ...sight, nodes }) };
}

function lineOf(sight: PoolSight, wait: PoolWait): string {
  const { verdict: found, pool, counts } = sight;
  switch (found.kind) {
    case 'waiting':
      return wait.waitFor === 'steady' ? `${pool.allocationState}, ${listStates(counts)}` : found.summary;
    case 'ready':
      return summaryOf({ ...wait, pool, counts });
    case 'unproven':
      return pool.allocationState;
    case 'failed':
      return `failed (${listStates(counts)})`;
    default:
      return found satisfies never;
  }
}

async function explained(host: Host, batch: BatchService, poolId: string, sight: PoolSight): Promise<PoolOutcome> {
  const { pool, counts, verdict: found } = sight;
  switch (found.kind) {
    case 'ready':
    case 'unproven':
      return { verdict: found, pool, counts };
    case 'failed':
      return { verdict: { ...found, causes: await diagnose(host, batch, poolId, found.causes) }, pool, counts };
    case 'waiting':
      throw new TypeError('A wait ended before its verdict.');
    default:
      return found satisfies never;
  }
}

function gone(poolId: string): PoolOutcome['verdict'] {
  const message = `Pool ${poolId} was deleted while this run waited for it.`;
  return { kind: 'failed', retryable: false, causes: [{ code: 'PoolNotFound', message, nodes: [], details: [] }] };
}

function late(error: DeadlineExceeded, wait: PoolWait, last: PoolSight | undefined): PoolOutcome['verdict'] {
  const state = last === undefined ? 'The Batch service does not show the pool.' : `Last seen: ${error.lastState}.`;
  const cause = {
    code: 'PoolNotReadyInTime',
    message: `Pool ${wait.poolId} was not ready in time.`,
    nodes: [],
    details: [state],
    hint: 'Run again: the pool goes on by itself, and the next run waits for it. Or raise the input timeout.',
  };
  return { kind: 'failed', retryable: false, causes: [cause] };
}
