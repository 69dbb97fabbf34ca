// Azure Batch: one state of pools, nodes, jobs and tasks, behind its data plane and behind ARM.
import type { ArmRoute } from '../arm/route.ts';
import { countElsewhere } from '../compute/core-quota.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Inspectable, Service } from '../kernel/exchange.ts';
import type { World } from '../kernel/world.ts';
import { accountRoutes } from './arm-accounts.ts';
import { poolArmRoutes } from './arm-pools.ts';
import { createDataPlane } from './data-plane.ts';
import { placeExistingPools } from './existing-pools.ts';
import { inspect } from './inspect.ts';
import { nodesInSubscription } from './quota.ts';
import { createState } from './state.ts';

export interface Batch {
  readonly service: Service & Inspectable;
  readonly routes: readonly ArmRoute[];
}

export function createBatch(world: World, tokens: Pick<Tokens, 'verify'>): Batch {
  const state = createState(world);
  countElsewhere(world, nodesInSubscription(state));
  placeExistingPools(state);
  return {
    service: { ...createDataPlane(state, tokens), ...inspect(state) },
    routes: [...accountRoutes, ...poolArmRoutes(state)],
  };
}
