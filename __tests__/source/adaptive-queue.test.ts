import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runAdaptively } from '../../src/source/adaptive-queue.ts';

const LIMITS = { initial: 4, maximum: 8 };

/** Lets every other pending job take a turn. */
async function yieldTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('adaptive queue', () => {
  test('does every job once and never more at a time than the maximum', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 120 }), async (count) => {
        const done: number[] = [];
        let running = 0;
        let most = 0;
        await runAdaptively({
          jobs: Array.from({ length: count }, (_, index) => index),
          limits: LIMITS,
          async run(job) {
            running += 1;
            most = Math.max(most, running);
            await yieldTurn();
            running -= 1;
            done.push(job);
          },
        });
        expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
        expect(most).toBeLessThanOrEqual(LIMITS.maximum);
      }),
      { numRuns: 20 },
    );
  });

  test('runs more side by side while the service keeps up', async () => {
    let running = 0;
    let most = 0;
    await runAdaptively({
      jobs: Array.from({ length: 100 }),
      limits: LIMITS,
      async run() {
        running += 1;
        most = Math.max(most, running);
        await yieldTurn();
        running -= 1;
      },
    });
    expect(most).toBe(LIMITS.maximum);
  });

  test('goes down to one at a time when every job meets a busy service', async () => {
    let running = 0;
    const seen: number[] = [];
    await runAdaptively({
      jobs: Array.from({ length: 30 }),
      limits: LIMITS,
      async run(_job, busy) {
        running += 1;
        seen.push(running);
        busy();
        await yieldTurn();
        running -= 1;
      },
    });
    expect(seen.slice(-10)).toEqual(Array.from({ length: 10 }, () => 1));
  });

  test('ends with the first failure, after the jobs in flight, and starts no more', async () => {
    let started = 0;
    let ended = 0;
    const work = runAdaptively({
      jobs: Array.from({ length: 50 }, (_, index) => index),
      limits: LIMITS,
      async run(job) {
        started += 1;
        await yieldTurn();
        ended += 1;
        if (job === 2) throw new Error('page 2 refused');
      },
    });
    await expect(work).rejects.toThrow('page 2 refused');
    expect(ended).toBe(started);
    expect(started).toBeLessThan(50);
  });
});
