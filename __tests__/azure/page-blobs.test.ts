import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pageBlob, rangeOf, type PageBlob } from '../../src/azure/page-blobs.ts';
import { openPageBlobClient } from '../../src/azure/storage-client.ts';
import { blobRefusal as refusal, createFakeBlobService, type BlobAnswer } from './fake-blob-service.ts';

const service = createFakeBlobService();
let blob: PageBlob;
beforeEach(() => {
  const url = service.url('/account/c/b.vhd?sv=2024&sig=a%2Bb%3D');
  blob = pageBlob(openPageBlobClient(service.host, url, undefined), 'https://account/c/b.vhd');
});

describe('page ranges', () => {
  const list = (ranges: string, next = ''): BlobAnswer => ({
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0"?><PageList>${ranges}${next}</PageList>`,
  });

  test('are as long as the service means: its last byte belongs to them', async () => {
    service.answers = [
      list(
        '<PageRange><Start>0</Start><End>511</End></PageRange><PageRange><Start>1048576</Start><End>5242879</End></PageRange>',
      ),
    ];
    expect(await blob.pageRanges()).toEqual([
      { offset: 0, length: 512 },
      { offset: 1048576, length: 4194304 },
    ]);
  });
  test('leave out what was cleared and follow their pages', async () => {
    service.answers = [
      list('<PageRange><Start>0</Start><End>511</End></PageRange>', '<NextMarker>more</NextMarker>'),
      list(
        '<ClearRange><Start>512</Start><End>1023</End></ClearRange><PageRange><Start>1024</Start><End>1535</End></PageRange>',
      ),
    ];
    expect(await blob.pageRanges()).toEqual([
      { offset: 0, length: 512 },
      { offset: 1024, length: 512 },
    ]);
    expect(service.asked[1]?.url).toContain('marker=more');
  });
  test('are whole pages whenever the service’s are', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e6 }), fc.integer({ min: 1, max: 8192 }), (page, pages) => {
        const { offset, length } = rangeOf(page * 512, (page + pages) * 512 - 1);
        return offset % 512 === 0 && length === pages * 512;
      }),
    );
  });
});

test('requests carry the pinned version and keep the signature as it was written', async () => {
  service.answers = [{ status: 200, headers: { 'content-length': '512', 'x-ms-blob-type': 'PageBlob' } }];
  await blob.properties();
  expect(service.asked[0]?.headers['x-ms-version']).toBe('2024-08-04');
  expect(service.asked[0]?.url).toBe('/account/c/b.vhd?sv=2024&sig=a%2Bb%3D');
});

test('properties: metadata in lower case, absent as undefined', async () => {
  service.answers = [
    {
      status: 200,
      headers: {
        'content-length': '1048576',
        etag: '"0x1"',
        'x-ms-meta-Abip_State': 'writing',
        'x-ms-lease-state': 'leased',
        'x-ms-blob-type': 'PageBlob',
      },
    },
  ];
  expect(await blob.properties()).toEqual({
    length: 1048576,
    etag: '"0x1"',
    metadata: { abip_state: 'writing' },
    leased: true,
    blobType: 'PageBlob',
  });
  service.answers = [{ status: 200, headers: { 'x-ms-copy-status': 'pending' } }];
  expect(await blob.properties()).toMatchObject({ copyStatus: 'pending', length: 0 });
  service.answers = [{ status: 404, headers: { 'x-ms-error-code': 'BlobNotFound' } }];
  expect(await blob.properties()).toBeUndefined();
});

describe('creating', () => {
  const ours = {
    status: 200,
    headers: { 'content-length': '1024', 'x-ms-meta-abip_key': 'k', 'x-ms-blob-type': 'PageBlob' },
  };

  test('never replaces a blob', async () => {
    service.answers = [refusal(409, 'BlobAlreadyExists')];
    await expect(blob.create(1024, { abip_key: 'k' })).rejects.toMatchObject({
      code: 'BlobAlreadyExists',
      status: 409,
    });
    expect(service.asked[0]?.headers).toMatchObject({
      'if-none-match': '*',
      'x-ms-blob-type': 'PageBlob',
      'x-ms-blob-content-length': '1024',
      'x-ms-meta-abip_key': 'k',
    });
  });
  test('finds what it made when the answer was lost', async () => {
    service.answers = ['reset', ours];
    await blob.create(1024, { abip_key: 'k' });
    expect(service.asked.map(({ method }) => method)).toEqual(['PUT', 'HEAD']);
  });
  test('does not take another blob for its own', async () => {
    service.answers = [
      'reset',
      { ...ours, headers: { ...ours.headers, 'x-ms-meta-abip_key': 'other' } },
      refusal(409, 'BlobAlreadyExists'),
    ];
    await expect(blob.create(1024, { abip_key: 'k' })).rejects.toMatchObject({ code: 'BlobAlreadyExists' });
  });
});

