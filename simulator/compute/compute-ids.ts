// Paths, IDs and refusals that every Compute operation shares.
import { resourceNotFound } from '../arm/refusals.ts';
import type { ArmAnswer, ArmCall } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, numberOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';

export const SUBSCRIPTION_PATH = '/subscriptions/{subscription}';
export const GROUP_PATH = `${SUBSCRIPTION_PATH}/resourceGroups/{group}`;

/** `computePath('disks/{disk}')` is the route template of a disk. */
export function computePath(rest: string): string {
  return `${GROUP_PATH}/providers/Microsoft.Compute/${rest}`;
}

export function param(call: ArmCall, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no parameter ${name}.`);
  return value;
}

/** The scope of a list call: the resource group when the path names one, else the subscription. */
export function listScope(call: ArmCall): string {
  const group = call.params['group'];
  const subscription = `/subscriptions/${param(call, 'subscription')}`;
  return group === undefined ? subscription : `${subscription}/resourceGroups/${group}`;
}

/** The ID of a resource of Microsoft.Compute in the call's resource group; `segments` are type, name, type, name ... */
export function computeId(call: ArmCall, ...segments: readonly string[]): string {
  return `${listScope(call)}/providers/Microsoft.Compute/${segments.join('/')}`;
}

export function nameOf(id: string): string {
  return id.split('/').at(-1) ?? '';
}

export function groupOf(id: string): string {
  return id.split('/')[4] ?? '';
}

export function subscriptionOf(id: string): string {
  return id.split('/')[2] ?? '';
}

export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function find(world: World, id: string): StoredResource {
  const resource = world.resources.get(id);
  if (resource === undefined) throw resourceNotFound(id);
  return resource;
}

/** Two writers at once: Compute's general wording. */
export function concurrentRequest(): AzureError {
  return new AzureError(
    409,
    'Conflict',
    'The request failed due to conflict with a concurrent request. To resolve it, please refer to https://aka.ms/activitylog to get more details on the conflicting requests.',
  );
}

/** What the simulator does not know it refuses loudly. */
export function notSimulated(what: string): AzureError {
  return new AzureError(501, 'NotSimulated', `The simulator does not know ${what}.`);
}

export function invalidParameter(message: string, target?: string): AzureError {
  return new AzureError(400, 'InvalidParameter', message, target === undefined ? {} : { target });
}

export function done(body: JsonObject, status = 200): ArmAnswer {
  return { kind: 'done', status, body };
}

export const EMPTY_ANSWER: ArmAnswer = { kind: 'done', status: 200 };
/** Deleting what is absent succeeds. */
export const NO_CONTENT: ArmAnswer = { kind: 'done', status: 204 };

export function listOf(bodies: readonly JsonObject[]): ArmAnswer {
  return done({ value: bodies });
}

export function requiredBody(call: ArmCall, parameterName: string): JsonObject {
  if (call.body === undefined) throw invalidParameter(missing(parameterName), parameterName);
  return call.body;
}

/** https://github.com/Azure/azure-rest-api-specs/issues/425 shows the wording. */
export function missing(parameterName: string): string {
  return `Required parameter '${parameterName}' is missing (null).`;
}

export function strings(value: Json | undefined): readonly string[] {
  return arrayOf(value).flatMap((one) => stringOf(one) ?? []);
}

/** https://learn.microsoft.com/azure/virtual-machines/troubleshooting-shared-images words it so. */
export function requireBetween(value: Json | undefined, name: string, min: number, max: number): void {
  const number = numberOf(value) ?? NaN;
  if (Number.isInteger(number) && number >= min && number <= max) return;
  throw invalidParameter(
    `The value ${JSON.stringify(value)} of parameter ${name} is out of range. The value must be between ${min} and ${max}, inclusive.`,
    name,
  );
}

/**
 * A caller needs rights on what its request refers to. Text: https://github.com/Azure/OpenShift/issues/186
 * @param shown the action as the refusal names it.
 */
export function requireLinked(
  call: ArmCall,
  ownAction: string,
  ownId: string,
  action: string,
  linkedId: string,
  shown = action,
): void {
  if (call.world.roles.allows(call.principal, action, linkedId)) return;
  const { clientId, objectId } = call.principal;
  const isDenied = call.world.roles.denial(call.principal, action, linkedId) !== undefined;
  const lacking = isDenied ? "the '0' linked scope(s) ''" : `the linked scope(s) '${linkedId}'`;
  const blocked = isDenied ? ` and is blocked by deny assignments on the '1' linked scope(s) '${linkedId}'` : '';
  throw new AzureError(
    403,
    'LinkedAuthorizationFailed',
    `The client '${clientId}' with object id '${objectId}' has permission to perform action '${ownAction}' on scope '${ownId}'; however, it does not have permission to perform action '${shown}' on ${lacking} or the linked scope(s) are invalid${blocked}.`,
  );
}

/** A resource keeps its region for life. */
export function requireSameLocation(existing: StoredResource, location: string): void {
  const known = stringOf(existing.body['location']) ?? '';
  if (known === location) return;
  throw new AzureError(
    409,
    'InvalidResourceLocation',
    `The resource '${nameOf(existing.id)}' already exists in location '${known}' in resource group '${groupOf(existing.id)}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
  );
}

/** The names of disks, snapshots, images and image definitions. */
export function requireEntityName(name: string): void {
  if (/^[^_\W][\w\-._]{0,79}(?<![-.])$/.test(name)) return;
  throw invalidParameter(
    `The entity name '${name}' is invalid according to its validation rule: ^[^_\\W][\\w-._]{0,79}(?<![-.])$.`,
  );
}
