// Managed images of VMs, VHDs, disks and snapshots: what they take over from their source, and what is refused.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { COMPUTE, GROUP, OS_DISK, simulatedArm, VM, type SimulatedArm } from './simulated-arm.ts';

const IMAGE = `${COMPUTE}/images/img`;
const SNAPSHOT = `${COMPUTE}/snapshots/os`;
const VHD = 'https://strender.blob.core.windows.net/vhds/a.vhd';
const GIB = 1024 ** 3;

let arm: SimulatedArm;
beforeEach(() => {
  arm = simulatedArm();
  arm.blobs.set(VHD, { blobType: 'PageBlob', bytes: 2 * GIB + 512, hasFixedVhdFooter: true });
});

function image(properties: JsonObject, location = 'westeurope'): JsonObject {
  return { location, properties };
}

function ofVm(id: string, more: JsonObject = {}): JsonObject {
  return image({ sourceVirtualMachine: { id }, ...more });
}

function ofDisk(disk: JsonObject, more: JsonObject = {}): JsonObject {
  return image({ storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', ...disk } }, ...more });
}

function snapshotOf(properties: JsonObject = {}): JsonObject {
  return image({ creationData: { createOption: 'Copy', sourceResourceId: OS_DISK }, ...properties });
}

async function snapshot(properties: JsonObject = {}): Promise<void> {
  await arm.call('PUT', SNAPSHOT, snapshotOf(properties));
}

async function generalized(): Promise<void> {
  await arm.call('POST', `${VM}/deallocate`);
  await arm.call('POST', `${VM}/generalize`);
}

describe('of a VM', () => {
  test('its generation counts: another one is refused, none is taken over', async () => {
    await generalized();
    expect(await arm.refusal('PUT', IMAGE, ofVm(VM, { hyperVGeneration: 'V1' }))).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
      message:
        "The Input HyperVGeneration property: 'V1' does not match with the HyperVGeneration property: 'Gen2' belonging to source: 'sourceVirtualMachine'.",
    });
    expect((await arm.call('PUT', IMAGE, ofVm(VM))).status).toBe(201);
    expect(await arm.get(IMAGE)).toMatchObject({
      properties: {
        sourceVirtualMachine: { id: VM },
        hyperVGeneration: 'V2',
        storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', managedDisk: { id: OS_DISK } } },
      },
    });
    expect((await arm.call('PUT', `${IMAGE}2`, ofVm(VM, { hyperVGeneration: 'V2' }))).status).toBe(201);
  });

  test('data disks become part of it, managed ones and page blobs alike', async () => {
    const old = `${COMPUTE}/virtualMachines/vm-old`;
    arm.seed(old, {
      properties: {
        instanceView: { statuses: [{ code: 'OSState/generalized' }] },
        storageProfile: {
          osDisk: { osType: 'Windows', vhd: { uri: VHD }, caching: 'ReadOnly', diskSizeGB: 2 },
          dataDisks: [{ lun: 3, vhd: { uri: `${VHD}-data` }, diskSizeGB: 8 }],
        },
      },
    });
    expect((await arm.call('PUT', IMAGE, ofVm(old, { storageProfile: { zoneResilient: true } }))).status).toBe(201);
    expect(await arm.get(IMAGE)).toMatchObject({
      properties: {
        hyperVGeneration: 'V1',
        storageProfile: {
          osDisk: { osType: 'Windows', blobUri: VHD, caching: 'ReadOnly', diskSizeGB: 2 },
          dataDisks: [{ lun: 3, blobUri: `${VHD}-data`, diskSizeGB: 8 }],
          zoneResilient: true,
        },
      },
    });
  });

  test('the VM must be there, in the region of the image', async () => {
    const missing = { status: 404, code: 'NotFound' };
    expect(await arm.refusal('PUT', IMAGE, ofVm(`${VM}-x`))).toMatchObject({
      ...missing,
      message: "Source Virtual Machine 'vm-golden-x' specified in the request does not exist in this Azure location.",
    });
    const elsewhere = image({ sourceVirtualMachine: { id: VM } }, 'eastus');
    expect(await arm.refusal('PUT', IMAGE, elsewhere)).toMatchObject(missing);
    expect(await arm.refusal('PUT', IMAGE, ofVm(OS_DISK))).toMatchObject(missing);
  });
});

describe('of a snapshot or a disk', () => {
  test('the image takes generation and size over', async () => {
    await snapshot();
    expect((await arm.call('PUT', IMAGE, ofDisk({ snapshot: { id: SNAPSHOT } }))).status).toBe(201);
    expect(await arm.get(IMAGE)).toMatchObject({
      properties: {
        hyperVGeneration: 'V2',
        storageProfile: { osDisk: { snapshot: { id: SNAPSHOT }, diskSizeGB: 4 }, dataDisks: [] },
      },
    });
    expect((await arm.call('PUT', `${IMAGE}2`, ofDisk({ managedDisk: { id: OS_DISK } }))).status).toBe(201);
    const other = ofDisk({ snapshot: { id: SNAPSHOT } }, { hyperVGeneration: 'V1' });
    expect((await arm.refusal('PUT', `${IMAGE}3`, other)).message).toContain("belonging to source: 'snapshot'");
  });

  test('a source that is not whole is refused', async () => {
    await arm.call('PUT', SNAPSHOT, snapshotOf(), { planned: true });
    expect(await arm.refusal('PUT', IMAGE, ofDisk({ snapshot: { id: SNAPSHOT } }))).toMatchObject({
      status: 409,
      message: `The source '${SNAPSHOT}' is in the provisioning state 'Failed' and cannot be used.`,
    });
  });

  test('a source that is absent, elsewhere, of another type or with security data is refused', async () => {
    const refusal = (disk: JsonObject) => arm.refusal('PUT', IMAGE, ofDisk(disk));
    expect(await refusal({ snapshot: { id: SNAPSHOT } })).toMatchObject({ status: 404, code: 'ResourceNotFound' });
    expect(await refusal({ snapshot: { id: OS_DISK } })).toMatchObject({ code: 'InvalidParameter' });
    arm.seed(`${COMPUTE}/disks/far`, { location: 'eastus' });
    expect(await refusal({ managedDisk: { id: `${COMPUTE}/disks/far` } })).toMatchObject({ code: 'InvalidParameter' });
    arm.seed(`${COMPUTE}/disks/secure`, { properties: { securityProfile: { securityType: 'TrustedLaunch' } } });
    expect(await refusal({ managedDisk: { id: `${COMPUTE}/disks/secure` } })).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
    });
  });
});

