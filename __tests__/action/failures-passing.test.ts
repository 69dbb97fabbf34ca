// Trouble that passes: services that are busy, tokens that end early, answers that are lost or slow.
import { describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import type { FaultFile } from '../../simulator/scenario/load.ts';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { answer, armError, delay, exchanges, failureOf, outputNames, reset } from './troubles.ts';
import { world } from './worlds.ts';

const stage = createStage();
const ALL = ['image-version', 'image-version-id', 'pool-id', 'vhd-url'];
const TOKEN = 'login\\.microsoftonline\\.com/.*/token';

async function start(faults: readonly FaultFile[], durations: object = {}): Promise<void> {
  await stage.control.reset(world({ scenario: { faults, durations } }));
}

/** Everything was made, once; nothing is left over. */
async function expectWhole(run: ActionResult): Promise<void> {
  expect(run.stderr).toBe('');
  expect(run.annotations).toEqual([]);
  expect(run.exitCode).toBe(0);
  expect(outputNames(run)).toEqual(ALL);
  const held = await holdingsOf(stage.control);
  expect(held.metadata('render-1-4-0')).toMatchObject({ abip_state: 'ready' });
  expect(held.nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
  expect(await stage.control.leftovers()).toEqual([]);
}

async function statuses(method: string, url: RegExp): Promise<readonly number[]> {
  return (await exchanges(stage, method, url)).map(({ status }) => status);
}

describe('a run is whole in the end', () => {
  test('when every service throttles it, with and without Retry-After', async () => {
    const second = { headers: { 'retry-after': '1' } };
    const soon = { headers: { 'retry-after-ms': '50' } };
    const busy = armError('TooManyRequests', 'Slow down.');
    const batchBusy = { code: 'ServerBusy', message: { lang: 'en-US', value: 'Busy.' } };
    await start([
      answer('GET', '/virtualMachines/vm-golden\\?', 429, busy, second),
      answer('POST', '/deallocate', 429, busy),
      answer('PUT', '/images/vm-golden\\?', 429, busy, soon),
      answer('PUT', '/snapshots/', 429, busy),
      answer('PUT', '/versions/1.4.0', 503, armError('ServerBusy', 'Busy.'), soon),
      answer('PUT', 'comp=page$', 429, undefined, { headers: { 'x-ms-error-code': 'ServerBusy', 'retry-after': '1' } }),
      answer('PUT', 'comp=lease$', 503, undefined, { headers: { 'x-ms-error-code': 'ServerBusy' } }),
      answer('GET', '/supportedimages', 429, batchBusy),
      answer('POST', '/pools\\?', 429, batchBusy, second),
      answer('GET', '/nodecounts', 503, batchBusy, soon),
      answer('PATCH', '/pools/render-1-4-0\\?', 503, batchBusy, second),
      answer('POST', TOKEN, 429, { error: 'temporarily_unavailable' }, second),
      answer('GET', '/idtoken/', 503, {}),
    ]);
    const run = await stage.run();

    await expectWhole(run);
    const refused = (await stage.control.log()).filter(({ status }) => status === 429 || status === 503);
    expect(refused).toHaveLength(13);
    expect(await statuses('POST', /\/pools\?/)).toEqual([429, 201]);
    expect(await statuses('PUT', /\/snapshots\/abip/)).toEqual([429, 202]);
    expect(await statuses('PUT', /\/versions\/1\.4\.0\?/)).toEqual([503, 201]);
  });

  test('when the answer to every write is lost, and the first request is still being carried out as it is repeated', async () => {
    await start(
      [
        reset('POST', '/deallocate', 'after'),
        reset('PUT', '/images/vm-golden\\?', 'after'),
        reset('PUT', '/snapshots/', 'after'),
        reset('PUT', '/versions/1.4.0', 'after'),
        reset('POST', '/beginGetAccess', 'after'),
        reset('POST', '/endGetAccess', 'after'),
        reset('POST', '/pools\\?', 'after'),
        reset('PATCH', '/pools/render-1-4-0\\?', 'after'),
        reset('DELETE', '/snapshots/', 'after'),
      ],
      {
        'vm.deallocate': 2,
        'definition.write': 2,
        'snapshot.create': 2,
        'version.create': 2,
        'access.begin': 2,
        'access.end': 2,
        'snapshot.delete': 2,
      },
    );
    const run = await stage.run();

    await expectWhole(run);
    expect((await stage.control.log()).filter(({ status }) => status === 0)).toHaveLength(9);
    // What these requests made was found, so they were not sent again.
    for (const made of [/\/images\/vm-golden\?/, /\/snapshots\/abip/, /\/versions\/1\.4\.0\?/]) {
      expect(await statuses('PUT', made)).toEqual([0]);
    }
    expect(await statuses('POST', /\/pools\?/)).toEqual([0]);
    const state = await stage.control.state();
    expect(Object.keys(state).filter((id) => /\/pools\/[^/]+$/.test(id))).toHaveLength(1);
  });

  test('when connections break before writes take effect', async () => {
    await start([
      reset('POST', '/deallocate', 'before'),
      reset('PUT', '/snapshots/', 'before'),
      reset('PUT', '/versions/1.4.0', 'before'),
      reset('POST', '/pools\\?', 'before'),
      reset('PATCH', '/pools/render-1-4-0\\?', 'before'),
      reset('DELETE', '/snapshots/', 'before'),
      reset('POST', TOKEN, 'before'),
      reset('GET', '/idtoken/', 'before'),
    ]);
    const run = await stage.run();

    await expectWhole(run);
    expect(await statuses('PUT', /\/snapshots\/abip/)).toEqual([0, 202]);
    expect(await statuses('POST', /\/pools\?/)).toEqual([0, 201]);
  });

  test('when tokens end early in the middle of it, and answers are slow', async () => {
    const expired = armError('ExpiredAuthenticationToken', 'The access token expiry UTC time is earlier than now.');
    const batchExpired = { code: 'AuthenticationFailed', message: { lang: 'en-US', value: 'The token has expired.' } };
    await start([
      answer('PUT', '/snapshots/', 401, expired),
      answer('PUT', '/versions/1.4.0', 401, expired),
      answer('POST', '/pools\\?', 401, batchExpired),
      answer('PUT', 'comp=metadata$', 401, undefined, { headers: { 'x-ms-error-code': 'InvalidAuthenticationInfo' } }),
      delay('GET', '/virtualMachines/vm-golden\\?', 1500),
      delay('PUT', '/images/vm-golden\\?', 1500),
      delay('PUT', 'comp=page$', 1500),
      delay('GET', '/nodecounts', 1500),
    ]);
    const run = await stage.run();

    await expectWhole(run);
    expect(await statuses('PUT', /\/snapshots\/abip/)).toEqual([401, 202]);
    expect(await statuses('POST', /\/pools\?/)).toEqual([401, 201]);
    // Three at first, one for each of the four that were called expired.
    expect(await statuses('POST', new RegExp(TOKEN))).toHaveLength(7);
  });
});

describe('trouble that does not pass', () => {
  test('ends the run when its time is over, with what the service said last', async () => {
    const busy = answer('PUT', '/snapshots/', 503, armError('ServerBusy', 'Busy all day.'), { times: 1000 });
    await start([busy]);
    const run = await stage.run({ timeout: '10s' });

    expect(run.exitCode).toBe(1);
    expect(failureOf(run)).toMatchObject({ phase: 'capture', code: 'ServerBusy' });
    expect(run.durationMs).toBeLessThan(20_000);
    expect(await stage.control.leftovers()).toEqual([]);
  });
});
