// Copies into page blobs: page by page from a URL, and the service's own pending Copy Blob.
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PageBlobClient } from '@azure/storage-blob';
import { PROFILES, type Profile } from '../../../simulator/scenario/profiles.ts';
import { handClock, type HandClock } from '../hand-clock.ts';
import {
  CONTRIBUTOR,
  codeOf,
  enterRoom,
  GROUP,
  noise,
  startMachine,
  writeVhd,
  type Answer,
  type Machine,
  type Room,
} from './room.ts';

const MIB = 1024 * 1024;
const DISK = `${GROUP}/providers/Microsoft.Compute/disks/os`;
const BYTES = 24 * MIB + 512;
const as = [CONTRIBUTOR];
/** Long enough to look at a pending copy, short enough to wait for its end. */
const PENDING: Profile = { ...PROFILES.instant, seconds: { ...PROFILES.instant.seconds, 'blob.copy': 0.3 } };
const FOR_EVER: Profile = { ...PROFILES.instant, seconds: { ...PROFILES.instant.seconds, 'blob.copy': 3600 } };
let machine: Machine;
let room: Room;
let vhd: string;
let sas: string;

beforeAll(async () => {
  machine = await startMachine();
  vhd = join(machine.directory, 'seed.vhd');
  await writeVhd(vhd, 24, new Map([[2 * MIB, noise('data', 6 * MIB)]]));
});
afterAll(() => machine.stop());

async function enter(profile: Profile = PROFILES.instant, clock?: HandClock): Promise<PageBlobClient> {
  room = await enterRoom(machine, { profile, ...(clock && { clock }) });
  await room.world.disks.create(DISK, { kind: 'file', path: vhd });
  sas = await room.world.disks.grant(DISK, { durationSeconds: 3600, incremental: false });
  const container = room.client(CONTRIBUTOR).getContainerClient('images');
  await container.create();
  return container.getPageBlobClient('disk.vhd');
}

