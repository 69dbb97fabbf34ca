// How many more nodes a Batch account may have: core quotas in total, per VM family, and for low-priority nodes.
import type { HeldElsewhere } from '../compute/core-quota.ts';
import { coreQuotaExceeded, coresInUse as computeCores, familyLimit, spotCoresInUse } from '../compute/core-quota.ts';
import { accountFacts } from './account.ts';
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
  const { quotas } = world.scenario;
  const subscription = facts.id.split('/').slice(0, 3).join('/');
  const fits = (limit: number, used: number): number =>
    Math.max(0, Math.min(wanted, Math.floor((limit - used) / size.vCpus)));
  if (!isDedicated) {
    const nodes = fits(quotas.spotCores, spotCoresInUse(world, subscription, facts.region));
    return { nodes, problem: nodes < wanted ? SPOT : undefined };
  }
  const total = {
    quota: 'Total Regional',
    limit: quotas.cores,
    usage: computeCores(world, subscription, facts.region),
  };
  const ofFamily = {
    quota: size.family,
    limit: familyLimit(world, size.family),
    usage: computeCores(world, subscription, facts.region, size.family),
  };
  const scarce = fits(ofFamily.limit, ofFamily.usage) < fits(total.limit, total.usage) ? ofFamily : total;
  const nodes = fits(scarce.limit, scarce.usage);
  if (nodes === wanted) return { nodes, problem: undefined };
  const required = (wanted - nodes) * size.vCpus;
  const usage = scarce.usage + nodes * size.vCpus;
  const message = coreQuotaExceeded({ ...scarce, location: facts.region, usage, required });
  return { nodes, problem: allocationFailed('dedicated', { code: 'OperationNotAllowed', message }) };
}

/** The nodes that are machines of a subscription in a region: those of accounts that allocate there. */
export function nodesInSubscription(state: BatchState): HeldElsewhere {
  return (subscription, location) =>
    [...state.accounts.values()]
      .filter(({ id }) => id.toLowerCase().startsWith(`${subscription.toLowerCase()}/`))
      .filter(({ id }) => {
        const resource = state.world.resources.get(id);
        const facts = resource === undefined ? undefined : accountFacts(resource);
        return facts?.poolAllocationMode === 'UserSubscription' && facts.region === location;
      })
      .flatMap(({ pools }) => [...pools.values()])
      .flatMap((pool) => [...pool.nodes.values()])
      .flatMap((node) => {
        const size = vmSize(node.vmSize);
        return size === undefined ? [] : [{ cores: size.vCpus, isSpot: !node.isDedicated, family: size.family }];
      });
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
