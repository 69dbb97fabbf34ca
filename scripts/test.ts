// What `npm test` runs: types, lint, formatting, the tests, and that dist is what src builds. All stages run, also after
// one has failed; arguments go to jest. The last line counts jest's tests: `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const MODULES = join(ROOT, 'node_modules');

interface Stage {
  readonly name: string;
  readonly args: readonly string[];
}

const TYPES: Stage = { name: 'types', args: [join(MODULES, 'typescript/bin/tsc'), '-p', 'tsconfig.json'] };
const LINT: Stage = { name: 'lint', args: [join(MODULES, 'eslint/bin/eslint.js'), '.'] };
const FORMATTING: Stage = {
  name: 'formatting',
  args: [join(MODULES, 'prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'],
};
const DIST: Stage = { name: 'dist is what src builds', args: ['scripts/build.ts', '--check'] };

function tests(report: string): Stage {
  const jest = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(MODULES, 'jest/bin/jest.js'),
  ];
  return { name: 'tests', args: [...jest, '--json', `--outputFile=${report}`, ...process.argv.slice(2)] };
}

/** Each lane is a process at a time, so that two lanes keep the two cores of a small runner busy. */
async function runLanes(lanes: readonly (readonly Stage[])[]): Promise<readonly string[]> {
  return (await Promise.all(lanes.map(async (lane) => runLane(lane)))).flat();
}

async function runLane(lane: readonly Stage[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const stage of lane) if (!(await runStage(stage, 'pipe'))) failed.push(stage.name);
  return failed;
}

/** `pipe` keeps what the stage prints until it ends: other stages print too. */
async function runStage({ name, args }: Stage, output: 'pipe' | 'inherit'): Promise<boolean> {
  console.log(`\n${name} ...`);
  const startedAt = Date.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['inherit', output, output],
    env: { ...process.env, NODE_COMPILE_CACHE: join(MODULES, '.cache/compiled') },
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  const status = await new Promise<number | null>((done) => {
    child.on('close', done);
    child.on('error', () => {
      done(null);
    });
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(Buffer.concat(printed));
  console.log(`${name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
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
const failed = [...(await runLanes([[LINT], [TYPES, DIST, FORMATTING]]))];
if (!(await runStage(tests(report), 'inherit'))) failed.push('tests');
const counts = readCounts(report);
rmSync(folder, { recursive: true, force: true });
console.log(failed.length > 0 ? `\nfailed: ${failed.join(', ')}` : '\nall stages passed');
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
