// Network security groups: their rules are kept and checked for sense, but no packet ever meets them.
import type { ArmRoute } from '../arm/route.ts';
import { sameId } from '../compute/compute-ids.ts';
import { arrayOf, at, numberOf, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import { NIC_TYPE, NSG_TYPE, referenceOf, refuse, VNET_TYPE } from './network-ids.ts';
import { requiredString, routesOf, type NetworkType, type Wanted } from './network-resource.ts';

function rulesOf(wanted: Wanted): readonly JsonObject[] {
  const taken = new Map<string, string>();
  return arrayOf(wanted.properties['securityRules']).map((one) => {
    const rule = objectOf(one);
    const name = requiredString(rule['name'], 'properties.securityRules.name');
    const properties = objectOf(rule['properties']);
    const priority = numberOf(properties['priority']);
    if (priority === undefined || priority < 100 || priority > 4096) {
      throw refuse(
        'SecurityRuleInvalidPriority',
        `Security rule has invalid Priority. Value provided: ${JSON.stringify(properties['priority'] ?? null)} Allowed range 100-4096. Path: properties.priority.`,
      );
    }
    const key = `${stringOf(properties['direction']) ?? ''} ${priority}`;
    const other = taken.get(key);
    if (other !== undefined) {
      throw refuse(
        'SecurityRuleConflict',
        `Security rule ${name} conflicts with rule ${other}. Rules cannot have the same Priority and Direction. To learn more, see aka.ms/nsgrules.`,
      );
    }
    taken.set(key, name);
    return {
      name,
      id: `${wanted.id}/securityRules/${name}`,
      type: `${NSG_TYPE}/securityRules`,
      properties: { ...properties, provisioningState: 'Succeeded' },
    };
  });
}

/** The subnets and network interfaces that name the group. */
function usersOf(
  world: World,
  nsgId: string,
): { readonly subnets: readonly string[]; readonly nics: readonly string[] } {
  const points = (value: JsonObject[string]): boolean =>
    sameId(referenceOf(at(value, 'properties', 'networkSecurityGroup')) ?? '', nsgId);
  return {
    subnets: world.resources.ofType(VNET_TYPE).flatMap((vnet) =>
      arrayOf(at(vnet.body, 'properties', 'subnets'))
        .filter(points)
        .map((subnet) => `${vnet.id}/subnets/${stringOf(at(subnet, 'name')) ?? ''}`),
    ),
    nics: world.resources
      .ofType(NIC_TYPE)
      .filter(({ body }) => points(body))
      .map(({ id }) => id),
  };
}

/** https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules */
const DEFAULT_RULES = [
  ['AllowVnetInBound', 65000, 'Inbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'],
  ['AllowAzureLoadBalancerInBound', 65001, 'Inbound', 'Allow', 'AzureLoadBalancer', '*'],
  ['DenyAllInBound', 65500, 'Inbound', 'Deny', '*', '*'],
  ['AllowVnetOutBound', 65000, 'Outbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'],
  ['AllowInternetOutBound', 65001, 'Outbound', 'Allow', '*', 'Internet'],
  ['DenyAllOutBound', 65500, 'Outbound', 'Deny', '*', '*'],
] as const;

function defaultRule(groupId: string, rule: (typeof DEFAULT_RULES)[number]): JsonObject {
  const [name, priority, direction, access, sourceAddressPrefix, destinationAddressPrefix] = rule;
  return {
    name,
    id: `${groupId}/defaultSecurityRules/${name}`,
    type: `${NSG_TYPE}/defaultSecurityRules`,
    properties: {
      provisioningState: 'Succeeded',
      protocol: '*',
      sourcePortRange: '*',
      destinationPortRange: '*',
      sourceAddressPrefix,
      destinationAddressPrefix,
      access,
      priority,
      direction,
    },
  };
}

const SECURITY_GROUPS: NetworkType = {
  plural: 'networkSecurityGroups',
  known: ['securityRules', 'defaultSecurityRules', 'subnets', 'networkInterfaces'],
  properties: (_call, wanted) => ({ securityRules: rulesOf(wanted) }),
  view(world, group) {
    const { subnets, nics } = usersOf(world, group.id);
    return {
      ...group.body,
      properties: {
        ...objectOf(group.body['properties']),
        defaultSecurityRules: DEFAULT_RULES.map((rule) => defaultRule(group.id, rule)),
        ...(subnets.length > 0 && { subnets: subnets.map((id) => ({ id })) }),
        ...(nics.length > 0 && { networkInterfaces: nics.map((id) => ({ id })) }),
      },
    };
  },
  requireUnused(world, group) {
    const { subnets, nics } = usersOf(world, group.id);
    const users = [...subnets, ...nics];
    if (users.length === 0) return;
    // https://github.com/Azure/sap-hana/pull/211
    throw refuse(
      'InUseNetworkSecurityGroupCannotBeDeleted',
      `Network security group ${group.id} cannot be deleted because it is in use by the following resources: ${users.join(', ')}. In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.`,
    );
  },
};

export const securityGroupRoutes: readonly ArmRoute[] = routesOf(SECURITY_GROUPS);
