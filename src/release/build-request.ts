// From inputs to the request of a run: names become resource IDs, defaults that depend on other things are filled in, and
// whatever contradicts itself or Azure would refuse is a problem. Pure: it reads nothing.
import { resolve } from 'node:path';
import { nameFault, type NameKind } from '../azure/names.ts';
import { formatCount } from '../format.ts';
import { missingPoolId, namePool, type PoolName } from '../pool/pool-id.ts';
import type { ParsedPoolSpec, PoolSpec } from '../pool/pool-spec.ts';
import { targetsOf, totalOf } from '../pool/targets.ts';
import type { Problem } from '../problem.ts';
import type { Provenance } from '../provenance.ts';
import { isInside } from '../paths.ts';
import { chooseSource, type ChosenSource } from './choose-source.ts';
import { contradictions } from './contradictions.ts';
import { requestImage } from './request-image.ts';
import type { Inputs } from './inputs.ts';
import type { Request } from './request.ts';
import { resolveResource } from './resolve-resource.ts';
import type { ResourceInput } from './resolve-resource.ts';

export interface RequestParts {
  readonly inputs: Inputs;
  readonly provenance: Provenance;
  readonly poolSpec: ParsedPoolSpec;
  /** Absolute: where relative paths start. */
  readonly workspace: string;
  readonly now: Date;
}

export type BuiltRequest =
  | { readonly request: Request }
  | {
      readonly problems: readonly Problem[];
      /** What can be looked up in spite of them, so that all problems are told in one run; it is never carried out. */
      readonly draft?: Request;
    };

/** Inputs that name nothing that a survey looks for. */
const NAMELESS: readonly string[] = ['pool-spec', 'min-ready-nodes', 'end-of-life-date', 'tags'];

/** Where the pool specification cannot be used: nothing of it is judged by what Azure holds. */
const NO_SPEC: Omit<PoolSpec, 'id'> = {
  kind: 'dataPlane',
  body: {},
  notices: [],
  locate: () => ({ file: 'pool-spec', line: 1, column: 1 }),
};

export function buildRequest(parts: RequestParts): BuiltRequest {
  const { inputs, provenance, poolSpec, workspace, now } = parts;
  const problems: Problem[] = [...contradictions(inputs, now)];
  const keep = <T>(result: { readonly value: T } | { readonly problems: readonly Problem[] }): T | undefined => {
    if ('value' in result) return result.value;
    problems.push(...result.problems);
    return undefined;
  };
  const check = (kind: NameKind, input: string, name: string): string => {
    const expected = nameFault(kind, name);
    if (expected !== undefined) problems.push(badName(input, name, expected));
    return name;
  };
  const resource = (input: ResourceInput, text: string): { readonly id: string; readonly name: string } =>
    keep(resolveResource(input, text, inputs)) ?? { id: '', name: '' };

  check('guid', 'subscription-id', inputs.subscriptionId);
  if (inputs.clientId !== undefined) check('guid', 'client-id', inputs.clientId);
  if (inputs.tenantId !== undefined) check('tenant', 'tenant-id', inputs.tenantId);
  if (inputs.resourceGroup !== undefined) check('resource group', 'resource-group', inputs.resourceGroup);
  for (const [name, value] of Object.entries(inputs.tags)) {
    check('tag name', 'tags', name);
    check('tag value', 'tags', value);
  }

  const chosen = keep(chooseSource(inputs, workspace, now));
  const batchAccount = resource('batch-account', inputs.batchAccount);
  const storageAccount =
    inputs.storageAccount === undefined ? undefined : resource('storage-account', inputs.storageAccount);
  const templatePath =
    inputs.templatePath === undefined ? undefined : keep(templateFile(inputs.templatePath, workspace));
  const image = keep(requestImage({ inputs, provenance, chosen, check }));
  const vhdPrefix = vhdPrefixOf(inputs, chosen, image?.definitionName);
  if (vhdPrefix !== undefined && inputs.exportVhd && chosen?.source.kind !== 'image-version') {
    check('VHD prefix', 'vhd-prefix', vhdPrefix);
  }
  const usable = keep('spec' in poolSpec ? { value: poolSpec.spec } : poolSpec);
  const spec = usable ?? standIn(poolSpec);
  const named = image && choosePoolName(inputs, spec, image.version);
  // What is wrong with the ID in a specification is told with the rest of it.
  const isTold = usable === undefined && inputs.poolId === undefined;
  const pool = named === undefined || (isTold && 'problems' in named) ? undefined : keep(named);
  if (usable) problems.push(...tooManyReady(inputs, usable));

  if (!chosen || !image || !pool) return { problems };
  const request: Request = {
    mode: inputs.mode,
    subscriptionId: inputs.subscriptionId,
    source: chosen.source,
    capture: {
      mode: inputs.captureMode,
      dataDisks: inputs.dataDisks,
      exportVhd: inputs.exportVhd && chosen.source.kind !== 'image-version',
      containerName: inputs.containerName,
      vhdPrefix: vhdPrefix ?? '',
      ...(storageAccount && { storageAccountId: storageAccount.id }),
      overwriteVhd: inputs.overwriteVhd,
      ...(templatePath !== undefined && { templatePath }),
    },
    image,
    pool: {
      batchAccountId: batchAccount.id,
      spec,
      poolId: pool.id,
      family: pool.family,
      existingPool: inputs.existingPool,
      waitFor: inputs.waitFor,
      ...(inputs.minReadyNodes === undefined ? {} : { minReadyNodes: inputs.minReadyNodes }),
    },
    tags: inputs.tags,
    provenance,
    timeoutMs: inputs.timeoutMs,
  };
  if (problems.length === 0) return { request };
  return problems.every(({ input }) => NAMELESS.includes(input)) ? { problems, draft: request } : { problems };
}

