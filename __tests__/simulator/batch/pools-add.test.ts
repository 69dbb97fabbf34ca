// Adding pools on the data plane: the answer, and everything that is refused.
import { describe, expect, test } from '@jest/globals';
import { at } from '../../../simulator/kernel/json.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import {
  ACCOUNT,
  GALLERY,
  GROUP,
  IMAGE,
  addImage,
  codeOf,
  configuration,
  createTestWorld,
  handClock,
  poolBody,
  valueOf,
  valuesOf,
  textOf,
} from './world.ts';

describe('adding a pool', () => {
  test('answers 201 with an empty body and the headers of the new pool', async () => {
    const { call } = createTestWorld();
    const answer = await call('POST', '/pools', poolBody('render'));
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({});
    expect(answer.headers).toMatchObject({
      location: 'https://batchrender.westeurope.batch.azure.com/pools/render',
      dataserviceid: 'https://batchrender.westeurope.batch.azure.com/pools/render',
      etag: expect.stringMatching(/^"0x8/),
      'last-modified': expect.stringMatching(/GMT$/),
      'request-id': expect.any(String),
    });
  });

  test('shows the pool in the data plane spelling, with defaults', async () => {
    const { call } = createTestWorld();
    await call('POST', '/pools', poolBody('Render', { metadata: [{ name: 'abip_key', value: 'k' }] }));
    const { status, body } = await call('GET', '/pools/rENDER');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 'Render',
      state: 'active',
      allocationState: 'steady',
      vmSize: 'standard_d2s_v5',
      resizeTimeout: 'PT15M',
      currentDedicatedNodes: 2,
      targetDedicatedNodes: 2,
      targetLowPriorityNodes: 0,
      enableAutoScale: false,
      taskSlotsPerNode: 1,
      taskSchedulingPolicy: { nodeFillType: 'spread' },
      metadata: [{ name: 'abip_key', value: 'k' }],
      currentNodeCommunicationMode: 'simplified',
      virtualMachineConfiguration: configuration(),
    });
    expect(body).not.toHaveProperty('resizeErrors');
  });

  test.each<[string, JsonObject, string, string, RegExp]>([
    ['no vmSize', { vmSize: null }, '400 MissingRequiredProperty', 'vmSize', /^$/],
    ['an unknown size', { vmSize: 'Standard_Z9' }, '400 InvalidPropertyValue', 'vmSize', /not supported/],
    ['a bad ID', { id: 'render.1' }, '400 InvalidPropertyValue', 'id', /hyphens and underscores/],
    ['a long ID', { id: 'x'.repeat(65) }, '400 InvalidPropertyValue', 'id', /64/],
    ['a short timeout', { resizeTimeout: 'PT4M' }, '400 InvalidPropertyValue', 'resizeTimeout', /5 minutes/],
    ['too many slots', { taskSlotsPerNode: 9 }, '400 InvalidPropertyValue', 'taskSlotsPerNode', /between 1 and 8/],
    ['no slots', { taskSlotsPerNode: 0 }, '400 InvalidPropertyValue', 'taskSlotsPerNode', /between 1 and 8/],
    ['negative targets', { targetDedicatedNodes: -1 }, '400 InvalidPropertyValue', 'targetDedicatedNodes', /negative/],
    ['no targets', { targetDedicatedNodes: null }, '400 MissingRequiredProperty', 'targetDedicatedNodes', /^$/],
    [
      'targets with autoscale',
      { enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=1' },
      '400 InvalidPropertyValue',
      'targetDedicatedNodes',
      /autoscale/,
    ],
    [
      'autoscale without formula',
      { enableAutoScale: true, targetDedicatedNodes: null },
      '400 MissingRequiredProperty',
      'autoScaleFormula',
      /^$/,
    ],
    [
      'a short interval',
      {
        enableAutoScale: true,
        targetDedicatedNodes: null,
        autoScaleFormula: '$TargetDedicatedNodes=1',
        autoScaleEvaluationInterval: 'PT1M',
      },
      '400 InvalidPropertyValue',
      'autoScaleEvaluationInterval',
      /5 minutes/,
    ],
    [
      'resource tags in a BatchService account',
      { resourceTags: { a: 'b' } },
      '400 InvalidPropertyValue',
      'resourceTags',
      /user subscription/,
    ],
    [
      'an unknown node agent',
      { virtualMachineConfiguration: configuration(IMAGE, { nodeAgentSKUId: 'batch.node.ubuntu 99' }) },
      '400 InvalidPropertyValue',
      'nodeAgentSKUId',
      /does not exist/,
    ],
    [
      'a VHD',
      { virtualMachineConfiguration: configuration('https://strender.blob.core.windows.net/system/x.vhd') },
      '400 InvalidPropertyValue',
      'virtualMachineImageId',
      /VHD blobs and managed images are not supported/,
    ],
    [
      'a managed image',
      { virtualMachineConfiguration: configuration(`${GROUP}/providers/Microsoft.Compute/images/golden`) },
      '400 InvalidPropertyValue',
      'virtualMachineImageId',
      /managed images/,
    ],
    [
      'an image that is not there',
      { virtualMachineConfiguration: configuration(`${GALLERY}/images/vm-golden/versions/9.9.9`) },
      '400 InvalidPropertyValue',
      'virtualMachineImageId',
      /does not exist/,
    ],
    [
      'an ID together with a publisher',
      {
        virtualMachineConfiguration: {
          imageReference: { virtualMachineImageId: IMAGE, publisher: 'canonical' },
          nodeAgentSKUId: 'batch.node.ubuntu 22.04',
        },
      },
      '400 InvalidPropertyValue',
      'publisher',
      /cannot have a value/,
    ],
    [
      'an ID together with a version',
      {
        virtualMachineConfiguration: {
          imageReference: { virtualMachineImageId: IMAGE, version: 'latest' },
          nodeAgentSKUId: 'batch.node.ubuntu 22.04',
        },
      },
      '400 InvalidPropertyValue',
      'version',
      /^Specified property version can only have a value when publisher is set\.$/,
    ],
    [
      'no VM configuration',
      { virtualMachineConfiguration: null },
      '400 MissingRequiredProperty',
      'virtualMachineConfiguration',
      /^$/,
    ],
    [
      'an agent of another Marketplace image',
      {
        virtualMachineConfiguration: {
          imageReference: {
            publisher: 'canonical',
            offer: '0001-com-ubuntu-server-jammy',
            sku: '22_04-lts',
            version: 'latest',
          },
          nodeAgentSKUId: 'batch.node.ubuntu 24.04',
        },
      },
      '400 InvalidPropertyValue',
      'nodeAgentSKUId',
      /not supported by the image/,
    ],
    ['a read-only property', { state: 'active' }, '400 UnsupportedProperty', 'state', /^$/],
    [
      'a wrong enumeration value',
      { targetNodeCommunicationMode: 'Simplified' },
      '400 InvalidPropertyValue',
      'targetNodeCommunicationMode',
      /default, classic, simplified/,
    ],
  ])('refuses %s', async (_, more, code, property, reason) => {
    const { call } = createTestWorld();
    const answer = await call('POST', '/pools', poolBody('render', more));
    expect(codeOf(answer)).toBe(code);
    expect(valuesOf(answer).PropertyName).toBe(property);
    expect(textOf(valuesOf(answer).Reason ?? '')).toMatch(reason);
    expect(valueOf(await call('GET', '/pools'))).toEqual([]);
  });

  test.each<[string, JsonObject, string]>([
    [
      'ARM spelling of the agent',
      {
        virtualMachineConfiguration: {
          imageReference: { virtualMachineImageId: IMAGE },
          nodeAgentSkuId: 'batch.node.ubuntu 22.04',
        },
      },
      'nodeAgentSkuId',
    ],
    [
      'ARM spelling of the image',
      { virtualMachineConfiguration: { imageReference: { id: IMAGE }, nodeAgentSKUId: 'batch.node.ubuntu 22.04' } },
      'id',
    ],
    ['ARM scale settings', { scaleSettings: { fixedScale: {} } }, 'scaleSettings'],
    ['an identity of the wrong kind of member', { identities: {} }, 'identities'],
  ])('refuses %s as an unknown property', async (_, more, name) => {
    const { call } = createTestWorld();
    const answer = await call('POST', '/pools', poolBody('render', more));
    expect(codeOf(answer)).toBe('400 InvalidRequestBody');
    expect(valuesOf(answer).Reason).toContain(`The property '${name}' does not exist on type`);
  });

  test.each([
    { cloudServiceConfiguration: { osFamily: '5' } },
    { certificateReferences: [{ thumbprint: 'a', thumbprintAlgorithm: 'sha1' }] },
  ])('says that the retired %j is not simulated, where the version has it', async (more) => {
    const { call } = createTestWorld();
    const body = poolBody('render', more);
    expect(codeOf(await call('POST', '/pools', body, { version: '2022-10-01.16.0' }))).toBe('501 NotSimulated');
    expect(codeOf(await call('POST', '/pools', body))).toBe('400 InvalidRequestBody');
    const empty = poolBody('render', { certificateReferences: [] });
    expect((await call('POST', '/pools', empty, { version: '2022-10-01.16.0' })).status).toBe(201);
  });

  test('refuses a second pool of the same name in any case, also while the first is being deleted', async () => {
    const clock = handClock();
    const { call } = createTestWorld({ clock });
    await call('POST', '/pools', poolBody('render'));
    expect(codeOf(await call('POST', '/pools', poolBody('RENDER')))).toBe('409 PoolExists');
    expect((await call('DELETE', '/pools/render')).status).toBe(202);
    expect(codeOf(await call('POST', '/pools', poolBody('render')))).toBe('409 PoolBeingDeleted');
    expect(codeOf(await call('DELETE', '/pools/render'))).toBe('409 PoolBeingDeleted');
    expect((await call('GET', '/pools/render')).body.state).toBe('deleting');
    clock.pass(120);
    expect(codeOf(await call('GET', '/pools/render'))).toBe('404 PoolNotFound');
    expect((await call('POST', '/pools', poolBody('render'))).status).toBe(201);
  });

  test('refuses pools beyond the quota of the account', async () => {
    const { call } = createTestWorld({ account: { poolQuota: 1 } });
    await call('POST', '/pools', poolBody('one'));
    const answer = await call('POST', '/pools', poolBody('two'));
    expect(codeOf(answer)).toBe('409 PoolQuotaReached');
    expect(at(answer.body, 'message', 'value')).toMatch(
      /^Pool quota for the account has been reached\.\nRequestId:.+\nTime:/,
    );
  });

  test.each<[string, Parameters<typeof addImage>[2], string]>([
    ['a specialized image', { osState: 'Specialized' }, '400 InvalidPropertyValue'],
    ['an image without a replica in the region', { region: 'North Europe' }, '400 InvalidPropertyValue'],
    ['an image whose replication failed', { replication: 'Failed' }, '400 InvalidPropertyValue'],
    ['an image that still replicates', { replication: 'Replicating' }, '404 GalleryImageNotFound'],
  ])('refuses %s', async (_, traits, code) => {
    const { call, world } = createTestWorld();
    const image = addImage(world.resources, 'other', traits);
    const answer = await call(
      'POST',
      '/pools',
      poolBody('render', { virtualMachineConfiguration: configuration(image) }),
    );
    expect(codeOf(answer)).toBe(code);
    if (code.startsWith('404')) expect(valuesOf(answer).Reason).toContain('is not available in westeurope region.');
  });

  test('takes a definition for its latest version', async () => {
    const { call } = createTestWorld();
    const body = poolBody('render', { virtualMachineConfiguration: configuration(`${GALLERY}/images/vm-golden`) });
    expect((await call('POST', '/pools', body)).status).toBe(201);
    const [node] = valueOf(await call('GET', '/pools/render/nodes'));
    expect(at(node, 'virtualMachineInfo', 'imageReference')).toEqual({
      virtualMachineImageId: IMAGE,
      exactVersion: '1.2.0',
    });
  });

  test.each(['Microsoft.Compute/disks/beginGetAccess/action', 'Microsoft.Compute/galleries/images/versions/read'])(
    'needs %s on the image',
    async (action) => {
      const { call } = createTestWorld({
        roles: [{ scope: '/', actions: ['*'], notActions: [action], dataActions: [] }],
      });
      const answer = await call('POST', '/pools', poolBody('render'));
      expect(codeOf(answer)).toBe('403 InsufficientPermissions');
      expect(valuesOf(answer).Reason).toBe(
        `The user identity used for this operation does not have the required privelege ${action} on the specified resource ${IMAGE}.`,
      );
    },
  );

  test('needs pools/write on the account', async () => {
    const { call } = createTestWorld({ roles: [{ scope: ACCOUNT, actions: ['*/read'], dataActions: [] }] });
    expect(codeOf(await call('POST', '/pools', poolBody('render')))).toBe('403 InsufficientPermissions');
    expect((await call('GET', '/pools')).status).toBe(200);
    expect(codeOf(await call('GET', '/jobs'))).toBe('403 InsufficientPermissions');
  });
});
