import { beforeEach, describe, expect, test } from '@jest/globals';
import { at, stringOf } from '../../../simulator/kernel/json.ts';
import { COMPUTE, simulatedArm, STORAGE_ACCOUNT, VM, type SimulatedArm } from './simulated-arm.ts';

const OLD_VM = `${COMPUTE}/virtualMachines/old`;
const INPUT = { vhdPrefix: 'golden', destinationContainerName: 'images', overwriteVhds: false };
const ROOT = 'https://strender.blob.core.windows.net/system/Microsoft.Compute/Images/images';

let arm: SimulatedArm;
beforeEach(() => {
  arm = simulatedArm();
  const vhd = (name: string) => ({ vhd: { uri: `https://strender.blob.core.windows.net/vhds/${name}.vhd` } });
  arm.seed(OLD_VM, {
    properties: {
      storageProfile: {
        osDisk: { osType: 'Linux', caching: 'ReadOnly', ...vhd('os') },
        dataDisks: [{ lun: 2, ...vhd('data') }],
      },
    },
  });
});

async function generalized(): Promise<void> {
  await arm.call('POST', `${OLD_VM}/deallocate`);
  await arm.call('POST', `${OLD_VM}/generalize`);
}

describe('capture', () => {
  test('is for blob disks only', async () => {
    expect(await arm.refusal('POST', `${VM}/capture`, INPUT)).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message:
        "The Capture action is only supported on a Virtual Machine with blob based disks. Please use the 'Image' resource APIs to create an Image from a managed Virtual Machine.",
    });
  });

  test('needs a generalized VM', async () => {
    expect((await arm.refusal('POST', `${OLD_VM}/capture`, INPUT)).message).toBe(
      'Capture operation cannot be completed because the VM is not generalized.',
    );
  });

  test.each([
    [undefined, "Required parameter 'CaptureVMInput' is missing (null)."],
    [{ ...INPUT, vhdPrefix: '/x' }, "'/x' is not a valid captured VHD blob name prefix."],
    [{ ...INPUT, destinationContainerName: 'No_Good' }, 'Container name No_Good is invalid.'],
    [{ vhdPrefix: 'a', destinationContainerName: 'abc' }, "Required parameter 'overwriteVhds' is missing"],
  ])('refuses %j', async (body, text) => {
    const { code, message } = await arm.refusal('POST', `${OLD_VM}/capture`, body);
    expect(code).toBe('InvalidParameter');
    expect(message).toContain(text);
  });

  test('says so when the world cannot write blobs', async () => {
    await generalized();
    expect(await arm.refusal('POST', `${OLD_VM}/capture`, INPUT)).toMatchObject({ status: 501, code: 'NotSimulated' });
  });

  test('copies every disk under one new GUID and answers the template', async () => {
    const copied: [string, string][] = [];
    arm.world.disks.copyBlob = async (from, to) => {
      copied.push([from, to]);
    };
    await generalized();
    const { status, operation } = await arm.call('POST', `${OLD_VM}/capture`, INPUT);
    expect(status).toBe(202);
    const uri = at(operation?.output, 'resources', 0, 'properties', 'storageProfile', 'osDisk', 'image', 'uri');
    const guid = /golden-osDisk\.(.+)\.vhd$/.exec(stringOf(uri) ?? '')?.[1] ?? '';
    expect(guid).toMatch(/^[0-9a-f-]{36}$/);
    expect(copied).toEqual([
      ['https://strender.blob.core.windows.net/vhds/os.vhd', `${ROOT}/golden-osDisk.${guid}.vhd`],
      ['https://strender.blob.core.windows.net/vhds/data.vhd', `${ROOT}/golden-datadisk-2.${guid}.vhd`],
    ]);
  });

  test('does not overwrite unless told', async () => {
    await generalized();
    arm.world.disks.copyBlob = async () => undefined;
    arm.world.disks.inspect = async () => ({ blobType: 'PageBlob', bytes: 512, hasFixedVhdFooter: true });
    expect(await arm.refusal('POST', `${OLD_VM}/capture`, INPUT)).toMatchObject({
      status: 409,
      code: 'TargetDiskBlobAlreadyExists',
      message: expect.stringMatching(
        /target image blob \S+ already exists and the flag to overwrite VHD blobs is not set\. Either delete the blob/,
      ),
    });
    expect((await arm.call('POST', `${OLD_VM}/capture`, { ...INPUT, overwriteVhds: true })).status).toBe(202);
  });

  test('does not overwrite what is leased, even when told to', async () => {
    await generalized();
    arm.world.disks.copyBlob = async () => undefined;
    arm.world.disks.inspect = async () => ({
      blobType: 'PageBlob',
      bytes: 512,
      hasFixedVhdFooter: true,
      isLeased: true,
    });
    expect(await arm.refusal('POST', `${OLD_VM}/capture`, { ...INPUT, overwriteVhds: true })).toMatchObject({
      status: 409,
      code: 'TargetDiskBlobAlreadyExists',
      message: expect.stringMatching(
        /^Capture operation cannot continue because target image blob \S+ has an active lease on it\.$/,
      ),
    });
  });

  test('excludes other operations while it runs', async () => {
    arm = simulatedArm({ time: 'manual' });
    arm.seed(OLD_VM, {
      properties: {
        instanceView: { statuses: [{ code: 'OSState/generalized' }] },
        storageProfile: { osDisk: { vhd: { uri: 'https://strender.blob.core.windows.net/vhds/os.vhd' } } },
      },
    });
    arm.world.disks.copyBlob = async () => undefined;
    await arm.call('POST', `${OLD_VM}/capture`, INPUT);
    expect(await arm.refusal('POST', `${OLD_VM}/deallocate`)).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: "Operation 'deallocate' is not allowed on VM 'old' since another operation is in progress.",
    });
  });
});

