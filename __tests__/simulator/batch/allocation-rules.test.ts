// Why a pool gets no nodes, or not all: what its network, its subscription and the pool itself say.
import { describe, expect, test } from '@jest/globals';
import { coresInUse, spotCoresInUse } from '../../../simulator/compute/core-quota.ts';
import type { DurationName } from '../../../simulator/kernel/clock.ts';
import { at } from '../../../simulator/kernel/json.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { defaultScenario } from '../../../simulator/scenario/load.ts';
import { GROUP, SUBSCRIPTION, createTestWorld, handClock, poolBody, textOf, valueOf } from './world.ts';
import type { TestWorld } from './world.ts';

async function pool(test: TestWorld): Promise<JsonObject> {
  return (await test.call('GET', '/pools/render')).body;
}

describe('what the subscription and its network refuse', () => {
  const userSubscription = { poolAllocationMode: 'UserSubscription', allowedAuthenticationModes: ['AAD'] };
  const SUBNET = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net/subnets/inner`;
  const reasonIn = (shown: JsonObject) => at(shown, 'resizeErrors', 0, 'values', 0, 'value');

  test('a subnet that is delegated to a service', async () => {
    const world = createTestWorld();
    const networkConfiguration = { subnetId: SUBNET };
    const network = (delegations: readonly JsonObject[]) =>
      world.world.resources.put(SUBNET.replace(/\/subnets.*/, ''), {
        properties: { subnets: [{ name: 'inner', properties: { delegations } }] },
      });
    network([{ name: 'sql', properties: { serviceName: 'Microsoft.Sql/managedInstances' } }]);
    await world.call('POST', '/pools', poolBody('render', { networkConfiguration }));
    const shown = await pool(world);
    expect(shown).toMatchObject({
      currentDedicatedNodes: 0,
      resizeErrors: [{ code: 'AllocationFailed', message: 'Desired number of dedicated nodes could not be allocated' }],
    });
    expect(reasonIn(shown)).toBe('Allocation failed as subnet has delegation to external resources.');
    network([]);
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 1 });
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 1 });
  });

  test('a subnet that is not there, or in another region', async () => {
    const world = createTestWorld();
    const reason = 'Allocation failed as the subnet was not found in the region of the account.';
    await world.call('POST', '/pools', poolBody('render', { networkConfiguration: { subnetId: SUBNET } }));
    expect(reasonIn(await pool(world))).toBe(reason);
    const place = (location: string): unknown =>
      world.world.resources.put(SUBNET.replace(/\/subnets.*/, ''), {
        location,
        properties: { subnets: [{ name: 'inner', properties: {} }] },
      });
    place('northeurope');
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 1 });
    expect(reasonIn(await pool(world))).toBe(reason);
    place('West Europe');
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 1 });
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 1 });
  });

  test('a subnet with fewer addresses than nodes', async () => {
    const world = createTestWorld();
    const subnets = (name: string, properties: JsonObject): unknown =>
      world.world.resources.put(SUBNET.replace(/\/subnets.*/, ''), { properties: { subnets: [{ name, properties }] } });
    subnets('inner', { addressPrefix: '10.0.0.0/29', ipConfigurations: [{ id: '/nic' }] });
    const networkConfiguration = { subnetId: SUBNET };
    await world.call('POST', '/pools', poolBody('render', { networkConfiguration, targetDedicatedNodes: 4 }));
    const shown = await pool(world);
    expect(shown).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'steady' });
    expect(JSON.parse(textOf(reasonIn(shown)))).toEqual({
      error: {
        code: 'SubnetIsFull',
        message: 'Subnet inner with address prefix 10.0.0.0/29 does not have enough capacity for 2 IP addresses.',
      },
    });
    subnets('inner', { addressPrefixes: ['10.0.0.0/29', '10.0.0.8/29'] });
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 6 });
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 6 });
  });

  test('public addresses of its own that do not fit', async () => {
    const world = createTestWorld();
    const ADDRESS = `${GROUP}/providers/Microsoft.Network/publicIPAddresses/front`;
    const publicIPAddressConfiguration = { provision: 'usermanaged', ipAddressIds: [ADDRESS] };
    const body = poolBody('render', { networkConfiguration: { publicIPAddressConfiguration } });
    const fit = { publicIPAllocationMethod: 'Static', dnsSettings: { domainNameLabel: 'front' } };
    const put = (properties: JsonObject, more: JsonObject = {}): unknown =>
      world.world.resources.put(ADDRESS, { location: 'westeurope', sku: { name: 'Standard' }, properties, ...more });
    const expectReason = async (why: string): Promise<void> => {
      await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 1 });
      expect(reasonIn(await pool(world))).toBe(`Allocation failed as the public IP address front ${why}.`);
    };
    await world.call('POST', '/pools', body);
    await expectReason('was not found');
    put(fit, { location: 'northeurope' });
    await expectReason('is not in the place of the account');
    put(fit, { sku: { name: 'Basic' } });
    await expectReason('is not of SKU Standard');
    put({ ...fit, publicIPAllocationMethod: 'Dynamic' });
    await expectReason('is not static');
    put({ ...fit, publicIPAddressVersion: 'IPv6' });
    await expectReason('is of IPv6');
    put({ publicIPAllocationMethod: 'Static' });
    await expectReason('has no DNS label');
    put({ ...fit, natGateway: { id: '/nat' } });
    await expectReason('is in use');
    put(fit);
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 1 });
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 1 });
    await world.call('POST', '/pools', { ...body, id: 'other' });
    expect((await world.call('GET', '/pools/other')).body).toMatchObject({ currentDedicatedNodes: 0 });
  });

  test('an account that keeps nodes from its node management endpoint', async () => {
    const endpoint = (groupId: string, status = 'Approved'): JsonObject => ({
      properties: { groupIds: [groupId], privateLinkServiceConnectionState: { status } },
    });
    const stateWith = async (connections: readonly JsonObject[], more: JsonObject = {}) => {
      const world = createTestWorld({
        account: {
          networkProfile: { nodeManagementAccess: { defaultAction: 'Deny' } },
          privateEndpointConnections: connections,
        },
      });
      world.world.resources.put(SUBNET.replace(/\/subnets.*/, ''), {
        properties: { subnets: [{ name: 'inner', properties: {} }] },
      });
      await world.call('POST', '/pools', poolBody('render', more));
      const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
      return [node?.['state'], node?.['errors'] ?? []];
    };
    const networkConfiguration = { subnetId: SUBNET };
    const unusable = ['unusable', []];
    const idle = ['idle', []];
    expect(await stateWith([])).toEqual(unusable);
    expect(await stateWith([], { targetNodeCommunicationMode: 'classic' })).toEqual(idle);
    expect(await stateWith([endpoint('nodeManagement')])).toEqual(unusable);
    expect(await stateWith([endpoint('nodeManagement')], { networkConfiguration })).toEqual(idle);
    expect(await stateWith([endpoint('nodeManagement', 'Pending')], { networkConfiguration })).toEqual(unusable);
    expect(await stateWith([endpoint('batchAccount')], { networkConfiguration })).toEqual(unusable);
  });

  test('the rights of the Batch service, and its way into the key vault', async () => {
    const vault = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`;
    const asService = (actions: readonly string[], dataActions: readonly string[]) =>
      createTestWorld({
        account: { ...userSubscription, keyVaultReference: { id: vault } },
        scenario: {
          principals: [
            {
              clientId: 'ddbf3205-c6bd-46ae-8127-60eb93363864',
              objectId: 'batch',
              roles: [{ scope: SUBSCRIPTION, actions, dataActions }],
            },
          ],
        },
      });
    const reasons = [];
    for (const [actions, dataActions] of [
      [[], []],
      [['*'], []],
      [['*'], ['Microsoft.KeyVault/vaults/secrets/*']],
    ] as const) {
      const world = asService(actions, dataActions);
      await world.call('POST', '/pools', poolBody('render'));
      reasons.push(reasonIn(await pool(world)));
    }
    expect(reasons).toEqual([
      'Azure Batch Service does not have the desired permissions to perform a pool operation.',
      'Allocation failed as Batch is not authorized to access the key vault.',
      undefined,
    ]);
  });

  test('a size that the subscription is not offered', async () => {
    const world = createTestWorld({ scenario: { unavailableSizes: ['standard_d2s_v5'] } });
    await world.call('POST', '/pools', poolBody('render'));
    const json = at(await pool(world), 'resizeErrors', 0, 'values', 0, 'value');
    expect(JSON.parse(textOf(json))).toMatchObject({
      error: { code: 'SkuNotAvailable', message: expect.stringContaining('is currently not available in location') },
    });
  });

  test('Compute’s cores of the family, where they are fewer', async () => {
    const quotas = { ...defaultScenario().quotas, cores: 100, familyCores: { standarddsv5family: 2 } };
    const world = createTestWorld({ account: userSubscription, scenario: { quotas } });
    await world.call('POST', '/pools', poolBody('render'));
    const shown = await pool(world);
    expect(shown).toMatchObject({ currentDedicatedNodes: 1, resizeErrors: [{ code: 'AllocationFailed' }] });
    expect(JSON.parse(textOf(reasonIn(shown)))).toMatchObject({
      error: { message: expect.stringContaining('exceeding approved standardDSv5Family Cores quota. ') },
    });
  });

  test('nodes are machines of the subscription, for Compute’s usages too', async () => {
    const world = createTestWorld({ account: userSubscription });
    await world.call('POST', '/pools', poolBody('render', { targetLowPriorityNodes: 1 }));
    const of = (...more: readonly string[]) => coresInUse(world.world, SUBSCRIPTION, 'westeurope', ...more);
    expect([of(), of('standardDSv5Family'), of('standardDSv3Family')]).toEqual([4, 4, 0]);
    expect(spotCoresInUse(world.world, SUBSCRIPTION, 'westeurope')).toBe(2);
    expect(coresInUse(world.world, SUBSCRIPTION, 'northeurope')).toBe(0);
    const managed = createTestWorld();
    await managed.call('POST', '/pools', poolBody('render'));
    expect(coresInUse(managed.world, SUBSCRIPTION, 'westeurope')).toBe(0);
  });

  test('Compute’s cores, beside which the virtual machines count', async () => {
    const quotas = { ...defaultScenario().quotas, cores: 6, spotCores: 2 };
    const world = createTestWorld({ account: userSubscription, scenario: { quotas } });
    world.world.resources.put(`${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`, {
      location: 'westeurope',
      properties: { hardwareProfile: { vmSize: 'Standard_D4s_v5' } },
    });
    await world.call('POST', '/pools', poolBody('render', { targetLowPriorityNodes: 2 }));
    const shown = await pool(world);
    expect(shown).toMatchObject({
      currentDedicatedNodes: 1,
      currentLowPriorityNodes: 1,
      resizeErrors: [{ code: 'AllocationFailed' }, { code: 'AccountSpotCoreQuotaReached' }],
    });
    expect(JSON.parse(textOf(reasonIn(shown)))).toMatchObject({
      error: {
        code: 'OperationNotAllowed',
        message: expect.stringMatching(
          /exceeding approved Total Regional Cores quota\. .*Current Limit: 6, Current Usage: 6, Additional Required: 2, \(Minimum\) New Limit Required: 8\./,
        ),
      },
    });
  });
});

