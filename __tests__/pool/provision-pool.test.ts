import { describe, expect, test } from '@jest/globals';
import type { Arm, ArmRequest } from '../../src/azure/arm.ts';
import { AzureServiceError } from '../../src/azure/errors.ts';
import { createPool, markPool, reattachPool, scaleToZero, type PoolCreation } from '../../src/pool/provision-pool.ts';
import { after, fakeHost } from '../azure/fake-host.ts';
import { aPool, fakeBatch } from './fake-batch.ts';

const MARKS = { abip_key: 'k', abip_content: 'c', abip_state: 'provisioning' };
const CREATION: PoolCreation = {
  kind: 'dataPlane',
  accountId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a',
  poolId: 'render',
  body: { id: 'render' },
  marks: MARKS,
  deadline: after(60),
};

function refusal(status: number, code: string, values: Record<string, string> = {}): AzureServiceError {
  return new AzureServiceError({
    service: 'Batch',
    status,
    code,
    serviceMessage: code,
    operation: 'POST /pools',
    values,
  });
}

function fakeArm(answer: () => void = () => undefined): Arm & { readonly sent: ArmRequest[] } {
  const sent: ArmRequest[] = [];
  const unexpected = async (): Promise<never> => {
    throw new Error('Not part of this story.');
  };
  return {
    subscriptionId: 's',
    sent,
    read: unexpected,
    settled: unexpected,
    list: unexpected,
    start: unexpected,
    run: unexpected,
    send: async (request) => {
      sent.push(request);
      answer();
      return { status: 200, headers: {}, body: {} };
    },
  };
}

/** Throws each of the errors once, then does nothing more. */
function failing(...errors: readonly Error[]): () => void {
  const left = [...errors];
  return () => {
    const error = left.shift();
    if (error) throw error;
  };
}

describe('creating', () => {
  test('goes to the API whose shape the body has', async () => {
    const batch = fakeBatch([]);
    const arm = fakeArm();
    expect(await createPool(fakeHost(), arm, batch, CREATION)).toBe('created');
    expect([batch.calls, arm.sent]).toEqual([['add'], []]);

    expect(await createPool(fakeHost(), arm, batch, { ...CREATION, kind: 'arm', body: { properties: {} } })).toBe(
      'created',
    );
    expect(batch.calls).toEqual(['add']);
    expect(arm.sent).toMatchObject([
      {
        method: 'PUT',
        path: `${CREATION.accountId}/pools/render`,
        headers: { 'If-None-Match': '*' },
        body: { properties: {} },
      },
    ]);
  });

  test.each([
    ['dataPlane', refusal(409, 'PoolExists')],
    ['arm', refusal(412, 'PreconditionFailed')],
  ] as const)('%s: a pool with our marks is the one whose answer was lost', async (kind, error) => {
    const fail = failing(error);
    const batch = fakeBatch([{ pool: aPool({ metadata: { ...MARKS, abip_state: 'failed', team: 'r' } }) }], {
      addPool: async () => fail(),
    });
    expect(await createPool(fakeHost(), fakeArm(fail), batch, { ...CREATION, kind })).toBe('found');
  });

  test.each([
    ['another’s', aPool({ metadata: { abip_key: 'other', abip_content: 'c' } })],
    ['an unmarked', aPool()],
    ['a vanishing', aPool({ state: 'deleting', metadata: MARKS })],
    ['no', undefined],
  ])('%s pool of that ID is never taken for ours', async (_whose, pool) => {
    const fail = failing(refusal(409, 'PoolExists'));
    const batch = fakeBatch([{ pool }], { addPool: async () => fail() });
    await expect(createPool(fakeHost(), fakeArm(), batch, CREATION)).rejects.toThrow('PoolExists');
  });

  test('an image version that is not known yet is asked for again', async () => {
    const host = fakeHost();
    const hidden = refusal(400, 'InvalidPropertyValue', { Reason: 'GalleryImageNotFound: not found in westeurope' });
    const fail = failing(refusal(404, 'GalleryImageNotFound'), hidden);
    const batch = fakeBatch([], { addPool: async () => fail() });
    expect(await createPool(host, fakeArm(), batch, CREATION)).toBe('created');
    expect(host.waits).toHaveLength(2);
  });

  test('but not beyond the deadline', async () => {
    const host = fakeHost();
    const batch = fakeBatch([], {
      addPool: async () => {
        throw refusal(404, 'GalleryImageNotFound');
      },
    });
    await expect(createPool(host, fakeArm(), batch, CREATION)).rejects.toThrow('GalleryImageNotFound');
    expect(host.clock.now().getTime()).toBeLessThanOrEqual(after(60).getTime());
    expect(host.clock.now().getTime()).toBeGreaterThan(after(59).getTime());
  });

  test('any other refusal is the caller’s', async () => {
    const host = fakeHost();
    const fail = failing(refusal(409, 'PoolQuotaReached'));
    const batch = fakeBatch([], { addPool: async () => fail() });
    await expect(createPool(host, fakeArm(), batch, CREATION)).rejects.toThrow('PoolQuotaReached');
    expect(host.waits).toEqual([]);
  });
});

