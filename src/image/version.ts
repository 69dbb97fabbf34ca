// The image version: what it is to be, and whether an existing one of that name is the same.
import type { ImageVersion, ImageVersionSource, TargetRegion } from '../azure/galleries.ts';
import { nameOf, normaliseRegion } from '../azure/resource-id.ts';
import type { Caching } from '../azure/virtual-machines.ts';
import { CONTENT_MARK } from '../marks.ts';
import type { DiskRole } from '../names.ts';
import type { Problem } from '../problem.ts';

/** In all regions together (https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#limits). */
export const MOST_REPLICAS_OF_VERSION = 100;

export interface VersionSpec {
  readonly id: string;
  /** Where its sources are: a version is made in their region. */
  readonly location: string;
  readonly material: VersionMaterial;
  /** The version's own region first. */
  readonly targetRegions: readonly TargetRegion[];
  readonly excludeFromLatest: boolean;
  /** ISO 8601, a date with its time. */
  readonly endOfLifeDate?: string;
}

export type VersionMaterial =
  | ({ readonly kind: 'snapshots' } & ImageVersionSource)
  /** VHD blobs of this release, all in one account; their URLs are known once they are whole. */
  | { readonly kind: 'VHDs'; readonly storageAccountId: string; readonly disks: readonly VhdMaterial[] }
  /** The version exists: it is never made, only replicated. */
  | { readonly kind: 'itself' };

export interface VhdMaterial {
  readonly role: DiskRole;
  readonly caching: Caching;
}

/**
 * The target regions: the version's own, the Batch account's with enough replicas for the pool's nodes, and the user's.
 * Where the user names one of the first two, the larger count holds. What nobody asked for gives way to the limit.
 * @param existing of the version, which stay with it.
 */
export function targetRegionsFor(
  versionRegion: string,
  batchRegion: string,
  batchReplicas: number,
  wanted: ReadonlyMap<string, number>,
  existing: readonly TargetRegion[],
): readonly TargetRegion[] {
  const replicas = new Map<string, number>([[normaliseRegion(versionRegion), 1]]);
  const raise = (region: string, count: number): void => {
    const name = normaliseRegion(region);
    replicas.set(name, Math.max(replicas.get(name) ?? 0, count));
  };
  raise(batchRegion, 1);
  for (const [region, count] of wanted) raise(region, count);
  const home = normaliseRegion(batchRegion);
  const elsewhere = new Map(existing.map(({ name, replicas: count }) => [normaliseRegion(name), count]));
  for (const [region, count] of replicas) elsewhere.set(region, Math.max(elsewhere.get(region) ?? 0, count));
  elsewhere.delete(home);
  const taken = [...elsewhere.values()].reduce((sum, count) => sum + count, 0);
  raise(batchRegion, Math.min(batchReplicas, MOST_REPLICAS_OF_VERSION - taken));
  return [...replicas].map(([name, count]) => ({ name, replicas: count }));
}

/** What is to be done about a version, given the one of that name that exists. */
export type VersionFit =
  | { readonly kind: 'absent' }
  /** Ours, of the same content, and complete. */
  | { readonly kind: 'done' }
  /** Ours and of the same content, but failed, or without some of the replicas that are wanted. */
  | { readonly kind: 'resume'; readonly reason: string }
  /** Azure is making it as it is wanted: nothing is to be asked of it, it is only waited for. */
  | { readonly kind: 'under way'; readonly reason: string }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * @param contentId of the source now; undefined while its VM is not deallocated, when it equals no recorded one.
 */
export function fitVersion(
  existing: ImageVersion | undefined,
  wanted: VersionSpec,
  contentId: string | undefined,
): VersionFit {
  if (existing === undefined) return { kind: 'absent' };
  if (existing.provisioningState === 'Deleting') return taken(existing, 'is being deleted');
  if (existing.tags[CONTENT_MARK] === undefined)
    return taken(existing, 'was made by something else (it has no abip marks)');
  if (contentId === undefined)
    return taken(existing, 'was made before the VM was last started: its disks may have changed since');
  if (existing.tags[CONTENT_MARK] !== contentId) {
    return taken(
      existing,
      `was made of other content (${existing.tags[CONTENT_MARK] ?? 'none recorded'}; the source is now ${contentId})`,
    );
  }
  const reason = `an earlier run left it ${existing.provisioningState}`;
  if (existing.provisioningState === 'Failed') return { kind: 'resume', reason };
  const missing = missingReplicas(existing, wanted);
  if (missing.length > 0) return { kind: 'resume', reason: toAdd(existing, missing) };
  if (existing.provisioningState === 'Succeeded') return { kind: 'done' };
  return { kind: 'under way', reason };
}

/** The target regions that the version does not have, or has with fewer replicas. */
export function missingReplicas(
  existing: Pick<ImageVersion, 'targetRegions'>,
  { targetRegions }: Pick<VersionSpec, 'targetRegions'>,
): readonly TargetRegion[] {
  return targetRegions.filter(({ name, replicas }) => replicas > replicasIn(existing, name));
}

function replicasIn({ targetRegions }: Pick<ImageVersion, 'targetRegions'>, region: string): number {
  return targetRegions.find(({ name }) => normaliseRegion(name) === normaliseRegion(region))?.replicas ?? 0;
}

function toAdd(existing: ImageVersion, missing: readonly TargetRegion[]): string {
  const absent = missing.filter(({ name }) => replicasIn(existing, name) === 0).map(({ name }) => name);
  const few = missing.filter(({ name }) => !absent.includes(name)).map(({ name, replicas }) => `${name}=${replicas}`);
  return [
    ...(absent.length > 0 ? [`regions to add: ${absent.join(', ')}`] : []),
    ...(few.length > 0 ? [`replicas to add: ${few.join(', ')}`] : []),
  ].join('; ');
}

/** What is to be done about a version that somebody else made: nothing but replicas. What is shared is seen where it has one. */
export function fitExistingVersion(existing: ImageVersion | undefined, wanted: VersionSpec): VersionFit {
  if (existing === undefined) return { kind: 'absent' };
  const refuse = (found: string, expected: string, fix: string): VersionFit => ({
    kind: 'problem',
    problem: {
      code: 'image-version-unusable',
      input: 'image-version-id',
      found: `image version ${existing.name}, ${found}`,
      expected,
      fix,
    },
  });
  const { provisioningState } = existing;
  if (provisioningState === 'Failed' || provisioningState === 'Deleting') {
    const fix = 'Name a version that is finished.';
    return refuse(`whose provisioning state is ${provisioningState}`, 'a version that Succeeded', fix);
  }
  const missing = missingReplicas(existing, wanted);
  if (missing.length === 0) {
    if (provisioningState === 'Succeeded') return { kind: 'done' };
    return { kind: 'under way', reason: `it is still ${provisioningState}: only waited for` };
  }
  if (provisioningState === 'Succeeded') return { kind: 'resume', reason: toAdd(existing, missing) };
  return refuse(
    `which is still ${provisioningState} and lacks ${missing.map(({ name }) => name).join(', ')}`,
    'a version that Succeeded: Azure adds regions to no other',
    'Run again when it is finished.',
  );
}

function taken(existing: ImageVersion, how: string): VersionFit {
  const name = nameOf(existing.id);
  return {
    kind: 'problem',
    problem: {
      code: 'version-taken',
      input: 'image-version',
      found: `image version ${name}, which ${how}`,
      expected: 'a version that is free, or one this workflow made of the same source',
      fix: 'Release under a new version (a new tag, or image-version). A finished version is never overwritten.',
    },
  };
}
