// Carries a plan out and says what came of it.
import { describe, isAzureServiceError } from '../azure/errors.ts';
import { hintFor } from '../azure/hints.ts';
import { releaseMarks, type Marks } from '../marks.ts';
import { VHD_CONTAINER } from '../names.ts';
import type { Warning } from '../problem.ts';
import { bytesOf, type PlannedVhd, type WholeVhd } from '../source/planned-vhd.ts';
import type { Clients } from './clients.ts';
import type { Ledger } from './ledger.ts';
import { perform } from './perform.ts';
import type { Plan } from './plan.ts';
import { PoolNotProven } from './pool-not-proven.ts';
import type { Request } from './request.ts';
import type { Failure, Leftover, Outcome, Outputs, Result, StepReport } from './result.ts';
import { startLearning, type RunContext } from './run-context.ts';
import { runSteps, type StepFailure } from './run-steps.ts';

export interface ReleaseParts {
  readonly request: Request;
  readonly plan: Plan;
  readonly clients: Clients;
  /** Connections that still work for a few seconds after the run was cancelled. */
  readonly cleanup: Clients;
  readonly ledger: Ledger;
  readonly startedAt: Date;
  /** When the run has to be over. */
  readonly deadline: Date;
  readonly output: (outputs: Outputs) => void;
}

/** Never rejects for what a step met: the outcome tells. */
export async function release(parts: ReleaseParts): Promise<Result> {
  const { request, plan, clients, startedAt } = parts;
  const { clock, signal } = clients.host;
  const outputs: Record<string, string> = {};
  const run: RunContext = {
    ...parts,
    learned: startLearning(request, plan, clients),
    output(values) {
      Object.assign(outputs, values);
      parts.output(values);
    },
  };

  noteWhatIsThere(run);
  await noteWhatIsDone(run);
  const { reports, failures } = await runSteps(plan.steps, {
    perform: async (step) => perform(step, run),
    now: () => clock.now(),
    signal,
  });

  const [worst, ...others] = byWeight(failures);
  return {
    outcome: outcomeOf(signal, reports, worst),
    changed: reports.some((report) => changedSomething(report, plan)),
    outputs,
    vhds: [...run.learned.vhds.values()],
    steps: reports,
    ...(run.learned.pool === undefined ? {} : { pool: run.learned.pool }),
    ...(plan.sourceOs === undefined ? {} : { sourceOs: plan.sourceOs }),
    marks: marksOf(run),
    leftovers: leftoversOf(run),
    warnings: [...plan.warnings, ...run.learned.warnings, ...others.map(asWarning)],
    startedAt,
    endedAt: clock.now(),
  };
}

/** Temporaries of earlier runs are this one's to give back, whether it uses them or not. */
function noteWhatIsThere({ plan: { steps }, ledger }: RunContext): void {
  for (const { work, resource } of steps) {
    if (work.kind !== 'delete-snapshot') continue;
    const isMadeNow = steps.some(
      (step) => step.resource === resource && step.work.kind === 'snapshot-disk' && step.state === 'todo',
    );
    if (!isMadeNow) ledger.addTemporary({ kind: 'snapshot', id: resource });
  }
}

/** What earlier runs finished is true already, whatever becomes of the rest. */
async function noteWhatIsDone({ plan, clients, request, learned, output }: RunContext): Promise<void> {
  for (const vhd of plan.vhds) {
    const whole = await wholeVhd(vhd, plan, clients);
    if (whole === undefined) continue;
    learned.vhds.set(vhd.role, { disk: vhd.role, ...whole });
    if (vhd.role === 'os') output({ vhdUrl: whole.url });
  }
  for (const { state, work } of plan.steps) {
    if (state !== 'done') continue;
    if (work.kind === 'await-region') {
      output({ imageVersion: request.image.version, imageVersionId: plan.version.id });
    }
    if (work.kind === 'create-pool') output({ poolId: plan.pool.id });
  }
}

/** Undefined for a VHD that is still to be written. */
async function wholeVhd(
  vhd: PlannedVhd,
  { steps, blobEndpoint }: Plan,
  { blobs }: Clients,
): Promise<WholeVhd | undefined> {
  switch (vhd.kind) {
    case 'found':
      return vhd.whole;
    case 'captured':
      return vhd.earlier;
    case 'made': {
      const done = steps.some(({ state, work }) => state === 'done' && work.kind === 'write-vhd' && work.vhd === vhd);
      if (!done || blobEndpoint === undefined) return undefined;
      const { url } = await blobs.open(blobEndpoint, VHD_CONTAINER, vhd.blobName);
      return { url, bytes: bytesOf(vhd.from) };
    }
    default:
      return vhd satisfies never;
  }
}

function outcomeOf(signal: AbortSignal, reports: readonly StepReport[], worst: StepFailure | undefined): Outcome {
  if (worst !== undefined) return { kind: 'failed', failure: failureOf(worst) };
  const cancelled = reports.find(({ state }) => state === 'cancelled');
  if (signal.aborted && cancelled !== undefined) return { kind: 'cancelled', phase: cancelled.phase };
  return { kind: 'succeeded' };
}

/** The failure that keeps the user from the pool comes first; an export's comes last, it touches nothing else. */
function byWeight(failures: readonly StepFailure[]): readonly StepFailure[] {
  const weight = ({ step }: StepFailure): number =>
    step.phase === 'cleanup' ? 3 : step.phase === 'export' ? 2 : step.work.kind === 'await-all-regions' ? 1 : 0;
  return failures.toSorted((a, b) => weight(a) - weight(b));
}

function failureOf({ step, error }: StepFailure): Failure {
  const hint = hintFor(error);
  const known = isAzureServiceError(error) ? error : undefined;
  const unproven = error instanceof PoolNotProven ? error : undefined;
  return {
    phase: step.phase,
    step: step.title,
    code: known?.code ?? unproven?.code ?? nameOf(error),
    message: unproven?.message ?? describe(error),
    ...(known?.correlationId === undefined ? {} : { correlationId: known.correlationId }),
    ...(hint === undefined ? {} : { hint }),
    causes: unproven?.causes ?? [],
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error && error.name !== 'Error' ? error.name : 'Failed';
}

function asWarning({ step, error }: StepFailure): Warning {
  return { code: 'also-failed', input: step.phase, text: `${step.title} failed too: ${describe(error)}` };
}

function changedSomething({ id, state, startedAt }: StepReport, { steps }: Plan): boolean {
  const kind = steps.find((step) => step.id === id)?.work.kind;
  const waits = kind === 'await-region' || kind === 'await-all-regions';
  return !waits && startedAt !== undefined && state !== 'done-before' && state !== 'skipped';
}

/** Empty when the run ended before the content of the source was known. */
function marksOf({ plan, learned }: RunContext): Marks {
  const facts = learned.knownMarks();
  return facts === undefined ? {} : releaseMarks(facts, plan.pool.family, plan.pool.specHash);
}

/** Temporaries that may be there as the run ends; one that Azure refused to make is none. */
function leftoversOf({ ledger, learned }: RunContext): readonly Leftover[] {
  const reason =
    'the run ended before it could be deleted; the post step deletes it, unless an unfinished image version needs it';
  return [...learned.kept, ...ledger.current.temporaries.map(({ id }) => ({ id, reason }))];
}
