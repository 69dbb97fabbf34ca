// What a pool spec says of the network of its nodes, in either shape.
import { isList, objectAt, textAt } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';

export interface NetworkWish {
  readonly subnetId: string | undefined;
  /** `undefined` and `default`: Batch, or this action, chooses. */
  readonly communication: 'simplified' | 'classic' | 'default';
  readonly provision: 'batchmanaged' | 'usermanaged' | 'nopublicipaddresses';
  readonly addressIds: readonly string[];
}

export function networkWishOf({ kind, body }: Pick<PoolSpec, 'kind' | 'body'>): NetworkWish {
  const holder = kind === 'arm' ? objectAt(body, 'properties') : body;
  const network = objectAt(holder, 'networkConfiguration');
  const addresses = objectAt(network, 'publicIPAddressConfiguration');
  const { ipAddressIds } = addresses;
  // Without a word of the spec the action asks for simplified.
  const mode = textAt(holder, 'targetNodeCommunicationMode')?.toLowerCase() ?? 'simplified';
  const provision = textAt(addresses, 'provision')?.toLowerCase();
  return {
    subnetId: textAt(network, 'subnetId'),
    communication: mode === 'classic' || mode === 'default' ? mode : 'simplified',
    provision: provision === 'usermanaged' || provision === 'nopublicipaddresses' ? provision : 'batchmanaged',
    addressIds: isList(ipAddressIds) ? ipAddressIds.filter((id) => typeof id === 'string') : [],
  };
}

export function networkPath({ kind }: Pick<PoolSpec, 'kind'>, ...rest: readonly string[]): readonly string[] {
  return [...(kind === 'arm' ? ['properties'] : []), 'networkConfiguration', ...rest];
}

const SUBNET =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i;
const ADDRESS =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/publicIPAddresses\/[^/]+$/i;

export function isSubnetId(id: string): boolean {
  return SUBNET.test(id);
}

export function isAddressId(id: string): boolean {
  return ADDRESS.test(id);
}
