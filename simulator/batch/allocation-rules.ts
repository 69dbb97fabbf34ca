// What keeps a pool from getting any nodes: its image, its size, its subnet and addresses, the service's own rights.
import { isUnavailable, skuNotAvailable } from '../arm/vm-sizes.ts';
import { arrayOf, at, objectOf, stringOf } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import { findSubnet } from '../network/virtual-networks.ts';
import type { AccountFacts } from './account.ts';
import { unfitAddress } from './address-rules.ts';
import { allocationFailed, bootRefusal, type NodeKind, reasonedFailure } from './boot-rules.ts';
import { galleryImageNotFound, imageIdOf, resolveImage } from './image.ts';
import type { ResolvedImage } from './image.ts';
import { lackOfServiceRights } from './service-rights.ts';
import type { BatchState, Pool, Problem } from './state.ts';
import { vmSize, type VmSize } from './vm-sizes.ts';

export type Machines = { readonly problem: Problem } | { readonly resolved: ResolvedImage; readonly size: VmSize };

/** What the nodes are made from, looked up at each allocation: a version may have gone since the pool was made. */
export function machinesFor(state: BatchState, facts: AccountFacts, pool: Pool, kind: NodeKind): Machines {
  const reason =
    lackOfServiceRights(state.world, facts) ?? unfitSubnet(state, facts, pool) ?? unfitAddress(state, facts, pool);
  if (reason !== undefined) return { problem: reasonedFailure(kind, reason) };
  const configuration = objectOf(pool.definition.virtualMachineConfiguration);
  const reference = objectOf(configuration.imageReference);
  const resolution = resolveImage(state.world, facts, reference);
  if (resolution.kind !== 'found') {
    const message = galleryImageNotFound(imageIdOf(reference) ?? '', facts.region);
    return { problem: allocationFailed(kind, { code: 'GalleryImageNotFound', message }) };
  }
  const size = vmSize(stringOf(pool.definition.vmSize) ?? '');
  if (size === undefined) throw new Error('A pool has a VM size that is known.');
  if (isUnavailable(state.world, size.name)) {
    const message = skuNotAvailable(size.name, facts.region);
    return { problem: allocationFailed(kind, { code: 'SkuNotAvailable', message }) };
  }
  const securityType = stringOf(at(configuration, 'securityProfile', 'securityType'));
  const refused = bootRefusal(resolution.image, size, securityType);
  return refused === undefined ? { resolved: resolution.image, size } : { problem: allocationFailed(kind, refused) };
}

/** It has to be there, in the account's region, and not delegated to a service that takes no other machines. */
function unfitSubnet({ world }: BatchState, facts: AccountFacts, pool: Pool): string | undefined {
  const id = stringOf(at(pool.definition, 'networkConfiguration', 'subnetId'));
  if (id === undefined) return undefined;
  const subnet = findSubnet(world, id);
  const network = world.resources.get(id.replace(/\/subnets\/[^/]+$/i, ''));
  const region = stringOf(network?.body['location']);
  if (subnet === undefined || (region !== undefined && normalise(region) !== facts.region)) {
    return 'Allocation failed as the subnet was not found in the region of the account.';
  }
  const delegations = arrayOf(at(subnet, 'properties', 'delegations'));
  return delegations.length === 0 ? undefined : 'Allocation failed as subnet has delegation to external resources.';
}
