import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BOOT_HEAD_BYTES, bootModeOf } from '../../src/source/boot-mode.ts';
import { gpt, mbr } from './vhd-bytes.ts';

const ESP = 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B';
const BIOS_BOOT = '21686148-6449-6E6F-744E-656564454649';
const LINUX = '0FC63DAF-8483-4772-8E79-3D69D8477DE4';

describe('a disk with a GPT', () => {
  test.each([
    ['UEFI, with an EFI system partition', [ESP, LINUX], 'uefi'],
    ['BIOS, with a BIOS boot partition', [BIOS_BOOT, LINUX], 'bios'],
    ['both, with both', [LINUX, BIOS_BOOT, ESP], 'both'],
    ['nothing known, with neither', [LINUX], 'unknown'],
  ] as const)('boots by %s', (_, guids, mode) => {
    expect(bootModeOf(gpt(guids))).toBe(mode);
  });

  test('may have its boot partition in the last of the 128 entries', () => {
    const guids = Array.from({ length: 128 }, (_, index) => (index === 127 ? ESP : LINUX));
    expect(bootModeOf(gpt(guids))).toBe('uefi');
  });

  test('boots by a BIOS too where a hybrid MBR lists a partition and there is boot code', () => {
    const entries = [{ type: 0xee }, { type: 0x07, active: true }];
    expect(bootModeOf(gpt([ESP], mbr(entries, true)))).toBe('both');
    expect(bootModeOf(gpt([ESP], mbr(entries, false)))).toBe('uefi');
  });

  test('is not one without the protective entry, nor without the header', () => {
    expect(bootModeOf(gpt([ESP], mbr([])))).toBe('unknown');
    expect(bootModeOf(mbr([{ type: 0xee }]))).toBe('unknown');
  });
});

describe('a disk with an MBR', () => {
  test.each([
    ['a partition', mbr([{ type: 0x83, active: true }]), 'bios'],
    ['an EFI system partition alone', mbr([{ type: 0xef }]), 'uefi'],
    ['one beside another, without boot code', mbr([{ type: 0xef }, { type: 0x83 }]), 'uefi'],
    ['one beside another, with boot code', mbr([{ type: 0xef }, { type: 0x83 }], true), 'both'],
    ['no partition', mbr([], true), 'unknown'],
  ] as const)('with %s', (_, head, mode) => {
    expect(bootModeOf(head)).toBe(mode);
  });

  test('is told from the boot sector of a file system, which has the same signature', () => {
    const sector = mbr([{ type: 0x83 }], true);
    sector[446] = 0x4f;
    expect(bootModeOf(sector)).toBe('unknown');
  });
});

test('an empty or cut disk tells nothing', () => {
  expect(bootModeOf(Buffer.alloc(0))).toBe('unknown');
  expect(bootModeOf(Buffer.alloc(BOOT_HEAD_BYTES))).toBe('unknown');
  expect(bootModeOf(mbr([{ type: 0x83 }]).subarray(0, 511))).toBe('unknown');
});

test('no bytes make it throw, however the tables point', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: BOOT_HEAD_BYTES }),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.nat(0xffff_ffff),
      fc.nat(0xffff_ffff),
      (noise, first, count, size) => {
        const head = gpt([ESP]);
        head.set(noise.subarray(0, 440), 0);
        head.writeBigUInt64LE(first, 512 + 72);
        head.writeUInt32LE(count, 512 + 80);
        head.writeUInt32LE(size, 512 + 84);
        expect(['bios', 'uefi', 'both', 'unknown']).toContain(bootModeOf(head));
        expect(['bios', 'uefi', 'both', 'unknown']).toContain(bootModeOf(Buffer.from(noise)));
      },
    ),
  );
});
