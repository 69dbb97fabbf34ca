// What a managed image is made of: a generalized VM, or VHDs, managed disks and snapshots, each with its refusals.
import type { ArmCall } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, at, numberOf, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import { typeOf, type StoredResource } from '../kernel/resource-store.ts';
import { accountAt } from '../storage/accounts.ts';
import { find, invalidParameter, missing, nameOf } from './compute-ids.ts';
import { requireIdleDisk } from './disk-access.ts';
import { bytesOf, GIB, VHD_FOOTER_BYTES } from './disk-copies.ts';
import { DISK_TYPE, SNAPSHOT_TYPE } from './disk-state.ts';
import { propertiesOf, requireProvisioned } from './resource-bodies.ts';
import { requirePageBlobs, requireVhdBlob } from './vhd-blobs.ts';
import { isGeneralized, requireIdle, securityTypeOf, VM_TYPE } from './vm-state.ts';

const OS_DISK = 'image.properties.storageProfile.osDisk';

/** The properties of a new image. Sources are read now; what becomes of them later does not matter to the image. */
export async function imageOf(call: ArmCall, location: string, properties: JsonObject): Promise<JsonObject> {
  const vmId = stringOf(at(properties, 'sourceVirtualMachine', 'id'));
  const profile = objectOf(properties['storageProfile']);
  const wanted = stringOf(properties['hyperVGeneration']);
  if (wanted === undefined && at(profile, 'osDisk', 'blobUri') !== undefined && call.apiVersion >= '2019-03-01') {
    // A VHD does not tell: https://learn.microsoft.com/rest/api/compute/images/create-or-update
    throw invalidParameter(missing('image.properties.hyperVGeneration'), 'image.properties.hyperVGeneration');
  }
  const made = vmId === undefined ? await ofDisks(call, location, profile) : ofVm(call, location, vmId);
  const { generation, source } = made;
  if (wanted !== undefined && generation !== undefined && wanted !== generation) {
    // https://github.com/MicrosoftDocs/azure-docs/issues/74849 shows code and text for a VM.
    throw invalidParameter(
      `The Input HyperVGeneration property: '${wanted}' does not match with the HyperVGeneration property: '${generation.replace('V', 'Gen')}' belonging to source: '${source}'.`,
    );
  }
  return {
    ...(made.vm !== undefined && { sourceVirtualMachine: { id: made.vm } }),
    hyperVGeneration: wanted ?? generation ?? 'V1',
    storageProfile: { ...made.storageProfile, zoneResilient: profile['zoneResilient'] === true },
  };
}

interface Made {
  readonly storageProfile: JsonObject;
  /** What the request calls the source. */
  readonly source: string;
  readonly vm?: string;
  readonly generation: string | undefined;
}

function refuse(message: string): AzureError {
  return new AzureError(409, 'OperationNotAllowed', message);
}

function ofVm(call: ArmCall, location: string, vmId: string): Made {
  const { world } = call;
  const vm = world.resources.get(vmId);
  if (vm === undefined || typeOf(vm.id) !== VM_TYPE.toLowerCase() || locationOf(vm) !== location) {
    throw new AzureError(
      404,
      'NotFound',
      `Source Virtual Machine '${nameOf(vmId)}' specified in the request does not exist in this Azure location.`,
    );
  }
  requireIdle(world, vm.id, 'Create Image');
  const security = securityTypeOf(vm);
  if (security !== 'Standard') {
    // https://github.com/hashicorp/packer/issues/13189
    throw refuse(`Creation of managed images are not supported for virtual machine with ${security} security type.`);
  }
  if (!isGeneralized(vm)) {
    throw refuse(`The operation 'Create Image' requires the Virtual Machine '${nameOf(vm.id)}' to be Generalized.`);
  }
  const profile = at(vm.body, 'properties', 'storageProfile');
  const osDisk = at(profile, 'osDisk');
  const diskId = stringOf(at(osDisk, 'managedDisk', 'id'));
  const disk = diskId === undefined ? undefined : world.resources.get(diskId);
  return {
    vm: vm.id,
    source: 'sourceVirtualMachine',
    generation: stringOf(at(disk?.body, 'properties', 'hyperVGeneration')) ?? 'V1',
    storageProfile: {
      osDisk: { osType: at(osDisk, 'osType'), osState: 'Generalized', ...diskOfVm(osDisk) },
      dataDisks: arrayOf(at(profile, 'dataDisks')).map((one) => ({ lun: at(one, 'lun'), ...diskOfVm(one) })),
    },
  };
}

function diskOfVm(disk: Json | undefined): JsonObject {
  const id = stringOf(at(disk, 'managedDisk', 'id'));
  const uri = stringOf(at(disk, 'vhd', 'uri'));
  return {
    diskSizeGB: at(disk, 'diskSizeGB'),
    caching: at(disk, 'caching') ?? 'ReadWrite',
    storageAccountType: at(disk, 'managedDisk', 'storageAccountType') ?? 'Standard_LRS',
    ...(id !== undefined && { managedDisk: { id } }),
    ...(uri !== undefined && { blobUri: uri }),
  };
}

