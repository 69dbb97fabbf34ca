import { describe, expect, test } from '@jest/globals';
import { connectionError } from '../../src/azure/connection-errors.ts';
import { isAzureServiceError } from '../../src/azure/errors.ts';
import { after, fakeHost } from './fake-host.ts';
import { fakeArm, type Answer } from './fake-arm.ts';

const OPERATION =
  'https://management.azure.com/subscriptions/sub/providers/Microsoft.Compute/locations/we/operations/1';
const RESULT = `${OPERATION}?monitor=true&api-version=2024-07-01`;
const wait = { deadline: after(10), what: 'the operation' };
const post = { method: 'POST', path: '/vm/deallocate', apiVersion: '2024-07-01' } as const;
const put = { method: 'PUT', path: '/snap', apiVersion: '2024-07-01', body: { location: 'we' } } as const;
const del = { method: 'DELETE', path: '/snap', apiVersion: '2024-07-01' } as const;

const operation = (status: string, more: object = {}): Exclude<Answer, Error> => ({
  body: { name: '1', status, ...more },
});
const reset = connectionError('ARM', 'GET', Object.assign(new Error('reset'), { code: 'ECONNRESET' }));

async function run(request: typeof post | typeof put | typeof del, answers: readonly Answer[]) {
  const host = fakeHost();
  const arm = fakeArm(host, answers);
  const outcome = await arm.run(request, wait).then(
    (output) => ({ output, error: undefined }),
    (error: unknown) => ({ output: undefined, error }),
  );
  return { ...outcome, host, arm };
}

describe('the operation URL', () => {
  test('wins over Location; its record is enough for an action without output', async () => {
    const headers = { 'azure-asyncoperation': OPERATION, location: RESULT };
    const { output, arm } = await run(post, [
      { status: 202, headers },
      operation('InProgress'),
      operation('Succeeded', { properties: { output: { accessSAS: 'https://md/abcd' } } }),
    ]);
    expect(output).toEqual({ accessSAS: 'https://md/abcd' });
    expect(arm.calls()).toEqual([
      'POST /vm/deallocate?api-version=2024-07-01',
      'GET /subscriptions/sub/providers/Microsoft.Compute/locations/we/operations/1?api-version=2024-07-01',
      'GET /subscriptions/sub/providers/Microsoft.Compute/locations/we/operations/1?api-version=2024-07-01',
    ]);
  });
  test('with the output only at the Location', async () => {
    const headers = { 'azure-asyncoperation': OPERATION, location: RESULT };
    const { output } = await run(post, [
      { status: 202, headers },
      operation('Succeeded'),
      { body: { accessSAS: 'https://md/abcd' } },
    ]);
    expect(output).toEqual({ accessSAS: 'https://md/abcd' });
  });
  test('alone, with the output in its record', async () => {
    const { output } = await run(post, [
      { status: 202, headers: { 'azure-asyncoperation': OPERATION } },
      operation('Succeeded', { properties: { output: { accessSAS: 'x' } } }),
    ]);
    expect(output).toEqual({ accessSAS: 'x' });
  });
  test('alone, without any output', async () => {
    const { output, error } = await run(post, [
      { status: 202, headers: { 'azure-asyncoperation': OPERATION } },
      operation('Succeeded'),
    ]);
    expect([output, error]).toEqual([undefined, undefined]);
  });
  test('statuses it does not know are still running', async () => {
    const states = ['Accepted', 'Running', 'PreparingForFailover', 'succeeded'];
    const { error, arm } = await run(put, [
      { status: 201, headers: { 'azure-asyncoperation': OPERATION } },
      ...states.map((status) => operation(status)),
    ]);
    expect(error).toBeUndefined();
    expect(arm.asked).toHaveLength(5);
  });
  test('is followed for a PUT that was answered 200', async () => {
    const { arm } = await run(put, [
      { status: 200, headers: { 'azure-asyncoperation': OPERATION } },
      operation('Succeeded'),
    ]);
    expect(arm.asked).toHaveLength(2);
  });
  test('is found under its other name', async () => {
    const { arm } = await run(put, [
      { status: 202, headers: { 'operation-location': OPERATION } },
      operation('Succeeded'),
    ]);
    expect(arm.asked).toHaveLength(2);
  });
});

