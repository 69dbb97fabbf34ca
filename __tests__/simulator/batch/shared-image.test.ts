// Pools of images that others share: which IDs Batch takes, from whom, and what their nodes tell.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { BATCH, createWired, SUBSCRIPTION, type Answer } from '../wired.ts';

const wired = createWired();
const { arm, batch } = wired;
const BOOK = join(import.meta.dirname, '../../../simulator/scenarios/shared-galleries.yaml');
const WORLD = parse(readFileSync(BOOK, 'utf8')) as { readonly changes: readonly object[] };
const STUDIO = '/SharedGalleries/99999999-8888-4777-8666-555555555555-STUDIO/Images/render';
const ALMA = '/CommunityGalleries/almalinux-5c1d/Images/almalinux-9';
const trustedLaunch = {
  securityProfile: {
    securityType: 'trustedLaunch',
    encryptionAtHost: false,
    uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
  },
};

async function addPool(imageReference: object, more: object = {}, id = 'render'): Promise<Answer> {
  return batch('POST', '/pools', {
    id,
    vmSize: 'Standard_D2s_v5',
    targetDedicatedNodes: 1,
    virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.ubuntu 24.04', imageReference, ...more },
  });
}

/** The values of a refusal, by their keys. */
function told({ status, body }: Answer): object {
  const { code, values = [] } = body as {
    readonly code: string;
    readonly values?: readonly { readonly key: string; readonly value: string }[];
  };
  return { status, code, ...Object.fromEntries(values.map(({ key, value }) => [key, value])) };
}

async function nodeImage(pool: string): Promise<unknown> {
  const { body } = await batch('GET', `/pools/${pool}/nodes`);
  const { value } = body as {
    readonly value: readonly { readonly state: string; readonly virtualMachineInfo: object }[];
  };
  return value.map(({ state, virtualMachineInfo }) => ({ state, ...virtualMachineInfo }));
}

describe('taken', () => {
  beforeEach(async () => wired.enter(WORLD));

  test.each([
    ['a version of a shared gallery', { sharedGalleryImageId: `${STUDIO}/Versions/2.0.0` }, {}, '2.0.0'],
    ['whatever the case of its ID', { sharedGalleryImageId: `${STUDIO}/Versions/2.0.0`.toLowerCase() }, {}, '2.0.0'],
    ['the latest in the region, by the definition', { sharedGalleryImageId: STUDIO }, {}, '2.1.0'],
    ['the latest in the region, by name', { sharedGalleryImageId: `${STUDIO}/Versions/latest` }, {}, '2.1.0'],
    ['of a community gallery', { communityGalleryImageId: `${ALMA}/Versions/9.4.1` }, trustedLaunch, '9.4.1'],
  ])('%s', async (_, imageReference, more, exactVersion) => {
    expect((await addPool(imageReference, more)).status).toBe(201);
    expect(await nodeImage('render')).toEqual([{ state: 'idle', imageReference: { ...imageReference, exactVersion } }]);
    expect((await batch('GET', '/pools/render')).body).toMatchObject({
      virtualMachineConfiguration: { imageReference },
    });
  });

  test('in a pool of Resource Manager', async () => {
    const imageReference = { sharedGalleryImageId: `${STUDIO}/Versions/2.1.0` };
    const { status } = await arm('PUT', `${BATCH}/pools/render`, {
      properties: {
        vmSize: 'Standard_D2s_v5',
        deploymentConfiguration: {
          virtualMachineConfiguration: { nodeAgentSkuId: 'batch.node.ubuntu 24.04', imageReference },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: 0 } },
      },
    });
    expect(status).toBe(200);
    expect((await arm('GET', `${BATCH}/pools/render`)).body).toMatchObject({
      properties: { deploymentConfiguration: { virtualMachineConfiguration: { imageReference } } },
    });
  });

  test('an image that demands Trusted Launch gets no nodes without it', async () => {
    expect((await addPool({ communityGalleryImageId: `${ALMA}/Versions/9.4.1` })).status).toBe(201);
    expect((await batch('GET', '/pools/render')).body).toMatchObject({
      currentDedicatedNodes: 0,
      resizeErrors: [{ code: 'AllocationFailed' }],
    });
  });
});

