// What a subscription uses of Compute in a region.
import type { ArmCall, ArmRoute } from '../arm/route.ts';
import { stringOf, type JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import { coresOfVms } from './core-quota.ts';
import { listOf, listScope, param, SUBSCRIPTION_PATH } from './compute-ids.ts';
import { SNAPSHOT_TYPE } from './disk-state.ts';
import { VM_TYPE } from './vm-state.ts';

const MOST_VMS = 25_000;

function usage(value: string, localizedValue: string, currentValue: number, limit: number): JsonObject {
  return { unit: 'Count', currentValue, limit, name: { value, localizedValue } };
}

function usagesOf(call: ArmCall): readonly JsonObject[] {
  const { world } = call;
  const location = normalise(param(call, 'location'));
  const here = (type: string): readonly StoredResource[] =>
    world.resources
      .ofType(type, listScope(call))
      .filter((one) => normalise(stringOf(one.body['location']) ?? '') === location);
  const vms = here(VM_TYPE);
  const { quotas } = world.scenario;
  return [
    usage('cores', 'Total Regional vCPUs', coresOfVms(world, listScope(call), location), quotas.cores),
    usage('lowPriorityCores', 'Total Regional Low-priority vCPUs', 0, quotas.spotCores),
    usage('virtualMachines', 'Virtual Machines', vms.length, MOST_VMS),
    usage('StandardSnapshotCount', 'Standard Storage Snapshots', here(SNAPSHOT_TYPE).length, quotas.snapshots),
  ];
}

export const usageRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: `${SUBSCRIPTION_PATH}/providers/Microsoft.Compute/locations/{location}/usages`,
    action: 'Microsoft.Compute/locations/usages/read',
    since: '2015-06-15',
    handle: (call) => listOf(usagesOf(call)),
  },
];
