// Pools of the data plane after they were added: versions, lists, secrets, changes.
import { describe, expect, test } from '@jest/globals';
import { at } from '../../../simulator/kernel/json.ts';
import type { Json, JsonObject } from '../../../simulator/kernel/json.ts';
import {
  IMAGE,
  addImage,
  codeOf,
  configuration,
  createTestWorld,
  poolBody,
  valueOf,
  valuesOf,
  textOf,
} from './world.ts';

describe('versions of the data plane', () => {
  const trusted = configuration(IMAGE, {
    securityProfile: { securityType: 'trustedLaunch', encryptionAtHost: false, uefiSettings: { vTpmEnabled: true } },
  });

  test('2022-10-01.16.0 does not know a security profile', async () => {
    const { call } = createTestWorld();
    const body = poolBody('render', { virtualMachineConfiguration: trusted });
    const answer = await call('POST', '/pools', body, { version: '2022-10-01.16.0' });
    expect(codeOf(answer)).toBe('400 InvalidRequestBody');
    expect(valuesOf(answer).Reason).toContain(
      "'securityProfile' does not exist on type 'Microsoft.Azure.Batch.Protocol.Entities.VirtualMachineConfiguration'",
    );
    expect((await call('POST', '/pools', body, { version: '2023-11-01.18.0' })).status).toBe(201);
  });

  test('2024-07-01.20.0 wants the security profile whole', async () => {
    const { call } = createTestWorld();
    const virtualMachineConfiguration = configuration(IMAGE, { securityProfile: { securityType: 'trustedLaunch' } });
    const answer = await call('POST', '/pools', poolBody('render', { virtualMachineConfiguration }));
    expect(codeOf(answer)).toBe('400 MissingRequiredProperty');
    expect(
      (
        await call('POST', '/pools', poolBody('render', { virtualMachineConfiguration }), {
          version: '2023-11-01.18.0',
        })
      ).status,
    ).toBe(201);
  });

  test('an older version does not show what it does not know', async () => {
    const { call } = createTestWorld();
    await call('POST', '/pools', poolBody('render', { virtualMachineConfiguration: trusted }));
    const older = await call('GET', '/pools/render', undefined, { version: '2022-10-01.16.0' });
    expect(at(older.body, 'virtualMachineConfiguration')).toEqual(configuration());
    const newer = await call('GET', '/pools/render');
    expect(at(newer.body, 'virtualMachineConfiguration')).toEqual(trusted);
  });

  test.each(['2021-01-01.1.0', '2025-06-01', ''])('refuses %j', async (version) => {
    const { call } = createTestWorld();
    expect(codeOf(await call('GET', `/pools?api-version=${version}`))).toBe('400 UnsupportedRequestVersion');
  });

  test('nodecounts has the states of its version', async () => {
    const { call } = createTestWorld();
    await call('POST', '/pools', poolBody('render'));
    const names = async (version: string): Promise<readonly string[]> =>
      Object.keys(
        Object(at(valueOf(await call('GET', '/nodecounts', undefined, { version }))[0], 'dedicated')) as object,
      );
    expect(await names('2022-10-01.16.0')).not.toContain('deallocated');
    expect(await names('2022-10-01.16.0')).not.toContain('upgradingOS');
    expect(await names('2024-07-01.20.0')).toEqual(
      expect.arrayContaining(['deallocated', 'deallocating', 'upgradingOS', 'total']),
    );
  });
});

test('secrets never come back', async () => {
  const { call, batch } = createTestWorld();
  const secret = 'do-not-tell';
  await call(
    'POST',
    '/pools',
    poolBody('render', {
      userAccounts: [{ name: 'admin', password: secret, linuxUserConfiguration: { uid: 1, sshPrivateKey: secret } }],
      mountConfiguration: [
        {
          azureFileShareConfiguration: {
            accountName: 'a',
            azureFileUrl: 'https://a',
            accountKey: secret,
            relativeMountPath: 'm',
          },
        },
      ],
      virtualMachineConfiguration: configuration(IMAGE, {
        extensions: [
          { name: 'e', publisher: 'p', type: 't', settings: { open: 1 }, protectedSettings: { key: secret } },
        ],
        containerConfiguration: {
          type: 'dockerCompatible',
          containerRegistries: [{ username: 'u', password: secret }],
        },
      }),
    }),
  );
  const { body } = await call('GET', '/pools/render');
  expect(JSON.stringify([body, batch.service.state()])).not.toContain(secret);
  expect(body.userAccounts).toEqual([{ name: 'admin', linuxUserConfiguration: { uid: 1 } }]);
  expect(at(body, 'virtualMachineConfiguration', 'extensions', 0)).toEqual({
    name: 'e',
    publisher: 'p',
    type: 't',
    settings: { open: 1 },
  });
});

