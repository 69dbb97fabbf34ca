// Compute's quota of cores: per subscription and region, whoever asks for them.
import { at, stringOf } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { isAllocated, VM_TYPE } from './vm-state.ts';

/** `Standard_D4s_v5` has four cores; a size without a number counts one. */
function coresOf(vm: StoredResource): number {
  const size = stringOf(at(vm.body, 'properties', 'hardwareProfile', 'vmSize')) ?? '';
  return Number(/^[A-Za-z]+_[A-Za-z]+(\d+)/.exec(size)?.[1] ?? '1');
}

/** The cores of the VMs that hold hardware in a region of a subscription. */
export function coresOfVms(world: World, subscription: string, location: string): number {
  return world.resources
    .ofType(VM_TYPE, subscription)
    .filter((one) => normalise(stringOf(one.body['location']) ?? '') === location && isAllocated(one))
    .reduce((sum, vm) => sum + coresOf(vm), 0);
}

interface Excess {
  readonly location: string;
  readonly limit: number;
  readonly usage: number;
  readonly required: number;
}

/** Text: https://github.com/Azure/karpenter-provider-azure/issues/192 */
export function coreQuotaExceeded({ location, limit, usage, required }: Excess): string {
  return `Operation could not be completed as it results in exceeding approved Total Regional Cores quota. Additional details - Deployment Model: Resource Manager, Location: ${location}, Current Limit: ${limit}, Current Usage: ${usage}, Additional Required: ${required}, (Minimum) New Limit Required: ${usage + required}. Submit a request for Quota increase at https://aka.ms/ProdportalCRP/#blade/Microsoft_Azure_Capacity/UsageAndQuota.ReactView by specifying parameters listed in the 'Details' section for deployment to succeed. Please read more about quota limits at https://docs.microsoft.com/en-us/azure/azure-supportability/regional-quota-requests`;
}
