// The plan for its readers: aligned lines of the log, and tables of the summary.
import type { Host } from '../azure/host.ts';
import { nameOf } from '../azure/resource-id.ts';
import { formatCount } from '../format.ts';
import type { Forecast } from '../release/forecast.ts';
import type { PlannedStep } from '../release/plan.ts';
import { aboutText, effectRows, forecastRows, spanText, type Row } from './forecast-text.ts';
import { code, cut, escape, prose, table } from './markdown.ts';
import type { Budget } from './markdown.ts';
import { resourceLink, type Portal } from './portal.ts';

export interface ShownPlan {
  readonly steps: readonly PlannedStep[];
  readonly forecast: Forecast;
}

/** Longer titles push the rest of their line to the right; all others are aligned. */
const WIDEST = 60;

/** One line per step, in the order in which they can start; then what they take and what they change. */
export function planLines({ steps, forecast }: ShownPlan): readonly string[] {
  const numbers = numbersOf(steps);
  const rows = steps.map((step) => {
    const { id, phase, title, state } = step;
    const takes = spanOf(step, forecast);
    return [`${numbers.get(id) ?? ''}`.padStart(2), WORDS[state], phase, title, takes, why(step, numbers)];
  });
  const facts = [...forecastRows(forecast), ...effectRows(forecast)];
  return [planHeadline({ steps, forecast }), ...aligned(rows), ...aligned(facts)];
}

const WORDS: Readonly<Record<PlannedStep['state'], string>> = { todo: 'to do', done: 'done' };

/** `10 steps, all to do, about 25m to 1h`. */
export function planHeadline({ steps, forecast }: ShownPlan): string {
  const todo = steps.filter(({ state }) => state === 'todo').length;
  if (todo === 0) return `${formatCount(steps.length, 'step')}, all done already: nothing to do`;
  return `${formatCount(steps.length, 'step')}, ${todo === steps.length ? 'all' : todo} to do, ${aboutText(forecast.minutes)}`;
}

export function printPlan(host: Pick<Host, 'progress'>, plan: ShownPlan): void {
  for (const line of planLines(plan)) host.progress(line);
}

export function renderPlan(plan: ShownPlan, portal: Portal, budget: Budget): string {
  const { steps, forecast } = plan;
  const numbers = numbersOf(steps);
  const rows = steps.map((step) => [
    String(numbers.get(step.id) ?? ''),
    step.phase,
    escape(cut(step.title, 300)),
    resourceCell(cut(step.resource, 500), portal),
    prose(cut(step.reason, 500)),
    spanOf(step, forecast),
    step.state === 'done' ? 'done already' : 'to do',
    step.after.map((other) => numbers.get(other) ?? escape(other)).join(', '),
  ]);
  const headings = ['#', 'Phase', 'Step', 'Resource', 'Why', 'Takes', 'State', 'After'];
  return [
    escape(`${planHeadline(plan)}.`),
    table(headings, rows, budget),
    titled('What it takes', factTable(forecastRows(forecast), budget)),
    titled('What it changes of what is there', factTable(effectRows(forecast), budget)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function spanOf({ id }: PlannedStep, { steps }: Forecast): string {
  const span = steps[id];
  return span === undefined ? '' : spanText(span);
}

function why({ reason, after }: PlannedStep, numbers: ReadonlyMap<string, number>): string {
  const needs = after.map((id) => numbers.get(id) ?? id).join(', ');
  return needs === '' ? reason : `${reason} (after ${needs})`;
}

/** The name of an ARM resource, or of a blob without its folders; a link where the portal has a page for it. */
function resourceCell(resource: string, portal: Portal): string {
  return resource.startsWith('/') && portal.url !== undefined ? resourceLink(portal, resource) : code(nameOf(resource));
}

function factTable(rows: readonly Row[], budget: Budget): string {
  return table(
    ['', ''],
    rows.map(([label, text]) => [`**${label}**`, prose(cut(text, 1000))]),
    budget,
  );
}

function titled(title: string, body: string): string {
  return body === '' ? '' : `#### ${title}\n\n${body}`;
}

/** Columns, each as wide as its widest cell; columns that are empty in every row take no room. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.min(WIDEST, Math.max(...rows.map((row) => row[column]?.length ?? 0))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === columns - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .filter((_, column) => (widths[column] ?? 0) > 0)
      .join('  ')
      .trimEnd(),
  );
}

function numbersOf(steps: readonly PlannedStep[]): ReadonlyMap<string, number> {
  return new Map(steps.map(({ id }, index) => [id, index + 1]));
}
