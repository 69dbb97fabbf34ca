// The pool steps: make the pool or bring it back, prove it by its nodes, and take its nodes away when they fail.
import type { BatchService } from '../azure/batch-service.ts';
import { describe } from '../azure/errors.ts';
import { poolMarks } from '../marks.ts';
import { completePool } from '../pool/complete-pool.ts';
import { provePool } from '../pool/prove-pool.ts';
import { createPool, markPool, reattachPool, scaleToZero } from '../pool/provision-pool.ts';
import { ignoresStartTask, targetsOf, vmSizeOf } from '../pool/targets.ts';
import type { PoolOutcome } from '../pool/wait-for-pool.ts';
import { secondsBetween, tookMark } from './measured.ts';
import type { StepWork } from './plan.ts';
import { PoolNotProven } from './pool-not-proven.ts';
import type { RunContext } from './run-context.ts';

type PoolWork = Extract<StepWork, { kind: 'create-pool' | 'reattach-pool' | 'prove-pool' }>;

/** How long taking the nodes of a failed pool away may take. */
const SCALE_DOWN_PATIENCE_MS = 10 * 60_000;

export async function performPoolStep(work: PoolWork, run: RunContext): Promise<void> {
  const batch = await run.clients.batch(run.plan.pool.endpoint);
  switch (work.kind) {
    case 'create-pool':
      await create(batch, run);
      break;
    case 'reattach-pool':
      await reattach(batch, run);
      break;
    case 'prove-pool':
      await prove(batch, run, work);
      break;
    default:
      work satisfies never;
  }
}

async function create(batch: BatchService, run: RunContext): Promise<void> {
  const { plan, request, clients, learned } = run;
  const { spec, poolId } = request.pool;
  const { access } = request.image;
  const marks = poolMarks(await learned.marks(), plan.pool.family, plan.pool.specHash, 'provisioning');
  const { body, added, replaced } = completePool(spec, {
    poolId,
    image: { kind: access === 'own' ? 'gallery' : access, id: plan.version.id },
    marks,
    nodeAgentSku: plan.pool.nodeAgent.sku,
    security: plan.pool.security,
  });
  for (const line of added) clients.host.progress(`pool ${poolId}: added ${line}`);
  for (const line of replaced) clients.host.progress(`pool ${poolId}: ${line}`);
  const { accountId } = plan.pool;
  const { deadline } = run;
  await createPool(clients.host, clients.arm, batch, { kind: spec.kind, accountId, poolId, body, marks, deadline });
  notePool(run, 'unproven');
}

async function reattach(batch: BatchService, run: RunContext): Promise<void> {
  const { poolId, spec } = run.request.pool;
  const { host } = run.clients;
  // The run before may have been killed before it took the bad nodes away: they would count against the new ones.
  await scaleToZero(host, batch, poolId, run.deadline);
  run.learned.before = await reattachPool(host, batch, poolId, targetsOf(spec), run.deadline);
  // Marked last: until then, a run that is killed leaves a pool that the next one brings back in the same way.
  await markPool(batch, poolId, 'provisioning');
  notePool(run, 'unproven');
}

async function prove(
  batch: BatchService,
  run: RunContext,
  work: Extract<PoolWork, { kind: 'prove-pool' }>,
): Promise<void> {
  const { clients, learned, request, deadline } = run;
  const { clock } = clients.host;
  const startedAt = clock.now();
  const { poolId, spec, minReadyNodes } = request.pool;
  const outcome = await provePool(clients.host, batch, {
    poolId,
    targets: targetsOf(spec),
    waitFor: work.waitFor,
    minReady: minReadyNodes,
    checkStartTasks: ignoresStartTask(spec),
    deadline,
    before: learned.before,
  });
  const { verdict } = outcome;
  switch (verdict.kind) {
    case 'ready':
      learned.stopwatch.note(work, secondsBetween(startedAt, clock.now()));
      await markPool(batch, poolId, 'ready', tookMark(learned.stopwatch.took));
      notePool(run, 'ready', outcome);
      break;
    case 'unproven':
      await markPool(batch, poolId, 'unproven');
      learned.warnings.push({ code: 'pool-unproven', input: 'pool-spec', text: verdict.warning });
      notePool(run, 'unproven', outcome);
      break;
    case 'failed':
      notePool(run, 'failed', outcome);
      await retire(run);
      throw new PoolNotProven(poolId, verdict.causes);
    default:
      verdict satisfies never;
  }
}

/**
 * The pool stays to be looked at, but costs nothing; a re-run of this release finds the mark and tries again. It has its
 * own time, because the run's may be over. What goes wrong here must not hide why the pool failed.
 */
async function retire({ cleanup, plan, request }: RunContext): Promise<void> {
  const { poolId } = request.pool;
  const { host } = cleanup;
  const deadline = new Date(host.clock.now().getTime() + SCALE_DOWN_PATIENCE_MS);
  try {
    const batch = await cleanup.batch(plan.pool.endpoint);
    if ((await batch.readPool(poolId))?.state !== 'active') return;
    await markPool(batch, poolId, 'failed');
    await scaleToZero(host, batch, poolId, deadline);
    host.progress(`pool ${poolId}: kept for a look, scaled to zero and marked as failed`);
  } catch (error) {
    host.warning(`Pool ${poolId} may still have nodes, which cost money: ${describe(error)}`);
  }
}

function notePool(run: RunContext, proof: 'ready' | 'unproven' | 'failed', outcome?: PoolOutcome): void {
  const { plan, request, learned } = run;
  const { id, endpoint, nodeAgent } = plan.pool;
  const counts = outcome?.counts;
  learned.pool = {
    id,
    endpoint,
    vmSize: vmSizeOf(request.pool.spec),
    nodeAgentSku: nodeAgent.sku,
    nodeAgentReason: nodeAgent.reason,
    proof,
    ...(counts === undefined ? {} : { counts }),
  };
  run.output({ poolId: id });
}
