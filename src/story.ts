// The story of a run: understand the request, sign in, survey, plan, carry it out; then report.
import * as core from '@actions/core';
import { describe } from './azure/errors.ts';
import { connect, connectForCleanup, openAhead } from './connect.ts';
import type { WorkflowHost } from './github/host.ts';
import { createOutputs, type OutputWriter } from './github/outputs.ts';
import { printPlan } from './github/plan-text.ts';
import { readProvenance } from './github/provenance.ts';
import { outcomeOf, reportResult } from './github/report.ts';
import { createRunState } from './github/state.ts';
import type { Problem, Warning } from './problem.ts';
import { judgeDraft } from './release/draft.ts';
import type { Inputs } from './release/inputs.ts';
import { makePlan } from './release/make-plan.ts';
import { release } from './release/release.ts';
import type { Phase } from './release/plan.ts';
import type { Request } from './release/request.ts';
import { unwritten, type Outcome, type Result } from './release/result.ts';
import { takeSurvey } from './release/survey.ts';
import { signInToAzure } from './sign-in.ts';
import { understand } from './understand.ts';

/** How far a run has come. It can end anywhere; then this is told of it. */
interface Course {
  readonly startedAt: Date;
  phase: Phase;
  inputProblems: readonly Problem[];
  request?: Request;
  portal?: string | undefined;
}

export async function runStep(inputs: Inputs, host: WorkflowHost): Promise<void> {
  const outputs = createOutputs(core.setOutput);
  const course: Course = { startedAt: host.clock.now(), phase: 'inputs', inputProblems: [] };
  const nothingWritten = (outcome: Outcome, warnings: readonly Warning[] = []): Result =>
    unwritten(outcome, { startedAt: course.startedAt, endedAt: host.clock.now(), warnings });

  let result: Result;
  try {
    result = await carryOut({ inputs, host, outputs, course, nothingWritten });
  } catch (error) {
    result = nothingWritten(endedBy(error, course, host));
  }
  reportResult(result, { host, outputs, portal: course.portal, request: course.request });
}

interface Stage {
  readonly inputs: Inputs;
  readonly host: WorkflowHost;
  readonly outputs: OutputWriter;
  readonly course: Course;
  readonly nothingWritten: (outcome: Outcome, warnings?: readonly Warning[]) => Result;
}

/** Rejects for nothing that comes after the plan. */
async function carryOut({ inputs, host, outputs, course, nothingWritten }: Stage): Promise<Result> {
  const built = await understand(inputs, host, readProvenance());
  if ('problems' in built) course.inputProblems = built.problems;
  const request = 'problems' in built ? built.draft : built.request;
  if (request === undefined) return nothingWritten({ kind: 'refused', problems: course.inputProblems });
  course.request = request;

  course.phase = 'sign-in';
  const deadline = new Date(course.startedAt.getTime() + request.timeoutMs);
  const session = await host.group('Sign in', async () => signInToAzure(inputs, host, deadline));
  course.portal = session.cloud.portal;
  const clients = connect(session, inputs.subscriptionId, deadline);

  course.phase = 'survey';
  openAhead(session, ['batch', ...(request.capture.exportVhd ? (['storage'] as const) : [])]);
  const survey = await host.group('Survey', async () => takeSurvey(request, clients));
  if (course.inputProblems.length > 0) {
    const { problems, warnings } = judgeDraft(course.inputProblems, request, survey);
    return nothingWritten({ kind: 'refused', problems }, warnings);
  }
  const planning = makePlan(request, survey);
  if (planning.kind === 'problems') {
    return nothingWritten({ kind: 'refused', problems: planning.problems }, planning.warnings);
  }

  const { plan } = planning;
  await host.group('Plan', async () => {
    printPlan(host, plan);
    for (const { text } of plan.warnings) host.warning(text);
  });
  if (request.mode === 'plan') {
    const { steps, forecast, sourceOs, warnings } = plan;
    const result = nothingWritten({ kind: 'planned', plan: steps, forecast }, warnings);
    return sourceOs === undefined ? result : { ...result, sourceOs };
  }

  const state = createRunState(core.saveState, signInState(inputs));
  state.setRelease(plan.key, plan.version.id);
  const result = await host.group('Release', async () =>
    release({
      request,
      plan,
      clients,
      cleanup: connectForCleanup(session, inputs.subscriptionId, host.grace),
      ledger: state,
      startedAt: course.startedAt,
      deadline,
      output: outputs.set,
    }),
  );
  state.finish();
  return result;
}

/** Whoever has to mend an input hears of that first, whatever else went wrong. */
function endedBy(error: unknown, { phase, inputProblems }: Course, host: WorkflowHost): Outcome {
  if (inputProblems.length === 0 || host.signal.aborted) return outcomeOf(error, phase, host);
  host.warning(`Azure could not be surveyed, so these are the problems of the inputs alone: ${describe(error)}`);
  return { kind: 'refused', problems: inputProblems };
}

/** What `post` needs to sign in again: inputs are evaluated anew there, so it never reads them. */
function signInState(inputs: Inputs): Parameters<typeof createRunState>[1] {
  const { clientId, tenantId, environment, cloudEndpoints, subscriptionId, oidcAudience } = inputs;
  return {
    environment,
    cloudEndpoints,
    subscriptionId,
    ...(oidcAudience === undefined ? {} : { oidcAudience }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(tenantId === undefined ? {} : { tenantId }),
  };
}
