// Stops a run at a line of its log, and reads its errors.
import type { ActionResult } from '../../runner/run-action.ts';
import type { Stage } from './harness.ts';

/** The error messages of a run, as its annotations have them. */
export function errorsOf(run: ActionResult): string {
  return run.annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message)
    .join('\n');
}

/** Runs until a line of the log holds `text`, then cancels as GitHub does, or takes the machine away. */
export async function stopAt(stage: Stage, text: string, how: 'cancel' | 'crash'): Promise<StoppedRun> {
  const stop = new AbortController();
  const startedAt = performance.now();
  let stoppedAfterMs = NaN;
  const run = await stage.run(
    {},
    {
      [how === 'cancel' ? 'signal' : 'crash']: stop.signal,
      onLine(line) {
        if (stop.signal.aborted || !line.includes(text)) return;
        stoppedAfterMs = performance.now() - startedAt;
        stop.abort();
      },
    },
  );
  return { ...run, endedWithinMs: run.durationMs - stoppedAfterMs };
}

export interface StoppedRun extends ActionResult {
  /** From the stop to the end of the main step. */
  readonly endedWithinMs: number;
}
