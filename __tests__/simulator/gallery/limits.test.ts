// More of what galleries refuse: single members of definitions and sources, what two requests do to one version, rights.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { COMPUTE, lacking, OS_DISK, STORAGE_ACCOUNT, VM, type SimulatedArm } from '../compute/simulated-arm.ts';
import {
  DEFINITION,
  galleryWorld,
  OF_DISK,
  ofDisk,
  OF_SNAPSHOT,
  OF_VHD,
  regions,
  seedDefinition,
  SNAPSHOT,
  VERSION,
  version,
} from './gallery-world.ts';

const IMAGE = `${COMPUTE}/images/img`;
const CREATE_MS = 300_000;
const BUSY =
  'The request failed due to conflict with a concurrent request. To resolve it, please refer to https://aka.ms/activitylog to get more details on the conflicting requests.';
const PATH = 'galleryImageVersion.properties.storageProfile';

let arm: SimulatedArm;
beforeEach(async () => {
  arm = await galleryWorld();
});

async function refusal(storage: JsonObject, publishing: JsonObject = {}) {
  return arm.refusal('PUT', VERSION, version(storage, publishing));
}

describe('a definition', () => {
  const wanted = (more: JsonObject, location = 'westeurope'): JsonObject => ({
    location,
    properties: {
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      identifier: { publisher: 'p', offer: 'o', sku: 'other' },
      ...more,
    },
  });

  test.each([
    ['hyperVGeneration', 'V3'],
    ['architecture', 'Arm'],
  ])('has no %s %s', async (name, value) => {
    expect(await arm.refusal('PUT', `${DEFINITION}2`, wanted({ [name]: value }))).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
      message: `The value "${value}" of parameter galleryImage.properties.${name} is not valid.`,
    });
  });

  test('stays in its region, and is whole in an update too', async () => {
    expect(await arm.refusal('PUT', DEFINITION, wanted({}, 'eastus'))).toMatchObject({
      status: 409,
      code: 'InvalidResourceLocation',
      message:
        "The resource 'golden' already exists in location 'westeurope' in resource group 'rg-images'. A resource with the same name cannot be created in location 'eastus'. Please select a new resource name.",
    });
    expect(await arm.refusal('PUT', DEFINITION, wanted({ osState: undefined }))).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
      message: "Required parameter 'galleryImage.properties.osState' is missing (null).",
    });
  });
});

describe('the source of a version', () => {
  const sourced = (id: string): JsonObject => ({ source: { id } });
  const invalidId = (id: string, path: string): JsonObject => ({
    code: 'LinkedInvalidPropertyId',
    message: `Property id '${id}' at path 'properties.storageProfile.${path}' is invalid. Expect fully qualified resource Id that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.`,
  });
  const missing = (name: string): JsonObject => ({
    code: 'InvalidParameter',
    message: `Required parameter '${PATH}.${name}' is missing (null).`,
  });

  test.each<readonly [JsonObject, JsonObject]>([
    [sourced('vm'), invalidId('vm', 'source.id')],
    [{ source: { virtualMachineId: 'vm' } }, invalidId('vm', 'source.virtualMachineId')],
    [
      { source: { virtualMachineId: OS_DISK } },
      {
        code: 'InvalidParameter',
        message: `The source id: ${OS_DISK} must either be a managed image, virtual machine or another gallery image version.`,
      },
    ],
    [
      { osDiskImage: { source: { storageAccountId: OS_DISK, uri: 'https://a/b.vhd' } } },
      missing('osDiskImage.source.storageAccountId'),
    ],
    [{ ...OF_SNAPSHOT, dataDiskImages: [{ lun: 0, source: {} }] }, missing('dataDiskImages.source.id')],
    [
      { osDiskImage: { source: { storageAccountId: STORAGE_ACCOUNT, uri: 'golden.vhd' } } },
      {
        code: 'InvalidParameter',
        message: `The blob 'golden.vhd' is not in the storage account '${STORAGE_ACCOUNT}'.`,
      },
    ],
  ])('%j is refused', async (storage, expected) => {
    expect(await refusal(storage)).toMatchObject({ status: 400, ...expected });
  });

  test('cannot be a community image here', async () => {
    expect(await refusal({ source: { communityGalleryImageId: '/communityGalleries/g/images/i' } })).toMatchObject({
      status: 501,
      code: 'NotSimulated',
      message: 'The simulator does not know community gallery images.',
    });
  });

  test('that is a version needs the right to read it', async () => {
    const action = 'Microsoft.Compute/galleries/images/versions/read';
    const id = `${DEFINITION}/versions/0.1.0`;
    const refused = await arm.refusal('PUT', VERSION, version(sourced(id)), { principal: lacking(action) });
    expect(refused).toMatchObject({ status: 403, code: 'LinkedAuthorizationFailed' });
    expect(refused.message).toContain(`perform action '${action}' on the linked scope(s) '${id}'`);
  });

  test('that is a VM has no disks of Premium SSD v2', async () => {
    const [id, disk] = [`${COMPUTE}/virtualMachines/fast`, `${COMPUTE}/disks/fast`];
    arm.seed(disk, { sku: { name: 'PremiumV2_LRS' } });
    arm.seed(id, { properties: { storageProfile: { dataDisks: [{ managedDisk: { id: disk } }] } } });
    expect(await refusal(sourced(id))).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: `Source virtual machine ${id} cannot contain disk ['${disk}'] stored in an UltraSSD account type.`,
    });
  });
});

