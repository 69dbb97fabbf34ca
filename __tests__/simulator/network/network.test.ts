// Microsoft.Network: what refers to what, and what therefore cannot be made or deleted.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { addressOf, firstFree, numberOfAddress, rangeOf } from '../../../simulator/network/addresses.ts';
import { at, type JsonObject } from '../../../simulator/kernel/json.ts';
import { GROUP, json } from '../arm/harness.ts';
import {
  ADDRESS,
  connected,
  located,
  machine,
  network,
  NETWORK,
  NIC,
  nic,
  NSG,
  SUBNET,
  VM,
  VNET,
  wholeArm,
  type WholeArm,
} from './whole-arm.ts';

let arm: WholeArm;
beforeEach(async () => {
  arm = await connected();
});

describe('addresses', () => {
  test('ranges are read, and odd ones refused', () => {
    expect(rangeOf('10.0.0.0/24')).toEqual({ first: 167772160, last: 167772415 });
    for (const odd of ['10.0.0.1/24', '10.0.0.0/33', '10.0.0/8', 'ten', '300.0.0.0/8']) {
      expect(rangeOf(odd)).toBeUndefined();
    }
    expect(addressOf(numberOfAddress('192.168.7.255') ?? 0)).toBe('192.168.7.255');
  });

  test('Azure keeps the first four addresses and the last', () => {
    const range = rangeOf('10.0.0.0/29') ?? { first: 0, last: 0 };
    expect(firstFree(range, new Set())).toBe('10.0.0.4');
    expect(firstFree(range, new Set(['10.0.0.4', '10.0.0.5', '10.0.0.6']))).toBeUndefined();
  });
});

describe('operations', () => {
  test('a PUT is polled, a second one of the same is an update', async () => {
    const waiting = await wholeArm({ profile: 'quick' });
    const answer = await waiting.ask('PUT', `${VNET}?api-version=2021-04-01`, { body: network() });
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ 'retry-after': '1', 'retry-after-ms': '20' });
    expect(at(await waiting.get(VNET), 'properties', 'provisioningState')).toBe('Updating');
    waiting.clock.pass(1000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(at(await waiting.get(VNET), 'properties', 'provisioningState')).toBe('Succeeded');
    const poll = await waiting.ask('GET', answer.headers?.['azure-asyncoperation'] ?? '');
    expect(json(poll)).toMatchObject({ status: 'Succeeded' });
    expect((await waiting.put(VNET, network())).status).toBe(200);
  });

  test('absent ones are not found, deleting them is no error', async () => {
    expect(await arm.refusal('GET', `${NETWORK}/virtualNetworks/none`)).toMatchObject({ status: 404 });
    expect(await arm.remove(`${NETWORK}/virtualNetworks/none`)).toBe(204);
  });

  test('PATCH changes tags only; what is not simulated is named', async () => {
    await arm.ask('PATCH', `${NIC}?api-version=2021-04-01`, { body: { tags: { team: 'render' } } });
    expect(await arm.get(NIC)).toMatchObject({ tags: { team: 'render' } });
    expect(await arm.refusal('PATCH', NIC, { properties: {} })).toMatchObject({ status: 501 });
    const odd = located({ addressSpace: { addressPrefixes: [] }, flowTimeoutInMinutes: 4 });
    const refused = await arm.refusal('PUT', VNET, odd);
    expect(refused).toMatchObject({ status: 501, code: 'NotSimulated' });
    expect(refused.message).toContain('properties.flowTimeoutInMinutes');
  });

  const configured = (...properties: JsonObject[]): JsonObject =>
    located({ ipConfigurations: properties.map((one, index) => ({ name: `c${index}`, properties: one })) });
  test.each<readonly [string, string, JsonObject]>([
    ['peerings', VNET, located({ virtualNetworkPeerings: [{ name: 'p' }] })],
    ['DDoS protection', VNET, located({ enableDdosProtection: true })],
    ['several configurations', NIC, configured({}, {})],
    ['IPv6', NIC, configured({ privateIPAddressVersion: 'IPv6' })],
    ['IPv6 addresses', ADDRESS, located({ publicIPAddressVersion: 'IPv6' })],
    ['application security groups', NIC, configured({ applicationSecurityGroups: [] })],
  ])('%s are not simulated', async (_, id, body) => {
    expect(await arm.refusal('PUT', id, body)).toMatchObject({ status: 501, code: 'NotSimulated' });
  });

  test('lists are by group and by subscription', async () => {
    const inGroup = await arm.get(`${NETWORK}/networkInterfaces`);
    const subscription = GROUP.split('/').slice(0, 3).join('/');
    const all = await arm.get(`${subscription}/providers/Microsoft.Network/networkInterfaces`);
    expect(all).toEqual(inGroup);
    expect(at(all, 'value', 0, 'name')).toBe('nic');
  });

  test('names and regions are checked', async () => {
    expect(await arm.refusal('PUT', `${NETWORK}/virtualNetworks/-x`, network())).toMatchObject({
      status: 400,
      code: 'InvalidResourceName',
    });
    expect(await arm.refusal('PUT', VNET, { ...network(), location: 'eastus' })).toMatchObject({
      code: 'InvalidResourceLocation',
    });
    expect(await arm.refusal('PUT', VNET, { ...network(), location: 'atlantis' })).toMatchObject({
      code: 'LocationNotAvailableForResourceType',
    });
  });
});

