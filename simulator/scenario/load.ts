// Reads a scenario: checks it against scenario.schema.json and fills in the default world for what is absent.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { CLOUDS } from '../kernel/clouds.ts';
import { changed, type ResourceChange } from './changes.ts';
import { DEFAULT_NAMES } from './default-names.ts';
import {
  DEFAULT_AUDIENCE,
  DEFAULT_GITHUB,
  defaultPrincipals,
  defaultResources,
  defaultRoles,
} from './default-world.ts';
import { allocationText, bootText } from './node-failures.ts';
import type {
  Fault,
  GitHubClaims,
  NodeBehaviour,
  PlatformFailure,
  Quotas,
  Replication,
  Scenario,
  ScenarioBlob,
  ScenarioPrincipal,
  ScenarioResource,
  VmBehaviour,
} from './scenario.ts';

/** What a scenario file may say, once it has passed the schema. */
export interface ScenarioFile {
  readonly cloud?: Scenario['cloud'];
  readonly profile?: Scenario['profile'];
  readonly speed?: number;
  readonly durations?: NonNullable<Scenario['durations']>;
  readonly seed?: string | number;
  readonly region?: string;
  readonly tenantId?: string;
  readonly subscriptionId?: string;
  readonly principals?: readonly PrincipalFile[];
  readonly resources?: readonly ResourceFile[];
  readonly blobs?: readonly OptionalBut<'url', ScenarioBlob>[];
  readonly changes?: readonly ResourceChange[];
  readonly quotas?: Partial<Quotas>;
  readonly replication?: Partial<Replication>;
  readonly unavailableSizes?: readonly string[];
  readonly sizesEnd?: Readonly<Record<string, string>>;
  readonly vms?: VmsFile;
  readonly nodes?: NodesFile;
  readonly github?: Partial<GitHubClaims>;
  readonly faults?: readonly FaultFile[];
}

type ResourceFile = OptionalBut<'id', ScenarioResource>;

interface PrincipalFile {
  readonly clientId: string;
  readonly objectId?: string;
  readonly secret?: string;
  readonly federated?: { readonly issuer?: string; readonly subject?: string; readonly audience?: string };
  readonly roles?: readonly {
    readonly scope?: string;
    readonly actions?: readonly string[];
    readonly notActions?: readonly string[];
    readonly dataActions?: readonly string[];
    readonly notDataActions?: readonly string[];
  }[];
}

interface VmsFile {
  readonly allocationFailure?: OptionalBut<'code', PlatformFailure>;
  readonly provisioningFailure?: OptionalBut<'code', PlatformFailure>;
  readonly runCommand?: Partial<NonNullable<VmBehaviour['runCommand']>>;
}

interface NodesFile {
  readonly allocationFailure?: OptionalBut<'code', NonNullable<NodeBehaviour['allocationFailure']>>;
  readonly bootFailure?: OptionalBut<'code', NonNullable<NodeBehaviour['bootFailure']>>;
  readonly startTask?: OptionalBut<'exitCode', NonNullable<NodeBehaviour['startTask']>>;
  readonly task?: OptionalBut<'exitCode', NonNullable<NodeBehaviour['task']>>;
}

export interface FaultFile {
  readonly match: { readonly method?: string; readonly url?: string };
  readonly times?: number;
  readonly skip?: number;
  readonly do:
    | Exclude<Fault['do'], { readonly kind: 'failOperation' }>
    | { readonly kind: 'failOperation'; readonly code: string; readonly message?: string };
}

type OptionalBut<K extends keyof T, T> = Pick<T, K> & Partial<Omit<T, K>>;

/** A scenario that cannot be used. The message names the file, the place in it and what is expected there. */
export class ScenarioError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScenarioError';
  }
}

/** Everything the default world says: no scenario file needed. */
export function defaultScenario(): Scenario {
  return resolveScenario({});
}