describe('Put Page From URL', () => {
  let blob: PageBlobClient;
  beforeEach(async () => {
    blob = await enter();
    await blob.create(BYTES);
  });

  function put(headers: Readonly<Record<string, string>>, source = sas): Promise<Answer> {
    return room.ask('PUT', '/images/disk.vhd?comp=page', {
      as,
      headers: {
        'x-ms-page-write': 'update',
        'x-ms-copy-source': source,
        'x-ms-range': 'bytes=0-511',
        'x-ms-source-range': 'bytes=0-511',
        ...headers,
      },
    });
  }

  test('copies a disk by its page list, under a lease', async () => {
    const leaseId = '11111111-2222-4333-8444-555555555555';
    await blob.getBlobLeaseClient(leaseId).acquireLease(60);
    for (const [offset, count] of [
      [2 * MIB, 4 * MIB],
      [6 * MIB, 2 * MIB],
      [24 * MIB, 512],
    ] as const) {
      const answer = await blob.uploadPagesFromURL(sas, offset, offset, count, { conditions: { leaseId } });
      expect(answer.xMsContentCrc64).toBeDefined();
      expect(answer.etag).toMatch(/^"0x/);
    }
    const copied = await blob.downloadToBuffer();
    const original = await room.ask('GET', sas);
    expect(copied.equals(original.body)).toBe(true);
    await expect(blob.uploadPagesFromURL(sas, 0, 0, 512)).rejects.toMatchObject({ code: 'LeaseIdMissing' });
    await expect(
      blob.uploadPagesFromURL(sas, 0, 0, 512, { conditions: { leaseId, ifMatch: '"0x1"' } }),
    ).rejects.toMatchObject({ statusCode: 412, code: 'ConditionNotMet' });
  });

  test.each([
    ['more than 4 MiB', { 'x-ms-range': `bytes=0-${4 * MIB + 511}` }, 413, 'RequestBodyTooLarge'],
    ['half a page', { 'x-ms-range': 'bytes=0-255', 'x-ms-source-range': 'bytes=0-255' }, 416, 'InvalidPageRange'],
    ['ranges of two lengths', { 'x-ms-source-range': 'bytes=0-1023' }, 400, 'InvalidHeaderValue'],
    [
      'a range beyond the source',
      { 'x-ms-source-range': `bytes=${BYTES}-${BYTES + 511}` },
      416,
      'CannotVerifyCopySource',
    ],
    ['a source that changed', { 'x-ms-source-if-match': '"0x1"' }, 412, 'SourceConditionNotMet'],
    ['bytes with another checksum', { 'x-ms-source-content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }, 400, 'Md5Mismatch'],
  ])('refuses %s', async (_, headers, status, code) => {
    const answer = await put(headers);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  test('names the refusal of a source that may no longer be read', async () => {
    await room.world.disks.revoke(DISK);
    const answer = await put({});
    expect([answer.status, codeOf(answer)]).toEqual([403, 'CannotVerifyCopySource']);
    expect(answer.headers['x-ms-copy-source-error-code']).toBe('AuthenticationFailed');
    expect(answer.body.toString()).toContain('<CopySourceStatusCode>403</CopySourceStatusCode>');
  });

  test('refuses the SAS of an incremental snapshot', async () => {
    const incremental = await room.world.disks.grant(DISK, { durationSeconds: 60, incremental: true });
    const answer = await put({}, incremental);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'CopySourceCannotBeIncrementalCopyBlob']);
  });

  test('does not use the rights of its caller for the source', async () => {
    const answer = await put({}, 'https://acct.blob.core.windows.net/images/disk.vhd');
    expect([answer.status, codeOf(answer)]).toEqual([409, 'CannotVerifyCopySource']);
    expect(answer.headers['x-ms-copy-source-error-code']).toBe('PublicAccessNotPermitted');
  });

  test('needs the target to exist', async () => {
    await blob.delete();
    expect(codeOf(await put({}))).toBe('BlobNotFound');
  });
});

describe('Copy Blob', () => {
  test('makes a page blob of the same bytes', async () => {
    const blob = await enter();
    const done = await (await blob.beginCopyFromURL(sas, { metadata: { made: 'here' } })).pollUntilDone();
    expect(done.copyStatus).toBe('success');
    expect((await blob.downloadToBuffer()).equals((await room.ask('GET', sas)).body)).toBe(true);
    expect(await blob.getProperties()).toMatchObject({
      blobType: 'PageBlob',
      copyProgress: `${BYTES}/${BYTES}`,
      copySource: sas.split('?')[0],
      metadata: { made: 'here' },
    });
  });

  test('is pending for a while: it shows progress and keeps writers out', async () => {
    const blob = await enter(PENDING);
    const poller = await blob.beginCopyFromURL(sas, { intervalInMs: 20 });
    const during = await blob.getProperties();
    expect(during).toMatchObject({ copyStatus: 'pending', contentLength: BYTES });
    expect(Number(during.copyProgress?.split('/')[0])).toBeLessThan(BYTES);
    await expect(blob.uploadPages(noise('x', 512), 0, 512)).rejects.toMatchObject({
      statusCode: 409,
      code: 'PendingCopyOperation',
    });
    const done = await poller.pollUntilDone();
    expect(done.copyStatus).toBe('success');
    expect((await blob.downloadToBuffer(2 * MIB, 512)).equals(noise('data', 512))).toBe(true);
  });

  test('fails when the source is taken away', async () => {
    const blob = await enter(PENDING);
    const poller = await blob.beginCopyFromURL(sas, { intervalInMs: 20 });
    await room.world.disks.revoke(DISK);
    await expect(poller.pollUntilDone()).rejects.toThrow();
    const { copyStatus, copyStatusDescription } = await blob.getProperties();
    expect(copyStatus).toBe('failed');
    expect(copyStatusDescription).toContain('403 CannotVerifyCopySource');
  });

  test('can be aborted by its ID only, and leaves an empty blob', async () => {
    const blob = await enter(FOR_EVER);
    await blob.beginCopyFromURL(sas);
    const { copyId = '' } = await blob.getProperties();
    await expect(blob.abortCopyFromURL('11111111-2222-4333-8444-555555555555')).rejects.toMatchObject({
      statusCode: 409,
      code: 'CopyIdMismatch',
    });
    await blob.abortCopyFromURL(copyId);
    expect(await blob.getProperties()).toMatchObject({ copyStatus: 'aborted', contentLength: 0 });
    await expect(blob.abortCopyFromURL(copyId)).rejects.toMatchObject({ code: 'NoPendingCopyOperation' });
  });

  test('that is pending does not write to another blob that has come under its name', async () => {
    const clock = handClock();
    const blob = await enter(PROFILES.realistic, clock);
    await blob.beginCopyFromURL(sas);
    const container = room.client(CONTRIBUTOR).getContainerClient('images');
    await container.delete();
    await container.create();
    await blob.create(BYTES);
    const { etag } = await blob.getProperties();
    clock.pass(600_000);
    await clock.ended();
    expect(await blob.getProperties()).toMatchObject({ etag, copyStatus: undefined });
  });

  test('wants an infinite lease where the target is leased', async () => {
    const blob = await enter();
    await blob.create(BYTES);
    const leaseId = '11111111-2222-4333-8444-555555555555';
    await blob.getBlobLeaseClient(leaseId).acquireLease(60);
    await expect(blob.beginCopyFromURL(sas)).rejects.toMatchObject({ code: 'LeaseIdMissing' });
    await expect(blob.beginCopyFromURL(sas, { conditions: { leaseId } })).rejects.toMatchObject({
      code: 'InfiniteLeaseDurationRequired',
    });
  });

  test('at once takes block blobs only', async () => {
    const blob = await enter();
    await expect(blob.syncCopyFromURL(sas)).rejects.toMatchObject({ statusCode: 409, code: 'InvalidBlobType' });
  });

  test('reads a source in the same account by the rights of its caller', async () => {
    const blob = await enter();
    await blob.create(MIB);
    await blob.uploadPages(noise('p', 512), 512, 512);
    const copy = room.client(CONTRIBUTOR).getContainerClient('images').getPageBlobClient('copy.vhd');
    await (await copy.beginCopyFromURL(blob.url)).pollUntilDone();
    expect((await copy.downloadToBuffer(512, 512)).equals(noise('p', 512))).toBe(true);
  });
});
