// Export of a snapshot to a VHD blob: the ranges that hold data, copied server to server under a lease, then verified.
import type { Arm } from '../azure/arm.ts';
import { cutRanges, subtractRanges, totalBytes } from '../azure/page-ranges.ts';
import { beginAccess, endAccess } from '../azure/disks.ts';
import { describe } from '../azure/errors.ts';
import type { Host } from '../azure/host.ts';
import type { Blobs, PageBlob, PageRange } from '../azure/page-blobs.ts';
import { nameOf } from '../azure/resource-id.ts';
import { CONTENT_MARK, KEY_MARK, STATE_MARK, type Marks } from '../marks.ts';
import { VHD_CONTAINER } from '../names.ts';
import { runAdaptively } from './adaptive-queue.ts';
import type { DiskCapture } from './capture.ts';
import { createCopyProgress } from './copy-progress.ts';
import { keepLease } from './keep-lease.ts';
import { footerFault, VHD_FOOTER_BYTES } from './vhd-footer.ts';

/** The service's limit for one Put Page From URL. */
const LARGEST_COPY = 4 * 1024 * 1024;
/** The shortest lease that outlives a few lost renewals; the longest that ends soon when this process is killed. */
const LEASE_SECONDS = 60;
/** A page blob takes 500 requests and 60 MiB a second; eight copies in flight come near it. */
const COPIES_IN_FLIGHT = { initial: 8, maximum: 32 };

export interface VhdExport {
  readonly disk: DiskCapture;
  readonly blobEndpoint: string;
  readonly leaseId: string;
  readonly marks: Marks;
  readonly deadline: Date;
}

/** The snapshot's bytes, and the signed URL that lets another storage account read them. */
interface SharedBlob {
  readonly blob: PageBlob;
  readonly sasUrl: string;
}

export interface VhdExported {
  readonly url: string;
  readonly bytes: number;
  readonly movedBytes: number;
}

export interface ExportTools {
  readonly host: Host;
  readonly arm: Arm;
  readonly blobs: Blobs;
  /** For giving back the grant and the lease, even when the run was cancelled. */
  readonly cleanup: { readonly host: Host; readonly arm: Arm; readonly blobs: Blobs };
  readonly ledger: OpenThings;
}

/** Notes what is open, so that somebody can give it back when this process is killed. */
export interface OpenThings {
  addGrant(id: string): void;
  removeGrant(id: string): void;
  addLease(lease: { readonly blobUrl: string; readonly leaseId: string }): void;
  removeLease(blobUrl: string): void;
}

/** How long giving a grant back may take. */
const REVOCATION_PATIENCE_MS = 5 * 60_000;

/**
 * Writes `<blobEndpoint>system/<blobName>`. A blob that an earlier run left unfinished of the same content is continued;
 * one of other content is begun anew. Resolves when the blob is whole, verified and marked `complete`.
 */
export async function exportVhd(wish: VhdExport, tools: ExportTools): Promise<VhdExported> {
  const { arm, blobs, host, ledger } = tools;
  const { disk, blobEndpoint } = wish;
  await blobs.ensureContainer(blobEndpoint, VHD_CONTAINER);
  const target = await blobs.open(blobEndpoint, VHD_CONTAINER, disk.blobName);

  ledger.addGrant(disk.snapshotId);
  try {
    const wait = { deadline: wish.deadline, what: `read access to snapshot ${nameOf(disk.snapshotId)}` };
    const sasUrl = await beginAccess(arm, disk.snapshotId, accessSeconds(host, wish.deadline), wait);
    host.secret(sasUrl);
    const source = { blob: await blobs.openShared(sasUrl), sasUrl };
    return await copyUnderLease(wish, tools, source, target);
  } finally {
    await revoke(disk.snapshotId, tools);
  }
}

/** An open grant keeps the snapshot from being deleted. */
async function revoke(snapshotId: string, { cleanup, ledger }: ExportTools): Promise<void> {
  const deadline = new Date(cleanup.host.clock.now().getTime() + REVOCATION_PATIENCE_MS);
  await endAccess(cleanup.arm, snapshotId, { deadline, what: `end of access to snapshot ${nameOf(snapshotId)}` });
  ledger.removeGrant(snapshotId);
}

