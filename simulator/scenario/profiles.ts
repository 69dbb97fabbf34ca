// How long things take. `realistic` follows what users report of Azure; `quick` keeps every state visible for a moment.
import type { DurationName } from '../kernel/clock.ts';

export type ProfileName = 'instant' | 'quick' | 'realistic';

export interface Profile {
  readonly seconds: Readonly<Record<DurationName, number>>;
  /** What an operation's answers suggest as the time to the next poll, before division by the speed. */
  readonly retryAfterSeconds: number;
  /** Set where answers also carry the finer `retry-after-ms`. */
  readonly retryAfterMs?: number;
  /** Limits per page blob; absent where the profile does not throttle storage. */
  readonly pageBlobLimits?: { readonly bytesPerSecond: number; readonly requestsPerSecond: number };
}

const REALISTIC: Readonly<Record<DurationName, number>> = {
  'vm.create': 60,
  'vm.powerOff': 30,
  'vm.deallocate': 45,
  'vm.start': 40,
  'vm.delete': 40,
  'vm.capture': 60,
  'vm.runCommand': 25,
  'disk.write': 3,
  'disk.delete': 5,
  'snapshot.create': 8,
  'snapshot.delete': 5,
  'snapshot.copy': 900,
  'access.begin': 5,
  'access.end': 5,
  'image.create': 120,
  'gallery.write': 10,
  'gallery.delete': 10,
  'definition.write': 10,
  'version.create': 300,
  'version.replicateRegion': 600,
  'version.delete': 120,
  'version.visibleToBatch': 30,
  'resourceGroup.write': 2,
  'deployment.write': 10,
  'network.write': 5,
  'blob.copy': 300,
  'pool.allocate': 180,
  'pool.release': 120,
  'pool.delete': 120,
  'node.boot': 240,
  'node.startTask': 30,
  'job.transition': 5,
  'task.run': 10,
};

function scaled(seconds: (name: DurationName) => number): Readonly<Record<DurationName, number>> {
  const scale = { ...REALISTIC };
  for (const name of Object.keys(REALISTIC) as DurationName[]) scale[name] = seconds(name);
  return scale;
}

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  instant: { seconds: scaled(() => 0), retryAfterSeconds: 1, retryAfterMs: 5 },
  quick: { seconds: scaled((name) => Math.min(0.25, REALISTIC[name] / 1000)), retryAfterSeconds: 1, retryAfterMs: 20 },
  realistic: {
    seconds: REALISTIC,
    retryAfterSeconds: 10,
    pageBlobLimits: { bytesPerSecond: 60 * 1024 * 1024, requestsPerSecond: 500 },
  },
};
