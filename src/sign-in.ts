// Signing in to the cloud that the inputs name, with whatever the job has for it: `main` by its inputs, `post` by what `main`
// noted of them.
import * as core from '@actions/core';
import { federationAudienceOf, resolveCloud, unknownHost } from './azure/cloud.ts';
import { isUnknownHost } from './azure/connection-errors.ts';
import { signIn, type Session } from './azure/credential.ts';
import type { WorkflowHost } from './github/host.ts';
import { createIdTokenSource } from './github/id-token.ts';
import type { SignInInputs } from './release/inputs.ts';

export async function signInToAzure(inputs: SignInInputs, host: WorkflowHost, deadline?: Date): Promise<Session> {
  const bounded = deadline === undefined ? host : { ...host, deadline };
  const { environment, cloudEndpoints: endpoints } = inputs;
  const cloud = await resolveCloud(bounded, { environment, endpoints });
  const options = {
    clientId: inputs.clientId,
    tenantId: inputs.tenantId,
    cloud,
    namedAuthority: endpoints.authority === undefined ? undefined : new URL(endpoints.authority).hostname,
    getIdToken: createIdTokenSource(core.getIDToken, process.env),
    oidcAudience: inputs.oidcAudience ?? federationAudienceOf(cloud),
    environment: process.env,
  };
  const session = await signIn(host, options, deadline).catch((error: unknown) => {
    const { namedAuthority: named } = options;
    if (named === undefined || !isUnknownHost(error, named)) throw error;
    const where = { input: 'cloud-endpoints', shown: `authority=${endpoints.authority}`, host: named } as const;
    throw unknownHost(where, 'the address where tokens come from', error);
  });
  host.progress(`Signed in to ${session.cloud.name} (${session.identity.kind})`);
  return session;
}
