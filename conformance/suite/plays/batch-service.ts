// The Batch service: pools, nodes, jobs and tasks, each in both api-versions that are described.
import { each, none, refused, type Plays } from '../play.ts';
import * as set from '../setups.ts';

const TASKS = [
  { id: 'first', commandLine: 'render --frame 1' },
  { id: 'second', commandLine: 'render --frame 2' },
];
const NODE_FILE = { filePath: 'startup/stdout.txt' };
const TASK_FILE = { filePath: 'stdout.txt' };

const POOLS: Plays = {
  ...each('Pools_ListSupportedImages Account_ListSupportedImages'),
  ...each('Pools_CreatePool Pool_Add', {
    states: { 'Pools_CreatePool_ResourceTags.json': { world: set.USER_SUBSCRIPTION } },
    refused: refused('NotSimulated', 'cloud services, which are retired', ['PoolAdd_CloudServiceConfiguration.json']),
  }),
  ...each('Pools_ListPools Pool_List Pools_GetPool Pool_Get Pools_PoolExists Pool_Exists', { before: set.emptyPool }),
  ...each('Pools_UpdatePool Pool_Patch Pools_ReplacePoolProperties Pool_UpdateProperties', { before: set.emptyPool }),
  ...each('Pools_DeletePool Pool_Delete', { before: set.emptyPool }),
  ...each('Pools_ResizePool Pool_Resize Pools_EnablePoolAutoScale Pool_EnableAutoScale', { before: set.emptyPool }),
  ...each('Pools_DisablePoolAutoScale Pool_DisableAutoScale', { before: set.autoscaledPool }),
  ...each('Pools_EvaluatePoolAutoScale Pool_EvaluateAutoScale', { before: set.autoscaledPool }),
  ...each('Pools_StopPoolResize Pool_StopResize', { before: set.resizingPool, world: set.SLOW_ALLOCATION }),
  ...each('Pools_RemoveNodes Pool_RemoveNodes', { before: set.poolWithNode }),
};

const NODES: Plays = {
  ...each(
    'Pools_ListPoolNodeCounts Account_ListPoolNodeCounts Nodes_ListNodes ComputeNode_List Nodes_GetNode ComputeNode_Get',
    { before: set.poolWithNode },
  ),
  ...each('Nodes_RebootNode ComputeNode_Reboot Nodes_ReimageNode ComputeNode_Reimage', { before: set.poolWithNode }),
  ...each('Nodes_DisableNodeScheduling ComputeNode_DisableScheduling', { before: set.poolWithNode }),
  ...each('Nodes_EnableNodeScheduling ComputeNode_EnableScheduling', { before: set.schedulingDisabled }),
  ...each('Nodes_ListNodeFiles', { before: set.poolWithNode }),
  ...each('File_ListFromComputeNode', none({}, { before: set.poolWithNode })),
  ...each('Nodes_GetNodeFile Nodes_GetNodeFileProperties', { before: set.poolWithNode, names: NODE_FILE }),
  ...each(
    'File_GetFromComputeNode File_GetPropertiesFromComputeNode',
    none({}, { before: set.poolWithNode, names: NODE_FILE }),
  ),
};

const JOBS: Plays = {
  ...each('Jobs_CreateJob Job_Add', {
    before: set.emptyPool,
    refused: refused('NotSimulated', 'cloud services, which are retired', ['JobAdd_Complex.json']),
    own: [
      {
        from: 'JobAdd_Complex.json',
        patch: {
          poolInfo: {
            autoPoolSpecification: {
              pool: {
                cloudServiceConfiguration: null,
                virtualMachineConfiguration: set.MACHINES,
                certificateReferences: null,
              },
            },
          },
        },
        why: 'with virtual machines',
      },
    ],
  }),
  ...each('Jobs_ListJobs Job_List Jobs_GetJob Job_Get Jobs_GetJobTaskCounts Job_GetTaskCounts', { before: set.job }),
  ...each('Jobs_UpdateJob Job_Patch Jobs_ReplaceJob Job_Update', { before: set.job }),
  ...each('Jobs_DisableJob Job_Disable Jobs_TerminateJob Job_Terminate Jobs_DeleteJob Job_Delete', { before: set.job }),
  ...each('Jobs_EnableJob Job_Enable', { before: set.disabledJob }),
  ...each('JobSchedules_ListJobSchedules JobSchedule_List', none()),
};

const OF_TASKS: Plays = {
  ...each('Tasks_CreateTask Task_Add', none({ $body: TASKS[0] }, { before: set.job })),
  ...each('Tasks_CreateTaskCollection Task_AddCollection', none({ $body: { value: TASKS } }, { before: set.job })),
  ...each(
    'Tasks_ListTasks Task_List Tasks_GetTask Task_Get Tasks_DeleteTask Task_Delete Tasks_ListTaskFiles File_ListFromTask',
    none({}, { before: set.task }),
  ),
  ...each('Tasks_TerminateTask Task_Terminate', none({}, { before: set.runningTask, world: set.LONG_TASKS })),
  ...each(
    'Tasks_GetTaskFile Tasks_GetTaskFileProperties File_GetFromTask File_GetPropertiesFromTask',
    none({}, { before: set.task, names: TASK_FILE }),
  ),
};

export const BATCH_SERVICE: Plays = { ...POOLS, ...NODES, ...JOBS, ...OF_TASKS };
