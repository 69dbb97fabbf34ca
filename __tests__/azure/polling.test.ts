import { expect, test } from '@jest/globals';
import { DeadlineExceeded, poll } from '../../src/azure/polling.ts';
import { after, fakeHost } from './fake-host.ts';

const script = (states: readonly string[]): (() => Promise<string>) => {
  let next = 0;
  return async () => states[Math.min(next++, states.length - 1)] ?? '';
};
const rules = { what: 'the thing', deadline: after(60), done: (state: string) => state === 'done' };

test('intervals grow by half up to ten seconds', async () => {
  const host = fakeHost();
  await poll(host, { ...rules, read: script([...Array<string>(10).fill('same'), 'done']) });
  expect(host.waits).toEqual([1000, 1500, 2250, 3375, 5063, 7595, 10000, 10000, 10000, 10000]);
});

test('a change starts the intervals anew and is reported once', async () => {
  const host = fakeHost();
  const seen: string[] = [];
  const read = script(['a', 'a', 'a', 'b', 'b', 'done']);
  await poll(host, { ...rules, read, onChange: (state) => seen.push(state) });
  expect(host.waits).toEqual([1000, 1500, 2250, 1000, 1500]);
  expect(seen).toEqual(['a', 'b', 'done']);
});

test('what the service asks for is obeyed', async () => {
  const host = fakeHost();
  await poll(host, {
    ...rules,
    read: script(['a', 'a', 'b', 'done']),
    retryAfter: (state) => (state === 'a' ? 250 : undefined),
  });
  expect(host.waits).toEqual([250, 250, 1000]);
});

test('only the named state counts as a change', async () => {
  const host = fakeHost();
  const seen: number[] = [];
  let n = 0;
  await poll(host, {
    what: 'x',
    deadline: after(60),
    read: async () => (n += 1),
    done: (value) => value === 4,
    state: (value) => (value < 3 ? 'low' : 'high'),
    onChange: (value) => seen.push(value),
  });
  expect(seen).toEqual([1, 3]);
});

test('a missed deadline says what, how long and the last state', async () => {
  const host = fakeHost();
  const late = poll(host, { ...rules, deadline: after(1), read: script(['Replicating']), state: (state) => state });
  await expect(late).rejects.toMatchObject({
    name: 'DeadlineExceeded',
    what: 'the thing',
    elapsedMs: 60_000,
    lastState: 'Replicating',
  });
  await expect(late).rejects.toThrow('Waited 60 s for the thing, which is still Replicating.');
  await expect(late).rejects.toBeInstanceOf(DeadlineExceeded);
  expect(host.waits.reduce((sum, wait) => sum + wait, 0)).toBe(60_000);
});

test('the deadline is looked at after a last read', async () => {
  const host = fakeHost();
  const read = async (): Promise<string> => (host.clock.now() >= after(1) ? 'done' : 'not yet');
  await expect(poll(host, { ...rules, deadline: after(1), read })).resolves.toBe('done');
});

test('cancelling ends the wait', async () => {
  const host = fakeHost();
  const read = async (): Promise<string> => {
    host.cancel(new Error('cancelled'));
    return 'not yet';
  };
  await expect(poll(host, { ...rules, read })).rejects.toThrow('cancelled');
});
