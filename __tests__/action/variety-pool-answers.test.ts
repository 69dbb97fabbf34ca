import { beforeEach, describe, expect, test } from '@jest/globals';
import { createAzureClient } from '../../runner/azure-client.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { IDS, idOf, world } from './worlds.ts';

const stage = createStage();

beforeEach(async () => stage.control.reset(world()));

const IDENTITY = idOf('Microsoft.ManagedIdentity/userAssignedIdentities', 'render-nodes');
const NEXT = { 'pool-id': 'render-{version}', 'image-version': '1.5.0' };

const answers = {
  /** What ARM answers for a pool: `az resource show`, `az rest`, the export of a template. */
  async arm(pool: string): Promise<string> {
    return get(`https://management.azure.com${IDS.batch}/pools/${pool}?api-version=2024-07-01`, 'arm');
  },
  /** What the Batch service answers: `az batch pool show`. */
  async dataPlane(pool: string): Promise<string> {
    const endpoint = stage.environment['SIM_BATCH_ENDPOINT'] ?? '';
    return get(`${endpoint}/pools/${pool}?api-version=2024-07-01.20.0`, 'batch');
  },
};

async function get(url: string, audience: 'arm' | 'batch'): Promise<string> {
  const client = createAzureClient(stage.environment);
  try {
    return (await client.expect(url, { audience })).body.toString('utf8');
  } finally {
    client.close();
  }
}

const SPECS = {
  'a fixed pool of the data plane': {
    id: 'render',
    vmSize: 'Standard_D2s_v5',
    targetDedicatedNodes: 1,
    targetLowPriorityNodes: 1,
    taskSlotsPerNode: 2,
    startTask: { commandLine: '/bin/true', waitForSuccess: true },
    metadata: [{ name: 'team', value: 'render' }],
  },
  'an autoscaled pool of the data plane': {
    id: 'render',
    vmSize: 'Standard_D2s_v5',
    enableAutoScale: true,
    autoScaleFormula: '$TargetDedicatedNodes = 2;',
    autoScaleEvaluationInterval: 'PT5M',
  },
  'a fixed pool of ARM with an identity': {
    name: 'render',
    identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
    properties: {
      vmSize: 'STANDARD_D2S_V5',
      scaleSettings: { fixedScale: { targetDedicatedNodes: 2 } },
      metadata: [{ name: 'team', value: 'render' }],
    },
  },
  'an autoscaled pool of ARM': {
    name: 'render',
    properties: {
      vmSize: 'STANDARD_D2S_V5',
      scaleSettings: { autoScale: { formula: '$TargetDedicatedNodes = 2;', evaluationInterval: 'PT10M' } },
    },
  },
};

type Plane = keyof typeof answers;

const CASES = Object.entries(SPECS).flatMap(([name, spec]): [string, Plane, object][] => [
  [name, 'arm', spec],
  ...(name.includes('identity') ? [] : [[name, 'dataPlane', spec] satisfies [string, Plane, object]]),
]);

describe('the answer for an earlier pool, as the spec of the next', () => {
  test.each(CASES)('%s, answered in the shape %s', async (_, plane, spec) => {
    expectSuccess(await stage.run({ 'pool-spec': JSON.stringify(spec) }));
    const answer = await answers[plane]('render');
    const run = await stage.run({ ...NEXT, 'pool-spec': answer });
    expectSuccess(run);
    const held = await holdingsOf(stage.control);
    const team = JSON.stringify(spec).includes('"team"') ? { team: 'render' } : {};
    expect(held.nodeStates('render-1-5-0')).toEqual(['idle', 'idle']);
    expect(held.metadata('render-1-5-0')).toMatchObject({ ...team, abip_family: 'render', abip_state: 'ready' });
    expect(held.pool('render-1-5-0')).toMatchObject({
      virtualMachineConfiguration: { imageReference: { virtualMachineImageId: `${IDS.definition}/versions/1.5.0` } },
    });
    expect(run.stdout).toContain('because only Azure sets them');

    const before = (await stage.writes()).length;
    expectSuccess(await stage.run({ ...NEXT, 'pool-spec': answer }));
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });

  test('of the Batch service for a pool with an identity is refused: only ARM can set it', async () => {
    const spec = SPECS['a fixed pool of ARM with an identity'];
    expectSuccess(await stage.run({ 'pool-spec': JSON.stringify(spec) }));
    const before = (await stage.writes()).length;
    const run = await stage.run({ ...NEXT, 'pool-spec': await answers.dataPlane('render') });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('identity, which the data plane cannot set');
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });
});
