import { beforeEach, describe, expect, test } from '@jest/globals';
import { findManifest } from '../../runner/manifest.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();

beforeEach(async () => stage.control.reset(world()));

const { clientId, tenantId, clientSecret } = DEFAULT_NAMES;
const NO_ID_TOKEN = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'];

describe('sign-in', () => {
  test('by a service principal in the environment, where no client-id is given', async () => {
    const run = await stage.run(
      { 'client-id': undefined, 'tenant-id': undefined },
      {
        environment: { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: tenantId, AZURE_CLIENT_SECRET: clientSecret },
        unset: NO_ID_TOKEN,
      },
    );
    expectSuccess(run);
    expect(run.outputs['pool-id']).toBe('render-1-4-0');
    expect(run.unmasked).not.toContain(clientSecret);
    expect(run.stdout).not.toContain('(oidc)');
  });

  test('by OIDC for a client in the environment, where no secret is there', async () => {
    const run = await stage.run(
      { 'client-id': undefined, 'tenant-id': undefined },
      { environment: { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: tenantId } },
    );
    expectSuccess(run);
    expect(run.stdout).toContain('Signed in to AzureCloud (oidc)');
  });

  test('inputs win over the environment', async () => {
    const run = await stage.run(
      {},
      { environment: { AZURE_CLIENT_ID: '00000000-0000-4000-8000-000000000000', AZURE_TENANT_ID: tenantId } },
    );
    expectSuccess(run);
  });

  test('a client-id without id-token: write is refused, and the permission named', async () => {
    const run = await stage.run({}, { unset: NO_ID_TOKEN });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('id-token: write');
    expect(await stage.writes()).toEqual([]);
  });
});

describe('the proxy', () => {
  test('is found in lower case too', async () => {
    const proxy = stage.environment['HTTPS_PROXY'] ?? '';
    const run = await stage.run({}, { environment: { https_proxy: proxy }, unset: ['HTTPS_PROXY'] });
    expectSuccess(run);
  });

  test('carries every request: nothing goes around it', async () => {
    const run = await stage.run();
    expectSuccess(run);
    const hosts = new Set((await stage.control.log()).map(({ url }) => new URL(url).hostname));
    expect([...hosts].map((host) => host.replace(/^md-[0-9a-z]+/, 'md')).sort()).toEqual([
      'batchrender.westeurope.batch.azure.com',
      'login.microsoftonline.com',
      'management.azure.com',
      expect.stringMatching(/^md\.z\d+\.blob\.storage\.azure\.net$/),
      'run-actions-1-azure-eastus.actions.githubusercontent.com',
      'strender.blob.core.windows.net',
    ]);
  });
});

describe('inputs', () => {
  test('that are not used are empty strings, as the runner gives them', async () => {
    const { inputs } = findManifest(`${import.meta.dirname}/../../dist/main/index.js`);
    const needed = ['client-id', 'tenant-id', 'subscription-id', 'resource-group', 'vm-name', 'gallery'].concat([
      'batch-account',
      'pool-spec',
    ]);
    const empty = Object.keys(inputs).filter((name) => !needed.includes(name));
    const run = await stage.run(Object.fromEntries(empty.map((name) => [name, ''])));
    expectSuccess(run);
    expect(run.outputs).toMatchObject({ 'pool-id': 'render-1-4-0', 'image-version': '1.4.0' });
  });

  test('with white space around them mean what stands between', async () => {
    const run = await stage.run({ 'vm-name': ' vm-golden ', 'export-vhd': ' TRUE ', tags: '\n team = render \n\n' });
    expectSuccess(run);
    expect((await holdingsOf(stage.control)).find(IDS.definition)).toMatchObject({ tags: { team: 'render' } });
  });
});

describe('the runner', () => {
  test('without a job summary', async () => {
    const run = await stage.run({}, { unset: ['GITHUB_STEP_SUMMARY'] });
    expectSuccess(run);
    expect(run.summary).toBe('');
    expect(run.outputs['pool-id']).toBe('render-1-4-0');
  });

  test('with a long branch name and a repository in capitals: marks keep within their limits', async () => {
    const ref = `refs/heads/${'feature/'.repeat(40)}end`;
    const run = await stage.run(
      { 'image-version': '2.0.0' },
      { github: { ref, refName: ref.slice(11), refType: 'branch', repository: 'Contoso/Render-Images' } },
    );
    expectSuccess(run);
    const held = await holdingsOf(stage.control);
    const marks = held.metadata('render-2-0-0');
    expect(marks['abip_ref']).toHaveLength(256);
    expect(marks['abip_repo']).toBe('Contoso/Render-Images');
  });
});
