// The data plane's operations on jobs.
import { numberOf, objectOf, stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import { account, changed, checkConditions, created, listed, shown } from './data-call.ts';
import type { DataCall, DataRoute } from './data-call.ts';
import { addJob, changeJob, countTasks, deleteJob, disableJob, enableJob, jobOf, terminateJob } from './jobs.ts';
import { jobDisableShape, jobPatchShape, jobPutShape, jobShape, jobTerminateShape } from './job-shapes.ts';
import { filterOf } from './odata.ts';
import { write, read } from './translate.ts';
import type { Job } from './state.ts';
import { without } from './without.ts';

const READ = { kind: 'dataAction', name: 'Microsoft.Batch/batchAccounts/jobs/read' } as const;
const WRITE = { kind: 'dataAction', name: 'Microsoft.Batch/batchAccounts/jobs/write' } as const;
const DELETE = { kind: 'dataAction', name: 'Microsoft.Batch/batchAccounts/jobs/delete' } as const;
const READ_SCHEDULES = { kind: 'dataAction', name: 'Microsoft.Batch/batchAccounts/jobSchedules/read' } as const;

const FILTERABLE = [
  'id',
  'state',
  'stateTransitionTime',
  'creationTime',
  'lastModified',
  'priority',
  'executionInfo/poolId',
  'executionInfo/startTime',
  'executionInfo/endTime',
  'metadata',
];

export const jobRoutes: readonly DataRoute[] = [
  {
    method: 'POST',
    path: '/jobs',
    right: WRITE,
    handle(call) {
      const body = read(jobShape, call.body, call.plane);
      const job = addJob(
        call.state,
        call.facts,
        body,
        call.caller.kind === 'entra' ? call.caller.principal : undefined,
      );
      return created(call, job, `/jobs/${job.id}`);
    },
  },
  {
    method: 'GET',
    path: '/jobs',
    right: READ,
    handle(call) {
      const matches = filterOf(call.url.searchParams.get('$filter'), FILTERABLE);
      const views = [...account(call).jobs.values()].map((job) => jobView(call, job)).filter(matches);
      return listed(call, views, 'jobs');
    },
  },
  {
    method: 'GET',
    path: '/jobs/{job}',
    right: READ,
    handle(call) {
      const job = pathJob(call);
      return checkConditions(call.headers, job, 'read') ?? shown(call, jobView(call, job), 'jobs', job);
    },
  },
  {
    method: 'PATCH',
    path: '/jobs/{job}',
    right: WRITE,
    handle(call) {
      const job = conditionalJob(call);
      changeJob(call.state, job, read(jobPatchShape, call.body, call.plane, '', true));
      return changed(call, 200, job);
    },
  },
  {
    method: 'PUT',
    path: '/jobs/{job}',
    right: WRITE,
    handle(call) {
      const job = conditionalJob(call);
      const body = read(jobPutShape, withoutReadOnly(call), call.plane);
      // What a replacement leaves out gets its default again.
      const defaults = {
        priority: 0,
        maxParallelTasks: -1,
        constraints: {},
        onAllTasksComplete: 'noaction',
        metadata: [],
      };
      changeJob(call.state, job, { ...defaults, ...body });
      return changed(call, 200, job);
    },
  },
  {
    method: 'POST',
    path: '/jobs/{job}/disable',
    right: WRITE,
    handle(call) {
      const job = conditionalJob(call);
      const { disableTasks } = read(jobDisableShape, call.body, call.plane);
      disableJob(call.state, job, stringOf(disableTasks) ?? '');
      return changed(call, 202, job);
    },
  },
  {
    method: 'POST',
    path: '/jobs/{job}/enable',
    right: WRITE,
    bodyOptional: true,
    handle(call) {
      const job = conditionalJob(call);
      enableJob(call.state, job);
      return changed(call, 202, job);
    },
  },
  {
    method: 'POST',
    path: '/jobs/{job}/terminate',
    right: WRITE,
    bodyOptional: true,
    handle(call) {
      const job = conditionalJob(call);
      const { terminateReason } = read(jobTerminateShape, call.body, call.plane);
      terminateJob(call.state, job, stringOf(terminateReason) ?? 'UserTerminate');
      return changed(call, 202, job);
    },
  },
  {
    method: 'DELETE',
    path: '/jobs/{job}',
    right: DELETE,
    handle(call) {
      deleteJob(call.state, conditionalJob(call));
      return { status: 202 };
    },
  },
  {
    method: 'GET',
    path: '/jobs/{job}/taskcounts',
    right: READ,
    handle(call) {
      const job = pathJob(call);
      const taskCounts = countTasks(job, () => 1);
      const taskSlotCounts = countTasks(job, (task) => numberOf(task.requiredSlots) ?? 1);
      return shown(call, { taskCounts, taskSlotCounts }, 'Microsoft.Azure.Batch.Protocol.Entities.TaskCountsResult');
    },
  },
  // Job schedules cannot be made here, so there are none.
  { method: 'GET', path: '/jobschedules', right: READ_SCHEDULES, handle: (call) => listed(call, [], 'jobschedules') },
];

function pathJob(call: DataCall): Job {
  return jobOf(call.state, call.facts, call.params.job ?? '');
}

function conditionalJob(call: DataCall): Job {
  const job = pathJob(call);
  checkConditions(call.headers, job);
  return job;
}

/** Since 2024-07-01.20.0 a client puts the whole job back, as it got it. */
function withoutReadOnly(call: DataCall): JsonObject {
  if (call.plane.version < '2024-07-01') return call.body;
  const settable = jobPutShape.properties;
  return without(call.body, ...Object.keys(jobShape.properties).filter((name) => !(name in settable)));
}

function jobView(call: DataCall, job: Job): JsonObject {
  const definition = write(jobShape, job.definition, call.plane);
  return {
    id: job.id,
    url: `https://${call.facts.endpoint}/jobs/${job.id}`,
    eTag: job.etag,
    lastModified: job.lastModified,
    creationTime: job.creationTime,
    state: job.state,
    stateTransitionTime: job.stateTransitionTime,
    ...(job.previousState === undefined ? {} : { previousState: job.previousState }),
    ...(job.previousStateTransitionTime === undefined
      ? {}
      : { previousStateTransitionTime: job.previousStateTransitionTime }),
    priority: 0,
    maxParallelTasks: -1,
    allowTaskPreemption: false,
    usesTaskDependencies: false,
    onAllTasksComplete: 'noaction',
    onTaskFailure: 'noaction',
    ...definition,
    constraints: {
      maxWallClockTime: 'P10675199DT2H48M5.4775807S',
      maxTaskRetryCount: 0,
      ...objectOf(definition.constraints),
    },
    executionInfo: {
      startTime: job.creationTime,
      ...(job.endTime === undefined ? {} : { endTime: job.endTime }),
      poolId: job.poolId,
      ...(job.terminateReason === undefined ? {} : { terminateReason: job.terminateReason }),
    },
  };
}
