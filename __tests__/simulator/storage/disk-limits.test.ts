// More of what disks and VHDs refuse: grants that are not quite right, conditions, and what has no content.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { storageAccountRoutes } from '../../../simulator/storage/account-routes.ts';
import type { DiskBlobs } from '../../../simulator/storage/disk-blobs.ts';
import { codeOf, CONTRIBUTOR, enterRoom, GROUP, startMachine, type Answer, type Machine, type Room } from './room.ts';

const MIB = 1024 * 1024;
const DISK = `${GROUP}/providers/Microsoft.Compute/disks/os`;
const NOBODY = 'https://nobody.blob.core.windows.net/vhds/a.vhd';
const BLOB = 'https://acct.blob.core.windows.net/vhds/a.vhd';
const EMPTY = { kind: 'empty', bytes: MIB + 512 } as const;
let machine: Machine;
let room: Room;
let disks: DiskBlobs;

beforeAll(async () => {
  machine = await startMachine();
});
afterAll(() => machine.stop());
beforeEach(async () => {
  room = await enterRoom(machine);
  disks = room.world.disks;
});

const outcome = (answer: Answer): readonly unknown[] => [answer.status, codeOf(answer)];

describe('a grant', () => {
  const grant = async (incremental = false): Promise<string> => {
    await disks.create(DISK, EMPTY);
    return disks.grant(DISK, { durationSeconds: 3600, incremental });
  };

  test.each<readonly [string, (sas: string) => string]>([
    ['at another host', (sas) => sas.replace(/md-[0-9a-f]+/, 'md-000000000000')],
    ['for what is below the disk', (sas) => sas.replace('/abcd?', '/abcd/more?')],
    ['of another policy', (sas) => sas.replace(/si=[0-9a-f]/, 'si=x')],
    ['for another kind of resource', (sas) => sas.replace('sr=b&', 'sr=c&')],
    ['of a snapshot', (sas) => `${sas}&snapshot=2026`],
  ])('does not open %s', async (_, change) => {
    const sas = await grant();
    expect(outcome(await room.ask('GET', change(sas)))).toEqual([403, 'AuthenticationFailed']);
    expect((await room.ask('HEAD', sas)).status).toBe(200);
  });

  test('knows the ETag of its disk', async () => {
    const sas = await grant();
    const { etag = '' } = (await room.ask('HEAD', sas)).headers;
    for (const noneMatch of ['*', etag]) {
      const answer = await room.ask('GET', sas, { headers: { 'if-none-match': noneMatch } });
      expect(outcome(answer)).toEqual([412, 'ConditionNotMet']);
    }
    expect((await room.ask('GET', sas, { headers: { 'if-match': etag } })).status).toBe(200);
  });

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['&comp=metadata', {}],
    ['&comp=pagelist&prevsnapshot=2026', {}],
    ['&comp=pagelist', { 'x-ms-previous-snapshot-url': BLOB }],
  ])('does not answer %s %j', async (query, headers) => {
    expect(outcome(await room.ask('GET', `${await grant()}${query}`, { headers }))).toEqual([501, 'NotSimulated']);
  });

  test('is for a disk that has content', async () => {
    await expect(disks.grant(DISK, { durationSeconds: 60, incremental: false })).rejects.toMatchObject({
      status: 404,
      code: 'ResourceNotFound',
      message: `The disk ${DISK} has no content.`,
    });
  });
});

describe('a VHD', () => {
  test('is made of a blob that is there', async () => {
    await room.client(CONTRIBUTOR).getContainerClient('vhds').create();
    const absent = { status: 404, code: 'BlobNotFound', message: `There is no blob at ${BLOB}.` };
    await expect(disks.create(DISK, { kind: 'blob', url: BLOB })).rejects.toMatchObject(absent);
    await expect(disks.copyBlob?.(BLOB, `${BLOB}2`)).rejects.toMatchObject(absent);
  });

  test('is written where there is an account, under a name that it takes', async () => {
    await expect(disks.createBlob?.(NOBODY, EMPTY)).rejects.toMatchObject({
      status: 404,
      code: 'StorageAccountNotFound',
      message: 'There is no storage account at nobody.blob.core.windows.net.',
    });
    await expect(disks.createBlob?.(BLOB.replace('/vhds/', '/Bad_Name/'), EMPTY)).rejects.toMatchObject({
      status: 400,
      code: 'InvalidResourceName',
    });
  });

  test('is not written over a blob under a lease', async () => {
    await disks.createBlob?.(BLOB, EMPTY);
    const blob = room.client(CONTRIBUTOR).getContainerClient('vhds').getPageBlobClient('a.vhd');
    await blob.getBlobLeaseClient('11111111-2222-4333-8444-555555555555').acquireLease(60);
    await expect(disks.createBlob?.(BLOB, EMPTY)).rejects.toMatchObject({ status: 412, code: 'LeaseIdMissing' });
  });
});

test('an account that is not there has no containers', async () => {
  const route = storageAccountRoutes.find(({ method, path }) => method === 'GET' && path.endsWith('/containers'));
  const asked = async (): Promise<unknown> =>
    route?.handle({
      world: room.world,
      principal: { clientId: 'c', objectId: 'o', tenantId: 't', roles: [] },
      params: { subscription: GROUP.split('/')[2] ?? '', group: 'rg', account: 'nobody' },
      query: new URLSearchParams(),
      headers: {},
      body: undefined,
      apiVersion: '2023-05-01',
      resourceId: '',
    });
  await expect(asked()).rejects.toMatchObject({
    status: 404,
    code: 'ResourceNotFound',
    message:
      "The Resource 'Microsoft.Storage/storageAccounts/nobody' under resource group 'rg' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  });
});
