// The VHDs of a run: each disk that the image is made of, or that is kept beside it, and how its blob comes to be.
import type { BlobUrl } from '../azure/sas.ts';
import type { Caching } from '../azure/virtual-machines.ts';
import type { DiskRole } from '../names.ts';
import type { DiskCapture } from './capture.ts';
import type { VhdFileScan } from './vhd-file-scan.ts';
import type { VhdFile } from './vhd-file.ts';
import { VHD_FOOTER_BYTES } from './vhd-footer.ts';

export type PlannedVhd = MadeVhd | CapturedVhd | FoundVhd;

interface VhdDisk {
  readonly role: DiskRole;
  readonly caching: Caching;
}

/** Written by this action, under a name that it chooses. */
export interface MadeVhd extends VhdDisk {
  readonly kind: 'made';
  /** Below the container `system`. */
  readonly blobName: string;
  readonly from: VhdBytes;
}

export type VhdBytes =
  | { readonly kind: 'snapshot'; readonly disk: DiskCapture }
  | { readonly kind: 'blob'; readonly location: BlobUrl; readonly bytes: number; readonly etag: string }
  | { readonly kind: 'file'; readonly file: VhdFile; readonly scan: VhdFileScan };

/** Written by `virtualMachines/capture`, under a name that Azure chooses. */
export interface CapturedVhd extends VhdDisk {
  readonly kind: 'captured';
  /** What an earlier run of this release captured. */
  readonly earlier: WholeVhd | undefined;
}

export interface WholeVhd {
  readonly url: string;
  /** Of the VHD, footer included. */
  readonly bytes: number;
}

/** The user's own, used where it lies and never touched. */
export interface FoundVhd extends VhdDisk {
  readonly kind: 'found';
  readonly whole: WholeVhd;
}

/** Of the VHD that is written, footer included. */
export function bytesOf(from: VhdBytes): number {
  switch (from.kind) {
    case 'snapshot':
      return from.disk.sizeBytes + VHD_FOOTER_BYTES;
    case 'blob':
      return from.bytes;
    case 'file':
      return from.file.bytes;
    default:
      return from satisfies never;
  }
}

/** Whether this action writes any of them into its storage account. */
export function isAnyMade(vhds: readonly PlannedVhd[]): boolean {
  return vhds.some(({ kind }) => kind === 'made');
}
