// Entry of the action's step. It loads nothing but @actions/core until the inputs are valid, so that a mistake in them
// is told at once.
import * as core from '@actions/core';
import { createHost } from './github/host.ts';
import { readInputs } from './github/inputs.ts';
import { refuseInputs } from './github/refuse-inputs.ts';

// Deprecations inside bundled libraries are ours to follow; in a workflow's log they read like a fault of the workflow.
process.noDeprecation = true;

const host = createHost({ core, signals: process });
const reading = readInputs({ getInput: core.getInput, environment: process.env });

if ('problems' in reading) {
  await refuseInputs(host, reading.problems);
} else {
  const { runStep } = await import('./story.ts');
  await runStep(reading.inputs, host);
}
host.finish();