describe('virtual networks', () => {
  test.each([
    [['10.1.0.0/24'], 'NetcfgInvalidSubnet', 'outside the IP address range'],
    [['10.0.0.0/24', '10.0.0.128/25'], 'NetcfgSubnetRangesOverlap', "Subnet 'inner1' is not valid"],
    [['10.0.0.7/24'], 'InvalidAddressPrefixFormat', 'CIDR'],
  ])('refuse subnets %j', async (prefixes, code, text) => {
    const refused = await arm.refusal('PUT', `${NETWORK}/virtualNetworks/other`, network(...prefixes));
    expect(refused).toMatchObject({ status: 400, code });
    expect(refused.message).toContain(text);
  });

  test('show their subnets, and who is in them', async () => {
    const configuration = `${NIC}/ipConfigurations/ipconfig`;
    expect(await arm.get(SUBNET)).toMatchObject({ properties: { ipConfigurations: [{ id: configuration }] } });
    expect(at(await arm.get(`${VNET}/subnets`), 'value', 0, 'id')).toBe(SUBNET);
    expect(await arm.refusal('GET', `${VNET}/subnets/none`)).toMatchObject({ status: 404, code: 'NotFound' });
  });

  test('cannot lose a subnet that is used', async () => {
    const message = `Subnet inner is in use by ${NIC}/ipConfigurations/ipconfig and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`;
    expect(await arm.refusal('DELETE', VNET)).toEqual({ status: 400, code: 'InUseSubnetCannotBeDeleted', message });
    const without = located({ addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [] });
    expect(await arm.refusal('PUT', VNET, without)).toMatchObject({ code: 'InUseSubnetCannotBeDeleted' });
    await arm.remove(NIC);
    expect(await arm.remove(VNET)).toBe(202);
    expect(await arm.refusal('GET', VNET)).toMatchObject({ status: 404 });
  });
});

