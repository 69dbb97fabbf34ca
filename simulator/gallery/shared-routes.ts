// Reading what others share: image definitions and versions by the gallery's unique or public name, region by region.
// Shapes and the form of `uniqueId`: Azure's OpenAPI files sharedGallery.json and communityGallery.json of 2024-03-03.
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { done, invalidParameter, listOf, nameOf, param, SUBSCRIPTION_PATH } from '../compute/compute-ids.ts';
import { propertiesOf } from '../compute/resource-bodies.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, objectOf, type JsonObject } from '../kernel/json.ts';
import { displayName, isRegion, normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import { DEFINITION_TYPE } from './gallery-paths.ts';
import { isExcluded } from './replication.ts';
import { sharedGallery, versionsIn, type Beholder, type Sharing } from './shared-galleries.ts';
import { requireVersionName } from './version-routes.ts';

interface Shared {
  readonly sharing: Sharing;
  readonly location: string;
  /** As answers spell it, with the resource's own name. */
  readonly uniqueId: string;
  readonly resource: StoredResource;
}

/** https://github.com/skypilot-org/skypilot/pull/4145 shows code and text for a gallery. */
function notFound(what: string, name: string, location: string): AzureError {
  const region = displayName(location).replaceAll(' ', '');
  return new AzureError(
    404,
    'NotFound',
    `please check if the ${what} name '${name}' is valid and the ${what} exists in '${region}' region.`,
  );
}

function findDefinition(call: ArmCall, sharing: Sharing, as: Beholder['as']): Shared {
  const { world } = call;
  const location = normalise(param(call, 'location'));
  const [name, definitionName] = [param(call, 'gallery'), param(call, 'definition')];
  if (!isRegion(location)) {
    throw new AzureError(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${param(call, 'location')}' is not available for resource type 'Microsoft.Compute/locations/${sharing}Galleries'.`,
    );
  }
  const beholder = { subscription: param(call, 'subscription'), as };
  const gallery = sharedGallery(world, { sharing, name }, beholder);
  if (gallery === undefined || versionsIn(world, gallery.id, location).length === 0) {
    throw notFound('gallery', name, location);
  }
  const definition = world.resources
    .ofType(DEFINITION_TYPE, gallery.id)
    .find((one) => nameOf(one.id).toLowerCase() === definitionName.toLowerCase());
  if (definition === undefined || versionsIn(world, definition.id, location).length === 0) {
    throw notFound('gallery image', definitionName, location);
  }
  const kind = sharing === 'shared' ? 'SharedGalleries' : 'CommunityGalleries';
  return { sharing, location, uniqueId: `/${kind}/${name}/Images/${nameOf(definition.id)}`, resource: definition };
}

function envelope({ sharing, location, uniqueId, resource }: Shared, type: string, properties: JsonObject): JsonObject {
  return {
    name: nameOf(resource.id),
    location,
    ...(sharing === 'community' && { type: `Microsoft.Compute/locations/community${type}` }),
    identifier: { uniqueId },
    properties,
  };
}

const SHOWN_OF_DEFINITION = [
  'osType',
  'osState',
  'hyperVGeneration',
  'architecture',
  'identifier',
  'features',
  'purchasePlan',
  'recommended',
  'disallowed',
  'endOfLifeDate',
  'privacyStatementUri',
  'eula',
];

function definitionView(shared: Shared): JsonObject {
  const known = Object.entries(propertiesOf(shared.resource));
  return envelope(
    shared,
    'GalleryImage',
    Object.fromEntries(known.filter(([name]) => SHOWN_OF_DEFINITION.includes(name))),
  );
}

function versionView(definition: Shared, version: StoredResource): JsonObject {
  const properties = propertiesOf(version);
  const publishing = objectOf(properties['publishingProfile']);
  const storage = objectOf(properties['storageProfile']);
  const disk = (image: JsonObject): JsonObject => ({
    ...(image['lun'] !== undefined && { lun: image['lun'] }),
    ...(image['sizeInGB'] !== undefined && { diskSizeGB: image['sizeInGB'] }),
    hostCaching: image['hostCaching'] ?? 'None',
  });
  const dataDiskImages = arrayOf(storage['dataDiskImages']).map((image) => disk(objectOf(image)));
  const { publishedDate, endOfLifeDate } = publishing;
  return envelope(
    { ...definition, resource: version, uniqueId: `${definition.uniqueId}/Versions/${nameOf(version.id)}` },
    'GalleryImageVersion',
    {
      ...(publishedDate !== undefined && { publishedDate }),
      ...(endOfLifeDate !== undefined && { endOfLifeDate }),
      excludeFromLatest: isExcluded(version, definition.location),
      storageProfile: {
        osDiskImage: disk(objectOf(storage['osDiskImage'])),
        ...(dataDiskImages.length > 0 && { dataDiskImages }),
      },
    },
  );
}

function readVersion(call: ArmCall, sharing: Sharing): ArmAnswer {
  const name = param(call, 'version');
  requireVersionName(name);
  const definition = findDefinition(call, sharing, 'either');
  const version = versionsIn(call.world, definition.resource.id, definition.location).find(
    (one) => nameOf(one.id) === name,
  );
  if (version === undefined) throw notFound('gallery image version', name, definition.location);
  return done(versionView(definition, version));
}

/** Of what is shared with the subscription, unless the tenant is asked for. */
function listVersions(call: ArmCall, sharing: Sharing): ArmAnswer {
  const sharedTo = call.query.get('sharedTo');
  if (sharedTo !== null && sharedTo !== 'tenant') {
    throw invalidParameter(`The value '${sharedTo}' of parameter sharedTo is not valid.`, 'sharedTo');
  }
  const definition = findDefinition(call, sharing, sharedTo === null ? 'subscription' : 'tenant');
  const versions = versionsIn(call.world, definition.resource.id, definition.location);
  return listOf(versions.map((version) => versionView(definition, version)));
}

function routesOf(sharing: Sharing, since: string): readonly ArmRoute[] {
  const type = `Microsoft.Compute/locations/${sharing}Galleries/images`;
  const path = `${SUBSCRIPTION_PATH}/providers/Microsoft.Compute/locations/{location}/${sharing}Galleries/{gallery}/images/{definition}`;
  const get = (rest: string, action: string, handle: ArmRoute['handle']): ArmRoute => {
    return { method: 'GET', path: `${path}${rest}`, action, since, handle };
  };
  return [
    get('', `${type}/read`, (call) => done(definitionView(findDefinition(call, sharing, 'either')))),
    get('/versions', `${type}/versions/read`, (call) => listVersions(call, sharing)),
    get('/versions/{version}', `${type}/versions/read`, (call) => readVersion(call, sharing)),
  ];
}

export const sharedGalleryRoutes: readonly ArmRoute[] = [
  ...routesOf('shared', '2020-09-30'),
  ...routesOf('community', '2021-07-01'),
];
