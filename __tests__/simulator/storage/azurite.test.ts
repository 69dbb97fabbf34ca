// Azurite in this process: it listens nowhere, calls nobody, and forgets everything on reset.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bodyOf, startAzurite, type AzuriteResponse } from '../../../simulator/storage/azurite.ts';

test('it needs no network, checks what is sent to it plainly, and starts empty after a reset', async () => {
  const sockets: unknown[] = [];
  const note = (message: unknown): void => void sockets.push(message);
  for (const channel of ['net.client.socket', 'net.server.socket']) subscribe(channel, note);
  const directory = await mkdtemp(join(tmpdir(), 'azurite-'));
  const azurite = await startAzurite(directory);
  azurite.useAccounts((name) =>
    name === 'known' ? { key1: Buffer.from('one'), key2: Buffer.from('two') } : undefined,
  );
  const headers = { 'x-ms-version': '2024-08-04' };
  const container = { method: 'PUT', path: '/images?restype=container', headers };
  const statusOf = async (answer: Promise<AzuriteResponse>): Promise<number> => {
    const response = await answer;
    await bodyOf(response);
    return response.status;
  };

  expect(await statusOf(azurite.send({ ...container, account: 'known' }))).toBe(403);
  expect(await statusOf(azurite.sendTrusted({ ...container, account: 'unknown' }))).toBe(404);
  expect(await statusOf(azurite.sendTrusted({ ...container, account: 'known' }))).toBe(201);
  const blob = { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': '1024', 'x-ms-meta-a': 'b' };
  const create = {
    method: 'PUT',
    account: 'known',
    path: '/images/x%2Fy?sp=r&sig=none',
    headers: { ...headers, ...blob },
  };
  expect(await statusOf(azurite.sendTrusted(create))).toBe(201);
  expect(azurite.containers().map(({ name }) => name)).toEqual(['images']);
  expect(azurite.blob('known', 'images', 'x/y')).toMatchObject({ type: 'PageBlob', bytes: 1024, metadata: { a: 'b' } });

  await azurite.reset();
  expect([azurite.containers(), azurite.blobs()]).toEqual([[], []]);
  expect(await statusOf(azurite.sendTrusted({ ...container, account: 'known' }))).toBe(201);
  await azurite.stop();
  for (const channel of ['net.client.socket', 'net.server.socket']) unsubscribe(channel, note);
  expect(sockets).toEqual([]);
  await rm(directory, { recursive: true });
});
