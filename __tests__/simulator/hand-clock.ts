// A clock that stands still until a test moves it: what is due on the way happens in its order, each at its own time.
import { createClock, type Clock } from '../../simulator/kernel/clock.ts';
import { PROFILES, type Profile } from '../../simulator/scenario/profiles.ts';

export interface HandClock extends Clock {
  /** Milliseconds until the next thing is due; undefined when nothing is. */
  untilNext(): number | undefined;
  /** Moves time to the next thing that is due, and runs that one thing. */
  step(): void;
  /** Moves time on and runs everything that becomes due. */
  pass(milliseconds: number): void;
  /** Resolves when everything that has been begun, and goes on by itself, has ended. */
  ended(): Promise<void>;
}

interface HandClockSettings {
  readonly profile?: Profile;
  readonly speed?: number;
  /** ISO 8601. */
  readonly start?: string;
}

export function handClock(settings: HandClockSettings = {}): HandClock {
  const { profile = PROFILES.realistic, speed = 1, start = '2026-11-23T09:05:07Z' } = settings;
  let now = Date.parse(start);
  let order = 0;
  const due: { readonly at: number; readonly order: number; readonly task: () => void | Promise<void> }[] = [];
  const begun = new Set<Promise<void>>();
  const next = () => due[0];
  const run = (task: () => void | Promise<void>): void => {
    const end = task();
    if (end !== undefined) begun.add(end);
  };
  const runNext = (): void => {
    const first = due.shift();
    if (first === undefined) return;
    now = first.at;
    run(first.task);
  };
  return {
    ...createClock(profile, speed),
    now: () => new Date(now),
    after(delayMs, task) {
      if (delayMs <= 0) {
        run(task);
        return;
      }
      order += 1;
      due.push({ at: now + delayMs, order, task });
      due.sort((one, other) => one.at - other.at || one.order - other.order);
    },
    stop: () => due.splice(0),
    untilNext() {
      const first = next();
      return first === undefined ? undefined : first.at - now;
    },
    step: runNext,
    pass(milliseconds) {
      const until = now + milliseconds;
      for (let first = next(); first !== undefined && first.at <= until; first = next()) runNext();
      now = until;
    },
    async ended() {
      await Promise.all(begun);
      begun.clear();
    },
  };
}
