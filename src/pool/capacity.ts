// Whether the nodes of a pool find room in the core quotas, told as problems, or as warnings where fewer nodes are enough.
import type { BatchAccount, BatchVmSize } from '../azure/batch-accounts.ts';
import type { Pool } from '../azure/batch-service.ts';
import type { ComputeUsages } from '../azure/compute-usages.ts';
import type { Problem, Warning } from '../problem.ts';
import { usesOf } from './core-use.ts';
import type { PoolSpec } from './pool-spec.ts';
import { shortagesOf, type Shortage } from './quota.ts';
import { targetPath, vmSizeOf, wantedNodes, type NodeKind } from './targets.ts';
import { coresOf, findSize } from './vm-size.ts';

export interface CoresTaken {
  readonly account: BatchAccount;
  readonly sizes: readonly BatchVmSize[];
  /** All pools of the account but this one. */
  readonly others: readonly Pool[];
  /** This pool, where an earlier attempt has made it. */
  readonly own: Pool | undefined;
  /** Of Compute, where an account's nodes count there and it tells. */
  readonly usages: ComputeUsages | undefined;
}

const KINDS = ['dedicated', 'lowPriority'] as const;

/** @param minReady fewer nodes than the spec asks for, which are enough. */
export function coreFindings(
  spec: PoolSpec,
  minReady: number | undefined,
  taken: CoresTaken,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] } {
  const wanted = wantedNodes(spec);
  const short = KINDS.map((kind) => ({ kind, shortages: shortagesFor(spec, kind, wanted[kind], taken) }));
  const fitting = short.reduce(
    (sum, { kind, shortages }) => sum + Math.min(wanted[kind], ...shortages.map((one) => one.fitting)),
    0,
  );
  const isEnough = minReady !== undefined && fitting >= minReady;
  const all = short.flatMap(({ kind, shortages }) => shortages.map((one) => ({ kind, ...one })));
  return isEnough
    ? { problems: [], warnings: all.map(({ found }) => partial(found, minReady)) }
    : { problems: all.map((one) => problem(spec, one)), warnings: [] };
}

function shortagesFor(
  spec: PoolSpec,
  kind: NodeKind,
  nodes: number,
  { account, sizes, others, own, usages }: CoresTaken,
): readonly Shortage[] {
  const size = findSize(sizes, vmSizeOf(spec));
  const cores = size === undefined ? undefined : coresOf(size);
  if (size === undefined || cores === undefined) return [];
  const held = usesOf(own === undefined ? [] : [own], sizes, kind).reduce((sum, { current }) => sum + current, 0);
  return shortagesOf({ kind, nodes, size, cores, held }, account, usesOf(others, sizes, kind), usages);
}

function problem(
  spec: PoolSpec,
  { kind, code, found, expected, fix }: Shortage & { readonly kind: NodeKind },
): Problem {
  return { code, input: 'pool-spec', found, expected, fix, position: spec.locate(targetPath(spec, kind)) };
}

function partial(found: string, minReady: number): Warning {
  const text = `Not all nodes will find room: ${found}. The ${minReady} of min-ready-nodes will.`;
  return { code: 'core-quota-partial', input: 'pool-spec', text };
}
