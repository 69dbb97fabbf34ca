// Disks and snapshots: seeded from a VHD, copied, read under a grant, refused without one.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AnonymousCredential, PageBlobClient } from '@azure/storage-blob';
import type { DiskBlobs } from '../../../simulator/storage/disk-blobs.ts';
import { isFixedVhdFooter } from '../../../simulator/storage/vhd.ts';
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
const SNAPSHOT = `${GROUP}/providers/Microsoft.Compute/snapshots/s`;
let machine: Machine;
let room: Room;
let disks: DiskBlobs;
let vhd: string;
let digest: string;

beforeAll(async () => {
  machine = await startMachine();
  vhd = join(machine.directory, 'seed.vhd');
  digest = await writeVhd(
    vhd,
    48,
    new Map([
      [0, noise('boot', 3 * MIB)],
      [20 * MIB + 4096, noise('lonely', 512)],
      [47 * MIB, noise('end', MIB)],
    ]),
  );
});
afterAll(() => machine.stop());
beforeEach(async () => {
  room = await enterRoom(machine);
  disks = room.world.disks;
});

function granted(id: string, incremental = false): Promise<string> {
  return disks.grant(id, { durationSeconds: 3600, incremental });
}

function read(sas: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  return room.ask(method, sas, { headers });
}

test('a disk seeded from a VHD is read back byte for byte, and its page list covers all its data', async () => {
  await disks.create(DISK, { kind: 'file', path: vhd });
  expect(disks.bytes(DISK)).toBe(48 * MIB + 512);
  const sas = await granted(DISK);
  const whole = await read(sas);
  expect(whole.status).toBe(200);
  expect(createHash('sha256').update(whole.body).digest('hex')).toBe(digest);

  const blob = new PageBlobClient(sas, new AnonymousCredential(), room.pipeline);
  const ranges = (await blob.getPageRanges(0)).pageRange ?? [];
  const data = ranges.map(({ offset, count }) => [offset, offset + (count ?? 0) + 1]);
  expect(data).toEqual([
    [0, 3 * MIB],
    [20 * MIB, 20 * MIB + 64 * 1024],
    [47 * MIB, 48 * MIB + 512],
  ]);
  const inside = await read(sas, { 'x-ms-range': `bytes=${20 * MIB + 4096}-${20 * MIB + 4096 + 511}` });
  expect(inside).toMatchObject({
    status: 206,
    headers: { 'content-range': `bytes ${20 * MIB + 4096}-${20 * MIB + 4607}/${48 * MIB + 512}` },
  });
  expect(inside.body.equals(noise('lonely', 512))).toBe(true);
  const head = await read(sas, {}, 'HEAD');
  expect(head).toMatchObject({
    status: 200,
    headers: { 'content-length': String(48 * MIB + 512), 'x-ms-blob-type': 'PageBlob' },
  });
});

test('a page list comes in parts when fewer ranges are asked for', async () => {
  await disks.create(DISK, { kind: 'file', path: vhd });
  const blob = new PageBlobClient(await granted(DISK), new AnonymousCredential(), room.pipeline);
  const offsets: number[] = [];
  for await (const page of blob.listPageRanges().byPage({ maxPageSize: 2 })) {
    offsets.push(...(page.pageRange ?? []).map((range) => range.start));
  }
  expect(offsets).toEqual([0, 20 * MIB, 47 * MIB]);
});

test('an empty disk is a fixed VHD of nothing but its footer', async () => {
  await disks.create(DISK, { kind: 'empty', bytes: 4096 * MIB + 512 });
  const sas = await granted(DISK);
  const footer = await read(sas, { range: `bytes=${4096 * MIB}-` });
  expect(footer.body.length).toBe(512);
  expect(isFixedVhdFooter(footer.body)).toBe(true);
  const list = await room.ask('GET', `${sas}&comp=pagelist`);
  expect(list.body.toString()).toContain(`<Start>${4096 * MIB}</Start><End>${4096 * MIB + 511}</End>`);
});

