// Whatever is asked of pools in whatever order: counts agree, quotas hold, and states are legal ones.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrayOf, at, numberOf, objectOf } from '../../../simulator/kernel/json.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { createTestWorld, handClock, poolBody, valueOf, textOf } from './world.ts';
import type { TestWorld } from './world.ts';

const DEDICATED_CORES = 20;
const LOW_PRIORITY_CORES = 8;
const CORES_PER_NODE = 2;

type Step =
  | {
      readonly kind: 'resize';
      readonly pool: string;
      readonly dedicated: number;
      readonly low: number;
      readonly option: string;
    }
  | { readonly kind: 'stop' | 'delete' | 'add' | 'remove' | 'reboot' | 'work'; readonly pool: string }
  | { readonly kind: 'pass'; readonly seconds: number };

const poolName = fc.constantFrom('a', 'b');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('resize' as const),
    pool: poolName,
    dedicated: fc.integer({ min: 0, max: 14 }),
    low: fc.integer({ min: 0, max: 6 }),
    option: fc.constantFrom('requeue', 'terminate', 'taskcompletion'),
  }),
  fc.record({ kind: fc.constantFrom('stop' as const, 'delete', 'add', 'remove', 'reboot', 'work'), pool: poolName }),
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 400 }) }),
);

test('counts, quotas and states hold under random resizes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const clock = handClock();
      const world = createTestWorld({ clock });
      await world.call('POST', '/jobs', { id: 'job', poolInfo: { poolId: 'a' } });
      for (const [index, one] of steps.entries()) {
        if (one.kind === 'pass') clock.pass(one.seconds);
        else await act(world, one, index);
        await check(world);
      }
      clock.pass(5000);
      await check(world);
      for (const pool of valueOf(await world.call('GET', '/pools'))) expect(pool.allocationState).toBe('steady');
    }),
    { numRuns: 60, seed: 20261123 },
  );
});

async function act(world: TestWorld, one: Exclude<Step, { kind: 'pass' }>, index: number): Promise<void> {
  const path = `/pools/${one.pool}`;
  const firstNode = async (): Promise<string> => textOf(valueOf(await world.call('GET', `${path}/nodes`))[0]?.id);
  switch (one.kind) {
    case 'add':
      await world.call(
        'POST',
        '/pools',
        poolBody(one.pool, { targetLowPriorityNodes: 1, startTask: { commandLine: 'x' } }),
      );
      return;
    case 'resize':
      await world.call('POST', `${path}/resize`, {
        targetDedicatedNodes: one.dedicated,
        targetLowPriorityNodes: one.low,
        nodeDeallocationOption: one.option,
      });
      return;
    case 'stop':
      await world.call('POST', `${path}/stopresize`);
      return;
    case 'delete':
      await world.call('DELETE', path);
      return;
    case 'remove':
      await world.call('POST', `${path}/removenodes`, { nodeList: [await firstNode()] });
      return;
    case 'reboot':
      await world.call('POST', `${path}/nodes/${await firstNode()}/reboot`);
      return;
    case 'work':
      await world.call('POST', '/jobs/job/tasks', { id: `t${index}`, commandLine: 'x' });
      return;
  }
}

const STATES = ['creating', 'starting', 'waitingforstarttask', 'idle', 'running', 'rebooting', 'leavingpool'];

async function check(world: TestWorld): Promise<void> {
  const used = { dedicated: 0, lowPriority: 0 };
  const counted = new Map(valueOf(await world.call('GET', '/nodecounts')).map((one) => [one.poolId, one]));
  const running = valueOf(await world.call('GET', "/jobs/job/tasks?$filter=state eq 'running'"));
  for (const pool of valueOf(await world.call('GET', '/pools'))) {
    const nodes = valueOf(await world.call('GET', `/pools/${textOf(pool.id)}/nodes`));
    for (const [name, isDedicated] of [
      ['dedicated', true],
      ['lowPriority', false],
    ] as const) {
      const some = nodes.filter((node) => node.isDedicated === isDedicated);
      const counts = objectOf(at(counted.get(pool.id), name));
      expect(counts.total).toBe(some.length);
      expect(sum(counts)).toBe(some.length);
      expect(pool[isDedicated ? 'currentDedicatedNodes' : 'currentLowPriorityNodes']).toBe(some.length);
      used[name] += some.length * CORES_PER_NODE;
    }
    expect(['steady', 'resizing', 'stopping']).toContain(pool.allocationState);
    if (pool.allocationState !== 'steady') expect(arrayOf(pool.resizeErrors)).toEqual([]);
    for (const node of nodes) {
      expect(STATES).toContain(node.state);
      const here = running.filter((task) => at(task, 'nodeInfo', 'nodeId') === node.id).length;
      expect(node.runningTasksCount).toBe(here);
      expect(node.state === 'running').toBe(here > 0);
    }
  }
  expect(used.dedicated).toBeLessThanOrEqual(DEDICATED_CORES);
  expect(used.lowPriority).toBeLessThanOrEqual(LOW_PRIORITY_CORES);
}

function sum(counts: JsonObject): number {
  return Object.entries(counts)
    .filter(([name]) => name !== 'total')
    .reduce((total, [, count]) => total + (numberOf(count) ?? 0), 0);
}
