// Pools that a world begins with: shown as any other, also where nobody can make their like any more.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { BATCH, BLOBS, COMPUTE, createWired, GALLERY } from '../wired.ts';

const wired = createWired();
const { batch, arm } = wired;

const DEFINITION = `${GALLERY}/images/golden`;
const UBUNTU = 'batch.node.ubuntu 22.04';
const VHD = 'https://strender.blob.core.windows.net/vhds/golden.vhd';

/** A pool of a scenario, in ARM's spelling. */
const pool = (
  name: string,
  machine: object,
  scale: object = { fixedScale: { targetDedicatedNodes: 2, targetLowPriorityNodes: 1 } },
): { readonly id: string; readonly body: object } => ({
  id: `${BATCH}/pools/${name}`,
  body: {
    properties: {
      vmSize: 'STANDARD_D2S_V5',
      deploymentConfiguration: { virtualMachineConfiguration: { nodeAgentSkuId: UBUNTU, ...machine } },
      scaleSettings: scale,
    },
  },
});
const version = (name: string): object => ({
  id: `${DEFINITION}/versions/${name}`,
  body: { properties: { publishingProfile: { targetRegions: [{ name: 'West Europe' }] } } },
});
const definition = {
  id: DEFINITION,
  body: { properties: { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2' } },
};
const gallery = (name?: string): object => ({
  imageReference: { id: name === undefined ? DEFINITION : `${DEFINITION}/versions/${name}` },
});

/** Versions of the nodes of a pool, as the nodes tell. */
async function versionsOf(name: string): Promise<readonly unknown[]> {
  const { body } = await batch('GET', `/pools/${name}/nodes`);
  const { value } = body as { readonly value: readonly { readonly virtualMachineInfo: { imageReference: object } }[] };
  return value.map(
    ({ virtualMachineInfo }) => Reflect.get(virtualMachineInfo.imageReference, 'exactVersion') as unknown,
  );
}

describe('a pool of the world', () => {
  const managed = { imageReference: { id: `${COMPUTE}/images/golden` } };
  const shared = { imageReference: { sharedGalleryImageId: '/sharedGalleries/s/images/i/versions/1.0.0' } };

  beforeEach(async () => {
    await wired.enter({
      changes: [
        definition,
        version('1.0.0'),
        version('1.1.0'),
        pool('pinned', gallery('1.0.0')),
        { ...pool('follows', gallery()), nodes: [{ version: '1.0.0' }, { count: 2, state: 'unusable' }] },
        pool('gone', gallery('0.9.0')),
        pool('managed', managed),
        pool('vhds', { osDisk: { imageUris: [VHD] } }),
        pool('shared', shared),
        pool('scaled', gallery('1.0.0'), { autoScale: { formula: '$TargetDedicatedNodes = 1;' } }),
      ],
    });
  });

  test('has as many idle nodes as it asks for, of the image that it names', async () => {
    expect((await batch('GET', '/pools/pinned')).body).toMatchObject({
      allocationState: 'steady',
      targetDedicatedNodes: 2,
      currentDedicatedNodes: 2,
      currentLowPriorityNodes: 1,
      vmSize: 'standard_d2s_v5',
    });
    expect(await versionsOf('pinned')).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    expect((await batch('GET', "/nodecounts?$filter=poolId eq 'pinned'")).body).toMatchObject({
      value: [{ dedicated: { idle: 2, total: 2 }, lowPriority: { idle: 1, total: 1 } }],
    });
  });

  test('has the nodes that the world says, in their states and of their versions', async () => {
    expect(await versionsOf('follows')).toEqual(['1.0.0', '1.1.0', '1.1.0']);
    expect((await batch('GET', "/nodecounts?$filter=poolId eq 'follows'")).body).toMatchObject({
      value: [{ dedicated: { idle: 1, unusable: 2, total: 3 } }],
    });
  });

  test('may run an image version that is gone', async () => {
    expect(await versionsOf('gone')).toEqual(['0.9.0', '0.9.0', '0.9.0']);
  });

  test('may be of a managed image, of VHDs, or of an image that others share', async () => {
    const { body } = await batch('GET', '/pools?$select=id,virtualMachineConfiguration');
    const { value } = body as { readonly value: readonly object[] };
    expect(value).toEqual(
      expect.arrayContaining([
        {
          id: 'managed',
          virtualMachineConfiguration: {
            nodeAgentSKUId: UBUNTU,
            imageReference: { virtualMachineImageId: `${COMPUTE}/images/golden` },
          },
        },
        { id: 'vhds', virtualMachineConfiguration: { nodeAgentSKUId: UBUNTU, osDisk: { imageUris: [VHD] } } },
        { id: 'shared', virtualMachineConfiguration: { nodeAgentSKUId: UBUNTU, ...shared } },
      ]),
    );
    expect((await arm('GET', `${BATCH}/pools/managed`)).body).toMatchObject({
      properties: { deploymentConfiguration: { virtualMachineConfiguration: managed } },
    });
  });

  test('that scales by itself asks for the nodes it has', async () => {
    const { body } = await batch('GET', '/pools/scaled');
    expect(body).toMatchObject({ enableAutoScale: true, targetDedicatedNodes: 0, currentDedicatedNodes: 0 });
  });

  test('of old gets no more nodes', async () => {
    await batch('POST', '/pools/managed/resize', { targetDedicatedNodes: 5 });
    expect((await batch('GET', '/pools/managed')).body).toMatchObject({
      currentDedicatedNodes: 2,
      resizeErrors: [{ code: 'AllocationFailed' }],
    });
  });

  test('of a kind of old cannot be made anew', async () => {
    const like = (virtualMachineConfiguration: object): object => ({
      id: 'new',
      vmSize: 'standard_d2s_v5',
      targetDedicatedNodes: 0,
      virtualMachineConfiguration: { nodeAgentSKUId: UBUNTU, ...virtualMachineConfiguration },
    });
    const osDisk = { imageUris: [VHD] };
    const answers = [
      await batch('POST', '/pools', like({ imageReference: { virtualMachineImageId: `${COMPUTE}/images/golden` } })),
      await batch('POST', '/pools', like({ osDisk })),
      await arm('PUT', `${BATCH}/pools/new`, pool('new', { osDisk }).body),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'InvalidPropertyValue' },
      { code: 'InvalidRequestBody', values: [{ value: expect.stringContaining("'imageUris' does not exist") }] },
      { error: { code: 'InvalidRequestBody' } },
    ]);
  });
});

