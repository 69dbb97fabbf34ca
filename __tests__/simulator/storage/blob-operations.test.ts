// Which operation a request is, what is served at all, and what Azurite alone would not answer as the service does.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BLOB_OPERATIONS, blobRequest } from '../../../simulator/storage/blob-operations.ts';
import { codeOf, CONTRIBUTOR, enterRoom, READER, startMachine, type Machine, type Room } from './room.ts';

function operation(method: string, path: string, headers: Readonly<Record<string, string>> = {}): string {
  const url = new URL(path, 'https://acct.blob.core.windows.net');
  return blobRequest('acct', { method, url, headers, body: Buffer.alloc(0) }).operation.name;
}

const source = { 'x-ms-copy-source': 'https://other/c/b' };

describe('the operation of a request', () => {
  test.each([
    ['GET', '/?comp=list', {}, 'ListContainers'],
    ['GET', '/images?restype=container&comp=list', {}, 'ListBlobs'],
    ['GET', '/images?restype=container&comp=acl', {}, 'ContainerAcl'],
    ['HEAD', '/images?restype=container', {}, 'Container'],
    ['HEAD', '/images/a/b.vhd', {}, 'ReadBlob'],
    ['PUT', '/images/b', { 'x-ms-blob-type': 'PageBlob' }, 'CreatePageBlob'],
    ['PUT', '/images/b', { 'x-ms-blob-type': 'BlockBlob' }, 'PutBlob'],
    // What is missing is for the service to say.
    ['PUT', '/images/b', {}, 'PutBlob'],
    ['PUT', '/images/b?comp=lease', {}, 'Lease'],
    ['PUT', '/images/b', source, 'CopyBlob'],
    ['PUT', '/images/b', { ...source, 'x-ms-requires-sync': 'true' }, 'CopyBlobFromUrl'],
    ['PUT', '/images/b', { ...source, 'x-ms-blob-type': 'BlockBlob' }, 'PutBlobFromUrl'],
    ['PUT', '/images/b?comp=page', { 'x-ms-page-write': 'clear' }, 'ClearPages'],
    ['PUT', '/images/b?comp=page', { ...source, 'x-ms-page-write': 'update' }, 'PutPageFromUrl'],
    ['PUT', '/images/b?comp=page', { 'x-ms-page-write': 'update' }, 'PutPage'],
    ['GET', '/images/b?comp=pagelist', {}, 'GetPageRanges'],
    ['GET', '/images/b?comp=pagelist&prevsnapshot=x', {}, 'GetPageRangesDiff'],
    ['PUT', '/images/b?comp=copy&copyid=x', {}, 'AbortCopy'],
  ])('%s %s with %j is %s', (method, path, headers, name) => {
    expect(operation(method, path, headers)).toBe(name);
  });

  test.each([
    ['PUT', '/images'],
    ['HEAD', '/images?restype=container&comp=list'],
    ['PUT', '/images/b?comp=seal'],
    ['POST', '/?comp=batch'],
  ])('%s %s is none', (method, path) => {
    expect(() => operation(method, path)).toThrow(`the blob operation ${method} ${path}`);
  });

  test('is told by query and headers that no two rows share', () => {
    const keys = BLOB_OPERATIONS.flatMap(({ at, methods, comp, restype, query, headers }) =>
      methods.map((method) => JSON.stringify([at, method, comp, restype, query, headers])),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the answers', () => {
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

  const ACL = '/images?restype=container&comp=acl';
  const policy = { id: 'readers', accessPolicy: { permissions: 'r' } };

  test('to policies: a token with the right has them, and so has a key', async () => {
    const byToken = room.client(CONTRIBUTOR).getContainerClient('images');
    await byToken.setAccessPolicy(undefined, [policy]);
    expect((await byToken.getAccessPolicy()).signedIdentifiers).toMatchObject([policy]);
    const byKey = room.keyClient().getContainerClient('images');
    expect((await byKey.getAccessPolicy()).signedIdentifiers).toMatchObject([policy]);
    await byKey.setAccessPolicy(undefined, []);
    expect((await byToken.getAccessPolicy()).signedIdentifiers).toEqual([]);
  });

  test('to policies: a token without the right is refused, and no stranger has them', async () => {
    const refused = await room.ask('GET', ACL, { as: [READER] });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'AuthorizationPermissionMismatch']);
    const absent = await room.ask('GET', ACL.replace('images', 'absent'), { as: [CONTRIBUTOR] });
    expect([absent.status, codeOf(absent)]).toEqual([404, 'ContainerNotFound']);
  });

  test.each([
    ['/images?restype=container&comp=lease', {}, 'MissingRequiredHeader', 'x-ms-lease-action'],
    ['/images/a?comp=lease', { 'x-ms-lease-action': 'keep' }, 'InvalidHeaderValue', 'x-ms-lease-action'],
    ['/images/a', {}, 'MissingRequiredHeader', 'x-ms-blob-type'],
    ['/images/a?comp=page', {}, 'MissingRequiredHeader', 'x-ms-page-write'],
  ])('to a PUT of %s with %j: %s %s', async (path, headers, code, name) => {
    const answer = await room.ask('PUT', path, { as: [CONTRIBUTOR], headers });
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
    expect(answer.body.toString()).toContain(`<HeaderName>${name}</HeaderName>`);
    // Who may not do it learns no more.
    expect((await room.ask('PUT', path, { as: [READER], headers })).status).toBe(403);
  });

  test('have the headers that Azurite leaves out', async () => {
    const { headers } = await room.ask('GET', '/images?restype=container', { as: [CONTRIBUTOR] });
    expect(headers).toMatchObject({
      'x-ms-default-encryption-scope': '$account-encryption-key',
      'x-ms-deny-encryption-scope-override': 'false',
      'x-ms-immutable-storage-with-versioning-enabled': 'false',
    });
    await room.client(CONTRIBUTOR).getContainerClient('images').getBlockBlobClient('a').upload('a', 1);
    const snapshot = await room.ask('PUT', '/images/a?comp=snapshot', { as: [CONTRIBUTOR] });
    expect(snapshot.headers['x-ms-request-server-encrypted']).toBe('true');
    const blob = await room.ask('GET', '/images/a', { as: [CONTRIBUTOR] });
    expect(blob.headers).not.toHaveProperty('x-ms-default-encryption-scope');
  });
});
