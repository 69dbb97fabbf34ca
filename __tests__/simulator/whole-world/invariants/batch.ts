// Pools, nodes, jobs and tasks: which state follows which, what the quotas allow, and that counts agree.
import { arrayOf, at, numberOf, type Json, type JsonObject } from '../../../../simulator/kernel/json.ts';
import { vmSize } from '../../../../simulator/batch/vm-sizes.ts';
import { poolKey } from '../command.ts';
import { BATCH, LIMITS } from '../names.ts';
import {
  canonical,
  isWithin,
  keyOf,
  textAt,
  thingsOf,
  type Key,
  type KindName,
  type Observation,
} from '../observation.ts';
import { acceptedAnswer, type Invariant, type Step } from '../step.ts';

type Moves = Readonly<Record<string, readonly string[]>>;

/** A kind of thing that goes from one state only to a documented next one. */
function moves(name: string, kind: KindName, member: string, next: Moves, first: readonly string[]): Invariant {
  return {
    name,
    check: ({ before, after }) =>
      thingsOf(after, kind).flatMap(({ key, body }) => {
        const to = textAt(body, member);
        const old = before.given.get(key);
        if (old === undefined) return first.includes(to) ? [] : [`${key} begins as ${to}`];
        const from = textAt(old, member);
        return from === to || next[from]?.includes(to) === true ? [] : [`${key} goes from ${from} to ${to}`];
      }),
  };
}

export const poolsMove = moves(
  'a pool is active until it is deleted',
  'pool',
  'state',
  { active: ['deleting'], deleting: [] },
  ['active'],
);

export const allocationsMove = moves(
  'a pool goes from one allocation state only to a documented next one',
  'pool',
  'allocationState',
  { steady: ['resizing'], resizing: ['steady', 'stopping'], stopping: ['steady', 'resizing'] },
  ['steady', 'resizing'],
);

const LEAVES = ['leavingpool'];
const RESTARTS = ['rebooting', 'reimaging'];
export const nodesMove = moves(
  'a node goes from one state only to a documented next one',
  'node',
  'state',
  {
    creating: ['starting', 'unusable', ...LEAVES],
    starting: ['waitingforstarttask', 'idle', 'running', 'unusable', ...LEAVES],
    waitingforstarttask: ['starttaskfailed', 'idle', 'running', ...LEAVES],
    starttaskfailed: [...RESTARTS, ...LEAVES],
    idle: ['running', ...RESTARTS, ...LEAVES],
    running: ['idle', ...RESTARTS, ...LEAVES],
    rebooting: ['waitingforstarttask', 'idle', 'running', 'unusable', ...LEAVES],
    reimaging: ['waitingforstarttask', 'idle', 'running', 'unusable', ...LEAVES],
    unusable: [...LEAVES],
    leavingpool: [],
  },
  ['creating'],
);

const ENDS = ['terminating', 'deleting'];
export const jobsMove = moves(
  'a job goes from one state only to a documented next one',
  'job',
  'state',
  {
    active: ['disabling', ...ENDS],
    disabling: ['disabled', 'enabling', ...ENDS],
    disabled: ['enabling', ...ENDS],
    enabling: ['active', ...ENDS],
    // Once it is active again its tasks may all have ended already.
    terminating: ['completed', 'deleting'],
    completed: ['deleting'],
    deleting: [],
  },
  ['active', 'terminating'],
);

export const tasksMove = moves(
  'a task goes from one state only to a documented next one',
  'task',
  'state',
  { active: ['running', 'completed'], running: ['active', 'completed'], completed: [] },
  ['active', 'running'],
);

/** Whether the task began to run in this step, for the first time or again. */
function starts(task: JsonObject, old: JsonObject | undefined): boolean {
  if (textAt(task, 'state') !== 'running') return false;
  if (old === undefined || textAt(old, 'state') !== 'running') return true;
  return canonical(at(old, 'nodeInfo')) !== canonical(at(task, 'nodeInfo'));
}

function parentOf(key: Key): Key {
  return key.split('/').slice(0, -2).join('/');
}

export const onlyActiveJobsStartTasks: Invariant = {
  name: 'only an active job in an active pool starts tasks',
  check: ({ before, after }) =>
    thingsOf(after, 'task').flatMap(({ key, body }) => {
      if (!starts(body, before.given.get(key))) return [];
      const [job, pool] = [
        after.given.get(parentOf(key)),
        after.given.get(poolKey(textAt(body, 'nodeInfo', 'poolId'))),
      ];
      const states = [textAt(job, 'state'), textAt(pool, 'state')];
      return states.every((state) => state === 'active')
        ? []
        : [`${key} while its job and pool are ${states.join(', ')}`];
    }),
};

