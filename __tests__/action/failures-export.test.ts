import { beforeEach, describe, expect, test } from '@jest/globals';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { answer, errorsOf, refuse, reset } from './in-flight.ts';
import { world } from './worlds.ts';

const stage = createStage();

beforeEach(async () => stage.control.reset(world()));

const PAGES = 'comp=page$|comp=page&';

describe('an export that meets a service in trouble', () => {
  test.each([
    ['503 ServerBusy', answer('PUT', PAGES, 503, 2)],
    ['500', answer('PUT', PAGES, 500, 1)],
    ['429 with Retry-After', answer('PUT', PAGES, 429, 1, { 'retry-after': '1' })],
    ['a connection that breaks before the effect', reset('PUT', PAGES, 'before')],
    ['a connection that breaks after the effect', reset('PUT', PAGES, 'after')],
    ['a lost answer to the creation of the blob', reset('PUT', '-osDisk\\.[0-9a-f-]+\\.vhd$', 'after')],
    ['a lost answer to the grant', reset('POST', '/beginGetAccess', 'after')],
  ])('%s: recovers, and the VHD is whole', async (_trouble, fault) => {
    await stage.control.addFaults([fault]);
    const run = await stage.run();

    expectSuccess(run);
    const vhd = (await holdingsOf(stage.control)).vhds()['vm-golden-osDisk'];
    expect(vhd).toMatchObject({ url: run.outputs['vhd-url'], leaseState: 'available' });
    expect(vhd?.metadata['abip_state']).toBe('complete');
    expect(await stage.control.leftovers()).toEqual([]);
  });
});

describe('an export that fails', () => {
  test('does not touch the pool: exit 1, phase export, the other outputs set; a second run only exports', async () => {
    await stage.control.addFaults([refuse('PUT', PAGES, 403, 'CannotVerifyCopySource', 'no access')]);
    const run = await stage.run();

    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ 'pool-id': 'render-1-4-0', 'image-version': '1.4.0' });
    expect(run.outputs['vhd-url']).toBeUndefined();
    expect(JSON.parse(run.outputs['result'] ?? '')).toMatchObject({ outcome: 'failed', phase: 'export' });
    expect((await holdingsOf(stage.control)).nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(await stage.control.leftovers()).toEqual([]);

    const before = (await stage.writes()).length;
    const again = await stage.run();
    expectSuccess(again);
    expect(again.outputs['vhd-url']).toMatch(/\.vhd$/);
    const kinds = new Set(
      (await stage.writes())
        .slice(before)
        .map(brief)
        .map((line) => line.replace(/abip-[0-9a-f]+/, 'abip')),
    );
    expect(
      [...kinds].filter((line) => !line.includes('blob') && !line.includes('snapshots') && !line.includes('abip')),
    ).toEqual([]);
  });

  test('a blob that somebody else holds under a lease is left alone', async () => {
    await stage.control.addFaults([
      refuse('PUT', 'comp=lease', 409, 'LeaseAlreadyPresent', 'There is already a lease present.'),
    ]);
    const run = await stage.run();
    expect(run.exitCode).toBe(1);
    expect(errorsOf(run)).toContain('LeaseAlreadyPresent');
    expect(run.outputs['vhd-url']).toBeUndefined();
    expect((await stage.writes()).filter(({ url }) => /comp=page/.test(url))).toEqual([]);
  });
});
