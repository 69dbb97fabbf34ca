// Microsoft.Storage in the management plane: what its routes answer, without the front before them.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ArmAnswer } from '../../../simulator/arm/route.ts';
import { AzureError } from '../../../simulator/kernel/errors.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { storageAccountRoutes } from '../../../simulator/storage/account-routes.ts';
import { keysOf } from '../../../simulator/storage/accounts.ts';
import { ACCOUNT_ID, CONTRIBUTOR, enterRoom, GROUP, startMachine, type Machine, type Room } from './room.ts';

let machine: Machine;
let room: Room;

beforeAll(async () => {
  machine = await startMachine();
});
afterAll(() => machine.stop());
beforeEach(async () => {
  room = await enterRoom(machine);
});

const NEW_ID = ACCOUNT_ID.replace('acct', 'another');

/** Finds the route for a path as the ARM front does, and asks it. */
async function ask(method: string, path: string, body?: JsonObject): Promise<ArmAnswer> {
  for (const route of storageAccountRoutes) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const match = new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`, 'i').exec(path);
    if (route.method !== method || match === null) continue;
    return route.handle({
      world: room.world,
      principal: { clientId: 'c', objectId: 'o', tenantId: 't', roles: [] },
      params: Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])),
      query: new URLSearchParams(),
      headers: {},
      body,
      apiVersion: '2023-05-01',
      resourceId: path.replace(/\/listKeys$/, ''),
    });
  }
  throw new Error(`No route for ${method} ${path}`);
}

async function bodyOf(method: string, path: string, body?: JsonObject): Promise<JsonObject | undefined> {
  return (await ask(method, path, body)).body;
}

test('an account is read, listed and its keys open the blob service', async () => {
  expect(await bodyOf('GET', ACCOUNT_ID)).toMatchObject({ id: ACCOUNT_ID, kind: 'StorageV2' });
  expect(await bodyOf('GET', `${GROUP}/providers/Microsoft.Storage/storageAccounts`)).toMatchObject({
    value: [{ id: ACCOUNT_ID }],
  });
  const elsewhere = '/subscriptions/22222222-2222-4333-8444-555555555555/providers/Microsoft.Storage/storageAccounts';
  expect(await bodyOf('GET', elsewhere)).toEqual({ value: [] });
  const { key1, key2 } = keysOf(ACCOUNT_ID);
  expect(await bodyOf('POST', `${ACCOUNT_ID}/listKeys`)).toEqual({
    keys: [
      { keyName: 'key1', value: key1.toString('base64'), permissions: 'FULL' },
      { keyName: 'key2', value: key2.toString('base64'), permissions: 'FULL' },
    ],
  });
});

test('an account that is not there is a 404 with its name', async () => {
  const failure = await ask('GET', NEW_ID).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AzureError);
  expect(failure).toMatchObject({ status: 404, code: 'ResourceNotFound', message: expect.stringContaining('another') });
});

test('a new account serves blobs at its endpoint until it is deleted', async () => {
  const wanted = { location: 'West Europe', sku: { name: 'Standard_LRS' } };
  const answer = await ask('PUT', NEW_ID, wanted);
  if (answer.kind !== 'accepted') throw new Error('A create is a long-running operation.');
  expect(await bodyOf('GET', NEW_ID)).toMatchObject({ properties: { provisioningState: 'ResolvingDNS' } });
  expect(room.service.serves('another.blob.core.windows.net')).toBe(false);
  const vhds = `${NEW_ID}/blobServices/default/containers/vhds`;
  for (const [method, id] of [
    ['PUT', NEW_ID],
    ['PATCH', NEW_ID],
    ['DELETE', NEW_ID],
    ['PUT', vhds],
  ] as const) {
    await expect(ask(method, id, wanted)).rejects.toMatchObject({
      status: 409,
      code: 'StorageAccountOperationInProgress',
      message: 'An operation is currently performing on this storage account that requires exclusive access.',
    });
  }
  expect(await answer.work.finish()).toMatchObject({
    location: 'westeurope',
    kind: 'StorageV2',
    properties: {
      primaryEndpoints: { blob: 'https://another.blob.core.windows.net/' },
      provisioningState: 'Succeeded',
    },
  });
  expect(room.service.serves('another.blob.core.windows.net')).toBe(true);
  await ask('PATCH', NEW_ID, { properties: { allowSharedKeyAccess: false }, tags: { a: 'b' } });
  expect(await bodyOf('GET', NEW_ID)).toMatchObject({
    tags: { a: 'b' },
    properties: { allowSharedKeyAccess: false, provisioningState: 'Succeeded' },
  });
  await expect(
    ask('PUT', NEW_ID.replace('/rg/', '/rg2/'), { location: 'westeurope', sku: { name: 'Standard_LRS' } }),
  ).rejects.toMatchObject({ status: 409, code: 'StorageAccountAlreadyTaken' });
  expect(await ask('DELETE', NEW_ID)).toMatchObject({ status: 200 });
  expect(room.service.serves('another.blob.core.windows.net')).toBe(false);
  expect(await ask('DELETE', NEW_ID)).toMatchObject({ status: 204 });
});

test('a container under a name that it cannot have is refused', async () => {
  const containers = `${ACCOUNT_ID}/blobServices/default/containers`;
  await expect(ask('PUT', `${containers}/bad_name`)).rejects.toMatchObject({
    status: 400,
    code: 'InvalidResourceName',
    message: 'The specified resource name contains invalid characters.',
  });
  expect(await bodyOf('GET', containers)).toEqual({ value: [] });
});

test('an account that could not be made is not there', async () => {
  const answer = await ask('PUT', NEW_ID, { location: 'westeurope', sku: { name: 'Standard_LRS' } });
  if (answer.kind !== 'accepted') throw new Error('A create is a long-running operation.');
  answer.work.fail?.(new AzureError(500, 'InternalExecutionError', 'It failed.'));
  await expect(ask('GET', NEW_ID)).rejects.toMatchObject({ status: 404 });
});

test('a deleted account takes its blobs with it, leased or not', async () => {
  const container = room.client(CONTRIBUTOR).getContainerClient('vhds');
  await container.create();
  await container.getBlobLeaseClient().acquireLease(60);
  await container.getPageBlobClient('a.vhd').create(512);
  await container.getPageBlobClient('a.vhd').getBlobLeaseClient().acquireLease(60);
  await ask('DELETE', ACCOUNT_ID);
  expect(room.service.state()).toEqual({});
  const answer = await ask('PUT', ACCOUNT_ID, { location: 'westeurope', sku: { name: 'Standard_LRS' } });
  if (answer.kind !== 'accepted') throw new Error('A create is a long-running operation.');
  await answer.work.finish();
  expect(await bodyOf('GET', `${ACCOUNT_ID}/blobServices/default/containers`)).toEqual({ value: [] });
});

test.each<[string, string, JsonObject, string]>([
  ['a bad name', 'Bad-Name', { location: 'westeurope', sku: { name: 'Standard_LRS' } }, 'AccountNameInvalid'],
  ['no location', 'fine', { sku: { name: 'Standard_LRS' } }, 'LocationRequired'],
  ['no SKU', 'fine', { location: 'westeurope' }, 'InvalidValuesForRequestParameters'],
])('an account with %s is refused', async (_, name, body, code) => {
  await expect(ask('PUT', ACCOUNT_ID.replace('acct', name), body)).rejects.toMatchObject({ status: 400, code });
});

test('an account in an edge zone is refused', async () => {
  const extendedLocation = { type: 'EdgeZone', name: 'losangeles001' };
  await expect(
    ask('PUT', NEW_ID, { location: 'westus', sku: { name: 'Premium_LRS' }, extendedLocation }),
  ).rejects.toMatchObject({ status: 501, code: 'NotSimulated' });
});

test('a container made in one plane is seen in the other', async () => {
  const containers = `${ACCOUNT_ID}/blobServices/default/containers`;
  expect(await bodyOf('GET', containers)).toEqual({ value: [] });
  expect(await ask('PUT', `${containers}/batchimages`, {})).toMatchObject({ status: 201 });
  expect(await ask('PUT', `${containers}/batchimages`, {})).toMatchObject({ status: 200 });
  await room.client(CONTRIBUTOR).getContainerClient('more').create();
  expect(await bodyOf('GET', containers)).toMatchObject({ value: [{ name: 'batchimages' }, { name: 'more' }] });
  expect(await bodyOf('GET', `${containers}/more`)).toMatchObject({ id: `${containers}/more` });
  await expect(ask('GET', `${containers}/absent`)).rejects.toMatchObject({ status: 404, code: 'ContainerNotFound' });
  expect(await room.client(CONTRIBUTOR).getContainerClient('batchimages').exists()).toBe(true);
  expect(room.service.state()['https://acct.blob.core.windows.net/batchimages']).toMatchObject({ type: 'container' });
});

test('a container that a scenario describes as immutable takes blobs, and no change of them', async () => {
  const id = `${ACCOUNT_ID}/blobServices/default/containers/system`;
  room.world.resources.put(id, { id, name: 'system', properties: { hasImmutabilityPolicy: true } });
  expect(await bodyOf('GET', id)).toMatchObject({ name: 'system', properties: { hasImmutabilityPolicy: true } });
  const container = room.keyClient().getContainerClient('system');
  await container.create();
  expect(await bodyOf('GET', id)).toMatchObject({ properties: { hasImmutabilityPolicy: true, hasLegalHold: false } });
  const blob = container.getPageBlobClient('a.vhd');
  await blob.create(512);
  const immutable = { statusCode: 409, code: 'BlobImmutableDueToPolicy' };
  const text = /as the blob is immutable due to a policy/;
  await expect(blob.uploadPages(Buffer.alloc(512), 0, 512)).rejects.toMatchObject({
    ...immutable,
    message: expect.stringMatching(text),
  });
  await expect(blob.delete()).rejects.toMatchObject(immutable);
  expect((await blob.getProperties()).contentLength).toBe(512);
});
