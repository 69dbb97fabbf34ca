// How pools get and lose nodes, and what nodes go through, by a clock driven by hand.
import { describe, expect, test } from '@jest/globals';
import { arrayOf, at } from '../../../simulator/kernel/json.ts';
import type { Json, JsonObject } from '../../../simulator/kernel/json.ts';
import {
  IMAGE,
  addImage,
  codeOf,
  configuration,
  createTestWorld,
  dedicatedCounts,
  handClock,
  poolBody,
  valueOf,
  textOf,
} from './world.ts';
import type { ImageTraits, TestWorld } from './world.ts';

const START_TASK = { startTask: { commandLine: '/bin/true' } };

async function pool(test: TestWorld): Promise<JsonObject> {
  return (await test.call('GET', '/pools/render')).body;
}

/** Enough simulated time for an allocation, a boot and a start task. */
const SETTLED = 600;

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

describe('what could not be allocated', () => {
  test.each<[string, JsonObject, JsonObject, string, number, number, RegExp]>([
    [
      'the total of dedicated cores',
      {},
      { targetDedicatedNodes: 11 },
      'AccountCoreQuotaReached',
      10,
      0,
      /reached core quota/,
    ],
    [
      'the cores of a family',
      {
        dedicatedCoreQuotaPerVMFamilyEnforced: true,
        dedicatedCoreQuotaPerVMFamily: [{ name: 'standardDSv5Family', coreQuota: 3 }],
      },
      {},
      'AccountVMSeriesCoreQuotaReached',
      1,
      0,
      /VM series core quota for standardDSv5Family/,
    ],
    [
      'low-priority cores',
      {},
      { targetDedicatedNodes: 0, targetLowPriorityNodes: 5 },
      'AccountLowPriorityCoreQuotaReached',
      0,
      4,
      /low priority/,
    ],
  ])(
    'beyond %s stays a resize error, the rest is allocated',
    async (_, account, body, code, dedicated, lowPriority, message) => {
      const world = createTestWorld({ account });
      expect((await world.call('POST', '/pools', poolBody('render', body))).status).toBe(201);
      const shown = await pool(world);
      expect(shown).toMatchObject({
        allocationState: 'steady',
        currentDedicatedNodes: dedicated,
        currentLowPriorityNodes: lowPriority,
      });
      expect(shown.resizeErrors).toEqual([{ code, message: expect.stringMatching(message) }]);
    },
  );

  test('counts the nodes of all pools of the account', async () => {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('other', { targetDedicatedNodes: 9 }));
    await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 2 }));
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 1 });
    await world.call('DELETE', '/pools/other');
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 2 });
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 2 });
    expect(await pool(world)).not.toHaveProperty('resizeErrors');
  });

  test('has no core quota in a UserSubscription account', async () => {
    const world = createTestWorld({ account: { poolAllocationMode: 'UserSubscription' } });
    await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 40 }));
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 40 });
  });

  test.each<[string, ImageTraits, JsonObject, string]>([
    [
      'a Gen2 image on a Gen1 size',
      {},
      { vmSize: 'STANDARD_A1_V2' },
      "The selected VM size 'STANDARD_A1_V2' cannot boot Hypervisor Generation '2'. If this was a Create operation please check that the Hypervisor Generation of the Image matches the Hypervisor Generation of the selected VM Size. If this was an Update operation please select a Hypervisor Generation '2' VM Size.",
    ],
    [
      'a Gen1 image on a Gen2 size',
      { generation: 'V1', architecture: 'Arm64' },
      { vmSize: 'Standard_D2ps_v5' },
      "cannot boot Hypervisor Generation '1'",
    ],
    ['an x64 image on an Arm64 size', {}, { vmSize: 'Standard_D2ps_v5' }, "CPU Architecture 'x64'"],
    [
      'a TrustedLaunch image in a pool without it',
      { securityType: 'TrustedLaunch' },
      {},
      "The provided gallery image only supports creation of VMs and VM Scale Sets with 'TrustedLaunch' security type.",
    ],
    [
      'a pool with TrustedLaunch and a standard image',
      {},
      { securityProfile: { securityType: 'trustedLaunch', encryptionAtHost: false, uefiSettings: {} } },
      'Use of TrustedLaunch setting is not supported for the provided image.',
    ],
  ])('%s ends as AllocationFailed with the answer of Compute', async (_, traits, more, message) => {
    const world = createTestWorld();
    const image = addImage(world.world.resources, 'special', traits);
    const { vmSize = 'Standard_D2s_v5', ...rest } = more;
    await world.call(
      'POST',
      '/pools',
      poolBody('render', { vmSize, virtualMachineConfiguration: configuration(image, rest) }),
    );
    const shown = await pool(world);
    expect(shown).toMatchObject({ allocationState: 'steady', currentDedicatedNodes: 0 });
    const [error] = arrayOf(shown.resizeErrors);
    expect(error).toMatchObject({
      code: 'AllocationFailed',
      message: 'Desired number of dedicated nodes could not be allocated',
    });
    const values = new Map(arrayOf(at(error, 'values')).map((one) => [at(one, 'name'), textOf(at(one, 'value'))]));
    expect(values.get('Provider Error Json Truncated')).toBe('False');
    const answer = JSON.parse(values.get('Provider Error Json') ?? 'null') as Json;
    expect(at(answer, 'error', 'message')).toContain(message);
    expect(at(answer, 'error', 'code')).toBe('BadRequest');
  });

  test('a TrustedLaunch image boots in a pool with that profile', async () => {
    const world = createTestWorld();
    const image = addImage(world.world.resources, 'special', { securityType: 'TrustedLaunch' });
    const securityProfile = {
      securityType: 'trustedLaunch',
      encryptionAtHost: false,
      uefiSettings: { vTpmEnabled: true },
    };
    await world.call(
      'POST',
      '/pools',
      poolBody('render', { virtualMachineConfiguration: configuration(image, { securityProfile }) }),
    );
    expect(await dedicatedCounts(world, 'render')).toEqual({ idle: 2, total: 2 });
  });

  test('an image version that has gone since is missed by the next resize', async () => {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('render'));
    world.world.resources.delete(IMAGE);
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 3 });
    const shown = await pool(world);
    expect(shown).toMatchObject({ currentDedicatedNodes: 2, resizeErrors: [{ code: 'AllocationFailed' }] });
    expect(JSON.stringify(shown.resizeErrors)).toContain('GalleryImageNotFound');
  });

  test('as planned by the scenario, as often as planned', async () => {
    const allocationFailure = {
      code: 'AllocationFailed',
      message: 'Planned',
      values: { Reason: 'The server encountered an internal error.' },
      allocated: 1,
      times: 1,
    };
    const world = createTestWorld({ nodes: { allocationFailure } });
    await world.call('POST', '/pools', poolBody('render'));
    expect(await pool(world)).toMatchObject({
      currentDedicatedNodes: 1,
      resizeErrors: [
        {
          code: 'AllocationFailed',
          message: 'Planned',
          values: [{ name: 'Reason', value: 'The server encountered an internal error.' }],
        },
      ],
    });
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 2 });
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 2 });
  });
});

