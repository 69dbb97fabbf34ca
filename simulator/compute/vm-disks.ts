// The managed disks that come with a new VM: its OS disk, those of its image, and empty ones.
import type { Size } from '../arm/vm-sizes.ts';
import type { ArmCall } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, numberOf, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import {
  computeId,
  groupOf,
  invalidParameter,
  missing,
  notSimulated,
  requireBetween,
  requireEntityName,
  requireLinked,
} from './compute-ids.ts';
import { GIB, VHD_FOOTER_BYTES } from './disk-copies.ts';
import { DISK_TYPE } from './disk-state.ts';
import { envelope, timestamp } from './resource-bodies.ts';
import type { VmImage } from './vm-image.ts';
import { VM_TYPE } from './vm-state.ts';

/** A disk that is going to be made. */
export interface NewDisk {
  readonly id: string;
  readonly lun: number | undefined;
  readonly gb: number;
  readonly creationData: JsonObject;
  readonly accountType: string;
  /** Its entry in the VM's storage profile. */
  readonly entry: JsonObject;
}

const ACCOUNT_TYPES = ['Standard_LRS', 'StandardSSD_LRS', 'Premium_LRS', 'StandardSSD_ZRS', 'Premium_ZRS'];
const OS_DISK_MEMBERS = [
  'osType',
  'name',
  'createOption',
  'caching',
  'managedDisk',
  'diskSizeGB',
  'deleteOption',
  'writeAcceleratorEnabled',
];
const DATA_DISK_MEMBERS = [
  'lun',
  'name',
  'createOption',
  'caching',
  'managedDisk',
  'diskSizeGB',
  'deleteOption',
  'toBeDetached',
];

function requireKnown(disk: JsonObject, known: readonly string[], where: string): void {
  const strange = Object.keys(disk).find((name) => !known.includes(name));
  if (strange !== undefined) throw notSimulated(`${where}.${strange} of a new VM`);
  for (const name of Object.keys(objectOf(disk['managedDisk']))) {
    if (name !== 'storageAccountType' && name !== 'id') throw notSimulated(`${where}.managedDisk.${name} of a new VM`);
  }
}

function accountTypeOf(disk: JsonObject, size: Size, diskName: string): string {
  const isPremium = size.capabilities['PremiumIO'] === 'True';
  const type =
    stringOf(objectOf(disk['managedDisk'])['storageAccountType']) ?? (isPremium ? 'Premium_LRS' : 'Standard_LRS');
  if (!ACCOUNT_TYPES.includes(type)) throw notSimulated(`disks of the type '${type}' of a new VM`);
  if (type.startsWith('Premium') && !isPremium) {
    throw invalidParameter(
      `Requested operation cannot be performed because the VM size ${size.name} does not support the storage account type ${type} of disk '${diskName}'. Consider updating the VM to a size that supports Premium storage.`,
      'osDisk.managedDisk.storageAccountType',
    );
  }
  return type;
}

/** https://github.com/hashicorp/terraform-provider-azurerm/issues/15513 */
function requireFreeName(call: ArmCall, vmId: string, name: string): string {
  requireEntityName(name);
  const id = computeId(call, 'disks', name);
  requireLinked(call, `${VM_TYPE}/write`, vmId, `${DISK_TYPE}/write`, id);
  if (call.world.resources.get(id) === undefined) return id;
  throw new AzureError(
    409,
    'ConflictingUserInput',
    `Disk ${name} already exists in resource group ${groupOf(id).toUpperCase()}. Only CreateOption.Attach is supported.`,
    { target: id },
  );
}

function optionOf(disk: JsonObject, where: string): string {
  const option = stringOf(disk['createOption']);
  if (option === undefined) throw invalidParameter(missing(`${where}.createOption`), `${where}.createOption`);
  return option.toLowerCase();
}

export function newOsDisk(call: ArmCall, vmId: string, size: Size, image: VmImage, given: JsonObject): NewDisk {
  requireKnown(given, OS_DISK_MEMBERS, 'osDisk');
  if (optionOf(given, 'osDisk') !== 'fromimage') {
    throw notSimulated(`a new VM whose osDisk.createOption is '${stringOf(given['createOption']) ?? ''}'`);
  }
  const osType = stringOf(given['osType']);
  if (osType !== undefined && osType.toLowerCase() !== image.osType.toLowerCase()) {
    throw invalidParameter(
      `The value '${osType}' of parameter osDisk.osType does not match the image.`,
      'osDisk.osType',
    );
  }
  const name = stringOf(given['name']) ?? `${vmId.split('/').at(-1) ?? ''}_OsDisk_1_${call.world.random.hex(32)}`;
  const id = requireFreeName(call, vmId, name);
  const gb = numberOf(given['diskSizeGB']) ?? image.osDiskGb;
  if (gb < image.osDiskGb) {
    throw invalidParameter(
      `The specified disk size ${gb} GB is smaller than the size of the corresponding disk in the VM image: ${image.osDiskGb} GB. This is not allowed. Please choose equal or greater size or do not specify an explicit size.`,
      'osDisk.diskSizeGB',
    );
  }
  const accountType = accountTypeOf(given, size, name);
  return {
    id,
    lun: undefined,
    gb,
    creationData: image.creationData,
    accountType,
    entry: {
      osType: image.osType,
      name,
      createOption: 'FromImage',
      caching: given['caching'] ?? 'ReadWrite',
      managedDisk: { storageAccountType: accountType, id },
      deleteOption: given['deleteOption'] ?? 'Detach',
      diskSizeGB: gb,
    },
  };
}

