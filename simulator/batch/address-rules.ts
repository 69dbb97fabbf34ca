// What Batch asks of the public addresses that a pool brings along: https://learn.microsoft.com/azure/batch/create-pool-public-ip
import { nameOf, sameId } from '../compute/compute-ids.ts';
import { arrayOf, at, stringOf, type Json } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import { ipConfigurations, PUBLIC_IP_TYPE, referenceOf } from '../network/network-ids.ts';
import type { AccountFacts } from './account.ts';
import type { BatchState, Pool } from './state.ts';

/** The reason why a pool's own addresses keep its nodes from being made; undefined where they are fit. */
export function unfitAddress(state: BatchState, facts: AccountFacts, pool: Pool): string | undefined {
  for (const id of addressesOf(pool)) {
    const why = faultOf(state, facts, pool, id);
    if (why !== undefined) return `Allocation failed as the public IP address ${nameOf(id)} ${why}.`;
  }
  return undefined;
}

function faultOf(state: BatchState, facts: AccountFacts, pool: Pool, id: string): string | undefined {
  const address = state.world.resources.get(id);
  if (address === undefined || address.type !== PUBLIC_IP_TYPE.toLowerCase()) return 'was not found';
  const { body } = address;
  const property = (name: string): Json | undefined => at(body, 'properties', name);
  const subscriptionOf = (one: string): string => (one.split('/')[2] ?? '').toLowerCase();
  const isElsewhere = normalise(stringOf(body['location']) ?? '') !== facts.region;
  if (isElsewhere || subscriptionOf(id) !== subscriptionOf(facts.id)) return 'is not in the place of the account';
  if (at(body, 'sku', 'name') !== 'Standard') return 'is not of SKU Standard';
  if (property('publicIPAllocationMethod') !== 'Static') return 'is not static';
  if (property('publicIPAddressVersion') === 'IPv6') return 'is of IPv6';
  if (stringOf(at(property('dnsSettings'), 'domainNameLabel')) === undefined) return 'has no DNS label';
  return isInUse(state, pool, id, property) ? 'is in use' : undefined;
}

function isInUse(
  { world, accounts }: BatchState,
  pool: Pool,
  id: string,
  property: (name: string) => Json | undefined,
): boolean {
  const others = [...accounts.values()]
    .flatMap(({ pools }) => [...pools.values()])
    .filter((one) => one !== pool && one.nodes.size > 0 && addressesOf(one).some((own) => sameId(own, id)));
  const interfaces = ipConfigurations(world).filter(({ properties }) =>
    sameId(referenceOf(properties['publicIPAddress']) ?? '', id),
  );
  const described = [property('ipConfiguration'), property('natGateway')].some((user) => user !== undefined);
  return others.length > 0 || interfaces.length > 0 || described;
}

/** Only those of a pool that says so are its own. */
function addressesOf({ definition }: Pool): readonly string[] {
  const configuration = at(definition, 'networkConfiguration', 'publicIPAddressConfiguration');
  if (stringOf(at(configuration, 'provision'))?.toLowerCase() !== 'usermanaged') return [];
  return arrayOf(at(configuration, 'ipAddressIds')).flatMap((one) => stringOf(one) ?? []);
}
