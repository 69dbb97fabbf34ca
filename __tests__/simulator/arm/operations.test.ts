// Long-running operations as a poller sees them: both URL forms, failures, who may poll, and Compute's read budget.
import { describe, expect, test } from '@jest/globals';
import type { ArmAnswer, ArmCall, ArmRoute, LongRunning } from '../../../simulator/arm/route.ts';
import { AzureError } from '../../../simulator/kernel/errors.ts';
import type { SimResponse } from '../../../simulator/kernel/exchange.ts';
import { at } from '../../../simulator/kernel/json.ts';
import { expectRefusal, GROUP, json, makeArm, OWNER, SUB } from './harness.ts';

const VM = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm1`;
const VERSION = 'api-version=2024-07-01';
const TEMPLATE = '/subscriptions/{subscription}/resourceGroups/{group}/providers';
const COMPUTE = `/subscriptions/${SUB}/providers/Microsoft.Compute/locations/northeurope/operations`;

function route(
  method: ArmRoute['method'],
  path: string,
  work: (call: ArmCall) => LongRunning,
  answer: Partial<Extract<ArmAnswer, { kind: 'accepted' }>> = {},
): ArmRoute {
  return {
    method,
    path: `${TEMPLATE}/${path}`,
    action: 'Any/write',
    since: '2015-01-01',
    handle: (call) => ({ kind: 'accepted', status: 202, ...answer, work: work(call) }),
  };
}

const VM_PATH = 'Microsoft.Compute/virtualMachines/{vm}';
const slow =
  (finish: LongRunning['finish'] = () => undefined) =>
  (): LongRunning => ({ durationMs: 1000, finish });
const vmRoutes: readonly ArmRoute[] = [
  route('POST', `${VM_PATH}/deallocate`, slow()),
  route(
    'POST',
    `${VM_PATH}/capture`,
    slow(() => ({ resources: [] })),
  ),
  route('DELETE', VM_PATH, slow()),
  route('PUT', VM_PATH, slow(), { status: 201, body: { name: 'vm1', properties: { provisioningState: 'Creating' } } }),
  {
    method: 'GET',
    path: `${TEMPLATE}/${VM_PATH}`,
    action: 'Microsoft.Compute/virtualMachines/read',
    since: '2015-01-01',
    handle: () => ({ kind: 'done', status: 200, body: {} }),
  },
];

async function makeVm(options: Parameters<typeof makeArm>[0] = {}) {
  const arm = await makeArm({ routes: vmRoutes, ...options });
  arm.world.resources.put(VM, {
    id: VM,
    name: 'vm1',
    location: 'North Europe',
    properties: { provisioningState: 'Updating' },
  });
  return arm;
}

function pollUrls(answer: SimResponse): { readonly status: string; readonly result: string } {
  const { 'azure-asyncoperation': status = '', location: result = '' } = answer.headers ?? {};
  return { status, result };
}

describe('an accepted action', () => {
  test('answers with both polling URLs, which belong to subscription and region', async () => {
    const arm = await makeVm();
    const answer = await arm.ask('POST', `${VM}/deallocate?${VERSION}`);
    expect(answer.status).toBe(202);
    expect(answer.body).toBeUndefined();
    expect(answer.headers).toMatchObject({ 'retry-after': '1', 'retry-after-ms': '20' });
    const { status, result } = pollUrls(answer);
    const id = /operations\/([0-9a-f-]{36})\?/.exec(status)?.[1] ?? '';
    expect(status).toBe(`https://management.azure.com${COMPUTE}/${id}?${VERSION}`);
    expect(result).toBe(`https://management.azure.com${COMPUTE}/${id}?monitor=true&${VERSION}`);

    const elsewhere = status.replace('northeurope', 'westeurope');
    expectRefusal(await arm.ask('GET', elsewhere), 404, 'NotFound', /was not found in this Azure location/);
  });

  test('is polled at the operation with 200 and a status, at the location with 202 until it is over', async () => {
    const arm = await makeVm();
    const { status, result } = pollUrls(await arm.ask('POST', `${VM}/capture?${VERSION}`));
    const started = '2026-11-23T09:05:07.000Z';

    const running = await arm.ask('GET', status);
    expect(running.status).toBe(200);
    expect(json(running)).toEqual({ startTime: started, status: 'InProgress', name: expect.any(String) });
    expect(running.headers?.['retry-after']).toBe('1');
    const waiting = await arm.ask('GET', result);
    expect(waiting).toMatchObject({ status: 202, headers: { location: result, 'retry-after': '1' } });
    expect(waiting.body).toBeUndefined();

    arm.clock.pass(1000);
    const over = await arm.ask('GET', status);
    expect(json(over)).toEqual({
      startTime: started,
      endTime: '2026-11-23T09:05:08.000Z',
      status: 'Succeeded',
      properties: { output: { resources: [] } },
      name: expect.any(String),
    });
    expect(over.headers).not.toHaveProperty('retry-after');
    const output = await arm.ask('GET', result);
    expect([output.status, json(output)]).toEqual([200, { resources: [] }]);
  });

  test('can be polled in any casing', async () => {
    const arm = await makeVm();
    const { status, result } = pollUrls(await arm.ask('POST', `${VM}/capture?${VERSION}`));
    arm.clock.pass(1000);
    const upper = (url: string) =>
      url.replace(/^(https:\/\/[^/]+)([^?]+)/, (_, host: string, path: string) => host + path.toUpperCase());
    expect(at(json(await arm.ask('GET', upper(status))), 'status')).toBe('Succeeded');
    expect(json(await arm.ask('GET', upper(result).replace('true', 'True')))).toEqual({ resources: [] });
  });

  test('needs an api-version, a signed-in caller and the right to read operations', async () => {
    const arm = await makeVm();
    const { status } = pollUrls(await arm.ask('POST', `${VM}/deallocate?${VERSION}`));
    expectRefusal(await arm.ask('GET', status.replace(VERSION, '')), 400, 'MissingApiVersionParameter', /api-version/);
    expect((await arm.ask('GET', status, { authorization: null })).status).toBe(401);

    const notActions = ['Microsoft.Compute/locations/*'];
    const assignments = [{ scope: GROUP, actions: ['*'], notActions, dataActions: [] }];
    const narrow = await makeVm({ assignments });
    const polls = pollUrls(await narrow.ask('POST', `${VM}/deallocate?${VERSION}`));
    expectRefusal(
      await narrow.ask('GET', polls.status),
      403,
      'AuthorizationFailed',
      /to perform action 'Microsoft\.Compute\/locations\/operations\/read' over scope '\/subscriptions\//,
    );
  });
});

