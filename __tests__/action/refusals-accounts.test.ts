// Storage and Batch accounts that cannot take what the release makes, and pools and node agents that stand in its way.
import { afterEach, describe, expect, test } from '@jest/globals';
import { createAzureClient, type AzureClient } from '../../runner/azure-client.ts';
import type { JsonObject } from '../../simulator/kernel/json.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { IDS, world, type Changes } from './worlds.ts';

const stage = createStage();

async function messages(changes: Changes, inputs: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  await stage.control.reset(world(changes));
  return (await refusedRun(stage, inputs)).messages;
}

describe('the storage account', () => {
  const another = 'Name another account with storage-account, or set export-vhd: false.';
  const general = 'expected a general-purpose account (StorageV2, Standard) that takes page blobs';
  const exists =
    'expected a storage account that exists and that the signed-in identity may read. Set storage-account to a name or a full ' +
    'resource ID, or set export-vhd: false.';
  const closed =
    'storage-account: found strender, whose network rules refuse this runner; expected an account that the runner can reach. ' +
    'Allow the runner in the account’s network rules, run on a runner inside the network, or set export-vhd: false.';

  test.each<[string, Changes, string]>([
    [
      'is absent',
      { without: [IDS.storage] },
      `storage-account: found no storage account ${IDS.storage} (the Batch account’s auto-storage account); ${exists}`,
    ],
    [
      'is named nowhere',
      { batch: { properties: { autoStorage: null } } },
      'storage-account: found no storage account: the input is empty and Batch account batchrender has no auto-storage account; ' +
        exists,
    ],
    [
      'has a hierarchical namespace',
      { storage: { properties: { isHnsEnabled: true } } },
      `storage-account: found strender, which has a hierarchical namespace (Data Lake Gen2); ${general}. ${another}`,
    ],
    [
      'takes block blobs alone',
      { storage: { kind: 'BlockBlobStorage', sku: { name: 'Premium_LRS', tier: 'Premium' } } },
      `storage-account: found strender, an account of kind BlockBlobStorage; ${general}. ${another}`,
    ],
    ['is closed', { storage: { properties: { publicNetworkAccess: 'Disabled' } } }, closed],
    ['is closed by default', { storage: { properties: { networkAcls: { defaultAction: 'Deny' } } } }, closed],
  ])('%s', async (_, changes, message) => {
    expect(await messages(changes)).toEqual([message]);
  });

  test('that an input names is absent', async () => {
    const id = IDS.storage.replace('strender', 'stother');
    expect(await messages({}, { 'storage-account': 'stother' })).toEqual([
      `storage-account: found no storage account ${id}; ${exists}`,
    ]);
  });

  test('is of no interest where nothing is exported', async () => {
    await stage.control.reset(world({ without: [IDS.storage] }));
    const run = await stage.run({ 'export-vhd': 'false', mode: 'plan' });
    expect(run.exitCode).toBe(0);
  });
});

describe('the Batch account', () => {
  const closed =
    'batch-account: found batchrender, whose network rules refuse this runner; expected an account whose endpoint the runner can ' +
    'reach. Use a runner inside the account’s network, or allow public access for selected addresses.';

  test('is absent', async () => {
    expect(await messages({ without: [IDS.batch] })).toEqual([
      `batch-account: found no Batch account ${IDS.batch}; expected a Batch account that exists and that the signed-in identity ` +
        'may read. Check the name and the resource group, or give the full resource ID.',
    ]);
  });

  test.each<[string, JsonObject, string]>([
    [
      'takes no Entra tokens',
      { allowedAuthenticationModes: ['SharedKey'] },
      'batch-account: found batchrender, which allows only SharedKey; expected an account that allows Microsoft Entra ID: pools ' +
        'from gallery images need it. Add AAD to the account’s allowedAuthenticationModes.',
    ],
    ['is closed', { publicNetworkAccess: 'Disabled' }, closed],
    ['is closed by default', { networkProfile: { accountAccess: { defaultAction: 'Deny' } } }, closed],
    [
      'is not ready',
      { provisioningState: 'Creating' },
      'batch-account: found batchrender, whose provisioning state is Creating; expected an account that is ready (Succeeded). ' +
        'Wait until the account is provisioned, or repair it.',
    ],
    [
      'may hold no pool',
      { poolQuota: 0 },
      'batch-account: found batchrender, whose pool quota is 0; expected room for one more pool. Ask for a higher pool quota: ' +
        'Azure portal, Batch account, Quotas.',
    ],
  ])('%s', async (_, properties, message) => {
    expect(await messages({ batch: { properties } })).toEqual([message]);
  });
});

