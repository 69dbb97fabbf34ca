// Reads and checks every input of a workflow step at once: one typed value, or all that is wrong with them together.
import type { Problem } from '../problem.ts';
import type { Inputs, SourceInput, SignInInputs } from '../release/inputs.ts';
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
  const made = readSource(source, read, problems);
  const inputs: Inputs = {
    ...readSignIn(read),
    ...optional('resourceGroup', read.text('resource-group')),
    source: made,
    captureMode: read.enumeration('capture-mode'),
    ...optional('templatePath', read.text('template-path')),
    overwriteVhd: read.boolean('overwrite-vhd') ?? false,
    containerName: read.required('container-name'),
    ...optional('vhdPrefix', read.text('vhd-prefix')),
    ...optional('storageAccount', read.text('storage-account')),
    exportVhd: read.boolean('export-vhd') ?? true,
    dataDisks: read.enumeration('data-disks'),
    ...optional('gallery', made.kind === 'image-version' ? read.text('gallery') : read.needed('gallery')),
    createGallery: read.boolean('create-gallery') ?? false,
    ...optional('imageDefinition', read.text('image-definition')),
    ...optional('imageVersion', read.text('image-version')),
    ...optional('osType', read.choice('os-type')),
    ...optional('hyperVGeneration', read.choice('hyper-v-generation')),
    ...optional('architecture', read.choice('architecture')),
    ...optional('securityType', read.choice('security-type')),
    replicaRegions: read.value('replica-regions', parse.parseRegions) ?? new Map<string, number>(),
    ...optional('excludeFromLatest', read.boolean('exclude-from-latest')),
    ...optional('endOfLifeDate', read.value('end-of-life-date', parse.parseDate)),
    batchAccount: read.required('batch-account'),
    poolSpec: readPoolSpec(source, read, problems),
    ...optional('poolId', read.text('pool-id')),
    existingPool: read.enumeration('existing-pool'),
    waitFor: read.enumeration('wait-for'),
    ...optional('minReadyNodes', read.integer('min-ready-nodes')),
    mode: read.enumeration('mode') === 'plan' ? 'plan' : 'release',
    timeoutMs: read.value('timeout', parse.parseDuration) ?? 0,
    tags: read.value('tags', parse.parsePairs) ?? {},
  };
  if (source.getInput('resource-group') === '') {
    const vmName = inputs.source.kind === 'vm' ? inputs.source.vmName : undefined;
    const named = [vmName, inputs.gallery, inputs.batchAccount, inputs.storageAccount];
    if (named.some((name) => name !== undefined && !name.startsWith('/'))) problems.push(missing('resource-group'));
  }
  return problems.length > 0 ? { problems } : { inputs };
}

function readPoolSpec(source: InputSource, read: Reader, problems: Problem[]): string {
  if (source.getInput('pool-spec') === '') problems.push(missing('pool-spec'));
  return read.value('pool-spec', parse.parseDocument) ?? '';
}

/** The four ways to say what the image is made of. One that cannot be read is reported, and stands for nothing. */
function readSource(source: InputSource, read: Reader, problems: Problem[]): SourceInput {
  const given = SOURCES.filter((name) => source.getInput(name) !== '');
  if (given.length > 1) problems.push(severalSources(given));
  const [name] = given;
  switch (name) {
    case 'vm-name':
      return { kind: 'vm', vmName: read.required(name) };
    case 'vhd-url':
      return { kind: 'vhd-blob', vhdUrl: read.value(name, parse.parseUrl) ?? '' };
    case 'vhd-file':
      return { kind: 'vhd-file', vhdFile: read.required(name) };
    case 'image-version-id':
      return { kind: 'image-version', imageVersionId: read.required(name) };
    case undefined:
      problems.push(noSource());
      return { kind: 'vm', vmName: '' };
    default:
      return name satisfies never;
  }
}

export function readSignIn(read: Reader): SignInInputs {
  return {
    ...optional('clientId', read.text('client-id')),
    ...optional('tenantId', read.text('tenant-id')),
    subscriptionId: read.required('subscription-id'),
    environment: read.required('environment'),
    cloudEndpoints: read.value('cloud-endpoints', parse.parsePairs) ?? {},
    ...optional('oidcAudience', read.text('oidc-audience')),
  };
}

