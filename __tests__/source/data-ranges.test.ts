import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PageRange } from '../../src/azure/page-blobs.ts';
import { collectDataRanges } from '../../src/source/data-ranges.ts';

const PAGE = 512;
const SHORTEST_GAP = 4096;
const KIB = 1024;

/** A disk of so many pages, in which these hold one byte that is not zero. */
function diskOf(pages: number, withData: readonly number[], at = 0): Buffer {
  const disk = Buffer.alloc(pages * PAGE);
  for (const page of withData) disk[page * PAGE + at] = 1;
  return disk;
}

function collect(disk: Buffer, pieceBytes: number, mostRanges?: number): readonly PageRange[] {
  const data = collectDataRanges(mostRanges);
  for (let at = 0; at < disk.length; at += pieceBytes) {
    // In a buffer of its own, as a read fills it.
    data.add(Buffer.from(disk.subarray(at, at + pieceBytes)));
  }
  return data.ranges();
}

function endOf({ offset, length }: PageRange): number {
  return offset + length;
}

const disks = fc.record({
  pages: fc.integer({ min: 1, max: 1200 }),
  seeds: fc.array(fc.integer({ min: 0, max: 1199 }), { maxLength: 40 }),
  at: fc.integer({ min: 0, max: PAGE - 1 }),
  piecePages: fc.integer({ min: 1, max: 400 }),
});

test('ranges hold every page with data, begin and end with one, and span no gap worth leaving out', () => {
  fc.assert(
    fc.property(disks, ({ pages, seeds, at, piecePages }) => {
      const withData = [...new Set(seeds.filter((page) => page < pages))].sort((a, b) => a - b);
      const ranges = collect(diskOf(pages, withData, at), piecePages * PAGE);
      const offsets = withData.map((page) => page * PAGE);
      const held = ranges.map((range) => offsets.filter((at) => at >= range.offset && at < endOf(range)));

      expect(held.flat()).toEqual(offsets);
      for (const [index, range] of ranges.entries()) {
        const inside = held[index] ?? [];
        expect(inside[0]).toBe(range.offset);
        expect((inside.at(-1) ?? 0) + PAGE).toBe(endOf(range));
        const gaps = inside.slice(1).map((offset, before) => offset - (inside[before] ?? 0) - PAGE);
        for (const gap of gaps) expect(gap).toBeLessThan(SHORTEST_GAP);
        const next = ranges[index + 1];
        if (next !== undefined) expect(next.offset - endOf(range)).toBeGreaterThanOrEqual(SHORTEST_GAP);
      }
    }),
    { numRuns: 300 },
  );
});

test('it makes no difference in which pieces the disk is read', () => {
  fc.assert(
    fc.property(disks, ({ pages, seeds, piecePages }) => {
      const disk = diskOf(
        pages,
        seeds.filter((page) => page < pages),
      );
      expect(collect(disk, piecePages * PAGE)).toEqual(collect(disk, disk.length));
    }),
  );
});

test('never are there more than allowed: the shortest gaps are closed', () => {
  const every8KiB = Array.from({ length: 64 }, (_, index) => index * 16);
  const farOff = 64 * 16 + 4000;
  const disk = diskOf(farOff + 1, [...every8KiB, farOff]);
  expect(collect(disk, disk.length)).toHaveLength(65);
  expect(collect(disk, 16 * KIB, 40)).toEqual([
    { offset: 0, length: 63 * 8 * KIB + PAGE },
    { offset: farOff * PAGE, length: PAGE },
  ]);
  fc.assert(
    fc.property(disks, fc.integer({ min: 1, max: 6 }), ({ pages, seeds, piecePages }, most) => {
      const withData = seeds.filter((page) => page < pages);
      const ranges = collect(diskOf(pages, withData), piecePages * PAGE, most);
      expect(ranges.length).toBeLessThanOrEqual(most);
      for (const page of withData) {
        expect(ranges.some((range) => page * PAGE >= range.offset && page * PAGE < endOf(range))).toBe(true);
      }
    }),
  );
});

test('a disk of zeros has none', () => {
  expect(collect(Buffer.alloc(256 * KIB), 64 * KIB)).toEqual([]);
});