describe('managed images', () => {
  const IMAGE = `${COMPUTE}/images/img`;
  const ofVm = { location: 'westeurope', properties: { sourceVirtualMachine: { id: VM } } };

  test('need a generalized VM without Trusted Launch', async () => {
    expect(await arm.refusal('PUT', IMAGE, ofVm)).toMatchObject({
      status: 409,
      message: "The operation 'Create Image' requires the Virtual Machine 'vm-golden' to be Generalized.",
    });
    await arm.call('POST', `${VM}/deallocate`);
    await arm.call('POST', `${VM}/generalize`);
    expect((await arm.call('PUT', IMAGE, ofVm)).status).toBe(201);
    expect(await arm.get(IMAGE)).toMatchObject({
      properties: {
        provisioningState: 'Succeeded',
        hyperVGeneration: 'V2',
        storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized' } },
      },
    });
    arm.seed(`${COMPUTE}/virtualMachines/secure`, {
      properties: { securityProfile: { securityType: 'TrustedLaunch' } },
    });
    const secure = { ...ofVm, properties: { sourceVirtualMachine: { id: `${COMPUTE}/virtualMachines/secure` } } };
    expect((await arm.refusal('PUT', `${IMAGE}2`, secure)).message).toBe(
      'Creation of managed images are not supported for virtual machine with TrustedLaunch security type.',
    );
    expect((await arm.call('DELETE', IMAGE)).status).toBe(202);
    expect((await arm.call('DELETE', IMAGE)).status).toBe(204);
  });

  test('of a VHD check its account', async () => {
    const osDisk = {
      osType: 'Linux',
      osState: 'Generalized',
      blobUri: 'https://strender.blob.core.windows.net/v/a.vhd',
    };
    const body = { location: 'westeurope', properties: { hyperVGeneration: 'V2', storageProfile: { osDisk } } };
    arm.seed(STORAGE_ACCOUNT, { location: 'eastus' });
    expect(await arm.refusal('PUT', IMAGE, body)).toMatchObject({
      code: 'StorageAccountLocationMismatch',
      message:
        'Could not resolve storage account strender. Please ensure it was created through the Storage Resource Provider in the same location as the compute resource.',
    });
    arm.seed(STORAGE_ACCOUNT, { kind: 'BlobStorage' });
    expect(await arm.refusal('PUT', IMAGE, body)).toMatchObject({ code: 'StorageAccountTypeNotSupported' });
    arm.seed(STORAGE_ACCOUNT, { kind: 'BlockBlobStorage' });
    expect(await arm.refusal('PUT', IMAGE, body)).toMatchObject({ code: 'StorageAccountLimitation' });
  });

  test('of a VHD check the blob', async () => {
    const uri = 'https://strender.blob.core.windows.net/vhds/a.vhd';
    const body = (generation?: string) => ({
      location: 'westeurope',
      properties: {
        ...(generation !== undefined && { hyperVGeneration: generation }),
        storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', blobUri: uri } },
      },
    });
    expect((await arm.refusal('PUT', IMAGE, body())).message).toContain('hyperVGeneration');
    expect(await arm.refusal('PUT', IMAGE, body('V2'))).toMatchObject({
      code: 'ImageBlobNotFound',
      message: `Unable to find VHD blob with URI ${uri}.`,
    });
    arm.blobs.set(uri, { blobType: 'BlockBlob', bytes: 1024, hasFixedVhdFooter: false });
    expect(await arm.refusal('PUT', IMAGE, body('V2'))).toMatchObject({ code: 'IncorrectImageBlobType' });
    arm.blobs.set(uri, { blobType: 'PageBlob', bytes: 21475270656 + 512, hasFixedVhdFooter: true });
    expect((await arm.refusal('PUT', IMAGE, body('V2'))).message).toBe(
      `The VHD ${uri} has an unsupported virtual size of 21475270656 bytes. The size must be a whole number (in MBs).`,
    );
    arm.blobs.set(uri, { blobType: 'PageBlob', bytes: 1024 ** 3 + 512, hasFixedVhdFooter: true });
    expect((await arm.call('PUT', IMAGE, body('V2'))).status).toBe(201);
  });
});
