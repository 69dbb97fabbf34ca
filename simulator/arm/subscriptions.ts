// Subscriptions, their regions and the tenant: what a client reads right after it has signed in.
import { regionsOf } from '../kernel/clouds.ts';
import type { JsonObject } from '../kernel/json.ts';
import { displayName } from '../kernel/regions.ts';
import type { Principal, World } from '../kernel/world.ts';
import type { ArmRoute } from './route.ts';
import { isWithin, subscriptionsOf } from './scopes.ts';
import { stateOfSubscription } from './subscription-state.ts';

function subscriptionBody(world: World, subscription: string): JsonObject {
  return {
    id: `/subscriptions/${subscription}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: subscription,
    tenantId: world.scenario.tenantId,
    displayName: 'Simulated subscription',
    state: stateOfSubscription(world, subscription),
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}

/** Some of the geographies that the list of locations names beside regions; no resource can be in them. */
const LOGICAL_REGIONS = ['Asia', 'Asia Pacific', 'Europe', 'Global', 'United States'];

function location(subscription: string, name: string, shown: string): JsonObject {
  const id = `/subscriptions/${subscription}/locations/${name}`;
  return { id, name, type: 'Region', displayName: shown, regionalDisplayName: shown };
}

/** A role anywhere in a subscription makes the subscription visible. */
function sees(principal: Principal, subscription: string): boolean {
  const id = `/subscriptions/${subscription}`;
  return principal.roles.some(({ scope }) => isWithin(id, scope) || isWithin(scope, id));
}

export const subscriptionRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions',
    access: 'signedIn',
    action: 'Microsoft.Resources/subscriptions/read',
    since: '2014-04-01',
    handle: ({ world, principal }) => ({
      kind: 'done',
      status: 200,
      body: {
        value: subscriptionsOf(world)
          .filter((subscription) => sees(principal, subscription))
          .map((subscription) => subscriptionBody(world, subscription)),
        count: { type: 'Total', value: subscriptionsOf(world).filter((one) => sees(principal, one)).length },
      },
    }),
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscription}',
    action: 'Microsoft.Resources/subscriptions/read',
    since: '2014-04-01',
    handle: ({ world, params }) => {
      const asked = (params['subscription'] ?? '').toLowerCase();
      const known = subscriptionsOf(world).find((one) => one.toLowerCase() === asked) ?? asked;
      return { kind: 'done', status: 200, body: subscriptionBody(world, known) };
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/locations',
    action: 'Microsoft.Resources/subscriptions/locations/read',
    since: '2014-04-01',
    handle: ({ world, params }) => ({
      kind: 'done',
      status: 200,
      body: {
        value: [
          ...regionsOf(world.scenario.cloud).map((name) => ({
            ...location(params['subscription'] ?? '', name, displayName(name)),
            metadata: { regionType: 'Physical', regionCategory: 'Recommended' },
          })),
          ...LOGICAL_REGIONS.map((name) => ({
            ...location(params['subscription'] ?? '', name.toLowerCase().replace(' ', ''), name),
            metadata: { regionType: 'Logical', regionCategory: 'Other' },
          })),
        ],
      },
    }),
  },
  {
    method: 'GET',
    path: '/tenants',
    access: 'signedIn',
    action: 'Microsoft.Resources/tenants/read',
    since: '2014-04-01',
    handle: ({ world }) => ({
      kind: 'done',
      status: 200,
      body: {
        value: [
          {
            id: `/tenants/${world.scenario.tenantId}`,
            tenantId: world.scenario.tenantId,
            tenantCategory: 'Home',
            countryCode: 'NL',
            displayName: 'Simulated tenant',
            domains: ['simulated.onmicrosoft.com'],
            defaultDomain: 'simulated.onmicrosoft.com',
            tenantType: 'AAD',
          },
        ],
      },
    }),
  },
];
