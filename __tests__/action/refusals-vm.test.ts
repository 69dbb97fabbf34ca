// VMs and disks that cannot be captured by snapshot: each with what to do instead, before anything is written.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../simulator/kernel/json.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { idOf, IDS, world, type Changes } from './worlds.ts';

const stage = createStage();

async function messages(changes: Changes, inputs: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  await stage.control.reset(world(changes));
  return (await refusedRun(stage, inputs)).messages;
}

const ABSENT_VM = (id: string): string =>
  `vm-name: found no virtual machine ${id}; expected a virtual machine that exists and that the signed-in identity may read. ` +
  'Check vm-name, resource-group and subscription-id, or give the full resource ID as vm-name.';

describe('a VM that is not there', () => {
  test('by its name', async () => {
    const id = idOf('Microsoft.Compute/virtualMachines', 'vm-silver');
    expect(await messages({}, { 'vm-name': 'vm-silver' })).toEqual([ABSENT_VM(id)]);
  });

  test('any more', async () => {
    expect(await messages({ without: [IDS.vm] })).toEqual([ABSENT_VM(IDS.vm)]);
  });

  test('nor its resource group: one problem for all that is looked for in it', async () => {
    expect(await messages({}, { 'resource-group': 'rg-Nowhere' })).toEqual([
      'resource-group: found no resource group rg-Nowhere in subscription 11111111-2222-4333-8444-555555555555; expected a ' +
        'resource group that exists. Check resource-group and subscription-id. What is in another group is given by its full resource ID.',
    ]);
  });

  test('nor its disk', async () => {
    expect(await messages({ without: [IDS.osDisk] })).toEqual([
      `vm-name: found no disk ${IDS.osDisk}, which the VM names as its OS disk; expected a disk that exists and that the ` +
        'signed-in identity may read. Grant Microsoft.Compute/disks/read on it, or repair the VM.',
    ]);
  });
});

describe('a VM that cannot be captured', () => {
  test('unmanaged disks: how to convert them; a signature in the URL is not shown', async () => {
    const osDisk = { managedDisk: null, vhd: { uri: 'https://old.blob.core.windows.net/vhds/os.vhd?sig=c2VjcmV0' } };
    expect(await messages({ vm: { properties: { storageProfile: { osDisk } } } })).toEqual([
      'capture-mode: found `snapshot`, for VM vm-golden, whose disks are unmanaged; expected `generalize`: Azure retired ' +
        'unmanaged disks on 2026-03-31; a cloud that has them still captures them, and only from a VM that is flagged as ' +
        'generalized. Set capture-mode: generalize (the VM can then never start again), or convert the deallocated VM ' +
        `first: az vm convert --ids ${IDS.vm}.`,
    ]);
  });

  test('an ephemeral OS disk', async () => {
    const osDisk = { diffDiskSettings: { option: 'Local', placement: 'CacheDisk' } };
    expect(await messages({ vm: { properties: { storageProfile: { osDisk } } } })).toEqual([
      'vm-name: found vm-golden, whose OS disk is an ephemeral OS disk; expected a managed OS disk. An ephemeral disk cannot ' +
        'be captured and is lost on deallocation. Prepare the image on a VM with a managed OS disk.',
    ]);
  });

  test('a confidential VM', async () => {
    const securityProfile = {
      securityType: 'ConfidentialVM',
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    };
    expect(await messages({ vm: { properties: { securityProfile } } })).toEqual([
      'vm-name: found VM vm-golden (V2, ConfidentialVM): a confidential VM; what is copied of its disks lacks the guest ' +
        'state; expected a VM with security type Standard or TrustedLaunch. Prepare the image on a Standard or Trusted Launch VM.',
    ]);
  });
});

const ONLY_INCREMENTAL =
  'expected Standard or Premium SSD disks, or Standard HDD. Premium SSD v2 and Ultra disks have only incremental snapshots, ' +
  'which cannot become a VHD. Copy the disk to Premium_LRS (az disk create --source <incremental snapshot> --sku Premium_LRS)';

