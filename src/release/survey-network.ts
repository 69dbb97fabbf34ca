// The network that the pool spec names: read beside the survey's first wave, because the spec alone names it.
import {
  networkOf,
  readPublicAddresses,
  readSecurityGroup,
  readVirtualNetwork,
  type PublicAddress,
  type SecurityGroup,
  type VirtualNetwork,
} from '../azure/networks.ts';
import { subnetIn } from '../pool/network-check.ts';
import { isAddressId, isSubnetId, networkWishOf } from '../pool/network-spec.ts';
import type { Clients } from './clients.ts';
import type { Request } from './request.ts';
import { optional, type Reading } from './survey-batch.ts';

/** Parts that the spec does not name are undefined, and so is what does not exist of those it names. */
export interface PoolNetwork {
  readonly network: Reading<VirtualNetwork | undefined> | undefined;
  readonly group: Reading<SecurityGroup | undefined> | undefined;
  readonly addresses: Reading<readonly PublicAddress[]> | undefined;
}

export interface BegunNetwork {
  /** Reads beside the second wave what the subnet names. */
  complete(): Promise<PoolNetwork>;
}

export async function beginNetwork({ pool }: Request, { arm, host }: Clients): Promise<BegunNetwork> {
  const { subnetId, provision, addressIds } = networkWishOf(pool.spec);
  const ids = provision === 'usermanaged' ? addressIds.filter(isAddressId) : [];
  const isNamed = subnetId !== undefined && isSubnetId(subnetId);
  const [network, addresses] = await Promise.all([
    isNamed
      ? optional(host, 'Microsoft.Network/virtualNetworks/read', readVirtualNetwork(arm, networkOf(subnetId)))
      : undefined,
    ids.length === 0
      ? undefined
      : optional(host, 'Microsoft.Network/publicIPAddresses/read', readPublicAddresses(arm, ids)),
  ]);
  return {
    complete: async () => {
      const found = network?.kind === 'read' ? network.value : undefined;
      const groupId = subnetIn(found, subnetId ?? '')?.securityGroupId;
      const group =
        groupId === undefined
          ? undefined
          : await optional(host, 'Microsoft.Network/networkSecurityGroups/read', readSecurityGroup(arm, groupId));
      return { network, group, addresses };
    },
  };
}
