// Batch in ARM: accounts, what a region offers, and the same pools in ARM's spelling.
import { describe, expect, test } from '@jest/globals';
import { arrayOf, at, objectOf } from '../../../simulator/kernel/json.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import {
  ACCOUNT,
  GROUP,
  IMAGE,
  SUBSCRIPTION,
  addImage,
  armBody,
  codeOf,
  configuration,
  createTestWorld,
  handClock,
  poolBody,
  textOf,
} from './world.ts';

const POOL = `${ACCOUNT}/pools/render`;
const LOCATION = `${SUBSCRIPTION}/providers/Microsoft.Batch/locations/westeurope`;

describe('accounts', () => {
  test('show their endpoint without a scheme, and their quotas', async () => {
    const { arm } = createTestWorld();
    const { status, body } = await arm('GET', ACCOUNT);
    expect(status).toBe(200);
    expect(body.properties).toMatchObject({
      accountEndpoint: 'batchrender.westeurope.batch.azure.com',
      provisioningState: 'Succeeded',
      poolAllocationMode: 'BatchService',
      dedicatedCoreQuota: 20,
      poolQuota: 5,
      allowedAuthenticationModes: ['SharedKey', 'AAD', 'TaskAuthenticationToken'],
    });
    for (const scope of [SUBSCRIPTION, GROUP]) {
      const list = await arm('GET', `${scope}/providers/Microsoft.Batch/batchAccounts`);
      expect(arrayOf(list.body.value)).toEqual([body]);
    }
    expect(codeOf(await arm('GET', `${ACCOUNT}2`))).toBe('404 ResourceNotFound');
  });

  test('in user subscription mode have no core quotas and give no keys', async () => {
    const { arm } = createTestWorld({ account: { poolAllocationMode: 'UserSubscription' } });
    const { body } = await arm('GET', ACCOUNT);
    expect(Object.keys(objectOf(body.properties)).filter((name) => /core/i.test(name))).toEqual([]);
    expect((await arm('POST', `${ACCOUNT}/listKeys`)).status).toBe(409);
  });

  test('give their keys, which are base64', async () => {
    const { arm } = createTestWorld();
    const { body } = await arm('POST', `${ACCOUNT}/listKeys`);
    expect(body.accountName).toBe('batchrender');
    expect(Buffer.from(textOf(body.primary), 'base64')).toHaveLength(64);
    expect(body.secondary).not.toBe(body.primary);
  });
});

test('a region says how many accounts and which sizes it has', async () => {
  const { arm } = createTestWorld();
  expect((await arm('GET', `${LOCATION}/quotas`)).body).toEqual({ accountQuota: 3 });
  const { body } = await arm('GET', `${LOCATION}/virtualMachineSkus`);
  const sizes = new Map(arrayOf(body.value).map((size) => [at(size, 'name'), size]));
  expect([...sizes.keys()]).toEqual(expect.arrayContaining(['Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_F2s_v2']));
  const old = sizes.get('Standard_A1_v2');
  expect(at(old, 'familyName')).toBe('standardAv2Family');
  expect(at(old, 'capabilities')).toEqual(
    expect.arrayContaining([
      { name: 'HyperVGenerations', value: 'V1' },
      { name: 'vCPUs', value: '1' },
      { name: 'CpuArchitectureType', value: 'x64' },
    ]),
  );
  expect(codeOf(await arm('GET', `${LOCATION.replace('westeurope', 'atlantis')}/virtualMachineSkus`))).toBe(
    '400 LocationNotAvailableForResourceType',
  );
});

test('a size that Batch gives up says when, and makes no more pools from then on', async () => {
  const sizesEnd = { standard_d2s_v5: '2026-11-23', Standard_F2s_v2: '2026-11-24' };
  const { arm, call } = createTestWorld({ scenario: { sizesEnd } });
  const ends = async (version: string) => {
    const { body } = await arm('GET', `${LOCATION}/virtualMachineSkus`, undefined, { version });
    return arrayOf(body.value).flatMap((size) => at(size, 'batchSupportEndOfLife') ?? []);
  };
  expect(await ends('2024-07-01')).toEqual(['2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z']);
  expect(await ends('2023-11-01')).toEqual([]);
  expect(codeOf(await call('POST', '/pools', poolBody('a')))).toBe('400 InvalidPropertyValue');
  expect((await call('POST', '/pools', poolBody('b', { vmSize: 'Standard_F2s_v2' }))).status).toBe(201);
});

