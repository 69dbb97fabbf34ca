// The life of a node: creating, starting, its start task, idle; and the ways it can be put out of use.
import { numberOf, objectOf } from '../kernel/json.ts';
import { requeueTask, schedule, tasksOn, terminateTask } from './scheduler.ts';
import { setNodeState, timestamp } from './state.ts';
import type { BatchNode, BatchState, DeallocationOption, NodeImage, NodeState, Output, Pool } from './state.ts';

interface NewNode {
  readonly isDedicated: boolean;
  readonly image: NodeImage;
  readonly vmSize: string;
  /** What its boot ends in, where no failure is planned. */
  readonly bootsInto: BatchNode['bootsInto'];
}

/** A node that comes up by the clock. */
export function addNode(state: BatchState, pool: Pool, made: NewNode): void {
  const { clock, scenario } = state.world;
  const plannedFailure = scenario.nodes.bootFailure;
  let { bootsInto } = made;
  if (plannedFailure !== undefined && state.used.bootFailures < plannedFailure.count) {
    state.used.bootFailures += 1;
    const { code, message } = plannedFailure;
    bootsInto = { errors: code === '' ? [] : [{ code, message, values: {} }] };
  }
  const node = placeNode(state, pool, made, 'creating');
  node.bootsInto = bootsInto;
  const half = clock.milliseconds('node.boot') / 2;
  const isCurrent = newEpoch(pool, node);
  clock.after(half, () => {
    if (!isCurrent()) return;
    setNodeState(state, node, 'starting');
    clock.after(half, () => {
      if (isCurrent()) booted(state, pool, node);
    });
  });
}

/** A node that is there, in this state, without any clock. */
export function placeNode(
  state: BatchState,
  pool: Pool,
  made: Omit<NewNode, 'bootsInto'>,
  nodeState: NodeState,
): BatchNode {
  const { clock, random } = state.world;
  const now = clock.now().toISOString();
  const stamp = now.toLowerCase().replace(/[-:]|\.\d+/g, '');
  const number = pool.nodes.size + 4;
  const node: BatchNode = {
    id: `tvm${made.isDedicated ? 'ps' : 'lp'}_${random.hex(40)}_d-${stamp}`,
    isDedicated: made.isDedicated,
    allocationTime: now,
    ipAddress: `10.0.${Math.floor(number / 250)}.${number % 250}`,
    image: made.image,
    vmSize: made.vmSize,
    state: nodeState,
    stateTransitionTime: now,
    lastBootTime: undefined,
    schedulingEnabled: true,
    startTaskRun: undefined,
    output: undefined,
    errors: [],
    bootsInto: 'working',
    totalTasksRun: 0,
    totalTasksSucceeded: 0,
    epoch: 0,
    isLeaving: false,
    onDrained: undefined,
  };
  pool.nodes.set(node.id.toLowerCase(), node);
  return node;
}

/** Restarts a node on its present image, or anew on the pool's. */
export function restart(state: BatchState, pool: Pool, node: BatchNode, how: 'rebooting' | 'reimaging'): void {
  const { clock } = state.world;
  setNodeState(state, node, how);
  node.errors = [];
  node.schedulingEnabled = true;
  node.startTaskRun = undefined;
  node.output = undefined;
  const isCurrent = newEpoch(pool, node);
  clock.after(clock.milliseconds('node.boot'), () => {
    if (isCurrent()) booted(state, pool, node);
  });
}

/** A later boot, or leaving, makes the timers of this one void. */
function newEpoch(pool: Pool, node: BatchNode): () => boolean {
  node.epoch += 1;
  const epoch = node.epoch;
  return () => node.epoch === epoch && node.state !== 'leavingpool' && pool.nodes.get(node.id.toLowerCase()) === node;
}

function booted(state: BatchState, pool: Pool, node: BatchNode): void {
  node.lastBootTime = timestamp(state);
  if (node.bootsInto !== 'working') {
    node.errors = node.bootsInto.errors;
    setNodeState(state, node, 'unusable');
    return;
  }
  const startTask = pool.definition.startTask;
  if (startTask === undefined) {
    becomeIdle(state, pool, node);
    return;
  }
  const definition = objectOf(startTask);
  const waits = definition.waitForSuccess !== false;
  if (waits) setNodeState(state, node, 'waitingforstarttask');
  else becomeIdle(state, pool, node);
  runStartTask(state, pool, node, { waits, retries: numberOf(definition.maxTaskRetryCount) ?? 0, attempt: 0 });
}

interface StartTaskPlan {
  readonly waits: boolean;
  readonly retries: number;
  readonly attempt: number;
}

function runStartTask(state: BatchState, pool: Pool, node: BatchNode, plan: StartTaskPlan): void {
  const { clock } = state.world;
  const startTime = timestamp(state);
  node.startTaskRun = { state: 'running', startTime, retryCount: plan.attempt };
  const epoch = node.epoch;
  clock.after(clock.milliseconds('node.startTask'), () => {
    if (node.epoch !== epoch || node.state === 'leavingpool') return;
    const { exitCode, output } = startTaskEnd(state);
    node.output = output;
    if (exitCode !== 0 && (plan.retries === -1 || plan.attempt < plan.retries)) {
      runStartTask(state, pool, node, { ...plan, attempt: plan.attempt + 1 });
      return;
    }
    node.startTaskRun = {
      state: 'completed',
      startTime,
      endTime: timestamp(state),
      exitCode,
      retryCount: plan.attempt,
    };
    if (!plan.waits) return;
    if (exitCode === 0) becomeIdle(state, pool, node);
    else setNodeState(state, node, 'starttaskfailed');
  });
}

function startTaskEnd(state: BatchState): { readonly exitCode: number; readonly output: Output } {
  const planned = state.world.scenario.nodes.startTask;
  const time = timestamp(state);
  if (planned === undefined || state.used.startTasks >= planned.times) {
    return { exitCode: 0, output: { stdout: '', stderr: '', time } };
  }
  state.used.startTasks += 1;
  return { exitCode: planned.exitCode, output: { stdout: planned.stdout, stderr: planned.stderr, time } };
}

function becomeIdle(state: BatchState, pool: Pool, node: BatchNode): void {
  setNodeState(state, node, 'idle');
  schedule(state, pool.account);
}

/**
 * Frees a node of its tasks as the option says, then goes on: at once for requeue and terminate, when the last task has
 * ended for the other two (the retention of task data is not waited for). Without `then` whatever the node waits for
 * already stays as it is.
 */
export function drain(
  state: BatchState,
  pool: Pool,
  node: BatchNode,
  option: DeallocationOption,
  then?: () => void,
): void {
  const tasks = tasksOn(pool.account, node);
  if (tasks.length === 0) {
    then?.();
    return;
  }
  node.schedulingEnabled = false;
  if (then !== undefined) node.onDrained = then;
  switch (option) {
    case 'requeue':
      for (const task of tasks) requeueTask(state, task);
      return;
    case 'terminate':
      for (const task of tasks) terminateTask(state, task);
      return;
    case 'taskcompletion':
    case 'retaineddata':
      return;
  }
}
