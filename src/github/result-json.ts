// The `result` output: the whole result as one JSON document that workflows can read. Fields are only ever added;
// a change of meaning raises `schemaVersion`.
import type { Span } from '../release/forecast-time.ts';
import { RESULT_SCHEMA_VERSION } from '../release/result.ts';
import type { Outcome, Result } from '../release/result.ts';
import { documentationOf } from './documentation.ts';

export function resultJson(result: Result): string {
  return JSON.stringify({
    schemaVersion: RESULT_SCHEMA_VERSION,
    outcome: result.outcome.kind,
    phase: phaseOf(result.outcome) ?? null,
    changed: result.changed,
    startedAt: result.startedAt,
    endedAt: result.endedAt,
    seconds: Math.round((result.endedAt.getTime() - result.startedAt.getTime()) / 1000),
    vhdUrl: result.outputs.vhdUrl ?? null,
    imageVersion: result.outputs.imageVersion ?? null,
    imageVersionId: result.outputs.imageVersionId ?? null,
    poolId: result.outputs.poolId ?? null,
    vhds: result.vhds,
    pool: result.pool ?? null,
    sourceOs: result.sourceOs ?? null,
    steps: result.steps,
    marks: result.marks,
    leftovers: result.leftovers,
    warnings: result.warnings,
    problems:
      result.outcome.kind === 'refused'
        ? result.outcome.problems.map((problem) => ({ ...problem, docs: documentationOf(problem.code) }))
        : [],
    failure: result.outcome.kind === 'failed' ? result.outcome.failure : null,
    ...planned(result.outcome),
  });
}

/** The phase in which the run ended before its end; undefined for a run that came to its end. */
function phaseOf(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case 'succeeded':
    case 'planned':
    case 'refused':
      return undefined;
    case 'failed':
      return outcome.failure.phase;
    case 'cancelled':
      return outcome.phase;
  }
}

/** What a run in release mode would do, and what that takes. */
function planned(outcome: Outcome): object {
  if (outcome.kind !== 'planned') return { plan: null, forecast: null };
  const { steps: minutesOf, minutes, phases, ...forecast } = outcome.forecast;
  return {
    plan: outcome.plan.map(({ id, phase, title, resource, reason, state, after }) => {
      const minutes = minutesOf[id];
      return { id, phase, title, resource, reason, state, after, minutes: minutes ? rounded(minutes) : null };
    }),
    forecast: {
      minutes: rounded(minutes),
      phases: phases.map((one) => ({ phase: one.phase, minutes: rounded(one.minutes) })),
      ...forecast,
    },
  };
}

/** To tenths: the figures behind it are no better. */
function rounded({ least, most }: Span): Span {
  return { least: Math.round(least * 10) / 10, most: Math.round(most * 10) / 10 };
}
