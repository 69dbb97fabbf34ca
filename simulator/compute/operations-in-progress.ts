// One operation at a time per resource: Compute refuses a second one while the first runs.
import type { World } from '../kernel/world.ts';

const running = new WeakMap<World, Map<string, string>>();

function of(world: World): Map<string, string> {
  let map = running.get(world);
  if (map === undefined) {
    map = new Map();
    running.set(world, map);
  }
  return map;
}

export function operationOn(world: World, id: string): string | undefined {
  return of(world).get(id.toLowerCase());
}

export function beginOperation(world: World, id: string, name: string): void {
  of(world).set(id.toLowerCase(), name);
}

export function endOperation(world: World, id: string): void {
  of(world).delete(id.toLowerCase());
}
