// Whether the public IP addresses that a pool brings along are there, fit for Batch, and free.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import type { PublicAddress } from '../azure/networks.ts';
import { nameOf, sameId } from '../azure/resource-id.ts';
import type { Problem, Warning } from '../problem.ts';
import { otherRegion, subscriptionOf } from './network-place.ts';
import { refuserAt } from './spec-problem.ts';
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
        `a free, static IPv4 address of SKU Standard in ${account.location} and in the subscription of the account`,
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
  const { sku = 'Standard', allocation = 'Static', version = 'IPv4', usedBy } = address;
  if (elsewhere !== undefined) return `${name} in ${elsewhere}`;
  if (sku.toLowerCase() !== 'standard') return `${name} of SKU ${sku}`;
  if (allocation.toLowerCase() !== 'static') return `${name}, which is ${allocation.toLowerCase()}`;
  // The pinned api-version of Batch knows no pools of two IP families.
  if (version.toLowerCase() !== 'ipv4') return `${name}, which is of ${version}`;
  if (usedBy !== undefined && !(isOwnPoolThere && isPerhapsOfBatch(usedBy))) return `${name}, which ${usedBy} uses`;
  return undefined;
}

/**
 * That of an earlier attempt is used by the pool's own load balancer, in the group of the address:
 * https://learn.microsoft.com/azure/batch/create-pool-public-ip. Its name is not documented for good.
 */
function isPerhapsOfBatch(user: string): boolean {
  return /azurebatch|\/providers\/Microsoft\.Network\/loadBalancers\//i.test(user);
}

/** Batch documents the label as needed, and not what becomes of a pool without. */
export function addressWarnings(spec: PoolSpec, addresses: readonly PublicAddress[]): readonly Warning[] {
  const { provision, addressIds } = networkWishOf(spec);
  const unnamed = addresses.filter(({ id, named }) => !named && addressIds.some((wanted) => sameId(wanted, id)));
  if (provision !== 'usermanaged' || unnamed.length === 0) return [];
  const [names, have] = [unnamed.map(({ id }) => nameOf(id)).join(', '), unnamed.length === 1 ? 'has' : 'have'];
  const text = `Batch documents that public IP addresses for a pool need a DNS name label, and ${names} ${have} none: the pool may get no nodes. Set it: \`az network public-ip update --dns-name\`.`;
  return [{ code: 'pool-public-address-dns', input: 'pool-spec', text }];
}
