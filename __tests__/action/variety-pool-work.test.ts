import { beforeEach, describe, expect, test } from '@jest/globals';
import { createAzureClient, type AzureClient } from '../../runner/azure-client.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { world } from './worlds.ts';

const stage = createStage();

beforeEach(async () => stage.control.reset(world()));

const pool = (properties: object = {}): string =>
  JSON.stringify({ id: 'render', vmSize: 'Standard_D2s_v5', targetDedicatedNodes: 2, ...properties });

async function asUser<T>(work: (client: AzureClient) => Promise<T>): Promise<T> {
  const client = createAzureClient(stage.environment);
  try {
    return await work(client);
  } finally {
    client.close();
  }
}

/** Submits a job to a pool, whether it exists or not, with as many tasks as a request takes at a time. */
async function submitJob(id: string, poolId: string, tasks: number): Promise<void> {
  const base = `${stage.environment['SIM_BATCH_ENDPOINT'] ?? ''}/jobs`;
  const post = async (client: AzureClient, url: string, body: object): Promise<void> => {
    await client.expect(`${url}?api-version=2024-07-01.20.0`, {
      method: 'POST',
      audience: 'batch',
      headers: { 'content-type': 'application/json; odata=minimalmetadata' },
      body: Buffer.from(JSON.stringify(body)),
    });
  };
  await asUser(async (client) => {
    await post(client, base, { id, poolInfo: { poolId } });
    for (let first = 0; first < tasks; first += 100) {
      const value = Array.from({ length: Math.min(100, tasks - first) }, (_, index) => ({
        id: `frame-${first + index}`,
        commandLine: 'render --frame',
      }));
      await post(client, `${base}/${id}/addtaskcollection`, { value });
    }
  });
}

describe('a pool for which jobs wait already', () => {
  test('is ready with nodes that run them', async () => {
    await stage.control.reset(world({ scenario: { profile: 'quick' } }));
    await submitJob('film', 'render', 2000);
    const run = await stage.run({ 'pool-spec': pool({ taskSlotsPerNode: 2 }) });
    expectSuccess(run);
    expect(run.stdout).toContain('pool render: 2 of 2 nodes ready (2 running)');
    const held = await holdingsOf(stage.control);
    expect(held.metadata('render')).toMatchObject({ abip_state: 'ready' });
    expect(JSON.parse(run.outputs['result'] ?? '')).toMatchObject({
      pool: { proof: 'ready', counts: { dedicated: { running: 2 } } },
    });
  });

  test('is not touched by a second run, and neither are its jobs', async () => {
    await submitJob('film', 'render', 3);
    await stage.run({ 'pool-spec': pool() });
    const before = (await stage.writes()).length;
    const second = await stage.run({ 'pool-spec': pool() });
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    expect((await holdingsOf(stage.control)).find('/jobs/film')).toMatchObject({ poolId: 'render', state: 'active' });
  });
});

