// Older states of a VHD, and snapshots of a disk, each by its SAS: what is copied is that state, byte for byte.
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAzureClient, type AzureClient } from '../../runner/azure-client.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { signedUrl } from './signed-url.ts';
import { createVhdFiles } from './vhd-files.ts';
import { AGENT_POOL_SPEC, idOf, IDS, world } from './worlds.ts';

const stage = createStage();
const vhds = createVhdFiles(stage);
const HOME_URL = 'https://strender.blob.core.windows.net/vhds/golden.vhd';
const SNAPSHOT = idOf('Microsoft.Compute/snapshots', 'golden');
const INPUTS = {
  'vm-name': undefined,
  'image-definition': 'golden',
  'os-type': 'Linux',
  'hyper-v-generation': 'V2',
  'pool-spec': AGENT_POOL_SPEC,
};

let older = '';
let newer = '';
beforeAll(async () => {
  older = await vhds.write('older', 24);
  newer = await vhds.write('newer', 40);
});

async function releaseOf(url: string, inputs: Readonly<Record<string, string>> = {}): ReturnType<typeof stage.run> {
  return stage.run({ ...INPUTS, 'vhd-url': url, ...inputs });
}

async function blobSnapshot(url: string): Promise<string> {
  const client = createAzureClient(stage.environment);
  const headers = { 'x-ms-version': '2023-11-03' };
  const answer = await client.expect(`${url}?comp=snapshot`, { method: 'PUT', audience: 'storage', headers });
  client.close();
  return String(answer.headers['x-ms-snapshot']);
}

describe('a snapshot of a blob', () => {
  test.each([
    ['its own SAS', {}],
    ['a SAS of the account', { ofAccount: true as const }],
  ])('by %s is copied, though its blob lies in the account of the release', async (_, options) => {
    await stage.control.reset(world());
    await vhds.upload(older, HOME_URL);
    const snapshot = await blobSnapshot(HOME_URL);
    await vhds.upload(newer, HOME_URL);
    const url = await signedUrl(stage.environment, IDS.storage, HOME_URL, { state: { snapshot }, ...options });
    const run = await releaseOf(url);
    expectSuccess(run);
    expect(run.outputs['vhd-url']).toMatch(/\/golden-osDisk\.[0-9a-f-]{36}\.vhd$/);
    expect(await vhds.difference(run.outputs['vhd-url'], older)).toBeUndefined();
    expect(await vhds.difference(HOME_URL, newer)).toBeUndefined();
    const version = JSON.stringify((await holdingsOf(stage.control)).find('/versions/1.4.0'));
    expect(version).toContain(run.outputs['vhd-url']);

    const before = (await stage.writes()).length;
    const second = await releaseOf(url);
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });

  test('is not used where it lies', async () => {
    await stage.control.reset(world());
    await vhds.upload(older, HOME_URL);
    const snapshot = await blobSnapshot(HOME_URL);
    const url = await signedUrl(stage.environment, IDS.storage, HOME_URL, { state: { snapshot } });
    expect(await refusal(url, { 'export-vhd': 'false' })).toEqual([
      `export-vhd: found \`false\`, though VHD ${HOME_URL} is a snapshot; expected \`true\`: the VHD is copied into ` +
        '`storage-account` first. Set export-vhd: true, or name a VHD in a storage account of the subscription.',
    ]);
  });

  test('without a SAS is not opened', async () => {
    await stage.control.reset(world());
    const [message, ...more] = await refusal(`${HOME_URL}?snapshot=2026-01-01T00:00:00.0000000Z`);
    expect(message).toContain(
      `vhd-url: found ${HOME_URL}, which names a snapshot without a SAS that opens it; expected`,
    );
    expect(more).toEqual([]);
  });
});

describe('a snapshot of a disk', () => {
  beforeEach(async () => stage.control.reset(world({ osDiskFile: older })));

  test('that is full is copied', async () => {
    const run = await releaseOf(await snapshotUrl(false));
    expectSuccess(run);
    expect(await vhds.difference(run.outputs['vhd-url'], older)).toBeUndefined();
  });

  test('that is incremental is refused before any write', async () => {
    const url = await snapshotUrl(true);
    const [shown] = url.split('?');
    expect(await refusal(url)).toEqual([
      `vhd-url: found ${shown}, an incremental snapshot, out of which no pages can be copied; expected a full snapshot, a disk ` +
        'or a blob. Make a disk of it (`az disk create --source <snapshot> --sku Premium_LRS`) and give the SAS of that ' +
        '(`az disk grant-access`), or that of a full snapshot (`az snapshot create --incremental false`).',
    ]);
  });
});

async function refusal(url: string, inputs: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const before = (await stage.writes()).length;
  const run = await releaseOf(url, inputs);
  expect(run.exitCode).toBe(1);
  expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  const errors = run.annotations.filter(({ level }) => level === 'error');
  // The last words of each name the page that tells more.
  return errors.map(({ message }) => message.replace(/ See \S+$/, ''));
}

/** The SAS of a snapshot of the VM's disk, as `az snapshot grant-access` gives it. */
async function snapshotUrl(incremental: boolean): Promise<string> {
  const client = createAzureClient(stage.environment);
  try {
    const creationData = { createOption: 'Copy', sourceResourceId: IDS.osDisk };
    const body = { location: 'westeurope', properties: { creationData, incremental } };
    await operation(client, 'PUT', SNAPSHOT, body);
    const granted = await operation(client, 'POST', `${SNAPSHOT}/beginGetAccess`, {
      access: 'Read',
      durationInSeconds: 3600,
    });
    return /"accessSAS":"([^"]+)"/.exec(granted)?.[1] ?? '';
  } finally {
    client.close();
  }
}

/** The end of a long-running operation of Resource Manager. */
async function operation(client: AzureClient, method: string, id: string, body: object): Promise<string> {
  const url = `https://management.azure.com${id}?api-version=2024-03-02`;
  const { headers } = await client.expect(url, { method, audience: 'arm', body });
  for (;;) {
    const polled = await client.expect(String(headers['azure-asyncoperation']), { audience: 'arm' });
    const text = polled.body.toString();
    if (!text.includes('"InProgress"')) return text;
  }
}
