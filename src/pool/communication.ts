// How nodes talk to the Batch service: one of the two ways is retired.
// https://learn.microsoft.com/azure/batch/simplified-compute-node-communication
import type { Warning } from '../problem.ts';
import { objectAt, textAt } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';

/** Batch may still take it, in this cloud or that: it is told, and left to Batch. */
export function communicationWarnings({ kind, body }: PoolSpec): readonly Warning[] {
  const mode = textAt(kind === 'arm' ? objectAt(body, 'properties') : body, 'targetNodeCommunicationMode');
  if (mode?.toLowerCase() !== 'classic') return [];
  const text = `The pool asks for the ${mode} way of node communication, which Azure retired on 2026-03-31. Leave targetNodeCommunicationMode out: the action asks for the simplified one.`;
  return [{ code: 'pool-spec-communication', input: 'pool-spec', text }];
}
