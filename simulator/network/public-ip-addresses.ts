// Public IP addresses. All of them are 127.0.0.1: nothing but loopback leads to a simulated machine.
import type { ArmRoute } from '../arm/route.ts';
import { notSimulated, sameId } from '../compute/compute-ids.ts';
import { isAllocated } from '../compute/vm-state.ts';
import { at, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { ipConfigurations, PUBLIC_IP_TYPE, referenceOf, refuse, vmOfNic, type IpConfiguration } from './network-ids.ts';
import { requireKnown, routesOf, type NetworkType, type Wanted } from './network-resource.ts';

const LOOPBACK = '127.0.0.1';
const LABEL = /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/;

function userOf(world: World, id: string): IpConfiguration | undefined {
  return ipConfigurations(world).find(({ properties }) => sameId(referenceOf(properties['publicIPAddress']) ?? '', id));
}

function dnsSettings(world: World, wanted: Wanted): JsonObject | undefined {
  if (wanted.properties['dnsSettings'] === undefined) return undefined;
  const given = objectOf(wanted.properties['dnsSettings']);
  requireKnown(given, ['domainNameLabel', 'fqdn'], 'properties.dnsSettings');
  const label = stringOf(given['domainNameLabel']) ?? '';
  if (!LABEL.test(label)) {
    throw refuse(
      'InvalidDomainNameLabel',
      `The domain name label ${label} is invalid. It must conform to the following regular expression: ^[a-z][a-z0-9-]{1,61}[a-z0-9]$.`,
    );
  }
  const fqdn = `${label}.${wanted.location}.cloudapp.azure.com`;
  const holder = world.resources
    .ofType(PUBLIC_IP_TYPE)
    .find((one) => !sameId(one.id, wanted.id) && at(one.body, 'properties', 'dnsSettings', 'fqdn') === fqdn);
  if (holder !== undefined) {
    throw refuse('DnsRecordInUse', `DNS record ${fqdn} is already used by another public IP.`);
  }
  return { domainNameLabel: label, fqdn };
}

/** A dynamic address is there only while its VM holds hardware; a static one always. */
function addressOf(world: World, { body }: StoredResource, user: IpConfiguration | undefined): string | undefined {
  if (at(body, 'properties', 'publicIPAllocationMethod') === 'Static') return LOOPBACK;
  const vm = user === undefined ? undefined : vmOfNic(world, user.nic.id);
  return vm !== undefined && isAllocated(vm) ? LOOPBACK : undefined;
}

const PUBLIC_IP_ADDRESSES: NetworkType = {
  plural: 'publicIPAddresses',
  known: [
    'publicIPAllocationMethod',
    'publicIPAddressVersion',
    'dnsSettings',
    'idleTimeoutInMinutes',
    'ipTags',
    'ipAddress',
    'ipConfiguration',
  ],
  extra: ({ sku, zones }) => ({
    sku: { name: 'Basic', tier: 'Regional', ...objectOf(sku) },
    ...(zones !== undefined && { zones }),
  }),
  properties({ world, body }, wanted) {
    const { properties } = wanted;
    const method = properties['publicIPAllocationMethod'] ?? 'Dynamic';
    if (properties['publicIPAddressVersion'] === 'IPv6') throw notSimulated('IPv6 addresses');
    if (at(body, 'sku', 'name') === 'Standard' && method !== 'Static') {
      throw refuse(
        'PublicIPAddressAllocationMethodNotSupportedForStandardSku',
        `Standard sku publicIp ${wanted.id} must have AllocationMethod set to Static.`,
      );
    }
    const dns = dnsSettings(world, wanted);
    return {
      publicIPAllocationMethod: method,
      publicIPAddressVersion: 'IPv4',
      idleTimeoutInMinutes: properties['idleTimeoutInMinutes'] ?? 4,
      ipTags: properties['ipTags'] ?? [],
      ...(dns !== undefined && { dnsSettings: dns }),
    };
  },
  view(world, address) {
    const user = userOf(world, address.id);
    const ipAddress = addressOf(world, address, user);
    return {
      ...address.body,
      properties: {
        ...objectOf(address.body['properties']),
        ...(ipAddress !== undefined && { ipAddress }),
        ...(user !== undefined && { ipConfiguration: { id: user.id } }),
      },
    };
  },
  requireUnused(world, address) {
    const user = userOf(world, address.id);
    if (user === undefined) return;
    // https://github.com/hashicorp/terraform-provider-azurerm/issues/2566
    throw refuse(
      'PublicIPAddressCannotBeDeleted',
      `Public IP address ${address.id} can not be deleted since it is still allocated to resource ${user.id}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.  To learn how to do this, see aka.ms/deletepublicip.`,
    );
  },
};

export const publicIpAddressRoutes: readonly ArmRoute[] = routesOf(PUBLIC_IP_ADDRESSES);
