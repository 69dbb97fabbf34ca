// Whether the public IP addresses that a pool brings along are there, fit for Batch, and free.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import type { PublicAddress } from '../azure/networks.ts';
import { nameOf, sameId } from '../azure/resource-id.ts';
import type { Problem } from '../problem.ts';
import { otherRegion, refuserAt, subscriptionOf } from './network-problem.ts';
import { networkPath, networkWishOf } from './network-spec.ts';
import type { PoolSpec } from './pool-spec.ts';

/** @param addresses those of the spec that exist. */
export function addressProblems(
  spec: PoolSpec,
  account: BatchAccount,
  addresses: readonly PublicAddress[],
  isOwnPoolThere: boolean,
): readonly Problem[] {
  const { provision, addressIds } = networkWishOf(spec);
  if (provision !== 'usermanaged') return [];
  const path = networkPath(spec, 'publicIPAddressConfiguration');
  return addressIds.flatMap((id) => {
    const why = addressFault(
      id,
      addresses.find((one) => sameId(one.id, id)),
      account,
      isOwnPoolThere,
    );
    if (why === undefined) return [];
    return [
      refuserAt(spec, [...path, 'ipAddressIds'])(
        'pool-public-address',
        `public IP address ${why}`,
        `a free, static address of SKU Standard in ${account.location} and in the subscription of the account`,
        'Name another address in ipAddressIds, or let Batch provide them (provision: batchmanaged).',
      ),
    ];
  });
}

function addressFault(
  id: string,
  address: PublicAddress | undefined,
  account: BatchAccount,
  isOwnPoolThere: boolean,
): string | undefined {
  const name = nameOf(id);
  if (address === undefined) return `${name}, which does not exist`;
  if (subscriptionOf(id) !== subscriptionOf(account.id)) return `${name} of subscription ${subscriptionOf(id)}`;
  const elsewhere = otherRegion(address, account);
  const { sku = 'Standard', allocation = 'Static' } = address;
  if (elsewhere !== undefined) return `${name} in ${elsewhere}`;
  if (sku.toLowerCase() !== 'standard') return `${name} of SKU ${sku}`;
  if (allocation.toLowerCase() !== 'static') return `${name}, which is ${allocation.toLowerCase()}`;
  // That of an earlier attempt is used by its own nodes.
  if (address.usedBy !== undefined && !isOwnPoolThere) return `${name}, which ${address.usedBy} uses`;
  return undefined;
}
