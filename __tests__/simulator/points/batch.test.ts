// Points 17 to 23 and 26: the Batch service's own envelope and spelling, what happens to a pool after 201, and rights.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { BATCH, COMPUTE, createWired, GALLERY, OS_DISK, SUBSCRIPTION, type Answer } from '../wired.ts';

const wired = createWired();
const { arm, ask, batch, operation } = wired;

const DEFINITION = `${GALLERY}/images/golden`;
const VERSION = `${DEFINITION}/versions/1.0.0`;
const UBUNTU = 'batch.node.ubuntu 24.04';
const MARKETPLACE = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' };

const pool = (id: string, more: object = {}, image: object = MARKETPLACE, agent = UBUNTU): object => ({
  id,
  vmSize: 'standard_d2s_v5',
  targetDedicatedNodes: 1,
  virtualMachineConfiguration: { imageReference: image, nodeAgentSKUId: agent },
  ...more,
});
const fromGallery = (id: string, more: object = {}): object => pool(id, more, { virtualMachineImageId: VERSION });

async function makeVersion(): Promise<void> {
  const located = (properties: object): object => ({ location: 'westeurope', properties });
  const identifier = { publisher: 'contoso', offer: 'render', sku: 'golden' };
  const copy = { creationData: { createOption: 'Copy', sourceResourceId: OS_DISK }, incremental: false };
  await operation('PUT', `${COMPUTE}/snapshots/s`, located(copy));
  const kind = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', identifier };
  await operation('PUT', DEFINITION, located(kind));
  const storageProfile = { osDiskImage: { source: { id: `${COMPUTE}/snapshots/s` } } };
  await operation('PUT', VERSION, located({ storageProfile }));
}

const POOL_QUOTA = (dedicatedCoreQuota: number): object => ({
  changes: [{ id: BATCH, body: { properties: { dedicatedCoreQuota } } }],
});

beforeEach(async () => wired.enter());

describe('answers', () => {
  test('point 17: an error is at the top level, its message an object; a resize error is plain', async () => {
    await batch('POST', '/pools', pool('twice'));
    const { status, body } = await batch('POST', '/pools', pool('TWICE'));
    expect(status).toBe(409);
    expect(body).toEqual({
      'odata.metadata': expect.stringContaining('/$metadata#'),
      code: 'PoolExists',
      message: {
        lang: 'en-US',
        value: expect.stringMatching(/^The specified pool already exists\.\nRequestId:.+\nTime:.+Z$/),
      },
    });
    const invalid = await batch('POST', '/pools', pool('odd', { vmSize: 'standard_none' }));
    expect(invalid.body).toMatchObject({
      code: 'InvalidPropertyValue',
      values: expect.arrayContaining([{ key: 'PropertyName', value: 'vmSize' }]),
    });

    await wired.enter({
      nodes: {
        allocationFailure: {
          code: 'AllocationFailed',
          message: 'Desired number of dedicated nodes could not be allocated',
          values: { Reason: 'x' },
        },
      },
    });
    await batch('POST', '/pools', pool('p'));
    expect((await batch('GET', '/pools/p')).body).toMatchObject({
      resizeErrors: [
        {
          code: 'AllocationFailed',
          message: 'Desired number of dedicated nodes could not be allocated',
          values: [{ name: 'Reason', value: 'x' }],
        },
      ],
    });
  });

  test('point 18: each plane takes its own spelling only', async () => {
    const { status } = await batch('POST', '/pools', {
      ...pool('mixed'),
      virtualMachineConfiguration: { imageReference: MARKETPLACE, nodeAgentSkuId: UBUNTU },
    });
    expect(status).toBe(400);
    const armPool = (agent: object): object => ({
      properties: {
        vmSize: 'STANDARD_D2S_V5',
        deploymentConfiguration: { virtualMachineConfiguration: { imageReference: MARKETPLACE, ...agent } },
      },
    });
    expect((await arm('PUT', `${BATCH}/pools/a`, armPool({ nodeAgentSKUId: UBUNTU }))).status).toBe(400);
    expect((await arm('PUT', `${BATCH}/pools/a`, armPool({ nodeAgentSkuId: UBUNTU }))).status).toBe(200);
    expect((await batch('GET', '/pools/a')).body).toMatchObject({
      virtualMachineConfiguration: { nodeAgentSKUId: UBUNTU },
      targetDedicatedNodes: 0,
    });
    expect((await arm('GET', `${BATCH}/pools/a`)).body).toMatchObject({
      properties: { scaleSettings: { fixedScale: { targetDedicatedNodes: 0 } } },
    });
  });

  test('point 19: the endpoint has no scheme, and bodies are JSON with minimal metadata', async () => {
    expect((await arm('GET', BATCH)).body).toMatchObject({
      properties: { accountEndpoint: 'batchrender.westeurope.batch.azure.com' },
    });
    const url = `https://batchrender.westeurope.batch.azure.com/pools?api-version=2024-07-01.20.0`;
    const plain = { 'content-type': 'application/json' };
    const { status, body } = await ask(url, { method: 'POST', audience: 'batch', headers: plain, body: pool('p') });
    expect([status, body]).toMatchObject([400, { code: 'InvalidHeaderValue' }]);
  });
});

