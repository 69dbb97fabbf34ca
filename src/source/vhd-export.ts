// Export of a snapshot to a VHD blob: the ranges that hold data, copied server to server under a lease, then verified.
import { cutRanges, subtractRanges, totalBytes } from '../azure/page-ranges.ts';
import type { Host } from '../azure/host.ts';
import type { Blobs, PageRange } from '../azure/page-blobs.ts';
import type { Marks } from '../marks.ts';
import { VHD_CONTAINER } from '../names.ts';
import { runAdaptively } from './adaptive-queue.ts';
import type { DiskCapture } from './capture.ts';
import { createCopyProgress } from './copy-progress.ts';
import { keepLease } from './keep-lease.ts';
import { withReadAccess, type AccessTools, type SharedBlob } from './read-access.ts';
import { completeTarget, giveBackLease, prepareTarget, verifyTarget, type VhdTarget } from './vhd-target.ts';

/** The service's limit for one Put Page From URL. */
const LARGEST_COPY = 4 * 1024 * 1024;
/** A page blob takes 500 requests and 60 MiB a second; eight copies in flight come near it. */
const COPIES_IN_FLIGHT = { initial: 8, maximum: 32 };

export interface VhdExport {
  readonly disk: DiskCapture;
  readonly blobEndpoint: string;
  readonly leaseId: string;
  readonly marks: Marks;
  readonly deadline: Date;
}

export interface VhdExported {
  readonly url: string;
  /** Of the VHD, footer included. */
  readonly bytes: number;
  /** What crossed the wire. */
  readonly movedBytes: number;
}

export interface ExportTools extends AccessTools {
  readonly cleanup: AccessTools['cleanup'] & { readonly blobs: Blobs };
  readonly ledger: AccessTools['ledger'] & {
    addLease(lease: { readonly blobUrl: string; readonly leaseId: string }): void;
    removeLease(blobUrl: string): void;
  };
}

/**
 * Writes `<blobEndpoint>system/<blobName>`. A blob that an earlier run left unfinished of the same content is continued;
 * one of other content is begun anew. Resolves when the blob is whole, verified and marked `complete`.
 */
export async function exportVhd(wish: VhdExport, tools: ExportTools): Promise<VhdExported> {
  await tools.blobs.ensureContainer(wish.blobEndpoint, VHD_CONTAINER);
  return withReadAccess(wish.disk.snapshotId, wish.deadline, tools, async (source) =>
    writeUnderLease(wish, tools, source),
  );
}

async function writeUnderLease(wish: VhdExport, tools: ExportTools, source: SharedBlob): Promise<VhdExported> {
  const { blobs, cleanup, ledger } = tools;
  const { leaseId, marks, blobEndpoint, disk } = wish;
  const bytes = await lengthOf(source);
  const blob = await blobs.open(blobEndpoint, VHD_CONTAINER, disk.blobName);
  const target: VhdTarget = { blob, leaseId, marks, bytes };

  ledger.addLease({ blobUrl: blob.url, leaseId });
  try {
    await prepareTarget(target);
    const movedBytes = await fill(wish, tools.host, source, target);
    await completeTarget(target);
    return { url: blob.url, bytes, movedBytes };
  } finally {
    await giveBackLease(cleanup.host, await cleanup.blobs.open(blobEndpoint, VHD_CONTAINER, disk.blobName), leaseId);
    ledger.removeLease(blob.url);
  }
}

/** Copies what is missing and verifies the whole while the lease is kept alive; returns how many bytes were copied. */
async function fill(wish: VhdExport, host: Host, source: SharedBlob, target: VhdTarget): Promise<number> {
  const { blob, leaseId } = target;
  const lease = keepLease(host, blob, leaseId);
  try {
    const allocated = await source.blob.pageRanges();
    const missing = subtractRanges(allocated, await blob.pageRanges());
    const progress = createCopyProgress(host, wish.disk, { total: totalBytes(missing), whole: totalBytes(allocated) });
    await copyRanges(wish, source, target, missing, lease.signal, progress.moved);
    progress.done();
    await verifyTarget(target, allocated);
    return totalBytes(missing);
  } finally {
    await lease.stop();
  }
}

async function lengthOf({ blob }: SharedBlob): Promise<number> {
  const properties = await blob.properties();
  if (properties === undefined) throw new Error(`The bytes of the snapshot at ${blob.url} are gone.`);
  return properties.length;
}

async function copyRanges(
  { leaseId, deadline }: VhdExport,
  { sasUrl }: SharedBlob,
  { blob }: VhdTarget,
  ranges: readonly PageRange[],
  signal: AbortSignal,
  moved: (bytes: number) => void,
): Promise<void> {
  await runAdaptively({
    jobs: cutRanges(ranges, LARGEST_COPY),
    limits: COPIES_IN_FLIGHT,
    async run(range, busy) {
      signal.throwIfAborted();
      await blob.copyPages({ ...range, sourceUrl: sasUrl }, { leaseId, deadline, onBusy: busy });
      moved(range.length);
    },
  });
}
