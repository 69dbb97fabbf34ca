// Galleries: names without dashes, unique in the subscription, deleted only when empty.
import { deletion, isBeingDeleted } from '../arm/deletions.ts';
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import {
  concurrentRequest,
  done,
  find,
  GROUP_PATH,
  invalidParameter,
  listOf,
  listScope,
  nameOf,
  NO_CONTENT,
  notSimulated,
  param,
  requireSameLocation,
  sameId,
  SUBSCRIPTION_PATH,
} from '../compute/compute-ids.ts';
import {
  envelope,
  patched,
  propertiesOf,
  requireLocation,
  setProperties,
  without,
} from '../compute/resource-bodies.ts';
import { writtenBody } from '../compute/unmodelled.ts';
import { AzureError } from '../kernel/errors.ts';
import { at, isObject, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import {
  DEFINITION_TYPE,
  existsElsewhere,
  GALLERY_PATH,
  GALLERY_TYPE,
  galleryId,
  requireNoNested,
} from './gallery-paths.ts';

const READ_ONLY = ['provisioningState', 'identifier', 'sharingStatus'];

function requireGalleryName(name: string): void {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9_.]{0,78}[A-Za-z0-9])?$/.test(name)) return;
  throw invalidParameter(
    'Gallery name is invalid. Allowed characters are English alphanumeric characters, with underscores, and periods allowed in the middle, up to 80 characters total. All other special characters, including dashes, are disallowed.',
    'galleryName',
  );
}

function requireSimulated(body: JsonObject): void {
  const identity = stringOf(objectOf(body['identity'])['type']) ?? 'None';
  if (identity !== 'None') throw notSimulated(`the identity '${identity}' of a gallery`);
  if (at(body, 'properties', 'softDeletePolicy', 'isSoftDeleteEnabled') === true) {
    throw notSimulated('the soft deletion of image versions');
  }
}

function requireRoomForGallery(call: ArmCall, id: string, location: string): void {
  const { world } = call;
  const galleries = world.resources.ofType(GALLERY_TYPE, `/subscriptions/${param(call, 'subscription')}`);
  const namesake = galleries.find((one) => sameId(nameOf(one.id), nameOf(id)));
  if (namesake !== undefined) throw existsElsewhere(nameOf(id), namesake.id);
  const limit = world.scenario.quotas.galleries;
  const usage = galleries.filter((one) => one.body['location'] === location).length;
  if (usage < limit) return;
  throw new AzureError(
    409,
    'OperationNotAllowed',
    `Operation could not be completed as it results in exceeding approved Galleries quota. Additional details - Deployment Model: Resource Manager, Location: ${location}, Current Limit: ${limit}, Current Usage: ${usage}, Additional Required: 1, (Minimum) New Limit Required: ${usage + 1}.`,
  );
}

/** The answer of a write whose resource is there at once, and whose operation ends a moment later. */
export function written(
  world: World,
  id: string,
  status: 200 | 201,
  duration: 'gallery.write' | 'definition.write',
): ArmAnswer {
  return {
    kind: 'accepted',
    status,
    body: find(world, id).body,
    work: {
      durationMs: world.clock.milliseconds(duration),
      finish: () => {
        setProperties(world, id, { provisioningState: 'Succeeded' });
        return undefined;
      },
      fail: () => setProperties(world, id, { provisioningState: 'Failed' }),
    },
  };
}

/** A gallery or a definition takes one write at a time, and none once it is being deleted. */
export function requireSettled({ body }: StoredResource): void {
  const state = objectOf(body['properties'])['provisioningState'];
  if (state === 'Creating' || state === 'Updating' || state === 'Deleting') throw concurrentRequest();
}

/** What is being deleted gets nothing new in it. */
export function requireLasting(parent: StoredResource): void {
  if (objectOf(parent.body['properties'])['provisioningState'] === 'Deleting') throw concurrentRequest();
}

/** Deletion of an empty parent, or of what has no children. */
export function deleted(world: World, { id }: StoredResource): ArmAnswer {
  if (!isBeingDeleted(world, id)) {
    requireSettled(find(world, id));
    setProperties(world, id, { provisioningState: 'Deleting' });
  }
  return deletion(world, id, {
    durationMs: world.clock.milliseconds('gallery.delete'),
    finish: () => {
      world.resources.delete(id);
      return undefined;
    },
    fail: () => setProperties(world, id, { provisioningState: 'Failed' }),
  });
}

function put(call: ArmCall): ArmAnswer {
  const { world } = call;
  const body = writtenBody(call, 'gallery');
  const id = galleryId(call);
  requireGalleryName(nameOf(id));
  requireSimulated(body);
  const location = requireLocation(body, GALLERY_TYPE);
  const wanted = without(objectOf(body['properties']), ...READ_ONLY);
  const existing = world.resources.get(id);
  if (existing !== undefined) {
    requireSameLocation(existing, location);
    return update(world, existing, { ...existing.body, tags: objectOf(body['tags']) }, wanted);
  }
  requireRoomForGallery(call, id, location);
  const uniqueName = `${param(call, 'subscription')}-${nameOf(id).toUpperCase()}`;
  world.resources.put(id, {
    ...envelope(id, GALLERY_TYPE, location, body),
    properties: { ...wanted, identifier: { uniqueName }, provisioningState: 'Creating' },
  });
  return written(world, id, 201, 'gallery.write');
}

function update(world: World, existing: StoredResource, body: JsonObject, wanted: JsonObject): ArmAnswer {
  requireSettled(existing);
  world.resources.put(existing.id, {
    ...body,
    properties: { ...patched(propertiesOf(existing), wanted), provisioningState: 'Updating' },
  });
  return written(world, existing.id, 200, 'gallery.write');
}

function patch(call: ArmCall): ArmAnswer {
  const body = writtenBody(call, 'gallery');
  const existing = find(call.world, galleryId(call));
  requireSimulated(body);
  const tags = isObject(body['tags']) ? { tags: body['tags'] } : {};
  return update(
    call.world,
    existing,
    { ...existing.body, ...tags },
    without(objectOf(body['properties']), ...READ_ONLY),
  );
}

function remove(call: ArmCall): ArmAnswer {
  const gallery = call.world.resources.get(galleryId(call));
  if (gallery === undefined) return NO_CONTENT;
  requireNoNested(call.world, gallery.id, [DEFINITION_TYPE]);
  return deleted(call.world, gallery);
}

const SINCE = '2018-06-01';

export const galleryResourceRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: GALLERY_PATH,
    action: `${GALLERY_TYPE}/read`,
    since: SINCE,
    handle: (call) => done(find(call.world, galleryId(call)).body),
  },
  ...[GROUP_PATH, SUBSCRIPTION_PATH].map((scope): ArmRoute => ({
    method: 'GET',
    path: `${scope}/providers/Microsoft.Compute/galleries`,
    action: `${GALLERY_TYPE}/read`,
    since: SINCE,
    handle: (call) => listOf(call.world.resources.ofType(GALLERY_TYPE, listScope(call)).map((one) => one.body)),
  })),
  { method: 'PUT', path: GALLERY_PATH, action: `${GALLERY_TYPE}/write`, since: SINCE, handle: put },
  { method: 'PATCH', path: GALLERY_PATH, action: `${GALLERY_TYPE}/write`, since: SINCE, handle: patch },
  { method: 'DELETE', path: GALLERY_PATH, action: `${GALLERY_TYPE}/delete`, since: SINCE, handle: remove },
];
