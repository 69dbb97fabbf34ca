// Making jobs, finding them, and the rules of their states.
import { numberOf, objectOf, stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Principal } from '../kernel/world.ts';
import type { AccountFacts } from './account.ts';
import { startDelete } from './allocation.ts';
import { beginTransition, terminateWhenDone } from './job-transitions.ts';
import { dataPlaces } from './pool-rules.ts';
import { addPool } from './pools.ts';
import { invalidValue, missingProperty, refusal } from './refusals.ts';
import type { RefusalCode } from './refusals.ts';
import { requeueTask, schedule, terminateTask } from './scheduler.ts';
import { accountOf, nextEtag, timestamp, touch } from './state.ts';
import type { BatchState, Job, JobState } from './state.ts';

export function addJob(state: BatchState, facts: AccountFacts, body: JsonObject, caller: Principal | undefined): Job {
  const account = accountOf(state, facts.id);
  const id = stringOf(body.id) ?? '';
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
    throw invalidValue(
      'id',
      id,
      'The value can contain any combination of alphanumeric characters including hyphens and underscores, and cannot contain more than 64 characters.',
    );
  }
  const known = account.jobs.get(id.toLowerCase());
  if (known !== undefined) throw refusal(known.state === 'deleting' ? 'JobBeingDeleted' : 'JobExists');
  if (unfinishedJobs(account.jobs.values()) >= facts.jobQuota) throw refusal('ActiveJobAndScheduleQuotaReached');
  checkJob(body);
  const now = timestamp(state);
  const job: Job = {
    account,
    id,
    definition: body,
    creationTime: now,
    lastModified: now,
    etag: nextEtag(state),
    state: 'active',
    stateTransitionTime: now,
    previousState: undefined,
    previousStateTransitionTime: undefined,
    endTime: undefined,
    terminateReason: undefined,
    poolId: poolFor(state, facts, body, caller),
    tasks: new Map(),
    transition: undefined,
    whenOver: () => dropAutoPool(state, job),
  };
  account.jobs.set(id.toLowerCase(), job);
  terminateWhenDone(state, job);
  return job;
}

function unfinishedJobs(jobs: Iterable<Job>): number {
  return [...jobs].filter((job) => job.state !== 'completed').length;
}

export function checkJob(body: JsonObject): void {
  const priority = numberOf(body.priority);
  if (priority !== undefined && (priority < -1000 || priority > 1000)) {
    throw invalidValue('priority', String(priority), 'The value must be between -1000 and 1000.');
  }
  if (body.poolInfo === undefined) return;
  const { poolId, autoPoolSpecification } = objectOf(body.poolInfo);
  if (poolId === undefined && autoPoolSpecification === undefined) throw missingProperty('poolInfo.poolId');
  if (poolId !== undefined && autoPoolSpecification !== undefined) {
    throw invalidValue('poolInfo', '', 'Specify either a pool ID or an auto pool specification, not both.');
  }
}

/** A job's pool need not exist: its tasks wait for it. An automatic pool is made for the job. */
function poolFor(state: BatchState, facts: AccountFacts, body: JsonObject, caller: Principal | undefined): string {
  const { poolId, autoPoolSpecification } = objectOf(body.poolInfo);
  if (autoPoolSpecification === undefined) return stringOf(poolId) ?? '';
  const { autoPoolIdPrefix, pool } = objectOf(autoPoolSpecification);
  const prefix = stringOf(autoPoolIdPrefix);
  const id = `${prefix === undefined ? '' : `${prefix}_`}${state.world.random.guid().toUpperCase()}`;
  addPool(state, facts, { id, body: { ...objectOf(pool), id }, identity: undefined, caller, places: dataPlaces });
  return id;
}

export function isAutoPool(job: Job): boolean {
  return objectOf(job.definition.poolInfo).autoPoolSpecification !== undefined;
}

export function jobOf(state: BatchState, facts: AccountFacts, id: string): Job {
  const job = accountOf(state, facts.id).jobs.get(id.toLowerCase());
  if (job === undefined) throw refusal('JobNotFound');
  return job;
}

