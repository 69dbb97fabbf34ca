// Lines of a benchmark: what was measured, against what, and whether it is as good as it should be.

export interface Goal {
  readonly goal: string;
  readonly met: boolean;
}

export function report(what: string, value: string, detail: string, goal?: Goal): void {
  const verdict = goal === undefined ? '' : `  goal ${goal.goal}: ${goal.met ? 'met' : 'MISSED'}`;
  console.log(`${what.padEnd(12)} ${value.padEnd(18)} ${detail}${verdict}`);
}
