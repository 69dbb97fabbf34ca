// Requests about pools in both planes, and what an accepted one must show.
import { numberOf, stringOf, type JsonObject } from '../../../../simulator/kernel/json.ts';
import { arm, batch, poolKey } from '../command.ts';
import { BATCH } from '../names.ts';
import { isWithin, keyOf, PATTERNS, type Key } from '../observation.ts';
import type { Request } from '../step.ts';

type Effect = NonNullable<Request['effect']>;

/** What runs in pools: it changes with the pool that it runs in, and with what else waits for its place. */
export function isRuntime(key: Key): boolean {
  return PATTERNS.node.test(key) || PATTERNS.task.test(key) || PATTERNS.job.test(key);
}

export function armPoolKey(id: string): Key {
  return keyOf(`${BATCH}/pools/${id}`);
}

/** Of the data plane. */
export function onPool(id: string, method: string, action: string, body?: JsonObject, effect?: Effect): Request {
  return {
    asked: batch(method, `/pools/${id}${action}`, body),
    about: poolKey(id),
    touches: (key) => key === armPoolKey(id) || isRuntime(key),
    ...(effect && { effect }),
  };
}

/** Of the management plane. */
export function onArmPool(id: string, method: string, action: string, body?: JsonObject, effect?: Effect): Request {
  return {
    asked: arm(method, `${BATCH}/pools/${id}`, body, action),
    about: armPoolKey(id),
    touches: (key) => isWithin(key, poolKey(id)) || isRuntime(key),
    ...(effect && { effect }),
  };
}

export function targetsAre(id: string, dedicated: number, low: number): Effect {
  return (after) => {
    const pool = after.given.get(poolKey(id));
    const found = [numberOf(pool?.['targetDedicatedNodes']), numberOf(pool?.['targetLowPriorityNodes'])];
    return found[0] === dedicated && found[1] === low
      ? undefined
      : `the targets of ${id} are ${found.join(' and ')}, not ${dedicated} and ${low}`;
  };
}

export function memberIs(id: string, name: string, wanted: JsonObject[string]): Effect {
  return (after) => {
    const found = JSON.stringify(after.given.get(poolKey(id))?.[name]);
    return found === JSON.stringify(wanted) ? undefined : `${name} of ${id} is ${found}, not ${JSON.stringify(wanted)}`;
  };
}

export function isStopped(id: string): Effect {
  return (after) => {
    const state = stringOf(after.given.get(poolKey(id))?.['allocationState']) ?? 'absent';
    return state === 'stopping' || state === 'steady' ? undefined : `the resize of ${id} is ${state}`;
  };
}

export interface PoolTraits {
  readonly image: string;
  readonly vmSize: string;
  readonly dedicated: number;
  readonly low: number;
  readonly startTask: boolean;
  readonly slots: number;
  readonly formula: string | null;
}

export function configuration(imageId: string): JsonObject {
  return { imageReference: { virtualMachineImageId: imageId }, nodeAgentSKUId: 'batch.node.ubuntu 22.04' };
}

export function poolBody({ image, vmSize, dedicated, low, startTask, slots, formula }: PoolTraits): JsonObject {
  return {
    vmSize,
    virtualMachineConfiguration: configuration(image),
    taskSlotsPerNode: slots,
    ...(startTask && { startTask: { commandLine: 'x', waitForSuccess: true } }),
    ...(formula === null
      ? { targetDedicatedNodes: dedicated, targetLowPriorityNodes: low }
      : { enableAutoScale: true, autoScaleFormula: formula }),
  };
}

export function armScale({ dedicated, low, formula }: Pick<PoolTraits, 'dedicated' | 'low' | 'formula'>): JsonObject {
  return formula === null
    ? { fixedScale: { targetDedicatedNodes: dedicated, targetLowPriorityNodes: low } }
    : { autoScale: { formula } };
}

export function armBody(traits: PoolTraits): JsonObject {
  return {
    properties: {
      vmSize: traits.vmSize,
      deploymentConfiguration: {
        virtualMachineConfiguration: {
          imageReference: { id: traits.image },
          nodeAgentSkuId: 'batch.node.ubuntu 22.04',
        },
      },
      metadata: [{ name: 'by', value: 'arm' }],
      scaleSettings: armScale(traits),
    },
  };
}
