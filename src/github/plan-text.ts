// The plan for its readers: lines of the log, and a table of the summary.
import type { Host } from '../azure/host.ts';
import type { Plan, PlannedStep } from '../release/plan.ts';
import { code, cut, escape, prose, table } from './markdown.ts';
import type { Budget } from './markdown.ts';

/** One line per step, in the order in which they can start, under the name of their phase. */
export function planLines(steps: readonly PlannedStep[]): readonly string[] {
  const numbers = numbersOf(steps);
  return steps.map((step) => {
    const after = step.after.map((id) => numbers.get(id) ?? id).join(', ');
    const needs = after === '' ? '' : ` (after ${after})`;
    return `${step.state === 'done' ? 'done' : 'todo'}  ${numbers.get(step.id) ?? ''}. ${step.phase}: ${step.title}${needs}: ${step.reason}`;
  });
}

export function printPlan(host: Pick<Host, 'progress'>, { steps }: Pick<Plan, 'steps'>): void {
  for (const line of planLines(steps)) host.progress(line);
  const todo = steps.filter(({ state }) => state === 'todo').length;
  host.progress(`plan: ${todo} of ${steps.length} steps to do`);
}

export function renderPlan(steps: readonly PlannedStep[], budget: Budget): string {
  const numbers = numbersOf(steps);
  const rows = steps.map(({ id, phase, title, resource, reason, state, after }) => [
    String(numbers.get(id) ?? ''),
    phase,
    escape(cut(title, 300)),
    code(cut(resource, 500)),
    prose(cut(reason, 500)),
    state === 'done' ? 'done already' : 'to do',
    after.map((other) => numbers.get(other) ?? escape(other)).join(', '),
  ]);
  return table(['#', 'Phase', 'Step', 'Resource', 'Why', 'State', 'After'], rows, budget);
}

function numbersOf(steps: readonly PlannedStep[]): ReadonlyMap<string, number> {
  return new Map(steps.map(({ id }, index) => [id, index + 1]));
}
