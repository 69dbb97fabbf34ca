// The scenario book: every file is a world that starts, and shows in a request or two what it is for.
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadScenarioFile } from '../../../simulator/scenario/load.ts';
import { BATCH, BLOBS, COMPUTE, createWired, GALLERY, OS_DISK, STORAGE, VM } from '../wired.ts';

const BOOK = join(import.meta.dirname, '../../../simulator/scenarios');
const FILES = readdirSync(BOOK);

const wired = createWired();
const { arm, operation } = wired;

/** A world of the book, without waiting. */
async function enter(name: string): Promise<void> {
  await wired.enter(parse(readFileSync(join(BOOK, `${name}.yaml`), 'utf8')) as object);
}

const refusal = (code: string, text: string | RegExp): object => ({
  error: { code, message: typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text) },
});

const SNAPSHOT = {
  location: 'westeurope',
  properties: { creationData: { createOption: 'Copy', sourceResourceId: OS_DISK }, incremental: false },
};

const DEFINITION = `${GALLERY}/images/golden`;
const DEFINITION_BODY = {
  location: 'westeurope',
  properties: {
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    identifier: { publisher: 'contoso', offer: 'render', sku: 'golden' },
  },
};
const VERSION_BODY = {
  location: 'westeurope',
  properties: { storageProfile: { osDiskImage: { source: { id: `${COMPUTE}/snapshots/s` } } } },
};

