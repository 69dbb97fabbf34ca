// Who may use the blob service: roles, keys, SAS, and the settings of the account.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  AnonymousCredential,
  BlobSASPermissions,
  BlockBlobClient,
  ContainerSASPermissions,
  PageBlobClient,
  type BlobServiceClient,
} from '@azure/storage-blob';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import {
  ACCOUNT_ID,
  CONTRIBUTOR,
  codeOf,
  enterRoom,
  noise,
  READER,
  startMachine,
  VERSION,
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
});

const outcome = (answer: Answer): readonly unknown[] => [answer.status, codeOf(answer)];

function withAccount(change: JsonObject): void {
  room.world.resources.put(ACCOUNT_ID, { id: ACCOUNT_ID, name: 'acct', kind: 'StorageV2', ...change });
}

async function filled(client: BlobServiceClient): Promise<void> {
  await client.getContainerClient('images').create();
  await client.getContainerClient('images').getBlockBlobClient('notes.txt').upload('notes', 5);
}

describe('a bearer token', () => {
  test('lets its owner do what his roles say, container by container', async () => {
    await filled(room.client(CONTRIBUTOR));
    const reader = [READER];
    expect((await room.ask('GET', '/images/notes.txt', { as: reader })).body.toString()).toBe('notes');
    const write = { 'x-ms-blob-type': 'BlockBlob' };
    expect(outcome(await room.ask('PUT', '/images/new.txt', { as: reader, headers: write }))).toEqual([
      403,
      'AuthorizationPermissionMismatch',
    ]);
    expect(outcome(await room.ask('PUT', '/more?restype=container', { as: reader }))).toEqual([
      403,
      'AuthorizationPermissionMismatch',
    ]);
    const elsewhere = [{ ...CONTRIBUTOR, scope: `${ACCOUNT_ID}/blobServices/default/containers/others` }];
    expect(outcome(await room.ask('HEAD', '/images/notes.txt', { as: elsewhere }))).toEqual([
      403,
      'AuthorizationPermissionMismatch',
    ]);
    const here = [{ ...CONTRIBUTOR, scope: `${ACCOUNT_ID}/blobServices/default/containers/images` }];
    expect((await room.ask('PUT', '/images/new.txt', { as: here, headers: write })).status).toBe(201);
  });

  test('of an owner of the account, without a data role, opens no blob', async () => {
    await filled(room.client(CONTRIBUTOR));
    const owner = [{ scope: '/', actions: ['*'], dataActions: [] }];
    expect((await room.ask('GET', '/?comp=list', { as: owner })).status).toBe(200);
    expect(outcome(await room.ask('GET', '/images/notes.txt', { as: owner }))).toEqual([
      403,
      'AuthorizationPermissionMismatch',
    ]);
  });

  test('that is not valid is refused with a challenge', async () => {
    const answer = await room.ask('GET', '/?comp=list', { headers: { authorization: 'Bearer forged' } });
    expect(outcome(answer)).toEqual([401, 'InvalidAuthenticationInfo']);
    expect(answer.headers['www-authenticate']).toMatch(
      /^Bearer authorization_uri=https:\/\/\S+\/oauth2\/authorize resource_id=https:\/\/storage\.azure\.com$/,
    );
  });

  test('needs a version of the service that knows tokens', async () => {
    for (const version of ['2015-02-21', undefined]) {
      const answer = await room.service.handle({
        method: 'GET',
        url: new URL('https://acct.blob.core.windows.net/?comp=list'),
        headers: { authorization: 'Bearer any', ...(version !== undefined && { 'x-ms-version': version }) },
        body: Buffer.alloc(0),
      });
      expect([answer.status, answer.headers?.['x-ms-error-code']]).toEqual([403, 'AuthenticationFailed']);
      expect(Buffer.isBuffer(answer.body) && answer.body.toString()).toContain(
        'Authentication scheme Bearer is not supported in this version.',
      );
    }
  });
});

