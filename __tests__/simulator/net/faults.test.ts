// Which faults hit which requests: order, counts, and those that add up.
import { describe, expect, test } from '@jest/globals';
import { createFaultEngine } from '../../../simulator/net/faults.ts';
import type { Fault } from '../../../simulator/scenario/scenario.ts';

const answer = (status: number): Fault['do'] => ({ kind: 'answer', status });

describe('the fault engine', () => {
  test('passes by `skip` requests, hits `times`, and is spent', () => {
    const faults = createFaultEngine([{ match: { url: 'pools' }, skip: 1, times: 2, do: answer(503) }]);
    const hits = Array.from({ length: 4 }, () => faults.hit('GET', 'https://a/pools').end !== undefined);
    expect(hits).toEqual([false, true, true, false]);
    expect(faults.pending()).toEqual([]);
  });

  test('counts only requests of the method and URL, names without regard to case', () => {
    const faults = createFaultEngine([
      { match: { method: 'post', url: 'VM-golden/deallocate' }, times: 1, do: answer(409) },
    ]);
    expect(faults.hit('GET', 'https://a/vm-golden/deallocate').end).toBeUndefined();
    expect(faults.hit('POST', 'https://a/vm-golden/start').end).toBeUndefined();
    expect(faults.hit('POST', 'https://a/vm-golden/deallocate?x').end).toEqual(answer(409));
  });

  test('adds up delays and a failing operation, and lets the first end win', () => {
    const faults = createFaultEngine([
      { match: { url: '' }, times: 1, do: { kind: 'delay', milliseconds: 5 } },
      { match: { url: '' }, times: 1, do: { kind: 'delay', milliseconds: 7 } },
      { match: { url: '' }, times: 1, do: { kind: 'failOperation', code: 'C', message: 'M' } },
      { match: { url: '' }, times: 1, do: answer(500) },
      { match: { url: '' }, times: 1, do: answer(502) },
    ]);
    expect(faults.hit('GET', 'https://a/')).toEqual({
      delayMs: 12,
      failOperation: { code: 'C', message: 'M' },
      end: answer(500),
    });
    // The one that did not get its turn is still to come.
    expect(faults.hit('GET', 'https://a/')).toEqual({ delayMs: 0, end: answer(502) });
    expect(faults.hit('GET', 'https://a/')).toEqual({ delayMs: 0 });
  });

  test('takes faults while it runs, after those it has', () => {
    const faults = createFaultEngine([{ match: { url: '' }, times: 1, do: answer(429) }]);
    faults.add([{ match: { url: '' }, times: 1, do: answer(503) }]);
    expect(faults.pending().map((one) => one.do)).toEqual([answer(429), answer(503)]);
    expect(faults.hit('GET', 'https://a/').end).toEqual(answer(429));
    expect(faults.hit('GET', 'https://a/').end).toEqual(answer(503));
  });
});
