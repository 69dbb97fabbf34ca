// The Batch data plane: pools, nodes, jobs. Bodies are sent whole; answers are read into the few facts that matter.
import type { JsonObject } from './arm.ts';
import { batchTransport, createBatchClient } from './batch-client.ts';
import { createBatchService } from './batch-operations.ts';
import { scopeOf } from './cloud.ts';
import type { Session } from './credential.ts';
import type { Host } from './host.ts';

export interface Pool {
  readonly id: string;
  readonly etag: string;
  readonly state: 'active' | 'deleting';
  readonly allocationState: 'steady' | 'resizing' | 'stopping';
  readonly vmSize: string;
  /** As the pool names it. */
  readonly image: PoolImage;
  readonly nodeAgentSku: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  readonly currentDedicatedNodes: number;
  readonly currentLowPriorityNodes: number;
  readonly autoScaleFormula?: string;
  readonly autoScaleError?: BatchFault;
  /** When the formula was last evaluated; absent until the first time. */
  readonly autoScaledAt?: string;
  readonly resizeErrors: readonly BatchFault[];
  readonly allocationStateTransitionTime?: string;
  readonly taskSlotsPerNode: number;
}

export type PoolImage =
  /** A gallery's image version, its image definition (then the latest version), or a managed image. */
  | { readonly kind: 'resource'; readonly id: string }
  /** `publisher:offer:sku:version`. */
  | { readonly kind: 'marketplace'; readonly urn: string }
  | { readonly kind: 'shared-gallery'; readonly id: string }
  | { readonly kind: 'community-gallery'; readonly id: string }
  /** VHD blobs, as pools had them in 2017; without a signature. */
  | { readonly kind: 'vhds'; readonly urls: readonly string[] }
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

/** What a node runs, as far as Batch tells. */
export interface NodeImage {
  readonly nodeId: string;
  /** `Major.Minor.Patch` of a gallery image, or what the publisher calls the version. */
  readonly exactVersion?: string;
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

/** A job as far as moving it between pools needs. */
export interface PoolJob {
  readonly id: string;
  readonly etag: string;
  readonly state: string;
  /** Jobs that bring their own pool cannot be moved. */
  readonly autoPool: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ResizeRequest {
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  /** ISO 8601 duration. */
  readonly resizeTimeout?: string;
}

export interface BatchService {
  readonly endpoint: string;
  supportedImages(): Promise<readonly SupportedImage[]>;
  /** Refused with PoolExists when the ID is taken, whatever its case. */
  addPool(body: DataPlanePoolBody): Promise<void>;
  /** Undefined when there is none. */
  readPool(poolId: string): Promise<Pool | undefined>;
  /** As Batch holds it, whole. */
  readPoolBody(poolId: string): Promise<JsonObject | undefined>;
  listPools(): Promise<readonly Pool[]>;
  readNodeCounts(poolId: string): Promise<NodeCounts>;
  /** Of every pool of the account, by pool ID in lower case. */
  listNodeCounts(): Promise<ReadonlyMap<string, NodeCounts>>;
  /** `filter` is OData, e.g. `state eq 'unusable'`. */
  listNodes(
    poolId: string,
    options?: { readonly filter?: string; readonly max?: number },
  ): Promise<readonly ComputeNode[]>;
  listNodeImages(poolId: string): Promise<readonly NodeImage[]>;
  /** A text file of a node, e.g. `startup/stderr.txt`, or its end; undefined when file or node is gone. */
  readNodeFile(
    poolId: string,
    nodeId: string,
    path: string,
    options?: { readonly tailBytes?: number },
  ): Promise<string | undefined>;
  resize(poolId: string, request: ResizeRequest): Promise<void>;
  stopResize(poolId: string): Promise<void>;
  disableAutoScale(poolId: string): Promise<void>;
  enableAutoScale(poolId: string, formula: string, interval?: string): Promise<void>;
  /** Changes the named properties, if the pool is still the one with this ETag. */
  patchPool(poolId: string, body: JsonObject, etag?: string): Promise<void>;
  /** Read, merge, write under the ETag, again when someone else was faster. A value of undefined removes the name. */
  patchPoolMetadata(poolId: string, change: Readonly<Record<string, string | undefined>>): Promise<void>;
  /** Jobs whose tasks run on the pool; `state` leaves out those in any other one. */
  listJobsOf(poolId: string, options?: { readonly state?: 'active' }): Promise<readonly PoolJob[]>;
}

/** Opens the data plane of one Batch account. Nothing is sent before the first call. */
export function connectBatch(session: Session, host: Host, endpoint: string): BatchService {
  const forgetToken = (): void => session.forget(scopeOf(session.cloud.audiences.batch));
  return createBatchService(
    endpoint,
    createBatchClient(host, endpoint, batchTransport(session, endpoint), forgetToken),
  );
}