describe('an account key', () => {
  test('opens everything, page blobs and their metadata included', async () => {
    await filled(room.keyClient());
    const blob = room.keyClient().getContainerClient('images').getPageBlobClient('a b/ü.vhd');
    await blob.create(1024, { metadata: { abip_state: 'writing', abipx: '1', abip_key: 'k' } });
    await blob.uploadPages(noise('k', 512), 0, 512);
    const copy = room.keyClient().getContainerClient('images').getPageBlobClient('copy.vhd');
    await (await copy.beginCopyFromURL(blob.url)).pollUntilDone();
    expect((await copy.downloadToBuffer(0, 512)).equals(noise('k', 512))).toBe(true);
  });

  test('that is wrong, or forbidden by the account, opens nothing', async () => {
    const signed = {
      authorization: `SharedKey acct:${Buffer.alloc(32).toString('base64')}`,
      'x-ms-date': new Date().toUTCString(),
    };
    expect(outcome(await room.ask('GET', '/?comp=list', { headers: signed }))).toEqual([403, 'AuthenticationFailed']);
    withAccount({ properties: { allowSharedKeyAccess: false } });
    await expect(filled(room.keyClient())).rejects.toMatchObject({
      statusCode: 403,
      code: 'KeyBasedAuthenticationNotPermitted',
    });
  });
});

describe('a SAS', () => {
  const soon = (): Date => new Date(Date.now() + 600_000);

  test('of an account key gives what it says', async () => {
    await filled(room.keyClient());
    const notes = room.keyClient().getContainerClient('images').getBlockBlobClient('notes.txt');
    const url = await notes.generateSasUrl({ permissions: BlobSASPermissions.parse('r'), expiresOn: soon() });
    const bearer = new BlockBlobClient(url, new AnonymousCredential(), room.pipeline);
    expect((await bearer.downloadToBuffer()).toString()).toBe('notes');
    await expect(bearer.upload('x', 1)).rejects.toMatchObject({ code: 'AuthorizationPermissionMismatch' });
    const forged = url.replace(/sig=[^&]+/, `sig=${encodeURIComponent(Buffer.alloc(32, 1).toString('base64'))}`);
    expect(outcome(await room.ask('GET', forged))).toEqual([403, 'AuthenticationFailed']);
    const past = await notes.generateSasUrl({
      permissions: BlobSASPermissions.parse('r'),
      expiresOn: new Date(Date.now() - 1000),
    });
    expect(outcome(await room.ask('GET', past))).toEqual([403, 'AuthenticationFailed']);
  });

  test('for writing also lets pages be copied from a URL, one for reading does not', async () => {
    await filled(room.keyClient());
    const container = room.keyClient().getContainerClient('images');
    await container.getPageBlobClient('source.vhd').create(1024);
    await container.getPageBlobClient('source.vhd').uploadPages(noise('s', 512), 0, 512);
    await container.getPageBlobClient('target.vhd').create(1024);
    const sasUrl = (blob: string, permissions: string): Promise<string> =>
      container
        .getPageBlobClient(blob)
        .generateSasUrl({ permissions: BlobSASPermissions.parse(permissions), expiresOn: soon() });
    const source = await sasUrl('source.vhd', 'r');
    const target = new PageBlobClient(await sasUrl('target.vhd', 'rw'), new AnonymousCredential(), room.pipeline);
    await target.uploadPagesFromURL(source, 0, 512, 512);
    expect((await target.downloadToBuffer(512, 512)).equals(noise('s', 512))).toBe(true);
    const readOnly = new PageBlobClient(await sasUrl('target.vhd', 'r'), new AnonymousCredential(), room.pipeline);
    await expect(readOnly.uploadPagesFromURL(source, 0, 512, 512)).rejects.toMatchObject({
      statusCode: 403,
      code: 'AuthorizationPermissionMismatch',
    });
  });

  test('of a user delegation key works where account keys are forbidden', async () => {
    await filled(room.client(CONTRIBUTOR));
    withAccount({ properties: { allowSharedKeyAccess: false } });
    const service = room.client(CONTRIBUTOR);
    const key = await service.getUserDelegationKey(new Date(Date.now() - 60_000), soon());
    const container = service.getContainerClient('images');
    const url = await container.generateUserDelegationSasUrl(
      { permissions: ContainerSASPermissions.parse('r'), expiresOn: soon() },
      key,
    );
    const [base = '', query = ''] = url.split('?');
    expect((await room.ask('GET', `${base}/notes.txt?${query}`)).body.toString()).toBe('notes');
  });
});

