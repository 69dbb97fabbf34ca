// The one way to wait for Azure: ask, compare, report what changed, wait as long as the service asks.
import type { Host } from './host.ts';

export interface PollRules<T> {
  /** What is waited for, e.g. `image version 1.4.0 in westeurope`. */
  readonly what: string;
  readonly deadline: Date;
  readonly read: () => Promise<T>;
  readonly done: (value: T) => boolean;
  /** Called for the first value and whenever the state differs from the one before. */
  readonly onChange?: ((value: T) => void) | undefined;
  /** Milliseconds that the last answer asked to wait. */
  readonly retryAfter?: ((value: T) => number | undefined) | undefined;
  /** What counts as a change, and what a missed deadline reports. The whole value as JSON when absent. */
  readonly state?: ((value: T) => string) | undefined;
}

/** A wait that outlived its deadline. What was waited for goes on in Azure; a later run finds it. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
  readonly what: string;
  readonly elapsedMs: number;
  readonly lastState: string;

  constructor(what: string, elapsedMs: number, lastState: string) {
    super(`Waited ${Math.round(elapsedMs / 1000)} s for ${what}, which is still ${lastState}.`);
    this.what = what;
    this.elapsedMs = elapsedMs;
    this.lastState = lastState;
  }
}

const FIRST_INTERVAL_MS = 1_000;
const LONGEST_INTERVAL_MS = 10_000;
const GROWTH = 1.5;

export async function poll<T>(host: Host, rules: PollRules<T>): Promise<T> {
  const started = host.clock.now().getTime();
  const stateOf = rules.state ?? ((value: T): string => JSON.stringify(value));
  let state: string | undefined;
  let interval = FIRST_INTERVAL_MS;
  for (;;) {
    host.signal.throwIfAborted();
    const value = await rules.read();
    const now = stateOf(value);
    if (now !== state) {
      state = now;
      interval = FIRST_INTERVAL_MS;
      rules.onChange?.(value);
    }
    if (rules.done(value)) return value;
    const time = host.clock.now().getTime();
    const left = rules.deadline.getTime() - time;
    if (left <= 0) throw new DeadlineExceeded(rules.what, time - started, state);
    const asked = rules.retryAfter?.(value);
    await host.clock.sleep(Math.min(asked ?? interval, left), host.signal);
    // A wait that the service asked for says nothing about how fast things change, so it leaves the interval alone.
    if (asked === undefined) interval = nextInterval(interval);
  }
}

export function nextInterval(interval: number): number {
  return Math.min(LONGEST_INTERVAL_MS, Math.round(interval * GROWTH));
}
