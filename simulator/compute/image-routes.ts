// Managed images, the older kind: enough to make one of a generalized VM or a VHD, and every documented refusal.
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { at, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import {
  computeId,
  computePath,
  done,
  find,
  GROUP_PATH,
  invalidParameter,
  listOf,
  listScope,
  missing,
  nameOf,
  NO_CONTENT,
  notSimulated,
  param,
  requiredBody,
  requireEntityName,
  requireSameLocation,
  SUBSCRIPTION_PATH,
} from './compute-ids.ts';
import { VHD_FOOTER_BYTES } from './disk-copies.ts';
import { envelope, requireLocation, setProperties } from './resource-bodies.ts';
import { isGeneralized, requireIdle, securityTypeOf } from './vm-state.ts';

export const IMAGE_TYPE = 'Microsoft.Compute/images';

function refuse(message: string): AzureError {
  return new AzureError(409, 'OperationNotAllowed', message);
}

function fromVm(call: ArmCall, vmId: string, location: string): JsonObject {
  const vm = find(call.world, vmId);
  requireIdle(call.world, vm.id, 'Create Image');
  if (securityTypeOf(vm) === 'TrustedLaunch') {
    // https://github.com/hashicorp/packer/issues/13189
    throw refuse('Creation of managed images are not supported for virtual machine with TrustedLaunch security type.');
  }
  if (!isGeneralized(vm)) {
    throw refuse(`The operation 'Create Image' requires the Virtual Machine '${nameOf(vm.id)}' to be Generalized.`);
  }
  if (stringOf(vm.body['location']) !== location) {
    throw invalidParameter(`The source virtual machine '${vm.id}' is not in the location '${location}' of the image.`);
  }
  const osDisk = at(vm.body, 'properties', 'storageProfile', 'osDisk');
  const diskId = stringOf(at(osDisk, 'managedDisk', 'id'));
  const disk = diskId === undefined ? undefined : call.world.resources.get(diskId);
  return {
    sourceVirtualMachine: { id: vm.id },
    hyperVGeneration: at(disk?.body, 'properties', 'hyperVGeneration') ?? 'V1',
    storageProfile: {
      osDisk: {
        osType: at(osDisk, 'osType'),
        osState: 'Generalized',
        diskSizeGB: at(osDisk, 'diskSizeGB'),
        caching: at(osDisk, 'caching') ?? 'ReadWrite',
        storageAccountType: at(osDisk, 'managedDisk', 'storageAccountType') ?? 'Standard_LRS',
        ...(diskId !== undefined && { managedDisk: { id: diskId } }),
      },
      dataDisks: [],
      zoneResilient: false,
    },
  };
}

async function fromBlob(call: ArmCall, properties: JsonObject, uri: string): Promise<JsonObject> {
  if (stringOf(properties['hyperVGeneration']) === undefined && call.apiVersion >= '2019-03-01') {
    throw invalidParameter(missing('image.properties.hyperVGeneration'), 'image.properties.hyperVGeneration');
  }
  await requireVhd(call, uri);
  const osDisk: Json = objectOf(at(properties, 'storageProfile', 'osDisk'));
  return { ...properties, storageProfile: { dataDisks: [], ...objectOf(properties['storageProfile']), osDisk } };
}

/** https://learn.microsoft.com/troubleshoot/azure/virtual-machines/error-codes-vm lists codes and texts. */
async function requireVhd(call: ArmCall, uri: string): Promise<void> {
  const blob = await call.world.disks.inspect(uri);
  if (blob === undefined) throw new AzureError(404, 'ImageBlobNotFound', `Unable to find VHD blob with URI ${uri}.`);
  if (blob.blobType !== 'PageBlob') {
    throw new AzureError(
      400,
      'IncorrectImageBlobType',
      `Disk blobs can only be of type page blob. Blob ${uri} is of type '${blob.blobType}'.`,
    );
  }
  const virtualSize = blob.bytes - VHD_FOOTER_BYTES;
  if (virtualSize % (1024 * 1024) !== 0) {
    throw invalidParameter(
      `The VHD ${uri} has an unsupported virtual size of ${virtualSize} bytes. The size must be a whole number (in MBs).`,
    );
  }
}

async function put(call: ArmCall): Promise<ArmAnswer> {
  const { world } = call;
  const body = requiredBody(call, 'parameters');
  const id = computeId(call, 'images', param(call, 'image'));
  const location = requireLocation(body, IMAGE_TYPE);
  const existing = world.resources.get(id);
  if (existing !== undefined) {
    requireSameLocation(existing, location);
    return done(world.resources.put(id, { ...existing.body, tags: objectOf(body['tags']) }).body);
  }
  requireEntityName(nameOf(id));
  const properties = objectOf(body['properties']);
  const vmId = stringOf(at(properties, 'sourceVirtualMachine', 'id'));
  const blobUri = stringOf(at(properties, 'storageProfile', 'osDisk', 'blobUri'));
  if (vmId === undefined && blobUri === undefined) throw notSimulated('an image of a disk or a snapshot');
  const made = vmId === undefined ? await fromBlob(call, properties, blobUri ?? '') : fromVm(call, vmId, location);
  const resource = world.resources.put(id, {
    ...envelope(id, IMAGE_TYPE, location, body),
    properties: { ...made, provisioningState: 'Creating' },
  });
  return {
    kind: 'accepted',
    status: 201,
    body: resource.body,
    work: {
      durationMs: world.clock.milliseconds('image.create'),
      finish: () => {
        setProperties(world, id, { provisioningState: 'Succeeded' });
        return undefined;
      },
      fail: () => setProperties(world, id, { provisioningState: 'Failed' }),
    },
  };
}

function remove(call: ArmCall): ArmAnswer {
  const { world } = call;
  const id = computeId(call, 'images', param(call, 'image'));
  if (world.resources.get(id) === undefined) return NO_CONTENT;
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds('disk.delete'),
      finish: () => {
        world.resources.delete(id);
        return undefined;
      },
    },
  };
}

const IMAGE_PATH = computePath('images/{image}');
const SINCE = '2016-04-30-preview';

export const imageRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: IMAGE_PATH,
    action: `${IMAGE_TYPE}/read`,
    since: SINCE,
    handle: (call) => done(find(call.world, computeId(call, 'images', param(call, 'image'))).body),
  },
  ...[GROUP_PATH, SUBSCRIPTION_PATH].map((scope): ArmRoute => ({
    method: 'GET',
    path: `${scope}/providers/Microsoft.Compute/images`,
    action: `${IMAGE_TYPE}/read`,
    since: SINCE,
    handle: (call) => listOf(call.world.resources.ofType(IMAGE_TYPE, listScope(call)).map((one) => one.body)),
  })),
  { method: 'PUT', path: IMAGE_PATH, action: `${IMAGE_TYPE}/write`, since: SINCE, handle: put },
  { method: 'DELETE', path: IMAGE_PATH, action: `${IMAGE_TYPE}/delete`, since: SINCE, handle: remove },
];
