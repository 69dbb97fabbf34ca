import { beforeEach, describe, expect, test } from '@jest/globals';
import { arrayOf, at, type JsonObject } from '../../../simulator/kernel/json.ts';
import { latestVersion, regionReplication, visibleToBatch } from '../../../simulator/gallery/replication.ts';
import { GALLERY, VM, type SimulatedArm } from '../compute/simulated-arm.ts';
import {
  DEFINITION,
  galleryWorld,
  OF_DISK,
  OF_SNAPSHOT,
  OF_VHD,
  regions,
  SNAPSHOT,
  VERSION,
  version,
} from './gallery-world.ts';

const CREATE_MS = 300_000;
const REPLICATE_MS = 600_000;

let arm: SimulatedArm;
beforeEach(async () => {
  arm = await galleryWorld();
});

async function status(): Promise<JsonObject> {
  const body = await arm.get(`${VERSION}?$expand=ReplicationStatus`);
  return at(body, 'properties', 'replicationStatus') as JsonObject;
}

async function state(): Promise<unknown> {
  return at(await arm.get(VERSION), 'properties', 'provisioningState');
}

describe('replication', () => {
  beforeEach(async () => {
    arm = await galleryWorld({ time: 'manual' });
  });

  test('goes region by region, the version’s own first', async () => {
    const {
      status: code,
      body,
      operation,
    } = await arm.call('PUT', VERSION, version(OF_SNAPSHOT, regions('westeurope', 'East US')));
    expect(code).toBe(201);
    expect(at(body, 'properties', 'provisioningState')).toBe('Creating');
    expect(at(await arm.get(VERSION), 'properties', 'replicationStatus')).toBeUndefined();
    await arm.pass(CREATE_MS / 2);
    expect(await status()).toEqual({
      aggregatedState: 'InProgress',
      summary: [
        { region: 'West Europe', state: 'Replicating', details: '', progress: 50 },
        { region: 'East US', state: 'Replicating', details: '', progress: 0 },
      ],
    });
    await arm.pass(CREATE_MS / 2);
    expect(regionReplication(arm.world, VERSION.toUpperCase(), 'West Europe')).toBe('Completed');
    expect(regionReplication(arm.world, VERSION, 'eastus')).toBe('Replicating');
    expect(regionReplication(arm.world, VERSION, 'uksouth')).toBe('absent');
    expect(await state()).toBe('Creating');
    expect(operation?.ended).toBe(false);
    await arm.pass(REPLICATE_MS);
    expect(operation?.ended).toBe(true);
    expect(await state()).toBe('Succeeded');
    expect((await status())['aggregatedState']).toBe('Completed');
  });

  test('Batch sees a region later than the gallery', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    expect(visibleToBatch(arm.world, VERSION, 'westeurope')).toBe(false);
    await arm.pass(CREATE_MS);
    expect(regionReplication(arm.world, VERSION, 'westeurope')).toBe('Completed');
    expect(visibleToBatch(arm.world, VERSION, 'westeurope')).toBe(false);
    await arm.pass(30_000);
    expect(visibleToBatch(arm.world, VERSION, 'West Europe')).toBe(true);
  });

  test('a lost region fails the version, a retry without it mends it', async () => {
    arm = await galleryWorld({
      time: 'manual',
      replication: { failed: { 'East US': 'Failed with internal server error.' }, slower: { westus: 3 } },
    });
    const targets = regions('westeurope', 'eastus', 'westus');
    const { operation } = await arm.call('PUT', VERSION, version(OF_SNAPSHOT, targets));
    await arm.pass(CREATE_MS + REPLICATE_MS);
    expect(operation?.ended).toBe(false);
    expect(await status()).toMatchObject({
      aggregatedState: 'InProgress',
      summary: [
        { state: 'Completed' },
        { state: 'Failed', details: 'Failed with internal server error.' },
        { state: 'Replicating', progress: 33 },
      ],
    });
    await arm.pass(2 * REPLICATE_MS);
    expect(operation?.error?.message).toBe(
      "Gallery replication jobs failed in one or more regions. The failing regions' details are as follows: '{region:eastus, detail:Failed with internal server error.}'. If retry does not work, then please do an update by removing the failed regions and update again by adding them back.",
    );
    expect(await state()).toBe('Failed');
    const mended = await arm.call('PUT', VERSION, version(OF_SNAPSHOT, regions('westeurope', 'westus')));
    expect(mended.status).toBe(200);
    expect(await state()).toBe('Succeeded');
    expect(regionReplication(arm.world, VERSION, 'eastus')).toBe('absent');
  });

  test('a version whose own region fails is made again', async () => {
    arm = await galleryWorld({ time: 'manual', replication: { failed: { westeurope: 'Lost.' } } });
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT, regions('westeurope', 'eastus')));
    await arm.pass(CREATE_MS);
    expect(await state()).toBe('Failed');
    expect(await status()).toMatchObject({ aggregatedState: 'Failed' });
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    expect(await state()).toBe('Updating');
  });

  test('a region that is added replicates, one that is removed vanishes', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT, regions('westeurope', 'eastus')));
    await arm.pass(CREATE_MS + REPLICATE_MS);
    const { status: code } = await arm.call('PATCH', VERSION, {
      properties: { publishingProfile: regions('West Europe', 'UK South') },
    });
    expect(code).toBe(200);
    expect(await state()).toBe('Updating');
    expect(at(await arm.get(VERSION), 'properties', 'publishingProfile', 'targetRegions')).toMatchObject([
      { name: 'West Europe', regionalReplicaCount: 1, storageAccountType: 'Standard_LRS' },
      { name: 'UK South' },
    ]);
    expect(regionReplication(arm.world, VERSION, 'eastus')).toBe('absent');
    expect(regionReplication(arm.world, VERSION, 'uksouth')).toBe('Replicating');
    await arm.pass(REPLICATE_MS);
    expect(await state()).toBe('Succeeded');
  });

  test('storage types are read without regard to case, as Azure CLI writes them, and shown as Azure writes them', async () => {
    const targetRegions = [{ name: 'westeurope', storageAccountType: 'premium_lrs' }, { name: 'uksouth' }];
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT, { targetRegions, storageAccountType: 'standard_zrs' }));
    expect(at(await arm.get(VERSION), 'properties', 'publishingProfile')).toMatchObject({
      storageAccountType: 'Standard_ZRS',
      targetRegions: [{ storageAccountType: 'Premium_LRS' }, { storageAccountType: 'Standard_ZRS' }],
    });
  });

  test('its snapshot stays until the version is made', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    expect(await arm.refusal('DELETE', SNAPSHOT)).toMatchObject({ status: 409, code: 'OperationNotAllowed' });
    await arm.pass(CREATE_MS);
    expect((await arm.call('DELETE', SNAPSHOT)).status).toBe(202);
  });

  test('its disk keeps the VM from starting', async () => {
    await arm.call('POST', `${VM}/deallocate`);
    await arm.pass(45_000);
    await arm.call('PUT', VERSION, version(OF_DISK));
    expect((await arm.refusal('POST', `${VM}/start`)).message).toContain('vm-golden_OsDisk_1');
    await arm.pass(CREATE_MS);
    expect((await arm.call('POST', `${VM}/start`)).status).toBe(202);
  });

  test('while it is made it takes no update; deletion ends the creation', async () => {
    const { operation } = await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    expect(await arm.refusal('PUT', VERSION, version(OF_SNAPSHOT))).toMatchObject({ status: 409, code: 'Conflict' });
    await arm.call('DELETE', VERSION);
    expect((await arm.refusal('PUT', VERSION, version(OF_SNAPSHOT))).message).toBe(
      "Operation 'Update Gallery Image Version' is not on allowed on 1.0.0; since it is marked for deletion. You can only retry the Delete operation (or wait for an ongoing one to complete).",
    );
    await arm.pass(120_000);
    expect(operation?.error?.message).toContain('marked for deletion');
    expect(regionReplication(arm.world, VERSION, 'westeurope')).toBe('absent');
    const again = await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    await arm.pass(CREATE_MS);
    expect(again.operation?.error).toBeUndefined();
    expect(await state()).toBe('Succeeded');
  });
});

