import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from '../../src/azure/arm.ts';
import {
  AZURE_CLOUD,
  federationAudienceOf,
  resolveCloud,
  scopeOf,
  type CloudEndpoints,
  type Cloud,
} from '../../src/azure/cloud.ts';
import type { Transport } from '../../src/azure/transport.ts';
import { fakeHost } from './fake-host.ts';

const GOVERNMENT = {
  portal: 'https://portal.azure.us',
  authentication: {
    loginEndpoint: 'https://login.microsoftonline.us/',
    audiences: ['https://management.core.usgovcloudapi.net/', 'https://management.usgovcloudapi.net/'],
    tenant: 'common',
    identityProvider: 'AAD',
  },
  name: 'AzureUSGovernment',
  suffixes: { storage: 'core.usgovcloudapi.net' },
  batch: 'https://batch.core.usgovcloudapi.net/',
  resourceManager: 'https://management.usgovcloudapi.net/',
};

const READ = {
  name: 'AzureUSGovernment',
  resourceManager: 'https://management.usgovcloudapi.net',
  authority: 'https://login.microsoftonline.us',
  audiences: {
    arm: 'https://management.usgovcloudapi.net',
    batch: 'https://batch.core.usgovcloudapi.net',
    storage: 'https://storage.azure.com',
  },
  portal: 'https://portal.azure.us',
};

const answering =
  (body: JsonValue | undefined, asked: string[] = []): Transport =>
  async ({ url }) => {
    asked.push(url);
    return { status: 200, headers: {}, body };
  };
const never: Transport = async () => Promise.reject(new Error('no request expected'));

async function resolve(environment: string, transport: Transport, endpoints: CloudEndpoints = {}): Promise<Cloud> {
  return resolveCloud(fakeHost(), { environment, endpoints }, transport);
}

test('the public cloud needs no request', async () => {
  for (const name of ['AzureCloud', 'azurecloud', '', ' ']) expect(await resolve(name, never)).toEqual(AZURE_CLOUD);
});

describe.each([
  ['one description', GOVERNMENT],
  ['a list of clouds', [{ ...GOVERNMENT, name: 'Other', resourceManager: 'https://other.example' }, GOVERNMENT]],
])('a cloud described by its ARM as %s', (_, body) => {
  test('is read', async () => {
    const asked: string[] = [];
    expect(await resolve('AzureUSGovernment', answering(body, asked))).toEqual(READ);
    expect(asked).toEqual(['https://management.usgovcloudapi.net/metadata/endpoints?api-version=2022-09-01']);
  });
});

test('a list of one cloud is that cloud', async () => {
  expect(await resolve('https://arm.example', answering([GOVERNMENT]))).toEqual(READ);
});

test.each([
  ['https://arm.example', 'https://arm.example/metadata/endpoints?api-version=2022-09-01'],
  [
    'https://arm.example/metadata/endpoints?api-version=2019-05-01',
    'https://arm.example/metadata/endpoints?api-version=2019-05-01',
  ],
])('a metadata URL: %s', async (environment, expected) => {
  const asked: string[] = [];
  await resolve(environment, answering(GOVERNMENT, asked));
  expect(asked).toEqual([expected]);
});

test('the oldest document has neither name, Batch nor portal', async () => {
  const body = {
    galleryEndpoint: 'https://gallery.example',
    authentication: { loginEndpoint: 'https://login.example' },
  };
  const endpoints = { 'batch-audience': 'https://batch.example' };
  expect(await resolve('https://arm.example', answering(body), endpoints)).toEqual({
    name: 'arm.example',
    resourceManager: 'https://arm.example',
    authority: 'https://login.example',
    audiences: { arm: 'https://arm.example', batch: 'https://batch.example', storage: 'https://storage.azure.com' },
  });
});

describe('what the workflow names counts', () => {
  const endpoints = {
    authority: 'https://login.example/',
    'arm-audience': 'https://arm.example/',
    'batch-audience': 'https://batch.example/',
    'storage-audience': 'https://storage.example/',
    portal: 'https://portal.example/',
  };
  const expected = {
    authority: 'https://login.example',
    audiences: { arm: 'https://arm.example', batch: 'https://batch.example', storage: 'https://storage.example' },
    portal: 'https://portal.example',
  };

  test.each([
    ['in the public cloud', 'AzureCloud', AZURE_CLOUD],
    ['in another', 'AzureUSGovernment', READ],
  ])('%s', async (_, environment, cloud) => {
    expect(await resolve(environment, answering(GOVERNMENT), endpoints)).toEqual({ ...cloud, ...expected });
  });

  test('one by one', async () => {
    const cloud = await resolve('AzureCloud', never, { 'batch-audience': 'https://batch.example' });
    expect(cloud).toEqual({ ...AZURE_CLOUD, audiences: { ...AZURE_CLOUD.audiences, batch: 'https://batch.example' } });
  });
});

test.each([
  [{ ...GOVERNMENT, batch: '' }, 'names no audience of Azure Batch'],
  [
    { ...GOVERNMENT, authentication: { loginEndpoint: 'http://login' } },
    "the authentication.loginEndpoint 'http://login'",
  ],
  [{ ...GOVERNMENT, authentication: {} }, 'names no authentication.loginEndpoint'],
  [{ ...GOVERNMENT, resourceManager: 'http://arm' }, "resourceManager 'http://arm'"],
  [[GOVERNMENT, { ...GOVERNMENT, name: 'Other' }], 'describes AzureUSGovernment, Other, none of them at'],
  [[], 'no description of a cloud'],
  ['<html>', 'no description of a cloud'],
  [undefined, 'no description of a cloud'],
])('%j is refused', async (body, reason) => {
  await expect(resolve('https://arm.example', answering(body))).rejects.toThrow(reason);
});

test.each([
  ['AzureCloud', 'api://AzureADTokenExchange'],
  ['AzureUSGovernment', 'api://AzureADTokenExchangeUSGov'],
  ['azurechinacloud', 'api://AzureADTokenExchangeChina'],
  ['arm.example', 'api://AzureADTokenExchange'],
])('GitHub tokens in %s are for %s', (name, audience) => {
  expect(federationAudienceOf({ ...AZURE_CLOUD, name })).toBe(audience);
});

test('an audience with or without its slash makes the same scope', () => {
  expect(scopeOf('https://batch.core.windows.net/')).toBe('https://batch.core.windows.net/.default');
  expect(scopeOf('https://batch.core.windows.net')).toBe('https://batch.core.windows.net/.default');
});
