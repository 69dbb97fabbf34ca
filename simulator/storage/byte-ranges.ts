// The range headers of the blob service: `x-ms-range` goes before `Range`.
import type { SimRequest } from '../kernel/exchange.ts';
import type { ByteRange } from './sparse-files.ts';
import { storageError } from './storage-errors.ts';

export const PAGE = 512;
/** The most that one Put Page or Put Page From URL may carry. */
export const MAX_PAGE_WRITE = 4 * 1024 * 1024;

export function rangeHeader(request: SimRequest): string | undefined {
  return request.headers['x-ms-range'] ?? request.headers.range;
}

/** `bytes=a-b`; undefined when it is written otherwise. */
export function closedRange(header: string | undefined): ByteRange | undefined {
  const match = /^bytes=(\d+)-(\d+)$/.exec(header ?? '');
  if (match === null) return undefined;
  const range = { start: Number(match[1]), end: Number(match[2]) };
  return range.start <= range.end ? range : undefined;
}

/** What a read asks for of `bytes` bytes: all without a range, the rest for `bytes=a-`; never beyond the end. */
export function readRange(header: string | undefined, bytes: number): ByteRange | 'all' {
  if (header === undefined) return 'all';
  const match = /^bytes=(\d+)-(\d*)$/.exec(header);
  // A range in another form is ignored, as HTTP has it.
  if (match === null) return 'all';
  const start = Number(match[1]);
  if (start >= bytes) throw storageError('InvalidRange');
  const end = match[2] === '' ? bytes - 1 : Math.min(Number(match[2]), bytes - 1);
  return { start, end };
}

export function lengthOf(range: ByteRange): number {
  return range.end - range.start + 1;
}

/** The range of a page write: there, whole pages, and no more than a write may carry. */
export function pageRange(request: SimRequest, limit: number): ByteRange {
  const header = rangeHeader(request);
  if (header === undefined) throw storageError('MissingRequiredHeader', { HeaderName: 'x-ms-range' });
  const range = closedRange(header);
  if (range === undefined) throw storageError('InvalidHeaderValue', { HeaderName: 'x-ms-range', HeaderValue: header });
  if (range.start % PAGE !== 0 || (range.end + 1) % PAGE !== 0) throw storageError('InvalidPageRange');
  if (lengthOf(range) > limit) throw storageError('RequestBodyTooLarge', { MaxLimit: String(limit) });
  return range;
}
