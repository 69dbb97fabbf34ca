// Writing a VHD blob, wherever its bytes come from: under a lease, only what is missing, verified, then marked complete.
import type { Host } from '../azure/host.ts';
import type { Blobs, PageBlob, PageRange, WriteOptions } from '../azure/page-blobs.ts';
import { cutRanges, subtractRanges, totalBytes } from '../azure/page-ranges.ts';
import type { Marks } from '../marks.ts';
import { VHD_CONTAINER } from '../names.ts';
import { runAdaptively } from './adaptive-queue.ts';
import { createCopyProgress } from './copy-progress.ts';
import { keepLease } from './keep-lease.ts';
import { createPace } from './pace.ts';
import { completeTarget, giveBackLease, prepareTarget, verifyTarget, type VhdTarget } from './vhd-target.ts';

/** The service's limit for one Put Page or Put Page From URL. */
export const LARGEST_PUT = 4 * 1024 * 1024;
/** Enough at a time for the limits below, also where an answer takes a tenth of a second. */
const PUTS_IN_FLIGHT = { initial: 8, maximum: 32 };
/** Published for a single page blob; beyond them it answers 503. */
const PAGE_BLOB_LIMITS = { bytesPerSecond: 60 * 1024 * 1024, requestsPerSecond: 500 };

export interface VhdWish {
  /** What progress lines begin with. */
  readonly label: string;
  readonly blobEndpoint: string;
  /** Below the container `system`. */
  readonly blobName: string;
  readonly leaseId: string;
  readonly marks: Marks;
  readonly deadline: Date;
}

/** The bytes of the VHD, and how they get into the blob. */
export interface VhdContent {
  /** Of the whole VHD, footer included. */
  readonly bytes: number;
  /** Where there is data. */
  readonly allocated: readonly PageRange[];
  /** Writes one piece of at most `LARGEST_PUT` bytes. */
  put(blob: PageBlob, piece: PageRange, options: WriteOptions): Promise<void>;
  /** Asked when everything is written: throws when it was not all of one piece. */
  requireUnchanged(): Promise<void>;
}

export interface VhdExported {
  readonly url: string;
  /** Of the VHD, footer included. */
  readonly bytes: number;
  /** What crossed the wire. */
  readonly movedBytes: number;
}

export interface WriteTools {
  readonly host: Host;
  readonly blobs: Blobs;
  /** For giving the lease back even when the run was cancelled. */
  readonly cleanup: { readonly host: Host; readonly blobs: Blobs };
  readonly ledger: {
    addLease(lease: { readonly blobUrl: string; readonly leaseId: string }): void;
    removeLease(blobUrl: string): void;
  };
}

/**
 * Writes `<blobEndpoint>system/<blobName>`, whose container is there. A blob that an earlier run left unfinished of the same
 * content is continued; one of other content is begun anew. Resolves when the blob is whole, verified and marked `complete`.
 */
export async function writeVhd(wish: VhdWish, content: VhdContent, tools: WriteTools): Promise<VhdExported> {
  const { blobs, cleanup, ledger } = tools;
  const { leaseId, marks, blobEndpoint, blobName } = wish;
  const { bytes } = content;
  const blob = await blobs.open(blobEndpoint, VHD_CONTAINER, blobName);
  const target: VhdTarget = { blob, leaseId, marks, bytes };

  ledger.addLease({ blobUrl: blob.url, leaseId });
  try {
    await prepareTarget(target);
    const movedBytes = await fill(wish, content, tools.host, target);
    await completeTarget(target);
    return { url: blob.url, bytes, movedBytes };
  } finally {
    await giveBackLease(cleanup.host, await cleanup.blobs.open(blobEndpoint, VHD_CONTAINER, blobName), leaseId);
    ledger.removeLease(blob.url);
  }
}

/** Moves what is missing and verifies the whole while the lease is kept alive; returns how many bytes were moved. */
async function fill(wish: VhdWish, content: VhdContent, host: Host, target: VhdTarget): Promise<number> {
  const { blob, leaseId } = target;
  const { allocated, bytes } = content;
  const lease = keepLease(host, blob, leaseId);
  try {
    const missing = subtractRanges(allocated, await blob.pageRanges());
    const total = totalBytes(missing);
    const progress = createCopyProgress(host, wish.label, { total, whole: totalBytes(allocated), size: bytes });
    await moveRanges(wish, content, host, { blob, missing, signal: lease.signal, moved: progress.moved });
    progress.done();
    await content.requireUnchanged();
    await verifyTarget(target, allocated);
    return total;
  } finally {
    await lease.stop();
  }
}

interface Move {
  readonly blob: PageBlob;
  readonly missing: readonly PageRange[];
  readonly signal: AbortSignal;
  readonly moved: (bytes: number) => void;
}

async function moveRanges(
  { leaseId, deadline }: VhdWish,
  content: VhdContent,
  host: Host,
  { blob, missing, signal, moved }: Move,
): Promise<void> {
  const pace = createPace(host, PAGE_BLOB_LIMITS);
  await runAdaptively({
    jobs: cutRanges(missing, LARGEST_PUT),
    limits: PUTS_IN_FLIGHT,
    async run(piece, busy) {
      await pace.turn(piece.length, signal);
      signal.throwIfAborted();
      const onBusy = (): void => {
        pace.slower();
        busy();
      };
      await content.put(blob, piece, { leaseId, deadline, onBusy });
      moved(piece.length);
    },
  });
}
