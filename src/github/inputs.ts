// Reads and checks every input of a workflow step at once: one typed value, or all that is wrong with them together.
import type { Problem } from '../problem.ts';
import type { Inputs } from '../release/inputs.ts';
import { INPUTS } from './input-table.ts';
import type { InputDeclaration, InputKind, InputName } from './input-table.ts';
import * as parse from './parse.ts';
import type { Parsed } from './parse.ts';
import { nearestName } from '../nearest-name.ts';

export interface InputSource {
  /** `core.getInput`: the trimmed text, empty when not given. */
  getInput(name: string): string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function readInputs(
  source: InputSource,
): { readonly inputs: Inputs } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [...unknownInputs(source.environment)];
  const read = createReader(source, problems);
  const inputs: Inputs = {
    ...optional('clientId', read.text('client-id')),
    ...optional('tenantId', read.text('tenant-id')),
    subscriptionId: read.required('subscription-id'),
    environment: read.required('environment'),
    oidcAudience: read.required('oidc-audience'),
    ...optional('resourceGroup', read.text('resource-group')),
    vmName: read.required('vm-name'),
    captureMode: read.enumeration('capture-mode'),
    containerName: read.required('container-name'),
    ...optional('vhdPrefix', read.text('vhd-prefix')),
    ...optional('storageAccount', read.text('storage-account')),
    exportVhd: read.boolean('export-vhd') ?? true,
    dataDisks: read.enumeration('data-disks'),
    gallery: read.required('gallery'),
    createGallery: read.boolean('create-gallery') ?? false,
    ...optional('imageDefinition', read.text('image-definition')),
    ...optional('imageVersion', read.text('image-version')),
    replicaRegions: read.value('replica-regions', parse.parseRegions) ?? new Map<string, number>(),
    ...optional('excludeFromLatest', read.boolean('exclude-from-latest')),
    ...optional('endOfLifeDate', read.value('end-of-life-date', parse.parseDate)),
    batchAccount: read.required('batch-account'),
    poolSpec: read.value('pool-spec', parse.parseDocument) ?? '',
    ...optional('poolId', read.text('pool-id')),
    existingPool: read.enumeration('existing-pool'),
    waitFor: read.enumeration('wait-for'),
    ...optional('minReadyNodes', read.integer('min-ready-nodes')),
    mode: read.enumeration('mode'),
    timeoutMs: read.value('timeout', parse.parseDuration) ?? 0,
    tags: read.value('tags', parse.parsePairs) ?? {},
  };
  if (source.getInput('resource-group') === '') {
    const named = [inputs.vmName, inputs.gallery, inputs.batchAccount, inputs.storageAccount];
    if (named.some((name) => name !== undefined && !name.startsWith('/'))) problems.push(missing('resource-group'));
  }
  return problems.length > 0 ? { problems } : { inputs };
}

/** Names of the inputs of one kind, so that each is read by the right reader. */
type NameOf<K extends InputKind> = {
  [N in InputName]: (typeof INPUTS)[N]['kind'] extends K ? N : never;
}[InputName];

type ValueOf<N extends NameOf<'enum'>> = (typeof INPUTS)[N]['values'][number];

interface Reader {
  text(name: NameOf<'text'>): string | undefined;
  /** Also for inputs with a default, which are never empty. */
  required(name: NameOf<'text'>): string;
  boolean(name: NameOf<'boolean'>): boolean | undefined;
  integer(name: NameOf<'integer'>): number | undefined;
  enumeration<N extends NameOf<'enum'>>(name: N): ValueOf<N>;
  value<T>(
    name: NameOf<'document' | 'duration' | 'date' | 'pairs' | 'regions'>,
    read: (text: string) => Parsed<T>,
  ): T | undefined;
}

function createReader(source: InputSource, problems: Problem[]): Reader {
  const read = <T>(name: InputName, parser: (text: string) => Parsed<T>): T | undefined => {
    const declaration: InputDeclaration = INPUTS[name];
    const text = source.getInput(name) || declaration.default || '';
    if (text === '') {
      if (declaration.required) problems.push(missing(name));
      return undefined;
    }
    const parsed = parser(text);
    if (parsed.ok) return parsed.value;
    problems.push({
      code: 'input-invalid',
      input: name,
      found: parsed.found ?? parse.quote(text),
      expected: parsed.expected,
      fix: `Correct \`${name}\` in the workflow.`,
    });
    return undefined;
  };
  return {
    text: (name) => read(name, parse.parseText),
    required: (name) => read(name, parse.parseText) ?? '',
    boolean: (name) => read(name, parse.parseBoolean),
    integer: (name) => read(name, (text) => parse.parseInteger(text, INPUTS[name].minimum)),
    enumeration: (name) => {
      const values: readonly ValueOf<typeof name>[] = INPUTS[name].values;
      return read(name, (text) => parse.parseEnum(text, values)) ?? INPUTS[name].default;
    },
    value: read,
  };
}

function missing(name: InputName): Problem {
  return {
    code: 'input-missing',
    input: name,
    found: 'nothing',
    expected: 'a value',
    fix: `Add \`${name}\` under \`with:\`. A value that comes from \`vars\` or \`secrets\` is empty where that name is not defined, and secrets are empty in runs from forks.`,
  };
}

/**
 * The runner only warns about an input that action.yml does not declare, and goes on without it. Inputs of other steps
 * are not visible here: the runner sets INPUT_ variables for each step anew.
 */
function unknownInputs(environment: InputSource['environment']): readonly Problem[] {
  const names = Object.keys(INPUTS);
  const known = new Set(names.map((name) => `INPUT_${name.toUpperCase()}`));
  return Object.keys(environment)
    .filter((variable) => variable.startsWith('INPUT_') && !known.has(variable))
    .sort()
    .map((variable) => {
      const name = variable.slice('INPUT_'.length).toLowerCase();
      const near = nearestName(name, names);
      return {
        code: 'input-unknown',
        input: name,
        found: 'an input that this action does not have',
        expected: near === undefined ? 'one of the inputs that it declares' : `\`${near}\``,
        fix: near === undefined ? `Remove \`${name}\`.` : `Did you mean \`${near}\`?`,
      };
    });
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  // A computed key widens to string; Partial<Record> is what remains true of it.
  const field: Partial<Record<K, V>> = {};
  if (value !== undefined) field[key] = value;
  return field;
}
