// The VHDs the tests and the demo work with are real ones.
import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkVhd, writeVhd } from '../../runner/vhd.ts';

const directory = mkdtempSync(join(tmpdir(), 'vhd-'));
afterAll(() => rmSync(directory, { recursive: true }));
const MIB = 1024 * 1024;

describe('a fixed VHD', () => {
  test('holds the disk and a right footer, and takes little room', async () => {
    const vhd = await writeVhd(join(directory, 'a.vhd'), 256 * MIB);
    expect(vhd.bytes).toBe(256 * MIB + 512);
    expect(await checkVhd(vhd.path)).toEqual([]);
    const { size, blocks } = statSync(vhd.path);
    expect(size).toBe(vhd.bytes);
    expect(blocks * 512).toBeLessThan(8 * MIB);
  });

  test('has a whole number of MiB', async () => {
    await expect(writeVhd(join(directory, 'b.vhd'), MIB + 512)).rejects.toThrow(/whole number of MiB/);
  });

  test('that is damaged is found out', async () => {
    const { path, diskBytes } = await writeVhd(join(directory, 'c.vhd'), 4 * MIB);
    const file = await open(path, 'r+');
    await file.write(Buffer.from([9]), 0, 1, diskBytes + 63);
    await file.close();
    expect(await checkVhd(path)).toEqual([
      'Its disk type is 9, not 2 (fixed).',
      'The checksum of its footer is wrong.',
    ]);
    const cut = await open(path, 'r+');
    await cut.truncate(diskBytes);
    await cut.close();
    expect(await checkVhd(path)).toEqual(['Its last 512 bytes are no VHD footer (no cookie).']);
  });
});
