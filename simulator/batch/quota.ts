// How many more nodes a Batch account may have: core quotas in total, per VM family, and for low-priority nodes.
import { coresOfVms, coreQuotaExceeded } from '../compute/core-quota.ts';
import type { AccountFacts, CoreQuota } from './account.ts';
import { allocationFailed } from './boot-rules.ts';
import { nodesOf } from './state.ts';
import type { Account, BatchState, Pool, Problem } from './state.ts';
import { vmSize } from './vm-sizes.ts';
import type { VmSize } from './vm-sizes.ts';

export interface Room {
  readonly nodes: number;
  /** Why not all that were wanted; undefined when they all fit. */
  readonly problem: Problem | undefined;
}

interface Wish {
  readonly size: VmSize;
  readonly isDedicated: boolean;
  readonly wanted: number;
}

export function room(state: BatchState, facts: AccountFacts, pool: Pool, wish: Wish): Room {
  const together = roomForCommunication(facts, pool, wish);
  const cores =
    facts.cores === undefined ? roomInSubscription(state, facts, wish) : roomInAccount(pool.account, facts.cores, wish);
  return cores.nodes < together.nodes ? cores : together;
}

/**
 * Nodes that talk to each other are all in one deployment, which has a largest size:
 * https://learn.microsoft.com/azure/batch/batch-quota-limit#pool-size-limits
 */
function roomForCommunication(facts: AccountFacts, pool: Pool, { wanted }: Wish): Room {
  if (pool.definition.enableInterNodeCommunication !== true) return { nodes: wanted, problem: undefined };
  const most = facts.poolAllocationMode === 'UserSubscription' ? 80 : 100;
  const nodes = Math.max(0, Math.min(wanted, most - pool.nodes.size));
  return { nodes, problem: nodes < wanted ? COMMUNICATION : undefined };
}

/** In the user's subscription Compute's quotas of the region count, with its virtual machines beside the nodes. */
function roomInSubscription(state: BatchState, facts: AccountFacts, { size, isDedicated, wanted }: Wish): Room {
  const { world } = state;
  const kind = isDedicated ? 'dedicated' : 'low priority';
  const limit = isDedicated ? world.scenario.quotas.cores : world.scenario.quotas.spotCores;
  const subscription = facts.id.split('/').slice(0, 3).join('/');
  const nodes = [...state.accounts.values()]
    .filter(({ id }) => id.toLowerCase().startsWith(`${subscription.toLowerCase()}/`))
    .reduce((sum, account) => sum + coresInUse(account, isDedicated), 0);
  const usage = nodes + (isDedicated ? coresOfVms(world, subscription, facts.region) : 0);
  const fitting = Math.max(0, Math.min(wanted, Math.floor((limit - usage) / size.vCpus)));
  if (fitting === wanted) return { nodes: wanted, problem: undefined };
  if (!isDedicated) return { nodes: fitting, problem: SPOT };
  const required = (wanted - fitting) * size.vCpus;
  const message = coreQuotaExceeded({ location: facts.region, limit, usage: usage + fitting * size.vCpus, required });
  return { nodes: fitting, problem: allocationFailed(kind, { code: 'OperationNotAllowed', message }) };
}

function roomInAccount(account: Account, cores: CoreQuota, { size, isDedicated, wanted }: Wish): Room {
  const fits = (limit: number, used: number): number => Math.max(0, Math.floor((limit - used) / size.vCpus));
  if (!isDedicated) {
    const nodes = Math.min(wanted, fits(cores.lowPriority, coresInUse(account, false)));
    return { nodes, problem: nodes < wanted ? LOW_PRIORITY : undefined };
  }
  const inTotal = fits(cores.dedicated, coresInUse(account, true));
  const familyLimit = cores.perFamily?.get(size.family.toLowerCase());
  const inFamily =
    cores.perFamily === undefined ? wanted : fits(familyLimit ?? 0, coresInUse(account, true, size.family));
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

const SPOT: Problem = {
  code: 'AccountSpotCoreQuotaReached',
  message: 'The specified account has reached spot core quota',
  values: {},
};

const COMMUNICATION: Problem = {
  code: 'CommunicationEnabledPoolReachedMaxVMCount',
  message: 'The specified pool with inter-node communication has reached its maximum number of nodes',
  values: {},
};

function vmSeries(family: string): Problem {
  return {
    code: 'AccountVMSeriesCoreQuotaReached',
    message: `The specified account has reached VM series core quota for ${family}`,
    values: {},
  };
}
