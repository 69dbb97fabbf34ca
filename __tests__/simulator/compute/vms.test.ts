import { beforeEach, describe, expect, test } from '@jest/globals';
import { arrayOf, at, objectOf, stringOf, type JsonObject } from '../../../simulator/kernel/json.ts';
import { galleryWorld, ofDisk, version, VERSION } from '../gallery/gallery-world.ts';
import { COMPUTE, OS_DISK, simulatedArm, VM, type SimulatedArm } from './simulated-arm.ts';

const HELD = `${COMPUTE}/disks/held`;

let arm: SimulatedArm;
beforeEach(() => {
  arm = simulatedArm();
});

function codes(body: JsonObject): readonly string[] {
  const statuses = arrayOf(at(body, 'properties', 'instanceView', 'statuses'));
  return statuses.map((status) => stringOf(objectOf(status)['code']) ?? '');
}

async function vm(): Promise<JsonObject> {
  return arm.get(`${VM}?$expand=instanceView`);
}

describe('reading a VM', () => {
  test('a VM of the scenario runs, and GET shows the instance view only when asked', async () => {
    expect(codes(await vm())).toEqual(['ProvisioningState/succeeded', 'PowerState/running']);
    expect(at(await arm.get(VM), 'properties', 'instanceView')).toBeUndefined();
    const view = await arm.get(`${VM}/instanceView`);
    expect(at(view, 'vmAgent', 'statuses', 0, 'displayStatus')).toBe('Ready');
    expect(view['hyperVGeneration']).toBe('V2');
  });

  test('a seeded power state counts', async () => {
    arm.seed(`${COMPUTE}/virtualMachines/off`, {
      properties: { instanceView: { statuses: [{ code: 'PowerState/deallocated' }], osName: 'ubuntu' } },
    });
    const view = await arm.get(`${COMPUTE}/virtualMachines/off/instanceView`);
    expect(view).not.toHaveProperty('osName');
    expect(view).not.toHaveProperty('vmAgent');
  });

  test('lists are by group and by subscription, extensions hang below their VM', async () => {
    arm.seed(`${VM}/extensions/Agent`, { location: 'westeurope', properties: { publisher: 'x' } });
    const subscription = VM.split('/').slice(0, 3).join('/');
    for (const scope of [COMPUTE, `${subscription}/providers/Microsoft.Compute`]) {
      expect(arrayOf((await arm.get(`${scope}/virtualMachines`))['value'])).toHaveLength(1);
    }
    expect(arrayOf((await arm.get(`${VM}/extensions`))['value'])).toHaveLength(1);
    expect((await arm.get(`${VM}/extensions/agent`))['name']).toBe('Agent');
    expect(at(await vm(), 'resources', 0, 'name')).toBe('Agent');
  });

  test('Standard security is spelt out by newer versions only', async () => {
    expect(at(await arm.get(VM), 'properties', 'securityProfile')).toBeUndefined();
    const newer = await arm.call('GET', VM, undefined, { apiVersion: '2026-03-01' });
    expect(at(newer.body, 'properties', 'securityProfile', 'securityType')).toBe('Standard');
  });

  test('a missing VM is named', async () => {
    expect(await arm.refusal('GET', `${COMPUTE}/virtualMachines/nope`)).toMatchObject({
      status: 404,
      code: 'ResourceNotFound',
      message: expect.stringContaining(
        "The Resource 'Microsoft.Compute/virtualMachines/nope' under resource group 'rg-images' was not found.",
      ),
    });
  });
});

