import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NodeState } from '../../src/azure/batch-service.ts';
import { countIn, listStates, totalNodes } from '../../src/pool/node-counts.ts';
import { beforeOf, summaryOf, verdict, type Sight } from '../../src/pool/readiness.ts';
import type { Targets } from '../../src/pool/targets.ts';
import { aPool, counts, fault, node, NO_NODES } from './fake-batch.ts';

const TWO: Targets = { kind: 'fixed', dedicated: 2, lowPriority: 0 };
const FORMULA: Targets = { kind: 'autoScale', formula: 'f', interval: 'PT5M' };

function see(change: Partial<Sight> = {}): Sight {
  return { waitFor: 'ready', targets: TWO, pool: aPool(), counts: NO_NODES, ...change };
}

describe('ready', () => {
  test('as many nodes take work as the targets ask for, dedicated and low-priority', () => {
    const targets: Targets = { kind: 'fixed', dedicated: 2, lowPriority: 1 };
    const all = counts({ idle: 1, running: 1 }, { idle: 1 });
    expect(verdict(see({ targets, counts: all }))).toEqual({ kind: 'ready', ready: 3, of: 3 });
    expect(verdict(see({ targets, counts: counts({ idle: 2 }) })).kind).toBe('waiting');
  });

  test('or as many as are enough', () => {
    expect(verdict(see({ minReady: 1, counts: counts({ idle: 1, starting: 1 }) }))).toEqual({
      kind: 'ready',
      ready: 1,
      of: 2,
    });
  });

  test('nodes without which enough are left may be bad', () => {
    expect(verdict(see({ minReady: 1, counts: counts({ idle: 1, unusable: 1 }) })).kind).toBe('ready');
    expect(verdict(see({ minReady: 1, counts: counts({ starting: 1, unusable: 1 }) })).kind).toBe('waiting');
  });

  test('steady is not ready', () => {
    expect(verdict(see({ counts: counts({ starting: 2 }) }))).toEqual({
      kind: 'waiting',
      summary: '0 of 2 nodes ready (2 starting)',
    });
  });
});

describe('the targets of a formula', () => {
  const scaled = aPool({ targetDedicatedNodes: 3, currentDedicatedNodes: 3, autoScaledAt: '2026-11-23T12:02:00Z' });
  test('are those of its last evaluation', () => {
    expect(verdict(see({ targets: FORMULA, pool: scaled, counts: counts({ idle: 2 }) })).kind).toBe('waiting');
    expect(verdict(see({ targets: FORMULA, pool: scaled, counts: counts({ idle: 3 }) }))).toMatchObject({ of: 3 });
  });

  test('are unknown until the first one', () => {
    const pool = aPool({ targetDedicatedNodes: 0, currentDedicatedNodes: 0 });
    const sight = see({ targets: FORMULA, pool });
    expect(verdict(sight)).toMatchObject({ kind: 'waiting' });
    expect(verdict({ ...sight, waitFor: 'steady' })).toMatchObject({ kind: 'waiting' });
    expect(verdict({ ...sight, pool: { ...pool, autoScaledAt: 'now' } })).toMatchObject({ kind: 'unproven' });
  });

  test('may rise until enough are wanted', () => {
    expect(verdict(see({ targets: FORMULA, pool: scaled, minReady: 5, counts: counts({ idle: 3 }) })).kind).toBe(
      'waiting',
    );
  });

  test('a formula that cannot be evaluated fails the pool', () => {
    const pool = {
      ...scaled,
      targetDedicatedNodes: 0,
      currentDedicatedNodes: 0,
      autoScaleError: fault('AutoScalingFormulaEvaluationError'),
    };
    expect(verdict(see({ targets: FORMULA, pool, minReady: 1 }))).toMatchObject({
      kind: 'failed',
      retryable: false,
      causes: [{ code: 'AutoScalingFormulaEvaluationError' }],
    });
    expect(verdict(see({ targets: FORMULA, pool })).kind).toBe('failed');
  });

  test('after scaling was switched on again, an old evaluation does not count', () => {
    const pool = { ...scaled, targetDedicatedNodes: 0, currentDedicatedNodes: 0 };
    const sight = see({ targets: FORMULA, pool, before: beforeOf(pool) });
    expect(verdict(sight).kind).toBe('waiting');
    expect(verdict({ ...sight, pool: { ...pool, autoScaledAt: 'later' } }).kind).toBe('unproven');
  });
});