const REFUSED_IN: Readonly<Partial<Record<JobState, RefusalCode>>> = {
  deleting: 'JobBeingDeleted',
  terminating: 'JobBeingTerminated',
  completed: 'JobCompleted',
};

/** Refuses a job that is at its end, and then one whose state is none of `states`. */
export function requireState(job: Job, states: readonly JobState[]): void {
  if (states.includes(job.state)) return;
  throw refusal(REFUSED_IN[job.state] ?? 'OperationInvalidForCurrentState');
}

export function disableJob(state: BatchState, job: Job, tasks: string): void {
  requireState(job, ['active', 'disabling', 'disabled']);
  if (job.state !== 'disabled') {
    // Before the tasks are touched, so that none of them starts again.
    beginTransition(state, job, 'disabling', 'disabled');
    for (const task of [...job.tasks.values()].filter((one) => one.state === 'running')) {
      if (tasks === 'requeue') requeueTask(state, task);
      if (tasks === 'terminate') terminateTask(state, task);
    }
  }
  touch(state, job);
}

export function enableJob(state: BatchState, job: Job): void {
  requireState(job, ['disabled', 'disabling']);
  beginTransition(state, job, 'enabling', 'active', () => {
    schedule(state, job.account);
    terminateWhenDone(state, job);
  });
  touch(state, job);
}

export function terminateJob(state: BatchState, job: Job, reason: string): void {
  requireState(job, ['active', 'disabling', 'disabled', 'enabling']);
  job.terminateReason = reason;
  beginTransition(state, job, 'terminating', 'completed');
  for (const task of job.tasks.values()) terminateTask(state, task);
  touch(state, job);
}

export function deleteJob(state: BatchState, job: Job): void {
  if (job.state === 'deleting') throw refusal('JobBeingDeleted');
  beginTransition(state, job, 'deleting', 'gone');
  for (const task of job.tasks.values()) terminateTask(state, task);
}

function dropAutoPool(state: BatchState, job: Job): void {
  const specification = objectOf(objectOf(job.definition.poolInfo).autoPoolSpecification);
  if (!isAutoPool(job) || specification.keepAlive === true) return;
  const pool = job.account.pools.get(job.poolId.toLowerCase());
  if (pool?.state === 'active') startDelete(state, pool);
}

/**
 * A PATCH or PUT. The pool of a job changes only while it is disabled, and never for an automatic pool; with a pool that
 * is missing its tasks wait.
 */
export function changeJob(state: BatchState, job: Job, change: JsonObject): void {
  requireState(job, ['active', 'disabling', 'disabled', 'enabling']);
  checkJob(change);
  const { poolId, autoPoolSpecification } = objectOf(change.poolInfo);
  const moves = poolId !== undefined && stringOf(poolId)?.toLowerCase() !== job.poolId.toLowerCase();
  if (change.poolInfo !== undefined) {
    if (isAutoPool(job) ? poolId !== undefined : autoPoolSpecification !== undefined) {
      throw refusal('OperationInvalidForCurrentState', {
        Reason: 'The pool of a job with an auto pool cannot be changed.',
      });
    }
    if (job.state !== 'disabled' && (moves || isAutoPool(job))) {
      throw refusal('OperationInvalidForCurrentState', {
        Reason: 'The poolInfo of a job can be updated only when the job is disabled.',
      });
    }
  }
  job.definition = { ...job.definition, ...change };
  if (moves) job.poolId = stringOf(poolId) ?? job.poolId;
  touch(state, job);
  schedule(state, job.account);
  terminateWhenDone(state, job);
}

/** Task counts of one job, as tasks and as slots. */
export function countTasks(job: Job, weight: (task: JsonObject) => number): JsonObject {
  const counts = { active: 0, running: 0, completed: 0, succeeded: 0, failed: 0 };
  for (const task of job.tasks.values()) {
    const value = weight(task.definition);
    counts[task.state] += value;
    if (task.state === 'completed') counts[task.exitCode === 0 ? 'succeeded' : 'failed'] += value;
  }
  return counts;
}
