// Signs in as the workflow asks: `main` by its inputs, `post` by what `main` noted of them.
import * as core from '@actions/core';
import { federationAudienceOf, resolveCloud, type CloudEndpoints } from './azure/cloud.ts';
import { signIn, type Session } from './azure/credential.ts';
import type { WorkflowHost } from './github/host.ts';
import { createIdTokenSource } from './github/id-token.ts';

export interface SignInWish {
  readonly environment: string;
  readonly cloudEndpoints: CloudEndpoints;
  readonly clientId?: string;
  readonly tenantId?: string;
  /** Undefined: the cloud's own. */
  readonly oidcAudience?: string;
}

export async function signInAs(wish: SignInWish, host: WorkflowHost, deadline?: Date): Promise<Session> {
  const bounded = deadline === undefined ? host : { ...host, deadline };
  const cloud = await resolveCloud(bounded, { environment: wish.environment, endpoints: wish.cloudEndpoints });
  const options = {
    clientId: wish.clientId,
    tenantId: wish.tenantId,
    cloud,
    getIdToken: createIdTokenSource(core.getIDToken, process.env),
    oidcAudience: wish.oidcAudience ?? federationAudienceOf(cloud),
    environment: process.env,
  };
  return signIn(host, options, deadline);
}

/** The same for `main`, which says who it is. */
export async function signInToAzure(wish: SignInWish, host: WorkflowHost, deadline: Date): Promise<Session> {
  const session = await signInAs(wish, host, deadline);
  host.progress(`Signed in to ${session.cloud.name} (${session.identity.kind})`);
  return session;
}
