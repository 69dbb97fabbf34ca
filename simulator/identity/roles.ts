// Who is calling, and what they may do. Every call is checked: no principal has a right it was not given.

export interface RoleAssignment {
  /** An ARM ID, or `/` for everywhere. Everything below it is included. */
  readonly scope: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions: readonly string[];
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
  /** The assignments that count at a scope, for `Microsoft.Authorization/permissions`. */
  at(principal: Principal, scope: string): readonly RoleAssignment[];
}

export const roles: Roles = {
  at: (principal, scope) => principal.roles.filter((role) => isWithin(scope, role.scope)),
  allows: (principal, action, scope) =>
    roles
      .at(principal, scope)
      .some((role) => matchesAny(role.actions, action) && !matchesAny(role.notActions ?? [], action)),
  allowsData: (principal, dataAction, scope) =>
    roles.at(principal, scope).some((role) => matchesAny(role.dataActions, dataAction)),
};

function isWithin(scope: string, ancestor: string): boolean {
  const inner = scope.toLowerCase().replace(/\/+$/, '');
  const outer = ancestor.toLowerCase().replace(/\/+$/, '');
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`);
}

function matchesAny(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => matches(pattern, action));
}

/** `*` stands for any run of characters, slashes included, as in Azure role definitions. */
function matches(pattern: string, action: string): boolean {
  const expression = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${expression.join('.*')}$`, 'i').test(action);
}