describe('the account', () => {
  test('is not served unless the management plane has it', async () => {
    expect(room.service.serves('acct.blob.core.windows.net')).toBe(true);
    expect(room.service.serves('other.blob.core.windows.net')).toBe(false);
    room.world.resources.delete(ACCOUNT_ID);
    expect(room.service.serves('acct.blob.core.windows.net')).toBe(false);
  });

  test('is served at the endpoint that its resource names', async () => {
    withAccount({ properties: { primaryEndpoints: { blob: 'https://acct.z12.blob.storage.azure.net/' } } });
    const answer = await room.ask('GET', 'https://acct.z12.blob.storage.azure.net/?comp=list', { as: [CONTRIBUTOR] });
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toContain('ServiceEndpoint="https://acct.z12.blob.storage.azure.net/"');
  });

  test.each<[string, JsonObject]>([
    ['public access is off', { publicNetworkAccess: 'Disabled' }],
    ['its firewall denies', { networkAcls: { defaultAction: 'Deny' } }],
  ])('lets nobody in when %s', async (_, properties) => {
    withAccount({ properties });
    expect(outcome(await room.ask('GET', '/?comp=list', { as: [CONTRIBUTOR] }))).toEqual([403, 'AuthorizationFailure']);
  });

  test.each<[string, JsonObject, number, string]>([
    ['BlockBlobStorage', { kind: 'BlockBlobStorage' }, 400, 'BlobTypeNotSupported'],
    ['BlobStorage', { kind: 'BlobStorage' }, 400, 'BlobTypeNotSupported'],
    [
      'a hierarchical namespace',
      { properties: { isHnsEnabled: true } },
      409,
      'FeatureNotYetSupportedForHierarchicalNamespaceAccounts',
    ],
  ])('has no page blobs with %s', async (_, change, status, code) => {
    withAccount(change);
    await room.client(CONTRIBUTOR).getContainerClient('images').create();
    const headers = { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': '1024' };
    expect(outcome(await room.ask('PUT', '/images/d.vhd', { as: [CONTRIBUTOR], headers }))).toEqual([status, code]);
  });

  test('of a disabled subscription is disabled', async () => {
    const subscription = /^\/subscriptions\/[^/]+/.exec(ACCOUNT_ID)?.[0] ?? '';
    room.world.resources.put(subscription, { id: subscription, state: 'Disabled' });
    const answer = await room.ask('GET', '/?comp=list', { as: [CONTRIBUTOR] });
    expect(outcome(answer)).toEqual([403, 'AccountIsDisabled']);
    expect(answer.body.toString()).toContain('<Message>The specified account is disabled.');
  });

  test('asks an anonymous caller for a token', async () => {
    const answer = await room.ask('GET', '/images/notes.txt');
    expect(outcome(answer)).toEqual([401, 'NoAuthenticationInformation']);
    expect(answer.headers['www-authenticate']).toContain('resource_id=https://storage.azure.com');
  });
});

test('an answer carries the version and the request ID of its caller', async () => {
  const answer = await room.ask('HEAD', '/images/absent', {
    as: [CONTRIBUTOR],
    headers: { 'x-ms-client-request-id': 'mine' },
  });
  expect(answer).toMatchObject({
    status: 404,
    headers: {
      'x-ms-version': VERSION,
      'x-ms-client-request-id': 'mine',
      'x-ms-error-code': 'ContainerNotFound',
      server: 'Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0',
    },
  });
  expect(answer.body.length).toBe(0);
});

test('an operation that is not simulated is refused loudly', async () => {
  const answer = await room.ask('PUT', '/images?restype=container&comp=undelete', { as: [CONTRIBUTOR] });
  expect(outcome(answer)).toEqual([501, 'NotSimulated']);
});
