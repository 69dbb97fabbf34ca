// Ends a run whose inputs cannot be read, before anything else is loaded.
import * as core from '@actions/core';
import type { Problem } from '../problem.ts';
import type { WorkflowHost } from './host.ts';
import { createOutputs } from './outputs.ts';
import { createReport } from './report.ts';

export async function refuseInputs(host: WorkflowHost, problems: readonly Problem[]): Promise<void> {
  const report = createReport({ host, outputs: createOutputs(core.setOutput), startedAt: host.clock.now() });
  await report.refused(problems, []);
}
