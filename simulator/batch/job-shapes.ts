// What jobs and tasks can be. Only the data plane has them.
import {
  applicationPackageReferences,
  containerSettings,
  environmentSettings,
  metadata,
  resourceFiles,
  userIdentity,
} from './machine-shapes.ts';
import { autoPool } from './pool-shapes.ts';
import { choice, duration, flag, free, list, object, readOnly, required, text, whole } from './shapes.ts';
import type { Property } from './shapes.ts';

const same = (...names: readonly string[]) => choice(Object.fromEntries(names.map((name) => [name, name])));

const jobConstraints = object('JobConstraints', { maxWallClockTime: duration, maxTaskRetryCount: whole });
const poolInfo = object('PoolInformation', {
  poolId: text,
  autoPoolSpecification: object('AutoPoolSpecification', {
    autoPoolIdPrefix: text,
    poolLifetimeOption: required(same('jobschedule', 'job')),
    keepAlive: flag,
    pool: autoPool,
  }),
});
const onAllTasksComplete = same('noaction', 'terminatejob');
const onTaskFailure = same('noaction', 'performexitoptionsjobaction');

/** What can be changed of a job later. */
const changeable = {
  priority: whole,
  maxParallelTasks: whole,
  allowTaskPreemption: flag,
  constraints: jobConstraints,
  onAllTasksComplete,
  metadata,
} as const;

const answered = (...names: readonly string[]): Readonly<Record<string, Property>> =>
  Object.fromEntries(names.map((name) => [name, readOnly]));

export const jobShape = object('Job', {
  id: required(text),
  displayName: text,
  usesTaskDependencies: flag,
  ...changeable,
  jobManagerTask: free,
  jobPreparationTask: free,
  jobReleaseTask: free,
  commonEnvironmentSettings: environmentSettings,
  poolInfo: required(poolInfo),
  onTaskFailure,
  networkConfiguration: free,
  ...answered(
    'url',
    'eTag',
    'lastModified',
    'creationTime',
    'state',
    'stateTransitionTime',
    'previousState',
    'previousStateTransitionTime',
    'executionInfo',
    'stats',
  ),
});

export const jobPatchShape = object('JobPatch', {
  ...changeable,
  poolInfo,
  networkConfiguration: { ...free, since: '2024-07-01' },
});

/** In 2024-07-01.20.0 a replacement is the job itself; its read-only properties are passed over there. */
export const jobPutShape = object('JobUpdate', { ...changeable, poolInfo: required(poolInfo) });

export const jobDisableShape = object('JobDisable', { disableTasks: required(same('requeue', 'terminate', 'wait')) });
export const jobTerminateShape = object('JobTerminate', { terminateReason: text });

export const taskShape = object('Task', {
  id: required(text),
  displayName: text,
  commandLine: required(text),
  containerSettings,
  exitConditions: free,
  resourceFiles,
  outputFiles: free,
  environmentSettings,
  affinityInfo: object('AffinityInformation', { affinityId: required(text) }),
  constraints: object('TaskConstraints', {
    maxWallClockTime: duration,
    retentionTime: duration,
    maxTaskRetryCount: whole,
  }),
  requiredSlots: whole,
  userIdentity,
  multiInstanceSettings: free,
  dependsOn: object('TaskDependencies', {
    taskIds: list(text),
    taskIdRanges: list(object('TaskIdRange', { start: required(whole), end: required(whole) })),
  }),
  applicationPackageReferences,
  authenticationTokenSettings: free,
  ...answered(
    'url',
    'eTag',
    'lastModified',
    'creationTime',
    'state',
    'stateTransitionTime',
    'previousState',
    'previousStateTransitionTime',
    'executionInfo',
    'nodeInfo',
    'stats',
  ),
});

export const taskCollectionShape = object('TaskAddCollection', { value: required(list(free)) });
