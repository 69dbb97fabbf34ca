// Long-running operations: the first answer with its polling headers, and the answers to the polls in both URL forms.
import { AzureError } from '../kernel/errors.ts';
import type { SimRequest, SimResponse } from '../kernel/exchange.ts';
import type { JsonObject } from '../kernel/json.ts';
import { objectOf } from '../kernel/json.ts';
import type { Principal, World } from '../kernel/world.ts';
import { errorBody } from './answers.ts';
import { readApiVersion, shownAt } from './api-version.ts';
import { versionsOf } from './api-versions.ts';
import { OPERATION_PATH, operationUrls, type OperationUrls } from './operation-urls.ts';
import { refusals } from './refusals.ts';
import type { ArmAnswer, ArmCall, LongRunning } from './route.ts';
import { regionOf } from './scopes.ts';

type Outcome =
  | { readonly kind: 'running' }
  | { readonly kind: 'succeeded'; readonly at: Date; readonly output: JsonObject | undefined }
  | { readonly kind: 'failed'; readonly at: Date; readonly error: AzureError };

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly resourceId: string;
  readonly urls: OperationUrls;
  readonly startedBy: Principal;
  readonly startedAt: Date;
  outcome: Outcome;
}

export interface Operations {
  /** Starts the work of an accepted answer; resolves when the answer can be sent. */
  start(request: SimRequest, call: ArmCall, answer: Extract<ArmAnswer, { kind: 'accepted' }>): Promise<SimResponse>;
  /** Whether a path is an operation's, known or not. */
  isOperation(path: string): boolean;
  find(path: string): Operation | undefined;
  /** Answers a poll of a caller who is signed in; refuses one who has no right to it. */
  poll(request: SimRequest, operation: Operation, caller: Principal): SimResponse;
}

export function createOperations(world: World): Operations {
  const byPath = new Map<string, Operation>();

  const settle = async (operation: Operation, work: LongRunning, planned: SimRequest['failOperation']) => {
    const at = (): Date => world.clock.now();
    try {
      if (planned !== undefined) throw fail(operation, work, planned);
      const output = await work.finish();
      operation.outcome = { kind: 'succeeded', at: at(), output };
    } catch (error) {
      operation.outcome = { kind: 'failed', at: at(), error: asAzureError(error) };
    }
  };

  /** Leaves the resource as a failed operation leaves it. */
  const fail = (
    operation: Operation,
    work: LongRunning,
    planned: { readonly code: string; readonly message: string },
  ) => {
    const error = new AzureError(409, planned.code, planned.message);
    if (work.fail !== undefined) work.fail(error);
    else if (operation.method !== 'POST') {
      const resource = world.resources.get(operation.resourceId);
      const properties = objectOf(resource?.body['properties']);
      if (resource !== undefined && properties['provisioningState'] !== undefined) {
        resource.body = { ...resource.body, properties: { ...properties, provisioningState: 'Failed' } };
      }
    }
    return error;
  };

  return {
    async start(request, call, { status, body, work }) {
      const id = world.random.guid();
      const urls = operationUrls(request.method, call.resourceId, regionOf(world, call.resourceId), id);
      const operation: Operation = {
        id,
        method: request.method,
        resourceId: call.resourceId,
        urls,
        startedBy: call.principal,
        startedAt: world.clock.now(),
        outcome: { kind: 'running' },
      };
      for (const path of [urls.status, urls.result]) {
        if (path !== undefined) byPath.set(path.toLowerCase(), operation);
      }

      let settled: Promise<void> | undefined;
      const end = (): void => {
        settled ??= settle(operation, work, request.failOperation);
      };
      if (work.until !== undefined) work.until(end);
      else world.clock.after(work.durationMs, end);
      // What takes no time is over before the answer goes out, so that an instant world has no races.
      await settled;

      return {
        status,
        ...(body && { body }),
        headers: { ...pollHeaders(request.url, urls), ...world.clock.retryHeaders() },
      };
    },

    isOperation: (path) => OPERATION_PATH.test(path),
    find: (path) => byPath.get(path.toLowerCase()),

    poll(request, operation, caller) {
      const { urls } = operation;
      if (urls.isShared === undefined && caller.objectId !== operation.startedBy.objectId) {
        throw refusals.notAuthorized(
          caller,
          'Microsoft.Resources/subscriptions/operationresults/read',
          request.url.pathname,
        );
      }
      const sharesPath = urls.status === urls.result;
      const asksResult = sharesPath
        ? request.url.searchParams.get('monitor')?.toLowerCase() === 'true'
        : request.url.pathname.toLowerCase() === urls.result?.toLowerCase();
      return asksResult ? resultAnswer(world, request, operation) : statusAnswer(world, operation);
    },
  };
}

/** Azure-AsyncOperation: always 200; the body tells. */
function statusAnswer(world: World, operation: Operation): SimResponse {
  const { outcome } = operation;
  const begun = { startTime: operation.startedAt.toISOString() };
  switch (outcome.kind) {
    case 'running':
      return {
        status: 200,
        headers: world.clock.retryHeaders(),
        body: { ...begun, status: 'InProgress', name: operation.id },
      };
    case 'succeeded':
      return {
        status: 200,
        body: {
          ...begun,
          endTime: outcome.at.toISOString(),
          status: 'Succeeded',
          ...(outcome.output !== undefined && { properties: { output: outcome.output } }),
          name: operation.id,
        },
      };
    case 'failed':
      return {
        status: 200,
        body: {
          ...begun,
          endTime: outcome.at.toISOString(),
          status: 'Failed',
          error: errorBody(outcome.error),
          name: operation.id,
        },
      };
  }
}

/** Location: 202 while it runs, then what the operation was for. */
function resultAnswer(world: World, request: SimRequest, operation: Operation): SimResponse {
  const { outcome } = operation;
  switch (outcome.kind) {
    case 'running':
      return { status: 202, headers: { location: request.url.href, ...world.clock.retryHeaders() } };
    case 'failed':
      throw outcome.error;
    case 'succeeded': {
      if (outcome.output !== undefined) return { status: 200, body: outcome.output };
      if (operation.method === 'DELETE') {
        return { status: operation.urls.emptyStatus ?? (operation.urls.status === undefined ? 200 : 204) };
      }
      const resource = operation.method === 'POST' ? undefined : world.resources.get(operation.resourceId);
      if (resource === undefined) return { status: 200 };
      const { since } = versionsOf(resource.type) ?? { since: {} };
      return { status: 200, body: shownAt(readApiVersion(request.url), since, resource.body) };
    }
  }
}

function pollHeaders(url: URL, urls: OperationUrls): Readonly<Record<string, string>> {
  const version = `api-version=${url.searchParams.get('api-version') ?? ''}`;
  const monitor = urls.status === urls.result || /\/asyncoperations\//i.test(urls.result ?? '') ? 'monitor=true&' : '';
  return {
    ...(urls.status !== undefined && { 'azure-asyncoperation': `${url.origin}${urls.status}?${version}` }),
    ...(urls.result !== undefined && { location: `${url.origin}${urls.result}?${monitor}${version}` }),
  };
}

function asAzureError(error: unknown): AzureError {
  if (error instanceof AzureError) return error;
  return new AzureError(500, 'InternalExecutionError', error instanceof Error ? error.message : String(error));
}
