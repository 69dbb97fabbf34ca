import { describe, expect, test } from '@jest/globals';
import { defaultResources } from '../../simulator/scenario/default-world.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { IDS, idOf, world } from './worlds.ts';

const stage = createStage();

const far = {
  gallery: idOf('Microsoft.Compute/galleries', 'sharedGallery', 'rg-shared'),
  storage: idOf('Microsoft.Storage/storageAccounts', 'stshared', 'rg-shared'),
  batch: idOf('Microsoft.Batch/batchAccounts', 'batcheast', 'rg-batch'),
};

const farBatch = {
  id: far.batch,
  body: {
    location: 'eastus',
    properties: { poolAllocationMode: 'BatchService', autoStorage: { storageAccountId: IDS.storage } },
  },
};

/** The default world with its VM and its disks in another resource group. */
function moved(group: string): object {
  const text = JSON.stringify(defaultResources(DEFAULT_NAMES));
  const there = ['virtualMachines', 'disks', 'networkInterfaces'].reduce(
    (all, type) =>
      all.replaceAll(
        new RegExp(`resourceGroups/${DEFAULT_NAMES.resourceGroup}/providers/(Microsoft\\.\\w+)/${type}/`, 'g'),
        `resourceGroups/${group}/providers/$1/${type}/`,
      ),
    text,
  );
  return { profile: 'instant', resources: JSON.parse(there) as unknown };
}

describe('resources in several places', () => {
  test('a VM in another resource group, by its ID: its snapshots are made beside it', async () => {
    await stage.control.reset(moved('rg-builders'));
    const run = await stage.run({
      'resource-group': 'rg-images',
      'vm-name': idOf('Microsoft.Compute/virtualMachines', 'vm-golden', 'rg-builders'),
    });
    expectSuccess(run);
    const snapshots = (await stage.writes()).filter(({ method, url }) => method === 'PUT' && /snapshots/.test(url));
    expect(snapshots.map(({ url }) => /resourceGroups\/([^/]+)/.exec(url)?.[1])).toEqual(['rg-builders']);
    const held = await holdingsOf(stage.control);
    expect(held.find(`${IDS.definition}/versions/1.4.0`)).toMatchObject({ location: 'westeurope' });
    expect(held.nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('every resource by ID: no resource group is needed', async () => {
    await stage.control.reset(world());
    const run = await stage.run({
      'resource-group': undefined,
      'vm-name': IDS.vm,
      gallery: IDS.gallery,
      'batch-account': IDS.batch,
      'storage-account': IDS.storage,
    });
    expectSuccess(run);
    expect(run.outputs['image-version-id']).toBe(`${IDS.definition}/versions/1.4.0`);
  });

  test('a resource group and an account spelt in another case are the same', async () => {
    await stage.control.reset(world());
    const run = await stage.run({ 'resource-group': 'RG-Images', 'batch-account': IDS.batch.replace('rg-', 'RG-') });
    expectSuccess(run);
    const before = (await stage.writes()).length;
    const second = await stage.run();
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });

  test('a Batch account in another region and group: the version reaches both regions, the pool its own', async () => {
    await stage.control.reset(world({ more: [farBatch] }));
    const run = await stage.run({ 'batch-account': far.batch });
    expectSuccess(run);
    const held = await holdingsOf(stage.control);
    expect(held.find('/versions/1.4.0')).toMatchObject({
      location: 'westeurope',
      properties: {
        publishingProfile: {
          targetRegions: [
            { name: 'West Europe', regionalReplicaCount: 1 },
            { name: 'East US', regionalReplicaCount: 1 },
          ],
        },
      },
    });
    expect(held.keys(/\/pools\/[^/]+$/)).toEqual(['https://batcheast.eastus.batch.azure.com/pools/render-1-4-0']);
    expect(held.nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(run.outputs['vhd-url']).toMatch(/^https:\/\/strender\.blob/);

    const before = (await stage.writes()).length;
    const second = await stage.run({ 'batch-account': far.batch });
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });

  test('a gallery and a storage account in another resource group', async () => {
    await stage.control.reset(
      world({
        more: [
          { id: far.gallery, body: { location: 'northeurope' } },
          { id: far.storage, body: { location: 'northeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } } },
        ],
      }),
    );
    const run = await stage.run({ gallery: far.gallery, 'storage-account': far.storage });
    expectSuccess(run);
    const held = await holdingsOf(stage.control);
    expect(held.vhds()['vm-golden-osDisk']?.url).toMatch(/^https:\/\/stshared\.blob\.core\.windows\.net\/system\//);
    expect(run.outputs['image-version-id']).toBe(`${far.gallery}/images/vm-golden/versions/1.4.0`);
    expect(held.find(`${far.gallery}/images/vm-golden`)).toMatchObject({ location: 'northeurope' });
    expect(held.find('/versions/1.4.0')).toMatchObject({ location: 'westeurope' });
  });

  test('VHD names and their folder are the workflow’s choice', async () => {
    await stage.control.reset(world());
    const run = await stage.run({ 'container-name': 'releases', 'vhd-prefix': 'golden' });
    expectSuccess(run);
    expect(run.outputs['vhd-url']).toMatch(
      /\/system\/Microsoft\.Compute\/Images\/releases\/golden-osDisk\.[0-9a-f-]{36}\.vhd$/,
    );
  });

  test('regions in display spelling are the same regions', async () => {
    await stage.control.reset(
      world({
        vm: { location: 'West Europe' },
        batch: {
          location: 'West Europe',
          properties: { accountEndpoint: 'batchrender.westeurope.batch.azure.com' },
        },
      }),
    );
    const run = await stage.run();
    expectSuccess(run);
    const before = (await stage.writes()).length;
    expect((await stage.run()).exitCode).toBe(0);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });
});
