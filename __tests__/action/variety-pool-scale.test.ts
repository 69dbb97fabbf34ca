import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { world } from './worlds.ts';

const stage = createStage();

beforeEach(async () => stage.control.reset(world()));

type Inputs = Readonly<Record<string, string>>;

const pool = (properties: object): string => JSON.stringify({ id: 'render', vmSize: 'Standard_D2s_v5', ...properties });
const armPool = (scaleSettings: object): string =>
  JSON.stringify({ name: 'render', properties: { vmSize: 'Standard_D2s_v5', scaleSettings } });

/** A release and its repetition, which must write nothing; the states of the nodes after both. */
async function releaseTwice(inputs: Inputs): Promise<{ run: ActionResult; nodes: readonly unknown[] }> {
  const run = await stage.run(inputs);
  expectSuccess(run);
  const before = (await stage.writes()).length;
  const second = await stage.run(inputs);
  expectSuccess(second);
  expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  const { changed, result, ...same } = second.outputs;
  expect(changed).toBe('false');
  expect(run.outputs).toMatchObject(same);
  expect(JSON.parse(result ?? '')).toMatchObject({ outcome: 'succeeded', changed: false });
  expect(await stage.control.leftovers()).toEqual([]);
  return { run, nodes: (await holdingsOf(stage.control)).nodeStates('render') };
}

const warningsOf = ({ annotations }: ActionResult) =>
  annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

describe('autoscale', () => {
  const formula = '$TargetDedicatedNodes = 2; $TargetLowPriorityNodes = 1;';

  test.each([
    ['data plane', pool({ enableAutoScale: true, autoScaleFormula: formula, autoScaleEvaluationInterval: 'PT5M' })],
    ['ARM', armPool({ autoScale: { formula, evaluationInterval: 'PT5M' } })],
  ])('in the shape of the %s: ready as soon as the nodes of its last run are', async (_, spec) => {
    const { run, nodes } = await releaseTwice({ 'pool-spec': spec });
    expect(nodes).toEqual(['idle', 'idle', 'idle']);
    expect(run.stdout).toContain('pool render: 3 of 3 nodes ready (3 idle)');
    expect((await holdingsOf(stage.control)).pool('render')).toMatchObject({
      enableAutoScale: true,
      autoScaleFormula: formula,
    });
    expect(warningsOf(run)).toEqual([expect.stringMatching(/^The pool asks for 1 low-priority node\. Azure retired /)]);
  });

  test('to zero: not proven', async () => {
    const { run, nodes } = await releaseTwice({
      'pool-spec': pool({ enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 0;' }),
    });
    expect(nodes).toEqual([]);
    expect(warningsOf(run)).toEqual(['Pool render is not proven: the pool has no nodes.']);
  });
});

describe('fixed targets', () => {
  test.each([
    ['data plane', pool({ targetDedicatedNodes: 0, targetLowPriorityNodes: 0 })],
    ['ARM', armPool({ fixedScale: { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 } })],
    ['ARM without scale settings', JSON.stringify({ name: 'render', properties: { vmSize: 'Standard_D2s_v5' } })],
  ])('none, in the shape of %s: not proven, and a warning says so', async (_, spec) => {
    const { run, nodes } = await releaseTwice({ 'pool-spec': spec });
    expect(nodes).toEqual([]);
    expect(warningsOf(run)).toEqual(['Pool render is not proven: the pool has no nodes.']);
    expect(run.summary).toContain('not proven: the pool has no nodes');
    expect(JSON.parse(run.outputs['result'] ?? '')).toMatchObject({
      pool: { proof: 'unproven' },
      warnings: [{ code: 'pool-unproven' }],
    });
  });

  test.each([
    ['low-priority only', { targetLowPriorityNodes: 3 }, 3],
    ['mixed', { targetDedicatedNodes: 1, targetLowPriorityNodes: 2 }, 3],
  ])('%s', async (_, targets, count) => {
    const { run, nodes } = await releaseTwice({ 'pool-spec': pool(targets) });
    expect(nodes).toEqual(Array(count).fill('idle'));
    expect(run.stdout).toContain(`pool render: ${count} of ${count} nodes ready (${count} idle)`);
    expect(run.summary).toContain('| low-priority | idle |');
  });
});

describe('min-ready-nodes', () => {
  test('fewer than all are enough, where the rest cannot be had', async () => {
    await stage.control.reset(
      world({
        scenario: {
          nodes: { allocationFailure: { code: 'AccountCoreQuotaReached', message: 'No cores left.', allocated: 2 } },
        },
      }),
    );
    const run = await stage.run({ 'pool-spec': pool({ targetDedicatedNodes: 4 }), 'min-ready-nodes': '2' });
    expectSuccess(run);
    expect((await holdingsOf(stage.control)).nodeStates('render')).toEqual(['idle', 'idle']);
    expect(run.stdout).toContain('2 of 2 nodes ready');
  });

  test('more than the pool has is refused before any write', async () => {
    const run = await stage.run({ 'pool-spec': pool({ targetDedicatedNodes: 1 }), 'min-ready-nodes': '3' });
    expect(run.exitCode).toBe(1);
    expect(run.annotations).toMatchObject([{ level: 'error', title: 'min-ready-nodes' }]);
    expect(await stage.writes()).toEqual([]);
  });
});

describe('wait-for', () => {
  test('steady: the allocation alone counts', async () => {
    const { run, nodes } = await releaseTwice({
      'pool-spec': pool({ targetDedicatedNodes: 2 }),
      'wait-for': 'steady',
    });
    expect(nodes).toHaveLength(2);
    expect(warningsOf(run)).toEqual(['Pool render is not proven: only its allocation was waited for.']);
  });

  test('none: the pool is made and left to itself', async () => {
    const { run } = await releaseTwice({ 'pool-spec': pool({ targetDedicatedNodes: 2 }), 'wait-for': 'none' });
    expect(run.outputs['pool-id']).toBe('render');
    expect(run.stdout).not.toContain('Prove pool');
    expect(JSON.parse(run.outputs['result'] ?? '')).toMatchObject({ pool: { proof: 'unproven' } });
  });

  test('none, then ready: the second run proves the pool and makes no other', async () => {
    const inputs = { 'pool-spec': pool({ targetDedicatedNodes: 2 }) };
    await stage.run({ ...inputs, 'wait-for': 'none' });
    const before = (await stage.writes()).length;
    const second = await stage.run(inputs);
    expectSuccess(second);
    expect(second.stdout).toContain('2 of 2 nodes ready');
    expect((await stage.writes()).slice(before).map(brief)).toEqual(['PATCH pools/render']);
    expect((await holdingsOf(stage.control)).metadata('render')).toMatchObject({ abip_state: 'ready' });
  });

  test('steady or none, with min-ready-nodes, is a contradiction', async () => {
    const run = await stage.run({ 'wait-for': 'none', 'min-ready-nodes': '1' });
    expect(run.exitCode).toBe(1);
    expect(run.annotations).toMatchObject([{ title: 'min-ready-nodes' }]);
    expect(await stage.writes()).toEqual([]);
  });
});
