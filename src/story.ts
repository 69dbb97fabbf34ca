// The story of a run: understand the request, sign in, survey, plan, carry it out, report.
import * as core from '@actions/core';
import { describe } from './azure/errors.ts';
import { connect, connectForCleanup, openAhead } from './connect.ts';
import type { WorkflowHost } from './github/host.ts';
import { createOutputs } from './github/outputs.ts';
import { printPlan } from './github/plan-text.ts';
import { readProvenance } from './github/provenance.ts';
import { createReport } from './github/report.ts';
import { createRunState } from './github/state.ts';
import type { Problem } from './problem.ts';
import { judgeDraft } from './release/draft.ts';
import type { Inputs } from './release/inputs.ts';
import { makePlan } from './release/make-plan.ts';
import { release } from './release/release.ts';
import type { Phase } from './release/plan.ts';
import { takeSurvey } from './release/survey.ts';
import { signInToAzure } from './sign-in.ts';
import { understand } from './understand.ts';

export async function runStep(inputs: Inputs, host: WorkflowHost): Promise<void> {
  const startedAt = host.clock.now();
  const outputs = createOutputs(core.setOutput);
  const report = createReport({ host, outputs, startedAt });
  let phase: Phase = 'inputs';
  let known: readonly Problem[] = [];
  try {
    const built = await understand(inputs, host, readProvenance());
    known = 'problems' in built ? built.problems : [];
    const request = 'problems' in built ? built.draft : built.request;
    if (request === undefined) {
      await report.refused(known, []);
      return;
    }
    report.request = request;

    phase = 'sign-in';
    const deadline = new Date(startedAt.getTime() + request.timeoutMs);
    const session = await host.group('Sign in', async () => signInToAzure(inputs, host, deadline));
    report.portal = session.cloud.portal;
    const clients = connect(session, inputs.subscriptionId, deadline);

    phase = 'survey';
    openAhead(session, ['batch', ...(request.capture.exportVhd ? (['storage'] as const) : [])]);
    const survey = await host.group('Survey', async () => takeSurvey(request, clients));
    if (known.length > 0) {
      const { problems, warnings } = judgeDraft(known, request, survey);
      await report.refused(problems, warnings);
      return;
    }
    const planning = makePlan(request, survey);
    if (planning.kind === 'problems') {
      await report.refused(planning.problems, planning.warnings);
      return;
    }

    const { plan } = planning;
    await host.group('Plan', async () => {
      printPlan(host, plan);
      for (const { text } of plan.warnings) host.warning(text);
    });
    if (request.mode === 'plan') {
      await report.planned(request, plan);
      return;
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
        startedAt,
        deadline,
        output: outputs.set,
      }),
    );
    state.finish();
    await report.finished(result);
  } catch (error) {
    if (known.length === 0 || host.signal.aborted) {
      await report.failed(error, phase);
      return;
    }
    host.warning(`What Azure holds could not be looked at beside: ${describe(error)}`);
    await report.refused(known, []);
  }
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
