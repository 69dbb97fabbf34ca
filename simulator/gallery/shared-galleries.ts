// Who sees which gallery: by its unique name those with whom it is shared, by its public name everybody; and in a region only
// what is replicated there. Shared is a gallery of the world, of any subscription, whose `sharingProfile` says so.
// https://learn.microsoft.com/azure/virtual-machines/share-gallery-direct and share-gallery-community
import { sameId } from '../compute/compute-ids.ts';
import { propertiesOf } from '../compute/resource-bodies.ts';
import { arrayOf, at, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { GALLERY_TYPE, VERSION_TYPE } from './gallery-paths.ts';
import { regionReplication } from './replication.ts';

export type Sharing = 'shared' | 'community';

/** The name that stands for the gallery in IDs and paths: `<subscription>-<GALLERY>`, or a public name. */
export interface SharedName {
  readonly sharing: Sharing;
  readonly name: string;
}

export interface Beholder {
  readonly subscription: string;
  /** Whom it must be shared with. */
  readonly as: 'subscription' | 'tenant' | 'either';
}

export function sharedGallery(
  world: World,
  { sharing, name }: SharedName,
  beholder: Beholder,
): StoredResource | undefined {
  return world.resources.ofType(GALLERY_TYPE).find((gallery) => {
    const profile = objectOf(propertiesOf(gallery)['sharingProfile']);
    const isNamedSo = (one: JsonObject[string]): boolean => sameId(stringOf(one) ?? '', name);
    if (sharing === 'community') {
      const names = arrayOf(at(profile, 'communityGalleryInfo', 'publicNames'));
      return profile['permissions'] === 'Community' && names.some(isNamedSo);
    }
    const uniqueName = at(gallery.body, 'properties', 'identifier', 'uniqueName');
    return profile['permissions'] === 'Groups' && isNamedSo(uniqueName) && isSharedWith(world, profile, beholder);
  });
}

function isSharedWith(world: World, profile: JsonObject, { subscription, as }: Beholder): boolean {
  const isAmong = (type: string, wanted: string): boolean =>
    arrayOf(profile['groups'])
      .map(objectOf)
      .filter((group) => group['type'] === type)
      .some((group) => arrayOf(group['ids']).some((id) => sameId(stringOf(id) ?? '', wanted)));
  return (
    (as !== 'tenant' && isAmong('Subscriptions', subscription)) ||
    (as !== 'subscription' && isAmong('AADTenants', world.scenario.tenantId))
  );
}

/** The versions below a gallery or a definition of which the region has a replica. */
export function versionsIn(world: World, scope: string, region: string): readonly StoredResource[] {
  return world.resources
    .ofType(VERSION_TYPE, scope)
    .filter((version) => regionReplication(world, version.id, region) === 'Completed');
}
