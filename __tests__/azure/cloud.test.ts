import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from '../../src/azure/arm.ts';
import { AZURE_CLOUD, resolveCloud, scopeOf } from '../../src/azure/cloud.ts';
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

const answering =
  (body: JsonValue | undefined, asked: string[] = []): Transport =>
  async ({ url }) => {
    asked.push(url);
    return { status: 200, headers: {}, body };
  };
const never: Transport = async () => Promise.reject(new Error('no request expected'));

test('the public cloud needs no request', async () => {
  for (const name of ['AzureCloud', 'azurecloud', '', ' ']) {
    expect(await resolveCloud(fakeHost(), name, never)).toBe(AZURE_CLOUD);
  }
});

describe.each([
  ['one description', GOVERNMENT],
  ['a list of clouds', [{ ...GOVERNMENT, name: 'Other', resourceManager: 'https://other.example' }, GOVERNMENT]],
])('a cloud described by its ARM as %s', (_, body) => {
  test('is read', async () => {
    const asked: string[] = [];
    expect(await resolveCloud(fakeHost(), 'AzureUSGovernment', answering(body, asked))).toEqual({
      name: 'AzureUSGovernment',
      resourceManager: 'https://management.usgovcloudapi.net',
      authority: 'https://login.microsoftonline.us',
      audiences: {
        arm: 'https://management.usgovcloudapi.net',
        batch: 'https://batch.core.usgovcloudapi.net',
        storage: 'https://storage.azure.com',
      },
      portal: 'https://portal.azure.us',
    });
    expect(asked).toEqual(['https://management.usgovcloudapi.net/metadata/endpoints?api-version=2022-09-01']);
  });
});

test.each([
  ['https://arm.example', 'https://arm.example/metadata/endpoints?api-version=2022-09-01'],
  [
    'https://arm.example/metadata/endpoints?api-version=2019-05-01',
    'https://arm.example/metadata/endpoints?api-version=2019-05-01',
  ],
])('a metadata URL: %s', async (environment, expected) => {
  const asked: string[] = [];
  await resolveCloud(fakeHost(), environment, answering(GOVERNMENT, asked));
  expect(asked).toEqual([expected]);
});

test.each([
  ['AzureGermanCloud', GOVERNMENT, 'is no cloud'],
  ['http://arm.example', GOVERNMENT, 'must be an https URL'],
  ['https://arm.example', { ...GOVERNMENT, batch: '' }, 'not offered'],
  ['https://arm.example', { ...GOVERNMENT, authentication: { loginEndpoint: 'http://login' } }, 'loginEndpoint'],
  ['https://arm.example', undefined, 'does not describe a cloud'],
])('%s is refused', async (environment, body, reason) => {
  await expect(resolveCloud(fakeHost(), environment, answering(body))).rejects.toThrow(reason);
});

test('an audience with or without its slash makes the same scope', () => {
  expect(scopeOf('https://batch.core.windows.net/')).toBe('https://batch.core.windows.net/.default');
  expect(scopeOf('https://batch.core.windows.net')).toBe('https://batch.core.windows.net/.default');
});
