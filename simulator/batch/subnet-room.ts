// How many more nodes find an address in the subnet of their pool, beside network interfaces and nodes of any account.
import { arrayOf, at, stringOf } from '../kernel/json.ts';
import { nameOf, sameId } from '../compute/compute-ids.ts';
import { rangeOf } from '../network/addresses.ts';
import { ipConfigurations, referenceOf } from '../network/network-ids.ts';
import { findSubnet } from '../network/virtual-networks.ts';
import { allocationFailed } from './boot-rules.ts';
import type { Room } from './quota.ts';
import type { BatchState, Pool } from './state.ts';

/** Azure keeps five addresses of each range for itself. */
const RESERVED = 5;

/** A subnet without an IPv4 range, as scenarios may have it, is without limit. */
export function roomInSubnet({ world, accounts }: BatchState, pool: Pool, wanted: number, isDedicated: boolean): Room {
  const id = subnetOf(pool);
  const subnet = id === undefined ? undefined : findSubnet(world, id);
  const single = at(subnet, 'properties', 'addressPrefix');
  const several = arrayOf(at(subnet, 'properties', 'addressPrefixes'));
  const prefixes = (single === undefined ? several : [single]).flatMap((prefix) => stringOf(prefix) ?? []);
  const sizes = prefixes.flatMap((prefix) => {
    const range = rangeOf(prefix);
    return range === undefined ? [] : [Math.max(0, range.last - range.first + 1 - RESERVED)];
  });
  if (id === undefined || sizes.length === 0) return { nodes: wanted, problem: undefined };
  const neighbours = [...accounts.values()]
    .flatMap(({ pools }) => [...pools.values()])
    .filter((one) => sameId(subnetOf(one) ?? '', id))
    .reduce((sum, { nodes }) => sum + nodes.size, 0);
  const interfaces = ipConfigurations(world).filter(({ properties }) =>
    sameId(referenceOf(properties['subnet']) ?? '', id),
  );
  const described = arrayOf(at(subnet, 'properties', 'ipConfigurations'));
  const free = sizes.reduce((sum, size) => sum + size, 0) - neighbours - interfaces.length - described.length;
  const nodes = Math.max(0, Math.min(wanted, free));
  if (nodes === wanted) return { nodes, problem: undefined };
  // https://github.com/MicrosoftDocs/azure-docs/issues/88211
  const message = `Subnet ${nameOf(id)} with address prefix ${prefixes.join(', ')} does not have enough capacity for ${wanted - nodes} IP addresses.`;
  return {
    nodes,
    problem: allocationFailed(isDedicated ? 'dedicated' : 'low priority', { code: 'SubnetIsFull', message }),
  };
}

function subnetOf({ definition }: Pool): string | undefined {
  return stringOf(at(definition, 'networkConfiguration', 'subnetId'));
}
