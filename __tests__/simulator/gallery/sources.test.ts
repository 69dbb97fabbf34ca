import { beforeEach, describe, expect, test } from '@jest/globals';
import { at, objectOf, type JsonObject } from '../../../simulator/kernel/json.ts';
import { COMPUTE, lacking, OS_DISK, STORAGE_ACCOUNT, VM, type SimulatedArm } from '../compute/simulated-arm.ts';
import {
  DEFINITION,
  galleryWorld,
  OF_DISK,
  ofDisk,
  OF_SNAPSHOT,
  OF_VHD,
  seedDefinition,
  SNAPSHOT,
  VERSION,
  version,
  VHD,
} from './gallery-world.ts';

const IMAGE = `${COMPUTE}/images/img`;
const OF_VM: JsonObject = { source: { virtualMachineId: VM } };

let arm: SimulatedArm;
beforeEach(async () => {
  arm = await galleryWorld();
});

async function refusal(storage: JsonObject, options?: Parameters<SimulatedArm['refusal']>[3]) {
  return arm.refusal('PUT', VERSION, version(storage), options);
}

async function generalize(): Promise<void> {
  await arm.call('POST', `${VM}/deallocate`);
  await arm.call('POST', `${VM}/generalize`);
}

async function succeeds(storage: JsonObject): Promise<JsonObject> {
  const { status, operation } = await arm.call('PUT', VERSION, version(storage));
  expect(status).toBe(201);
  expect(operation?.error).toBeUndefined();
  return arm.get(VERSION);
}

describe('a disk with a customer-managed key', () => {
  const key = `${COMPUTE}/diskEncryptionSets/des-render`;
  const keyed = async (id: string): Promise<void> => {
    const disk = await arm.get(OS_DISK);
    arm.seed(id, {
      ...disk,
      properties: { ...objectOf(disk['properties']), encryption: { diskEncryptionSetId: key } },
    });
  };

  test('makes no version in another subscription', async () => {
    const other = OS_DISK.replace(/^\/subscriptions\/[^/]+/, '/subscriptions/99999999-2222-4333-8444-555555555555');
    await keyed(other);
    const { code, message } = await refusal(ofDisk(other));
    expect(code).toBe('OperationNotAllowed');
    expect(message).toContain(`Encrypted source: '${other}' is in a different subscription ID than`);
  });

  test('makes one in its own', async () => {
    await keyed(OS_DISK);
    await succeeds(OF_DISK);
  });

  test('makes none of the type TrustedLaunch: its replication fails', async () => {
    await keyed(OS_DISK);
    const disk = await arm.get(OS_DISK);
    const properties = { ...objectOf(disk['properties']), securityProfile: { securityType: 'TrustedLaunch' } };
    arm.seed(OS_DISK, { ...disk, properties });
    seedDefinition(arm, { securityType: 'TrustedLaunch' });
    expect(await arm.failure('PUT', VERSION, version(OF_DISK))).toMatchObject({
      code: 'InternalOperationError',
      message: `Contract.Assert failed: Data model DiskEncryptionSetId '' does not match DiskRP returned DiskEncryptionSetId '${key}'`,
    });
  });
});

