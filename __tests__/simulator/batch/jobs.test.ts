// Jobs and tasks: how they run on nodes, how jobs move from pool to pool, and which states allow what.
import { describe, expect, test } from '@jest/globals';
import { at } from '../../../simulator/kernel/json.ts';
import { without } from '../../../simulator/batch/without.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import {
  codeOf,
  createTestWorld,
  dedicatedCounts,
  ENDPOINT,
  handClock,
  poolBody,
  valueOf,
  valuesOf,
  textOf,
} from './world.ts';
import type { TestWorld } from './world.ts';

const onPool = (id: string, poolId = 'render', more: JsonObject = {}): JsonObject => ({
  id,
  poolInfo: { poolId },
  ...more,
});
const task = (id: string, more: JsonObject = {}): JsonObject => ({ id, commandLine: '/bin/true', ...more });

async function stateOf(world: TestWorld, path: string): Promise<unknown> {
  return (await world.call('GET', path)).body.state;
}

describe('tasks', () => {
  test('run on idle nodes, which count as running, and print what the scenario says', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock, nodes: { task: { exitCode: 3, stdout: 'out', stderr: 'err' } } });
    await world.call('POST', '/pools', poolBody('render'));
    clock.pass(600);
    expect((await world.call('POST', '/jobs', onPool('canary'))).status).toBe(201);
    expect((await world.call('POST', '/jobs/canary/tasks', task('t1'))).status).toBe(201);
    expect(await stateOf(world, '/jobs/canary/tasks/t1')).toBe('running');
    expect(await dedicatedCounts(world, 'render')).toEqual({ running: 1, idle: 1, total: 2 });
    clock.pass(10);
    const { body } = await world.call('GET', '/jobs/canary/tasks/t1');
    expect(body).toMatchObject({
      state: 'completed',
      previousState: 'running',
      executionInfo: { exitCode: 3, result: 'failure', retryCount: 0, failureInfo: { code: 'FailureExitCode' } },
      nodeInfo: { poolId: 'render' },
    });
    expect((await world.call('GET', '/jobs/canary/tasks/t1/files/stdout.txt')).text).toBe('out');
    expect((await world.call('GET', '/jobs/canary/tasks/t1/files/stderr.txt')).text).toBe('err');
    expect(valueOf(await world.call('GET', '/jobs/canary/tasks/t1/files'))).toHaveLength(2);
    expect(await dedicatedCounts(world, 'render')).toEqual({ idle: 2, total: 2 });
    expect((await world.call('GET', '/jobs/canary/taskcounts')).body).toMatchObject({
      taskCounts: { completed: 1, failed: 1, succeeded: 0 },
    });
  });

  test('say at which URL they are', async () => {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('render'));
    await world.call('POST', '/jobs', onPool('canary'));
    const { headers } = await world.call('POST', '/jobs/canary/tasks', task('t1'));
    const { headers: seen } = await world.call('GET', '/jobs/canary/tasks/t1');
    expect(seen['dataserviceid']).toBe(`https://${ENDPOINT}/jobs/canary/tasks/t1`);
    expect(seen['dataserviceid']).toBe(headers['dataserviceid']);
  });

  test('wait for a pool that is not there yet, and for free slots', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/jobs', onPool('nightly'));
    const added = await world.call('POST', '/jobs/nightly/addtaskcollection', {
      value: ['a', 'b', 'c', 'd', 'e'].map((id) => task(id)),
    });
    expect(valueOf(added).map(({ status }) => status)).toEqual(Array(5).fill('success'));
    await world.call('POST', '/pools', poolBody('render', { taskSlotsPerNode: 2 }));
    clock.pass(420);
    const states = async () => valueOf(await world.call('GET', '/jobs/nightly/tasks')).map(({ state }) => state);
    expect(await states()).toEqual(['running', 'running', 'running', 'running', 'active']);
    clock.pass(10);
    expect(await states()).toEqual(['completed', 'completed', 'completed', 'completed', 'running']);
  });

  test('of a large collection run to their end without durations', async () => {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('render'));
    await world.call('POST', '/jobs', onPool('nightly'));
    const value = Array.from({ length: 100 }, (_, index) => task(`t${index}`));
    await world.call('POST', '/jobs/nightly/addtaskcollection', { value });
    expect((await world.call('GET', '/jobs/nightly/taskcounts')).body).toMatchObject({
      taskCounts: { succeeded: 100 },
    });
    expect(codeOf(await world.call('POST', '/jobs/nightly/addtaskcollection', { value: [...value, task('x')] }))).toBe(
      '400 InvalidPropertyValue',
    );
  });

  test('of a collection fail one by one', async () => {
    const world = createTestWorld();
    await world.call('POST', '/jobs', onPool('nightly'));
    const answer = await world.call('POST', '/jobs/nightly/addtaskcollection', {
      value: [task('a'), task('A'), { id: 'b' }],
    });
    expect(valueOf(answer).map((one) => [one.status, at(one, 'error', 'code')])).toEqual([
      ['success', undefined],
      ['clienterror', 'TaskExists'],
      ['clienterror', 'MissingRequiredProperty'],
    ]);
  });

  test('depend on others only in jobs that say so', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/pools', poolBody('render'));
    clock.pass(600);
    await world.call('POST', '/jobs', onPool('plain'));
    const second = task('second', { dependsOn: { taskIds: ['first'] } });
    expect(codeOf(await world.call('POST', '/jobs/plain/tasks', second))).toBe('400 TaskDependenciesNotSpecifiedOnJob');
    await world.call('POST', '/jobs', onPool('ordered', 'render', { usesTaskDependencies: true }));
    await world.call('POST', '/jobs/ordered/tasks', second);
    await world.call('POST', '/jobs/ordered/tasks', task('first'));
    expect(await stateOf(world, '/jobs/ordered/tasks/second')).toBe('active');
    clock.pass(10);
    expect(await stateOf(world, '/jobs/ordered/tasks/second')).toBe('running');
  });

  test('are requeued when their node leaves, and run elsewhere', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/pools', poolBody('render'));
    clock.pass(600);
    await world.call('POST', '/jobs', onPool('nightly'));
    await world.call('POST', '/jobs/nightly/tasks', task('t'));
    const nodeId = textOf(at((await world.call('GET', '/jobs/nightly/tasks/t')).body, 'nodeInfo', 'nodeId'));
    await world.call('POST', '/pools/render/removenodes', { nodeList: [nodeId] });
    const moved = await world.call('GET', '/jobs/nightly/tasks/t');
    expect(moved.body).toMatchObject({ state: 'running', executionInfo: { requeueCount: 1 } });
    expect(at(moved.body, 'nodeInfo', 'nodeId')).not.toBe(nodeId);
  });

  test('hold their node when the resize waits for them', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 1 }));
    clock.pass(600);
    await world.call('POST', '/jobs', onPool('nightly'));
    await world.call('POST', '/jobs/nightly/addtaskcollection', { value: [task('a'), task('b')] });
    await world.call('POST', '/pools/render/resize', {
      targetDedicatedNodes: 0,
      nodeDeallocationOption: 'taskcompletion',
    });
    expect(await dedicatedCounts(world, 'render')).toEqual({ running: 1, total: 1 });
    clock.pass(10);
    expect(await dedicatedCounts(world, 'render')).toEqual({ leavingPool: 1, total: 1 });
    expect(await stateOf(world, '/jobs/nightly/tasks/a')).toBe('completed');
    expect(await stateOf(world, '/jobs/nightly/tasks/b')).toBe('active');
    clock.pass(120);
    expect(await dedicatedCounts(world, 'render')).toEqual({});
  });

  test('can be deleted and terminated', async () => {
    const world = createTestWorld();
    await world.call('POST', '/jobs', onPool('nightly'));
    await world.call('POST', '/jobs/nightly/addtaskcollection', { value: [task('a'), task('b')] });
    expect((await world.call('POST', '/jobs/nightly/tasks/a/terminate')).status).toBe(204);
    expect((await world.call('GET', '/jobs/nightly/tasks/a')).body).toMatchObject({
      state: 'completed',
      executionInfo: { result: 'failure' },
    });
    expect((await world.call('DELETE', '/jobs/nightly/tasks/b')).status).toBe(200);
    expect(codeOf(await world.call('GET', '/jobs/nightly/tasks/b'))).toBe('404 TaskNotFound');
    expect(codeOf(await world.call('GET', '/jobs/nightly/tasks/a/files/stdout.txt'))).toBe('409 TaskFilesUnavailable');
  });
});

