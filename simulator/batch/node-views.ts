// Nodes as the data plane shows them, and how many are in which state.
import { objectOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import { startTask as startTaskShape } from './machine-shapes.ts';
import { dataProblem } from './pool-views.ts';
import { tasksOn, usedSlots } from './scheduler.ts';
import { nodesOf } from './state.ts';
import type { BatchNode, NodeState, Pool, StartTaskRun } from './state.ts';
import { write } from './translate.ts';
import type { Plane } from './translate.ts';

export function nodeView(pool: Pool, node: BatchNode, endpoint: string, plane: Plane): JsonObject {
  const startTask = pool.definition.startTask;
  const running = tasksOn(pool.account, node);
  return {
    id: node.id,
    url: `https://${endpoint}/pools/${pool.id}/nodes/${node.id}`,
    state: node.state,
    schedulingState: node.schedulingEnabled ? 'enabled' : 'disabled',
    stateTransitionTime: node.stateTransitionTime,
    ...(node.lastBootTime === undefined ? {} : { lastBootTime: node.lastBootTime }),
    allocationTime: node.allocationTime,
    ipAddress: node.ipAddress,
    affinityId: `TVM:${node.id}`,
    vmSize: node.vmSize,
    totalTasksRun: node.totalTasksRun,
    runningTasksCount: running.length,
    runningTaskSlotsCount: usedSlots(pool.account, node),
    totalTasksSucceeded: node.totalTasksSucceeded,
    ...(startTask === undefined ? {} : { startTask: write(startTaskShape, objectOf(startTask), plane) }),
    ...(node.startTaskRun === undefined ? {} : { startTaskInfo: startTaskInfo(node.startTaskRun) }),
    ...(node.errors.length === 0
      ? {}
      : { errors: node.errors.map((error) => ({ ...dataProblem(error), errorDetails: [] })) }),
    isDedicated: node.isDedicated,
    endpointConfiguration: { inboundEndpoints: [] },
    ...(node.lastBootTime === undefined || node.state === 'unusable'
      ? {}
      : { nodeAgentInfo: { version: '1.12.2', lastUpdateTime: node.lastBootTime } }),
    virtualMachineInfo: { imageReference: imageOf(node) },
  };
}

function imageOf(node: BatchNode): JsonObject {
  switch (node.image.kind) {
    case 'marketplace':
      return { ...node.image.reference, exactVersion: node.image.exactVersion ?? '1.0.0' };
    case 'shared':
      return { ...node.image.reference, exactVersion: node.image.exactVersion };
    case 'other':
      return node.image.reference;
    case 'gallery': {
      const { exactId } = node.image;
      return { virtualMachineImageId: exactId, exactVersion: exactId.split('/').at(-1) };
    }
  }
}

function startTaskInfo(run: StartTaskRun): JsonObject {
  const failed = run.exitCode !== undefined && run.exitCode !== 0;
  return {
    state: run.state,
    startTime: run.startTime,
    ...(run.endTime === undefined ? {} : { endTime: run.endTime }),
    ...(run.exitCode === undefined ? {} : { exitCode: run.exitCode, result: failed ? 'failure' : 'success' }),
    ...(failed ? { failureInfo: failureInfo('FailureExitCode', FAILURE_TEXT) } : {}),
    retryCount: run.retryCount,
  };
}

const FAILURE_TEXT = 'The task exited with an exit code representing a failure';

export function failureInfo(code: string, message: string): JsonObject {
  return { category: 'usererror', code, message };
}

/** The names the counts use, per state. */
const COUNT_NAMES: Readonly<Record<NodeState, string>> = {
  creating: 'creating',
  starting: 'starting',
  waitingforstarttask: 'waitingForStartTask',
  starttaskfailed: 'startTaskFailed',
  idle: 'idle',
  running: 'running',
  rebooting: 'rebooting',
  reimaging: 'reimaging',
  unusable: 'unusable',
  leavingpool: 'leavingPool',
};

/** States that exist, but that no simulated node is ever in. */
const NEVER = ['offline', 'preempted', 'unknown'];

export function nodeCounts(pool: Pool, plane: Plane): JsonObject {
  return {
    poolId: pool.id,
    dedicated: countsOf(nodesOf(pool, true), plane),
    lowPriority: countsOf(nodesOf(pool, false), plane),
  };
}

function countsOf(nodes: readonly BatchNode[], plane: Plane): JsonObject {
  const counts: Record<string, number> = {};
  for (const name of [...Object.values(COUNT_NAMES), ...NEVER]) counts[name] = 0;
  const date = plane.version.slice(0, 10);
  if (date >= '2024-02-01') counts.upgradingOS = 0;
  if (date >= '2024-07-01') Object.assign(counts, { deallocated: 0, deallocating: 0 });
  for (const node of nodes) {
    const name = COUNT_NAMES[node.state];
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return { ...counts, total: nodes.length };
}
