// Signing in to the cloud that the inputs name, with whatever the job has for it.
import * as core from '@actions/core';
import { resolveCloud } from './azure/cloud.ts';
import { signIn, type Session } from './azure/credential.ts';
import type { WorkflowHost } from './github/host.ts';
import { createIdTokenSource } from './github/id-token.ts';
import type { SignInInputs } from './release/inputs.ts';

export async function signInToAzure(inputs: SignInInputs, host: WorkflowHost): Promise<Session> {
  const session = await signIn(host, {
    clientId: inputs.clientId,
    tenantId: inputs.tenantId,
    cloud: await resolveCloud(host, inputs.environment),
    getIdToken: createIdTokenSource(core.getIDToken, process.env),
    oidcAudience: inputs.oidcAudience,
    environment: process.env,
  });
  host.progress(`Signed in to ${session.cloud.name} (${session.identity.kind})`);
  return session;
}