async function ofDisks(call: ArmCall, location: string, profile: JsonObject): Promise<Made> {
  const osDisk = objectOf(profile['osDisk']);
  for (const name of ['osType', 'osState']) {
    if (stringOf(osDisk[name]) === undefined)
      throw invalidParameter(missing(`${OS_DISK}.${name}`), `${OS_DISK}.${name}`);
  }
  const os = await imageDisk(call, location, osDisk, OS_DISK);
  const dataDisks: JsonObject[] = [];
  for (const given of arrayOf(profile['dataDisks']).map(objectOf)) {
    const lun = numberOf(given['lun']);
    const path = 'image.properties.storageProfile.dataDisks';
    if (lun === undefined) throw invalidParameter(missing(`${path}.lun`), `${path}.lun`);
    if (dataDisks.some((one) => one['lun'] === lun))
      throw invalidParameter(`A disk at LUN ${lun} already exists.`, path);
    dataDisks.push({ lun, ...(await imageDisk(call, location, given, path)).disk });
  }
  const { osType, osState } = osDisk;
  return {
    source: os.source,
    generation: os.generation,
    storageProfile: { osDisk: { osType, osState, ...os.disk }, dataDisks },
  };
}

interface ImageDisk {
  readonly disk: JsonObject;
  readonly source: string;
  readonly generation: string | undefined;
}

async function imageDisk(call: ArmCall, location: string, given: JsonObject, path: string): Promise<ImageDisk> {
  const [uri, diskId, snapshotId] = [
    stringOf(given['blobUri']),
    stringOf(at(given, 'managedDisk', 'id')),
    stringOf(at(given, 'snapshot', 'id')),
  ];
  if ([uri, diskId, snapshotId].filter((one) => one !== undefined).length !== 1) {
    throw invalidParameter(`Exactly one of blobUri, managedDisk and snapshot must be specified for ${path}.`, path);
  }
  const common = {
    caching: given['caching'] ?? 'None',
    storageAccountType: given['storageAccountType'] ?? 'Standard_LRS',
  };
  if (uri !== undefined) {
    const gib = Math.ceil((await requireImageBlob(call, location, uri)) / GIB);
    const disk = { ...common, blobUri: uri, diskSizeGB: given['diskSizeGB'] ?? gib };
    return { disk, source: 'blobUri', generation: undefined };
  }
  const source = diskId === undefined ? 'snapshot' : 'managedDisk';
  const resource = sourceDisk(call, location, diskId ?? snapshotId ?? '', source);
  const diskSizeGB = given['diskSizeGB'] ?? Math.ceil(bytesOf(resource) / GIB);
  return {
    disk: { ...common, [source]: { id: resource.id }, diskSizeGB },
    source,
    generation: stringOf(propertiesOf(resource)['hyperVGeneration']),
  };
}

function sourceDisk(call: ArmCall, location: string, id: string, source: 'managedDisk' | 'snapshot'): StoredResource {
  const type = source === 'snapshot' ? SNAPSHOT_TYPE : DISK_TYPE;
  if (typeOf(id) !== type.toLowerCase()) {
    throw invalidParameter(`The source id: ${id} must be of type ${type}.`, `${OS_DISK}.${source}.id`);
  }
  const resource = find(call.world, id);
  if (locationOf(resource) !== location) {
    throw invalidParameter(
      `The source '${resource.id}' is not in the location '${location}' of the image.`,
      `${OS_DISK}.${source}.id`,
    );
  }
  requireIdleDisk(call.world, resource.id);
  requireProvisioned(resource);
  const security = stringOf(at(propertiesOf(resource), 'securityProfile', 'securityType')) ?? 'Standard';
  if (security !== 'Standard') {
    throw refuse(`Creation of managed images are not supported for disk with ${security} security type.`);
  }
  return resource;
}

/** The VHD's bytes of data; https://learn.microsoft.com/troubleshoot/azure/virtual-machines/error-codes-vm has the texts. */
async function requireImageBlob({ world }: ArmCall, location: string, uri: string): Promise<number> {
  if (!URL.canParse(uri)) throw invalidParameter(`The URI ${uri} does not look to be correct blob URI.`);
  if (!/\.vhd$/i.test(new URL(uri).pathname)) {
    throw invalidParameter(`Blob name in URL ${uri} must end with '.vhd' extension.`);
  }
  const { hostname } = new URL(uri);
  const account = accountAt(world.resources, hostname);
  const name = hostname.split('.')[0] ?? '';
  if (account === undefined) {
    throw new AzureError(
      404,
      'StorageAccountNotFound',
      `Storage account ${name} not found. Ensure storage account is not deleted and belongs to the same Azure location as the VM.`,
    );
  }
  if (normalise(stringOf(account.body['location']) ?? '') !== location) {
    throw new AzureError(
      409,
      'StorageAccountLocationMismatch',
      `Could not resolve storage account ${name}. Please ensure it was created through the Storage Resource Provider in the same location as the compute resource.`,
    );
  }
  requirePageBlobs(account, uri);
  const absent = () => new AzureError(404, 'ImageBlobNotFound', `Unable to find VHD blob with URI ${uri}.`);
  return (await requireVhdBlob(world, uri, absent)).bytes - VHD_FOOTER_BYTES;
}

function locationOf(resource: StoredResource): string {
  return normalise(stringOf(resource.body['location']) ?? '');
}
