// What a gallery, a definition and their versions hold against a release, beside what the source demands of them.
import type { Gallery, ImageDefinition, ImageVersion, ListedVersion, TargetRegion } from '../azure/galleries.ts';
import { normaliseRegion } from '../azure/resource-id.ts';
import { compareVersions } from '../azure/shared-galleries.ts';
import type { Problem, Warning } from '../problem.ts';
import { latestVersion } from './latest-version.ts';
import { MOST_REPLICAS_OF_VERSION } from './version.ts';

export function deletionProblems(
  gallery: Gallery | undefined,
  definition: ImageDefinition | undefined,
): readonly Problem[] {
  if (gallery?.provisioningState === 'Deleting') {
    return [deleting('gallery', `gallery ${gallery.name}`, 'Name another gallery, or run again when it is gone.')];
  }
  if (definition?.provisioningState !== 'Deleting') return [];
  const fix = 'Name another image-definition, or run again when it is gone: it is made when absent.';
  return [deleting('image-definition', `definition ${definition.name}`, fix)];
}

function deleting(input: string, what: string, fix: string): Problem {
  return {
    code: 'gallery-deleting',
    input,
    found: `${what}, which is being deleted`,
    expected: 'one that stays',
    fix,
  };
}

/** A gallery that the run may make is asked for again where it failed. */
export function galleryWarnings(gallery: Gallery | undefined, mayMake: boolean): readonly Warning[] {
  if (gallery?.provisioningState !== 'Failed' || mayMake) return [];
  const text =
    `The last operation on gallery ${gallery.name} failed (its provisioning state is Failed): Azure may refuse what is made in it. ` +
    'create-gallery: true asks for it again.';
  return [{ code: 'gallery-failed', input: 'gallery', text }];
}

/**
 * Regions that a version has already stay with it, beside those that are wanted.
 * @param input that asks for most of them.
 */
export function replicaProblems(
  wanted: readonly TargetRegion[],
  existing: readonly TargetRegion[],
  input: 'replica-regions' | 'image-version' | 'image-version-id',
): readonly Problem[] {
  const replicas = new Map<string, number>();
  for (const { name, replicas: count } of [...existing, ...wanted]) {
    const region = normaliseRegion(name);
    replicas.set(region, Math.max(replicas.get(region) ?? 0, count));
  }
  const total = [...replicas.values()].reduce((sum, count) => sum + count, 0);
  if (total <= MOST_REPLICAS_OF_VERSION) return [];
  const list = [...replicas].map(([region, count]) => `${region}=${count}`).join(', ');
  return [
    {
      code: 'replicas-too-many',
      input,
      found: `${total} replicas (${list})`,
      expected: `at most ${MOST_REPLICAS_OF_VERSION} of one image version, in all its regions together`,
      fix:
        input === 'replica-regions'
          ? 'Ask for fewer replicas or regions.'
          : 'Take replicas from other regions of this version, or release another one.',
    },
  ];
}

/** Azure goes on making machines of an image past its end of life: the date is for people. */
export function endOfLifeWarnings(
  definition: ImageDefinition | undefined,
  version: ImageVersion | undefined,
  now: Date,
): readonly Warning[] {
  const over = (what: string, date: string | undefined, input: string): readonly Warning[] => {
    const end = date === undefined ? NaN : Date.parse(date);
    if (Number.isNaN(end) || end > now.getTime()) return [];
    const text = `The end of life of ${what} was ${new Date(end).toISOString().slice(0, 10)}. Azure still uses it; its owner wanted it replaced by then.`;
    return [{ code: 'image-end-of-life', input, text }];
  };
  return [
    ...(definition === undefined
      ? []
      : over(`image definition ${definition.name}`, definition.endOfLifeDate, 'image-definition')),
    ...(version === undefined ? [] : over(`image version ${version.name}`, version.endOfLifeDate, 'image-version-id')),
  ];
}

/** @param versions of the definition, so far. */
export function latestWarnings(
  made: { readonly definition: string; readonly version: string; readonly region: string },
  versions: readonly ListedVersion[],
): readonly Warning[] {
  const latest = latestVersion(versions, made.region);
  if (latest === undefined || compareVersions(latest.name, made.version) <= 0) return [];
  const text =
    `Image version ${made.version} is lower than ${latest.name}, which stays the latest of ${made.definition} in ${made.region}: ` +
    'whoever names the definition without a version does not get it. exclude-from-latest: true says that this is meant.';
  return [{ code: 'version-not-latest', input: 'image-version', text }];
}