describe('PUT of a pool', () => {
  test('answers 200 with a pool that resizes, capitalised', async () => {
    const { arm } = createTestWorld({ clock: handClock() });
    const { status, headers, body } = await arm(
      'PUT',
      POOL,
      armBody({ metadata: [{ name: 'abip_key', value: 'k' }] }),
      { headers: { 'if-none-match': '*' } },
    );
    expect(status).toBe(200);
    expect(headers.etag).toBe(body.etag);
    expect(body).toMatchObject({
      id: POOL,
      name: 'render',
      type: 'Microsoft.Batch/batchAccounts/pools',
      etag: expect.stringMatching(/^W\/"0x8/),
      properties: {
        provisioningState: 'Succeeded',
        allocationState: 'Resizing',
        vmSize: 'STANDARD_D2S_V5',
        interNodeCommunication: 'Disabled',
        taskSlotsPerNode: 1,
        taskSchedulingPolicy: { nodeFillType: 'Spread' },
        deploymentConfiguration: {
          virtualMachineConfiguration: { imageReference: { id: IMAGE }, nodeAgentSkuId: 'batch.node.ubuntu 22.04' },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: 2, targetLowPriorityNodes: 0, resizeTimeout: 'PT15M' } },
        resizeOperationStatus: { targetDedicatedNodes: 2, nodeDeallocationOption: 'Requeue', resizeTimeout: 'PT15M' },
        currentDedicatedNodes: 0,
        metadata: [{ name: 'abip_key', value: 'k' }],
      },
    });
  });

  test('is the pool the data plane shows, and the other way round', async () => {
    const { arm, call } = createTestWorld();
    const extras = {
      networkConfiguration: { publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } },
      startTask: { commandLine: 'x', userIdentity: { autoUser: { scope: 'Pool', elevationLevel: 'Admin' } } },
      targetNodeCommunicationMode: 'Simplified',
    };
    await arm('PUT', POOL, armBody(extras));
    expect((await call('GET', '/pools/render')).body).toMatchObject({
      virtualMachineConfiguration: configuration(),
      networkConfiguration: { publicIPAddressConfiguration: { provision: 'nopublicipaddresses' } },
      startTask: { commandLine: 'x', userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'admin' } } },
      targetNodeCommunicationMode: 'simplified',
      currentDedicatedNodes: 2,
    });
    expect((await arm('GET', POOL)).body.properties).toMatchObject({ ...extras, allocationState: 'Steady' });
    await call('POST', '/pools', poolBody('other', { targetDedicatedNodes: 0, enableInterNodeCommunication: true }));
    expect((await arm('GET', `${ACCOUNT}/pools/OTHER`)).body.properties).toMatchObject({
      interNodeCommunication: 'Enabled',
    });
    const list = await arm('GET', `${ACCOUNT}/pools?$filter=startswith(name,'ren')&$select=properties/allocationState`);
    expect(list.body.value).toMatchObject([{ name: 'render', properties: { allocationState: 'Steady' } }]);
  });

  test.each<[string, JsonObject, string]>([
    [
      'the agent',
      {
        deploymentConfiguration: {
          virtualMachineConfiguration: { imageReference: { id: IMAGE }, nodeAgentSKUId: 'batch.node.ubuntu 22.04' },
        },
      },
      'nodeAgentSKUId',
    ],
    [
      'the image',
      { deploymentConfiguration: { virtualMachineConfiguration: configuration() } },
      'virtualMachineImageId',
    ],
    ['the VM configuration', { virtualMachineConfiguration: configuration() }, 'virtualMachineConfiguration'],
    ['the targets', { targetDedicatedNodes: 1 }, 'targetDedicatedNodes'],
  ])('refuses the data plane spelling of %s', async (_, more, name) => {
    const { arm } = createTestWorld();
    const answer = await arm('PUT', POOL, armBody(more));
    expect(codeOf(answer)).toBe('400 InvalidRequestBody');
    expect(at(answer.body, 'values', 'Reason')).toContain(`Could not find member '${name}'`);
  });

  test.each<[string, JsonObject, JsonObject, string]>([
    [
      'lower-case enumerations',
      { targetNodeCommunicationMode: 'simplified' },
      {},
      'properties.targetNodeCommunicationMode',
    ],
    ['an unknown size', { vmSize: 'STANDARD_Z9' }, {}, 'properties.vmSize'],
    [
      'a short timeout',
      {},
      { fixedScale: { targetDedicatedNodes: 1, resizeTimeout: 'PT1M' } },
      'properties.scaleSettings.fixedScale.resizeTimeout',
    ],
    [
      'a short interval',
      {},
      { autoScale: { formula: '$TargetDedicatedNodes=1', evaluationInterval: 'PT1M' } },
      'properties.scaleSettings.autoScale.evaluationInterval',
    ],
    [
      'an unknown image',
      {
        deploymentConfiguration: {
          virtualMachineConfiguration: {
            imageReference: { id: `${IMAGE}1` },
            nodeAgentSkuId: 'batch.node.ubuntu 22.04',
          },
        },
      },
      {},
      'properties.deploymentConfiguration.virtualMachineConfiguration.imageReference.id',
    ],
  ])('refuses %s, and says where', async (_, more, scale, path) => {
    const { arm } = createTestWorld();
    const answer = await arm('PUT', POOL, armBody(more, scale));
    expect(codeOf(answer)).toBe('400 InvalidPropertyValue');
    expect(at(answer.body, 'values', 'PropertyPath')).toBe(path);
    expect(answer.body.target).toBe('BatchAccount');
    expect(answer.body.message).toMatch(
      /^The value provided for one of the properties in the request body is invalid\.\nRequestId:.+\nTime:/,
    );
  });

  test('with If-None-Match makes, with If-Match changes, and without is an upsert', async () => {
    const { arm } = createTestWorld();
    const first = await arm('PUT', POOL, armBody());
    expect(codeOf(await arm('PUT', POOL, armBody(), { headers: { 'if-none-match': '*' } }))).toBe(
      '412 ConditionNotMet',
    );
    expect(codeOf(await arm('PUT', POOL, armBody(), { headers: { 'if-match': 'W/"0x8"' } }))).toBe(
      '412 ConditionNotMet',
    );
    const etag = textOf(first.body.etag);
    const again = await arm('PUT', POOL, first.body, { headers: { 'if-match': etag } });
    expect(again.status).toBe(200);
    expect(again.body.properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' });
    const fewer = await arm('PUT', POOL, armBody({}, { fixedScale: { targetDedicatedNodes: 1 } }));
    expect(fewer.body.properties).toMatchObject({ currentDedicatedNodes: 1 });
  });

  test('carries the identity, which the data plane only shows', async () => {
    const { arm, call } = createTestWorld();
    const id = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/render`;
    const { body } = await arm('PUT', POOL, {
      ...armBody(),
      identity: { type: 'UserAssigned', userAssignedIdentities: { [id]: {} } },
    });
    expect(at(body, 'identity', 'userAssignedIdentities', id)).toMatchObject({
      principalId: expect.any(String),
      clientId: expect.any(String),
    });
    expect((await call('GET', '/pools/render')).body.identity).toMatchObject({
      type: 'UserAssigned',
      userAssignedIdentities: [{ resourceId: id }],
    });
    expect(codeOf(await arm('PUT', POOL, { ...armBody(), identity: { type: 'SystemAssigned' } }))).toBe(
      '400 InvalidPropertyValue',
    );
    expect((await arm('PUT', POOL, armBody())).body).not.toHaveProperty('identity');
    expect(codeOf(await arm('PATCH', POOL, { identity: { type: 'SystemAssigned' } }))).toBe('400 InvalidPropertyValue');
  });

  test('without scale settings has no nodes', async () => {
    const { arm } = createTestWorld({ clock: handClock() });
    const body = armBody();
    const { vmSize, deploymentConfiguration } = objectOf(body.properties);
    const answer = await arm('PUT', POOL, { properties: { vmSize, deploymentConfiguration } });
    expect(answer.body.properties).toMatchObject({
      allocationState: 'Steady',
      scaleSettings: { fixedScale: { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 } },
    });
  });
});

describe('changing a pool', () => {
  test('PATCH takes a new image only for an empty pool without autoscale', async () => {
    const { arm, world } = createTestWorld();
    const other = addImage(world.resources, 'other', {});
    await arm('PUT', POOL, armBody());
    const change = {
      properties: { deploymentConfiguration: { virtualMachineConfiguration: { imageReference: { id: other } } } },
    };
    expect((await arm('PATCH', POOL, change)).body.code).toBe('MissingRequiredProperty');
    const whole = armBody({
      deploymentConfiguration: {
        virtualMachineConfiguration: { imageReference: { id: other }, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
      },
    });
    const { deploymentConfiguration } = objectOf(whole.properties);
    expect(codeOf(await arm('PATCH', POOL, { properties: { deploymentConfiguration } }))).toBe(
      '409 OperationInvalidForCurrentState',
    );
    await arm('PATCH', POOL, { properties: { scaleSettings: { fixedScale: { targetDedicatedNodes: 0 } } } });
    const patched = await arm('PATCH', POOL, { properties: { deploymentConfiguration } });
    expect(at(patched.body, 'properties', 'deploymentConfiguration', 'virtualMachineConfiguration')).toEqual({
      imageReference: { id: other },
      nodeAgentSkuId: 'batch.node.ubuntu 24.04',
    });
  });

  test('autoscale goes on and off', async () => {
    const { arm } = createTestWorld();
    await arm('PUT', POOL, armBody({}, { autoScale: { formula: '$TargetDedicatedNodes=1' } }));
    const on = await arm('GET', POOL);
    expect(on.body.properties).toMatchObject({
      scaleSettings: { autoScale: { formula: '$TargetDedicatedNodes=1', evaluationInterval: 'PT15M' } },
      currentDedicatedNodes: 1,
      autoScaleRun: { results: expect.stringContaining('$TargetDedicatedNodes=1') },
    });
    const off = await arm('POST', `${POOL}/disableAutoScale`);
    expect(off.body.properties).toMatchObject({ scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } } });
  });

  test('that is refused for its scale changes nothing else', async () => {
    const clock = handClock();
    const { arm } = createTestWorld({ clock });
    await arm('PUT', POOL, armBody());
    const before = (await arm('GET', POOL)).body;
    const metadata = [{ name: 'mark', value: 'x' }];
    const other = { fixedScale: { targetDedicatedNodes: 3 } };
    const nonsense = { autoScale: { formula: '$Nonsense' } };
    const formula = { autoScale: { formula: '$TargetDedicatedNodes=1' } };
    for (const [method, scaleSettings, code] of [
      ['PUT', other, '409 PoolBeingResized'],
      ['PATCH', other, '409 PoolBeingResized'],
      ['PUT', nonsense, '400 AutoScalingFormulaSyntaxError'],
      ['PATCH', nonsense, '400 AutoScalingFormulaSyntaxError'],
      ['PATCH', formula, '409 PoolBeingResized'],
    ] as const) {
      const body =
        method === 'PUT' ? armBody({ metadata }, scaleSettings) : { properties: { metadata, scaleSettings } };
      expect(codeOf(await arm(method, POOL, body))).toBe(code);
    }
    const unknown = { identity: { type: 'SystemAssigned' }, properties: { metadata } };
    expect(codeOf(await arm('PATCH', POOL, unknown))).toBe('400 InvalidPropertyValue');
    expect((await arm('GET', POOL)).body).toEqual(before);
  });

  test('the formula that a pool has already is no change', async () => {
    const clock = handClock();
    const { arm } = createTestWorld({ clock });
    const body = armBody({}, { autoScale: { formula: '$TargetDedicatedNodes=1' } });
    await arm('PUT', POOL, body);
    expect((await arm('PUT', POOL, body)).body.properties).toMatchObject({ allocationState: 'Resizing' });
  });

  test('stopResize ends a resize, and its error is a detail', async () => {
    const clock = handClock();
    const { arm } = createTestWorld({ clock });
    await arm('PUT', POOL, armBody());
    expect((await arm('POST', `${POOL}/stopResize`)).body.properties).toMatchObject({ allocationState: 'Stopping' });
    clock.pass(5);
    expect((await arm('GET', POOL)).body.properties).toMatchObject({
      allocationState: 'Steady',
      resizeOperationStatus: { errors: [{ code: 'ResizeStopped' }] },
    });
  });

  test('resize errors are shown with their details', async () => {
    const { arm } = createTestWorld();
    await arm('PUT', POOL, armBody({ vmSize: 'STANDARD_A1_V2' }));
    const errors = arrayOf(at((await arm('GET', POOL)).body, 'properties', 'resizeOperationStatus', 'errors'));
    expect(errors).toMatchObject([
      {
        code: 'AllocationFailed',
        details: [{ code: 'Provider Error Json' }, { code: 'Provider Error Json Truncated', message: 'False' }],
      },
    ]);
  });

  test('an empty start task takes the present one away', async () => {
    const { arm } = createTestWorld();
    await arm('PUT', POOL, armBody({ startTask: { commandLine: 'x' } }));
    const { body } = await arm('PATCH', POOL, { properties: { startTask: {} } });
    expect(body.properties).not.toHaveProperty('startTask');
  });

  test('DELETE is long-running; what is not there is already gone', async () => {
    const clock = handClock();
    const { arm } = createTestWorld({ clock });
    await arm('PUT', POOL, armBody());
    expect((await arm('DELETE', POOL)).status).toBe(202);
    expect((await arm('GET', POOL)).body.properties).toMatchObject({ provisioningState: 'Deleting' });
    expect(codeOf(await arm('PUT', POOL, armBody()))).toBe('409 PoolBeingDeleted');
    clock.pass(120);
    expect(codeOf(await arm('GET', POOL))).toBe('404 PoolNotFound');
    expect((await arm('DELETE', POOL)).status).toBe(204);
  });
});
