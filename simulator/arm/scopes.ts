// Reads ARM IDs: which subscription and group a path names, and which resource it is about.
import { stringOf } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { World } from '../kernel/world.ts';

export function subscriptionOf(path: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(path)?.[1];
}

export function groupOf(path: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)/i.exec(path)?.[1];
}

export function groupId(subscription: string, group: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}`;
}

export function isWithin(id: string, scope: string): boolean {
  const [inner, outer] = [id.toLowerCase(), scope.toLowerCase().replace(/\/+$/, '')];
  return inner === outer || inner.startsWith(`${outer}/`);
}

/**
 * The resource a path is about. IDs alternate names and values, so a path with one segment too many ends in an action
 * (`.../virtualMachines/v/start`) or in a collection (`.../disks`): the resource is what comes before it.
 */
export function resourceOf(path: string): string {
  const marker = path.toLowerCase().lastIndexOf('/providers/');
  const head = marker < 0 ? '' : path.slice(0, marker);
  const [namespace, ...tail] = (marker < 0 ? path : path.slice(marker + '/providers/'.length))
    .split('/')
    .filter(Boolean);
  if (marker < 0) {
    const parts = namespace === undefined ? [] : [namespace, ...tail];
    return `/${parts.slice(0, parts.length - (parts.length % 2)).join('/')}`;
  }
  const named = tail.slice(0, tail.length - (tail.length % 2));
  if (named.length === 0) return head === '' ? '/' : head;
  return `${head}/providers/${namespace ?? ''}/${named.join('/')}`;
}

/** The subscriptions of the world: the scenario's own, and those its resources name. */
export function subscriptionsOf(world: World): readonly string[] {
  const found = new Map<string, string>([[world.scenario.subscriptionId.toLowerCase(), world.scenario.subscriptionId]]);
  for (const resource of world.resources.all()) {
    const subscription = subscriptionOf(resource.id);
    if (subscription !== undefined && !found.has(subscription.toLowerCase())) {
      found.set(subscription.toLowerCase(), subscription);
    }
  }
  return [...found.values()];
}

/** The region of the nearest resource at or above an ID, as ARM writes it in URLs. */
export function regionOf(world: World, id: string): string {
  for (let here = id; here !== '' && here !== '/'; here = here.slice(0, here.lastIndexOf('/'))) {
    const location = stringOf(world.resources.get(here)?.body['location']);
    if (location !== undefined) return normalise(location);
  }
  return world.scenario.region;
}
