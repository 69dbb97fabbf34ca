import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AzureServiceError } from '../../src/azure/errors.ts';
import { createHost } from '../../src/github/host.ts';
import { createOutputs } from '../../src/github/outputs.ts';
import { outcomeOf, reportResult } from '../../src/github/report.ts';
import { unwritten, type Outcome } from '../../src/release/result.ts';
import { succeeded } from './a-result.ts';

let folder = '';
const before = process.env['GITHUB_STEP_SUMMARY'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  process.env['GITHUB_STEP_SUMMARY'] = join(folder, 'summary.md');
});

afterEach(() => {
  process.exitCode = undefined;
  if (before === undefined) delete process.env['GITHUB_STEP_SUMMARY'];
  else process.env['GITHUB_STEP_SUMMARY'] = before;
  rmSync(folder, { recursive: true, force: true });
});

function setUp() {
  const lines: string[] = [];
  const outputs = new Map<string, string>();
  const signals = new EventEmitter();
  const print = (text: string | Error): void => void lines.push(String(text));
  const host = createHost({
    core: {
      info: print,
      notice: print,
      warning: print,
      error: print,
      debug: print,
      setSecret: () => undefined,
      startGroup: print,
      endGroup: () => undefined,
    },
    signals,
  });
  const parts = { host, outputs: createOutputs((name, value: string) => outputs.set(name, value)) };
  const endWith = (outcome: Outcome): void => {
    const now = host.clock.now();
    reportResult(unwritten(outcome, { startedAt: now, endedAt: now }), parts);
  };
  const summary = (): string => readFileSync(join(folder, 'summary.md'), 'utf8');
  return { host, lines, outputs, signals, parts, endWith, summary };
}

describe('the end of a run', () => {
  test('success: outputs, summary, exit code 0', () => {
    const { host, parts, outputs, summary } = setUp();
    reportResult(succeeded, { ...parts, portal: 'https://portal.azure.com' });
    host.finish();
    expect(process.exitCode).toBeUndefined();
    expect(outputs.get('pool-id')).toBe('render-1-4-0');
    expect(summary()).toContain('https://portal.azure.com/#resource/subscriptions/');
  });

  test('problems: all of them, nothing changed, exit code 1', () => {
    const { host, endWith, outputs, lines, summary } = setUp();
    const problem = { code: 'gallery-not-found', input: 'gallery', found: 'x', expected: 'y', fix: 'Do z.' } as const;
    endWith({ kind: 'refused', problems: [problem] });
    host.finish();
    expect(process.exitCode).toBe(1);
    expect(lines[0]).toBe(
      'gallery: found x; expected y. Do z. See https://learn.microsoft.com/azure/virtual-machines/create-gallery',
    );
    expect(outputs.get('changed')).toBe('false');
    expect(summary()).toContain('nothing was written');
  });

  test('an error of a service is told whole, with its hint', () => {
    const { host, endWith, outputs, lines } = setUp();
    const error = new AzureServiceError({
      service: 'Entra',
      code: 'AADSTS700213',
      serviceMessage: 'No matching federated identity record found',
      operation: 'sign in',
      correlationId: 'corr-9',
    });
    endWith(outcomeOf(error, 'sign-in', host));
    host.finish();
    expect(process.exitCode).toBe(1);
    expect(lines[0]).toContain('No matching federated identity record found');
    expect(lines[0]).toContain('Fix: ');
    expect(JSON.parse(outputs.get('result') ?? '')).toMatchObject({
      outcome: 'failed',
      phase: 'sign-in',
      failure: { code: 'AADSTS700213' },
    });
  });

  test('what follows from a cancellation is a cancellation', () => {
    const { host, endWith, signals, outputs } = setUp();
    signals.emit('SIGINT', 'SIGINT');
    endWith(outcomeOf(new Error('aborted'), 'survey', host));
    host.finish();
    expect(JSON.parse(outputs.get('result') ?? '')).toMatchObject({ outcome: 'cancelled', phase: 'survey' });
  });

  test('a secret is nowhere, also where escaping would hide it from the runner', () => {
    const { host, endWith, outputs, lines, summary } = setUp();
    const secret = 'p_a*ss"w`ord';
    host.secret(secret);
    endWith(outcomeOf(new Error(`refused ${secret}`), 'pool', host));
    host.finish();
    for (const text of [summary(), outputs.get('result') ?? '', lines.join('\n')]) {
      expect(text).toMatch(/\*\*\*|&#42;&#42;&#42;/);
      expect(text).not.toMatch(/ss.{1,6}w.{1,6}ord/);
    }
  });

  test('without a summary file the run ends all the same', () => {
    const { host, parts } = setUp();
    process.env['GITHUB_STEP_SUMMARY'] = join(folder, 'no', 'such', 'folder');
    reportResult(succeeded, parts);
    host.finish();
    expect(process.exitCode).toBeUndefined();
  });
  test('a runner that takes no outputs is told of once, and the summary is written', () => {
    const { host, lines, summary } = setUp();
    const outputs = createOutputs(() => {
      throw new Error('Missing file at path: /gone');
    });
    reportResult(succeeded, { host, outputs });
    host.finish();
    expect(lines.filter((line) => line.includes('/gone'))).toEqual([
      'The outputs could not be set: Missing file at path: /gone',
    ]);
    expect(process.exitCode).toBe(1);
    expect(summary()).toContain('render-1-4-0');
  });
});