async function copyUnderLease(
  wish: VhdExport,
  { host, cleanup, ledger }: ExportTools,
  source: SharedBlob,
  target: PageBlob,
): Promise<VhdExported> {
  const bytes = await lengthOf(source.blob);
  ledger.addLease({ blobUrl: target.url, leaseId: wish.leaseId });
  await prepareTarget(wish, target, bytes);
  const lease = keepLease(host, target, wish.leaseId);
  try {
    const allocated = await source.blob.pageRanges();
    const missing = subtractRanges(allocated, await target.pageRanges());
    await copyRanges(wish, host, source, target, missing, totalBytes(allocated), lease.signal);
    await verify(target, allocated, bytes);
    await target.setMetadata({ ...wish.marks, [STATE_MARK]: 'complete' }, { leaseId: wish.leaseId });
    return { url: target.url, bytes, movedBytes: totalBytes(missing) };
  } finally {
    await lease.stop();
    await giveBackLease(wish, cleanup);
    ledger.removeLease(target.url);
  }
}

async function lengthOf(source: PageBlob): Promise<number> {
  const properties = await source.properties();
  if (properties === undefined) throw new Error(`The snapshot’s bytes at ${source.url} are gone.`);
  return properties.length;
}

/** A lease that cannot be given back ends by itself within a minute. */
async function giveBackLease(wish: VhdExport, { host, blobs }: ExportTools['cleanup']): Promise<void> {
  try {
    const blob = await blobs.open(wish.blobEndpoint, VHD_CONTAINER, wish.disk.blobName);
    await blob.releaseLease(wish.leaseId);
  } catch (error) {
    host.debug(`The lease on ${wish.disk.blobName} was not given back and ends by itself: ${describe(error)}`);
  }
}

/** Makes the blob exist at its final size, ours, leased, and of no other content. */
async function prepareTarget(wish: VhdExport, target: PageBlob, bytes: number): Promise<void> {
  const writing = { ...wish.marks, [STATE_MARK]: 'writing' };
  const existing = await target.properties();
  if (existing === undefined) {
    await target.create(bytes, writing);
    await target.acquireLease(wish.leaseId, LEASE_SECONDS);
    return;
  }
  if (existing.metadata[KEY_MARK] !== wish.marks[KEY_MARK] || existing.metadata[STATE_MARK] !== 'writing') {
    throw new Error(`Blob ${target.url} is not an unfinished VHD of this release: left alone.`);
  }
  await target.acquireLease(wish.leaseId, LEASE_SECONDS);
  if (existing.metadata[CONTENT_MARK] === wish.marks[CONTENT_MARK] && existing.length === bytes) return;
  await target.delete({ leaseId: wish.leaseId });
  await target.create(bytes, writing);
  await target.acquireLease(wish.leaseId, LEASE_SECONDS);
}

async function copyRanges(
  wish: VhdExport,
  host: Host,
  source: SharedBlob,
  target: PageBlob,
  missing: readonly PageRange[],
  allocatedBytes: number,
  signal: AbortSignal,
): Promise<void> {
  const total = totalBytes(missing);
  const progress = createCopyProgress(host, wish.disk, { total, alreadyThere: allocatedBytes - total });
  await runAdaptively({
    jobs: cutRanges(missing, LARGEST_COPY),
    limits: COPIES_IN_FLIGHT,
    async run(range, busy) {
      signal.throwIfAborted();
      await target.copyPages(
        { ...range, sourceUrl: source.sasUrl },
        { leaseId: wish.leaseId, deadline: wish.deadline, onBusy: busy },
      );
      progress.moved(range.length);
    },
  });
  progress.done();
}

/** The blob has the right length, ends with a right footer, and holds data exactly where the source does. */
async function verify(target: PageBlob, allocated: readonly PageRange[], bytes: number): Promise<void> {
  const [properties, written, footer] = await Promise.all([
    target.properties(),
    target.pageRanges(),
    target.read(bytes - VHD_FOOTER_BYTES, VHD_FOOTER_BYTES),
  ]);
  const faults = [
    properties?.length === bytes ? undefined : `it has ${properties?.length ?? 0} bytes instead of ${bytes}`,
    footerFault(footer, bytes - VHD_FOOTER_BYTES),
    subtractRanges(allocated, written).length === 0 ? undefined : 'ranges of the source are missing in it',
    subtractRanges(written, allocated).length === 0 ? undefined : 'it holds ranges that the source does not have',
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new Error(`The VHD ${target.url} is not what was copied: ${faults.join('; ')}.`);
}

/** Long enough for the whole wait, within the sixty days Azure allows. */
function accessSeconds(host: Host, deadline: Date): number {
  const left = Math.ceil((deadline.getTime() - host.clock.now().getTime()) / 1000);
  return Math.min(60 * 24 * 3600, Math.max(3600, left + 600));
}