function standIn(poolSpec: ParsedPoolSpec): PoolSpec {
  const id = 'id' in poolSpec ? poolSpec.id : undefined;
  return { ...NO_SPEC, ...(id !== undefined && { id }) };
}

function vhdPrefixOf(
  { vhdPrefix }: Inputs,
  chosen: ChosenSource | undefined,
  definitionName: string | undefined,
): string | undefined {
  return vhdPrefix ?? chosen?.name ?? definitionName;
}

function choosePoolName(
  inputs: Inputs,
  spec: PoolSpec,
  version: string,
): { readonly value: PoolName } | { readonly problems: readonly Problem[] } {
  const template = inputs.poolId ?? spec.id;
  if (template === undefined) return { problems: [missingPoolId()] };
  const input = inputs.poolId === undefined ? 'pool-spec' : 'pool-id';
  const named = namePool(template, version, input);
  if (!('problem' in named)) return { value: named };
  const position = spec.locate([spec.kind === 'arm' ? 'name' : 'id']);
  return { problems: [input === 'pool-id' ? named.problem : { ...named.problem, position }] };
}

/** A formula may ask for any number of nodes; fixed targets say how many there will be. */
function tooManyReady({ minReadyNodes }: Inputs, spec: PoolSpec): readonly Problem[] {
  const nodes = totalOf(targetsOf(spec));
  if (minReadyNodes === undefined || nodes === undefined || minReadyNodes <= nodes) return [];
  return [
    {
      code: 'inputs-contradict',
      input: 'min-ready-nodes',
      found: `${minReadyNodes}, for a pool of ${formatCount(nodes, 'node')}`,
      expected: 'at most as many nodes as the pool specification asks for',
      fix: 'Lower `min-ready-nodes`, or leave it out to wait for all nodes.',
    },
  ];
}

/** The folder need not exist yet; the file must not lead out of the workspace. */
function templateFile(
  path: string,
  workspace: string,
): { readonly value: string } | { readonly problems: readonly Problem[] } {
  const file = resolve(workspace, path);
  if (isInside(workspace, file) && file !== resolve(workspace)) return { value: file };
  return {
    problems: [
      {
        code: 'input-invalid',
        input: 'template-path',
        found: `\`${path}\`, which is outside of the workspace`,
        expected: 'a path in the workspace',
        fix: 'Give a path relative to the root of the repository.',
      },
    ],
  };
}

function badName(input: string, name: string, expected: string): Problem {
  return {
    code: 'name-invalid',
    input,
    found: `\`${name}\``,
    expected,
    fix: `Correct \`${input}\`: Azure refuses any other name.`,
  };
}
