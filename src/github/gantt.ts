// The timeline of a run as a Mermaid gantt chart, which GitHub draws in job summaries.
import type { StepReport } from '../release/result.ts';

/** Beyond this a chart cannot be read, and Mermaid gives up on very long sources. */
const MOST_STEPS = 60;

export function renderGantt(steps: readonly StepReport[], now: Date): string {
  const timed = steps.filter((step) => step.startedAt !== undefined).slice(0, MOST_STEPS);
  if (timed.length === 0) return '';
  const lines = ['```mermaid', 'gantt', '  dateFormat x', '  axisFormat %H:%M:%S'];
  for (const phase of new Set(timed.map((step) => step.phase))) {
    lines.push(`  section ${phase}`);
    for (const step of timed.filter((candidate) => candidate.phase === phase)) {
      const start = step.startedAt?.getTime() ?? 0;
      // A bar of no width would be invisible.
      const end = Math.max((step.endedAt ?? now).getTime(), start + 1000);
      lines.push(`  ${label(step.title)} :${TAGS[step.state]}${start}, ${end}`);
    }
  }
  return [...lines, '```'].join('\n');
}

const TAGS: Readonly<Record<StepReport['state'], string>> = {
  'done-before': 'done, ',
  done: 'done, ',
  failed: 'crit, ',
  skipped: '',
  cancelled: 'crit, ',
};

/** Letters, digits and a few harmless signs: colons, semicolons, hashes and line ends have a meaning in the source. */
function label(title: string): string {
  return (
    title
      .replaceAll(/[^\p{L}\p{N} ._/()+-]/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, 80) || 'step'
  );
}
