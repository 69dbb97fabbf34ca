// Ranges of bytes, as page blobs have them: half-open, in order, on 512-byte pages.

export interface ByteRange {
  readonly start: number;
  /** The first byte after the range. */
  readonly end: number;
}

export function totalBytes(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + (end - start), 0);
}

/** Joins ranges that touch or overlap; the result is in order. */
export function joinRanges(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const joined: ByteRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && range.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else joined.push(range);
  }
  return joined;
}

/** What of `ranges` is not in `covered`; both in order and joined. */
export function subtractRanges(ranges: readonly ByteRange[], covered: readonly ByteRange[]): readonly ByteRange[] {
  return ranges.flatMap((range) => {
    const rest: ByteRange[] = [];
    let start = range.start;
    for (const hole of covered) {
      if (hole.end <= start || hole.start >= range.end) continue;
      if (hole.start > start) rest.push({ start, end: hole.start });
      start = Math.max(start, hole.end);
    }
    if (start < range.end) rest.push({ start, end: range.end });
    return rest;
  });
}

/** Cuts ranges into pieces of at most `size` bytes. */
export function cutRanges(ranges: readonly ByteRange[], size: number): readonly ByteRange[] {
  return ranges.flatMap(({ start, end }) => {
    const pieces: ByteRange[] = [];
    for (let at = start; at < end; at += size) pieces.push({ start: at, end: Math.min(at + size, end) });
    return pieces;
  });
}