describe('what a version can be made of', () => {
  test('a snapshot, whose OS state is the definition’s', async () => {
    const made = await succeeds(OF_SNAPSHOT);
    expect(made['properties']).toMatchObject({
      provisioningState: 'Succeeded',
      storageProfile: { osDiskImage: { source: { id: SNAPSHOT }, hostCaching: 'ReadOnly', sizeInGB: 4 } },
    });
  });

  test('a disk, a VHD, a generalized VM', async () => {
    await succeeds(OF_DISK);
    await arm.call('DELETE', VERSION);
    await succeeds(OF_VHD);
    await arm.call('DELETE', VERSION);
    await generalize();
    await succeeds(OF_VM);
    await arm.call('DELETE', VERSION);
    await succeeds({ source: { id: VM } });
  });

  test('a managed image and another version', async () => {
    arm.seed(IMAGE, {
      properties: {
        hyperVGeneration: 'V2',
        storageProfile: {
          osDisk: { osType: 'Linux', osState: 'Generalized', diskSizeGB: 4 },
          dataDisks: [{ lun: 2, diskSizeGB: 16 }],
        },
      },
    });
    const made = await succeeds({ source: { id: IMAGE } });
    expect(at(made, 'properties', 'storageProfile', 'dataDiskImages')).toMatchObject([{ lun: 2, sizeInGB: 16 }]);
    const copy = `${DEFINITION}/versions/1.0.1`;
    const { operation } = await arm.call('PUT', copy, version({ source: { id: VERSION } }));
    expect(operation?.error).toBeUndefined();
    expect(at(await arm.get(copy), 'properties', 'storageProfile', 'osDiskImage', 'sizeInGB')).toBe(4);
  });

  test('data disks beside the OS disk', async () => {
    arm.seed(`${COMPUTE}/disks/data`, { properties: { diskSizeGB: 32 } });
    const dataDiskImages = [{ lun: 3, source: { id: `${COMPUTE}/disks/data` } }];
    const made = await succeeds({ ...OF_SNAPSHOT, dataDiskImages });
    expect(at(made, 'properties', 'storageProfile', 'dataDiskImages')).toMatchObject([{ lun: 3, sizeInGB: 32 }]);
    const twice = [...dataDiskImages, { lun: 3, source: { id: OS_DISK } }];
    expect(
      (await arm.refusal('PUT', `${DEFINITION}/versions/2.0.0`, version({ ...OF_SNAPSHOT, dataDiskImages: twice })))
        .message,
    ).toMatch(/^Duplicated lun numbers/);
    const same = [{ lun: 1, source: { id: SNAPSHOT } }];
    expect(
      (await arm.refusal('PUT', `${DEFINITION}/versions/2.0.0`, version({ ...OF_SNAPSHOT, dataDiskImages: same })))
        .message,
    ).toMatch(/^Duplicated source ids/);
  });
});

describe('how a source must be given', () => {
  test.each([
    [{}, 'One and only one source type'],
    [{ ...OF_VM, ...OF_SNAPSHOT }, 'One and only one source type'],
    [{ source: { id: VM, virtualMachineId: VM } }, 'One and only one source type'],
    [{ source: { id: SNAPSHOT } }, 'must either be a managed image, virtual machine or another gallery image version.'],
    [ofDisk(VM), `The source id: ${VM} must be a managed disk or snapshot.`],
    [ofDisk('snap'), "Property id 'snap' at path 'properties.storageProfile.osDiskImage.source.id' is invalid."],
    [{ osDiskImage: { source: { uri: VHD } } }, 'storageAccountId'],
  ])('%j is refused', async (storage, text) => {
    const { status, message } = await refusal(storage);
    expect(status).toBe(400);
    expect(message).toContain(text);
  });

  test('older api-versions do not know newer members', async () => {
    expect((await refusal(OF_VM, { apiVersion: '2022-08-03' })).message).toBe(
      "Parameter 'galleryImageVersion.properties.storageProfile.source.virtualMachineId' is not allowed.",
    );
    expect((await refusal(OF_VHD, { apiVersion: '2021-10-01' })).code).toBe('InvalidParameter');
  });
});

describe('rights on the source', () => {
  test.each([
    [OF_VM, 'Microsoft.Compute/virtualMachines/write', VM],
    [OF_DISK, 'Microsoft.Compute/disks/write', OS_DISK],
    [OF_SNAPSHOT, 'Microsoft.Compute/snapshots/write', SNAPSHOT],
    [OF_VHD, 'Microsoft.Storage/storageAccounts/listKeys/action', STORAGE_ACCOUNT],
    [{ source: { id: IMAGE } }, 'Microsoft.Compute/images/read', IMAGE],
  ])('%j needs %s', async (storage, action, linked) => {
    const { status, code, message } = await refusal(storage, { principal: lacking(action) });
    expect({ status, code }).toEqual({ status: 403, code: 'LinkedAuthorizationFailed' });
    expect(message).toContain(
      `does not have permission to perform action '${action}' on the linked scope(s) '${linked}'`,
    );
  });
});

