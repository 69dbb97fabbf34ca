// The one error that every refusal of a service becomes: who refused what, with which code, and whom to ask about it.

export type AzureServiceName = 'ARM' | 'Batch' | 'Storage' | 'Entra' | 'GitHub';

/** A right that the caller lacks, where the service names it. */
export interface MissingAction {
  readonly action: string;
  readonly scope: string;
  readonly principal: string;
}

export interface AzureErrorFacts {
  readonly service: AzureServiceName;
  /** Absent when no answer came, or when a long-running operation failed after it had been accepted. */
  readonly status?: number | undefined;
  readonly code: string;
  /** Whole, as the service wrote it. */
  readonly serviceMessage: string;
  readonly correlationId?: string | undefined;
  readonly requestId?: string | undefined;
  /** What we were doing, e.g. `PUT .../snapshots/x`. */
  readonly operation: string;
  /** What else the service said, by name: nested details, Batch's values, claims of an assertion. */
  readonly values?: Readonly<Record<string, string>>;
  readonly missingAction?: MissingAction | undefined;
  /** Milliseconds that the service asks to wait before trying again. */
  readonly retryAfter?: number | undefined;
}

export class AzureServiceError extends Error {
  override readonly name = 'AzureServiceError';
  readonly service: AzureServiceName;
  readonly status: number | undefined;
  readonly code: string;
  readonly serviceMessage: string;
  readonly correlationId: string | undefined;
  readonly requestId: string | undefined;
  readonly operation: string;
  readonly values: Readonly<Record<string, string>>;
  readonly missingAction: MissingAction | undefined;
  readonly retryAfter: number | undefined;

  constructor(facts: AzureErrorFacts, options?: ErrorOptions) {
    super(`${facts.operation}: ${facts.code}: ${facts.serviceMessage}`, options);
    this.service = facts.service;
    this.status = facts.status;
    this.code = facts.code;
    this.serviceMessage = facts.serviceMessage;
    this.correlationId = facts.correlationId;
    this.requestId = facts.requestId;
    this.operation = facts.operation;
    this.values = facts.values ?? {};
    this.missingAction = facts.missingAction;
    this.retryAfter = facts.retryAfter;
  }
}

export function isAzureServiceError(error: unknown, code?: string): error is AzureServiceError {
  return error instanceof AzureServiceError && (code === undefined || error.code === code);
}

/** Whether the service says that the thing is not there. */
export function isNotFound(error: unknown): boolean {
  return isAzureServiceError(error) && error.status === 404;
}

/** Whether ARM refuses because the provider still works on an earlier request to the same resource. */
export function isBusy(error: unknown): boolean {
  return (
    isAzureServiceError(error) &&
    error.status === 409 &&
    /in progress|ongoing operation|concurrent/i.test(error.serviceMessage)
  );
}

/** Whether a provider refuses because too much is asked of one resource at a time, with a status that does not say so. */
export function isThrottledInWords(error: unknown): boolean {
  return isAzureServiceError(error) && /too many requests on source/i.test(error.serviceMessage);
}

/** Everything an error knows, in words. An error of unknown kind is shown whole, never wrapped away. */
export function describe(error: unknown): string {
  const seen: unknown[] = [];
  const lines: string[] = [];
  for (let link = error; link !== undefined && link !== null && !seen.includes(link); link = causeOf(link)) {
    if (!seen.some((outer) => repeats(outer, link))) {
      lines.push(lines.length === 0 ? describeOne(link) : `caused by: ${describeOne(link)}`);
    }
    seen.push(link);
  }
  return lines.length === 0 ? String(error) : lines.join('\n');
}

/** Libraries wrap errors in others of the same message, and our own errors take their message from what they wrap. */
function repeats(outer: unknown, inner: unknown): boolean {
  if (!(outer instanceof Error) || !(inner instanceof Error) || inner.message === '') return false;
  if (outer.message.includes(inner.message)) return true;
  return isAzureServiceError(outer) && inner.message.includes(outer.serviceMessage);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function describeOne(error: unknown): string {
  if (isAzureServiceError(error)) return describeServiceError(error);
  if (error instanceof AggregateError) {
    const parts = error.errors.map((part: unknown) => describe(part));
    return [error.message, ...parts].filter((part) => part !== '').join('\n');
  }
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
    return `${error.name === 'Error' ? '' : `${error.name}: `}${error.message || error.constructor.name}${code}`;
  }
  if (typeof error === 'string') return error;
  return safeJson(error) ?? String(error);
}

function describeServiceError(error: AzureServiceError): string {
  const status = error.status === undefined ? '' : ` (HTTP ${error.status})`;
  const lines = [`${error.service}: ${error.operation} failed${status} with ${error.code}: ${error.serviceMessage}`];
  for (const [name, value] of Object.entries(error.values)) lines.push(`  ${name}: ${value}`);
  if (error.missingAction) {
    const { action, scope, principal } = error.missingAction;
    lines.push(`  missing right: ${action} over ${scope} for ${principal}`);
  }
  if (error.correlationId !== undefined) lines.push(`  correlation ID: ${error.correlationId}`);
  if (error.requestId !== undefined && error.requestId !== error.correlationId) {
    lines.push(`  request ID: ${error.requestId}`);
  }
  return lines.join('\n');
}

function safeJson(value: unknown): string | undefined {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text;
  } catch {
    return undefined;
  }
}
