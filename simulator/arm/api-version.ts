// The api-version parameter: required, a date, and not older than the operation it is used on.
import type { World } from '../kernel/world.ts';
import { refusals } from './refusals.ts';
import type { ArmRoute } from './route.ts';
import { PUBLIC_REGIONS, regionOf } from './scopes.ts';

const WELL_FORMED = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(-preview)?$/;

export function readApiVersion(url: URL): string {
  for (const [name, value] of url.searchParams) {
    if (name.toLowerCase() === 'api-version' && value !== '') return value;
  }
  throw refusals.apiVersionMissing();
}

/** ARM's own types and the providers' refuse a version in different words. */
export function checkApiVersion(
  world: World,
  routes: readonly ArmRoute[],
  route: ArmRoute,
  path: string,
  version: string,
): void {
  const wellFormed = WELL_FORMED.test(version);
  if (wellFormed && version.slice(0, 10) >= route.since) return;
  const type = typeOf(route);
  const supported = [...new Set(routes.filter((other) => typeOf(other) === type).map((other) => other.since))].sort();
  if (!wellFormed || type === undefined) throw refusals.apiVersionInvalid(version, supported);
  throw refusals.noProvider(regionOf(world, path), version, type, supported, PUBLIC_REGIONS);
}

/** `.../providers/Microsoft.Compute/galleries/{g}/images/{i}` is of type `galleries/images`; ARM's own have none. */
function typeOf({ path, method }: ArmRoute): string | undefined {
  const tail = /\/providers\/[^/{]+\/(.+)$/.exec(path)?.[1]?.split('/');
  if (tail === undefined) return undefined;
  const named = method === 'POST' && tail.length % 2 === 1 ? tail.slice(0, -1) : tail;
  return named.filter((_, index) => index % 2 === 0).join('/');
}
