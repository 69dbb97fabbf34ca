// What the runner takes from action.yml: the inputs with their defaults, and when `post` runs.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

export interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default?: unknown } | null>>;
  readonly postIf: string;
}

/** The action.yml beside or above the entry file. */
export function findManifest(entry: string): Manifest {
  for (let directory = dirname(entry); ; directory = dirname(directory)) {
    const path = join(directory, 'action.yml');
    if (existsSync(path)) return readManifest(path);
    if (directory === dirname(directory)) throw new Error(`No action.yml beside or above ${entry}.`);
  }
}

function readManifest(path: string): Manifest {
  const yaml = parse(readFileSync(path, 'utf8')) as {
    readonly inputs?: Manifest['inputs'] | null;
    readonly runs?: { readonly 'post-if'?: string } | null;
  };
  return { inputs: yaml.inputs ?? {}, postIf: yaml.runs?.['post-if'] ?? 'always()' };
}

/** The INPUT_* variables: what the workflow gives, else the default, else the empty string, for every declared input. */
export function inputVariables(
  manifest: Manifest,
  given: Readonly<Record<string, string>>,
  github: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const [name, declared] of Object.entries(manifest.inputs)) {
    const fallback = declared?.default;
    values.set(
      name.toLowerCase(),
      fallback === undefined || fallback === null ? '' : evaluated(textOf(fallback), github),
    );
  }
  for (const [name, value] of Object.entries(given)) values.set(name.toLowerCase(), value);
  return Object.fromEntries(
    [...values].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

/** The text that the runner writes before an action that is given an input it does not declare. */
export function unexpectedInputs(manifest: Manifest, given: Readonly<Record<string, string>>): string | undefined {
  const known = Object.keys(manifest.inputs);
  const lower = new Set(known.map((name) => name.toLowerCase()));
  const unexpected = Object.keys(given).filter((name) => !lower.has(name.toLowerCase()));
  if (unexpected.length === 0) return undefined;
  const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
  return `Unexpected input(s) ${list(unexpected)}, valid inputs are [${list(known)}]`;
}

/** Defaults may use the `github` context; nothing else is known when an action starts. */
function evaluated(text: string, github: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{\s*github\.(\w+)\s*\}\}/g, (_, name: string) => github[name] ?? '');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