describe('switching a VM', () => {
  test('deallocation passes through its states and leaves no agent', async () => {
    arm = simulatedArm({ time: 'manual' });
    const { status } = await arm.call('POST', `${VM}/deallocate`);
    expect(status).toBe(202);
    expect(codes(await vm())).toEqual(['ProvisioningState/updating', 'PowerState/deallocating']);
    await arm.pass(45_000);
    expect(codes(await vm())).toEqual(['ProvisioningState/succeeded', 'PowerState/deallocated']);
    expect(at(await vm(), 'properties', 'instanceView', 'vmAgent')).toBeUndefined();
  });

  test('a second operation has to wait', async () => {
    arm = simulatedArm({ time: 'manual' });
    await arm.call('POST', `${VM}/deallocate`);
    expect(await arm.refusal('POST', `${VM}/start`)).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message:
        'An ongoing operation is changing power state of Virtual Machine vm-golden to deallocated. Please perform operation Start VM after some time.',
    });
  });

  test('stopped is not deallocated', async () => {
    await arm.call('POST', `${VM}/powerOff`);
    expect(codes(await vm())).toContain('PowerState/stopped');
    expect((await arm.get(OS_DISK))['properties']).toMatchObject({ diskState: 'Attached' });
    await arm.call('POST', `${VM}/deallocate`);
    expect((await arm.get(OS_DISK))['properties']).toMatchObject({ diskState: 'Reserved' });
    expect(await arm.refusal('POST', `${VM}/powerOff`)).toMatchObject({
      message: expect.stringContaining('since the VM is either deallocated or marked to be deallocated.'),
    });
  });

  test('start and deallocation change the ownership of disks, powerOff and patches do not', async () => {
    const owned = async () => at(await arm.get(OS_DISK), 'properties', 'LastOwnershipUpdateTime');
    const unique = at(await arm.get(OS_DISK), 'properties', 'uniqueId');
    const times = [await owned()];
    for (const operation of ['deallocate', 'start', 'deallocate', 'start']) {
      await arm.call('POST', `${VM}/${operation}`);
      times.push(await owned());
    }
    expect(new Set(times).size).toBe(5);
    await arm.call('POST', `${VM}/powerOff`);
    await arm.call('PATCH', OS_DISK, { tags: { a: 'b' } });
    expect(await owned()).toBe(times.at(-1));
    expect(at(await arm.get(OS_DISK), 'properties', 'uniqueId')).toBe(unique);
  });

  test('a planned failure leaves the VM as it was, and free', async () => {
    await arm.call('POST', `${VM}/deallocate`, undefined, { planned: true });
    expect(codes(await vm())).toEqual(['ProvisioningState/failed/Planned', 'PowerState/running']);
    await arm.call('POST', `${VM}/deallocate`);
    expect(codes(await vm())).toContain('PowerState/deallocated');
  });

  test('for want of room it does not start, says why, and starts the next time', async () => {
    arm = simulatedArm({ vms: { allocationFailure: { code: 'ZonalAllocationFailed', times: 1 } } });
    await arm.call('POST', `${VM}/deallocate`);
    expect(await arm.failure('POST', `${VM}/start`)).toMatchObject({
      code: 'ZonalAllocationFailed',
      message: expect.stringContaining(
        'Allocation failed. We do not have sufficient capacity for the requested VM size in this zone.',
      ),
    });
    expect(codes(await vm())).toEqual(['ProvisioningState/failed/ZonalAllocationFailed', 'PowerState/deallocated']);
    expect((await arm.call('POST', `${VM}/start`)).operation?.error).toBeUndefined();
    expect(codes(await vm())).toEqual(['ProvisioningState/succeeded', 'PowerState/running']);
  });

  test.each([
    [
      'AllocationFailed',
      'Allocation failed. Please try reducing the VM size or number of VMs, retry later, or try deploying to a different Availability Set or different Azure location.',
    ],
    ['OverconstrainedAllocationRequest', 'The required VM size is not currently available in the selected location.'],
    [
      'VMStartTimedOut',
      "VM 'vm-golden' did not start in the allotted time. The VM may still start successfully. Please check the power state later.",
    ],
  ])('a start that ends with %s has its documented text', async (code, message) => {
    arm = simulatedArm({ vms: { allocationFailure: { code, times: 1 } } });
    await arm.call('POST', `${VM}/deallocate`);
    expect(await arm.failure('POST', `${VM}/start`)).toMatchObject({ code, message });
  });

  test.each([
    [{ code: 'AllocationFailed', message: 'No room today.' }, 'No room today.'],
    [{ code: 'SomethingElse' }, 'The operation failed.'],
  ])('a start that ends with %j says what the scenario says of it', async (planned, message) => {
    arm = simulatedArm({ vms: { allocationFailure: { ...planned, times: 1 } } });
    await arm.call('POST', `${VM}/deallocate`);
    expect(await arm.failure('POST', `${VM}/start`)).toMatchObject({ status: 409, code: planned.code, message });
  });

  test('why it failed stands until something else is done to it: generalize only adds its flag', async () => {
    arm = simulatedArm({ vms: { allocationFailure: { code: 'AllocationFailed', message: 'No room.', times: 1 } } });
    await arm.call('POST', `${VM}/deallocate`);
    await arm.call('POST', `${VM}/start`);
    await arm.call('POST', `${VM}/generalize`);
    expect(at(await vm(), 'properties', 'instanceView', 'statuses')).toMatchObject([
      { code: 'ProvisioningState/failed/AllocationFailed', level: 'Error', message: 'No room.' },
      { code: 'OSState/generalized' },
      { code: 'PowerState/deallocated' },
    ]);
  });

  test('deallocation of a deallocated VM leaves it so all the time', async () => {
    arm = simulatedArm({ time: 'manual' });
    await arm.call('POST', `${VM}/deallocate`);
    await arm.pass(45_000);
    await arm.call('POST', `${VM}/deallocate`);
    expect(codes(await vm())).toContain('PowerState/deallocated');
    expect((await arm.get(OS_DISK))['properties']).toMatchObject({ diskState: 'Reserved' });
  });

  test('a restart starts a VM that is stopped', async () => {
    arm = simulatedArm({ time: 'manual' });
    await arm.call('POST', `${VM}/powerOff`);
    await arm.pass(30_000);
    await arm.call('POST', `${VM}/restart`);
    expect(codes(await vm())).toContain('PowerState/starting');
    await arm.pass(40_000);
    expect(codes(await vm())).toContain('PowerState/running');
  });

  test('a start waits for an access to its disk that is being given', async () => {
    arm = simulatedArm({ time: 'manual' });
    await arm.call('POST', `${VM}/deallocate`);
    await arm.pass(45_000);
    await arm.call('POST', `${OS_DISK}/beginGetAccess`, { access: 'Read', durationInSeconds: 600 });
    expect(await arm.refusal('POST', `${VM}/start`)).toMatchObject({ status: 409, code: 'Conflict' });
  });

  test('a VM with an ephemeral OS disk cannot be deallocated', async () => {
    const id = `${COMPUTE}/virtualMachines/brief`;
    arm.seed(id, { properties: { storageProfile: { osDisk: { diffDiskSettings: { option: 'Local' } } } } });
    expect(await arm.refusal('POST', `${id}/deallocate`)).toMatchObject({
      message: expect.stringContaining('using an ephemeral OS disk'),
    });
  });
});

