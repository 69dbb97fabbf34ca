import { beforeEach, describe, expect, test } from '@jest/globals';
import { arrayOf, at, objectOf, type JsonObject } from '../../../simulator/kernel/json.ts';
import { COMPUTE, GALLERY, OS_DISK, simulatedArm, type SimulatedArm } from '../compute/simulated-arm.ts';

const DEFINITION = `${GALLERY}/images/golden`;
const IDENTIFIER = { publisher: 'contoso', offer: 'render', sku: 'golden' };

let arm: SimulatedArm;
beforeEach(() => {
  arm = simulatedArm();
});

function definition(more: JsonObject = {}): JsonObject {
  return {
    location: 'westeurope',
    properties: { osType: 'Linux', osState: 'Generalized', identifier: IDENTIFIER, ...more },
  };
}

describe('galleries', () => {
  test('are created with a unique name, updated, listed and deleted', async () => {
    const url = `${COMPUTE}/galleries/other_1.a`;
    const created = await arm.call('PUT', url, { location: 'West Europe', properties: { description: 'd' } });
    expect(created).toMatchObject({
      status: 201,
      body: { location: 'westeurope', properties: { provisioningState: 'Creating' } },
    });
    expect(at(created.body, 'properties', 'identifier', 'uniqueName')).toMatch(/-OTHER_1\.A$/);
    expect(await arm.get(url)).toMatchObject({ properties: { provisioningState: 'Succeeded' } });
    expect((await arm.call('PUT', url, { location: 'westeurope' })).status).toBe(200);
    await arm.call('PATCH', url, { tags: { a: 'b' } });
    expect(await arm.get(url)).toMatchObject({ tags: { a: 'b' }, properties: { description: 'd' } });
    expect(arrayOf((await arm.get(`${COMPUTE}/galleries`))['value'])).toHaveLength(2);
    expect((await arm.call('DELETE', url)).status).toBe(202);
    expect((await arm.call('DELETE', url)).status).toBe(204);
  });

  test.each(['with-dash', '_start', 'end.', 'x'.repeat(81)])('the name %s is refused', async (name) => {
    expect((await arm.refusal('PUT', `${COMPUTE}/galleries/${name}`, { location: 'westeurope' })).message).toMatch(
      /^Gallery name is invalid\. Allowed characters/,
    );
  });

  test('a name is taken in the whole subscription, a region is for life, a quota holds', async () => {
    const elsewhere = GALLERY.replace('rg-images', 'rg-other')
      .toUpperCase()
      .replace('/SUBSCRIPTIONS/', '/subscriptions/');
    expect(await arm.refusal('PUT', elsewhere, { location: 'westeurope' })).toMatchObject({ status: 409 });
    expect(await arm.refusal('PUT', GALLERY, { location: 'eastus' })).toMatchObject({
      code: 'InvalidResourceLocation',
      message:
        "The resource 'renderGallery' already exists in location 'westeurope' in resource group 'rg-images'. A resource with the same name cannot be created in location 'eastus'. Please select a new resource name.",
    });
    arm = simulatedArm({ quotas: { galleries: 1 } });
    expect((await arm.refusal('PUT', `${GALLERY}2`, { location: 'westeurope' })).message).toContain('Galleries quota');
  });

  test('only an empty gallery is deleted', async () => {
    await arm.call('PUT', DEFINITION, definition());
    expect(await arm.refusal('DELETE', GALLERY)).toMatchObject({
      status: 409,
      code: 'CannotDeleteResource',
      message: expect.stringContaining(
        "Some existing nested resource IDs include: 'Microsoft.Compute/galleries/renderGallery/images/golden'",
      ),
    });
  });
});

