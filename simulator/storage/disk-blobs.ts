// The bytes behind disks and snapshots, as the Compute provider sees them. Storage implements it on sparse page blobs.

export interface DiskBlobs {
  /**
   * Gives a disk or snapshot (by ARM ID) its bytes: a VHD file, an empty fixed VHD (`bytes` with footer), another disk's or
   * snapshot's bytes as they are now, or an existing VHD page blob.
   */
  create(id: string, source: DiskSource): Promise<void>;
  delete(id: string): Promise<void>;
  /** The size of the VHD in bytes, footer included. */
  bytes(id: string): number;
  /**
   * Opens read access through a SAS URL on an `md-*.z<n>.blob.storage.azure.net` host, for `durationSeconds`.
   * The SAS of an incremental snapshot carries `?snapshot=...&sr=bs`.
   */
  grant(id: string, options: { readonly durationSeconds: number; readonly incremental: boolean }): Promise<string>;
  /** Ends the access: requests with that SAS are refused from now on. */
  revoke(id: string): Promise<void>;
  /** What a blob URL of a storage account points at, for image versions made from a VHD; undefined when it is absent. */
  inspect(blobUrl: string): Promise<VhdBlob | undefined>;
  /**
   * Writes the page blob at `toUrl` (its container made when absent) with the contents of the one at `fromUrl`: what
   * the capture of a VM of old does within its storage account.
   */
  copyBlob?(fromUrl: string, toUrl: string): Promise<void>;
  /** Writes a VHD to a storage account: the one behind a VM of old, or one that a world begins with. */
  createBlob?(
    url: string,
    source: Extract<DiskSource, { readonly kind: 'file' | 'empty' }>,
    metadata?: Readonly<Record<string, string>>,
  ): Promise<void>;
}

export type DiskSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'empty'; readonly bytes: number }
  | { readonly kind: 'disk'; readonly id: string }
  | { readonly kind: 'blob'; readonly url: string };

export interface VhdBlob {
  readonly blobType: 'PageBlob' | 'BlockBlob' | 'AppendBlob';
  readonly bytes: number;
  /** Whether the last 512 bytes are a fixed VHD footer with a right checksum. */
  readonly hasFixedVhdFooter: boolean;
  readonly isLeased?: boolean;
}
