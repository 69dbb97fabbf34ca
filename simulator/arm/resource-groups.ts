// Resource groups: make, look, tag, list. Deleting one, with all that is in it, has a file of its own.
import type { JsonObject } from '../kernel/json.ts';
import { objectOf, stringOf } from '../kernel/json.ts';
import { isRegion, normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import { gatewayError, refusals } from './refusals.ts';
import type { ArmCall, ArmRoute } from './route.ts';
import { groupId } from './scopes.ts';
import { isBeingDeleted } from './group-deletion.ts';
import { page } from './paging.ts';

const GROUP = '/subscriptions/{subscription}/resourceGroups/{group}';
const ACTION = 'Microsoft.Resources/subscriptions/resourceGroups';
const SINCE = '2014-04-01';

function idOf({ params }: ArmCall): string {
  return groupId(params['subscription'] ?? '', params['group'] ?? '');
}

function find(call: ArmCall): StoredResource {
  const group = call.world.resources.get(idOf(call));
  if (group === undefined) throw refusals.groupNotFound(call.params['group'] ?? '');
  return group;
}

function requireLasting(call: ArmCall, group: StoredResource): void {
  if (isBeingDeleted(group)) throw refusals.groupBeingDeleted(call.params['group'] ?? '');
}

function write(call: ArmCall): { readonly created: boolean; readonly body: JsonObject } {
  const { world, body = {} } = call;
  const known = world.resources.get(idOf(call));
  if (known !== undefined) requireLasting(call, known);
  const location = stringOf(body['location']);
  if (location === undefined || location === '') {
    throw gatewayError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  if (!isRegion(location)) {
    throw gatewayError(
      400,
      'LocationNotAvailableForResourceGroup',
      `The provided location '${location}' is not available for resource group.`,
    );
  }
  const before = stringOf(known?.body['location']);
  if (before !== undefined && normalise(before) !== normalise(location)) {
    throw gatewayError(
      409,
      'InvalidResourceGroupLocation',
      `Invalid resource group location '${location}'. The Resource group already exists in location '${before}'.`,
    );
  }
  const id = known?.id ?? idOf(call);
  const stored = world.resources.put(id, {
    id,
    name: id.split('/').at(-1) ?? '',
    type: 'Microsoft.Resources/resourceGroups',
    location: normalise(location),
    ...(body['managedBy'] !== undefined && { managedBy: body['managedBy'] }),
    tags: objectOf(body['tags']),
    properties: { provisioningState: 'Succeeded' },
  });
  return { created: known === undefined, body: stored.body };
}

export const resourceGroupRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/resourceGroups',
    access: 'signedIn',
    action: `${ACTION}/read`,
    since: SINCE,
    handle(call) {
      const subscription = `/subscriptions/${call.params['subscription'] ?? ''}`;
      const groups = call.world.resources
        .ofType('Microsoft.Resources/resourceGroups', subscription)
        .filter((group) => call.world.roles.allows(call.principal, `${ACTION}/read`, group.id));
      return {
        kind: 'done',
        status: 200,
        body: page(
          call,
          `${subscription}/resourcegroups`,
          groups.map((group) => group.body),
        ),
      };
    },
  },
  {
    method: 'GET',
    path: GROUP,
    action: `${ACTION}/read`,
    since: SINCE,
    handle: (call) => ({ kind: 'done', status: 200, body: find(call).body }),
  },
  {
    method: 'HEAD',
    path: GROUP,
    action: `${ACTION}/read`,
    since: SINCE,
    handle: (call) => ({ kind: 'done', status: call.world.resources.get(idOf(call)) === undefined ? 404 : 204 }),
  },
  {
    method: 'PUT',
    path: GROUP,
    action: `${ACTION}/write`,
    since: SINCE,
    handle(call) {
      const { created, body } = write(call);
      return { kind: 'done', status: created ? 201 : 200, body };
    },
  },
  {
    method: 'PATCH',
    path: GROUP,
    action: `${ACTION}/write`,
    since: SINCE,
    handle(call) {
      const group = find(call);
      requireLasting(call, group);
      const tags = call.body?.['tags'] ?? group.body['tags'] ?? {};
      return { kind: 'done', status: 200, body: call.world.resources.put(group.id, { ...group.body, tags }).body };
    },
  },
];
