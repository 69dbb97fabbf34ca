// Nodes that wait for their tasks before they go, restart or take no more: one order does not undo another.
import { expect, test } from '@jest/globals';
import { codeOf, createTestWorld, handClock, poolBody, textOf, valueOf } from './world.ts';
import type { SecondsClock, TestWorld } from './world.ts';

/** A pool whose one node runs a task. */
async function working(clock: SecondsClock): Promise<{ readonly world: TestWorld; readonly node: string }> {
  const world = createTestWorld({ clock });
  await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 1 }));
  clock.pass(600);
  await world.call('POST', '/jobs', { id: 'job', poolInfo: { poolId: 'render' } });
  await world.call('POST', '/jobs/job/tasks', { id: 't', commandLine: 'x' });
  const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
  return { world, node: `/pools/render/nodes/${textOf(node?.id)}` };
}

const TO_NOTHING = { targetDedicatedNodes: 0, nodeDeallocationOption: 'taskcompletion' };

test.each(['reboot', 'reimage', 'disablescheduling', 'enablescheduling'])(
  'a node that a resize has chosen takes no %s any more',
  async (order) => {
    const clock = handClock();
    const { world, node } = await working(clock);
    await world.call('POST', '/pools/render/resize', TO_NOTHING);
    expect((await world.call('GET', node)).body.state).toBe('running');
    expect(codeOf(await world.call('POST', `${node}/${order}`))).toBe('409 OperationInvalidForCurrentState');
    clock.pass(10 + 120);
    expect((await world.call('GET', '/pools/render')).body).toMatchObject({
      allocationState: 'steady',
      currentDedicatedNodes: 0,
    });
  },
);

test('a node that waits to restart does so although its scheduling is disabled meanwhile', async () => {
  const clock = handClock();
  const { world, node } = await working(clock);
  await world.call('POST', `${node}/reboot`, { nodeRebootOption: 'taskcompletion' });
  await world.call('POST', `${node}/disablescheduling`, { nodeDisableSchedulingOption: 'taskcompletion' });
  clock.pass(10);
  expect((await world.call('GET', node)).body.state).toBe('rebooting');
});

test('a node that is leaving is not removed once more, so that the targets count it once', async () => {
  const clock = handClock();
  const { world, node } = await working(clock);
  const nodeList = [node.split('/').at(-1) ?? ''];
  await world.call('POST', '/pools/render/removenodes', { nodeList });
  await world.call('POST', '/pools/render/stopresize');
  clock.pass(5);
  expect((await world.call('GET', '/pools/render')).body.allocationState).toBe('steady');
  expect(codeOf(await world.call('POST', '/pools/render/removenodes', { nodeList }))).toBe(
    '409 OperationInvalidForCurrentState',
  );
});

test('the control URL shows nothing of an account that is gone', async () => {
  const clock = handClock();
  const { world } = await working(clock);
  expect(Object.keys(world.batch.service.state())).toHaveLength(3);
  for (const { id } of world.world.resources.ofType('Microsoft.Batch/batchAccounts')) world.world.resources.delete(id);
  expect(world.batch.service.state()).toEqual({});
  expect(world.batch.service.leftovers()).toEqual([]);
});
