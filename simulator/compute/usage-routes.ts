// What a subscription uses of Compute in a region.
import type { ArmCall, ArmRoute } from '../arm/route.ts';
import { at, stringOf, type JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import { listOf, listScope, param, SUBSCRIPTION_PATH } from './compute-ids.ts';
import { SNAPSHOT_TYPE } from './disk-state.ts';
import { isAllocated, VM_TYPE } from './vm-state.ts';

const DEFAULT_LIMITS = { virtualMachines: 25_000, cores: 350 };

function usage(value: string, localizedValue: string, currentValue: number, limit: number): JsonObject {
  return { unit: 'Count', currentValue, limit, name: { value, localizedValue } };
}

/** `Standard_D4s_v5` has four cores; a size without a number counts one. */
function coresOf(vm: StoredResource): number {
  const size = stringOf(at(vm.body, 'properties', 'hardwareProfile', 'vmSize')) ?? '';
  return Number(/^[A-Za-z]+_[A-Za-z]+(\d+)/.exec(size)?.[1] ?? '1');
}

/** The cores of the VMs that hold hardware in a region, of the subscription of the call. */
export function coreUsage(call: ArmCall, location: string): { readonly current: number; readonly limit: number } {
  const vms = call.world.resources
    .ofType(VM_TYPE, `/subscriptions/${param(call, 'subscription')}`)
    .filter((one) => normalise(stringOf(one.body['location']) ?? '') === location);
  return { current: vms.filter(isAllocated).reduce((sum, vm) => sum + coresOf(vm), 0), limit: DEFAULT_LIMITS.cores };
}

function usagesOf(call: ArmCall): readonly JsonObject[] {
  const { world } = call;
  const location = normalise(param(call, 'location'));
  const here = (type: string): readonly StoredResource[] =>
    world.resources
      .ofType(type, listScope(call))
      .filter((one) => normalise(stringOf(one.body['location']) ?? '') === location);
  const vms = here(VM_TYPE);
  const cores = coreUsage(call, location);
  return [
    usage('cores', 'Total Regional vCPUs', cores.current, cores.limit),
    usage('virtualMachines', 'Virtual Machines', vms.length, DEFAULT_LIMITS.virtualMachines),
    usage(
      'StandardSnapshotCount',
      'Standard Storage Snapshots',
      here(SNAPSHOT_TYPE).length,
      world.scenario.quotas.snapshots,
    ),
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