describe('sources that are missing or elsewhere', () => {
  const notFound = (id: string) =>
    `Source ${id} is not found. Please check source exists, and is in the same region as gallery image version being created.`;

  test('are not found', async () => {
    expect(await refusal(ofDisk(`${COMPUTE}/disks/none`))).toMatchObject({
      status: 404,
      message: notFound(`${COMPUTE}/disks/none`),
    });
    arm.seed(`${COMPUTE}/disks/far`, { location: 'eastus' });
    expect((await refusal(ofDisk(`${COMPUTE}/disks/far`))).message).toBe(notFound(`${COMPUTE}/disks/far`));
    arm.blobs.delete(VHD);
    expect((await refusal(OF_VHD)).message).toBe(notFound(VHD));
  });

  test('a version must be replicated to the region of the new one', async () => {
    arm.seed(`${DEFINITION}/versions/0.1.0`, {
      properties: { publishingProfile: { targetRegions: [{ name: 'West Europe' }] } },
    });
    const body = {
      location: 'eastus',
      properties: { storageProfile: { source: { id: `${DEFINITION}/versions/0.1.0` } } },
    };
    expect((await arm.refusal('PUT', VERSION, body)).message).toBe(notFound(`${DEFINITION}/versions/0.1.0`));
  });
});

describe('VMs as sources', () => {
  test('must be generalized', async () => {
    expect(await refusal(OF_VM)).toMatchObject({
      status: 400,
      code: 'BadRequest',
      message: `The resource with id '${VM}' has a different OS state ['Specialized'] than the parent gallery image OS state ['Generalized'].`,
    });
  });

  test.each([
    [{ osDisk: { vhd: { uri: 'https://a.blob.core.windows.net/v/os.vhd' } } }, 'must be created from Managed Disks.'],
    [{ osDisk: { diffDiskSettings: { option: 'Local' } } }, 'cannot contain an ephemeral OS disk.'],
    [{ dataDisks: [{ managedDisk: { id: `${COMPUTE}/disks/ultra` } }] }, 'stored in an UltraSSD account type.'],
  ])('%j is refused', async (storageProfile, text) => {
    arm.seed(`${COMPUTE}/disks/ultra`, { sku: { name: 'UltraSSD_LRS' } });
    const id = `${COMPUTE}/virtualMachines/odd`;
    arm.seed(id, { properties: { storageProfile } });
    const { status, message } = await refusal({ source: { virtualMachineId: id } });
    expect(status).toBe(409);
    expect(message).toMatch(new RegExp(`^Source virtual machine ${id} .*${text}$`));
  });

  test('NVMe needs a definition that lists it', async () => {
    const vm = arm.world.resources.get(VM);
    const storage = { ...(at(vm?.body, 'properties', 'storageProfile') as JsonObject), diskControllerType: 'NVMe' };
    arm.seed(VM, { properties: { storageProfile: storage } });
    await generalize();
    expect((await arm.failure('PUT', VERSION, version(OF_VM))).message).toContain('DiskControllerTypes');
    seedDefinition(arm, { more: { features: [{ name: 'DiskControllerTypes', value: 'SCSI, NVMe' }] } });
    await arm.call('DELETE', VERSION);
    await succeeds(OF_VM);
  });
});

