// How roles and deny assignments name what they are about: scopes, and patterns of actions.

/** Whether a scope is the other one, or below it. */
export function isWithin(scope: string, ancestor: string): boolean {
  const inner = scope.toLowerCase().replace(/\/+$/, '');
  const outer = ancestor.toLowerCase().replace(/\/+$/, '');
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`);
}

export function matchesAny(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => matches(pattern, action));
}

/** `*` stands for any run of characters, slashes included, as in Azure role definitions. */
function matches(pattern: string, action: string): boolean {
  const expression = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${expression.join('.*')}$`, 'i').test(action);
}
