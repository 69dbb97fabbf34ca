// Starts requests no faster than the service takes them: what is refused as too much has been sent for nothing.
import type { Host } from '../azure/host.ts';

export interface PaceLimits {
  readonly bytesPerSecond: number;
  readonly requestsPerSecond: number;
}

export interface Pace {
  /** Resolves when a request with so many bytes may start. */
  turn(bytes: number, signal: AbortSignal): Promise<void>;
  /** The service took less than was thought: a fifth slower, for a while. */
  slower(): void;
}

/** Allowed at once after a pause; half of what the service itself allows. */
const BURST_MS = 500;
/** Refusals of requests that were under way together count once. */
const ONE_REFUSAL_MS = 1000;
const AFTER_REFUSAL = 0.8;
/** From next to nothing back to full speed: a service that bears less is tried again every few seconds, and no more often. */
const RECOVERY_MS = 60_000;
const LEAST_SHARE = 1 / 64;

export function createPace({ clock }: Host, limits: PaceLimits): Pace {
  /** Of the limits; the rest is left to whoever else uses them. */
  let share = 1;
  let recoveredAt = 0;
  let refusedAt = -Infinity;
  /** When everything that was let go so far has been paid for. */
  let paidAt = 0;

  return {
    async turn(bytes, signal) {
      const now = clock.now().getTime();
      share = Math.min(1, share + (now - recoveredAt) / RECOVERY_MS);
      recoveredAt = now;
      const seconds = Math.max(bytes / limits.bytesPerSecond, 1 / limits.requestsPerSecond) / share;
      paidAt = Math.max(paidAt, now - BURST_MS) + seconds * 1000;
      if (paidAt > now) await clock.sleep(paidAt - now, signal);
    },
    slower() {
      const now = clock.now().getTime();
      if (now - refusedAt < ONE_REFUSAL_MS) return;
      refusedAt = now;
      recoveredAt = now;
      share = Math.max(LEAST_SHARE, share * AFTER_REFUSAL);
      // What was refused comes again, and should find room.
      paidAt = Math.max(paidAt, now) + BURST_MS;
    },
  };
}