describe('an image', () => {
  test('takes no other request until it is made, and none while it is deleted', async () => {
    arm = simulatedArm({ time: 'manual' });
    await snapshot();
    await arm.pass(8_000);
    const wanted = ofDisk({ snapshot: { id: SNAPSHOT } });
    await arm.call('PUT', IMAGE, wanted);
    expect(await arm.refusal('PUT', IMAGE, wanted)).toMatchObject({ status: 409, code: 'Conflict' });
    expect(await arm.refusal('DELETE', IMAGE)).toMatchObject({ status: 409, code: 'Conflict' });
    await arm.pass(120_000);
    await arm.call('DELETE', IMAGE);
    expect(await arm.get(IMAGE)).toMatchObject({ properties: { provisioningState: 'Deleting' } });
    expect(await arm.refusal('PUT', IMAGE, wanted)).toMatchObject({ status: 409, code: 'Conflict' });
    expect((await arm.call('DELETE', IMAGE)).status).toBe(202);
    await arm.pass(5_000);
    expect(await arm.refusal('GET', IMAGE)).toMatchObject({ status: 404 });
  });

  test('stays when its deletion fails', async () => {
    await snapshot();
    await arm.call('PUT', IMAGE, ofDisk({ snapshot: { id: SNAPSHOT } }));
    await arm.call('DELETE', IMAGE, undefined, { planned: true });
    expect(await arm.get(IMAGE)).toMatchObject({ properties: { provisioningState: 'Failed' } });
  });
});

describe('of VHDs', () => {
  const v2 = { hyperVGeneration: 'V2' };

  test('data disks have LUNs of their own', async () => {
    const data = `${VHD.slice(0, -4)}-data.vhd`;
    arm.blobs.set(data, { blobType: 'PageBlob', bytes: 8 * GIB + 512, hasFixedVhdFooter: true });
    const body = (...luns: readonly (number | undefined)[]) =>
      image({
        ...v2,
        storageProfile: {
          osDisk: { osType: 'Linux', osState: 'Generalized', blobUri: VHD },
          dataDisks: luns.map((lun) => ({ ...(lun !== undefined && { lun }), blobUri: data })),
        },
      });
    expect((await arm.refusal('PUT', IMAGE, body(1, 1))).message).toBe('A disk at LUN 1 already exists.');
    expect((await arm.refusal('PUT', IMAGE, body(undefined))).message).toContain('dataDisks.lun');
    expect((await arm.call('PUT', IMAGE, body(1))).status).toBe(201);
    expect(await arm.get(IMAGE)).toMatchObject({
      properties: { storageProfile: { osDisk: { diskSizeGB: 2 }, dataDisks: [{ lun: 1, diskSizeGB: 8 }] } },
    });
  });

  test('every disk has exactly one source, and the OS disk says what it is', async () => {
    expect(await arm.refusal('PUT', IMAGE, ofDisk({}))).toMatchObject({ code: 'InvalidParameter' });
    const two = ofDisk({ blobUri: VHD, managedDisk: { id: OS_DISK } }, v2);
    expect(await arm.refusal('PUT', IMAGE, two)).toMatchObject({ code: 'InvalidParameter' });
    const silent = image({ ...v2, storageProfile: { osDisk: { blobUri: VHD } } });
    expect((await arm.refusal('PUT', IMAGE, silent)).message).toContain('osDisk.osType');
  });

  test('the blob must be a VHD in a storage account of the region', async () => {
    const refusal = (blobUri: string) => arm.refusal('PUT', IMAGE, ofDisk({ blobUri }, v2));
    expect((await refusal('vhds/a.vhd')).message).toBe('The URI vhds/a.vhd does not look to be correct blob URI.');
    expect((await refusal(VHD.replace('.vhd', '.img'))).message).toContain("must end with '.vhd' extension.");
    expect(await refusal(VHD.replace('strender', 'nobody'))).toMatchObject({
      code: 'StorageAccountNotFound',
      message:
        'Storage account nobody not found. Ensure storage account is not deleted and belongs to the same Azure location as the VM.',
    });
    const account = (name: string, body: JsonObject): void =>
      arm.seed(`${GROUP}/providers/Microsoft.Storage/storageAccounts/${name}`, body);
    account('stfar', { location: 'eastus' });
    expect(await refusal(VHD.replace('strender', 'stfar'))).toMatchObject({ code: 'StorageAccountLocationMismatch' });
    account('stblocks', { kind: 'BlockBlobStorage' });
    expect(await refusal(VHD.replace('strender', 'stblocks'))).toMatchObject({ code: 'StorageAccountLimitation' });
    arm.blobs.set(VHD, { blobType: 'PageBlob', bytes: 2 * GIB + 512, hasFixedVhdFooter: false });
    expect(await refusal(VHD)).toMatchObject({ code: 'InvalidVhd' });
  });
});
