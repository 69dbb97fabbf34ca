// A Batch service that tells a story: each look at the pool shows its next state, and every write is on record.
import type {
  BatchFault,
  BatchService,
  ComputeNode,
  NodeCounts,
  NodeState,
  Pool,
} from '../../src/azure/batch-service.ts';

export const NO_NODES: NodeCounts = { dedicated: {}, lowPriority: {} };

export function counts(dedicated: Partial<Record<NodeState, number>>, lowPriority = {}): NodeCounts {
  return { dedicated, lowPriority };
}

export function aPool(change: Partial<Pool> = {}): Pool {
  return {
    id: 'render',
    etag: '0x1',
    state: 'active',
    allocationState: 'steady',
    vmSize: 'standard_d2s_v5',
    image: { kind: 'unknown' },
    nodeAgentSku: 'batch.node.ubuntu 22.04',
    metadata: {},
    targetDedicatedNodes: 2,
    targetLowPriorityNodes: 0,
    currentDedicatedNodes: 2,
    currentLowPriorityNodes: 0,
    resizeErrors: [],
    allocationStateTransitionTime: '2026-11-23T12:01:00Z',
    taskSlotsPerNode: 1,
    ...change,
  };
}

export function fault(code: string, values: Record<string, string> = {}, message = `${code} happened`): BatchFault {
  return { code, message, values };
}

export function node(state: NodeState, change: Partial<ComputeNode> = {}): ComputeNode {
  return { id: `tvm-${state}`, state, dedicated: true, errors: [], ...change };
}

/** What one look shows. */
export interface Scene {
  readonly pool?: Pool | undefined;
  readonly counts?: NodeCounts;
}

export interface FakeBatch extends BatchService {
  /** Writes and node reads, in order, e.g. `resize 2+0`. */
  readonly calls: string[];
}

/** The last scene stays. */
export function fakeBatch(scenes: readonly Scene[], parts: Partial<BatchService> = {}): FakeBatch {
  const calls: string[] = [];
  let looks = 0;
  const scene = (): Scene => scenes[Math.min(looks, scenes.length - 1)] ?? {};
  const unexpected = async (): Promise<never> => {
    throw new Error('Not part of this story.');
  };
  const record = (call: string) => async (): Promise<void> => {
    calls.push(call);
  };
  return {
    endpoint: 'https://acct.westeurope.batch.azure.com',
    calls,
    supportedImages: unexpected,
    readPoolBody: unexpected,
    listPools: unexpected,
    listNodeCounts: unexpected,
    listNodeImages: unexpected,
    patchPool: unexpected,
    listJobsOf: unexpected,
    addPool: record('add'),
    readPool: async () => {
      const { pool } = scene();
      looks += 1;
      return pool;
    },
    readNodeCounts: async () => (scenes[Math.min(Math.max(looks - 1, 0), scenes.length - 1)] ?? {}).counts ?? NO_NODES,
    listNodes: async (_poolId, options) => {
      calls.push(`nodes ${options?.filter ?? 'all'} ${options?.max ?? ''}`.trim());
      return [];
    },
    readNodeFile: async (_poolId, nodeId, path) => {
      calls.push(`file ${nodeId} ${path}`);
      return undefined;
    },
    resize: async (_poolId, { targetDedicatedNodes, targetLowPriorityNodes }) => {
      calls.push(`resize ${targetDedicatedNodes}+${targetLowPriorityNodes}`);
    },
    stopResize: record('stop resize'),
    disableAutoScale: record('disable autoscale'),
    enableAutoScale: async (_poolId, formula, interval) => {
      calls.push(`enable autoscale ${formula} ${interval ?? ''}`);
    },
    patchPoolMetadata: async (_poolId, change) => {
      calls.push(`metadata ${JSON.stringify(change)}`);
    },
    ...parts,
  };
}
