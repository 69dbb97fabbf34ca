// More of what Microsoft.Network refuses: members that are missing, addresses that are not free, references that do not fit.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import {
  ADDRESS,
  connected,
  located,
  network,
  NETWORK,
  NIC,
  nic,
  NSG,
  VNET,
  wholeArm,
  type WholeArm,
} from './whole-arm.ts';

const OTHER = `${NETWORK}/virtualNetworks/other`;

let arm: WholeArm;
beforeEach(async () => {
  arm = await connected();
});

const subnets = (...given: JsonObject[]): JsonObject =>
  located({ addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: given });
const rule = (priority: JsonObject[string]): JsonObject =>
  located({ securityRules: [{ name: 'a', properties: { priority } }] });
const fixed = (privateIPAddress: string): JsonObject => nic({ privateIPAllocationMethod: 'Static', privateIPAddress });
const notInSubnet = (address: string): string =>
  `Private static IP address ${address} does not belong to the range of subnet prefix 10.0.0.0/24.`;
const nameless = "Cannot parse the request. The required member 'properties.subnets.name' is missing.";
const priority = (shown: string): string =>
  `Security rule has invalid Priority. Value provided: ${shown} Allowed range 100-4096. Path: properties.priority.`;

test.each<readonly [string, JsonObject, string, string]>([
  [OTHER, subnets({ properties: { addressPrefix: '10.0.0.0/24' } }), 'InvalidRequestFormat', nameless],
  [OTHER, subnets({ name: '', properties: { addressPrefix: '10.0.0.0/24' } }), 'InvalidRequestFormat', nameless],
  [
    OTHER,
    located({ addressSpace: { addressPrefixes: ['ten'] } }),
    'InvalidAddressPrefixFormat',
    `Address prefix "ten" of resource ${OTHER} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
  ],
  [NSG, rule(undefined), 'SecurityRuleInvalidPriority', priority('null')],
  [NSG, rule(4097), 'SecurityRuleInvalidPriority', priority('4097')],
  [`${NIC}2`, fixed('ten'), 'PrivateIPAddressNotInSubnet', notInSubnet('ten')],
  [`${NIC}2`, fixed('9.9.9.9'), 'PrivateIPAddressNotInSubnet', notInSubnet('9.9.9.9')],
  [`${NIC}2`, fixed('10.0.1.0'), 'PrivateIPAddressNotInSubnet', notInSubnet('10.0.1.0')],
  [
    `${NIC}2`,
    located({ ipConfigurations: [{ name: 'ipconfig', properties: {} }] }),
    'SubnetMissing',
    `IP configuration ipconfig of network interface ${NIC}2 must have a subnet.`,
  ],
])('%s is not made of %j', async (id, body, code, message) => {
  expect(await arm.refusal('PUT', id, body)).toEqual({ status: 400, code, message });
});

test.each<readonly [string, JsonObject, string]>([
  [
    OTHER,
    subnets({ name: 's', properties: { addressPrefixes: ['10.0.0.0/24', '10.0.1.0/24'] } }),
    'a subnet with several address prefixes',
  ],
  [
    OTHER,
    subnets({ name: 's', properties: { addressPrefix: '10.0.0.0/24', routeTable: {} } }),
    'properties.subnets.properties.routeTable',
  ],
  [
    ADDRESS,
    located({ dnsSettings: { domainNameLabel: 'pkrvm1', reverseFqdn: 'x' } }),
    'properties.dnsSettings.reverseFqdn',
  ],
])('the simulator says that it does not know all of %s %j', async (id, body, what) => {
  expect(await arm.refusal('PUT', id, body)).toEqual({
    status: 501,
    code: 'NotSimulated',
    message: `The simulator does not know ${what}.`,
  });
});

test('a subnet gives as many addresses as it has', async () => {
  await arm.put(OTHER, network('10.0.0.0/29'));
  const inside = nic({ subnet: { id: `${OTHER}/subnets/inner` } });
  for (const index of [2, 3, 4]) await arm.put(`${NIC}${index}`, inside);
  expect(await arm.refusal('PUT', `${NIC}5`, inside)).toEqual({
    status: 400,
    code: 'SubnetIsFull',
    message: 'Subnet inner with address prefix 10.0.0.0/29 does not have enough capacity for 1 IP addresses.',
  });
});

describe('a reference', () => {
  const dangling = (referenced: string, by: string): JsonObject => ({
    status: 400,
    code: 'InvalidResourceReference',
    message: `Resource ${referenced} referenced by resource ${by} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  });

  test('leads to something that is there, in the same region', async () => {
    const guarded = subnets({
      name: 's',
      properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: NSG } },
    });
    expect(await arm.refusal('PUT', OTHER, guarded)).toEqual(dangling(NSG, OTHER));
    const far = { ...located({ publicIPAllocationMethod: 'Dynamic' }), location: 'northeurope' };
    await arm.put(`${ADDRESS}2`, far);
    const body = nic({ publicIPAddress: { id: `${ADDRESS}2` } });
    expect(await arm.refusal('PUT', `${NIC}2`, body)).toEqual(dangling(`${ADDRESS}2`, `${NIC}2`));
  });

  test('needs the right to join', async () => {
    const action = 'Microsoft.Network/publicIPAddresses/join/action';
    const poor = await connectedBut(action);
    const answer = await poor.refusal('PUT', NIC, nic({ publicIPAddress: { id: ADDRESS } }));
    expect(answer).toMatchObject({ status: 403, code: 'LinkedAuthorizationFailed' });
    expect(answer.message).toContain(`perform action '${action}' on the linked scope(s) '${ADDRESS}'`);
  });
});

/** A network and an address, for a caller who lacks an action. */
async function connectedBut(action: string): Promise<WholeArm> {
  const poor = await wholeArm({ assignments: [{ scope: '/', actions: ['*'], notActions: [action], dataActions: [] }] });
  await poor.put(VNET, network());
  await poor.put(ADDRESS, located({ publicIPAllocationMethod: 'Dynamic' }));
  return poor;
}
