// Compute's quotas of cores: per subscription and region, in total and by VM family, whoever asks for them.
import { vmSizes } from '../arm/vm-sizes.ts';
import { at, stringOf } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { isAllocated, VM_TYPE } from './vm-state.ts';

/** Hardware that is held in a region of a subscription. */
export interface Held {
  readonly cores: number;
  readonly isSpot: boolean;
  /** As the SKU list names it; empty where the size is not in the list. */
  readonly family: string;
}

/** What is held without a VM resource that shows it: the nodes of Batch accounts that allocate in the subscription. */
export type HeldElsewhere = (subscription: string, location: string) => readonly Held[];

const elsewhere = new WeakMap<World, HeldElsewhere>();

export function countElsewhere(world: World, held: HeldElsewhere): void {
  elsewhere.set(world, held);
}

/** `Standard_D4s_v5` has four cores; a size without a number counts one. */
function heldBy(vm: StoredResource): Held {
  const size = stringOf(at(vm.body, 'properties', 'hardwareProfile', 'vmSize')) ?? '';
  return {
    cores: Number(/^[A-Za-z]+_[A-Za-z]+(\d+)/.exec(size)?.[1] ?? '1'),
    isSpot: at(vm.body, 'properties', 'priority') === 'Spot',
    family: vmSizes().find(({ name }) => name.toLowerCase() === size.toLowerCase())?.family ?? '',
  };
}

function heldIn(world: World, subscription: string, location: string): readonly Held[] {
  const vms = world.resources
    .ofType(VM_TYPE, subscription)
    .filter((one) => normalise(stringOf(one.body['location']) ?? '') === location && isAllocated(one));
  return [...vms.map(heldBy), ...(elsewhere.get(world)?.(subscription, location) ?? [])];
}

/** Spot machines have a quota of their own, which knows no families. */
export function spotCoresInUse(world: World, subscription: string, location: string): number {
  return sum(heldIn(world, subscription, location).filter(({ isSpot }) => isSpot));
}

export function coresInUse(world: World, subscription: string, location: string, family?: string): number {
  const held = heldIn(world, subscription, location).filter(({ isSpot }) => !isSpot);
  return sum(family === undefined ? held : held.filter((one) => one.family === family));
}

function sum(held: readonly Held[]): number {
  return held.reduce((total, { cores }) => total + cores, 0);
}

/** Where a scenario says nothing of a family, its quota is that of all of them together. */
export function familyLimit({ scenario: { quotas } }: World, family: string): number {
  const named = Object.entries(quotas.familyCores).find(([name]) => name.toLowerCase() === family.toLowerCase());
  return named?.[1] ?? quotas.cores;
}

interface Excess {
  /** `Total Regional`, or a VM family. */
  readonly quota: string;
  readonly location: string;
  readonly limit: number;
  readonly usage: number;
  readonly required: number;
}

/**
 * Texts: https://github.com/Azure/karpenter-provider-azure/issues/192, and for a family
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-resource-quota
 */
export function coreQuotaExceeded({ quota, location, limit, usage, required }: Excess): string {
  return `Operation could not be completed as it results in exceeding approved ${quota} Cores quota. Additional details - Deployment Model: Resource Manager, Location: ${location}, Current Limit: ${limit}, Current Usage: ${usage}, Additional Required: ${required}, (Minimum) New Limit Required: ${usage + required}. Submit a request for Quota increase at https://aka.ms/ProdportalCRP/#blade/Microsoft_Azure_Capacity/UsageAndQuota.ReactView by specifying parameters listed in the 'Details' section for deployment to succeed. Please read more about quota limits at https://docs.microsoft.com/en-us/azure/azure-supportability/regional-quota-requests`;
}
