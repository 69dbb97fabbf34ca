import { describe, expect, test } from '@jest/globals';
import type { Disk } from '../../src/azure/disks.ts';
import type { VirtualMachine } from '../../src/azure/virtual-machines.ts';
import { formatProblem } from '../../src/problem.ts';
import { captureProblems, captureWarnings, type CaptureWish } from '../../src/source/capture-check.ts';
import { DATA_DISK_ID, DISK_ID, disksOf, someDisk, someVm } from '../release/world.ts';

const WISH: CaptureWish = { mode: 'snapshot', dataDisks: 'include', exportVhd: true };
const NO_BLOBS = undefined;

function messages(vm: VirtualMachine, disks: readonly Disk[], wish: CaptureWish = WISH): readonly string[] {
  return captureProblems(vm, disksOf(...disks), wish, NO_BLOBS).map(formatProblem);
}

test('a VM with managed disks that may be exported has no problem', () => {
  expect(messages(someVm(), [someDisk()])).toEqual([]);
});

describe('a VM that cannot be captured by snapshot', () => {
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

  test('an OS disk over the limit of an image version', () => {
    expect(messages(someVm(), [someDisk({ sizeBytes: 2049 * 1024 ** 3 })])).toEqual([
      'vm-name: found the OS disk vm-golden_OsDisk_1 of 2049 GiB; expected an OS disk of at most 2,048 GiB, the limit of a gallery ' +
        'image version. Prepare the image on a VM with a smaller OS disk: Azure does not shrink disks.',
    ]);
    expect(messages(someVm(), [someDisk({ sizeBytes: 2048 * 1024 ** 3 })])).toEqual([]);
  });

  test('a data disk over the limit of an image version', () => {
    const vm = someVm({ dataDisks: [{ lun: 2, kind: 'managed', diskId: DATA_DISK_ID, caching: 'None' }] });
    const disks = [someDisk(), someDisk({ id: DATA_DISK_ID, name: 'data', sizeBytes: 1025 * 1024 ** 3 })];
    expect(messages(vm, disks)).toEqual([expect.stringContaining('the data disk at LUN 2 data of 1025 GiB')]);
  });
});

describe('warnings', () => {
  const texts = (vm: VirtualMachine, mode: CaptureWish['mode']): readonly string[] =>
    captureWarnings(vm, disksOf(someDisk()), { ...WISH, mode }, NO_BLOBS).map(({ text }) => text);

  test('say that generalizing is for ever, but not of a VM that is flagged already', () => {
    expect(texts(someVm(), 'generalize')).toEqual([
      'capture-mode generalize flags VM vm-golden as generalized: it can never be started again.',
    ]);
    expect(texts(someVm({ generalized: true }), 'generalize')).toEqual([]);
    expect(texts(someVm(), 'snapshot')).toEqual([]);
  });
});
