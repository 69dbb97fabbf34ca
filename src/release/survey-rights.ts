// What the caller may do where the run will act, as far as Azure tells: lists of permissions and deny assignments. Nothing here
// fails the survey: what cannot be read becomes a warning when a right depends on it.
import { isAllowed, readPermissions, type Permission } from '../azure/authorization.ts';
import { readDenials, type Denial } from '../azure/deny-assignments.ts';
import { resourceGroupOf } from '../azure/resource-id.ts';
import type { Clients } from './clients.ts';
import type { Request } from './request.ts';
import { DEEDS, type Need, type Place } from './rights/deeds.ts';
import { linksOf } from './rights/links.ts';
import { gallerySide, targetsOf } from './rights/places.ts';
import type { Survey } from './survey.ts';

export interface SurveyedRights {
  /** By scope (an ID in lower case); undefined where they cannot be read. */
  readonly permissions: ReadonlyMap<string, readonly Permission[] | undefined>;
  readonly denials: readonly Denial[];
  /** The caller, as deny assignments name it; undefined where its token does not tell. */
  readonly caller: string | undefined;
}

export type Found = Pick<Survey, 'gallery' | 'definition' | 'batchAccount'> & {
  readonly storageId: string | undefined;
};

/** Of the second wave: the places that are known when the resources themselves are. */
export async function readRights(request: Request, found: Found, clients: Clients): Promise<SurveyedRights> {
  const { arm } = clients;
  const scopes = scopesOf(request, found);
  const groups = distinct(scopes.map(resourceGroupOf));
  const [permissions, denials, caller] = await Promise.all([
    readPermissionsAt(scopes, clients),
    Promise.all(groups.map(async (group) => readDenials(arm, group))),
    clients.caller(),
  ]);
  return {
    permissions,
    denials: distinctBy(denials.flat(), ({ scope, name }) => `${scope} ${name}`),
    caller,
  };
}

/** Where the run will act: the narrowest scopes that exist, so that a role given on one resource counts. */
function scopesOf(request: Request, found: Found): readonly string[] {
  const { source, image, pool } = request;
  const gallery = gallerySide(request, found);
  return distinct([
    ...(source.kind === 'vm' ? [source.vmId, resourceGroupOf(source.vmId)] : []),
    ...(gallery === undefined ? [] : [gallery]),
    ...(image.access === 'own' ? [resourceGroupOf(image.galleryId)] : []),
    pool.batchAccountId,
    ...(found.storageId === undefined ? [] : [found.storageId]),
    ...linksOf(pool.spec).flatMap(({ ids }) => ids),
  ]);
}

/** So many single disks and the like are asked about at most. */
const MOST_NARROW_SCOPES = 6;

/** Where a role may be given on less than was asked about, or on what the second wave found. */
const LATE_PLACES: readonly Place[] = ['disks', 'container', 'image', 'source-account', 'image-account'];

/** Of the third wave: asked only where the wider scope does not give what is needed there. */
export async function readNarrowRights(
  request: Request,
  survey: Omit<Survey, 'blobs' | 'activeJobs'>,
  clients: Clients,
): Promise<SurveyedRights['permissions']> {
  const { permissions } = survey;
  const held = (scope: string, need: Need): boolean =>
    isAllowed(permissions.get(scope.toLowerCase()) ?? [], need.action, need.plane);
  const open = LATE_PLACES.flatMap((place) => {
    const needs = Object.values(DEEDS).flatMap((all: readonly Need[]) => all.filter((need) => need.place === place));
    return targetsOf(place, request, survey, undefined).filter(
      ({ scopes }) => !needs.every((need) => scopes.some((scope) => held(scope, need))),
    );
  });
  const unread = distinct(open.flatMap(({ scopes }) => scopes)).filter(
    (scope) => !permissions.has(scope.toLowerCase()),
  );
  return new Map([...permissions, ...(await readPermissionsAt(unread.slice(0, MOST_NARROW_SCOPES), clients))]);
}

async function readPermissionsAt(scopes: readonly string[], { arm }: Clients): Promise<SurveyedRights['permissions']> {
  const read = scopes.map(async (scope) => [scope.toLowerCase(), await readPermissions(arm, scope)] as const);
  return new Map(await Promise.all(read));
}

function distinct(ids: readonly string[]): readonly string[] {
  return distinctBy(ids, (id) => id.toLowerCase());
}

/** The first of each. */
function distinctBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed();
}