describe('a Location', () => {
  const accepted = { status: 202, headers: { location: RESULT } };

  test.each([200, 201])('is running on 202 and gives the output on %d', async (status) => {
    const { output } = await run(post, [accepted, { status: 202 }, { status, body: { value: 1 } }]);
    expect(output).toEqual({ value: 1 });
  });
  test('ends on 204 without output', async () => {
    const { output, error } = await run(post, [accepted, { status: 202 }, { status: 204 }]);
    expect([output, error]).toEqual([undefined, undefined]);
  });
  test('keeps its own api-version', async () => {
    const { arm } = await run(post, [accepted, { status: 200, body: {} }]);
    expect(arm.calls()[1]).toMatch(/monitor=true&api-version=2024-07-01$/);
  });
  test('may answer with an operation record', async () => {
    const { output } = await run(post, [
      accepted,
      operation('InProgress'),
      operation('Succeeded', { properties: { output: { a: 1 } } }),
    ]);
    expect(output).toEqual({ a: 1 });
  });
});

describe('no header', () => {
  test('means done, when the resource is', async () => {
    const { arm } = await run(put, [{ status: 200, body: { properties: { provisioningState: 'Succeeded' } } }]);
    expect(arm.asked).toHaveLength(1);
  });
  test('means asking the resource while it is being made', async () => {
    const state = (provisioningState: string): Exclude<Answer, Error> => ({
      body: { properties: { provisioningState } },
    });
    const { error, arm } = await run(put, [
      { ...state('Creating'), status: 201 },
      state('Creating'),
      state('Succeeded'),
    ]);
    expect(error).toBeUndefined();
    expect(arm.calls().slice(1)).toEqual(['GET /snap?api-version=2024-07-01', 'GET /snap?api-version=2024-07-01']);
  });
  test('a failed resource is a failed operation', async () => {
    const { error } = await run(put, [{ status: 202 }, { body: { properties: { provisioningState: 'Failed' } } }]);
    expect(error).toMatchObject({ code: 'OperationFailed', status: undefined });
  });
  test('a synchronous action gives its body', async () => {
    const { output } = await run(post, [{ status: 200, body: { value: [1] } }]);
    expect(output).toEqual({ value: [1] });
  });
});

describe('a delete', () => {
  test('is done when the resource, or the operation, is gone', async () => {
    const gone = { status: 404, body: { error: { code: 'ResourceNotFound', message: 'gone' } } };
    for (const headers of [{}, { location: RESULT }, { 'azure-asyncoperation': OPERATION }]) {
      const { error } = await run(del, [{ status: 202, headers }, gone]);
      expect(error).toBeUndefined();
    }
  });
  test('of nothing is done', async () => {
    const { arm } = await run(del, [{ status: 204 }]);
    expect(arm.asked).toHaveLength(1);
  });
});

describe('failures', () => {
  test.each(['Failed', 'Canceled', 'cancelled'])('%s rejects with the operation’s own code', async (status) => {
    const { error } = await run(put, [
      { status: 202, headers: { 'azure-asyncoperation': OPERATION, 'x-ms-correlation-request-id': 'corr' } },
      operation(status, {
        error: { code: 'AllocationFailed', message: 'no capacity', details: [{ code: 'Z', message: 'zone' }] },
      }),
    ]);
    expect(isAzureServiceError(error)).toBe(true);
    expect(error).toMatchObject({
      code: 'AllocationFailed',
      serviceMessage: 'no capacity',
      correlationId: 'corr',
      values: { Z: 'zone' },
      operation: 'PUT /snap',
    });
  });
  test('a refusal of the request itself is an error with its status', async () => {
    const { error } = await run(put, [{ status: 409, body: { error: { code: 'ScopeLocked', message: 'locked' } } }]);
    expect(error).toMatchObject({ code: 'ScopeLocked', status: 409 });
  });
});