describe('generalizing a VM', () => {
  test('is refused while the VM runs', async () => {
    expect(await arm.refusal('POST', `${VM}/generalize`)).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message:
        "Operation 'generalize' is not allowed on VM 'vm-golden' since the VM is running. Please power off explicitly in case you shut down the VM from inside the guest operating system.",
    });
  });

  test('is refused after a shutdown from inside the guest, but not after powerOff', async () => {
    const id = `${COMPUTE}/virtualMachines/shut`;
    arm.seed(id, { properties: { instanceView: { statuses: [{ code: 'PowerState/stopped' }] } } });
    expect((await arm.refusal('POST', `${id}/generalize`)).message).toContain('Please power off explicitly');
    await arm.call('POST', `${id}/powerOff`);
    expect((await arm.call('POST', `${id}/generalize`)).status).toBe(200);
  });

  test.each(['starting', 'stopping', 'deallocating'])('is refused on a VM that is %s', async (power) => {
    const id = `${COMPUTE}/virtualMachines/between`;
    arm.seed(id, { properties: { instanceView: { statuses: [{ code: `PowerState/${power}` }] } } });
    expect(await arm.refusal('POST', `${id}/generalize`)).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: "Operation 'generalize' is not allowed on VM 'between' since the VM is not deallocated.",
    });
  });

  test('is refused after a powerOff that failed', async () => {
    await arm.call('POST', `${VM}/powerOff`, undefined, { planned: true });
    expect((await arm.refusal('POST', `${VM}/generalize`)).message).toContain('since the VM is running.');
  });

  test('is one way, synchronous and without a body', async () => {
    await arm.call('POST', `${VM}/deallocate`);
    expect(await arm.call('POST', `${VM}/generalize`)).toEqual({ status: 200, body: {}, operation: undefined });
    expect(codes(await vm())).toEqual(['ProvisioningState/succeeded', 'OSState/generalized', 'PowerState/deallocated']);
    expect(await arm.refusal('POST', `${VM}/start`)).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: "Operation 'Start VM' is not allowed on VM 'vm-golden' since the VM is generalized.",
    });
    expect((await arm.call('POST', `${VM}/generalize`)).status).toBe(200);
    await arm.call('POST', `${VM}/deallocate`);
    expect(codes(await vm())).toContain('OSState/generalized');
  });
});

