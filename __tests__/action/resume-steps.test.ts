// A run that is killed right after a step: the next one, on a fresh machine, does the rest and only the rest.
import { describe, expect, test } from '@jest/globals';
import { createDiskFile } from './disk-file.ts';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { crashAt, lastRequest, outputNames, writesAfter } from './troubles.ts';
import { world } from './worlds.ts';

const stage = createStage();
const disk = createDiskFile(48);

/** What each step writes, by its title; a step that is done must not write it again. */
const WRITES: Readonly<Record<string, RegExp>> = {
  'Deallocate VM vm-golden': /^POST vm-golden\/deallocate/,
  'Snapshot the OS disk vm-golden_OsDisk_1': /^PUT snapshots/,
  'Create image definition vm-golden': /^PUT images\/vm-golden/,
  'Export VHD of the OS disk': /^PUT blob|GetAccess/,
  'Create image version 1.4.0': /^PUT versions/,
  'Wait for image version 1.4.0 in westeurope': /^PUT versions/,
  'Wait for image version 1.4.0 in all regions': /^PUT versions/,
  'Create pool render-1-4-0': /^POST \/pools/,
  'Prove pool render-1-4-0': /^PATCH pools|resize/,
  'Delete snapshot of the OS disk': /^DELETE snapshots/,
};

describe('killed right after the step', () => {
  test.each(Object.keys(WRITES))('%s', async (title) => {
    // Something else is still under way then, so that the run has not ended by itself.
    const durations = title.startsWith('Prove') ? { 'snapshot.delete': 2 } : { 'node.boot': 2 };
    await stage.control.reset(world({ osDiskFile: disk.path, scenario: { durations } }));
    const run = await crashAt(stage, new RegExp(`${title}: done`));
    expect(run.exitCode).toBe(128 + 9);
    expect(run.post).toBeUndefined();
    const done = Object.keys(WRITES).filter((one) => run.stdout.includes(`${one}: done`));
    expect(done).toContain(title);

    const n = await lastRequest(stage);
    const again = await stage.run({}, { github: { runAttempt: '2' } });
    expect(again.exitCode).toBe(0);
    expect(outputNames(again)).toEqual(['image-version', 'image-version-id', 'pool-id', 'vhd-url']);
    expect(await disk.differenceTo(stage, again.outputs['vhd-url'])).toBeUndefined();
    const writes = await writesAfter(stage, n);
    for (const one of done) expect(writes.filter((line) => WRITES[one]?.test(line))).toEqual([]);
    const held = await holdingsOf(stage.control);
    expect(held.nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(held.metadata('render-1-4-0')).toMatchObject({ abip_state: 'ready' });
    // A lease that the killed run held on a blob that is whole ends by itself within a minute.
    expect((await stage.control.leftovers()).filter(({ kind }) => kind !== 'lease')).toEqual([]);
  });
});
