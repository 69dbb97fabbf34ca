// The frame around the foreign clients: what it says where no tool is installed, and how it counts.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readArguments } from '../../foreign-clients/arguments.ts';
import { words } from '../../foreign-clients/az/words.ts';
import { createReport } from '../../foreign-clients/report.ts';

const RUN = fileURLToPath(new URL('../../foreign-clients/run.ts', import.meta.url));

function run(...given: readonly string[]) {
  return spawnSync(process.execPath, [RUN, ...given], { encoding: 'utf8', env: { PATH: '' } });
}

describe('npm run foreign-clients', () => {
  test('where no tool is installed nothing is tried, and that is no failure', () => {
    const { status, stdout } = run();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^skipped Azure CLI: it is not installed here\. It needs the command `az`/);
    expect(stdout).toMatch(/Nothing was tried: none of these tools is installed here\.\n$/);
  });

  test('a tool that is not known is refused', () => {
    const { status, stderr } = run('--only', 'terraform');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^--only: there is no "terraform"; there are az/);
  });

  test('reads its arguments', () => {
    expect(readArguments([], ['az'])).toEqual({ only: [] });
    expect(readArguments(['--only', 'az', '--only', 'packer'], ['az', 'packer'])).toEqual({ only: ['az', 'packer'] });
    expect(readArguments(['--all'], ['az'])).toHaveProperty('problem');
  });
});

describe('the report', () => {
  test('says ok or FAIL with the reason, goes on, and counts', async () => {
    const lines: string[] = [];
    const report = createReport('az', (line) => lines.push(line));
    expect(await report.step('works', async () => 'well')).toBe(true);
    expect(await report.step('breaks', () => Promise.reject(new Error('first\nsecond')))).toBe(false);
    expect(await report.step('works again', async () => undefined)).toBe(true);
    expect(report.tally()).toEqual({ steps: 3, failed: 1 });
    expect(lines[0]).toMatch(/^ok {4}az: works \(\d+\.\d s\)$/);
    expect(lines[1]).toMatch(/^FAIL {2}az: breaks \(\d+\.\d s\)\n {8}first\n {8}second$/);
  });
});

describe('the words of a command', () => {
  const split = (template: TemplateStringsArray, ...values: readonly string[]) => words(template, values);

  test('are split at spaces and line ends of the template only', () => {
    expect(split`vm show -g ${'a group'}
      -n ${'vm'}`).toEqual(['vm', 'show', '-g', 'a group', '-n', 'vm']);
  });

  test('a value may be a part of a word, or several a word together', () => {
    expect(split`--url https://${'host'}/a b ${'x'}${'y z'}`).toEqual(['--url', 'https://host/a', 'b', 'xy z']);
    expect(split`${''} end`).toEqual(['', 'end']);
  });
});
