// How many more nodes a Batch account may have: core quotas in total, per VM family, and for low-priority nodes.
import type { AccountFacts } from './account.ts';
import { nodesOf } from './state.ts';
import type { Account, Problem } from './state.ts';
import { vmSize } from './vm-sizes.ts';
import type { VmSize } from './vm-sizes.ts';

export interface Room {
  readonly nodes: number;
  /** Why not all that were wanted; undefined when they all fit. */
  readonly problem: Problem | undefined;
}

export function room(account: Account, facts: AccountFacts, size: VmSize, isDedicated: boolean, wanted: number): Room {
  if (facts.cores === undefined) return { nodes: wanted, problem: undefined };
  const fits = (limit: number, used: number): number => Math.max(0, Math.floor((limit - used) / size.vCpus));
  if (!isDedicated) {
    const nodes = Math.min(wanted, fits(facts.cores.lowPriority, coresInUse(account, false)));
    return { nodes, problem: nodes < wanted ? LOW_PRIORITY : undefined };
  }
  const inTotal = fits(facts.cores.dedicated, coresInUse(account, true));
  const familyLimit = facts.cores.perFamily?.get(size.family.toLowerCase());
  const inFamily =
    facts.cores.perFamily === undefined ? wanted : fits(familyLimit ?? 0, coresInUse(account, true, size.family));
  const nodes = Math.min(wanted, inTotal, inFamily);
  if (nodes === wanted) return { nodes, problem: undefined };
  return { nodes, problem: inFamily < inTotal ? vmSeries(size.family) : TOTAL };
}

/** Every node of every pool counts, also those about to leave. */
export function coresInUse(account: Account, isDedicated: boolean, family?: string): number {
  let cores = 0;
  for (const pool of account.pools.values()) {
    for (const node of nodesOf(pool, isDedicated)) {
      const size = vmSize(node.vmSize);
      if (size !== undefined && (family === undefined || size.family === family)) cores += size.vCpus;
    }
  }
  return cores;
}

const TOTAL: Problem = {
  code: 'AccountCoreQuotaReached',
  message: 'The specified account has reached core quota',
  values: {},
};

const LOW_PRIORITY: Problem = {
  code: 'AccountLowPriorityCoreQuotaReached',
  message: 'The specified account has reached low priority core quota',
  values: {},
};

function vmSeries(family: string): Problem {
  return {
    code: 'AccountVMSeriesCoreQuotaReached',
    message: `The specified account has reached VM series core quota for ${family}`,
    values: {},
  };
}
