// Finds the route of a request: paths match without regard to case, the most literal template wins.
import type { ArmRoute } from './route.ts';

export interface RouteMatch {
  readonly route: ArmRoute;
  readonly params: Readonly<Record<string, string>>;
}

export interface RouteTable {
  find(method: string, path: string): RouteMatch | undefined;
}

interface Compiled {
  readonly route: ArmRoute;
  readonly expression: RegExp;
  readonly names: readonly string[];
}

export function createRouteTable(routes: readonly ArmRoute[]): RouteTable {
  const compiled = routes.map(compile).sort((one, other) => looseness(one) - looseness(other));
  return {
    find(method, path) {
      for (const { route, expression, names } of compiled) {
        if (route.method !== method) continue;
        const values = expression.exec(path)?.slice(1);
        if (values === undefined) continue;
        return { route, params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])) };
      }
      return undefined;
    },
  };
}

/** `{name}` stands for one segment; a leading `{scope}` for any ID. */
function compile(route: ArmRoute): Compiled {
  const names: string[] = [];
  const pattern = route.path.split(/(\{[^}]+\})/).map((part) => {
    if (!part.startsWith('{')) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const name = part.slice(1, -1);
    names.push(name);
    return name === 'scope' ? '(/.+)' : '([^/]+)';
  });
  return { route, names, expression: new RegExp(`^${pattern.join('')}$`, 'i') };
}

function looseness({ names }: Compiled): number {
  return names.length + (names.includes('scope') ? 100 : 0);
}
