// Creating a VM of an image, with managed disks. What a request asks beyond that is refused by name.
import type { ArmAnswer, ArmCall } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { at, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import { invalidParameter, missing, nameOf, notSimulated, param, strings } from './compute-ids.ts';
import { refreshDiskState } from './disk-state.ts';
import { beginOperation, endOperation } from './operations-in-progress.ts';
import { plannedFailure } from './platform-failures.ts';
import { envelope, timestamp, without } from './resource-bodies.ts';
import {
  requireBootable,
  requireCores,
  requireInterfaces,
  requireLogin,
  requireSecurity,
  requireSize,
} from './vm-create-rules.ts';
import { arrayOfObjects, createDisk, entriesOf, newDataDisks, newOsDisk } from './vm-disks.ts';
import { imageOf, type VmImage } from './vm-image.ts';
import { setVmStates, VM_TYPE } from './vm-state.ts';
import { vmView } from './vm-view.ts';

const MEMBERS = ['id', 'name', 'type', 'location', 'tags', 'plan', 'zones', 'identity', 'properties'];
const PROPERTIES = [
  'hardwareProfile',
  'storageProfile',
  'osProfile',
  'networkProfile',
  'securityProfile',
  'diagnosticsProfile',
  'licenseType',
  'priority',
  'userData',
];

function requireKnown(value: JsonObject, known: readonly string[], where: string): void {
  const strange = Object.keys(value).find((name) => !known.includes(name));
  if (strange !== undefined) throw notSimulated(`${where}${strange} of a new VM`);
}

function requireSimulated(body: JsonObject, properties: JsonObject): void {
  requireKnown(body, MEMBERS, '');
  requireKnown(properties, PROPERTIES, 'properties.');
  const identity = stringOf(at(body, 'identity', 'type')) ?? 'None';
  if (identity !== 'None') throw notSimulated(`the identity '${identity}' of a new VM`);
  if ((stringOf(properties['priority']) ?? 'Regular') !== 'Regular') throw notSimulated('Spot VMs');
  requireKnown(objectOf(properties['networkProfile']), ['networkInterfaces'], 'networkProfile.');
  requireKnown(objectOf(properties['hardwareProfile']), ['vmSize'], 'hardwareProfile.');
  const storage = objectOf(properties['storageProfile']);
  requireKnown(storage, ['imageReference', 'osDisk', 'dataDisks', 'diskControllerType'], 'storageProfile.');
  if (at(storage, 'osDisk', 'vhd') !== undefined) throw notSimulated('how to create a VM with unmanaged disks');
}

function securityTypeOf(properties: JsonObject): string {
  const profile = objectOf(properties['securityProfile']);
  requireKnown(profile, ['securityType', 'uefiSettings', 'encryptionAtHost'], 'securityProfile.');
  const type = stringOf(profile['securityType']) ?? 'Standard';
  if (type !== 'Standard' && type !== 'TrustedLaunch') throw notSimulated(`VMs of the security type '${type}'`);
  return type;
}

/** What an image asks its buyers to accept must be in the request. */
function requirePlan(image: VmImage, given: JsonObject): void {
  if (image.plan === undefined) return;
  const differs = ['name', 'publisher', 'product'].some((member) => given[member] !== image.plan?.[member]);
  if (!differs) return;
  throw new AzureError(
    400,
    'VMMarketplaceInvalidInput',
    'Creating a virtual machine from Marketplace image or a custom image sourced from a Marketplace image requires Plan information in the request.',
  );
}

/** Passwords and custom data go in and never come out. */
function osProfileOf(given: JsonObject, image: VmImage): JsonObject {
  const linux = objectOf(given['linuxConfiguration']);
  return {
    ...without(given, 'adminPassword', 'customData', 'linuxConfiguration'),
    ...(image.osType === 'Linux'
      ? { linuxConfiguration: { disablePasswordAuthentication: false, provisionVMAgent: true, ...linux } }
      : {
          windowsConfiguration: {
            provisionVMAgent: true,
            enableAutomaticUpdates: true,
            ...objectOf(given['windowsConfiguration']),
          },
        }),
    secrets: given['secrets'] ?? [],
    allowExtensionOperations: true,
    requireGuestProvisionSignal: true,
  };
}

export async function createVm(call: ArmCall, id: string, location: string, body: JsonObject): Promise<ArmAnswer> {
  const { world } = call;
  const properties = objectOf(body['properties']);
  const storage = objectOf(properties['storageProfile']);
  const osProfile = properties['osProfile'];
  requireName(param(call, 'vm'));
  requireSimulated(body, properties);
  const size = requireSize(world, location, stringOf(at(properties, 'hardwareProfile', 'vmSize')));
  if (storage['imageReference'] === undefined) throw invalidParameter(missing('imageReference'), 'imageReference');
  const securityType = securityTypeOf(properties);
  const image = imageOf(call, id, location, objectOf(storage['imageReference']));
  const controller = size.capabilities['DiskControllerTypes'] === 'NVMe' ? 'NVMe' : 'SCSI';
  if ((stringOf(storage['diskControllerType']) ?? controller) !== controller) {
    throw notSimulated(
      `the disk controller '${stringOf(storage['diskControllerType']) ?? ''}' of the size ${size.name}`,
    );
  }
  requireBootable(size, image);
  requireSecurity(size, image, securityType);
  requirePlan(image, objectOf(body['plan']));
  requireLogin(image, osProfile === undefined ? undefined : objectOf(osProfile));
  const osDisk = newOsDisk(call, id, size, image, objectOf(storage['osDisk']));
  const dataDisks = newDataDisks(call, id, size, image, arrayOfObjects(storage['dataDisks']));
  const networkInterfaces = requireInterfaces(call, id, location, objectOf(properties['networkProfile']));
  requireCores(call, location, size);

  const zones = strings(body['zones']);
  world.resources.put(id, {
    ...envelope(id, VM_TYPE, location, body),
    ...(body['plan'] !== undefined && { plan: body['plan'] }),
    ...(zones.length > 0 && { zones }),
    properties: {
      ...without(properties, 'osProfile', 'storageProfile', 'networkProfile', 'userData'),
      vmId: world.random.guid(),
      storageProfile: {
        imageReference: image.reference,
        osDisk: osDisk.entry,
        dataDisks: entriesOf(dataDisks),
        diskControllerType: controller,
      },
      ...(osProfile !== undefined && { osProfile: osProfileOf(objectOf(osProfile), image) }),
      networkProfile: { networkInterfaces },
      timeCreated: timestamp(world.clock.now()),
    },
  });
  setVmStates(world, id, { power: 'creating', provisioning: 'Creating' });
  beginOperation(world, id, 'create');
  const disks = [osDisk, ...dataDisks];
  for (const disk of disks) {
    await createDisk(call, id, location, image, disk, { tags: objectOf(body['tags']), securityType, zones });
  }
  const end = (power: 'running' | 'stopped' | 'deallocated', failure?: AzureError): void => {
    endOperation(world, id);
    setVmStates(world, id, { power, provisioning: failure === undefined ? 'Succeeded' : 'Failed', failure });
    for (const disk of disks) refreshDiskState(world, disk.id);
  };
  const vm = world.resources.get(id);
  return {
    kind: 'accepted',
    status: 201,
    ...(vm !== undefined && { body: vmView(call, vm, false) }),
    work: {
      durationMs: world.clock.milliseconds('vm.create'),
      finish: () => {
        const noRoom = plannedFailure(world, 'allocationFailure', id);
        const failure = noRoom ?? plannedFailure(world, 'provisioningFailure', id);
        end(noRoom === undefined ? 'running' : 'deallocated', failure);
        if (failure !== undefined) throw failure;
        return undefined;
      },
      fail: (error) => end('stopped', error),
    },
  };
}

function requireName(name: string): void {
  if (/^[^\\/"[\]:|<>+=;,?*@&_\s.-][^\\/"[\]:|<>+=;,?*@&\s]{0,63}$/.test(name) && !/[.-]$/.test(name)) return;
  throw invalidParameter(
    `The entity name '${nameOf(name)}' is invalid: a VM name has up to 64 characters, does not begin with an underscore and does not end with a period or a hyphen.`,
    'vmName',
  );
}
