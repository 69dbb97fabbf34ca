import { describe, expect, test } from '@jest/globals';
import { listBlobs } from '../../src/azure/blob-lists.ts';
import { openContainerClient } from '../../src/azure/storage-client.ts';
import { BLOBS, GROUP } from '../simulator/wired.ts';
import { blobRefusal, createFakeBlobService, type BlobAnswer } from './fake-blob-service.ts';
import { createSimulated } from './simulated.ts';

describe('a list', () => {
  const service = createFakeBlobService();
  const list = async (prefix = 'golden') =>
    listBlobs(openContainerClient(service.host, service.url('/account/c'), undefined), 'https://acct/c', prefix);
  const page = (blobs: string, next = ''): BlobAnswer => ({
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0"?><EnumerationResults ServiceEndpoint="https://acct/" ContainerName="c"><Blobs>${blobs}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
  });
  const item = (name: string, more = ''): string =>
    `<Blob><Name>${name}</Name><Properties><Last-Modified>Mon, 23 Nov 2026 12:00:00 GMT</Last-Modified><Etag>0x1</Etag>` +
    `<Content-Length>1024</Content-Length><BlobType>PageBlob</BlobType></Properties>${more}</Blob>`;

  test('gives what tells VHDs apart', async () => {
    service.answers = [page(item('golden/a b.vhd', '<Metadata><Abip_Key>K</Abip_Key></Metadata>'))];
    expect(await list()).toEqual([
      {
        name: 'golden/a b.vhd',
        url: 'https://acct/c/golden/a%20b.vhd',
        length: 1024,
        etag: '"0x1"',
        metadata: { abip_key: 'K' },
        lastModified: new Date('2026-11-23T12:00:00Z'),
        blobType: 'PageBlob',
      },
    ]);
    const asked = new URL(service.asked[0]?.url ?? '', 'http://x');
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      restype: 'container',
      comp: 'list',
      prefix: 'golden',
      include: 'metadata',
    });
  });
  test('has all pages; one whose answer is lost is asked for again, alone', async () => {
    service.answers = [page(item('a'), 'm1'), 'reset', page(item('b'), 'm 2&amp;'), page(item('c'))];
    expect((await list()).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    const markers = service.asked.map(({ url }) => new URL(url ?? '', 'http://x').searchParams.get('marker'));
    expect(markers).toEqual([null, 'm1', 'm1', 'm 2&']);
  });
  test('of a container that is not there is empty; any other refusal is one', async () => {
    service.answers = [blobRefusal(404, 'ContainerNotFound')];
    expect(await list()).toEqual([]);
    service.answers = [blobRefusal(409, 'ContainerBeingDeleted')];
    await expect(list()).rejects.toMatchObject({ service: 'Storage', code: 'ContainerBeingDeleted', status: 409 });
  });
});

describe('in the simulated Azure', () => {
  const simulated = createSimulated();
  const principal = (dataActions: readonly string[]): object => ({
    clientId: '99999999-8888-4777-8666-555555555555',
    secret: 'secret',
    roles: [
      { scope: GROUP, actions: ['Microsoft.Storage/storageAccounts/blobServices/containers/write'], dataActions },
    ],
  });
  const BLOB_RIGHT = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';

  test('blobs are listed as their own properties tell them', async () => {
    await simulated.enter({ principals: [principal([`${BLOB_RIGHT}/read`, `${BLOB_RIGHT}/write`])] });
    const { blobs } = simulated.connected();
    expect(await blobs.list(BLOBS, 'system', '')).toEqual([]);
    await blobs.ensureContainer(BLOBS, 'system');
    for (const name of ['golden/os ü.vhd', 'golden/data.vhd', 'other.vhd']) {
      await (await blobs.open(BLOBS, 'system', name)).create(1024, { abip_key: 'k' });
    }
    const listed = await blobs.list(`${BLOBS}/`, 'system', 'golden/');
    expect(listed.map(({ name }) => name)).toEqual(['golden/data.vhd', 'golden/os ü.vhd']);
    for (const { url, length, etag, metadata, blobType, lastModified } of listed) {
      const own = await (await blobs.openUrl(url)).properties();
      expect(own).toMatchObject({ length, etag, metadata, blobType });
      expect(lastModified.getTime()).toBeGreaterThan(Date.now() - 600_000);
    }
  });
  test('a container that is there is not made again, by a caller who may not make one', async () => {
    const roles = [
      {
        scope: `${GROUP}/providers/Microsoft.Storage/storageAccounts/strender/blobServices/default/containers/system`,
        actions: [],
        dataActions: [`${BLOB_RIGHT}/read`],
      },
    ];
    await simulated.enter({
      principals: [{ ...principal([]), roles }],
      blobs: [{ url: `${BLOBS}/system/other.vhd`, mebibytes: 1 }],
    });
    const { blobs } = simulated.connected();
    await blobs.ensureContainer(BLOBS, 'system');
    await expect(blobs.ensureContainer(BLOBS, 'elsewhere')).rejects.toMatchObject({
      status: 403,
      code: 'AuthorizationPermissionMismatch',
    });
  });

  test('listing needs the right to read blobs', async () => {
    await simulated.enter({ principals: [principal([`${BLOB_RIGHT}/write`])] });
    const { blobs } = simulated.connected();
    await blobs.ensureContainer(BLOBS, 'system');
    await expect(blobs.list(BLOBS, 'system', '')).rejects.toMatchObject({
      status: 403,
      code: 'AuthorizationPermissionMismatch',
    });
  });
});
