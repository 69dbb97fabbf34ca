// The end of a run: outputs, job summary, annotations and the exit code, all read off its result.
import { writeFileSync } from 'node:fs';
import * as core from '@actions/core';
import { UnknownCloud } from '../azure/cloud.ts';
import { describe, isAzureServiceError } from '../azure/errors.ts';
import { hintFor } from '../azure/hints.ts';
import { formatCount } from '../format.ts';
import { unusableCloud } from '../release/checks/cloud.ts';
import type { Phase } from '../release/plan.ts';
import type { Request } from '../release/request.ts';
import type { Failure, Outcome, Result } from '../release/result.ts';
import type { WorkflowHost } from './host.ts';
import type { OutputWriter } from './outputs.ts';
import { mapTexts } from './redact.ts';
import { renderSummary } from './summary.ts';

export interface ReportParts {
  readonly host: WorkflowHost;
  readonly outputs: OutputWriter;
  /** The cloud's portal and the request, where they are known: the summary links with them. */
  readonly portal?: string | undefined;
  readonly request?: Request | undefined;
}

export function reportResult(result: Result, { host, outputs, portal, request }: ReportParts): void {
  if (result.outcome.kind === 'refused') host.problems(result.outcome.problems);
  for (const { text } of result.warnings) if (!host.warnings.includes(text)) host.warning(text);
  const said = host.warnings
    .filter((text) => !result.warnings.some((warning) => warning.text === text))
    .map((text) => ({ code: 'told-in-log' as const, input: '', text }));
  // Before anything is escaped for JSON or Markdown: an escaped secret no longer looks like one.
  const clean = mapTexts({ ...result, warnings: [...result.warnings, ...said] }, host.redact);
  const whole: Result = { ...clean, outputs: result.outputs };
  tell(host, whole.outcome);
  finish(host, outputs, whole);
  writeSummary(
    host,
    renderSummary(whole, {
      portal: portal === undefined ? {} : { url: portal },
      ...(request?.source.kind === 'vm' && { vmId: request.source.vmId }),
      ...(request && { batchAccountId: request.pool.batchAccountId }),
    }),
  );
}

/** A runner that takes no outputs is told of in words: what the run did is in the log and the summary. */
function finish(host: WorkflowHost, outputs: OutputWriter, result: Result): void {
  try {
    outputs.finish(result);
  } catch (error) {
    host.error(`The outputs could not be set: ${describe(error)}`);
    process.exitCode = core.ExitCode.Failure;
  }
}

/** What no step caught: an error, or the cancellation, on the way to the plan. */
export function outcomeOf(error: unknown, phase: Phase, { signal }: Pick<WorkflowHost, 'signal'>): Outcome {
  if (error instanceof UnknownCloud) return { kind: 'refused', problems: [unusableCloud(error)] };
  return signal.aborted ? { kind: 'cancelled', phase } : { kind: 'failed', failure: failureOf(error, phase) };
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
