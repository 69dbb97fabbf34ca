// Writing the bodies of Compute resources: what a PUT keeps, what a PATCH merges, what an operation changes.
import { objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { isRegion, normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { AzureError } from '../kernel/errors.ts';
import { concurrentRequest, nameOf } from './compute-ids.ts';

export function propertiesOf(resource: StoredResource): JsonObject {
  return objectOf(resource.body['properties']);
}

/** Merges into `properties`, one level deep; an undefined value removes the property. */
export function setProperties(world: World, id: string, changes: JsonObject): StoredResource | undefined {
  const resource = world.resources.get(id);
  if (resource === undefined) return undefined;
  return world.resources.put(id, { ...resource.body, properties: { ...propertiesOf(resource), ...changes } });
}

/** The part of a body that every top-level resource has. */
export function envelope(id: string, type: string, location: string, request: JsonObject): JsonObject {
  return { id, name: nameOf(id), type, location, tags: objectOf(request['tags']) };
}

/** The `location` of a PUT, in the form that answers use. */
export function requireLocation(request: JsonObject, resourceType: string): string {
  const given = stringOf(request['location']);
  if (given === undefined || given === '') {
    throw new AzureError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  if (!isRegion(given)) {
    throw new AzureError(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${given}' is not available for resource type '${resourceType}'.`,
    );
  }
  return normalise(given);
}

/** What is made of another resource needs one that is whole: neither on its way, nor left broken by a failure. */
export function requireProvisioned(source: StoredResource): void {
  const state = stringOf(propertiesOf(source)['provisioningState']) ?? 'Succeeded';
  if (state === 'Succeeded') return;
  if (state !== 'Failed') throw concurrentRequest();
  throw new AzureError(
    409,
    'OperationNotAllowed',
    `The source '${source.id}' is in the provisioning state 'Failed' and cannot be used.`,
  );
}

/** `over` wins; objects merge member by member, null removes (JSON merge patch). */
export function patched(base: JsonObject, over: JsonObject): JsonObject {
  const result: Record<string, Json | undefined> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) result[key] = undefined;
    else if (typeof value === 'object' && !Array.isArray(value))
      result[key] = patched(objectOf(result[key]), objectOf(value));
    else result[key] = value;
  }
  return result;
}

/** A copy that lacks some members: read-only ones of a request, or those that an answer does not show. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** The instant as Compute writes it. */
export function timestamp(instant: Date): string {
  return instant.toISOString().replace('Z', '0000+00:00');
}
