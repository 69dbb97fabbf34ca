// What the caller may do at a group or a resource, and what deny assignments take away. The API has no list of
// permissions for a subscription.
import { denials, DENIAL_TYPE } from '../identity/denials.ts';
import { AzureError } from '../kernel/errors.ts';
import { gatewayError } from './refusals.ts';
import type { ArmRoute } from './route.ts';
import { groupOf, isWithin } from './scopes.ts';

export const permissionRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '{scope}/providers/Microsoft.Authorization/permissions',
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
        notDataActions: role.notDataActions ?? [],
      }));
      return { kind: 'done', status: 200, body: { value } };
    },
  },
  {
    // Without a filter it lists those at the scope, above it and below it:
    // https://learn.microsoft.com/azure/role-based-access-control/list-deny-assignments
    method: 'GET',
    path: `{scope}/providers/${DENIAL_TYPE}`,
    action: `${DENIAL_TYPE}/read`,
    since: '2018-07-01-preview',
    handle({ world, params, query }) {
      if (query.has('$filter')) {
        throw new AzureError(501, 'NotSimulated', 'The simulator does not know filters of deny assignments.');
      }
      const scope = params['scope'] ?? '';
      const value = denials(world.resources)
        .filter((denial) => isWithin(denial.scope, scope) || isWithin(scope, denial.scope))
        .map(({ body }) => body);
      return { kind: 'done', status: 200, body: { value } };
    },
  },
];
