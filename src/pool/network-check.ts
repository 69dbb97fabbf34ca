// Whether the network that a pool names can take its nodes, and lets them and Batch reach each other.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import {
  networkOf,
  subnetName,
  type PublicAddress,
  type SecurityGroup,
  type Subnet,
  type VirtualNetwork,
} from '../azure/networks.ts';
import { nameOf, sameId } from '../azure/resource-id.ts';
import type { ProblemCode } from '../checks/registry.ts';
import { formatCount } from '../format.ts';
import type { Problem } from '../problem.ts';
import { networkPath, networkWishOf } from './network-spec.ts';
import type { PoolSpec } from './pool-spec.ts';
import { closingRule, type Passage } from './security-rules.ts';
import { wantedNodes } from './targets.ts';

type Refuse = (code: ProblemCode, found: string, expected: string, fix: string) => Problem;

function refuserAt(spec: PoolSpec, path: readonly string[]): Refuse {
  return (code, found, expected, fix) => ({
    code,
    input: 'pool-spec',
    found,
    expected,
    fix,
    position: spec.locate(path),
  });
}

function subscriptionOf(id: string): string {
  return (id.split('/')[2] ?? '').toLowerCase();
}

/** The region of what is told to be in another one than the account. */
function otherRegion({ location }: { readonly location?: string }, account: BatchAccount): string | undefined {
  return location === account.location ? undefined : location;
}

/** @param network undefined where it does not exist. */
export function subnetProblems(
  spec: PoolSpec,
  account: BatchAccount,
  network: VirtualNetwork | undefined,
  isOwnPoolThere: boolean,
): readonly Problem[] {
  const { subnetId } = networkWishOf(spec);
  if (subnetId === undefined) return [];
  const refuse = refuserAt(spec, networkPath(spec, 'subnetId'));
  const subnet = subnetIn(network, subnetId);
  if (network === undefined || subnet === undefined) {
    const found =
      network === undefined
        ? `no virtual network ${networkOf(subnetId)}`
        : `no subnet ${nameOf(subnetId)} in virtual network ${nameOf(network.id)}`;
    const there = network?.subnets.map(({ name }) => name).join(', ') ?? '';
    const fix = there === '' ? 'Correct subnetId.' : `Correct subnetId; there are: ${there}.`;
    return [refuse('pool-subnet-not-found', found, 'a subnet that exists', fix)];
  }
  const shown = `subnet ${subnetName(subnetId)}`;
  const problems: Problem[] = [];
  const isForeign = subscriptionOf(subnetId) !== subscriptionOf(account.id);
  const elsewhere = otherRegion(network, account);
  if (isForeign || elsewhere !== undefined) {
    problems.push(
      refuse(
        'pool-subnet-place',
        `${shown} in ${isForeign ? `subscription ${subscriptionOf(subnetId)}` : (elsewhere ?? '')}`,
        `a subnet in ${isForeign ? `subscription ${subscriptionOf(account.id)}` : account.location}, as Batch account ${account.name}`,
        'Name a subnet in the region and subscription of the account.',
      ),
    );
  }
  if (subnet.delegations.length > 0) {
    problems.push(
      refuse(
        'pool-subnet-delegated',
        `${shown}, which is delegated to ${subnet.delegations.join(', ')}`,
        'a subnet without delegation',
        'Name another subnet: a delegated one takes no nodes.',
      ),
    );
  }
  return [...problems, ...roomProblems(spec, subnet, shown, isOwnPoolThere, refuse)];
}

export function subnetIn(network: VirtualNetwork | undefined, subnetId: string): Subnet | undefined {
  return network?.subnets.find(({ name }) => name.toLowerCase() === nameOf(subnetId).toLowerCase());
}

/** Azure keeps five addresses of each range for itself. */
const RESERVED = 5;

function roomProblems(
  spec: PoolSpec,
  subnet: Subnet,
  shown: string,
  isOwnPoolThere: boolean,
  refuse: Refuse,
): readonly Problem[] {
  const { dedicated, lowPriority } = wantedNodes(spec);
  const nodes = dedicated + lowPriority;
  const lengths = subnet.prefixes.flatMap((prefix) => /^[\d.]+\/(\d+)$/.exec(prefix)?.[1] ?? []).map(Number);
  if (lengths.length === 0) return [];
  const usable = lengths.reduce((sum, length) => sum + Math.max(0, 2 ** (32 - length) - RESERVED), 0);
  // Those of this pool's own nodes are among the taken ones, and nobody tells which.
  const taken = isOwnPoolThere ? 0 : subnet.taken;
  const missing = nodes + taken - usable;
  if (missing <= 0 || nodes === 0) return [];
  return [
    refuse(
      'pool-subnet-too-small',
      `${shown} (${subnet.prefixes.join(', ')}) with room for ${usable}, of which ${taken} are taken, for ${formatCount(nodes, 'node')}: ${missing} missing`,
      `room for ${formatCount(nodes, 'node')}`,
      'Name a larger subnet, or ask for fewer nodes.',
    ),
  ];
}