describe('publishing', () => {
  test.each([
    [
      regions('eastus'),
      "Gallery image version publishing profile regions 'eastus' must contain the location of image version 'West Europe'.",
    ],
    [regions('westeurope', 'West Europe'), 'Duplicate regions are not allowed in target publishing regions.'],
    [
      regions('westeurope', 'moon'),
      "The provided location 'moon' is not available for resource type 'Microsoft.Compute/galleries'.",
    ],
    [
      { replicaCount: 101, targetRegions: [{ name: 'westeurope', regionalReplicaCount: 1 }] },
      'The value 101 of parameter galleryImageVersion.properties.publishingProfile.replicaCount is out of range. The value must be between 1 and 100, inclusive.',
    ],
    [
      {
        targetRegions: [
          { name: 'westeurope', regionalReplicaCount: 0 },
          { name: 'eastus', regionalReplicaCount: 1 },
        ],
      },
      'The value 0 of parameter galleryImageVersion.properties.publishingProfile.targetRegions.regionalReplicaCount is out of range.',
    ],
    [
      { replicaCount: 60, ...regions('westeurope', 'eastus') },
      'The value 120 of parameter galleryImageVersion.properties.publishingProfile.targetRegions.regionalReplicaCount is out of range.',
    ],
    [{ endOfLifeDate: '2020-01-01' }, 'EndOfLifeDate must be set to a future date.'],
    [{ endOfLifeDate: 'soon' }, 'Could not convert string to DateTimeOffset: soon.'],
    [{ replicationMode: 'Shallow', ...regions('westeurope', 'eastus') }, "The replication mode 'Shallow'"],
    [{ replicationMode: 'Deep' }, 'replicationMode'],
    [{ storageAccountType: 'Tape' }, 'storageAccountType'],
  ])('%j is refused', async (publishing, text) => {
    const { status: code, message } = await arm.refusal('PUT', VERSION, version(OF_SNAPSHOT, publishing));
    expect(code).toBe(400);
    expect(message).toContain(text);
  });

  test.each(['1.0', 'v1.0.0', '1.0.2147483648', 'latest'])('the name %s is refused', async (name) => {
    expect((await arm.refusal('PUT', `${DEFINITION}/versions/${name}`, version(OF_SNAPSHOT))).message).toContain(
      'The image version name should follow Major(int).Minor(int).Patch(int) format',
    );
  });

  test('the definition must be there', async () => {
    expect(await arm.refusal('PUT', `${GALLERY}/images/none/versions/1.0.0`, version(OF_SNAPSHOT))).toMatchObject({
      status: 404,
      code: 'ParentResourceNotFound',
      message:
        "Can not perform requested operation on nested resource. Parent resource 'renderGallery/none' not found.",
    });
  });

  test('without regions a version stays in its own', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    const profile = at(await arm.get(VERSION), 'properties', 'publishingProfile');
    expect(profile).toMatchObject({ replicaCount: 1, targetRegions: [{ name: 'West Europe' }] });
    expect(arrayOf((await arm.get(`${DEFINITION}/versions`))['value'])).toHaveLength(1);
  });
});

