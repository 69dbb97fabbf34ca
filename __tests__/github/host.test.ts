import { EventEmitter } from 'node:events';
import { describe, expect, jest, test } from '@jest/globals';
import { createHost } from '../../src/github/host.ts';
import { createClock } from '../../src/github/clock.ts';

function setUp() {
  const lines: string[] = [];
  const print =
    (name: string) =>
    (text: string | Error, properties: object = {}): void => {
      lines.push(`${name}${Object.keys(properties).length > 0 ? JSON.stringify(properties) : ''}: ${String(text)}`);
    };
  const signals = new EventEmitter();
  let now = new Date('2026-11-23T10:00:00Z');
  const host = createHost({
    core: {
      info: print('info'),
      notice: print('notice'),
      warning: print('warning'),
      error: print('error'),
      debug: print('debug'),
      setSecret: print('mask'),
      startGroup: print('group'),
      endGroup: () => lines.push('endgroup'),
    },
    signals,
    clock: { now: () => now, sleep: async () => undefined },
  });
  return { host, lines, signals, pass: (ms: number) => (now = new Date(now.getTime() + ms)) };
}

describe('progress', () => {
  test('tells the time since the start', () => {
    const { host, lines, pass } = setUp();
    host.progress('export: 0 %');
    pass(723_000);
    host.progress('export: 50 %');
    pass(3_600_000);
    host.progress('export: done');
    expect(lines).toEqual(['info: [00:00] export: 0 %', 'info: [12:03] export: 50 %', 'info: [1:12:03] export: done']);
  });

  test('text from elsewhere is never a workflow command', () => {
    const { host, lines } = setUp();
    host.progress('stderr:\n::set-output name=x::y\r##[add-mask]z');
    expect(lines).toEqual(['info: [00:00] stderr:\n  | ::set-output name=x::y\n  | ## [add-mask]z']);
    // Only the first line starts without the bar, and the elapsed time stands before it.
    expect(
      lines
        .join('\n')
        .split('\n')
        .some((line) => line.startsWith('::')),
    ).toBe(false);
  });
});

describe('secrets', () => {
  test('each line of one is masked, and none is printed from then on', () => {
    const { host, lines } = setUp();
    host.secret('-----BEGIN-----\nabcdef\n}\n');
    host.progress('key abcdef, in {}');
    host.warning('-----BEGIN-----');
    expect(lines).toEqual([
      'mask: -----BEGIN-----\nabcdef\n}',
      'mask: -----BEGIN-----',
      'mask: abcdef',
      'info: [00:00] key ***, in {}',
      'warning: ***',
    ]);
    expect(host.warnings).toEqual(['***']);
  });

  test('the longer of two overlapping secrets is replaced whole', () => {
    const { host } = setUp();
    host.secret('token');
    host.secret('token-and-more');
    expect(host.redact('token-and-more token')).toBe('*** ***');
  });
});

describe('annotations', () => {
  test('nine of a type, then how many more there are; the log has all', () => {
    const { host, lines } = setUp();
    for (let index = 1; index <= 12; index += 1) host.warning(`w${index}`);
    host.error('e');
    host.finish();
    expect(lines.filter((line) => line.startsWith('warning'))).toHaveLength(10);
    expect(lines).toContain('info: Warning: w10');
    expect(lines).toContain('info: Warning: w12');
    expect(lines.at(-1)).toBe('warning: and 3 more: see the log and the job summary');
    expect(host.warnings).toHaveLength(12);
  });

  test('a message over the limit is cut, and whole in the log', () => {
    const { host, lines } = setUp();
    host.error('x'.repeat(5000));
    expect(lines[0]).toHaveLength('error: '.length + 4096);
    expect(lines[1]).toContain('x'.repeat(5000));
  });

  test('a problem in a file of the workspace is marked there', () => {
    const { host, lines } = setUp();
    const problem = { code: 'pool-spec-value', input: 'pool-spec', found: '1', expected: '2', fix: 'Fix it.' } as const;
    host.problems([
      { ...problem, position: { file: 'package.json', line: 3, column: 5 } },
      { ...problem, position: { file: 'no-such-file', line: 3, column: 5 } },
    ]);
    expect(lines[0]).toContain('"file":"package.json","startLine":3,"startColumn":5');
    expect(lines[0]).toContain('package.json:3:5: pool-spec: found 1; expected 2. Fix it.');
    expect(lines[1]).not.toContain('startLine');
  });
});

describe('groups', () => {
  test('an inner group stays in the outer one, also when the work fails', async () => {
    const { host, lines } = setUp();
    const failing = host.group('outer', async () => host.group('inner', async () => Promise.reject(new Error('no'))));
    await expect(failing).rejects.toThrow('no');
    await host.group('next', async () => undefined);
    expect(lines).toEqual(['group: outer', 'endgroup', 'group: next', 'endgroup']);
  });
});

describe('cancellation', () => {
  test('SIGINT aborts the run at once and the tidying up when its time is over', () => {
    jest.useFakeTimers();
    try {
      const { host, signals } = setUp();
      expect(host.signal.aborted).toBe(false);
      signals.emit('SIGINT', 'SIGINT');
      expect(host.signal.aborted).toBe(true);
      expect(host.signal.reason).toMatchObject({ name: 'AbortError' });
      jest.advanceTimersByTime(6499);
      expect(host.grace.aborted).toBe(false);
      jest.advanceTimersByTime(1);
      expect(host.grace.aborted).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  test('SIGTERM leaves less time, and finishing removes the listeners', () => {
    jest.useFakeTimers();
    try {
      const { host, signals } = setUp();
      signals.emit('SIGTERM', 'SIGTERM');
      jest.advanceTimersByTime(1500);
      expect(host.grace.aborted).toBe(true);
      host.finish();
      expect(signals.listenerCount('SIGINT') + signals.listenerCount('SIGTERM')).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the clock', () => {
  test('a sleep ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const sleeping = createClock().sleep(60_000, controller.signal);
    controller.abort(new Error('cancelled'));
    await expect(sleeping).rejects.toThrow('cancelled');
    await expect(createClock().sleep(0, controller.signal)).rejects.toThrow('cancelled');
    await expect(createClock().sleep(1, new AbortController().signal)).resolves.toBeUndefined();
  });
});
