// What limits pools beside their cores: how many an account may have, and how large one may be.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import type { Pool } from '../azure/batch-service.ts';
import { formatCount } from '../format.ts';
import type { Problem, Warning } from '../problem.ts';
import { objectAt } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';
import { targetPath, wantedNodes } from './targets.ts';

/** @param pools all of the account; undefined where they could not be listed. */
export function poolQuotaFindings(
  { name, poolQuota }: BatchAccount,
  pools: readonly Pool[] = [],
): { readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] } {
  if (poolQuota === undefined || poolQuota > pools.length) return { problems: [], warnings: [] };
  const found = `${name}, whose pool quota is ${poolQuota}${poolQuota === 0 ? '' : `, with ${formatCount(pools.length, 'pool')} in it`}`;
  const leaving = pools.filter(({ state }) => state === 'deleting').length;
  if (poolQuota > pools.length - leaving) {
    const text = `There is not room for one more pool yet: ${found}. There will be when ${leaving === 1 ? 'the one that is' : `the ${leaving} that are`} being deleted ${leaving === 1 ? 'is' : 'are'} gone.`;
    return { problems: [], warnings: [{ code: 'pool-quota-busy', input: 'batch-account', text }] };
  }
  const fix = `${poolQuota === 0 ? 'Ask' : 'Delete a pool, or ask'} for a higher pool quota: Azure portal, Batch account, Quotas.`;
  const expected = 'room for one more pool';
  return {
    problems: [{ code: 'batch-pool-quota', input: 'batch-account', found, expected, fix }],
    warnings: [],
  };
}

/**
 * Nodes that talk to each other are all in one deployment, which has a largest size
 * (https://learn.microsoft.com/azure/batch/batch-quota-limit#pool-size-limits).
 */
export function poolSizeProblems(spec: PoolSpec, { name, poolAllocationMode }: BatchAccount): readonly Problem[] {
  const holder = spec.kind === 'arm' ? objectAt(spec.body, 'properties') : spec.body;
  const talks =
    spec.kind === 'arm' ? holder.interNodeCommunication === 'Enabled' : holder.enableInterNodeCommunication === true;
  const most = poolAllocationMode === 'UserSubscription' ? 80 : 100;
  const wanted = wantedNodes(spec);
  const mode = poolAllocationMode === undefined ? '' : ` with pool allocation mode ${poolAllocationMode}`;
  const nodes = wanted.dedicated + wanted.lowPriority;
  if (!talks || nodes <= most) return [];
  return [
    {
      code: 'pool-too-large',
      input: 'pool-spec',
      found: `${formatCount(nodes, 'node')} that talk to each other, in Batch account ${name}${mode}`,
      expected: `at most ${most} nodes where inter-node communication is enabled`,
      fix: 'Ask for fewer nodes, or switch inter-node communication off.',
      position: spec.locate(targetPath(spec, wanted.dedicated > 0 ? 'dedicated' : 'lowPriority')),
    },
  ];
}

/** Sources contradict each other on what became of them after their retirement, so that a pool may still get some. */
export function lowPriorityWarnings(spec: PoolSpec, { name, poolAllocationMode }: BatchAccount): readonly Warning[] {
  const nodes = wantedNodes(spec).lowPriority;
  if (nodes === 0 || poolAllocationMode !== 'BatchService') return [];
  const text = `The pool asks for ${formatCount(nodes, 'low-priority node')}. Azure retired those of accounts like ${name}, whose pool allocation mode is BatchService, on 2025-09-30: it may allocate none. Spot nodes need an account with pool allocation mode UserSubscription.`;
  return [{ code: 'low-priority-retired', input: 'pool-spec', text }];
}