describe('a pool of the wanted ID', () => {
  let client: AzureClient | undefined;
  afterEach(() => {
    client?.close();
  });

  const address = (path: string): string =>
    `https://batchrender.westeurope.batch.azure.com${path}?api-version=2024-07-01.20.0`;
  const pool = (changes: JsonObject = {}): JsonObject => ({
    id: 'Render-1-4-0',
    vmSize: 'standard_d2s_v5',
    targetDedicatedNodes: 1,
    virtualMachineConfiguration: {
      imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
      nodeAgentSKUId: 'batch.node.ubuntu 24.04',
    },
    ...changes,
  });

  /** What is there before the run does not count as written by it. */
  async function refusedBeside(
    prepare: (client: AzureClient) => Promise<void>,
    profile: string,
  ): Promise<readonly string[]> {
    await stage.control.reset(world({ scenario: { profile } }));
    client = createAzureClient(stage.environment);
    await prepare(client);
    const before = (await stage.writes()).length;
    const later = { ...stage, writes: async () => (await stage.writes()).slice(before) };
    return (await refusedRun(later)).messages;
  }

  const JSON_BODY = { 'content-type': 'application/json; odata=minimalmetadata' };
  const post = async (one: AzureClient, path: string, body: JsonObject): Promise<void> => {
    const options = { method: 'POST', headers: JSON_BODY, body: JSON.stringify(body), audience: 'batch' } as const;
    await one.expect(address(path), options);
  };
  const add = async (one: AzureClient, body: JsonObject): Promise<void> => post(one, '/pools', body);
  const addJob = async (one: AzureClient, body: JsonObject): Promise<void> => post(one, '/jobs', body);
  const free =
    'expected a pool ID that is free, or the pool that this release made. existing-pool: fail leaves it alone. Choose another ' +
    'pool-id; with {version} in it each release gets its own pool.';

  test('made by somebody else, in another case: which image it runs', async () => {
    const found = await refusedBeside(async (one) => {
      await add(one, pool());
      for (const id of ['a', 'b']) await addJob(one, { id, poolInfo: { poolId: 'Render-1-4-0' } });
      await one.expect(address('/jobs/b/terminate'), { method: 'POST', headers: JSON_BODY, audience: 'batch' });
    }, 'instant');
    expect(found).toEqual([
      'pool-id: found pool Render-1-4-0, which runs the marketplace image canonical:ubuntu-24_04-lts:server:latest, and on which 1 ' +
        `active job runs; ${free}`,
    ]);
  });

  test('that is being deleted', async () => {
    const found = await refusedBeside(async (one) => {
      await add(one, pool({ id: 'render-1-4-0' }));
      await one.expect(address('/pools/render-1-4-0'), { method: 'DELETE', audience: 'batch' });
    }, 'realistic');
    expect(found).toEqual([
      'pool-id: found pool render-1-4-0, which is being deleted; expected a pool ID that is free, or the pool that this release ' +
        'made. Run again when it is gone, or choose another pool-id.',
    ]);
  });

  test('of an earlier release, under an ID without a version: which version it runs', async () => {
    await stage.control.reset(world());
    const spec = { 'pool-id': 'render' };
    expect((await stage.run({ ...spec, 'image-version': '1.3.0' })).exitCode).toBe(0);
    const before = (await stage.writes()).length;
    const later = { ...stage, writes: async () => (await stage.writes()).slice(before) };
    expect((await refusedRun(later, { ...spec, 'image-version': '1.3.1' })).messages).toEqual([
      `pool-id: found pool render, which runs version 1.3.0 of image vm-golden in gallery renderGallery; ${free}`,
    ]);
  });

  test('of this release, made from another spec', async () => {
    await stage.control.reset(world());
    expect((await stage.run()).exitCode).toBe(0);
    const before = (await stage.writes()).length;
    const later = { ...stage, writes: async () => (await stage.writes()).slice(before) };
    const spec = '{"id": "render-{version}", "vmSize": "Standard_D2s_v5", "targetDedicatedNodes": 1}';
    expect((await refusedRun(later, { 'pool-spec': spec })).messages).toEqual([
      'pool-id: found pool render-1-4-0, which this release made from a different pool spec; expected a pool ID that is free, or ' +
        'the pool that this release made. Release under a new version, or delete that pool to have it made again.',
    ]);
  });
});

