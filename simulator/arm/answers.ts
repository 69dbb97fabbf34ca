// The headers and the error envelope every ARM answer carries.
import type { AzureError } from '../kernel/errors.ts';
import type { SimRequest, SimResponse } from '../kernel/exchange.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';

/** What ARM allows a principal per hour; the simulator counts and tells, but does not refuse. */
const HOURLY = { reads: 12000, writes: 1200, deletes: 15000 };

export interface Answers {
  dress(request: SimRequest, response: SimResponse): SimResponse;
  refusal(error: AzureError): SimResponse;
}

export function createAnswers(world: World): Answers {
  const remaining = { ...HOURLY };
  let windowStart = world.clock.now().getTime();

  const count = (method: string): Readonly<Record<string, string>> => {
    const now = world.clock.now().getTime();
    if (now - windowStart >= 3_600_000) {
      windowStart = now;
      Object.assign(remaining, HOURLY);
    }
    const kind = method === 'GET' || method === 'HEAD' ? 'reads' : method === 'DELETE' ? 'deletes' : 'writes';
    remaining[kind] = Math.max(0, remaining[kind] - 1);
    return { [`x-ms-ratelimit-remaining-subscription-${kind}`]: String(remaining[kind]) };
  };

  return {
    dress(request, response) {
      const now = world.clock.now();
      const id = world.random.guid();
      const correlation = request.headers['x-ms-correlation-request-id'] ?? id;
      const stamp = `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
      const client = request.headers['x-ms-client-request-id'];
      const echo = request.headers['x-ms-return-client-request-id']?.toLowerCase() === 'true' && client !== undefined;
      const { body, ...rest } = response;
      return {
        ...rest,
        ...(body !== undefined && request.method !== 'HEAD' && { body }),
        headers: {
          'cache-control': 'no-cache',
          pragma: 'no-cache',
          expires: '-1',
          ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
          'x-ms-request-id': id,
          'x-ms-correlation-request-id': correlation,
          'x-ms-routing-request-id': `${world.scenario.region.toUpperCase()}:${stamp}:${id}`,
          ...(echo && { 'x-ms-client-request-id': client }),
          ...count(request.method),
          'strict-transport-security': 'max-age=31536000; includeSubDomains',
          'x-content-type-options': 'nosniff',
          date: now.toUTCString(),
          ...response.headers,
        },
      };
    },
    refusal: (error) => ({ status: error.status, headers: error.headers, body: { error: errorBody(error) } }),
  };
}

export function errorBody(error: AzureError): JsonObject {
  const details = Object.entries(error.values).map(([code, message]) => ({ code, message }));
  return {
    code: error.code,
    message: error.message,
    ...(error.target !== undefined && { target: error.target }),
    ...(details.length > 0 && { details }),
    ...(error.additionalInfo.length > 0 && { additionalInfo: error.additionalInfo }),
  };
}
