// What a cancelled run does in the seconds it has, and what its post step does after it, request by request.
import { describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { createDiskFile } from './disk-file.ts';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import {
  answer,
  armError,
  cancelAt,
  delay,
  errorsOf,
  exchanges,
  lastRequest,
  outputNames,
  readable,
  resultOf,
  writesAfter,
} from './troubles.ts';
import { world } from './worlds.ts';

const stage = createStage();
const disk = createDiskFile(128);
const SNAPSHOT = 'abip-8456a29da39eb4bac867-os';

async function start(scenario: object): Promise<void> {
  await stage.control.reset(world({ osDiskFile: disk.path, scenario }));
}

function expectCancelled(run: ActionResult, phase: string): void {
  // It ended by itself: a process that the runner killed has the code of the signal.
  expect(run.exitCode).toBe(1);
  expect(resultOf(run)).toMatchObject({ outcome: 'cancelled', phase });
  expect(errorsOf(run)).toBe(`Cancelled in the phase ${phase}. Run the job again to go on from there.`);
  expect(readable(run)).toContain(`in the phase ${phase}`);
}

async function expectFinishedByRerun(): Promise<void> {
  const again = await stage.run({}, { github: { runAttempt: '2' } });
  expect(again.exitCode).toBe(0);
  expect(outputNames(again)).toEqual(['image-version', 'image-version-id', 'pool-id', 'vhd-url']);
  expect(await disk.differenceTo(stage, again.outputs['vhd-url'])).toBeUndefined();
  expect(await stage.control.leftovers()).toEqual([]);
}

describe('a run that is cancelled', () => {
  test('before it has a plan writes nothing and needs no tidying', async () => {
    await start({ faults: [delay('GET', '/virtualMachines/vm-golden', 3000)] });
    const cancelled = await cancelAt(stage, /Signed in to AzureCloud/);
    expectCancelled(cancelled, 'survey');
    expect(await stage.writes()).toEqual([]);
    expect(cancelled.post?.stdout).toBe('');
  });

  test('while the VM stops leaves it to Azure, and starts nothing more', async () => {
    await start({ durations: { 'vm.deallocate': 3 } });
    const cancelled = await cancelAt(stage, /Deallocate VM vm-golden: InProgress/);
    expectCancelled(cancelled, 'capture');
    expect(outputNames(cancelled)).toEqual([]);
    const writes = await writesAfter(stage, 0);
    expect(writes.toSorted()).toEqual(['POST vm-golden/deallocate', 'PUT images/vm-golden']);
    expect(await stage.control.leftovers()).toEqual([]);
    await expectFinishedByRerun();
  });

  test('while the VHD is copied gives back lease and access; what feeds an unfinished version is kept and named', async () => {
    await start({ durations: { 'version.create': 6 }, faults: [{ ...delay('PUT', 'comp=page$', 3000, 5), skip: 3 }] });
    const run = await cancelAt(stage, /export os: 20 %/);
    expectCancelled(run, 'export');

    const writes = (await stage.control.log()).filter(({ method }) => method === 'PUT' || method === 'POST');
    const last = writes.findLast(({ url }) => url.includes('comp=page'));
    const after = await writesAfter(stage, last?.n ?? 0);
    expect(after).toEqual(['PUT blob lease', `POST ${SNAPSHOT}/endGetAccess`]);
    expect((await holdingsOf(stage.control)).vhds()['vm-golden-osDisk']).toMatchObject({
      leaseState: 'available',
      metadata: { abip_state: 'writing' },
    });
    const left = await stage.control.leftovers();
    expect(left).toMatchObject([{ kind: 'temporary', id: expect.stringContaining(SNAPSHOT) }]);
    expect((await holdingsOf(stage.control)).find(`/snapshots/${SNAPSHOT}`)?.['tags']).toMatchObject({
      abip_kind: 'temporary',
      abip_expires: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
    });
    expect(resultOf(run).leftovers.map(({ id }) => id)).toEqual(left.map(({ id }) => id));
    expect(readable(run)).toContain(SNAPSHOT);
    expect(run.post?.stdout).toContain(`${SNAPSHOT}: kept: image version 1.4.0 is still made from it`);
    expect(outputNames(run)).toEqual([]);
    await expectFinishedByRerun();
  });

  test('while nodes start leaves the pool to the next run', async () => {
    await start({ durations: { 'node.boot': 5 } });
    const cancelled = await cancelAt(stage, /Delete snapshot of the OS disk: done/);
    expectCancelled(cancelled, 'pool');
    expect(outputNames(cancelled)).toEqual(['image-version', 'image-version-id', 'pool-id', 'vhd-url']);
    expect(cancelled.post?.stdout).toBe('');
    const n = await lastRequest(stage);
    await expectFinishedByRerun();
    expect(await writesAfter(stage, n)).toEqual(['PATCH pools/render-1-4-0']);
  });

  test('and cannot give everything back: post does, in the order in which Azure lets go', async () => {
    const refusal = armError('InternalServerError', 'Not now.');
    await start({
      durations: { 'version.create': 0.2 },
      faults: [
        { ...delay('PUT', 'comp=page$', 3000, 5), skip: 3 },
        answer('POST', '/endGetAccess', 403, refusal),
        answer('PUT', 'comp=lease$', 403, undefined, {
          skip: 1,
          headers: { 'x-ms-error-code': 'AuthorizationFailure' },
        }),
      ],
    });
    const cancelled = await cancelAt(stage, /export os: 20 %/);
    expectCancelled(cancelled, 'export');
    expect(cancelled.annotations.map(({ message }) => message).join('\n')).toContain('is still open');
    expect(cancelled.post?.exitCode).toBe(0);
    const ends = await exchanges(stage, 'POST', /\/endGetAccess/);
    expect(ends.map(({ status }) => status)).toEqual([403, 202]);
    const [removed] = await exchanges(stage, 'DELETE', /\/snapshots\//);
    expect(removed?.n).toBeGreaterThan(ends[1]?.n ?? 0);
    expect((await stage.control.leftovers()).filter(({ kind }) => kind !== 'lease')).toEqual([]);
    await expectFinishedByRerun();
  });

  test('and Azure takes longer to end the access than there is time: main ends, post waits for it', async () => {
    await start({
      durations: { 'version.create': 0.2, 'access.end': 12 },
      faults: [{ ...delay('PUT', 'comp=page$', 3000, 5), skip: 3 }],
    });
    const cancelled = await cancelAt(stage, /export os: 20 %/);
    expectCancelled(cancelled, 'export');
    expect(cancelled.post?.exitCode).toBe(0);
    expect(await stage.control.leftovers()).toEqual([]);
    expect((await exchanges(stage, 'DELETE', /\/snapshots\//)).map(({ status }) => status)).toEqual([202]);
  });
});
