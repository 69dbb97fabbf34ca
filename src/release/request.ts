// The request: everything one run was asked to do, typed and checked as far as the inputs alone allow.
import { basename } from 'node:path';
import type { ImageVersionId } from '../azure/gallery-ids.ts';
import type { BlobUrl } from '../azure/sas.ts';
import type { PoolSpec } from '../pool/pool-spec.ts';
import type { Provenance } from '../provenance.ts';

export type { Provenance };

export interface Request {
  readonly mode: 'release' | 'plan';
  readonly subscriptionId: string;
  readonly source: Source;
  readonly capture: CaptureRequest;
  readonly image: ImageRequest;
  readonly pool: PoolRequest;
  /** The user's own tags, put on every ARM resource the run creates. */
  readonly tags: Readonly<Record<string, string>>;
  readonly provenance: Provenance;
  /** How long the whole run may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** What the image is made of. */
export type Source =
  | { readonly kind: 'vm'; readonly vmId: string }
  | { readonly kind: 'vhd-blob'; readonly location: BlobUrl }
  /** `path` is absolute, `name` as the workflow wrote it. */
  | { readonly kind: 'vhd-file'; readonly path: string; readonly name: string }
  /** It exists: nothing is captured. */
  | { readonly kind: 'image-version'; readonly version: ImageVersionId };

/** The source as marks and messages name it; never with a signature. */
export function sourceText(source: Source): string {
  switch (source.kind) {
    case 'vm':
      return source.vmId;
    case 'vhd-blob':
      return source.location.url;
    case 'vhd-file':
      return basename(source.path);
    case 'image-version':
      return source.version.id;
    default:
      return source satisfies never;
  }
}

export interface CaptureRequest {
  /** `snapshot` never flags the VM; `generalize` also does, after the snapshots exist, and for ever. */
  readonly mode: 'snapshot' | 'generalize';
  readonly dataDisks: 'include' | 'exclude';
  /** Whether the run leaves VHD blobs; never of an image version that exists. */
  readonly exportVhd: boolean;
  readonly containerName: string;
  readonly vhdPrefix: string;
  /** Undefined: the Batch account's auto-storage account. */
  readonly storageAccountId?: string;
  /** Whether `virtualMachines/capture` may overwrite. */
  readonly overwriteVhd: boolean;
  /** An absolute path: where the template of `virtualMachines/capture` is saved. */
  readonly templatePath?: string;
}

export interface ImageRequest {
  /** Whether the gallery is one of a subscription, or an image in it is shared with the caller and only read. */
  readonly access: 'own' | 'shared' | 'community';
  /** Of a gallery that others share, its name. */
  readonly galleryId: string;
  readonly createGallery: boolean;
  readonly definitionName: string;
  readonly version: string;
  readonly excludeFromLatest: boolean;
  /** Region (normalised) to replica count, beyond the VM's and the Batch account's regions. */
  readonly replicaRegions: ReadonlyMap<string, number>;
  /** ISO 8601 date. */
  readonly endOfLifeDate?: string;
  readonly wishes: ImageWishes;
}

/** What the workflow says of the image itself; the source and an existing definition tell the rest. */
export interface ImageWishes {
  readonly osType?: 'Linux' | 'Windows';
  readonly hyperVGeneration?: 'V1' | 'V2';
  readonly architecture?: 'x64' | 'Arm64';
  readonly securityType?: 'Standard' | 'TrustedLaunch' | 'TrustedLaunchSupported';
}

export interface PoolRequest {
  readonly batchAccountId: string;
  readonly spec: PoolSpec;
  /** The pool's ID, `{version}` already written out. */
  readonly poolId: string;
  /** The pool ID the user thinks of, without the version part. */
  readonly family: string;
  readonly existingPool: 'fail';
  readonly waitFor: 'ready' | 'steady' | 'none';
  /** Undefined: all the nodes the spec asks for. */
  readonly minReadyNodes?: number;
}
