// The job summary: what a run did, as Markdown. Pure; within a budget, because GitHub discards a summary over 1 MiB whole.
import { formatDuration } from '../format.ts';
import type { Phase } from '../release/plan.ts';
import type { Outcome, Result } from '../release/result.ts';
import { renderGantt } from './gantt.ts';
import { createBudget, cut, escape } from './markdown.ts';
import type { Portal } from './portal.ts';
import { renderFailure, renderLeftovers, renderProblems, renderWarnings } from './summary-faults.ts';
import { renderPlan } from './plan-text.ts';
import { renderMarks, renderNodes, renderResources, renderSteps, renderVhds } from './summary-facts.ts';

export interface SummaryContext {
  readonly portal: Portal;
  /** Resources that links lead to. */
  readonly vmId?: string;
  readonly batchAccountId?: string;
}

export const LARGEST = 900 * 1024;

export function renderSummary(result: Result, context: SummaryContext): string {
  const budget = createBudget(LARGEST);
  const { outcome } = result;
  // The order of this list is also the order in which sections get their share of the budget.
  const sections = [
    `## ${headline(result)}\n\n${escape(subtitle(result))}`,
    outcome.kind === 'refused' ? renderProblems(outcome.problems, budget) : '',
    outcome.kind === 'failed' ? renderFailure(outcome.failure, budget) : '',
    outcome.kind === 'planned'
      ? titled('Plan', renderPlan({ steps: outcome.plan, forecast: outcome.forecast }, context.portal, budget))
      : '',
    titled('What there is now', renderResources(result, context, budget)),
    titled('VHDs', renderVhds(result.vhds, budget)),
    titled('Nodes', renderNodes(result.pool, budget)),
    titled('Left behind', renderLeftovers(result.leftovers, context.portal, budget)),
    titled('Warnings', renderWarnings(result.warnings, budget)),
    titled('Timeline', withinBudget(renderGantt(result.steps, result.endedAt))),
    titled(changesTitle(result), renderSteps(result.steps, budget)),
    titled('Marks', renderMarks(result.marks, budget)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;

  function withinBudget(text: string): string {
    return budget.take(text) ? text : '';
  }
}

export function titled(title: string, body: string): string {
  return body === '' ? '' : `### ${title}\n\n${body}`;
}

function changesTitle({ outcome, changed }: Result): string {
  if (outcome.kind === 'failed' || outcome.kind === 'cancelled') return 'What was done';
  return changed ? 'What changed' : 'Nothing changed';
}

function headline({ outcome, outputs, changed }: Result): string {
  switch (outcome.kind) {
    case 'succeeded': {
      const pool = outputs.poolId === undefined ? 'The pool' : `Pool ${escape(cut(outputs.poolId, 64))}`;
      const version =
        outputs.imageVersion === undefined ? 'the image' : `image ${escape(cut(outputs.imageVersion, 40))}`;
      return changed ? `✅ ${pool} runs ${version}` : `✅ ${pool} runs ${version} already`;
    }
    case 'planned':
      return '📋 Plan: nothing was written';
    case 'refused':
      return `❌ ${outcome.problems.length === 1 ? 'A problem' : `${outcome.problems.length} problems`} found: nothing was written`;
    case 'failed':
      return `❌ Failed: ${escape(cut(outcome.failure.step, 200))}`;
    case 'cancelled':
      return '⚠️ Cancelled';
  }
}

function subtitle(result: Result): string {
  const took = formatDuration(result.endedAt.getTime() - result.startedAt.getTime());
  return `${sentence(result.outcome)} The run took ${took}.`;
}

/** The first write comes after the survey. */
function whatNext(phase: Phase): string {
  const reading: readonly Phase[] = ['inputs', 'sign-in', 'survey'];
  return reading.includes(phase) ? ': nothing was written.' : '; run the job again to go on from there.';
}

function sentence(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'succeeded':
      return 'All steps are done.';
    case 'planned':
      return 'This is what a run in release mode would do now.';
    case 'refused':
      return 'Everything was checked before the first write.';
    case 'failed':
      return `It failed in the phase ${outcome.failure.phase}${whatNext(outcome.failure.phase)}`;
    case 'cancelled':
      return `It was cancelled in the phase ${outcome.phase}${whatNext(outcome.phase)}`;
  }
}
