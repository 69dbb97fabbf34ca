// What is read of a network security group: both sides of its rules, in whichever of their spellings.
import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/azure/arm.ts';
import { readSecurityGroup } from '../../src/azure/networks.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';

const rule = (name: string, priority: number, properties: JsonObject): JsonObject => ({
  name,
  properties: { priority, direction: 'Outbound', access: 'Deny', protocol: 'TCP', ...properties },
});

test('rules come in the order of their priority, the peer and this side told apart by the direction', async () => {
  const body = {
    properties: {
      defaultSecurityRules: [rule('last', 65500, { direction: 'inbound', sourceAddressPrefix: '*' })],
      securityRules: [
        rule('out', 300, {
          sourceAddressPrefix: '',
          sourceAddressPrefixes: ['10.0.1.0/24', '10.0.2.0/24'],
          sourcePortRanges: ['1-9'],
          destinationAddressPrefix: 'Internet',
          destinationPortRange: '443',
        }),
        rule('in', 200, {
          direction: 'Inbound',
          sourceAddressPrefix: 'BatchNodeManagement',
          sourcePortRange: '*',
          destinationApplicationSecurityGroups: [{ id: '/asg' }],
          destinationPortRanges: ['29876', '29877'],
        }),
        rule('neither', 100, { access: 'Maybe' }),
      ],
    },
  };
  const group = await readSecurityGroup(fakeArm(fakeHost(), [{ body }]), '/nsg');
  const common = { access: 'Deny', protocol: 'TCP', groups: false };
  expect(group?.rules).toEqual([
    {
      ...common,
      name: 'in',
      priority: 200,
      direction: 'Inbound',
      peers: ['BatchNodeManagement'],
      locals: [],
      groups: true,
      sourcePorts: ['*'],
      destinationPorts: ['29876', '29877'],
    },
    {
      ...common,
      name: 'out',
      priority: 300,
      direction: 'Outbound',
      peers: ['Internet'],
      locals: ['10.0.1.0/24', '10.0.2.0/24'],
      sourcePorts: ['1-9'],
      destinationPorts: ['443'],
    },
    {
      ...common,
      name: 'last',
      priority: 65500,
      direction: 'Inbound',
      peers: ['*'],
      locals: [],
      sourcePorts: [],
      destinationPorts: [],
    },
  ]);
});
