import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { IDS, idOf, world } from './worlds.ts';

const stage = createStage();

let workspace = '';
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'variety-pool-'));
  mkdirSync(join(workspace, 'batch'));
});
afterAll(() => rmSync(workspace, { recursive: true }));
// Only pools of such an account take resource tags.
const USER_SUBSCRIPTION = { batch: { properties: { poolAllocationMode: 'UserSubscription' } } };
beforeEach(async () => stage.control.reset(world(USER_SUBSCRIPTION)));

const VERSION_ID = `${IDS.definition}/versions/1.4.0`;
const IDENTITY = idOf('Microsoft.ManagedIdentity/userAssignedIdentities', 'render-nodes');

/** Properties beyond the model of many an SDK, and some of every kind. */
const DATA_PLANE = {
  id: 'render',
  displayName: 'Render farm',
  vmSize: 'Standard_D2s_v5',
  targetDedicatedNodes: 1,
  taskSlotsPerNode: 2,
  taskSchedulingPolicy: { nodeFillType: 'pack' },
  resourceTags: { team: 'render', 'cost-centre': '4711' },
  upgradePolicy: { mode: 'automatic', automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true } },
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
    osDisk: { caching: 'readonly', diskSizeGB: 64, managedDisk: { storageAccountType: 'standardssd_lrs' } },
    nodePlacementConfiguration: { policy: 'zonal' },
  },
  startTask: {
    commandLine: '/bin/true',
    waitForSuccess: true,
    environmentSettings: [{ name: 'STAGE', value: 'production' }],
  },
  metadata: [
    { name: 'team', value: 'render' },
    { name: 'owner', value: 'ada' },
  ],
};

const ARM = {
  name: 'render',
  identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
  properties: {
    displayName: 'Render farm',
    vmSize: 'STANDARD_D2S_V5',
    scaleSettings: { fixedScale: { targetDedicatedNodes: 1, nodeDeallocationOption: 'TaskCompletion' } },
    interNodeCommunication: 'Disabled',
    resourceTags: { team: 'render' },
    upgradePolicy: { mode: 'automatic', automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true } },
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        imageReference: { id: `${IDS.definition}/versions/0.9.0` },
        nodeAgentSkuId: 'batch.node.ubuntu 24.04',
        osDisk: { caching: 'ReadOnly', diskSizeGB: 64, managedDisk: { storageAccountType: 'StandardSSD_LRS' } },
      },
    },
    startTask: { commandLine: '/bin/true', waitForSuccess: true },
    metadata: [{ name: 'team', value: 'render' }],
  },
};

/** The body with which the pool was made, without the marks in its metadata. */
async function sentBody(): Promise<Record<string, unknown>> {
  const made = (await stage.writes()).find(({ method, url }) =>
    method === 'POST' ? /\/pools\?/.test(url) : method === 'PUT' && /\/pools\/[^/]+\?/.test(url),
  );
  return made?.requestBody as Record<string, unknown>;
}

function withoutMarks(metadata: unknown): unknown {
  return (metadata as readonly { readonly name: string }[]).filter(({ name }) => !name.startsWith('abip_'));
}

describe('a pool spec of the data plane', () => {
  test('is sent whole: only the image is replaced, and what is missing added', async () => {
    const run = await stage.run({ 'pool-spec': JSON.stringify(DATA_PLANE) });
    expectSuccess(run);
    const { metadata, ...sent } = await sentBody();
    const { metadata: given, virtualMachineConfiguration, ...spec } = DATA_PLANE;
    expect(sent).toEqual({
      ...spec,
      virtualMachineConfiguration: {
        ...virtualMachineConfiguration,
        imageReference: { virtualMachineImageId: VERSION_ID },
      },
      resizeTimeout: 'PT15M',
      targetNodeCommunicationMode: 'simplified',
    });
    expect(withoutMarks(metadata)).toEqual(given);

    const held = await holdingsOf(stage.control);
    expect(held.pool('render')).toMatchObject({
      displayName: 'Render farm',
      taskSlotsPerNode: 2,
      resourceTags: DATA_PLANE.resourceTags,
      upgradePolicy: DATA_PLANE.upgradePolicy,
      virtualMachineConfiguration: {
        osDisk: { managedDisk: { storageAccountType: 'standardssd_lrs' }, diskSizeGB: 64 },
        nodePlacementConfiguration: { policy: 'zonal' },
      },
    });
    expect(held.metadata('render')).toMatchObject({ team: 'render', owner: 'ada', abip_state: 'ready' });
  });

  test('whose image is another: the log says that it gives way', async () => {
    const run = await stage.run({ 'pool-spec': JSON.stringify(DATA_PLANE) });
    expect(run.stdout).toContain(
      'pool render: The image of the pool spec (canonical:ubuntu-24_04-lts:server:latest) gives way to the released image version.',
    );
  });
});