describe('jobs', () => {
  test('are found by the pool they run in', async () => {
    const world = createTestWorld();
    await world.call('POST', '/jobs', onPool('one', 'blue'));
    await world.call('POST', '/jobs', onPool('two', 'green', { metadata: [{ name: 'a', value: '1' }] }));
    const found = valueOf(
      await world.call('GET', "/jobs?$filter=executionInfo/poolId eq 'green' and state eq 'active'"),
    );
    expect(found).toMatchObject([
      {
        id: 'two',
        poolInfo: { poolId: 'green' },
        executionInfo: { poolId: 'green' },
        metadata: [{ name: 'a', value: '1' }],
      },
    ]);
    expect(codeOf(await world.call('GET', "/jobs?$filter=poolInfo/poolId eq 'green'"))).toBe(
      '400 InvalidQueryParameterValue',
    );
  });

  test('move to another pool only while disabled, and go on there', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    for (const id of ['blue', 'green']) await world.call('POST', '/pools', poolBody(id, { targetDedicatedNodes: 1 }));
    clock.pass(600);
    await world.call('POST', '/jobs', onPool('nightly', 'blue'));
    await world.call('POST', '/jobs/nightly/tasks', task('t'));
    const move = { poolInfo: { poolId: 'green' } };
    const early = await world.call('PATCH', '/jobs/nightly', move);
    expect(codeOf(early)).toBe('409 OperationInvalidForCurrentState');
    expect(valuesOf(early).Reason).toContain('only when the job is disabled');
    expect(codeOf(await world.call('POST', '/jobs/nightly/disable', {}))).toBe('400 MissingRequiredProperty');
    expect((await world.call('POST', '/jobs/nightly/disable', { disableTasks: 'requeue' })).status).toBe(202);
    expect(await stateOf(world, '/jobs/nightly')).toBe('disabling');
    expect(await stateOf(world, '/jobs/nightly/tasks/t')).toBe('active');
    expect(codeOf(await world.call('PATCH', '/jobs/nightly', move))).toBe('409 OperationInvalidForCurrentState');
    clock.pass(5);
    expect(await stateOf(world, '/jobs/nightly')).toBe('disabled');
    expect(
      (await world.call('PATCH', '/jobs/nightly', { ...move, metadata: [{ name: 'abip_suspended', value: 'x' }] }))
        .status,
    ).toBe(200);
    expect((await world.call('POST', '/jobs/nightly/enable')).status).toBe(202);
    expect(await stateOf(world, '/jobs/nightly')).toBe('enabling');
    clock.pass(5);
    const { body } = await world.call('GET', '/jobs/nightly');
    expect(body).toMatchObject({
      state: 'active',
      previousState: 'enabling',
      poolInfo: { poolId: 'green' },
      executionInfo: { poolId: 'green' },
    });
    expect((await world.call('GET', '/jobs/nightly/tasks/t')).body).toMatchObject({
      state: 'running',
      nodeInfo: { poolId: 'green' },
    });
  });

  test('that are disabled with "wait" end their tasks first', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/pools', poolBody('render'));
    clock.pass(600);
    await world.call('POST', '/jobs', onPool('nightly'));
    await world.call('POST', '/jobs/nightly/tasks', task('t'));
    await world.call('POST', '/jobs/nightly/disable', { disableTasks: 'wait' });
    clock.pass(6);
    expect(await stateOf(world, '/jobs/nightly')).toBe('disabling');
    clock.pass(5);
    expect(await stateOf(world, '/jobs/nightly')).toBe('disabled');
    expect(await stateOf(world, '/jobs/nightly/tasks/t')).toBe('completed');
  });

  test('refuse what their state does not allow', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    await world.call('POST', '/jobs', onPool('nightly'));
    expect(codeOf(await world.call('POST', '/jobs', onPool('NIGHTLY')))).toBe('409 JobExists');
    expect(codeOf(await world.call('POST', '/jobs/nightly/enable'))).toBe('409 OperationInvalidForCurrentState');
    expect((await world.call('POST', '/jobs/nightly/terminate', { terminateReason: 'done' })).status).toBe(202);
    expect(codeOf(await world.call('POST', '/jobs/nightly/tasks', task('t')))).toBe('409 JobBeingTerminated');
    clock.pass(5);
    expect((await world.call('GET', '/jobs/nightly')).body).toMatchObject({
      state: 'completed',
      executionInfo: { terminateReason: 'done', endTime: expect.any(String) },
    });
    expect(codeOf(await world.call('POST', '/jobs/nightly/tasks', task('t')))).toBe('409 JobCompleted');
    expect(codeOf(await world.call('PATCH', '/jobs/nightly', { priority: 1 }))).toBe('409 JobCompleted');
    expect(codeOf(await world.call('POST', '/jobs/nightly/disable', { disableTasks: 'requeue' }))).toBe(
      '409 JobCompleted',
    );
    expect((await world.call('DELETE', '/jobs/nightly')).status).toBe(202);
    expect(codeOf(await world.call('DELETE', '/jobs/nightly'))).toBe('409 JobBeingDeleted');
    clock.pass(5);
    expect(codeOf(await world.call('GET', '/jobs/nightly'))).toBe('404 JobNotFound');
  });

  test('that end by themselves take their automatic pool with them', async () => {
    const clock = handClock();
    const world = createTestWorld({ clock });
    const { id, ...pool } = poolBody('x');
    expect(id).toBe('x');
    const autoPoolSpecification = { poolLifetimeOption: 'job', pool };
    const body = { id: 'nightly', onAllTasksComplete: 'terminatejob', poolInfo: { autoPoolSpecification } };
    await world.call('POST', '/jobs', body);
    clock.pass(5);
    expect(await stateOf(world, '/jobs/nightly')).toBe('completed');
    expect(valueOf(await world.call('GET', '/pools'))).toMatchObject([{ state: 'deleting' }]);
  });

  test('end by themselves when they say so', async () => {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('render'));
    await world.call('POST', '/jobs', onPool('nightly'));
    await world.call('POST', '/jobs/nightly/tasks', task('t'));
    expect(await stateOf(world, '/jobs/nightly')).toBe('active');
    await world.call('PATCH', '/jobs/nightly', { onAllTasksComplete: 'terminatejob' });
    expect((await world.call('GET', '/jobs/nightly')).body).toMatchObject({
      state: 'completed',
      executionInfo: { terminateReason: 'AllTasksCompleted' },
    });
  });

  test('count against the quota of the account until they have ended', async () => {
    const world = createTestWorld();
    for (const id of ['a', 'b', 'c', 'd']) await world.call('POST', '/jobs', onPool(id));
    expect(codeOf(await world.call('POST', '/jobs', onPool('e')))).toBe('409 ActiveJobAndScheduleQuotaReached');
    await world.call('POST', '/jobs/a/terminate');
    expect((await world.call('POST', '/jobs', onPool('e'))).status).toBe(201);
  });

  test('with an automatic pool cannot be moved, and take it with them', async () => {
    const world = createTestWorld();
    const pool = without(poolBody('x'), 'id');
    const added = await world.call('POST', '/jobs', {
      id: 'auto',
      poolInfo: { autoPoolSpecification: { autoPoolIdPrefix: 'auto', poolLifetimeOption: 'job', pool } },
    });
    expect(added.status).toBe(201);
    const [made] = valueOf(await world.call('GET', '/pools'));
    expect(textOf(made?.id)).toMatch(/^auto_/);
    await world.call('POST', '/jobs/auto/disable', { disableTasks: 'requeue' });
    expect(codeOf(await world.call('PATCH', '/jobs/auto', { poolInfo: { poolId: 'render' } }))).toBe(
      '409 OperationInvalidForCurrentState',
    );
    await world.call('DELETE', '/jobs/auto');
    expect(valueOf(await world.call('GET', '/pools'))).toEqual([]);
  });

  test('are replaced by PUT, with defaults for what is left out', async () => {
    const world = createTestWorld();
    await world.call(
      'POST',
      '/jobs',
      onPool('nightly', 'render', { priority: 5, metadata: [{ name: 'a', value: '1' }] }),
    );
    const shown = await world.call('GET', '/jobs/nightly');
    expect((await world.call('PUT', '/jobs/nightly', { ...shown.body, priority: 7 })).status).toBe(200);
    expect((await world.call('GET', '/jobs/nightly')).body).toMatchObject({
      priority: 7,
      metadata: [{ name: 'a', value: '1' }],
    });
    expect(
      (await world.call('PUT', '/jobs/nightly', { poolInfo: { poolId: 'render' } }, { version: '2022-10-01.16.0' }))
        .status,
    ).toBe(200);
    expect((await world.call('GET', '/jobs/nightly')).body).toMatchObject({ priority: 0, metadata: [] });
  });

  test('honour If-Match', async () => {
    const world = createTestWorld();
    await world.call('POST', '/jobs', onPool('nightly'));
    const headers = { 'if-match': '"0x8"' };
    expect(codeOf(await world.call('PATCH', '/jobs/nightly', { priority: 1 }, { headers }))).toBe(
      '412 ConditionNotMet',
    );
    expect(codeOf(await world.call('DELETE', '/jobs/nightly', undefined, { headers }))).toBe('412 ConditionNotMet');
  });
});

test('suspensions and temporaries are left over as long as their marks stand', async () => {
  const world = createTestWorld();
  await world.call(
    'POST',
    '/pools',
    poolBody('render', { metadata: [{ name: 'abip_suspended_autoscale', value: '{}' }] }),
  );
  await world.call(
    'POST',
    '/jobs',
    onPool('canary', 'render', { metadata: [{ name: 'abip_kind', value: 'temporary' }] }),
  );
  await world.call(
    'POST',
    '/jobs',
    onPool('nightly', 'render', { metadata: [{ name: 'abip_kind', value: 'product' }] }),
  );
  const kinds = () => world.batch.service.leftovers().map(({ id, kind }) => `${kind} ${new URL(id).pathname}`);
  expect(kinds()).toEqual(['suspension /pools/render', 'temporary /jobs/canary']);
  await world.call('PATCH', '/pools/render', { metadata: [] });
  await world.call('DELETE', '/jobs/canary');
  expect(kinds()).toEqual([]);
  expect(Object.keys(world.batch.service.state()).map((id) => new URL(id).pathname)).toEqual(
    expect.arrayContaining(['/pools/render', '/jobs/nightly', expect.stringMatching(/^\/pools\/render\/nodes\/tvm/)]),
  );
});
