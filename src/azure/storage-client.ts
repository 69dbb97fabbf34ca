// How a request reaches blob storage: through storage-blob's clients, with our own service version, retry and errors.
import type { TokenCredential } from '@azure/identity';
import type * as Storage from '@azure/storage-blob';
import type { ContainerClient, PageBlobClient, Pipeline } from '@azure/storage-blob';
import { scopeOf } from './cloud.ts';
import type { Session } from './credential.ts';
import { connectionError } from './connection-errors.ts';
import { storageError } from './error-envelopes.ts';
import { AzureServiceError } from './errors.ts';
import type { Host } from './host.ts';
import { withRetries, type RetryRules } from './retry.ts';
import { API_VERSIONS } from './versions.ts';

/** One call on a client, retried; `signal` ends it when the run is cancelled or the server falls silent. */
export type StorageCall<C> = <T>(
  rules: RetryRules<T>,
  attempt: (client: C, signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** A put of 4 MiB, or a copy of it by the service, takes well under a second; this is for connections gone silent. */
const REQUEST_TIMEOUT_MS = 120_000;

export async function loadStorageLibrary(): Promise<typeof Storage> {
  return import('@azure/storage-blob');
}

export function openPageBlobClient(host: Host, url: string, session: Session | undefined): StorageCall<PageBlobClient> {
  return storageCall(host, session, async (credential) => {
    const { PageBlobClient } = await loadStorageLibrary();
    return new PageBlobClient(url, await pipeline(session, credential));
  });
}

export function openContainerClient(
  host: Host,
  url: string,
  session: Session | undefined,
): StorageCall<ContainerClient> {
  return storageCall(host, session, async (credential) => {
    const { ContainerClient } = await loadStorageLibrary();
    return new ContainerClient(url, await pipeline(session, credential));
  });
}

/** Without a session requests are anonymous: the URL carries its own signature. */
async function pipeline(session: Session | undefined, credential: TokenCredential | undefined): Promise<Pipeline> {
  const { newPipeline } = await loadStorageLibrary();
  const made = newPipeline(credential, {
    // One try: the library's own policy ignores Retry-After and never repeats a 429.
    retryOptions: { maxTries: 1 },
    userAgentOptions: { userAgentPrefix: 'azure-batch-image-pool' },
    ...(session ? { audience: scopeOf(session.cloud.audiences.storage) } : {}),
  });
  made.factories.push({
    create: (next) => ({
      sendRequest: async (request) => {
        request.headers.set('x-ms-version', API_VERSIONS.blobService);
        return next.sendRequest(request);
      },
    }),
  });
  return made;
}

export function storageCall<C>(
  host: Host,
  session: Session | undefined,
  open: (credential: TokenCredential | undefined) => Promise<C>,
): StorageCall<C> {
  const connect = async (): Promise<C> => open(session?.credentialFor('storage'));
  let opened: Promise<C> | undefined;
  return async (rules, attempt) =>
    withRetries(host, rules, async () => {
      const current = (opened ??= connect());
      const tryWith = async (client: Promise<C>): Promise<Awaited<ReturnType<typeof attempt>>> => {
        const signal = AbortSignal.any([host.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
        try {
          return await attempt(await client, signal);
        } catch (error) {
          host.signal.throwIfAborted();
          throw asStorageError(error, rules.what, host.clock.now());
        }
      };
      try {
        return await tryWith(current);
      } catch (error) {
        if (session === undefined || !(error instanceof AzureServiceError) || error.status !== 401) throw error;
        // The client keeps its token to itself: a token that expired early needs a new client. Calls that failed
        // together share it.
        if (opened === current) {
          session.forget(scopeOf(session.cloud.audiences.storage));
          opened = connect();
        }
        return tryWith(opened);
      }
    });
}

/** The library rejects with a RestError that holds the answer, or with the connection's own error. */
export function asStorageError(error: unknown, operation: string, now: Date): unknown {
  if (error instanceof AzureServiceError || !(error instanceof Error)) return error;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    const timeout = Object.assign(new Error(`no answer within ${REQUEST_TIMEOUT_MS / 1000} s`), { code: 'ETIMEDOUT' });
    return connectionError('Storage', operation, timeout);
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
  if (status === undefined) return 'code' in error ? connectionError('Storage', operation, error) : error;
  const response = 'response' in error && isResponse(error.response) ? error.response : undefined;
  const headers = Object.fromEntries(
    Object.entries(response?.headers.toJSON() ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return storageError({ operation, status, headers, body: response?.bodyAsText ?? '', now });
}

interface ResponseFacts {
  readonly headers: { toJSON(): Record<string, string> };
  readonly bodyAsText?: string | null;
}

function isResponse(value: unknown): value is ResponseFacts {
  return typeof value === 'object' && value !== null && 'headers' in value;
}
