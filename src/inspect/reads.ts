// The reads of an inspection: a few at a time, and what is refused is kept as data, so that the rest can still be shown.
import { describe, isAzureServiceError, isNotFound, type AzureServiceError } from '../azure/errors.ts';
import type { Host } from '../azure/host.ts';
import { isRefusal, isSignInError, NO_SUBSCRIPTION } from '../refusal.ts';

export type Reading<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'absent' }
  /** Refused, or not answered; `Unread` says why. */
  | { readonly kind: 'unread' };

/** What an inspection looks at beside the account and its pools: each part can be missing. */
export type Part =
  | 'node counts'
  | 'nodes'
  | 'supported images'
  | 'storage account'
  | 'VHDs'
  | 'gallery'
  | 'image versions'
  | 'managed image';

export interface Unread {
  readonly part: Part | 'account' | 'pools';
  /** The ID of what was to be read, or the pool whose nodes. */
  readonly what: string;
  readonly error: AzureServiceError;
}

export interface Reads {
  readonly unread: readonly Unread[];
  /** `work` answers undefined, or rejects as not found, for what is not there. */
  attempt<T>(part: Unread['part'], what: string, work: () => Promise<T | undefined>): Promise<Reading<T>>;
}

/** ARM lets one caller read some 25 times a second, and Batch is shared with everyone who runs jobs. */
const AT_ONCE = 8;

export function createReads(host: Host): Reads {
  const unread: Unread[] = [];
  const limited = atMost(AT_ONCE);
  return {
    unread,
    async attempt(part, what, work) {
      try {
        const value = await limited(work);
        return value === undefined ? { kind: 'absent' } : { kind: 'found', value };
      } catch (error) {
        host.signal.throwIfAborted();
        if (!isAzureServiceError(error) || isSignInError(error)) throw error;
        if (isNotFound(error) && error.code !== NO_SUBSCRIPTION) return { kind: 'absent' };
        // Without account and pools there is nothing to show: an answer that never came fails the run.
        if ((part === 'account' || part === 'pools') && !isRefusal(error)) throw error;
        host.debug(describe(error));
        unread.push({ part, what, error });
        return { kind: 'unread' };
      }
    },
  };
}

/** Runs no more than so many at once; the others wait in the order in which they came. */
function atMost(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Whoever waited takes over the place.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

export function valueOf<T>(reading: Reading<T> | undefined): T | undefined {
  return reading?.kind === 'found' ? reading.value : undefined;
}
