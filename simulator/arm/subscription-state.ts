// What a subscription may do at all: one that is disabled can only be read, and providers must be registered before use.
import { stringOf } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import { refusals } from './refusals.ts';
import { subscriptionOf } from './scopes.ts';

/** `Enabled` unless the subscription's resource says otherwise. */
export function stateOfSubscription(world: World, subscription: string): string {
  return stringOf(world.resources.get(`/subscriptions/${subscription}`)?.body['state']) ?? 'Enabled';
}

/** Whether the subscription of a resource, or of any path below it, is disabled; its accounts then are too. */
export function isInDisabledSubscription(world: Pick<World, 'resources'>, id: string): boolean {
  const body = world.resources.get(`/subscriptions/${subscriptionOf(id) ?? ''}`)?.body;
  return stringOf(body?.['state']) === 'Disabled';
}

/** Reads and sign-ins still work; actions count as writes. */
export function requireEnabled(world: World, method: string, path: string): void {
  if (method === 'GET' || method === 'HEAD' || !isInDisabledSubscription(world, path)) return;
  throw refusals.subscriptionDisabled(subscriptionOf(path) ?? '');
}

export function providerId(subscription: string, namespace: string): string {
  return `/subscriptions/${subscription}/providers/${namespace}`;
}

/** A provider is registered unless a resource of the world, under the provider's own ID, says otherwise. */
export function registrationState(world: World, subscription: string, namespace: string): string {
  const body = world.resources.get(providerId(subscription, namespace))?.body;
  return stringOf(body?.['registrationState']) ?? 'Registered';
}

/** Nothing is made or done in a provider that nobody has registered; reading finds nothing there. */
export function requireRegistered(world: World, method: string, path: string): void {
  const namespace = /\/providers\/([^/]+)\/(?!register$)(?!.*\/providers\/)/i.exec(path)?.[1];
  const subscription = subscriptionOf(path);
  if (method === 'GET' || method === 'HEAD' || namespace === undefined || subscription === undefined) return;
  if (registrationState(world, subscription, namespace) === 'Registered') return;
  throw refusals.notRegistered(namespace);
}
