// Points 24, 25 and 27: the image of a pool.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { BATCH, COMPUTE, createWired, GALLERY, OS_DISK } from '../wired.ts';

const wired = createWired();
const { batch, operation } = wired;

const DEFINITION = `${GALLERY}/images/golden`;
const VERSION = `${DEFINITION}/versions/1.0.0`;
const UBUNTU = 'batch.node.ubuntu 24.04';
const MARKETPLACE = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' };

const pool = (id: string, more: object = {}, image: object = MARKETPLACE, agent = UBUNTU): object => ({
  id,
  vmSize: 'standard_d2s_v5',
  targetDedicatedNodes: 1,
  virtualMachineConfiguration: { imageReference: image, nodeAgentSKUId: agent },
  ...more,
});
const fromGallery = (id: string, more: object = {}): object => pool(id, more, { virtualMachineImageId: VERSION });

async function makeVersion(): Promise<void> {
  const located = (properties: object): object => ({ location: 'westeurope', properties });
  const identifier = { publisher: 'contoso', offer: 'render', sku: 'golden' };
  const copy = { creationData: { createOption: 'Copy', sourceResourceId: OS_DISK }, incremental: false };
  await operation('PUT', `${COMPUTE}/snapshots/s`, located(copy));
  const kind = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', identifier };
  await operation('PUT', DEFINITION, located(kind));
  const storageProfile = { osDiskImage: { source: { id: `${COMPUTE}/snapshots/s` } } };
  await operation('PUT', VERSION, located({ storageProfile }));
}

describe('the image of a pool', () => {
  beforeEach(async () => {
    await wired.enter();
    await makeVersion();
  });

  test.each([
    ['a VHD', 'https://strender.blob.core.windows.net/vhds/golden.vhd'],
    ['a managed image', `${COMPUTE}/images/golden`],
    ['an absent version', `${DEFINITION}/versions/9.9.9`],
  ])('point 24: is never %s', async (_, virtualMachineImageId) => {
    const { status, body } = await batch('POST', '/pools', pool('p', {}, { virtualMachineImageId }));
    expect([status, body]).toMatchObject([400, { code: 'InvalidPropertyValue' }]);
  });

  test('point 24: is a version or a definition, replicated to the region of the account', async () => {
    expect((await batch('POST', '/pools', fromGallery('version'))).status).toBe(201);
    const latest = { virtualMachineImageId: DEFINITION };
    expect((await batch('POST', '/pools', pool('definition', {}, latest))).status).toBe(201);
    expect((await batch('GET', '/pools/definition/nodes')).body).toMatchObject({
      value: [{ virtualMachineInfo: { imageReference: { exactVersion: '1.0.0' } } }],
    });
    const far = {
      id: BATCH,
      body: { location: 'eastus', properties: { accountEndpoint: 'batchrender.westeurope.batch.azure.com' } },
    };
    const state = await wired.control.state();
    const gallery = Object.entries(state)
      .filter(([id]) => id.includes('/galleries/'))
      .map(([id, body]) => ({ id, body }));
    await wired.enter({ changes: [far, ...gallery] });
    const refused = await batch('POST', '/pools', fromGallery('p'));
    expect(JSON.stringify(refused.body)).toContain('must have replicas in the same region as the Azure Batch account');
  });

  test('point 25: does not change in the API the SDK speaks; a new pool and a move of its jobs does it', async () => {
    await batch('POST', '/pools', fromGallery('old'));
    const change = { virtualMachineConfiguration: { imageReference: MARKETPLACE, nodeAgentSKUId: UBUNTU } };
    expect((await batch('PATCH', '/pools/old', change, '2022-10-01.16.0')).status).toBe(400);
    expect((await batch('PATCH', '/pools/old', change)).status).toBe(409);
    await batch('POST', '/jobs', { id: 'job', poolInfo: { poolId: 'old' } });
    await batch('POST', '/pools', fromGallery('new'));
    const move = { poolInfo: { poolId: 'new' } };
    expect((await batch('PATCH', '/jobs/job', move)).status).toBe(409);
    await batch('POST', '/jobs/job/disable', { disableTasks: 'requeue' });
    expect((await batch('PATCH', '/jobs/job', move)).status).toBe(200);
    await batch('POST', '/jobs/job/enable');
    expect((await batch('GET', '/jobs/job')).body).toMatchObject({ state: 'active', poolInfo: { poolId: 'new' } });
  });

  test('point 25: a pool that is deleted still holds its ID', async () => {
    await wired.enter({ profile: 'quick' });
    await batch('POST', '/pools', pool('p'));
    expect((await batch('DELETE', '/pools/p')).status).toBe(202);
    expect((await batch('POST', '/pools', pool('p'))).body).toMatchObject({ code: 'PoolBeingDeleted' });
    expect((await batch('GET', '/pools/p')).body).toMatchObject({ state: 'deleting' });
    let seen = await batch('GET', '/pools/p');
    while (seen.status === 200) seen = await batch('GET', '/pools/p');
    expect(seen.body).toMatchObject({ code: 'PoolNotFound' });
    expect((await batch('POST', '/pools', pool('p'))).status).toBe(201);
  });

  test('point 27: may be deleted under its pool, which then grows no more', async () => {
    await batch('POST', '/pools', fromGallery('p'));
    expect((await operation('DELETE', VERSION)).body).toMatchObject({ status: 'Succeeded' });
    expect((await batch('GET', '/pools/p')).body).toMatchObject({ currentDedicatedNodes: 1 });
    await batch('POST', '/pools/p/resize', { targetDedicatedNodes: 2 });
    expect((await batch('GET', '/pools/p')).body).toMatchObject({
      allocationState: 'steady',
      currentDedicatedNodes: 1,
      resizeErrors: [
        {
          code: 'AllocationFailed',
          values: expect.arrayContaining([
            { name: 'Provider Error Json', value: expect.stringContaining('GalleryImageNotFound') },
          ]),
        },
      ],
    });
  });
});
