import { describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { createAzureClient, type ClientAnswer, type ClientRequest } from '../../runner/azure-client.ts';
import type { FaultFile } from '../../simulator/scenario/load.ts';
import { createDiskFile } from './disk-file.ts';
import { createStage } from './harness.ts';
import { holdingsOf, type Vhd } from './holdings.ts';
import {
  answer,
  delay,
  errorsOf,
  exchanges,
  failureOf,
  lastRequest,
  outputNames,
  readable,
  reset,
  WITHOUT_NODES,
  writesAfter,
} from './troubles.ts';
import { world } from './worlds.ts';

const stage = createStage();
const disk = createDiskFile(128);
/** Blocks of 64 KiB and the footer. */
const DATA_BYTES = 10 * 64 * 1024 + 512;
const COPY = '[?&]comp=page$';
const REFUSED = { code: 'AuthorizationFailure', status: 403 };

async function start(...faults: readonly FaultFile[]): Promise<void> {
  await stage.control.reset(world({ osDiskFile: disk.path, scenario: { faults } }));
}

async function ask(url: string, request: ClientRequest): Promise<ClientAnswer> {
  const client = createAzureClient(stage.environment);
  try {
    return await client.request(url, request);
  } finally {
    client.close();
  }
}

async function blob(): Promise<Vhd | undefined> {
  return (await holdingsOf(stage.control)).vhds()['vm-golden-osDisk'];
}

function storageAnswer({ code, status }: { code: string; status: number }, times: number): FaultFile {
  return answer('PUT', COPY, status, undefined, { times, headers: { 'x-ms-error-code': code } });
}

/** The VHD is whole, nothing is left over, and every range was put where it belongs. */
async function expectWhole(run: ActionResult): Promise<void> {
  expect(run.exitCode).toBe(0);
  expect(await disk.differenceTo(stage, run.outputs['vhd-url'])).toBeUndefined();
  expect((await blob())?.metadata).toMatchObject({ abip_state: 'complete' });
  expect(await stage.control.leftovers()).toEqual([]);
}

/** The export failed; the pool, made meanwhile, did not. */
async function expectPoolOnly(run: ActionResult, code: string): Promise<void> {
  expect(run.exitCode).toBe(1);
  expect(failureOf(run)).toMatchObject({ phase: 'export', step: 'Export VHD of the OS disk', code });
  expect(errorsOf(run)).toContain('Export VHD of the OS disk');
  expect(readable(run)).toContain(code);
  expect(outputNames(run)).toEqual(['image-version', 'image-version-id', 'pool-id']);
  const held = await holdingsOf(stage.control);
  expect(held.metadata('render-1-4-0')).toMatchObject({ abip_state: 'ready' });
  expect(held.nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
  expect(await stage.control.leftovers()).toEqual([]);
}

/** The next run writes the VHD and what it needs for it, and nothing else. */
async function expectRerunOnlyExports(): Promise<void> {
  const n = await lastRequest(stage);
  const run = await stage.run({}, { github: { runAttempt: '2' } });
  await expectWhole(run);
  expect(outputNames(run)).toEqual(['image-version', 'image-version-id', 'pool-id', 'vhd-url']);
  const kinds = (await writesAfter(stage, n)).map((line) => line.replace(/abip-[0-9a-f]{20}/, 'abip'));
  expect(new Set(kinds.filter((line) => !/^PUT blob/.test(line)))).toEqual(
    new Set([
      'PUT snapshots/abip-os',
      'POST abip-os/beginGetAccess',
      'POST abip-os/endGetAccess',
      'DELETE snapshots/abip-os',
    ]),
  );
}

describe('an export that meets trouble on its way is whole in the end', () => {
  test('with copies that are refused, throttled or broken off, before or after they were made', async () => {
    await start(
      storageAnswer({ code: 'ServerBusy', status: 503 }, 4),
      storageAnswer({ code: 'InternalError', status: 500 }, 1),
      storageAnswer({ code: 'InvalidAuthenticationInfo', status: 401 }, 1),
      reset('PUT', COPY, 'before', 2),
      reset('PUT', COPY, 'after', 2),
    );
    const run = await stage.run(WITHOUT_NODES);
    await expectWhole(run);
    const copies = await exchanges(stage, 'PUT', /comp=page$/);
    const met = copies.map(({ status }) => status).filter((status) => status !== 201);
    expect(met.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 401, 500, 503, 503, 503, 503]);
    // What was copied twice was copied to the same place.
    expect((await blob())?.allocatedBytes).toBe(DATA_BYTES);
    expect(run.stdout).toContain('export os: moved 641 KiB of 128 MiB');
  });

  test('with lost answers to everything else it does', async () => {
    const lost = [
      reset('PUT', 'restype=container', 'after'),
      reset('POST', '/beginGetAccess', 'after'),
      reset('HEAD', '\\.vhd$', 'after'),
      reset('PUT', '\\.vhd$', 'after'),
      reset('PUT', 'comp=lease$', 'after', 2),
      reset('GET', 'comp=pagelist', 'after', 2),
      reset('PUT', 'comp=metadata$', 'after'),
      reset('POST', '/endGetAccess', 'after'),
    ];
    await start(...lost);
    const run = await stage.run(WITHOUT_NODES);
    await expectWhole(run);
    expect((await stage.control.log()).filter(({ status }) => status === 0)).toHaveLength(10);
    expect(await exchanges(stage, 'PUT', /\.vhd$/)).toHaveLength(1);
    expect((await blob())?.allocatedBytes).toBe(DATA_BYTES);
  });
});

describe('an export that fails leaves the pool alone, and the next run only exports', () => {
  test('a service that refuses', async () => {
    await start(storageAnswer(REFUSED, 100));
    const run = await stage.run();
    await expectPoolOnly(run, 'AuthorizationFailure');
    expect((await blob())?.metadata).toMatchObject({ abip_state: 'writing' });
  });

  test('a source that storage cannot read any more, because somebody ended the access', async () => {
    await start(delay('PUT', COPY, 500, 9));
    let ended: Promise<ClientAnswer> | undefined;
    const run = await stage.run(
      {},
      {
        onLine(line) {
          if (!line.includes('hold data to copy')) return;
          ended = holdingsOf(stage.control).then(async (held) => {
            const [id] = held.keys(/\/snapshots\//);
            const url = `https://management.azure.com${id ?? ''}/endGetAccess?api-version=2024-03-02`;
            return ask(url, { method: 'POST', audience: 'arm' });
          });
        },
      },
    );
    expect((await ended)?.status).toBe(202);
    await expectPoolOnly(run, 'CannotVerifyCopySource');
    expect(failureOf(run).hint).toContain('Run again');
    await expectRerunOnlyExports();
  });

  test('a blob that does not hold what was copied', async () => {
    // Two copies are confirmed, but never made.
    await start(answer('PUT', COPY, 201, undefined, { times: 2 }));
    const run = await stage.run();
    await expectPoolOnly(run, 'Failed');
    expect(errorsOf(run)).toContain('is not what was copied: ranges of the source are missing in it');
    expect((await blob())?.metadata).toMatchObject({ abip_state: 'writing' });
    await expectRerunOnlyExports();
  });

  test('a lease that somebody else holds: told clearly, the blob untouched', async () => {
    await start(storageAnswer(REFUSED, 1));
    await expectPoolOnly(await stage.run(), 'AuthorizationFailure');
    const before = await blob();
    const url = `${before?.url ?? ''}?comp=lease`;
    const headers = { 'x-ms-version': '2021-12-02', 'x-ms-lease-action': 'acquire', 'x-ms-lease-duration': '-1' };
    const lease = await ask(url, { method: 'PUT', audience: 'storage', headers });
    expect(lease.status).toBe(201);

    const n = await lastRequest(stage);
    const run = await stage.run({}, { github: { runAttempt: '2' } });
    expect(run.exitCode).toBe(1);
    expect(failureOf(run)).toMatchObject({
      phase: 'export',
      code: 'LeaseAlreadyPresent',
      hint: expect.stringContaining('break the lease'),
    });
    expect(outputNames(run)).toEqual(['image-version', 'image-version-id', 'pool-id']);
    const { leaseState, ...held } = (await blob()) ?? {};
    expect(leaseState).toBe('leased');
    expect(before).toMatchObject(held);
    const writes = (await writesAfter(stage, n)).filter((line) => line.startsWith('PUT blob'));
    expect(new Set(writes)).toEqual(new Set(['PUT blob lease']));
    expect((await stage.control.leftovers()).map(({ kind }) => kind)).toEqual(['lease']);

    const id = String(lease.headers['x-ms-lease-id']);
    const release = { ...headers, 'x-ms-lease-action': 'release', 'x-ms-lease-id': id };
    expect((await ask(url, { method: 'PUT', audience: 'storage', headers: release })).status).toBe(200);
    await expectRerunOnlyExports();
  });

  test('an access that cannot be ended: the VHD is whole and told, and the post step ends it', async () => {
    await start(answer('POST', '/endGetAccess', 403, { error: { code: 'AuthorizationFailed', message: 'No.' } }));
    const run = await stage.run();
    expect(run.outputs['vhd-url']).toBeDefined();
    expect(await disk.differenceTo(stage, run.outputs['vhd-url'])).toBeUndefined();
    expect(run.annotations.map(({ message }) => message).join()).toContain('is still open');
    expect(await stage.control.leftovers()).toEqual([]);
  });
});