test('what is being updated takes no other change, and is not deleted', async () => {
  arm = simulatedArm({ time: 'manual' });
  await arm.call('PATCH', GALLERY, { tags: { a: 'b' } });
  expect(await arm.get(GALLERY)).toMatchObject({ properties: { provisioningState: 'Updating' } });
  for (const [method, body] of [['PATCH', { tags: { a: 'c' } }], ['DELETE']] as const) {
    expect(await arm.refusal(method, GALLERY, body)).toMatchObject({
      status: 409,
      code: 'Conflict',
      message: expect.stringContaining('The request failed due to conflict with a concurrent request.'),
    });
  }
  expect(await arm.get(GALLERY)).toMatchObject({ tags: { a: 'b' }, properties: { provisioningState: 'Updating' } });
});

describe('what is being deleted', () => {
  beforeEach(() => {
    arm = simulatedArm({ time: 'manual' });
  });

  test('gets nothing new in it, takes no change, and may be deleted once more', async () => {
    await arm.call('DELETE', GALLERY);
    expect(await arm.get(GALLERY)).toMatchObject({ properties: { provisioningState: 'Deleting' } });
    for (const [method, id, body] of [
      ['PUT', DEFINITION, definition()],
      ['PUT', GALLERY, { location: 'westeurope' }],
      ['PATCH', GALLERY, { tags: { a: 'b' } }],
    ] as const) {
      expect(await arm.refusal(method, id, body)).toMatchObject({ status: 409, code: 'Conflict' });
    }
    await arm.pass(6_000);
    const second = await arm.call('DELETE', GALLERY);
    await arm.pass(4_000);
    expect(second.operation).toMatchObject({ ended: true });
    await arm.call('PUT', GALLERY, { location: 'westeurope' });
    await arm.pass(60_000);
    expect(await arm.get(GALLERY)).toMatchObject({ properties: { provisioningState: 'Succeeded' } });
  });

  test('a definition too', async () => {
    await arm.call('PUT', DEFINITION, definition({ hyperVGeneration: 'V2' }));
    expect(await arm.refusal('PATCH', DEFINITION, {})).toMatchObject({ status: 409, code: 'Conflict' });
    expect(await arm.refusal('DELETE', DEFINITION)).toMatchObject({ status: 409, code: 'Conflict' });
    await arm.pass(10_000);
    await arm.call('DELETE', DEFINITION);
    const ofDisk = { osDiskImage: { source: { id: OS_DISK } } };
    const version = { location: 'westeurope', properties: { storageProfile: ofDisk } };
    expect(await arm.refusal('PUT', `${DEFINITION}/versions/1.0.0`, version)).toMatchObject({ code: 'Conflict' });
    await arm.pass(10_000);
    expect(await arm.refusal('GET', DEFINITION)).toMatchObject({ status: 404 });
  });
});

