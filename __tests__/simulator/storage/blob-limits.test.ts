// More of what the blob service refuses: callers, operations and ranges that are not as they should be.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SimRequest } from '../../../simulator/kernel/exchange.ts';
import { pageRange, readRange } from '../../../simulator/storage/byte-ranges.ts';
import { keysOf } from '../../../simulator/storage/accounts.ts';
import { createPageThrottle } from '../../../simulator/storage/page-throttle.ts';
import { PROFILES } from '../../../simulator/scenario/profiles.ts';
import { sharedKeyHeader } from '../../../simulator/storage/shared-key.ts';
import {
  ACCOUNT_ID,
  codeOf,
  CONTRIBUTOR,
  enterRoom,
  noise,
  startMachine,
  VERSION,
  type Answer,
  type Asked,
  type Machine,
  type Room,
} from './room.ts';

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

const outcome = (answer: Answer): readonly unknown[] => [answer.status, codeOf(answer)];

describe('a caller', () => {
  const signed = (account: string, date: Date): Asked => ({
    headers: { authorization: `SharedKey ${account}:c2ln`, 'x-ms-date': date.toUTCString() },
  });

  test.each<readonly [string, Asked, number, string]>([
    ['with a version that is none', { as, headers: { 'x-ms-version': 'latest' } }, 400, 'InvalidHeaderValue'],
    ['with a password', { headers: { authorization: 'Basic eDp5' } }, 403, 'AuthenticationFailed'],
    ['with a wrong signature', signed('acct', new Date()), 403, 'AuthenticationFailed'],
    [
      'from before there were challenges',
      { headers: { 'x-ms-version': '2018-03-28' } },
      409,
      'PublicAccessNotPermitted',
    ],
  ])('%s is refused', async (_, asked, status, code) => {
    expect(outcome(await room.ask('GET', '/images/notes.txt', asked))).toEqual([status, code]);
  });

  test('signs as the account, and now', async () => {
    const { key1 } = keysOf(ACCOUNT_ID);
    const headersAt = (age: number) => ({
      'x-ms-version': VERSION,
      'x-ms-date': new Date(Date.now() - age).toUTCString(),
      'content-length': '0',
    });
    const url = new URL('https://acct.blob.core.windows.net/?comp=list');
    const ask = async (age: number, name = 'acct') => {
      const headers = headersAt(age);
      const authorization = sharedKeyHeader({ method: 'GET', url, headers }, 'acct', key1);
      return room.ask('GET', url.href, { headers: { ...headers, authorization: authorization.replace('acct', name) } });
    };
    expect((await ask(0)).status).toBe(200);
    expect(outcome(await ask(0, 'other'))).toEqual([403, 'AuthenticationFailed']);
    expect(outcome(await ask(16 * 60_000))).toEqual([403, 'AuthenticationFailed']);
  });

  test('of an account that is not there finds nothing', async () => {
    const answer = await room.ask('GET', 'https://nobody.blob.core.windows.net/?comp=list', { as });
    expect(outcome(answer)).toEqual([404, 'ResourceNotFound']);
  });

  test('with a signature of an account key is refused where keys are forbidden', async () => {
    const account = { kind: 'StorageV2', properties: { allowSharedKeyAccess: false } };
    room.world.resources.put(ACCOUNT_ID, { id: ACCOUNT_ID, name: 'acct', ...account });
    const answer = await room.ask('GET', '/images/notes.txt?sv=2021-12-02&sr=b&sp=r&sig=c2ln');
    expect(outcome(answer)).toEqual([403, 'KeyBasedAuthenticationNotPermitted']);
  });
});

describe('an operation', () => {
  test.each([
    ['POST', '/?comp=list', 501, 'NotSimulated'],
    ['GET', '/?comp=userdelegationkey', 501, 'NotSimulated'],
    ['GET', '/images?comp=list', 501, 'NotSimulated'],
    ['PUT', '/images/a.vhd?comp=undelete', 501, 'NotSimulated'],
    ['GET', '/images/a.vhd?versionid=2026-11-23T00:00:00.0000000Z', 501, 'NotSimulated'],
    ['GET', '/images/%zz', 400, 'InvalidUri'],
  ])('%s %s is refused', async (method, path, status, code) => {
    expect(outcome(await room.ask(method, path, { as }))).toEqual([status, code]);
  });

  test('that puts a block blob from a URL is refused', async () => {
    const headers = { 'x-ms-blob-type': 'BlockBlob', 'x-ms-copy-source': 'https://acct.blob.core.windows.net/a/b' };
    expect(outcome(await room.ask('PUT', '/images/a.txt', { as, headers }))).toEqual([501, 'NotSimulated']);
  });
});

describe('ranges', () => {
  const request = (range: string | undefined): SimRequest => ({
    method: 'PUT',
    url: new URL('https://acct.blob.core.windows.net/images/a.vhd?comp=page'),
    headers: range === undefined ? {} : { 'x-ms-range': range },
    body: Buffer.alloc(0),
  });

  test.each([
    [undefined, 'MissingRequiredHeader'],
    ['bytes=0', 'InvalidHeaderValue'],
    ['bytes=511-0', 'InvalidHeaderValue'],
    ['bytes=100-1023', 'InvalidPageRange'],
    ['bytes=0-100', 'InvalidPageRange'],
    ['bytes=0-2047', 'RequestBodyTooLarge'],
  ])('of a write of up to 1024 bytes cannot be %s', (range, code) => {
    expect(() => pageRange(request(range), 1024)).toThrow(expect.objectContaining({ code }));
  });

  test('of a read start inside', () => {
    expect(readRange('bytes=512-', 1024)).toEqual({ start: 512, end: 1023 });
    expect(() => readRange('bytes=1024-', 1024)).toThrow(
      expect.objectContaining({ status: 416, code: 'InvalidRange' }),
    );
  });
});

test('a write carries at most 4 MiB, whatever its range says', async () => {
  await room.client(CONTRIBUTOR).getContainerClient('images').getPageBlobClient('a.vhd').create(MIB);
  const headers = { 'x-ms-page-write': 'update', 'x-ms-range': 'bytes=0-511' };
  const answer = await room.ask('PUT', '/images/a.vhd?comp=page', { as, headers, body: noise('x', 4 * MIB + 512) });
  expect(outcome(answer)).toEqual([413, 'RequestBodyTooLarge']);
});

test('a page blob takes so many requests in a second, and so many bytes', () => {
  let now = 0;
  const clock = { ...room.world.clock, now: () => new Date(now) };
  const limits = { bytesPerSecond: 4 * MIB, requestsPerSecond: 2 };
  const throttle = createPageThrottle({ ...PROFILES.instant, pageBlobLimits: limits }, clock);
  const busy = (message: string): unknown => expect.objectContaining({ status: 503, code: 'ServerBusy', message });
  throttle.admit('a', 512);
  throttle.admit('a', 512);
  expect(() => throttle.admit('a', 512)).toThrow(busy('Operations per second is over the account limit.'));
  expect(() => throttle.admit('b', 5 * MIB)).toThrow(busy('Ingress is over the account limit.'));
  now += 1000;
  throttle.admit('a', 512);
});
