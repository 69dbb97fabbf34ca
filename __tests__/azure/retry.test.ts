import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { connectionError } from '../../src/azure/connection-errors.ts';
import { AzureServiceError } from '../../src/azure/errors.ts';
import { retryAfterOf } from '../../src/azure/retry-after.ts';
import { isTransient, OUTAGE_PATIENCE_MS, retryDelay, withRetries } from '../../src/azure/retry.ts';
import { after, fakeHost, START } from './fake-host.ts';

const refusal = (status: number, retryAfter?: number): AzureServiceError =>
  new AzureServiceError({ service: 'ARM', status, code: 'X', serviceMessage: 'm', operation: 'GET /x', retryAfter });
const reset = (): AzureServiceError =>
  connectionError('ARM', 'PUT /x', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));

describe('the delay', () => {
  const failures = fc.nat({ max: 5000 });
  const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

  test('is what the service asks for, whatever happened before', () => {
    fc.assert(
      fc.property(
        failures,
        fc.integer({ min: 1, max: 1e7 }),
        random,
        (n, asked, r) => retryDelay(n, asked, r) === asked,
      ),
    );
  });
  test('otherwise lies between half a second and thirty seconds', () => {
    fc.assert(
      fc.property(failures, random, (n, r) => {
        const delay = retryDelay(n, undefined, r);
        return delay >= 500 && delay <= 30_000;
      }),
    );
  });
  test('never shrinks when the tries go on, for the same luck', () => {
    fc.assert(fc.property(failures, random, (n, r) => retryDelay(n + 1, undefined, r) >= retryDelay(n, undefined, r)));
  });
  test('starts at one second and ends at thirty', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((n) => retryDelay(n, undefined, 1))).toEqual([
      1000, 2000, 4000, 8000, 16000, 30000, 30000,
    ]);
  });
});

describe('what a service asks for', () => {
  const asked = (headers: Record<string, string>): number | undefined => retryAfterOf(headers, START);

  test('in milliseconds comes first, then seconds, then a date', () => {
    expect(asked({ 'retry-after-ms': '250', 'retry-after': '9' })).toBe(250);
    expect(asked({ 'x-ms-retry-after-ms': '125', 'retry-after': '9' })).toBe(125);
    expect(asked({ 'retry-after': '9' })).toBe(9000);
    expect(asked({ 'retry-after': new Date(START.getTime() + 7000).toUTCString() })).toBe(7000);
  });
  test('zero, the past and nonsense count as nothing', () => {
    for (const value of ['0', '0.0', '-3', 'soon', '', new Date(START.getTime() - 7000).toUTCString()]) {
      expect(asked({ 'retry-after': value })).toBeUndefined();
    }
    expect(asked({ 'retry-after-ms': '0', 'retry-after': '2' })).toBe(2000);
    expect(asked({})).toBeUndefined();
  });
  test('is never zero, negative or endless', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (ms, seconds) => {
        const delay = asked({ 'retry-after-ms': ms, 'retry-after': seconds });
        return delay === undefined || (Number.isFinite(delay) && delay > 0);
      }),
    );
  });
});

test.each([
  [408, true],
  [429, true],
  [500, true],
  [502, true],
  [503, true],
  [504, true],
  [400, false],
  [401, false],
  [404, false],
  [409, false],
  [501, false],
  [505, false],
])('HTTP %d is worth trying again: %s', (status, worth) => {
  expect(isTransient(refusal(status))).toBe(worth);
});

test('a lost connection is worth trying again, a failed operation is not', () => {
  expect(isTransient(reset())).toBe(true);
  expect(isTransient(Object.assign(new Error('x'), { code: 'ETIMEDOUT' }))).toBe(true);
  const failed = { service: 'ARM', code: 'AllocationFailed', serviceMessage: 'm', operation: 'o' } as const;
  expect(isTransient(new AzureServiceError(failed))).toBe(false);
  expect(isTransient(new TypeError('ours'))).toBe(false);
});

