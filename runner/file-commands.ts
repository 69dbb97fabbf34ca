// The files through which an action talks to the runner: outputs, state, environment, path, summary.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The variable that names each file to the action. */
const VARIABLES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY'] as const;
type Variable = (typeof VARIABLES)[number];

/** GitHub discards a larger summary whole. */
const SUMMARY_LIMIT = 1024 * 1024;

export interface FileCommands {
  /** To be set in the action's environment. */
  readonly environment: Readonly<Record<Variable, string>>;
  read(): FileResults;
}

export interface FileResults {
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly summary: string;
  /** Whether GitHub would show nothing because the summary is too large. */
  readonly summaryDiscarded: boolean;
}

/** Makes fresh, empty files for one step. */
export function createFileCommands(directory: string): FileCommands {
  mkdirSync(directory, { recursive: true });
  const path = (variable: Variable): string => join(directory, variable.toLowerCase());
  for (const variable of VARIABLES) writeFileSync(path(variable), '');
  const text = (variable: Variable): string => readFileSync(path(variable), 'utf8');
  return {
    environment: Object.fromEntries(VARIABLES.map((one) => [one, path(one)])) as Record<Variable, string>,
    read() {
      const summary = text('GITHUB_STEP_SUMMARY');
      const summaryDiscarded = Buffer.byteLength(summary) > SUMMARY_LIMIT;
      return {
        outputs: parseKeyValues(text('GITHUB_OUTPUT')),
        state: parseKeyValues(text('GITHUB_STATE')),
        environment: parseKeyValues(text('GITHUB_ENV')),
        paths: text('GITHUB_PATH')
          .split(/\r?\n/)
          .filter((line) => line !== ''),
        summary: summaryDiscarded ? '' : summary,
        summaryDiscarded,
      };
    },
  };
}

/** `name=value` lines and `name<<DELIMITER` blocks, read as the runner reads them. A later entry of a name wins. */
export function parseKeyValues(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      const name = line.slice(0, equals);
      if (name === '') throw new Error(`Invalid format '${line}'. Name must not be empty`);
      values[name] = line.slice(equals + 1);
    } else if (heredoc >= 0) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '')
        throw new Error(`Invalid format '${line}'. Name and delimiter must not be empty`);
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      values[name] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return values;
}
