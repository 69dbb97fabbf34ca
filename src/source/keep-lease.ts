// Keeps a 60-second lease alive while a blob is written, and stops the writing when the lease is lost.
import type { Host } from '../azure/host.ts';
import type { PageBlob } from '../azure/page-blobs.ts';

const RENEWAL_INTERVAL_MS = 20_000;

export interface KeptLease {
  /** Aborts when the run is cancelled or the lease is lost to somebody else. */
  readonly signal: AbortSignal;
  /** Stops renewing; resolves when no renewal is under way any more. */
  stop(): Promise<void>;
}

export function keepLease(host: Host, blob: PageBlob, leaseId: string): KeptLease {
  const lost = new AbortController();
  const stopped = new AbortController();
  const signal = AbortSignal.any([host.signal, lost.signal]);
  const renewing = renewUntil(AbortSignal.any([host.signal, stopped.signal]));

  /** Ends by the first wait that is cut short or the first renewal that fails. */
  async function renewUntil(end: AbortSignal): Promise<void> {
    try {
      for (;;) {
        await host.clock.sleep(RENEWAL_INTERVAL_MS, end);
        await blob.renewLease(leaseId);
      }
    } catch (error) {
      if (!end.aborted) lost.abort(error);
    }
  }

  return {
    signal,
    async stop() {
      stopped.abort();
      await renewing;
    },
  };
}
