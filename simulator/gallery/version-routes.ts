// Image versions: made of a source, replicated region by region, updated only in how they are published.
import { deletion } from '../arm/deletions.ts';
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import {
  concurrentRequest,
  done,
  find,
  invalidParameter,
  listOf,
  nameOf,
  NO_CONTENT,
  notSimulated,
  param,
  requireSameLocation,
} from '../compute/compute-ids.ts';
import { holdSource, releaseSource } from '../compute/disk-state.ts';
import { envelope, propertiesOf, requireLocation, setProperties, without } from '../compute/resource-bodies.ts';
import { writtenBody } from '../compute/unmodelled.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, isObject, numberOf, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import {
  DEFINITION_PATH,
  definitionId,
  GALLERY_TYPE,
  parentNotFound,
  VERSION_PATH,
  VERSION_TYPE,
  versionId,
} from './gallery-paths.ts';
import { requireLasting } from './gallery-routes.ts';
import { currentBody, propertiesAt } from './older-bodies.ts';
import { publishedView, publishingProfile } from './publishing.ts';
import {
  failReplication,
  forgetReplication,
  regionReplication,
  replicate,
  replicationStatus,
  targetRegionNames,
} from './replication.ts';
import {
  misfit,
  oversize,
  requireOsState,
  requireOwnSubscription,
  requireSecurityFits,
  requireUsableVm,
} from './source-rules.ts';
import { traitsOf, type SourceTraits } from './source-traits.ts';
import { accepted, failing, requireNotDeleting } from './version-operation.ts';
import {
  diskImagesOf,
  readSource,
  requireFreeSource,
  requireSourceRights,
  requireUnchangedSource,
  sourceResource,
} from './version-source.ts';

function view(call: ArmCall, version: StoredResource): JsonObject {
  const expand = (call.query.get('$expand') ?? '').toLowerCase().split(',');
  const properties = propertiesOf(version);
  return {
    ...version.body,
    properties: propertiesAt(call, {
      ...without(properties, 'replicationStatus'),
      publishingProfile: publishedView(objectOf(properties['publishingProfile'])),
      ...(expand.includes('replicationstatus') && { replicationStatus: replicationStatus(call.world, version) }),
    }),
  };
}

export function requireVersionName(name: string): void {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(name)?.slice(1).map(Number) ?? [];
  if (parts.length === 3 && parts.every((part) => part <= 2 ** 31 - 1)) return;
  throw invalidParameter(
    'The image version name is invalid. The image version name should follow Major(int).Minor(int).Patch(int) format, for e.g: 1.0.0, 2018.12.1 etc.',
    'galleryImageVersionName',
  );
}

function parentOf(call: ArmCall): StoredResource {
  const parent = call.world.resources.get(definitionId(call));
  if (parent === undefined) throw parentNotFound(`${param(call, 'gallery')}/${param(call, 'definition')}`);
  requireLasting(parent);
  return parent;
}

/** The storage profile as answers show it: the source as it was given, and the sizes found there. */
function storedStorage(wanted: JsonObject, traits: SourceTraits): JsonObject {
  const os = objectOf(wanted['osDiskImage']);
  const data = arrayOf(wanted['dataDiskImages']).map(objectOf);
  const dataDiskImages = traits.dataDisks.map(({ lun, gb }) => ({
    hostCaching: 'None',
    ...data.find((image) => numberOf(image['lun']) === lun),
    lun,
    sizeInGB: gb,
  }));
  return {
    ...wanted,
    osDiskImage: { hostCaching: traits.osCaching ?? 'ReadWrite', ...os, sizeInGB: traits.osDiskGb },
    ...(dataDiskImages.length > 0 && { dataDiskImages }),
  };
}

/** Makes the version of its source; also again, when an earlier attempt did not get as far as its own region. */
async function make(call: ArmCall, body: JsonObject, location: string, tags: JsonObject): Promise<ArmAnswer> {
  const { world } = call;
  const id = versionId(call);
  const isNew = world.resources.get(id) === undefined;
  const definition = parentOf(call);
  const wanted = objectOf(body['properties']);
  const storage = objectOf(wanted['storageProfile']);
  const publishing = publishingProfile(world, location, objectOf(wanted['publishingProfile']), undefined);
  const source = readSource(call, storage);
  requireSourceRights(call, id, source);
  requireFreeSource(call, id, storage);
  if (source.kind === 'vm') requireUsableVm(world, sourceResource(call, source.id, location));
  const traits = await traitsOf(call, source, location);
  requireOsState(definition, traits);
  requireSecurityFits(definition, traits);
  requireOwnSubscription(id, traits);
  const unfit = misfit(definition, traits) ?? oversize(traits, publishing['replicationMode'] === 'Shallow');
  // The checks have waited for storage: another request may have come first.
  if (isNew && world.resources.get(id) !== undefined) throw concurrentRequest();

  world.resources.put(id, {
    ...envelope(id, VERSION_TYPE, location, { tags }),
    properties: {
      ...without(wanted, 'provisioningState', 'replicationStatus'),
      publishingProfile: publishing,
      storageProfile: storedStorage(storage, traits),
      safetyProfile: safetyProfile(objectOf(wanted['safetyProfile'])),
      provisioningState: isNew ? 'Creating' : 'Updating',
    },
  });
  const sources = diskImagesOf(source).flatMap((image) => (image.kind === 'blob' ? [] : [image.id]));
  for (const sourceId of sources) holdSource(world, sourceId, id);
  const release = (): void => sources.forEach((sourceId) => releaseSource(world, sourceId, id));
  const version = find(world, id);
  const regions = targetRegionNames(version);
  const answer = accepted(world, id, isNew ? 201 : 200, view(call, version), release);
  if (unfit === undefined) replicate(world, id, location, regions);
  else {
    const details = `Replication failed in this region due to '${unfit.message}'`;
    failReplication(world, id, regions, details);
  }
  return unfit === undefined ? answer : failing(world, id, answer, unfit, release);
}

