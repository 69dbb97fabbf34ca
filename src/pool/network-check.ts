// Whether the network that a pool names can take its nodes, and lets them and Batch reach each other.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import { networkOf, subnetName, type SecurityGroup, type Subnet, type VirtualNetwork } from '../azure/networks.ts';
import { nameOf } from '../azure/resource-id.ts';
import { formatCount } from '../format.ts';
import type { Problem, Warning } from '../problem.ts';
import { otherRegion, subscriptionOf } from './network-place.ts';
import { refuserAt, type Refuse } from './spec-problem.ts';
import { networkPath, networkWishOf } from './network-spec.ts';
import type { PoolSpec } from './pool-spec.ts';
import { closingRule, type Passage } from './security-rules.ts';
import { wantedNodes } from './targets.ts';

interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

export interface WantedRoom {
  /** Fewer nodes than the spec asks for, which are enough. */
  readonly minReady: number | undefined;
  /** Whether nodes of this pool may be in the subnet already. */
  readonly isOwnPoolThere: boolean;
}

/** @param network undefined where it does not exist. */
export function subnetFindings(
  spec: PoolSpec,
  account: BatchAccount,
  network: VirtualNetwork | undefined,
  wanted: WantedRoom,
): Findings {
  const { subnetId } = networkWishOf(spec);
  if (subnetId === undefined) return { problems: [], warnings: [] };
  const refuse = refuserAt(spec, networkPath(spec, 'subnetId'));
  const subnet = subnetIn(network, subnetId);
  if (network === undefined || subnet === undefined) {
    const found =
      network === undefined
        ? `no virtual network ${networkOf(subnetId)}`
        : `no subnet ${nameOf(subnetId)} in virtual network ${nameOf(network.id)}`;
    const there = network?.subnets.map(({ name }) => name).join(', ') ?? '';
    const fix = there === '' ? 'Correct subnetId.' : `Correct subnetId; there are: ${there}.`;
    return { problems: [refuse('pool-subnet-not-found', found, 'a subnet that exists', fix)], warnings: [] };
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
  const room = roomFindings(spec, subnet, shown, wanted, refuse);
  return { problems: [...problems, ...room.problems], warnings: room.warnings };
}

export function subnetIn(network: VirtualNetwork | undefined, subnetId: string): Subnet | undefined {
  return network?.subnets.find(({ name }) => name.toLowerCase() === nameOf(subnetId).toLowerCase());
}

/** Azure keeps five addresses of each range for itself. */
const RESERVED = 5;

/** Where addresses are missing Batch makes as many nodes as there are, and ends the resize with an error. */
function roomFindings(
  spec: PoolSpec,
  subnet: Subnet,
  shown: string,
  { minReady, isOwnPoolThere }: WantedRoom,
  refuse: Refuse,
): Findings {
  const { dedicated, lowPriority } = wantedNodes(spec);
  const nodes = dedicated + lowPriority;
  const lengths = subnet.prefixes.flatMap((prefix) => /^[\d.]+\/(\d+)$/.exec(prefix)?.[1] ?? []).map(Number);
  const usable = lengths.reduce((sum, length) => sum + Math.max(0, 2 ** (32 - length) - RESERVED), 0);
  // Those of this pool's own nodes are among the taken ones, and nobody tells which.
  const taken = isOwnPoolThere ? 0 : subnet.taken;
  const missing = nodes + taken - usable;
  if (lengths.length === 0 || missing <= 0 || nodes === 0) return { problems: [], warnings: [] };
  const found = `${shown} (${subnet.prefixes.join(', ')}) with room for ${usable}, of which ${taken} ${taken === 1 ? 'is' : 'are'} taken, for ${formatCount(nodes, 'node')}: ${missing} missing`;
  if (minReady !== undefined && usable - taken >= minReady) {
    const text = `Not all nodes will find room: ${found}. The ${minReady} of min-ready-nodes will.`;
    return { problems: [], warnings: [{ code: 'pool-subnet-partial', input: 'pool-spec', text }] };
  }
  const expected = `room for ${formatCount(nodes, 'node')}`;
  const fix = 'Name a larger subnet, or ask for fewer nodes.';
  return { problems: [refuse('pool-subnet-too-small', found, expected, fix)], warnings: [] };
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
  if (communication === 'simplified' && account.privateNodeAccess) return [];
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

/** Nodes that find no way to the service become unusable, and no error of theirs names the cause. */
export function nodeAccessWarnings(spec: PoolSpec, account: BatchAccount): readonly Warning[] {
  const { subnetId, communication } = networkWishOf(spec);
  const byEndpoint = account.privateNodeAccess && subnetId !== undefined;
  if (account.nodeAccess !== 'closed' || communication === 'classic' || byEndpoint) return [];
  const lack = account.privateNodeAccess
    ? 'and the pool names no subnet from which they could reach its private endpoint'
    : 'and it has no approved private endpoint for nodeManagement';
  const text = `Batch account ${account.name} lets no nodes in from public addresses, ${lack}: the nodes may become unusable. Allow them (networkProfile.nodeManagementAccess), or give the pool the subnet of a network with a private endpoint for nodeManagement.`;
  return [{ code: 'batch-node-access', input: 'batch-account', text }];
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
