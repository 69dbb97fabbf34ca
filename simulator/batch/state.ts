// What the Batch service holds: pools, nodes, jobs and tasks per account. Everything else here is functions over it.
import type { Json, JsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';

export type NodeState =
  | 'creating'
  | 'starting'
  | 'waitingforstarttask'
  | 'starttaskfailed'
  | 'idle'
  | 'running'
  | 'rebooting'
  | 'reimaging'
  | 'unusable'
  | 'leavingpool';

export type DeallocationOption = 'requeue' | 'terminate' | 'taskcompletion' | 'retaineddata';

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface StartTaskRun {
  readonly state: 'running' | 'completed';
  readonly startTime: string;
  readonly endTime?: string;
  readonly exitCode?: number;
  readonly retryCount: number;
}

export interface BatchNode {
  readonly id: string;
  readonly isDedicated: boolean;
  readonly allocationTime: string;
  readonly ipAddress: string;
  /** The image version that the node was made from. */
  image: NodeImage;
  vmSize: string;
  state: NodeState;
  stateTransitionTime: string;
  lastBootTime: string | undefined;
  schedulingEnabled: boolean;
  startTaskRun: StartTaskRun | undefined;
  /** What the start task printed; undefined before it ran. */
  output: Output | undefined;
  /** Why the node cannot serve; empty when it is unusable without a reason. */
  errors: readonly Problem[];
  /** What the next boot ends in, when not in a working node. */
  bootsInto: 'working' | { readonly errors: readonly Problem[] };
  totalTasksRun: number;
  totalTasksSucceeded: number;
  /** Counts boots, so that the timer of an abandoned boot does nothing. */
  epoch: number;
  /** A resize has chosen it to go. */
  isLeaving: boolean;
  /** Set while the node waits for its tasks before it leaves or restarts. */
  onDrained: (() => void) | undefined;
}

export type NodeImage =
  | { readonly kind: 'gallery'; readonly exactId: string }
  | { readonly kind: 'marketplace'; readonly reference: JsonObject; readonly exactVersion?: string | undefined }
  /** One that others share, in the words of the pool. */
  | { readonly kind: 'shared'; readonly reference: JsonObject; readonly exactVersion: string }
  /** Images that no new pool can have: managed images, VHDs, and shared ones that are gone. */
  | { readonly kind: 'other'; readonly reference: JsonObject };

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly time: string;
}

export interface Resize {
  readonly startTime: string;
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  readonly nodeDeallocationOption: DeallocationOption | undefined;
  readonly resizeTimeout: string;
}

export interface Pool {
  readonly account: Account;
  readonly id: string;
  /** The body in the data plane's spelling, secrets included, without the properties below. */
  definition: JsonObject;
  identity: JsonObject | undefined;
  readonly creationTime: string;
  lastModified: string;
  etag: string;
  state: 'active' | 'deleting';
  stateTransitionTime: string;
  allocationState: 'steady' | 'resizing' | 'stopping';
  allocationStateTransitionTime: string;
  targetDedicatedNodes: number;
  targetLowPriorityNodes: number;
  resizeTimeout: string;
  autoScale: AutoScale | undefined;
  autoScaleEnabledAt: number | undefined;
  autoScaleRun: AutoScaleRun | undefined;
  /** Of the last resize; shown only while steady. */
  resizeErrors: readonly Problem[];
  resize: Resize | undefined;
  /** Counts resizes, so that the timer of a stopped one does nothing. */
  resizeNumber: number;
  /** How many allocations this pool has had, for planned failures. */
  allocations: number;
  readonly nodes: Map<string, BatchNode>;
}

export interface AutoScale {
  readonly formula: string;
  readonly evaluationInterval: string;
}

export interface AutoScaleRun {
  readonly timestamp: string;
  readonly results: string;
  readonly error: Problem | undefined;
}

export type JobState = 'active' | 'disabling' | 'disabled' | 'enabling' | 'terminating' | 'completed' | 'deleting';

