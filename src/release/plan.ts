// The plan, as data: an ordered graph of steps, each with what it ensures, why, and whether it is already so.
import type { ImageDefinitionSpec } from '../image/definition.ts';
import type { VersionSpec } from '../image/version.ts';
import type { NameKey } from '../names.ts';
import type { Warning } from '../problem.ts';
import type { SourceSecurity } from '../pool/complete-pool.ts';
import type { NodeAgent } from '../pool/node-agent.ts';
import type { DiskCapture } from '../source/capture.ts';
import type { Content } from '../source/content-id.ts';
import type { FoundVhd, MadeVhd, PlannedVhd } from '../source/planned-vhd.ts';
import type { Forecast } from './forecast.ts';

export type Phase =
  'inputs' | 'sign-in' | 'survey' | 'capture' | 'export' | 'image' | 'replication' | 'pool' | 'cleanup';

export interface Plan {
  readonly steps: readonly PlannedStep[];
  readonly forecast: Forecast;
  readonly warnings: readonly Warning[];
  readonly key: NameKey;
  /** What the source holds; known only once its VM is deallocated. */
  readonly content: Content;
  readonly vhds: readonly PlannedVhd[];
  readonly version: VersionSpec;
  /** With trailing slash, where the VHDs go; undefined when none are written. */
  readonly blobEndpoint: string | undefined;
  readonly pool: PoolPlan;
  /** What runs in the source VM, e.g. `ubuntu 24.04`; undefined where nothing tells. */
  readonly sourceOs: string | undefined;
}

/** What the pool is to be, beyond the user's spec. */
export interface PoolPlan {
  readonly id: string;
  readonly family: string;
  readonly accountId: string;
  /** Of the data plane, as ARM names it. */
  readonly endpoint: string;
  /** Of the Batch account: where the image must have its replicas. */
  readonly region: string;
  readonly specHash: string;
  readonly nodeAgent: NodeAgent;
  readonly security: SourceSecurity;
}

/** One step of a plan. `after` names the steps whose results it needs; everything else may run beside it. */
export interface PlannedStep {
  readonly id: string;
  readonly phase: Phase;
  /** What it does to which resource, e.g. `Create image version 1.4.0`. */
  readonly title: string;
  /** The resource it is about: an ARM ID, a blob's name or a pool ID. */
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
  /** `virtualMachines/capture`: one call makes the VHDs of all unmanaged disks. */
  | { readonly kind: 'capture-vm'; readonly vmId: string }
  | { readonly kind: 'write-vhd'; readonly vhd: MadeVhd }
  /** Nothing to do: it lies where it is used. */
  | { readonly kind: 'use-vhd'; readonly vhd: FoundVhd }
  | { readonly kind: 'create-gallery'; readonly galleryId: string; readonly location: string }
  | { readonly kind: 'create-definition'; readonly definition: ImageDefinitionSpec }
  | { readonly kind: 'create-version' }
  /** Of a version that exists: only regions are added. */
  | { readonly kind: 'replicate-version' }
  | { readonly kind: 'await-region' }
  | { readonly kind: 'await-all-regions' }
  | { readonly kind: 'create-pool' }
  | { readonly kind: 'reattach-pool' }
  | { readonly kind: 'prove-pool'; readonly waitFor: 'ready' | 'steady' }
  | { readonly kind: 'delete-snapshot'; readonly disk: DiskCapture };
