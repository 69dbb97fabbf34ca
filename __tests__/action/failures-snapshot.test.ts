import { describe, expect, test } from '@jest/globals';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import {
  answer,
  armError,
  errorsOf,
  exchanges,
  failOperation,
  failureOf,
  outputNames,
  readable,
  resultOf,
  startVm,
  WITHOUT_NODES,
  WITHOUT_VHD,
} from './troubles.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();
const SNAPSHOT = /\/snapshots\/abip-[^/?]+\?/;

/** Who may not read locks meets them when they refuse. */
const UNSEEN = answer(
  'GET',
  '/Microsoft.Authorization/locks',
  403,
  armError('AuthorizationFailed', 'no right to read locks'),
);

/** A lock on the VM's disk, or on something else. */
function lock(
  level: 'ReadOnly' | 'CanNotDelete',
  scope: string,
): { id: string; body: { properties: { level: string } } } {
  return { id: `${scope}/providers/Microsoft.Authorization/locks/keep`, body: { properties: { level } } };
}

describe('a snapshot that is refused', () => {
  const group = IDS.vm.split('/providers/')[0] ?? '';
  const policy = armError(
    'RequestDisallowedByPolicy',
    'Resource \'abip\' was disallowed by policy. Policy identifiers: \'[{"policyAssignment":{"name":"No snapshots"}}]\'.',
  );

  test('by a policy: the VM is not flagged and can start again, nothing is left, the cause is told', async () => {
    await stage.control.reset(world({ scenario: { faults: [answer('PUT', '/snapshots/', 403, policy)] } }));
    const run = await stage.run({ 'capture-mode': 'generalize' });

    expect(run.exitCode).toBe(1);
    expect(failureOf(run)).toMatchObject({
      phase: 'capture',
      step: 'Snapshot the OS disk vm-golden_OsDisk_1',
      code: 'RequestDisallowedByPolicy',
      hint: expect.stringContaining('An Azure Policy of the subscription refuses this resource'),
    });
    expect(errorsOf(run)).toContain('"name":"No snapshots"');
    expect(readable(run)).toContain('RequestDisallowedByPolicy');
    expect(readable(run)).toContain('"name":"No snapshots"');
    expect(outputNames(run)).toEqual([]);
    expect(resultOf(run).leftovers).toEqual([]);
    expect(await exchanges(stage, 'POST', /\/generalize/)).toEqual([]);
    expect(await stage.control.leftovers()).toEqual([]);
    expect(run.post?.stdout).toBe('');
    expect((await holdingsOf(stage.control)).keys(/\/versions\/|\/pools\/|\.vhd$/)).toEqual([]);
    expect(await startVm(stage)).toBe(202);
  });

  test('by a lock that the survey could not see: not even deallocated, and the VM can run on', async () => {
    await stage.control.reset(world({ more: [lock('ReadOnly', group)], scenario: { faults: [UNSEEN] } }));
    const run = await stage.run({ 'capture-mode': 'generalize' });

    expect(run.exitCode).toBe(1);
    expect(failureOf(run)).toMatchObject({ code: 'ScopeLocked', hint: expect.stringContaining('Remove the lock') });
    expect(readable(run)).toContain(group);
    expect(resultOf(run).warnings).toContainEqual({
      code: 'locks-unchecked',
      input: 'client-id',
      text:
        `The locks on ${group} could not be read (Microsoft.Authorization/locks/read): if there is one, a step ` +
        'may be refused.',
    });
    expect(await exchanges(stage, 'POST', /\/generalize/)).toEqual([]);
    expect(await stage.control.leftovers()).toEqual([]);
    expect(outputNames(run)).toEqual([]);
  });

  test.each([
    ['that was seen', {}, []],
    ['that was not seen', { faults: [UNSEEN] }, ['locks-unchecked']],
  ])(
    'by a lock %s, against its deletion only: the release succeeds, what is left is named',
    async (_, scenario, codes) => {
      await stage.control.reset(world({ more: [lock('CanNotDelete', group)], scenario }));
      const run = await stage.run();

      expect(run.exitCode).toBe(0);
      expect(outputNames(run)).toEqual(['image-version', 'image-version-id', 'pool-id', 'vhd-url']);
      expect(resultOf(run).warnings).toMatchObject([...codes, 'lock-keeps-snapshots'].map((code) => ({ code })));
      const [left, ...others] = await stage.control.leftovers();
      expect(others).toEqual([]);
      expect(left).toMatchObject({ kind: 'temporary', id: expect.stringMatching(/\/snapshots\/abip-/) });
      expect(resultOf(run).leftovers).toEqual([
        {
          id: left?.id,
          reason: expect.stringMatching(/^a lock keeps it: .*following scope\(s\) are locked: .*rg-images/),
        },
      ]);
      expect(readable(run)).toContain(left?.id);
      expect(run.post?.stdout).toBe('');
      expect(await exchanges(stage, 'DELETE', SNAPSHOT)).toHaveLength(1);
      const snapshot = (await holdingsOf(stage.control)).bodies(/\/snapshots\//)[0];
      expect(snapshot?.['tags']).toMatchObject({
        abip_kind: 'temporary',
        abip_expires: expect.stringMatching(/^\d{4}-/),
      });

      const again = await stage.run();
      expect([again.exitCode, again.outputs['changed']]).toEqual([0, 'false']);
      expect(resultOf(again).leftovers.map(({ id }) => id)).toEqual([left?.id]);
    },
  );
});

describe('an operation that Azure accepts and fails later', () => {
  const CAUSE = 'The server is busy repairing itself (code 7).';

  test.each([
    { what: 'the deallocation', method: 'POST', url: '/deallocate', phase: 'capture' },
    { what: 'the snapshot', method: 'PUT', url: '/snapshots/', phase: 'capture' },
    { what: 'the image definition', method: 'PUT', url: '/images/vm-golden\\?', phase: 'image' },
  ])('$what: its code, message and correlation ID are shown, nothing is left, and a re-run succeeds', async (one) => {
    const fault = failOperation(one.method, one.url, 'InternalExecutionError', CAUSE);
    await stage.control.reset(world({ scenario: { faults: [fault] } }));
    const inputs = { ...WITHOUT_NODES, ...WITHOUT_VHD };
    const run = await stage.run(inputs);

    expect(run.exitCode).toBe(1);
    const failure = failureOf(run);
    expect(failure).toMatchObject({ phase: one.phase, code: 'InternalExecutionError' });
    expect(failure.message).toContain(CAUSE);
    expect(failure.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    for (const text of ['InternalExecutionError', CAUSE, failure.correlationId ?? '']) {
      expect(errorsOf(run)).toContain(text);
      expect(readable(run)).toContain(text);
    }
    expect(outputNames(run)).toEqual([]);
    expect(await stage.control.leftovers()).toEqual([]);
    expect(await exchanges(stage, 'POST', /\/pools\?/)).toEqual([]);

    const again = await stage.run(inputs, { github: { runAttempt: '2' } });
    expect(again.exitCode).toBe(0);
    expect(outputNames(again)).toEqual(['image-version', 'image-version-id', 'pool-id']);
    expect(await stage.control.leftovers()).toEqual([]);
    expect(await exchanges(stage, 'PUT', SNAPSHOT)).not.toEqual([]);
  });
});
