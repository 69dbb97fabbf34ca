// Following an ARM long-running operation from the answer that accepted it to its end, in every form ARM has for it.
// https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
import type { ArmRequest, ArmResponse, JsonObject } from './arm.ts';
import { operationError } from './error-envelopes.ts';
import { isAzureServiceError, isNotFound } from './errors.ts';
import type { Host } from './host.ts';
import { objectAt, textAt } from './json.ts';
import { poll } from './polling.ts';
import { isTransient } from './retry.ts';
import { retryAfterOf } from './retry-after.ts';

export interface Following {
  readonly host: Host;
  readonly request: ArmRequest;
  /** The answer that accepted the request. */
  readonly accepted: ArmResponse;
  readonly operation: string;
  readonly deadline: Date;
  readonly what: string;
  /** Reads an absolute URL, with retries; 400 and above rejects. */
  readonly get: (url: string) => Promise<ArmResponse>;
  /** Reads the resource that the request is about. */
  readonly getResource: () => Promise<ArmResponse>;
}

/** How an operation can be followed, in ARM's order of precedence. */
type Track =
  | { readonly kind: 'operation'; readonly url: string; readonly resultUrl: string | undefined }
  | { readonly kind: 'location'; readonly url: string }
  | { readonly kind: 'resource' }
  | { readonly kind: 'finished' };

interface Observation {
  readonly status: 'running' | 'succeeded' | 'failed' | 'lost';
  readonly detail: string;
  readonly response?: ArmResponse;
}

/** Resolves to the operation's output, where it has one; rejects with the operation's own error. */
export async function follow(following: Following): Promise<JsonObject | undefined> {
  const { host, request, accepted } = following;
  const track = trackOf(request, accepted);
  if (track.kind === 'finished') return outputOf(request, accepted.body);
  await obeyFirstRetryAfter(following);
  const end = await watch(following, track);
  if (end.status === 'lost') {
    // The operation's record is gone before its end was seen. The resource itself still tells.
    host.debug(`${following.what}: the operation is no longer known, asking the resource instead`);
    return settle(following, await watch(following, { kind: 'resource' }), { kind: 'resource' });
  }
  return settle(following, end, track);
}

export function trackOf(request: ArmRequest, accepted: ArmResponse): Track {
  const asyncOperation = accepted.headers['azure-asyncoperation'] ?? accepted.headers['operation-location'];
  const location = accepted.headers['location'];
  if (asyncOperation !== undefined) return { kind: 'operation', url: asyncOperation, resultUrl: location };
  if (location !== undefined && accepted.status === 202) return { kind: 'location', url: location };
  if (request.method === 'PUT' || request.method === 'PATCH') {
    if (accepted.status === 202) return { kind: 'resource' };
    return provisioningOf(accepted.body).status === 'running' ? { kind: 'resource' } : { kind: 'finished' };
  }
  if (location !== undefined && accepted.status === 201) return { kind: 'location', url: location };
  return request.method === 'DELETE' && accepted.status === 202 ? { kind: 'resource' } : { kind: 'finished' };
}

async function watch(following: Following, track: Exclude<Track, { kind: 'finished' }>): Promise<Observation> {
  const { host, deadline, what } = following;
  return poll<Observation>(host, {
    what,
    deadline,
    read: async () => observe(following, track),
    done: (seen) => seen.status !== 'running',
    state: (seen) => seen.detail,
    onChange: (seen) => host.debug(`${what}: ${seen.detail}`),
    retryAfter: (seen) => (seen.response ? retryAfterOf(seen.response.headers, host.clock.now()) : undefined),
  });
}

async function observe(following: Following, track: Exclude<Track, { kind: 'finished' }>): Promise<Observation> {
  const { request } = following;
  let response: ArmResponse;
  try {
    response = track.kind === 'resource' ? await following.getResource() : await following.get(track.url);
  } catch (error) {
    following.host.signal.throwIfAborted();
    if (isNotFound(error)) {
      if (request.method === 'DELETE') return { status: 'succeeded', detail: 'gone' };
      if (track.kind !== 'resource' && request.method !== 'POST') return { status: 'lost', detail: 'no longer known' };
      throw error;
    }
    // The operation goes on in Azure whether or not we can see it: look again until the deadline.
    if (isTransient(error)) {
      return {
        status: 'running',
        detail: isAzureServiceError(error) ? `out of sight (${error.code})` : 'out of sight',
      };
    }
    throw error;
  }
  switch (track.kind) {
    case 'resource':
      if (request.method === 'DELETE') return { status: 'running', detail: 'Deleting', response };
      return { ...provisioningOf(response.body), response };
    case 'operation':
    case 'location':
      return { ...operationStatus(response), response };
  }
}

/**
 * An operation's record says so in `status`; a Location answers 202 until it is done, then 200 with the result or 204.
 * A status that is not known to be an end is still running, as ARM's contract says.
 */
function operationStatus(response: ArmResponse): Observation {
  const status = textAt(response.body, 'status');
  if (status !== undefined && 'properties' in response.body && 'id' in response.body && 'type' in response.body) {
    return { ...provisioningOf(response.body) };
  }
  if (status !== undefined) return { ...classify(status), detail: withPercent(status, response.body) };
  if (response.status === 202) return { status: 'running', detail: 'InProgress' };
  return { status: 'succeeded', detail: 'Succeeded' };
}

function provisioningOf(body: JsonObject): Observation {
  const state = textAt(body, 'properties', 'provisioningState');
  return state === undefined ? { status: 'succeeded', detail: 'Succeeded' } : { ...classify(state), detail: state };
}

function classify(status: string): Observation {
  switch (status.toLowerCase()) {
    case 'succeeded':
      return { status: 'succeeded', detail: status };
    case 'failed':
    case 'canceled':
    case 'cancelled':
      return { status: 'failed', detail: status };
    default:
      return { status: 'running', detail: status };
  }
}

function withPercent(status: string, body: JsonObject): string {
  const percent = body['percentComplete'];
  return typeof percent === 'number' ? `${status} ${Math.round(percent)} %` : status;
}

async function settle(following: Following, end: Observation, track: Track): Promise<JsonObject | undefined> {
  const { request, accepted, operation } = following;
  const body = end.response?.body ?? {};
  if (end.status !== 'succeeded') {
    const correlation = end.response?.headers['x-ms-correlation-request-id'];
    throw operationError(operation, body, correlation ?? accepted.headers['x-ms-correlation-request-id']);
  }
  if (request.method !== 'POST') return undefined;
  if (track.kind !== 'operation') return outputOf(request, body);
  // Some operations carry their output in their own record, others only at the Location: take the nearer.
  const output = objectAt(body, 'properties', 'output');
  if (output !== undefined || track.resultUrl === undefined) return output;
  return outputOf(request, (await following.get(track.resultUrl)).body);
}

function outputOf(request: ArmRequest, body: JsonObject): JsonObject | undefined {
  if (request.method !== 'POST') return undefined;
  const output = objectAt(body, 'properties', 'output') ?? body;
  return Object.keys(output).length === 0 ? undefined : output;
}

async function obeyFirstRetryAfter({ host, accepted, deadline }: Following): Promise<void> {
  const now = host.clock.now();
  const asked = retryAfterOf(accepted.headers, now);
  const left = deadline.getTime() - now.getTime();
  if (asked !== undefined && left > 0) await host.clock.sleep(Math.min(asked, left), host.signal);
}
