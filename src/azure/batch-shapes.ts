// Reading Batch's answers into the few facts that matter.
import type { JsonObject, JsonValue } from './arm.ts';
import { withoutQuery } from './blob-urls.ts';
import type {
  BatchFault,
  ComputeNode,
  NodeCounts,
  NodeImage,
  NodeState,
  Pool,
  PoolImage,
  PoolJob,
  SupportedImage,
} from './batch-service.ts';
import { flagAt, numberAt, objectAt, objectsAt, oneOf, pairsAt, textAt, textsAt } from './json.ts';

const NODE_STATES: readonly NodeState[] = [
  'idle',
  'rebooting',
  'reimaging',
  'running',
  'unusable',
  'creating',
  'starting',
  'waitingforstarttask',
  'starttaskfailed',
  'unknown',
  'leavingpool',
  'offline',
  'preempted',
  'upgradingos',
  'deallocated',
  'deallocating',
];

export function toPool(body: JsonObject): Pool {
  const machine = objectAt(body, 'virtualMachineConfiguration');
  const formula = textAt(body, 'autoScaleFormula');
  const autoScaleError = objectAt(body, 'autoScaleRun', 'error');
  const autoScaledAt = textAt(body, 'autoScaleRun', 'timestamp');
  const since = textAt(body, 'allocationStateTransitionTime');
  return {
    id: textAt(body, 'id') ?? '',
    etag: textAt(body, 'eTag') ?? '',
    state: oneOf(['active', 'deleting'], textAt(body, 'state')) ?? 'active',
    allocationState: oneOf(['steady', 'resizing', 'stopping'], textAt(body, 'allocationState')) ?? 'steady',
    vmSize: textAt(body, 'vmSize') ?? '',
    image: toImage(machine),
    nodeAgentSku: textAt(machine, 'nodeAgentSKUId') ?? '',
    metadata: pairsAt(body, 'metadata'),
    targetDedicatedNodes: numberAt(body, 'targetDedicatedNodes') ?? 0,
    targetLowPriorityNodes: numberAt(body, 'targetLowPriorityNodes') ?? 0,
    currentDedicatedNodes: numberAt(body, 'currentDedicatedNodes') ?? 0,
    currentLowPriorityNodes: numberAt(body, 'currentLowPriorityNodes') ?? 0,
    ...(formula === undefined ? {} : { autoScaleFormula: formula }),
    ...(autoScaleError ? { autoScaleError: toFault(autoScaleError) } : {}),
    ...(autoScaledAt === undefined ? {} : { autoScaledAt }),
    resizeErrors: objectsAt(body, 'resizeErrors').map(toFault),
    ...(since === undefined ? {} : { allocationStateTransitionTime: since }),
    taskSlotsPerNode: numberAt(body, 'taskSlotsPerNode') ?? 1,
  };
}

function toImage(machine: JsonObject | undefined): PoolImage {
  const image = objectAt(machine, 'imageReference');
  const id = textAt(image, 'virtualMachineImageId');
  if (id !== undefined) return { kind: 'resource', id };
  const shared = textAt(image, 'sharedGalleryImageId');
  if (shared !== undefined) return { kind: 'shared-gallery', id: shared };
  const community = textAt(image, 'communityGalleryImageId');
  if (community !== undefined) return { kind: 'community-gallery', id: community };
  const parts = ['publisher', 'offer', 'sku', 'version'].map((name) => textAt(image, name));
  if (parts[0] !== undefined) return { kind: 'marketplace', urn: parts.join(':') };
  const urls = textsAt(machine, 'osDisk', 'imageUris').map(withoutQuery);
  return urls.length === 0 ? { kind: 'unknown' } : { kind: 'vhds', urls };
}

/** Resize errors name their pairs `values`, nodes `errorDetails`, start tasks `details`. */
export function toFault(error: JsonObject): BatchFault {
  const message = textAt(error, 'message') ?? textAt(error, 'message', 'value') ?? '';
  return {
    code: textAt(error, 'code') ?? 'Unknown',
    message,
    values: { ...pairsAt(error, 'values'), ...pairsAt(error, 'errorDetails'), ...pairsAt(error, 'details') },
  };
}

export function toNodeCounts(item: JsonObject | undefined): NodeCounts {
  return { dedicated: countsOf(item?.['dedicated']), lowPriority: countsOf(item?.['lowPriority']) };
}

/** The members are the states in camel case, and `total`. */
function countsOf(counts: JsonValue | undefined): Partial<Record<NodeState, number>> {
  const found: Partial<Record<NodeState, number>> = {};
  for (const [name, count] of Object.entries(objectAt(counts) ?? {})) {
    const state = oneOf(NODE_STATES, name);
    if (state !== undefined && typeof count === 'number' && count > 0) found[state] = count;
  }
  return found;
}

export function toNode(body: JsonObject): ComputeNode {
  const start = objectAt(body, 'startTaskInfo');
  const exitCode = numberAt(start, 'exitCode');
  const failure = objectAt(start, 'failureInfo');
  return {
    id: textAt(body, 'id') ?? '',
    state: oneOf(NODE_STATES, textAt(body, 'state')) ?? 'unknown',
    dedicated: flagAt(body, 'isDedicated') ?? true,
    errors: objectsAt(body, 'errors').map(toFault),
    ...(start
      ? {
          startTask: {
            ...(exitCode === undefined ? {} : { exitCode }),
            ...(failure ? { failure: toFault(failure) } : {}),
          },
        }
      : {}),
  };
}

export function toNodeImage(body: JsonObject): NodeImage {
  const image = objectAt(body, 'virtualMachineInfo', 'imageReference');
  const inId = /\/versions\/([^/]+)$/i.exec(textAt(image, 'virtualMachineImageId') ?? '')?.[1];
  const exactVersion = textAt(image, 'exactVersion') ?? inId;
  return { nodeId: textAt(body, 'id') ?? '', ...(exactVersion === undefined ? {} : { exactVersion }) };
}

export function toSupportedImage(body: JsonObject): SupportedImage {
  const endOfLife = textAt(body, 'batchSupportEndOfLife');
  return {
    nodeAgentSku: textAt(body, 'nodeAgentSKUId') ?? '',
    publisher: textAt(body, 'imageReference', 'publisher') ?? '',
    offer: textAt(body, 'imageReference', 'offer') ?? '',
    sku: textAt(body, 'imageReference', 'sku') ?? '',
    osType: oneOf(['linux', 'windows'], textAt(body, 'osType')) ?? 'linux',
    verified: textAt(body, 'verificationType') === 'verified',
    ...(endOfLife === undefined ? {} : { endOfLife }),
  };
}

export function toJob(body: JsonObject): PoolJob {
  return {
    id: textAt(body, 'id') ?? '',
    etag: textAt(body, 'eTag') ?? '',
    state: textAt(body, 'state') ?? 'unknown',
    autoPool: objectAt(body, 'poolInfo', 'autoPoolSpecification') !== undefined,
    metadata: pairsAt(body, 'metadata'),
  };
}
