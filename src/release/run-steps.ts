// Runs a graph of steps: each as soon as the steps it waits for are done, all else side by side. A step that fails holds
// back only those that wait for it.
import type { PlannedStep } from './plan.ts';
import type { StepReport } from './result.ts';

export interface StepRun {
  readonly reports: readonly StepReport[];
  /** In the order in which they happened. */
  readonly failures: readonly StepFailure[];
}

export interface StepFailure {
  readonly step: PlannedStep;
  readonly error: unknown;
}

export interface StepTools {
  /** Makes it so, or tells that it is left out. Called only for steps that are not done before. */
  readonly perform: (step: PlannedStep) => Promise<'done' | 'skipped'>;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

type Ending = StepReport['state'];

/** Resolves when every step has ended; never rejects. Steps come in an order in which each follows those it waits for. */
export async function runSteps(steps: readonly PlannedStep[], tools: StepTools): Promise<StepRun> {
  const endings = new Map<string, Promise<StepReport>>();
  const failures: StepFailure[] = [];

  async function run(step: PlannedStep): Promise<StepReport> {
    const { id, title, phase } = step;
    const report = { id, title, phase };
    const before = await Promise.all(step.after.flatMap((name) => endings.get(name) ?? []));
    if (before.some(({ state }) => !isDone(state))) {
      return { ...report, state: tools.signal.aborted ? 'cancelled' : 'skipped' };
    }
    if (step.state === 'done') return { ...report, state: 'done-before' };
    if (tools.signal.aborted) return { ...report, state: 'cancelled' };
    const startedAt = tools.now();
    const state = await attempt(step);
    return { ...report, state, startedAt, endedAt: tools.now() };
  }

  async function attempt(step: PlannedStep): Promise<Ending> {
    try {
      return await tools.perform(step);
    } catch (error) {
      if (tools.signal.aborted) return 'cancelled';
      failures.push({ step, error });
      return 'failed';
    }
  }

  for (const step of steps) endings.set(step.id, run(step));
  return { reports: await Promise.all(endings.values()), failures };
}

function isDone(state: Ending): boolean {
  return state === 'done' || state === 'done-before';
}
