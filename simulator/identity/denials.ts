// Deny assignments: they take away what roles give. Nobody here can make one: a scenario lists them among its resources.
import { arrayOf, at, objectOf, stringOf, type Json } from '../kernel/json.ts';
import type { ResourceStore, StoredResource } from '../kernel/resource-store.ts';
import { isWithin, matchesAny } from './patterns.ts';
import type { Principal } from './roles.ts';

export const DENIAL_TYPE = 'Microsoft.Authorization/denyAssignments';

/** Stands for everybody: https://learn.microsoft.com/azure/role-based-access-control/deny-assignments */
const EVERYBODY = '00000000-0000-0000-0000-000000000000';

export interface Denial {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly body: StoredResource['body'];
}

export function denials(resources: Pick<ResourceStore, 'ofType'>): readonly Denial[] {
  return resources.ofType(DENIAL_TYPE).map(({ id, body }) => ({
    id: id.split('/').at(-1) ?? '',
    name: stringOf(at(body, 'properties', 'denyAssignmentName')) ?? '',
    scope: id.replace(/\/providers\/Microsoft\.Authorization\/denyAssignments\/[^/]+$/i, ''),
    body,
  }));
}

interface Wish {
  readonly action: string;
  readonly scope: string;
  readonly plane: 'actions' | 'dataActions';
}

export function denies({ body, scope: from }: Denial, principal: Principal, { action, scope, plane }: Wish): boolean {
  const properties = objectOf(body['properties']);
  const isForThisOnly = properties['doNotApplyToChildScopes'] === true;
  if (isForThisOnly ? !isSame(scope, from) : !isWithin(scope, from)) return false;
  const principals = idsOf(properties['principals']);
  if (!principals.some((id) => id === EVERYBODY || isSame(id, principal.objectId))) return false;
  if (idsOf(properties['excludePrincipals']).some((id) => isSame(id, principal.objectId))) return false;
  const excluded = plane === 'actions' ? 'notActions' : 'notDataActions';
  return arrayOf(properties['permissions'])
    .map(objectOf)
    .some((one) => matchesAny(textsOf(one[plane]), action) && !matchesAny(textsOf(one[excluded]), action));
}

function idsOf(list: Json | undefined): readonly string[] {
  return arrayOf(list).flatMap((one) => stringOf(at(one, 'id')) ?? []);
}

function textsOf(list: Json | undefined): readonly string[] {
  return arrayOf(list).flatMap((one) => stringOf(one) ?? []);
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
