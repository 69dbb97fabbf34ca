// The command line: which OpenAPI files, and which record.
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run conformance -- DIR [--log FILE]

  DIR          a directory with official OpenAPI files, as of the repository azure-rest-api-specs
  --log FILE   check this record (JSON lines of the simulator's --log) instead of making one
`;

export interface Arguments {
  readonly directory: string;
  readonly log: string | undefined;
}

/** The arguments, or what is wrong with them. */
export function readArguments(args: readonly string[]): Arguments | { readonly problem: string } {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: { log: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { log } = parsed.values;
  const [directory, ...others] = parsed.positionals;
  if (directory === undefined || others.length > 0)
    return { problem: `One directory with OpenAPI files is needed, not ${parsed.positionals.length}.` };
  if (!existsSync(directory) || !statSync(directory).isDirectory())
    return { problem: `${directory}: no such directory. It must hold official OpenAPI files.` };
  if (log !== undefined && !existsSync(log)) return { problem: `--log ${log}: no such file.` };
  return { directory, log };
}
