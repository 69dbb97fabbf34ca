// Where Put Page From URL reads: by a SAS or by a token of its own, also out of another account, and never by its caller's rights.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { BlobSASPermissions, type PageBlobClient } from '@azure/storage-blob';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import {
  accountId,
  CONTRIBUTOR,
  codeOf,
  enterRoom,
  GROUP,
  noise,
  READER,
  startMachine,
  type Answer,
  type Machine,
  type Room,
} from './room.ts';

const OTHER = accountId('other');

let machine: Machine;
let room: Room;
let source: PageBlobClient;

beforeAll(async () => {
  machine = await startMachine();
});
afterAll(() => machine.stop());
beforeEach(async () => {
  room = await enterRoom(machine);
  other({});
  const container = room.keyClient('other').getContainerClient('vhds');
  await container.create();
  source = container.getPageBlobClient('source.vhd');
  await source.create(1024);
  await source.uploadPages(noise('s', 512), 512, 512);
  await room.client(CONTRIBUTOR).getContainerClient('images').create();
  await room.client(CONTRIBUTOR).getContainerClient('images').getPageBlobClient('target.vhd').create(1024);
});

function other(change: JsonObject): void {
  room.world.resources.put(OTHER, { id: OTHER, name: 'other', kind: 'StorageV2', ...change });
}

function sasOf(permissions: string, expiresOn = new Date(Date.now() + 60_000)): Promise<string> {
  return source.generateSasUrl({ permissions: BlobSASPermissions.parse(permissions), expiresOn });
}

const put = (from: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  room.ask('PUT', '/images/target.vhd?comp=page', {
    as: [CONTRIBUTOR],
    headers: {
      'x-ms-page-write': 'update',
      'x-ms-copy-source': from,
      'x-ms-range': 'bytes=0-511',
      'x-ms-source-range': 'bytes=512-1023',
      ...headers,
    },
  });

const bearer = (roles: Parameters<Room['tokenFor']>[0]) => ({
  'x-ms-copy-source-authorization': `Bearer ${room.tokenFor(roles)}`,
});

/** Status and code of the refusal, and the code of the source's own. */
const refusal = (answer: Answer): readonly unknown[] => [
  answer.status,
  codeOf(answer),
  answer.headers['x-ms-copy-source-error-code'],
];

async function expectCopied(): Promise<void> {
  const target = room.client(CONTRIBUTOR).getContainerClient('images').getPageBlobClient('target.vhd');
  expect((await target.downloadToBuffer(0, 512)).equals(noise('s', 512))).toBe(true);
}

test('a SAS of another account is enough', async () => {
  expect((await put(await sasOf('r'))).status).toBe(201);
  await expectCopied();
});

test('so is a token of its own, for whoever may read there', async () => {
  expect((await put(source.url, bearer([{ ...READER, scope: GROUP }]))).status).toBe(201);
  await expectCopied();
  const elsewhere = [{ ...READER, scope: accountId('acct') }];
  expect(refusal(await put(source.url, bearer(elsewhere)))).toEqual([
    403,
    'CannotVerifyCopySource',
    'AuthorizationPermissionMismatch',
  ]);
  expect(refusal(await put(source.url, { 'x-ms-copy-source-authorization': 'Bearer forged' }))).toEqual([
    401,
    'CannotVerifyCopySource',
    'InvalidAuthenticationInfo',
  ]);
});

test('the caller’s own rights are not', async () => {
  const [status, code] = refusal(await put(source.url));
  expect([status, code]).toEqual([409, 'CannotVerifyCopySource']);
});

test('what the source refuses is told as its own refusal', async () => {
  const expired = await put(await sasOf('r', new Date(Date.now() - 1000)));
  expect(refusal(expired)).toEqual([403, 'CannotVerifyCopySource', 'AuthenticationFailed']);
  expect(refusal(await put(await sasOf('w')))).toEqual([
    403,
    'CannotVerifyCopySource',
    'AuthorizationPermissionMismatch',
  ]);
  const sas = await sasOf('r');
  other({ properties: { allowSharedKeyAccess: false } });
  expect(refusal(await put(sas))).toEqual([403, 'CannotVerifyCopySource', 'KeyBasedAuthenticationNotPermitted']);
  other({ properties: { publicNetworkAccess: 'Disabled' } });
  expect(refusal(await put(sas))).toEqual([403, 'CannotVerifyCopySource', 'AuthorizationFailure']);
  other({});
  await source.delete();
  expect(refusal(await put(sas))).toEqual([404, 'CannotVerifyCopySource', 'BlobNotFound']);
});
