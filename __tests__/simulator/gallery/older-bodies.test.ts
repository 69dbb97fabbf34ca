// Image versions in the shape of api-version 2019-03-01, which Packer 1.6 sends.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { at, type JsonObject } from '../../../simulator/kernel/json.ts';
import { COMPUTE, type SimulatedArm } from '../compute/simulated-arm.ts';
import { galleryWorld, OF_SNAPSHOT, VERSION, version } from './gallery-world.ts';

const IMAGE = `${COMPUTE}/images/golden`;
const OLD = { apiVersion: '2019-03-01' };

let arm: SimulatedArm;
beforeEach(async () => {
  arm = await galleryWorld();
  arm.seed(IMAGE, {
    properties: {
      hyperVGeneration: 'V2',
      storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', diskSizeGB: 4 } },
    },
  });
});

function ofImage(more: JsonObject = {}): JsonObject {
  const publishingProfile = {
    source: { managedImage: { id: IMAGE } },
    targetRegions: [{ name: 'westeurope' }],
    ...more,
  };
  return { location: 'West Europe', properties: { publishingProfile } };
}

const shownAt = async (apiVersion: string) => (await arm.call('GET', VERSION, undefined, { apiVersion })).body;

describe('a version in the old shape', () => {
  test('is made of its managed image, and shown in either shape', async () => {
    expect((await arm.call('PUT', VERSION, ofImage({ excludeFromLatest: true }), OLD)).status).toBe(201);
    const old = await shownAt('2019-03-01');
    expect(old).toMatchObject({
      properties: {
        provisioningState: 'Succeeded',
        publishingProfile: {
          source: { managedImage: { id: IMAGE } },
          targetRegions: [{ name: 'West Europe' }],
          excludeFromLatest: true,
        },
        storageProfile: { osDiskImage: { sizeInGB: 4 } },
      },
    });
    expect(at(old, 'properties', 'storageProfile', 'source')).toBeUndefined();
    const now = await shownAt('2024-03-03');
    expect(at(now, 'properties', 'storageProfile', 'source')).toEqual({ id: IMAGE });
    expect(at(now, 'properties', 'publishingProfile', 'source')).toBeUndefined();
  });

  test('needs a managed image', async () => {
    expect(await arm.refusal('PUT', VERSION, ofImage({ source: {} }), OLD)).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
      message:
        "Required parameter 'galleryImageVersion.properties.publishingProfile.source.managedImage.id' is missing (null).",
    });
  });

  test('may be repeated with other regions, but not with another image', async () => {
    await arm.call('PUT', VERSION, ofImage(), OLD);
    const targetRegions = [{ name: 'westeurope' }, { name: 'northeurope' }];
    expect((await arm.call('PUT', VERSION, ofImage({ targetRegions }), OLD)).status).toBe(200);
    const other = ofImage({ source: { managedImage: { id: `${IMAGE}2` } } });
    expect(await arm.refusal('PUT', VERSION, other, OLD)).toMatchObject({
      status: 409,
      code: 'PropertyChangeNotAllowed',
    });
  });

  test('is refused where the shape is the new one', async () => {
    expect(await arm.refusal('PUT', VERSION, ofImage(), { apiVersion: '2024-03-03' })).toMatchObject({
      status: 400,
      message: "Parameter 'galleryImageVersion.properties.publishingProfile.source' is not allowed.",
    });
  });
});

test('a version of a snapshot has no source to show in the old shape', async () => {
  await arm.call('PUT', VERSION, version(OF_SNAPSHOT), { apiVersion: '2024-03-03' });
  expect(at(await shownAt('2019-03-01'), 'properties', 'publishingProfile', 'source')).toBeUndefined();
});
