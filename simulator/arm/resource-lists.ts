// The generic lists: every tracked resource of a subscription or a group, whatever its provider.
import type { JsonObject } from '../kernel/json.ts';
import { objectOf, stringOf } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import { page } from './paging.ts';
import { gatewayError } from './refusals.ts';
import type { ArmAnswer, ArmCall, ArmRoute } from './route.ts';
import { groupId, groupOf } from './scopes.ts';

interface Filter {
  readonly keep: (resource: StoredResource) => boolean;
  /** A filter by tag leaves the tags out of the answer, as the API's documentation says. */
  readonly hidesTags: boolean;
}

function list(call: ArmCall, scope: string): ArmAnswer {
  const filter = readFilter(call.query.get('$filter') ?? '');
  const found = call.world.resources
    .all()
    .filter(
      (one) =>
        // Tracked resources have a region; groups have one too, but are no resources of this list.
        one.body['location'] !== undefined &&
        one.type !== 'microsoft.resources/resourcegroups' &&
        one.id.toLowerCase().startsWith(`${scope.toLowerCase()}/`) &&
        call.world.roles.allows(call.principal, `${one.type}/read`, one.id),
    )
    .filter(filter.keep)
    .map((one) => summary(one, filter.hidesTags));
  return { kind: 'done', status: 200, body: page(call, `${scope}/resources`, found) };
}

function summary({ body }: StoredResource, hidesTags: boolean): JsonObject {
  const shown = ['id', 'name', 'type', 'kind', 'sku', 'managedBy', 'identity', 'zones', 'location', 'tags'];
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => shown.includes(name) && !(hidesTags && name === 'tags')),
  );
}

function readFilter(text: string): Filter {
  if (text.trim() === '') return { keep: () => true, hidesTags: false };
  const tests = text.split(/\s+and\s+/i).map((clause) => {
    const [, name = '', value = ''] = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(clause) ?? [];
    return { name: name.toLowerCase(), value: value.replaceAll("''", "'") };
  });
  const tagName = tests.find((test) => test.name === 'tagname')?.value;
  const tagValue = tests.find((test) => test.name === 'tagvalue')?.value;
  const keep = (resource: StoredResource): boolean =>
    tests.every(({ name, value }) => {
      switch (name) {
        case 'resourcetype':
          return resource.type === value.toLowerCase();
        case 'name':
          return stringOf(resource.body['name'])?.toLowerCase() === value.toLowerCase();
        case 'resourcegroup':
          return groupOf(resource.id)?.toLowerCase() === value.toLowerCase();
        case 'location':
          return stringOf(resource.body['location'])?.toLowerCase() === value.toLowerCase();
        case 'tagname':
        case 'tagvalue': {
          const tags = Object.entries(objectOf(resource.body['tags']));
          return tags.some(
            ([tag, held]) =>
              (tagName === undefined || tag.toLowerCase() === tagName.toLowerCase()) &&
              (tagValue === undefined || held === tagValue),
          );
        }
        default:
          throw gatewayError(501, 'NotSimulated', `The filter "${text}" of a resource list is not simulated.`);
      }
    });
  return { keep, hidesTags: tagName !== undefined };
}

export const resourceListRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/resources',
    access: 'signedIn',
    action: 'Microsoft.Resources/subscriptions/resources/read',
    since: '2014-04-01',
    handle: (call) => list(call, `/subscriptions/${call.params['subscription'] ?? ''}`),
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/resourceGroups/{group}/resources',
    access: 'signedIn',
    action: 'Microsoft.Resources/subscriptions/resourceGroups/resources/read',
    since: '2014-04-01',
    handle: (call) => list(call, groupId(call.params['subscription'] ?? '', call.params['group'] ?? '')),
  },
];
