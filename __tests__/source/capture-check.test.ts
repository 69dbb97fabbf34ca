import { describe, expect, test } from '@jest/globals';
import type { Disk } from '../../src/azure/disks.ts';
import type { VirtualMachine } from '../../src/azure/virtual-machines.ts';
import { formatProblem } from '../../src/problem.ts';
import { captureProblems, captureWarnings, type CaptureWish } from '../../src/source/capture-check.ts';
import { DATA_DISK_ID, DISK_ID, disksOf, someDisk, someVm } from '../release/world.ts';

const WISH: CaptureWish = { mode: 'snapshot', dataDisks: 'include', exportVhd: true };

function messages(vm: VirtualMachine, disks: readonly Disk[], wish: CaptureWish = WISH): readonly string[] {
  return captureProblems(vm, disksOf(...disks), wish).map(formatProblem);
}

test('a VM with managed disks that may be exported has no problem', () => {
  expect(messages(someVm(), [someDisk()])).toEqual([]);
});

describe('a VM that cannot be captured by snapshot', () => {
  test('unmanaged disks: says when they were retired and how to convert', () => {
    const vm = someVm({ osDisk: { kind: 'unmanaged', vhdUrl: 'https://old.blob.core.windows.net/vhds/os.vhd?sig=x' } });
    expect(messages(vm, [])).toEqual([
      'vm-name: found vm-golden, whose OS disk is an unmanaged VHD (https://old.blob.core.windows.net/vhds/os.vhd); ' +
        'expected managed disks. Azure retired unmanaged disks on 2026-03-31. Convert the deallocated VM first: ' +
        'az vm convert --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/' +
        'Microsoft.Compute/virtualMachines/vm-golden, then run again.',
    ]);
  });

  test('ephemeral OS disk', () => {
    expect(messages(someVm({ osDisk: { kind: 'ephemeral' } }), [])).toEqual([
      expect.stringContaining('whose OS disk is an ephemeral OS disk; expected a managed OS disk.'),
    ]);
  });

  test.each(['PremiumV2_LRS', 'UltraSSD_LRS'])('a data disk of SKU %s', (sku) => {
    const vm = someVm({ dataDisks: [{ lun: 0, kind: 'managed', diskId: DATA_DISK_ID, caching: 'None' }] });
    const disks = [someDisk(), someDisk({ id: DATA_DISK_ID, name: 'data', sku })];
    expect(messages(vm, disks)).toEqual([
      expect.stringMatching(/^data-disks: found the data disk at LUN 0 data of SKU .* only incremental snapshots/),
    ]);
    expect(messages(vm, disks, { ...WISH, dataDisks: 'exclude' })).toEqual([]);
  });

  test('a disk that the network policy closes, only when a VHD is wanted', () => {
    const closed = [someDisk({ networkAccessPolicy: 'DenyAll' })];
    expect(messages(someVm(), closed)).toEqual([
      expect.stringContaining('with network access policy DenyAll; expected a disk that may be exported (AllowAll).'),
    ]);
    expect(messages(someVm(), closed, { ...WISH, exportVhd: false })).toEqual([]);
    expect(messages(someVm(), [someDisk({ publicNetworkAccess: false })])).toEqual([
      expect.stringContaining('the OS disk vm-golden_OsDisk_1, whose public network access is disabled'),
    ]);
  });

  test('a disk whose data a SAS alone does not open', () => {
    expect(messages(someVm(), [someDisk({ dataAccessAuthMode: 'AzureActiveDirectory' })])).toEqual([
      expect.stringContaining('with dataAccessAuthMode AzureActiveDirectory'),
    ]);
  });

  test('a disk that cannot be read', () => {
    expect(messages(someVm(), [])).toEqual([expect.stringContaining(`found no disk ${DISK_ID}`)]);
  });

  test('a data disk over the limit of an image version', () => {
    const vm = someVm({ dataDisks: [{ lun: 2, kind: 'managed', diskId: DATA_DISK_ID, caching: 'None' }] });
    const disks = [someDisk(), someDisk({ id: DATA_DISK_ID, name: 'data', sizeBytes: 1025 * 1024 ** 3 })];
    expect(messages(vm, disks)).toEqual([expect.stringContaining('the data disk at LUN 2 data of 1025 GiB')]);
  });

  test('a confidential VM', () => {
    expect(messages(someVm({ securityType: 'ConfidentialVM' }), [someDisk()])).toEqual([
      expect.stringContaining('found vm-golden, a confidential VM'),
    ]);
  });
});

describe('warnings', () => {
  test('name the extensions that Batch advises against', () => {
    const [warning] = captureWarnings(someVm({ extensions: ['OmsAgentForLinux'] }), WISH);
    expect(warning?.text).toContain('VM vm-golden has extensions (OmsAgentForLinux)');
  });

  test('say that generalizing is for ever, but not of a VM that is flagged already', () => {
    expect(captureWarnings(someVm(), { ...WISH, mode: 'generalize' })[0]?.text).toContain('can never be started again');
    expect(captureWarnings(someVm({ generalized: true }), { ...WISH, mode: 'generalize' })).toEqual([]);
  });
});