describe('writing', () => {
  test('copies pages by the service, under the lease', async () => {
    service.answers = [{ status: 201 }];
    const sourceUrl = 'https://md-x.z1.blob.storage.azure.net/c/abcd?sr=bs&sig=x%2By';
    await blob.copyPages({ sourceUrl, offset: 4194304, length: 4194304 }, { leaseId: 'lease' });
    expect(service.asked[0]?.headers).toMatchObject({
      'x-ms-copy-source': sourceUrl,
      'x-ms-source-range': 'bytes=4194304-8388607',
      'x-ms-range': 'bytes=4194304-8388607',
      'x-ms-lease-id': 'lease',
      'x-ms-page-write': 'update',
    });
    expect(service.asked[0]?.headers['x-ms-copy-source-authorization']).toBeUndefined();
  });
  test('shows a token to a source that wants one', async () => {
    service.answers = [{ status: 201 }];
    await blob.copyPages({ sourceUrl: 'https://x/c/b', sourceToken: 't', offset: 0, length: 512 });
    expect(service.asked[0]?.headers['x-ms-copy-source-authorization']).toBe('Bearer t');
  });
  test('is tried again as the service asks, also on a 429, which the library never repeats', async () => {
    service.answers = [
      refusal(503, 'ServerBusy', { 'retry-after': '2' }),
      refusal(429, 'TooManyRequests', { 'retry-after': '3' }),
      'reset',
      { status: 201 },
    ];
    await blob.writePages(0, Buffer.alloc(512));
    expect(service.asked).toHaveLength(4);
    expect(service.host.waits.slice(0, 2)).toEqual([2000, 3000]);
  });
  test('is refused with the service’s own words', async () => {
    service.answers = [refusal(412, 'LeaseIdMissing')];
    await expect(blob.writePages(0, Buffer.alloc(512))).rejects.toMatchObject({
      service: 'Storage',
      code: 'LeaseIdMissing',
      serviceMessage: 'because',
      requestId: 'r',
    });
    expect(service.asked).toHaveLength(1);
  });
  test('stops when the run is cancelled', async () => {
    service.answers = [refusal(503, 'ServerBusy')];
    service.host.cancel(new Error('cancelled'));
    await expect(blob.writePages(0, Buffer.alloc(512))).rejects.toThrow('cancelled');
    expect(service.asked).toHaveLength(0);
  });
});

describe('a read whose connection breaks', () => {
  const whole: BlobAnswer = {
    status: 206,
    headers: { 'content-length': '4', etag: '"0x1"' },
    body: Buffer.from('abcd'),
  };

  test('before the answer starts over', async () => {
    service.answers = ['reset', whole];
    expect((await blob.read(512, 4)).toString()).toBe('abcd');
    expect(service.asked[1]?.headers['x-ms-range']).toBe('bytes=512-515');
  });
  test('in the middle of the answer starts over', async () => {
    service.answers = [{ ...whole, body: Buffer.from('ab'), cut: true }, whole];
    expect((await blob.read(512, 4)).toString()).toBe('abcd');
    expect(service.asked).toHaveLength(2);
  });
});

describe('a lease', () => {
  test('is taken under our ID', async () => {
    service.answers = [{ status: 201 }];
    await blob.acquireLease('11111111-1111-4111-8111-111111111111', 60);
    expect(service.asked[0]?.headers).toMatchObject({
      'x-ms-lease-action': 'acquire',
      'x-ms-lease-duration': '60',
      'x-ms-proposed-lease-id': '11111111-1111-4111-8111-111111111111',
    });
  });
  test('that is lost already is released', async () => {
    for (const answer of [refusal(409, 'LeaseIdMismatchWithLeaseOperation'), refusal(404, 'BlobNotFound')]) {
      service.answers = [answer];
      await expect(blob.releaseLease('x')).resolves.toBeUndefined();
    }
    service.answers = [refusal(403, 'AuthorizationPermissionMismatch')];
    await expect(blob.releaseLease('x')).rejects.toMatchObject({ status: 403 });
  });
});

test('deleting what is gone is done', async () => {
  service.answers = [refusal(404, 'BlobNotFound')];
  await expect(blob.delete()).resolves.toBeUndefined();
});