describe('an operation out of sight', () => {
  const accepted = { status: 202, headers: { 'azure-asyncoperation': OPERATION } };

  test('is taken up again after resets and refusals', async () => {
    const { error } = await run(put, [
      accepted,
      reset,
      { status: 503 },
      { status: 429, headers: { 'retry-after': '7' } },
      operation('Succeeded'),
    ]);
    expect(error).toBeUndefined();
  });
  test('is taken up again even after a long outage', async () => {
    const host = fakeHost();
    const answers: Answer[] = [accepted, ...Array<Answer>(25).fill({ status: 500 }), operation('Succeeded')];
    const arm = fakeArm(host, answers);
    await expect(arm.run(put, { ...wait, deadline: after(60) })).resolves.toBeUndefined();
  });
  test('whose record is gone is told by the resource', async () => {
    const { error, arm } = await run(put, [
      accepted,
      { status: 404, body: { error: { code: 'NotFound', message: 'expired' } } },
      { body: { properties: { provisioningState: 'Succeeded' } } },
    ]);
    expect(error).toBeUndefined();
    expect(arm.calls()[2]).toBe('GET /snap?api-version=2024-07-01');
  });
  test('of an action cannot be told otherwise', async () => {
    const { error } = await run(post, [accepted, { status: 404, body: { error: { code: 'NotFound', message: 'x' } } }]);
    expect(error).toMatchObject({ status: 404 });
  });
  test('beyond its deadline says what it was', async () => {
    const { error } = await run(put, [accepted, operation('InProgress')]);
    expect(error).toMatchObject({ name: 'DeadlineExceeded', what: 'the operation', lastState: 'InProgress' });
  });
});

describe('waiting', () => {
  test('obeys the first answer and every poll', async () => {
    const { host } = await run(put, [
      { status: 201, headers: { 'azure-asyncoperation': OPERATION, 'retry-after': '4' } },
      { ...operation('InProgress'), headers: { 'retry-after-ms': '250' } },
      operation('InProgress'),
      operation('Succeeded'),
    ]);
    expect(host.waits).toEqual([4000, 250, 1000]);
  });
});

test('an accepted operation can be followed later, and again after a missed deadline', async () => {
  const host = fakeHost();
  const arm = fakeArm(host, [
    { status: 201, headers: { 'azure-asyncoperation': OPERATION }, body: { id: '/snap' } },
    ...Array<Answer>(4).fill(operation('InProgress')),
    operation('Succeeded'),
  ]);
  const started = await arm.start(put);
  expect(started.accepted.body).toEqual({ id: '/snap' });
  expect(arm.asked).toHaveLength(1);
  const soon = new Date(host.clock.now().getTime() + 2000);
  await expect(started.finished({ ...wait, deadline: soon })).rejects.toThrow('Waited 2 s');
  await expect(started.finished(wait)).resolves.toBeUndefined();
});

test('lists follow their links', async () => {
  const arm = fakeArm(fakeHost(), [
    { body: { value: [{ n: 1 }], nextLink: 'https://management.azure.com/next?$skiptoken=a%2Fb' } },
    { body: { value: [{ n: 2 }] } },
  ]);
  expect(await arm.list('/list', '2024-07-01')).toEqual([{ n: 1 }, { n: 2 }]);
  expect(arm.calls()[1]).toBe('GET /next?$skiptoken=a%2Fb');
});

test('reading what is not there gives undefined; any other refusal is thrown', async () => {
  const host = fakeHost();
  const answer = (status: number): Answer => ({ status, body: { error: { code: 'X', message: 'm' } } });
  await expect(fakeArm(host, [answer(404)]).read('/x', 'v')).resolves.toBeUndefined();
  await expect(fakeArm(host, [answer(403)]).read('/x', 'v')).rejects.toMatchObject({ status: 403 });
});

test('names with spaces and parentheses reach the URL', async () => {
  const arm = fakeArm(fakeHost(), [{ body: {} }]);
  await arm.read('/subscriptions/s/resourceGroups/my (old) group', 'v', { $expand: 'instanceView' });
  expect(arm.calls()).toEqual([
    'GET /subscriptions/s/resourceGroups/my%20(old)%20group?%24expand=instanceView&api-version=v',
  ]);
});