describe('the book', () => {
  test('has the worlds that it promises', () => {
    expect(FILES.map((file) => file.replace('.yaml', '')).sort()).toEqual([
      'arm64',
      'china',
      'flaky-network',
      'grown-account',
      'locked-group',
      'private-network-storage',
      'retired-agent',
      'shared-galleries',
      'slow-region',
      'trusted-launch',
      'unmanaged-vm',
      'us-government',
      'user-subscription',
      'windows-data-disks',
      'zero-quota',
    ]);
  });

  test.each(FILES)('%s says what it is for, and is a scenario', async (file) => {
    expect(readFileSync(join(BOOK, file), 'utf8')).toMatch(/^# .{40,}/);
    await expect(loadScenarioFile(join(BOOK, file))).resolves.toMatchObject({ speed: 1 });
  });
});

describe('the VM', () => {
  test('of old is captured to a VHD blob, and has no managed disk to make anything of', async () => {
    await enter('unmanaged-vm');
    expect((await arm('GET', OS_DISK)).status).toBe(404);
    await arm('POST', `${VM}/deallocate`);
    await arm('POST', `${VM}/generalize`);
    const { status, headers } = await arm('POST', `${VM}/capture`, {
      vhdPrefix: 'golden',
      destinationContainerName: 'batchimages',
      overwriteVhds: false,
    });
    expect(status).toBe(202);
    const template = JSON.stringify((await wired.ask(String(headers['location']), { audience: 'arm' })).body);
    const uri = /https:[^"]*batchimages\/golden-osDisk\.[0-9a-f-]{36}\.vhd/.exec(template)?.[0] ?? '';
    expect((await wired.control.state())[uri]).toMatchObject({ blobType: 'PageBlob', bytes: 1024 ** 3 + 512 });
  });

  test('with Trusted Launch makes no managed image', async () => {
    await enter('trusted-launch');
    await arm('POST', `${VM}/deallocate`);
    await arm('POST', `${VM}/generalize`);
    const { status, body } = await arm('PUT', `${COMPUTE}/images/i`, {
      location: 'westeurope',
      properties: { sourceVirtualMachine: { id: VM } },
    });
    expect(status).toBe(409);
    expect(body).toMatchObject(refusal('OperationNotAllowed', 'not supported for virtual machine with TrustedLaunch'));
  });

  test('of Windows has its data disks on LUNs 0 and 3', async () => {
    await enter('windows-data-disks');
    const { body } = await arm('GET', VM);
    const managedDisk = { id: expect.stringContaining('/disks/vm-golden_') };
    expect(body).toMatchObject({
      properties: {
        osProfile: { windowsConfiguration: expect.anything() },
        storageProfile: {
          osDisk: { osType: 'Windows' },
          dataDisks: [
            { lun: 0, managedDisk },
            { lun: 3, managedDisk },
          ],
        },
      },
    });
    expect(body).not.toHaveProperty('properties.osProfile.linuxConfiguration');
    await arm('POST', `${VM}/deallocate`);
    const cache = await arm('GET', `${COMPUTE}/disks/vm-golden_Cache`);
    expect(cache.body).toMatchObject({ properties: { diskState: 'Reserved' } });
  });

  test('of Arm64 does not fit into a definition for x64', async () => {
    await enter('arm64');
    await arm('PUT', `${COMPUTE}/snapshots/s`, SNAPSHOT);
    const made = await arm('PUT', DEFINITION, {
      ...DEFINITION_BODY,
      properties: { ...DEFINITION_BODY.properties, architecture: 'x64' },
    });
    expect(made.status).toBe(201);
    const { body } = await operation('PUT', `${DEFINITION}/versions/1.0.0`, VERSION_BODY);
    expect(body).toMatchObject({ status: 'Failed', error: { message: expect.stringMatching(/architecture.*Arm64/i) } });
  });

  test('of a retired distribution has a node agent past its end of support', async () => {
    await enter('retired-agent');
    const images = await wired.batch('GET', '/supportedimages');
    const { value } = images.body as { readonly value: readonly Record<string, unknown>[] };
    const { body } = await arm('GET', VM);
    const { offer, sku } = (body as { properties: { storageProfile: { imageReference: Record<string, string> } } })
      .properties.storageProfile.imageReference;
    const image = value.find((one) => JSON.stringify(one).includes(`"${offer}","sku":"${sku}"`));
    expect(image).toMatchObject({ nodeAgentSKUId: 'batch.node.ubuntu 20.04', verificationType: 'unverified' });
    expect(Date.parse(String(image?.['batchSupportEndOfLife']))).toBeLessThan(Date.now());
  });
});

describe('the accounts', () => {
  test('a storage account in a private network refuses its callers, and takes no keys', async () => {
    await enter('private-network-storage');
    const { status, headers } = await wired.blob('PUT', `${BLOBS}/batchimages?restype=container`);
    expect([status, headers['x-ms-error-code']]).toEqual([403, 'AuthorizationFailure']);
    const { body } = await arm('GET', STORAGE);
    expect(body).toMatchObject({ properties: { publicNetworkAccess: 'Disabled', allowSharedKeyAccess: false } });
  });

  test('a Batch account without cores makes a pool that gets no nodes', async () => {
    await enter('zero-quota');
    const pool = {
      properties: {
        vmSize: 'STANDARD_D2S_V5',
        deploymentConfiguration: {
          virtualMachineConfiguration: {
            imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
            nodeAgentSkuId: 'batch.node.ubuntu 24.04',
          },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: 1, targetLowPriorityNodes: 1 } },
      },
    };
    expect((await arm('PUT', `${BATCH}/pools/p`, pool)).status).toBe(200);
    expect((await arm('GET', `${BATCH}/pools/p`)).body).toMatchObject({
      properties: {
        allocationState: 'Steady',
        currentDedicatedNodes: 0,
        resizeOperationStatus: {
          errors: [{ code: 'AccountCoreQuotaReached' }, { code: 'AccountLowPriorityCoreQuotaReached' }],
        },
      },
    });
  });

  test('a Batch account of the user has no quota of its own and takes no key', async () => {
    await enter('user-subscription');
    const { body } = await arm('GET', BATCH);
    expect(body).toMatchObject({
      properties: { poolAllocationMode: 'UserSubscription', allowedAuthenticationModes: ['AAD'] },
    });
    expect(body).not.toHaveProperty('properties.dedicatedCoreQuota');
    expect((await arm('POST', `${BATCH}/listKeys`, {})).status).toBe(409);
  });

  test('a Batch account that has grown holds pools of every kind, and VHDs', async () => {
    await enter('grown-account');
    const { body } = await wired.batch('GET', '/pools?$select=id');
    const ids = (body as { readonly value: readonly { readonly id: string }[] }).value.map(({ id }) => id);
    expect(ids.toSorted()).toEqual([
      'community',
      'legacy',
      'of-2017',
      'of-2018',
      'render-0-9-0',
      'render-1-4-0',
      'render-latest',
      'shared',
      'ubuntu',
    ]);
    const state = await wired.control.state();
    expect(Object.keys(state).filter((id) => id.endsWith('.vhd'))).toHaveLength(5);
  });

  test('a locked group lets a snapshot in and not out', async () => {
    await enter('locked-group');
    const id = `${COMPUTE}/snapshots/s`;
    expect((await arm('PUT', id, SNAPSHOT)).status).toBe(202);
    const { status, body } = await arm('DELETE', id);
    expect(status).toBe(409);
    expect(body).toMatchObject(refusal('ScopeLocked', /cannot perform delete operation.*rg-images/));
  });
});

describe('the network', () => {
  test('a slow region takes forty times as long, and a failed one fails the version', async () => {
    const scenario = await loadScenarioFile(join(BOOK, 'slow-region.yaml'));
    expect(scenario.replication).toEqual({
      slower: { northeurope: 40 },
      failed: { eastus: 'Replication failed in this region due to an internal error.' },
    });
    await enter('slow-region');
    await arm('PUT', `${COMPUTE}/snapshots/s`, SNAPSHOT);
    await arm('PUT', DEFINITION, DEFINITION_BODY);
    const targetRegions = [{ name: 'West Europe' }, { name: 'East US' }];
    await arm('PUT', `${DEFINITION}/versions/1.0.0`, {
      ...VERSION_BODY,
      properties: { ...VERSION_BODY.properties, publishingProfile: { targetRegions } },
    });
    const { body } = await arm('GET', `${DEFINITION}/versions/1.0.0`, undefined, {
      query: '$expand=ReplicationStatus',
    });
    expect(body).toMatchObject({
      properties: {
        provisioningState: 'Failed',
        replicationStatus: {
          summary: expect.arrayContaining([
            expect.objectContaining({ region: 'West Europe', state: 'Completed' }),
            expect.objectContaining({ region: 'East US', state: 'Failed' }),
          ]),
        },
      },
    });
  });

  test('a flaky network loses the answer of a write that took effect', async () => {
    await enter('flaky-network');
    const statuses = [];
    for (let round = 0; round < 3; round += 1) statuses.push((await arm('GET', VM)).status);
    expect(statuses).toEqual([429, 429, 200]);
    const id = `${COMPUTE}/snapshots/s`;
    await expect(arm('PUT', id, SNAPSHOT)).rejects.toThrow();
    expect((await arm('GET', id)).status).toBe(200);
  });
});
