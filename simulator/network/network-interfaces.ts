// Network interfaces: an address in a subnet, maybe a public one, for the VM they are attached to.
import type { ArmCall, ArmRoute } from '../arm/route.ts';
import { nameOf, notSimulated, requireLinked, sameId } from '../compute/compute-ids.ts';
import { arrayOf, at, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import { firstFree, numberOfAddress, rangeOf, type Range } from './addresses.ts';
import {
  danglingReference,
  ipConfigurations,
  NIC_TYPE,
  NSG_TYPE,
  PUBLIC_IP_TYPE,
  referenceOf,
  refuse,
  requireReference,
  subnetOf,
  VNET_TYPE,
  vmOfNic,
} from './network-ids.ts';
import { requiredString, requireKnown, routesOf, type NetworkType, type Wanted } from './network-resource.ts';

const CONFIGURATION_PROPERTIES = [
  'subnet',
  'publicIPAddress',
  'privateIPAllocationMethod',
  'privateIPAddress',
  'privateIPAddressVersion',
  'primary',
];

/** The range of a prefix that a scenario has written wrongly. */
const NOTHING: Range = { first: 0, last: -1 };

/** The subnet an address is taken from: there, in the same region, and the caller may join it. */
function requireSubnet(call: ArmCall, wanted: Wanted, subnetId: string): string {
  requireLinked(call, `${NIC_TYPE}/write`, wanted.id, `${VNET_TYPE}/subnets/join/action`, subnetId);
  const found = subnetOf(call.world, subnetId);
  if (found === undefined || found.vnet.body['location'] !== wanted.location) {
    throw danglingReference(subnetId, wanted.id);
  }
  return stringOf(at(found.subnet, 'properties', 'addressPrefix')) ?? '';
}

function takenIn(world: World, subnetId: string, exceptNic: string): ReadonlySet<string> {
  return new Set(
    ipConfigurations(world)
      .filter(({ nic, properties }) => {
        return !sameId(nic.id, exceptNic) && sameId(referenceOf(properties['subnet']) ?? '', subnetId);
      })
      .flatMap(({ properties }) => stringOf(properties['privateIPAddress']) ?? []),
  );
}

function privateAddress(
  world: World,
  wanted: Wanted,
  properties: JsonObject,
  prefix: string,
  subnetId: string,
): string {
  const taken = takenIn(world, subnetId, wanted.id);
  const range = rangeOf(prefix) ?? NOTHING;
  const given = stringOf(properties['privateIPAddress']);
  if (properties['privateIPAllocationMethod'] === 'Static' && given !== undefined) {
    const value = numberOfAddress(given) ?? -1;
    if (value < range.first || value > range.last) {
      throw refuse(
        'PrivateIPAddressNotInSubnet',
        `Private static IP address ${given} does not belong to the range of subnet prefix ${prefix}.`,
      );
    }
    if (taken.has(given)) {
      throw refuse(
        'PrivateIPAddressInUse',
        `IP configuration ${wanted.id} is using the private IP address ${given} which is already allocated to another resource.`,
      );
    }
    return given;
  }
  const free = firstFree(range, taken);
  if (free === undefined) {
    throw refuse(
      'SubnetIsFull',
      `Subnet ${nameOf(subnetId)} with address prefix ${prefix} does not have enough capacity for 1 IP addresses.`,
    );
  }
  return free;
}

/** Text: https://github.com/MicrosoftLearning/AZ-100-MicrosoftAzureInfrastructureDeployment/issues/15 */
function requirePublicAddressFree(world: World, wanted: Wanted, name: string, publicId: string): void {
  const user = ipConfigurations(world).find(
    ({ nic, properties }) =>
      !sameId(nic.id, wanted.id) && sameId(referenceOf(properties['publicIPAddress']) ?? '', publicId),
  );
  if (user === undefined) return;
  throw refuse(
    'PublicIPAddressInUse',
    `Resource ${wanted.id}/ipConfigurations/${name} is referencing public IP address ${publicId} that is already allocated to resource ${user.id}.`,
  );
}

function configurationsOf(call: ArmCall, wanted: Wanted): readonly JsonObject[] {
  const given = arrayOf(wanted.properties['ipConfigurations']).map(objectOf);
  if (given.length === 0) {
    throw refuse(
      'NetworkInterfaceMustHaveAtLeastOneIpConfiguration',
      `Network interface ${wanted.id} must have at least one IP configuration.`,
    );
  }
  if (given.length > 1) throw notSimulated('a network interface with several IP configurations');
  return given.map((configuration) => {
    const name = requiredString(configuration['name'], 'properties.ipConfigurations.name');
    const properties = objectOf(configuration['properties']);
    requireKnown(properties, CONFIGURATION_PROPERTIES, 'properties.ipConfigurations.properties');
    if (properties['privateIPAddressVersion'] === 'IPv6') throw notSimulated('IPv6 addresses');
    const subnetId = referenceOf(properties['subnet']);
    if (subnetId === undefined) {
      throw refuse('SubnetMissing', `IP configuration ${name} of network interface ${wanted.id} must have a subnet.`);
    }
    const prefix = requireSubnet(call, wanted, subnetId);
    const publicId = referenceOf(properties['publicIPAddress']);
    if (publicId !== undefined) {
      requireReference(call, wanted, publicId, PUBLIC_IP_TYPE);
      requirePublicAddressFree(call.world, wanted, name, publicId);
    }
    return {
      name,
      id: `${wanted.id}/ipConfigurations/${name}`,
      type: `${NIC_TYPE}/ipConfigurations`,
      properties: {
        privateIPAddress: privateAddress(call.world, wanted, properties, prefix, subnetId),
        privateIPAllocationMethod: properties['privateIPAllocationMethod'] ?? 'Dynamic',
        privateIPAddressVersion: 'IPv4',
        primary: true,
        subnet: { id: subnetId },
        ...(publicId !== undefined && { publicIPAddress: { id: publicId } }),
        provisioningState: 'Succeeded',
      },
    };
  });
}

const NETWORK_INTERFACES: NetworkType = {
  plural: 'networkInterfaces',
  known: [
    'ipConfigurations',
    'networkSecurityGroup',
    'enableAcceleratedNetworking',
    'enableIPForwarding',
    'dnsSettings',
    'primary',
    'virtualMachine',
    'macAddress',
  ],
  properties(call, wanted) {
    const { properties } = wanted;
    const nsg = referenceOf(properties['networkSecurityGroup']);
    if (nsg !== undefined) requireReference(call, wanted, nsg, NSG_TYPE);
    return {
      ipConfigurations: configurationsOf(call, wanted),
      dnsSettings: { dnsServers: [], appliedDnsServers: [], ...objectOf(properties['dnsSettings']) },
      enableAcceleratedNetworking: properties['enableAcceleratedNetworking'] === true,
      enableIPForwarding: properties['enableIPForwarding'] === true,
      ...(nsg !== undefined && { networkSecurityGroup: { id: nsg } }),
    };
  },
  view(world, nic) {
    const vm = vmOfNic(world, nic.id);
    const { virtualMachine: seeded, ...properties } = objectOf(nic.body['properties']);
    const owner = vm === undefined ? seeded : { id: vm.id };
    return {
      ...nic.body,
      properties: { ...properties, ...(owner !== undefined && { primary: true, virtualMachine: owner }) },
    };
  },
  requireUnused(world, nic) {
    const vm = vmOfNic(world, nic.id);
    if (vm === undefined) return;
    // https://github.com/hashicorp/terraform-provider-azurerm/issues/8105
    throw refuse(
      'NicInUse',
      `Network Interface ${nic.id} is used by existing resource ${vm.id}. In order to delete the network interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic.`,
    );
  },
};

export const networkInterfaceRoutes: readonly ArmRoute[] = routesOf(NETWORK_INTERFACES);
