// How a request reaches Batch's data plane: through @azure/batch's client, with our own api-version, whole bodies and retry.
import { randomUUID } from 'node:crypto';
import type * as Batch from '@azure/batch';
import type * as Rest from '@azure/ms-rest-js';
import type { AbortSignalLike } from '@azure/ms-rest-js';
import { scopeOf } from './cloud.ts';
import type { Session } from './credential.ts';
import type { JsonObject, JsonValue } from './arm.ts';
import { connectionError } from './connection-errors.ts';
import { batchError } from './error-envelopes.ts';
import { AzureServiceError } from './errors.ts';
import type { Host } from './host.ts';
import { isJsonArray, isJsonObject } from './json.ts';
import { proxySettings } from './proxy.ts';
import { withRetries } from './retry.ts';
import { API_VERSIONS } from './versions.ts';

export interface BatchRequest<T = BatchResponse> {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the account's endpoint, with a leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  readonly lookUp?: (() => Promise<T | undefined>) | undefined;
}

export interface BatchResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text as JSON; undefined when it is none. */
  readonly body: JsonValue | undefined;
}

/** Sends and retries; a status of 400 and above rejects with an AzureServiceError. */
export interface BatchClient {
  send(request: BatchRequest): Promise<BatchResponse>;
  /** All pages of a list, or as many as hold `max` items. */
  list(path: string, query?: Readonly<Record<string, string>>, max?: number): Promise<readonly JsonObject[]>;
}

/** Sends once, signed. Any status resolves; only a missing answer rejects. */
export type BatchTransport = (request: {
  readonly method: BatchRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject | undefined;
  readonly signal: AbortSignal;
}) => Promise<Omit<BatchResponse, 'body'>>;

/** The service itself gives up on a request after 30 s. */
const REQUEST_TIMEOUT_MS = 60_000;

export function createBatchClient(
  host: Host,
  endpoint: string,
  transport: BatchTransport,
  forgetToken: () => void,
): BatchClient {
  const sendTo = async (url: string, request: Omit<BatchRequest, 'path' | 'query'>): Promise<BatchResponse> => {
    const { method, body, lookUp } = request;
    const what = `${method} ${new URL(url).host}${new URL(url).pathname}`;
    const once = async (): Promise<BatchResponse> => {
      const headers = { ...request.headers, 'client-request-id': randomUUID(), 'return-client-request-id': 'true' };
      const signal = AbortSignal.any([host.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
      try {
        const answer = await transport({ method, url, headers, body, signal });
        return { ...answer, body: parse(answer.text) };
      } catch (error) {
        host.signal.throwIfAborted();
        throw asBatchError(error, what);
      }
    };
    const isWrite = method !== 'GET' && method !== 'HEAD';
    return withRetries(host, { what, isWrite, lookUp }, async () => {
      let answer = await once();
      if (answer.status === 401) {
        // Expired early, or revoked: one new token, then the refusal counts.
        forgetToken();
        answer = await once();
      }
      if (answer.status < 400) return answer;
      throw batchError({ ...answer, operation: what, now: host.clock.now() });
    });
  };
  const urlOf = (path: string, query: Readonly<Record<string, string>> = {}): string => {
    const names = Object.entries({ ...query, 'api-version': API_VERSIONS.batchService });
    const search = names.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
    return `${endpoint.replace(/\/+$/, '')}${path}?${search}`;
  };
  return {
    send: async ({ path, query, ...request }) => sendTo(urlOf(path, query), request),
    list: async (path, query, max = Infinity) => {
      const items: JsonObject[] = [];
      let url: string | undefined = urlOf(path, query);
      while (url !== undefined && url !== '' && items.length < max) {
        const { body } = await sendTo(url, { method: 'GET' });
        const page: JsonObject = isJsonObject(body) ? body : {};
        const value = page['value'];
        if (isJsonArray(value)) items.push(...value.filter(isJsonObject));
        const next = page['odata.nextLink'];
        url = typeof next === 'string' ? next : undefined;
      }
      return items.slice(0, max);
    },
  };
}

/** Opens nothing before the first request. */
export function batchTransport(session: Session, endpoint: string): BatchTransport {
  let opened: Promise<BatchTransport> | undefined;
  return async (request) => (await (opened ??= open(session, endpoint)))(request);
}

export async function loadBatchLibrary(): Promise<[typeof Batch, typeof Rest]> {
  return Promise.all([import('@azure/batch'), import('@azure/ms-rest-js')]);
}

async function open(session: Session, endpoint: string): Promise<BatchTransport> {
  const [{ BatchServiceClient }, { AzureIdentityCredentialAdapter }] = await loadBatchLibrary();
  // Given the credential itself, the client would ask for a token for ARM, which Batch refuses.
  const scope = scopeOf(session.cloud.audiences.batch);
  const credential = new AzureIdentityCredentialAdapter(session.credentialFor('batch'), scope);
  const proxy = proxySettings();
  // Its own retries never repeat a 429 and wait half a minute after a 503.
  const client = new BatchServiceClient(credential, endpoint, {
    noRetryPolicy: true,
    userAgent: 'azure-batch-image-pool',
    ...(proxy && { proxySettings: proxy }),
  });
  client.apiVersion = API_VERSIONS.batchService;
  return async ({ method, url, headers, body, signal }) => {
    const answer = await client.sendRequest({
      method,
      url,
      headers: { ...headers, 'Content-Type': 'application/json; odata=minimalmetadata' },
      disableClientRequestId: true,
      abortSignal: asSignalLike(signal),
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, headers: answer.headers.rawHeaders(), text: answer.bodyAsText ?? '' };
  };
}

/** The client knows signals by the shape they had before they were part of Node. */
function asSignalLike(signal: AbortSignal): AbortSignalLike {
  return {
    get aborted() {
      return signal.aborted;
    },
    onabort: null,
    dispatchEvent: (event) => signal.dispatchEvent(event),
    addEventListener: (type, listener) => signal.addEventListener(type, listener),
    removeEventListener: (type, listener) => signal.removeEventListener(type, listener),
  };
}

function asBatchError(error: unknown, operation: string): unknown {
  if (error instanceof AzureServiceError || !(error instanceof Error)) return error;
  const aborted = 'code' in error && error.code === 'REQUEST_ABORTED_ERROR';
  if (aborted || error.name === 'AbortError' || error.name === 'TimeoutError') {
    const timeout = Object.assign(new Error(`no answer within ${REQUEST_TIMEOUT_MS / 1000} s`), { code: 'ETIMEDOUT' });
    return connectionError('Batch', operation, timeout);
  }
  return 'code' in error ? connectionError('Batch', operation, error) : error;
}

function parse(text: string): JsonValue | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) || isJsonArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
