// More of what copies refuse: sources and targets that do not fit, callers without the right, leases.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BlobSASPermissions, type PageBlobClient } from '@azure/storage-blob';
import { PROFILES, type Profile } from '../../../simulator/scenario/profiles.ts';
import {
  ACCOUNT_ID,
  codeOf,
  CONTRIBUTOR,
  enterRoom,
  GROUP,
  startMachine,
  type Answer,
  type Machine,
  type Room,
} from './room.ts';

const MIB = 1024 * 1024;
const DISK = `${GROUP}/providers/Microsoft.Compute/disks/os`;
const BYTES = MIB + 512;
const LEASE = '11111111-2222-4333-8444-555555555555';
const OTHER_LEASE = '99999999-2222-4333-8444-555555555555';
const as = [CONTRIBUTOR];
const FOR_EVER: Profile = { ...PROFILES.instant, seconds: { ...PROFILES.instant.seconds, 'blob.copy': 3600 } };
const PENDING: Profile = { ...PROFILES.instant, seconds: { ...PROFILES.instant.seconds, 'blob.copy': 0.2 } };
let machine: Machine;
let room: Room;
let sas: string;

beforeAll(async () => {
  machine = await startMachine();
});
afterAll(() => machine.stop());

async function enter(profile: Profile = PROFILES.instant): Promise<PageBlobClient> {
  room = await enterRoom(machine, { profile });
  await room.world.disks.create(DISK, { kind: 'empty', bytes: BYTES });
  sas = await room.world.disks.grant(DISK, { durationSeconds: 3600, incremental: false });
  const container = room.client(CONTRIBUTOR).getContainerClient('images');
  await container.create();
  return container.getPageBlobClient('disk.vhd');
}

const outcome = (answer: Answer): readonly unknown[] => [answer.status, codeOf(answer)];

/** A URL of the blob whose signature lets it be read only. */
async function readOnly(name: string): Promise<string> {
  const blob = room.keyClient().getContainerClient('images').getBlobClient(name);
  return blob.generateSasUrl({
    permissions: BlobSASPermissions.parse('r'),
    expiresOn: new Date(Date.now() + 600_000),
  });
}

describe('Put Page From URL', () => {
  beforeEach(async () => (await enter()).create(BYTES));

  const put = (headers: Readonly<Record<string, string>>, body = Buffer.alloc(0)): Promise<Answer> =>
    room.ask('PUT', '/images/disk.vhd?comp=page', {
      as,
      headers: { 'x-ms-page-write': 'update', 'x-ms-copy-source': sas, 'x-ms-range': 'bytes=0-511', ...headers },
      body,
    });
  const range = { 'x-ms-source-range': 'bytes=0-511' };

  test.each<readonly [string, Readonly<Record<string, string>>, number, string]>([
    ['a source that is no URL', { ...range, 'x-ms-copy-source': 'disk.vhd' }, 400, 'InvalidHeaderValue'],
    ['a source on this machine', { ...range, 'x-ms-copy-source': 'file:///disk.vhd' }, 400, 'InvalidHeaderValue'],
    ['a source that is not simulated', { ...range, 'x-ms-copy-source': 'https://other.test/a' }, 501, 'NotSimulated'],
    ['no source range', {}, 400, 'MissingRequiredHeader'],
    ['half a source range', { 'x-ms-source-range': 'bytes=0' }, 400, 'InvalidHeaderValue'],
    [
      'a range that ends beyond the source',
      { 'x-ms-range': 'bytes=0-1023', 'x-ms-source-range': `bytes=${BYTES - 512}-${BYTES + 511}` },
      416,
      'CannotVerifyCopySource',
    ],
  ])('refuses %s', async (_, headers, status, code) => {
    expect(outcome(await put(headers))).toEqual([status, code]);
  });

  test('has no body of its own', async () => {
    const answer = await put(range, Buffer.alloc(512));
    expect(outcome(answer)).toEqual([400, 'InvalidHeaderValue']);
    expect(answer.body.toString()).toContain('<HeaderName>Content-Length</HeaderName>');
  });

  test('takes a source only as the one that was meant', async () => {
    const source = room.client(CONTRIBUTOR).getContainerClient('images').getPageBlobClient('source.vhd');
    await source.create(512);
    const { etag = '' } = await source.getProperties();
    const url = await readOnly('source.vhd');
    const answer = await put({ ...range, 'x-ms-copy-source': url, 'x-ms-source-if-none-match': etag });
    expect(outcome(answer)).toEqual([412, 'SourceConditionNotMet']);
  });
});

