import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PageRange } from '../../src/azure/page-blobs.ts';
import { cutRanges, joinRanges, subtractRanges, totalBytes } from '../../src/azure/page-ranges.ts';

/** Small universes as sets of pages, to check range arithmetic against the obvious. */
const pages = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });

function rangesOf(numbers: readonly number[]): readonly PageRange[] {
  return joinRanges(numbers.map((page) => ({ offset: page * 512, length: 512 })));
}

function pagesOf(ranges: readonly PageRange[]): readonly number[] {
  return ranges.flatMap(({ offset, length }) =>
    Array.from({ length: length / 512 }, (_, index) => offset / 512 + index),
  );
}

test('joining keeps every byte once, in order, with gaps between ranges', () => {
  fc.assert(
    fc.property(pages, (numbers) => {
      const ranges = rangesOf(numbers);
      expect(pagesOf(ranges)).toEqual([...numbers].sort((a, b) => a - b));
      ranges.slice(1).forEach((range, index) => {
        const before = ranges[index];
        expect(range.offset).toBeGreaterThan((before?.offset ?? 0) + (before?.length ?? 0));
      });
    }),
  );
});

test('subtracting leaves exactly what the other does not hold', () => {
  fc.assert(
    fc.property(pages, pages, (all, covered) => {
      const rest = all.filter((page) => !covered.includes(page)).sort((a, b) => a - b);
      expect(pagesOf(subtractRanges(rangesOf(all), rangesOf(covered)))).toEqual(rest);
    }),
  );
});

test('cutting loses nothing and respects the limit', () => {
  fc.assert(
    fc.property(pages, fc.integer({ min: 1, max: 9 }), (numbers, size) => {
      const cut = cutRanges(rangesOf(numbers), size * 512);
      expect(totalBytes(cut)).toBe(numbers.length * 512);
      cut.forEach(({ length }) => expect(length).toBeLessThanOrEqual(size * 512));
    }),
  );
});