describe('changing and deleting a VM', () => {
  test('tags change, what has consequences is refused loudly', async () => {
    await arm.call('PATCH', VM, { tags: { team: 'render' } });
    expect((await arm.get(VM))['tags']).toEqual({ team: 'render' });
    const storageProfile = at(await arm.get(VM), 'properties', 'storageProfile');
    expect((await arm.call('PUT', VM, { location: 'West Europe', properties: { storageProfile } })).status).toBe(200);
    expect((await arm.get(VM))['tags']).toEqual({});
    const resized = { location: 'westeurope', properties: { hardwareProfile: { vmSize: 'Standard_D64s_v5' } } };
    expect(await arm.refusal('PUT', VM, resized)).toMatchObject({ status: 501, code: 'NotSimulated' });
    expect(await arm.refusal('PUT', VM, { location: 'eastus' })).toMatchObject({ code: 'InvalidResourceLocation' });
  });

  test('deletion detaches the disks, or takes those along that say so', async () => {
    expect((await arm.call('DELETE', VM)).status).toBe(202);
    expect(await arm.refusal('GET', VM)).toMatchObject({ status: 404 });
    expect((await arm.call('DELETE', VM)).status).toBe(204);
    const disk = await arm.get(OS_DISK);
    expect(disk).not.toHaveProperty('managedBy');
    expect(at(disk, 'properties', 'diskState')).toBe('Unattached');

    arm.seed(`${COMPUTE}/disks/doomed`, {});
    arm.seed(`${COMPUTE}/virtualMachines/other`, {
      properties: {
        storageProfile: { osDisk: { deleteOption: 'Delete', managedDisk: { id: `${COMPUTE}/disks/doomed` } } },
      },
    });
    await arm.call('DELETE', `${COMPUTE}/virtualMachines/other`);
    expect(await arm.refusal('GET', `${COMPUTE}/disks/doomed`)).toMatchObject({ status: 404 });
  });

  test('deletion leaves a disk that it may not take along', async () => {
    arm.seed(HELD, {});
    arm.seed(`${COMPUTE}/virtualMachines/other`, {
      properties: {
        storageProfile: { osDisk: { deleteOption: 'Delete', managedDisk: { id: HELD } } },
        instanceView: { statuses: [{ code: 'PowerState/deallocated' }] },
      },
    });
    await arm.call('POST', `${HELD}/beginGetAccess`, { access: 'Read', durationInSeconds: 600 });
    await arm.call('DELETE', `${COMPUTE}/virtualMachines/other`);
    expect(await arm.get(HELD)).toMatchObject({ properties: { diskState: 'ActiveSAS' } });
    await arm.call('POST', `${HELD}/endGetAccess`);
    expect(await arm.get(HELD)).toMatchObject({ properties: { diskState: 'Unattached' } });

    arm.seed(`${COMPUTE}/virtualMachines/third`, {
      properties: { storageProfile: { osDisk: { deleteOption: 'Delete', managedDisk: { id: HELD } } } },
    });
    arm.seed(`${HELD}/providers/Microsoft.Authorization/locks/keep`, { properties: { level: 'CanNotDelete' } });
    await arm.call('DELETE', `${COMPUTE}/virtualMachines/third`);
    expect(await arm.get(HELD)).toMatchObject({ properties: { diskState: 'Unattached' } });
  });

  test.each<readonly [string, 'POST' | 'PUT', string, JsonObject, string]>([
    ['granted', 'POST', `${HELD}/beginGetAccess`, { access: 'Read', durationInSeconds: 600 }, 'ActiveSAS'],
    ['read by an image version', 'PUT', VERSION, version(ofDisk(HELD)), 'Unattached'],
  ])('deletion leaves a disk that is just being %s', async (_, method, url, body, diskState) => {
    arm = await galleryWorld({ time: 'manual' });
    const other = `${COMPUTE}/virtualMachines/other`;
    arm.seed(HELD, { properties: { osType: 'Linux', hyperVGeneration: 'V2' } });
    arm.seed(other, {
      properties: {
        storageProfile: { osDisk: { deleteOption: 'Delete', managedDisk: { id: HELD } } },
        instanceView: { statuses: [{ code: 'OSState/generalized' }] },
      },
    });
    await arm.call('DELETE', other);
    await arm.pass(38_000);
    await arm.call(method, url, body);
    await arm.pass(10_000);
    expect(await arm.refusal('GET', other)).toMatchObject({ status: 404 });
    expect(await arm.get(HELD)).toMatchObject({ properties: { diskState } });
  });

  test('one more deletion joins the first, and leaves alone what comes after it', async () => {
    arm = simulatedArm({ time: 'manual' });
    await arm.call('DELETE', VM);
    await arm.pass(30_000);
    const { status, operation } = await arm.call('DELETE', VM);
    expect(status).toBe(202);
    await arm.pass(10_000);
    expect(operation).toMatchObject({ ended: true });
    expect(operation?.error).toBeUndefined();
    arm.seed(VM, {});
    await arm.pass(60_000);
    expect((await arm.get(VM))['name']).toBe('vm-golden');
  });

  test('one more deletion fails as the first does', async () => {
    arm = simulatedArm({ time: 'manual' });
    await arm.call('DELETE', VM, undefined, { planned: true });
    const { operation } = await arm.call('DELETE', VM);
    await arm.pass(40_000);
    expect(operation?.error).toMatchObject({ status: 409, code: 'Planned' });
    expect(codes(await vm())).toContain('ProvisioningState/failed/Planned');
  });

  test('a VM that is being deleted takes no other order', async () => {
    arm = simulatedArm({ time: 'manual' });
    await arm.call('DELETE', VM);
    expect((await arm.refusal('POST', `${VM}/deallocate`)).message).toContain('since the VM is marked for deletion.');
  });
});

test('usages count what is there', async () => {
  const subscription = VM.split('/').slice(0, 3).join('/');
  const { value } = await arm.get(`${subscription}/providers/Microsoft.Compute/locations/westeurope/usages`);
  expect(value).toContainEqual(
    expect.objectContaining({ currentValue: 2, name: { value: 'cores', localizedValue: 'Total Regional vCPUs' } }),
  );
  expect(value).toContainEqual(
    expect.objectContaining({
      currentValue: 2,
      limit: 350,
      name: expect.objectContaining({ value: 'standardDSv5Family' }),
    }),
  );
  expect(value).toContainEqual(
    expect.objectContaining({ currentValue: 0, name: expect.objectContaining({ value: 'standardDSv3Family' }) }),
  );
});
