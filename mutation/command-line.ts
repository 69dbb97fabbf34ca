// The command line: which preconditions, which tests, how many processes.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run mutation -- [--list] [--tests PATH]... [--workers N] [--log FILE] [PATH...]

  PATH            only preconditions in these files or folders; simulator without it
  --list          list the preconditions and end
  --tests PATH    only these tests, files or folders; __tests__/simulator without it
  --workers N     so many processes; as many as there are cores without it
  --log FILE      write one JSON line for each precondition, with the test that holds it
`;

export interface Arguments {
  readonly paths: readonly string[];
  readonly tests: readonly string[];
  readonly onlyLists: boolean;
  readonly workers: number;
  readonly log: string | undefined;
}

/** The arguments, or what is wrong with them. */
export function readArguments(root: string, args: readonly string[]): Arguments | { readonly problem: string } {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      options: {
        list: { type: 'boolean', default: false },
        tests: { type: 'string', multiple: true, default: ['__tests__/simulator'] },
        workers: { type: 'string', default: String(availableParallelism()) },
        log: { type: 'string' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { list, tests, workers, log } = parsed.values;
  const paths = parsed.positionals.length === 0 ? ['simulator'] : parsed.positionals;
  const absent = [...paths, ...tests].find((path) => !existsSync(join(root, path)));
  if (absent !== undefined) return { problem: `${absent}: no such file or folder.` };
  if (!/^[1-9]\d?$/.test(workers)) return { problem: `--workers ${workers}: a number from 1 to 99 is needed.` };
  return { paths, tests, onlyLists: list, workers: Number(workers), log };
}
