// What must hold before a VM is made: a size of the region that can boot the image, a login, a free network interface.
import { isUnavailable, skuNotAvailable, vmSizes, type Size } from '../arm/vm-sizes.ts';
import type { ArmCall } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, at, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import { danglingReference, NIC_TYPE, vmOfNic } from '../network/network-ids.ts';
import { invalidParameter, missing, requireLinked, sameId } from './compute-ids.ts';
import { coreQuotaExceeded, coresInUse, familyLimit } from './core-quota.ts';
import type { VmImage } from './vm-image.ts';
import { VM_TYPE } from './vm-state.ts';

function badRequest(message: string): AzureError {
  return new AzureError(400, 'BadRequest', message);
}

/** https://github.com/sassoftware/viya4-iac-azure/issues/116 */
export function requireSize(world: World, location: string, name: string | undefined): Size {
  if (name === undefined) throw invalidParameter(missing('vmSize'), 'vmSize');
  const size = vmSizes().find((one) => sameId(one.name, name));
  if (size !== undefined && isUnavailable(world, size.name)) {
    throw new AzureError(409, 'SkuNotAvailable', skuNotAvailable(size.name, location), { target: 'sku.name' });
  }
  if (size !== undefined) return size;
  const all = vmSizes().map((one) => one.name);
  throw invalidParameter(
    `The value ${name} provided for the VM size is not valid. The valid sizes in the current region are: ${all.join(',')}. Find out more on the available VM sizes in each region at https://aka.ms/azure-regions.`,
    'vmSize',
  );
}

/** Text of the generations: https://github.com/microsoft/ga4gh-tes/issues/43 */
export function requireBootable(size: Size, image: VmImage): void {
  const {
    HyperVGenerations: generations,
    CpuArchitectureType: architecture,
    DiskControllerTypes: controllers,
  } = size.capabilities;
  if (architecture !== image.architecture) {
    throw badRequest(
      `Cannot create a VM of size '${size.name}' because this VM size only supports a CPU Architecture of '${architecture ?? ''}', but an image or disk with CPU Architecture '${image.architecture}' was given. Please check that the CPU Architecture of the image or disk is compatible with that of the VM size.`,
    );
  }
  if (!(generations ?? '').split(',').includes(image.generation)) {
    const number = image.generation.slice(1);
    throw badRequest(
      `The selected VM size '${size.name}' cannot boot Hypervisor Generation '${number}'. If this was a Create operation please check that the Hypervisor Generation of the Image matches the Hypervisor Generation of the selected VM Size. If this was an Update operation please select a Hypervisor Generation '${number}' VM Size. For more information, see https://aka.ms/azuregen2vm`,
    );
  }
  if (controllers === 'NVMe' && !image.isNvme) {
    throw invalidParameter(controllerMisfit(size.name), 'vmSize');
  }
}

export function controllerMisfit(size: string): string {
  return `The VM size '${size}' cannot boot with OS image or disk. Please check that disk controller types supported by the OS image or disk is one of the supported disk controller types for the VM size '${size}'. Please query sku api at https://aka.ms/azure-compute-skus  to determine supported disk controller types for the VM size.`;
}

/** https://github.com/kubermatic/machine-controller/issues/2013 and https://github.com/Azure/azure-cli/issues/27975 */
export function requireSecurity(size: Size, image: VmImage, wanted: string): void {
  if (wanted !== 'TrustedLaunch') {
    if (image.securityType !== 'TrustedLaunch') return;
    throw badRequest(
      "The provided gallery image only supports creation of VMs and VM Scale Sets with 'TrustedLaunch' security type.",
    );
  }
  if (!image.securityType.startsWith('TrustedLaunch')) {
    throw badRequest(
      'Use of TrustedLaunch setting is not supported for the provided image. Please select Trusted Launch Supported Gen2 OS Image. For more information, see https://aka.ms/TrustedLaunch-FAQ.',
    );
  }
  if (size.capabilities['TrustedLaunchDisabled'] === 'True') {
    throw badRequest(
      `The VM size '${size.name}' is not supported for creation of VMs and Virtual Machine Scale Set with 'TrustedLaunch' security type.`,
    );
  }
}

const FORBIDDEN_USERS = [
  'administrator',
  'admin',
  'user',
  'user1',
  'test',
  'user2',
  'test1',
  'user3',
  'admin1',
  '1',
  '123',
  'a',
  'actuser',
  'adm',
  'admin2',
  'aspnet',
  'backup',
  'console',
  'david',
  'guest',
  'john',
  'owner',
  'root',
  'server',
  'sql',
  'support',
  'support_388945a0',
  'sys',
  'test2',
  'test3',
  'user4',
  'user5',
];

