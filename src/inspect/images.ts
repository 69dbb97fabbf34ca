// What is known of a pool's image: the exact version, what the nodes run where the pool follows the latest, and what the version
// was made of.
import type { NodeImage, Pool } from '../azure/batch-service.ts';
import type { ListedVersion, RecordedSource } from '../azure/galleries.ts';
import type { ManagedImageSource } from '../azure/managed-images.ts';
import { nameOf, sameId } from '../azure/resource-id.ts';
import { latestVersion } from '../image/latest-version.ts';
import { readOrigin, type Origin } from '../marks.ts';
import { galleryOf, namedImage } from './pool-image.ts';
import { valueOf, type Reading } from './reads.ts';
import type { ReadSurvey } from './inventory.ts';

export type ImageFacts =
  /** Pinned: the version is what the pool names. */
  | (GalleryImage & { readonly kind: 'gallery-version'; readonly version: string; readonly found: Found<VersionFacts> })
  /** Follows the definition: new nodes get what is the latest then; those that are there keep theirs. */
  | (GalleryImage & { readonly kind: 'gallery-latest'; readonly latest: Latest; readonly running: Running })
  | {
      readonly kind: 'managed-image';
      readonly id: string;
      readonly found: Found<{ readonly source: ManagedImageSource }>;
    }
  | {
      readonly kind: 'marketplace';
      readonly publisher: string;
      readonly offer: string;
      readonly sku: string;
      readonly version: string;
      /** Only where the version is `latest`. */
      readonly running?: Running;
    }
  | {
      readonly kind: 'shared-gallery' | 'community-gallery';
      readonly id: string;
      readonly version: string;
      readonly running?: Running;
    }
  /** VHD blobs, as pools were made until 2017. */
  | { readonly kind: 'vhds'; readonly urls: readonly string[] }
  /** Batch does not say: neither of the above. */
  | { readonly kind: 'unknown' };

interface GalleryImage {
  /** Of the version, or of the definition that is followed. */
  readonly id: string;
  readonly galleryId: string;
  readonly definition: string;
}

export type Found<T> = ({ readonly kind: 'found' } & T) | { readonly kind: 'absent' } | { readonly kind: 'unread' };

export type Latest =
  | Found<VersionFacts>
  /** The definition has no version that can be the latest in the account's region. */
  | { readonly kind: 'none' };

/** Versions that nodes run, most nodes first. */
export type Running =
  | { readonly kind: 'nodes'; readonly versions: readonly { readonly version: string; readonly nodes: number }[] }
  | { readonly kind: 'no-nodes' }
  | { readonly kind: 'unread' };

export interface VersionFacts {
  readonly id: string;
  readonly version: string;
  readonly provisioningState: ListedVersion['provisioningState'];
  readonly excludedFromLatest: boolean;
  /** Absent where Azure does not tell. */
  readonly source?: RecordedSource;
  /** ISO 8601. */
  readonly publishedDate?: string;
  readonly endOfLifeDate?: string;
  /** By our marks; absent for versions that this action did not make. */
  readonly origin?: Origin;
}

export function describeImages(pool: Pool, survey: ReadSurvey): ImageFacts {
  const named = namedImage(pool.image);
  switch (named.kind) {
    case 'gallery-version': {
      const { id, version, definitionId } = named;
      return {
        kind: named.kind,
        ...galleryImage(id, definitionId),
        version,
        found: findVersion(id, definitionId, survey),
      };
    }
    case 'gallery-latest': {
      const { definitionId } = named;
      const latest = findLatest(definitionId, survey);
      return {
        kind: named.kind,
        ...galleryImage(definitionId, definitionId),
        latest,
        running: runningOf(pool, survey),
      };
    }
    case 'managed-image': {
      const reading = survey.managedImages.get(named.id.toLowerCase()) ?? { kind: 'unread' };
      const found = reading.kind === 'found' ? { kind: reading.kind, source: reading.value.source } : reading;
      return { kind: named.kind, id: named.id, found };
    }
    case 'marketplace':
    case 'shared-gallery':
    case 'community-gallery': {
      const { version } = named;
      return version === undefined
        ? { ...named, version: 'latest', running: runningOf(pool, survey) }
        : { ...named, version };
    }
    case 'vhds':
    case 'unknown':
      return named;
    default:
      return named satisfies never;
  }
}

function galleryImage(id: string, definitionId: string): GalleryImage {
  return { id, galleryId: galleryOf(definitionId), definition: nameOf(definitionId) };
}

function findVersion(id: string, definitionId: string, survey: ReadSurvey): Found<VersionFacts> {
  const reading = versionsOf(definitionId, survey);
  if (reading.kind !== 'found') return reading;
  const version = reading.value.find((one) => sameId(one.id, id));
  return version === undefined ? { kind: 'absent' } : { kind: 'found', ...versionFacts(version) };
}

function findLatest(definitionId: string, survey: ReadSurvey): Latest {
  const reading = versionsOf(definitionId, survey);
  if (reading.kind !== 'found') return reading;
  const version = latestVersion(reading.value, survey.batchAccount.location);
  return version === undefined ? { kind: 'none' } : { kind: 'found', ...versionFacts(version) };
}

/** A gallery that was read has all its definitions: one that is not among them is not there. */
export function versionsOf(definitionId: string, survey: ReadSurvey): Reading<readonly ListedVersion[]> {
  const gallery = survey.galleries.get(galleryOf(definitionId).toLowerCase());
  if (gallery === undefined) return { kind: 'unread' };
  if (gallery.definitions.kind !== 'found') return gallery.definitions;
  return gallery.versions.get(definitionId.toLowerCase()) ?? { kind: 'absent' };
}

export function versionFacts(version: ListedVersion): VersionFacts {
  const origin = readOrigin(version.tags);
  return {
    id: version.id,
    version: version.name,
    provisioningState: version.provisioningState,
    excludedFromLatest: version.excludeFromLatest,
    ...(version.source === undefined ? {} : { source: version.source }),
    ...(version.publishedDate === undefined ? {} : { publishedDate: version.publishedDate }),
    ...(version.endOfLifeDate === undefined ? {} : { endOfLifeDate: version.endOfLifeDate }),
    ...(origin && { origin }),
  };
}

function runningOf(pool: Pool, { nodeImages }: ReadSurvey): Running {
  const reading = nodeImages.get(pool.id.toLowerCase());
  if (reading === undefined) return { kind: 'no-nodes' };
  const nodes = valueOf(reading);
  if (nodes === undefined) return { kind: 'unread' };
  return nodes.length === 0 ? { kind: 'no-nodes' } : { kind: 'nodes', versions: countVersions(nodes) };
}

function countVersions(nodes: readonly NodeImage[]): readonly { readonly version: string; readonly nodes: number }[] {
  const counts = new Map<string, number>();
  // A node that is still being made does not tell yet.
  for (const { exactVersion = 'unknown' } of nodes) counts.set(exactVersion, (counts.get(exactVersion) ?? 0) + 1);
  return [...counts].map(([version, count]) => ({ version, nodes: count })).toSorted((a, b) => b.nodes - a.nodes);
}
