// Resource providers and their registration: every simulated one is registered, unless the world says otherwise.
import { regionsOf } from '../kernel/clouds.ts';
import type { JsonObject } from '../kernel/json.ts';
import { displayName } from '../kernel/regions.ts';
import type { World } from '../kernel/world.ts';
import { versionsOf } from './api-versions.ts';
import { gatewayError } from './refusals.ts';
import type { ArmAnswer, ArmCall, ArmRoute } from './route.ts';
import { registrationState } from './subscription-state.ts';

/** The types that a client asks about; none are given where api-versions.ts lists them all. */
const PROVIDERS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'Microsoft.Authorization': { locks: ['2020-05-01', '2016-09-01'], permissions: ['2022-04-01', '2018-07-01'] },
  'Microsoft.Batch': { batchAccounts: [] },
  'Microsoft.Compute': {
    virtualMachines: [],
    images: [],
    disks: [],
    snapshots: [],
    galleries: [],
    'galleries/images': [],
    'galleries/images/versions': [],
    skus: ['2021-07-01', '2019-04-01'],
  },
  'Microsoft.ManagedIdentity': { userAssignedIdentities: ['2023-01-31'] },
  'Microsoft.Network': {
    virtualNetworks: ['2024-05-01', '2023-09-01'],
    networkInterfaces: ['2024-05-01', '2023-09-01'],
    publicIPAddresses: ['2024-05-01', '2023-09-01'],
    networkSecurityGroups: ['2024-05-01', '2023-09-01'],
  },
  'Microsoft.Resources': {
    resourceGroups: ['2024-07-01', '2021-04-01'],
    deployments: ['2024-07-01', '2021-04-01'],
    subscriptions: ['2022-12-01'],
  },
  'Microsoft.Storage': { storageAccounts: [] },
};

function providerBody(world: World, subscription: string, namespace: string): JsonObject {
  const { cloud } = world.scenario;
  return {
    id: `/subscriptions/${subscription}/providers/${namespace}`,
    namespace,
    resourceTypes: Object.entries(PROVIDERS[namespace] ?? {}).map(([resourceType, apiVersions]) => ({
      resourceType,
      locations: regionsOf(cloud).map(displayName),
      apiVersions: versionsOf(`${namespace}/${resourceType}`)?.versions.toReversed() ?? apiVersions,
      capabilities: 'None',
    })),
    registrationState: registrationState(world, subscription, namespace),
    registrationPolicy: 'RegistrationRequired',
  };
}

function asked({ world, params }: ArmCall): JsonObject {
  const given = params['namespace'] ?? '';
  const known = Object.keys(PROVIDERS).find((one) => one.toLowerCase() === given.toLowerCase());
  if (known === undefined) {
    throw gatewayError(404, 'InvalidResourceNamespace', `The resource namespace '${given}' is invalid.`);
  }
  return providerBody(world, params['subscription'] ?? '', known);
}

/** At once here; in Azure it can take minutes. */
function register(call: ArmCall): ArmAnswer {
  const { id, namespace } = asked(call);
  const stored = { id, namespace, registrationState: 'Registered' };
  if (typeof id === 'string') call.world.resources.put(id, stored);
  return { kind: 'done', status: 200, body: asked(call) };
}

export const providerRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers',
    action: 'Microsoft.Resources/subscriptions/providers/read',
    since: '2014-04-01',
    handle: ({ world, params }) => ({
      kind: 'done',
      status: 200,
      body: {
        value: Object.keys(PROVIDERS).map((namespace) => providerBody(world, params['subscription'] ?? '', namespace)),
      },
    }),
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/{namespace}',
    action: 'Microsoft.Resources/subscriptions/providers/read',
    since: '2014-04-01',
    handle: (call) => ({ kind: 'done', status: 200, body: asked(call) }),
  },
  {
    method: 'POST',
    path: '/subscriptions/{subscription}/providers/{namespace}/register',
    action: 'Microsoft.Resources/subscriptions/providers/register/action',
    since: '2014-04-01',
    handle: register,
  },
];
