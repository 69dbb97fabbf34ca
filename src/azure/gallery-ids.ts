// IDs of image versions: of a gallery, of one that somebody shares with the subscription or tenant, or of a community
// gallery; and how a pool names each.
import type { JsonObject } from './arm.ts';
import { nameFault } from './names.ts';

export type ImageVersionId =
  | {
      readonly kind: 'gallery';
      /** With the fixed parts as ARM writes them, names as they were written. */
      readonly id: string;
      readonly definitionId: string;
      readonly galleryId: string;
      readonly subscriptionId: string;
      readonly definition: string;
      readonly version: string;
    }
  | SharedVersionId;

/** Of a gallery that is read by its name in a region, not by its ID. */
export interface SharedVersionId {
  readonly kind: 'shared' | 'community';
  readonly id: string;
  readonly definitionId: string;
  /** The unique name of a shared gallery, the public name of a community gallery. */
  readonly gallery: string;
  readonly definition: string;
  /** `latest` is the highest that is not excluded from latest. */
  readonly version: string;
}

/** What an ID would have to be. */
export interface ImageVersionIdFault {
  readonly expected: string;
}

const GALLERY =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Compute\/galleries\/([^/]+)\/images\/([^/]+)(?:\/versions\/([^/]+))?$/i;
const SHARED = /^\/(shared|community)Galleries\/([\w.-]+)\/images\/([^/]+)(?:\/versions\/([^/]+))?$/i;

const SHAPES =
  'the ID of an image version: `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/galleries/<gallery>' +
  '/images/<definition>/versions/<version>`, `/sharedGalleries/<unique name>/images/<definition>/versions/<version>` or ' +
  '`/communityGalleries/<public name>/images/<definition>/versions/<version>`';

export function parseImageVersionId(text: string): ImageVersionId | ImageVersionIdFault {
  const written = text.trim().replace(/\/$/, '');
  const [, subscriptionId, group, gallery, definition, version] = GALLERY.exec(written) ?? [];
  if (subscriptionId && group && gallery && definition) {
    const galleryId = `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.Compute/galleries/${gallery}`;
    const definitionId = `${galleryId}/images/${definition}`;
    const fault = nameFault('gallery', gallery) ?? definitionFault(definition) ?? versionFault(definitionId, version);
    if (fault !== undefined || version === undefined) return { expected: fault ?? SHAPES };
    const id = `${definitionId}/versions/${version}`;
    return { kind: 'gallery', id, definitionId, galleryId, subscriptionId, definition, version };
  }
  return parseShared(written);
}

function parseShared(written: string): SharedVersionId | ImageVersionIdFault {
  const [, sharing, gallery, definition, version] = SHARED.exec(written) ?? [];
  if (!sharing || !gallery || !definition) return { expected: SHAPES };
  const kind = sharing.toLowerCase() === 'shared' ? 'shared' : 'community';
  // The spelling of Azure's own answers, which Batch is to be given.
  const definitionId = `/${kind === 'shared' ? 'SharedGalleries' : 'CommunityGalleries'}/${gallery}/Images/${definition}`;
  const isLatest = version?.toLowerCase() === 'latest';
  const fault = definitionFault(definition) ?? (isLatest ? undefined : versionFault(definitionId, version));
  if (fault !== undefined || version === undefined) return { expected: fault ?? SHAPES };
  const name = isLatest ? 'latest' : version;
  return { kind, id: `${definitionId}/Versions/${name}`, definitionId, gallery, definition, version: name };
}

/** The same definition's version of that name. */
export function withVersion(id: SharedVersionId, version: string): SharedVersionId {
  return { ...id, id: `${id.definitionId}/Versions/${version}`, version };
}

function definitionFault(definition: string): string | undefined {
  const expected = nameFault('image definition', definition);
  return expected === undefined ? undefined : `an image definition of ${expected}`;
}

function versionFault(definitionId: string, version: string | undefined): string | undefined {
  if (version === undefined) {
    return `a version of this image definition, \`${definitionId}/versions/<version>\`: a pool pins one version`;
  }
  const expected = nameFault('image version', version);
  return expected === undefined ? undefined : `a version of ${expected}`;
}

/**
 * The image reference of a pool, in the shape of Batch's management plane (2024-07-01) or its data plane
 * (2024-07-01.20.0). Earlier api-versions know neither shared nor community galleries.
 */
export function poolImageReference(
  { kind, id }: Pick<ImageVersionId, 'kind' | 'id'>,
  shape: 'arm' | 'dataPlane',
): JsonObject {
  switch (kind) {
    case 'gallery':
      return shape === 'arm' ? { id } : { virtualMachineImageId: id };
    case 'shared':
      return { sharedGalleryImageId: id };
    case 'community':
      return { communityGalleryImageId: id };
    default:
      return kind satisfies never;
  }
}
