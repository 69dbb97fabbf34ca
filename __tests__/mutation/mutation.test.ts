// The command as a process, on a toy: what it finds held, what not, and its exit codes.
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from '../../mutation/command-line.ts';
import { DOOR, DOOR_TEST, makeToy, OTHER_TESTS } from './toy.ts';

const COMMAND = join(import.meta.dirname, '..', '..', 'mutation', 'mutation.ts');
const SOURCE = 'simulator/house/door.ts';
const TEST = '__tests__/simulator/house/door.test.ts';

/** A run tries every precondition with jest. On a busy machine that takes its time. */
jest.setTimeout(600_000);

let toy = '';
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill();
  rmSync(toy, { recursive: true, force: true });
});

interface Run {
  readonly code: unknown;
  readonly out: string;
  readonly error: string;
}

async function run(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Run> {
  toy = makeToy(files);
  const started = spawn(process.execPath, [COMMAND, ...args], { cwd: toy });
  child = started;
  const texts = { out: '', error: '' };
  started.stdout.on('data', (piece: Buffer) => (texts.out += piece.toString()));
  started.stderr.on('data', (piece: Buffer) => (texts.error += piece.toString()));
  const [code] = (await once(started, 'close')) as unknown[];
  return { code, ...texts };
}

describe('npm run mutation', () => {
  test('names what no test meets, and what a test meets without noticing, and fails', async () => {
    const { code, out, error } = await run({ [SOURCE]: DOOR, [TEST]: DOOR_TEST });
    expect({ code, error }).toEqual({ code: 1, error: '' });
    expect(out.slice(out.indexOf('\n  '))).toBe(`
                preconditions          held      not held
simulator/house            11             6             5
total                      11             6             5
1 errors of the program itself (\`throw new Error\`) are not tried.

Not held:
simulator/house/door.ts:12: door.key !== 'lost' -> throw new Refusal('WrongKey');
  no test meets it
simulator/house/door.ts:22: door.isBricked === true -> throw new Refusal('Closed');
  not noticed by __tests__/simulator/house/door.test.ts: does not care why
simulator/house/door.ts:28: throw new Refusal('Gate');
  no test meets it
simulator/house/door.ts:37: door.isBricked === true -> return { status: 409 };
  no test meets it
simulator/house/door.ts:40: requireKey(door);
  no test meets it
`);
  });

  test('ends well when tests hold all, and logs which', async () => {
    const others = { '__tests__/simulator/house/others.test.ts': OTHER_TESTS };
    const { code, out } = await run({ [SOURCE]: DOOR, [TEST]: DOOR_TEST, ...others }, '--log', 'log.jsonl');
    expect(out).toMatch(/^total +11 +11 +0$/m);
    expect(out).not.toContain('Not held');
    expect(code).toBe(0);
    const lines = readFileSync(join(toy, 'log.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual({
      precondition: expect.objectContaining({ file: SOURCE, line: 26, text: "throw new Refusal('Trap');" }),
      verdict: expect.objectContaining({ kind: 'held', file: TEST, test: 'refuses a trap' }),
    });
  });

  test('tries nothing while a test fails by itself', async () => {
    const files = { [SOURCE]: DOOR, [TEST]: DOOR_TEST.replace("'open')", "'shut')") };
    const { code, error } = await run(files);
    expect(code).toBe(2);
    expect(error).toContain(`A test fails with every precondition on: ${TEST}: opens`);
    expect(error).toContain('Expected: "shut"');
  });

  test('lists', async () => {
    const { code, out } = await run({ [SOURCE]: DOOR }, '--list', '--tests', '.', 'simulator/house');
    expect(code).toBe(0);
    expect(out).toContain("simulator/house/door.ts:12: door.key !== 'bent' -> throw new Refusal('WrongKey');");
    expect(out).toContain("11 preconditions\n\nsimulator/house/door.ts:32: throw new Error('There is no door.');\n");
  });

  test('says what is wrong with its arguments', async () => {
    const { code, error } = await run({ [SOURCE]: DOOR }, '--tests', '.', 'simulator/attic');
    expect(code).toBe(2);
    expect(error).toMatch(/^simulator\/attic: no such file or folder\.\n\nUsage: npm run mutation/);
  });
});

test.each([
  [['--workers', '0'], '--workers 0: a number from 1 to 99 is needed.'],
  [['--tests', 'attic'], 'attic: no such file or folder.'],
  [['--test', 'mutation'], "Unknown option '--test'"],
])('%j are no arguments', (args, problem) => {
  const given = readArguments(join(import.meta.dirname, '..', '..'), args);
  expect(given).toEqual({ problem: expect.stringContaining(problem) });
});