function safetyProfile(wanted: JsonObject): JsonObject {
  return {
    allowDeletionOfReplicatedLocations: false,
    blockDeletionBeforeEndOfLife: false,
    ...wanted,
    reportedForPolicyViolation: false,
  };
}

function requireUpdatable(world: World, version: StoredResource): void {
  requireNotDeleting(world, version.id);
  const state = stringOf(propertiesOf(version)['provisioningState']);
  if (state === 'Creating' || state === 'Updating') throw concurrentRequest();
}

function update(call: ArmCall, version: StoredResource, wanted: JsonObject, tags: JsonObject): ArmAnswer {
  const { world } = call;
  const known = propertiesOf(version);
  const location = normalise(stringOf(version.body['location']) ?? '');
  const former = objectOf(known['publishingProfile']);
  const publishing = publishingProfile(world, location, objectOf(wanted['publishingProfile']), former);
  const updated = world.resources.put(version.id, {
    ...version.body,
    tags,
    properties: {
      ...known,
      publishingProfile: publishing,
      safetyProfile: safetyProfile({ ...objectOf(known['safetyProfile']), ...objectOf(wanted['safetyProfile']) }),
      provisioningState: 'Updating',
    },
  });
  replicate(world, version.id, location, targetRegionNames(updated));
  return accepted(world, version.id, 200, view(call, updated), () => undefined);
}

async function put(call: ArmCall): Promise<ArmAnswer> {
  const body = currentBody(call, writtenBody(call, 'galleryImageVersion'));
  const id = versionId(call);
  requireVersionName(nameOf(id));
  const location = requireLocation(body, GALLERY_TYPE);
  const existing = call.world.resources.get(id);
  const tags = objectOf(body['tags']);
  if (existing === undefined) return make(call, body, location, tags);
  requireUpdatable(call.world, existing);
  requireSameLocation(existing, location);
  const wanted = objectOf(body['properties']);
  requireUnchangedSource(call, objectOf(propertiesOf(existing)['storageProfile']), objectOf(wanted['storageProfile']));
  if (regionReplication(call.world, id, location) !== 'Completed') return make(call, body, location, tags);
  return update(call, existing, wanted, tags);
}

function patch(call: ArmCall): ArmAnswer {
  const body = writtenBody(call, 'galleryImageVersion');
  const version = find(call.world, versionId(call));
  requireUpdatable(call.world, version);
  const changes = objectOf(body['properties']);
  if (changes['restore'] === true) throw notSimulated('the soft deletion of image versions');
  const known = propertiesOf(version);
  requireUnchangedSource(call, objectOf(known['storageProfile']), objectOf(changes['storageProfile']));
  const publishingProfile = { ...objectOf(known['publishingProfile']), ...objectOf(changes['publishingProfile']) };
  const wanted = { ...changes, publishingProfile };
  const tags = isObject(body['tags']) ? body['tags'] : objectOf(version.body['tags']);
  // Read before the regions change: what is replicated now is not replicated again.
  replicationStatus(call.world, version);
  return update(call, version, wanted, tags);
}

function requireDeletable(world: World, version: StoredResource): void {
  const { safetyProfile: safety, publishingProfile: publishing } = propertiesOf(version);
  if (objectOf(safety)['blockDeletionBeforeEndOfLife'] !== true) return;
  const endOfLife = Date.parse(stringOf(objectOf(publishing)['endOfLifeDate']) ?? '');
  if (endOfLife <= world.clock.now().getTime()) return;
  throw new AzureError(
    409,
    'DeleteGalleryImageVersionBlockedBeforeEndOfLife',
    'Deletion of Gallery image version is not allowed because the image is enabled for blockDeletionBeforeEndOfLife and its endOfLifeDate has not reached yet.',
  );
}

function remove(call: ArmCall): ArmAnswer {
  const { world } = call;
  const version = world.resources.get(versionId(call));
  if (version === undefined) return NO_CONTENT;
  requireDeletable(world, version);
  setProperties(world, version.id, { provisioningState: 'Deleting' });
  return deletion(world, version.id, {
    durationMs: world.clock.milliseconds('version.delete'),
    finish: () => {
      forgetReplication(world, version.id);
      world.resources.delete(version.id);
      return undefined;
    },
    fail: () => setProperties(world, version.id, { provisioningState: 'Failed' }),
  });
}

const SINCE = '2018-06-01';

export const versionRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: VERSION_PATH,
    action: `${VERSION_TYPE}/read`,
    since: SINCE,
    handle: (call) => done(view(call, find(call.world, versionId(call)))),
  },
  {
    method: 'GET',
    path: `${DEFINITION_PATH}/versions`,
    action: `${VERSION_TYPE}/read`,
    since: SINCE,
    handle: (call) =>
      listOf(
        call.world.resources
          .ofType(VERSION_TYPE, find(call.world, definitionId(call)).id)
          .map((one) => view(call, one)),
      ),
  },
  { method: 'PUT', path: VERSION_PATH, action: `${VERSION_TYPE}/write`, since: SINCE, handle: put },
  { method: 'PATCH', path: VERSION_PATH, action: `${VERSION_TYPE}/write`, since: SINCE, handle: patch },
  { method: 'DELETE', path: VERSION_PATH, action: `${VERSION_TYPE}/delete`, since: SINCE, handle: remove },
];
