import { describe, expect, test } from '@jest/globals';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import {
  armError,
  answer,
  delay,
  errorsOf,
  exchanges,
  failOperation,
  failureOf,
  lastRequest,
  outputNames,
  readable,
  resultOf,
  WITHOUT_NODES,
  WITHOUT_VHD,
  writesAfter,
} from './troubles.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();
const POOL_ADD = /\/pools\?/;
const REASON = 'There is no capacity for the replica in this region.';

describe('an image version', () => {
  test('that fails in the only region: no pool, the reason and the correlation ID are told, nothing is left', async () => {
    await stage.control.reset(world({ scenario: { replication: { failed: { westeurope: REASON } } } }));
    const run = await stage.run(WITHOUT_VHD);

    expect(run.exitCode).toBe(1);
    const failure = failureOf(run);
    expect(failure).toMatchObject({
      phase: 'replication',
      code: 'ReplicationJobsNotCompleted',
      hint: expect.stringContaining('Run again'),
    });
    expect(failure.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    for (const text of ['ReplicationJobsNotCompleted', REASON, failure.correlationId ?? '']) {
      expect(errorsOf(run)).toContain(text);
      expect(readable(run)).toContain(text);
    }
    expect(run.stdout).toContain('image version 1.4.0: westeurope failed');
    expect(outputNames(run)).toEqual([]);
    expect(await exchanges(stage, 'POST', POOL_ADD)).toEqual([]);
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('that fails in a second region: the pool is ready, the run fails in phase replication', async () => {
    await stage.control.reset(world({ scenario: { replication: { failed: { eastus: REASON } } } }));
    const run = await stage.run({ 'replica-regions': 'eastus=1' });

    expect(run.exitCode).toBe(1);
    expect(failureOf(run)).toMatchObject({ phase: 'replication', code: 'ReplicationJobsNotCompleted' });
    expect(errorsOf(run)).toContain(REASON);
    expect(outputNames(run)).toEqual(['image-version', 'image-version-id', 'pool-id', 'vhd-url']);
    const held = await holdingsOf(stage.control);
    expect(held.metadata('render-1-4-0')).toMatchObject({ abip_state: 'ready' });
    expect(held.nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('whose operation fails after its region has it: the next run asks for it again and leaves the pool alone', async () => {
    const fault = failOperation('PUT', '/versions/1.4.0', 'InternalServerError', 'The gallery erred.');
    await stage.control.reset(world({ scenario: { faults: [fault] } }));
    const run = await stage.run({ ...WITHOUT_VHD, ...WITHOUT_NODES });
    expect(run.exitCode).toBe(1);
    expect(failureOf(run)).toMatchObject({ phase: 'replication', code: 'InternalServerError' });
    expect(outputNames(run)).toEqual(['image-version', 'image-version-id', 'pool-id']);
    expect(await stage.control.leftovers()).toEqual([]);

    const n = await lastRequest(stage);
    const again = await stage.run({ ...WITHOUT_VHD, ...WITHOUT_NODES }, { github: { runAttempt: '2' } });
    expect(again.exitCode).toBe(0);
    expect(await writesAfter(stage, n)).toEqual([
      expect.stringMatching(/^PUT snapshots\/abip-/),
      'PUT versions/1.4.0',
      expect.stringMatching(/^DELETE snapshots\/abip-/),
    ]);
    expect((await holdingsOf(stage.control)).find('/versions/1.4.0')).toMatchObject({
      properties: { provisioningState: 'Succeeded' },
    });
  });

  test('that is slow in a second region does not delay the pool', async () => {
    const durations = { 'version.replicateRegion': 2 };
    await stage.control.reset(world({ scenario: { durations } }));
    const run = await stage.run({ ...WITHOUT_VHD, 'replica-regions': 'eastus=1' });

    expect(run.exitCode).toBe(0);
    const at = (line: string): number => run.stdout.indexOf(line);
    expect(at('Prove pool render-1-4-0: done')).toBeGreaterThan(0);
    expect(at('Prove pool render-1-4-0: done')).toBeLessThan(at('image version 1.4.0: eastus completed'));
    expect(at('image version 1.4.0: eastus completed')).toBeLessThan(at('Delete snapshot of the OS disk: done'));
  });

  test('that Batch does not know yet: the pool is asked for again until it does', async () => {
    await stage.control.reset(world({ scenario: { durations: { 'version.visibleToBatch': 1.5 } } }));
    const run = await stage.run(WITHOUT_VHD);

    expect(run.exitCode).toBe(0);
    const tries = await exchanges(stage, 'POST', POOL_ADD);
    expect(tries.map(({ status }) => status)).toEqual([404, 201]);
    expect(JSON.stringify(tries[0]?.responseBody)).toContain('GalleryImageNotFound');
    expect(run.stdout).not.toContain('GalleryImageNotFound');
  });

  test('that outlives the timeout: what was waited for is named, and the next run goes on with it', async () => {
    const durations = { 'version.create': 16 };
    await stage.control.reset(world({ scenario: { durations } }));
    const inputs = { ...WITHOUT_VHD, ...WITHOUT_NODES };
    const run = await stage.run({ ...inputs, timeout: '10s' });

    expect(run.exitCode).toBe(1);
    expect(failureOf(run)).toMatchObject({ phase: 'replication', code: 'DeadlineExceeded' });
    expect(errorsOf(run)).toMatch(/Waited \d+ s for image version 1\.4\.0, which is still Creating/);
    // The snapshot feeds a version that Azure still makes.
    const left = await stage.control.leftovers();
    expect(left.map(({ kind }) => kind)).toEqual(['temporary']);
    expect(resultOf(run).leftovers.map(({ id }) => id)).toEqual(left.map(({ id }) => id));
    expect(run.post?.stdout).toContain('kept: image version 1.4.0 is still made from it');

    const n = await lastRequest(stage);
    const again = await stage.run(inputs, { github: { runAttempt: '2' } });
    expect(again.exitCode).toBe(0);
    expect((await writesAfter(stage, n)).toSorted()).toEqual([
      expect.stringMatching(/^DELETE snapshots\/abip-/),
      'POST /pools',
    ]);
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('that was deleted while the run waited for it: the run says so instead of waiting on', async () => {
    const gone = answer('GET', '/versions/1.4.0\\?.*expand', 404, armError('ResourceNotFound', 'Gone.'), {
      skip: 3,
      times: 100,
    });
    await stage.control.reset(world({ scenario: { durations: { 'version.create': 3600 }, faults: [gone] } }));
    const run = await stage.run({ ...WITHOUT_VHD, ...WITHOUT_NODES });
    expect(run.exitCode).toBe(1);
    expect(errorsOf(run)).toContain('Image version 1.4.0 is gone: it was deleted while the run waited for it.');
  });
});

describe('a definition that somebody makes meanwhile', () => {
  test('of other features: the misfit is told before a version is made', async () => {
    // The survey sees none; then another run's definition, which does not fit, is there.
    const hidden = answer('GET', '/images/vm-golden\\?', 404, armError('ResourceNotFound', 'Not yet.'));
    const other = {
      id: IDS.definition,
      body: {
        location: 'westeurope',
        properties: {
          osType: 'Linux',
          osState: 'Generalized',
          hyperVGeneration: 'V1',
          identifier: { publisher: 'a', offer: 'b', sku: 'c' },
        },
      },
    };
    await stage.control.reset(world({ more: [other], scenario: { faults: [hidden, delay('GET', '/disks/', 1)] } }));
    const run = await stage.run({ ...WITHOUT_VHD, ...WITHOUT_NODES });
    expect(run.exitCode).toBe(1);
    expect(failureOf(run)).toMatchObject({ phase: 'image', step: 'Create image definition vm-golden' });
    expect(errorsOf(run)).toContain('generation V1');
    expect(await exchanges(stage, 'PUT', /\/versions\//)).toEqual([]);
    expect(await stage.control.leftovers()).toEqual([]);
  });
});
