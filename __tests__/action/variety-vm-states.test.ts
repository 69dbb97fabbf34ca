import { describe, expect, test } from '@jest/globals';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { IDS, vmStatuses, world } from './worlds.ts';

const stage = createStage();

describe('the power state of the VM', () => {
  test('a VM that is deallocated already is not touched', async () => {
    await stage.control.reset(world({ vm: vmStatuses('deallocated') }));
    const run = await stage.run();
    expectSuccess(run);
    expect(run.stdout).toContain('the VM is deallocated');
    expect((await stage.writes()).map(brief).filter((line) => line.includes('vm-golden/'))).toEqual([]);
    expect((await holdingsOf(stage.control)).nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
  });

  test('a VM stopped from inside the guest is deallocated, because it still holds its disks', async () => {
    await stage.control.reset(world({ vm: vmStatuses('stopped') }));
    const run = await stage.run();
    expectSuccess(run);
    expect(run.stdout).toContain('the VM is stopped; its disks must be at rest');
    expect((await stage.writes()).map(brief)).toContain('POST vm-golden/deallocate');
    expect(JSON.stringify((await holdingsOf(stage.control)).find(IDS.vm))).toContain('PowerState/deallocated');
  });

  test('a VM whose instance view names no power state is deallocated', async () => {
    await stage.control.reset(
      world({
        vm: { properties: { instanceView: { statuses: [{ code: 'ProvisioningState/succeeded', level: 'Info' }] } } },
      }),
    );
    const run = await stage.run();
    expectSuccess(run);
    expect((await stage.writes()).map(brief)).toContain('POST vm-golden/deallocate');
  });
});

describe('a VM that was flagged as generalized before', () => {
  test.each(['snapshot', 'generalize'])('is captured with capture-mode %s, without another flag', async (mode) => {
    await stage.control.reset(world({ vm: vmStatuses('deallocated', true) }));
    const run = await stage.run({ 'capture-mode': mode });
    expectSuccess(run);
    expect((await stage.writes()).map(brief)).not.toContain('POST vm-golden/generalize');
    expect(run.annotations).toEqual([]);
    expect((await holdingsOf(stage.control)).nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
  });
});

describe('a VM with extensions', () => {
  test('is captured with a warning that names them', async () => {
    const extension = {
      publisher: 'Microsoft.Azure.Monitor',
      type: 'AzureMonitorLinuxAgent',
      typeHandlerVersion: '1.0',
    };
    await stage.control.reset(
      world({ more: [{ id: `${IDS.vm}/extensions/AzureMonitor`, body: { properties: extension } }] }),
    );
    const run = await stage.run();
    expectSuccess(run);
    expect(run.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('AzureMonitor') }]);
  });
});

describe('a VM that was used again since its release', () => {
  test('keeps the finished version: the release is refused before any write', async () => {
    await stage.control.reset(world());
    await stage.run();
    const before = (await stage.writes()).length;
    await startVm();
    const run = await stage.run();
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('made before the VM was last started');
    expect((await stage.writes()).slice(before).map(brief)).toEqual(['POST vm-golden/start']);
  });
});

async function startVm(): Promise<void> {
  const { createAzureClient } = await import('../../runner/azure-client.ts');
  const client = createAzureClient(stage.environment);
  try {
    const url = `https://management.azure.com${IDS.vm}/start?api-version=2024-07-01`;
    await client.expect(url, { method: 'POST', audience: 'arm' });
  } finally {
    client.close();
  }
}
