// What the suite has shown of each operation, and where that falls short.
import { nameOf, type Exchange } from '../exchange.ts';
import type { Finding } from '../finding.ts';
import type { Operation } from '../openapi.ts';
import type { Performed } from './perform.ts';

/** An operation that the simulator serves and the files describe, and all that was tried with it. */
export interface Tried {
  readonly operation: Operation;
  readonly performed: readonly Performed[];
  /** Requests that could not be made: their examples are not at hand. */
  readonly absent: readonly string[];
  /** Whether the suite has an entry for it. */
  readonly isKnown: boolean;
}

export interface OperationCoverage {
  readonly operation: Operation;
  /** A success, held against the file without a finding. */
  readonly isValidated: boolean;
  /** Examples that succeeded as they are. */
  readonly used: readonly string[];
  /** Examples that the simulator refuses, in an error that keeps to the file. */
  readonly refused: readonly Note[];
  readonly unusable: readonly Note[];
  /** Requests of the suite's own that succeeded. */
  readonly own: readonly string[];
}

export interface Note {
  readonly example: string;
  readonly why: string;
}

export interface Coverage {
  readonly operations: readonly OperationCoverage[];
  /** Values that were not sent, by name. */
  readonly unsent: ReadonlyMap<string, readonly string[]>;
  readonly failures: readonly string[];
  /** What is left of the findings: an example that contradicts its own file is none of the simulator. */
  readonly findings: readonly Finding[];
}

/** `stale`: operations that the suite has an entry for and the simulator does not serve. */
export function cover(tried: readonly Tried[], findings: readonly Finding[], stale: readonly string[] = []): Coverage {
  const failures = stale.map((one) => `${one}: the suite has an entry for it, and it is not served`);
  const excused = new Set<Finding>();
  const operations = tried.map(({ operation, performed, absent, isKnown }): OperationCoverage => {
    const verdicts = performed.map((one) => judge(one, findings));
    const label = `${operation.service} ${operation.id} at ${operation.version}`;
    for (const one of verdicts) {
      for (const finding of one.excused) excused.add(finding);
      if (one.kind === 'failed') failures.push(`${label}, ${one.example}: ${one.why}`);
    }
    const of = <K extends Verdict['kind']>(kind: K): readonly Extract<Verdict, { kind: K }>[] =>
      verdicts.filter((one): one is Extract<Verdict, { kind: K }> => one.kind === kind);
    const [used, own] = [of('used'), of('own')].map((list) => list.map(({ example }) => example));
    const isValidated = (used?.length ?? 0) + (own?.length ?? 0) > 0;
    if (!isKnown) failures.push(`${label}: the suite has no entry for it`);
    else if (!isValidated) failures.push(`${label}: no success of it was validated`);
    return {
      operation,
      isValidated,
      used: used ?? [],
      own: own ?? [],
      refused: of('refused'),
      unusable: [...of('unusable'), ...absent.map((example) => ({ example, why: 'not at hand' }))],
    };
  });
  return {
    operations,
    failures,
    unsent: unsentOf(tried.flatMap(({ performed }) => performed)),
    findings: findings.filter((one) => !excused.has(one)),
  };
}

function unsentOf(performed: readonly Performed[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { trial, unknown } of performed) {
    for (const name of unknown) found.set(name, [...(found.get(name) ?? []), trial.name]);
  }
  return found;
}

type Verdict = { readonly example: string; readonly excused: readonly Finding[] } & (
  { readonly kind: 'used' | 'own' } | { readonly kind: 'refused' | 'unusable' | 'failed'; readonly why: string }
);

function judge({ trial, outcome, request, end, look }: Performed, findings: readonly Finding[]): Verdict {
  const { name: example, expected, kind } = trial;
  const ofExchange = (exchange: Exchange | undefined): readonly Finding[] =>
    exchange === undefined ? [] : findings.filter((one) => one.exchange === nameOf(exchange));
  const own = [...ofExchange(request), ...ofExchange(end)];
  const asked = own.filter(({ side }) => side === 'request');
  const answered = [...own.filter(({ side }) => side === 'answer'), ...ofExchange(look)];
  const failed = (why: string): Verdict => ({ kind: 'failed', example, why, excused: [] });

  if (outcome.kind === 'broken') return failed(outcome.why);
  if (answered.length > 0) return failed(`${answered.length} findings in the answer`);
  const [fault] = asked;
  if (fault !== undefined) {
    if (kind === 'own') return failed('the request does not keep to the file');
    const why = `contradicts its own file: ${fault.code} at ${fault.path}, ${fault.found}`;
    return { kind: 'unusable', example, why, excused: asked };
  }
  if (outcome.kind === 'success') {
    if (expected !== undefined) return failed(`succeeded, instead of being refused with ${expected.code}`);
    return { kind: kind === 'example' ? 'used' : 'own', example, excused: [] };
  }
  if (expected === undefined) return failed(`refused with ${outcome.code}, which the suite does not expect`);
  if (expected.code !== outcome.code) return failed(`refused with ${outcome.code} instead of ${expected.code}`);
  return { kind: 'refused', example, why: `${outcome.code}: ${expected.why}`, excused: [] };
}
