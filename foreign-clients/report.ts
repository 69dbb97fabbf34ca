// Runs steps and tells how each ended: one line per step, `ok` or `FAIL` with the reason, in the order they end.

export interface Report {
  /** Runs the step; false when it failed. It never throws, so that one failure does not hide the others. */
  step(name: string, work: () => Promise<unknown>): Promise<boolean>;
  /** A line that is no step. */
  note(text: string): void;
}

export interface Tally {
  readonly steps: number;
  readonly failed: number;
}

export function createReport(tool: string, write: (line: string) => void): Report & { tally(): Tally } {
  let steps = 0;
  let failed = 0;
  return {
    async step(name, work) {
      steps += 1;
      const started = performance.now();
      const took = (): string => `(${((performance.now() - started) / 1000).toFixed(1)} s)`;
      try {
        await work();
        write(`ok    ${tool}: ${name} ${took()}`);
        return true;
      } catch (error) {
        failed += 1;
        write(`FAIL  ${tool}: ${name} ${took()}\n${indented(reasonOf(error))}`);
        return false;
      }
    },
    note: (text) => write(`      ${tool}: ${text}`),
    tally: () => ({ steps, failed }),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function indented(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');
}