function requirePassword(password: string): void {
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  if (password.length >= 6 && password.length <= 72 && kinds >= 3) return;
  throw invalidParameter(
    'The supplied password must be between 6-72 characters long and must satisfy at least 3 of password complexity requirements from the following:\r\n1) Contains an uppercase character\r\n2) Contains a lowercase character\r\n3) Contains a numeric digit\r\n4) Contains a special character\r\n5) Control characters are not allowed',
    'adminPassword',
  );
}

function requireKeys(user: string, configuration: JsonObject): void {
  for (const key of arrayOf(at(configuration, 'ssh', 'publicKeys'))) {
    const path = stringOf(at(key, 'path')) ?? '';
    if (path !== `/home/${user}/.ssh/authorized_keys`) {
      throw invalidParameter(
        `Destination path for SSH public keys is currently limited to its default value /home/${user}/.ssh/authorized_keys  due to a known issue in Linux provisioning agent.`,
        'linuxConfiguration.ssh.publicKeys.path',
      );
    }
    if (!/^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]+=*(\s|$)/.test(stringOf(at(key, 'keyData')) ?? '')) {
      throw invalidParameter(
        'The value of parameter linuxConfiguration.ssh.publicKeys.keyData is invalid.',
        'linuxConfiguration.ssh.publicKeys.keyData',
      );
    }
  }
}

export function requireLogin(image: VmImage, given: JsonObject | undefined): void {
  if (image.isSpecialized) {
    if (given !== undefined) throw invalidParameter("Parameter 'osProfile' is not allowed.", 'osProfile');
    return;
  }
  if (given === undefined) throw invalidParameter(missing('osProfile'), 'osProfile');
  for (const name of ['computerName', 'adminUsername']) {
    if (stringOf(given[name]) === undefined) throw invalidParameter(missing(`osProfile.${name}`), `osProfile.${name}`);
  }
  const user = stringOf(given['adminUsername']) ?? '';
  if (FORBIDDEN_USERS.includes(user.toLowerCase())) {
    throw invalidParameter('The Admin Username specified is not allowed.', 'adminUsername');
  }
  const password = stringOf(given['adminPassword']);
  const configuration = objectOf(given['linuxConfiguration']);
  const hasKeys = arrayOf(at(configuration, 'ssh', 'publicKeys')).length > 0;
  if (image.osType === 'Linux') requireKeys(user, configuration);
  if (password !== undefined) requirePassword(password);
  else if (image.osType === 'Windows') throw invalidParameter(missing('adminPassword'), 'adminPassword');
  if (image.osType !== 'Linux') return;
  if ((password === undefined && !hasKeys) || (configuration['disablePasswordAuthentication'] === true && !hasKeys)) {
    throw invalidParameter(
      'Authentication using either SSH or by user name and password must be enabled in Linux profile.',
      'linuxConfiguration',
    );
  }
}

/** The network interfaces of the VM: there, in its region, nobody else's, and the caller may join them. */
export function requireInterfaces(
  call: ArmCall,
  vmId: string,
  location: string,
  profile: JsonObject,
): readonly JsonObject[] {
  const { world } = call;
  const given = arrayOf(profile['networkInterfaces']).map(objectOf);
  if (given.length === 0) throw invalidParameter(missing('networkProfile'), 'networkProfile');
  return given.map((one) => {
    const id = stringOf(one['id']) ?? '';
    requireLinked(call, `${VM_TYPE}/write`, vmId, `${NIC_TYPE}/join/action`, id);
    const nic = world.resources.get(id);
    if (nic === undefined || nic.type !== NIC_TYPE.toLowerCase() || nic.body['location'] !== location) {
      throw danglingReference(id, vmId);
    }
    const owner = vmOfNic(world, nic.id);
    if (owner !== undefined) {
      throw new AzureError(400, 'NicInUse', `Network Interface ${nic.id} is used by existing VM ${owner.id}.`);
    }
    const properties = { primary: true, deleteOption: 'Detach', ...objectOf(one['properties']) };
    return { id: nic.id, properties };
  });
}

export function requireCores({ world, params }: ArmCall, location: string, size: Size): void {
  const subscription = `/subscriptions/${params['subscription'] ?? ''}`;
  const required = Number(size.capabilities['vCPUs']);
  const refuseBeyond = (quota: string, limit: number, usage: number): void => {
    if (usage + required <= limit) return;
    throw new AzureError(409, 'OperationNotAllowed', coreQuotaExceeded({ quota, location, limit, usage, required }));
  };
  refuseBeyond('Total Regional', world.scenario.quotas.cores, coresInUse(world, subscription, location));
  const { family } = size;
  refuseBeyond(family, familyLimit(world, family), coresInUse(world, subscription, location, family));
}
