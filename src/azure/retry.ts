// The one retry policy, for every service: what is worth trying again, after how long, and for how long.
import { isUnknownHost } from './connection-errors.ts';
import { AzureServiceError, isThrottledInWords } from './errors.ts';
import type { Host } from './host.ts';

export interface RetryRules<T> {
  /** What is tried, for the debug log, e.g. `PUT .../snapshots/x`. */
  readonly what: string;
  /**
   * Never waits beyond it, nor beyond the host's own; the last error is thrown instead. Absent: as long as an outage may
   * last, below.
   */
  readonly deadline?: Date | undefined;
  /** Whether the request changes something. */
  readonly isWrite: boolean;
  /** For a write whose answer was lost: what it made, if it was made. Asked before the write is repeated. */
  readonly lookUp?: (() => Promise<T | undefined>) | undefined;
  /**
   * Whether a refusal says no more than "not now". `mayBeEcho`: the answer to an earlier try was lost, so that what stands
   * in the way may be that very try.
   */
  readonly isPassing?: ((error: unknown, mayBeEcho: boolean) => boolean) | undefined;
  /**
   * The host, where a workflow names it: if DNS does not know it, it is more often written wrong than lost, and nothing is
   * gained by minutes of waiting. That DNS gives no answer is another matter.
   */
  readonly namedHost?: string | undefined;
  /** Called before each wait when the service said that it is busy (429 or 503). */
  readonly onBusy?: (() => void) | undefined;
}

/** Without a deadline from the caller: long enough for a fail-over, short enough not to hide an outage. */
export const OUTAGE_PATIENCE_MS = 5 * 60_000;

/** A resolver that is just being told of a name knows it by then. */
const UNKNOWN_HOST_PATIENCE_MS = 5_000;

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** Names that node, the SDKs' HTTP clients, MSAL, fetch and we give to a connection that did not carry an answer. */
const LOST_CONNECTION = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
  'REQUEST_SEND_ERROR',
  'UND_ERR_SOCKET',
  'network_error',
  'IdTokenRequestLost',
]);

export async function withRetries<T>(host: Host, rules: RetryRules<T>, attempt: () => Promise<T>): Promise<T> {
  const within = (patience: number): Date => new Date(host.clock.now().getTime() + patience);
  const deadline = earlier(rules.deadline ?? within(OUTAGE_PATIENCE_MS), host.deadline);
  const knownBy = earlier(deadline, within(UNKNOWN_HOST_PATIENCE_MS));
  let mayBeEcho = false;
  for (let failures = 0; ; failures += 1) {
    host.signal.throwIfAborted();
    let failure: unknown;
    try {
      return await attempt();
    } catch (error) {
      host.signal.throwIfAborted();
      if (!isTransient(error) && rules.isPassing?.(error, mayBeEcho) !== true) throw error;
      failure = error;
    }
    mayBeEcho ||= rules.isWrite && isTransient(failure) && mayHaveWorked(failure);
    const delay = retryDelay(
      failures,
      failure instanceof AzureServiceError ? failure.retryAfter : undefined,
      Math.random(),
    );
    const until = isUnknownHost(failure, rules.namedHost) ? knownBy : deadline;
    if (host.clock.now().getTime() + delay > until.getTime()) throw failure;
    if (saysBusy(failure)) rules.onBusy?.();
    host.debug(`${rules.what}: ${reasonOf(failure)}; trying again in ${Math.round(delay)} ms`);
    await host.clock.sleep(delay, host.signal);
    if (rules.isWrite && rules.lookUp && mayHaveWorked(failure)) {
      const found = await rules.lookUp();
      if (found !== undefined) return found;
    }
  }
}

function earlier(one: Date, other: Date | undefined): Date {
  return other === undefined || one < other ? one : other;
}

/** Milliseconds before try number `failures + 2`: what the service asks for, else exponential with jitter. */
export function retryDelay(failures: number, retryAfter: number | undefined, random: number): number {
  if (retryAfter !== undefined && retryAfter > 0) return retryAfter;
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 10));
  // Half fixed, half random: parallel requests that failed together do not come back together.
  return ceiling / 2 + (ceiling / 2) * random;
}

export function isTransient(error: unknown): boolean {
  if (error instanceof AzureServiceError) {
    return error.status === undefined ? LOST_CONNECTION.has(error.code) : isTransientStatus(error.status);
  }
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && LOST_CONNECTION.has(error.code);
}

export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

function saysBusy(error: unknown): boolean {
  return error instanceof AzureServiceError && (error.status === 429 || error.status === 503);
}

/** A throttled request was not carried out; after anything else nobody knows. */
function mayHaveWorked(error: unknown): boolean {
  return !(error instanceof AzureServiceError && error.status === 429) && !isThrottledInWords(error);
}

function reasonOf(error: unknown): string {
  if (error instanceof AzureServiceError) return `${error.status ?? 'no answer'} ${error.code}`;
  return error instanceof Error ? error.message : String(error);
}
