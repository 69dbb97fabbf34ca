// The data plane's operations on tasks and what they printed.
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, objectOf, stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import { changed, checkConditions, created, fileAnswer, listed, shown } from './data-call.ts';
import type { DataAnswer, DataCall, DataRoute } from './data-call.ts';
import { jobOf } from './jobs.ts';
import { taskCollectionShape, taskShape } from './job-shapes.ts';
import { failureInfo } from './node-views.ts';
import { filterOf } from './odata.ts';
import { errorBody, invalidValue, refusal } from './refusals.ts';
import { schedule, terminateTask } from './scheduler.ts';
import { nextEtag, timestamp } from './state.ts';
import type { Job, Task } from './state.ts';
import { read, write } from './translate.ts';

const READ = { kind: 'dataAction', name: 'Microsoft.Batch/batchAccounts/jobs/read' } as const;
const WRITE = { kind: 'dataAction', name: 'Microsoft.Batch/batchAccounts/jobs/write' } as const;

const FILTERABLE = [
  'id',
  'state',
  'stateTransitionTime',
  'creationTime',
  'lastModified',
  'executionInfo/exitCode',
  'executionInfo/result',
];
const MAXIMUM_COLLECTION = 100;

export const taskRoutes: readonly DataRoute[] = [
  {
    method: 'POST',
    path: '/jobs/{job}/tasks',
    right: WRITE,
    handle(call) {
      const job = openJob(call);
      const task = addTask(call, job, call.body);
      schedule(call.state, job.account);
      return created(call, task, `/jobs/${job.id}/tasks/${task.id}`);
    },
  },
  {
    method: 'POST',
    path: '/jobs/{job}/addtaskcollection',
    right: WRITE,
    handle(call) {
      const job = openJob(call);
      const bodies = arrayOf(read(taskCollectionShape, call.body, call.plane).value);
      if (bodies.length > MAXIMUM_COLLECTION) {
        throw invalidValue('value', String(bodies.length), `At most ${MAXIMUM_COLLECTION} tasks can be added at once.`);
      }
      const value = bodies.map((body) => addOne(call, job, objectOf(body)));
      schedule(call.state, job.account);
      return { status: 200, body: { value } };
    },
  },
  {
    method: 'GET',
    path: '/jobs/{job}/tasks',
    right: READ,
    handle(call) {
      const job = jobOf(call.state, call.facts, call.params.job ?? '');
      const matches = filterOf(call.url.searchParams.get('$filter'), FILTERABLE);
      return listed(call, [...job.tasks.values()].map((task) => taskView(call, task)).filter(matches), 'tasks');
    },
  },
  {
    method: 'GET',
    path: '/jobs/{job}/tasks/{task}',
    right: READ,
    handle(call) {
      const task = pathTask(call);
      return (
        checkConditions(call.headers, task, 'read') ??
        shown(call, taskView(call, task), 'tasks', task, call.url.pathname)
      );
    },
  },
  {
    method: 'DELETE',
    path: '/jobs/{job}/tasks/{task}',
    right: WRITE,
    handle(call) {
      const task = pathTask(call);
      checkConditions(call.headers, task);
      terminateTask(call.state, task);
      task.job.tasks.delete(task.id.toLowerCase());
      return { status: 200 };
    },
  },
  {
    method: 'POST',
    path: '/jobs/{job}/tasks/{task}/terminate',
    right: WRITE,
    bodyOptional: true,
    handle(call) {
      const task = pathTask(call);
      checkConditions(call.headers, task);
      terminateTask(call.state, task);
      return changed(call, 204, task);
    },
  },
  {
    method: 'GET',
    path: '/jobs/{job}/tasks/{task}/files',
    right: READ,
    handle(call) {
      const task = pathTask(call);
      const base = `https://${call.facts.endpoint}/jobs/${task.job.id}/tasks/${task.id}/files`;
      return listed(call, taskFiles(task, base), 'files');
    },
  },
  {
    method: 'GET',
    path: '/jobs/{job}/tasks/{task}/files/{...path}',
    right: READ,
    handle: (call) => taskFile(call, false),
  },
  {
    method: 'HEAD',
    path: '/jobs/{job}/tasks/{task}/files/{...path}',
    right: READ,
    handle: (call) => taskFile(call, true),
  },
];

/** Tasks are added to jobs that go on: a disabled one takes them and keeps them waiting. */
function openJob(call: DataCall): Job {
  const job = jobOf(call.state, call.facts, call.params.job ?? '');
  switch (job.state) {
    case 'active':
    case 'disabling':
    case 'disabled':
    case 'enabling':
      return job;
    case 'terminating':
      throw refusal('JobBeingTerminated');
    case 'completed':
      throw refusal('JobCompleted');
    case 'deleting':
      throw refusal('JobBeingDeleted');
  }
}

