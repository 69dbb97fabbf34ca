import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { errorsOf, stopAt } from './in-flight.ts';
import { world } from './worlds.ts';

const stage = createStage();

/** Slow enough that a run is in the middle of each phase for a while. */
const SLOW = { profile: 'realistic', speed: 300 };

beforeEach(async () => stage.control.reset(world({ scenario: SLOW })));

const MOMENTS = [
  ['while the VM stops', 'Deallocate VM vm-golden ...', 'capture'],
  ['while the snapshot is made', 'Snapshot the OS disk vm-golden_OsDisk_1 ...', 'capture'],
  ['while the VHD is copied', 'hold data to copy', ''],
  ['while the version replicates', 'westeurope replicating', ''],
  ['while nodes start', 'Prove pool render-1-4-0 ...', 'pool'],
] as const;

function result(run: ActionResult): { readonly outcome: string; readonly phase: string } {
  return JSON.parse(run.outputs['result'] ?? '{}') as { outcome: string; phase: string };
}

describe.each(MOMENTS)('a run that is cancelled %s', (_when, line, phase) => {
  test('ends at once, gives everything back, and a second run finishes the release', async () => {
    const run = await stopAt(stage, line, 'cancel');

    expect(run.exitCode).toBe(1);
    expect(run.endedWithinMs).toBeLessThan(7_500);
    expect(errorsOf(run)).toContain('Run the job again to go on from there.');
    expect(result(run).outcome).toBe('cancelled');
    if (phase !== '') expect(result(run).phase).toBe(phase);
    expect(run.post?.exitCode).toBe(0);
    const left = (await stage.control.leftovers()).map(({ kind }) => kind);
    expect(left.filter((kind) => kind !== 'temporary')).toEqual([]);
    for (const { id } of await stage.control.leftovers()) {
      expect(run.post?.stdout).toContain(`snapshot ${id}: kept: image version 1.4.0 is still made from it.`);
    }

    const again = await stage.run();
    expectSuccess(again);
    expect((await holdingsOf(stage.control)).nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(await stage.control.leftovers()).toEqual([]);
  });
});

describe('a machine that is taken away', () => {
  const lines = MOMENTS.map(([when, line]) => [when, line] as const);
  test.each(lines)('%s: the run on another machine finds what is done and finishes', async (_when, line) => {
    await stopAt(stage, line, 'crash');
    const done = (await stage.writes()).length;

    const again = await stage.run();
    expectSuccess(again);
    expect((await holdingsOf(stage.control)).nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(await stage.control.leftovers()).toEqual([]);
    const created = (await stage.writes()).filter(
      ({ method, url, status }) => method === 'POST' && /\/pools\?/.test(url) && status < 300,
    );
    expect(created).toHaveLength(1);
    expect((await stage.writes()).length).toBeGreaterThan(done);
  });
});
