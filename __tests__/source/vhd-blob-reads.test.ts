// A VHD blob as the simulated storage shows it: to a token, to a SAS, and to those whom it refuses.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BlobSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { readBlobUrl } from '../../src/azure/sas.ts';
import { inspectVhdBlob, vhdBlobProblems, type VhdBlobFacts } from '../../src/source/vhd-blob.ts';
import { createAzureClient } from '../../runner/azure-client.ts';
import { uploadPageBlob } from '../../runner/page-blob.ts';
import { writeVhd } from '../../runner/vhd.ts';
import { createSimulated } from '../azure/simulated.ts';
import { BLOBS, GROUP, STORAGE } from '../simulator/wired.ts';
import { lastBytes } from './last-bytes.ts';

const MIB = 1024 ** 2;
const simulated = createSimulated();
const TARGET = `${BLOBS}/vhds/golden.vhd`;

const upload = async (path: string, url = TARGET): Promise<void> => {
  const client = createAzureClient(simulated.environment);
  await uploadPageBlob(client, path, url);
  client.close();
};
const look = async (text: string): Promise<readonly [VhdBlobFacts, readonly string[]]> => {
  const { blobs } = simulated.connected();
  const where = readBlobUrl(text, new Date());
  if ('fault' in where) throw new Error(where.fault);
  const blob = await (where.sas === undefined ? blobs.openUrl(where.url) : blobs.openShared(where.sas.sasUrl));
  const facts = await inspectVhdBlob(blob);
  return [facts, vhdBlobProblems(facts, where).map(({ code }) => code)];
};
const sasFor = async (permissions: string, seconds = 600): Promise<string> => {
  const { body } = await simulated.arm('POST', `${STORAGE}/listKeys`);
  const { keys } = body as { readonly keys: readonly { readonly value: string }[] };
  const query = generateBlobSASQueryParameters(
    {
      containerName: 'vhds',
      blobName: 'golden.vhd',
      permissions: BlobSASPermissions.parse(permissions),
      protocol: SASProtocol.Https,
      startsOn: new Date(Date.now() - 7200_000),
      expiresOn: new Date(Date.now() + seconds * 1000),
    },
    new StorageSharedKeyCredential('strender', keys[0]?.value ?? ''),
  );
  return `${TARGET}?${query.toString()}`;
};
const directory = mkdtempSync(join(tmpdir(), 'vhd-blob-'));
afterAll(() => rmSync(directory, { recursive: true }));
let vhd: string;
beforeAll(async () => {
  vhd = (await writeVhd(join(directory, 'uploaded.vhd'), 21 * MIB, 'golden')).path;
});

test('a VHD is seen whole, by token and by SAS', async () => {
  await simulated.enter();
  expect(await look(TARGET)).toEqual([{ kind: 'absent' }, ['vhd-not-found']]);
  await upload(vhd);
  const [facts, problems] = await look(TARGET);
  expect(problems).toEqual([]);
  expect(facts).toMatchObject({ kind: 'present', length: 21 * MIB + 512, leased: false, blobType: 'PageBlob' });
  expect(facts).toMatchObject({ footer: await lastBytes(vhd) });
  expect((facts.kind === 'present' ? facts.head : Buffer.alloc(0)).toString('latin1', 0, 11)).toBe('BOOT golden');
  expect(await look(await sasFor('r'))).toEqual([facts, []]);
});
test('a SAS that cannot read, that is broken or that the account does not take is told', async () => {
  await simulated.enter();
  await upload(vhd);
  expect((await look(await sasFor('w')))[1]).toEqual(['vhd-sas-cannot-read']);
  const forged = (await sasFor('r')).replace(/sig=[^&]+/, `sig=${Buffer.alloc(32, 1).toString('base64url')}`);
  expect((await look(forged))[1]).toEqual(['vhd-sas-refused']);
  const good = await sasFor('r');
  await simulated.arm('PATCH', STORAGE, { properties: { allowSharedKeyAccess: false } });
  expect((await look(good))[1]).toEqual(['vhd-sas-refused']);
});
test('a closed network and a missing role are told', async () => {
  await simulated.enter({
    changes: [{ id: STORAGE, body: { properties: { networkAcls: { defaultAction: 'Deny' } } } }],
  });
  expect((await look(TARGET))[1]).toEqual(['vhd-network-closed']);
  const roles = [{ scope: GROUP, actions: ['*'], dataActions: [] }];
  await simulated.enter({ principals: [{ clientId: '99999999-8888-4777-8666-555555555555', secret: 's', roles }] });
  expect((await look(TARGET))[1]).toEqual(['right-missing']);
});
test('a block blob and a file that is no VHD are told', async () => {
  await simulated.enter();
  await simulated.blob('PUT', `${BLOBS}/vhds?restype=container`);
  const headers = { 'x-ms-blob-type': 'BlockBlob' };
  await simulated.blob('PUT', TARGET, { headers, body: Buffer.alloc(2 * MIB) });
  expect((await look(TARGET))[1]).toEqual(['vhd-not-page-blob', 'vhd-footer']);
  const cut = (await writeVhd(join(directory, 'cut.vhd'), 2 * MIB)).path;
  truncateSync(cut, 2 * MIB - 512);
  await upload(cut, `${BLOBS}/vhds/cut.vhd`);
  expect((await look(`${BLOBS}/vhds/cut.vhd`))[1]).toEqual(['vhd-footer']);
});
test('a copy that still runs is told', async () => {
  await simulated.enter({ profile: 'quick', durations: { 'blob.copy': 3600 } });
  await upload(vhd, `${BLOBS}/vhds/source.vhd`);
  const headers = { 'x-ms-copy-source': `${BLOBS}/vhds/source.vhd` };
  expect((await simulated.blob('PUT', TARGET, { headers })).status).toBe(202);
  const [facts, problems] = await look(TARGET);
  expect(facts).toMatchObject({ copyStatus: 'pending' });
  expect(problems).toEqual(['vhd-copy-pending']);
});
