// Disk contents as sparse files: only what is not zero is written, and where it lies is known.
import { open, rm, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

export interface ByteRange {
  readonly start: number;
  /** The last byte. */
  readonly end: number;
}

/** Bytes that no longer change; shared by everything that was copied from them, until the last holder lets go. */
export interface SparseFile {
  readonly bytes: number;
  /** Where there is data, in order; everything else is zero. */
  readonly ranges: readonly ByteRange[];
  read(start: number, length: number): Promise<Buffer>;
  stream(range: ByteRange): Readable;
  /** One more holder. */
  hold(): SparseFile;
  /** One holder less; the last one removes the file. */
  release(): Promise<void>;
}

/** What a sparse file is filled from, piece by piece. */
export interface Piece {
  readonly offset: number;
  /** Valid until the next piece is asked for. */
  readonly data: Buffer;
}

/** Runs of zeros shorter than this are kept as data: a page list of a real disk is not finer either. */
const GRAIN = 64 * 1024;
const ZEROS = Buffer.alloc(GRAIN);
const STREAM_CHUNK = 1024 * 1024;

/** Writes the pieces that are not zero to a new file of `bytes` bytes at `path`. Pieces come in ascending order. */
export async function writeSparse(
  path: string,
  bytes: number,
  pieces: AsyncIterable<Piece> | Iterable<Piece>,
): Promise<SparseFile> {
  const file = await open(path, 'w+');
  const ranges: { start: number; end: number }[] = [];
  try {
    await file.truncate(bytes);
    for await (const { offset, data } of pieces) {
      for (const run of dataRuns(data)) {
        await file.write(data, run.start, run.end + 1 - run.start, offset + run.start);
        const last = ranges.at(-1);
        if (last !== undefined && last.end + 1 === offset + run.start) last.end = offset + run.end;
        else ranges.push({ start: offset + run.start, end: offset + run.end });
      }
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return sparseFile(path, bytes, ranges);
}

/** The runs of grains that hold anything but zeros. */
function dataRuns(data: Buffer): readonly ByteRange[] {
  const runs: { start: number; end: number }[] = [];
  for (let start = 0; start < data.length; start += GRAIN) {
    const end = Math.min(start + GRAIN, data.length);
    if (data.compare(ZEROS, 0, end - start, start, end) === 0) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.end + 1 === start) last.end = end - 1;
    else runs.push({ start, end: end - 1 });
  }
  return runs;
}

function sparseFile(path: string, bytes: number, ranges: readonly ByteRange[]): SparseFile {
  let holders = 1;
  const self: SparseFile = {
    bytes,
    ranges,
    async read(start, length) {
      const buffer = Buffer.alloc(length);
      const wanted = within(ranges, { start, end: start + length - 1 });
      if (wanted.length === 0) return buffer;
      const file = await open(path, 'r');
      try {
        for (const range of wanted) await readFully(file, buffer, range, start);
      } finally {
        await file.close();
      }
      return buffer;
    },
    stream: (range) => Readable.from(chunksOf(self, range), { objectMode: false }),
    hold() {
      holders += 1;
      return self;
    },
    async release() {
      holders -= 1;
      if (holders > 0) return;
      await rm(path, { force: true });
    },
  };
  return self;
}

/** The parts of the ranges that lie in a window. */
export function within(ranges: readonly ByteRange[], window: ByteRange): readonly ByteRange[] {
  return ranges
    .filter((range) => range.end >= window.start && range.start <= window.end)
    .map((range) => ({ start: Math.max(range.start, window.start), end: Math.min(range.end, window.end) }));
}

async function* chunksOf(file: SparseFile, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  for (let at = start; at <= end; at += STREAM_CHUNK) {
    yield await file.read(at, Math.min(STREAM_CHUNK, end - at + 1));
  }
}

/** Fills the part of `buffer` that the range stands for; the buffer begins at the file's byte `origin`. */
async function readFully(file: FileHandle, buffer: Buffer, range: ByteRange, origin: number): Promise<void> {
  for (let at = range.start; at <= range.end;) {
    const { bytesRead } = await file.read(buffer, at - origin, range.end - at + 1, at);
    if (bytesRead === 0) throw new Error(`A disk's file ends before its byte ${range.end}.`);
    at += bytesRead;
  }
}
