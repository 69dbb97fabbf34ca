// The ARM front over Compute, galleries, networks and deployments, in a world where nothing takes time.
import { stringOf, type JsonObject } from '../../../simulator/kernel/json.ts';
import { computeRoutes } from '../../../simulator/compute/routes.ts';
import { galleryRoutes } from '../../../simulator/gallery/routes.ts';
import { networkRoutes } from '../../../simulator/network/routes.ts';
import { at } from '../../../simulator/kernel/json.ts';
import { GROUP, json, makeArm, type Arm } from '../arm/harness.ts';

export const NETWORK = `${GROUP}/providers/Microsoft.Network`;
export const COMPUTE = `${GROUP}/providers/Microsoft.Compute`;
export const VNET = `${NETWORK}/virtualNetworks/net`;
export const SUBNET = `${VNET}/subnets/inner`;
export const NIC = `${NETWORK}/networkInterfaces/nic`;
export const ADDRESS = `${NETWORK}/publicIPAddresses/ip`;
export const NSG = `${NETWORK}/networkSecurityGroups/guard`;
export const VM = `${COMPUTE}/virtualMachines/vm`;

export const KEY = 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDc packer';

export interface WholeArm extends Arm {
  put(id: string, body: JsonObject, version?: string): Promise<{ status: number; body: JsonObject }>;
  get(id: string, version?: string): Promise<JsonObject>;
  remove(id: string): Promise<number>;
  /** Code, status and text that a request is refused with. */
  refusal(method: string, id: string, body?: JsonObject, version?: string): Promise<Refused>;
  readonly made: Map<string, number>;
}

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function versionFor(id: string): string {
  if (/\/galleries\//i.test(id)) return '2024-03-03';
  if (/\/(disks|snapshots)\//i.test(id)) return '2024-03-02';
  return /Microsoft\.Compute/i.test(id) ? '2024-07-01' : '2021-04-01';
}

export async function wholeArm(options: Parameters<typeof makeArm>[0] = {}): Promise<WholeArm> {
  const made = new Map<string, number>();
  const arm = await makeArm({
    profile: 'instant',
    routes: [...computeRoutes, ...galleryRoutes, ...networkRoutes],
    disks: {
      create: async (id, source) => void made.set(id, source.kind === 'empty' ? source.bytes : 0),
      delete: async (id) => void made.delete(id),
      bytes: (id) => made.get(id) ?? 0,
      inspect: async () => undefined,
      grant: async () => 'https://md-1.z1.blob.storage.azure.net/c/abcd?sig=s',
      revoke: async () => undefined,
    },
    ...options,
  });
  const ask = (method: string, id: string, body?: JsonObject, version = versionFor(id)) =>
    arm.ask(method, `${id}?api-version=${version}`, body === undefined ? {} : { body });
  return {
    ...arm,
    made,
    async put(id, body, version) {
      const answer = await ask('PUT', id, body, version);
      const found = json(answer);
      if (answer.status >= 300) throw new Error(`${id}: ${JSON.stringify(found)}`);
      return { status: answer.status, body: found };
    },
    get: async (id, version) => json(await ask('GET', id, undefined, version)),
    remove: async (id) => (await ask('DELETE', id)).status,
    async refusal(method, id, body, version) {
      const answer = await ask(method, id, body, version);
      const error = at(json(answer), 'error');
      return {
        status: answer.status,
        code: stringOf(at(error, 'code')) ?? '',
        message: stringOf(at(error, 'message')) ?? '',
      };
    },
  };
}

export function located(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { location: 'westeurope', ...more, properties };
}

export function network(...prefixes: readonly string[]): JsonObject {
  const given = prefixes.length > 0 ? prefixes : ['10.0.0.0/24'];
  return located({
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets: given.map((addressPrefix, index) => ({
      name: index === 0 ? 'inner' : `inner${index}`,
      properties: { addressPrefix },
    })),
  });
}

export function nic(more: JsonObject = {}, outer: JsonObject = {}): JsonObject {
  const properties = { privateIPAllocationMethod: 'Dynamic', subnet: { id: SUBNET }, ...more };
  return located({ ipConfigurations: [{ name: 'ipconfig', properties }], ...outer });
}

export function machine(changes: Record<string, JsonObject[string]> = {}, storage: JsonObject = {}): JsonObject {
  return located({
    hardwareProfile: { vmSize: 'Standard_D2s_v3' },
    storageProfile: {
      imageReference: {
        publisher: 'Canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts-gen2',
        version: 'latest',
      },
      osDisk: { name: 'os', createOption: 'FromImage', managedDisk: { storageAccountType: 'Standard_LRS' } },
      ...storage,
    },
    osProfile: {
      computerName: 'vm',
      adminUsername: 'packer',
      customData: 'c2VjcmV0',
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: { publicKeys: [{ path: '/home/packer/.ssh/authorized_keys', keyData: KEY }] },
      },
    },
    networkProfile: { networkInterfaces: [{ id: NIC }] },
    ...changes,
  });
}

/** A network with an interface that has a public address. */
export async function connected(options: Parameters<typeof makeArm>[0] = {}): Promise<WholeArm> {
  const arm = await wholeArm(options);
  await arm.put(VNET, network());
  await arm.put(ADDRESS, located({ publicIPAllocationMethod: 'Dynamic', dnsSettings: { domainNameLabel: 'pkrvm1' } }));
  await arm.put(NIC, nic({ publicIPAddress: { id: ADDRESS } }));
  return arm;
}