describe('sources that are not whole', () => {
  test('a snapshot that failed, or is on its way', async () => {
    arm.seed(SNAPSHOT, { properties: { osType: 'Linux', hyperVGeneration: 'V2', provisioningState: 'Failed' } });
    expect(await refusal(OF_SNAPSHOT)).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: `The source '${SNAPSHOT}' is in the provisioning state 'Failed' and cannot be used.`,
    });
    arm.seed(SNAPSHOT, { properties: { osType: 'Linux', hyperVGeneration: 'V2', provisioningState: 'Updating' } });
    expect(await refusal(OF_SNAPSHOT)).toMatchObject({ status: 409, code: 'Conflict' });
  });

  test('a snapshot whose copy is under way', async () => {
    arm = await galleryWorld({ time: 'manual' });
    const snapshot = (createOption: string, sourceResourceId: string): JsonObject => ({
      location: 'westeurope',
      properties: { creationData: { createOption, sourceResourceId }, incremental: true },
    });
    const copy = `${COMPUTE}/snapshots/copy`;
    await arm.call('PUT', `${COMPUTE}/snapshots/first`, snapshot('Copy', OS_DISK));
    await arm.pass(10_000);
    await arm.call('PUT', copy, snapshot('CopyStart', `${COMPUTE}/snapshots/first`));
    await arm.pass(450_000);
    expect(await refusal(ofDisk(copy))).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: "The snapshot 'copy' is not ready: its background copy is 50 percent complete.",
    });
    await arm.pass(450_000);
    expect((await arm.call('PUT', VERSION, version(ofDisk(copy)))).status).toBe(201);
  });

  test('a VM that is being switched', async () => {
    arm = await galleryWorld({ time: 'manual' });
    seedDefinition(arm, { more: { osState: 'Specialized' } });
    await arm.call('POST', `${VM}/deallocate`);
    expect(await refusal({ source: { virtualMachineId: VM } })).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: expect.stringContaining('An ongoing operation is changing power state of Virtual Machine vm-golden'),
    });
  });
});

describe('security types', () => {
  const seedSecure = (): void =>
    arm.seed(SNAPSHOT, {
      properties: { osType: 'Linux', hyperVGeneration: 'V2', securityProfile: { securityType: 'TrustedLaunch' } },
    });

  test('a Trusted Launch snapshot goes only into a TrustedLaunch definition', async () => {
    seedSecure();
    for (const securityType of ['Standard', 'TrustedLaunchSupported']) {
      seedDefinition(arm, { securityType });
      expect(await refusal(OF_SNAPSHOT)).toMatchObject({
        status: 409,
        code: 'Conflict',
        message: `The source '${SNAPSHOT}' contains TrustedLaunch or ConfidentialVM security data that cannot be used in image with '${securityType}' security type. Please use either TrustedLaunch or ConfidentialVM security type.`,
      });
    }
    seedDefinition(arm, { securityType: 'TrustedLaunch' });
    await succeeds(OF_SNAPSHOT);
  });

  test('TrustedLaunchSupported takes a VHD, but no snapshot, disk or VM', async () => {
    seedDefinition(arm, { securityType: 'TrustedLaunchSupported' });
    expect(await refusal(OF_SNAPSHOT)).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
      message: `The security type 'TrustedLaunchSupported' is not supported for the source id '${SNAPSHOT}'. Currently only Vhd Blob, User Image and Gallery Image Version sources are supported for 'TrustedLaunchSupported' images.`,
    });
    await succeeds(OF_VHD);
  });

  test('TrustedLaunch takes no source without security data', async () => {
    seedDefinition(arm, { securityType: 'TrustedLaunch' });
    expect((await refusal(OF_SNAPSHOT)).message).toContain('Trusted Launch is not supported for the source id');
    expect((await refusal(OF_VHD)).message).toContain('Currently Snapshot, Disk and VM sources are supported');
  });
});

