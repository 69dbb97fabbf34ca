// Page blobs: what a VHD is written to and read from. (Types by the lead; the implementation joins them here or beside.)
import type { ByteRange } from './byte-range.ts';

/** The blobs of a run's storage accounts. */
export interface Blobs {
  /** A blob of an account, by the endpoint that ARM names (with trailing slash). Nothing is requested yet. */
  open(blobEndpoint: string, container: string, name: string): Promise<PageBlob>;
  /** A blob by a URL that carries its own SAS: read only; retries as every request. */
  openSigned(sasUrl: string): Promise<ReadablePageBlob>;
  /** Creates the container; one that exists is fine. */
  ensureContainer(blobEndpoint: string, container: string): Promise<void>;
}

export interface ReadablePageBlob {
  readonly url: string;
  /** Undefined when the blob (or its container) does not exist. */
  properties(): Promise<BlobProperties | undefined>;
  /** The ranges that hold data, in order, adjacent ones joined. */
  pageRanges(): Promise<readonly ByteRange[]>;
  /** @param offset and count in bytes. */
  read(offset: number, count: number): Promise<Buffer>;
}

export interface PageBlob extends ReadablePageBlob {
  /** Creates an empty page blob of `bytes`; rejects with BlobAlreadyExists when there is one. */
  create(bytes: number, metadata: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Copies a range from another blob, server to server: at most 4 MiB, both ends on 512-byte pages.
   * `onBusy` is called when the service answered 503 and the copy is tried again.
   */
  copyPagesFrom(source: ReadablePageBlob, range: ByteRange, options: CopyOptions): Promise<void>;
  setMetadata(metadata: Readonly<Record<string, string>>, leaseId: string): Promise<void>;
  delete(leaseId: string): Promise<void>;
  /** Takes the lease with this ID for 60 s, or takes it again when it is held with the same ID. */
  acquireLease(leaseId: string): Promise<void>;
  renewLease(leaseId: string): Promise<void>;
  releaseLease(leaseId: string): Promise<void>;
}

export interface CopyOptions {
  readonly leaseId: string;
  readonly onBusy: () => void;
  readonly signal: AbortSignal;
}

export interface BlobProperties {
  /** Without any query. */
  readonly url: string;
  readonly bytes: number;
  readonly etag: string;
  readonly blobType: 'PageBlob' | 'BlockBlob' | 'AppendBlob';
  readonly metadata: Readonly<Record<string, string>>;
  readonly leased: boolean;
}