describe('network interfaces', () => {
  test('take the next free address of their subnet', async () => {
    expect(at(await arm.get(NIC), 'properties', 'ipConfigurations', 0, 'properties', 'privateIPAddress')).toBe(
      '10.0.0.4',
    );
    await arm.put(`${NIC}2`, nic());
    expect(at(await arm.get(`${NIC}2`), 'properties', 'ipConfigurations', 0, 'properties')).toMatchObject({
      privateIPAddress: '10.0.0.5',
      primary: true,
      subnet: { id: SUBNET },
    });
    const fixed = (privateIPAddress: string) => nic({ privateIPAllocationMethod: 'Static', privateIPAddress });
    expect(await arm.refusal('PUT', `${NIC}3`, fixed('10.0.0.5'))).toMatchObject({ code: 'PrivateIPAddressInUse' });
    expect(await arm.refusal('PUT', `${NIC}3`, fixed('10.9.0.5'))).toMatchObject({
      code: 'PrivateIPAddressNotInSubnet',
    });
    expect((await arm.put(`${NIC}3`, fixed('10.0.0.99'))).status).toBe(201);
  });

  test('need what they refer to, in the same region', async () => {
    const gone = `${VNET}/subnets/none`;
    expect(await arm.refusal('PUT', `${NIC}2`, nic({ subnet: { id: gone } }))).toEqual({
      status: 400,
      code: 'InvalidResourceReference',
      message: `Resource ${gone} referenced by resource ${NIC}2 was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    });
    const elsewhere = { ...nic(), location: 'northeurope' };
    expect(await arm.refusal('PUT', `${NIC}2`, elsewhere)).toMatchObject({ code: 'InvalidResourceReference' });
    expect(await arm.refusal('PUT', `${NIC}2`, nic({ publicIPAddress: { id: `${ADDRESS}9` } }))).toMatchObject({
      code: 'InvalidResourceReference',
    });
    expect(await arm.refusal('PUT', `${NIC}2`, nic({}, { networkSecurityGroup: { id: NIC } }))).toMatchObject({
      code: 'InvalidResourceReference',
    });
    expect(await arm.refusal('PUT', `${NIC}2`, located({}))).toMatchObject({ status: 400 });
  });

  test('do not share a public address', async () => {
    expect(await arm.refusal('PUT', `${NIC}2`, nic({ publicIPAddress: { id: ADDRESS } }))).toEqual({
      status: 400,
      code: 'PublicIPAddressInUse',
      message: `Resource ${NIC}2/ipConfigurations/ipconfig is referencing public IP address ${ADDRESS} that is already allocated to resource ${NIC}/ipConfigurations/ipconfig.`,
    });
  });

  test('belong to their VM until it is gone', async () => {
    await arm.put(VM, machine());
    expect(await arm.get(NIC)).toMatchObject({ properties: { primary: true, virtualMachine: { id: VM } } });
    expect(await arm.refusal('DELETE', NIC)).toEqual({
      status: 400,
      code: 'NicInUse',
      message: `Network Interface ${NIC} is used by existing resource ${VM}. In order to delete the network interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic.`,
    });
    await arm.remove(VM);
    expect(await arm.remove(NIC)).toBe(202);
  });

  test('are joined only by who may', async () => {
    const roles = [
      {
        scope: '/',
        actions: ['*'],
        notActions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
        dataActions: [],
      },
    ];
    const poor = await wholeArm({ assignments: roles });
    await poor.put(VNET, network());
    expect(await poor.refusal('PUT', NIC, nic())).toMatchObject({ status: 403, code: 'LinkedAuthorizationFailed' });
  });
});

describe('public addresses', () => {
  test('are loopback while a VM holds them, and nothing when it is deallocated', async () => {
    expect(await arm.get(ADDRESS)).toMatchObject({
      sku: { name: 'Basic' },
      properties: {
        publicIPAllocationMethod: 'Dynamic',
        dnsSettings: { fqdn: 'pkrvm1.westeurope.cloudapp.azure.com' },
        ipConfiguration: { id: `${NIC}/ipConfigurations/ipconfig` },
      },
    });
    const address = async () => at(await arm.get(ADDRESS), 'properties', 'ipAddress');
    expect(await address()).toBeUndefined();
    await arm.put(VM, machine());
    expect(await address()).toBe('127.0.0.1');
    await arm.ask('POST', `${VM}/deallocate?api-version=2024-07-01`);
    expect(await address()).toBeUndefined();
  });

  test('are there at once when they are static', async () => {
    const fixed = located({ publicIPAllocationMethod: 'Static' }, { sku: { name: 'Standard' } });
    await arm.put(`${ADDRESS}2`, fixed);
    expect(await arm.get(`${ADDRESS}2`)).toMatchObject({
      sku: { name: 'Standard' },
      properties: { ipAddress: '127.0.0.1' },
    });
    const dynamic = located({ publicIPAllocationMethod: 'Dynamic' }, { sku: { name: 'Standard' } });
    expect(await arm.refusal('PUT', `${ADDRESS}3`, dynamic)).toMatchObject({ status: 400 });
  });

  test('do not share a name', async () => {
    const named = located({ dnsSettings: { domainNameLabel: 'pkrvm1' } });
    expect(await arm.refusal('PUT', `${ADDRESS}2`, named)).toEqual({
      status: 400,
      code: 'DnsRecordInUse',
      message: 'DNS record pkrvm1.westeurope.cloudapp.azure.com is already used by another public IP.',
    });
    expect(await arm.refusal('PUT', ADDRESS, located({ dnsSettings: { domainNameLabel: '-' } }))).toMatchObject({
      code: 'InvalidDomainNameLabel',
    });
  });

  test('stay as long as an interface has them', async () => {
    const refused = await arm.refusal('DELETE', ADDRESS);
    expect(refused).toMatchObject({ status: 400, code: 'PublicIPAddressCannotBeDeleted' });
    expect(refused.message).toContain(`still allocated to resource ${NIC}/ipConfigurations/ipconfig`);
    await arm.put(NIC, nic());
    expect(await arm.remove(ADDRESS)).toBe(202);
  });
});

describe('security groups', () => {
  const rule = (name: string, priority: number) => ({ name, properties: { priority, direction: 'Inbound' } });

  test('refuse rules that conflict', async () => {
    const put = (...rules: { name: string }[]) => arm.refusal('PUT', NSG, located({ securityRules: rules }));
    expect(await put(rule('a', 100), rule('b', 100))).toMatchObject({ code: 'SecurityRuleConflict' });
    expect(await put(rule('a', 99))).toMatchObject({ code: 'SecurityRuleInvalidPriority' });
  });

  test('stay as long as a subnet or an interface names them', async () => {
    await arm.put(NSG, located({ securityRules: [rule('a', 100)] }));
    const guarded = network();
    await arm.put(`${VNET}2`, {
      ...guarded,
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [{ name: 's', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: NSG } } }],
      },
    });
    const refused = await arm.refusal('DELETE', NSG);
    expect(refused).toMatchObject({ status: 400, code: 'InUseNetworkSecurityGroupCannotBeDeleted' });
    expect(refused.message).toContain(`in use by the following resources: ${VNET}2/subnets/s.`);
    expect(await arm.get(NSG)).toMatchObject({ properties: { subnets: [{ id: `${VNET}2/subnets/s` }] } });
    await arm.remove(`${VNET}2`);
    await arm.put(NIC, nic({}, { networkSecurityGroup: { id: NSG } }));
    expect(await arm.refusal('DELETE', NSG)).toMatchObject({ code: 'InUseNetworkSecurityGroupCannotBeDeleted' });
    await arm.remove(NIC);
    expect(await arm.remove(NSG)).toBe(202);
  });
});
