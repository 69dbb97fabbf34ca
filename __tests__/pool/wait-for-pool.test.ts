import { describe, expect, test } from '@jest/globals';
import type { Host } from '../../src/azure/host.ts';
import { provePool } from '../../src/pool/prove-pool.ts';
import { waitForPool, type PoolWait } from '../../src/pool/wait-for-pool.ts';
import { after, fakeHost } from '../azure/fake-host.ts';
import { aPool, counts, fakeBatch, fault, node } from './fake-batch.ts';

const WAIT: PoolWait = {
  poolId: 'render',
  targets: { kind: 'fixed', dedicated: 2, lowPriority: 0 },
  waitFor: 'ready',
  deadline: after(60),
};

function telling(): { readonly host: Host; readonly lines: string[] } {
  const lines: string[] = [];
  return { host: { ...fakeHost(), progress: (line) => lines.push(line) }, lines };
}

const resizing = aPool({ allocationState: 'resizing', currentDedicatedNodes: 0 });
const done = { pool: aPool(), counts: counts({ idle: 2 }) };

describe('waiting', () => {
  test('tells one line per change, never per look, and reads no node of a healthy pool', async () => {
    const { host, lines } = telling();
    const starting = { pool: aPool(), counts: counts({ starting: 2 }) };
    const half = { pool: aPool(), counts: counts({ idle: 1, starting: 1 }) };
    const batch = fakeBatch([{ pool: resizing }, { pool: resizing }, starting, starting, starting, half, half, done]);
    const { verdict, counts: last } = await waitForPool(host, batch, WAIT);
    expect(verdict).toEqual({ kind: 'ready', ready: 2, of: 2 });
    expect(last).toEqual(done.counts);
    expect(lines).toEqual([
      'pool render: 0 of 2 nodes ready (no nodes yet)',
      'pool render: 0 of 2 nodes ready (2 starting)',
      'pool render: 1 of 2 nodes ready (1 idle, 1 starting)',
      'pool render: 2 of 2 nodes ready (2 idle)',
    ]);
    expect(batch.calls).toEqual([]);
  });

  test('takes a pool that is not visible yet for one that will be', async () => {
    const { host, lines } = telling();
    const { verdict } = await waitForPool(host, fakeBatch([{}, {}, done]), WAIT);
    expect(verdict.kind).toBe('ready');
    expect(lines[0]).toBe('pool render: not visible yet');
  });

  test('ends when the pool is gone', async () => {
    const { verdict } = await waitForPool(fakeHost(), fakeBatch([{ pool: resizing }, {}]), WAIT);
    expect(verdict).toMatchObject({ kind: 'failed', causes: [{ code: 'PoolNotFound' }] });
  });

  test('a missed deadline tells what was seen last', async () => {
    const batch = fakeBatch([{ pool: aPool(), counts: counts({ idle: 1, starting: 1 }) }]);
    const { verdict, pool } = await waitForPool(fakeHost(), batch, { ...WAIT, deadline: after(5) });
    expect(verdict).toMatchObject({
      kind: 'failed',
      retryable: false,
      causes: [{ code: 'PoolNotReadyInTime', details: ['Last seen: 1 of 2 nodes ready (1 idle, 1 starting).'] }],
    });
    expect(pool?.id).toBe('render');
  });

  test('looks at start tasks when the state of nodes does not tell of them, and only once the counts would do', async () => {
    const nodes = [
      [node('idle', { startTask: {} }), node('idle', { startTask: { exitCode: 0 } })],
      [node('idle', { startTask: { exitCode: 0 } }), node('idle', { startTask: { exitCode: 0 } })],
    ];
    let reads = 0;
    const batch = fakeBatch([{ pool: aPool(), counts: counts({ starting: 2 }) }, done, done], {
      listNodes: async () => nodes[reads++] ?? [],
    });
    const { verdict } = await waitForPool(fakeHost(), batch, { ...WAIT, checkStartTasks: true });
    expect(verdict.kind).toBe('ready');
    expect(reads).toBe(2);
  });

  test('a cancelled run stops at once', async () => {
    const host = fakeHost();
    host.cancel(new Error('cancelled'));
    await expect(waitForPool(host, fakeBatch([{ pool: resizing }]), WAIT)).rejects.toThrow('cancelled');
  });
});

