// Whether a network security group lets Batch reach its nodes, or the nodes reach Batch. Judged only where the rules leave no
// doubt: a range of addresses may hold those of Batch or not.
import type { SecurityGroup, SecurityRule } from '../azure/networks.ts';
import { addressRange, covers, overlap } from './address-ranges.ts';

/** What has to pass, and between whom: https://learn.microsoft.com/azure/batch/batch-virtual-network#network-security-groups */
export interface Passage {
  readonly direction: 'Inbound' | 'Outbound';
  readonly port: number;
  readonly region: string;
}

/**
 * The rule that closes the passage for all nodes of a subnet; undefined where it is open, or may be.
 * @param prefixes those of the subnet
 */
export function closingRule(
  { rules }: SecurityGroup,
  passage: Passage,
  prefixes: readonly string[],
): SecurityRule | undefined {
  for (const rule of rules) {
    if (rule.direction !== passage.direction || !isTcp(rule) || !hasPort(rule, passage.port)) continue;
    const [reach, share] = [reachOf(rule, passage.region), shareOf(rule, prefixes)];
    if (reach === 'other' || share === 'none') continue;
    if (rule.access === 'Allow') return undefined;
    if (reach === 'all' && share === 'all') return rule;
  }
  return undefined;
}

/** Whether a rule is about all that nodes in the subnet send or receive, perhaps some of it, or none. */
function shareOf({ locals, groups, sourcePorts }: SecurityRule, prefixes: readonly string[]): 'all' | 'some' | 'none' {
  if (groups) return 'some';
  const all = ['*', 'any', '0.0.0.0/0', 'virtualnetwork'];
  const everywhere = locals.some((local) => all.includes(local.toLowerCase()));
  const subnets = prefixes.map(addressRange);
  const ranges = locals.map(addressRange);
  const covered = subnets.map((subnet) => subnet && ranges.some((range) => range && covers(range, subnet)));
  if (everywhere || (covered.length > 0 && covered.every((one) => one === true))) {
    return sourcePorts.some((ports) => ['*', '0-65535'].includes(ports)) ? 'all' : 'some';
  }
  // What is no IPv4 range on either side cannot be told apart here.
  const isApart = subnets.every((subnet) => ranges.every((range) => subnet && range && !overlap(range, subnet)));
  return isApart && subnets.length > 0 && ranges.length > 0 ? 'none' : 'some';
}

function isTcp({ protocol }: SecurityRule): boolean {
  return ['*', 'tcp', 'any'].includes(protocol.toLowerCase());
}

function hasPort({ destinationPorts }: SecurityRule, port: number): boolean {
  return destinationPorts.some((range) => {
    if (range === '*') return true;
    const [from = NaN, to = from] = range.split('-').map(Number);
    return from <= port && port <= to;
  });
}

/** Whether a rule is about all addresses of Batch in the region, perhaps some, or none. */
function reachOf({ peers }: SecurityRule, region: string): 'all' | 'some' | 'other' {
  const reaches = peers.map((peer) => reachOfPeer(peer.toLowerCase(), region));
  return reaches.includes('all') ? 'all' : reaches.includes('some') ? 'some' : 'other';
}

function reachOfPeer(peer: string, region: string): 'all' | 'some' | 'other' {
  const tags = ['*', 'any', '0.0.0.0/0', 'internet', 'azurecloud', 'batchnodemanagement'];
  const regional = [`azurecloud.${region}`, `batchnodemanagement.${region}`];
  if ([...tags, ...regional].includes(peer)) return 'all';
  if (!/^[\d.]+(\/\d+)?$/.test(peer)) return 'other';
  return isPrivate(peer) ? 'other' : 'some';
}

/** Batch answers at public addresses. */
function isPrivate(range: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(range);
}
