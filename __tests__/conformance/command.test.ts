// The command as a process: its exit codes, and what it says.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordScenarios } from '../../conformance/record-scenarios.ts';
import { read, TOYS, URL_OF_TOY, writeFiles } from './toys.ts';

const COMMAND = join(import.meta.dirname, '..', '..', 'conformance', 'conformance.ts');

let directory = '';
let empty = '';
beforeAll(() => {
  directory = writeFiles(TOYS);
  empty = writeFiles({ 'package.json': {} });
});
afterAll(() => {
  for (const one of [directory, empty]) rmSync(one, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<{ code: unknown; out: string; error: string }> {
  const child = spawn(process.execPath, [COMMAND, ...args]);
  const texts = { out: '', error: '' };
  child.stdout.on('data', (piece: Buffer) => (texts.out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (texts.error += piece.toString()));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, ...texts };
}

function log(...lines: readonly unknown[]): string {
  const file = join(empty, 'log.jsonl');
  writeFileSync(file, lines.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join(''));
  return file;
}

describe('npm run conformance', () => {
  test('ends well on a record without findings, and shows its operations', async () => {
    const { code, out, error } = await run(directory, '--log', log(read(), read({ n: 8 })));
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/Microsoft\.Toys {2}Toys_Get {3}2020-01-01 {3}2 {9}2 {8}0/);
    expect(out).toContain('1 operations, 2 exchanges validated, 0 not covered, 0 findings');
  });

  test('fails with the place of a finding, told once for many exchanges', async () => {
    const wrong = { id: '/toy', properties: { size: 'big' } };
    const { code, out } = await run(directory, '--log', log(...[1, 2, 3].map((n) => read({ n, responseBody: wrong }))));
    expect(code).toBe(1);
    expect(out).toContain(
      '#1 Toys_Get, answer: INVALID_TYPE at $.properties.size: found "big", expected Expected type integer but found type string (and 2 more, up to #3)',
    );
  });

  test('fails when there was nothing to validate', async () => {
    const login = read({ method: 'POST', url: 'https://login.microsoftonline.com/t/oauth2/v2.0/token' });
    const { code, out } = await run(directory, '--log', log(login));
    expect(code).toBe(1);
    expect(out).toContain('Nothing was validated.');
    expect(out).toContain('1 x Sign-in at Microsoft Entra ID');
  });

  test.each([
    ['no directory', [], 'One directory with OpenAPI files is needed, not 0.'],
    ['a directory that is not there', ['/nowhere/specs'], '/nowhere/specs: no such directory'],
    ['an unknown option', ['.', '--fast'], "Unknown option '--fast'"],
    ['a record that is not there', ['.', '--log', 'nowhere.jsonl'], '--log nowhere.jsonl: no such file.'],
  ])('explains %s', async (_, args, message) => {
    const { code, error } = await run(...args);
    expect(code).toBe(1);
    expect(error).toContain(message);
  });

  test('explains a directory without OpenAPI files', async () => {
    const { code, error } = await run(empty, '--log', log(read()));
    expect(code).toBe(1);
    expect(error).toContain('holds no OpenAPI (Swagger 2.0) files.');
  });

  test.each([
    ['nonsense', 'not a JSON line.'],
    [{ n: 1, method: 'GET', url: URL_OF_TOY }, 'not an exchange'],
  ])('names the line of a record that is none', async (line, message) => {
    const { code, error } = await run(directory, '--log', log(read(), line));
    expect(code).toBe(1);
    expect(error).toContain(`log.jsonl:2: ${message}`);
  });
});

describe('the record', () => {
  test('has what a run of the bundled action sent, under the name of its scenario', async () => {
    const inputs = { mode: 'plan' };
    const exchanges = await recordScenarios([{ name: 'plan', runs: [{ inputs, exitCode: 0 }] }], () => undefined);
    expect(exchanges[0]).toMatchObject({ scenario: 'plan', n: 1 });
    expect(exchanges.some(({ url }) => url.includes('/virtualMachines/vm-golden?'))).toBe(true);
  });

  test('is refused when a run ends otherwise', async () => {
    const inputs = { mode: 'nonsense' };
    await expect(
      recordScenarios([{ name: 'a plan', runs: [{ inputs, exitCode: 0 }] }], () => undefined),
    ).rejects.toThrow(/Scenario "a plan" ended with exit code 1 instead of 0/);
  });
});
