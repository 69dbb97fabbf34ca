// Time in the simulator. Every operation has a named duration; the profile says how long it is, the speed divides it.
import type { Profile } from '../scenario/profiles.ts';

/** What can take time. A profile gives each a duration in simulated seconds. */
export type DurationName =
  | 'vm.create'
  | 'vm.powerOff'
  | 'vm.deallocate'
  | 'vm.start'
  | 'vm.delete'
  | 'vm.capture'
  | 'vm.runCommand'
  | 'disk.write'
  | 'disk.delete'
  | 'snapshot.create'
  | 'snapshot.delete'
  | 'snapshot.copy'
  | 'access.begin'
  | 'access.end'
  | 'image.create'
  | 'gallery.write'
  | 'gallery.delete'
  | 'definition.write'
  | 'version.create'
  | 'version.replicateRegion'
  | 'version.delete'
  | 'version.visibleToBatch'
  | 'resourceGroup.write'
  | 'deployment.write'
  | 'network.write'
  | 'blob.copy'
  | 'pool.allocate'
  | 'pool.release'
  | 'pool.delete'
  | 'node.boot'
  | 'node.startTask'
  | 'job.transition'
  | 'task.run';

export interface Clock {
  /** The current instant; signatures, tokens and expiries all use it. */
  now(): Date;
  /** The profile's duration in real milliseconds (already divided by the speed). */
  milliseconds(name: DurationName): number;
  /**
   * Runs `task` after `delayMs` real milliseconds, unless the world is reset first. With 0 it runs before `after`
   * returns, so that the `instant` profile has no hidden asynchrony. A task that goes on by itself, without waiting for
   * the clock again, returns a promise of its end.
   */
  after(delayMs: number, task: () => void | Promise<void>): void;
  /** The Retry-After (whole seconds, at least 1) and, in the quick profile, retry-after-ms headers of a poll answer. */
  retryHeaders(): Readonly<Record<string, string>>;
  /** Cancels everything pending. */
  stop(): void;
}

export function createClock(profile: Profile, speed: number): Clock {
  const pending = new Set<NodeJS.Timeout>();
  return {
    now: () => new Date(),
    milliseconds: (name) => (profile.seconds[name] * 1000) / speed,
    after(delayMs, task) {
      if (delayMs <= 0) {
        void task();
        return;
      }
      const timer = setTimeout(() => {
        pending.delete(timer);
        void task();
      }, delayMs);
      timer.unref();
      pending.add(timer);
    },
    retryHeaders() {
      if (profile.retryAfterMs !== undefined) {
        return { 'retry-after-ms': String(profile.retryAfterMs), 'retry-after': '1' };
      }
      return { 'retry-after': String(Math.max(1, Math.round(profile.retryAfterSeconds / speed))) };
    },
    stop() {
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