describe('disks that have no full snapshot', () => {
  test.each(['PremiumV2_LRS', 'UltraSSD_LRS'])('an OS disk of SKU %s', async (name) => {
    expect(await messages({ osDisk: { sku: { name } } })).toEqual([
      `vm-name: found the OS disk vm-golden_OsDisk_1 of SKU ${name}; ${ONLY_INCREMENTAL} and make the VM boot from the copy.`,
    ]);
  });

  test('a data disk, which can be left out', async () => {
    expect(await messages(withDataDisk({ sku: { name: 'UltraSSD_LRS' } }))).toEqual([
      `data-disks: found the data disk at LUN 3 data-1 of SKU UltraSSD_LRS; ${ONLY_INCREMENTAL}, or leave data disks out with ` +
        'data-disks: exclude.',
    ]);
  });
});

test('a data disk larger than 1 TiB', async () => {
  expect(await messages(withDataDisk({ properties: { diskSizeGB: 1025 } }))).toEqual([
    'data-disks: found the data disk at LUN 3 data-1 of 1025 GiB; expected data disks of at most 1,024 GiB, the limit of a ' +
      'gallery image version. Leave data disks out with data-disks: exclude, or shrink the disk.',
  ]);
});

describe('disks that may not be exported', () => {
  const allow =
    `expected a disk that may be exported (AllowAll). Allow it (az disk update --ids ${IDS.osDisk} --network-access-policy ` +
    'AllowAll --public-network-access Enabled), or set export-vhd: false.';

  test.each<[string, JsonObject, string]>([
    [
      'denied',
      { networkAccessPolicy: 'DenyAll', publicNetworkAccess: 'Disabled' },
      ' with network access policy DenyAll',
    ],
    ['private', { networkAccessPolicy: 'AllowPrivate' }, ' with network access policy AllowPrivate'],
    ['not public', { publicNetworkAccess: 'Disabled' }, ', whose public network access is disabled'],
  ])('network access %s', async (_, properties, how) => {
    expect(await messages({ osDisk: { properties } })).toEqual([
      `vm-name: found the OS disk vm-golden_OsDisk_1${how}; ${allow}`,
    ]);
  });

  test('data protected by Entra ID', async () => {
    expect(await messages({ osDisk: { properties: { dataAccessAuthMode: 'AzureActiveDirectory' } } })).toEqual([
      'vm-name: found the OS disk vm-golden_OsDisk_1 with dataAccessAuthMode AzureActiveDirectory; expected a disk whose data a ' +
        `SAS alone opens. Set it to None (az disk update --ids ${IDS.osDisk} --data-access-auth-mode None), or set export-vhd: false.`,
    ]);
  });

  test('every disk that is wrong is told, each in its own way', async () => {
    const data = withDataDisk({ sku: { name: 'PremiumV2_LRS' }, properties: { networkAccessPolicy: 'DenyAll' } });
    const osDisk = { properties: { dataAccessAuthMode: 'AzureActiveDirectory', publicNetworkAccess: 'Disabled' } };
    const found = await messages({ ...data, osDisk });
    expect(found.map((message) => message.slice(0, message.indexOf(';')))).toEqual([
      'vm-name: found the OS disk vm-golden_OsDisk_1, whose public network access is disabled',
      'vm-name: found the OS disk vm-golden_OsDisk_1 with dataAccessAuthMode AzureActiveDirectory',
      'data-disks: found the data disk at LUN 3 data-1 of SKU PremiumV2_LRS',
      'data-disks: found the data disk at LUN 3 data-1 with network access policy DenyAll',
    ]);
  });
});

/** A data disk at LUN 3 with this about it. */
function withDataDisk({ sku, properties }: { readonly sku?: JsonObject; readonly properties?: JsonObject }): Changes {
  const id = idOf('Microsoft.Compute/disks', 'data-1');
  const attached = { lun: 3, name: 'data-1', createOption: 'Attach', caching: 'None', managedDisk: { id } };
  const body = { managedBy: IDS.vm, ...(sku && { sku }), properties: { diskSizeGB: 1, ...properties } };
  return { vm: { properties: { storageProfile: { dataDisks: [attached] } } }, more: [{ id, body }] };
}
