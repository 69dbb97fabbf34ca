import { describe, expect, test } from '@jest/globals';
import { endAccess } from '../../src/azure/disks.ts';
import { AzureServiceError } from '../../src/azure/errors.ts';
import { withRetries } from '../../src/azure/retry.ts';
import { fakeArm } from './fake-arm.ts';
import { after, fakeHost, START } from './fake-host.ts';

const ID = '/subscriptions/sub/resourceGroups/g/providers/Microsoft.Compute/snapshots/s';
const PUT = { method: 'PUT', path: ID, apiVersion: '2024-03-02', body: { tags: { abip_key: 'k' } } } as const;
const LOST = new AzureServiceError({ service: 'ARM', code: 'ECONNRESET', serviceMessage: 'gone', operation: 'PUT s' });
const MADE = { tags: { abip_key: 'k', owner: 'a' }, properties: { provisioningState: 'Creating' } };
const BUSY = {
  status: 409,
  body: { error: { code: 'Conflict', message: 'The request failed due to conflict with a concurrent request.' } },
};
const WAIT = { deadline: after(60), what: 's' };

describe('a PUT whose answer was lost', () => {
  test('is not repeated when what it made is there, and is followed to its end', async () => {
    const done = { ...MADE, properties: { provisioningState: 'Succeeded' } };
    const arm = fakeArm(fakeHost(), [LOST, { body: MADE }, { body: MADE }, { body: done }]);
    await arm.run(PUT, WAIT);
    expect(arm.asked.map(({ method }) => method)).toEqual(['PUT', 'GET', 'GET', 'GET']);
  });

  test.each([
    ['nothing is there', { status: 404, body: { error: { code: 'ResourceNotFound', message: '' } } }],
    ['something without its tags is there', { body: { ...MADE, tags: { abip_key: 'other' } } }],
    ['what it made has failed', { body: { ...MADE, properties: { provisioningState: 'Failed' } } }],
  ])('is repeated when %s', async (_what, found) => {
    const arm = fakeArm(fakeHost(), [LOST, found, { status: 200, body: {} }]);
    await arm.send(PUT);
    expect(arm.asked.map(({ method }) => method)).toEqual(['PUT', 'GET', 'PUT']);
  });

  test('is not looked up when it asked that nothing be there: the repeat tells', async () => {
    const taken = { status: 412, body: { error: { code: 'PreconditionFailed', message: '' } } };
    const arm = fakeArm(fakeHost(), [LOST, taken]);
    await expect(arm.send({ ...PUT, headers: { 'If-None-Match': '*' } })).rejects.toMatchObject({ status: 412 });
    expect(arm.asked.map(({ method }) => method)).toEqual(['PUT', 'PUT']);
  });
});

describe('a refusal because the provider is busy with the resource', () => {
  const post = { method: 'POST', path: `${ID}/x`, apiVersion: '2024-03-02' } as const;

  test('is waited out after a lost answer: it may be the lost request itself', async () => {
    const arm = fakeArm(fakeHost(), [LOST, BUSY, BUSY, { status: 200, body: {} }]);
    await arm.send(post);
    expect(arm.asked).toHaveLength(4);
  });

  test.each([
    "Operation 'deallocate' is not allowed on VM 'v' since another operation is in progress.",
    'An ongoing operation is changing power state of Virtual Machine v to deallocated. Please perform operation deallocate after some time.',
  ])('is known by its words: %s', async (message) => {
    const busy = { status: 409, body: { error: { code: 'OperationNotAllowed', message } } };
    const arm = fakeArm(fakeHost(), [LOST, busy, { status: 200, body: {} }]);
    await arm.send(post);
    expect(arm.asked).toHaveLength(3);
  });

  test('stands when no answer was lost', async () => {
    const arm = fakeArm(fakeHost(), [BUSY]);
    await expect(arm.send(post)).rejects.toMatchObject({ code: 'Conflict' });
    expect(arm.asked).toHaveLength(1);
  });

  test('is waited out when access is ended: it may be just being opened', async () => {
    const arm = fakeArm(fakeHost(), [BUSY, BUSY, { status: 200, body: {} }]);
    await endAccess(arm, ID, WAIT);
    expect(arm.asked).toHaveLength(3);
  });
});

test('a source of which too much is asked at once is asked again, whatever the status says', async () => {
  const message =
    "Too many requests on source '/snap'. Please reduce the number of requests on the source or wait some time before retrying.";
  const busy = { status: 409, body: { error: { code: 'Conflict', message } } };
  const arm = fakeArm(fakeHost(), [busy, busy, { status: 201, body: {} }]);
  await arm.send(PUT);
  expect(arm.asked.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT']);
});

describe('a resource that an interrupted run has begun', () => {
  test.each(['Succeeded', 'Failed', 'Canceled'])('is handed out once it is %s', async (end) => {
    const body = (provisioningState: string): object => ({ body: { properties: { provisioningState } } });
    const arm = fakeArm(fakeHost(), [body('Creating'), body('Updating'), body(end)]);
    expect(await arm.settled(ID, '2024-03-02', WAIT)).toEqual({ properties: { provisioningState: end } });
    expect(arm.asked).toHaveLength(3);
  });

  test('may be gone', async () => {
    const arm = fakeArm(fakeHost(), [{ status: 404, body: { error: { code: 'ResourceNotFound', message: '' } } }]);
    expect(await arm.settled(ID, '2024-03-02', WAIT)).toBeUndefined();
  });
});

test('nothing is tried again after the deadline of the host', async () => {
  const host = { ...fakeHost(), deadline: new Date(START.getTime() + 3000) };
  let tries = 0;
  const failing = async (): Promise<never> => {
    tries += 1;
    throw LOST;
  };
  await expect(withRetries(host, { what: 'x', isWrite: false, deadline: after(60) }, failing)).rejects.toBe(LOST);
  expect(tries).toBeGreaterThan(1);
  expect(tries).toBeLessThan(6);
});
