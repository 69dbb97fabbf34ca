// Each service writes a refusal in its own envelope; here they all become an AzureServiceError.
import type { JsonObject, JsonValue } from './arm.ts';
import { PROXY_ASKS_FOR_CREDENTIALS, proxyRefusal } from './connection-errors.ts';
import { AzureServiceError, type MissingAction } from './errors.ts';
import { isJsonObject, objectAt, objectsAt, pairsAt, textAt } from './json.ts';
import { retryAfterOf } from './retry-after.ts';

/** An answer of 400 and above, and what it answers. */
export interface Refusal {
  readonly operation: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonValue | undefined;
  readonly now: Date;
}

/** The proxy's answer to the request for a connection comes in the place of the service's. */
function isProxys({ status }: Refusal): boolean {
  return status === PROXY_ASKS_FOR_CREDENTIALS;
}

/** ARM and resource providers: `{"error": {"code", "message", "details", "innererror", "additionalInfo"}}`. */
export function armError(refusal: Refusal): AzureServiceError {
  if (isProxys(refusal)) return proxyRefusal('ARM', refusal.operation, refusal.status);
  // Some providers leave the outer `error` away.
  const error = objectAt(refusal.body, 'error') ?? (isJsonObject(refusal.body) ? refusal.body : {});
  const message = textAt(error, 'message') ?? textOf(refusal.body);
  return new AzureServiceError({
    service: 'ARM',
    status: refusal.status,
    code: textAt(error, 'code') ?? `HTTP ${refusal.status}`,
    serviceMessage: message,
    operation: refusal.operation,
    values: armValues(error),
    missingAction: missingActionOf(message),
    correlationId: refusal.headers['x-ms-correlation-request-id'],
    requestId: refusal.headers['x-ms-request-id'],
    retryAfter: retryAfterOf(refusal.headers, refusal.now),
  });
}

/** A long-running operation that was accepted and then failed: the code is the operation's, no HTTP status is left. */
export function operationError(
  operation: string,
  body: JsonObject,
  correlationId: string | undefined,
): AzureServiceError {
  const error = objectAt(body, 'error') ?? objectAt(body, 'properties', 'error') ?? {};
  const status = textAt(body, 'status') ?? textAt(body, 'properties', 'provisioningState') ?? 'Failed';
  const message = textAt(error, 'message') ?? `The operation ended as ${status} and gives no reason.`;
  return new AzureServiceError({
    service: 'ARM',
    code: textAt(error, 'code') ?? `Operation${status}`,
    serviceMessage: message,
    operation,
    values: armValues(error),
    missingAction: missingActionOf(message),
    correlationId,
  });
}

/** Batch's data plane: top level `{"code", "message": {"lang", "value"}, "values": [{"key", "value"}]}`. */
export function batchError(refusal: Refusal): AzureServiceError {
  if (isProxys(refusal)) return proxyRefusal('Batch', refusal.operation, refusal.status);
  const message = textAt(refusal.body, 'message', 'value') ?? textAt(refusal.body, 'message') ?? textOf(refusal.body);
  const values = pairsAt(refusal.body, 'values');
  return new AzureServiceError({
    service: 'Batch',
    status: refusal.status,
    code: textAt(refusal.body, 'code') ?? `HTTP ${refusal.status}`,
    serviceMessage: message,
    operation: refusal.operation,
    values,
    missingAction: missingActionOf([message, ...Object.values(values)].join('\n')),
    requestId: refusal.headers['request-id'],
    correlationId: refusal.headers['client-request-id'],
    retryAfter: retryAfterOf(refusal.headers, refusal.now),
  });
}

/** Blob storage: XML `<Error><Code/><Message/></Error>`; an answer to HEAD has only the header `x-ms-error-code`. */
export function storageError(refusal: Refusal): AzureServiceError {
  if (isProxys(refusal)) return proxyRefusal('Storage', refusal.operation, refusal.status);
  const xml = typeof refusal.body === 'string' ? refusal.body : '';
  const code = refusal.headers['x-ms-error-code'] ?? element(xml, 'Code') ?? `HTTP ${refusal.status}`;
  const values: Record<string, string> = {};
  for (const name of ['AuthenticationErrorDetail', 'Reason', 'HeaderName', 'HeaderValue', 'QueryParameterName']) {
    const value = element(xml, name);
    if (value !== undefined) values[name] = value;
  }
  // A copy from another URL: these two say what the source answered.
  for (const name of ['x-ms-copy-source-status-code', 'x-ms-copy-source-error-code']) {
    const value = refusal.headers[name];
    if (value !== undefined) values[name] = value;
  }
  return new AzureServiceError({
    service: 'Storage',
    status: refusal.status,
    code,
    serviceMessage: element(xml, 'Message') ?? (xml || 'The answer has no body.'),
    operation: refusal.operation,
    values,
    requestId: refusal.headers['x-ms-request-id'],
    retryAfter: retryAfterOf(refusal.headers, refusal.now),
  });
}

/**
 * The right that an AuthorizationFailed or LinkedAuthorizationFailed message names. In the linked form the text first
 * names the right that the caller has, and then, after "does not have permission", the one that it lacks.
 */
export function missingActionOf(message: string): MissingAction | undefined {
  // Batch, which spells it so: "does not have the required privelege A on the specified resource S."
  const [, privilege, resource] =
    /required priv[ei]le[dg]*ge (\S+) on the specified resource (\S+?)\.?(?:\s|$)/i.exec(message) ?? [];
  if (privilege !== undefined && resource !== undefined) {
    return { action: privilege, scope: resource, principal: 'the signed-in identity' };
  }
  const lacking = /does not have (?:authorization|permission) to perform action(?:\(s\))? '([^']+)'/i.exec(message);
  const action = lacking?.[1];
  if (lacking === null || action === undefined) return undefined;
  const rest = message.slice(lacking.index);
  const scope = /scope(?:\(s\))? '([^']+)'/i.exec(rest)?.[1] ?? 'an unnamed scope';
  const client = /client '([^']+)'/i.exec(message)?.[1];
  const object = /object id '([^']+)'/i.exec(message)?.[1];
  return { action, scope, principal: client ?? object ?? 'the signed-in identity' };
}

/** Nested details, the innermost error and the policies that refused, by name. */
function armValues(error: JsonObject): Record<string, string> {
  const values: Record<string, string> = {};
  const add = (name: string, value: string | undefined): void => {
    if (value === undefined || value === '') return;
    let key = name;
    for (let copy = 2; key in values && values[key] !== value; copy += 1) key = `${name} (${copy})`;
    values[key] = value;
  };
  add('target', textAt(error, 'target'));
  const visit = (details: readonly JsonObject[]): void => {
    for (const detail of details) {
      add(textAt(detail, 'code') ?? 'detail', textAt(detail, 'message'));
      visit(objectsAt(detail, 'details'));
    }
  };
  visit(objectsAt(error, 'details'));
  const inner = objectAt(error, 'innererror');
  if (inner) {
    add('innererror', textAt(inner, 'errordetail') ?? textAt(inner, 'message'));
    add('innererror code', textAt(inner, 'exceptiontype') ?? textAt(inner, 'code'));
  }
  for (const extra of objectsAt(error, 'additionalInfo')) {
    add(
      'policy',
      textAt(extra, 'info', 'policyAssignmentDisplayName') ?? textAt(extra, 'info', 'policyAssignmentName'),
    );
  }
  return values;
}

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

function textOf(body: JsonValue | undefined): string {
  if (body === undefined || body === null || body === '') return 'The answer has no body.';
  return typeof body === 'string' ? body : JSON.stringify(body);
}
