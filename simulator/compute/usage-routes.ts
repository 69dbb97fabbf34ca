// What a subscription uses of Compute in a region.
import { vmSizes } from '../arm/vm-sizes.ts';
import type { ArmCall, ArmRoute } from '../arm/route.ts';
import { stringOf, type JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import { coresInUse, familyLimit, spotCoresInUse } from './core-quota.ts';
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
  const families = [...new Set(vmSizes().map(({ family }) => family))];
  const { quotas } = world.scenario;
  return [
    usage('cores', 'Total Regional vCPUs', coresInUse(world, listScope(call), location), quotas.cores),
    usage(
      'lowPriorityCores',
      'Total Regional Low-priority vCPUs',
      spotCoresInUse(world, listScope(call), location),
      quotas.spotCores,
    ),
    ...families.map((family) =>
      usage(
        family,
        `${family} vCPUs`,
        coresInUse(world, listScope(call), location, family),
        familyLimit(world, family),
      ),
    ),
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