describe('after 201', () => {
  test('point 20: nothing is there yet: quota shows later, on a pool that is steady', async () => {
    await wired.enter({ ...POOL_QUOTA(2), profile: 'quick' });
    const added = await batch('POST', '/pools', pool('p', { targetDedicatedNodes: 2 }));
    expect([added.status, added.body]).toEqual([201, undefined]);
    expect((await batch('GET', '/pools/p')).body).toMatchObject({
      allocationState: 'resizing',
      currentDedicatedNodes: 0,
    });
    let seen = await batch('GET', '/pools/p');
    while (JSON.stringify(seen.body).includes('"resizing"')) seen = await batch('GET', '/pools/p');
    expect(seen.body).toMatchObject({
      allocationState: 'steady',
      targetDedicatedNodes: 2,
      currentDedicatedNodes: 1,
      resizeErrors: [{ code: 'AccountCoreQuotaReached' }],
    });
  });

  test('point 20: a wrong node agent is allocated, and unusable', async () => {
    await makeVersion();
    const windows = pool('p', {}, { virtualMachineImageId: VERSION }, 'batch.node.windows amd64');
    expect((await batch('POST', '/pools', windows)).status).toBe(201);
    expect((await batch('GET', '/pools/p')).body).toMatchObject({
      allocationState: 'steady',
      currentDedicatedNodes: 1,
    });
    expect((await batch('GET', '/pools/p/nodes')).body).toMatchObject({
      value: [{ state: 'unusable', errors: [{ code: 'BatchAgentInstallationFailure' }] }],
    });
  });

  test('point 21: resize errors stay until the next resize; those of autoscale are elsewhere', async () => {
    await wired.enter(POOL_QUOTA(0));
    await batch('POST', '/pools', pool('p'));
    for (let round = 0; round < 2; round += 1) {
      expect((await batch('GET', '/pools/p')).body).toHaveProperty('resizeErrors');
    }
    await batch('POST', '/pools/p/resize', { targetDedicatedNodes: 0 });
    expect((await batch('GET', '/pools/p')).body).not.toHaveProperty('resizeErrors');

    const formula = '$TargetDedicatedNodes = 1;';
    const { targetDedicatedNodes, ...scaled } = pool('auto') as { targetDedicatedNodes: number };
    expect(targetDedicatedNodes).toBe(1);
    await batch('POST', '/pools', { ...scaled, enableAutoScale: true, autoScaleFormula: formula });
    const { body } = await batch('GET', '/pools/auto');
    expect(body).toMatchObject({ autoScaleRun: { results: expect.stringContaining('$TargetDedicatedNodes=1') } });
  });

  test('point 26: the management plane puts a pool at once, replaces it, and spells states its own way', async () => {
    const body = {
      properties: {
        vmSize: 'STANDARD_D2S_V5',
        deploymentConfiguration: {
          virtualMachineConfiguration: { imageReference: MARKETPLACE, nodeAgentSkuId: UBUNTU },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } },
      },
    };
    await wired.enter({ profile: 'quick' });
    const { status, headers, body: made } = await arm('PUT', `${BATCH}/pools/p`, body);
    expect([status, headers['azure-asyncoperation'], headers['location']]).toEqual([200, undefined, undefined]);
    expect(made).toMatchObject({ properties: { provisioningState: 'Succeeded', allocationState: 'Resizing' } });
    expect((await batch('GET', '/pools/p')).body).toMatchObject({ state: 'active', allocationState: 'resizing' });
    expect((await arm('PUT', `${BATCH}/pools/p`, body, { headers: { 'if-none-match': '*' } })).status).toBe(412);
    expect((await arm('PUT', `${BATCH}/pools/p`, body)).status).toBe(200);
  });
});

