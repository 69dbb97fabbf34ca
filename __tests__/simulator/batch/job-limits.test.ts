// More of what jobs and tasks refuse: their properties, their pools, what their states do not allow, and files.
import { describe, expect, test } from '@jest/globals';
import { without } from '../../../simulator/batch/without.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { BAD_ID, invalidValue, missing, refused } from './refusals.ts';
import { createTestWorld, handClock, poolBody } from './world.ts';
import type { TestWorld } from './world.ts';

const POOL = { poolInfo: { poolId: 'render' } };
const PRIORITY = 'The value must be between -1000 and 1000.';
const automatic = (pool: JsonObject = {}): JsonObject => ({
  poolInfo: {
    autoPoolSpecification: { poolLifetimeOption: 'job', pool: { ...without(poolBody('x'), 'id'), ...pool } },
  },
});

describe('a job is not made', () => {
  test.each<readonly [JsonObject, JsonObject]>([
    [{ id: 'a.b', ...POOL }, invalidValue('id', 'a.b', BAD_ID)],
    [{ id: 'a', ...POOL, priority: -1001 }, invalidValue('priority', '-1001', PRIORITY)],
    [{ id: 'a', ...POOL, priority: 1001 }, invalidValue('priority', '1001', PRIORITY)],
    [{ id: 'a', poolInfo: {} }, missing('poolId')],
    [
      { id: 'a', poolInfo: { poolId: 'render', autoPoolSpecification: { poolLifetimeOption: 'job' } } },
      invalidValue('poolInfo', '', 'Specify either a pool ID or an auto pool specification, not both.'),
    ],
    [
      { id: 'a', ...automatic({ vmSize: 'Standard_Z9' }) },
      invalidValue('vmSize', 'Standard_Z9', 'The specified VM size is not supported in the region of the account.'),
    ],
  ])('of %j', async (body, expected) => {
    const { call } = createTestWorld();
    expect(refused(await call('POST', '/jobs', body))).toEqual(expected);
    expect(refused(await call('GET', '/jobs/a'))).toEqual({ code: '404 JobNotFound' });
  });
});

test('a job is changed within its limits', async () => {
  const { call } = createTestWorld();
  await call('POST', '/jobs', { id: 'nightly', ...POOL });
  for (const [method, body] of [
    ['PATCH', { priority: 1001 }],
    ['PUT', { ...POOL, priority: 1001 }],
  ] as const) {
    expect(refused(await call(method, '/jobs/nightly', body))).toEqual(invalidValue('priority', '1001', PRIORITY));
  }
});

test('the automatic pool of a job is changed while the job is disabled', async () => {
  const { call } = createTestWorld();
  const job = automatic();
  await call('POST', '/jobs', { id: 'auto', ...job });
  expect(refused(await call('PATCH', '/jobs/auto', job))).toEqual({
    code: '409 OperationInvalidForCurrentState',
    Reason: 'The poolInfo of a job can be updated only when the job is disabled.',
  });
});

describe('a job at its end', () => {
  async function ended(): Promise<TestWorld> {
    const world = createTestWorld({ clock: handClock() });
    await world.call('POST', '/jobs', { id: 'nightly', ...POOL });
    await world.call('POST', '/jobs/nightly/terminate');
    return world;
  }

  test('is not terminated again, nor changed', async () => {
    const { call } = await ended();
    for (const [method, path, body] of [
      ['POST', '/jobs/nightly/terminate', undefined],
      ['PUT', '/jobs/nightly', POOL],
    ] as const) {
      expect(refused(await call(method, path, body))).toEqual({ code: '409 JobBeingTerminated' });
    }
  });

  test('takes no task while it is deleted', async () => {
    const { call } = await ended();
    await call('DELETE', '/jobs/nightly');
    expect(refused(await call('POST', '/jobs/nightly/tasks', { id: 't', commandLine: 'x' }))).toEqual({
      code: '409 JobBeingDeleted',
    });
  });
});

describe('a task', () => {
  async function running(): Promise<TestWorld> {
    const world = createTestWorld();
    await world.call('POST', '/jobs', { id: 'nightly', ...POOL });
    return world;
  }

  test.each<readonly [JsonObject, JsonObject]>([
    [{ id: 'a.b', commandLine: 'x' }, invalidValue('id', 'a.b', BAD_ID)],
    [
      { id: 'a', commandLine: 'x', applicationPackageReferences: [{ applicationId: 'blender' }] },
      { code: '409 InvalidApplicationPackageReferences' },
    ],
  ])('is not made of %j', async (body, expected) => {
    const { call } = await running();
    expect(refused(await call('POST', '/jobs/nightly/tasks', body))).toEqual(expected);
  });

  test('has no files before it has run, and then only two', async () => {
    const { call } = await running();
    const files = '/jobs/nightly/tasks/t/files';
    await call('POST', '/jobs/nightly/tasks', { id: 't', commandLine: 'x' });
    expect(refused(await call('GET', files))).toEqual({ code: '409 TaskFilesUnavailable' });
    await call('POST', '/pools', poolBody('render'));
    expect((await call('GET', `${files}/stdout.txt`)).status).toBe(200);
    expect(refused(await call('GET', `${files}/core.txt`))).toEqual({ code: '404 FileNotFound' });
  });

  test('gives a range of a file, if there is one', async () => {
    const { call } = createTestWorld({ nodes: { task: { exitCode: 0, stdout: 'printed', stderr: '' } } });
    await call('POST', '/pools', poolBody('render'));
    await call('POST', '/jobs', { id: 'nightly', ...POOL });
    await call('POST', '/jobs/nightly/tasks', { id: 't', commandLine: 'x' });
    const part = (range: string) =>
      call('GET', '/jobs/nightly/tasks/t/files/stdout.txt', undefined, { headers: { 'ocp-range': range } });
    expect(await part('bytes=0-4')).toMatchObject({ status: 206, text: 'print' });
    for (const range of ['bytes=7-', 'lines=1-2']) {
      expect(refused(await part(range))).toEqual({ code: '416 InvalidRange' });
    }
  });
});
