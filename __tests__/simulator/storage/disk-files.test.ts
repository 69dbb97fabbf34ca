// The files behind disks: sparse copies lose nothing, and VHD footers are what the format says.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writeSparse, type SparseFile } from '../../../simulator/storage/sparse-files.ts';
import { fixedVhdFooter, isFixedVhdFooter } from '../../../simulator/storage/vhd.ts';

const GRAIN = 64 * 1024;
let directory: string;
let files = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sparse-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function sparseCopy(content: Buffer, pieceBytes: number): Promise<SparseFile> {
  const pieces = Array.from({ length: Math.ceil(content.length / pieceBytes) }, (_, index) => ({
    offset: index * pieceBytes,
    data: content.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  }));
  files += 1;
  return writeSparse(join(directory, `${files}.vhd`), content.length, pieces);
}

test('any content is read back whole and in parts, and its ranges cover what is not zero', async () => {
  const bytes = 20 * GRAIN + 512;
  const spots = fc.array(fc.nat({ max: bytes - 1 }), { maxLength: 8 });
  const property = fc.asyncProperty(
    spots,
    fc.integer({ min: 1, max: 6 }),
    fc.nat({ max: bytes - 1 }),
    async (places, grains, from) => {
      const content = Buffer.alloc(bytes);
      for (const place of places) content[place] = 1 + (place % 255);
      const file = await sparseCopy(content, grains * GRAIN);
      expect((await file.read(0, bytes)).equals(content)).toBe(true);
      expect((await file.read(from, bytes - from)).equals(content.subarray(from))).toBe(true);
      const streamed = Buffer.concat((await file.stream({ start: from, end: bytes - 1 }).toArray()) as Buffer[]);
      expect(streamed.equals(content.subarray(from))).toBe(true);
      for (const place of places) {
        expect(file.ranges.some((range) => range.start <= place && place <= range.end)).toBe(true);
      }
      const covered = file.ranges.reduce((sum, range) => sum + range.end - range.start + 1, 0);
      expect(covered).toBeLessThanOrEqual(new Set(places.map((place) => Math.floor(place / GRAIN))).size * GRAIN);
      await file.release();
    },
  );
  await fc.assert(property, { numRuns: 40 });
});

test('a shared file goes when its last holder lets go', async () => {
  const file = await sparseCopy(Buffer.alloc(GRAIN, 7), GRAIN);
  const path = join(directory, `${files}.vhd`);
  const second = file.hold();
  await file.release();
  expect((await second.read(0, 1))[0]).toBe(7);
  await second.release();
  await expect(stat(path)).rejects.toThrow('ENOENT');
});

test('a footer holds the size and the geometry of its disk, under a checksum', () => {
  const footer = fixedVhdFooter(4 * 1024 ** 3);
  expect(footer.readBigUInt64BE(48)).toBe(4n * 1024n ** 3n);
  // The specification's own way of counting: 4 GiB are 8322 cylinders of 16 heads of 63 sectors.
  expect([footer.readUInt16BE(56), footer.readUInt8(58), footer.readUInt8(59)]).toEqual([8322, 16, 63]);
  expect(isFixedVhdFooter(footer)).toBe(true);
  const dynamic = Buffer.from(footer);
  dynamic.writeUInt32BE(3, 60);
  expect(isFixedVhdFooter(dynamic)).toBe(false);
});

test('a footer with any one byte changed is no footer', () => {
  const footer = fixedVhdFooter(1024 ** 3);
  fc.assert(
    fc.property(fc.nat({ max: 511 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const changed = Buffer.from(footer);
      changed[place] = ((footer[place] ?? 0) + change) % 256;
      expect(isFixedVhdFooter(changed)).toBe(false);
    }),
  );
});
