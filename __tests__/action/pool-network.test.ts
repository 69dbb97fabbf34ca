// Pools in a network of the user's own: what is warned of before, and what becomes of the nodes then.
import { expect, test } from '@jest/globals';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { failureOf, WITHOUT_VHD } from './troubles.ts';
import { idOf, world } from './worlds.ts';

const stage = createStage();

const NETWORK = idOf('Microsoft.Network/virtualNetworks', 'net', 'rg-net');
const ADDRESS = idOf('Microsoft.Network/publicIPAddresses', 'front', 'rg-net');

const network = {
  id: NETWORK,
  body: {
    location: 'westeurope',
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      subnets: [{ name: 'inner', properties: { addressPrefix: '10.0.0.0/29' } }],
    },
  },
};

const address = {
  id: ADDRESS,
  body: {
    location: 'westeurope',
    sku: { name: 'Standard' },
    properties: {
      publicIPAllocationMethod: 'Static',
      publicIPAddressVersion: 'IPv4',
      dnsSettings: { domainNameLabel: 'front', fqdn: 'front.westeurope.cloudapp.azure.com' },
    },
  },
};

const spec = (targetDedicatedNodes: number, networkConfiguration: object): string =>
  JSON.stringify({ id: 'render', vmSize: 'Standard_D2s_v5', targetDedicatedNodes, networkConfiguration });

test('a subnet with addresses for min-ready-nodes is enough, and so is an address that fits', async () => {
  await stage.control.reset(world({ more: [network, address] }));
  const networkConfiguration = {
    subnetId: `${NETWORK}/subnets/inner`,
    publicIPAddressConfiguration: { provision: 'usermanaged', ipAddressIds: [ADDRESS] },
  };
  const inputs = { ...WITHOUT_VHD, 'pool-spec': spec(4, networkConfiguration), 'min-ready-nodes': '3' };
  const run = await stage.run(inputs);
  expect(run.exitCode).toBe(0);
  expect(run.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^Not all nodes will find room: subnet net\/inner \(10\.0\.0\.0\/29\) with room for 3, .* The 3 of min-ready-nodes will\.$/,
    ),
  ]);
  expect((await holdingsOf(stage.control)).nodeStates('render')).toEqual(['idle', 'idle', 'idle']);
});

test('an account that lets no nodes in is warned of, and its nodes are unusable', async () => {
  const properties = { networkProfile: { nodeManagementAccess: { defaultAction: 'Deny' } } };
  await stage.control.reset(world({ batch: { properties } }));
  const run = await stage.run({ ...WITHOUT_VHD, 'pool-spec': spec(1, {}) });
  expect(run.exitCode).toBe(1);
  expect(run.annotations[0]?.message).toMatch(
    /^Batch account batchrender lets no nodes in from public addresses, and it has no approved private endpoint/,
  );
  expect(failureOf(run).causes).toMatchObject([{ code: 'NodeUnreachable' }]);
});
