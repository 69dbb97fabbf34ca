import { beforeEach, describe, expect, test } from '@jest/globals';
import { computeInspect } from '../../../simulator/compute/routes.ts';
import { at, type JsonObject } from '../../../simulator/kernel/json.ts';
import { COMPUTE, lacking, OS_DISK, simulatedArm, VM, type SimulatedArm } from './simulated-arm.ts';

const SNAPSHOT = `${COMPUTE}/snapshots/snap`;
const READ = { access: 'Read', durationInSeconds: 3600 };

let arm: SimulatedArm;
beforeEach(() => {
  arm = simulatedArm();
});

function snapshotOf(source: string, more: JsonObject = {}): JsonObject {
  return {
    location: 'westeurope',
    properties: { creationData: { createOption: 'Copy', sourceResourceId: source }, incremental: false, ...more },
  };
}

async function state(id: string): Promise<unknown> {
  return at(await arm.get(id), 'properties', 'diskState');
}

describe('snapshots', () => {
  test('a snapshot inherits what its disk is, and is new', async () => {
    arm.seed(`${COMPUTE}/disks/secure`, {
      properties: {
        osType: 'Windows',
        hyperVGeneration: 'V2',
        securityProfile: { securityType: 'TrustedLaunch' },
        purchasePlan: { name: 'n', publisher: 'p', product: 'x' },
        supportedCapabilities: { architecture: 'Arm64' },
      },
    });
    const { status, body } = await arm.call('PUT', SNAPSHOT, snapshotOf(`${COMPUTE}/disks/secure`));
    expect(status).toBe(202);
    expect(at(body, 'properties', 'provisioningState')).toBe('Updating');
    const disk = await arm.get(`${COMPUTE}/disks/secure`);
    const snapshot = await arm.get(SNAPSHOT);
    const inherited = ['osType', 'hyperVGeneration', 'securityProfile', 'purchasePlan', 'supportedCapabilities'];
    for (const name of [...inherited, 'diskSizeBytes', 'diskSizeGB']) {
      expect(at(snapshot, 'properties', name)).toEqual(at(disk, 'properties', name));
    }
    expect(at(snapshot, 'properties', 'creationData', 'sourceUniqueId')).toBe(at(disk, 'properties', 'uniqueId'));
    expect(at(snapshot, 'properties', 'uniqueId')).not.toBe(at(disk, 'properties', 'uniqueId'));
    expect(at(snapshot, 'properties', 'provisioningState')).toBe('Succeeded');
  });

  test('an empty disk keeps how its sectors are', async () => {
    const disk = `${COMPUTE}/disks/fast`;
    await arm.call('PUT', disk, {
      location: 'westeurope',
      sku: { name: 'UltraSSD_LRS' },
      properties: { creationData: { createOption: 'Empty', logicalSectorSize: 512 }, diskSizeGB: 1 },
    });
    expect(at(await arm.get(disk), 'properties', 'creationData')).toEqual({
      createOption: 'Empty',
      logicalSectorSize: 512,
    });
  });

  test('a running VM can be snapshotted', async () => {
    expect((await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK))).status).toBe(202);
  });

  test('the same request again is an update, another source is refused', async () => {
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK));
    expect((await arm.call('PUT', SNAPSHOT, { ...snapshotOf(OS_DISK), tags: { a: 'b' } })).status).toBe(200);
    expect((await arm.get(SNAPSHOT))['tags']).toEqual({ a: 'b' });
    arm.seed(`${COMPUTE}/disks/other`, {});
    expect(await arm.refusal('PUT', SNAPSHOT, snapshotOf(`${COMPUTE}/disks/other`))).toMatchObject({
      status: 400,
      code: 'BadRequest',
      message: "Changing property 'sourceResourceId' is not allowed for existing disk 'snap'.",
    });
    await arm.call('PATCH', SNAPSHOT, { tags: { c: 'd' } });
    expect((await arm.get(SNAPSHOT))['tags']).toEqual({ c: 'd' });
  });

  test('location, source and rights are checked', async () => {
    expect(await arm.refusal('PUT', SNAPSHOT, { properties: {} })).toMatchObject({ code: 'LocationRequired' });
    expect(await arm.refusal('PUT', SNAPSHOT, { ...snapshotOf(OS_DISK), location: 'moon' })).toMatchObject({
      code: 'LocationNotAvailableForResourceType',
    });
    expect(await arm.refusal('PUT', SNAPSHOT, { ...snapshotOf(OS_DISK), location: 'eastus' })).toMatchObject({
      status: 400,
    });
    expect(await arm.refusal('PUT', SNAPSHOT, snapshotOf(`${COMPUTE}/disks/none`))).toMatchObject({ status: 404 });
    expect(await arm.refusal('PUT', SNAPSHOT, snapshotOf(VM))).toMatchObject({ code: 'InvalidParameter' });
    expect(await arm.refusal('PUT', `${COMPUTE}/snapshots/bad-`, snapshotOf(OS_DISK))).toMatchObject({
      message: expect.stringContaining("The entity name 'bad-' is invalid according to its validation rule"),
    });
    const principal = lacking('Microsoft.Compute/disks/beginGetAccess/action');
    expect(await arm.refusal('PUT', SNAPSHOT, snapshotOf(OS_DISK), { principal })).toMatchObject({
      status: 403,
      code: 'LinkedAuthorizationFailed',
      message: expect.stringContaining(
        `does not have permission to perform action 'Microsoft.Compute/disks/beginGetAccess/action' on the linked scope(s) '${OS_DISK}'`,
      ),
    });
  });

  test('of Premium SSD v2 and Ultra disks only incremental ones exist', async () => {
    arm.seed(`${COMPUTE}/disks/fast`, { sku: { name: 'PremiumV2_LRS' } });
    expect((await arm.refusal('PUT', SNAPSHOT, snapshotOf(`${COMPUTE}/disks/fast`))).message).toContain(
      'has only incremental snapshots',
    );
    await arm.call('PUT', SNAPSHOT, snapshotOf(`${COMPUTE}/disks/fast`, { incremental: true }));
    expect(at(await arm.get(SNAPSHOT), 'properties', 'incrementalSnapshotFamilyId')).toEqual(expect.any(String));
    const { operation } = await arm.call('POST', `${SNAPSHOT}/beginGetAccess`, READ);
    expect(operation?.output).toEqual({ accessSAS: expect.stringContaining('sr=bs') });
    expect(await arm.refusal('POST', `${COMPUTE}/disks/fast/beginGetAccess`, READ)).toMatchObject({ status: 409 });
  });

  test('the quota counts', async () => {
    arm = simulatedArm({ quotas: { snapshots: 1 } });
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK));
    expect(await arm.refusal('PUT', `${SNAPSHOT}2`, snapshotOf(OS_DISK))).toMatchObject({
      code: 'OperationNotAllowed',
      message: expect.stringContaining('Current Limit: 1, Current Usage: 1, Additional Required: 1'),
    });
  });

  test('an ephemeral OS disk has no snapshots', async () => {
    arm.seed(`${COMPUTE}/disks/brief`, {});
    arm.seed(`${COMPUTE}/virtualMachines/brief`, {
      properties: {
        storageProfile: {
          osDisk: { diffDiskSettings: { option: 'Local' }, managedDisk: { id: `${COMPUTE}/disks/brief` } },
        },
      },
    });
    expect((await arm.refusal('PUT', SNAPSHOT, snapshotOf(`${COMPUTE}/disks/brief`))).message).toContain('ephemeral');
  });

  test('a copy needs a whole source', async () => {
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK), { planned: true });
    expect(await arm.refusal('PUT', `${COMPUTE}/disks/copy`, snapshotOf(SNAPSHOT))).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: `The source '${SNAPSHOT}' is in the provisioning state 'Failed' and cannot be used.`,
    });
  });

  test('a failed creation leaves a failed snapshot', async () => {
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK), { planned: true });
    expect(at(await arm.get(SNAPSHOT), 'properties', 'provisioningState')).toBe('Failed');
    expect((await arm.call('DELETE', SNAPSHOT)).status).toBe(202);
    expect((await arm.call('DELETE', SNAPSHOT)).status).toBe(204);
  });
});