describe('updates', () => {
  test('another source is refused, the same one is an update', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    expect(await arm.refusal('PUT', VERSION, version(OF_DISK))).toMatchObject({
      status: 409,
      code: 'PropertyChangeNotAllowed',
      message:
        "Changing property 'galleryImageVersion.properties.storageProfile.osDiskImage.source.id' is not allowed.",
    });
    expect((await arm.refusal('PUT', VERSION, version(OF_VHD))).message).toContain('osDiskImage.source.uri');
    expect((await arm.refusal('PUT', VERSION, version({ source: { id: VM } }))).code).toBe('PropertyChangeNotAllowed');
    const { status: code, operation } = await arm.call(
      'PUT',
      VERSION,
      version(OF_SNAPSHOT, { excludeFromLatest: true }),
    );
    expect(code).toBe(200);
    expect(operation?.error).toBeUndefined();
    expect(at(await arm.get(VERSION), 'properties', 'publishingProfile', 'excludeFromLatest')).toBe(true);
  });

  test('PUT replaces the region list, PATCH keeps what it does not name', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT, regions('westeurope', 'eastus')));
    await arm.call('PATCH', VERSION, {
      tags: { a: 'b' },
      properties: { publishingProfile: { excludeFromLatest: true } },
    });
    expect(regionReplication(arm.world, VERSION, 'eastus')).toBe('Completed');
    expect((await arm.get(VERSION))['tags']).toEqual({ a: 'b' });
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    expect(regionReplication(arm.world, VERSION, 'eastus')).toBe('absent');
  });

  test('the replication mode stays', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    const shallow = version(OF_SNAPSHOT, { replicationMode: 'Shallow' });
    expect(await arm.refusal('PUT', VERSION, shallow)).toMatchObject({ code: 'PropertyChangeNotAllowed' });
  });

  test('a planned failure leaves a failed version and frees its source', async () => {
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT), { planned: true });
    expect(await state()).toBe('Failed');
    expect((await arm.call('DELETE', SNAPSHOT)).status).toBe(202);
  });
});

