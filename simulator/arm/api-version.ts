// The api-version parameter: required, one that the type has, and what a request and an answer hold in it.
import { regionsOf } from '../kernel/clouds.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, isObject, objectOf, type JsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import { versionsOf } from './api-versions.ts';
import { refusals } from './refusals.ts';
import type { ArmRoute } from './route.ts';
import { regionOf } from './scopes.ts';

const WELL_FORMED = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(-preview)?$/;

export function readApiVersion(url: URL): string {
  for (const [name, value] of url.searchParams) {
    if (name.toLowerCase() === 'api-version' && value !== '') return value;
  }
  throw refusals.apiVersionMissing();
}

/**
 * ARM's own types and the providers' refuse a version in different words. A version that Azure has, but in which the
 * operation is not simulated, is the simulator's own refusal.
 */
export function checkApiVersion(
  world: World,
  routes: readonly ArmRoute[],
  route: ArmRoute,
  path: string,
  version: string,
): void {
  const type = typeOf(route);
  const listed = knownTo(route)?.versions;
  const isSimulated = version.slice(0, 10) >= route.since;
  if (listed?.includes(version) === true) {
    if (isSimulated) return;
    throw refusals.notSimulated(route.method, `${path} at api-version ${version}`);
  }
  const wellFormed = WELL_FORMED.test(version);
  const today = world.clock.now().toISOString().slice(0, 10);
  if (listed === undefined && wellFormed && isSimulated && version.slice(0, 10) <= today) return;
  const supported = listed ?? oldestOf(routes, type);
  if (!wellFormed || type === undefined) throw refusals.apiVersionInvalid(version, supported);
  throw refusals.noProvider(regionOf(world, path), version, type, supported, regionsOf(world.scenario.cloud));
}

function oldestOf(routes: readonly ArmRoute[], type: string | undefined): readonly string[] {
  return [...new Set(routes.filter((other) => typeOf(other) === type).map((other) => other.since))].sort();
}

function knownTo(route: ArmRoute): ReturnType<typeof versionsOf> {
  const [type, namespace] = [typeOf(route), /\/providers\/([^/{]+)\//.exec(route.path)?.[1]];
  return type === undefined || namespace === undefined ? undefined : versionsOf(`${namespace}/${type}`);
}

/**
 * Compute refuses properties that its api-version does not have; code and text:
 * https://github.com/kubernetes-sigs/azuredisk-csi-driver/issues/3045
 */
export function checkMembers(route: ArmRoute, version: string, body: JsonObject | undefined): void {
  if (!/\/providers\/Microsoft\.Compute\//i.test(route.path) || !isObject(body?.['properties'])) return;
  const name = Object.keys(body['properties']).find((member) => isLater(knownTo(route)?.since[member], version));
  if (name === undefined) return;
  const place = JSON.stringify(body).indexOf(`"${name}":`) + name.length + 3;
  throw new AzureError(
    400,
    'BadRequest',
    `Could not find member '${name}' on object of type 'Properties'. Path 'properties.${name}', line 1, position ${place}.`,
    { target: `properties.${name}` },
  );
}

/** A resource, or a list of them, without the properties that only later api-versions have. */
export function shownAt(version: string, since: Readonly<Record<string, string>>, body: JsonObject): JsonObject {
  const { value, properties } = body;
  if (properties === undefined && value !== undefined) {
    return { ...body, value: arrayOf(value).map((one) => (isObject(one) ? shownAt(version, since, one) : one)) };
  }
  const later = Object.keys(objectOf(properties)).filter((name) => isLater(since[name], version));
  if (later.length === 0) return body;
  const shown = Object.entries(objectOf(properties)).filter(([name]) => !later.includes(name));
  return { ...body, properties: Object.fromEntries(shown) };
}

/** What an answer of the route shows in an api-version. */
export function answerAt(route: ArmRoute, version: string, body: JsonObject): JsonObject {
  const known = knownTo(route);
  return known === undefined ? body : shownAt(version, known.since, body);
}

function isLater(since: string | undefined, version: string): boolean {
  return since !== undefined && since > version.slice(0, 10);
}

/** `.../providers/Microsoft.Compute/galleries/{g}/images/{i}` is of type `galleries/images`; ARM's own have none. */
function typeOf({ path, method }: ArmRoute): string | undefined {
  const tail = /\/providers\/[^/{]+\/(.+)$/.exec(path)?.[1]?.split('/');
  if (tail === undefined) return undefined;
  const named = method === 'POST' && tail.length % 2 === 1 ? tail.slice(0, -1) : tail;
  return named.filter((_, index) => index % 2 === 0).join('/');
}
