import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { formatProblem } from '../../src/problem.ts';
import { inspectVhdFile } from '../../src/source/vhd-file.ts';
import { createFolder, inspected, noise } from './sparse-file.ts';
import { gpt, mbr, MIB, vhdFooter } from './vhd-bytes.ts';

const folder = createFolder();
const EXPECTED = 'expected a fixed VHD of a whole number of MiB, from 20 MiB to 8 TiB.';

async function refusalOf(path: string, name: string): Promise<string> {
  const found = await inspectVhdFile(path, name);
  if (found.kind === 'vhd') throw new Error('It was taken.');
  return `${found.problem.code}: ${formatProblem(found.problem)}`;
}

test('a fixed VHD that Azure takes: sizes, boot mode and what it was', async () => {
  const head = gpt(['C12A7328-F81F-11D2-BA4B-00A0C93EC93B']);
  const path = await folder.writeVhd('good.vhd', 20 * MIB, [0, head]);
  expect(await inspected(path)).toEqual({
    path,
    name: 'os.vhd',
    bytes: 20 * MIB + 512,
    diskBytes: 20 * MIB,
    bootMode: 'uefi',
    stamp: {
      bytes: 20 * MIB + 512,
      modified: expect.stringMatching(/^\d{19}$/),
      identity: expect.stringMatching(/^\d+:\d+$/),
    },
  });
  symlinkSync(path, folder.path('link.vhd'));
  expect(await inspected(folder.path('link.vhd'))).toMatchObject({ bytes: 20 * MIB + 512, bootMode: 'uefi' });
});

describe('refused', () => {
  test('a file that is not there', async () => {
    const fix = 'Check the path, and that an earlier step of this job made or fetched the file.';
    const text = `vhd-file-missing: vhd-file: found no file \`out/os.vhd\`; expected a file on the runner. ${fix}`;
    expect(await refusalOf(folder.path('absent'), 'out/os.vhd')).toBe(text);
    const inFile = await folder.write('plain', 1);
    expect(await refusalOf(`${inFile}/os.vhd`, 'out/os.vhd')).toBe(text);
  });

  test('what is not a file: a folder, a pipe that nobody writes to', async () => {
    mkdirSync(folder.path('folder.vhd'));
    execFileSync('mkfifo', [folder.path('pipe.vhd')]);
    for (const name of ['folder.vhd', 'pipe.vhd']) {
      expect(await refusalOf(folder.path(name), name)).toBe(
        `vhd-file-unreadable: vhd-file: found \`${name}\`, which is not a file; ${EXPECTED} Name the file itself.`,
      );
    }
  });

  test('a path that the system refuses', async () => {
    expect(await refusalOf(folder.path('x'.repeat(300)), 'long.vhd')).toBe(
      'vhd-file-unreadable: vhd-file: found `long.vhd`, which cannot be read (ENAMETOOLONG); expected a readable file. ' +
        'Check the file and its permissions.',
    );
    expect(await refusalOf('a\0b', 'strange.vhd')).toMatch(/cannot be read \(ERR_INVALID_ARG_VALUE\)/);
  });

  test('an empty file', async () => {
    expect(await refusalOf(await folder.write('empty', 0), 'empty.img')).toMatch(
      /^vhd-file-format: vhd-file: found `empty.img`, an empty file; /,
    );
  });

  test('another format, with the command that converts it', async () => {
    const footer = vhdFooter(64 * MIB, 'dynamic');
    const path = await folder.write('dynamic', 2 * MIB, [0, footer], [2 * MIB - 512, footer]);
    expect(await refusalOf(path, 'images/dynamic.vhd')).toBe(
      `vhd-file-format: vhd-file: found \`images/dynamic.vhd\`, a dynamic VHD; ${EXPECTED} Convert it: \`qemu-img convert ` +
        '-f vpc -O vpc -o subformat=fixed,force_size images/dynamic.vhd images/dynamic-fixed.vhd`.',
    );
  });

  test('a raw disk, by the size of the file', async () => {
    const path = await folder.write('raw', 24 * MIB, [0, mbr([{ type: 0x83 }])]);
    expect(await refusalOf(path, 'disk.img')).toBe(
      `vhd-file-format: vhd-file: found \`disk.img\`, a raw disk; ${EXPECTED} Convert it: \`qemu-img convert -f raw -O vpc ` +
        '-o subformat=fixed,force_size disk.img disk.vhd`.',
    );
    expect(await refusalOf(path, 'disk.vhd')).toMatch(/If it was a VHD once, it was cut: fetch it again\.$/);
  });

  test('a damaged footer', async () => {
    const footer = vhdFooter(24 * MIB);
    footer[200] = 1;
    const damaged = await folder.write('damaged', 24 * MIB + 512, [24 * MIB, footer]);
    const fix = 'Fetch or make the file again: it is damaged or was cut.';
    expect(await refusalOf(damaged, 'os.vhd')).toBe(
      'vhd-file-damaged: vhd-file: found `os.vhd`, a VHD in which the checksum of the VHD footer is wrong; expected a ' +
        `fixed VHD with a right footer. ${fix}`,
    );
    const shifted = await folder.write('shifted', 23 * MIB + 512, [23 * MIB, vhdFooter(24 * MIB)]);
    expect(await refusalOf(shifted, 'os.vhd')).toContain(
      'a VHD in which the VHD footer says 25165824 bytes, the disk has 24117248;',
    );
  });

  test('a size that Azure does not take', async () => {
    const odd = await folder.writeVhd('odd', 24 * MIB + 512, [0, noise(512)]);
    expect(await refusalOf(odd, 'os.vhd')).toBe(
      `vhd-file-size: vhd-file: found \`os.vhd\`, a disk of 25166336 bytes, which is no whole number of MiB; ${EXPECTED} ` +
        'Let the disk grow to a whole number of MiB and convert it: `qemu-img convert -f vpc -O raw os.vhd os.raw && ' +
        'qemu-img resize -f raw os.raw 26214400 && qemu-img convert -f raw -O vpc -o subformat=fixed,force_size os.raw ' +
        'os-fixed.vhd`.',
    );
    const small = await folder.writeVhd('small', 2 * MIB);
    expect(await refusalOf(small, 'os.vhd')).toContain(
      'a disk of 2097152 bytes, less than 20 MiB; ' + EXPECTED + ' Let the disk grow',
    );
    const large = await folder.writeVhd('large', 9 * 1024 * 1024 * MIB);
    expect(await refusalOf(large, 'os.vhd')).toBe(
      `vhd-file-size: vhd-file: found \`os.vhd\`, a disk of 9895604649984 bytes, more than 8 TiB; ${EXPECTED} ` +
        'Shrink the disk.',
    );
  });
});
