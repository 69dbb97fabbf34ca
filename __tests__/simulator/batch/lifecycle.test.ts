// How pools get and lose nodes, and what nodes go through, by a clock driven by hand.
import { describe, expect, test } from '@jest/globals';
import { at } from '../../../simulator/kernel/json.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import {
  ENDPOINT,
  IMAGE,
  codeOf,
  createTestWorld,
  dedicatedCounts,
  handClock,
  poolBody,
  valueOf,
  textOf,
} from './world.ts';
import type { TestWorld } from './world.ts';

const START_TASK = { startTask: { commandLine: '/bin/true' } };

async function pool(test: TestWorld): Promise<JsonObject> {
  return (await test.call('GET', '/pools/render')).body;
}

/** Enough simulated time for an allocation, a boot and a start task. */
const SETTLED = 600;

test('a node has an entity tag, which is another one when the node has changed', async () => {
  const world = createTestWorld();
  await world.call('POST', '/pools', poolBody('render'));
  const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
  const path = `/pools/render/nodes/${textOf(node?.id)}`;
  const { headers, body } = await world.call('GET', path);
  expect(headers['last-modified']).toBe(new Date(textOf(body.stateTransitionTime)).toUTCString());
  expect((await world.call('GET', path)).headers['etag']).toBe(headers['etag']);
  await world.call('POST', `${path}/disablescheduling`);
  expect((await world.call('GET', path)).headers['etag']).toMatch(/^"0x[0-9A-F]{14}"$/);
  expect((await world.call('GET', path)).headers['etag']).not.toBe(headers['etag']);
});

describe('a pool that gets nodes', () => {
  test('resizes, becomes steady with nodes that are being created, and they start, run the start task, and idle', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/pools', poolBody('render', START_TASK));
    expect(await pool(world)).toMatchObject({
      allocationState: 'resizing',
      currentDedicatedNodes: 0,
      targetDedicatedNodes: 2,
    });
    clock.pass(180);
    expect(await pool(world)).toMatchObject({ allocationState: 'steady', currentDedicatedNodes: 2 });
    expect(await dedicatedCounts(world, 'render')).toEqual({ creating: 2, total: 2 });
    clock.pass(120);
    expect(await dedicatedCounts(world, 'render')).toEqual({ starting: 2, total: 2 });
    clock.pass(120);
    expect(await dedicatedCounts(world, 'render')).toEqual({ waitingForStartTask: 2, total: 2 });
    const [waiting] = valueOf(await world.call('GET', '/pools/render/nodes'));
    expect(waiting).toMatchObject({ state: 'waitingforstarttask', startTaskInfo: { state: 'running', retryCount: 0 } });
    clock.pass(30);
    expect(await dedicatedCounts(world, 'render')).toEqual({ idle: 2, total: 2 });
    const [node] = valueOf(await world.call('GET', "/pools/render/nodes?$filter=state eq 'idle'"));
    expect(node).toMatchObject({
      id: expect.stringMatching(/^tvmps_[0-9a-f]+_d-/),
      isDedicated: true,
      schedulingState: 'enabled',
      vmSize: 'standard_d2s_v5',
      startTaskInfo: { state: 'completed', exitCode: 0, result: 'success' },
      virtualMachineInfo: { imageReference: { virtualMachineImageId: IMAGE, exactVersion: '1.2.0' } },
    });
  });

  test('without a start task idles after the boot; without durations at once', async () => {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('render', { targetLowPriorityNodes: 1 }));
    expect(await pool(world)).toMatchObject({
      allocationState: 'steady',
      currentDedicatedNodes: 2,
      currentLowPriorityNodes: 1,
    });
    expect(await dedicatedCounts(world, 'render')).toEqual({ idle: 2, total: 2 });
  });

  test('with no nodes wanted is steady at once', async () => {
    const world = createTestWorld({ clock: handClock() });
    await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 0 }));
    expect(await pool(world)).toMatchObject({ allocationState: 'steady', currentDedicatedNodes: 0 });
  });
});

