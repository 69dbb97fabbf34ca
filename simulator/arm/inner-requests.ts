// Requests that ARM itself sends to the providers, for a caller: deployments and the deletion of a group are made of them.
import { AzureError } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Principal, World } from '../kernel/world.ts';
import { checkApiVersion, checkMembers } from './api-version.ts';
import { enforceLocks } from './locks.ts';
import { enforcePolicies } from './policies.ts';
import { createRouteTable } from './route-table.ts';
import type { ArmRoute, LongRunning } from './route.ts';

export interface InnerRequest {
  readonly principal: Principal;
  readonly method: 'PUT' | 'DELETE';
  /** The ID of the resource. */
  readonly id: string;
  readonly apiVersion: string;
  readonly body?: JsonObject;
}

export interface InnerRequests {
  /** The role action a request needs; undefined when no provider serves it. */
  actionOf(method: InnerRequest['method'], id: string): string | undefined;
  /** Checks what the front checks of the request itself before a provider sees it: api-version and members. */
  check(request: Omit<InnerRequest, 'principal'>): void;
  /** Sends the request and waits until its operation has ended; refusals and failures are AzureErrors. */
  send(request: InnerRequest): Promise<{ readonly status: number }>;
}

export function createInnerRequests(world: World, routes: readonly ArmRoute[]): InnerRequests {
  const table = createRouteTable(routes);

  const find = (method: string, id: string) => {
    const match = table.find(method, id);
    if (match === undefined) throw new Error(`There is no ${method} of ${id}: who asks for it has not looked.`);
    return match;
  };

  return {
    actionOf: (method, id) => table.find(method, id)?.route.action,

    check({ method, id, apiVersion, body }) {
      const { route } = find(method, id);
      checkApiVersion(world, routes, route, id, apiVersion);
      checkMembers(route, apiVersion, body);
    },

    async send({ principal, method, id, apiVersion, body }) {
      const { route, params } = find(method, id);
      enforceLocks(world, method, id);
      enforcePolicies(world, method, id, body);
      const answer = await route.handle({
        world,
        principal,
        params,
        query: new URLSearchParams({ 'api-version': apiVersion }),
        headers: {},
        body,
        apiVersion,
        resourceId: id,
      });
      if (answer.kind === 'accepted') await ended(world, answer.work);
      return { status: answer.status };
    },
  };
}

async function ended(world: World, work: LongRunning): Promise<void> {
  await new Promise<void>((resolve) => {
    if (work.until !== undefined) work.until(resolve);
    else world.clock.after(work.durationMs, resolve);
  });
  await work.finish();
}

/** What a refusal looks like inside another answer. */
export function asAzureError(error: unknown): AzureError {
  if (error instanceof AzureError) return error;
  return new AzureError(500, 'InternalServerError', error instanceof Error ? error.message : String(error));
}