test('a snapshot keeps its bytes when the disk it was copied from is deleted', async () => {
  await disks.create(DISK, { kind: 'file', path: vhd });
  await disks.create(SNAPSHOT, { kind: 'disk', id: DISK.toUpperCase() });
  await disks.delete(DISK);
  expect(() => disks.bytes(DISK)).toThrow('no content');
  const whole = await read(await granted(SNAPSHOT));
  expect(createHash('sha256').update(whole.body).digest('hex')).toBe(digest);
});

test('a disk is made from a VHD in a storage account, which can be looked at beforehand', async () => {
  const container = room.client(CONTRIBUTOR).getContainerClient('vhds');
  await container.create();
  await disks.create(DISK, { kind: 'file', path: vhd });
  const source = await granted(DISK);
  const blob = container.getPageBlobClient('a.vhd');
  await (await blob.beginCopyFromURL(source)).pollUntilDone();
  expect(await disks.inspect(blob.url)).toEqual({
    blobType: 'PageBlob',
    bytes: 48 * MIB + 512,
    hasFixedVhdFooter: true,
    isLeased: false,
  });
  await container.getBlockBlobClient('notes.txt').upload('notes', 5);
  expect(await disks.inspect(`${container.url}/notes.txt`)).toEqual({
    blobType: 'BlockBlob',
    bytes: 5,
    hasFixedVhdFooter: false,
    isLeased: false,
  });
  expect(await disks.inspect(`${container.url}/absent.vhd`)).toBeUndefined();

  await disks.create(SNAPSHOT, { kind: 'blob', url: blob.url });
  const whole = await read(await granted(SNAPSHOT));
  expect(createHash('sha256').update(whole.body).digest('hex')).toBe(digest);
});

test('a file that is no fixed VHD cannot be a disk', async () => {
  await expect(disks.create(DISK, { kind: 'file', path: import.meta.filename })).rejects.toThrow('not a fixed VHD');
});

describe('a grant', () => {
  beforeEach(() => disks.create(DISK, { kind: 'empty', bytes: 20 * MIB + 512 }));

  test('has the shape of a disk SAS', async () => {
    expect(await granted(DISK)).toMatch(
      /^https:\/\/md-[0-9a-f]{12}\.z\d+\.blob\.storage\.azure\.net\/[0-9a-f]{12}\/abcd\?sv=2018-03-28&sr=b&si=[0-9a-f-]{36}&sig=[^&]+$/,
    );
    expect(await granted(DISK, true)).toMatch(/&sr=bs&snapshot=[^&]+&si=/);
  });

  test('ends when it is revoked', async () => {
    const sas = await granted(DISK);
    expect((await read(sas, { range: 'bytes=0-511' })).status).toBe(206);
    await disks.revoke(DISK);
    const answer = await read(sas, { range: 'bytes=0-511' });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'AuthenticationFailed']);
    const head = await read(sas, {}, 'HEAD');
    expect([head.status, codeOf(head), head.body.length]).toEqual([403, 'AuthenticationFailed', 0]);
  });

  test('ends when its time is over', async () => {
    const sas = await disks.grant(DISK, { durationSeconds: -1, incremental: false });
    expect(codeOf(await read(sas))).toBe('AuthenticationFailed');
  });

  test.each([
    ['another signature', (sas: string) => sas.replace(/sig=[^&]+/, 'sig=AAAA')],
    ['another blob', (sas: string) => sas.replace('/abcd?', '/abce?')],
    ['no query', (sas: string) => sas.split('?')[0] ?? ''],
  ])('does not open with %s', async (_, change) => {
    expect(codeOf(await read(change(await granted(DISK))))).toBe('AuthenticationFailed');
  });

  test('is for reading only', async () => {
    const answer = await room.ask('PUT', `${await granted(DISK)}&comp=page`, {
      headers: { 'x-ms-page-write': 'clear', 'x-ms-range': 'bytes=0-511' },
    });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'AuthorizationPermissionMismatch']);
  });
});
