// One pass over a VHD file: what it is made of (SHA-256) and where it holds data. Node.js cannot ask a file system for
// holes, so they are read like everything else, and found to be empty.
import { createHash } from 'node:crypto';
import type { Host } from '../azure/host.ts';
import type { PageRange } from '../azure/page-blobs.ts';
import { totalBytes } from '../azure/page-ranges.ts';
import { formatDuration, formatRate, formatShare } from '../format.ts';
import { reportTenths } from './copy-progress.ts';
import { collectDataRanges } from './data-ranges.ts';
import { openSteadyFile, type SteadyFile } from './steady-file.ts';
import type { VhdFile } from './vhd-file.ts';

/** Two buffers of this size are all that is held. Smaller reads are slower, larger ones no faster. */
const READ_BYTES = 4 * 1024 * 1024;

export interface VhdFileScan {
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string;
  /** Where the file holds data, its footer included. */
  readonly ranges: readonly PageRange[];
}

/** Rejects when the run is cancelled, or when the file is not what it was when it was inspected. */
export async function scanVhdFile(host: Host, { path, name, bytes, stamp }: VhdFile): Promise<VhdFileScan> {
  const label = `scan ${name}`;
  const started = host.clock.now().getTime();
  const progress = reportTenths(host, label, bytes);
  const hash = createHash('sha256');
  const data = collectDataRanges();
  const file = await openSteadyFile(path, stamp);
  try {
    for await (const piece of piecesOf(file, bytes)) {
      host.signal.throwIfAborted();
      hash.update(piece);
      data.add(piece);
      progress(piece.length);
    }
    await file.requireUnchanged();
  } finally {
    await file.close();
  }
  const ranges = data.ranges();
  const elapsedMs = host.clock.now().getTime() - started;
  host.progress(
    `${label}: ${formatShare(totalBytes(ranges), bytes)} hold data, read in ${formatDuration(elapsedMs)} ` +
      `(${formatRate(bytes, elapsedMs)})`,
  );
  return { sha256: hash.digest('hex'), ranges };
}

/** While one piece is worked on, the next is being read into the other buffer. */
async function* piecesOf(file: SteadyFile, bytes: number): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafeSlow(READ_BYTES), Buffer.allocUnsafeSlow(READ_BYTES)] as const;
  const readAt = async (offset: number): Promise<Buffer> =>
    file.read(
      buffers[(offset / READ_BYTES) % 2 === 0 ? 0 : 1].subarray(0, Math.min(READ_BYTES, bytes - offset)),
      offset,
    );
  let next = readAt(0);
  try {
    for (let offset = 0; offset < bytes; offset += READ_BYTES) {
      const piece = await next;
      if (offset + READ_BYTES < bytes) next = readAt(offset + READ_BYTES);
      yield piece;
    }
  } finally {
    // The file must not be closed under a read that nobody waits for any more.
    await next.catch(() => undefined);
  }
}
