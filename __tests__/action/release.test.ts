import { beforeEach, describe, expect, test } from '@jest/globals';
import { brief, createStage } from './harness.ts';

const stage = createStage();

beforeEach(async () => stage.control.reset());

describe('a release of a running VM', () => {
  test('ends with a VHD, an image version and a pool of ready nodes, and leaves nothing behind', async () => {
    const run = await stage.run();

    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({
      'vhd-url': expect.stringMatching(
        /^https:\/\/strender\.blob\.core\.windows\.net\/system\/Microsoft\.Compute\/Images\/batchimages\/vm-golden-osDisk\.[0-9a-f-]{36}\.vhd$/,
      ),
      'pool-id': 'render-1-4-0',
      'image-version': '1.4.0',
      'image-version-id': expect.stringMatching(/\/galleries\/renderGallery\/images\/vm-golden\/versions\/1\.4\.0$/),
      changed: 'true',
    });
    expect(run.droppedOutputs).toEqual([]);
    expect(await stage.control.leftovers()).toEqual([]);
    expect(run.summary).toContain('## ✅ Pool render-1-4-0 runs image 1.4.0');
    expect(run.stdout).toContain('pool render-1-4-0: 2 of 2 nodes ready (2 idle)');
  });

  test('never flags the VM, which can start again', async () => {
    await stage.run();
    expect((await stage.writes()).map(brief)).not.toContain('POST vm-golden/generalize');
  });

  test('writes nothing on a second run, the day after, and says the same', async () => {
    const first = await stage.run();
    const before = (await stage.writes()).length;

    const second = await stage.run({}, { github: { runAttempt: '2' } });

    expect(second.exitCode).toBe(0);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    const { changed, result, ...same } = second.outputs;
    expect(changed).toBe('false');
    expect(first.outputs).toMatchObject(same);
    expect(JSON.parse(result ?? '')).toMatchObject({ outcome: 'succeeded', changed: false });
  });
});

describe('mode: plan', () => {
  test('prints the steps and writes nothing', async () => {
    const run = await stage.run({ mode: 'plan' });
    expect(run.exitCode).toBe(0);
    expect(await stage.writes()).toEqual([]);
    expect(run.stdout).toMatch(
      / 1 {2}to do {2}capture +Deallocate VM vm-golden +1m to 3m +the VM is running; .* The VM stops, and what is on its temporary drive is lost\n/,
    );
    expect(run.stdout).toMatch(/\] 10 steps, all to do, about \d+m to /);
    expect(run.stdout).toContain('Stops      VM vm-golden is deallocated, and is not started again.');
    expect(run.summary).toContain('Create pool render-1-4-0');
  });
});

describe('capture-mode: generalize', () => {
  test('flags the VM, but only after the snapshot exists', async () => {
    const run = await stage.run({ 'capture-mode': 'generalize' });
    expect(run.exitCode).toBe(0);
    const order = (await stage.writes()).map(brief);
    const snapshot = order.findIndex((line) => line.startsWith('PUT snapshots/'));
    expect(snapshot).toBeGreaterThanOrEqual(0);
    expect(order.indexOf('POST vm-golden/generalize')).toBeGreaterThan(snapshot);
    expect(run.stdout).toContain(
      'capture-mode generalize flags VM vm-golden as generalized: it can never be started again',
    );
  });
});