describe('failed', () => {
  test('as soon as too few nodes are left that could become ready', () => {
    expect(verdict(see({ counts: counts({ starting: 1, unusable: 1 }) }))).toMatchObject({
      kind: 'failed',
      retryable: false,
      causes: [{ code: 'NodesUnusable', message: '1 node is unusable.' }],
    });
    expect(verdict(see({ counts: counts({ idle: 1, starttaskfailed: 1 }) }))).toMatchObject({
      causes: [{ code: 'StartTaskFailed', message: 'The start task failed on 1 node.' }],
    });
  });

  test('by a resize error, with its provider’s error, once the allocation has settled', () => {
    const json = JSON.stringify({ error: { code: 'BadRequest', message: "cannot boot Hypervisor Generation '2'" } });
    const resizeErrors = [
      fault('AllocationFailed', {
        Reason: 'no',
        'Provider Error Json': json,
        'Provider Error Json Truncated': 'False',
      }),
    ];
    const pool = aPool({ currentDedicatedNodes: 0, resizeErrors });
    expect(verdict(see({ pool }))).toMatchObject({
      kind: 'failed',
      retryable: false,
      causes: [
        {
          code: 'AllocationFailed',
          details: ['no', "BadRequest: cannot boot Hypervisor Generation '2'"],
          hint: expect.stringContaining('vmSize'),
        },
      ],
    });
    expect(verdict(see({ pool: { ...pool, allocationState: 'resizing' } })).kind).toBe('waiting');
  });

  test('not while the nodes that did come are enough', () => {
    const pool = aPool({ currentDedicatedNodes: 1, resizeErrors: [fault('AccountCoreQuotaReached')] });
    expect(verdict(see({ pool, minReady: 1, counts: counts({ starting: 1 }) })).kind).toBe('waiting');
    expect(verdict(see({ pool, minReady: 1, counts: counts({ idle: 1 }) })).kind).toBe('ready');
    expect(verdict(see({ pool, counts: counts({ idle: 1 }) }))).toMatchObject({ kind: 'failed' });
  });

  test('not by errors of before this run asked for nodes', () => {
    const pool = aPool({ currentDedicatedNodes: 0, resizeErrors: [fault('AccountCoreQuotaReached')] });
    expect(verdict(see({ pool, before: beforeOf(pool) })).kind).toBe('waiting');
    const since = { ...pool, allocationStateTransitionTime: '2026-11-23T12:30:00Z' };
    expect(verdict(see({ pool: since, before: beforeOf(pool) })).kind).toBe('failed');
  });

  test.each([
    [fault('AllocationTimedout'), true],
    [fault('AllocationFailed', { Reason: 'The server encountered an internal error.' }), true],
    [
      fault('AllocationFailed', { 'Provider Error Json': '{"error":{"code":"GalleryImageNotFound","message":"m"}}' }),
      true,
    ],
    [fault('AllocationFailed', { Reason: 'Allocation failed as subnet has delegation to external resources.' }), false],
    [fault('AccountCoreQuotaReached'), false],
  ])('%j: worth asking again: %s', (error, retryable) => {
    const pool = aPool({ currentDedicatedNodes: 0, resizeErrors: [error] });
    expect(verdict(see({ pool }))).toMatchObject({ kind: 'failed', retryable });
  });

  test('when the pool is being deleted', () => {
    expect(verdict(see({ pool: aPool({ state: 'deleting' }) }))).toMatchObject({
      causes: [{ code: 'PoolBeingDeleted' }],
    });
  });
});

describe('nodes that take work before their start task succeeded', () => {
  const done = node('idle', { id: 'a', startTask: { exitCode: 0 } });
  const sight = see({ counts: counts({ idle: 2 }) });
  test('are ready only when it did', () => {
    expect(verdict({ ...sight, nodes: [done, { ...done, id: 'b' }] }).kind).toBe('ready');
    expect(verdict({ ...sight, nodes: [done, node('idle', { startTask: {} })] }).kind).toBe('waiting');
    expect(verdict({ ...sight, nodes: [done, node('idle')] }).kind).toBe('waiting');
  });

  test('are as bad as any when it failed', () => {
    const broken = node('running', { id: 'b', startTask: { exitCode: 3 } });
    expect(verdict({ ...sight, nodes: [done, broken] })).toMatchObject({
      kind: 'failed',
      causes: [{ code: 'StartTaskFailed', nodes: ['b'] }],
    });
  });
});

