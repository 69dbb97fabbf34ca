// A VHD that lies in a storage account already: used there, or copied first.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createAzureClient } from '../../runner/azure-client.ts';
import type { JsonObject } from '../../simulator/kernel/json.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { signedUrl } from './signed-url.ts';
import { createVhdFiles } from './vhd-files.ts';
import { AGENT_POOL_SPEC, idOf, world, type Changes } from './worlds.ts';

const stage = createStage();
const vhds = createVhdFiles(stage);
const HOME_URL = 'https://strender.blob.core.windows.net/vhds/golden.vhd';
const FAR_ID = idOf('Microsoft.Storage/storageAccounts', 'stfar');
const FAR_URL = 'https://stfar.blob.core.windows.net/vhds/golden.vhd';
const INPUTS = {
  'vm-name': undefined,
  'image-definition': 'golden',
  'os-type': 'Linux',
  'hyper-v-generation': 'V2',
  'pool-spec': AGENT_POOL_SPEC,
};

/** The subscription's accounts as a caller sees them who may read none. */
const NO_ACCOUNTS = {
  match: { method: 'GET', url: '/providers/Microsoft\\.Storage/storageAccounts\\?' },
  times: 9,
  do: { kind: 'answer', status: 200, body: { value: [] } },
};

let file = '';
beforeAll(async () => {
  file = await vhds.write('golden', 40);
});

