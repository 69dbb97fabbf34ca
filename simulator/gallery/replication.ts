// Replication of image versions by the clock: the version's own region first, then the others side by side.
import { arrayOf, at, numberOf, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { displayName, normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';

interface Replica {
  readonly region: string;
  state: 'Replicating' | 'Completed' | 'Failed';
  /** Undefined while it waits for the version's own region. */
  startedAt: number | undefined;
  durationMs: number;
  /** Undefined for one that was there when the world began. */
  completedAt: number | undefined;
  details: string;
}

interface Progress {
  readonly replicas: Map<string, Replica>;
  /** Called when no region replicates any more. */
  readonly waiting: Set<() => void>;
}

const byWorld = new WeakMap<World, Map<string, Progress>>();

function progressOf(world: World, versionId: string): Progress | undefined {
  let all = byWorld.get(world);
  if (all === undefined) {
    all = new Map();
    byWorld.set(world, all);
  }
  const key = versionId.toLowerCase();
  const known = all.get(key);
  const version = world.resources.get(versionId);
  if (known !== undefined || version === undefined) return known;
  const progress: Progress = { replicas: seededReplicas(version), waiting: new Set() };
  all.set(key, progress);
  return progress;
}

/** A version of the scenario is replicated everywhere, unless its body says how far each region is. */
function seededReplicas(version: StoredResource): Map<string, Replica> {
  const summary = arrayOf(at(version.body, 'properties', 'replicationStatus', 'summary')).map(objectOf);
  const isNew = at(version.body, 'properties', 'provisioningState') === 'Creating';
  const replicas = new Map<string, Replica>();
  for (const region of isNew ? [] : targetRegionNames(version)) {
    const given = summary.find((one) => normalise(stringOf(one['region']) ?? '') === region);
    const state = stringOf(given?.['state']);
    replicas.set(region, {
      region,
      state: state === 'Failed' || state === 'Replicating' ? state : 'Completed',
      startedAt: undefined,
      durationMs: 0,
      completedAt: undefined,
      details: stringOf(given?.['details']) ?? '',
    });
  }
  return replicas;
}

/** The regions a version is published to, in the form in which regions are compared. */
export function targetRegionNames(version: StoredResource): readonly string[] {
  const listed = arrayOf(at(version.body, 'properties', 'publishingProfile', 'targetRegions')).flatMap(
    (target: Json) => stringOf(objectOf(target)['name']) ?? [],
  );
  const names = listed.length > 0 ? listed : [stringOf(version.body['location']) ?? ''];
  return names.map(normalise);
}

function ofRegion<T>(table: Readonly<Record<string, T>>, region: string): T | undefined {
  return Object.entries(table).find(([name]) => normalise(name) === region)?.[1];
}

/**
 * Makes the replicas of a version match `regions`: those that are gone vanish, new and failed ones replicate. As long
 * as the home region has none, the others wait for it.
 */
export function replicate(world: World, versionId: string, home: string, regions: readonly string[]): void {
  const progress = progressOf(world, versionId);
  if (progress === undefined) return;
  for (const region of progress.replicas.keys()) {
    if (!regions.includes(region)) progress.replicas.delete(region);
  }
  const missing = regions.filter((region) => progress.replicas.get(region)?.state !== 'Completed');
  for (const region of missing) {
    progress.replicas.set(region, {
      region,
      state: 'Replicating',
      startedAt: undefined,
      durationMs: 0,
      completedAt: undefined,
      details: '',
    });
  }
  const others = missing.filter((region) => region !== home);
  const startOthers = (): void => {
    const isHomeLost = progress.replicas.get(home)?.state === 'Failed';
    for (const region of others) {
      if (isHomeLost) end(world, progress, region, 'The image version could not be made in its own region.');
      else begin(world, progress, region, world.clock.milliseconds('version.replicateRegion'), () => undefined);
    }
  };
  if (missing.includes(home)) begin(world, progress, home, world.clock.milliseconds('version.create'), startOthers);
  else startOthers();
  settle(progress);
}

function begin(world: World, progress: Progress, region: string, durationMs: number, next: () => void): void {
  const replica = progress.replicas.get(region);
  if (replica === undefined) return;
  replica.startedAt = world.clock.now().getTime();
  replica.durationMs = durationMs * (ofRegion(world.scenario.replication.slower, region) ?? 1);
  world.clock.after(replica.durationMs, () => {
    // It may have been removed, or removed and added again, in the meantime.
    if (progress.replicas.get(region) !== replica) return;
    end(world, progress, region, ofRegion(world.scenario.replication.failed, region));
    next();
    settle(progress);
  });
}

function end(world: World, progress: Progress, region: string, failure: string | undefined): void {
  const replica = progress.replicas.get(region);
  if (replica === undefined) return;
  replica.state = failure === undefined ? 'Completed' : 'Failed';
  replica.completedAt = world.clock.now().getTime();
  replica.details = failure ?? '';
}

function isSettled(progress: Progress): boolean {
  return [...progress.replicas.values()].every((replica) => replica.state !== 'Replicating');
}

function settle(progress: Progress): void {
  if (!isSettled(progress)) return;
  const waiting = [...progress.waiting];
  progress.waiting.clear();
  for (const tell of waiting) tell();
}

/** Calls `tell` when no region of the version replicates any more; at once if so already. */
export function whenSettled(world: World, versionId: string, tell: () => void): void {
  const progress = progressOf(world, versionId);
  if (progress === undefined || isSettled(progress)) tell();
  else progress.waiting.add(tell);
}

/** Ends every replication of a version whose source turned out to be unfit. */
export function failReplication(world: World, versionId: string, regions: readonly string[], details: string): void {
  const progress = progressOf(world, versionId);
  if (progress === undefined) return;
  progress.replicas.clear();
  for (const region of regions) {
    progress.replicas.set(region, {
      region,
      state: 'Failed',
      startedAt: undefined,
      durationMs: 0,
      completedAt: undefined,
      details,
    });
  }
  settle(progress);
}

export function forgetReplication(world: World, versionId: string): void {
  const progress = progressOf(world, versionId);
  byWorld.get(world)?.delete(versionId.toLowerCase());
  if (progress === undefined) return;
  progress.replicas.clear();
  settle(progress);
}

export function failedRegions(world: World, versionId: string): readonly { region: string; details: string }[] {
  return [...(progressOf(world, versionId)?.replicas.values() ?? [])].filter((one) => one.state === 'Failed');
}

function percentOf(world: World, replica: Replica): number {
  if (replica.state === 'Completed') return 100;
  if (replica.startedAt === undefined || replica.durationMs === 0) return 0;
  const elapsed = world.clock.now().getTime() - replica.startedAt;
  return Math.max(0, Math.min(99, Math.floor((elapsed / replica.durationMs) * 100)));
}

/** What GET shows with `$expand=ReplicationStatus`, and only then. */
export function replicationStatus(world: World, version: StoredResource): JsonObject {
  const replicas = [...(progressOf(world, version.id)?.replicas.values() ?? [])];
  const has = (state: Replica['state']): boolean => replicas.some((replica) => replica.state === state);
  const aggregatedState = has('Replicating')
    ? 'InProgress'
    : has('Failed')
      ? 'Failed'
      : replicas.length > 0
        ? 'Completed'
        : 'Unknown';
  return {
    aggregatedState,
    summary: replicas.map((replica) => ({
      region: displayName(replica.region),
      state: replica.state,
      details: replica.details,
      progress: percentOf(world, replica),
    })),
  };
}

/** How far a region is with a version; `absent` when the version is gone, being deleted, or not published there. */
export function regionReplication(
  world: World,
  versionId: string,
  region: string,
): 'absent' | 'Replicating' | 'Completed' | 'Failed' {
  const version = world.resources.get(versionId);
  if (version === undefined || at(version.body, 'properties', 'provisioningState') === 'Deleting') return 'absent';
  return progressOf(world, versionId)?.replicas.get(normalise(region))?.state ?? 'absent';
}

/** Batch sees a replica some time after the gallery calls it complete; until then it answers GalleryImageNotFound. */
export function visibleToBatch(world: World, versionId: string, region: string): boolean {
  if (regionReplication(world, versionId, region) !== 'Completed') return false;
  const completedAt = progressOf(world, versionId)?.replicas.get(normalise(region))?.completedAt;
  if (completedAt === undefined) return true;
  return world.clock.now().getTime() >= completedAt + world.clock.milliseconds('version.visibleToBatch');
}

/** Highest major, minor, patch wins, among the versions of a definition that no one has excluded in the region. */
export function latestVersion(world: World, definitionId: string, region: string): StoredResource | undefined {
  const candidates = world.resources
    .ofType('Microsoft.Compute/galleries/images/versions', definitionId)
    .filter((version) => !isExcluded(version, region) && regionReplication(world, version.id, region) === 'Completed');
  return candidates.sort((a, b) => compareVersions(b.id, a.id))[0];
}

/** From latest: altogether, or in this region. */
export function isExcluded(version: StoredResource, region: string): boolean {
  const profile = objectOf(at(version.body, 'properties', 'publishingProfile'));
  const target = arrayOf(profile['targetRegions'])
    .map(objectOf)
    .find((one) => normalise(stringOf(one['name']) ?? '') === normalise(region));
  return profile['excludeFromLatest'] === true || target?.['excludeFromLatest'] === true;
}

function compareVersions(a: string, b: string): number {
  const parts = (id: string): readonly number[] => (id.split('/').at(-1) ?? '').split('.').map(Number);
  const left = parts(a);
  const right = parts(b);
  for (let index = 0; index < 3; index += 1) {
    const difference = (numberOf(left[index]) ?? 0) - (numberOf(right[index]) ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
