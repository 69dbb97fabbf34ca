// What the signed-in identity may do at a scope, as far as ARM tells. Conditions of role assignments and policies are not in it.
import type { Arm, JsonObject } from './arm.ts';
import { isAzureServiceError } from './errors.ts';
import { textsAt } from './json.ts';
import { API_VERSIONS } from './versions.ts';

/** One role's worth of rights. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** Works at a resource group and at a resource, not at a subscription. Undefined when it could not be read. */
export async function readPermissions(arm: Arm, scope: string): Promise<readonly Permission[] | undefined> {
  try {
    const path = `${scope}/providers/Microsoft.Authorization/permissions`;
    return (await arm.list(path, API_VERSIONS.authorization)).map(toPermission);
  } catch (error) {
    // A right that cannot be checked is no reason to stop: the call that needs it still tells.
    if (isAzureServiceError(error)) return undefined;
    throw error;
  }
}

export function toPermission(item: JsonObject): Permission {
  return {
    actions: textsAt(item, 'actions'),
    notActions: textsAt(item, 'notActions'),
    dataActions: textsAt(item, 'dataActions'),
    notDataActions: textsAt(item, 'notDataActions'),
  };
}

/** How far along something is, Compute tells at a place of its own for each of these. */
export type OperationKind = 'operations' | 'diskOperations' | 'capsOperations';

/**
 * Whether any role grants the action. A role's `notActions` take away only from that role's own `actions`: another role
 * can still grant what this one leaves out.
 */
export function isAllowed(
  permissions: readonly Permission[],
  action: string,
  plane: 'actions' | 'dataActions' = 'actions',
): boolean {
  const granted = (permission: Permission): readonly string[] => permission[plane];
  const excluded = (permission: Permission): readonly string[] =>
    plane === 'actions' ? permission.notActions : permission.notDataActions;
  return permissions.some(
    (permission) =>
      granted(permission).some((pattern) => matches(pattern, action)) &&
      !excluded(permission).some((pattern) => matches(pattern, action)),
  );
}

/** `*` stands for any text, slashes included; case does not count. */
function matches(pattern: string, action: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const text = action.toLowerCase();
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  const last = rest[rest.length - 1] ?? '';
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return text.length - last.length >= position && text.endsWith(last);
}
