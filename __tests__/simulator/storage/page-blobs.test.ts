// Page blobs of a storage account, through the real SDK: writing, ranges, leases, copies from a URL, limits.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { codeOf, CONTRIBUTOR, enterRoom, noise, startMachine, type Machine, type Room } from './room.ts';

const MIB = 1024 * 1024;
const as = [CONTRIBUTOR];
let machine: Machine;
let room: Room;

beforeAll(async () => {
  machine = await startMachine();
});
afterAll(() => machine.stop());
beforeEach(async () => {
  room = await enterRoom(machine);
  await room.client(CONTRIBUTOR).getContainerClient('images').create();
});

test('pages come back where they were put, and nowhere else', async () => {
  const blob = room.client(CONTRIBUTOR).getContainerClient('images').getPageBlobClient('a/disk.vhd');
  await blob.create(8 * MIB, { conditions: { ifNoneMatch: '*' }, metadata: { abip_state: 'writing' } });
  const first = noise('first', MIB);
  const last = noise('last', 512);
  await blob.uploadPages(first, 2 * MIB, first.length);
  await blob.uploadPages(last, 8 * MIB - 512, last.length);

  const ranges = await blob.getPageRanges(0);
  expect(ranges.pageRange).toEqual([
    { offset: 2 * MIB, count: MIB - 1 },
    { offset: 8 * MIB - 512, count: 511 },
  ]);
  const read = await blob.downloadToBuffer();
  expect(read.length).toBe(8 * MIB);
  expect(read.subarray(2 * MIB, 3 * MIB).equals(first)).toBe(true);
  expect(read.subarray(8 * MIB - 512).equals(last)).toBe(true);
  expect(read.subarray(0, 2 * MIB).every((byte) => byte === 0)).toBe(true);
  const properties = await blob.getProperties();
  expect(properties).toMatchObject({
    blobType: 'PageBlob',
    contentLength: 8 * MIB,
    metadata: { abip_state: 'writing' },
  });

  await expect(blob.create(MIB, { conditions: { ifNoneMatch: '*' } })).rejects.toMatchObject({
    statusCode: 409,
    code: 'BlobAlreadyExists',
  });
  expect(room.service.state()['https://acct.blob.core.windows.net/images/a/disk.vhd']).toMatchObject({
    blobType: 'PageBlob',
    bytes: 8 * MIB,
    allocatedBytes: MIB + 512,
    leaseState: 'available',
  });
});

describe('a write that Azure refuses', () => {
  const write = (range: string, length: number): ReturnType<Room['ask']> =>
    room.ask('PUT', '/images/disk.vhd?comp=page', {
      as,
      headers: { 'x-ms-page-write': 'update', 'x-ms-range': range },
      body: Buffer.alloc(length, 1),
    });
  beforeEach(async () => {
    await room
      .client(CONTRIBUTOR)
      .getContainerClient('images')
      .getPageBlobClient('disk.vhd')
      .create(16 * MIB);
  });

  test.each([
    ['of more than 4 MiB', `bytes=0-${4 * MIB + 511}`, 4 * MIB + 512, 413, 'RequestBodyTooLarge'],
    ['that does not start at a page', 'bytes=100-611', 512, 416, 'InvalidPageRange'],
    ['that reaches beyond the end', `bytes=${16 * MIB - 512}-${16 * MIB + 511}`, 1024, 416, 'InvalidPageRange'],
  ])('%s', async (_, range, length, status, code) => {
    const answer = await write(range, length);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  test('4 MiB is as much as one write takes', async () => {
    expect((await write(`bytes=0-${4 * MIB - 1}`, 4 * MIB)).status).toBe(201);
  });

  test('a comparison with a snapshot is refused as not simulated', async () => {
    const answer = await room.ask('GET', '/images/disk.vhd?comp=pagelist&prevsnapshot=2024', { as });
    expect([answer.status, codeOf(answer)]).toEqual([501, 'NotSimulated']);
  });
});

describe('a lease', () => {
  const id = '11111111-2222-4333-8444-555555555555';

  test('can be taken again under the same ID, keeps others out, and is left over until it is released', async () => {
    const blob = room.client(CONTRIBUTOR).getContainerClient('images').getPageBlobClient('disk.vhd');
    await blob.create(MIB);
    const lease = blob.getBlobLeaseClient(id);
    await lease.acquireLease(60);
    const [taken] = room.service.leftovers();
    await blob.getBlobLeaseClient(id).acquireLease(60);
    expect(room.service.leftovers()).toEqual([
      { id: 'https://acct.blob.core.windows.net/images/disk.vhd', kind: 'lease', since: taken?.since },
    ]);

    const page = noise('page', 512);
    await expect(blob.uploadPages(page, 0, 512)).rejects.toMatchObject({ statusCode: 412, code: 'LeaseIdMissing' });
    await expect(
      blob.uploadPages(page, 0, 512, { conditions: { leaseId: '99999999-2222-4333-8444-555555555555' } }),
    ).rejects.toMatchObject({ statusCode: 412, code: 'LeaseIdMismatchWithBlobOperation' });
    await blob.uploadPages(page, 0, 512, { conditions: { leaseId: id } });
    await lease.releaseLease();
    expect(room.service.leftovers()).toEqual([]);
  });
});

test('a busy page blob answers 503 beyond its limits, and takes writes again later', async () => {
  const { PROFILES } = await import('../../../simulator/scenario/profiles.ts');
  room = await enterRoom(machine, {
    profile: { ...PROFILES.instant, pageBlobLimits: { bytesPerSecond: 8 * MIB, requestsPerSecond: 500 } },
  });
  const container = room.client(CONTRIBUTOR).getContainerClient('images');
  await container.create();
  const blob = container.getPageBlobClient('disk.vhd');
  await blob.create(64 * MIB);
  const pages = noise('pages', 4 * MIB);
  const outcomes = await Promise.allSettled(
    [0, 4, 8, 12].map((offset) => blob.uploadPages(pages, offset * MIB, pages.length)),
  );
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]).toMatchObject({ statusCode: 503, code: 'ServerBusy' });
});