describe('image definitions', () => {
  test('an older api-version makes an unspecific one V1, a newer one V2 with Trusted Launch support', async () => {
    await arm.call('PUT', DEFINITION, definition(), { apiVersion: '2024-03-03' });
    const older = objectOf((await arm.get(DEFINITION))['properties']);
    expect(older).toMatchObject({ hyperVGeneration: 'V1', architecture: 'x64' });
    expect(older).not.toHaveProperty('features');
    const wanted = definition({ identifier: { ...IDENTIFIER, sku: 'new' } });
    const newer = await arm.call('PUT', `${DEFINITION}2`, wanted, { apiVersion: '2025-03-03' });
    expect(newer.status).toBe(201);
    expect(newer.body['properties']).toMatchObject({
      hyperVGeneration: 'V2',
      features: [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }],
    });
    const explicit = definition({
      identifier: { ...IDENTIFIER, sku: 'third' },
      features: [{ name: 'SecurityType', value: 'Standard' }],
    });
    const standard = await arm.call('PUT', `${DEFINITION}3`, explicit, { apiVersion: '2025-03-03' });
    expect(at(standard.body, 'properties', 'features')).toEqual([{ name: 'SecurityType', value: 'Standard' }]);
  });

  test('what identifies it never changes', async () => {
    await arm.call('PUT', DEFINITION, definition({ hyperVGeneration: 'V2' }));
    for (const [name, value] of [
      ['osType', 'Windows'],
      ['osState', 'Specialized'],
      ['hyperVGeneration', 'V1'],
      ['architecture', 'Arm64'],
    ] as const) {
      expect(await arm.refusal('PUT', DEFINITION, definition({ [name]: value }))).toMatchObject({
        status: 409,
        code: 'PropertyChangeNotAllowed',
        message: `Changing property 'galleryImage.properties.${name}' is not allowed.`,
      });
    }
    const renamed = definition({ identifier: { ...IDENTIFIER, offer: 'other' } });
    expect((await arm.refusal('PUT', DEFINITION, renamed)).target).toBe('galleryImage.properties.identifier.offer');
    const described = await arm.call('PUT', DEFINITION, definition({ description: 'new' }));
    expect(described).toMatchObject({ status: 200, body: { properties: { description: 'new' } } });
  });

  test('features change only when the request allows it', async () => {
    await arm.call('PUT', DEFINITION, definition({ hyperVGeneration: 'V2' }));
    const features = [{ name: 'DiskControllerTypes', value: 'SCSI, NVMe' }];
    expect(await arm.refusal('PATCH', DEFINITION, { properties: { features } })).toMatchObject({
      code: 'PropertyChangeNotAllowed',
    });
    await arm.call('PATCH', DEFINITION, { properties: { features, allowUpdateImage: true } });
    expect(at(await arm.get(DEFINITION), 'properties', 'features')).toEqual(features);
  });

  test('publisher, offer and SKU are unique within a gallery', async () => {
    await arm.call('PUT', DEFINITION, definition());
    expect((await arm.refusal('PUT', `${DEFINITION}2`, definition())).message).toBe(
      'Gallery image: golden identified by (publisher:contoso, offer:render, sku:golden) already exists. Choose a different publisher, offer, sku combination.',
    );
  });

  test.each([
    [{ osType: undefined }, "Required parameter 'galleryImage.properties.osType' is missing (null)."],
    [{ osState: 'Odd' }, 'galleryImage.properties.osState'],
    [
      { identifier: { ...IDENTIFIER, sku: 'ends.' } },
      'Asset name galleryImage.properties.identifier.sku is not valid.',
    ],
    [{ identifier: { ...IDENTIFIER, offer: 'x'.repeat(65) } }, 'The length of the name cannot exceed 64 characters.'],
    [{ features: [{ name: 'SecurityType', value: 'Odd' }] }, "The value 'Odd' of feature SecurityType"],
    [
      { hyperVGeneration: 'V1', features: [{ name: 'SecurityType', value: 'TrustedLaunch' }] },
      "The security type 'TrustedLaunch' is not supported for Hypervisor generation 'V1'.",
    ],
  ])('%j is refused', async (more, text) => {
    const { status, message } = await arm.refusal('PUT', DEFINITION, definition(more));
    expect(status).toBe(400);
    expect(message).toContain(text);
  });

  test('needs its gallery, and a proper name', async () => {
    expect(await arm.refusal('PUT', `${COMPUTE}/galleries/none/images/d`, definition())).toMatchObject({
      status: 404,
      code: 'ParentResourceNotFound',
      message: "Can not perform requested operation on nested resource. Parent resource 'none' not found.",
    });
    expect((await arm.refusal('PUT', `${GALLERY}/images/bad.`, definition())).message).toContain(
      "The entity name 'bad.' is invalid according to its validation rule",
    );
  });

  test('is deleted only without versions', async () => {
    await arm.call('PUT', DEFINITION, definition());
    arm.seed(`${DEFINITION}/versions/1.0.0`, {});
    expect(await arm.refusal('DELETE', DEFINITION)).toMatchObject({ code: 'CannotDeleteResource' });
    arm.world.resources.delete(`${DEFINITION}/versions/1.0.0`);
    expect((await arm.call('DELETE', DEFINITION)).status).toBe(202);
    expect(arrayOf((await arm.get(`${GALLERY}/images`))['value'])).toEqual([]);
  });
});
