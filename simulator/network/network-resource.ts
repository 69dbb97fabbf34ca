// What the types of Microsoft.Network have in common: read, list, write with a short operation, tag, delete when unused.
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import {
  done,
  find,
  GROUP_PATH,
  listOf,
  listScope,
  nameOf,
  NO_CONTENT,
  notSimulated,
  param,
  requiredBody,
  requireSameLocation,
  SUBSCRIPTION_PATH,
} from '../compute/compute-ids.ts';
import { envelope, requireLocation, setProperties } from '../compute/resource-bodies.ts';
import { isObject, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { networkPath, refuse } from './network-ids.ts';

/** What a PUT is about, once the front matter of its body is read. */
export interface Wanted {
  readonly id: string;
  readonly type: string;
  readonly location: string;
  readonly properties: JsonObject;
  readonly existing: StoredResource | undefined;
}

export interface NetworkType {
  readonly plural: string;
  /** The properties that a PUT may carry; any other is refused as not simulated. */
  readonly known: readonly string[];
  /** Members beside `properties` that this type has, e.g. `sku`. */
  readonly extra?: (body: JsonObject) => JsonObject;
  /** The properties to store; refuses what cannot be. */
  readonly properties: (call: ArmCall, wanted: Wanted) => JsonObject;
  /** The body as answers show it, with what follows from other resources. */
  readonly view: (world: World, resource: StoredResource) => JsonObject;
  /** Refuses to delete what another resource needs. */
  readonly requireUnused: (world: World, resource: StoredResource) => void;
}

const SINCE = '2015-05-01-preview';
/** What requests repeat from answers, and nobody reads. */
const READ_ONLY = ['provisioningState', 'resourceGuid'];

const NAME = /^[A-Za-z0-9](?:[\w.-]{0,78}\w)?$/;

export function requireKnown(properties: JsonObject, known: readonly string[], where: string): void {
  const strange = Object.keys(properties).filter((name) => ![...known, ...READ_ONLY].includes(name));
  if (strange.length > 0) throw notSimulated(strange.map((name) => `${where}.${name}`).join(', '));
}

function put(call: ArmCall, kind: NetworkType): ArmAnswer {
  const { world } = call;
  const body = requiredBody(call, 'parameters');
  const type = `Microsoft.Network/${kind.plural}`;
  const id = idOf(call, kind);
  const location = requireLocation(body, type);
  const existing = world.resources.get(id);
  if (existing === undefined && !NAME.test(nameOf(id))) {
    throw refuse(
      'InvalidResourceName',
      `Resource name ${nameOf(id)} is invalid. The name can be up to 80 characters long. It must begin with a word character, and it must end with a word character or with '_'. The name may contain word characters or '.', '-', '_'.`,
    );
  }
  if (existing !== undefined) requireSameLocation(existing, location);
  requireKnown(objectOf(body['properties']), kind.known, 'properties');
  const properties = kind.properties(call, {
    id,
    type,
    location,
    properties: objectOf(body['properties']),
    existing,
  });
  const stored = world.resources.put(id, {
    ...envelope(existing?.id ?? id, type, location, body),
    etag: `W/"${world.random.guid()}"`,
    ...kind.extra?.(body),
    properties: {
      ...properties,
      resourceGuid: existing?.body['properties']
        ? objectOf(existing.body['properties'])['resourceGuid']
        : world.random.guid(),
      provisioningState: 'Updating',
    },
  });
  return {
    kind: 'accepted',
    status: existing === undefined ? 201 : 200,
    body: kind.view(world, stored),
    work: {
      durationMs: world.clock.milliseconds('network.write'),
      finish: () => {
        setProperties(world, id, { provisioningState: 'Succeeded' });
        return undefined;
      },
      fail: () => setProperties(world, id, { provisioningState: 'Failed' }),
    },
  };
}

function patch(call: ArmCall, kind: NetworkType): ArmAnswer {
  const body = requiredBody(call, 'parameters');
  const existing = find(call.world, idOf(call, kind));
  if (body['properties'] !== undefined) throw notSimulated(`a PATCH of the properties of ${existing.id}`);
  const tags = isObject(body['tags']) ? body['tags'] : objectOf(existing.body['tags']);
  return done(kind.view(call.world, call.world.resources.put(existing.id, { ...existing.body, tags })));
}

function remove(call: ArmCall, kind: NetworkType): ArmAnswer {
  const { world } = call;
  const existing = world.resources.get(idOf(call, kind));
  if (existing === undefined) return NO_CONTENT;
  kind.requireUnused(world, existing);
  setProperties(world, existing.id, { provisioningState: 'Deleting' });
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds('network.write'),
      finish: () => {
        world.resources.delete(existing.id);
        return undefined;
      },
      fail: () => setProperties(world, existing.id, { provisioningState: 'Failed' }),
    },
  };
}

function idOf(call: ArmCall, { plural }: NetworkType): string {
  return `${listScope(call)}/providers/Microsoft.Network/${plural}/${param(call, 'name')}`;
}

export function routesOf(kind: NetworkType): readonly ArmRoute[] {
  const path = networkPath(`${kind.plural}/{name}`);
  const type = `Microsoft.Network/${kind.plural}`;
  const shared = { path, since: SINCE };
  return [
    {
      ...shared,
      method: 'GET',
      action: `${type}/read`,
      handle: (call) => done(kind.view(call.world, find(call.world, idOf(call, kind)))),
    },
    ...[GROUP_PATH, SUBSCRIPTION_PATH].map((scope): ArmRoute => ({
      method: 'GET',
      path: `${scope}/providers/Microsoft.Network/${kind.plural}`,
      action: `${type}/read`,
      since: SINCE,
      handle: (call) =>
        listOf(call.world.resources.ofType(type, listScope(call)).map((one) => kind.view(call.world, one))),
    })),
    { ...shared, method: 'PUT', action: `${type}/write`, handle: (call) => put(call, kind) },
    { ...shared, method: 'PATCH', action: `${type}/write`, handle: (call) => patch(call, kind) },
    { ...shared, method: 'DELETE', action: `${type}/delete`, handle: (call) => remove(call, kind) },
  ];
}

export function requiredString(value: JsonObject[string], name: string): string {
  const text = stringOf(value);
  if (text !== undefined && text !== '') return text;
  throw refuse('InvalidRequestFormat', `Cannot parse the request. The required member '${name}' is missing.`);
}
