// The pool steps: make the pool or bring it back, prove it by its nodes, and take its nodes away when they fail.
import type { BatchService } from '../azure/batch-service.ts';
import { poolMarks } from '../marks.ts';
import { completePool } from '../pool/complete-pool.ts';
import { provePool } from '../pool/prove-pool.ts';
import { createPool, markPool, reattachPool, scaleToZero } from '../pool/provision-pool.ts';
import { ignoresStartTask, targetsOf, vmSizeOf } from '../pool/targets.ts';
import type { PoolOutcome } from '../pool/wait-for-pool.ts';
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
      await prove(batch, run, work.waitFor);
      break;
    default:
      work satisfies never;
  }
}

async function create(batch: BatchService, run: RunContext): Promise<void> {
  const { plan, request, clients, learned } = run;
  const { spec, poolId } = request.pool;
  const marks = poolMarks(await learned.marks(), plan.pool.family, plan.pool.specHash, 'provisioning');
  const { body, added, replaced } = completePool(spec, {
    poolId,
    imageVersionId: plan.version.id,
    marks,
    nodeAgentSku: plan.pool.nodeAgentSku,
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
  await markPool(batch, poolId, 'provisioning');
  run.learned.before = await reattachPool(run.clients.host, batch, poolId, targetsOf(spec), run.deadline);
  notePool(run, 'unproven');
}

async function prove(batch: BatchService, run: RunContext, waitFor: 'ready' | 'steady'): Promise<void> {
  const { clients, learned, request, deadline } = run;
  const { poolId, spec, minReadyNodes } = request.pool;
  const outcome = await provePool(clients.host, batch, {
    poolId,
    targets: targetsOf(spec),
    waitFor,
    minReady: minReadyNodes,
    checkStartTasks: ignoresStartTask(spec),
    deadline,
    before: learned.before,
  });
  const { verdict } = outcome;
  switch (verdict.kind) {
    case 'ready':
      await markPool(batch, poolId, 'ready');
      notePool(run, 'ready', outcome);
      break;
    case 'unproven':
      await markPool(batch, poolId, 'ready');
      learned.warnings.push({ code: 'pool-unproven', input: 'pool-spec', text: verdict.warning });
      notePool(run, 'unproven', outcome);
      break;
    case 'failed':
      notePool(run, 'failed', outcome);
      await retire(batch, run);
      throw new PoolNotProven(poolId, verdict.causes);
    default:
      verdict satisfies never;
  }
}

/** The pool stays to be looked at, but costs nothing; a re-run of this release finds the mark and tries again. */
async function retire(batch: BatchService, { clients: { host }, request }: RunContext): Promise<void> {
  const { poolId } = request.pool;
  const deadline = new Date(host.clock.now().getTime() + SCALE_DOWN_PATIENCE_MS);
  await markPool(batch, poolId, 'failed');
  await scaleToZero(host, batch, poolId, deadline);
  host.progress(`pool ${poolId}: kept for a look, scaled to zero and marked as failed`);
}

function notePool(run: RunContext, proof: 'ready' | 'unproven' | 'failed', outcome?: PoolOutcome): void {
  const { plan, request, learned } = run;
  const { id, endpoint, nodeAgentSku } = plan.pool;
  const counts = outcome?.counts;
  learned.pool = {
    id,
    endpoint,
    vmSize: vmSizeOf(request.pool.spec),
    nodeAgentSku,
    proof,
    ...(counts === undefined ? {} : { counts }),
  };
  run.output({ poolId: id });
}
