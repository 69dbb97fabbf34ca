// Other clouds: every service at its name there, tokens for its audiences, and the real sign-in library against it.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createAzureClient } from '../../../runner/azure-client.ts';
import { BATCH, COMPUTE, createWired, OS_DISK, STORAGE, VM, type ArmOptions } from '../wired.ts';

type Audience = NonNullable<ArmOptions['audience']>;

const wired = createWired();
const { arm, ask } = wired;

async function enter(name: string): Promise<void> {
  const path = join(import.meta.dirname, `../../../simulator/scenarios/${name}.yaml`);
  await wired.enter(parse(readFileSync(path, 'utf8')) as object);
}

test.each([
  {
    name: 'us-government',
    login: 'https://login.microsoftonline.us',
    resourceManager: 'https://management.usgovcloudapi.net',
    batch: 'https://batch.core.usgovcloudapi.net',
    batchEndpoint: 'batchrender.usgovvirginia.batch.usgovcloudapi.net',
    blobs: 'https://strender.blob.core.usgovcloudapi.net/',
  },
  {
    name: 'china',
    login: 'https://login.chinacloudapi.cn',
    resourceManager: 'https://management.chinacloudapi.cn',
    batch: 'https://batch.chinacloudapi.cn',
    batchEndpoint: 'batchrender.chinanorth3.batch.chinacloudapi.cn',
    blobs: 'https://strender.blob.core.chinacloudapi.cn/',
  },
])('$name answers at its own names, as its metadata says', async (cloud) => {
  await enter(cloud.name);
  const metadata = await ask(`${cloud.resourceManager}/metadata/endpoints?api-version=2022-09-01`);
  expect(metadata.body).toMatchObject({
    authentication: {
      loginEndpoint: `${cloud.login}/`,
      audiences: expect.arrayContaining([`${cloud.resourceManager}/`]),
    },
    batch: `${cloud.batch}/`,
    resourceManager: `${cloud.resourceManager}/`,
  });
  const audience = `${cloud.resourceManager}/.default` as Audience;
  const batch = await arm('GET', BATCH, undefined, { audience });
  expect(batch.body).toMatchObject({ properties: { accountEndpoint: cloud.batchEndpoint } });
  const { body } = await arm('GET', STORAGE, undefined, { audience });
  expect(body).toMatchObject({ properties: { primaryEndpoints: { blob: cloud.blobs } } });

  const pools = await ask(`https://${cloud.batchEndpoint}/pools?api-version=2024-07-01.20.0`, {
    audience: `${cloud.batch}/.default` as Audience,
  });
  expect(pools.status).toBe(200);
  const container = await wired.blob('PUT', `${cloud.blobs}vhds?restype=container`);
  expect(container.status).toBe(201);
});

test('the names and tokens of the public cloud are good for nothing there', async () => {
  await enter('us-government');
  await expect(ask('https://management.azure.com/subscriptions?api-version=2022-12-01')).rejects.toThrow(/501/);
  await expect(arm('GET', VM, undefined, { audience: 'arm' })).rejects.toThrow(/AADSTS500011/);
  const publicly = createAzureClient({
    ...wired.environment,
    AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com',
  });
  await expect(
    publicly.request('https://management.usgovcloudapi.net/subscriptions?api-version=2022-12-01', {
      audience: 'https://management.usgovcloudapi.net/.default',
    }),
  ).rejects.toThrow(/AADSTS90002/);
  publicly.close();
});

test('a granted disk is read at a name of its cloud', async () => {
  await enter('china');
  const audience = 'https://management.chinacloudapi.cn/.default' as Audience;
  const properties = { creationData: { createOption: 'Copy', sourceResourceId: OS_DISK }, incremental: false };
  await arm('PUT', `${COMPUTE}/snapshots/s`, { location: 'chinanorth3', properties }, { audience });
  const grant = { access: 'Read', durationInSeconds: 600 };
  const { headers } = await arm('POST', `${COMPUTE}/snapshots/s/beginGetAccess`, grant, { audience });
  const granted = await ask(String(headers['location']), { audience });
  const { accessSAS } = granted.body as Record<string, string>;
  expect(accessSAS).toMatch(/^https:\/\/md-[0-9a-f]+\.blob\.core\.chinacloudapi\.cn\/[0-9a-f]+\/abcd\?/);
  const read = await ask(accessSAS ?? '', { headers: { range: 'bytes=0-511' } });
  expect(read.status).toBe(206);
});