describe('what a pool sets itself', () => {
  test('nodes that talk to each other have a largest number', async () => {
    const world = createTestWorld({ account: { dedicatedCoreQuota: 1000 } });
    const body = poolBody('render', { enableInterNodeCommunication: true, targetDedicatedNodes: 101 });
    await world.call('POST', '/pools', body);
    expect(await pool(world)).toMatchObject({
      currentDedicatedNodes: 100,
      resizeErrors: [{ code: 'CommunicationEnabledPoolReachedMaxVMCount' }],
    });
  });

  test('an allocation that takes longer than the resize timeout ends with it', async () => {
    const clock = handClock();
    const slow = { ...clock, milliseconds: (name: DurationName) => (name === 'pool.allocate' ? 1_200_000 : 0) };
    const world = createTestWorld({ clock: slow });
    await world.call('POST', '/pools', poolBody('render', { resizeTimeout: 'PT10M', targetLowPriorityNodes: 1 }));
    clock.pass(599);
    expect(await pool(world)).toMatchObject({ allocationState: 'resizing' });
    clock.pass(1);
    const message = (kind: string) =>
      `Desired number of ${kind} nodes could not be allocated as the resize timeout was reached`;
    expect(await pool(world)).toMatchObject({
      allocationState: 'steady',
      currentDedicatedNodes: 0,
      resizeErrors: [
        { code: 'AllocationTimedout', message: message('dedicated') },
        { code: 'AllocationTimedout', message: message('low priority') },
      ],
    });
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 2, resizeTimeout: 'PT30M' });
    clock.pass(1_200);
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 2 });
  });
});
