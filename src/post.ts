// Entry of the action's post step: removes what a failed or cancelled run left behind.
import * as core from '@actions/core';
import { createHost } from './github/host.ts';
import { settleProxy } from './github/settle-proxy.ts';
import { readRunState } from './github/state.ts';

// Deprecations inside bundled libraries are ours to follow; in a workflow's log they read like a fault of the workflow.
process.noDeprecation = true;

const host = createHost({ core, signals: process });
settleProxy(host, process.env);
const state = readRunState(core.getState);

if (state !== undefined && hasLeftovers(state)) {
  const { tidyUp } = await import('./tidy-up.ts');
  await tidyUp(state, host);
}
host.finish();

function hasLeftovers({ temporaries, grants, leases }: NonNullable<typeof state>): boolean {
  return temporaries.length + grants.length + leases.length > 0;
}
