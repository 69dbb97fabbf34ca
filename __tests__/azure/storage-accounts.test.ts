import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/azure/arm.ts';
import { findStorageAccount, readContainer, readStorageAccount } from '../../src/azure/storage-accounts.ts';
import { GROUP, STORAGE, SUBSCRIPTION } from '../simulator/wired.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';
import { createSimulated } from './simulated.ts';

const account = (name: string, blob?: string): JsonObject => ({
  id: `/s/${name}`,
  name,
  location: 'West Europe',
  kind: 'StorageV2',
  sku: { name: 'Standard_LRS' },
  properties: blob === undefined ? {} : { primaryEndpoints: { blob } },
});
const LIST = '/subscriptions/sub/providers/Microsoft.Storage/storageAccounts?api-version=2023-05-01';

describe('the account of a blob', () => {
  const next = `https://management.azure.com${LIST}&$skiptoken=2`;
  const pages = [
    { body: { value: [account('files'), account('one', 'https://one.blob.core.windows.net/')], nextLink: next } },
    { body: { value: [account('zoned', 'https://zoned.z12.blob.storage.azure.net/')] } },
  ];

  test.each([
    ['https://one.blob.core.windows.net/vhds/a.vhd', 'one'],
    ['https://ZONED.z12.blob.storage.azure.net/vhds/a.vhd?sig=x', 'zoned'],
    ['https://zoned.blob.core.windows.net/vhds/a.vhd', undefined],
    ['https://one.blob.core.windows.net.evil.example/vhds/a.vhd', undefined],
  ])('%s is %s', async (url, name) => {
    const arm = fakeArm(fakeHost(), pages);
    expect((await findStorageAccount(arm, url))?.name).toBe(name);
    expect(arm.calls()).toEqual([`GET ${LIST}`, `GET ${LIST}&$skiptoken=2`]);
  });
  test('is read whole', async () => {
    const found = await findStorageAccount(fakeArm(fakeHost(), pages), 'https://one.blob.core.windows.net/c/b');
    expect(found).toMatchObject({ id: '/s/one', location: 'westeurope', kind: 'StorageV2', sharedKeyAccess: true });
  });
  test('is none of what is no URL, without a question', async () => {
    const arm = fakeArm(fakeHost(), pages);
    expect(await findStorageAccount(arm, 'vhds/a.vhd')).toBeUndefined();
    expect(arm.asked).toEqual([]);
  });
});

describe('what an account tells of its state', () => {
  const read = async (properties: JsonObject) =>
    readStorageAccount(fakeArm(fakeHost(), [{ body: { properties } }]), '/a');

  test.each<[JsonObject, object]>([
    [{}, { provisioningState: 'Succeeded', primary: 'available', immutableVersions: false }],
    [{ provisioningState: 'ResolvingDNS' }, { provisioningState: 'ResolvingDNS' }],
    [{ statusOfPrimary: 'available' }, { primary: 'available' }],
    [{ statusOfPrimary: 'Unavailable' }, { primary: 'unavailable' }],
    [{ statusOfPrimary: 'unavailable', failoverInProgress: true }, { primary: 'failing over' }],
    [{ immutableStorageWithVersioning: { enabled: true } }, { immutableVersions: false }],
    [
      { immutableStorageWithVersioning: { enabled: true, immutabilityPolicy: { state: 'Locked' } } },
      { immutableVersions: true },
    ],
  ])('%j', async (properties, expected) => {
    expect(await read(properties)).toMatchObject(expected);
  });
});

describe('a container', () => {
  test.each<[JsonObject, string]>([
    [{}, 'none'],
    [{ hasImmutabilityPolicy: false, hasLegalHold: false }, 'none'],
    [{ hasImmutabilityPolicy: true, hasLegalHold: false }, 'retention policy'],
    [{ hasImmutabilityPolicy: true, hasLegalHold: true }, 'legal hold'],
  ])('%j', async (properties, immutability) => {
    const arm = fakeArm(fakeHost(), [{ body: { properties } }]);
    expect(await readContainer(arm, '/a', 'system')).toEqual({ name: 'system', immutability });
    expect(arm.calls()).toEqual(['GET /a/blobServices/default/containers/system?api-version=2023-05-01']);
  });

  test('that is not there', async () => {
    const arm = fakeArm(fakeHost(), [{ status: 404, body: { error: { code: 'ContainerNotFound', message: 'm' } } }]);
    expect(await readContainer(arm, '/a', 'system')).toBeUndefined();
  });
});

describe('in the simulated Azure', () => {
  const simulated = createSimulated();
  const body = { location: 'northeurope', properties: { allowSharedKeyAccess: false, isHnsEnabled: true } };

  test('is found among those of the subscription, as reading it by its ID gives it', async () => {
    const id = `${GROUP}/providers/Microsoft.Storage/storageAccounts/golden`;
    await simulated.enter({ changes: [{ id, body }] });
    const { arm } = simulated.connected();
    const found = await findStorageAccount(arm, 'https://golden.blob.core.windows.net/vhds/a.vhd');
    expect(found).toEqual(await readStorageAccount(arm, id));
    expect(found).toMatchObject({ name: 'golden', sharedKeyAccess: false, hierarchicalNamespace: true });
    expect((await findStorageAccount(arm, 'https://strender.blob.core.windows.net/c/b'))?.id).toBe(STORAGE);
  });
  test('of another subscription is not found', async () => {
    const elsewhere = GROUP.replace(SUBSCRIPTION, '/subscriptions/99999999-2222-4333-8444-555555555555');
    const id = `${elsewhere}/providers/Microsoft.Storage/storageAccounts/golden`;
    await simulated.enter({ changes: [{ id, body }] });
    const { arm } = simulated.connected();
    expect(await findStorageAccount(arm, 'https://golden.blob.core.windows.net/vhds/a.vhd')).toBeUndefined();
  });
  test('is refused with the right that is missing', async () => {
    const roles = [{ scope: GROUP, actions: ['*/read'], dataActions: [] }];
    await simulated.enter({ principals: [{ clientId: '99999999-8888-4777-8666-555555555555', secret: 's', roles }] });
    await expect(
      findStorageAccount(simulated.connected().arm, 'https://strender.blob.core.windows.net/c/b'),
    ).rejects.toMatchObject({
      status: 403,
      code: 'AuthorizationFailed',
      missingAction: { action: 'Microsoft.Storage/storageAccounts/read', scope: SUBSCRIPTION },
    });
  });
});
