// The story of `mode: inspect`: sign in, look at the Batch account, tell. Nothing is ever written to Azure.
import * as core from '@actions/core';
import { connect } from './connect.ts';
import type { WorkflowHost } from './github/host.ts';
import { inventoryJson } from './github/inspect-json.ts';
import { printInventory } from './github/inspect-lines.ts';
import { renderInventory } from './github/inspect-summary.ts';
import { createOutputs } from './github/outputs.ts';
import { mapTexts } from './github/redact.ts';
import { createReport, writeSummary } from './github/report.ts';
import { buildInspectRequest } from './inspect/build-request.ts';
import { inspectAccount } from './inspect/inspect.ts';
import type { InspectInputs } from './release/inputs.ts';
import type { Phase } from './release/plan.ts';
import { signInToAzure } from './sign-in.ts';

export async function runInspection(inputs: InspectInputs, host: WorkflowHost): Promise<void> {
  const startedAt = host.clock.now();
  const outputs = createOutputs(core.setOutput);
  const report = createReport({ host, outputs, startedAt });
  let phase: Phase = 'inputs';
  try {
    const built = buildInspectRequest(inputs);
    if ('problems' in built) {
      await report.refused(built.problems, []);
      return;
    }
    phase = 'sign-in';
    const deadline = new Date(startedAt.getTime() + inputs.timeoutMs);
    const session = await host.group('Sign in', async () => signInToAzure(inputs, host, deadline));
    const clients = connect(session, inputs.subscriptionId, deadline);

    phase = 'survey';
    const inspection = await host.group('Inspect', async () => inspectAccount(built.request, clients));
    if (inspection.kind === 'problems') {
      await report.refused(inspection.problems, []);
      return;
    }
    // Before anything is escaped for JSON or Markdown: an escaped secret no longer looks like one.
    const inventory = mapTexts(inspection.inventory, host.redact);
    await host.group('Inventory', async () => printInventory(host, inventory));
    for (const { text } of inventory.warnings) host.warning(text);
    const endedAt = host.clock.now();
    outputs.inspected(inventoryJson(inventory, { startedAt, endedAt }));
    const { portal: url } = session.cloud;
    const portal = url === undefined ? {} : { url };
    writeSummary(host, renderInventory(inventory, { portal, tookMs: endedAt.getTime() - startedAt.getTime() }));
  } catch (error) {
    await report.failed(error, phase);
  }
}
