import { describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { createAzureClient } from '../../runner/azure-client.ts';
import { createStage, POOL_SPEC } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import {
  errorsOf,
  exchanges,
  failureOf,
  lastRequest,
  outputNames,
  readable,
  WITHOUT_VHD,
  writesAfter,
} from './troubles.ts';
import { world } from './worlds.ts';

const stage = createStage();
const POOL = 'render-1-4-0';
const SPEC = JSON.parse(POOL_SPEC) as Readonly<Record<string, unknown>>;

async function start(nodes: object, more: object = {}): Promise<void> {
  await stage.control.reset(world({ scenario: { nodes, ...more } }));
}

async function run(inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> {
  return stage.run({ ...WITHOUT_VHD, ...inputs });
}

/** Exit 1 in phase pool; the pool is kept, without nodes, and marked; everything else is there. */
async function expectFailedPool(failed: ActionResult): Promise<void> {
  expect(failed.exitCode).toBe(1);
  expect(failureOf(failed)).toMatchObject({ phase: 'pool', step: `Prove pool ${POOL}` });
  expect(outputNames(failed)).toEqual(['image-version', 'image-version-id', 'pool-id']);
  expect(failed.stdout).toContain(`pool ${POOL}: kept for a look, scaled to zero and marked as failed`);
  const held = await holdingsOf(stage.control);
  expect(held.metadata(POOL)).toMatchObject({ abip_state: 'failed' });
  expect(held.pool(POOL)).toMatchObject({ targetDedicatedNodes: 0, targetLowPriorityNodes: 0, state: 'active' });
  expect(held.nodeStates(POOL)).toEqual([]);
  expect(await stage.control.leftovers()).toEqual([]);
}

/** The next run of the release brings the same pool back and writes nothing but that. */
async function expectComeback(
  inputs: Readonly<Record<string, string>> = {},
  how: 'resize' | 'enableautoscale' = 'resize',
): Promise<void> {
  const n = await lastRequest(stage);
  const again = await stage.run({ ...WITHOUT_VHD, ...inputs }, { github: { runAttempt: '2' } });
  expect(again.exitCode).toBe(0);
  expect(again.stdout).toContain('an earlier run of this release left it failed, scaled to zero');
  expect(outputNames(again)).toEqual(['image-version', 'image-version-id', 'pool-id']);
  expect(again.outputs['changed']).toBe('true');
  const writes = await writesAfter(stage, n);
  expect(writes.filter((line) => line.startsWith('PATCH'))).toEqual([`PATCH pools/${POOL}`, `PATCH pools/${POOL}`]);
  const scaling = new Set(writes.filter((line) => !line.startsWith('PATCH')));
  expect(scaling).toEqual(new Set([`POST ${POOL}/${how}`]));
  const held = await holdingsOf(stage.control);
  expect(held.metadata(POOL)).toMatchObject({ abip_state: 'ready' });
  expect(held.nodeStates(POOL)).toEqual(['idle', 'idle']);
}

/** What a user reads in the log and in the summary. */
function expectTold(failed: ActionResult, ...texts: readonly string[]): void {
  for (const text of texts) {
    expect(errorsOf(failed)).toContain(text);
    expect(readable(failed)).toContain(text);
  }
}

describe('a pool that gets no nodes', () => {
  test('for want of quota: the cause and the fix are told, and the next run brings it back', async () => {
    const message = 'The specified account has reached core quota';
    await start({ allocationFailure: { code: 'AccountCoreQuotaReached', message, times: 1 } });
    const failed = await run();
    await expectFailedPool(failed);
    expectTold(failed, 'AccountCoreQuotaReached', message, 'Ask for more (Azure portal, Batch account, Quotas)');
    await expectComeback();
  });

  test('because the size cannot boot the image: what Compute answered is told', async () => {
    const error = { code: 'AuthorizationFailed', message: 'The client has no right to it.' };
    const refused = { kind: 'answer', status: 403, body: { error } };
    // Where the sizes can be read, nothing is written.
    await start({}, { faults: [{ match: { method: 'GET', url: '/virtualMachineSkus' }, do: refused }] });
    const failed = await run({ 'pool-spec': JSON.stringify({ ...SPEC, vmSize: 'Standard_A2_v2' }) });
    await expectFailedPool(failed);
    expect(readable(failed)).toContain('Whether Batch offers vmSize Standard_A2_v2 in westeurope');
    expectTold(
      failed,
      'AllocationFailed',
      "cannot boot Hypervisor Generation '2'",
      'Choose a vmSize that supports it (most sizes since v3 boot both)',
    );
    // Asking again would not help: the only resize takes the target back.
    expect((await exchanges(stage, 'POST', /\/resize/)).map(({ requestBody }) => requestBody)).toEqual([
      { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 },
    ]);
  });

  test('for want of room in Azure: it is asked for again, and has them the second time', async () => {
    const message = 'Desired number of dedicated nodes could not be allocated as the resize timeout was reached';
    await start({ allocationFailure: { code: 'AllocationTimedout', message, allocated: 1, times: 1 } });
    const passed = await run();
    expect(passed.exitCode).toBe(0);
    expect(passed.stdout).toContain(`pool ${POOL}: AllocationTimedout; asking for the nodes again`);
    expect(await exchanges(stage, 'POST', /\/resize/)).toHaveLength(1);
    expect((await holdingsOf(stage.control)).nodeStates(POOL)).toEqual(['idle', 'idle']);
  });

  test('but one of two: that is not enough, unless min-ready-nodes says so', async () => {
    const allocationFailure = { code: 'AccountCoreQuotaReached', message: 'No more cores.', allocated: 1, times: 9 };
    await start({ allocationFailure });
    const failed = await run();
    await expectFailedPool(failed);
    expect(failed.stdout).toContain(`pool ${POOL}: failed (1 idle)`);

    await start({ allocationFailure });
    const enough = await run({ 'min-ready-nodes': '1' });
    expect(enough.exitCode).toBe(0);
    expect(enough.stdout).toContain(`pool ${POOL}: 1 of 1 node ready (1 idle)`);
    expect((await holdingsOf(stage.control)).metadata(POOL)).toMatchObject({ abip_state: 'ready' });
  });
});

describe('a pool whose nodes are of no use', () => {
  test('with errors: they are told with the nodes that report them', async () => {
    const message = 'There is not enough disk space on the node';
    await start({ bootFailure: { code: 'DiskFull', message, count: 2 } });
    const failed = await run();
    await expectFailedPool(failed);
    expectTold(failed, 'DiskFull', message, 'The disk of the node is full', 'tvmps_');
    expect(failureOf(failed).causes).toMatchObject([
      { code: 'DiskFull', nodes: [expect.anything(), expect.anything()] },
    ]);
    await expectComeback();
  });

  test('without any error: what to look into is told', async () => {
    await start({ bootFailure: { code: '', message: '', count: 2 } });
    const failed = await run();
    await expectFailedPool(failed);
    expectTold(failed, 'NodeUnreachable', 'reports no error', 'Batch cannot reach the nodes. Check the subnet');
  });

  test('under a node agent of another OS: warned of before, explained after', async () => {
    const message = 'The batch agent extension provisioning has failed on compute node';
    await start({ bootFailure: { code: 'BatchAgentInstallationFailure', message, count: 2 } });
    const spec = { ...SPEC, virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.el 9' } };
    const failed = await run({ 'pool-spec': JSON.stringify(spec) });
    await expectFailedPool(failed);
    expectTold(failed, 'BatchAgentInstallationFailure', message, 'nodeAgentSKUId must fit the OS of the image');
    expect(failed.annotations.map((one) => one.message).join('\n')).toContain(
      'The pool spec names batch.node.el 9; the source looks like batch.node.ubuntu 24.04',
    );
  });

  test('because the start task fails: the last lines of its stderr are told', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1} of the installer`);
    const stderr = [...lines, 'license server not found: lic01:27000'].join('\n');
    await start({ startTask: { exitCode: 3, stderr, times: 2 } });
    const startTask = { commandLine: '/bin/sh -c ./install.sh', waitForSuccess: true };
    const spec = { 'pool-spec': JSON.stringify({ ...SPEC, startTask }) };
    const failed = await run(spec);
    await expectFailedPool(failed);
    expectTold(
      failed,
      'with exit code 3',
      'stderr.txt: license server not found: lic01:27000',
      'stderr.txt: line 40 of the installer',
      'The start task ended with an error',
    );
    expect(failed.stdout).not.toContain('line 5 of the installer');
    await expectComeback(spec);
  });

  test('but one of two: min-ready-nodes of one is met', async () => {
    await start({ bootFailure: { code: 'DiskFull', message: 'Full.', count: 1 } });
    const passed = await run({ 'min-ready-nodes': '1' });
    expect(passed.exitCode).toBe(0);
    expect(passed.stdout).toContain('1 of 1 node ready (1 idle, 1 unusable)');
    expect((await holdingsOf(stage.control)).metadata(POOL)).toMatchObject({ abip_state: 'ready' });
  });
});

describe('a pool that takes too long', () => {
  test('is not ready when the timeout ends: told, and the nodes do not go on costing', async () => {
    await start({}, { durations: { 'node.boot': 3600 } });
    const failed = await run({ timeout: '10s' });
    await expectFailedPool(failed);
    expectTold(failed, 'PoolNotReadyInTime', '0 of 2 nodes ready (2 creating)', 'raise the input timeout');
  });

  test('is deleted by somebody meanwhile: told, and nothing hides it', async () => {
    await start({}, { durations: { 'node.boot': 3600 } });
    let deleted: Promise<unknown> | undefined;
    const failed = await stage.run(WITHOUT_VHD, {
      onLine(line) {
        if (deleted !== undefined || !line.includes('2 creating')) return;
        const client = createAzureClient(stage.environment);
        const url = `${stage.environment['SIM_BATCH_ENDPOINT'] ?? ''}/pools/${POOL}?api-version=2024-07-01.20.0`;
        deleted = client.expect(url, { method: 'DELETE', audience: 'batch' }).finally(() => client.close());
      },
    });
    await deleted;
    expect(failed.exitCode).toBe(1);
    expectTold(failed, 'PoolNotFound', `Pool ${POOL} was deleted while this run waited for it`);
    expect(await stage.control.leftovers()).toEqual([]);
  });
});

describe('an autoscale pool', () => {
  const autoscale = (formula: string): Readonly<Record<string, string>> => {
    const { id, vmSize } = SPEC;
    return { 'pool-spec': JSON.stringify({ id, vmSize, enableAutoScale: true, autoScaleFormula: formula }) };
  };

  test('whose nodes are of no use is switched off and scaled to zero; the next run switches it on again', async () => {
    // Batch takes one request in 30 s to switch autoscale on; here in one second.
    await start({ bootFailure: { code: 'DiskFull', message: 'Full.', count: 2 } }, { speed: 30 });
    const spec = autoscale('$TargetDedicatedNodes = 2;');
    const failed = await run(spec);
    await expectFailedPool(failed);
    expect((await holdingsOf(stage.control)).pool(POOL)).toMatchObject({ enableAutoScale: false });
    await expectComeback(spec, 'enableautoscale');
    expect((await holdingsOf(stage.control)).pool(POOL)).toMatchObject({ enableAutoScale: true });
  });

  test('whose formula Batch cannot evaluate: the service’s words are told', async () => {
    await start({});
    const failed = await run(autoscale('$TargetDedicatedNodes = ;'));
    expect(failed.exitCode).toBe(1);
    expect(failureOf(failed).phase).toBe('pool');
    expectTold(failed, 'AutoScal');
  });
});