export function newDataDisks(
  call: ArmCall,
  vmId: string,
  size: Size,
  image: VmImage,
  given: readonly JsonObject[],
): readonly NewDisk[] {
  const listed = given.map((disk) => numberOf(disk['lun']));
  // The image's data disks come along, whether the request names them or not.
  const implied = image.dataDisks
    .filter(({ lun }) => !listed.includes(lun))
    .map(({ lun }): JsonObject => ({ lun, createOption: 'FromImage' }));
  const disks = [...given, ...implied];
  const limit = Number(size.capabilities['MaxDataDiskCount']);
  if (disks.length > limit) {
    throw new AzureError(
      409,
      'OperationNotAllowed',
      `The maximum number of data disks allowed to be attached to a VM of this size is ${limit}.`,
      { target: 'dataDisks' },
    );
  }
  const taken = new Set<number>();
  return disks.map((disk) => {
    const lun = numberOf(disk['lun']);
    if (lun === undefined || lun < 0 || lun > 63) throw invalidParameter(missing('dataDisk.lun'), 'dataDisk.lun');
    if (taken.has(lun)) {
      throw invalidParameter(
        `A disk at LUN ${lun} is specified more than once. Please specify unique LUNs.`,
        'dataDisk.lun',
      );
    }
    taken.add(lun);
    return newDataDisk(call, vmId, size, image, disk, lun);
  });
}

function newDataDisk(call: ArmCall, vmId: string, size: Size, image: VmImage, given: JsonObject, lun: number): NewDisk {
  requireKnown(given, DATA_DISK_MEMBERS, 'dataDisks');
  const option = optionOf(given, 'dataDisk');
  const inImage = image.dataDisks.find((one) => one.lun === lun);
  if (option !== 'empty' && option !== 'fromimage')
    throw notSimulated(`a new VM with dataDisks.createOption '${option}'`);
  if (option === 'fromimage' && inImage === undefined) {
    throw invalidParameter(
      `StorageProfile.dataDisks.lun does not have required value(s) for image specified in storage profile.`,
      'dataDisks',
    );
  }
  if (option === 'empty') requireBetween(given['diskSizeGB'], 'dataDisk.diskSizeGB', 1, 65_536);
  const name = stringOf(given['name']) ?? `${vmId.split('/').at(-1) ?? ''}_lun_${lun}_2_${call.world.random.hex(32)}`;
  const id = requireFreeName(call, vmId, name);
  const gb = numberOf(given['diskSizeGB']) ?? inImage?.gb ?? 1;
  const accountType = accountTypeOf(given, size, name);
  return {
    id,
    lun,
    gb,
    creationData: option === 'empty' ? { createOption: 'Empty' } : withLun(image.creationData, lun),
    accountType,
    entry: {
      lun,
      name,
      createOption: option === 'empty' ? 'Empty' : 'FromImage',
      caching: given['caching'] ?? 'None',
      managedDisk: { storageAccountType: accountType, id },
      deleteOption: given['deleteOption'] ?? 'Detach',
      diskSizeGB: gb,
      toBeDetached: false,
    },
  };
}

function withLun(creationData: JsonObject, lun: number): JsonObject {
  const entries = Object.entries(creationData).map(([name, value]) =>
    name === 'createOption' ? [name, value] : [name, { ...objectOf(value), lun }],
  );
  return Object.fromEntries(entries) as JsonObject;
}

/** Writes the disk and an empty VHD of its size: what an image holds inside is not simulated. */
export async function createDisk(
  call: ArmCall,
  vmId: string,
  location: string,
  image: VmImage,
  disk: NewDisk,
  more: { readonly tags: JsonObject; readonly securityType: string; readonly zones: readonly string[] },
): Promise<void> {
  const { world } = call;
  const now = timestamp(world.clock.now());
  const isOs = disk.lun === undefined;
  await world.disks.create(disk.id, { kind: 'empty', bytes: disk.gb * GIB + VHD_FOOTER_BYTES });
  world.resources.put(disk.id, {
    ...envelope(disk.id, DISK_TYPE, location, { tags: more.tags }),
    managedBy: vmId,
    sku: { name: disk.accountType, tier: disk.accountType.startsWith('Premium') ? 'Premium' : 'Standard' },
    ...(more.zones.length > 0 && { zones: more.zones }),
    properties: {
      ...(isOs && {
        osType: image.osType,
        hyperVGeneration: image.generation,
        supportedCapabilities: {
          architecture: image.architecture,
          diskControllerTypes: image.isNvme && image.generation === 'V2' ? 'SCSI, NVMe' : 'SCSI',
        },
        ...(image.plan !== undefined && { purchasePlan: image.plan }),
        ...(more.securityType !== 'Standard' && { securityProfile: { securityType: more.securityType } }),
      }),
      creationData: disk.creationData,
      diskSizeGB: disk.gb,
      diskSizeBytes: disk.gb * GIB,
      uniqueId: world.random.guid(),
      timeCreated: now,
      LastOwnershipUpdateTime: now,
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
      diskState: 'Attached',
      provisioningState: 'Succeeded',
    },
  });
}

export function entriesOf(disks: readonly NewDisk[]): readonly JsonObject[] {
  return disks.map(({ entry }) => entry);
}

export function arrayOfObjects(value: JsonObject[string]): readonly JsonObject[] {
  return arrayOf(value).map(objectOf);
}
