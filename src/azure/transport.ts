// How a JSON request reaches Azure Resource Manager: through arm-compute's client, with our own api-version, body and retry.
// Its typed operations are not used because they send newer api-versions than we pin and drop properties they do not know.
import type { TokenCredential } from '@azure/identity';
import type { JsonObject, JsonValue } from './arm.ts';
import { connectionError } from './connection-errors.ts';
import { AzureServiceError } from './errors.ts';
import type { Host } from './host.ts';
import { isJsonArray, isJsonObject } from './json.ts';

export interface TransportRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: JsonObject | undefined;
  /** For messages. */
  readonly operation: string;
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonValue | undefined;
}

/** Sends once. Any status resolves; only a missing answer rejects (an AzureServiceError without status). */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** A server that accepted a connection and then says nothing for so long has lost the request. */
const REQUEST_TIMEOUT_MS = 120_000;

/** Never asked: the policy that would is removed. The client's signature wants a credential. */
const NO_CREDENTIAL: TokenCredential = { getToken: async () => null };

/** Opens a client on an endpoint; without a credential requests are anonymous. */
export async function openTransport(
  host: Host,
  endpoint: string,
  sign?: { readonly credential: TokenCredential; readonly scope: string },
): Promise<Transport> {
  const { createComputeManagement } = await import('@azure/arm-compute/api');
  const client = createComputeManagement(sign?.credential ?? NO_CREDENTIAL, '', {
    endpoint,
    credentials: { scopes: sign ? [sign.scope] : [] },
    retryOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'azure-batch-image-pool' },
  });
  if (!sign) client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });

  return async (request) => {
    const resource = client.pathUnchecked(request.url);
    const options = {
      headers: { ...request.headers },
      abortSignal: host.signal,
      timeout: REQUEST_TIMEOUT_MS,
      ...(request.body === undefined ? {} : { body: request.body, contentType: 'application/json' }),
    };
    try {
      const answer = await resource[METHODS[request.method]](options);
      return { status: Number(answer.status), headers: lowerCase(answer.headers), body: bodyOf(answer.body) };
    } catch (error) {
      // Cancelling is the caller's own doing and is reported as such, not as a failure of Azure.
      host.signal.throwIfAborted();
      throw asConnectionError(error, request);
    }
  };
}

const METHODS = { GET: 'get', HEAD: 'head', PUT: 'put', PATCH: 'patch', POST: 'post', DELETE: 'delete' } as const;

function asConnectionError(error: unknown, { operation, url }: TransportRequest): unknown {
  if (error instanceof AzureServiceError) return error;
  if (!(error instanceof Error)) return error;
  // What is done at ARM is told without its host; what went wrong on the way there is not.
  const { host } = new URL(url);
  const lost = (cause: Error): AzureServiceError =>
    connectionError('ARM', operation, new Error(`${host}: ${cause.message}`, { cause }));
  // A failed sign-in rejects inside the client's pipeline; it is no lost connection and has its own words.
  if (error.name === 'AbortError') {
    const timeout = Object.assign(new Error(`no answer within ${REQUEST_TIMEOUT_MS / 1000} s`), { code: 'ETIMEDOUT' });
    return lost(timeout);
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
  if (status !== undefined) {
    const facts = { service: 'ARM', status, code: `HTTP ${status}`, serviceMessage: error.message, operation } as const;
    return new AzureServiceError(facts, { cause: error });
  }
  return 'code' in error ? lost(error) : error;
}

function lowerCase(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) entries.push([name.toLowerCase(), value]);
  return Object.fromEntries(entries);
}

function bodyOf(body: unknown): JsonValue | undefined {
  if (isJsonObject(body) || isJsonArray(body) || typeof body === 'string') return body;
  return undefined;
}
