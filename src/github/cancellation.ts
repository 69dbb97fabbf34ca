// Cancellation: the runner sends SIGINT, 7.5 seconds later SIGTERM, and 2.5 seconds after that it kills the process.

export interface Cancellation {
  /** Aborts when the run is cancelled: nothing new is started from then on. */
  readonly signal: AbortSignal;
  /** Aborts when the time for tidying up is over; requests that give things back follow this one. */
  readonly grace: AbortSignal;
  /** Removes the listeners and timers. */
  stop(): void;
}

export type CancelSignal = 'SIGINT' | 'SIGTERM';

/** What this needs of `process`. */
export interface SignalSource {
  on(name: CancelSignal, listener: (name: CancelSignal) => void): unknown;
  off(name: CancelSignal, listener: (name: CancelSignal) => void): unknown;
}

/** A second less than the runner gives, for the words that end a run: the process should end by itself. */
export const GRACE_MS: Readonly<Record<CancelSignal, number>> = { SIGINT: 6500, SIGTERM: 1500 };

export function listenForCancellation(source: SignalSource): Cancellation {
  const cancel = new AbortController();
  const grace = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const listener = (name: CancelSignal): void => {
    cancel.abort(new DOMException('The run was cancelled.', 'AbortError'));
    clearTimeout(timer);
    timer = setTimeout(
      () => grace.abort(new DOMException('The run was cancelled, and the time to tidy up is over.', 'AbortError')),
      GRACE_MS[name],
    );
    timer.unref();
  };
  source.on('SIGINT', listener);
  source.on('SIGTERM', listener);

  return {
    signal: cancel.signal,
    grace: grace.signal,
    stop() {
      clearTimeout(timer);
      source.off('SIGINT', listener);
      source.off('SIGTERM', listener);
    },
  };
}
