// A pool as the two planes show it.
import { at, objectOf, stringOf } from '../kernel/json.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { armPool, dataPool } from './pool-shapes.ts';
import { POOL_DEFAULTS } from './pools.ts';
import { nodesOf, pairs } from './state.ts';
import type { Pool, Problem } from './state.ts';
import { write } from './translate.ts';
import type { Plane } from './translate.ts';
import { vmSize } from './vm-sizes.ts';

export function dataPoolView(pool: Pool, endpoint: string, plane: Plane): JsonObject {
  const definition = write(
    dataPool,
    { ...POOL_DEFAULTS, ...pool.definition, vmSize: stringOf(pool.definition.vmSize)?.toLowerCase() },
    plane,
  );
  const autoScale = pool.autoScale;
  return {
    id: pool.id,
    url: `https://${endpoint}/pools/${pool.id}`,
    eTag: pool.etag,
    lastModified: pool.lastModified,
    creationTime: pool.creationTime,
    state: pool.state,
    stateTransitionTime: pool.stateTransitionTime,
    allocationState: pool.allocationState,
    allocationStateTransitionTime: pool.allocationStateTransitionTime,
    ...definition,
    resizeTimeout: pool.resizeTimeout,
    ...(hasErrors(pool) ? { resizeErrors: pool.resizeErrors.map(dataProblem) } : {}),
    currentDedicatedNodes: nodesOf(pool, true).length,
    targetDedicatedNodes: pool.targetDedicatedNodes,
    currentLowPriorityNodes: nodesOf(pool, false).length,
    targetLowPriorityNodes: pool.targetLowPriorityNodes,
    enableAutoScale: autoScale !== undefined,
    ...(autoScale === undefined
      ? {}
      : { autoScaleFormula: autoScale.formula, autoScaleEvaluationInterval: autoScale.evaluationInterval }),
    ...(pool.autoScaleRun === undefined
      ? {}
      : { autoScaleRun: { timestamp: pool.autoScaleRun.timestamp, results: pool.autoScaleRun.results } }),
    ...(pool.identity === undefined ? {} : { identity: dataIdentity(pool.identity) }),
    currentNodeCommunicationMode: communicationOf(pool),
  };
}

/** Errors belong to the last resize and are shown only once it is over. */
function hasErrors(pool: Pool): boolean {
  return pool.allocationState === 'steady' && pool.resizeErrors.length > 0;
}

export function dataProblem(problem: Problem): JsonObject {
  const values = pairs(problem.values);
  return { code: problem.code, message: problem.message, ...(values.length === 0 ? {} : { values }) };
}

/** Classic communication is retired: what is not asked for in so many words is simplified. */
function communicationOf(pool: Pool): string {
  return pool.definition.targetNodeCommunicationMode === 'classic' ? 'classic' : 'simplified';
}

function dataIdentity(identity: JsonObject): JsonObject {
  return {
    type: identity.type,
    userAssignedIdentities: Object.entries(objectOf(identity.userAssignedIdentities)).map(([resourceId, value]) => ({
      resourceId,
      ...objectOf(value),
    })),
  };
}

const ARM_ALLOCATION = { steady: 'Steady', resizing: 'Resizing', stopping: 'Stopping' } as const;
const ARM_OPTION = {
  requeue: 'Requeue',
  terminate: 'Terminate',
  taskcompletion: 'TaskCompletion',
  retaineddata: 'RetainedData',
} as const;
const ARM_MODE: Readonly<Record<string, string>> = { classic: 'Classic', simplified: 'Simplified' };

export function armPoolView(pool: Pool, plane: Plane): JsonObject {
  const id = `${pool.account.id}/pools/${pool.id}`;
  const { virtualMachineConfiguration, enableInterNodeCommunication, ...rest } = {
    ...POOL_DEFAULTS,
    ...pool.definition,
  };
  const size = stringOf(pool.definition.vmSize) ?? '';
  const definition = write(
    armPool,
    {
      ...rest,
      vmSize: (vmSize(size)?.name ?? size).toUpperCase(),
      ...(virtualMachineConfiguration === undefined
        ? {}
        : { deploymentConfiguration: { virtualMachineConfiguration } }),
      interNodeCommunication: enableInterNodeCommunication === true ? 'enabled' : 'disabled',
    },
    plane,
  );
  return {
    id,
    name: pool.id,
    type: 'Microsoft.Batch/batchAccounts/pools',
    etag: armEtag(pool),
    properties: {
      lastModified: pool.lastModified,
      creationTime: pool.creationTime,
      provisioningState: pool.state === 'active' ? 'Succeeded' : 'Deleting',
      provisioningStateTransitionTime: pool.stateTransitionTime,
      allocationState: ARM_ALLOCATION[pool.allocationState],
      allocationStateTransitionTime: pool.allocationStateTransitionTime,
      ...definition,
      scaleSettings: scaleSettings(pool),
      ...(pool.resize === undefined ? {} : { resizeOperationStatus: resizeOperation(pool) }),
      ...(pool.autoScaleRun === undefined
        ? {}
        : { autoScaleRun: { evaluationTime: pool.autoScaleRun.timestamp, results: pool.autoScaleRun.results } }),
      currentDedicatedNodes: nodesOf(pool, true).length,
      currentLowPriorityNodes: nodesOf(pool, false).length,
      currentNodeCommunicationMode: ARM_MODE[communicationOf(pool)],
    },
    ...(pool.identity === undefined ? {} : { identity: pool.identity }),
  };
}

export function armEtag(pool: Pool): string {
  return `W/"${pool.etag}"`;
}

function scaleSettings(pool: Pool): JsonObject {
  if (pool.autoScale !== undefined) {
    return { autoScale: { formula: pool.autoScale.formula, evaluationInterval: pool.autoScale.evaluationInterval } };
  }
  return {
    fixedScale: {
      targetDedicatedNodes: pool.targetDedicatedNodes,
      targetLowPriorityNodes: pool.targetLowPriorityNodes,
      resizeTimeout: pool.resizeTimeout,
    },
  };
}

function resizeOperation(pool: Pool): JsonObject {
  const { resize } = pool;
  if (resize === undefined) return {};
  return {
    targetDedicatedNodes: resize.targetDedicatedNodes,
    ...(resize.targetLowPriorityNodes === 0 ? {} : { targetLowPriorityNodes: resize.targetLowPriorityNodes }),
    nodeDeallocationOption: ARM_OPTION[resize.nodeDeallocationOption ?? 'requeue'],
    resizeTimeout: resize.resizeTimeout,
    startTime: resize.startTime,
    ...(hasErrors(pool) ? { errors: pool.resizeErrors.map(armProblem) } : {}),
  };
}

/** ARM carries an error's values as details, code and message. */
function armProblem(problem: Problem): JsonObject {
  const details: readonly Json[] = Object.entries(problem.values).map(([code, message]) => ({ code, message }));
  return { code: problem.code, message: problem.message, ...(details.length === 0 ? {} : { details }) };
}

/** Names and values of metadata, for the marks on pools and jobs. */
export function metadataOf(definition: JsonObject): ReadonlyMap<string, string> {
  const items = definition.metadata;
  if (!Array.isArray(items)) return new Map();
  return new Map(
    items.map((item: Json): [string, string] => [stringOf(at(item, 'name')) ?? '', stringOf(at(item, 'value')) ?? '']),
  );
}
