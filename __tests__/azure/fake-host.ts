// A host whose clock moves only when someone waits: hours pass at once, and every wait is on record.
import type { Host } from '../../src/azure/host.ts';

export interface FakeHost extends Host {
  /** Milliseconds of every wait, in order. */
  readonly waits: number[];
  readonly secrets: string[];
  readonly debugLines: string[];
  advance(milliseconds: number): void;
  cancel(reason: Error): void;
}

export const START = new Date('2026-11-23T12:00:00Z');

export function fakeHost(): FakeHost {
  let time = START.getTime();
  const controller = new AbortController();
  const waits: number[] = [];
  const secrets: string[] = [];
  const debugLines: string[] = [];
  return {
    waits,
    secrets,
    debugLines,
    advance: (milliseconds) => {
      time += milliseconds;
    },
    cancel: (reason) => controller.abort(reason),
    progress: () => undefined,
    notice: () => undefined,
    warning: () => undefined,
    debug: (text) => debugLines.push(text),
    secret: (value) => secrets.push(value),
    clock: {
      now: () => new Date(time),
      sleep: async (milliseconds, signal) => {
        signal.throwIfAborted();
        waits.push(milliseconds);
        time += milliseconds;
      },
    },
    signal: controller.signal,
  };
}

/** A moment on the fake clock. */
export function after(minutes: number): Date {
  return new Date(START.getTime() + minutes * 60_000);
}
