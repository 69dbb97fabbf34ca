// The end of a run: outputs, job summary, annotations and the exit code, all read off its result.
import { writeFileSync } from 'node:fs';
import * as core from '@actions/core';
import { UnknownCloud } from '../azure/cloud.ts';
import { describe, isAzureServiceError } from '../azure/errors.ts';
import { hintFor } from '../azure/hints.ts';
import { formatCount } from '../format.ts';
import type { Problem, Warning } from '../problem.ts';
import { unusableCloud } from '../release/checks/cloud.ts';
import type { Phase, Plan } from '../release/plan.ts';
import type { Request } from '../release/request.ts';
import type { Failure, Outcome, Result } from '../release/result.ts';
import type { WorkflowHost } from './host.ts';
import type { OutputWriter } from './outputs.ts';
import { mapTexts } from './redact.ts';
import { renderSummary } from './summary.ts';

export interface Report {
  /** The cloud's portal and the request, as soon as they are known: the summary links with them. */
  portal: string | undefined;
  request: Request | undefined;
  refused(problems: readonly Problem[], warnings: readonly Warning[]): Promise<void>;
  planned(request: Request, plan: Plan): Promise<void>;
  finished(result: Result): Promise<void>;
  /** For what no step caught: an error, or the cancellation, on the way to the plan. */
  failed(error: unknown, phase: Phase): Promise<void>;
}

export interface ReportParts {
  readonly host: WorkflowHost;
  readonly outputs: OutputWriter;
  readonly startedAt: Date;
}

export function createReport({ host, outputs, startedAt }: ReportParts): Report {
  const report: Report = {
    portal: undefined,
    request: undefined,
    async refused(problems, warnings) {
      host.problems(problems);
      close(unchanged({ kind: 'refused', problems }, warnings));
    },
    async planned(request, plan) {
      report.request = request;
      const result = unchanged({ kind: 'planned', plan: plan.steps, forecast: plan.forecast }, plan.warnings);
      close(plan.sourceOs === undefined ? result : { ...result, sourceOs: plan.sourceOs });
    },
    async finished(result) {
      close(result);
    },
    async failed(error, phase) {
      if (error instanceof UnknownCloud) return report.refused([unusableCloud(error)], []);
      const cancelled = host.signal.aborted;
      close(unchanged(cancelled ? { kind: 'cancelled', phase } : { kind: 'failed', failure: failureOf(error, phase) }));
    },
  };
  return report;

  /** A result of a run that wrote nothing. */
  function unchanged(outcome: Outcome, warnings: readonly Warning[] = []): Result {
    const nothing = { changed: false, outputs: {}, vhds: [], steps: [], marks: {}, leftovers: [] };
    return { outcome, ...nothing, warnings, startedAt, endedAt: host.clock.now() };
  }

  function close(result: Result): void {
    for (const { text } of result.warnings) if (!host.warnings.includes(text)) host.warning(text);
    const said = host.warnings
      .filter((text) => !result.warnings.some((warning) => warning.text === text))
      .map((text) => ({ code: 'told-in-log' as const, input: '', text }));
    // Before anything is escaped for JSON or Markdown: an escaped secret no longer looks like one.
    const clean = mapTexts({ ...result, warnings: [...result.warnings, ...said] }, host.redact);
    const whole: Result = { ...clean, outputs: result.outputs };
    tell(host, whole.outcome);
    outputs.finish(whole);
    const { request } = report;
    writeSummary(
      host,
      renderSummary(whole, {
        portal: report.portal === undefined ? {} : { url: report.portal },
        ...(request?.source.kind === 'vm' && { vmId: request.source.vmId }),
        ...(request && { batchAccountId: request.pool.batchAccountId }),
      }),
    );
  }
}

/** Says how the run ended; sets the exit code. */
function tell(host: WorkflowHost, outcome: Outcome): void {
  switch (outcome.kind) {
    case 'succeeded':
    case 'planned':
      return;
    case 'refused':
      host.progress(`${formatCount(outcome.problems.length, 'problem')} found: nothing was written`);
      break;
    case 'failed':
      tellFailure(host, outcome.failure);
      break;
    case 'cancelled':
      host.error(`Cancelled in the phase ${outcome.phase}. Run the job again to go on from there.`);
      break;
  }
  process.exitCode = core.ExitCode.Failure;
}

function tellFailure(host: WorkflowHost, failure: Failure): void {
  const { step, code, message, correlationId, hint, causes } = failure;
  const known = correlationId === undefined || message.includes(correlationId);
  const lines = [
    `${message.includes(step) ? '' : `${step}: `}${message.includes(code) ? '' : `${code}: `}${message}`,
    ...(known ? [] : [`Correlation ID: ${correlationId}`]),
    ...(hint === undefined ? [] : [`Fix: ${hint}`]),
  ];
  host.error(lines.join('\n'));
  for (const cause of causes) {
    const nodes =
      cause.nodes.length > 0
        ? ` (${formatCount(cause.nodes.length, 'node')}: ${cause.nodes.slice(0, 5).join(', ')})`
        : '';
    const fix = cause.hint === undefined ? [] : [`Fix: ${cause.hint}`];
    host.error([`${cause.code}: ${cause.message}${nodes}`, ...cause.details, ...fix].join('\n'));
  }
}

function failureOf(error: unknown, phase: Phase): Failure {
  const known = isAzureServiceError(error) ? error : undefined;
  const hint = hintFor(error);
  return {
    phase,
    step: known?.operation ?? phase,
    code: known?.code ?? (error instanceof Error ? error.name : 'Error'),
    message: describe(error),
    ...(known?.correlationId === undefined ? {} : { correlationId: known.correlationId }),
    ...(hint === undefined ? {} : { hint }),
    causes: [],
  };
}

/**
 * A summary is worth having, but never the reason why a run fails. Written in one call and at once: `core.summary` goes
 * through the thread pool, which costs a run that only refuses its inputs a tenth of its time.
 */
export function writeSummary(host: WorkflowHost, text: string): void {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    writeFileSync(file, text);
  } catch (error) {
    host.debug(`No job summary: ${describe(error)}`);
  }
}
