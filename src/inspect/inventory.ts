// The inventory of a Batch account: which image, version and VHD each pool is made of, and what of ours no pool uses. Pure.
// It is also the `result` output of `mode: inspect`: fields are only ever added.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import type { BatchFault, NodeCounts, Pool } from '../azure/batch-service.ts';
import { nameOf } from '../azure/resource-id.ts';
import { byCodeUnit } from '../by-code-unit.ts';
import { readOrigin, type Origin } from '../marks.ts';
import type { Warning } from '../problem.ts';
import { nodeAgentFacts, type NodeAgentFacts } from './agent.ts';
import { describeImages, type ImageFacts } from './images.ts';
import { valueOf } from './reads.ts';
import type { AccountSurvey } from './survey.ts';
import { ownVersions, ownVhds, type OwnVersion, type OwnVhd } from './usage.ts';
import { sourceVhds, type SourceVhd } from './vhds.ts';
import { inventoryWarnings } from './warnings.ts';

export interface Inventory {
  /** Its mode and quota where Azure tells them. */
  readonly batchAccount: Pick<BatchAccount, 'id' | 'name' | 'location' | 'poolAllocationMode' | 'poolQuota'>;
  /** Absent when there is none, or none that could be read. */
  readonly storageAccount?: { readonly id: string; readonly name: string };
  readonly galleries: readonly GalleryFacts[];
  /** In the order of their IDs. */
  readonly pools: readonly PoolFacts[];
  /** Image versions with our marks, of all the galleries. */
  readonly imageVersions: readonly OwnVersion[];
  /** VHD blobs with our marks. */
  readonly vhds: readonly OwnVhd[];
  readonly warnings: readonly Warning[];
}

export interface GalleryFacts {
  readonly id: string;
  readonly name: string;
  readonly kind: 'found' | 'absent' | 'unread';
}

export interface PoolFacts {
  readonly id: string;
  readonly state: Pool['state'];
  readonly allocationState: Pool['allocationState'];
  readonly vmSize: string;
  readonly image: ImageFacts;
  readonly vhds: readonly SourceVhd[];
  readonly nodeAgent: NodeAgentFacts;
  readonly nodes: NodeFacts;
  readonly resizeErrors: readonly BatchFault[];
  /** By our marks; absent for pools that this action did not make. */
  readonly origin?: Origin;
}

export interface NodeFacts {
  readonly targetDedicated: number;
  readonly targetLowPriority: number;
  readonly currentDedicated: number;
  readonly currentLowPriority: number;
  readonly autoScale: boolean;
  /** Absent when they could not be read. */
  readonly counts?: NodeCounts;
}

/** A survey whose account and pools could be read. */
export interface ReadSurvey extends AccountSurvey {
  readonly batchAccount: BatchAccount;
  readonly poolList: readonly Pool[];
}

export function inventory(survey: ReadSurvey): Inventory {
  const { batchAccount } = survey;
  const pools = survey.poolList.map((pool) => poolFacts(pool, survey)).toSorted((a, b) => byCodeUnit(a.id, b.id));
  const imageVersions = ownVersions(survey, pools);
  const { id, name, location, poolAllocationMode, poolQuota } = batchAccount;
  const storage = valueOf(survey.storage.account);
  const facts = {
    batchAccount: {
      id,
      name,
      location,
      ...(poolAllocationMode && { poolAllocationMode }),
      ...(poolQuota !== undefined && { poolQuota }),
    },
    ...(storage && { storageAccount: { id: storage.id, name: storage.name } }),
    galleries: [...survey.galleries.values()]
      .map((gallery) => ({ id: gallery.id, name: nameOf(gallery.id), kind: gallery.definitions.kind }))
      .toSorted((a, b) => byCodeUnit(a.id, b.id)),
    pools,
    imageVersions,
    vhds: ownVhds(survey, pools, imageVersions),
  };
  return { ...facts, warnings: inventoryWarnings(facts, survey) };
}

function poolFacts(pool: Pool, survey: ReadSurvey): PoolFacts {
  const origin = readOrigin(pool.metadata);
  const image = describeImages(pool, survey);
  const counts = valueOf(survey.nodeCounts)?.get(pool.id.toLowerCase());
  return {
    id: pool.id,
    state: pool.state,
    allocationState: pool.allocationState,
    vmSize: pool.vmSize,
    image,
    vhds: sourceVhds(image, origin, survey),
    nodeAgent: nodeAgentFacts(pool.nodeAgentSku, survey.supportedImages, survey.now),
    nodes: {
      targetDedicated: pool.targetDedicatedNodes,
      targetLowPriority: pool.targetLowPriorityNodes,
      currentDedicated: pool.currentDedicatedNodes,
      currentLowPriority: pool.currentLowPriorityNodes,
      autoScale: pool.autoScaleFormula !== undefined,
      ...(counts && { counts }),
    },
    resizeErrors: pool.resizeErrors,
    ...(origin && { origin }),
  };
}
