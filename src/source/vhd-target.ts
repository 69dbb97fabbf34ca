// The blob that becomes a VHD: made at its final name and length, ours and leased while it is written, verified at the end.
import { describe } from '../azure/errors.ts';
import type { Host } from '../azure/host.ts';
import type { PageBlob, PageRange } from '../azure/page-blobs.ts';
import { subtractRanges } from '../azure/page-ranges.ts';
import { CONTENT_MARK, KEY_MARK, STATE_MARK, type Marks } from '../marks.ts';
import { footerFault, VHD_FOOTER_BYTES } from './vhd-footer.ts';

/** The longest lease that still ends soon after its holder was killed. */
const LEASE_SECONDS = 60;

export interface VhdTarget {
  readonly blob: PageBlob;
  readonly leaseId: string;
  readonly marks: Marks;
  /** Of the whole VHD, footer included. */
  readonly bytes: number;
}

/**
 * Leaves the blob leased, marked as being written, and empty or with what an interrupted run of the same content wrote.
 * Anything else of that name is left alone.
 */
export async function prepareTarget({ blob, leaseId, marks, bytes }: VhdTarget): Promise<void> {
  const existing = await blob.properties();
  if (existing !== undefined) {
    if (existing.metadata[KEY_MARK] !== marks[KEY_MARK] || existing.metadata[STATE_MARK] !== 'writing') {
      throw new Error(`Blob ${blob.url} is not an unfinished VHD of this release: left alone.`);
    }
    await blob.acquireLease(leaseId, LEASE_SECONDS);
    if (existing.metadata[CONTENT_MARK] === marks[CONTENT_MARK] && existing.length === bytes) return;
    await blob.delete({ leaseId });
  }
  await blob.create(bytes, { ...marks, [STATE_MARK]: 'writing' });
  await blob.acquireLease(leaseId, LEASE_SECONDS);
}

export async function completeTarget({ blob, leaseId, marks }: VhdTarget): Promise<void> {
  await blob.setMetadata({ ...marks, [STATE_MARK]: 'complete' }, { leaseId });
}

/** The blob has the right length, ends with a right footer, and holds data exactly where the source does. */
export async function verifyTarget({ blob, bytes }: VhdTarget, allocated: readonly PageRange[]): Promise<void> {
  const [properties, written, footer] = await Promise.all([
    blob.properties(),
    blob.pageRanges(),
    blob.read(bytes - VHD_FOOTER_BYTES, VHD_FOOTER_BYTES),
  ]);
  const faults = [
    properties?.length === bytes ? undefined : `it has ${properties?.length ?? 0} bytes instead of ${bytes}`,
    footerFault(footer, bytes - VHD_FOOTER_BYTES),
    subtractRanges(allocated, written).length === 0 ? undefined : 'ranges of the source are missing in it',
    subtractRanges(written, allocated).length === 0 ? undefined : 'it holds ranges that the source does not have',
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new Error(`The VHD ${blob.url} is not what was copied: ${faults.join('; ')}.`);
}

/** A lease that cannot be given back ends by itself within a minute. */
export async function giveBackLease(host: Host, blob: PageBlob, leaseId: string): Promise<void> {
  try {
    await blob.releaseLease(leaseId);
  } catch (error) {
    host.debug(`The lease on ${blob.url} was not given back and ends by itself: ${describe(error)}`);
  }
}
