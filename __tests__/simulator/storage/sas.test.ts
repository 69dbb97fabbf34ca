// Shared access signatures: their times, their permissions, and whose rights they lend.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { BlobSASPermissions, type BlobServiceClient } from '@azure/storage-blob';
import {
  CONTRIBUTOR,
  codeOf,
  enterRoom,
  noise,
  READER,
  startMachine,
  type Answer,
  type Machine,
  type Room,
} from './room.ts';

let machine: Machine;
let room: Room;

beforeAll(async () => {
  machine = await startMachine();
});
afterAll(() => machine.stop());
beforeEach(async () => {
  room = await enterRoom(machine);
  const container = room.keyClient().getContainerClient('images');
  await container.create();
  await container.getPageBlobClient('a.vhd').create(1024);
  await container.getPageBlobClient('a.vhd').uploadPages(noise('a', 512), 0, 512);
});

const MINUTE = 60_000;
const fromNow = (minutes: number): Date => new Date(Date.now() + minutes * MINUTE);
const outcome = (answer: Answer): readonly unknown[] => [answer.status, codeOf(answer)];
const detailOf = (answer: Answer): string | undefined =>
  /<AuthenticationErrorDetail>([^<]*)</.exec(answer.body.toString())?.[1];

async function keySas(permissions: string, expiresOn: Date, startsOn?: Date, blob = 'a.vhd'): Promise<string> {
  const client = room.keyClient().getContainerClient('images').getPageBlobClient(blob);
  return client.generateSasUrl({
    permissions: BlobSASPermissions.parse(permissions),
    expiresOn,
    ...(startsOn && { startsOn }),
  });
}

async function delegatedSas(client: BlobServiceClient, permissions: string): Promise<string> {
  const key = await client.getUserDelegationKey(fromNow(-1), fromNow(10));
  const blob = client.getContainerClient('images').getPageBlobClient('a.vhd');
  return blob.generateUserDelegationSasUrl(
    { permissions: BlobSASPermissions.parse(permissions), expiresOn: fromNow(10) },
    key,
  );
}

const putPage = (url: string): Promise<Answer> =>
  room.ask('PUT', `${url}&comp=page`, {
    headers: { 'x-ms-page-write': 'update', 'x-ms-range': 'bytes=512-1023' },
    body: noise('b', 512),
  });

const putBlob = (url: string): Promise<Answer> =>
  room.ask('PUT', url, { headers: { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': '1024' } });

test('one that has expired says when', async () => {
  const answer = await room.ask('GET', await keySas('r', fromNow(-1)));
  expect(outcome(answer)).toEqual([403, 'AuthenticationFailed']);
  expect(detailOf(answer)).toMatch(
    /^Signed expiry time \[\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT\] must be after signed start time \[.+ GMT\]$/,
  );
  expect(answer.body.toString()).toContain(
    '<Message>Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
  );
});

test('one with a start says the whole time frame, before it and after it', async () => {
  for (const [start, end] of [
    [5, 10],
    [-10, -5],
  ] as const) {
    const answer = await room.ask('GET', await keySas('r', fromNow(end), fromNow(start)));
    expect(outcome(answer)).toEqual([403, 'AuthenticationFailed']);
    expect(detailOf(answer)).toMatch(
      /^Signature not valid in the specified time frame: Start \[.+\] - Expiry \[.+\] - Current \[.+\]$/,
    );
  }
  expect((await room.ask('GET', await keySas('r', fromNow(5), fromNow(-5)))).status).toBe(200);
});

test.each([
  ['r', 200, 403, 403, 403],
  ['w', 403, 201, 201, 201],
  ['c', 403, 403, 403, 201],
  ['rw', 200, 201, 201, 201],
])('%s lets read %i, write a page %i, overwrite %i, create %i', async (permissions, read, page, overwrite, create) => {
  const url = await keySas(permissions, fromNow(5));
  expect((await room.ask('GET', url)).status).toBe(read);
  expect((await putPage(url)).status).toBe(page);
  expect((await putBlob(url)).status).toBe(overwrite);
  const fresh = await keySas(permissions, fromNow(5), undefined, 'new.vhd');
  expect((await putBlob(fresh)).status).toBe(create);
});

test('a delegated one gives what it says, but no more than its signer may do', async () => {
  const generate = 'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action';
  const reader = { ...READER, actions: [...READER.actions, generate] };
  const url = await delegatedSas(room.client(reader), 'rw');
  expect((await room.ask('GET', url)).status).toBe(200);
  expect(outcome(await putPage(url))).toEqual([403, 'AuthorizationPermissionMismatch']);
  const writer = await delegatedSas(room.client({ ...CONTRIBUTOR, actions: [...CONTRIBUTOR.actions, generate] }), 'r');
  expect((await room.ask('GET', writer)).status).toBe(200);
  expect(outcome(await putPage(writer))).toEqual([403, 'AuthorizationPermissionMismatch']);
});

test('a delegated one of somebody who is nobody gives nothing', async () => {
  const url = new URL(await delegatedSas(room.client(CONTRIBUTOR), 'r'));
  url.searchParams.set('skoid', '00000000-0000-4000-8000-00000000dead');
  expect(outcome(await room.ask('GET', url.href))).toEqual([403, 'AuthorizationPermissionMismatch']);
});