describe('resizes', () => {
  test('down: nodes leave, then are gone', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/pools', poolBody('render'));
    clock.pass(SETTLED);
    expect((await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 1 })).status).toBe(202);
    expect(await pool(world)).toMatchObject({
      allocationState: 'resizing',
      currentDedicatedNodes: 2,
      targetDedicatedNodes: 1,
    });
    expect(await dedicatedCounts(world, 'render')).toEqual({ idle: 1, leavingPool: 1, total: 2 });
    expect(codeOf(await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 3 }))).toBe(
      '409 PoolBeingResized',
    );
    clock.pass(120);
    expect(await pool(world)).toMatchObject({ allocationState: 'steady', currentDedicatedNodes: 1 });
  });

  test('stopped: the pool stays where it is and says so until the next resize', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/pools', poolBody('render'));
    expect((await world.call('POST', '/pools/render/stopresize')).status).toBe(202);
    expect(await pool(world)).toMatchObject({ allocationState: 'stopping' });
    clock.pass(SETTLED);
    const stopped = await pool(world);
    expect(stopped).toMatchObject({
      allocationState: 'steady',
      currentDedicatedNodes: 0,
      resizeErrors: [{ code: 'ResizeStopped' }],
    });
    expect(codeOf(await world.call('POST', '/pools/render/stopresize'))).toBe('409 OperationInvalidForCurrentState');
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 1 });
    expect(await pool(world)).not.toHaveProperty('resizeErrors');
    clock.pass(SETTLED);
    expect(await pool(world)).not.toHaveProperty('resizeErrors');
  });

  test('by node: the named ones go and the target follows', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/pools', poolBody('render'));
    clock.pass(SETTLED);
    const [first, second] = valueOf(await world.call('GET', '/pools/render/nodes')).map(({ id }) => textOf(id));
    expect(codeOf(await world.call('POST', '/pools/render/removenodes', { nodeList: ['tvm-0'] }))).toBe(
      '404 NodeNotFound',
    );
    expect((await world.call('POST', '/pools/render/removenodes', { nodeList: [first ?? ''] })).status).toBe(202);
    clock.pass(120);
    expect(await pool(world)).toMatchObject({
      targetDedicatedNodes: 1,
      currentDedicatedNodes: 1,
      allocationState: 'steady',
    });
    expect(valueOf(await world.call('GET', '/pools/render/nodes')).map(({ id }) => id)).toEqual([second]);
  });

  test.each<[JsonObject, string]>([
    [{}, '400 MissingRequiredProperty'],
    [{ targetDedicatedNodes: -1 }, '400 InvalidPropertyValue'],
    [{ targetDedicatedNodes: 1, resizeTimeout: 'PT1M' }, '400 InvalidPropertyValue'],
    [{ targetDedicated: 1 }, '400 InvalidRequestBody'],
    [{ targetDedicatedNodes: 1, nodeDeallocationOption: 'Requeue' }, '400 InvalidPropertyValue'],
  ])('refuse %j', async (body, code) => {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('render'));
    expect(codeOf(await world.call('POST', '/pools/render/resize', body))).toBe(code);
  });
});

test('a reboot and a reimage take their time', async () => {
  const clock = handClock();
  const world = createTestWorld({ clock });
  await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 1 }));
  clock.pass(200);
  const id = textOf(valueOf(await world.call('GET', '/pools/render/nodes'))[0]?.id);
  expect(codeOf(await world.call('POST', `/pools/render/nodes/${id}/reboot`))).toBe('409 NodeBeingCreated');
  clock.pass(SETTLED);
  for (const [how, name, again] of [
    ['reboot', 'rebooting', 'NodeBeingRebooted'],
    ['reimage', 'reimaging', 'NodeBeingReimaged'],
  ] as const) {
    expect((await world.call('POST', `/pools/render/nodes/${id}/${how}`)).status).toBe(202);
    expect(await dedicatedCounts(world, 'render')).toEqual({ [name]: 1, total: 1 });
    expect(codeOf(await world.call('POST', `/pools/render/nodes/${id}/${how}`))).toBe(`409 ${again}`);
    clock.pass(240);
    expect(await dedicatedCounts(world, 'render')).toEqual({ idle: 1, total: 1 });
  }
  expect(
    codeOf(await world.call('POST', `/pools/render/nodes/${id}/uploadbatchservicelogs`, { containerUrl: 'https://x' })),
  ).toBe('501 NotSimulated');
});

