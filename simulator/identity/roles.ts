// Who is calling, and what they may do. Every call is checked: no principal has a right it was not given.
import type { ResourceStore } from '../kernel/resource-store.ts';
import { denials, denies, type Denial } from './denials.ts';
import { isWithin, matchesAny } from './patterns.ts';

export interface RoleAssignment {
  /** An ARM ID, or `/` for everywhere. Everything below it is included. */
  readonly scope: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions?: readonly string[];
}

export interface Principal {
  readonly clientId: string;
  readonly objectId: string;
  readonly tenantId: string;
  readonly roles: readonly RoleAssignment[];
}

export interface Roles {
  allows(principal: Principal, action: string, scope: string): boolean;
  allowsData(principal: Principal, dataAction: string, scope: string): boolean;
  /** The deny assignment that takes away what a role gives; undefined also where no role gives it. */
  denial(principal: Principal, action: string, scope: string): Denial | undefined;
  /** The assignments that count at a scope, for `Microsoft.Authorization/permissions`. */
  at(principal: Principal, scope: string): readonly RoleAssignment[];
}

/** Deny assignments are resources of the world. */
export function createRoles(resources: Pick<ResourceStore, 'ofType'>): Roles {
  const at: Roles['at'] = (principal, scope) => principal.roles.filter((role) => isWithin(scope, role.scope));
  const grants = (principal: Principal, action: string, scope: string): boolean =>
    at(principal, scope).some(
      ({ actions, notActions = [] }) => matchesAny(actions, action) && !matchesAny(notActions, action),
    );
  const grantsData = (principal: Principal, action: string, scope: string): boolean =>
    at(principal, scope).some(
      ({ dataActions, notDataActions = [] }) => matchesAny(dataActions, action) && !matchesAny(notDataActions, action),
    );
  const denied = (principal: Principal, action: string, scope: string, plane: 'actions' | 'dataActions') =>
    denials(resources).find((denial) => denies(denial, principal, { action, scope, plane }));
  return {
    at,
    allows: (principal, action, scope) =>
      grants(principal, action, scope) && denied(principal, action, scope, 'actions') === undefined,
    allowsData: (principal, action, scope) =>
      grantsData(principal, action, scope) && denied(principal, action, scope, 'dataActions') === undefined,
    denial: (principal, action, scope) =>
      grants(principal, action, scope) ? denied(principal, action, scope, 'actions') : undefined,
  };
}
