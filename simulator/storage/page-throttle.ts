// The published scalability targets of a single page blob, for the profiles that have them.
import type { Clock } from '../kernel/clock.ts';
import { AzureError } from '../kernel/errors.ts';
import type { Profile } from '../scenario/profiles.ts';

export interface PageThrottle {
  /** Counts a request that carries `bytes`; beyond the limits it throws 503 ServerBusy. */
  admit(blob: string, bytes: number): void;
}

interface Allowance {
  bytes: number;
  requests: number;
  at: number;
}

export function createPageThrottle(profile: Profile, clock: Clock): PageThrottle {
  const limits = profile.pageBlobLimits;
  if (limits === undefined) return { admit: () => undefined };
  // Faster worlds have faster disks: the limits are meant per simulated second.
  const real = clock.milliseconds('blob.copy');
  const speed = real > 0 ? (profile.seconds['blob.copy'] * 1000) / real : 1;
  const bytesPerSecond = limits.bytesPerSecond * speed;
  const requestsPerSecond = limits.requestsPerSecond * speed;
  const blobs = new Map<string, Allowance>();
  return {
    admit(blob, bytes) {
      const now = clock.now().getTime();
      const left = blobs.get(blob) ?? { bytes: bytesPerSecond, requests: requestsPerSecond, at: now };
      const seconds = (now - left.at) / 1000;
      left.at = now;
      left.bytes = Math.min(bytesPerSecond, left.bytes + seconds * bytesPerSecond);
      left.requests = Math.min(requestsPerSecond, left.requests + seconds * requestsPerSecond);
      blobs.set(blob, left);
      if (left.requests < 1) throw busy('Operations per second is over the account limit.');
      if (left.bytes < bytes) throw busy('Ingress is over the account limit.');
      left.requests -= 1;
      left.bytes -= bytes;
    },
  };
}

/** The service sends no Retry-After with it. */
function busy(message: string): AzureError {
  return new AzureError(503, 'ServerBusy', message);
}
