// Entry of the action's step. It loads nothing but @actions/core until the inputs are valid, so that a mistake in them
// is told at once.
import * as core from '@actions/core';
import { createHost } from './github/host.ts';
import { readInputs } from './github/inputs.ts';
import { readInspectInputs } from './github/inspect-inputs.ts';
import { refuseInputs } from './github/refuse-inputs.ts';
import { settleProxy } from './github/settle-proxy.ts';

// Deprecations inside bundled libraries are ours to follow; in a workflow's log they read like a fault of the workflow.
process.noDeprecation = true;

const host = createHost({ core, signals: process });
const source = { getInput: core.getInput, environment: process.env };
const proxyProblems = settleProxy(host, process.env);
const reading = core.getInput('mode') === 'inspect' ? readInspectInputs(source) : readInputs(source);

if ('problems' in reading || proxyProblems.length > 0) {
  refuseInputs(host, [...proxyProblems, ...('problems' in reading ? reading.problems : [])]);
} else if ('inspect' in reading) {
  const { runInspection } = await import('./inspection.ts');
  await runInspection(reading.inspect, host);
} else {
  const { runStep } = await import('./story.ts');
  await runStep(reading.inputs, host);
}
host.finish();
