// The host: what the domain may ask of whoever runs it. `github/` implements it for a workflow step, tests with arrays.

export interface Host {
  /** One line per change of state, never per poll. */
  progress(line: string): void;
  notice(text: string): void;
  warning(text: string): void;
  debug(text: string): void;
  /** Masks a value in everything printed from now on. Call it before the value is first used. */
  secret(value: string): void;
  readonly clock: Clock;
  /** When the run has to be over: no request is tried again after it. Absent where nothing bounds the work. */
  readonly deadline?: Date;
  /** Aborts when the run is cancelled; every wait and every request follows it. */
  readonly signal: AbortSignal;
}

export interface Clock {
  now(): Date;
  /** Waits; rejects with the signal's reason when it aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}
