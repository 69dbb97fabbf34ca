// The plan, as data: an ordered graph of steps, each with what it ensures, why, and whether it is already so.
import type { ImageDefinitionSpec } from '../image/definition.ts';
import type { VersionSpec } from '../image/version.ts';
import type { PoolPlan } from '../pool/provision-pool.ts';
import type { DiskCapture } from '../source/capture.ts';

export type Phase =
  'inputs' | 'sign-in' | 'survey' | 'capture' | 'export' | 'image' | 'replication' | 'pool' | 'cleanup';

/** One step of a plan. `after` names the steps whose results it needs; everything else may run beside it. */
export interface PlannedStep {
  readonly id: string;
  readonly phase: Phase;
  /** What it does to which resource, e.g. `Create image version 1.4.0`. */
  readonly title: string;
  /** The resource it is about: an ARM ID, a blob URL or a pool ID. */
  readonly resource: string;
  readonly reason: string;
  readonly state: 'todo' | 'done';
  readonly after: readonly string[];
  readonly work: StepWork;
}

export type StepWork =
  | { readonly kind: 'deallocate-vm'; readonly vmId: string }
  | { readonly kind: 'snapshot-disk'; readonly disk: DiskCapture }
  | { readonly kind: 'generalize-vm'; readonly vmId: string }
  | { readonly kind: 'export-vhd'; readonly disk: DiskCapture }
  | { readonly kind: 'create-gallery'; readonly galleryId: string; readonly location: string }
  | { readonly kind: 'create-definition'; readonly definition: ImageDefinitionSpec }
  | { readonly kind: 'create-version'; readonly version: VersionSpec }
  | { readonly kind: 'await-region'; readonly versionId: string; readonly region: string }
  | { readonly kind: 'await-all-regions'; readonly versionId: string }
  | { readonly kind: 'provision-pool'; readonly pool: PoolPlan }
  | { readonly kind: 'prove-pool'; readonly pool: PoolPlan }
  | { readonly kind: 'delete-snapshot'; readonly disk: DiskCapture };
