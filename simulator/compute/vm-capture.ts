// Capture, the way of 2017: copies the blob disks of a generalized VM to `system/Microsoft.Compute/Images/...` of their
// storage account, and answers a template that names the copies. VMs with managed disks are refused.
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, at, numberOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import { computePath, invalidParameter, missing, notSimulated } from './compute-ids.ts';
import { beginOperation, endOperation } from './operations-in-progress.ts';
import { vmOf } from './vm-power.ts';
import { isGeneralized, isUnmanaged, requireIdle } from './vm-state.ts';

const PREFIX = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const CONTAINER = /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

interface CaptureInput {
  readonly prefix: string;
  readonly container: string;
  readonly overwrite: boolean;
}

/** https://learn.microsoft.com/troubleshoot/azure/virtual-machines/error-codes-vm has the texts of this file. */
function readInput(body: JsonObject | undefined): CaptureInput {
  if (body === undefined) throw invalidParameter(missing('CaptureVMInput'), 'CaptureVMInput');
  const prefix = stringOf(body['vhdPrefix']);
  const container = stringOf(body['destinationContainerName']);
  if (prefix === undefined) throw invalidParameter(missing('vhdPrefix'), 'vhdPrefix');
  if (container === undefined) throw invalidParameter(missing('destinationContainerName'), 'destinationContainerName');
  if (typeof body['overwriteVhds'] !== 'boolean') throw invalidParameter(missing('overwriteVhds'), 'overwriteVhds');
  if (!PREFIX.test(prefix)) {
    throw invalidParameter(
      `'${prefix}' is not a valid captured VHD blob name prefix. A valid prefix matches regex '${PREFIX.source}'.`,
      'vhdPrefix',
    );
  }
  if (!CONTAINER.test(container)) {
    throw invalidParameter(
      `Container name ${container} is invalid. Container names must be 3-63 characters in length and may contain only lower-case alphanumeric characters and hyphen. Hyphen must be preceded and followed by an alphanumeric character.`,
      'destinationContainerName',
    );
  }
  return { prefix, container, overwrite: body['overwriteVhds'] };
}

interface Copy {
  readonly from: string;
  readonly to: string;
  readonly lun?: number;
  readonly caching: string;
}

/** Each capture names its blobs with a new GUID, the same for all disks of the VM. */
function copiesOf(vm: StoredResource, input: CaptureInput, guid: string): { os: Copy; data: readonly Copy[] } {
  const profile = at(vm.body, 'properties', 'storageProfile');
  const copy = (disk: JsonObject[string], suffix: string): Copy => {
    const from = stringOf(at(disk, 'vhd', 'uri')) ?? '';
    const name = `Microsoft.Compute/Images/${input.container}/${input.prefix}-${suffix}.${guid}.vhd`;
    return {
      from,
      to: `${new URL(from).origin}/system/${name}`,
      caching: stringOf(at(disk, 'caching')) ?? 'ReadWrite',
    };
  };
  const data = arrayOf(at(profile, 'dataDisks')).map((disk, index) => {
    const lun = numberOf(at(disk, 'lun')) ?? index;
    return { ...copy(disk, `datadisk-${lun}`), lun };
  });
  return { os: copy(at(profile, 'osDisk'), 'osDisk'), data };
}

async function requireFreeTarget(call: ArmCall, target: string, overwrite: boolean): Promise<void> {
  const blob = await call.world.disks.inspect(target);
  if (blob === undefined || (overwrite && blob.isLeased !== true)) return;
  const why = overwrite
    ? 'has an active lease on it.'
    : 'already exists and the flag to overwrite VHD blobs is not set. Either delete the blob or set the flag to overwrite VHD blobs and retry.';
  throw new AzureError(
    409,
    'TargetDiskBlobAlreadyExists',
    `Capture operation cannot continue because target image blob ${target} ${why}`,
  );
}

function diskTemplate({ from, to, lun, caching }: Copy): JsonObject {
  return {
    ...(lun !== undefined && { lun }),
    name: to.split('/').at(-1) ?? '',
    createOption: lun === undefined ? 'FromImage' : 'Empty',
    image: { uri: to },
    vhd: { uri: from },
    caching,
  };
}

/** The template of a recorded answer: hashicorp/packer-plugin-azure, builder/azure/dtl/capture_template_test.go. */
function template(vm: StoredResource, os: Copy, data: readonly Copy[]): JsonObject {
  const vmSize = stringOf(at(vm.body, 'properties', 'hardwareProfile', 'vmSize')) ?? '';
  const osType = at(vm.body, 'properties', 'storageProfile', 'osDisk', 'osType');
  return {
    $schema: 'http://schema.management.azure.com/schemas/2014-04-01-preview/VM_IP.json',
    contentVersion: '1.0.0.0',
    parameters: {
      vmName: { type: 'string' },
      vmSize: { type: 'string', defaultValue: vmSize },
      adminUserName: { type: 'string' },
      adminPassword: { type: 'securestring' },
      networkInterfaceId: { type: 'string' },
    },
    resources: [
      {
        apiVersion: '2015-06-15',
        name: "[parameters('vmName')]",
        type: 'Microsoft.Compute/virtualMachines',
        location: vm.body['location'],
        properties: {
          hardwareProfile: { vmSize: "[parameters('vmSize')]" },
          storageProfile: { osDisk: { osType, ...diskTemplate(os) }, dataDisks: data.map(diskTemplate) },
          provisioningState: 0,
        },
      },
    ],
  };
}

async function capture(call: ArmCall): Promise<ArmAnswer> {
  const { world } = call;
  const vm = vmOf(call);
  const input = readInput(call.body);
  requireIdle(world, vm.id, 'capture');
  if (!isUnmanaged(vm)) {
    throw new AzureError(
      409,
      'OperationNotAllowed',
      "The Capture action is only supported on a Virtual Machine with blob based disks. Please use the 'Image' resource APIs to create an Image from a managed Virtual Machine.",
    );
  }
  if (!isGeneralized(vm)) {
    throw new AzureError(
      409,
      'OperationNotAllowed',
      'Capture operation cannot be completed because the VM is not generalized.',
    );
  }
  const { os, data } = copiesOf(vm, input, world.random.guid());
  for (const { to } of [os, ...data]) await requireFreeTarget(call, to, input.overwrite);
  const { disks } = world;
  if (disks.copyBlob === undefined) throw notSimulated('how to write the blobs of a capture');
  const copyBlob = disks.copyBlob.bind(disks);
  beginOperation(world, vm.id, 'capture');
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds('vm.capture'),
      finish: async () => {
        endOperation(world, vm.id);
        for (const { from, to } of [os, ...data]) await copyBlob(from, to);
        return template(vm, os, data);
      },
      fail: () => endOperation(world, vm.id),
    },
  };
}

export const vmCaptureRoutes: readonly ArmRoute[] = [
  {
    method: 'POST',
    path: computePath('virtualMachines/{vm}/capture'),
    action: 'Microsoft.Compute/virtualMachines/capture/action',
    since: '2015-06-15',
    handle: capture,
  },
];
