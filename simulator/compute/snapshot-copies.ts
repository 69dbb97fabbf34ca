// Copies of incremental snapshots (`CopyStart`), also into another region: the PUT succeeds at once, and the platform copies in
// the background. A copy whose source goes meanwhile never gets whole.
import { AzureError } from '../kernel/errors.ts';
import { at, stringOf, type JsonObject } from '../kernel/json.ts';
import { typeOf, type StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { nameOf, sameId } from './compute-ids.ts';
import { SNAPSHOT_TYPE } from './disk-state.ts';
import { propertiesOf } from './resource-bodies.ts';

interface Copy {
  readonly sourceId: string;
  readonly startedAt: number;
  readonly durationMs: number;
  /** How far it was when its source went. */
  lostAt?: number;
}

const copies = new WeakMap<World, Map<string, Copy>>();

function copiesOf(world: World): Map<string, Copy> {
  const known = copies.get(world) ?? new Map<string, Copy>();
  copies.set(world, known);
  return known;
}

function percentOf(world: World, copy: Copy): number {
  if (copy.lostAt !== undefined) return copy.lostAt;
  if (copy.durationMs <= 0) return 100;
  const elapsed = world.clock.now().getTime() - copy.startedAt;
  return Math.min(100, Math.floor((elapsed / copy.durationMs) * 100));
}

function isUnderWay(world: World, copy: Copy): boolean {
  return copy.lostAt === undefined && percentOf(world, copy) < 100;
}

/** https://learn.microsoft.com/azure/virtual-machines/disks-copy-incremental-snapshot-across-regions has the rules. */
export function requireCopyStart(world: World, ownType: string, body: JsonObject, source: StoredResource): void {
  const refuse = (why: string): AzureError =>
    new AzureError(400, 'BadRequest', `The createOption 'CopyStart' of '${source.id}' is not supported: ${why}`);
  const isIncremental = (properties: JsonObject): boolean => properties['incremental'] === true;
  if (ownType !== SNAPSHOT_TYPE || typeOf(source.id) !== SNAPSHOT_TYPE.toLowerCase()) {
    throw refuse('it makes a snapshot of a snapshot.');
  }
  if (!isIncremental(propertiesOf(source)) || !isIncremental(body)) {
    throw refuse('only incremental snapshots can be copied, as incremental snapshots.');
  }
  const family = familyOf(world, source);
  const other = [...copiesOf(world).values()].find((copy) => {
    const copied = world.resources.get(copy.sourceId);
    return copied !== undefined && isUnderWay(world, copy) && familyOf(world, copied) === family;
  });
  if (other === undefined) return;
  throw new AzureError(
    409,
    'Conflict',
    `Another incremental snapshot of the same disk, '${other.sourceId}', is being copied. One can be copied at a time.`,
  );
}

/** All incremental snapshots of one disk, and their copies, are of one family. */
export function familyOf(world: World, source: StoredResource): string {
  const own = stringOf(propertiesOf(source)['incrementalSnapshotFamilyId']);
  const sibling = world.resources
    .ofType(SNAPSHOT_TYPE)
    .map(propertiesOf)
    .find(({ creationData }) => sameId(stringOf(at(creationData, 'sourceResourceId')) ?? '', source.id));
  return own ?? stringOf(sibling?.['incrementalSnapshotFamilyId']) ?? world.random.guid();
}

export function startCopy(world: World, id: string, sourceId: string): void {
  const durationMs = world.clock.milliseconds('snapshot.copy');
  copiesOf(world).set(id.toLowerCase(), { sourceId, startedAt: world.clock.now().getTime(), durationMs });
}

/** A snapshot has gone: copies of it that are not whole stay as they are. */
export function loseSource(world: World, sourceId: string): void {
  copiesOf(world).delete(sourceId.toLowerCase());
  for (const copy of copiesOf(world).values()) {
    if (sameId(copy.sourceId, sourceId) && isUnderWay(world, copy)) copy.lostAt = percentOf(world, copy);
  }
}

/** What a copy shows of itself; nothing for a snapshot that is none. */
export function copyView(world: World, id: string): JsonObject {
  const copy = copiesOf(world).get(id.toLowerCase());
  if (copy === undefined) return {};
  return {
    completionPercent: percentOf(world, copy),
    ...(copy.lostAt !== undefined && {
      copyCompletionError: {
        errorCode: 'CopySourceNotFound',
        errorMessage: `The source snapshot '${copy.sourceId}' was deleted while the background copy was in progress.`,
      },
    }),
  };
}

/** Nobody reads a copy that is not whole. */
export function requireWhole(world: World, id: string): void {
  const copy = copiesOf(world).get(id.toLowerCase());
  if (copy === undefined || percentOf(world, copy) >= 100) return;
  const text = `The snapshot '${nameOf(id)}' is not ready: its background copy is ${percentOf(world, copy)} percent complete.`;
  throw new AzureError(409, 'OperationNotAllowed', text);
}