describe('rights', () => {
  const sign = (method: string, path: string, date: string, key: string, body: string): string => {
    const type = 'application/json; odata=minimalmetadata';
    const headers = [method, '', '', String(Buffer.byteLength(body)), '', type, '', '', '', '', '', ''];
    const text = `${headers.join('\n')}\nocp-date:${date}\n/${DEFAULT_NAMES.batchAccount}${path}\napi-version:2024-07-01.20.0`;
    const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
    return `SharedKey ${DEFAULT_NAMES.batchAccount}:${signature}`;
  };
  const addWithKey = async (body: object): Promise<Answer> => {
    const keys = (await arm('POST', `${BATCH}/listKeys`, {})).body as { readonly primary: string };
    const text = JSON.stringify(body);
    const date = new Date().toUTCString();
    return ask('https://batchrender.westeurope.batch.azure.com/pools?api-version=2024-07-01.20.0', {
      method: 'POST',
      headers: {
        'content-type': 'application/json; odata=minimalmetadata',
        'ocp-date': date,
        authorization: sign('POST', '/pools', date, keys.primary, text),
      },
      body: text,
    });
  };

  test('point 22: a key makes a pool of a Marketplace image, never of a gallery image', async () => {
    await makeVersion();
    expect((await addWithKey(pool('market'))).status).toBe(201);
    const { status, body } = await addWithKey(fromGallery('gallery'));
    expect([status, body]).toMatchObject([
      403,
      {
        code: 'AuthenticationFailed',
        values: [
          {
            key: 'AuthenticationErrorDetail',
            value:
              'The specified type of authentication SharedKey is not allowed when external resources of type Compute are linked.',
          },
        ],
      },
    ]);
  });

  test('point 22: a token for Azure Resource Manager is none for Batch', async () => {
    const url = 'https://batchrender.westeurope.batch.azure.com/pools?api-version=2024-07-01.20.0';
    expect(await ask(url, { audience: 'arm' })).toMatchObject({
      status: 401,
      body: { code: 'InvalidAuthenticationInfo' },
    });
  });

  test('point 23: reading the image is not enough to make a pool of it', async () => {
    const limited = (actions: readonly string[]): object => ({
      clientId: DEFAULT_NAMES.clientId,
      secret: DEFAULT_NAMES.clientSecret,
      roles: [{ scope: SUBSCRIPTION, actions }],
    });
    // The version is made by one who may do everything; the roles are those of the second world's principal.
    const resources = async (): Promise<readonly object[]> => {
      await makeVersion();
      const state = await wired.control.state();
      return Object.entries(state)
        .filter(([id]) => /^\/subscriptions\/[^/]+\/.*(galleries|batchAccounts)\/[^/]+(\/images.*)?$/.test(id))
        .map(([id, body]) => ({ id, body }));
    };
    const kept = await resources();
    const reader = ['Microsoft.Batch/*', 'Microsoft.Compute/galleries/*/read'];
    await wired.enter({ resources: kept, principals: [limited(reader)] });
    const { status, body } = await batch('POST', '/pools', fromGallery('p'));
    expect(status).toBe(403);
    expect(JSON.stringify(body)).toContain('Microsoft.Compute/disks/beginGetAccess/action');
    await wired.enter({
      resources: kept,
      principals: [limited([...reader, 'Microsoft.Compute/disks/beginGetAccess/action'])],
    });
    expect((await batch('POST', '/pools', fromGallery('p'))).status).toBe(201);
  });
});
