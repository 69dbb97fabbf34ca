// Whether the nodes of a pool find room in the core quotas, told as problems, or as warnings where fewer nodes are enough.
import type { BatchAccount, BatchVmSize } from '../azure/batch-accounts.ts';
import type { Pool } from '../azure/batch-service.ts';
import type { ComputeUsages } from '../azure/compute-usages.ts';
import type { Problem, Warning } from '../problem.ts';
import { usesOf, type Moment } from './core-use.ts';
import type { PoolSpec } from './pool-spec.ts';
import { roomFor, shortagesOf, type Demand, type Shortage } from './quota.ts';
import { plainTargetsOf, targetPath, vmSizeOf, wantedNodes, type NodeKind } from './targets.ts';
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
  const settled = shortagesAt('settled', spec, taken);
  const lasting = new Set(settled.map(({ kind, code }) => `${kind} ${code}`));
  const passing = shortagesAt('now', spec, taken).filter(({ kind, code }) => !lasting.has(`${kind} ${code}`));
  const busy = passing.map(({ found }) => later(found));
  if (minReady === undefined || fittingOf(spec, settled) < minReady) {
    return { problems: settled.map((one) => problem(spec, one)), warnings: busy };
  }
  return { problems: [], warnings: [...settled.map(({ found }) => partial(found, minReady)), ...busy] };
}

/**
 * Tells where a formula that depends on anything finds no room for a single node of a kind that it sets; how many it will ask for nobody
 * knows.
 */
export function formulaWarnings(spec: PoolSpec, formula: string, taken: CoresTaken): readonly Warning[] {
  if (plainTargetsOf(formula) !== undefined) return [];
  return KINDS.flatMap((kind) => {
    const demand = demandOf(spec, kind, taken);
    if (!SETS[kind].test(formula) || demand === undefined) return [];
    const { account, sizes, others, usages } = taken;
    const room = roomFor(demand, account, usesOf(others, sizes, kind, 'settled'), usages);
    if (room !== 0) return [];
    const text = `How many nodes the autoscale formula will ask for is not known, but there is no room for a single ${WORDS[kind]} node of ${demand.size.name}: the core quota of Batch account ${account.name} is taken, or zero.`;
    return [{ code: 'formula-no-room', input: 'pool-spec', text }];
  });
}

const SETS: Readonly<Record<NodeKind, RegExp>> = {
  dedicated: /\$TargetDedicated(?:Nodes)?\s*=[^=]/,
  lowPriority: /\$TargetLowPriority(?:Nodes)?\s*=[^=]/,
};
const WORDS: Readonly<Record<NodeKind, string>> = { dedicated: 'dedicated', lowPriority: 'low-priority' };

type KindShortage = Shortage & { readonly kind: NodeKind };

function shortagesAt(moment: Moment, spec: PoolSpec, taken: CoresTaken): readonly KindShortage[] {
  const { account, sizes, others, usages } = taken;
  const wanted = wantedNodes(spec);
  return KINDS.flatMap((kind) => {
    const demand = demandOf(spec, kind, taken);
    if (demand === undefined) return [];
    const uses = usesOf(others, sizes, kind, moment);
    const shortages = shortagesOf({ ...demand, nodes: wanted[kind] }, account, uses, usages);
    return shortages.map((one) => ({ kind, ...one }));
  });
}

/** Undefined where nobody tells the cores of the VM size. */
function demandOf(spec: PoolSpec, kind: NodeKind, { sizes, own }: CoresTaken): Omit<Demand, 'nodes'> | undefined {
  const size = findSize(sizes, vmSizeOf(spec));
  const cores = size === undefined ? undefined : coresOf(size);
  if (size === undefined || cores === undefined) return undefined;
  const uses = usesOf(own === undefined ? [] : [own], sizes, kind, 'now');
  return { kind, size, cores, held: uses.reduce((sum, { current }) => sum + current, 0) };
}

function fittingOf(spec: PoolSpec, shortages: readonly KindShortage[]): number {
  const wanted = wantedNodes(spec);
  const fitting = KINDS.map((kind) =>
    Math.min(wanted[kind], ...shortages.filter((one) => one.kind === kind).map((one) => one.fitting)),
  );
  return fitting.reduce((sum, count) => sum + count, 0);
}

function problem(spec: PoolSpec, { kind, code, found, expected, fix }: KindShortage): Problem {
  return { code, input: 'pool-spec', found, expected, fix, position: spec.locate(targetPath(spec, kind)) };
}

function partial(found: string, minReady: number): Warning {
  const text = `Not all nodes will find room: ${found}. The ${minReady} of min-ready-nodes will.`;
  return { code: 'core-quota-partial', input: 'pool-spec', text };
}

function later(found: string): Warning {
  const text = `There is not room for all nodes yet: ${found}. There will be when the pools that are being deleted or scaled down have given their nodes back, unless others ask again for what they did not get.`;
  return { code: 'core-quota-busy', input: 'pool-spec', text };
}