export const disabledJobsRunNothing: Invariant = {
  name: 'a disabled or completed job runs no task',
  check: ({ after }) =>
    thingsOf(after, 'task').flatMap(({ key, body }) => {
      const job = textAt(after.given.get(parentOf(key)), 'state');
      return textAt(body, 'state') === 'running' && ['disabled', 'completed'].includes(job) ? [`${key}: ${job}`] : [];
    }),
};

function nodesIn(observation: Observation, pool: Key, isDedicated: boolean) {
  return thingsOf(observation, 'node').filter(
    ({ key, body }) => isWithin(key, pool) && body['isDedicated'] === isDedicated,
  );
}

export const tasksRunOnNodes: Invariant = {
  name: 'tasks run on nodes that are there, no more than there are slots',
  check: ({ after }) => {
    const running = thingsOf(after, 'task').filter(({ body }) => textAt(body, 'state') === 'running');
    const lost = running.filter(({ body }) => !after.given.has(nodeOf(body)));
    return [
      ...lost.map(({ key, body }) => `${key} runs on ${nodeOf(body)}`),
      ...thingsOf(after, 'node').flatMap(({ key, body }) => {
        const here = running.filter((task) => nodeOf(task.body) === key).length;
        const slots = numberOf(after.given.get(parentOf(key))?.['taskSlotsPerNode']) ?? 1;
        const says = numberOf(body['runningTasksCount']) ?? -1;
        const isRunning = textAt(body, 'state') === 'running';
        return here <= slots && says === here && isRunning === here > 0
          ? []
          : [`${key} is ${textAt(body, 'state')} with ${says} tasks, of ${slots} slots, and runs ${here}`];
      }),
    ];
  },
};

function nodeOf(task: JsonObject): Key {
  const { poolId, nodeId } = { poolId: textAt(task, 'nodeInfo', 'poolId'), nodeId: textAt(task, 'nodeInfo', 'nodeId') };
  return keyOf(`${poolKey(poolId)}/nodes/${nodeId}`);
}

const KINDS = [
  { isDedicated: true, count: 'currentDedicatedNodes', target: 'targetDedicatedNodes', counted: 'dedicated' },
  { isDedicated: false, count: 'currentLowPriorityNodes', target: 'targetLowPriorityNodes', counted: 'lowPriority' },
] as const;

export const countsAgree: Invariant = {
  name: 'pools and node counts count the nodes that are there',
  check: ({ after }) =>
    thingsOf(after, 'pool').flatMap(({ key, body }) =>
      KINDS.flatMap(({ isDedicated, count, counted }) => {
        const nodes = nodesIn(after, key, isDedicated);
        const counts = Object.entries(at(after.counts.get(key), counted) ?? {});
        const byState = counts.filter(([name]) => name !== 'total').map(([, one]) => numberOf(one as Json) ?? 0);
        const wrong = counts.filter(([name, one]) => name !== 'total' && one !== inState(nodes, name));
        const sums = [body[count], at(after.counts.get(key), counted, 'total'), byState.reduce((a, b) => a + b, 0)];
        return wrong.length === 0 && sums.every((sum) => sum === nodes.length)
          ? []
          : [
              `${key} has ${nodes.length} nodes, counted ${sums.map((sum) => canonical(sum)).join(' ')} and ${canonical(wrong)}`,
            ];
      }),
    ),
};

function inState(nodes: readonly { readonly body: JsonObject }[], name: string): number {
  return nodes.filter(({ body }) => textAt(body, 'state') === name.toLowerCase()).length;
}

/** Whether a node is on its way out: it takes no task any more. */
function isLeaving(node: JsonObject): boolean {
  return textAt(node, 'state') === 'leavingpool' || textAt(node, 'schedulingState') === 'disabled';
}

export const poolsGrowToTheirTarget: Invariant = {
  name: 'a pool never grows beyond its target',
  check: ({ before, after }) =>
    thingsOf(after, 'pool').flatMap(({ key, body }) =>
      KINDS.flatMap(({ isDedicated, target }) => {
        const nodes = nodesIn(after, key, isDedicated);
        const isGrowing = nodes.some((node) => !before.given.has(node.key));
        const staying = nodes.filter((node) => !isLeaving(node.body)).length;
        return isGrowing && staying > (numberOf(body[target]) ?? 0) ? [`${key} has ${staying} nodes`] : [];
      }),
    ),
};