describe('VHDs as sources', () => {
  test('are page blobs with a fixed footer and a whole number of MiB', async () => {
    arm.blobs.set(VHD, { blobType: 'BlockBlob', bytes: 1024, hasFixedVhdFooter: true });
    expect(await refusal(OF_VHD)).toMatchObject({ code: 'IncorrectImageBlobType' });
    arm.blobs.set(VHD, { blobType: 'PageBlob', bytes: 1024 ** 3 + 512, hasFixedVhdFooter: false });
    expect(await refusal(OF_VHD)).toMatchObject({
      code: 'InvalidVhd',
      message: expect.stringContaining("Disk is expected to have cookie value 'conectix'."),
    });
    arm.blobs.set(VHD, { blobType: 'PageBlob', bytes: 1024 ** 3 + 1024, hasFixedVhdFooter: true });
    expect((await refusal(OF_VHD)).message).toContain('The size must be a whole number (in MBs).');
  });

  test('are in a general-purpose account of the region that lets Compute in', async () => {
    const account = (body: JsonObject) => arm.seed(STORAGE_ACCOUNT, body);
    account({ kind: 'BlobStorage' });
    expect(await refusal(OF_VHD)).toMatchObject({
      status: 409,
      code: 'StorageAccountTypeNotSupported',
      message: `Disk ${VHD.split('/').at(-1) ?? ''} uses strender which is a Blob storage account. Please retry with General purpose storage account.`,
    });
    for (const body of [{ kind: 'BlockBlobStorage' }, { properties: { isHnsEnabled: true } }]) {
      account(body);
      expect(await refusal(OF_VHD)).toMatchObject({
        status: 409,
        code: 'StorageAccountLimitation',
        message: "Storage account 'strender' does not support page blobs which are required to create disks.",
      });
    }
    for (const properties of [{ publicNetworkAccess: 'Disabled' }, { networkAcls: { defaultAction: 'Deny' } }]) {
      account({ properties });
      expect(await refusal(OF_VHD)).toMatchObject({ status: 403, code: 'AuthorizationFailure' });
    }
    account({ location: 'eastus' });
    expect((await refusal(OF_VHD)).message).toBe(
      `Source ${STORAGE_ACCOUNT} is not found. Please check source exists, and is in the same region as gallery image version being created.`,
    );
  });

  test('are read by account key, from the account that is named', async () => {
    const lock = `${STORAGE_ACCOUNT}/providers/Microsoft.Authorization/locks/freeze`;
    arm.seed(lock, { properties: { level: 'ReadOnly' } });
    expect(await refusal(OF_VHD)).toMatchObject({
      code: 'ScopeLocked',
      message: expect.stringContaining(`following scope(s) are locked: '${STORAGE_ACCOUNT}'`),
    });
    arm.world.resources.delete(lock);
    arm.seed(STORAGE_ACCOUNT, { properties: { allowSharedKeyAccess: false } });
    expect(await refusal(OF_VHD)).toMatchObject({ code: 'KeyBasedAuthenticationNotPermitted' });
    arm.seed(STORAGE_ACCOUNT, { properties: { networkAcls: { defaultAction: 'Deny' } } });
    expect(await refusal(OF_VHD)).toMatchObject({ status: 403, code: 'AuthorizationFailure' });
    arm.seed(STORAGE_ACCOUNT, {});
    const uri = VHD.replace('strender', 'stother');
    expect(await refusal({ osDiskImage: { source: { storageAccountId: STORAGE_ACCOUNT, uri } } })).toMatchObject({
      code: 'InvalidParameter',
    });
  });
});

describe('a source that many versions are made of', () => {
  test('has too many requests until one of them is done', async () => {
    arm = await galleryWorld({ time: 'manual', quotas: { versionsOfSource: 1 } });
    await arm.pass(60_000);
    const other = `${DEFINITION}/versions/2.0.0`;
    expect((await arm.call('PUT', VERSION, version(OF_SNAPSHOT))).status).toBe(201);
    expect(await arm.refusal('PUT', other, version(OF_SNAPSHOT))).toMatchObject({
      status: 409,
      code: 'Conflict',
      message: `Too many requests on source '${SNAPSHOT}'. Please reduce the number of requests on the source or wait some time before retrying.`,
    });
    expect((await arm.call('PUT', other, version(OF_VHD))).status).toBe(201);
    await arm.pass(600_000);
    expect((await arm.call('PUT', `${DEFINITION}/versions/3.0.0`, version(OF_SNAPSHOT))).status).toBe(201);
  });
});

