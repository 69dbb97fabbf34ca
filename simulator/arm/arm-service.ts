// The front of Azure Resource Manager: everything it checks before, and adds after, a provider does its work.
import type { Tokens } from '../identity/tokens.ts';
import { CLOUDS } from '../kernel/clouds.ts';
import { AzureError } from '../kernel/errors.ts';
import type { Service, SimRequest, SimResponse } from '../kernel/exchange.ts';
import type { Principal, World } from '../kernel/world.ts';
import { createAnswers } from './answers.ts';
import { answerAt, checkApiVersion, checkMembers, readApiVersion } from './api-version.ts';
import { isBeingDeleted } from './group-deletion.ts';
import { enforceLocks } from './locks.ts';
import { metadataEndpoints } from './metadata.ts';
import { readActionOf } from './operation-urls.ts';
import { createOperations } from './operations.ts';
import { enforcePolicies } from './policies.ts';
import { fromGateway, gatewayError, refusals } from './refusals.ts';
import { readBody } from './request-body.ts';
import { createRouteTable, type RouteMatch } from './route-table.ts';
import type { ArmRoute } from './route.ts';
import { groupId, groupOf, resourceOf, subscriptionOf, subscriptionsOf } from './scopes.ts';
import { requireEnabled, requireRegistered } from './subscription-state.ts';
import { createThrottle } from './throttle.ts';

export function createArmService(world: World, tokens: Tokens, routes: readonly ArmRoute[]): Service {
  const cloud = CLOUDS[world.scenario.cloud];
  const table = createRouteTable(routes);
  const operations = createOperations(world);
  const throttle = createThrottle(world);
  const answers = createAnswers(world);

  const handle = async (request: SimRequest): Promise<SimResponse> => {
    try {
      return answers.dress(request, await serve(request));
    } catch (error) {
      if (!(error instanceof AzureError)) throw error;
      return answers.dress(request, answers.refusal(error));
    }
  };

  const serve = async (request: SimRequest): Promise<SimResponse> => {
    const path = pathOf(request.url);
    const where = `${request.method} ${path.toLowerCase()}`;
    if (where === 'GET /metadata/endpoints') return metadataEndpoints(cloud, readApiVersion(request.url));
    const match = table.find(request.method, path);
    // A deployment has operations of its own, which are looked at like any resource.
    if (match === undefined && request.method === 'GET' && operations.isOperation(path)) return poll(request, path);
    if (match === undefined) throw refusals.notSimulated(request.method, path);
    return answer(request, path, match);
  };

  const answer = async (request: SimRequest, path: string, { route, params }: RouteMatch): Promise<SimResponse> => {
    const apiVersion = readApiVersion(request.url);
    checkApiVersion(world, routes, route, path, apiVersion);
    const principal = await signIn(request, path);
    const resourceId = resourceOf(path);
    if (route.access !== 'signedIn' && !world.roles.allows(principal, route.action, resourceId)) {
      const denial = world.roles.denial(principal, route.action, resourceId);
      if (denial !== undefined) throw refusals.denied(principal, route.action, resourceId, denial);
      throw refusals.notAuthorized(principal, route.action, resourceId);
    }
    requireEnabled(world, request.method, path);
    checkGroup(request.method, path);
    requireRegistered(world, request.method, path);
    enforceLocks(world, request.method, resourceId);
    throttle.call(request.method, path);
    const call = {
      world,
      principal,
      params,
      query: request.url.searchParams,
      headers: request.headers,
      body: readBody(request),
      apiVersion,
      resourceId,
    };
    enforcePolicies(world, request.method, resourceId, call.body);
    checkMembers(route, apiVersion, call.body);
    const given = await route.handle(call);
    const body = given.body && answerAt(route, apiVersion, given.body);
    if (given.kind === 'accepted') return operations.start(request, call, { ...given, ...(body && { body }) });
    const { status, headers } = given;
    return { status, ...(headers && { headers }), ...(body && { body }) };
  };

  const poll = async (request: SimRequest, path: string): Promise<SimResponse> => {
    readApiVersion(request.url);
    const principal = await signIn(request, path);
    const operation = operations.find(path);
    const action = readActionOf(path);
    // A role on the group of what the operation is about is enough, though the URL names the subscription alone.
    const scopes = [path, ...(operation === undefined ? [] : [operation.resourceId.split('/').slice(0, 5).join('/')])];
    if (action !== undefined && !scopes.some((scope) => world.roles.allows(principal, action, scope))) {
      throw refusals.notAuthorized(principal, action, path);
    }
    if (operation === undefined) {
      throw gatewayError(404, 'NotFound', 'The entity was not found in this Azure location.');
    }
    throttle.poll(operation.resourceId);
    return operations.poll(request, operation, principal);
  };

  /** ARM looks the subscription up first: it needs its tenant to tell the caller where to sign in. */
  const signIn = async (request: SimRequest, path: string): Promise<Principal> => {
    const subscription = subscriptionOf(path);
    const known = subscriptionsOf(world).map((one) => one.toLowerCase());
    if (subscription !== undefined && !known.includes(subscription.toLowerCase())) {
      throw refusals.subscriptionNotFound(subscription);
    }
    try {
      return await tokens.verify(request.headers['authorization'], cloud.audiences.arm);
    } catch (error) {
      throw error instanceof AzureError ? fromGateway(error) : error;
    }
  };

  /** What lies in a group needs the group; the group's own operations look for it themselves. */
  const checkGroup = (method: string, path: string): void => {
    const [subscription, group] = [subscriptionOf(path), groupOf(path)];
    if (subscription === undefined || group === undefined || path.split('/').length <= 5) return;
    const found = world.resources.get(groupId(subscription, group));
    if (found === undefined) throw refusals.groupNotFound(group);
    if (method !== 'GET' && method !== 'HEAD' && isBeingDeleted(found)) throw refusals.groupBeingDeleted(group);
  };

  const { resourceManager } = cloud;
  return {
    name: 'arm',
    serves: (host) => host === resourceManager || host.endsWith(`.${resourceManager}`),
    handle,
  };
}

function pathOf(url: URL): string {
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
  try {
    return decodeURIComponent(path);
  } catch {
    throw gatewayError(400, 'InvalidRequestUri', 'The request URI is not valid: a percent sign without two digits.');
  }
}
