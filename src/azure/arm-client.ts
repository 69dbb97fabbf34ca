// Azure Resource Manager over a session: retried requests, paged lists, long-running operations.
import type { Arm, ArmOperation, ArmRequest, ArmResponse, JsonObject } from './arm.ts';
import type { Session } from './credential.ts';
import { armError } from './error-envelopes.ts';
import { isAzureServiceError, isBusy, isNotFound, isThrottledInWords } from './errors.ts';
import type { Host } from './host.ts';
import { isJsonObject, objectsAt, recordAt, textAt } from './json.ts';
import { follow } from './long-running.ts';
import { poll } from './polling.ts';
import { withRetries } from './retry.ts';
import { openSignedTransport } from './signed-transport.ts';
import type { Transport, TransportResponse } from './transport.ts';

export function connectArm(session: Session, subscriptionId: string): Arm {
  const { host, cloud } = session;
  return createArm({
    host,
    subscriptionId,
    endpoint: cloud.resourceManager,
    transport: openSignedTransport(session, 'arm', cloud.resourceManager),
  });
}

export interface ArmParts {
  readonly host: Host;
  readonly subscriptionId: string;
  readonly endpoint: string;
  readonly transport: Transport;
}

export function createArm({ host, subscriptionId, endpoint, transport }: ArmParts): Arm {
  const sendTo = async (request: ArmRequest, url: string): Promise<ArmResponse> => {
    const operation = operationName(request.method, url);
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
    // With If-None-Match the repeat itself tells whether the first one worked.
    const isLookedUp = request.method === 'PUT' && request.headers?.['If-None-Match'] === undefined;
    const lookUp = isLookedUp ? async () => made(request, url) : undefined;
    const isPassing = (error: unknown, mayBeEcho: boolean): boolean =>
      isThrottledInWords(error) || (isBusy(error) && (mayBeEcho || request.waitsItsTurn === true));
    return withRetries(host, { what: operation, isWrite, lookUp, isPassing }, async () => {
      const answer = await transport({
        method: request.method,
        url,
        headers: request.headers,
        body: request.body,
        operation,
      });
      if (answer.status >= 400) throw armError({ ...answer, operation, now: host.clock.now() });
      return asArmResponse(answer);
    });
  };
  /** What a PUT made whose answer was lost: it carries all the tags that the request gave it, and has not failed. */
  const made = async ({ body, apiVersion }: ArmRequest, url: string): Promise<ArmResponse | undefined> => {
    const wanted = Object.entries(recordAt(body, 'tags'));
    if (wanted.length === 0) return undefined;
    try {
      const found = await sendTo({ method: 'GET', path: '', apiVersion }, url);
      const tags = recordAt(found.body, 'tags');
      const isOurs = wanted.every(([name, value]) => tags[name] === value);
      return isOurs && textAt(found.body, 'properties', 'provisioningState') !== 'Failed' ? found : undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };
  const urlOf = (path: string, apiVersion: string, query: Readonly<Record<string, string>> = {}): string => {
    const names = Object.entries({ ...query, 'api-version': apiVersion });
    const search = names.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
    return `${endpoint}${encodeURI(path)}?${search}`;
  };
  const send: Arm['send'] = async (request) => sendTo(request, urlOf(request.path, request.apiVersion, request.query));
  const get = async (url: string, apiVersion: string): Promise<ArmResponse> =>
    sendTo({ method: 'GET', path: '', apiVersion }, url);

  const start: Arm['start'] = async (request) => {
    const url = urlOf(request.path, request.apiVersion, request.query);
    const accepted = await sendTo(request, url);
    const operation: ArmOperation = {
      accepted,
      finished: async (wait) =>
        follow({
          host,
          request,
          accepted,
          operation: operationName(request.method, url),
          deadline: wait.deadline,
          what: wait.what,
          get: async (target) => get(withApiVersion(target, endpoint, request.apiVersion), request.apiVersion),
          getResource: async () => get(urlOf(request.path, request.apiVersion), request.apiVersion),
        }),
    };
    return operation;
  };

  const read: Arm['read'] = async (path, apiVersion, query) => {
    try {
      return (await send({ method: 'GET', path, apiVersion, ...(query ? { query } : {}) })).body;
    } catch (error) {
      // Where the subscription itself is missing, nothing can be said about what is in it.
      if (isNotFound(error) && !isAzureServiceError(error, 'SubscriptionNotFound')) return undefined;
      throw error;
    }
  };

  return {
    subscriptionId,
    send,
    start,
    read,
    settled: async (path, apiVersion, { deadline, what }, query) =>
      poll(host, {
        what,
        deadline,
        read: async () => read(path, apiVersion, query),
        done: (body) => !isBeingChanged(body),
        state: (body) => textAt(body, 'properties', 'provisioningState') ?? 'gone',
      }),
    list: async (path, apiVersion, query) => {
      const items: JsonObject[] = [];
      let url: string | undefined = urlOf(path, apiVersion, query);
      while (url !== undefined && url !== '') {
        const page = await get(url, apiVersion);
        items.push(...objectsAt(page.body, 'value'));
        url = textAt(page.body, 'nextLink');
      }
      return items;
    },
    run: async (request, wait) => (await start(request)).finished(wait),
  };
}

function isBeingChanged(body: JsonObject | undefined): boolean {
  const state = textAt(body, 'properties', 'provisioningState');
  return state !== undefined && !/^(succeeded|failed|canceled)$/i.test(state);
}

/** Operation URLs may be relative, and may leave the api-version to the caller. */
export function withApiVersion(target: string, endpoint: string, apiVersion: string): string {
  const url = new URL(target, endpoint);
  if (!url.searchParams.has('api-version')) {
    // Appended as text: setting it through searchParams would encode the rest of a signed query anew.
    return `${url.toString()}${url.search === '' ? '?' : '&'}api-version=${apiVersion}`;
  }
  return url.toString();
}

/** `PUT /subscriptions/.../snapshots/x`: the method and the path, without host and query. */
export function operationName(method: string, url: string): string {
  return `${method} ${decodeURI(new URL(url).pathname)}`;
}

function asArmResponse(answer: TransportResponse): ArmResponse {
  return { status: answer.status, headers: answer.headers, body: isJsonObject(answer.body) ? answer.body : {} };
}
