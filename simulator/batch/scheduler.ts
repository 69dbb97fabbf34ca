// Tasks find nodes: active tasks of active jobs start on idle nodes with free slots, run their time, and end.
import { arrayOf, at, numberOf, objectOf, stringOf } from '../kernel/json.ts';
import { settle, terminateWhenDone } from './job-transitions.ts';
import { setNodeState, timestamp, touch } from './state.ts';
import type { Account, BatchNode, BatchState, Job, Pool, Task, TaskState } from './state.ts';

const busy = new WeakSet<Account>();

/** Starts whatever can start now. Without durations tasks end at once, so this loops rather than recurses. */
export function schedule(state: BatchState, account: Account): void {
  if (busy.has(account)) return;
  busy.add(account);
  try {
    for (let next = nextStart(account); next !== undefined; next = nextStart(account)) start(state, next);
  } finally {
    busy.delete(account);
  }
}

interface Start {
  readonly task: Task;
  readonly pool: Pool;
  readonly node: BatchNode;
}

function nextStart(account: Account): Start | undefined {
  const jobs = [...account.jobs.values()]
    .filter((job) => job.state === 'active')
    .sort((one, other) => (numberOf(other.definition.priority) ?? 0) - (numberOf(one.definition.priority) ?? 0));
  for (const job of jobs) {
    const pool = account.pools.get(job.poolId.toLowerCase());
    if (pool?.state !== 'active') continue;
    for (const task of job.tasks.values()) {
      if (task.state !== 'active' || !dependenciesMet(job, task)) continue;
      const node = freeNode(account, pool, slotsOf(task));
      if (node !== undefined) return { task, pool, node };
    }
  }
  return undefined;
}

function freeNode(account: Account, pool: Pool, slots: number): BatchNode | undefined {
  const total = numberOf(pool.definition.taskSlotsPerNode) ?? 1;
  const free = [...pool.nodes.values()]
    .filter((node) => (node.state === 'idle' || node.state === 'running') && node.schedulingEnabled)
    .map((node) => ({ node, used: usedSlots(account, node) }))
    .filter(({ used }) => used + slots <= total);
  const pack = at(pool.definition, 'taskSchedulingPolicy', 'nodeFillType') === 'pack';
  free.sort((one, other) => (pack ? other.used - one.used : one.used - other.used));
  return free[0]?.node;
}

export function tasksOn(account: Account, node: BatchNode): readonly Task[] {
  return [...account.jobs.values()].flatMap((job) =>
    [...job.tasks.values()].filter((task) => task.state === 'running' && task.node?.nodeId === node.id),
  );
}

export function usedSlots(account: Account, node: BatchNode): number {
  return tasksOn(account, node).reduce((sum, task) => sum + slotsOf(task), 0);
}

export function slotsOf(task: Task): number {
  return numberOf(task.definition.requiredSlots) ?? 1;
}

function dependenciesMet(job: Job, task: Task): boolean {
  const dependsOn = objectOf(task.definition.dependsOn);
  const ids = new Set(arrayOf(dependsOn.taskIds).flatMap((id) => stringOf(id) ?? []));
  for (const range of arrayOf(dependsOn.taskIdRanges)) {
    const end = numberOf(at(range, 'end')) ?? -1;
    for (let id = numberOf(at(range, 'start')) ?? 0; id <= end; id += 1) ids.add(String(id));
  }
  return [...ids].every((id) => {
    const other = job.tasks.get(id.toLowerCase());
    return other?.state === 'completed' && other.exitCode === 0;
  });
}

function start(state: BatchState, { task, pool, node }: Start): void {
  setTaskState(state, task, 'running');
  task.node = { poolId: pool.id, nodeId: node.id };
  task.startTime ??= timestamp(state);
  task.run += 1;
  const run = task.run;
  node.totalTasksRun += 1;
  if (node.state !== 'running') setNodeState(state, node, 'running');
  const { clock } = state.world;
  clock.after(clock.milliseconds('task.run'), () => {
    if (task.state === 'running' && task.run === run) finish(state, task, node);
  });
}

function finish(state: BatchState, task: Task, node: BatchNode): void {
  const planned = state.world.scenario.nodes.task;
  const exitCode = planned?.exitCode ?? 0;
  task.output = { stdout: planned?.stdout ?? '', stderr: planned?.stderr ?? '', time: timestamp(state) };
  if (exitCode === 0) node.totalTasksSucceeded += 1;
  const retries = numberOf(at(task.definition, 'constraints', 'maxTaskRetryCount')) ?? 0;
  if (exitCode !== 0 && (retries === -1 || task.retryCount < retries)) {
    task.retryCount += 1;
    setTaskState(state, task, 'active');
  } else {
    complete(state, task, exitCode);
  }
  afterTask(state, task.job, node);
}

function complete(state: BatchState, task: Task, exitCode: number | undefined): void {
  task.exitCode = exitCode;
  task.endTime = timestamp(state);
  if (exitCode !== 0 && task.failure === undefined) {
    task.failure = { code: 'FailureExitCode', message: 'The task exited with an exit code representing a failure' };
  }
  setTaskState(state, task, 'completed');
}

/** Ends a running or waiting task by order of the user. */
export function terminateTask(state: BatchState, task: Task): void {
  if (task.state === 'completed') return;
  const node = nodeOf(task);
  task.failure = { code: 'TaskEnded', message: 'Task Was Ended by User Request' };
  complete(state, task, undefined);
  afterTask(state, task.job, node);
}

/** Puts a running task back into the queue. */
export function requeueTask(state: BatchState, task: Task): void {
  if (task.state !== 'running') return;
  const node = nodeOf(task);
  task.requeueCount += 1;
  task.node = undefined;
  setTaskState(state, task, 'active');
  afterTask(state, task.job, node);
}

function nodeOf(task: Task): BatchNode | undefined {
  if (task.node === undefined) return undefined;
  return task.job.account.pools.get(task.node.poolId.toLowerCase())?.nodes.get(task.node.nodeId.toLowerCase());
}

function afterTask(state: BatchState, job: Job, node: BatchNode | undefined): void {
  if (node !== undefined && tasksOn(job.account, node).length === 0) {
    if (node.state === 'running') setNodeState(state, node, 'idle');
    const drained = node.onDrained;
    node.onDrained = undefined;
    drained?.();
  }
  settle(state, job);
  terminateWhenDone(state, job);
  schedule(state, job.account);
}

function setTaskState(state: BatchState, task: Task, to: TaskState): void {
  task.previousState = task.state;
  task.state = to;
  task.stateTransitionTime = timestamp(state);
  touch(state, task);
}
