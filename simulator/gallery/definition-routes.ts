// Image definitions: made once with what never changes, described and delisted later.
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import {
  done,
  find,
  listOf,
  nameOf,
  NO_CONTENT,
  requiredBody,
  requireEntityName,
  requireSameLocation,
} from '../compute/compute-ids.ts';
import { envelope, requireLocation } from '../compute/resource-bodies.ts';
import { isObject, objectOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import { requireFreeIdentifier, requireValidDefinition, updatedDefinition, withDefaults } from './definition-rules.ts';
import {
  DEFINITION_PATH,
  DEFINITION_TYPE,
  definitionId,
  GALLERY_PATH,
  GALLERY_TYPE,
  galleryId,
  parentNotFound,
  requireNoNested,
  VERSION_TYPE,
} from './gallery-paths.ts';
import { deleted, requireLasting, requireSettled, written } from './gallery-routes.ts';

function put(call: ArmCall): ArmAnswer {
  const { world } = call;
  const body = requiredBody(call, 'galleryImage');
  const id = definitionId(call);
  requireEntityName(nameOf(id));
  const location = requireLocation(body, GALLERY_TYPE);
  const gallery = world.resources.get(galleryId(call));
  if (gallery === undefined) throw parentNotFound(nameOf(galleryId(call)));
  requireLasting(gallery);
  const wanted = objectOf(body['properties']);
  const existing = world.resources.get(id);
  if (existing !== undefined) {
    requireSameLocation(existing, location);
    requireValidDefinition(wanted);
    return update(call, existing, wanted, objectOf(body['tags']));
  }
  const properties = withDefaults(wanted, call.apiVersion);
  requireValidDefinition(properties);
  requireFreeIdentifier(world, galleryId(call), properties);
  world.resources.put(id, {
    ...envelope(id, DEFINITION_TYPE, location, body),
    properties: { ...properties, provisioningState: 'Creating' },
  });
  return written(world, id, 201, 'definition.write');
}

function update(call: ArmCall, existing: StoredResource, wanted: JsonObject, tags: JsonObject | undefined): ArmAnswer {
  requireSettled(existing);
  const properties = updatedDefinition(existing, wanted);
  call.world.resources.put(existing.id, {
    ...existing.body,
    ...(tags !== undefined && { tags }),
    properties: { ...properties, provisioningState: 'Updating' },
  });
  return written(call.world, existing.id, 200, 'definition.write');
}

function patch(call: ArmCall): ArmAnswer {
  const body = requiredBody(call, 'galleryImage');
  const existing = find(call.world, definitionId(call));
  return update(call, existing, objectOf(body['properties']), isObject(body['tags']) ? body['tags'] : undefined);
}

function remove(call: ArmCall): ArmAnswer {
  const definition = call.world.resources.get(definitionId(call));
  if (definition === undefined) return NO_CONTENT;
  requireNoNested(call.world, definition.id, [VERSION_TYPE]);
  return deleted(call.world, definition);
}

const SINCE = '2018-06-01';

export const definitionRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: DEFINITION_PATH,
    action: `${DEFINITION_TYPE}/read`,
    since: SINCE,
    handle: (call) => done(find(call.world, definitionId(call)).body),
  },
  {
    method: 'GET',
    path: `${GALLERY_PATH}/images`,
    action: `${DEFINITION_TYPE}/read`,
    since: SINCE,
    handle: (call) =>
      listOf(call.world.resources.ofType(DEFINITION_TYPE, find(call.world, galleryId(call)).id).map((one) => one.body)),
  },
  { method: 'PUT', path: DEFINITION_PATH, action: `${DEFINITION_TYPE}/write`, since: SINCE, handle: put },
  { method: 'PATCH', path: DEFINITION_PATH, action: `${DEFINITION_TYPE}/write`, since: SINCE, handle: patch },
  { method: 'DELETE', path: DEFINITION_PATH, action: `${DEFINITION_TYPE}/delete`, since: SINCE, handle: remove },
];
