// What keeps disks, snapshots, managed images and captures from being made or read: rules on single members, and on what is busy.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { COMPUTE, OS_DISK, simulatedArm, VM, type SimulatedArm } from './simulated-arm.ts';

const DISK = `${COMPUTE}/disks/new`;
const SNAPSHOT = `${COMPUTE}/snapshots/snap`;
const IMAGE = `${COMPUTE}/images/img`;
const OLD_VM = `${COMPUTE}/virtualMachines/old`;
const READ = { access: 'Read', durationInSeconds: 3600 };
const CAPTURE = { vhdPrefix: 'golden', destinationContainerName: 'images', overwriteVhds: true };

const missing = (name: string): string => `Required parameter '${name}' is missing (null).`;
const outOfRange = (value: string, name: string, range: string): string =>
  `The value ${value} of parameter ${name} is out of range. The value must be between ${range}, inclusive.`;
const BUSY =
  'The request failed due to conflict with a concurrent request. To resolve it, please refer to https://aka.ms/activitylog to get more details on the conflicting requests.';

let arm: SimulatedArm;
beforeEach(() => {
  arm = simulatedArm();
});

function located(properties: JsonObject, location = 'westeurope'): JsonObject {
  return { location, properties };
}

function copyOf(sourceResourceId: string, more: JsonObject = {}): JsonObject {
  return located({ creationData: { createOption: 'Copy', sourceResourceId }, ...more });
}

function imageOf(osDisk: JsonObject): JsonObject {
  return located({ storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', ...osDisk } } });
}

describe('a body', () => {
  const empty = (diskSizeGB?: number): JsonObject =>
    located({ creationData: { createOption: 'Empty' }, ...(diskSizeGB !== undefined && { diskSizeGB }) });

  test.each<readonly [string, JsonObject, string]>([
    [DISK, located({}), missing('creationData.createOption')],
    [DISK, located({ creationData: { createOption: 'Copy' } }), missing('creationData.sourceResourceId')],
    [DISK, empty(), outOfRange('undefined', 'disk.diskSizeGB', '1 and 65536')],
    [DISK, empty(0), outOfRange('0', 'disk.diskSizeGB', '1 and 65536')],
    [DISK, empty(1.5), outOfRange('1.5', 'disk.diskSizeGB', '1 and 65536')],
    [SNAPSHOT, copyOf(OS_DISK, { diskSizeGB: 8 }), outOfRange('8', 'disk.diskSizeGB', '4 and 4')],
    [
      `${COMPUTE}/images/bad-`,
      imageOf({ managedDisk: { id: OS_DISK } }),
      "The entity name 'bad-' is invalid according to its validation rule: ^[^_\\W][\\w-._]{0,79}(?<![-.])$.",
    ],
  ])('for %s is refused: %j', async (id, body, message) => {
    expect(await arm.refusal('PUT', id, body)).toMatchObject({ status: 400, code: 'InvalidParameter', message });
  });

  test('that wants a copy at a speed is refused, unless the copy is in the background', async () => {
    const creationData = { createOption: 'Copy', sourceResourceId: OS_DISK, provisionedBandwidthCopySpeed: 'Enhanced' };
    expect(await arm.refusal('PUT', SNAPSHOT, located({ creationData, incremental: true }))).toMatchObject({
      status: 501,
      code: 'NotSimulated',
      message: "The simulator does not know provisionedBandwidthCopySpeed with createOption 'Copy'.",
    });
  });

  test('with an empty location is refused', async () => {
    expect(await arm.refusal('PUT', DISK, { ...empty(1), location: '' })).toMatchObject({
      status: 400,
      code: 'LocationRequired',
      message: 'The location property is required for this definition.',
    });
  });

  test.each([
    [DISK, empty(1)],
    [IMAGE, imageOf({ managedDisk: { id: OS_DISK } })],
  ])('does not move %s to another region', async (id, body) => {
    await arm.call('PUT', id, body);
    expect(await arm.refusal('PUT', id, { ...body, location: 'eastus' })).toMatchObject({
      status: 409,
      code: 'InvalidResourceLocation',
      message: `The resource '${id.split('/').at(-1) ?? ''}' already exists in location 'westeurope' in resource group 'rg-images'. A resource with the same name cannot be created in location 'eastus'. Please select a new resource name.`,
    });
  });
});

describe('access', () => {
  test.each<readonly [JsonObject, JsonObject]>([
    [
      { durationInSeconds: 3600 },
      { status: 400, code: 'InvalidParameter', message: missing('grantAccessData.access') },
    ],
    [
      { access: 'Read' },
      {
        status: 400,
        code: 'InvalidParameter',
        message: outOfRange('undefined', 'durationInSeconds', '1 and 5184000'),
      },
    ],
    [
      { ...READ, getSecureVMGuestStateSAS: true },
      {
        status: 501,
        code: 'NotSimulated',
        message: 'The simulator does not know the export of the security data of a disk.',
      },
    ],
  ])('is refused for %j', async (body, refusal) => {
    await arm.call('PUT', SNAPSHOT, copyOf(OS_DISK));
    expect(await arm.refusal('POST', `${SNAPSHOT}/beginGetAccess`, body)).toMatchObject(refusal);
  });

  test('to an ephemeral OS disk is refused, also when its VM is off', async () => {
    const vm = `${COMPUTE}/virtualMachines/brief`;
    arm.seed(DISK, {});
    arm.seed(vm, {
      properties: {
        instanceView: { statuses: [{ code: 'PowerState/deallocated' }] },
        storageProfile: { osDisk: { diffDiskSettings: { option: 'Local' }, managedDisk: { id: DISK } } },
      },
    });
    expect(await arm.refusal('POST', `${DISK}/beginGetAccess`, READ)).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: `The disk 'new' is the ephemeral OS disk of VM '${vm}'; it can be neither exported nor snapshotted.`,
    });
  });
});

