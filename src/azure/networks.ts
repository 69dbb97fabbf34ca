// Networks that the user brings along: virtual networks with their subnets, security groups, public addresses.
import type { Arm, JsonObject } from './arm.ts';
import { numberAt, objectAt, objectsAt, oneOf, textAt, textsAt } from './json.ts';
import { nameOf, normaliseRegion, resourceGroupOf, sameId } from './resource-id.ts';
import { API_VERSIONS } from './versions.ts';

export interface VirtualNetwork {
  readonly id: string;
  /** Normalised; undefined where Azure does not tell. */
  readonly location?: string;
  readonly subnets: readonly Subnet[];
}

export interface Subnet {
  readonly name: string;
  /** IPv4 and IPv6 alike, e.g. `10.0.0.0/24`. */
  readonly prefixes: readonly string[];
  /** The services that have it to themselves, e.g. `Microsoft.Web/serverFarms`. */
  readonly delegations: readonly string[];
  readonly securityGroupId?: string;
  /** Addresses that are taken by network interfaces. */
  readonly taken: number;
}

export interface SecurityGroup {
  readonly id: string;
  /** Its own and those that Azure adds, in the order of their priority. */
  readonly rules: readonly SecurityRule[];
}

export interface SecurityRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  /** `Tcp`, `*`, ... */
  readonly protocol: string;
  /** Of the other side: of the source of what comes in, of the destination of what goes out. */
  readonly peers: readonly string[];
  /** Of this side: which of the addresses in the subnet it is about. */
  readonly locals: readonly string[];
  /** Whether it is about machines of application security groups, on either side. */
  readonly groups: boolean;
  /** Empty where Azure does not tell. */
  readonly sourcePorts: readonly string[];
  /** `443`, `29876-29877`, `*`. */
  readonly destinationPorts: readonly string[];
}

export interface PublicAddress {
  readonly id: string;
  /** Normalised. It, SKU, allocation and version are absent where Azure does not tell. */
  readonly location?: string;
  readonly sku?: string;
  /** `Static` or `Dynamic`. */
  readonly allocation?: string;
  /** `IPv4` or `IPv6`. */
  readonly version?: string;
  /** Whether it has a DNS label. */
  readonly named: boolean;
  /** What uses it; undefined while it is free. */
  readonly usedBy?: string;
}

export async function readVirtualNetwork(arm: Arm, id: string): Promise<VirtualNetwork | undefined> {
  const body = await arm.read(id, API_VERSIONS.network);
  if (body === undefined) return undefined;
  return { id, ...placeOf(body), subnets: objectsAt(body, 'properties', 'subnets').map(toSubnet) };
}

function placeOf(body: JsonObject): { readonly location?: string } {
  const location = textAt(body, 'location');
  return location === undefined ? {} : { location: normaliseRegion(location) };
}

function toSubnet(body: JsonObject): Subnet {
  const one = textAt(body, 'properties', 'addressPrefix');
  const several = textsAt(body, 'properties', 'addressPrefixes');
  const securityGroupId = textAt(body, 'properties', 'networkSecurityGroup', 'id');
  return {
    name: textAt(body, 'name') ?? '',
    prefixes: several.length > 0 ? several : one === undefined ? [] : [one],
    delegations: objectsAt(body, 'properties', 'delegations').map(
      (each) => textAt(each, 'properties', 'serviceName') ?? textAt(each, 'name') ?? 'another service',
    ),
    ...(securityGroupId === undefined ? {} : { securityGroupId }),
    taken: objectsAt(body, 'properties', 'ipConfigurations').length,
  };
}

export async function readSecurityGroup(arm: Arm, id: string): Promise<SecurityGroup | undefined> {
  const body = await arm.read(id, API_VERSIONS.network);
  if (body === undefined) return undefined;
  const rules = ['securityRules', 'defaultSecurityRules'].flatMap((list) =>
    objectsAt(body, 'properties', list).flatMap((rule) => toRule(rule) ?? []),
  );
  return { id, rules: rules.sort((a, b) => a.priority - b.priority) };
}

