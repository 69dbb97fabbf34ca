// Which VHDs a pool's image comes from: those that it names, those that its image says it was made of, and those that a release
// of this action wrote beside the image version, told by their marks.
import type { ListedBlob } from '../azure/page-blobs.ts';
import { KEY_MARK, STATE_MARK, type Origin } from '../marks.ts';
import { diskOfVhd, type DiskRole } from '../names.ts';
import type { ImageFacts } from './images.ts';
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

export function sourceVhds(image: ImageFacts, origin: Origin | undefined, survey: ReadSurvey): readonly SourceVhd[] {
  const blobs = valueOf(survey.storage.blobs) ?? [];
  const named = namedVhds(image);
  const keys = new Set(keysOf(image, origin));
  const marked = blobs
    .filter(({ metadata }) => keys.has(metadata[KEY_MARK] ?? ''))
    .map((blob): SourceVhd => ({ ...vhd(blob.url, 'mark'), ...stateOf(blob) }));
  return [...new Map([...marked, ...named].map((one) => [one.url.toLowerCase(), one])).values()];
}

/** The keys of the releases that the pool's image, or the pool itself, was made by. */
function keysOf(image: ImageFacts, origin: Origin | undefined): readonly string[] {
  return [versionOf(image)?.origin?.key, origin?.key].flatMap((key) => key ?? []);
}

function versionOf(image: ImageFacts): { readonly origin?: Origin } | undefined {
  if (image.kind === 'gallery-version') return image.found.kind === 'found' ? image.found : undefined;
  if (image.kind === 'gallery-latest') return image.latest.kind === 'found' ? image.latest : undefined;
  return undefined;
}

function namedVhds(image: ImageFacts): readonly SourceVhd[] {
  switch (image.kind) {
    case 'vhds':
      return image.urls.map((url) => vhd(url, 'pool'));
    case 'managed-image':
      return ofSource(image.found, 'managed-image');
    case 'gallery-version':
      return ofSource(image.found, 'image-version');
    case 'gallery-latest':
      return ofSource(image.latest, 'image-version');
    case 'marketplace':
    case 'shared-gallery':
    case 'community-gallery':
    case 'unknown':
      return [];
    default:
      return image satisfies never;
  }
}

type Sourced =
  | { readonly kind: 'found'; readonly source?: { readonly kind: string; readonly url?: string } }
  | { readonly kind: 'absent' | 'unread' | 'none' };

function ofSource(found: Sourced, by: SourceVhd['by']): readonly SourceVhd[] {
  const url = found.kind === 'found' ? found.source?.url : undefined;
  return url === undefined ? [] : [vhd(url, by)];
}

function vhd(url: string, by: SourceVhd['by']): SourceVhd {
  const disk = diskOfVhd(url);
  return { url, by, ...(disk === undefined ? {} : { disk }) };
}

export function stateOf({ metadata }: ListedBlob): { readonly state?: string } {
  const state = metadata[STATE_MARK];
  return state === undefined ? {} : { state };
}
