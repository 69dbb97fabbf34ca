// Runs many small jobs side by side, as many at once as the service bears: one more after each round of successes, half
// as many after it answers "busy" (additive increase, multiplicative decrease).

export interface AdaptiveLimits {
  readonly initial: number;
  readonly maximum: number;
}

export interface AdaptiveQueue<T> {
  readonly jobs: readonly T[];
  readonly limits: AdaptiveLimits;
  /** Does one job; calls `busy` whenever the service asked for less. */
  readonly run: (job: T, busy: () => void) => Promise<void>;
}

/** Resolves when every job is done; rejects with the first failure, after the jobs in flight have ended. */
export async function runAdaptively<T>({ jobs, limits, run }: AdaptiveQueue<T>): Promise<void> {
  let limit = limits.initial;
  let successes = 0;
  const waiting = jobs.values();
  let next = waiting.next();
  const inFlight = new Set<Promise<void>>();
  const failures: unknown[] = [];

  const start = (job: T): void => {
    let wasBusy = false;
    const work = run(job, () => {
      if (!wasBusy) limit = Math.max(1, Math.floor(limit / 2));
      wasBusy = true;
      successes = 0;
    })
      .then(() => {
        if (wasBusy) return;
        successes += 1;
        if (successes >= limit) {
          limit = Math.min(limits.maximum, limit + 1);
          successes = 0;
        }
      })
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => inFlight.delete(work));
    inFlight.add(work);
  };

  while (next.done !== true && failures.length === 0) {
    for (; next.done !== true && inFlight.size < limit; next = waiting.next()) start(next.value);
    await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  if (failures.length > 0) throw failures[0];
}
