// Managed images, the older kind: enough to make one of a generalized VM or a VHD, and every documented refusal.
import { deletion, isBeingDeleted } from '../arm/deletions.ts';
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { objectOf, stringOf } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import {
  computeId,
  computePath,
  concurrentRequest,
  done,
  find,
  GROUP_PATH,
  listOf,
  listScope,
  nameOf,
  NO_CONTENT,
  param,
  requireEntityName,
  requireSameLocation,
  SUBSCRIPTION_PATH,
} from './compute-ids.ts';
import { imageOf } from './image-sources.ts';
import { envelope, propertiesOf, requireLocation, setProperties } from './resource-bodies.ts';
import { writtenBody } from './unmodelled.ts';

export const IMAGE_TYPE = 'Microsoft.Compute/images';

async function put(call: ArmCall): Promise<ArmAnswer> {
  const { world } = call;
  const body = writtenBody(call, 'parameters');
  const id = computeId(call, 'images', param(call, 'image'));
  const location = requireLocation(body, IMAGE_TYPE);
  const existing = world.resources.get(id);
  if (existing !== undefined) {
    requireSameLocation(existing, location);
    requireIdleImage(existing);
    return done(world.resources.put(id, { ...existing.body, tags: objectOf(body['tags']) }).body);
  }
  requireEntityName(nameOf(id));
  const properties = objectOf(body['properties']);
  const made = await imageOf(call, location, properties);
  const resource = world.resources.put(id, {
    ...envelope(id, IMAGE_TYPE, location, body),
    properties: { ...made, provisioningState: 'Creating' },
  });
  return {
    kind: 'accepted',
    status: 201,
    body: resource.body,
    work: {
      durationMs: world.clock.milliseconds('image.create'),
      finish: () => {
        setProperties(world, id, { provisioningState: 'Succeeded' });
        return undefined;
      },
      fail: () => setProperties(world, id, { provisioningState: 'Failed' }),
    },
  };
}

/** An image is made or deleted, or else it can be changed. */
function requireIdleImage(image: StoredResource): void {
  const state = stringOf(propertiesOf(image)['provisioningState']);
  if (state === 'Creating' || state === 'Deleting') throw concurrentRequest();
}

function remove(call: ArmCall): ArmAnswer {
  const { world } = call;
  const image = world.resources.get(computeId(call, 'images', param(call, 'image')));
  if (image === undefined) return NO_CONTENT;
  const { id } = image;
  if (!isBeingDeleted(world, id)) {
    requireIdleImage(image);
    setProperties(world, id, { provisioningState: 'Deleting' });
  }
  return deletion(world, id, {
    durationMs: world.clock.milliseconds('disk.delete'),
    finish: () => {
      world.resources.delete(id);
      return undefined;
    },
    fail: () => setProperties(world, id, { provisioningState: 'Failed' }),
  });
}

const IMAGE_PATH = computePath('images/{image}');
const SINCE = '2016-04-30-preview';

export const imageRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: IMAGE_PATH,
    action: `${IMAGE_TYPE}/read`,
    since: SINCE,
    handle: (call) => done(find(call.world, computeId(call, 'images', param(call, 'image'))).body),
  },
  ...[GROUP_PATH, SUBSCRIPTION_PATH].map((scope): ArmRoute => ({
    method: 'GET',
    path: `${scope}/providers/Microsoft.Compute/images`,
    action: `${IMAGE_TYPE}/read`,
    since: SINCE,
    handle: (call) => listOf(call.world.resources.ofType(IMAGE_TYPE, listScope(call)).map((one) => one.body)),
  })),
  { method: 'PUT', path: IMAGE_PATH, action: `${IMAGE_TYPE}/write`, since: SINCE, handle: put },
  { method: 'DELETE', path: IMAGE_PATH, action: `${IMAGE_TYPE}/delete`, since: SINCE, handle: remove },
];