describe('a start task', () => {
  test('has run on every node that counts as ready', async () => {
    const startTask = { commandLine: '/bin/bash -c "render --version"', waitForSuccess: true, maxTaskRetryCount: 1 };
    const run = await stage.run({ 'pool-spec': pool({ startTask, taskSlotsPerNode: 4 }) });
    expectSuccess(run);
    const held = await holdingsOf(stage.control);
    expect(held.pool('render')).toMatchObject({ startTask, taskSlotsPerNode: 4 });
    for (const node of held.bodies(/\/pools\/render\/nodes\//)) {
      expect(node).toMatchObject({ state: 'idle', startTaskInfo: { state: 'completed', exitCode: 0 } });
    }
  });

  test('that the nodes do not wait for counts all the same', async () => {
    const startTask = { commandLine: '/bin/bash -c "render --version"', waitForSuccess: false };
    const run = await stage.run({ 'pool-spec': pool({ startTask }) });
    expectSuccess(run);
    expect(run.stdout).toContain('2 of 2 nodes ready');
  });
});

describe('the answer of `az batch pool show` as the pool spec', () => {
  /** As Azure CLI prints it: names of its own, every property, durations as Python writes them. */
  const SHOWN = {
    allocationState: 'steady',
    allocationStateTransitionTime: '2026-10-01T08:00:00.000000+00:00',
    applicationLicenses: null,
    applicationPackageReferences: null,
    autoScaleEvaluationInterval: null,
    autoScaleFormula: null,
    autoScaleRun: null,
    certificateReferences: null,
    cloudServiceConfiguration: null,
    creationTime: '2026-10-01T07:00:00.000000+00:00',
    currentDedicatedNodes: 2,
    currentLowPriorityNodes: 0,
    currentNodeCommunicationMode: 'simplified',
    displayName: null,
    eTag: '0x8DCE1F6B0C1B7A4',
    enableAutoScale: false,
    enableInterNodeCommunication: false,
    id: 'render',
    identity: null,
    lastModified: '2026-10-01T07:00:00.000000+00:00',
    metadata: [
      { name: 'team', value: 'render' },
      { name: 'abip_state', value: 'ready' },
      { name: 'abip_key', value: '0123456789abcdef0123' },
    ],
    mountConfiguration: null,
    networkConfiguration: null,
    resizeErrors: null,
    resizeTimeout: '0:20:00',
    resourceTags: null,
    startTask: {
      commandLine: '/bin/true',
      containerSettings: null,
      environmentSettings: null,
      maxTaskRetryCount: 0,
      resourceFiles: null,
      userIdentity: { autoUser: { elevationLevel: 'nonadmin', scope: 'pool' }, username: null },
      waitForSuccess: true,
    },
    state: 'active',
    stateTransitionTime: '2026-10-01T07:00:00.000000+00:00',
    stats: null,
    targetDedicatedNodes: 2,
    targetLowPriorityNodes: 0,
    targetNodeCommunicationMode: 'simplified',
    taskSchedulingPolicy: { nodeFillType: 'spread' },
    taskSlotsPerNode: 1,
    upgradePolicy: null,
    url: 'https://batchrender.westeurope.batch.azure.com/pools/render',
    userAccounts: null,
    virtualMachineConfiguration: {
      containerConfiguration: null,
      dataDisks: null,
      imageReference: {
        exactVersion: null,
        offer: null,
        publisher: null,
        sku: null,
        version: null,
        virtualMachineImageId:
          '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/galleries/old/images/i/versions/1.0.0',
      },
      nodeAgentSkuId: 'batch.node.ubuntu 24.04',
      osDisk: null,
      windowsConfiguration: null,
    },
    vmSize: 'standard_d2s_v5',
  };

  test('runs to success, and again without a write', async () => {
    const inputs = { 'pool-spec': JSON.stringify(SHOWN, null, 2), 'pool-id': 'render-{version}' };
    const run = await stage.run(inputs);
    expectSuccess(run);
    const held = await holdingsOf(stage.control);
    expect(held.nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(held.pool('render-1-4-0')).toMatchObject({ resizeTimeout: 'PT20M' });
    expect(held.metadata('render-1-4-0')).toMatchObject({ team: 'render', abip_state: 'ready' });
    expect(held.metadata('render-1-4-0')['abip_key']).not.toBe('0123456789abcdef0123');
    expect(run.annotations).toMatchObject([
      { level: 'notice', message: expect.stringMatching(/because only Azure sets them: allocationState, /) },
      { level: 'notice', message: expect.stringContaining('nodeAgentSkuId as nodeAgentSKUId') },
      { level: 'notice', message: expect.stringContaining('abip_') },
    ]);

    const before = (await stage.writes()).length;
    expectSuccess(await stage.run(inputs));
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });

  test('also when it is the pool of the release before, as the service itself answers', async () => {
    await stage.run({ 'pool-spec': pool({ metadata: [{ name: 'team', value: 'render' }] }) });
    const shown = (await holdingsOf(stage.control)).pool('render');
    const run = await stage.run({
      'pool-spec': JSON.stringify(shown),
      'pool-id': 'render-{version}',
      'image-version': '1.5.0',
    });
    expectSuccess(run);
    const held = await holdingsOf(stage.control);
    expect(held.nodeStates('render-1-5-0')).toEqual(['idle', 'idle']);
    expect(held.metadata('render-1-5-0')).toMatchObject({ team: 'render', abip_family: 'render' });
  });
});

describe('secrets in a pool spec', () => {
  const secrets = {
    password: 'correct-horse-battery-staple',
    accountKey: 'c3VwZXItc2VjcmV0LWFjY291bnQta2V5LWZvci10ZXN0cw==',
    variable: 'licence-4711-secret',
    signature: 'Zm9yLXRlc3RzLW9ubHk%3D',
  };
  const spec = ({ password, accountKey, variable, signature }: typeof secrets): string =>
    pool({
      userAccounts: [{ name: 'artist', password }],
      mountConfiguration: [
        {
          azureFileShareConfiguration: {
            accountName: 'stassets',
            azureFileUrl: 'https://stassets.file.core.windows.net/assets',
            accountKey,
            relativeMountPath: 'assets',
          },
        },
      ],
      startTask: {
        commandLine: '/bin/true',
        waitForSuccess: true,
        environmentSettings: [{ name: 'LICENCE_TOKEN', value: variable }],
        resourceFiles: [
          {
            httpUrl: `https://stassets.blob.core.windows.net/tools/setup.sh?sv=2024-11-04&sig=${signature}`,
            filePath: 'setup.sh',
          },
        ],
      },
    });

  test('reach the pool, and neither log, summary, outputs, state nor marks', async () => {
    const run = await stage.run({ 'pool-spec': spec(secrets) });
    expectSuccess(run);
    const made = (await stage.writes()).find(({ method, url }) => method === 'POST' && /\/pools\?/.test(url));
    expect(JSON.stringify(made?.requestBody)).toContain(secrets.password);
    const held = await holdingsOf(stage.control);
    const shown = [
      run.unmasked,
      run.summary,
      JSON.stringify([run.outputs, run.state, run.environment, held.metadata('render')]),
      run.post?.unmasked,
      run.post?.summary,
    ].join('\n');
    for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
  });

  test('are no part of what makes one spec another: a rotated key changes nothing', async () => {
    await stage.run({ 'pool-spec': spec(secrets) });
    const before = (await stage.writes()).length;
    const rotated = {
      password: 'another-password-altogether',
      accountKey: 'YW5vdGhlci1hY2NvdW50LWtleS1mb3ItdGVzdHM=',
      variable: 'licence-4712-secret',
      signature: 'YW5vdGhlcg%3D%3D',
    };
    const second = await stage.run({ 'pool-spec': spec(rotated) });
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });
});
