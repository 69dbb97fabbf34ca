// For tests of what happens in the middle of a run: faults by name, and stopping a run at a line of its log.
import type { ActionResult } from '../../runner/run-action.ts';
import type { Stage } from './harness.ts';

export function refuse(method: string, url: string, status: number, code: string, message: string, times = 1): object {
  return { match: { method, url }, times, do: { kind: 'answer', status, body: { error: { code, message } } } };
}

export function failOperation(method: string, url: string, code: string, message: string): object {
  return { match: { method, url }, times: 1, do: { kind: 'failOperation', code, message } };
}

export function answer(method: string, url: string, status: number, times: number, headers: object = {}): object {
  return { match: { method, url }, times, do: { kind: 'answer', status, headers } };
}

export function reset(method: string, url: string, when: 'before' | 'after', times = 1): object {
  return { match: { method, url }, times, do: { kind: 'reset', when } };
}

/** The error messages of a run, as its annotations have them. */
export function errorsOf(run: ActionResult): string {
  return run.annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message)
    .join('\n');
}

/** Runs until a line of the log holds `text`, then cancels as GitHub does, or takes the machine away. */
export async function stopAt(
  stage: Stage,
  text: string,
  how: 'cancel' | 'crash',
  inputs: Readonly<Record<string, string>> = {},
): Promise<ActionResult> {
  const stop = new AbortController();
  return stage.run(inputs, {
    [how === 'cancel' ? 'signal' : 'crash']: stop.signal,
    onLine(line) {
      if (line.includes(text)) stop.abort();
    },
  });
}
