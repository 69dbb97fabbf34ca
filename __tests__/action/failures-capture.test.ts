import { beforeEach, describe, expect, test } from '@jest/globals';
import { createAzureClient } from '../../runner/azure-client.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { errorsOf, failOperation, refuse } from './in-flight.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();

beforeEach(async () => stage.control.reset(world()));

/** Starts the VM as its owner would, and says how Azure answered. */
async function startVm(): Promise<number> {
  const client = createAzureClient(stage.environment);
  const url = `https://management.azure.com${IDS.vm}/start?api-version=2024-07-01`;
  const { status } = await client.request(url, { method: 'POST', audience: 'arm' });
  client.close();
  return status;
}

describe('a snapshot that Azure refuses', () => {
  test('by policy: the VM is not flagged, can start again, and nothing is left', async () => {
    await stage.control.addFaults([
      refuse('PUT', '/snapshots/', 403, 'RequestDisallowedByPolicy', "Resource 'x' was disallowed by policy."),
    ]);
    const run = await stage.run({ 'capture-mode': 'generalize' });

    expect(run.exitCode).toBe(1);
    expect(errorsOf(run)).toContain("RequestDisallowedByPolicy: Resource 'x' was disallowed by policy.");
    expect(errorsOf(run)).toContain('Fix: An Azure Policy of the subscription refuses this resource.');
    expect((await stage.writes()).map(brief)).not.toContain('POST vm-golden/generalize');
    expect(await stage.control.leftovers()).toEqual([]);
    expect(run.summary).not.toContain('Left behind');
    expect(await startVm()).toBe(202);
  });

  test('by a lock: nothing is written at all, and the log names the locked scope', async () => {
    const group = IDS.vm.split('/providers/')[0] ?? '';
    await stage.control.reset(
      world({
        more: [
          {
            id: `${group}/providers/Microsoft.Authorization/locks/frozen`,
            body: { properties: { level: 'ReadOnly' } },
          },
        ],
      }),
    );
    const run = await stage.run({ 'capture-mode': 'generalize' });

    expect(run.exitCode).toBe(1);
    expect(errorsOf(run)).toContain('ScopeLocked');
    expect(errorsOf(run)).toContain(`following scope(s) are locked: '${group}'`);
    expect((await stage.writes()).filter(({ status }) => status < 400)).toEqual([]);
    expect(await stage.control.leftovers()).toEqual([]);
  });
});

describe('an operation that Azure accepts and then fails', () => {
  test.each([
    ['deallocate', 'POST', '/deallocate', 'Deallocate VM vm-golden', 'capture'],
    ['the snapshot', 'PUT', '/snapshots/', 'Snapshot the OS disk', 'capture'],
    [
      'the definition',
      'PUT',
      '/galleries/renderGallery/images/vm-golden\\?',
      'Create image definition vm-golden',
      'image',
    ],
    ['the version', 'PUT', '/versions/1.4.0', 'Wait for image version 1.4.0', 'replication'],
  ])('%s: its code and message are the run’s, and nothing is left behind', async (_what, method, url, step, phase) => {
    await stage.control.addFaults([
      failOperation(method, url, 'InternalExecutionError', 'An internal execution error occurred.'),
    ]);
    const run = await stage.run();

    expect(run.exitCode).toBe(1);
    expect(errorsOf(run)).toContain(step);
    expect(errorsOf(run)).toContain('InternalExecutionError');
    expect(errorsOf(run)).toContain('An internal execution error occurred.');
    expect(run.summary).toContain('An internal execution error occurred.');
    expect(JSON.parse(run.outputs['result'] ?? '')).toMatchObject({ outcome: 'failed', phase });
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('and a second run of the same release finishes it', async () => {
    await stage.control.addFaults([failOperation('PUT', '/versions/1.4.0', 'InternalExecutionError', 'Try again.')]);
    expect((await stage.run()).exitCode).toBe(1);
    const again = await stage.run();
    expectSuccess(again);
    expect((await holdingsOf(stage.control)).nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
  });
});

describe('a region that fails', () => {
  test('beyond the Batch account’s: the pool is ready all the same, and the run says which region and why', async () => {
    await stage.control.reset(
      world({ scenario: { replication: { failed: { eastus: 'No capacity in this region.' } } } }),
    );
    const run = await stage.run({ 'replica-regions': 'eastus=1' });

    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ 'pool-id': 'render-1-4-0', 'image-version': '1.4.0' });
    expect((await holdingsOf(stage.control)).nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(errorsOf(run)).toContain('Wait for image version 1.4.0 in all regions');
    expect(errorsOf(run)).toContain('No capacity in this region.');
    expect(await stage.control.leftovers()).toEqual([]);
  });
});
