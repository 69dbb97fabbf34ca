// The Batch data plane: pools, nodes, jobs. Bodies are sent whole; answers are read into the few facts that matter.
import type { JsonObject } from './arm.ts';

export interface Pool {
  readonly id: string;
  readonly etag: string;
  readonly state: 'active' | 'deleting';
  readonly allocationState: 'steady' | 'resizing' | 'stopping';
  readonly vmSize: string;
  /** The image as the pool names it: a gallery image (version) or managed image ID, or publisher:offer:sku:version. */
  readonly image: PoolImage;
  readonly nodeAgentSku: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  readonly currentDedicatedNodes: number;
  readonly currentLowPriorityNodes: number;
  readonly autoScaleFormula?: string;
  readonly autoScaleError?: BatchFault;
  readonly resizeErrors: readonly BatchFault[];
  readonly allocationStateTransitionTime?: string;
  readonly taskSlotsPerNode: number;
}

export type PoolImage =
  | { readonly kind: 'resource'; readonly id: string }
  | { readonly kind: 'marketplace'; readonly urn: string }
  | { readonly kind: 'unknown' };

/** An error that a pool or a node reports, with the values that carry the real cause. */
export interface BatchFault {
  readonly code: string;
  readonly message: string;
  readonly values: Readonly<Record<string, string>>;
}

export type NodeState =
  | 'idle'
  | 'rebooting'
  | 'reimaging'
  | 'running'
  | 'unusable'
  | 'creating'
  | 'starting'
  | 'waitingforstarttask'
  | 'starttaskfailed'
  | 'unknown'
  | 'leavingpool'
  | 'offline'
  | 'preempted'
  | 'upgradingos'
  | 'deallocated'
  | 'deallocating';

/** Nodes by state; states without nodes are absent. */
export interface NodeCounts {
  readonly dedicated: Readonly<Partial<Record<NodeState, number>>>;
  readonly lowPriority: Readonly<Partial<Record<NodeState, number>>>;
}

export interface ComputeNode {
  readonly id: string;
  readonly state: NodeState;
  readonly dedicated: boolean;
  readonly errors: readonly BatchFault[];
  readonly startTask?: { readonly exitCode?: number; readonly failure?: BatchFault };
}

export interface SupportedImage {
  readonly nodeAgentSku: string;
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly osType: 'linux' | 'windows';
  readonly verified: boolean;
  /** ISO 8601; after it nodes are no longer supported. */
  readonly endOfLife?: string;
}

export type DataPlanePoolBody = JsonObject;