describe('capture', () => {
  const { vhdPrefix, destinationContainerName, overwriteVhds } = CAPTURE;

  test.each([
    [{ destinationContainerName, overwriteVhds }, 'vhdPrefix'],
    [{ vhdPrefix, overwriteVhds }, 'destinationContainerName'],
  ])('needs all of its input: %j', async (body, name) => {
    expect(await arm.refusal('POST', `${VM}/capture`, body)).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
      message: missing(name),
    });
  });
});

describe('while another operation runs', () => {
  const busyVm = (operation: string): JsonObject => ({
    status: 409,
    code: 'OperationNotAllowed',
    message: `An ongoing operation is changing power state of Virtual Machine old to deallocated. Please perform operation ${operation} after some time.`,
  });

  const busyDisk = { status: 409, code: 'Conflict', message: BUSY };

  beforeEach(async () => {
    arm = simulatedArm({ time: 'manual' });
    arm.seed(OLD_VM, {
      properties: {
        instanceView: { statuses: [{ code: 'OSState/generalized' }] },
        storageProfile: { osDisk: { osType: 'Linux', vhd: { uri: 'https://strender.blob.core.windows.net/a.vhd' } } },
      },
    });
    await arm.call('POST', `${OLD_VM}/deallocate`);
    await arm.call('PUT', SNAPSHOT, copyOf(OS_DISK));
  });

  test.each<readonly ['POST' | 'PUT' | 'PATCH' | 'DELETE', string, JsonObject | undefined, JsonObject]>([
    ['POST', `${OLD_VM}/capture`, CAPTURE, busyVm('capture')],
    ['PUT', IMAGE, located({ sourceVirtualMachine: { id: OLD_VM } }), busyVm('Create Image')],
    ['PATCH', OLD_VM, { tags: {} }, busyVm('update')],
    ['DELETE', OLD_VM, undefined, busyVm('delete')],
    ['POST', `${OLD_VM}/runCommand`, { commandId: 'RunShellScript' }, busyVm('runCommand')],
    ['POST', `${OLD_VM}/powerOff`, undefined, busyVm('powerOff')],
    ['POST', `${OLD_VM}/restart`, undefined, busyVm('restart')],
    ['POST', `${OLD_VM}/generalize`, undefined, busyVm('generalize')],
    ['PUT', IMAGE, imageOf({ snapshot: { id: SNAPSHOT } }), busyDisk],
    ['PUT', DISK, copyOf(SNAPSHOT), busyDisk],
    ['PUT', SNAPSHOT, copyOf(OS_DISK), busyDisk],
    ['PATCH', SNAPSHOT, { tags: {} }, busyDisk],
    ['DELETE', SNAPSHOT, undefined, busyDisk],
    ['POST', `${SNAPSHOT}/endGetAccess`, undefined, busyDisk],
  ])('%s %s is refused', async (method, id, body, refusal) => {
    expect(await arm.refusal(method, id, body)).toMatchObject(refusal);
  });

  test.each([
    [DISK, copyOf(SNAPSHOT)],
    [IMAGE, imageOf({ snapshot: { id: SNAPSHOT } })],
  ])('%s is not made of a snapshot that is whole, but busy', async (id, body) => {
    await arm.pass(60_000);
    await arm.call('POST', `${SNAPSHOT}/beginGetAccess`, READ);
    expect(await arm.refusal('PUT', id, body)).toMatchObject(busyDisk);
    await arm.pass(60_000);
    expect((await arm.call('PUT', id, body)).status).toBeLessThan(300);
  });
});

describe('a restart', () => {
  const refused = (reason: string): JsonObject => ({
    status: 409,
    code: 'OperationNotAllowed',
    message: `Operation 'restart' is not allowed on VM 'vm-golden' since the VM is ${reason}.`,
  });

  test('needs a VM that is allocated', async () => {
    await arm.call('POST', `${VM}/deallocate`);
    expect(await arm.refusal('POST', `${VM}/restart`)).toMatchObject(
      refused('either deallocated or marked to be deallocated'),
    );
  });

  test('needs a VM that may start', async () => {
    await arm.call('POST', `${VM}/powerOff`);
    await arm.call('POST', `${VM}/generalize`);
    expect(await arm.refusal('POST', `${VM}/restart`)).toMatchObject(refused('generalized'));
  });
});
