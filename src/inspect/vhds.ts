// Which VHDs a pool's image comes from: those that it names, those that its image says it was made of, and those that a release
// of this action wrote beside the image version, told by their marks.
import type { RecordedSource } from '../azure/galleries.ts';
import type { ManagedImageSource } from '../azure/managed-images.ts';
import type { ListedBlob } from '../azure/page-blobs.ts';
import { KEY_MARK, STATE_MARK, type Origin } from '../marks.ts';
import { diskOfVhd, type DiskRole } from '../names.ts';
import { versionFacts, versionsOf, type ImageFacts, type VersionFacts } from './images.ts';
import type { ReadSurvey } from './inventory.ts';
import { valueOf } from './reads.ts';

export interface SourceVhd {
  readonly url: string;
  /** How it is known: the pool or its image names it, or it has the same mark. */
  readonly by: 'pool' | 'managed-image' | 'image-version' | 'mark';
  /** Absent where the name does not tell. */
  readonly disk?: DiskRole;
  /** `writing` or `complete`, by our marks. */
  readonly state?: string;
}

/** The OS disk first. */
export function sourceVhds(image: ImageFacts, origin: Origin | undefined, survey: ReadSurvey): readonly SourceVhd[] {
  const blobs = valueOf(survey.storage.blobs) ?? [];
  const versions = versionsBehind(image, survey);
  const keys = new Set([...versions, { origin }].flatMap((one) => one.origin?.key ?? []));
  const marked = blobs
    .filter(({ metadata }) => keys.has(metadata[KEY_MARK] ?? ''))
    .map((blob): SourceVhd => ({ ...vhd(blob.url, 'mark'), ...stateOf(blob) }));
  const named = [...namedVhds(image), ...versions.flatMap(({ source }) => ofSource(source, 'image-version'))];
  const unique = new Map([...marked, ...named].map((one) => [one.url.toLowerCase(), one]));
  return [...unique.values()].toSorted((one, other) => rank(one) - rank(other));
}

/** The version that the pool pins; or the latest, and those that its nodes run. */
function versionsBehind(image: ImageFacts, survey: ReadSurvey): readonly VersionFacts[] {
  if (image.kind === 'gallery-version') return image.found.kind === 'found' ? [image.found] : [];
  if (image.kind !== 'gallery-latest') return [];
  const { latest, running } = image;
  const run = new Set(running.kind === 'nodes' ? running.versions.map(({ version }) => version) : []);
  const older = (valueOf(versionsOf(image.id, survey)) ?? []).filter(({ name }) => run.has(name)).map(versionFacts);
  return [...(latest.kind === 'found' ? [latest] : []), ...older];
}

function namedVhds(image: ImageFacts): readonly SourceVhd[] {
  if (image.kind === 'vhds') return image.urls.map((url) => vhd(url, 'pool'));
  if (image.kind !== 'managed-image' || image.found.kind !== 'found') return [];
  return ofSource(image.found.source, 'managed-image');
}

function ofSource(source: RecordedSource | ManagedImageSource | undefined, by: SourceVhd['by']): readonly SourceVhd[] {
  if (source?.kind !== 'vhd') return [];
  const data = 'data' in source ? source.data : [];
  return [vhd(source.url, by), ...data.map(({ lun, url }): SourceVhd => ({ url, by, disk: lun }))];
}

function rank({ disk }: SourceVhd): number {
  if (disk === undefined) return Number.MAX_SAFE_INTEGER;
  return disk === 'os' ? -1 : disk;
}

function vhd(url: string, by: SourceVhd['by']): SourceVhd {
  const disk = diskOfVhd(url);
  return { url, by, ...(disk === undefined ? {} : { disk }) };
}

export function stateOf({ metadata }: ListedBlob): { readonly state?: string } {
  const state = metadata[STATE_MARK];
  return state === undefined ? {} : { state };
}