test('the end of a PUT is the resource, the end of a DELETE nothing', async () => {
  const arm = await makeVm();
  const put = await arm.ask('PUT', `${VM}?${VERSION}`, { body: {} });
  expect([put.status, json(put)]).toEqual([201, { name: 'vm1', properties: { provisioningState: 'Creating' } }]);
  const remove = await arm.ask('DELETE', `${VM}?${VERSION}`);
  const action = await arm.ask('POST', `${VM}/deallocate?${VERSION}`);
  arm.clock.pass(1000);
  expect(json(await arm.ask('GET', pollUrls(put).result))).toMatchObject({ id: VM });
  const removed = await arm.ask('GET', pollUrls(remove).result);
  expect([removed.status, removed.body]).toEqual([204, undefined]);
  const acted = await arm.ask('GET', pollUrls(action).result);
  expect([acted.status, acted.body]).toEqual([200, undefined]);
});

describe('a failure', () => {
  const failing = (work: () => LongRunning) =>
    makeVm({ routes: [route('PUT', VM_PATH, work), ...vmRoutes.slice(1, 2)] });

  test('is in the body of the operation, and the answer of the location', async () => {
    const arm = await failing(
      slow(() => {
        throw new AzureError(409, 'AllocationFailed', 'Allocation failed.', { target: 'vm1' });
      }),
    );
    const { status, result } = pollUrls(await arm.ask('PUT', `${VM}?${VERSION}`, { body: {} }));
    arm.clock.pass(1000);
    const polled = await arm.ask('GET', status);
    expect(polled.status).toBe(200);
    expect(json(polled)).toMatchObject({
      status: 'Failed',
      endTime: expect.any(String),
      error: { code: 'AllocationFailed', message: 'Allocation failed.', target: 'vm1' },
    });
    expectRefusal(await arm.ask('GET', result), 409, 'AllocationFailed', 'Allocation failed.');
  });

  const failOperation = { code: 'InternalOperationError', message: 'planned' };

  test('can be planned: the work is not done, the resource says Failed', async () => {
    let finished = 0;
    const arm = await failing(slow(() => void (finished += 1)));
    const { status } = pollUrls(await arm.ask('PUT', `${VM}?${VERSION}`, { body: {}, failOperation }));
    arm.clock.pass(1000);
    expect(json(await arm.ask('GET', status))).toMatchObject({ status: 'Failed', error: failOperation });
    expect(finished).toBe(0);
    expect(at(arm.world.resources.get(VM)?.body, 'properties', 'provisioningState')).toBe('Failed');
  });

  test('leaves what the provider says a failure leaves', async () => {
    const left: string[] = [];
    const arm = await failing(() => ({ durationMs: 0, finish: () => undefined, fail: () => void left.push('failed') }));
    const { status } = pollUrls(await arm.ask('PUT', `${VM}?${VERSION}`, { body: {}, failOperation }));
    expect(json(await arm.ask('GET', status))['status']).toBe('Failed');
    expect(left).toEqual(['failed']);
    expect(at(arm.world.resources.get(VM)?.body, 'properties', 'provisioningState')).toBe('Updating');
  });
});

