// Microsoft.Storage in the management plane: accounts, their keys, and their blob containers.
import { resourceNotFound } from '../arm/refusals.ts';
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { setProperties } from '../compute/resource-bodies.ts';
import { CLOUDS } from '../kernel/clouds.ts';
import { AzureError } from '../kernel/errors.ts';
import { isObject, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import { ACCOUNT_TYPE, accountNamed, keysOf, type StorageAccount } from './accounts.ts';
import { containersOf, ensureContainer, removeContainers } from './containers.ts';

const SUBSCRIPTION = '/subscriptions/{subscription}';
const GROUP = `${SUBSCRIPTION}/resourceGroups/{group}`;
const ACCOUNTS = 'providers/Microsoft.Storage/storageAccounts';
const ACCOUNT = `${GROUP}/${ACCOUNTS}/{account}`;
const BLOBS = `${ACCOUNT}/blobServices/default`;
/** The state of an account whose name is being made known. */
const MAKING = 'ResolvingDNS';
/** Old enough for every client in use. */
const SINCE = '2018-02-01';

export const storageAccountRoutes: readonly ArmRoute[] = [
  route('GET', `${SUBSCRIPTION}/${ACCOUNTS}`, 'read', (call) => ok({ value: accountsUnder(call, scopeOf(call)) })),
  route('GET', `${GROUP}/${ACCOUNTS}`, 'read', (call) => ok({ value: accountsUnder(call, scopeOf(call)) })),
  route('GET', ACCOUNT, 'read', (call) => ok(requireAccount(call).body)),
  route('PUT', ACCOUNT, 'write', writeAccount),
  route('PATCH', ACCOUNT, 'write', changeAccount),
  route('DELETE', ACCOUNT, 'delete', removeAccount),
  route('POST', `${ACCOUNT}/listKeys`, 'listKeys/action', listKeys),
  route('GET', BLOBS, 'blobServices/read', (call) => {
    const id = `${requireAccount(call).id}/blobServices/default`;
    const properties = { cors: { corsRules: [] }, deleteRetentionPolicy: { enabled: false } };
    return ok({ id, name: 'default', type: `${ACCOUNT_TYPE}/blobServices`, properties });
  }),
  route('GET', `${BLOBS}/containers`, 'blobServices/containers/read', (call) =>
    ok({ value: containersOf(call.world.resources, blobAccount(call)) }),
  ),
  route('GET', `${BLOBS}/containers/{container}`, 'blobServices/containers/read', (call) => {
    const name = param(call, 'container').toLowerCase();
    const found = containersOf(call.world.resources, blobAccount(call)).find((one) => one['name'] === name);
    if (found === undefined) throw new AzureError(404, 'ContainerNotFound', 'The specified container does not exist.');
    return ok(found);
  }),
  route('PUT', `${BLOBS}/containers/{container}`, 'blobServices/containers/write', async (call) => {
    const name = param(call, 'container').toLowerCase();
    requireMade(requireAccount(call));
    const { body, created } = await ensureContainer(call.world.resources, blobAccount(call), name);
    return { kind: 'done', status: created ? 201 : 200, body };
  }),
];

function route(method: ArmRoute['method'], path: string, action: string, handle: ArmRoute['handle']): ArmRoute {
  return { method, path, action: `${ACCOUNT_TYPE}/${action}`, since: SINCE, handle };
}

function ok(body: JsonObject): ArmAnswer {
  return { kind: 'done', status: 200, body };
}

function param(call: ArmCall, name: string): string {
  return call.params[name] ?? '';
}

/** The subscription or the resource group of a list's path. */
function scopeOf(call: ArmCall): string {
  const group = call.params['group'];
  const subscription = `/subscriptions/${param(call, 'subscription')}`;
  return group === undefined ? subscription : `${subscription}/resourceGroups/${group}`;
}

function accountsUnder(call: ArmCall, scope: string): readonly JsonObject[] {
  return call.world.resources.ofType(ACCOUNT_TYPE, scope).map((account) => account.body);
}

function accountId(call: ArmCall): string {
  return `${scopeOf(call)}/${ACCOUNTS}/${param(call, 'account')}`;
}

function requireAccount(call: ArmCall): StoredResource {
  const found = call.world.resources.get(accountId(call));
  if (found !== undefined) return found;
  throw resourceNotFound(accountId(call));
}

function blobAccount(call: ArmCall): StorageAccount {
  requireAccount(call);
  const account = accountNamed(call.world.resources, param(call, 'account'));
  if (account === undefined) throw new Error('An account of the resources is not among the accounts.');
  return account;
}

function listKeys(call: ArmCall): ArmAnswer {
  const account = requireAccount(call);
  const keys = keysOf(account.id);
  const creationTime = stringOf(objectOf(account.body['properties'])['creationTime']);
  const shown = (keyName: 'key1' | 'key2'): JsonObject => ({
    ...(creationTime !== undefined && { creationTime }),
    keyName,
    value: keys[keyName].toString('base64'),
    permissions: 'FULL',
  });
  return ok({ keys: [shown('key1'), shown('key2')] });
}

function writeAccount(call: ArmCall): ArmAnswer {
  const { world } = call;
  const body = call.body ?? {};
  const name = param(call, 'account');
  const id = accountId(call);
  const known = world.resources.get(id);
  if (!/^[a-z0-9]{3,24}$/.test(name)) {
    throw new AzureError(
      400,
      'AccountNameInvalid',
      `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`,
    );
  }
  if (known === undefined && accountNamed(world.resources, name) !== undefined) {
    throw new AzureError(409, 'StorageAccountAlreadyTaken', `The storage account named ${name} is already taken.`);
  }
  if (body['extendedLocation'] !== undefined) {
    throw new AzureError(501, 'NotSimulated', 'The simulator does not know storage accounts in edge zones.');
  }
  if (known !== undefined) requireMade(known);
  const location = stringOf(body['location']);
  const sku = stringOf(objectOf(body['sku'])['name']);
  if (location === undefined) {
    throw new AzureError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  if (sku === undefined) {
    throw new AzureError(400, 'InvalidValuesForRequestParameters', 'Values for request parameters are invalid: sku.');
  }
  const before = objectOf(known?.body['properties']);
  const stored = world.resources.put(id, {
    id: known?.id ?? id,
    name,
    type: ACCOUNT_TYPE,
    location: normalise(location),
    tags: objectOf(body['tags']),
    kind: stringOf(body['kind']) ?? 'StorageV2',
    sku: { name: sku, tier: sku.startsWith('Premium') ? 'Premium' : 'Standard' },
    properties: {
      creationTime: world.clock.now().toISOString(),
      primaryEndpoints: { blob: `https://${name}.blob.${CLOUDS[world.scenario.cloud].storage}/` },
      ...before,
      ...objectOf(body['properties']),
      provisioningState: known === undefined ? MAKING : 'Succeeded',
    },
  });
  if (known !== undefined) return ok(stored.body);
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds('resourceGroup.write'),
      finish: () => setProperties(world, id, { provisioningState: 'Succeeded' })?.body,
      fail: () => world.resources.delete(id),
    },
  };
}

/**
 * A new account takes no other request until it is made. The code is documented:
 * https://learn.microsoft.com/rest/api/storagerp/srp_error_codes_common
 */
function requireMade(account: StoredResource): void {
  if (objectOf(account.body['properties'])['provisioningState'] !== MAKING) return;
  throw new AzureError(
    409,
    'StorageAccountOperationInProgress',
    'An operation is currently performing on this storage account that requires exclusive access.',
  );
}

async function removeAccount(call: ArmCall): Promise<ArmAnswer> {
  const { resources } = call.world;
  const found = resources.get(accountId(call));
  if (found === undefined) return { kind: 'done', status: 204 };
  requireMade(found);
  await removeContainers(resources, blobAccount(call));
  resources.delete(found.id);
  return { kind: 'done', status: 200 };
}

function changeAccount(call: ArmCall): ArmAnswer {
  const account = requireAccount(call);
  requireMade(account);
  const { id, body: before } = account;
  const change = call.body ?? {};
  const properties = { ...objectOf(before['properties']), ...objectOf(change['properties']) };
  const tags = isObject(change['tags']) ? change['tags'] : before['tags'];
  return ok(call.world.resources.put(id, { ...before, tags, properties }).body);
}
