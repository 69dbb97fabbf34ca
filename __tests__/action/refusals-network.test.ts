// Networks that a pool names and that cannot take its nodes: all that is wrong with one is told in one run.
import { expect, test } from '@jest/globals';
import type { ScenarioResource } from '../../simulator/scenario/scenario.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { idOf, world } from './worlds.ts';

const stage = createStage();

const NETWORK = idOf('Microsoft.Network/virtualNetworks', 'net', 'rg-net');
const WALLS = idOf('Microsoft.Network/networkSecurityGroups', 'walls', 'rg-net');
const ADDRESS = idOf('Microsoft.Network/publicIPAddresses', 'front', 'rg-net');

const RESOURCES: readonly ScenarioResource[] = [
  {
    id: NETWORK,
    body: {
      location: 'northeurope',
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [
          {
            name: 'inner',
            properties: {
              addressPrefix: '10.0.0.0/29',
              networkSecurityGroup: { id: WALLS },
              delegations: [{ name: 'web', properties: { serviceName: 'Microsoft.Web/serverFarms' } }],
            },
          },
        ],
      },
    },
  },
  {
    id: WALLS,
    body: {
      location: 'northeurope',
      properties: {
        securityRules: [
          {
            name: 'no-internet',
            properties: {
              priority: 300,
              direction: 'Outbound',
              access: 'Deny',
              protocol: '*',
              sourceAddressPrefix: '*',
              sourcePortRange: '*',
              destinationAddressPrefix: 'Internet',
              destinationPortRange: '*',
            },
          },
        ],
      },
    },
  },
  {
    id: ADDRESS,
    body: {
      location: 'westeurope',
      sku: { name: 'Basic' },
      properties: { publicIPAllocationMethod: 'Dynamic' },
    },
  },
];

const SPEC = JSON.stringify(
  {
    id: 'render',
    vmSize: 'Standard_D2s_v5',
    targetDedicatedNodes: 10,
    networkConfiguration: {
      subnetId: `${NETWORK}/subnets/inner`,
      publicIPAddressConfiguration: { provision: 'usermanaged', ipAddressIds: [ADDRESS] },
    },
  },
  null,
  1,
);

test('a subnet and an address that fit in nothing', async () => {
  await stage.control.reset(world({ more: RESOURCES }));
  const { messages } = await refusedRun(stage, { 'pool-spec': SPEC });
  expect(messages).toEqual([
    'pool-spec:6:15: found subnet net/inner in northeurope; expected a subnet in westeurope, as Batch account batchrender. Name a subnet ' +
      'in the region and subscription of the account.',
    'pool-spec:6:15: found subnet net/inner, which is delegated to Microsoft.Web/serverFarms; expected a subnet without delegation. Name ' +
      'another subnet: a delegated one takes no nodes.',
    'pool-spec:6:15: found subnet net/inner (10.0.0.0/29) with room for 3, of which 0 are taken, for 10 nodes: 7 missing; expected room ' +
      'for 10 nodes. Name a larger subnet, or ask for fewer nodes.',
    'pool-spec:6:15: found security group walls of subnet net/inner, whose rule no-internet (priority 300) denies outbound TCP 443 to ' +
      'BatchNodeManagement.westeurope; expected a rule that allows outbound TCP 443 to BatchNodeManagement.westeurope, as simplified node ' +
      'communication needs it. Add the rule with a priority before 300.',
    'pool-spec:9:20: found public IP address front of SKU Basic; expected a free, static IPv4 address of SKU Standard in westeurope and in the ' +
      'subscription of the account. Name another address in ipAddressIds, or let Batch provide them (provision: batchmanaged).',
  ]);
});

test('a network that may not be read is told, and stops nothing', async () => {
  const roles = [
    { scope: '/', actions: ['*'], notActions: ['Microsoft.Network/virtualNetworks/read'], dataActions: ['*'] },
  ];
  const { AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: secret } = stage.environment;
  await stage.control.reset(
    world({ more: RESOURCES, scenario: { principals: [{ clientId, secret, federated: {}, roles }] } }),
  );
  const networkConfiguration = { subnetId: `${NETWORK}/subnets/inner` };
  const spec = { id: 'render', vmSize: 'Standard_D2s_v5', targetDedicatedNodes: 1, networkConfiguration };
  const run = await stage.run({ 'pool-spec': JSON.stringify(spec), mode: 'plan' });
  expect(run.exitCode).toBe(0);
  expect(run.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^Whether the network of the pool can take its nodes could not be checked: Microsoft\.Network\/virtualNetworks\/read is not granted/,
    ),
  ]);
});
