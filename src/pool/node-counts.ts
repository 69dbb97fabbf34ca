// Nodes by state, added up and put into words.
import type { NodeCounts, NodeState } from '../azure/batch-service.ts';

/** From the healthy end of a node's life to the broken one: the order in which states are told. */
const ORDER: readonly NodeState[] = [
  'idle',
  'running',
  'creating',
  'starting',
  'waitingforstarttask',
  'rebooting',
  'reimaging',
  'upgradingos',
  'offline',
  'leavingpool',
  'preempted',
  'deallocating',
  'deallocated',
  'unknown',
  'starttaskfailed',
  'unusable',
];

const WORDS: Readonly<Partial<Record<NodeState, string>>> = {
  waitingforstarttask: 'waiting for the start task',
  starttaskfailed: 'with a failed start task',
  leavingpool: 'leaving the pool',
  upgradingos: 'upgrading the OS',
};

/** States in which a node is of no use until somebody looks into it. */
export const BAD_STATES = ['unusable', 'starttaskfailed'] as const satisfies readonly NodeState[];

export function countIn(counts: NodeCounts, ...states: readonly NodeState[]): number {
  return states.reduce((sum, state) => sum + (counts.dedicated[state] ?? 0) + (counts.lowPriority[state] ?? 0), 0);
}

export function totalNodes(counts: NodeCounts): number {
  return countIn(counts, ...ORDER);
}

/** `2 idle, 1 starting`; `no nodes yet` when there are none. */
export function listStates(counts: NodeCounts): string {
  const parts = ORDER.map((state) => [countIn(counts, state), WORDS[state] ?? state] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  return parts.length === 0 ? 'no nodes yet' : parts.join(', ');
}