describe('a pool spec of ARM', () => {
  test('is sent whole, to ARM, with its identity', async () => {
    const run = await stage.run({ 'pool-spec': JSON.stringify(ARM) });
    expectSuccess(run);
    const { properties, identity } = await sentBody();
    const { metadata, ...sent } = properties as Record<string, unknown>;
    const { metadata: given, deploymentConfiguration, scaleSettings, ...spec } = ARM.properties;
    expect(identity).toEqual(ARM.identity);
    expect(sent).toEqual({
      ...spec,
      scaleSettings: { fixedScale: { ...scaleSettings.fixedScale, resizeTimeout: 'PT15M' } },
      deploymentConfiguration: {
        virtualMachineConfiguration: {
          ...deploymentConfiguration.virtualMachineConfiguration,
          imageReference: { id: VERSION_ID },
        },
      },
      targetNodeCommunicationMode: 'Simplified',
    });
    expect(withoutMarks(metadata)).toEqual(given);

    const held = await holdingsOf(stage.control);
    expect(held.pool('render')).toMatchObject({
      identity: { type: 'UserAssigned', userAssignedIdentities: [{ resourceId: IDENTITY }] },
      resourceTags: { team: 'render' },
    });
    expect(held.metadata('render')).toMatchObject({ team: 'render', abip_state: 'ready' });
    expect(held.nodeStates('render')).toEqual(['idle']);
    expect(run.stdout).toContain(`The image of the pool spec (${IDS.definition}/versions/0.9.0) gives way`);
  });

  test('named as in a template, account and pool', async () => {
    const run = await stage.run({ 'pool-spec': JSON.stringify({ ...ARM, name: 'batchrender/render-{version}' }) });
    expectSuccess(run);
    expect(run.outputs['pool-id']).toBe('render-1-4-0');
  });
});

describe('where a pool spec may stand', () => {
  test.each([
    ['JSON', 'batch/pool.json', JSON.stringify(DATA_PLANE, null, 2)],
    ['YAML', 'batch/pool.yaml', stringify(DATA_PLANE)],
    ['YAML in the shape of ARM', 'batch/arm.yml', stringify(ARM)],
  ])('a %s file in the workspace', async (_, path, text) => {
    writeFileSync(join(workspace, path), text);
    const run = await stage.run({ 'pool-spec': path }, { workspace });
    expectSuccess(run);
    expect(run.outputs['pool-id']).toBe('render');
    expect((await holdingsOf(stage.control)).nodeStates('render')).toEqual(['idle']);
  });

  test.each([
    ['YAML', stringify(DATA_PLANE)],
    ['YAML in the shape of ARM', stringify(ARM)],
    ['indented JSON', JSON.stringify(DATA_PLANE, null, 2)],
  ])('%s in the workflow itself', async (_, text) => {
    const run = await stage.run({ 'pool-spec': text });
    expectSuccess(run);
    expect((await holdingsOf(stage.control)).nodeStates('render')).toEqual(['idle']);
  });

  test('the same pool as JSON, as YAML and with its metadata in another order is the same pool', async () => {
    await stage.run({ 'pool-spec': JSON.stringify(DATA_PLANE) });
    const before = (await stage.writes()).length;
    const reordered = { ...DATA_PLANE, metadata: [...DATA_PLANE.metadata].reverse() };
    const second = await stage.run({ 'pool-spec': stringify(reordered) });
    expectSuccess(second);
    expect(second.outputs['changed']).toBe('false');
    expect((await stage.writes()).length).toBe(before);
  });
});

test('resource tags in an account that does not take them are refused before any write, with their place', async () => {
  await stage.control.reset(world());
  writeFileSync(join(workspace, 'batch', 'tagged.yaml'), stringify(DATA_PLANE));
  const run = await stage.run({ 'pool-spec': 'batch/tagged.yaml' }, { workspace });
  expect(run.exitCode).toBe(1);
  expect(run.annotations).toMatchObject([
    { file: 'batch/tagged.yaml', line: 8, column: 1, message: expect.stringContaining('resourceTags') },
  ]);
  expect(await stage.writes()).toEqual([]);
});