function addTask(call: DataCall, job: Job, given: JsonObject): Task {
  const definition = read(taskShape, given, call.plane);
  const id = stringOf(definition.id) ?? '';
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
    throw invalidValue(
      'id',
      id,
      'The value can contain any combination of alphanumeric characters including hyphens and underscores, and cannot contain more than 64 characters.',
    );
  }
  if (arrayOf(definition.applicationPackageReferences).length > 0) throw refusal('InvalidApplicationPackageReferences');
  if (definition.dependsOn !== undefined && job.definition.usesTaskDependencies !== true) {
    throw new AzureError(
      400,
      'TaskDependenciesNotSpecifiedOnJob',
      'A task was specified as depending on other tasks, but the job did not specify that it would use task dependencies.',
    );
  }
  if (job.tasks.has(id.toLowerCase())) throw refusal('TaskExists');
  const now = timestamp(call.state);
  const task: Task = {
    job,
    id,
    definition,
    creationTime: now,
    etag: nextEtag(call.state),
    lastModified: now,
    state: 'active',
    stateTransitionTime: now,
    previousState: undefined,
    node: undefined,
    startTime: undefined,
    endTime: undefined,
    exitCode: undefined,
    failure: undefined,
    output: undefined,
    retryCount: 0,
    requeueCount: 0,
    run: 0,
  };
  job.tasks.set(id.toLowerCase(), task);
  return task;
}

/** One of a collection: its refusal is its own, the others are added all the same. */
function addOne(call: DataCall, job: Job, body: JsonObject): JsonObject {
  const taskId = stringOf(body.id) ?? '';
  try {
    const task = addTask(call, job, body);
    return {
      status: 'success',
      taskId,
      eTag: task.etag,
      lastModified: task.lastModified,
      location: `https://${call.facts.endpoint}/jobs/${job.id}/tasks/${task.id}`,
    };
  } catch (error) {
    if (!(error instanceof AzureError)) throw error;
    const { world } = call.state;
    const body = errorBody(error, call.facts.endpoint, world.random.guid(), world.clock.now());
    return { status: 'clienterror', taskId, error: { code: body.code, message: body.message, values: body.values } };
  }
}

function pathTask(call: DataCall): Task {
  const job = jobOf(call.state, call.facts, call.params.job ?? '');
  const task = job.tasks.get((call.params.task ?? '').toLowerCase());
  if (task === undefined) throw refusal('TaskNotFound');
  return task;
}

function taskView(call: DataCall, task: Task): JsonObject {
  const { endpoint } = call.facts;
  const definition = write(taskShape, task.definition, call.plane);
  return {
    id: task.id,
    url: `https://${endpoint}/jobs/${task.job.id}/tasks/${task.id}`,
    eTag: task.etag,
    lastModified: task.lastModified,
    creationTime: task.creationTime,
    state: task.state,
    stateTransitionTime: task.stateTransitionTime,
    ...(task.previousState === undefined ? {} : { previousState: task.previousState }),
    requiredSlots: 1,
    ...definition,
    executionInfo: executionInfo(task),
    ...(task.node === undefined
      ? {}
      : {
          nodeInfo: {
            affinityId: `TVM:${task.node.nodeId}`,
            nodeUrl: `https://${endpoint}/pools/${task.node.poolId}/nodes/${task.node.nodeId}`,
            poolId: task.node.poolId,
            nodeId: task.node.nodeId,
            taskRootDirectory: `workitems/${task.job.id}/job-1/${task.id}`,
          },
        }),
  };
}

function executionInfo(task: Task): JsonObject {
  const { startTime, endTime, exitCode, failure } = task;
  return {
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(failure === undefined ? {} : { failureInfo: failureInfo(failure.code, failure.message) }),
    ...(task.state === 'completed' ? { result: failure === undefined ? 'success' : 'failure' } : {}),
    retryCount: task.retryCount,
    requeueCount: task.requeueCount,
  };
}

const STREAMS = ['stdout', 'stderr'] as const;

function taskFiles(task: Task, base: string): readonly JsonObject[] {
  const { output } = task;
  if (output === undefined) throw refusal('TaskFilesUnavailable');
  return STREAMS.map((name) => ({
    name: `${name}.txt`,
    url: `${base}/${name}.txt`,
    isDirectory: false,
    properties: {
      creationTime: output.time,
      lastModified: output.time,
      contentLength: String(Buffer.byteLength(output[name])),
      contentType: 'application/octet-stream',
      fileMode: '0o100644',
    },
  }));
}

function taskFile(call: DataCall, headOnly: boolean): DataAnswer {
  const { output } = pathTask(call);
  if (output === undefined) throw refusal('TaskFilesUnavailable');
  const name = STREAMS.find((one) => `${one}.txt` === call.params.path);
  if (name === undefined) throw refusal('FileNotFound');
  return fileAnswer(call, output[name], output.time, headOnly);
}