describe('why nodes are bad', () => {
  test('is asked of the first of them, with the last lines of their start task', async () => {
    const failure = fault('FailureExitCode', {}, 'The task exited with an exit code representing a failure');
    const bad = ['a', 'b'].map((id) => node('starttaskfailed', { id, startTask: { exitCode: 3, failure } }));
    const asked: unknown[] = [];
    const batch = fakeBatch([{ pool: aPool(), counts: counts({ starttaskfailed: 2 }) }], {
      listNodes: async (_poolId, options) => {
        asked.push(options);
        return bad;
      },
      readNodeFile: async (_poolId, _nodeId, path) =>
        path.includes('stderr') ? 'one\n\nrender: command not found\nget https://a/b?sig=secret\n' : undefined,
    });
    const { verdict } = await waitForPool(fakeHost(), batch, WAIT);
    expect(asked).toEqual([{ filter: "state eq 'unusable' or state eq 'starttaskfailed'", max: 5 }]);
    expect(verdict).toMatchObject({
      kind: 'failed',
      causes: [
        {
          code: 'FailureExitCode',
          message: expect.stringContaining('on node a with exit code 3'),
          nodes: ['a', 'b'],
          details: ['stderr.txt: one', 'stderr.txt: render: command not found', 'stderr.txt: get https://a/b?***'],
          hint: expect.stringContaining('start task'),
        },
      ],
    });
  });

  test('an agent that did not install and nodes without any error are told apart', async () => {
    const agent = fault('BatchAgentInstallationFailure');
    const batch = fakeBatch([{ pool: aPool(), counts: counts({ unusable: 2 }) }], {
      listNodes: async () => [node('unusable', { id: 'a', errors: [agent] }), node('unusable', { id: 'b' })],
    });
    const { verdict } = await waitForPool(fakeHost(), batch, WAIT);
    expect(verdict).toMatchObject({
      causes: [
        { code: 'BatchAgentInstallationFailure', nodes: ['a'], hint: expect.stringContaining('nodeAgentSKUId') },
        { code: 'NodeUnreachable', nodes: ['b'], hint: expect.stringContaining('outbound') },
      ],
    });
  });

  test('the verdict stands when the nodes cannot be read', async () => {
    const batch = fakeBatch([{ pool: aPool(), counts: counts({ unusable: 2 }) }], {
      listNodes: async () => {
        throw new Error('no answer');
      },
    });
    const { verdict } = await waitForPool(fakeHost(), batch, WAIT);
    expect(verdict).toMatchObject({
      kind: 'failed',
      causes: [{ code: 'NodesUnusable', message: '2 nodes are unusable.' }],
    });
  });

  test('output of a start task is shown in part', async () => {
    const long = Array.from({ length: 500 }, (_, index) => `line ${index} ${'x'.repeat(600)}`).join('\n');
    const batch = fakeBatch([{ pool: aPool(), counts: counts({ starttaskfailed: 1 }) }], {
      listNodes: async () => [node('starttaskfailed')],
      readNodeFile: async () => long,
    });
    const { verdict } = await waitForPool(fakeHost(), batch, WAIT);
    const details = verdict.kind === 'failed' ? verdict.causes.flatMap((cause) => cause.details) : [];
    expect(details).toHaveLength(40);
    expect(Math.max(...details.map(({ length }) => length))).toBeLessThan(520);
  });
});

describe('asking again', () => {
  const at = (minute: number, ...codes: string[]) => ({
    pool: aPool({
      currentDedicatedNodes: 0,
      resizeErrors: codes.map((code) => fault(code)),
      allocationStateTransitionTime: `2026-11-23T12:0${minute}:00Z`,
    }),
  });

  test('helps where Azure had no room', async () => {
    const { host, lines } = telling();
    // After the first failure: settled (read by reattach), the old error still shown, then the new allocation.
    const scenes = [
      at(1, 'AllocationTimedout'),
      at(1, 'AllocationTimedout'),
      at(1, 'AllocationTimedout'),
      { pool: resizing },
      done,
    ];
    const batch = fakeBatch(scenes);
    const { verdict } = await provePool(host, batch, WAIT);
    expect(verdict.kind).toBe('ready');
    expect(batch.calls).toEqual(['resize 2+0']);
    expect(lines).toContain('pool render: AllocationTimedout; asking for the nodes again');
  });

  test('ends after three times', async () => {
    const scenes = [1, 1, 2, 2, 3].map((minute) => at(minute, 'AllocationTimedout'));
    const batch = fakeBatch(scenes);
    const { verdict } = await provePool(fakeHost(), batch, WAIT);
    expect(verdict).toMatchObject({ kind: 'failed', retryable: true });
    expect(batch.calls).toEqual(['resize 2+0', 'resize 2+0']);
  });

  test('goes on until the deadline where the image version is not known yet', async () => {
    const unknown = (minute: number) => at(minute, 'GalleryImageNotFound');
    const scenes = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5].map(unknown);
    const batch = fakeBatch([...scenes, { pool: resizing }, done]);
    const { verdict } = await provePool(fakeHost(), batch, WAIT);
    expect(verdict.kind).toBe('ready');
    expect(batch.calls).toHaveLength(5);
  });

  test('is not done for a quota', async () => {
    const batch = fakeBatch([at(1, 'AccountCoreQuotaReached')]);
    expect((await provePool(fakeHost(), batch, WAIT)).verdict.kind).toBe('failed');
    expect(batch.calls).toEqual([]);
  });
});
