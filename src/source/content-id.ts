// The content ID: tells whether what a name was made of is still what the source holds.
import { createHash } from 'node:crypto';
import type { Disk } from '../azure/disks.ts';
import type { BlobProperties } from '../azure/page-blobs.ts';

/** Enough against chance, and short enough for a mark. */
const CONTENT_ID_DIGITS = 20;

/** What a run knows of its source's content when it is planned. */
export type Content =
  | { readonly kind: 'known'; readonly id: string }
  /** The VM is not deallocated: until then its disks may change. */
  | { readonly kind: 'disks at rest'; readonly diskIds: readonly string[] }
  | { readonly kind: 'blobs at rest'; readonly urls: readonly string[] };

export function knownContent(content: Content): string | undefined {
  return content.kind === 'known' ? content.id : undefined;
}

export function contentOfDisks(disks: readonly Disk[], atRest: boolean): Content {
  return atRest
    ? { kind: 'known', id: contentIdOf(disks) }
    : { kind: 'disks at rest', diskIds: disks.map(({ id }) => id) };
}

/** A blob that a VM uses as its disk. */
export interface BlobDisk {
  readonly url: string;
  readonly properties: BlobIdentity;
}

export type BlobIdentity = Pick<BlobProperties, 'etag' | 'length'>;

export function contentOfBlobs(disks: readonly BlobDisk[], atRest: boolean): Content {
  return atRest
    ? { kind: 'known', id: contentIdOfBlobs(disks.map(({ properties }) => properties)) }
    : { kind: 'blobs at rest', urls: disks.map(({ url }) => url) };
}

/**
 * Of disks that belong to a deallocated VM. A disk keeps its `uniqueId` for life; its `LastOwnershipUpdateTime` changes
 * whenever it is attached, started or stopped. So a VM that was started since its capture has another content ID.
 */
export function contentIdOf(disks: readonly Disk[]): string {
  return digest(disks.map((disk) => `${disk.uniqueId}|${disk.lastOwnershipUpdateTime ?? ''}`).sort());
}

/** An ETag changes with every write, also one of metadata. */
export function contentIdOfBlobs(blobs: readonly BlobIdentity[]): string {
  return digest(blobs.map(({ etag, length }) => `${etag}|${length}`));
}

/** Of a VHD file, by its SHA-256. */
export function contentIdOfFile(sha256: string): string {
  return sha256.slice(0, CONTENT_ID_DIGITS);
}

/** A version never changes what it is made of: its ID says it all. */
export function contentIdOfVersion(id: string): string {
  return digest([id.toLowerCase()]);
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, CONTENT_ID_DIGITS);
}
