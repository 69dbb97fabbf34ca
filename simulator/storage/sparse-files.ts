// Disk contents as sparse files: only what is not zero is written, and where it lies is known.
import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';

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
const CHUNK = 4 * 1024 * 1024;
const ZEROS = Buffer.alloc(GRAIN);

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

/** A file's bytes in pieces, in one buffer used over and over. */
export async function* piecesOf(file: FileHandle): AsyncGenerator<Piece> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let offset = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK, offset);
    if (bytesRead === 0) return;
    yield { offset, data: buffer.subarray(0, bytesRead) };
    offset += bytesRead;
  }
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
      const file = await open(path, 'r');
      try {
        const buffer = Buffer.allocUnsafe(length);
        let filled = 0;
        while (filled < length) {
          const { bytesRead } = await file.read(buffer, filled, length - filled, start + filled);
          if (bytesRead === 0) throw new Error(`${path} ends before byte ${start + length}.`);
          filled += bytesRead;
        }
        return buffer;
      } finally {
        await file.close();
      }
    },
    stream: ({ start, end }) => createReadStream(path, { start, end }),
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