describe('deletion', () => {
  test('waits for the end of life when told to', async () => {
    const safety = { safetyProfile: { blockDeletionBeforeEndOfLife: true } };
    const endOfLifeDate = '2099-01-01T00:00:00Z';
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT, { endOfLifeDate }, safety));
    expect(await arm.refusal('DELETE', VERSION)).toMatchObject({
      status: 409,
      code: 'DeleteGalleryImageVersionBlockedBeforeEndOfLife',
    });
    await arm.call('PATCH', VERSION, { properties: { safetyProfile: { blockDeletionBeforeEndOfLife: false } } });
    expect((await arm.call('DELETE', VERSION)).status).toBe(202);
    expect((await arm.call('DELETE', VERSION)).status).toBe(204);
    expect(await arm.refusal('GET', VERSION)).toMatchObject({
      status: 404,
      message: expect.stringContaining("'Microsoft.Compute/galleries/renderGallery/images/golden/versions/1.0.0'"),
    });
  });
});

describe('a version that is being deleted', () => {
  beforeEach(async () => {
    arm = await galleryWorld({ time: 'manual' });
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    await arm.pass(CREATE_MS);
    await arm.call('DELETE', VERSION);
  });

  test('is nothing to be made of any more', async () => {
    expect(regionReplication(arm.world, VERSION, 'westeurope')).toBe('absent');
    expect(visibleToBatch(arm.world, VERSION, 'westeurope')).toBe(false);
    expect(latestVersion(arm.world, DEFINITION, 'westeurope')).toBeUndefined();
    const copy = version({ source: { id: VERSION } });
    expect(await arm.refusal('PUT', `${DEFINITION}/versions/2.0.0`, copy)).toMatchObject({
      status: 404,
      code: 'ResourceNotFound',
    });
  });

  test('may be deleted once more, and another one may come after it', async () => {
    await arm.pass(100_000);
    const { operation } = await arm.call('DELETE', VERSION);
    await arm.pass(20_000);
    expect(operation).toMatchObject({ ended: true });
    await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
    await arm.pass(CREATE_MS);
    expect(await state()).toBe('Succeeded');
  });
});

describe('versions of a scenario', () => {
  test('are replicated unless they say otherwise', async () => {
    arm.seed(VERSION, {
      properties: {
        publishingProfile: { targetRegions: [{ name: 'westeurope' }, { name: 'East US' }] },
        replicationStatus: { summary: [{ region: 'East US', state: 'Failed', details: 'gone' }] },
      },
    });
    expect(await status()).toEqual({
      aggregatedState: 'Failed',
      summary: [
        { region: 'West Europe', state: 'Completed', details: '', progress: 100 },
        { region: 'East US', state: 'Failed', details: 'gone', progress: 0 },
      ],
    });
    expect(visibleToBatch(arm.world, VERSION, 'westeurope')).toBe(true);
    expect(regionReplication(arm.world, VERSION, 'eastus')).toBe('Failed');
  });

  test('latest is the highest that no one excludes', () => {
    for (const name of ['1.9.0', '1.10.0', '2.0.0', '3.0.0']) {
      const excludeFromLatest = name === '2.0.0';
      const targetRegions = [{ name: 'West Europe', excludeFromLatest: name === '3.0.0' }];
      arm.seed(`${DEFINITION}/versions/${name}`, {
        properties: { publishingProfile: { excludeFromLatest, targetRegions } },
      });
    }
    expect(latestVersion(arm.world, DEFINITION, 'westeurope')?.id).toBe(`${DEFINITION}/versions/1.10.0`);
    expect(latestVersion(arm.world, DEFINITION, 'eastus')).toBeUndefined();
  });
});