describe('nodes that cannot serve', () => {
  test('have an agent of the other operating system', async () => {
    const world = createTestWorld();
    const virtualMachineConfiguration = configuration(IMAGE, { nodeAgentSKUId: 'batch.node.windows amd64' });
    await world.call('POST', '/pools', poolBody('render', { virtualMachineConfiguration }));
    expect(await pool(world)).not.toHaveProperty('resizeErrors');
    expect(await dedicatedCounts(world, 'render')).toEqual({ unusable: 2, total: 2 });
    const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
    expect(at(node, 'errors', 0)).toMatchObject({
      code: 'BatchAgentInstallationFailure',
      message: 'The batch agent extension provisioning has failed on compute node',
    });
    expect(codeOf(await world.call('POST', `/pools/render/nodes/${textOf(node?.id)}/reboot`))).toBe(
      '409 NodeStateUnusable',
    );
  });

  test.each([
    [
      'with the planned error',
      { code: 'DiskFull', message: 'There is not enough disk space on the node', count: 1 },
      1,
    ],
    ['without any error', { code: '', message: '', count: 1 }, 0],
  ])('fail to boot %s', async (_, bootFailure, errors) => {
    const world = createTestWorld({ nodes: { bootFailure } });
    await world.call('POST', '/pools', poolBody('render'));
    expect(await dedicatedCounts(world, 'render')).toEqual({ unusable: 1, idle: 1, total: 2 });
    const [node] = valueOf(await world.call('GET', "/pools/render/nodes?$filter=state eq 'unusable'"));
    expect(arrayOf(node?.errors)).toHaveLength(errors);
  });

  test('failed their start task; what it printed can be read, whole and in ranges', async () => {
    const world = createTestWorld({
      nodes: { startTask: { exitCode: 7, stdout: 'hello world', stderr: 'no disk', times: 2 } },
    });
    await world.call('POST', '/pools', poolBody('render', START_TASK));
    expect(await dedicatedCounts(world, 'render')).toEqual({ startTaskFailed: 2, total: 2 });
    const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
    expect(node).toMatchObject({
      state: 'starttaskfailed',
      startTaskInfo: {
        state: 'completed',
        exitCode: 7,
        result: 'failure',
        failureInfo: { category: 'UserError', code: 'FailureExitCode' },
      },
    });
    const files = `/pools/render/nodes/${textOf(node?.id)}/files`;
    expect((await world.call('GET', `${files}/startup/stdout.txt`)).text).toBe('hello world');
    const part = await world.call('GET', `${files}/startup/stderr.txt`, undefined, {
      headers: { 'ocp-range': 'bytes=3-5' },
    });
    expect(part).toMatchObject({ status: 206, text: 'dis' });
    expect(
      codeOf(
        await world.call('GET', `${files}/startup/stderr.txt`, undefined, { headers: { 'ocp-range': 'bytes=99-' } }),
      ),
    ).toBe('416 InvalidRange');
    const head = await world.call('HEAD', `${files}/startup%2Fstdout.txt`);
    expect(head.headers).toMatchObject({ 'content-length': '11', 'ocp-batch-file-isdirectory': 'false' });
    expect(valueOf(await world.call('GET', `${files}?recursive=true`)).map(({ name }) => name)).toContain(
      'startup/stderr.txt',
    );
    expect(codeOf(await world.call('GET', `${files}/startup/other.txt`))).toBe('404 FileNotFound');

    expect((await world.call('POST', `/pools/render/nodes/${textOf(node?.id)}/reboot`)).status).toBe(202);
    expect(await dedicatedCounts(world, 'render')).toEqual({ startTaskFailed: 1, idle: 1, total: 2 });
  });

  test('run the start task again as often as it says', async () => {
    const world = createTestWorld({ nodes: { startTask: { exitCode: 1, stdout: '', stderr: '', times: 2 } } });
    await world.call(
      'POST',
      '/pools',
      poolBody('render', { targetDedicatedNodes: 1, startTask: { commandLine: 'x', maxTaskRetryCount: 2 } }),
    );
    const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
    expect(node).toMatchObject({ state: 'idle', startTaskInfo: { exitCode: 0, retryCount: 2 } });
  });

  test('go on when nobody waits for the start task', async () => {
    const world = createTestWorld({ nodes: { startTask: { exitCode: 1, stdout: '', stderr: '', times: 9 } } });
    await world.call(
      'POST',
      '/pools',
      poolBody('render', { targetDedicatedNodes: 1, startTask: { commandLine: 'x', waitForSuccess: false } }),
    );
    const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
    expect(node).toMatchObject({ state: 'idle', startTaskInfo: { exitCode: 1, result: 'failure' } });
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
