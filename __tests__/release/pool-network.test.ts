// The network of a pool: what keeps nodes out of a subnet, or Batch from its nodes, and what is left unsaid.
import { describe, expect, test } from '@jest/globals';
import type { BatchAccount } from '../../src/azure/batch-accounts.ts';
import type { PublicAddress, SecurityRule, Subnet } from '../../src/azure/networks.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import { formatProblem } from '../../src/problem.ts';
import { checkPoolNetwork } from '../../src/release/checks/pool-network.ts';
import { NO_GROUNDS } from '../../src/release/grounds-parts.ts';
import type { PoolNetwork } from '../../src/release/survey-network.ts';
import { aPool } from '../pool/fake-batch.ts';
import { NO_NETWORK, someBatchAccount, someRequest, someSurvey, type SurveyChanges } from './world.ts';

const SUBSCRIPTION = '/subscriptions/11111111-2222-4333-8444-555555555555';
const NETWORK = `${SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/net`;
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/networkSecurityGroups/walls`;
const address = (name: string, subscription = SUBSCRIPTION): string =>
  `${subscription}/resourceGroups/rg-net/providers/Microsoft.Network/publicIPAddresses/${name}`;

interface Case {
  readonly spec?: object;
  readonly subnet?: Partial<Subnet>;
  readonly location?: string;
  readonly rules?: readonly SecurityRule[];
  readonly found?: Partial<PoolNetwork>;
  readonly account?: Partial<BatchAccount>;
  readonly survey?: SurveyChanges;
  readonly minReadyNodes?: number;
}

function told({ spec, subnet, location = 'westeurope', rules, found, account, survey: changes, minReadyNodes }: Case): {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
} {
  const body = {
    id: 'render',
    vmSize: 'standard_d2s_v5',
    targetDedicatedNodes: 10,
    networkConfiguration: { subnetId: `${NETWORK}/subnets/inner` },
    ...spec,
  };
  const parsed = parsePoolSpec(JSON.stringify(body));
  if ('problems' in parsed) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const plain = someRequest();
  const request = { ...plain, pool: { ...plain.pool, spec: parsed.spec, ...(minReadyNodes && { minReadyNodes }) } };
  const inner = { name: 'Inner', prefixes: ['10.0.0.0/24'], delegations: [], taken: 0, ...subnet };
  const survey = someSurvey(request, {
    batchAccount: someBatchAccount(account),
    poolNetwork: {
      ...NO_NETWORK,
      network: { kind: 'read', value: { id: NETWORK, location, subnets: [inner] } },
      ...(rules === undefined ? {} : { group: { kind: 'read', value: { id: GROUP, rules } } }),
      ...found,
    },
    ...changes,
  });
  const { problems, warnings } = checkPoolNetwork({ request, survey, grounding: NO_GROUNDS });
  return {
    problems: problems.map(formatProblem).map((text) => text.replace(/^pool-spec:\d+:\d+: /, '')),
    warnings: warnings.map(({ text }) => text),
  };
}

const NOTHING = { problems: [], warnings: [] };

function rule(changes: Partial<SecurityRule> = {}): SecurityRule {
  return {
    name: 'walls-off',
    priority: 200,
    direction: 'Outbound',
    access: 'Deny',
    protocol: '*',
    peers: ['Internet'],
    locals: ['*'],
    groups: false,
    sourcePorts: ['*'],
    destinationPorts: ['*'],
    ...changes,
  };
}

describe('a subnet', () => {
  test('that fits, or that no pool names, is nothing to tell', () => {
    expect(told({})).toEqual(NOTHING);
    expect(told({ spec: { networkConfiguration: {} }, found: { network: undefined } })).toEqual(NOTHING);
  });

  test.each<[string, Case, string]>([
    [
      'of a network that does not exist',
      { found: { network: { kind: 'read', value: undefined } } },
      `found no virtual network ${NETWORK}; expected a subnet that exists. Correct subnetId.`,
    ],
    [
      'that the network does not have',
      { subnet: { name: 'outer' } },
      'found no subnet inner in virtual network net; expected a subnet that exists. Correct subnetId; there are: outer.',
    ],
    [
      'of another region',
      { location: 'northeurope' },
      'found subnet net/inner in northeurope; expected a subnet in westeurope, as Batch account batchrender. Name a subnet in the ' +
        'region and subscription of the account.',
    ],
    [
      'of another subscription',
      { account: { id: '/subscriptions/99999999-2222-4333-8444-555555555555/resourceGroups/rg' } },
      'found subnet net/inner in subscription 11111111-2222-4333-8444-555555555555; expected a subnet in subscription ' +
        '99999999-2222-4333-8444-555555555555, as Batch account batchrender. Name a subnet in the region and subscription of the account.',
    ],
    [
      'that belongs to a service',
      { subnet: { delegations: ['Microsoft.Web/serverFarms'] } },
      'found subnet net/inner, which is delegated to Microsoft.Web/serverFarms; expected a subnet without delegation. Name another ' +
        'subnet: a delegated one takes no nodes.',
    ],
    [
      'that is too small',
      { subnet: { prefixes: ['10.0.0.0/29'] } },
      'found subnet net/inner (10.0.0.0/29) with room for 3, of which 0 are taken, for 10 nodes: 7 missing; expected room for 10 ' +
        'nodes. Name a larger subnet, or ask for fewer nodes.',
    ],
  ])('%s', (_, changes, message) => {
    expect(told(changes)).toEqual({ problems: [message], warnings: [] });
  });

  test('is large enough up to its last address; all its ranges count, IPv6 does not', () => {
    expect(told({ subnet: { prefixes: ['10.0.0.0/28'], taken: 1 } })).toEqual(NOTHING);
    expect(told({ subnet: { prefixes: ['10.0.0.0/28'], taken: 2 } }).problems).toHaveLength(1);
    expect(told({ subnet: { prefixes: ['10.0.0.0/29', '10.1.0.0/28', 'fd00::/64'] } })).toEqual(NOTHING);
    expect(told({ subnet: { prefixes: [] } })).toEqual(NOTHING);
    expect(told({ subnet: { prefixes: ['10.0.0.0/30'] }, spec: { targetDedicatedNodes: 0 } })).toEqual(NOTHING);
  });

  test('that is too small for all is enough where it is large enough for min-ready-nodes', () => {
    const subnet = { prefixes: ['10.0.0.0/29'], taken: 1 };
    expect(told({ subnet, minReadyNodes: 2 })).toEqual({
      problems: [],
      warnings: [
        'Not all nodes will find room: subnet net/inner (10.0.0.0/29) with room for 3, of which 1 is taken, for 10 nodes: 8 missing. ' +
          'The 2 of min-ready-nodes will.',
      ],
    });
    expect(told({ subnet, minReadyNodes: 3 }).problems).toHaveLength(1);
  });

  test('of a pool that is there already holds its nodes, which need no room once more', () => {
    const metadata = { abip_key: someSurvey(someRequest()).key };
    const subnet = { prefixes: ['10.0.0.0/28'], taken: 10 };
    expect(told({ subnet, survey: { pool: aPool({ metadata }) } })).toEqual(NOTHING);
    const finished = aPool({ metadata: { ...metadata, abip_state: 'ready' } });
    expect(told({ subnet: { delegations: ['x'] }, survey: { pool: finished } })).toEqual(NOTHING);
  });
});

describe('a security group', () => {
  const denied =
    'found security group walls of subnet net/inner, whose rule walls-off (priority 200) denies outbound TCP 443 to ' +
    'BatchNodeManagement.westeurope; expected a rule that allows outbound TCP 443 to BatchNodeManagement.westeurope, as simplified ' +
    'node communication needs it. Add the rule with a priority before 200.';

  test.each<[string, Partial<SecurityRule>]>([
    ['everything', { peers: ['*'] }],
    ['the internet', {}],
    ['Azure', { peers: ['10.0.0.0/8', 'AzureCloud.westeurope'] }],
    ['Batch', { peers: ['BatchNodeManagement'], protocol: 'Tcp', destinationPorts: ['80', '400-500'] }],
    ['the network', { locals: ['VirtualNetwork'] }],
    ['all addresses', { locals: ['0.0.0.0/0'], sourcePorts: ['0-65535'] }],
    ['this subnet', { locals: ['10.9.0.0/16', '10.0.0.0/24'] }],
    ['a larger range', { locals: ['10.0.0.0/8'] }],
  ])('that denies %s keeps nodes from Batch', (_, changes) => {
    expect(told({ rules: [rule(changes)] }).problems).toEqual([denied]);
  });

  test.each<[string, readonly SecurityRule[]]>([
    ['no rules', []],
    ['a rule before that allows it', [rule({ access: 'Allow', peers: ['BatchNodeManagement.westeurope'] }), rule()]],
    ['a rule before that perhaps allows it', [rule({ access: 'Allow', peers: ['20.0.0.0/8'] }), rule()]],
    ['a denial of some addresses', [rule({ peers: ['20.0.0.0/8'] })]],
    ['a denial of private addresses', [rule({ peers: ['10.0.0.0/8', '172.20.0.0/16', 'VirtualNetwork'] })]],
    ['a denial of another region', [rule({ peers: ['AzureCloud.eastus', 'Storage'] })]],
    ['a denial of other ports', [rule({ destinationPorts: ['80', '444-500'] })]],
    ['a denial of another protocol', [rule({ protocol: 'Udp' })]],
    ['a denial for another subnet', [rule({ locals: ['10.0.1.0/24'] })]],
    ['a denial for one machine', [rule({ locals: ['10.0.0.7'] })]],
    ['a denial for a part of the subnet', [rule({ locals: ['10.0.0.0/25'] })]],
    ['a denial for a service', [rule({ locals: ['AzureLoadBalancer'] })]],
    ['a denial for IPv6', [rule({ locals: ['fd00::/8'] })]],
    ['a denial for nobody', [rule({ locals: [] })]],
    ['a denial for an application security group', [rule({ groups: true })]],
    ['a denial of some source ports', [rule({ sourcePorts: ['1024-2048'] })]],
    ['a denial of source ports that nobody tells', [rule({ sourcePorts: [] })]],
    [
      'a rule before that allows it to a part',
      [rule({ access: 'Allow', peers: ['*'], locals: ['10.0.0.0/25'] }), rule()],
    ],
    ['a rule before that allows it to a group', [rule({ access: 'Allow', peers: ['*'], groups: true }), rule()]],
    ['a denial of the other direction', [rule({ direction: 'Inbound', peers: ['*'] })]],
  ])('with %s does not', (_, rules) => {
    expect(told({ rules })).toEqual(NOTHING);
  });

  test('closes a subnet past a rule that opens another', () => {
    const other = rule({ access: 'Allow', peers: ['*'], locals: ['10.0.1.0/24', '10.2.0.4'] });
    expect(told({ rules: [other, rule()] }).problems).toEqual([denied]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['one of two ranges', ['10.0.0.0/24', '10.0.5.0/24'], ['10.0.0.0/24']],
    ['IPv4 only', ['10.0.0.0/24', 'fd00::/64'], ['10.0.0.0/24']],
    ['what nobody tells', [], ['10.0.0.0/24']],
    ['no range', ['10.0.0.300/24', '10.0.0.0/33'], ['10.0.0.0/8']],
  ])('that denies %s of a subnet is not judged', (_, prefixes, locals) => {
    expect(told({ subnet: { prefixes }, rules: [rule({ locals })] })).toEqual(NOTHING);
  });

  test('is not judged where nodes may reach Batch by a private endpoint, nor where Batch chooses how to talk', () => {
    expect(told({ rules: [rule()], account: { privateNodeAccess: true } })).toEqual(NOTHING);
    expect(told({ rules: [rule()], spec: { targetNodeCommunicationMode: 'default' } })).toEqual(NOTHING);
  });

  test('closes classic communication where it does not let Batch in', () => {
    const last = rule({ name: 'DenyAllInBound', priority: 65500, direction: 'Inbound', peers: ['*'] });
    const open = rule({
      access: 'Allow',
      direction: 'Inbound',
      peers: ['BatchNodeManagement'],
      destinationPorts: ['29876-29877'],
    });
    const spec = { targetNodeCommunicationMode: 'classic' };
    expect(told({ spec, rules: [open, last] })).toEqual(NOTHING);
    expect(told({ spec, rules: [last] }).problems).toEqual(
      [29876, 29877].map(
        (port) =>
          `found security group walls of subnet net/inner, whose rule DenyAllInBound (priority 65500) denies inbound TCP ${port} from ` +
          `BatchNodeManagement.westeurope; expected a rule that allows inbound TCP ${port} from BatchNodeManagement.westeurope, as classic ` +
          'node communication needs it. Add the rule with a priority before 65500.',
      ),
    );
  });
});

describe('an account that lets no nodes in from public addresses', () => {
  const warning = (lack: string): string =>
    `Batch account batchrender lets no nodes in from public addresses, and ${lack}: the nodes may become unusable. Allow them ` +
    '(networkProfile.nodeManagementAccess), or give the pool the subnet of a network with a private endpoint for nodeManagement.';
  const account = { nodeAccess: 'closed' } as const;
  const outside = { spec: { networkConfiguration: {} }, found: { network: undefined } };

  test('without a private endpoint is told, and so is a pool outside of any network', () => {
    const none = 'it has no approved private endpoint for nodeManagement';
    expect(told({ account })).toEqual({ problems: [], warnings: [warning(none)] });
    const away = 'the pool names no subnet from which they could reach its private endpoint';
    expect(told({ ...outside, account: { ...account, privateNodeAccess: true } }).warnings).toEqual([warning(away)]);
  });

  test.each<[string, Case]>([
    ['has rules that may let them in', { account: { nodeAccess: 'rules' } }],
    ['has a private endpoint for a pool in a network', { account: { ...account, privateNodeAccess: true } }],
    ['calls the nodes itself', { account, spec: { targetNodeCommunicationMode: 'classic' } }],
  ])('is none where it %s', (_, changes) => {
    expect(told(changes)).toEqual(NOTHING);
  });
});

describe('public addresses', () => {
  const free = (name: string, changes: Partial<PublicAddress> = {}): PublicAddress => ({
    id: address(name).toUpperCase(),
    location: 'westeurope',
    sku: 'Standard',
    allocation: 'Static',
    version: 'IPv4',
    named: true,
    ...changes,
  });
  const managed = (ipAddressIds: readonly string[], more: object = {}): Pick<Case, 'spec'> => ({
    spec: {
      networkConfiguration: { publicIPAddressConfiguration: { provision: 'usermanaged', ipAddressIds } },
      ...more,
    },
  });
  const read = (...value: readonly PublicAddress[]): Pick<Case, 'found'> => ({
    found: { network: undefined, addresses: { kind: 'read', value } },
  });
  const unfit = (why: string): string =>
    `found public IP address ${why}; expected a free, static IPv4 address of SKU Standard in westeurope and in the subscription of the ` +
    'account. Name another address in ipAddressIds, or let Batch provide them (provision: batchmanaged).';

  test('that fit are nothing to tell', () => {
    expect(told({ ...managed([address('a')]), ...read(free('a')) })).toEqual(NOTHING);
  });

  test.each<[string, string, readonly PublicAddress[], string]>([
    ['absent', address('a'), [], 'a, which does not exist'],
    [
      'of another subscription',
      address('a', '/subscriptions/9'),
      [{ ...free('a'), id: address('a', '/subscriptions/9') }],
      'a of subscription 9',
    ],
    ['of another region', address('a'), [free('a', { location: 'eastus' })], 'a in eastus'],
    ['Basic', address('a'), [free('a', { sku: 'Basic' })], 'a of SKU Basic'],
    ['dynamic', address('a'), [free('a', { allocation: 'Dynamic' })], 'a, which is dynamic'],
    ['of IPv6', address('a'), [free('a', { version: 'IPv6' })], 'a, which is of IPv6'],
    ['in use', address('a'), [free('a', { usedBy: '/nic/1' })], 'a, which /nic/1 uses'],
  ])('%s', (_, id, found, why) => {
    expect(told({ ...managed([id]), ...read(...found) })).toEqual({ problems: [unfit(why)], warnings: [] });
  });

  const BALANCER = `${SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/loadBalancers/lb/frontendIPConfigurations/f`;

  test.each<[string, string, boolean]>([
    ['a load balancer, which may be the pool’s own', BALANCER, false],
    ['what is in a group of Batch', '/subscriptions/s/resourceGroups/azurebatch-1-c/providers/x/y/z', false],
    ['a network interface', '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkInterfaces/n', true],
    ['a NAT gateway', '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/natGateways/n', true],
  ])('of a pool that is there already may be in use by %s', (_, usedBy, isTold) => {
    const found = read(free('a', { usedBy }));
    const pool = aPool({ metadata: { abip_key: someSurvey(someRequest()).key } });
    const why = [unfit(`a, which ${usedBy} uses`)];
    expect(told({ ...managed([address('a')]), ...found, survey: { pool } }).problems).toEqual(isTold ? why : []);
    expect(told({ ...managed([address('a')]), ...found }).problems).toEqual(why);
  });

  test('without a DNS name label are told once', () => {
    const unnamed = ['a', 'b'].map((name) => free(name, { named: false }));
    expect(told({ ...managed([address('a'), address('b'), address('c')]), ...read(...unnamed, free('c')) })).toEqual({
      problems: [],
      warnings: [
        'Batch documents that public IP addresses for a pool need a DNS name label, and A, B have none: the pool may get no nodes. Set ' +
          'it: `az network public-ip update --dns-name`.',
      ],
    });
  });

  test('are none only with simplified communication', () => {
    const networkConfiguration = { publicIPAddressConfiguration: { provision: 'nopublicipaddresses' } };
    const found = { network: undefined };
    expect(told({ spec: { networkConfiguration }, found })).toEqual(NOTHING);
    const classic = { networkConfiguration, targetNodeCommunicationMode: 'classic' };
    expect(told({ spec: classic, found }).problems).toEqual([
      'found classic node communication, for nodes without public IP addresses; expected simplified node communication: in the classic ' +
        'one Batch calls the nodes. Set targetNodeCommunicationMode to simplified, or leave it out.',
    ]);
  });
});

test('what may not be read is told, and nothing else about it', () => {
  const unread = (action: string) => ({ kind: 'unread', action }) as const;
  const text = (action: string): string =>
    `Whether the network of the pool can take its nodes could not be checked: ${action} is not granted, or Azure does not answer. The ` +
    'role Reader on the network has it.';
  const networkConfiguration = {
    subnetId: `${NETWORK}/subnets/inner`,
    publicIPAddressConfiguration: { provision: 'usermanaged', ipAddressIds: [address('a')] },
  };
  const found = { network: unread('net/read'), addresses: unread('ip/read') };
  expect(told({ spec: { networkConfiguration }, found })).toEqual({
    problems: [],
    warnings: [text('net/read'), text('ip/read')],
  });
  expect(told({ found: { group: unread('nsg/read') } })).toEqual({ problems: [], warnings: [text('nsg/read')] });
});

test('the shape of Resource Manager spells its values with capitals', () => {
  const spec = {
    id: undefined,
    vmSize: undefined,
    targetDedicatedNodes: undefined,
    networkConfiguration: undefined,
    properties: {
      vmSize: 'STANDARD_D2S_V5',
      targetNodeCommunicationMode: 'Classic',
      networkConfiguration: { publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } },
    },
  };
  expect(told({ spec, found: { network: undefined } }).problems).toHaveLength(1);
});
