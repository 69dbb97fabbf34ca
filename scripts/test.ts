// What `npm test` runs: types, lint, formatting, the tests, and that dist is what src builds. All stages run, also after
// one has failed; arguments go to jest. The last line counts jest's tests: `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const MODULES = join(ROOT, 'node_modules');

interface Stage {
  readonly name: string;
  readonly args: readonly string[];
}

function runStage({ name, args }: Stage, position: string): boolean {
  console.log(`\n[${position}] ${name} ...`);
  const startedAt = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`[${position}] ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
  return status === 0;
}

function readCounts(report: string): { readonly passed: number; readonly failed: number } {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const json = JSON.parse(readFileSync(report, 'utf8')) as Partial<Record<string, unknown>>;
  const count = (name: string): number => (typeof json[name] === 'number' ? json[name] : 0);
  return { passed: count('numPassedTests'), failed: count('numFailedTests') };
}

const folder = mkdtempSync(join(tmpdir(), 'tests-'));
const report = join(folder, 'jest.json');
const stages: readonly Stage[] = [
  { name: 'types', args: [join(MODULES, 'typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  { name: 'lint', args: [join(MODULES, 'eslint/bin/eslint.js'), '.'] },
  {
    name: 'formatting',
    args: [join(MODULES, 'prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'],
  },
  { name: 'dist is what src builds', args: ['scripts/build.ts', '--check'] },
  {
    name: 'tests',
    args: [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(MODULES, 'jest/bin/jest.js'),
      '--json',
      `--outputFile=${report}`,
      ...process.argv.slice(2),
    ],
  },
];

const failed = stages.filter((stage, index) => !runStage(stage, `${index + 1}/${stages.length}`));
const counts = readCounts(report);
rmSync(folder, { recursive: true, force: true });
console.log(failed.length > 0 ? `\nfailed: ${failed.map(({ name }) => name).join(', ')}` : '\nall stages passed');
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
