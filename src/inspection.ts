// The story of `mode: inspect`: sign in, look at the Batch account, tell. Nothing is ever written to Azure.
import * as core from '@actions/core';
import { connect } from './connect.ts';
import type { WorkflowHost } from './github/host.ts';
import { inventoryJson } from './github/inspect-json.ts';
import { printInventory } from './github/inspect-lines.ts';
import { renderInventory } from './github/inspect-summary.ts';
import { createOutputs } from './github/outputs.ts';
import { mapTexts } from './github/redact.ts';
import { outcomeOf, reportResult, writeSummary } from './github/report.ts';
import { buildInspectRequest } from './inspect/build-request.ts';
import { inspectAccount } from './inspect/inspect.ts';
import type { Inventory } from './inspect/inventory.ts';
import type { Problem } from './problem.ts';
import type { InspectInputs } from './release/inputs.ts';
import type { Phase } from './release/plan.ts';
import { unwritten, type Outcome } from './release/result.ts';
import { signInToAzure } from './sign-in.ts';

export async function runInspection(inputs: InspectInputs, host: WorkflowHost): Promise<void> {
  const startedAt = host.clock.now();
  const outputs = createOutputs(core.setOutput);
  const end = await inspect(inputs, host, startedAt);
  const endedAt = host.clock.now();
  if (end.kind === 'not-inspected') {
    reportResult(unwritten(end.outcome, { startedAt, endedAt }), { host, outputs });
    return;
  }
  // Before anything is escaped for JSON or Markdown: an escaped secret no longer looks like one.
  const inventory = mapTexts(end.inventory, host.redact);
  await host.group('Inventory', async () => printInventory(host, inventory));
  for (const { text } of inventory.warnings) host.warning(text);
  outputs.inspected(inventoryJson(inventory, { startedAt, endedAt }));
  const portal = end.portal === undefined ? {} : { url: end.portal };
  writeSummary(host, renderInventory(inventory, { portal, tookMs: endedAt.getTime() - startedAt.getTime() }));
}

type End =
  | { readonly kind: 'inspected'; readonly inventory: Inventory; readonly portal: string | undefined }
  | { readonly kind: 'not-inspected'; readonly outcome: Outcome };

async function inspect(inputs: InspectInputs, host: WorkflowHost, startedAt: Date): Promise<End> {
  const refused = (problems: readonly Problem[]): End => ({
    kind: 'not-inspected',
    outcome: { kind: 'refused', problems },
  });
  let phase: Phase = 'inputs';
  try {
    const built = buildInspectRequest(inputs);
    if ('problems' in built) return refused(built.problems);
    phase = 'sign-in';
    const deadline = new Date(startedAt.getTime() + inputs.timeoutMs);
    const session = await host.group('Sign in', async () => signInToAzure(inputs, host, deadline));
    const clients = connect(session, inputs.subscriptionId, deadline);

    phase = 'survey';
    const inspection = await host.group('Inspect', async () => inspectAccount(built.request, clients));
    if (inspection.kind === 'problems') return refused(inspection.problems);
    return { kind: 'inspected', inventory: inspection.inventory, portal: session.cloud.portal };
  } catch (error) {
    return { kind: 'not-inspected', outcome: outcomeOf(error, phase, host) };
  }
}
