// Management locks: how they stop requests, and their own operations.
import { AzureError } from '../kernel/errors.ts';
import { at, objectOf, stringOf } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { refusals, resourceNotFound } from './refusals.ts';
import type { ArmCall, ArmRoute } from './route.ts';
import { isWithin } from './scopes.ts';

const TYPE = 'Microsoft.Authorization/locks';
const LOCK_PATH = '{scope}/providers/Microsoft.Authorization/locks/{lock}';
const SINCE = '2015-01-01';

/** The locks at, above or (for a delete) below the resource that forbid the method. */
export function locksAgainst(world: World, method: string, resourceId: string): readonly StoredResource[] {
  // A lock does not lock the locks: else nobody could remove it.
  if (method === 'GET' || method === 'HEAD' || /\/providers\/microsoft\.authorization\/locks\//i.test(resourceId))
    return [];
  const deletes = method === 'DELETE';
  return world.resources.ofType(TYPE).filter((lock) => {
    const scope = scopeOf(lock);
    const level = stringOf(at(lock.body, 'properties', 'level'));
    if (!deletes && level !== 'ReadOnly') return false;
    return isWithin(resourceId, scope) || (deletes && isWithin(scope, resourceId));
  });
}

export function enforceLocks(world: World, method: string, resourceId: string): void {
  const holding = locksAgainst(world, method, resourceId);
  if (holding.length === 0) return;
  const operation = method === 'DELETE' ? 'delete' : 'write';
  throw refusals.scopeLocked(resourceId, operation, [...new Set(holding.map(scopeOf))]);
}

function scopeOf(lock: StoredResource): string {
  return lock.id.slice(0, lock.id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/locks/'));
}

function idOf({ params }: ArmCall): string {
  return `${params['scope'] ?? ''}/providers/${TYPE}/${params['lock'] ?? ''}`;
}

/** Batch and storage keep what lies in their accounts themselves: there only the account is looked for. */
const KEPT_ELSEWHERE = /(\/providers\/Microsoft\.(?:Batch\/batchAccounts|Storage\/storageAccounts)\/[^/]+)\/.*$/i;

function requireThere(world: World, scope: string): void {
  const stored = scope.replace(KEPT_ELSEWHERE, '$1');
  if (!/\/resourceGroups\//i.test(stored) || world.resources.get(stored) !== undefined) return;
  throw resourceNotFound(stored);
}

function notFound(call: ArmCall): AzureError {
  return new AzureError(404, 'LockNotFound', `The lock '${call.params['lock'] ?? ''}' could not be found.`);
}

export const lockRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '{scope}/providers/Microsoft.Authorization/locks',
    action: `${TYPE}/read`,
    since: SINCE,
    handle({ world, params }) {
      const scope = params['scope'] ?? '';
      const listed = world.resources
        .ofType(TYPE)
        .filter((lock) => isWithin(scopeOf(lock), scope) || isWithin(scope, scopeOf(lock)));
      return { kind: 'done', status: 200, body: { value: listed.map((lock) => lock.body) } };
    },
  },
  {
    method: 'GET',
    path: LOCK_PATH,
    action: `${TYPE}/read`,
    since: SINCE,
    handle(call) {
      const lock = call.world.resources.get(idOf(call));
      if (lock === undefined) throw notFound(call);
      return { kind: 'done', status: 200, body: lock.body };
    },
  },
  {
    method: 'PUT',
    path: LOCK_PATH,
    action: `${TYPE}/write`,
    since: SINCE,
    handle(call) {
      const properties = objectOf(call.body?.['properties']);
      const level = stringOf(properties['level']);
      if (level !== 'CanNotDelete' && level !== 'ReadOnly') {
        throw new AzureError(400, 'LockLevelNotSupported', `The lock level '${level ?? ''}' is not supported.`);
      }
      requireThere(call.world, call.params['scope'] ?? '');
      const id = idOf(call);
      const existed = call.world.resources.get(id) !== undefined;
      const body = { id, type: TYPE, name: call.params['lock'] ?? '', properties };
      return { kind: 'done', status: existed ? 200 : 201, body: call.world.resources.put(id, body).body };
    },
  },
  {
    method: 'DELETE',
    path: LOCK_PATH,
    action: `${TYPE}/delete`,
    since: SINCE,
    handle: (call) => ({ kind: 'done', status: call.world.resources.delete(idOf(call)) ? 200 : 204 }),
  },
];
