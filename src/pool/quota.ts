// Whether the core quotas leave room for the nodes that a pool asks for, beside what other pools have or ask for.
import type { BatchAccount, BatchVmSize } from '../azure/batch-accounts.ts';
import type { ComputeUsages } from '../azure/compute-usages.ts';
import type { ProblemCode } from '../checks/registry.ts';
import { formatCount } from '../format.ts';
import type { PoolUse } from './core-use.ts';
import type { NodeKind } from './targets.ts';

export interface Demand {
  readonly kind: NodeKind;
  readonly nodes: number;
  readonly size: BatchVmSize;
  /** Of one node. */
  readonly cores: number;
  /** What nodes that this pool has already take: nothing has to be found for them. */
  readonly held: number;
}

/** One quota, and everything that counts against it beside the demand. */
interface Quota {
  readonly code: ProblemCode;
  /** `the core quota of Batch account batchrender`. */
  readonly what: string;
  readonly limit: number;
  /** Name to cores; their sum is taken. */
  readonly takers: readonly (readonly [name: string, cores: number])[];
  readonly fix: string;
}

export interface Shortage {
  readonly code: ProblemCode;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
  /** How many of the nodes there is room for. */
  readonly fitting: number;
}

const PORTAL = 'Azure portal, Batch account, Quotas';
const SUBSCRIPTION_PORTAL = 'Azure portal, Subscription, Usage + quotas';

/** @param uses those of other pools, of the demand's kind. */
export function shortagesOf(
  demand: Demand,
  account: BatchAccount,
  uses: readonly PoolUse[],
  usages: ComputeUsages | undefined,
): readonly Shortage[] {
  const quotas =
    account.poolAllocationMode === 'UserSubscription'
      ? subscriptionQuotas(demand, account, uses, usages ?? new Map())
      : accountQuotas(demand, account, uses);
  return quotas.flatMap((quota) => shortageOf(demand, quota) ?? []);
}

function accountQuotas({ kind, size }: Demand, account: BatchAccount, uses: readonly PoolUse[]): readonly Quota[] {
  const { name, dedicatedCoreQuota, lowPriorityCoreQuota, dedicatedCoreQuotaPerFamily } = account;
  const more = `Ask for a higher quota (${PORTAL}), ask for fewer nodes, or scale other pools down.`;
  const takersOf = (which: readonly PoolUse[]): Quota['takers'] =>
    which.map(({ poolId, claimed }) => [`pool ${poolId}`, claimed]);
  if (kind === 'lowPriority') {
    if (lowPriorityCoreQuota === undefined) return [];
    const what = `the low-priority core quota of Batch account ${name}`;
    const fix = `Ask for a higher quota (${PORTAL}), or ask for dedicated nodes.`;
    return [{ code: 'batch-low-priority-quota', what, limit: lowPriorityCoreQuota, takers: takersOf(uses), fix }];
  }
  const total: readonly Quota[] =
    dedicatedCoreQuota === undefined
      ? []
      : [
          {
            code: 'batch-core-quota',
            what: `the dedicated core quota of Batch account ${name}`,
            limit: dedicatedCoreQuota,
            takers: takersOf(uses),
            fix: more,
          },
        ];
  const family = size.family.toLowerCase();
  const limit = dedicatedCoreQuotaPerFamily?.get(family);
  if (limit === undefined) return total;
  return [
    ...total,
    {
      code: 'batch-family-quota',
      what: `the quota of ${size.family} of Batch account ${name}`,
      limit,
      takers: takersOf(uses.filter((use) => use.family === family)),
      fix: `Ask for a higher quota of this family (${PORTAL}), or choose a vmSize of another family.`,
    },
  ];
}

/** Compute counts the nodes that exist already, with all other VMs of the subscription there. */
function subscriptionQuotas(
  { kind, size, held }: Demand,
  { location }: BatchAccount,
  uses: readonly PoolUse[],
  usages: ComputeUsages,
): readonly Quota[] {
  const family = size.family.toLowerCase();
  const pendingOf = (which: readonly PoolUse[]): Quota['takers'] =>
    which.flatMap(({ poolId, current, claimed }) =>
      claimed > current ? [[`still asked for by pool ${poolId}`, claimed - current]] : [],
    );
  const quota = (name: string, code: ProblemCode, what: string, which: readonly PoolUse[]): readonly Quota[] => {
    const usage = usages.get(name);
    if (usage === undefined) return [];
    const leaving = which.reduce((sum, { current, claimed }) => sum + Math.max(0, current - claimed), 0);
    const inUse = [`in use in ${location}`, Math.max(0, usage.used - held - leaving)] as const;
    return [
      {
        code,
        what: `${what} of the subscription in ${location}`,
        limit: usage.limit,
        takers: [inUse, ...pendingOf(which)],
        fix: `Ask for a higher quota (${SUBSCRIPTION_PORTAL}), or ask for fewer nodes.`,
      },
    ];
  };
  if (kind === 'lowPriority') {
    return quota('lowprioritycores', 'batch-low-priority-quota', 'the low-priority core quota', uses);
  }
  return [
    ...quota('cores', 'batch-core-quota', 'the core quota', uses),
    ...quota(
      family,
      'batch-family-quota',
      `the quota of ${size.family}`,
      uses.filter((use) => use.family === family),
    ),
  ];
}

function shortageOf({ kind, nodes, size, cores }: Demand, quota: Quota): Shortage | undefined {
  const { code, what, limit, fix } = quota;
  const takers = quota.takers.filter(([, count]) => count > 0);
  const taken = takers.reduce((sum, [, count]) => sum + count, 0);
  const asked = nodes * cores;
  const missing = taken + asked - limit;
  if (nodes === 0 || missing <= 0) return undefined;
  const fitting = Math.max(0, Math.floor((limit - taken) / cores));
  const wanted = `${formatCount(nodes, `${kind === 'dedicated' ? 'dedicated' : 'low-priority'} node`)} of ${size.name}`;
  const raised = `a quota of at least ${taken + asked}`;
  return {
    code,
    found: `${wanted} with ${formatCount(asked, 'core')}, while ${what} is ${limit} and ${takenText(takers, taken)}: ${formatCount(missing, 'core')} missing`,
    expected: fitting > 0 ? `at most ${formatCount(fitting, 'node')}, or ${raised}` : raised,
    fix,
    fitting,
  };
}

/** How many nodes there is room for; undefined where no quota tells. */
export function roomFor(
  demand: Omit<Demand, 'nodes'>,
  account: BatchAccount,
  uses: readonly PoolUse[],
  usages: ComputeUsages | undefined,
): number | undefined {
  const all = shortagesOf({ ...demand, nodes: Number.MAX_SAFE_INTEGER }, account, uses, usages);
  return all.length === 0 ? undefined : Math.min(...all.map(({ fitting }) => fitting));
}

const SHOWN = 3;

function takenText(takers: Quota['takers'], taken: number): string {
  if (taken === 0) return 'none of it is taken';
  const largest = [...takers].sort(([, a], [, b]) => b - a);
  const shown = largest.slice(0, SHOWN).map(([name, count]) => `${name}: ${count}`);
  const more = largest.length > SHOWN ? [`${largest.length - SHOWN} more`] : [];
  return `${taken} ${taken === 1 ? 'is' : 'are'} taken (${[...shown, ...more].join(', ')})`;
}