/** The security group of the subnet, held against the way in which Batch and its nodes talk. */
export function securityGroupProblems(
  spec: PoolSpec,
  account: BatchAccount,
  network: VirtualNetwork | undefined,
  group: SecurityGroup,
): readonly Problem[] {
  const { subnetId = '', communication } = networkWishOf(spec);
  const { location: region } = account;
  const refuse = refuserAt(spec, networkPath(spec, 'subnetId'));
  // By a private endpoint nodes reach Batch inside the network, past rules about public addresses.
  if (communication === 'simplified' && account.privateEndpoints) return [];
  const prefixes = subnetIn(network, subnetId)?.prefixes ?? [];
  return passagesOf(communication, region).flatMap((passage) => {
    const rule = closingRule(group, passage, prefixes);
    if (rule === undefined) return [];
    const way =
      passage.direction === 'Outbound'
        ? `outbound TCP ${passage.port} to BatchNodeManagement.${region}`
        : `inbound TCP ${passage.port} from BatchNodeManagement.${region}`;
    return [
      refuse(
        'pool-subnet-closed',
        `security group ${nameOf(group.id)} of subnet ${subnetName(subnetId)}, whose rule ${rule.name} (priority ${rule.priority}) denies ${way}`,
        `a rule that allows ${way}, as ${communication} node communication needs it`,
        `Add the rule with a priority before ${rule.priority}.`,
      ),
    ];
  });
}

/** Which mode Batch chooses where it may, is not known before. */
function passagesOf(communication: 'simplified' | 'classic' | 'default', region: string): readonly Passage[] {
  switch (communication) {
    case 'simplified':
      return [{ direction: 'Outbound', port: 443, region }];
    case 'classic':
      return [29876, 29877].map((port) => ({ direction: 'Inbound', port, region }));
    case 'default':
      return [];
    default:
      return communication satisfies never;
  }
}

/** @param addresses those of the spec that exist. */
export function addressProblems(
  spec: PoolSpec,
  account: BatchAccount,
  addresses: readonly PublicAddress[],
  isOwnPoolThere: boolean,
): readonly Problem[] {
  const { provision, addressIds } = networkWishOf(spec);
  if (provision !== 'usermanaged') return [];
  const path = networkPath(spec, 'publicIPAddressConfiguration');
  return addressIds.flatMap((id) => {
    const why = addressFault(
      id,
      addresses.find((one) => sameId(one.id, id)),
      account,
      isOwnPoolThere,
    );
    if (why === undefined) return [];
    return [
      refuserAt(spec, [...path, 'ipAddressIds'])(
        'pool-public-address',
        `public IP address ${why}`,
        `a free, static address of SKU Standard in ${account.location} and in the subscription of the account`,
        'Name another address in ipAddressIds, or let Batch provide them (provision: batchmanaged).',
      ),
    ];
  });
}

function addressFault(
  id: string,
  address: PublicAddress | undefined,
  account: BatchAccount,
  isOwnPoolThere: boolean,
): string | undefined {
  const name = nameOf(id);
  if (address === undefined) return `${name}, which does not exist`;
  if (subscriptionOf(id) !== subscriptionOf(account.id)) return `${name} of subscription ${subscriptionOf(id)}`;
  const elsewhere = otherRegion(address, account);
  const { sku = 'Standard', allocation = 'Static' } = address;
  if (elsewhere !== undefined) return `${name} in ${elsewhere}`;
  if (sku.toLowerCase() !== 'standard') return `${name} of SKU ${sku}`;
  if (allocation.toLowerCase() !== 'static') return `${name}, which is ${allocation.toLowerCase()}`;
  // That of an earlier attempt is used by its own nodes.
  if (address.usedBy !== undefined && !isOwnPoolThere) return `${name}, which ${address.usedBy} uses`;
  return undefined;
}

/** What the spec says against itself about how nodes are reached. */
export function communicationProblems(spec: PoolSpec): readonly Problem[] {
  const { provision, communication } = networkWishOf(spec);
  if (provision !== 'nopublicipaddresses' || communication !== 'classic') return [];
  const path = [...(spec.kind === 'arm' ? ['properties'] : []), 'targetNodeCommunicationMode'];
  return [
    refuserAt(spec, path)(
      'pool-communication',
      'classic node communication, for nodes without public IP addresses',
      'simplified node communication: in the classic one Batch calls the nodes',
      'Set targetNodeCommunicationMode to simplified, or leave it out.',
    ),
  ];
}
