// Virtual networks with their subnets, which are part of the network's body here as in Azure's answers.
import type { ArmCall, ArmRoute } from '../arm/route.ts';
import { done, find, listOf, listScope, nameOf, notSimulated, param, sameId } from '../compute/compute-ids.ts';
import { arrayOf, at, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { contains, overlaps, rangeOf, type Range } from './addresses.ts';
import {
  ipConfigurations,
  networkPath,
  NSG_TYPE,
  referenceOf,
  refuse,
  requireReference,
  VNET_TYPE,
} from './network-ids.ts';
import { requiredString, requireKnown, routesOf, type NetworkType, type Wanted } from './network-resource.ts';

const SUBNET_PROPERTIES = ['addressPrefix', 'addressPrefixes', 'networkSecurityGroup', 'ipConfigurations'];

function requireRange(prefix: Json, vnet: string): Range {
  const range = rangeOf(stringOf(prefix) ?? '');
  if (range !== undefined) return range;
  throw refuse(
    'InvalidAddressPrefixFormat',
    `Address prefix ${JSON.stringify(prefix)} of resource ${vnet} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
  );
}

function subnetPrefix(subnet: JsonObject): string {
  const properties = objectOf(subnet['properties']);
  const several = arrayOf(properties['addressPrefixes']);
  if (several.length > 1) throw notSimulated('a subnet with several address prefixes');
  return stringOf(properties['addressPrefix']) ?? stringOf(several[0]) ?? '';
}

function subnetsOf(call: ArmCall, wanted: Wanted): readonly JsonObject[] {
  const vnet = nameOf(wanted.id);
  const space = arrayOf(at(wanted.properties, 'addressSpace', 'addressPrefixes')).map((prefix) =>
    requireRange(prefix, wanted.id),
  );
  const placed: { readonly name: string; readonly range: Range }[] = [];
  return arrayOf(wanted.properties['subnets']).map((one) => {
    const subnet = objectOf(one);
    const name = requiredString(subnet['name'], 'properties.subnets.name');
    const properties = objectOf(subnet['properties']);
    requireKnown(properties, SUBNET_PROPERTIES, 'properties.subnets.properties');
    const prefix = subnetPrefix(subnet);
    const range = requireRange(prefix, `${wanted.id}/subnets/${name}`);
    if (!space.some((outer) => contains(outer, range))) {
      throw refuse(
        'NetcfgInvalidSubnet',
        `Subnet '${name}' is not valid because its IP address range is outside the IP address range of virtual network '${vnet}'.`,
      );
    }
    const other = placed.find((before) => overlaps(before.range, range));
    if (other !== undefined) {
      throw refuse(
        'NetcfgSubnetRangesOverlap',
        `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${vnet}'.`,
      );
    }
    placed.push({ name, range });
    const nsg = referenceOf(properties['networkSecurityGroup']);
    if (nsg !== undefined) requireReference(call, wanted, nsg, NSG_TYPE);
    return {
      name,
      id: `${wanted.id}/subnets/${name}`,
      type: `${VNET_TYPE}/subnets`,
      properties: {
        addressPrefix: prefix,
        ...(nsg !== undefined && { networkSecurityGroup: { id: nsg } }),
        delegations: [],
        privateEndpointNetworkPolicies: 'Disabled',
        privateLinkServiceNetworkPolicies: 'Enabled',
        provisioningState: 'Succeeded',
      },
    };
  });
}

/** The IP configurations of network interfaces in a subnet. */
function usersOf(world: World, subnetId: string): readonly string[] {
  return ipConfigurations(world)
    .filter(({ properties }) => sameId(referenceOf(properties['subnet']) ?? '', subnetId))
    .map(({ id }) => id);
}

function requireSubnetUnused(world: World, subnetId: string): void {
  const [user] = usersOf(world, subnetId);
  if (user === undefined) return;
  // https://github.com/Azure/azure-cli/issues/10014
  throw refuse(
    'InUseSubnetCannotBeDeleted',
    `Subnet ${nameOf(subnetId)} is in use by ${user} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
  );
}

function subnetView(world: World, id: string, subnet: JsonObject): JsonObject {
  const users = usersOf(world, id);
  return {
    ...subnet,
    id,
    properties: {
      ...objectOf(subnet['properties']),
      ...(users.length > 0 && { ipConfigurations: users.map((id) => ({ id })) }),
    },
  };
}

/** The subnets of a stored network; those of a scenario have no IDs of their own. */
function storedSubnets(
  vnet: StoredResource | undefined,
): readonly { readonly id: string; readonly body: JsonObject }[] {
  return arrayOf(at(vnet?.body, 'properties', 'subnets')).map((one) => {
    const body = objectOf(one);
    return { id: `${vnet?.id ?? ''}/subnets/${stringOf(body['name']) ?? ''}`, body };
  });
}

/** The subnet with this ID, wherever its network came from. */
export function findSubnet(world: World, id: string): JsonObject | undefined {
  const vnet = world.resources.get(id.replace(/\/subnets\/[^/]+$/i, ''));
  return storedSubnets(vnet).find((one) => sameId(one.id, id))?.body;
}

function subnetViews(world: World, vnet: StoredResource): readonly JsonObject[] {
  return storedSubnets(vnet).map(({ id, body }) => subnetView(world, id, body));
}

const VIRTUAL_NETWORKS: NetworkType = {
  plural: 'virtualNetworks',
  known: ['addressSpace', 'subnets', 'enableDdosProtection', 'virtualNetworkPeerings'],
  properties(call, wanted) {
    if (arrayOf(wanted.properties['virtualNetworkPeerings']).length > 0) throw notSimulated('peerings of networks');
    if (wanted.properties['enableDdosProtection'] === true) throw notSimulated('DDoS protection');
    const subnets = subnetsOf(call, wanted);
    for (const { id } of storedSubnets(wanted.existing)) {
      if (!subnets.some((subnet) => sameId(stringOf(subnet['id']) ?? '', id))) requireSubnetUnused(call.world, id);
    }
    const { addressSpace } = wanted.properties;
    return { addressSpace, subnets, virtualNetworkPeerings: [], enableDdosProtection: false };
  },
  view: (world, vnet) => ({
    ...vnet.body,
    properties: { ...objectOf(vnet.body['properties']), subnets: subnetViews(world, vnet) },
  }),
  requireUnused(world, vnet) {
    for (const { id } of storedSubnets(vnet)) requireSubnetUnused(world, id);
  },
};

function vnetOf(call: ArmCall): StoredResource {
  return find(call.world, `${listScope(call)}/providers/${VNET_TYPE}/${param(call, 'vnet')}`);
}

const SUBNETS = networkPath('virtualNetworks/{vnet}/subnets');

export const virtualNetworkRoutes: readonly ArmRoute[] = [
  ...routesOf(VIRTUAL_NETWORKS),
  {
    method: 'GET',
    path: SUBNETS,
    action: `${VNET_TYPE}/subnets/read`,
    since: '2015-05-01-preview',
    handle: (call) => listOf(subnetViews(call.world, vnetOf(call))),
  },
  {
    method: 'GET',
    path: `${SUBNETS}/{subnet}`,
    action: `${VNET_TYPE}/subnets/read`,
    since: '2015-05-01-preview',
    handle(call) {
      const name = param(call, 'subnet');
      const vnet = vnetOf(call);
      const subnet = subnetViews(call.world, vnet).find((one) => sameId(stringOf(one['name']) ?? '', name));
      if (subnet !== undefined) return done(subnet);
      throw refuse('NotFound', `Resource ${vnet.id}/subnets/${name} not found.`, 404);
    },
  },
];
