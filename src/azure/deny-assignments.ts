// Deny assignments: they take away what roles give. Deployment stacks, managed applications and, since 2026, users make them.
import type { Arm, JsonObject } from './arm.ts';
import { isAllowed, toPermission, type Permission } from './authorization.ts';
import { isAzureServiceError } from './errors.ts';
import { flagAt, objectsAt, textAt } from './json.ts';
import { sameId } from './resource-id.ts';
import { API_VERSIONS } from './versions.ts';

export interface Denial {
  readonly name: string;
  readonly scope: string;
  readonly isForScopeOnly: boolean;
  readonly permissions: readonly Permission[];
  readonly principals: readonly Principal[];
  readonly excluded: readonly Principal[];
}

interface Principal {
  readonly id: string;
  /** `User`, `Group`, `ServicePrincipal`; `SystemDefined` for everybody. */
  readonly type: string;
}

/** Stands for everybody: https://learn.microsoft.com/azure/role-based-access-control/deny-assignments */
const EVERYBODY = '00000000-0000-0000-0000-000000000000';

/** Those at a scope, above it and below it; none where the caller may not read them. */
export async function readDenials(arm: Arm, scope: string): Promise<readonly Denial[]> {
  try {
    const path = `${scope}/providers/Microsoft.Authorization/denyAssignments`;
    return (await arm.list(path, API_VERSIONS.authorization)).map(toDenial);
  } catch (error) {
    if (isAzureServiceError(error)) return [];
    throw error;
  }
}

function toDenial(body: JsonObject): Denial {
  const { properties } = body;
  const principals = (name: string): readonly Principal[] =>
    objectsAt(properties, name).map((one) => ({ id: textAt(one, 'id') ?? '', type: textAt(one, 'type') ?? '' }));
  return {
    name: textAt(properties, 'denyAssignmentName') ?? textAt(body, 'name') ?? '',
    scope:
      textAt(properties, 'scope') ??
      (textAt(body, 'id') ?? '').replace(/\/providers\/Microsoft\.Authorization\/.*$/i, ''),
    isForScopeOnly: flagAt(properties, 'doNotApplyToChildScopes') ?? false,
    permissions: objectsAt(properties, 'permissions').map(toPermission),
    principals: principals('principals'),
    excluded: principals('excludePrincipals'),
  };
}

export interface Wish {
  readonly action: string;
  readonly plane: 'actions' | 'dataActions';
  readonly scope: string;
}

/** `perhaps`: it names groups of principals, and whether the caller is in one of them is not known here. */
export function verdict(denial: Denial, { action, plane, scope }: Wish, caller: string): 'denied' | 'perhaps' | 'free' {
  const { isForScopeOnly, permissions, principals, excluded } = denial;
  if (isForScopeOnly ? !sameId(scope, denial.scope) : !isWithin(scope, denial.scope)) return 'free';
  if (!isAllowed(permissions, action, plane)) return 'free';
  if (excluded.some(({ id }) => sameId(id, caller))) return 'free';
  const isMeant = principals.some(({ id }) => id === EVERYBODY || sameId(id, caller));
  if (isMeant && !excluded.some(isGroup)) return 'denied';
  return isMeant || principals.some(isGroup) ? 'perhaps' : 'free';
}

function isGroup({ type }: Principal): boolean {
  return type.toLowerCase() === 'group';
}

function isWithin(scope: string, ancestor: string): boolean {
  const outer = ancestor.toLowerCase().replace(/\/+$/, '');
  return sameId(scope, outer) || scope.toLowerCase().startsWith(`${outer}/`);
}
