// What of ours no pool uses: image versions and VHDs with our marks, and the pools that use each. Where a part of the account could
// not be read, or an image is gone, it is left undecided: what is listed as unused gets deleted.
import { readOrigin, type Origin } from '../marks.ts';
import { sameId } from '../azure/resource-id.ts';
import { diskOfVhd, type DiskRole } from '../names.ts';
import { versionFacts, versionsOf, type ImageFacts, type VersionFacts } from './images.ts';
import type { PoolFacts, ReadSurvey } from './inventory.ts';
import { galleryOf } from './pool-image.ts';
import { valueOf } from './reads.ts';
import { stateOf } from './vhds.ts';

export type Use =
  | { readonly kind: 'used'; readonly pools: readonly string[] }
  | { readonly kind: 'unused' }
  /** No pool is known to use it, but of these pools it cannot be told. */
  | { readonly kind: 'undecided'; readonly pools: readonly string[] };

export interface OwnVersion extends VersionFacts {
  readonly galleryId: string;
  readonly definition: string;
  readonly origin: Origin;
  readonly use: Use;
}

export interface OwnVhd {
  readonly url: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly lastModified: string;
  readonly disk?: DiskRole;
  /** `writing` or `complete`. */
  readonly state?: string;
  readonly origin: Origin;
  readonly use: Use;
}

/** Of every gallery that could be read. */
export function ownVersions(survey: ReadSurvey, pools: readonly PoolFacts[]): readonly OwnVersion[] {
  return [...survey.galleries.values()].flatMap(({ definitions }) =>
    (valueOf(definitions) ?? []).flatMap((definition) =>
      (valueOf(versionsOf(definition.id, survey)) ?? []).flatMap((version) => {
        const facts = versionFacts(version);
        const { origin } = facts;
        if (origin === undefined) return [];
        const place = { galleryId: galleryOf(definition.id), definition: definition.name };
        return [
          { ...facts, ...place, origin, use: useBy(pools, ({ image }) => usesVersion(image, definition, facts)) },
        ];
      }),
    ),
  );
}

export function ownVhds(
  survey: ReadSurvey,
  pools: readonly PoolFacts[],
  versions: readonly OwnVersion[],
): readonly OwnVhd[] {
  return (valueOf(survey.storage.blobs) ?? []).flatMap((blob) => {
    const origin = readOrigin(blob.metadata);
    if (origin === undefined) return [];
    const disk = diskOfVhd(blob.name);
    const siblings = versions.filter(({ origin: { key } }) => key !== undefined && key === origin.key);
    return [
      {
        url: blob.url,
        bytes: blob.length,
        lastModified: blob.lastModified.toISOString(),
        ...(disk === undefined ? {} : { disk }),
        ...stateOf(blob),
        origin,
        use: useBy(pools, (pool) => usesVhd(pool, blob.url, siblings)),
      },
    ];
  });
}

type Answer = 'yes' | 'no' | 'untold';

function useBy(pools: readonly PoolFacts[], uses: (pool: PoolFacts) => Answer): Use {
  const answers = pools.map((pool) => ({ id: pool.id, answer: uses(pool) }));
  const of = (wanted: Answer): readonly string[] =>
    answers.flatMap(({ id, answer }) => (answer === wanted ? [id] : []));
  if (of('yes').length > 0) return { kind: 'used', pools: of('yes') };
  return of('untold').length > 0 ? { kind: 'undecided', pools: of('untold') } : { kind: 'unused' };
}

function usesVersion(
  image: ImageFacts,
  definition: { readonly id: string; readonly name: string },
  version: VersionFacts,
): Answer {
  switch (image.kind) {
    case 'gallery-version':
      return sameId(image.id, version.id) ? 'yes' : 'no';
    case 'gallery-latest': {
      if (!sameId(image.id, definition.id)) return 'no';
      if (image.latest.kind === 'found' && sameId(image.latest.id, version.id)) return 'yes';
      const { running } = image;
      if (running.kind === 'nodes' && running.versions.some((one) => one.version === version.version)) return 'yes';
      return running.kind === 'unread' ? 'untold' : 'no';
    }
    case 'shared-gallery':
    case 'community-gallery': {
      // These IDs have names of their own for a gallery, which may be this one.
      const [, name = ''] = /\/images\/([^/]+)/i.exec(image.id) ?? [];
      const sameVersion = image.version === 'latest' || image.version === version.version;
      return sameId(name, definition.name) && sameVersion ? 'untold' : 'no';
    }
    case 'managed-image':
    case 'marketplace':
    case 'vhds':
    case 'unknown':
      return 'no';
    default:
      return image satisfies never;
  }
}

/** A VHD is used by the pools that name it, and by those that use the image version it was written beside. */
function usesVhd(pool: PoolFacts, url: string, siblings: readonly OwnVersion[]): Answer {
  if (pool.vhds.some((one) => one.url.toLowerCase() === url.toLowerCase())) return 'yes';
  const mentions = (kind: Use['kind']): boolean =>
    siblings.some(({ use }) => use.kind === kind && use.kind !== 'unused' && use.pools.includes(pool.id));
  if (mentions('used')) return 'yes';
  return mentions('undecided') || isUntold(pool.image, siblings.length > 0) ? 'untold' : 'no';
}

/**
 * Whether the image cannot be followed to this VHD. The pool's own marks do not help: images can be changed. An image that is gone
 * cannot be the version that the VHD was written beside, where that one is known.
 */
function isUntold(image: ImageFacts, isVersionKnown: boolean): boolean {
  switch (image.kind) {
    case 'gallery-version':
    case 'managed-image':
      return image.found.kind === 'unread' || (image.found.kind === 'absent' && !isVersionKnown);
    case 'gallery-latest':
      if (image.latest.kind === 'unread' || image.running.kind === 'unread') return true;
      return image.latest.kind === 'absent' && !isVersionKnown;
    case 'shared-gallery':
    case 'community-gallery':
      return !isVersionKnown;
    case 'unknown':
      return true;
    case 'marketplace':
    case 'vhds':
      return false;
    default:
      return image satisfies never;
  }
}