export const quotasOfBatch: Invariant = {
  name: 'no more cores, pools and jobs than the quotas allow',
  check: ({ after }) => {
    const cores = (isDedicated: boolean): number =>
      thingsOf(after, 'node')
        .filter(({ body }) => body['isDedicated'] === isDedicated)
        .reduce((sum, { body }) => sum + (vmSize(textAt(body, 'vmSize'))?.vCpus ?? 0), 0);
    const used = {
      dedicatedCores: cores(true),
      lowPriorityCores: cores(false),
      pools: thingsOf(after, 'pool').length,
      jobs: thingsOf(after, 'job').filter(({ body }) => textAt(body, 'state') !== 'completed').length,
    };
    return (Object.keys(used) as readonly (keyof typeof used)[])
      .filter((name) => used[name] > LIMITS[name])
      .map((name) => `${used[name]} ${name}`);
  },
};

export const namesStayTaken: Invariant = {
  name: 'the ID of a pool is taken until the pool is gone',
  check: (step) => {
    const { happening, before } = step;
    if (happening.kind !== 'request' || acceptedAnswer(step) === undefined) return [];
    const { asked, about } = happening.request;
    const pool = before.given.get(about);
    const isAdded = asked.method === 'POST' && /\/pools$/.test(new URL(asked.url).pathname);
    const isPut = asked.method === 'PUT' && /\/batchaccounts\/[^/]+\/pools\//.test(about);
    if (isAdded && pool !== undefined) return [`${about} was added, and was there`];
    return isPut && textAt(pool, 'properties', 'provisioningState') === 'Deleting' ? [`${about} was put`] : [];
  },
};

const RESTING = { steady: 'Steady', resizing: 'Resizing', stopping: 'Stopping' } as const;

export const planesAgree: Invariant = {
  name: 'both planes show the same pool',
  check: ({ after }) => {
    const [data, arm] = [thingsOf(after, 'pool'), thingsOf(after, 'armPool')];
    if (data.length !== arm.length) return [`${data.length} and ${arm.length} pools`];
    return data.flatMap(({ key, body }) => {
      const other = after.given.get(keyOf(`${BATCH}/pools/${key.split('/').at(-1) ?? ''}`));
      const allocation = RESTING[textAt(body, 'allocationState') as keyof typeof RESTING];
      const differs = [
        [`W/"${textAt(body, 'eTag')}"`, textAt(other, 'etag')],
        [allocation, textAt(other, 'properties', 'allocationState')],
        [
          textAt(body, 'state') === 'active' ? 'Succeeded' : 'Deleting',
          textAt(other, 'properties', 'provisioningState'),
        ],
        ...KINDS.map(({ count }) => [body[count], at(other, 'properties', count)] as const),
        [body['enableAutoScale'], at(other, 'properties', 'scaleSettings', 'autoScale') !== undefined],
      ].filter(([one, two]) => one !== two);
      return differs.length === 0 ? [] : [`${key}: ${canonical(differs as Json)}`];
    });
  },
};

export const errorsBelongToSteadyPools: Invariant = {
  name: 'a pool shows errors of a resize only when it is over',
  check: ({ after }) =>
    thingsOf(after, 'pool').flatMap(({ key, body }) =>
      arrayOf(body['resizeErrors']).length > 0 && textAt(body, 'allocationState') !== 'steady' ? [key] : [],
    ),
};

export const autoPoolsEndWithTheirJobs: Invariant = {
  name: 'an automatic pool lasts no longer than its job',
  check: ({ after }: Step) =>
    thingsOf(after, 'pool').flatMap(({ key, body }) => {
      if (!key.includes('/pools/auto_') || textAt(body, 'state') === 'deleting') return [];
      const id = key.split('/').at(-1);
      const jobs = thingsOf(after, 'job').filter(
        (job) => textAt(job.body, 'executionInfo', 'poolId').toLowerCase() === id,
      );
      return jobs.some((job) => textAt(job.body, 'state') !== 'completed') ? [] : [key];
    }),
};

export const BATCH_INVARIANTS: readonly Invariant[] = [
  poolsMove,
  allocationsMove,
  nodesMove,
  jobsMove,
  tasksMove,
  onlyActiveJobsStartTasks,
  disabledJobsRunNothing,
  tasksRunOnNodes,
  countsAgree,
  poolsGrowToTheirTarget,
  quotasOfBatch,
  namesStayTaken,
  planesAgree,
  errorsBelongToSteadyPools,
  autoPoolsEndWithTheirJobs,
];
