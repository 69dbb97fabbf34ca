// From inputs to the request of a run: names become resource IDs, defaults that depend on other things are filled in, and
// whatever contradicts itself or Azure would refuse is a problem. Pure: it reads nothing.
import { nameFault } from '../azure/names.ts';
import type { NameKind } from '../azure/names.ts';
import { missingPoolId, namePool } from '../pool/pool-id.ts';
import type { PoolName } from '../pool/pool-id.ts';
import type { ParsedPoolSpec, PoolSpec } from '../pool/pool-spec.ts';
import { targetsOf, totalOf } from '../pool/targets.ts';
import type { Problem } from '../problem.ts';
import type { Provenance } from '../provenance.ts';
import { contradictions } from './contradictions.ts';
import { chooseVersion } from './image-version.ts';
import type { Inputs } from './inputs.ts';
import type { Request } from './request.ts';
import { resolveResource } from './resolve-resource.ts';
import type { ResourceInput } from './resolve-resource.ts';

export interface RequestParts {
  readonly inputs: Inputs;
  readonly provenance: Provenance;
  readonly poolSpec: ParsedPoolSpec;
  readonly now: Date;
}

export type BuiltRequest = { readonly request: Request } | { readonly problems: readonly Problem[] };

export function buildRequest(parts: RequestParts): BuiltRequest {
  const { inputs, provenance, poolSpec } = parts;
  const problems: Problem[] = [...contradictions(inputs, parts.now)];
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

  const vm = resource('vm-name', inputs.vmName);
  const gallery = resource('gallery', inputs.gallery);
  const batchAccount = resource('batch-account', inputs.batchAccount);
  const storageAccount =
    inputs.storageAccount === undefined ? undefined : resource('storage-account', inputs.storageAccount);

  // A name taken over from a VM that has no valid name itself would only repeat that problem.
  const named = (kind: NameKind, input: string, given: string | undefined): string =>
    given === undefined && vm.name === '' ? '' : check(kind, input, given ?? vm.name);
  const definitionName = named('image definition', 'image-definition', inputs.imageDefinition);
  const vhdPrefix = inputs.exportVhd
    ? named('VHD prefix', 'vhd-prefix', inputs.vhdPrefix)
    : (inputs.vhdPrefix ?? vm.name);
  const version = keep(chooseVersion(inputs, provenance));
  const spec = keep('spec' in poolSpec ? { value: poolSpec.spec } : poolSpec);
  const pool = version && spec && keep(choosePoolName(inputs, spec, version.name));
  if (spec) problems.push(...tooManyReady(inputs, spec));

  if (problems.length > 0 || !version || !spec || !pool) return { problems };
  return {
    request: {
      mode: inputs.mode,
      subscriptionId: inputs.subscriptionId,
      source: { kind: 'vm', vmId: vm.id },
      capture: {
        mode: inputs.captureMode,
        dataDisks: inputs.dataDisks,
        exportVhd: inputs.exportVhd,
        containerName: inputs.containerName,
        vhdPrefix,
        ...(storageAccount && { storageAccountId: storageAccount.id }),
      },
      image: {
        galleryId: gallery.id,
        createGallery: inputs.createGallery,
        definitionName,
        version: version.name,
        excludeFromLatest: inputs.excludeFromLatest ?? version.excludeFromLatest,
        replicaRegions: inputs.replicaRegions,
        ...(inputs.endOfLifeDate === undefined ? {} : { endOfLifeDate: inputs.endOfLifeDate }),
      },
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
    },
  };
}

function choosePoolName(
  inputs: Inputs,
  spec: PoolSpec,
  version: string,
): { readonly value: PoolName } | { readonly problems: readonly Problem[] } {
  const template = inputs.poolId ?? spec.id;
  if (template === undefined) return { problems: [missingPoolId()] };
  const named = namePool(template, version, inputs.poolId === undefined ? 'pool-spec' : 'pool-id');
  return 'problem' in named ? { problems: [named.problem] } : { value: named };
}

/** A formula may ask for any number of nodes; fixed targets say how many there will be. */
function tooManyReady({ minReadyNodes }: Inputs, spec: PoolSpec): readonly Problem[] {
  const nodes = totalOf(targetsOf(spec));
  if (minReadyNodes === undefined || nodes === undefined || minReadyNodes <= nodes) return [];
  return [
    {
      code: 'inputs-contradict',
      input: 'min-ready-nodes',
      found: `${minReadyNodes}, for a pool of ${nodes} nodes`,
      expected: 'at most as many nodes as the pool specification asks for',
      fix: 'Lower `min-ready-nodes`, or leave it out to wait for all nodes.',
    },
  ];
}

function badName(input: string, name: string, expected: string): Problem {
  return {
    code: 'name-invalid',
    input,
    found: `\`${name}\``,
    expected,
    fix: `Correct \`${input}\`: Azure refuses any other.`,
  };
}
