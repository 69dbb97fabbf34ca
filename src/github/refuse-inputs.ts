// Ends a run whose inputs cannot be read, before anything else is loaded.
import * as core from '@actions/core';
import type { Problem } from '../problem.ts';
import { unwritten } from '../release/result.ts';
import type { WorkflowHost } from './host.ts';
import { createOutputs } from './outputs.ts';
import { reportResult } from './report.ts';

export function refuseInputs(host: WorkflowHost, problems: readonly Problem[]): void {
  const now = host.clock.now();
  const result = unwritten({ kind: 'refused', problems }, { startedAt: now, endedAt: now });
  reportResult(result, { host, outputs: createOutputs(core.setOutput) });
}