describe('trying again', () => {
  const failing = (errors: readonly Error[], value = 'done'): (() => Promise<string>) => {
    const left = [...errors];
    return async () => {
      const error = left.shift();
      if (error) throw error;
      return value;
    };
  };

  test('waits as asked, then succeeds', async () => {
    const host = fakeHost();
    const attempt = failing([refusal(429, 3000), refusal(503, 5000)]);
    expect(await withRetries(host, { what: 'x', isWrite: false }, attempt)).toBe('done');
    expect(host.waits).toEqual([3000, 5000]);
  });
  test('throws what cannot change at once', async () => {
    const host = fakeHost();
    await expect(withRetries(host, { what: 'x', isWrite: false }, failing([refusal(403)]))).rejects.toThrow('X: m');
    expect(host.waits).toEqual([]);
  });
  const unknown = (name: string): AzureServiceError => {
    const cause = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
    return connectionError('Storage', 'HEAD /x', cause);
  };
  test('gives up in seconds a host that the workflow names and DNS does not know', async () => {
    const host = fakeHost();
    const failures = Array.from({ length: 50 }, () => unknown('acct.example'));
    const rules = { what: 'x', isWrite: false, namedHost: 'acct.example' };
    await expect(withRetries(host, rules, failing(failures))).rejects.toThrow('ENOTFOUND acct.example');
    expect(host.waits.length).toBeGreaterThan(0);
    expect(host.waits.reduce((all, one) => all + one, 0)).toBeLessThanOrEqual(5_000);
  });
  test.each([
    ['a proxy that DNS does not know', unknown('proxy.example')],
    [
      'DNS that gives no answer',
      connectionError(
        'Storage',
        'HEAD /x',
        Object.assign(new Error('getaddrinfo EAI_AGAIN acct.example'), { code: 'EAI_AGAIN' }),
      ),
    ],
  ])('is patient with %s', async (_, failure) => {
    const host = fakeHost();
    const rules = { what: 'x', isWrite: false, namedHost: 'acct.example' };
    expect(await withRetries(host, rules, failing(Array.from({ length: 6 }, () => failure)))).toBe('done');
    expect(host.waits).toHaveLength(6);
  });
  test('never waits beyond the deadline, and then throws the last error', async () => {
    const host = fakeHost();
    const rules = { what: 'x', isWrite: false, deadline: after(1) };
    const last = refusal(429, 3_600_000);
    await expect(withRetries(host, rules, failing([refusal(503, 1000), last]))).rejects.toBe(last);
    expect(host.waits).toEqual([1000]);
  });
  test('an outage ends after a bounded time without a deadline', async () => {
    const host = fakeHost();
    const attempt = async (): Promise<never> => Promise.reject(refusal(500));
    await expect(withRetries(host, { what: 'x', isWrite: false }, attempt)).rejects.toThrow('X: m');
    expect(host.clock.now().getTime() - START.getTime()).toBeLessThanOrEqual(OUTAGE_PATIENCE_MS);
    expect(host.waits.length).toBeGreaterThan(8);
  });
  test('a write whose answer was lost is looked up before it is repeated', async () => {
    const host = fakeHost();
    let attempts = 0;
    const attempt = async (): Promise<string> => {
      attempts += 1;
      throw reset();
    };
    const found = await withRetries(host, { what: 'x', isWrite: true, lookUp: async () => 'found' }, attempt);
    expect([found, attempts]).toEqual(['found', 1]);
  });
  test('and is repeated when it is not there', async () => {
    const host = fakeHost();
    const rules = { what: 'x', isWrite: true, lookUp: async () => undefined };
    expect(await withRetries(host, rules, failing([reset()]))).toBe('done');
  });
  test('a throttled write was not carried out and is not looked up', async () => {
    const host = fakeHost();
    const rules = { what: 'x', isWrite: true, lookUp: async () => 'wrong' };
    expect(await withRetries(host, rules, failing([refusal(429, 1)]))).toBe('done');
  });
  test('stops when the run is cancelled', async () => {
    const host = fakeHost();
    const attempt = async (): Promise<never> => {
      host.cancel(new Error('cancelled'));
      throw refusal(503);
    };
    await expect(withRetries(host, { what: 'x', isWrite: false }, attempt)).rejects.toThrow('cancelled');
    expect(host.waits).toEqual([]);
  });
});
