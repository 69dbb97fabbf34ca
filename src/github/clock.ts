// The real clock. A sleep ends with the signal that cancels the run, and leaves no listener behind.
import type { Clock } from '../azure/host.ts';

export function createClock(): Clock {
  return { now: () => new Date(), sleep };
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      // throwIfAborted carries the reason as it is, which need not be an Error.
      try {
        signal.throwIfAborted();
      } catch (reason) {
        reject(reason instanceof Error ? reason : new Error(String(reason)));
      }
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
  });
}
