// The data plane of Batch accounts: at `<account>.<region>.batch.azure.com`, with its own envelope, versions and rights.
import { isInDisabledSubscription } from '../arm/subscription-state.ts';
import type { Tokens } from '../identity/tokens.ts';
import { AzureError } from '../kernel/errors.ts';
import type { Service, SimRequest, SimResponse } from '../kernel/exchange.ts';
import { isObject } from '../kernel/json.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { accountAt } from './account.ts';
import type { AccountFacts } from './account.ts';
import { authenticate } from './authentication.ts';
import type { Caller } from './authentication.ts';
import type { DataAnswer, DataRoute } from './data-call.ts';
import { jobRoutes } from './job-routes.ts';
import { nodeRoutes } from './node-routes.ts';
import { poolRoutes } from './pool-routes.ts';
import { errorBody, notSimulated, refusal } from './refusals.ts';
import type { BatchState } from './state.ts';
import { taskRoutes } from './task-routes.ts';

const VERSIONS = new Set(['2022-10-01.16.0', '2023-11-01.18.0', '2024-07-01.20.0']);
export const DATA_ROUTES: readonly DataRoute[] = [...poolRoutes, ...nodeRoutes, ...jobRoutes, ...taskRoutes];

export function createDataPlane(state: BatchState, tokens: Pick<Tokens, 'verify'>): Service {
  const { world } = state;
  return {
    name: 'batch',
    serves: (host) => accountAt(world, host) !== undefined,
    async handle(request) {
      const requestId = world.random.guid();
      const host = request.url.hostname;
      try {
        const facts = accountAt(world, host);
        if (facts === undefined) throw notSimulated(`The Batch account at ${host}`);
        const answer = await answerTo(state, tokens, facts, request);
        return respond(request, answer, requestId);
      } catch (error) {
        if (!(error instanceof AzureError)) throw error;
        const body = request.method === 'HEAD' ? undefined : errorBody(error, host, requestId, world.clock.now());
        return respond(
          request,
          { status: error.status, headers: error.headers, ...(body === undefined ? {} : { body }) },
          requestId,
        );
      }
    },
  };
}

async function answerTo(
  state: BatchState,
  tokens: Pick<Tokens, 'verify'>,
  facts: AccountFacts,
  request: SimRequest,
): Promise<DataAnswer> {
  if (isInDisabledSubscription(state.world, facts.id)) throw refusal('AccountIsDisabled');
  if (facts.isClosed) throw refusal('AuthorizationFailure');
  const version = checkVersion(request.url.searchParams);
  const caller = await authenticate(state.world, tokens, facts, request);
  const found = findRoute(request);
  if (found === undefined) throw notSimulated(`${request.method} ${request.url.pathname} of the Batch service`);
  checkRight(state, facts, caller, found.route);
  const body = parseBody(request, found.route);
  return found.route.handle({
    state,
    facts,
    caller,
    plane: { kind: 'data', version },
    params: found.params,
    url: request.url,
    headers: request.headers,
    body,
  });
}

function checkVersion(query: URLSearchParams): string {
  const version = query.get('api-version');
  if (version === null) throw refusal('MissingRequiredQueryParameter', { QueryParameterName: 'api-version' });
  if (!VERSIONS.has(version)) {
    throw refusal('UnsupportedRequestVersion', {
      Reason: `The version '${version}' is not one of ${[...VERSIONS].join(', ')}.`,
    });
  }
  const timeout = query.get('timeout') ?? query.get('timeOut');
  if (timeout !== null && !(Number(timeout) > 0 && Number(timeout) <= 30)) {
    throw refusal('InvalidQueryParameterValue', {
      QueryParameterName: 'timeout',
      QueryParameterValue: timeout,
      Reason: 'The value must be between 1 and 30 seconds.',
    });
  }
  return version;
}

function checkRight(state: BatchState, facts: AccountFacts, caller: Caller, { right }: DataRoute): void {
  // The account's key opens everything of the account.
  if (caller.kind === 'sharedKey') return;
  const { roles } = state.world;
  const allowed =
    right.kind === 'action'
      ? roles.allows(caller.principal, right.name, facts.id)
      : roles.allowsData(caller.principal, right.name, facts.id);
  if (!allowed) {
    throw refusal('InsufficientPermissions', {
      Reason: `The user identity used for this operation does not have the required privelege ${right.name} on the specified resource ${facts.id}.`,
    });
  }
}

function parseBody(request: SimRequest, route: DataRoute): JsonObject {
  if (!['POST', 'PUT', 'PATCH'].includes(request.method)) return {};
  if (request.body.length === 0) {
    if (route.bodyOptional === true) return {};
    throw refusal('InvalidRequestBody', { Reason: 'A request body is required.' });
  }
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*;\s*odata=minimalmetadata\b/i.test(type)) {
    throw refusal('InvalidHeaderValue', {
      HeaderName: 'Content-Type',
      HeaderValue: type,
      Reason: "The value must be 'application/json; odata=minimalmetadata'.",
    });
  }
  let body: Json;
  try {
    body = JSON.parse(request.body.toString('utf8')) as Json;
  } catch {
    throw refusal('InvalidRequestBody', { Reason: 'The body is not JSON.' });
  }
  if (!isObject(body)) throw refusal('InvalidRequestBody', { Reason: 'The body is not a JSON object.' });
  return body;
}

interface Found {
  readonly route: DataRoute;
  readonly params: Readonly<Record<string, string>>;
}

function findRoute(request: SimRequest): Found | undefined {
  const path = decodeURIComponent(request.url.pathname).replace(/\/+$/, '');
  for (const route of DATA_ROUTES) {
    if (route.method !== request.method) continue;
    const params = match(route.path, path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function match(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const params: Record<string, string> = {};
  const given = path.split('/');
  const parts = template.split('/');
  for (const [index, part] of parts.entries()) {
    const rest = /^\{\.\.\.(\w+)\}$/.exec(part)?.[1];
    if (rest !== undefined) {
      params[rest] = given.slice(index).join('/');
      return params[rest] === '' ? undefined : params;
    }
    const value = given[index];
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (value === undefined) return undefined;
    if (name !== undefined) params[name] = value;
    else if (part.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return given.length === parts.length ? params : undefined;
}

function respond(request: SimRequest, answer: DataAnswer, requestId: string): SimResponse {
  const clientId = request.headers['client-request-id'];
  const wantsId = request.headers['return-client-request-id']?.toLowerCase() === 'true';
  const isJson = answer.body !== undefined && !Buffer.isBuffer(answer.body);
  return {
    status: answer.status,
    headers: {
      ...answer.headers,
      ...(isJson ? { 'content-type': 'application/json; odata=minimalmetadata' } : {}),
      'request-id': requestId,
      ...(clientId !== undefined && wantsId ? { 'client-request-id': clientId } : {}),
      dataserviceversion: '3.0',
    },
    ...(answer.body === undefined ? {} : { body: answer.body }),
  };
}