describe('a scenario', () => {
  test.each<[string, object, string]>([
    [
      'of a pool in no account',
      { id: `${BATCH}-other/pools/p`, body: {} },
      'a pool is in it, but the world has no such Batch account',
    ],
    [
      'of a pool with an unknown property',
      { id: `${BATCH}/pools/p`, body: { properties: { vmsize: 'x' } } },
      "Could not find member 'vmsize'",
    ],
  ])('%s is refused', async (_, change, message) => {
    await expect(wired.enter({ changes: [change] })).rejects.toThrow(message);
  });

  test('may begin with blobs, and their metadata', async () => {
    const url = `${BLOBS}/system/a/b.vhd`;
    await wired.enter({ blobs: [{ url, mebibytes: 2, metadata: { abip_key: 'k' } }, { url: `${BLOBS}/vhds/c.vhd` }] });
    expect(await wired.control.state()).toMatchObject({
      [url]: { blobType: 'PageBlob', bytes: 2 * 1024 ** 2 + 512, metadata: { abip_key: 'k' } },
      [`${BLOBS}/vhds/c.vhd`]: { bytes: 1024 ** 2 + 512 },
    });
    const { body } = await wired.blob('GET', `${BLOBS}/system?restype=container&comp=list&include=metadata&prefix=a/`);
    expect(body).toMatch(/<Name>a\/b\.vhd<\/Name>.*<Metadata><abip_key>k<\/abip_key><\/Metadata>/);
  });

  test('of a blob in no account is refused', async () => {
    await expect(wired.enter({ blobs: [{ url: 'https://other.blob.core.windows.net/c/b' }] })).rejects.toThrow(
      'There is no storage account at other.blob.core.windows.net',
    );
  });
});