describe('access', () => {
  test('a disk of an allocated VM gives none', async () => {
    const text = `Access not permitted because disk vm-golden_OsDisk_1 is currently attached to running VM ${VM}.`;
    expect(await arm.refusal('POST', `${OS_DISK}/beginGetAccess`, READ)).toMatchObject({
      status: 409,
      code: 'Conflict',
      message: text,
    });
    await arm.call('POST', `${VM}/powerOff`);
    expect((await arm.refusal('POST', `${OS_DISK}/beginGetAccess`, READ)).message).toBe(text);
    await arm.call('POST', `${VM}/deallocate`);
    const { status, operation } = await arm.call('POST', `${OS_DISK}/beginGetAccess`, READ);
    expect(status).toBe(202);
    expect(operation?.output).toEqual({ accessSAS: expect.stringMatching(/^https:\/\/md-.*\/abcd\?.*sr=b&/) });
  });

  test('an open grant blocks start and deletion until it ends', async () => {
    await arm.call('POST', `${VM}/deallocate`);
    await arm.call('POST', `${OS_DISK}/beginGetAccess`, READ);
    expect(await state(OS_DISK)).toBe('ActiveSAS');
    expect(computeInspect(arm.world).leftovers()).toMatchObject([{ id: OS_DISK, kind: 'grant' }]);
    const text =
      'There is an active shared access signature outstanding for disk vm-golden_OsDisk_1. Call EndGetAccess before attaching or deleting the disk.';
    expect(await arm.refusal('POST', `${VM}/start`)).toMatchObject({ status: 409, message: text });
    await arm.call('DELETE', VM);
    expect(await arm.refusal('DELETE', OS_DISK)).toMatchObject({ status: 409, message: text });
    await arm.call('POST', `${OS_DISK}/endGetAccess`);
    expect(await state(OS_DISK)).toBe('Unattached');
    expect(arm.granted.size).toBe(0);
    expect(computeInspect(arm.world).leftovers()).toEqual([]);
    expect((await arm.call('DELETE', OS_DISK)).status).toBe(202);
  });

  test('a snapshot under a grant cannot be deleted; a second grant is the same; ending twice does no harm', async () => {
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK));
    const first = await arm.call('POST', `${SNAPSHOT}/beginGetAccess`, READ);
    const second = await arm.call('POST', `${SNAPSHOT}/beginGetAccess`, READ);
    expect(second.operation?.output).toEqual(first.operation?.output);
    expect(await arm.refusal('DELETE', SNAPSHOT)).toMatchObject({ status: 409, code: 'OperationNotAllowed' });
    await arm.call('POST', `${SNAPSHOT}/endGetAccess`);
    await arm.call('POST', `${SNAPSHOT}/endGetAccess`);
    expect((await arm.call('DELETE', SNAPSHOT)).status).toBe(202);
  });

  test('a grant expires', async () => {
    arm = simulatedArm({ time: 'manual' });
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK));
    await arm.pass(60_000);
    await arm.call('POST', `${SNAPSHOT}/beginGetAccess`, READ);
    await arm.pass(5_000);
    expect(await state(SNAPSHOT)).toBe('ActiveSAS');
    await arm.pass(3_600_000);
    expect(await state(SNAPSHOT)).toBe('Unattached');
    expect(at(computeInspect(arm.world).state()[SNAPSHOT], 'properties', 'diskState')).toBe('Unattached');
    expect(computeInspect(arm.world).leftovers()).toEqual([]);
  });

  test.each([
    [{ networkAccessPolicy: 'DenyAll' }, 'DenyAll'],
    [{ networkAccessPolicy: 'AllowPrivate' }, 'AllowPrivate'],
    [{ publicNetworkAccess: 'Disabled' }, 'Disabled'],
  ])('%j refuses the export', async (properties, word) => {
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK));
    await arm.call('PATCH', SNAPSHOT, { properties });
    const { status, message } = await arm.refusal('POST', `${SNAPSHOT}/beginGetAccess`, READ);
    expect(status).toBe(409);
    expect(message).toContain(word);
  });

  test('durations have limits, and what is not simulated says so', async () => {
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK));
    const begin = `${SNAPSHOT}/beginGetAccess`;
    expect(await arm.refusal('POST', begin, { access: 'Read', durationInSeconds: 5_184_001 })).toMatchObject({
      status: 400,
      message: expect.stringContaining('The value must be between 1 and 5184000, inclusive.'),
    });
    for (const body of [
      { ...READ, access: 'Write' },
      { ...READ, fileFormat: 'VHDX' },
    ]) {
      expect(await arm.refusal('POST', begin, body)).toMatchObject({ status: 501 });
    }
    expect(await arm.refusal('POST', begin)).toMatchObject({ code: 'InvalidParameter' });
    expect(await arm.refusal('POST', `${COMPUTE}/snapshots/none/beginGetAccess`, READ)).toMatchObject({ status: 404 });
  });

  test('an operation in progress excludes others', async () => {
    arm = simulatedArm({ time: 'manual' });
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK));
    expect(await arm.refusal('POST', `${SNAPSHOT}/beginGetAccess`, READ)).toMatchObject({ code: 'Conflict' });
    await arm.pass(8_000);
    await arm.call('POST', `${SNAPSHOT}/beginGetAccess`, READ);
  });
});