describe('bringing back', () => {
  const resizing = { pool: aPool({ allocationState: 'resizing' }) };
  test('resizes to the targets once the pool has settled, and remembers how it was', async () => {
    const batch = fakeBatch([resizing, { pool: aPool({ autoScaledAt: 'then' }) }]);
    const before = await reattachPool(
      fakeHost(),
      batch,
      'render',
      { kind: 'fixed', dedicated: 3, lowPriority: 1 },
      after(5),
    );
    expect(before).toEqual({ settledAt: aPool().allocationStateTransitionTime, scaledAt: 'then' });
    expect(batch.calls).toEqual(['resize 3+1']);
  });

  test('switches the formula on again, unless it is on', async () => {
    const targets = { kind: 'autoScale', formula: 'f', interval: 'PT5M' } as const;
    const off = fakeBatch([{ pool: aPool() }]);
    await reattachPool(fakeHost(), off, 'render', targets, after(5));
    expect(off.calls).toEqual(['enable autoscale f PT5M']);
    const on = fakeBatch([{ pool: aPool({ autoScaleFormula: 'f' }) }]);
    expect(await reattachPool(fakeHost(), on, 'render', targets, after(5))).toBeDefined();
    expect(on.calls).toEqual([]);
  });

  test('has nothing to bring back of a pool that is gone', async () => {
    const batch = fakeBatch([{}]);
    const targets = { kind: 'fixed', dedicated: 1, lowPriority: 0 } as const;
    expect(await reattachPool(fakeHost(), batch, 'render', targets, after(5))).toBeUndefined();
    expect(batch.calls).toEqual([]);
  });
});

describe('scaling to zero', () => {
  const empty = aPool({ targetDedicatedNodes: 0, currentDedicatedNodes: 0 });
  test.each([
    ['a steady pool', [{ pool: aPool() }], ['resize 0+0']],
    [
      'a pool that is being resized',
      [
        { pool: aPool({ allocationState: 'resizing' }) },
        { pool: aPool({ allocationState: 'stopping' }) },
        { pool: aPool() },
      ],
      ['stop resize', 'resize 0+0'],
    ],
    [
      'an autoscaled pool',
      [{ pool: aPool({ autoScaleFormula: 'f' }) }, { pool: aPool() }],
      ['disable autoscale', 'resize 0+0'],
    ],
    [
      'an autoscaled pool without nodes',
      [{ pool: { ...empty, autoScaleFormula: 'f' } }, { pool: empty }],
      ['disable autoscale'],
    ],
    ['an empty pool', [{ pool: empty }], []],
    ['a pool that is going', [{ pool: aPool({ state: 'deleting' }) }], []],
    ['no pool', [{}], []],
  ])('%s', async (_name, scenes, calls) => {
    const batch = fakeBatch(scenes);
    await scaleToZero(fakeHost(), batch, 'render', after(10));
    expect(batch.calls).toEqual(calls);
  });

  test('a resize that ended meanwhile needs no stopping', async () => {
    const batch = fakeBatch([{ pool: aPool({ allocationState: 'resizing' }) }, { pool: aPool() }], {
      stopResize: async () => {
        throw refusal(409, 'OperationInvalidForCurrentState');
      },
    });
    await scaleToZero(fakeHost(), batch, 'render', after(10));
    expect(batch.calls).toEqual(['resize 0+0']);
  });

  test('waits for a pool to settle only so long', async () => {
    const batch = fakeBatch([{ pool: aPool({ allocationState: 'resizing' }) }]);
    await expect(scaleToZero(fakeHost(), batch, 'render', after(10))).rejects.toThrow(/Waited 600 s/);
  });
});

test('the state is written on the pool', async () => {
  const batch = fakeBatch([]);
  await markPool(batch, 'render', 'ready');
  expect(batch.calls).toEqual(['metadata {"abip_state":"ready"}']);
});
