// `npm run mutation`: whether a test holds every precondition of the simulator. docs/mutation.md says how it is found out.
// Exit code 0 when all are held, 1 when one is not, 2 when nothing could be tried.
import { globSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { readArguments, USAGE, type Arguments } from './command-line.ts';
import { makeCopy } from './copy.ts';
import { findPreconditions, type Found } from './preconditions.ts';
import { rehearse } from './rehearsal.ts';
import { formatList, formatReport } from './report.ts';
import { tryAll, type Tried } from './trial.ts';

const root = process.cwd();
const given = readArguments(root, process.argv.slice(2));
if ('problem' in given) {
  process.stderr.write(`${given.problem}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  process.exitCode = await mutate(given);
}

async function mutate({ paths, tests, onlyLists, workers, log }: Arguments): Promise<number> {
  const found = findPreconditions(root, filesIn(paths, '*.ts'), compilerOptions());
  if (onlyLists) {
    say(formatList(found));
    return 0;
  }
  const copy = makeCopy(root, found.preconditions);
  try {
    const tried = await run(copy, found, filesIn(tests, '*.test.ts'), workers);
    if (tried === undefined) return 2;
    if (log !== undefined) writeFileSync(log, tried.map((one) => `${JSON.stringify(one)}\n`).join(''));
    say(`\n${formatReport(tried, found.invariants)}`);
    return tried.every(({ verdict }) => verdict.kind === 'held') ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function run(
  copy: string,
  { preconditions }: Found,
  tests: readonly string[],
  workers: number,
): Promise<readonly Tried[] | undefined> {
  say(`${preconditions.length} preconditions; rehearsing ${tests.length} test files ...`);
  const files = tests.map((path) => relative(root, path));
  const rehearsal = await rehearse(copy, files, workers);
  if (rehearsal.kind === 'failed') {
    const { file, test, message } = rehearsal;
    process.stderr.write(`A test fails with every precondition on: ${file}: ${test}\n${message}\n`);
    return undefined;
  }
  const startedAt = Date.now();
  return tryAll(copy, preconditions, rehearsal, workers, (done) => {
    if (done % 50 !== 0 && done !== preconditions.length) return;
    say(`${done} of ${preconditions.length} tried (${Math.round((Date.now() - startedAt) / 1000)} s)`);
  });
}

function filesIn(paths: readonly string[], pattern: string): readonly string[] {
  return paths
    .map((path) => resolve(root, path))
    .flatMap((path) => (statSync(path).isDirectory() ? globSync(join(path, '**', pattern)) : [path]))
    .sort();
}

/** This project's own, whatever is tried. */
function compilerOptions(): ts.CompilerOptions {
  const path = join(import.meta.dirname, '..', 'tsconfig.json');
  const { config } = ts.readConfigFile(path, (name) => ts.sys.readFile(name)) as { config: unknown };
  return ts.parseJsonConfigFileContent(config, ts.sys, join(import.meta.dirname, '..')).options;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