describe('autoscale', () => {
  const formula = (autoScaleFormula: string) =>
    poolBody('render', { targetDedicatedNodes: null, enableAutoScale: true, autoScaleFormula });

  test('applies a formula of constants, and shows the run', async () => {
    const world = createTestWorld();
    await world.call(
      'POST',
      '/pools',
      formula(
        'wanted = 2; $TargetDedicatedNodes = wanted; // two\n$TargetLowPriorityNodes=1; $NodeDeallocationOption = taskcompletion;',
      ),
    );
    expect(await pool(world)).toMatchObject({
      enableAutoScale: true,
      autoScaleEvaluationInterval: 'PT15M',
      targetDedicatedNodes: 2,
      currentLowPriorityNodes: 1,
      autoScaleRun: {
        results: '$TargetDedicatedNodes=2;$TargetLowPriorityNodes=1;$NodeDeallocationOption=taskcompletion',
      },
    });
    expect(codeOf(await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 1 }))).toBe(
      '409 OperationNotValidOnPool',
    );
    const evaluated = await world.call('POST', '/pools/render/evaluateautoscale', {
      autoScaleFormula: '$TargetDedicatedNodes=5',
    });
    expect(evaluated.body.results).toContain('$TargetDedicatedNodes=5');
    expect(evaluated.headers['dataserviceid']).toBe(`https://${ENDPOINT}/pools/render/evaluateautoscale`);
    expect(await pool(world)).toMatchObject({ targetDedicatedNodes: 2 });
  });

  test.each([
    '$TargetDedicatedNodes',
    '$TargetDedicatedNodes = (1',
    '$Wrong = 1',
    ' ',
    '$NodeDeallocationOption = later',
  ])('refuses %j', async (text) => {
    const world = createTestWorld();
    expect(codeOf(await world.call('POST', '/pools', formula(text)))).toBe('400 AutoScalingFormulaSyntaxError');
    expect(codeOf(await world.call('GET', '/pools/render'))).toBe('404 PoolNotFound');
  });

  test('refuses a formula of more than 8 KB', async () => {
    const refused = await createTestWorld().call('POST', '/pools', formula(`// ${'x'.repeat(8190)}`));
    expect(codeOf(refused)).toBe('400 AutoScalingFormulaTooLong');
    expect(at(refused.body, 'message', 'value')).toContain('The specified auto-scaling formula exceeds lengths limit.');
  });

  test('accepts what it does not evaluate, and leaves the targets alone', async () => {
    const world = createTestWorld();
    await world.call(
      'POST',
      '/pools',
      formula('$TargetDedicatedNodes = min(10, avg($PendingTasks.GetSample(TimeInterval_Minute * 5)));'),
    );
    expect(await pool(world)).toMatchObject({ targetDedicatedNodes: 0, allocationState: 'steady' });
  });

  test('is switched off and on, but not twice within half a minute', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 0 }));
    expect(
      codeOf(
        await world.call('POST', '/pools/render/evaluateautoscale', { autoScaleFormula: '$TargetDedicatedNodes=5' }),
      ),
    ).toBe('409 OperationNotValidOnPool');
    const on = { autoScaleFormula: '$TargetDedicatedNodes=0' };
    expect((await world.call('POST', '/pools/render/enableautoscale', on)).status).toBe(200);
    expect(codeOf(await world.call('POST', '/pools/render/enableautoscale', on))).toBe(
      '503 TooManyEnableAutoScaleRequests',
    );
    clock.pass(31);
    expect((await world.call('POST', '/pools/render/enableautoscale', on)).status).toBe(200);
    expect((await world.call('POST', '/pools/render/disableautoscale')).status).toBe(200);
    expect(await pool(world)).toMatchObject({ enableAutoScale: false });
    expect(await pool(world)).not.toHaveProperty('autoScaleFormula');
  });
});
