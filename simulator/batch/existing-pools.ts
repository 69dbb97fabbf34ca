// Pools that a world begins with, also of kinds that nobody can make any more: of VHDs, of managed images, of images that
// others share. Their bodies are in ARM's spelling, as every resource of a scenario; nothing is allocated for them.
import { AzureError } from '../kernel/errors.ts';
import { objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import { ScenarioError } from '../scenario/load.ts';
import type { ScenarioNode, ScenarioResource } from '../scenario/scenario.ts';
import { accountFacts, type AccountFacts } from './account.ts';
import { flattened } from './arm-pools.ts';
import { isGalleryImage, resolveImage } from './image.ts';
import { placeNode } from './nodes.ts';
import { imageReferenceOf } from './pool-rules.ts';
import { armPool } from './pool-shapes.ts';
import { autoScaleOf, emptyPool } from './pools.ts';
import { sharedReferenceIn } from './shared-image.ts';
import { accountOf } from './state.ts';
import type { BatchState, NodeImage, Pool } from './state.ts';
import { read } from './translate.ts';

const PLANE = { kind: 'arm', version: '2024-07-01', past: true } as const;
const POOL_ID = /^(.+\/providers\/Microsoft\.Batch\/batchAccounts\/[^/]+)\/pools\/([^/]+)$/i;

export function placeExistingPools(state: BatchState): void {
  for (const resource of state.world.scenario.resources) {
    const [, accountId, name] = POOL_ID.exec(resource.id) ?? [];
    if (accountId === undefined || name === undefined) continue;
    try {
      place(state, factsOf(state, accountId), name, resource);
    } catch (error) {
      if (!(error instanceof AzureError)) throw error;
      const values = Object.values(error.values).join(' ');
      throw new ScenarioError(`${resource.id}: ${error.message} ${values}`.trim());
    }
  }
}

function factsOf({ world }: BatchState, accountId: string): AccountFacts {
  const account = world.resources.get(accountId);
  if (account === undefined) {
    throw new ScenarioError(`${accountId}: a pool is in it, but the world has no such Batch account.`);
  }
  return accountFacts(account);
}

function place(state: BatchState, facts: AccountFacts, name: string, { body, nodes }: ScenarioResource): void {
  const properties = objectOf(body['properties']);
  const definition = flattened(read(armPool, properties, PLANE, 'properties'), false);
  const account = accountOf(state, facts.id);
  const identity = body['identity'] === undefined ? undefined : objectOf(body['identity']);
  const fresh = emptyPool(state, account, { id: name, body: definition, identity });
  const created = stringOf(properties['creationTime']) ?? fresh.creationTime;
  const pool: Pool = { ...fresh, creationTime: created, lastModified: created, stateTransitionTime: created };
  account.pools.set(name.toLowerCase(), pool);

  const targets = {
    dedicated: wholeOf(definition['targetDedicatedNodes']),
    low: wholeOf(definition['targetLowPriorityNodes']),
  };
  for (const node of nodes ?? asManyAs(targets)) placeNodes(state, facts, pool, node);
  pool.autoScale = autoScaleOf(definition);
  const has = (isDedicated: boolean): number =>
    [...pool.nodes.values()].filter((node) => node.isDedicated === isDedicated).length;
  pool.targetDedicatedNodes = pool.autoScale === undefined ? targets.dedicated : has(true);
  pool.targetLowPriorityNodes = pool.autoScale === undefined ? targets.low : has(false);
}

function asManyAs({ dedicated, low }: { readonly dedicated: number; readonly low: number }): readonly ScenarioNode[] {
  return [...(dedicated > 0 ? [{ count: dedicated }] : []), ...(low > 0 ? [{ count: low, isDedicated: false }] : [])];
}

function placeNodes(state: BatchState, facts: AccountFacts, pool: Pool, wish: ScenarioNode): void {
  const image = imageOf(state, facts, imageReferenceOf(pool.definition), wish.version);
  const vmSize = stringOf(pool.definition.vmSize)?.toLowerCase() ?? '';
  for (let made = 0; made < (wish.count ?? 1); made += 1) {
    placeNode(state, pool, { isDedicated: wish.isDedicated !== false, image, vmSize }, wish.state ?? 'idle');
  }
}

/** The image of nodes that run `version` of what the pool names, or what that is now. */
function imageOf(
  state: BatchState,
  facts: AccountFacts,
  reference: JsonObject,
  version: string | undefined,
): NodeImage {
  const id = stringOf(reference['virtualMachineImageId']);
  if (id !== undefined && isGalleryImage(id)) {
    if (version !== undefined) {
      return { kind: 'gallery', exactId: `${id.replace(/\/versions\/[^/]+$/i, '')}/versions/${version}` };
    }
    const found = resolveImage(state.world, facts, reference);
    if (found.kind === 'found') return found.image.image;
    // A pinned version may have gone since the nodes were made of it.
    if (/\/versions\//i.test(id)) return { kind: 'gallery', exactId: id };
  }
  if (sharedReferenceIn(reference) !== undefined) {
    if (version !== undefined) return { kind: 'shared', reference, exactVersion: version };
    const found = resolveImage(state.world, facts, reference);
    if (found.kind === 'found') return found.image.image;
  }
  if (reference['publisher'] !== undefined) return { kind: 'marketplace', reference, exactVersion: version };
  return { kind: 'other', reference };
}

function wholeOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