const SOURCES = ['vm-name', 'vhd-url', 'vhd-file', 'image-version-id'] as const;

function noSource(): Problem {
  return {
    ...missing('vm-name', 'one of them'),
    expected: 'a source: `vm-name`, `vhd-url`, `vhd-file` or `image-version-id`',
  };
}

function severalSources(given: readonly string[]): Problem {
  return {
    code: 'inputs-contradict',
    input: given[0] ?? '',
    found: given.map((name) => `\`${name}\``).join(' and '),
    expected: 'exactly one source',
    fix: 'Keep the one that the image is to be made of.',
  };
}

/** Names of the inputs of one kind, so that each is read by the right reader. */
type NameOf<K extends InputKind> = {
  [N in InputName]: (typeof INPUTS)[N]['kind'] extends K ? N : never;
}[InputName];

type ValueOf<N extends NameOf<'enum'>> = (typeof INPUTS)[N]['values'][number];

/** Enumerations with a default, and those without: these may be left out. */
type NameOfChosen = {
  [N in NameOf<'enum'>]: (typeof INPUTS)[N] extends { readonly default: string } ? N : never;
}[NameOf<'enum'>];
type NameOfOpen = Exclude<NameOf<'enum'>, NameOfChosen>;

export interface Reader {
  text(name: NameOf<'text'>): string | undefined;
  /** For an input that only some runs need; its absence is reported. */
  needed(name: NameOf<'text'>): string | undefined;
  /** Also for inputs with a default, which are never empty. */
  required(name: NameOf<'text'>): string;
  boolean(name: NameOf<'boolean'>): boolean | undefined;
  integer(name: NameOf<'integer'>): number | undefined;
  enumeration<N extends NameOfChosen>(name: N): ValueOf<N>;
  choice<N extends NameOfOpen>(name: N): ValueOf<N> | undefined;
  value<T>(
    name: NameOf<'url' | 'document' | 'duration' | 'date' | 'pairs' | 'regions'>,
    read: (text: string) => Parsed<T>,
  ): T | undefined;
}

export function createReader(source: InputSource, problems: Problem[]): Reader {
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
    needed(name) {
      if (source.getInput(name) === '') problems.push(missing(name));
      return read(name, parse.parseText);
    },
    required: (name) => read(name, parse.parseText) ?? '',
    boolean: (name) => read(name, parse.parseBoolean),
    integer: (name) => read(name, (text) => parse.parseInteger(text, INPUTS[name].minimum)),
    enumeration: (name) => {
      const values: readonly ValueOf<typeof name>[] = INPUTS[name].values;
      return read(name, (text) => parse.parseEnum(text, values)) ?? INPUTS[name].default;
    },
    choice: (name) => {
      const values: readonly ValueOf<typeof name>[] = INPUTS[name].values;
      return read(name, (text) => parse.parseEnum(text, values));
    },
    value: read,
  };
}

/** @param what to add, where it need not be the input itself. */
export function missing(name: InputName, what = `\`${name}\``): Problem {
  return {
    code: 'input-missing',
    input: name,
    found: 'nothing',
    expected: 'a value',
    fix: `Add ${what} under \`with:\`. A value that comes from \`vars\` or \`secrets\` is empty where that name is not defined, and secrets are empty in runs from forks.`,
  };
}

/**
 * The runner only warns about an input that action.yml does not declare, and goes on without it. Inputs of other steps
 * are not visible here: the runner sets INPUT_ variables for each step anew.
 */
export function unknownInputs(environment: InputSource['environment']): readonly Problem[] {
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
        input: name === '' ? variable : name,
        found: 'an input that this action does not have',
        expected: near === undefined ? 'one of the inputs that it declares' : `\`${near}\``,
        fix: near === undefined ? `Remove \`${name}\`.` : `Did you mean \`${near}\`?`,
      };
    });
}

export function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  // A computed key widens to string; Partial<Record> is what remains true of it.
  const field: Partial<Record<K, V>> = {};
  if (value !== undefined) field[key] = value;
  return field;
}
