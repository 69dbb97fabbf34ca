// The image version: what it is to be, and whether an existing one of that name is the same.
import type { ImageVersion, ImageVersionSource, TargetRegion } from '../azure/galleries.ts';
import { nameOf, normaliseRegion } from '../azure/resource-id.ts';
import { CONTENT_MARK } from '../marks.ts';
import type { Problem } from '../problem.ts';

export interface VersionSpec {
  readonly id: string;
  /** Where its sources are: a version is made in their region. */
  readonly location: string;
  readonly source: ImageVersionSource;
  /** The version's own region first. */
  readonly targetRegions: readonly TargetRegion[];
  readonly excludeFromLatest: boolean;
  /** ISO 8601, a date with its time. */
  readonly endOfLifeDate?: string;
}

/**
 * The target regions: the version's own, the Batch account's with enough replicas for the pool's nodes, and the user's.
 * Where the user names one of the first two, the larger count holds.
 */
export function targetRegionsFor(
  versionRegion: string,
  batchRegion: string,
  batchReplicas: number,
  wanted: ReadonlyMap<string, number>,
): readonly TargetRegion[] {
  const replicas = new Map<string, number>([[normaliseRegion(versionRegion), 1]]);
  const raise = (region: string, count: number): void => {
    const name = normaliseRegion(region);
    replicas.set(name, Math.max(replicas.get(name) ?? 0, count));
  };
  raise(batchRegion, batchReplicas);
  for (const [region, count] of wanted) raise(region, count);
  return [...replicas].map(([name, count]) => ({ name, replicas: count }));
}

/** What is to be done about a version, given the one of that name that exists. */
export type VersionFit =
  | { readonly kind: 'absent' }
  /** Ours, of the same content, and complete. */
  | { readonly kind: 'done' }
  /** Ours and of the same content, but unfinished, failed, or without some of the target regions. */
  | { readonly kind: 'resume'; readonly reason: string }
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
      `was made of other content (${existing.tags[CONTENT_MARK] ?? 'none recorded'}; the VM's disks are now ${contentId})`,
    );
  }
  const present = new Set(existing.targetRegions.map((region) => normaliseRegion(region.name)));
  const missing = wanted.targetRegions.filter((region) => !present.has(normaliseRegion(region.name)));
  if (missing.length > 0) {
    return { kind: 'resume', reason: `regions to add: ${missing.map((region) => region.name).join(', ')}` };
  }
  if (existing.provisioningState === 'Succeeded') return { kind: 'done' };
  return { kind: 'resume', reason: `an earlier run left it ${existing.provisioningState}` };
}

function taken(existing: ImageVersion, how: string): VersionFit {
  const name = nameOf(existing.id);
  return {
    kind: 'problem',
    problem: {
      code: 'version-taken',
      input: 'image-version',
      found: `image version ${name}, which ${how}`,
      expected: 'a version that is free, or one this workflow made of the same disks',
      fix: 'Release under a new version (a new tag, or image-version). A finished version is never overwritten.',
    },
  };
}
