// Arithmetic on the page ranges of a blob.
import type { PageRange } from './page-blobs.ts';

export function totalBytes(ranges: readonly PageRange[]): number {
  return ranges.reduce((sum, { length }) => sum + length, 0);
}

/** Joins ranges that overlap or have less than `gap` bytes between them; the result is in order. */
export function joinRanges(ranges: readonly PageRange[], gap = 1): readonly PageRange[] {
  const joined: PageRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.offset - b.offset)) {
    const last = joined.at(-1);
    if (last !== undefined && range.offset - endOf(last) < gap) {
      joined[joined.length - 1] = between(last.offset, Math.max(endOf(last), endOf(range)));
    } else joined.push(range);
  }
  return joined;
}

/** What of `ranges` is not in `covered`; both in order. */
export function subtractRanges(ranges: readonly PageRange[], covered: readonly PageRange[]): readonly PageRange[] {
  const rest: PageRange[] = [];
  let firstCover = 0;
  for (const range of ranges) {
    let start = range.offset;
    while (firstCover < covered.length && endOf(covered[firstCover]) <= start) firstCover += 1;
    for (let index = firstCover; index < covered.length; index += 1) {
      const cover = covered[index];
      if (cover === undefined || cover.offset >= endOf(range)) break;
      if (cover.offset > start) rest.push(between(start, cover.offset));
      start = Math.max(start, endOf(cover));
    }
    if (start < endOf(range)) rest.push(between(start, endOf(range)));
  }
  return rest;
}

/** Cuts ranges into pieces of at most `size` bytes. */
export function cutRanges(ranges: readonly PageRange[], size: number): readonly PageRange[] {
  return ranges.flatMap((range) => {
    const pieces: PageRange[] = [];
    for (let at = range.offset; at < endOf(range); at += size)
      pieces.push(between(at, Math.min(at + size, endOf(range))));
    return pieces;
  });
}

function endOf(range: PageRange | undefined): number {
  return range === undefined ? 0 : range.offset + range.length;
}

function between(start: number, end: number): PageRange {
  return { offset: start, length: end - start };
}
