// The steps that make the pool and prove it by its nodes.
import type { PoolFit } from '../pool/existing-pool.ts';
import type { NodeAgent } from '../pool/node-agent.ts';
import type { Known } from './find-problems.ts';
import type { PlannedStep } from './plan.ts';
import type { Request } from './request.ts';

export function poolSteps({ pool }: Request, { fits, account, nodeAgent }: Known): readonly PlannedStep[] {
  const fit = fits.pool;
  const reattach = fit.kind === 'reattach';
  const provision: PlannedStep = {
    id: 'pool',
    phase: 'pool',
    title: reattach ? `Scale pool ${pool.poolId} up again` : `Create pool ${pool.poolId}`,
    resource: pool.poolId,
    reason: provisionReason(fit, account.name, nodeAgent),
    state: fit.kind === 'absent' || reattach ? 'todo' : 'done',
    after: ['region'],
    work: { kind: reattach ? 'reattach-pool' : 'create-pool' },
  };
  if (pool.waitFor === 'none') return [provision];
  const proof: PlannedStep = {
    id: 'proof',
    phase: 'pool',
    title: `Prove pool ${pool.poolId}`,
    resource: pool.poolId,
    reason: proofReason(fit, pool.waitFor),
    state: fit.kind === 'done' ? 'done' : 'todo',
    after: ['pool'],
    work: { kind: 'prove-pool', waitFor: pool.waitFor },
  };
  return [provision, proof];
}

function provisionReason(fit: PoolFit, account: string, agent: NodeAgent | undefined): string {
  switch (fit.kind) {
    case 'absent':
      return `in Batch account ${account}, pinned to the image version${agentText(agent)}`;
    case 'reattach':
      return 'an earlier run of this release left it failed, scaled to zero';
    case 'prove':
    case 'done':
    case 'problem':
      return 'it exists, made by this release';
    default:
      return fit satisfies never;
  }
}

function agentText(agent: NodeAgent | undefined): string {
  return agent === undefined ? '' : `; node agent ${agent.sku}: ${agent.reason}`;
}

function proofReason(fit: PoolFit, waitFor: 'ready' | 'steady'): string {
  if (fit.kind !== 'done') {
    return waitFor === 'ready' ? 'as many nodes idle or running as it asks for' : 'its allocation has to become steady';
  }
  return fit.proven ? 'its nodes were proven' : 'an earlier run finished it without any node to prove it';
}
