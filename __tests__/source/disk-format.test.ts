import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { conversionOf, diskFormatOf, FORMAT_BYTES, type DiskFormatKind } from '../../src/source/disk-format.ts';
import { mbr, MIB, vhdFooter } from './vhd-bytes.ts';

const NOTHING = Buffer.alloc(FORMAT_BYTES);

/** A first sector that begins with `text`, with a number somewhere. */
function head(text: string, write?: (bytes: Buffer) => unknown): Buffer {
  const bytes = Buffer.alloc(FORMAT_BYTES);
  bytes.write(text, 0, 'latin1');
  write?.(bytes);
  return bytes;
}

const QCOW2 = head('QFI\xfb\0\0\0\x03', (bytes) => bytes.writeBigUInt64BE(BigInt(30 * MIB + 512), 24));
const VDI = head('<<< Oracle VM VirtualBox Disk Image >>>\n', (bytes) => {
  bytes.writeUInt32LE(0xbeda107f, 64);
  bytes.writeBigUInt64LE(BigInt(40 * MIB), 368);
});

describe('the format of a file', () => {
  test.each<[string, DiskFormatKind, Buffer, Buffer, number | undefined]>([
    ['a fixed VHD', 'fixed-vhd', mbr([{ type: 0x83 }]), vhdFooter(20 * MIB), undefined],
    ['a fixed VHD', 'fixed-vhd', NOTHING, vhdFooter(20 * MIB, 'reserved'), undefined],
    ['a dynamic VHD', 'dynamic-vhd', vhdFooter(24 * MIB, 'dynamic'), vhdFooter(24 * MIB, 'dynamic'), 24 * MIB],
    ['a dynamic VHD', 'dynamic-vhd', vhdFooter(24 * MIB, 'dynamic'), NOTHING, 24 * MIB],
    ['a differencing VHD', 'differencing-vhd', NOTHING, vhdFooter(24 * MIB, 'differencing'), 24 * MIB],
    ['a VHDX', 'vhdx', head('vhdxfile'), NOTHING, undefined],
    ['a qcow2 image', 'qcow2', QCOW2, NOTHING, 30 * MIB + 512],
    ['a qcow image (version 1)', 'qcow', head('QFI\xfb\0\0\0\x01'), NOTHING, undefined],
    ['a VMDK', 'vmdk', head('KDMV', (bytes) => bytes.writeBigUInt64LE(2048n, 12)), NOTHING, MIB],
    ['a VMDK', 'vmdk', head('COWD', (bytes) => bytes.writeUInt32LE(4096, 12)), NOTHING, 2 * MIB],
    ['a VMDK', 'vmdk', head('# Disk DescriptorFile\nversion=1\n'), NOTHING, undefined],
    ['a VDI', 'vdi', VDI, NOTHING, 40 * MIB],
    ['a file compressed by gzip', 'gzip', head('\x1f\x8b\x08'), NOTHING, undefined],
    ['a file compressed by xz', 'xz', head('\xfd7zXZ\0'), NOTHING, undefined],
    ['a ZIP archive', 'zip', head('PK\x03\x04'), NOTHING, undefined],
    ['a file compressed by zstd', 'zstd', head('\x28\xb5\x2f\xfd'), NOTHING, undefined],
    ['a raw disk', 'raw', mbr([{ type: 0x83 }]), NOTHING, undefined],
    ['no disk image with a header or footer: a raw disk, if it is a disk at all', 'raw', NOTHING, NOTHING, undefined],
  ])('%s (%s)', (name, kind, first, last, diskBytes) => {
    expect(diskFormatOf(first, last)).toEqual({ kind, name, ...(diskBytes !== undefined && { diskBytes }) });
  });

  test('is told of every file, however short or strange', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(512), (bytes, cut) => {
        const file = Buffer.concat([QCOW2.subarray(0, cut), bytes]);
        const found = diskFormatOf(file.subarray(0, FORMAT_BYTES), file.subarray(-FORMAT_BYTES));
        expect(found.kind).toBe(cut < 4 && file.subarray(0, 4).toString('latin1') !== 'QFI\xfb' ? 'raw' : 'qcow2');
      }),
    );
  });
});

describe('what turns it into a fixed VHD', () => {
  const fixOf = (first: Buffer, path: string, last = NOTHING, diskBytes?: number): string => {
    const format = diskFormatOf(first, last);
    return conversionOf(format, path, diskBytes ?? format.diskBytes);
  };

  test('one command, where the size of the disk is right', () => {
    expect(fixOf(VDI, 'out/disk.vdi')).toBe(
      'Convert it: `qemu-img convert -f vdi -O vpc -o subformat=fixed,force_size out/disk.vdi out/disk.vhd`.',
    );
    expect(fixOf(vhdFooter(24 * MIB, 'dynamic'), 'disk.VHD')).toBe(
      'Convert it: `qemu-img convert -f vpc -O vpc -o subformat=fixed,force_size disk.VHD disk-fixed.vhd`.',
    );
    expect(fixOf(mbr([{ type: 0x83 }]), '/images/disk.img', NOTHING, 30 * MIB)).toBe(
      'Convert it: `qemu-img convert -f raw -O vpc -o subformat=fixed,force_size /images/disk.img /images/disk.vhd`.',
    );
  });

  test('a way by a raw file that grows, where the disk is no whole number of MiB', () => {
    expect(fixOf(QCOW2, 'disk.qcow2')).toBe(
      'Let the disk grow to a whole number of MiB and convert it: `qemu-img convert -f qcow2 -O raw disk.qcow2 disk.raw ' +
        '&& qemu-img resize -f raw disk.raw 32505856 && qemu-img convert -f raw -O vpc -o subformat=fixed,force_size ' +
        'disk.raw disk.vhd`.',
    );
    expect(fixOf(mbr([{ type: 0x83 }]), 'disk', NOTHING, 3 * MIB)).toBe(
      'Let the disk grow to a whole number of MiB and convert it: `qemu-img resize -f raw disk 20971520 ' +
        '&& qemu-img convert -f raw -O vpc -o subformat=fixed,force_size disk disk.vhd`.',
    );
  });

  test('a note on the size, where the first bytes do not tell it', () => {
    expect(fixOf(head('vhdxfile'), "it's a disk.vhdx")).toBe(
      String.raw`Convert it: ${'`'}qemu-img convert -f vhdx -O vpc -o subformat=fixed,force_size 'it'\''s a disk.vhdx' ` +
        String.raw`'it'\''s a disk.vhd'${'`'}. A disk that is no whole number of MiB first becomes a raw file (-O raw) ` +
        'that grows (`qemu-img resize -f raw FILE SIZE`), and then a VHD.',
    );
  });

  test('Hyper-V’s own command, for a VHD that needs its parent', () => {
    expect(fixOf(vhdFooter(24 * MIB, 'differencing'), 'child.vhd')).toBe(
      'Merge it with its parent on Windows, as qemu-img cannot: ' +
        '`Convert-VHD -Path child.vhd -DestinationPath child-fixed.vhd -VHDType Fixed`.',
    );
  });

  test.each([
    ['\x1f\x8b\x08', 'gunzip --keep disk.gz'],
    ['\xfd7zXZ\0', 'unxz --keep disk.gz'],
    ['PK\x03\x04', 'unzip disk.gz'],
    ['\x28\xb5\x2f\xfd', 'unzstd disk.gz'],
  ])('unpacking, of %j', (magic, command) => {
    expect(fixOf(head(magic), 'disk.gz')).toBe(
      `Unpack it in an earlier step (\`${command}\`) and name the VHD that is inside.`,
    );
  });
});
