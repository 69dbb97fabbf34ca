// The request: everything one run was asked to do, typed and checked as far as the inputs alone allow.
import type { PoolSpec } from '../pool/pool-spec.ts';
import type { Provenance } from '../provenance.ts';

export type { Provenance };

export interface Request {
  readonly mode: 'release' | 'plan';
  readonly subscriptionId: string;
  readonly source: VirtualMachineSource;
  readonly capture: CaptureRequest;
  readonly image: ImageRequest;
  readonly pool: PoolRequest;
  /** The user's own tags, put on every ARM resource the run creates. */
  readonly tags: Readonly<Record<string, string>>;
  readonly provenance: Provenance;
  /** How long the whole run may take, in milliseconds. */
  readonly timeoutMs: number;
}

export interface VirtualMachineSource {
  readonly kind: 'vm';
  readonly vmId: string;
}

export interface CaptureRequest {
  /** `snapshot` never flags the VM; `generalize` also does, after the snapshots exist, and for ever. */
  readonly mode: 'snapshot' | 'generalize';
  readonly dataDisks: 'include' | 'exclude';
  readonly exportVhd: boolean;
  readonly containerName: string;
  readonly vhdPrefix: string;
  /** Undefined: the Batch account's auto-storage account. */
  readonly storageAccountId?: string;
}

export interface ImageRequest {
  readonly galleryId: string;
  readonly createGallery: boolean;
  readonly definitionName: string;
  readonly version: string;
  readonly excludeFromLatest: boolean;
  /** Region (normalised) to replica count, beyond the VM's and the Batch account's regions. */
  readonly replicaRegions: ReadonlyMap<string, number>;
  /** ISO 8601 date. */
  readonly endOfLifeDate?: string;
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
