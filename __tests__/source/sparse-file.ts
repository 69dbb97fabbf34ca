// Sparse files in a folder that goes when the test file is done.
import { afterAll, beforeAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectVhdFile, type VhdFile } from '../../src/source/vhd-file.ts';
import { vhdFooter } from './vhd-bytes.ts';

/** Data at an offset; everything between is a hole. */
export type Piece = readonly [offset: number, bytes: Buffer];

export interface Folder {
  readonly path: (name: string) => string;
  /** Makes or replaces a file, and answers its path. */
  readonly write: (name: string, bytes: number, ...pieces: readonly Piece[]) => Promise<string>;
  /** A fixed VHD whose disk holds these pieces. */
  readonly writeVhd: (name: string, diskBytes: number, ...pieces: readonly Piece[]) => Promise<string>;
}

/** Call it at the top of a test file. */
export function createFolder(): Folder {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vhd-file-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const path: Folder['path'] = (name) => join(folder, name);
  const write: Folder['write'] = async (name, bytes, ...pieces) => {
    const file = await open(path(name), 'w');
    try {
      await file.truncate(bytes);
      for (const [offset, data] of pieces) await file.write(data, 0, data.length, offset);
    } finally {
      await file.close();
    }
    return path(name);
  };
  return {
    path,
    write,
    writeVhd: async (name, diskBytes, ...pieces) =>
      write(name, diskBytes + 512, ...pieces, [diskBytes, vhdFooter(diskBytes)]),
  };
}

/** Throws unless the file is a VHD for Azure. */
export async function inspected(path: string, name = 'os.vhd'): Promise<VhdFile> {
  const found = await inspectVhdFile(path, name);
  if (found.kind === 'problem') throw new Error(found.problem.found);
  return found.file;
}

/** Bytes without zeros. */
export function noise(length: number, seed = 1): Buffer {
  return Buffer.alloc(length, Buffer.from(Array.from({ length: 251 }, (_, index) => ((index * 7 + seed) % 255) + 1)));
}
