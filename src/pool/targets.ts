// How many nodes a pool spec asks for, whichever shape it has.
import type { JsonObject } from '../azure/arm.ts';
import { numberAt, objectAt, textAt } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';

export type Targets =
  | { readonly kind: 'fixed'; readonly dedicated: number; readonly lowPriority: number }
  /** The interval is ISO 8601; Batch evaluates every 15 minutes where the spec does not say. */
  | { readonly kind: 'autoScale'; readonly formula: string; readonly interval: string };

const DEFAULT_INTERVAL = 'PT15M';

export function targetsOf(spec: Pick<PoolSpec, 'kind' | 'body'>): Targets {
  switch (spec.kind) {
    case 'arm': {
      const scale = objectAt(spec.body, 'properties', 'scaleSettings');
      const { formula, evaluationInterval } = objectAt(scale, 'autoScale');
      return typeof formula === 'string'
        ? autoScale(formula, evaluationInterval)
        : fixed(objectAt(scale, 'fixedScale'));
    }
    case 'dataPlane': {
      const { enableAutoScale, autoScaleFormula, autoScaleEvaluationInterval } = spec.body;
      return enableAutoScale === true && typeof autoScaleFormula === 'string'
        ? autoScale(autoScaleFormula, autoScaleEvaluationInterval)
        : fixed(spec.body);
    }
    default:
      return spec.kind satisfies never;
  }
}

/** Without scale settings a pool has no nodes. */
function fixed(holder: JsonObject): Targets {
  return {
    kind: 'fixed',
    dedicated: numberAt(holder, 'targetDedicatedNodes') ?? 0,
    lowPriority: numberAt(holder, 'targetLowPriorityNodes') ?? 0,
  };
}

function autoScale(formula: string, interval: unknown): Targets {
  return { kind: 'autoScale', formula, interval: typeof interval === 'string' ? interval : DEFAULT_INTERVAL };
}

/**
 * What a formula of nothing but plain numbers asks for, e.g. `$TargetDedicatedNodes = 3;`; undefined where it depends on
 * anything.
 */
export function plainTargetsOf(formula: string): Readonly<Record<NodeKind, number>> | undefined {
  const statements = formula
    .replaceAll(/\/\/.*$/gm, '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !/^\$NodeDeallocationOption\s*=\s*\w+$/.test(one));
  const targets = { dedicated: 0, lowPriority: 0 };
  for (const statement of statements) {
    const [, name, count] = /^\$Target(Dedicated|LowPriority)(?:Nodes)?\s*=\s*(\d+)$/.exec(statement) ?? [];
    if (name === undefined) return undefined;
    targets[name === 'Dedicated' ? 'dedicated' : 'lowPriority'] = Number(count);
  }
  return targets;
}

export type NodeKind = 'dedicated' | 'lowPriority';

/** As far as the spec alone tells: by its targets, or by a formula of plain numbers. */
export function wantedNodes(spec: Pick<PoolSpec, 'kind' | 'body'>): Readonly<Record<NodeKind, number>> {
  const targets = targetsOf(spec);
  switch (targets.kind) {
    case 'fixed':
      return { dedicated: targets.dedicated, lowPriority: targets.lowPriority };
    case 'autoScale':
      return plainTargetsOf(targets.formula) ?? { dedicated: 0, lowPriority: 0 };
    default:
      return targets satisfies never;
  }
}

/** Where a spec says how many nodes of a kind it wants. */
export function targetPath(spec: Pick<PoolSpec, 'kind' | 'body'>, kind: NodeKind): readonly string[] {
  const name = kind === 'dedicated' ? 'targetDedicatedNodes' : 'targetLowPriorityNodes';
  const arm = spec.kind === 'arm';
  if (targetsOf(spec).kind === 'autoScale') {
    return arm ? ['properties', 'scaleSettings', 'autoScale', 'formula'] : ['autoScaleFormula'];
  }
  return arm ? ['properties', 'scaleSettings', 'fixedScale', name] : [name];
}

/** All nodes that a fixed target asks for; undefined where a formula decides. */
export function totalOf(targets: Targets): number | undefined {
  return targets.kind === 'fixed' ? targets.dedicated + targets.lowPriority : undefined;
}

/** Azure advises one replica for every 300 nodes that start at a time, and allows 100 of an image version. */
const NODES_PER_REPLICA = 300;
const MOST_REPLICAS = 100;

/** How many replicas of the image the pool's region should have, as far as the spec tells. */
export function replicasFor(spec: Pick<PoolSpec, 'kind' | 'body'>): number {
  const { dedicated, lowPriority } = wantedNodes(spec);
  const wanted = Math.ceil((dedicated + lowPriority) / NODES_PER_REPLICA);
  return Math.min(Math.max(wanted, 1), MOST_REPLICAS);
}

/** What the nodes run, in either shape. */
export function virtualMachineConfigurationOf({ kind, body }: Pick<PoolSpec, 'kind' | 'body'>): JsonObject {
  return objectAt(body, ...virtualMachinePath(kind));
}

export function virtualMachinePath(kind: PoolSpec['kind']): readonly string[] {
  return kind === 'arm'
    ? ['properties', 'deploymentConfiguration', 'virtualMachineConfiguration']
    : ['virtualMachineConfiguration'];
}

/** The node agent SKU that the spec itself names. */
export function nodeAgentOf(spec: Pick<PoolSpec, 'kind' | 'body'>): string | undefined {
  return textAt(virtualMachineConfigurationOf(spec), nodeAgentPath(spec.kind).at(-1) ?? '');
}

export function nodeAgentPath(kind: PoolSpec['kind']): readonly string[] {
  return [...virtualMachinePath(kind), kind === 'arm' ? 'nodeAgentSkuId' : 'nodeAgentSKUId'];
}

export function vmSizeOf({ kind, body }: Pick<PoolSpec, 'kind' | 'body'>): string {
  return textAt(kind === 'arm' ? objectAt(body, 'properties') : body, 'vmSize') ?? '';
}

/** Whether nodes take tasks before their start task succeeded; then their state says nothing about it. */
export function ignoresStartTask({ kind, body }: Pick<PoolSpec, 'kind' | 'body'>): boolean {
  return objectAt(kind === 'arm' ? objectAt(body, 'properties') : body, 'startTask').waitForSuccess === false;
}
