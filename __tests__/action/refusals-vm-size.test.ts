// A VM size that Batch does not offer, does not boot the image, or cannot do what the pool specification asks.
import { expect, test } from '@jest/globals';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { world } from './worlds.ts';

const stage = createStage();

async function messages(spec: object, changes: Parameters<typeof world>[0] = {}): Promise<readonly string[]> {
  await stage.control.reset(world(changes));
  const body = { id: 'render-{version}', targetDedicatedNodes: 1, ...spec };
  return (await refusedRun(stage, { 'pool-spec': JSON.stringify(body) })).messages;
}

test('a size that does not fit: all reasons are told', async () => {
  const spec = {
    vmSize: 'Standard_D2s_v6',
    taskSlotsPerNode: 9,
    virtualMachineConfiguration: { osDisk: { ephemeralOSDiskSettings: { placement: 'cachedisk' } } },
  };
  expect(await messages(spec, { scenario: { sizesEnd: { standard_d2s_v6: '2026-01-31' } } })).toEqual([
    'pool-spec:1:60: found vmSize Standard_D2s_v6, which Batch has not supported since 2026-01-31; expected a size that Batch supports. ' +
      'Choose another vmSize.',
    'pool-spec:1:60: found vmSize Standard_D2s_v6 with disk controller NVMe, for an image with SCSI; expected a size with disk ' +
      'controller SCSI. Choose another vmSize (sizes up to v5 have SCSI), or prepare the image on a VM with NVMe disks, or name an image-definition ' +
      'whose feature DiskControllerTypes lists NVMe.',
    'pool-spec:1:166: found virtualMachineConfiguration.osDisk.ephemeralOSDiskSettings, though vmSize Standard_D2s_v6 has no room for ' +
      'ephemeral OS disks; expected a size that supports ephemeral OS disks. Choose another vmSize, or remove ephemeralOSDiskSettings.',
    'pool-spec:1:97: found taskSlotsPerNode = 9, for vmSize Standard_D2s_v6 with 2 cores; expected at most 8. Lower taskSlotsPerNode, or ' +
      'choose a larger vmSize.',
  ]);
});

test('a misspelt size', async () => {
  expect(await messages({ vmSize: 'Standard_D2sv5' })).toEqual([
    expect.stringMatching(
      /^pool-spec:1:60: found vmSize Standard_D2sv5, which Batch does not offer in westeurope; expected one of the \d+ sizes that Batch offers there\. Did you mean Standard_D2s_v5\? All of them: `az batch location list-skus --location westeurope`\.$/,
    ),
  ]);
});

test('a size for other images, which Compute keeps from the subscription as well', async () => {
  const account = { properties: { poolAllocationMode: 'UserSubscription', allowedAuthenticationModes: ['AAD'] } };
  const scenario = { unavailableSizes: ['Standard_D2ps_v5'] };
  expect(await messages({ vmSize: 'standard_d2ps_v5' }, { batch: account, scenario })).toEqual([
    'pool-spec:1:60: found vmSize Standard_D2ps_v5, which Compute does not make for this subscription in westeurope; expected a size ' +
      'without restrictions. Choose another vmSize, or ask for access: Azure portal, Help + support. List them: `az vm list-skus ' +
      '--location westeurope --all`.',
    'pool-spec:1:60: found vmSize Standard_D2ps_v5 with Arm64 processors, for an image of architecture x64; expected a size with x64 ' +
      'processors. Choose another vmSize (Arm64 sizes have a p in their name, as Standard_D2ps_v5).',
  ]);
});