const AGENTS =
  'batch.node.debian 11, batch.node.debian 12, batch.node.el 8, batch.node.el 9, batch.node.ubuntu 20.04, batch.node.ubuntu 22.04, ' +
  'batch.node.ubuntu 24.04';
const NAME_ONE =
  'Name the one that fits the OS of the image in the pool spec: nodeAgentSKUId (ARM shape: nodeAgentSkuId).';

function machine(virtualMachineConfiguration: JsonObject): Readonly<Record<string, string>> {
  const pool = { id: 'render', vmSize: 'Standard_D2s_v5', targetDedicatedNodes: 2, virtualMachineConfiguration };
  return { 'pool-spec': JSON.stringify(pool) };
}

describe('the node agent', () => {
  const one = `expected one of the node agents of this account: ${AGENTS}.`;

  test.each([
    [
      'is unknown',
      'batch.node.ubuntu 24.4',
      `which Batch does not offer; ${one} Did you mean batch.node.ubuntu 24.04?`,
    ],
    ['is for another OS', 'batch.node.windows amd64', `for windows, but the source runs Linux; ${one} ${NAME_ONE}`],
    [
      'is past its end of life',
      'batch.node.ubuntu 20.04',
      `which Batch has not supported since 2025-04-22; ${one.replace('batch.node.ubuntu 20.04, ', '')} Move the source to a newer OS.`,
    ],
  ])('%s', async (_, nodeAgentSKUId, rest) => {
    const [message, ...more] = await messages({}, machine({ nodeAgentSKUId }));
    expect(more).toEqual([]);
    expect(message?.replace(', for windows', ' for windows').replace(`${nodeAgentSKUId},`, nodeAgentSKUId)).toBe(
      `pool-spec:1:116: found node agent ${nodeAgentSKUId} ${rest}`,
    );
  });

  test.each<[string, JsonObject | null, string]>([
    [
      'cannot be told from the image of the VM',
      { publisher: 'acme', offer: 'os', sku: '1' },
      'a source made from acme:os:1, for which Batch lists no node agent',
    ],
    ['cannot be told, because the VM names no image', null, 'a Linux source that names no marketplace image'],
  ])('%s', async (_, imageReference, found) => {
    expect(await messages({ vm: { properties: { storageProfile: { imageReference } } } })).toEqual([
      `pool-spec: found ${found}; ${one} ${NAME_ONE}`,
    ]);
  });
});

describe('the security profile of the pool spec', () => {
  test('asks for what the image does not have', async () => {
    const uefiSettings = { secureBootEnabled: true, vTpmEnabled: true };
    const securityProfile = { securityType: 'trustedLaunch', encryptionAtHost: false, uefiSettings };
    expect(await messages({}, machine({ securityProfile }))).toEqual([
      expect.stringMatching(
        /^pool-spec:1:\d+: found virtualMachineConfiguration\.securityProfile\.securityType = trustedLaunch, for an image with security type Standard; expected no security type\. Remove securityProfile: the action sets the one that fits the image\. Or release from another source\.$/,
      ),
    ]);
  });
});
