// A run that is killed in the middle of a step: the next one goes on with what Azure was doing, instead of asking again.
import { describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { createDiskFile } from './disk-file.ts';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import {
  crashAt,
  crashWhen,
  delay,
  exchanges,
  failOperation,
  lastRequest,
  outputNames,
  reset,
  writesAfter,
} from './troubles.ts';
import { world } from './worlds.ts';

const stage = createStage();
const disk = createDiskFile(128);

async function start(scenario: object): Promise<void> {
  await stage.control.reset(world({ osDiskFile: disk.path, scenario }));
}

async function rerun(): Promise<ActionResult> {
  return stage.run({}, { github: { runAttempt: '2' } });
}

async function expectWhole(run: ActionResult): Promise<void> {
  expect(run.exitCode).toBe(0);
  expect(outputNames(run)).toEqual(['image-version', 'image-version-id', 'pool-id', 'vhd-url']);
  expect(await disk.differenceTo(stage, run.outputs['vhd-url'])).toBeUndefined();
  const held = await holdingsOf(stage.control);
  expect(held.nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
  expect(held.metadata('render-1-4-0')).toMatchObject({ abip_state: 'ready' });
  expect(await stage.control.leftovers()).toEqual([]);
}

describe('killed while', () => {
  test('the VM stops: the next run waits until it has stopped', async () => {
    await start({ durations: { 'vm.deallocate': 4 } });
    await crashAt(stage, /Deallocate VM vm-golden: InProgress/);
    await expectWhole(await rerun());
    const asked = await exchanges(stage, 'POST', /\/deallocate/);
    expect(asked.map(({ status }) => status)).toEqual([202, 409]);
  });

  test('the snapshot is made: the next run uses it when it is there', async () => {
    await start({ durations: { 'snapshot.create': 4 } });
    await crashAt(stage, /Snapshot the OS disk .*InProgress/);
    await expectWhole(await rerun());
    expect(await exchanges(stage, 'PUT', /\/snapshots\//)).toHaveLength(1);
  });

  test('the definition is made: the next run uses it when it is there', async () => {
    await start({ durations: { 'definition.write': 4, 'vm.deallocate': 2 } });
    await crashAt(stage, /Create image definition .*InProgress/);
    await expectWhole(await rerun());
    expect(await exchanges(stage, 'PUT', /\/images\/vm-golden\?/)).toHaveLength(1);
  });

  test('the version is made: the next run goes on with it', async () => {
    await start({ durations: { 'version.create': 4 } });
    await crashAt(stage, /westeurope replicating/);
    await expectWhole(await rerun());
    expect(await exchanges(stage, 'PUT', /\/versions\//)).toHaveLength(1);
    expect(await exchanges(stage, 'PUT', /\/snapshots\//)).toHaveLength(1);
  });

  test('the VHD is copied: the next run takes its lease again and copies the rest', async () => {
    // Three of ten copies are made at once, the next ones not before the end.
    await start({ faults: [{ ...delay('PUT', 'comp=page$', 5000, 5), skip: 3 }] });
    await crashAt(stage, /export os: 20 %/);
    const left = (await stage.control.leftovers()).map(({ kind }) => kind);
    expect(left.toSorted()).toEqual(['grant', 'lease', 'temporary']);

    const n = await lastRequest(stage);
    const run = await rerun();
    await expectWhole(run);
    expect(run.stdout).toContain('are there from an earlier run');
    const copied = (await exchanges(stage, 'PUT', /comp=page$/)).filter((one) => one.n > n && one.status === 201);
    expect(copied.length).toBeLessThanOrEqual(8);
    expect(copied.length).toBeGreaterThan(0);
    expect(await exchanges(stage, 'PUT', /\.vhd$/)).toHaveLength(1);
    expect(await exchanges(stage, 'PUT', /\/snapshots\//)).toHaveLength(1);
  });

  test('nodes start: the next run waits for them', async () => {
    await start({ durations: { 'node.boot': 5 } });
    await crashAt(stage, /Delete snapshot of the OS disk: done/);
    const n = await lastRequest(stage);
    await expectWhole(await rerun());
    expect(await writesAfter(stage, n)).toEqual(['PATCH pools/render-1-4-0']);
  });

  test('a failed pool is scaled to zero: the next run takes the bad nodes away before it asks for new ones', async () => {
    await start({
      nodes: { bootFailure: { code: 'DiskFull', message: 'Full.', count: 2 } },
      faults: [reset('POST', '/resize', 'before', 2)],
    });
    await crashWhen(stage, ({ method, url, status }) => method === 'POST' && url.includes('/resize') && status === 0);
    expect((await holdingsOf(stage.control)).nodeStates('render-1-4-0')).toEqual(['unusable', 'unusable']);

    await expectWhole(await rerun());
    const targets = (await exchanges(stage, 'POST', /\/resize/))
      .filter(({ status }) => status === 202)
      .map(({ requestBody }) => requestBody);
    expect(targets).toMatchObject([{ targetDedicatedNodes: 0 }, { targetDedicatedNodes: 2 }]);
  });

  test('a failed pool is brought back: the run after it does so again', async () => {
    await start({ nodes: { allocationFailure: { code: 'AccountCoreQuotaReached', message: 'None left.', times: 1 } } });
    expect((await stage.run()).exitCode).toBe(1);
    await stage.control.addFaults([reset('PATCH', '/pools/', 'before', 2)]);
    await crashWhen(stage, ({ method, url, status }) => method === 'PATCH' && url.includes('/pools/') && status === 0);
    expect((await holdingsOf(stage.control)).metadata('render-1-4-0')).toMatchObject({ abip_state: 'failed' });
    await expectWhole(await rerun());
  });
});

test('a run that goes on with an earlier run’s snapshot and fails gives it back', async () => {
  await start({ durations: { 'version.create': 2 } });
  await crashAt(stage, /Snapshot the OS disk .*: done/);
  expect((await stage.control.leftovers()).map(({ kind }) => kind)).toContain('temporary');
  await stage.control.addFaults([failOperation('PUT', '/versions/', 'InternalServerError', 'The gallery erred.')]);
  const run = await stage.run({ 'export-vhd': 'false' }, { github: { runAttempt: '2' } });
  expect(await exchanges(stage, 'PUT', /\/snapshots\//)).toHaveLength(1);
  expect((await stage.control.leftovers()).filter(({ kind }) => kind === 'temporary')).toEqual([]);
  expect(run.exitCode).toBe(1);
});
