// Commands about Batch jobs and their tasks.
import fc from 'fast-check';
import type { JsonObject } from '../../../../simulator/kernel/json.ts';
import {
  batch,
  choices,
  chosen,
  command,
  commandOnOne,
  jobKey,
  mustBeThere,
  mustGo,
  oneOf,
  poolKey,
  type CommandKind,
} from '../command.ts';
import { JOBS, POOLS, SEEDED_VERSION, TASKS } from '../names.ts';
import { PATTERNS, textAt, type Key } from '../observation.ts';
import type { Request } from '../step.ts';
import { isRuntime, poolBody } from './pool-requests.ts';

/** Automatic pools come and go with their job. */
function isAutoPool(key: Key): boolean {
  return (PATTERNS.pool.test(key) || PATTERNS.armPool.test(key)) && key.includes('/auto_');
}

function onJob(id: string, method: string, action: string, body?: JsonObject, effect?: Request['effect']): Request {
  return {
    asked: batch(method, `/jobs/${id}${action}`, body),
    about: jobKey(id),
    touches: (key) => isRuntime(key) || isAutoPool(key),
    ...(effect && { effect }),
  };
}

function stateBecomes(id: string, ...states: readonly string[]): NonNullable<Request['effect']> {
  return (after) => {
    const state = textAt(after.given.get(jobKey(id)), 'state');
    return states.includes(state) ? undefined : `job ${id} is ${state}, not ${states.join(' or ')}`;
  };
}

const AUTO_POOL: JsonObject = {
  autoPoolSpecification: {
    autoPoolIdPrefix: 'auto',
    poolLifetimeOption: 'job',
    keepAlive: false,
    pool: poolBody({
      image: SEEDED_VERSION,
      vmSize: 'Standard_D2s_v5',
      dedicated: 1,
      low: 0,
      startTask: false,
      slots: 1,
      formula: null,
    }),
  },
};

/** A command about a job that mostly is there, and in a state that suits it. */
function onSome<T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  request: (id: string, value: T) => Request,
  more: Omit<CommandKind, 'name' | 'plans'> & { readonly states?: readonly string[] } = {},
): CommandKind {
  const { states, ...kind } = more;
  const suits = ({ state }: JsonObject): boolean =>
    states === undefined || states.includes(typeof state === 'string' ? state : '');
  return commandOnOne(name, { names: JOBS, key: jobKey, suits }, drawn, request, kind);
}

const nothing = fc.constant(undefined);
const OPEN = ['active', 'disabling', 'disabled', 'enabling'];
const taskKey = (job: string, task: string): Key => `${jobKey(job)}/tasks/${task}`;
const task = (id: string): JsonObject => ({ id, commandLine: 'x', constraints: { maxTaskRetryCount: 1 } });
const someTask = fc.record({ job: choices, task: choices });

function onSomeTask(
  name: string,
  request: (job: string, id: string) => Request,
  more: Omit<CommandKind, 'name' | 'plans'>,
): CommandKind {
  return command(
    name,
    someTask,
    (value, view) => {
      const job = chosen(value.job, JOBS, view, undefined, jobKey);
      const id = chosen(
        value.task,
        TASKS,
        view,
        ({ state }) => state !== 'completed',
        (one) => taskKey(job, one),
      );
      return { ...request(job, id), about: taskKey(job, id) };
    },
    more,
  );
}

export const jobCommands: readonly CommandKind[] = [
  command(
    'job.add',
    fc.record({
      id: oneOf(JOBS),
      pool: fc.option(choices, { freq: 5 }),
      ends: oneOf(['noaction', 'noaction', 'terminatejob']),
    }),
    ({ id, pool, ends }, view) => ({
      ...onJob(id, 'POST', '', undefined, mustBeThere(jobKey(id))),
      asked: batch('POST', '/jobs', {
        id,
        poolInfo: pool === null ? AUTO_POOL : { poolId: chosen(pool, POOLS, view, undefined, poolKey) },
        onAllTasksComplete: ends,
      }),
    }),
    { weight: 5 },
  ),
  onSome(
    'job.patch',
    fc.record({ pool: fc.option(oneOf(POOLS), { freq: 1 }), priority: oneOf([0, 5, 2000]) }),
    (id, { pool, priority }) =>
      onJob(id, 'PATCH', '', { priority, ...(pool !== null && { poolInfo: { poolId: pool } }) }, (after) =>
        after.given.get(jobKey(id))?.['priority'] === priority ? undefined : `the priority of ${id} is another`,
      ),
    { weight: 3, conditions: 'all', states: OPEN },
  ),
  onSome('job.put', oneOf(POOLS), (id, pool) => onJob(id, 'PUT', '', { poolInfo: { poolId: pool } }), {
    weight: 2,
    conditions: 'all',
    states: ['disabled'],
  }),
  onSome(
    'job.disable',
    oneOf(['requeue', 'terminate', 'wait']),
    (id, disableTasks) => onJob(id, 'POST', '/disable', { disableTasks }, stateBecomes(id, 'disabling', 'disabled')),
    { weight: 4, conditions: 'all', states: ['active'] },
  ),
  onSome(
    'job.enable',
    nothing,
    (id) => onJob(id, 'POST', '/enable', undefined, stateBecomes(id, 'enabling', 'active')),
    {
      weight: 3,
      conditions: 'all',
      states: ['disabled', 'disabling'],
    },
  ),
  onSome(
    'job.terminate',
    nothing,
    (id) => onJob(id, 'POST', '/terminate', undefined, stateBecomes(id, 'terminating', 'completed')),
    { conditions: 'all', states: OPEN },
  ),
  onSome('job.delete', nothing, (id) => onJob(id, 'DELETE', '', undefined, mustGo(jobKey(id))), {
    weight: 2,
    conditions: 'all',
  }),
  command(
    'task.add',
    fc.record({ job: choices, id: oneOf(TASKS) }),
    ({ job: choice, id }, view) => {
      const job = chosen(choice, JOBS, view, ({ state }) => state === 'active', jobKey);
      return { ...onJob(job, 'POST', '/tasks', task(id), mustBeThere(taskKey(job, id))), about: taskKey(job, id) };
    },
    { weight: 6 },
  ),
  onSome(
    'task.addCollection',
    fc.subarray([...TASKS], { minLength: 1 }),
    (job, ids) =>
      onJob(
        job,
        'POST',
        '/addtaskcollection',
        { value: ids.map(task) },
        mustBeThere(...ids.map((id) => taskKey(job, id))),
      ),
    { weight: 3, states: OPEN },
  ),
  onSomeTask(
    'task.terminate',
    (job, id) =>
      onJob(job, 'POST', `/tasks/${id}/terminate`, undefined, (after) =>
        textAt(after.given.get(taskKey(job, id)), 'state') === 'completed' ? undefined : `task ${id} is not completed`,
      ),
    { weight: 2, conditions: 'all' },
  ),
  onSomeTask('task.delete', (job, id) => onJob(job, 'DELETE', `/tasks/${id}`, undefined, mustGo(taskKey(job, id))), {
    conditions: 'all',
  }),
];