describe('security types', () => {
  test('TrustedLaunchSupported takes neither a disk nor a VM', async () => {
    seedDefinition(arm, { securityType: 'TrustedLaunchSupported' });
    await arm.call('POST', `${VM}/deallocate`);
    await arm.call('POST', `${VM}/generalize`);
    for (const [id, storage] of [
      [OS_DISK, OF_DISK],
      [VM, { source: { id: VM } }],
    ] as const) {
      expect(await refusal(storage)).toMatchObject({
        status: 400,
        code: 'InvalidParameter',
        message: `The security type 'TrustedLaunchSupported' is not supported for the source id '${id}'. Currently only Vhd Blob, User Image and Gallery Image Version sources are supported for 'TrustedLaunchSupported' images.`,
      });
    }
  });

  test('ConfidentialVM takes no source without its security data, and no other takes that', async () => {
    seedDefinition(arm, { securityType: 'ConfidentialVM' });
    expect(await refusal(OF_SNAPSHOT)).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
      message: `Confidential VM is not supported for the source id '${SNAPSHOT}'. Currently Snapshot, Disk and VM sources are supported for the Confidential VM security type.`,
    });
    seedDefinition(arm);
    arm.seed(SNAPSHOT, { properties: { securityProfile: { securityType: 'ConfidentialVM' } } });
    expect(await refusal(OF_SNAPSHOT)).toMatchObject({
      status: 409,
      code: 'Conflict',
      message: `The source '${SNAPSHOT}' contains TrustedLaunch or ConfidentialVM security data that cannot be used in image with 'Standard' security type. Please use either TrustedLaunch or ConfidentialVM security type.`,
    });
  });
});

test.each([
  [{ targetRegions: [{ name: 'westeurope', regionalReplicaCount: 2 }] }],
  [{ targetRegions: [{ name: 'westeurope', regionalReplicaCount: 1 }], replicaCount: 2 }],
])('a shallow version has one replica, not %j', async (publishing) => {
  expect(await refusal(OF_SNAPSHOT, { replicationMode: 'Shallow', ...publishing })).toMatchObject({
    status: 400,
    code: 'InvalidParameter',
    message: "The replication mode 'Shallow' allows one replica, in the location of the image version only.",
  });
});

describe('a version that is there', () => {
  const change = (property: string): JsonObject => ({
    status: 409,
    code: 'PropertyChangeNotAllowed',
    message: `Changing property '${PATH}.${property}' is not allowed.`,
  });

  test('stays in its region', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT, regions('westeurope', 'eastus')));
    const moved = { ...version(OF_SNAPSHOT, regions('westeurope', 'eastus')), location: 'eastus' };
    expect(await arm.refusal('PUT', VERSION, moved)).toMatchObject({
      status: 409,
      code: 'InvalidResourceLocation',
      message:
        "The resource '1.0.0' already exists in location 'westeurope' in resource group 'rg-images'. A resource with the same name cannot be created in location 'eastus'. Please select a new resource name.",
    });
  });

  test('keeps its disks', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    const more = { ...OF_SNAPSHOT, dataDiskImages: [{ lun: 0, source: { id: OS_DISK } }] };
    expect(await refusal(more)).toMatchObject(change('dataDiskImages'));
    const other = { properties: { storageProfile: OF_DISK } };
    expect(await arm.refusal('PATCH', VERSION, other)).toMatchObject(change('osDiskImage.source.id'));
  });

  test('keeps its source, also when another of the same name is meant', async () => {
    arm.seed(IMAGE, {
      properties: { hyperVGeneration: 'V2', storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized' } } },
    });
    await arm.call('PUT', VERSION, version({ source: { id: IMAGE } }));
    expect(await refusal({ source: { virtualMachineId: VM } })).toMatchObject(change('source.virtualMachineId'));
    expect(await refusal({ source: { id: `${IMAGE}2` } })).toMatchObject(change('source.id'));
  });
});

describe('two requests for one version', () => {
  const busy = { status: 409, code: 'Conflict', message: BUSY };

  test('make it once', async () => {
    const put = async () => arm.call('PUT', VERSION, version(OF_VHD));
    const [first, second] = await Promise.allSettled([put(), put()]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { status: 201 } });
    expect(second).toMatchObject({ status: 'rejected', reason: busy });
  });

  test('wait for each other while it is made and while it is updated', async () => {
    arm = await galleryWorld({ time: 'manual' });
    const tags = { tags: { a: 'b' } };
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    expect(await arm.refusal('PATCH', VERSION, tags)).toMatchObject(busy);
    await arm.pass(CREATE_MS);
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT, regions('westeurope', 'eastus')));
    expect(await arm.refusal('PATCH', VERSION, tags)).toMatchObject(busy);
    expect(await refusal(ofDisk(SNAPSHOT))).toMatchObject(busy);
  });
});
