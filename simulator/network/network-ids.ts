// Paths, references and refusals that every type of Microsoft.Network shares.
import type { ArmCall } from '../arm/route.ts';
import { GROUP_PATH, nameOf, requireLinked, sameId } from '../compute/compute-ids.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, at, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { typeOf, type StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';

export const VNET_TYPE = 'Microsoft.Network/virtualNetworks';
export const NIC_TYPE = 'Microsoft.Network/networkInterfaces';
export const PUBLIC_IP_TYPE = 'Microsoft.Network/publicIPAddresses';
export const NSG_TYPE = 'Microsoft.Network/networkSecurityGroups';

/** `networkPath('virtualNetworks/{vnet}')` is the route template of a network. */
export function networkPath(rest: string): string {
  return `${GROUP_PATH}/providers/Microsoft.Network/${rest}`;
}

/** Network refuses in its own words; almost all of its refusals are 400. */
export function refuse(code: string, message: string, status = 400): AzureError {
  return new AzureError(status, code, message);
}

export function danglingReference(referenced: string, by: string): AzureError {
  return refuse(
    'InvalidResourceReference',
    `Resource ${referenced} referenced by resource ${by} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  );
}

/** The `id` of a reference such as `subnet: {id}`; undefined without one. */
export function referenceOf(value: Json | undefined): string | undefined {
  return stringOf(objectOf(value)['id']);
}

/** A resource that another one points at: of the right type, in the same region, and the caller may join it. */
export function requireReference(
  call: ArmCall,
  by: { readonly id: string; readonly type: string; readonly location: string },
  referenced: string,
  type: string,
): StoredResource {
  if (typeOf(referenced) !== type.toLowerCase()) throw danglingReference(referenced, by.id);
  requireLinked(call, `${by.type}/write`, by.id, `${type}/join/action`, referenced);
  const resource = call.world.resources.get(referenced);
  if (resource === undefined || resource.body['location'] !== by.location) {
    throw danglingReference(referenced, by.id);
  }
  return resource;
}

/** The subnet of an ID within its network. */
export function subnetOf(
  world: World,
  subnetId: string,
): { readonly vnet: StoredResource; readonly subnet: JsonObject } | undefined {
  const cut = subnetId.toLowerCase().lastIndexOf('/subnets/');
  const vnet = cut < 0 ? undefined : world.resources.get(subnetId.slice(0, cut));
  if (vnet === undefined || vnet.type !== VNET_TYPE.toLowerCase()) return undefined;
  const subnet = arrayOf(at(vnet.body, 'properties', 'subnets'))
    .map(objectOf)
    .find((one) => sameId(stringOf(one['name']) ?? '', nameOf(subnetId)));
  return subnet === undefined ? undefined : { vnet, subnet };
}

export interface IpConfiguration {
  readonly id: string;
  readonly nic: StoredResource;
  readonly properties: JsonObject;
}

/** Every IP configuration of the network interfaces of the world. */
export function ipConfigurations(world: World): readonly IpConfiguration[] {
  return world.resources.ofType(NIC_TYPE).flatMap((nic) =>
    arrayOf(at(nic.body, 'properties', 'ipConfigurations')).map((configuration) => ({
      id: `${nic.id}/ipConfigurations/${stringOf(objectOf(configuration)['name']) ?? ''}`,
      nic,
      properties: objectOf(objectOf(configuration)['properties']),
    })),
  );
}

/** The VM that a network interface belongs to. */
export function vmOfNic(world: World, nicId: string): StoredResource | undefined {
  return world.resources
    .ofType('Microsoft.Compute/virtualMachines')
    .find((vm) =>
      arrayOf(at(vm.body, 'properties', 'networkProfile', 'networkInterfaces')).some((one) =>
        sameId(referenceOf(one) ?? '', nicId),
      ),
    );
}
