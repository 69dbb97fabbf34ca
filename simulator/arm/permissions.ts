// What the caller may do at a group or a resource. The API has no such list for a subscription.
import { gatewayError } from './refusals.ts';
import type { ArmRoute } from './route.ts';
import { groupOf } from './scopes.ts';

export const permissionRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '{scope}/providers/Microsoft.Authorization/permissions',
    // Callers may always ask about themselves.
    access: 'signedIn',
    action: 'Microsoft.Authorization/permissions/read',
    since: '2015-07-01',
    handle({ world, principal, params }) {
      const scope = params['scope'] ?? '';
      if (groupOf(scope) === undefined) {
        throw gatewayError(
          404,
          'NotFound',
          `The permissions of the scope '${scope}' could not be found: only resource groups and resources have them.`,
        );
      }
      const value = world.roles.at(principal, scope).map((role) => ({
        actions: role.actions,
        notActions: role.notActions ?? [],
        dataActions: role.dataActions,
        notDataActions: [],
      }));
      return { kind: 'done', status: 200, body: { value } };
    },
  },
];
