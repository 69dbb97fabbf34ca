// Batch accounts, and what a region offers, in ARM.
import { createHash } from 'node:crypto';
import { resourceNotFound } from '../arm/refusals.ts';
import type { ArmAnswer, ArmRoute } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json.ts';
import { objectOf } from '../kernel/json.ts';
import { isRegion, normalise } from '../kernel/regions.ts';
import type { World } from '../kernel/world.ts';
import { ACCOUNT_TYPE, accountFacts, accountKeys, allowsSharedKey } from './account.ts';
import type { AccountFacts } from './account.ts';
import { filterOf } from './odata.ts';
import { refusal } from './refusals.ts';
import { vmSkus } from './vm-sizes.ts';

const ACCOUNTS_SINCE = '2015-12-01';
const SUBSCRIPTION = '/subscriptions/{subscription}';
const GROUP = `${SUBSCRIPTION}/resourceGroups/{group}`;
export const ACCOUNT_PATH = `${GROUP}/providers/Microsoft.Batch/batchAccounts/{account}`;
const LOCATION = `${SUBSCRIPTION}/providers/Microsoft.Batch/locations/{location}`;

/** Accounts per region and subscription, where the scenario says nothing. */
const DEFAULT_ACCOUNT_QUOTA = 3;

export const accountRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: ACCOUNT_PATH,
    action: 'Microsoft.Batch/batchAccounts/read',
    since: ACCOUNTS_SINCE,
    handle: ({ world, resourceId }) => done(shownAccount(world, resourceId)),
  },
  {
    method: 'GET',
    path: `${GROUP}/providers/Microsoft.Batch/batchAccounts`,
    action: 'Microsoft.Batch/batchAccounts/read',
    since: ACCOUNTS_SINCE,
    handle: ({ world, params }) =>
      done({
        value: accountsBelow(world, `/subscriptions/${params.subscription ?? ''}/resourceGroups/${params.group ?? ''}`),
      }),
  },
  {
    method: 'GET',
    path: `${SUBSCRIPTION}/providers/Microsoft.Batch/batchAccounts`,
    action: 'Microsoft.Batch/batchAccounts/read',
    since: ACCOUNTS_SINCE,
    handle: ({ world, params }) => done({ value: accountsBelow(world, `/subscriptions/${params.subscription ?? ''}`) }),
  },
  {
    method: 'POST',
    path: `${ACCOUNT_PATH}/listKeys`,
    action: 'Microsoft.Batch/batchAccounts/listKeys/action',
    since: ACCOUNTS_SINCE,
    handle({ world, resourceId }) {
      const facts = armAccount(world, resourceId);
      if (!allowsSharedKey(facts)) {
        throw refusal('OperationInvalidForCurrentState', {
          Reason: 'Shared key authentication is not allowed for the Batch account.',
        });
      }
      return done({ accountName: facts.name, ...accountKeys(world, facts) });
    },
  },
  {
    method: 'GET',
    path: `${LOCATION}/quotas`,
    action: 'Microsoft.Batch/locations/quotas/read',
    since: ACCOUNTS_SINCE,
    handle({ params }) {
      checkLocation(params.location ?? '');
      return done({ accountQuota: DEFAULT_ACCOUNT_QUOTA });
    },
  },
  {
    method: 'GET',
    path: `${LOCATION}/virtualMachineSkus`,
    action: 'Microsoft.Batch/locations/virtualMachineSkus/read',
    since: '2021-06-01',
    handle({ world, params, query, apiVersion }) {
      checkLocation(params.location ?? '');
      const matches = filterOf(query.get('$filter'), ['familyName', 'name']);
      return done({ value: vmSkus(world, apiVersion).filter(matches) });
    },
  },
];

export function done(body: JsonObject, headers?: Readonly<Record<string, string>>): ArmAnswer {
  return { kind: 'done', status: 200, body, ...(headers === undefined ? {} : { headers }) };
}

/** The account a path is about, or ARM's own refusal. */
export function armAccount(world: World, id: string): AccountFacts {
  const resource = world.resources.get(id);
  if (resource === undefined) throw resourceNotFound(id);
  return accountFacts(resource);
}

/** The stored body, with the endpoints that the service adds, and without core quotas where none apply. */
function shownAccount(world: World, id: string): JsonObject {
  const resource = world.resources.get(id);
  if (resource === undefined) throw resourceNotFound(id);
  const facts = accountFacts(resource);
  const { body } = resource;
  const given = Object.entries(objectOf(body.properties));
  const isCoreQuota = (name: string): boolean => /^(dedicatedCoreQuota|lowPriorityCoreQuota)/.test(name);
  const properties = Object.fromEntries(
    given.filter(([name]) => facts.poolAllocationMode === 'BatchService' || !isCoreQuota(name)),
  );
  return {
    ...body,
    properties: {
      accountEndpoint: facts.endpoint,
      nodeManagementEndpoint: `${createHash('sha256').update(facts.id.toLowerCase()).digest('hex').slice(0, 32)}.${facts.region}.service.batch.azure.com`,
      provisioningState: 'Succeeded',
      poolAllocationMode: facts.poolAllocationMode,
      publicNetworkAccess: 'Enabled',
      poolQuota: facts.poolQuota,
      activeJobAndJobScheduleQuota: facts.jobQuota,
      allowedAuthenticationModes: facts.authenticationModes,
      ...properties,
    },
  };
}

function accountsBelow(world: World, scope: string): readonly JsonObject[] {
  return world.resources.ofType(ACCOUNT_TYPE, scope).map((resource) => shownAccount(world, resource.id));
}

function checkLocation(location: string): void {
  if (isRegion(normalise(location))) return;
  throw new AzureError(
    400,
    'LocationNotAvailableForResourceType',
    `The provided location '${location}' is not available for resource type 'Microsoft.Batch/batchAccounts'.`,
  );
}
