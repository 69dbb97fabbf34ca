// Whether a pool is proven: as many nodes take work as were asked for, or the reasons why they never will. Pure.
import type { BatchFault, ComputeNode, NodeCounts, Pool } from '../azure/batch-service.ts';
import type { Cause } from './diagnose.ts';
import { BAD_STATES, countIn, listStates } from './node-counts.ts';
import { causeOfFault, isTransientFault } from './resize-errors.ts';
import type { Targets } from './targets.ts';

export type WaitFor = 'ready' | 'steady' | 'none';

export interface Sight {
  readonly waitFor: WaitFor;
  readonly targets: Targets;
  /** Fewer nodes than the targets ask for are enough. */
  readonly minReady?: number | undefined;
  readonly pool: Pool;
  readonly counts: NodeCounts;
  /** Read only where the counts do not tell all: when nodes take work before their start task succeeded. */
  readonly nodes?: readonly ComputeNode[] | undefined;
  /** Undefined for a pool that this run made. */
  readonly before?: Before | undefined;
}

/**
 * What a pool said of itself before this run asked for nodes, by Azure's clock. While it still says the same, its errors
 * and its formula's result are of before.
 */
export interface Before {
  readonly settledAt: string | undefined;
  readonly scaledAt: string | undefined;
}

export function beforeOf(pool: Pool): Before {
  return { settledAt: pool.allocationStateTransitionTime, scaledAt: pool.autoScaledAt };
}

export type Verdict =
  | { readonly kind: 'ready'; readonly ready: number; readonly of: number }
  | { readonly kind: 'unproven'; readonly warning: string }
  | { readonly kind: 'waiting'; readonly summary: string }
  /** `retryable`: Azure had no room or erred, and the same request may succeed later. */
  | { readonly kind: 'failed'; readonly causes: readonly Cause[]; readonly retryable: boolean };

export function verdict(sight: Sight): Verdict {
  const { pool, waitFor } = sight;
  if (waitFor === 'none') return { kind: 'unproven', warning: `Pool ${pool.id} is not proven: it was not waited for.` };
  if (pool.state === 'deleting') {
    const message = `Pool ${pool.id} is being deleted.`;
    return failed([{ code: 'PoolBeingDeleted', message, nodes: [], details: [] }]);
  }
  const settled = pool.allocationState === 'steady' && !isOfBefore(sight);
  switch (waitFor) {
    case 'steady':
      return steadyVerdict(sight, settled);
    case 'ready':
      return readyVerdict(sight, settled);
    default:
      return waitFor satisfies never;
  }
}

function steadyVerdict(sight: Sight, settled: boolean): Verdict {
  const faults = settled ? allocationFaults(sight) : [];
  if (faults.length > 0) return failedAllocation(faults);
  if (!settled || isUnscaled(sight)) return waiting(sight);
  return { kind: 'unproven', warning: `Pool ${sight.pool.id} is not proven: only its allocation was waited for.` };
}

function readyVerdict(sight: Sight, settled: boolean): Verdict {
  const { pool, counts } = sight;
  if (isUnscaled(sight) && pool.autoScaleError === undefined) return waiting(sight);
  const total = targetOf(sight);
  const required = sight.minReady ?? total;
  const faults = settled ? allocationFaults(sight) : [];
  if (required === 0 && faults.length === 0) {
    return settled
      ? { kind: 'unproven', warning: `Pool ${pool.id} is not proven: the pool has no nodes.` }
      : waiting(sight);
  }
  const ready = readyNodes(sight);
  if (required > 0 && ready >= required) return { kind: 'ready', ready, of: total };

  // Batch neither replaces nor repairs such nodes by itself.
  const bad = countIn(counts, ...BAD_STATES) + brokenStartTasks(sight);
  // With errors the allocation ended short: no more nodes come than the pool has now.
  const most = faults.length > 0 ? pool.currentDedicatedNodes + pool.currentLowPriorityNodes : total;
  const attainable = most - bad;
  if (required > 0 && attainable >= required) return waiting(sight);
  // A formula may ask for more nodes later; bad ones it never mends.
  if (sight.targets.kind === 'autoScale' && bad === 0 && faults.length === 0) return waiting(sight);
  const causes = [...faults.map(causeOfFault), ...badNodeCauses(sight)];
  return { kind: 'failed', causes, retryable: bad === 0 && faults.every(isTransientFault) };
}

