// Reads a file past the page cache where the system can. The holes of a sparse disk image then cost next to nothing,
// while filling the cache with their zeros takes some seconds for each gigabyte.
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Piece } from './sparse-files.ts';

const CHUNK = 4 * 1024 * 1024;
/** Uncached reads want the memory at a multiple of the device's block size; where a buffer starts is not ours to say. */
const BLOCK = 4096;
const STEP = 16;

/** A file's bytes in pieces, in one buffer used over and over. */
export async function* piecesOf(path: string): AsyncGenerator<Piece> {
  const { file, buffer } = (await openUncached(path)) ?? {
    file: await open(path, 'r'),
    buffer: Buffer.allocUnsafeSlow(CHUNK),
  };
  try {
    for (let offset = 0; ;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK, offset);
      if (bytesRead === 0) return;
      yield { offset, data: buffer.subarray(0, bytesRead) };
      offset += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** The file and a buffer that it can be read into; undefined where the system or the file system knows no such reads. */
async function openUncached(path: string): Promise<{ file: FileHandle; buffer: Buffer } | undefined> {
  const flag = (constants as { readonly O_DIRECT?: number }).O_DIRECT;
  if (flag === undefined) return undefined;
  const file = await open(path, constants.O_RDONLY | flag).catch(() => undefined);
  if (file === undefined) return undefined;
  const memory = Buffer.allocUnsafeSlow(CHUNK + BLOCK);
  for (let start = 0; start < BLOCK; start += STEP) {
    const buffer = memory.subarray(start, start + CHUNK);
    const fits = await file.read(buffer, 0, CHUNK, 0).then(
      () => true,
      () => false,
    );
    if (fits) return { file, buffer };
  }
  await file.close();
  return undefined;
}