export async function loadScenarioFile(path: string): Promise<Scenario> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ScenarioError(`${path}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseScenario(await parsed(text, path), path);
}

/** Checks a value as a scenario; `origin` names it in error messages. */
export async function parseScenario(value: unknown, origin: string): Promise<Scenario> {
  const file = await checked<ScenarioFile>('scenario', value ?? {}, origin);
  checkPatterns(file.faults ?? [], `${origin}: /faults`);
  return resolveScenario(file);
}

/** Checks a list of faults, given as such or as `{faults: [...]}`. */
export async function parseFaults(value: unknown, origin: string): Promise<readonly Fault[]> {
  const list = typeof value === 'object' && value !== null && 'faults' in value ? value.faults : value;
  const faults = await checked<readonly FaultFile[]>('faults', list, origin);
  checkPatterns(faults, `${origin}: `);
  return faults.map(resolveFault);
}

export function resolveScenario(file: ScenarioFile): Scenario {
  const subscriptionId = file.subscriptionId ?? DEFAULT_NAMES.subscriptionId;
  const cloud = file.cloud ?? 'AzureCloud';
  const region = file.region ?? CLOUDS[cloud].region;
  return {
    cloud,
    profile: file.profile ?? 'quick',
    speed: file.speed ?? 1,
    ...(file.durations && { durations: file.durations }),
    seed: String(file.seed ?? 'simulated-azure'),
    region,
    tenantId: file.tenantId ?? DEFAULT_NAMES.tenantId,
    subscriptionId,
    principals:
      file.principals?.map((one) => resolvePrincipal(one, subscriptionId)) ?? defaultPrincipals(subscriptionId),
    resources: changed(
      file.resources?.map(resolveResource) ?? defaultResources({ subscriptionId, region }),
      file.changes ?? [],
      subscriptionId,
    ),
    ...(file.blobs && { blobs: file.blobs.map((one) => ({ mebibytes: 1, metadata: {}, ...one })) }),
    quotas: {
      snapshots: 50_000,
      galleries: 100,
      versionsOfSource: 10,
      cores: 350,
      spotCores: 350,
      familyCores: {},
      ...file.quotas,
    },
    replication: { failed: {}, slower: {}, ...file.replication },
    unavailableSizes: file.unavailableSizes ?? [],
    sizesEnd: file.sizesEnd ?? {},
    vms: resolveVms(file.vms ?? {}),
    nodes: resolveNodes(file.nodes ?? {}),
    github: { ...DEFAULT_GITHUB, ...file.github },
    faults: (file.faults ?? []).map(resolveFault),
  };
}

function resolvePrincipal(file: PrincipalFile, subscriptionId: string): ScenarioPrincipal {
  const { federated } = file;
  return {
    clientId: file.clientId,
    objectId: file.objectId ?? guidOf(`object of ${file.clientId}`),
    ...(file.secret !== undefined && { secret: file.secret }),
    ...(federated !== undefined && {
      federated: {
        issuer: federated.issuer ?? DEFAULT_GITHUB.issuer,
        subject: federated.subject ?? DEFAULT_GITHUB.subject,
        audience: federated.audience ?? DEFAULT_AUDIENCE,
      },
    }),
    roles:
      file.roles?.map((role) => ({
        scope: role.scope ?? `/subscriptions/${subscriptionId}`,
        actions: role.actions ?? [],
        ...(role.notActions !== undefined && { notActions: role.notActions }),
        dataActions: role.dataActions ?? [],
        ...(role.notDataActions !== undefined && { notDataActions: role.notDataActions }),
      })) ?? defaultRoles(subscriptionId),
  };
}

function resolveResource({ id, body = {}, disk, nodes }: ResourceFile): ScenarioResource {
  return { id, body, ...(disk !== undefined && { disk }), ...(nodes !== undefined && { nodes }) };
}

function resolveVms({ allocationFailure, provisioningFailure, runCommand }: VmsFile): VmBehaviour {
  return {
    ...(allocationFailure && { allocationFailure: { times: 1, ...allocationFailure } }),
    ...(provisioningFailure && { provisioningFailure: { times: 1, ...provisioningFailure } }),
    ...(runCommand && { runCommand: { stdout: '', stderr: '', ...runCommand } }),
  };
}

function resolveNodes({ allocationFailure, bootFailure, startTask, task }: NodesFile): NodeBehaviour {
  const output = { stdout: '', stderr: '' };
  return {
    ...(allocationFailure && {
      allocationFailure: {
        message: allocationText(allocationFailure.code),
        allocated: 0,
        times: 1,
        ...allocationFailure,
      },
    }),
    ...(bootFailure && { bootFailure: { message: bootText(bootFailure.code), count: 1, ...bootFailure } }),
    ...(startTask && { startTask: { ...output, times: 1_000_000, ...startTask } }),
    ...(task && { task: { ...output, ...task } }),
  };
}

function resolveFault(file: FaultFile): Fault {
  return {
    match: { ...(file.match.method !== undefined && { method: file.match.method }), url: file.match.url ?? '' },
    times: file.times ?? 1,
    ...(file.skip !== undefined && { skip: file.skip }),
    do: file.do.kind === 'failOperation' ? { message: 'The operation failed.', ...file.do } : file.do,
  };
}

function checkPatterns(faults: readonly FaultFile[], origin: string): void {
  for (const [index, fault] of faults.entries()) {
    try {
      new RegExp(fault.match.url ?? '', 'i');
    } catch (error) {
      throw new ScenarioError(
        `${origin}/${index}/match/url: expected a regular expression: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

async function parsed(text: string, path: string): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(text);
    const { parse } = await import('yaml');
    return parse(text);
  } catch (error) {
    throw new ScenarioError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The validator is loaded only when there is something to check: a start without a scenario file stays quick. */
async function validators(): Promise<{ readonly scenario: ValidateFunction; readonly faults: ValidateFunction }> {
  const { Ajv } = await import('ajv');
  const schema = JSON.parse(readFileSync(new URL('./scenario.schema.json', import.meta.url), 'utf8')) as {
    readonly $id: string;
  };
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    allowUnionTypes: true,
    strict: true,
    strictRequired: false,
  });
  return { scenario: ajv.compile(schema), faults: ajv.compile({ $ref: `${schema.$id}#/definitions/faults` }) };
}

let loaded: ReturnType<typeof validators> | undefined;

async function checked<T>(kind: 'scenario' | 'faults', value: unknown, origin: string): Promise<T> {
  loaded ??= validators();
  const validate = (await loaded)[kind];
  if (validate(value)) return value as T;
  const lines = (validate.errors ?? []).map((error) => `${origin}: ${place(error)}: ${explained(error)}`);
  throw new ScenarioError([...new Set(lines)].join('\n'));
}

function place(error: ErrorObject): string {
  return error.instancePath === '' ? '/' : error.instancePath;
}

function explained({ keyword, params, message }: ErrorObject): string {
  const parameters = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'additionalProperties':
      return `unknown key "${String(parameters['additionalProperty'])}"`;
    case 'enum':
      return `expected one of ${JSON.stringify(parameters['allowedValues'])}`;
    case 'type':
      return `expected ${String(parameters['type'])}`;
    case 'discriminator':
      return 'expected a kind of answer, reset, delay or failOperation';
    default:
      return message ?? keyword;
  }
}

function guidOf(text: string): string {
  const h = createHash('sha256').update(text).digest('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