describe('Copy Blob', () => {
  const copy = (headers: Readonly<Record<string, string>>, path = '/images/disk.vhd'): Promise<Answer> =>
    room.ask('PUT', path, { as, headers: { 'x-ms-copy-source': sas, ...headers } });

  test('refuses the SAS of an incremental snapshot', async () => {
    await enter();
    sas = await room.world.disks.grant(DISK, { durationSeconds: 60, incremental: true });
    expect(outcome(await copy({}))).toEqual([409, 'CopySourceCannotBeIncrementalCopyBlob']);
  });

  test('makes no page blob in an account without them', async () => {
    await enter();
    room.world.resources.put(ACCOUNT_ID, { id: ACCOUNT_ID, name: 'acct', kind: 'BlockBlobStorage' });
    expect(outcome(await copy({}))).toEqual([400, 'BlobTypeNotSupported']);
  });

  test('does not know append blobs', async () => {
    await enter();
    const container = room.client(CONTRIBUTOR).getContainerClient('images');
    await container.getAppendBlobClient('log').create();
    expect(outcome(await copy({ 'x-ms-copy-source': `${container.url}/log` }))).toEqual([501, 'NotSimulated']);
  });

  test('does not change the type of a blob, nor overwrite one that it may not', async () => {
    const blob = await enter();
    await room.client(CONTRIBUTOR).getContainerClient('images').getBlockBlobClient('notes').upload('notes', 5);
    expect(outcome(await copy({}, '/images/notes'))).toEqual([409, 'InvalidBlobType']);
    await blob.create(BYTES);
    expect(outcome(await copy({ 'if-none-match': '*' }))).toEqual([409, 'BlobAlreadyExists']);
    await blob.getBlobLeaseClient(LEASE).acquireLease(-1);
    expect(outcome(await copy({ 'x-ms-lease-id': OTHER_LEASE }))).toEqual([412, 'LeaseIdMismatchWithBlobOperation']);
  });

  test('of a block blob fails when its source goes', async () => {
    await enter(PENDING);
    const container = room.client(CONTRIBUTOR).getContainerClient('images');
    await container.getBlockBlobClient('notes').upload('notes', 5);
    const target = container.getBlobClient('copy');
    const poller = await target.beginCopyFromURL(`${container.url}/notes`, { intervalInMs: 20 });
    await container.deleteBlob('notes');
    await expect(poller.pollUntilDone()).rejects.toThrow();
    expect(await target.getProperties()).toMatchObject({
      copyStatus: 'failed',
      copyStatusDescription: '404 CannotVerifyCopySource "Copy failed when reading the source."',
    });
  });
});

describe('an abort', () => {
  const abort = (copyId: string, headers: Readonly<Record<string, string>>): Promise<Answer> =>
    room.ask('PUT', `/images/disk.vhd?comp=copy&copyid=${copyId}`, { as, headers });
  const says = { 'x-ms-copy-action': 'abort' };

  test('needs a blob, the header that says so, and the lease', async () => {
    const blob = await enter(FOR_EVER);
    expect(outcome(await abort(LEASE, says))).toEqual([404, 'BlobNotFound']);
    await blob.beginCopyFromURL(sas);
    const { copyId = '' } = await blob.getProperties();
    expect(outcome(await abort(copyId, {}))).toEqual([400, 'MissingRequiredHeader']);
    await blob.getBlobLeaseClient(LEASE).acquireLease(-1);
    expect(outcome(await abort(copyId, says))).toEqual([412, 'LeaseIdMissing']);
    const other = { ...says, 'x-ms-lease-id': OTHER_LEASE };
    expect(outcome(await abort(copyId, other))).toEqual([412, 'LeaseIdMismatchWithBlobOperation']);
    expect((await blob.getProperties()).copyStatus).toBe('pending');
    expect((await abort(copyId, { ...says, 'x-ms-lease-id': LEASE })).status).toBe(204);
  });
});

describe('a copy at once', () => {
  const copy = (source: string, target = '/images/copy'): Promise<Answer> =>
    room.ask('PUT', target, { as, headers: { 'x-ms-copy-source': source, 'x-ms-requires-sync': 'true' } });

  test('takes at most 256 MiB', async () => {
    await enter();
    const large = room.client(CONTRIBUTOR).getContainerClient('images').getBlockBlobClient('large');
    const id = Buffer.from('block').toString('base64');
    await large.stageBlock(id, Buffer.alloc(4 * MIB), 4 * MIB);
    // The same block again and again.
    await large.commitBlockList(Array.from({ length: 65 }, () => id));
    const answer = await copy(await readOnly('large'));
    expect(outcome(answer)).toEqual([409, 'CannotVerifyCopySource']);
    expect(answer.body.toString()).toContain('exceeds the maximum permissible limit (256MB).');
  });

  test('is refused by a leased target', async () => {
    await enter();
    const container = room.client(CONTRIBUTOR).getContainerClient('images');
    for (const name of ['notes', 'copy']) await container.getBlockBlobClient(name).upload('notes', 5);
    await container.getBlobClient('copy').getBlobLeaseClient(LEASE).acquireLease(60);
    expect(outcome(await copy(await readOnly('notes')))).toEqual([412, 'LeaseIdMissing']);
  });
});

test.each([
  ['a copy', '', {}],
  ['a copy at once', '', { 'x-ms-requires-sync': 'true' }],
  ['an abort', '&comp=copy&copyid=1', { 'x-ms-copy-action': 'abort' }],
])('%s needs a SAS for writing', async (_, query, headers) => {
  const blob = await enter(FOR_EVER);
  await blob.beginCopyFromURL(sas);
  const target = `${await readOnly('disk.vhd')}${query}`;
  const source = query === '' ? { 'x-ms-copy-source': sas } : {};
  // The copy that runs already would be the next refusal; it is the right that counts first.
  if (query === '') await blob.abortCopyFromURL((await blob.getProperties()).copyId ?? '');
  const answer = await room.ask('PUT', target, { headers: { ...source, ...headers } });
  expect(outcome(answer)).toEqual([403, 'AuthorizationPermissionMismatch']);
});