describe('disks', () => {
  test('are made empty or as copies, and deleted only when no VM has them', async () => {
    const empty = { location: 'westeurope', properties: { creationData: { createOption: 'Empty' }, diskSizeGB: 8 } };
    expect((await arm.call('PUT', `${COMPUTE}/disks/empty`, empty)).status).toBe(202);
    expect(await arm.get(`${COMPUTE}/disks/empty`)).toMatchObject({
      sku: { name: 'Standard_LRS' },
      properties: { diskSizeBytes: 8 * 1024 ** 3, diskState: 'Unattached', provisioningState: 'Succeeded' },
    });
    await arm.call('PUT', SNAPSHOT, snapshotOf(OS_DISK));
    const copy = snapshotOf(SNAPSHOT);
    const principal = lacking('Microsoft.Compute/snapshots/beginGetAccess/action');
    expect(await arm.refusal('PUT', `${COMPUTE}/disks/copy`, copy, { principal })).toMatchObject({ status: 403 });
    await arm.call('PUT', `${COMPUTE}/disks/copy`, copy);
    expect(at(await arm.get(`${COMPUTE}/disks/copy`), 'properties', 'hyperVGeneration')).toBe('V2');
    expect(await arm.refusal('DELETE', OS_DISK)).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: `Disk vm-golden_OsDisk_1 is attached to VM ${VM}.`,
    });
    expect(
      await arm.refusal('PUT', `${COMPUTE}/disks/up`, {
        location: 'westeurope',
        properties: { creationData: { createOption: 'Upload' } },
      }),
    ).toMatchObject({ status: 501 });
  });

  test('managedBy follows the VM', async () => {
    expect((await arm.get(OS_DISK))['managedBy']).toBe(VM);
  });
});