const GROUPS = ['sourceApplicationSecurityGroups', 'destinationApplicationSecurityGroups'];

function toRule(body: JsonObject): SecurityRule | undefined {
  const of = (name: string): string | undefined => textAt(body, 'properties', name);
  const all = (one: string, several: string): readonly string[] => [
    ...(of(one) === undefined || of(one) === '' ? [] : [of(one) ?? '']),
    ...textsAt(body, 'properties', several),
  ];
  const direction = oneOf(['Inbound', 'Outbound'], of('direction'));
  const access = oneOf(['Allow', 'Deny'], of('access'));
  if (direction === undefined || access === undefined) return undefined;
  const sources = all('sourceAddressPrefix', 'sourceAddressPrefixes');
  const destinations = all('destinationAddressPrefix', 'destinationAddressPrefixes');
  return {
    name: textAt(body, 'name') ?? '',
    priority: numberAt(body, 'properties', 'priority') ?? 0,
    direction,
    access,
    protocol: of('protocol') ?? '*',
    peers: direction === 'Inbound' ? sources : destinations,
    locals: direction === 'Inbound' ? destinations : sources,
    groups: GROUPS.some((list) => objectsAt(body, 'properties', list).length > 0),
    sourcePorts: all('sourcePortRange', 'sourcePortRanges'),
    destinationPorts: all('destinationPortRange', 'destinationPortRanges'),
  };
}

/** More are read by their groups: a request for each would make a survey of a large pool long. */
const READ_ONE_BY_ONE = 3;

/** Those of the IDs that exist. */
export async function readPublicAddresses(arm: Arm, ids: readonly string[]): Promise<readonly PublicAddress[]> {
  if (ids.length <= READ_ONE_BY_ONE) {
    const read = await Promise.all(
      ids.map(async (id) => {
        const body = await arm.read(id, API_VERSIONS.network);
        return body === undefined ? [] : [toPublicAddress(body, id)];
      }),
    );
    return read.flat();
  }
  const groups = new Map(ids.map((id) => [resourceGroupOf(id).toLowerCase(), resourceGroupOf(id)])).values();
  const lists = await Promise.all(
    [...groups].map(async (group) =>
      arm.list(`${group}/providers/Microsoft.Network/publicIPAddresses`, API_VERSIONS.network),
    ),
  );
  return lists
    .flat()
    .map((body) => toPublicAddress(body))
    .filter((address) => ids.some((id) => sameId(id, address.id)));
}

function toPublicAddress(body: JsonObject, id = ''): PublicAddress {
  const usedBy = textAt(body, 'properties', 'ipConfiguration', 'id') ?? textAt(body, 'properties', 'natGateway', 'id');
  const sku = textAt(body, 'sku', 'name');
  const allocation = textAt(body, 'properties', 'publicIPAllocationMethod');
  const version = textAt(body, 'properties', 'publicIPAddressVersion');
  const dns = objectAt(body, 'properties', 'dnsSettings');
  return {
    id: textAt(body, 'id') ?? id,
    ...placeOf(body),
    ...(sku === undefined ? {} : { sku }),
    ...(allocation === undefined ? {} : { allocation }),
    ...(version === undefined ? {} : { version }),
    named: [textAt(dns, 'domainNameLabel'), textAt(dns, 'fqdn')].some((name) => name !== undefined && name !== ''),
    ...(usedBy === undefined ? {} : { usedBy }),
  };
}

/** `vnet/subnet`, as people call it. */
export function subnetName(subnetId: string): string {
  return `${nameOf(networkOf(subnetId))}/${nameOf(subnetId)}`;
}

export function networkOf(subnetId: string): string {
  return subnetId.replace(/\/subnets\/[^/]+$/i, '');
}