function farAccount(properties: JsonObject = {}): Changes {
  const body = { location: 'northeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties };
  return { more: [{ id: FAR_ID, body }] };
}

/** Puts the VHD there before the run; what that wrote does not count. */
async function enter(url: string, changes: Changes = {}): Promise<number> {
  await stage.control.reset(world(changes));
  await vhds.upload(file, url);
  return (await stage.writes()).length;
}

describe('in the account of the release', () => {
  test('the VHD is used where it lies, and nothing touches it', async () => {
    const before = await enter(HOME_URL);
    const run = await stage.run({ ...INPUTS, 'vhd-url': HOME_URL });
    expectSuccess(run);
    expect(run.outputs).toMatchObject({ 'vhd-url': HOME_URL, 'pool-id': 'render-1-4-0', 'image-version': '1.4.0' });
    const writes = (await stage.writes()).slice(before).map(brief);
    expect(writes.filter((line) => line.includes('blob') || line.includes('virtualMachines'))).toEqual([]);
    const held = await holdingsOf(stage.control);
    expect(JSON.stringify(held.find('/versions/1.4.0'))).toContain(HOME_URL);
    expect(held.find('/versions/1.4.0')).toMatchObject({ tags: { abip_source: HOME_URL } });
    expect(held.metadata('render-1-4-0')).toMatchObject({ abip_source: HOME_URL });
    expect(held.find('/images/golden')).toMatchObject({ properties: { hyperVGeneration: 'V2', osType: 'Linux' } });
    expect(run.stdout).toContain('Use the VHD where it lies');
  });

  test('a second run writes nothing', async () => {
    await enter(HOME_URL);
    await stage.run({ ...INPUTS, 'vhd-url': HOME_URL });
    const before = (await stage.writes()).length;
    const second = await stage.run({ ...INPUTS, 'vhd-url': HOME_URL });
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    expect(second.outputs).toMatchObject({ changed: 'false', 'vhd-url': HOME_URL });
  });

  test('one that was written since is another content, and the version is refused', async () => {
    await enter(HOME_URL);
    await stage.run({ ...INPUTS, 'vhd-url': HOME_URL });
    await vhds.upload(file, HOME_URL);
    const run = await stage.run({ ...INPUTS, 'vhd-url': HOME_URL });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('image version 1.4.0, which was made of other content');
  });

  test('security-type: TrustedLaunchSupported makes an image that needs no security profile', async () => {
    await enter(HOME_URL);
    const run = await stage.run({ ...INPUTS, 'vhd-url': HOME_URL, 'security-type': 'TrustedLaunchSupported' });
    expectSuccess(run);
    const held = await holdingsOf(stage.control);
    expect(JSON.stringify(held.find('/images/golden'))).toContain('TrustedLaunchSupported');
    expect(JSON.stringify(held.pool('render-1-4-0'))).not.toContain('securityProfile');
  });
});

describe('in another account', () => {
  test('of another region it is copied first, byte for byte, and the original stays as it was', async () => {
    await enter(FAR_URL, farAccount());
    const run = await stage.run({ ...INPUTS, 'vhd-url': FAR_URL });
    expectSuccess(run);
    const url = run.outputs['vhd-url'] ?? '';
    expect(url).toMatch(/^https:\/\/strender\..*\/Images\/batchimages\/golden-osDisk\.[0-9a-f-]{36}\.vhd$/);
    expect(await vhds.difference(url, file)).toBeUndefined();
    expect(await vhds.difference(FAR_URL, file)).toBeUndefined();
    const held = await holdingsOf(stage.control);
    expect(held.vhds()['golden-osDisk']?.metadata).toMatchObject({ abip_source: FAR_URL, abip_state: 'complete' });
    expect(JSON.stringify(held.find('/versions/1.4.0'))).toContain(url);
    expect(run.stdout).toMatch(/copy: moved \d+ MiB of 40 MiB/);
    expect(await stage.control.leftovers()).toEqual([]);

    const before = (await stage.writes()).length;
    const second = await stage.run({ ...INPUTS, 'vhd-url': FAR_URL });
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });

  test('export-vhd: false leaves it there, and the version is made in its region', async () => {
    await enter(FAR_URL, farAccount());
    const run = await stage.run({ ...INPUTS, 'vhd-url': FAR_URL, 'export-vhd': 'false' });
    expectSuccess(run);
    expect(run.outputs['vhd-url']).toBe(FAR_URL);
    const version = (await holdingsOf(stage.control)).find('/versions/1.4.0');
    expect(version).toMatchObject({ location: 'northeurope' });
    expect(JSON.stringify(version)).toMatch(/West Europe/i);
  });

  test('opened by a SAS it is copied without any right of ours, and the signature is shown nowhere', async () => {
    await enter(FAR_URL, farAccount());
    const sasUrl = await signedUrl(stage.environment, FAR_ID, FAR_URL);
    const run = await stage.run({ ...INPUTS, 'vhd-url': sasUrl });
    expectSuccess(run);
    expect(await vhds.difference(run.outputs['vhd-url'], file)).toBeUndefined();
    const signature = new URL(sasUrl).searchParams.get('sig') ?? '';
    expect(signature).not.toBe('');
    const shown = run.stdout.replaceAll(/^::add-mask::.*$/gm, '');
    for (const text of [shown, run.stderr, run.summary, JSON.stringify(run.outputs)]) {
      expect(text).not.toContain(signature);
      expect(text).not.toContain(encodeURIComponent(signature));
    }
  });
});

describe('refused before any write', () => {
  async function refusal(url: string, inputs: Readonly<Record<string, string>> = {}): Promise<string> {
    const before = (await stage.writes()).length;
    const run = await stage.run({ ...INPUTS, 'vhd-url': url, ...inputs });
    expect(run.exitCode).toBe(1);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    return run.stdout;
  }

  test('a blob that is not there', async () => {
    await stage.control.reset(world());
    expect(await refusal(HOME_URL)).toContain(`vhd-url: found no blob ${HOME_URL}`);
  });

  test('a block blob', async () => {
    await enter('https://strender.blob.core.windows.net/vhds/other.vhd');
    const client = createAzureClient(stage.environment);
    const headers = { 'x-ms-version': '2023-11-03', 'x-ms-blob-type': 'BlockBlob' };
    await client.expect(HOME_URL, { method: 'PUT', audience: 'storage', headers, body: Buffer.alloc(4096) });
    client.close();
    const stdout = await refusal(HOME_URL);
    expect(stdout).toContain(`vhd-url: found ${HOME_URL}, a block blob; expected a page blob that holds a fixed VHD`);
    expect(stdout).toContain('--blob-type PageBlob');
  });

  test('an account whose keys are switched off: a gallery reads VHDs by key', async () => {
    await enter(HOME_URL, { storage: { properties: { allowSharedKeyAccess: false } } });
    expect(await refusal(HOME_URL)).toContain('allowSharedKeyAccess');
  });

  test('what a VHD does not tell: operating system and generation', async () => {
    await enter(HOME_URL);
    const before = (await stage.writes()).length;
    const run = await stage.run({ 'vm-name': undefined, 'vhd-url': HOME_URL, 'image-definition': 'golden' });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('os-type: found nothing, and `vhd-url` does not tell the operating system');
    expect(run.stdout).toContain('hyper-v-generation: found nothing');
    expect((await stage.writes()).slice(before)).toEqual([]);
  });

  test('an expired SAS', async () => {
    await enter(FAR_URL, farAccount());
    const sasUrl = await signedUrl(stage.environment, FAR_ID, FAR_URL, { expires: '2020-01-01T00:00:00Z' });
    const stdout = await refusal(sasUrl);
    expect(stdout).toContain('whose SAS expired at 2020-01-01T00:00:00Z');
    expect(stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('sig=');
  });

  test('export-vhd: false for a VHD that lies in no account of the subscription', async () => {
    await enter(FAR_URL, { ...farAccount(), scenario: { faults: [NO_ACCOUNTS] } });
    const stdout = await refusal(FAR_URL, { 'export-vhd': 'false' });
    expect(stdout).toContain(`though VHD ${FAR_URL} lies in no storage account of the subscription`);
  });

  test('inputs that mean something for a VM only', async () => {
    await stage.control.reset(world());
    const stdout = await refusal(HOME_URL, { 'capture-mode': 'generalize', 'template-path': 'template.json' });
    expect(stdout).toContain('capture-mode: found `generalize`; expected nothing, because the source is `vhd-url`');
    expect(stdout).toContain('template-path: found `template.json`; expected nothing');
  });

  test('two sources', async () => {
    await stage.control.reset(world());
    expect(await refusal(HOME_URL, { 'vm-name': 'vm-golden' })).toContain('expected exactly one source');
  });
});
