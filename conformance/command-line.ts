// The command line: which OpenAPI files, and which record.
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run conformance -- DIR [--verbose] [--log FILE]

  DIR          a directory with official OpenAPI files, as of the repository azure-rest-api-specs
  --verbose    a line for each operation, and the names of the examples
  --log FILE   check this record (JSON lines of the simulator's --log) instead of making one
`;

export interface Arguments {
  readonly directory: string;
  readonly log: string | undefined;
  readonly verbose: boolean;
}

/** The arguments, or what is wrong with them. */
export function readArguments(args: readonly string[]): Arguments | { readonly problem: string } {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      options: { log: { type: 'string' }, verbose: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { log, verbose = false } = parsed.values;
  const [directory, ...others] = parsed.positionals;
  if (directory === undefined || others.length > 0)
    return { problem: `One directory with OpenAPI files is needed, not ${parsed.positionals.length}.` };
  if (!existsSync(directory) || !statSync(directory).isDirectory())
    return { problem: `${directory}: no such directory. It must hold official OpenAPI files.` };
  if (log !== undefined && !existsSync(log)) return { problem: `--log ${log}: no such file.` };
  return { directory, log, verbose };
}
