// The command line of `npm run foreign-clients`.
import { parseArgs } from 'node:util';

export interface ForeignClientsArguments {
  /** The tools to run; all that are installed when empty. */
  readonly only: readonly string[];
}

export const USAGE = `Usage: npm run foreign-clients -- [--only NAME]...

Drives clients that this project did not write against the simulated Azure, and tells for each step whether it went
well. It installs nothing: a tool that is not on this machine is skipped.
`;

export function readArguments(
  given: readonly string[],
  known: readonly string[],
): ForeignClientsArguments | { readonly problem: string } {
  try {
    const { values } = parseArgs({ args: [...given], options: { only: { type: 'string', multiple: true } } });
    const only = values.only ?? [];
    const unknown = only.find((name) => !known.includes(name));
    if (unknown !== undefined) return { problem: `--only: there is no "${unknown}"; there are ${known.join(', ')}.` };
    return { only };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