test('an operation without duration is over at its first poll, even if its end is asynchronous', async () => {
  const finish = async () => Promise.resolve({ accessSAS: 'x' });
  const arm = await makeVm({ routes: [route('POST', `${VM_PATH}/capture`, () => ({ durationMs: 0, finish }))] });
  const { status } = pollUrls(await arm.ask('POST', `${VM}/capture?${VERSION}`));
  expect(json(await arm.ask('GET', status))).toMatchObject({
    status: 'Succeeded',
    properties: { output: { accessSAS: 'x' } },
  });
});

test('an operation can end when something else does', async () => {
  const ends: (() => void)[] = [];
  const work = (): LongRunning => ({ durationMs: 0, finish: () => undefined, until: (end) => void ends.push(end) });
  const arm = await makeVm({ routes: [route('PUT', VM_PATH, work)] });
  const { status } = pollUrls(await arm.ask('PUT', `${VM}?${VERSION}`, { body: {} }));
  expect(json(await arm.ask('GET', status))['status']).toBe('InProgress');
  for (const end of ends) end();
  await Promise.resolve();
  expect(json(await arm.ask('GET', status))['status']).toBe('Succeeded');
});

test('Batch and resource groups send a Location alone', async () => {
  const pool = 'Microsoft.Batch/batchAccounts/{account}/pools/{pool}';
  const arm = await makeArm({ routes: [route('DELETE', pool, slow())] });
  const account = `${GROUP}/providers/Microsoft.Batch/batchAccounts/b`;
  const answer = await arm.ask('DELETE', `${account}/pools/p?api-version=2023-11-01`);
  expect(answer.headers).not.toHaveProperty('azure-asyncoperation');
  const { result } = pollUrls(answer);
  expect(result).toContain(`https://management.azure.com${account}/poolOperationResults/`);
  expect((await arm.ask('GET', result)).status).toBe(202);
  arm.clock.pass(1000);
  expect((await arm.ask('GET', result)).status).toBe(200);
});

describe("Compute's read budget per VM", () => {
  const get = `${VM}?${VERSION}`;

  test('lets 36 reads through, then 12 a minute, with whole seconds to wait', async () => {
    const arm = await makeVm({ profile: 'realistic' });
    const burst = await Promise.all(Array.from({ length: 36 }, () => arm.ask('GET', get)));
    expect(burst.every((answer) => answer.status === 200)).toBe(true);
    const refused = await arm.ask('GET', get.toUpperCase().replace('API-VERSION', 'api-version'));
    expectRefusal(refused, 429, 'OperationNotAllowed', /too many requests have been received/);
    expect(refused.headers?.['retry-after']).toBe('5');
    arm.clock.pass(5000);
    expect((await arm.ask('GET', get)).status).toBe(200);
    expect((await arm.ask('GET', get)).status).toBe(429);
  });

  test('refills faster in a faster world, and still asks for a whole second', async () => {
    const arm = await makeVm({ profile: 'realistic', speed: 100 });
    for (let count = 0; count < 36; count += 1) await arm.ask('GET', get);
    expect((await arm.ask('GET', get)).headers?.['retry-after']).toBe('1');
    arm.clock.pass(50);
    expect((await arm.ask('GET', get)).status).toBe(200);
  });

  test('counts deallocations and polls in buckets of their own', async () => {
    const arm = await makeVm({ profile: 'realistic' });
    const answers = [];
    for (let count = 0; count < 13; count += 1) answers.push(await arm.ask('POST', `${VM}/deallocate?${VERSION}`));
    expect(answers.map((answer) => answer.status)).toEqual([...Array<number>(12).fill(202), 429]);
    const { status } = pollUrls(answers[0] ?? { status: 0 });
    const polls = [];
    for (let count = 0; count < 46; count += 1) polls.push((await arm.ask('GET', status)).status);
    expect(polls).toEqual([...Array<number>(45).fill(200), 429]);
  });

  test('is not there in a quick world', async () => {
    const arm = await makeVm({ assignments: OWNER });
    for (let count = 0; count < 60; count += 1) expect((await arm.ask('GET', get)).status).toBe(200);
  });
});
