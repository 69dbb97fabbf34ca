// The writes that make a pool: create it, bring it back, mark it, and take its nodes away when it did not work.
import type { Arm, JsonObject } from '../azure/arm.ts';
import { putArmPool } from '../azure/batch-accounts.ts';
import type { BatchService, Pool } from '../azure/batch-service.ts';
import { isAzureServiceError } from '../azure/errors.ts';
import type { Host } from '../azure/host.ts';
import { nextInterval, poll } from '../azure/polling.ts';
import { STATE_MARK, type Marks, type PoolState } from '../marks.ts';
import { resizeTimeoutFor } from './complete-pool.ts';
import type { PoolSpec } from './pool-spec.ts';
import { beforeOf, type Before } from './readiness.ts';
import type { Targets } from './targets.ts';

export interface PoolCreation {
  /** The shape of the body, and so the API that takes it. */
  readonly kind: PoolSpec['kind'];
  readonly accountId: string;
  readonly poolId: string;
  readonly body: JsonObject;
  /** The marks in the body: a pool that carries all of them, except its state, is the one asked for. */
  readonly marks: Readonly<Record<string, string>>;
  readonly deadline: Date;
}

/**
 * Creates the pool; `found` when an earlier try of this very creation had made it. A pool of the same ID that is not
 * ours is never touched: the service's refusal is thrown.
 */
export async function createPool(
  host: Host,
  arm: Arm,
  batch: BatchService,
  creation: PoolCreation,
): Promise<'created' | 'found'> {
  for (let interval = 2_000; ; interval = nextInterval(interval)) {
    try {
      await send(arm, batch, creation);
      return 'created';
    } catch (error) {
      if (isTaken(error) && isOurs(await batch.readPool(creation.poolId), creation)) return 'found';
      // A version may be unknown to parts of Azure for minutes after its replication is reported complete.
      if (!isImageNotFound(error) || host.clock.now().getTime() + interval > creation.deadline.getTime()) throw error;
      host.debug(`pool ${creation.poolId}: the image version is not known in the region yet`);
    }
    await host.clock.sleep(interval, host.signal);
  }
}

async function send(arm: Arm, batch: BatchService, { kind, accountId, poolId, body }: PoolCreation): Promise<void> {
  switch (kind) {
    case 'arm':
      await putArmPool(arm, `${accountId}/pools/${poolId}`, body);
      return;
    case 'dataPlane':
      await batch.addPool(body);
      return;
    default:
      return kind satisfies never;
  }
}

/** The data plane answers 409, ARM answers If-None-Match with 412. */
function isTaken(error: unknown): boolean {
  return isAzureServiceError(error, 'PoolExists') || (isAzureServiceError(error) && error.status === 412);
}

function isOurs(pool: Pool | undefined, { marks }: PoolCreation): boolean {
  if (pool?.state !== 'active') return false;
  const telling = Object.entries(marks).filter(([name]) => name !== STATE_MARK);
  return telling.length > 0 && telling.every(([name, value]) => pool.metadata[name] === value);
}

/** Batch names it as the code, or inside the reason of another. */
export function isImageNotFound(error: unknown): boolean {
  if (!isAzureServiceError(error)) return false;
  return [error.code, error.serviceMessage, ...Object.values(error.values)].some((text) =>
    text.includes('GalleryImageNotFound'),
  );
}

/**
 * Asks again for the nodes of a pool that failed or was scaled to zero. Answers with what the pool said of itself before;
 * undefined when it is gone.
 */
export async function reattachPool(
  host: Host,
  batch: BatchService,
  poolId: string,
  targets: Targets,
  deadline: Date,
): Promise<Before | undefined> {
  const pool = await steadyPool(host, batch, poolId, deadline);
  if (pool?.state !== 'active') return undefined;
  switch (targets.kind) {
    case 'fixed': {
      const { dedicated: targetDedicatedNodes, lowPriority: targetLowPriorityNodes } = targets;
      const resizeTimeout = resizeTimeoutFor(targetDedicatedNodes + targetLowPriorityNodes);
      await batch.resize(poolId, { targetDedicatedNodes, targetLowPriorityNodes, resizeTimeout });
      break;
    }
    case 'autoScale':
      // A formula that is still on asks again at its next evaluation.
      if (pool.autoScaleFormula === undefined) await batch.enableAutoScale(poolId, targets.formula, targets.interval);
      break;
    default:
      targets satisfies never;
  }
  return beforeOf(pool);
}

/** Takes all nodes away, so that a pool that did not work costs nothing; the pool stays to be looked at. */
export async function scaleToZero(host: Host, batch: BatchService, poolId: string, deadline: Date): Promise<void> {
  const pool = await batch.readPool(poolId);
  if (pool?.state !== 'active') return;
  // A resize is refused while a formula scales the pool, and while another resize runs.
  if (pool.autoScaleFormula !== undefined) await batch.disableAutoScale(poolId);
  else if (hasNoTarget(pool)) return;
  if (pool.allocationState === 'resizing') await stopResize(batch, poolId);
  const settled = await steadyPool(host, batch, poolId, deadline);
  if (settled?.state !== 'active' || (hasNoTarget(settled) && currentNodes(settled) === 0)) return;
  await batch.resize(poolId, { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 });
}

function hasNoTarget(pool: Pool): boolean {
  return pool.targetDedicatedNodes + pool.targetLowPriorityNodes === 0;
}

function currentNodes(pool: Pool): number {
  return pool.currentDedicatedNodes + pool.currentLowPriorityNodes;
}

/** The resize may have ended by itself meanwhile: then there is nothing to stop. */
async function stopResize(batch: BatchService, poolId: string): Promise<void> {
  try {
    await batch.stopResize(poolId);
  } catch (error) {
    if (!isAzureServiceError(error) || error.status !== 409) throw error;
  }
}

async function steadyPool(host: Host, batch: BatchService, poolId: string, deadline: Date): Promise<Pool | undefined> {
  return poll(host, {
    what: `the allocation of pool ${poolId} to settle`,
    deadline,
    read: () => batch.readPool(poolId),
    done: (pool) => pool?.state !== 'active' || pool.allocationState === 'steady',
    state: (pool) => pool?.allocationState ?? 'gone',
  });
}

/** Writes how far the pool has come on the pool itself, where the next run finds it. */
export async function markPool(batch: BatchService, poolId: string, state: PoolState, more: Marks = {}): Promise<void> {
  await batch.patchPoolMetadata(poolId, { ...more, [STATE_MARK]: state });
}