describe('not proven', () => {
  const none: Targets = { kind: 'fixed', dedicated: 0, lowPriority: 0 };
  test('a pool without nodes', () => {
    const pool = aPool({ targetDedicatedNodes: 0, currentDedicatedNodes: 0 });
    expect(verdict(see({ targets: none, pool }))).toEqual({
      kind: 'unproven',
      warning: 'Pool render is not proven: the pool has no nodes.',
    });
  });

  test('a pool that is not waited for, or only until it is steady', () => {
    expect(verdict(see({ waitFor: 'none', pool: aPool({ allocationState: 'resizing' }) })).kind).toBe('unproven');
    expect(verdict(see({ waitFor: 'steady' })).kind).toBe('unproven');
    expect(verdict(see({ waitFor: 'steady', pool: aPool({ allocationState: 'resizing' }) })).kind).toBe('waiting');
    const resizeErrors = [fault('AccountCoreQuotaReached')];
    expect(verdict(see({ waitFor: 'steady', pool: aPool({ resizeErrors }) })).kind).toBe('failed');
  });
});

describe('laws', () => {
  const states = fc.constantFrom<NodeState>(
    'idle',
    'running',
    'starting',
    'creating',
    'unusable',
    'starttaskfailed',
    'preempted',
  );
  const nodes = fc.array(states, { maxLength: 8 }).map((list) => {
    const found: Partial<Record<NodeState, number>> = {};
    for (const state of list) found[state] = (found[state] ?? 0) + 1;
    return counts(found);
  });
  const steadiness = fc.constantFrom('steady', 'resizing', 'stopping');
  const sights = fc
    .record({
      dedicated: fc.integer({ min: 1, max: 8 }),
      nodes,
      allocationState: steadiness,
      minReady: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
    })
    .map(({ dedicated, nodes: found, allocationState, minReady }) =>
      see({
        targets: { kind: 'fixed', dedicated, lowPriority: 0 },
        minReady: minReady === undefined ? undefined : Math.min(minReady, dedicated),
        counts: found,
        pool: aPool({ allocationState, targetDedicatedNodes: dedicated, currentDedicatedNodes: totalNodes(found) }),
      }),
    );

  test('ready is said exactly when enough nodes take work', () => {
    fc.assert(
      fc.property(sights, (sight) => {
        const required = sight.minReady ?? (sight.targets.kind === 'fixed' ? sight.targets.dedicated : 0);
        expect(verdict(sight).kind === 'ready').toBe(countIn(sight.counts, 'idle', 'running') >= required);
      }),
    );
  });

  test('without bad nodes and errors nothing fails; a failure names a cause', () => {
    fc.assert(
      fc.property(sights, (sight) => {
        const found = verdict(sight);
        if (countIn(sight.counts, 'unusable', 'starttaskfailed') === 0) expect(found.kind).not.toBe('failed');
        if (found.kind === 'failed') expect(found.causes.length).toBeGreaterThan(0);
      }),
    );
  });

  test('one more good node never makes a pool fail', () => {
    fc.assert(
      fc.property(sights, (sight) => {
        const { dedicated } = sight.counts;
        const better = { ...sight, counts: counts({ ...dedicated, idle: (dedicated.idle ?? 0) + 1 }) };
        if (verdict(sight).kind !== 'failed') expect(verdict(better).kind).not.toBe('failed');
      }),
    );
  });

  test('asking for fewer ready nodes never makes a ready pool less than ready', () => {
    fc.assert(
      fc.property(sights, (sight) => {
        if (verdict(sight).kind === 'ready') expect(verdict({ ...sight, minReady: 1 }).kind).toBe('ready');
      }),
    );
  });
});

test('nodes in words', () => {
  expect(listStates(counts({ idle: 1, starttaskfailed: 1 }, { idle: 1, preempted: 1 }))).toBe(
    '2 idle, 1 preempted, 1 with a failed start task',
  );
  expect(listStates(NO_NODES)).toBe('no nodes yet');
  expect(listStates(counts({ waitingforstarttask: 1 }))).toBe('1 waiting for the start task');
  expect(summaryOf(see({ minReady: 1, counts: counts({ starting: 2 }) }))).toBe('0 of 1 node ready (2 starting)');
});
