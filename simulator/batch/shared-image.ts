// Images that others share, as a pool names them: by the unique name of a shared gallery or the public name of a community
// gallery. Batch sees them as the account's subscription does, and only where they are replicated.
import { nameOf, sameId, subscriptionOf } from '../compute/compute-ids.ts';
import { DEFINITION_TYPE } from '../gallery/gallery-paths.ts';
import { latestVersion } from '../gallery/replication.ts';
import { sharedGallery, versionsIn, type SharedName, type Sharing } from '../gallery/shared-galleries.ts';
import { stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import type { AccountFacts } from './account.ts';

/** An image reference's property for such an image. Both planes spell it alike. */
export const SHARED_IDS = ['sharedGalleryImageId', 'communityGalleryImageId'] as const;

export interface SharedReference {
  readonly property: (typeof SHARED_IDS)[number];
  readonly id: string;
}

interface SharedImageName extends SharedName {
  readonly definition: string;
  /** Undefined for the latest. */
  readonly version: string | undefined;
}

const SHARINGS: Readonly<Record<SharedReference['property'], Sharing>> = {
  sharedGalleryImageId: 'shared',
  communityGalleryImageId: 'community',
};

export function sharedReferenceIn(reference: JsonObject): SharedReference | undefined {
  for (const property of SHARED_IDS) {
    const id = stringOf(reference[property]);
    if (id !== undefined) return { property, id };
  }
  return undefined;
}

/** Undefined for an ID that is none of its kind. */
export function readSharedId({ property, id }: SharedReference): SharedImageName | undefined {
  const sharing = SHARINGS[property];
  const form = new RegExp(`^/${sharing}Galleries/([^/]+)/images/([^/]+)(?:/versions/([^/]+))?$`, 'i');
  const [, name, definition, version] = form.exec(id) ?? [];
  if (name === undefined || definition === undefined) return undefined;
  return { sharing, name, definition, version: version?.toLowerCase() === 'latest' ? undefined : version };
}

/** What a caller needs the right to, at the subscription: these images are read by it, not by a resource's ID. */
export function sharedRight({ property }: SharedReference): string {
  return `Microsoft.Compute/locations/${SHARINGS[property]}Galleries/images/versions/read`;
}

export interface SharedImage {
  readonly definition: StoredResource;
  readonly version: StoredResource;
}

/** Undefined where nothing of that name is shared with the account's subscription in its region. */
export function findSharedImage(
  world: World,
  facts: AccountFacts,
  reference: SharedReference,
): SharedImage | undefined {
  const name = readSharedId(reference);
  if (name === undefined) return undefined;
  const gallery = sharedGallery(world, name, { subscription: subscriptionOf(facts.id), as: 'either' });
  if (gallery === undefined) return undefined;
  const definition = world.resources
    .ofType(DEFINITION_TYPE, gallery.id)
    .find(({ id }) => sameId(nameOf(id), name.definition));
  if (definition === undefined) return undefined;
  const version =
    name.version === undefined
      ? latestVersion(world, definition.id, facts.region)
      : versionsIn(world, definition.id, facts.region).find(({ id }) => nameOf(id) === name.version);
  return version && { definition, version };
}