test('a generalized source does not go into a specialized definition', async () => {
  arm.seed(IMAGE, {
    properties: { storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', diskSizeGB: 4 } } },
  });
  arm.seed(DEFINITION, { properties: { osType: 'Linux', osState: 'Specialized', hyperVGeneration: 'V2' } });
  expect(await refusal({ source: { id: IMAGE } })).toMatchObject({
    status: 409,
    message: `Cannot create Gallery Image Version from: ${IMAGE} since the OS State in the parent gallery image ('Specialized') is not 'Generalized'.`,
  });
});

describe('misfits that fail the operation', () => {
  test.each([
    [
      { hyperVGeneration: 'V1' },
      "a different Hypervisor generation ['V1'] than the parent gallery image Hypervisor generation ['V2'].",
    ],
    [
      { osType: 'Windows' },
      "a different OS type ['Windows'] than the parent gallery image OS type generation ['Linux'].",
    ],
    [{ supportedCapabilities: { architecture: 'Arm64' } }, "a different Architecture ['Arm64']"],
    [
      { purchasePlan: { name: 'n', publisher: 'p', product: 'x' } },
      `a different plan ['{"name":"n","publisher":"p","product":"x"}'] than the parent gallery image plan ['null'].`,
    ],
  ])('%j', async (properties, text) => {
    const base = { osType: 'Linux', hyperVGeneration: 'V2' };
    arm.seed(SNAPSHOT, { properties: { ...base, ...properties } });
    const error = await arm.failure('PUT', VERSION, version(OF_SNAPSHOT));
    expect(error.code).toBe('Conflict');
    expect(error.message).toContain(`The resource with id '${SNAPSHOT}' has ${text}`);
    expect(at(await arm.get(VERSION), 'properties', 'provisioningState')).toBe('Failed');
    // Put right, the same request makes it.
    arm.seed(SNAPSHOT, { properties: base });
    const again = await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    expect(again.status).toBe(200);
    expect(at(await arm.get(VERSION), 'properties', 'provisioningState')).toBe('Succeeded');
  });

  test('sizes: 2 TiB for the OS disk, 1 TiB for data disks, more when shallow', async () => {
    arm.seed(SNAPSHOT, { properties: { osType: 'Linux', hyperVGeneration: 'V2', diskSizeGB: 2520 } });
    const error = await arm.failure('PUT', VERSION, version(OF_SNAPSHOT));
    expect(error).toMatchObject({
      code: 'GallerySourceResourceExceedsMaxSize',
      message: 'The GalleryImageVersion source resource size 2520 exceeds the max size 2048 supported.',
    });
    expect(at(await arm.get(`${VERSION}?$expand=ReplicationStatus`), 'properties', 'replicationStatus')).toEqual({
      aggregatedState: 'Failed',
      summary: [
        {
          region: 'West Europe',
          state: 'Failed',
          progress: 0,
          details:
            "Replication failed in this region due to 'The GalleryImageVersion source resource size 2520 exceeds the max size 2048 supported.'",
        },
      ],
    });
    const shallow = version(OF_SNAPSHOT, { replicationMode: 'Shallow' });
    const made = await arm.call('PUT', `${DEFINITION}/versions/2.0.0`, shallow);
    expect(made.operation?.error).toBeUndefined();
    arm.seed(`${COMPUTE}/disks/data`, { properties: { diskSizeGB: 1025 } });
    const dataDiskImages = [{ lun: 0, source: { id: `${COMPUTE}/disks/data` } }];
    const large = await arm.failure('PUT', `${DEFINITION}/versions/3.0.0`, version({ ...OF_DISK, dataDiskImages }));
    expect(large.message).toContain('1025 exceeds the max size 1024');
  });
});