/** Nodes the pool shall have: the spec's number, or what the formula last came to. */
function targetOf({ targets, pool }: Sight): number {
  return targets.kind === 'fixed'
    ? targets.dedicated + targets.lowPriority
    : pool.targetDedicatedNodes + pool.targetLowPriorityNodes;
}

/** A formula that was not evaluated yet, or not again, has not said how many nodes it wants. */
function isUnscaled({ targets, pool, before }: Sight): boolean {
  return targets.kind === 'autoScale' && (pool.autoScaledAt === undefined || pool.autoScaledAt === before?.scaledAt);
}

/** A formula that comes to the same number again changes nothing of the allocation. */
function isOfBefore({ targets, pool, before }: Sight): boolean {
  if (before === undefined || pool.allocationStateTransitionTime !== before.settledAt) return false;
  return targets.kind === 'fixed' || pool.autoScaledAt === before.scaledAt;
}

/** Resize errors stay on a pool until its next resize, so only those of a settled allocation of ours count. */
function allocationFaults({ pool }: Sight): readonly BatchFault[] {
  return pool.autoScaleError === undefined ? pool.resizeErrors : [...pool.resizeErrors, pool.autoScaleError];
}

export function readyNodes({ counts, nodes }: Pick<Sight, 'counts' | 'nodes'>): number {
  if (nodes === undefined) return countIn(counts, 'idle', 'running');
  return nodes.filter((node) => takesWork(node) && startTaskDone(node)).length;
}

function takesWork({ state }: ComputeNode): boolean {
  return state === 'idle' || state === 'running';
}

/** Batch gives the exit code when the start task has ended. */
function startTaskDone({ startTask }: ComputeNode): boolean {
  return startTask !== undefined && startTask.failure === undefined && startTask.exitCode === 0;
}

function startTaskBroken({ startTask }: ComputeNode): boolean {
  return startTask?.failure !== undefined || (startTask?.exitCode ?? 0) !== 0;
}

/** Nodes that take work although their start task failed. */
function brokenStartTasks({ nodes = [] }: Sight): number {
  return nodes.filter((node) => takesWork(node) && startTaskBroken(node)).length;
}

function badNodeCauses(sight: Sight): readonly Cause[] {
  const { counts, nodes = [] } = sight;
  const unusable = countIn(counts, 'unusable');
  const startTask = countIn(counts, 'starttaskfailed') + brokenStartTasks(sight);
  const broken = nodes.filter((node) => takesWork(node) && startTaskBroken(node)).map(({ id }) => id);
  const causes: Cause[] = [];
  if (unusable > 0) {
    causes.push({
      code: 'NodesUnusable',
      message: `${unusable} ${plural(unusable)} unusable.`,
      nodes: [],
      details: [],
    });
  }
  if (startTask > 0) {
    const message = `The start task failed on ${startTask} ${startTask === 1 ? 'node' : 'nodes'}.`;
    causes.push({ code: 'StartTaskFailed', message, nodes: broken, details: [] });
  }
  return causes;
}

function plural(count: number): string {
  return count === 1 ? 'node is' : 'nodes are';
}

function failedAllocation(faults: readonly BatchFault[]): Verdict {
  return { kind: 'failed', causes: faults.map(causeOfFault), retryable: faults.every(isTransientFault) };
}

function failed(causes: readonly Cause[]): Verdict {
  return { kind: 'failed', causes, retryable: false };
}

function waiting(sight: Sight): Verdict {
  return { kind: 'waiting', summary: summaryOf(sight) };
}

/** `1 of 2 nodes ready (1 idle, 1 starting)`. */
export function summaryOf(sight: Sight): string {
  if (isUnscaled(sight)) return 'the autoscale formula was not evaluated yet';
  const required = sight.minReady ?? targetOf(sight);
  return `${readyNodes(sight)} of ${required} ${required === 1 ? 'node' : 'nodes'} ready (${listStates(sight.counts)})`;
}