describe('lists', () => {
  test('are filtered, selected and paged', async () => {
    const { call } = createTestWorld();
    for (const id of ['a1', 'a2', 'b1']) await call('POST', '/pools', poolBody(id, { targetDedicatedNodes: 0 }));
    const ids = (items: readonly JsonObject[]): readonly (Json | undefined)[] => items.map(({ id }) => id);
    expect(ids(valueOf(await call('GET', "/pools?$filter=startswith(id,'a') and state eq 'active'")))).toEqual([
      'a1',
      'a2',
    ]);
    expect(
      ids(valueOf(await call('GET', "/pools?$filter=id eq 'b1' or (id eq 'a1' and not (state eq 'deleting'))"))),
    ).toEqual(['a1', 'b1']);
    expect(valueOf(await call('GET', '/pools?$select=id,state&maxresults=1'))).toEqual([{ id: 'a1', state: 'active' }]);
    const first = await call('GET', '/pools?maxresults=2');
    expect(valueOf(first)).toHaveLength(2);
    const next = new URL(textOf(first.body['odata.nextLink']));
    const second = await call('GET', `${next.pathname}${next.search}`);
    expect(ids(valueOf(second))).toEqual(['b1']);
    expect(second.body).not.toHaveProperty(['odata.nextLink']);
  });

  test.each([
    "/pools?$filter=poolInfo eq 'x'",
    '/pools?$filter=id is x',
    '/pools?$filter=id eq x',
    '/pools?maxresults=0',
  ])('refuses %s', async (path) => {
    const { call } = createTestWorld();
    expect(codeOf(await call('GET', path))).toBe('400 InvalidQueryParameterValue');
  });

  test('of supported images say which agent belongs to which image', async () => {
    const { call } = createTestWorld();
    const images = valueOf(
      await call('GET', "/supportedimages?$filter=osType eq 'linux' and verificationType eq 'verified'"),
    );
    expect(images.map((image) => image.nodeAgentSKUId)).toEqual(
      expect.arrayContaining(['batch.node.ubuntu 22.04', 'batch.node.el 9', 'batch.node.debian 12']),
    );
    expect(images.every((image) => image.osType === 'linux')).toBe(true);
    expect(images[0]).toMatchObject({ imageReference: { version: 'latest' }, verificationType: 'verified' });
  });
});

describe('changing a pool', () => {
  test('replaces metadata whole, and moves the ETag', async () => {
    const { call } = createTestWorld();
    await call(
      'POST',
      '/pools',
      poolBody('render', {
        metadata: [
          { name: 'a', value: '1' },
          { name: 'b', value: '2' },
        ],
      }),
    );
    const before = await call('GET', '/pools/render');
    const etag = textOf(before.body.eTag);
    const patched = await call(
      'PATCH',
      '/pools/render',
      { metadata: [{ name: 'b', value: '3' }] },
      { headers: { 'if-match': `"${etag}"` } },
    );
    expect(patched.status).toBe(200);
    const after = await call('GET', '/pools/render');
    expect(after.body.metadata).toEqual([{ name: 'b', value: '3' }]);
    expect(after.body.eTag).not.toBe(etag);
    expect(codeOf(await call('PATCH', '/pools/render', { metadata: [] }, { headers: { 'if-match': etag } }))).toBe(
      '412 ConditionNotMet',
    );
    expect(
      (await call('GET', '/pools/render', undefined, { headers: { 'if-none-match': textOf(after.headers.etag) } }))
        .status,
    ).toBe(304);
  });

  test('keeps the image in versions before 2024-07-01.20.0', async () => {
    const { call } = createTestWorld();
    await call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 0 }));
    const answer = await call(
      'PATCH',
      '/pools/render',
      { virtualMachineConfiguration: configuration() },
      { version: '2023-11-01.18.0' },
    );
    expect(codeOf(answer)).toBe('400 InvalidRequestBody');
  });

  test('changes the image of an empty pool only', async () => {
    const { call, world } = createTestWorld();
    const other = addImage(world.resources, 'other', {});
    await call('POST', '/pools', poolBody('render'));
    const change = { virtualMachineConfiguration: configuration(other) };
    expect(codeOf(await call('PATCH', '/pools/render', change))).toBe('409 OperationInvalidForCurrentState');
    await call('POST', '/pools/render/resize', { targetDedicatedNodes: 0 });
    expect((await call('PATCH', '/pools/render', change)).status).toBe(200);
    await call('POST', '/pools/render/resize', { targetDedicatedNodes: 1 });
    const [node] = valueOf(await call('GET', '/pools/render/nodes'));
    expect(at(node, 'virtualMachineInfo', 'imageReference', 'virtualMachineImageId')).toBe(other);
  });

  test('updateproperties takes away what it leaves out', async () => {
    const { call } = createTestWorld();
    await call(
      'POST',
      '/pools',
      poolBody('render', { startTask: { commandLine: 'true' }, metadata: [{ name: 'a', value: '1' }] }),
    );
    expect(codeOf(await call('POST', '/pools/render/updateproperties', { metadata: [] }))).toBe(
      '400 MissingRequiredProperty',
    );
    expect(
      (await call('POST', '/pools/render/updateproperties', { metadata: [], applicationPackageReferences: [] })).status,
    ).toBe(204);
    const { body } = await call('GET', '/pools/render');
    expect(body).not.toHaveProperty('startTask');
    expect(body.metadata).toEqual([]);
  });

  test('HEAD tells whether a pool is there', async () => {
    const { call } = createTestWorld();
    await call('POST', '/pools', poolBody('render'));
    expect((await call('HEAD', '/pools/render')).status).toBe(200);
    const absent = await call('HEAD', '/pools/other');
    expect(absent).toMatchObject({ status: 404, body: {} });
  });
});