describe('refused', () => {
  beforeEach(async () => wired.enter(WORLD));

  const invalid = (name: string, value: string, reason: string): object => ({
    status: 400,
    code: 'InvalidPropertyValue',
    PropertyName: name,
    PropertyValue: value,
    Reason: reason,
  });
  const absent = (name: string, id: string): object => invalid(name, id, 'The specified image does not exist.');
  const version = `${STUDIO}/Versions/2.0.0`;
  const RIVALS = version.replace('STUDIO', 'RIVALS');
  const beside = (name: string): string =>
    `Specified property ${name} cannot have a value when sharedGalleryImageId is set.`;

  test.each<[string, object, object]>([
    [
      'where it is not replicated',
      { sharedGalleryImageId: `${STUDIO}/Versions/3.0.0` },
      absent('sharedGalleryImageId', `${STUDIO}/Versions/3.0.0`),
    ],
    ['of a gallery shared with others', { sharedGalleryImageId: RIVALS }, absent('sharedGalleryImageId', RIVALS)],
    [
      'specialized',
      { sharedGalleryImageId: STUDIO.replace('render', 'workstation') },
      invalid(
        'sharedGalleryImageId',
        STUDIO.replace('render', 'workstation'),
        'The specified image must be generalized.',
      ),
    ],
    [
      'by the ID of the other kind',
      { communityGalleryImageId: version },
      invalid(
        'communityGalleryImageId',
        version,
        'The specified image must be the unique identifier of a gallery image or image version that is shared with the subscription or the community.',
      ),
    ],
    [
      'beside another image',
      { sharedGalleryImageId: version, publisher: 'canonical' },
      invalid('publisher', 'canonical', beside('publisher')),
    ],
    [
      'beside one of an own gallery',
      { sharedGalleryImageId: version, virtualMachineImageId: '/x' },
      invalid('virtualMachineImageId', '/x', beside('virtualMachineImageId')),
    ],
  ])('%s', async (_, imageReference, expected) => {
    expect(told(await addPool(imageReference))).toEqual(expected);
  });

  test('by api-versions that do not know it', async () => {
    const body = {
      id: 'render',
      vmSize: 'Standard_D2s_v5',
      virtualMachineConfiguration: {
        nodeAgentSKUId: 'batch.node.ubuntu 24.04',
        imageReference: { sharedGalleryImageId: version },
      },
    };
    expect(told(await batch('POST', '/pools', body, '2023-11-01.18.0'))).toMatchObject({
      status: 400,
      code: 'InvalidRequestBody',
      Reason: expect.stringContaining('sharedGalleryImageId'),
    });
  });
});

test('without the right to read what is shared, no pool is made of it', async () => {
  const { clientId, clientSecret: secret } = DEFAULT_NAMES;
  const right = 'Microsoft.Compute/locations/sharedGalleries/images/versions/read';
  const roles = [{ scope: SUBSCRIPTION, actions: ['*'], notActions: [right], dataActions: ['*'] }];
  await wired.enter({ ...WORLD, principals: [{ clientId, secret, federated: {}, roles }] });
  const refused = told(await addPool({ sharedGalleryImageId: `${STUDIO}/Versions/2.0.0` }));
  expect(refused).toMatchObject({
    status: 403,
    code: 'InsufficientPermissions',
    Reason: expect.stringContaining(right),
  });
});

test('a version that is gone leaves its pool without more nodes', async () => {
  const reference = { sharedGalleryImageId: `${STUDIO}/Versions/1.9.0` };
  const pool = {
    id: `${BATCH}/pools/old`,
    body: {
      properties: {
        vmSize: 'STANDARD_D2S_V5',
        deploymentConfiguration: {
          virtualMachineConfiguration: { nodeAgentSkuId: 'batch.node.ubuntu 24.04', imageReference: reference },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } },
      },
    },
    nodes: [{ version: '1.9.0' }],
  };
  await wired.enter({ changes: [...WORLD.changes, pool] });
  expect(await nodeImage('old')).toEqual([{ state: 'idle', imageReference: { ...reference, exactVersion: '1.9.0' } }]);
  await batch('POST', '/pools/old/resize', { targetDedicatedNodes: 2 });
  const { body } = await batch('GET', '/pools/old');
  expect(JSON.stringify(body)).toContain('GalleryImageNotFound');
  expect(JSON.stringify(body)).toContain(`The gallery image ${reference.sharedGalleryImageId} is not available`);
});