export interface Job {
  readonly account: Account;
  readonly id: string;
  /** The body in the data plane's spelling, `poolInfo` and `metadata` included. */
  definition: JsonObject;
  readonly creationTime: string;
  lastModified: string;
  etag: string;
  state: JobState;
  stateTransitionTime: string;
  previousState: JobState | undefined;
  previousStateTransitionTime: string | undefined;
  endTime: string | undefined;
  terminateReason: string | undefined;
  /** The pool its tasks run in. */
  poolId: string;
  readonly tasks: Map<string, Task>;
  /** What a disabling, enabling, terminating or deleting job becomes once its time is up and no task runs. */
  transition: Transition | undefined;
  /** Called when the job is completed or gone. */
  readonly whenOver: () => void;
}

export interface Transition {
  readonly to: JobState | 'gone';
  due: boolean;
  readonly then: () => void;
}

export type TaskState = 'active' | 'running' | 'completed';

export interface Task {
  readonly job: Job;
  readonly id: string;
  readonly definition: JsonObject;
  readonly creationTime: string;
  etag: string;
  lastModified: string;
  state: TaskState;
  stateTransitionTime: string;
  previousState: TaskState | undefined;
  node: { readonly poolId: string; readonly nodeId: string } | undefined;
  startTime: string | undefined;
  endTime: string | undefined;
  exitCode: number | undefined;
  failure: { readonly code: string; readonly message: string } | undefined;
  output: Output | undefined;
  retryCount: number;
  requeueCount: number;
  /** Counts runs, so that the timer of a requeued run does nothing. */
  run: number;
}

/** One Batch account's contents, by lower-case ID. */
export interface Account {
  /** The ARM ID. */
  readonly id: string;
  readonly pools: Map<string, Pool>;
  readonly jobs: Map<string, Job>;
}

export interface BatchState {
  readonly world: World;
  readonly accounts: Map<string, Account>;
  /** Planned failures that have been used up already. */
  readonly used: { bootFailures: number; startTasks: number };
  etags: number;
}

export function createState(world: World): BatchState {
  return { world, accounts: new Map(), used: { bootFailures: 0, startTasks: 0 }, etags: 0 };
}

export function accountOf(state: BatchState, id: string): Account {
  const key = id.toLowerCase();
  const known = state.accounts.get(key);
  if (known !== undefined) return known;
  const account: Account = { id, pools: new Map(), jobs: new Map() };
  state.accounts.set(key, account);
  return account;
}

export function timestamp(state: BatchState): string {
  return state.world.clock.now().toISOString();
}

/** Batch's ETags look like `0x8DB6CA2DFF530D1`; each is new. */
export function nextEtag(state: BatchState): string {
  state.etags += 1;
  const ticks = (state.world.clock.now().getTime() * 1000 + (state.etags % 1000)).toString(16).toUpperCase();
  return `0x8${ticks.padStart(14, '0')}`;
}

/** Every change of a pool or job that a client made moves its ETag; the life cycle does not. */
export function touch(state: BatchState, thing: { etag: string; lastModified: string }): void {
  thing.etag = nextEtag(state);
  thing.lastModified = timestamp(state);
}

export function nodesOf(pool: Pool, isDedicated: boolean): readonly BatchNode[] {
  return [...pool.nodes.values()].filter((node) => node.isDedicated === isDedicated);
}

export function setNodeState(state: BatchState, node: BatchNode, to: NodeState): void {
  node.state = to;
  node.stateTransitionTime = timestamp(state);
}

export function setJobState(state: BatchState, job: Job, to: JobState): void {
  job.previousState = job.state;
  job.previousStateTransitionTime = job.stateTransitionTime;
  job.state = to;
  job.stateTransitionTime = timestamp(state);
}

/** Name/value pairs as Batch lists them. */
export function pairs(values: Readonly<Record<string, string>>): readonly Json[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
