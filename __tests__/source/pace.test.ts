import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPace } from '../../src/source/pace.ts';
import { fakeHost, type FakeHost } from '../azure/fake-host.ts';

const MIB = 1024 ** 2;
const LIMITS = { bytesPerSecond: 60 * MIB, requestsPerSecond: 500 };

function secondsOf({ waits }: FakeHost): number {
  return waits.reduce((sum, wait) => sum + wait, 0) / 1000;
}

describe('pace', () => {
  test('lets a short burst go at once', async () => {
    const host = fakeHost();
    const pace = createPace(host, LIMITS);
    for (let put = 0; put < 7; put += 1) await pace.turn(4 * MIB, host.signal);
    expect(host.waits).toEqual([]);
  });

  test('then keeps below the bytes and the requests of a second, whatever the sizes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 8192 }), { minLength: 200, maxLength: 600 }),
        async (pages) => {
          const host = fakeHost();
          const pace = createPace(host, LIMITS);
          for (const count of pages) await pace.turn(count * 512, host.signal);
          const bytes = pages.reduce((sum, count) => sum + count * 512, 0);
          const allowed = secondsOf(host) + 0.5;
          expect(bytes).toBeLessThanOrEqual(allowed * LIMITS.bytesPerSecond + 1);
          expect(pages.length).toBeLessThanOrEqual(allowed * LIMITS.requestsPerSecond + 1);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('comes near the limit of what there is to send', async () => {
    const large = fakeHost();
    const largePace = createPace(large, LIMITS);
    for (let put = 0; put < 150; put += 1) await largePace.turn(4 * MIB, large.signal);
    expect(secondsOf(large)).toBeCloseTo(10 - 0.5, 1);
    const small = fakeHost();
    const smallPace = createPace(small, LIMITS);
    for (let put = 0; put < 5000; put += 1) await smallPace.turn(512, small.signal);
    expect(secondsOf(small)).toBeCloseTo(10 - 0.5, 1);
  });

  test('goes a fifth slower after a pause, when it is refused, once for those that come together, and recovers', async () => {
    const host = fakeHost();
    const pace = createPace(host, LIMITS);
    for (let put = 0; put < 8; put += 1) await pace.turn(4 * MIB, host.signal);
    const perPut = async (): Promise<number> => {
      const before = secondsOf(host);
      await pace.turn(4 * MIB, host.signal);
      return secondsOf(host) - before;
    };
    expect(await perPut()).toBeCloseTo(1 / 15, 3);
    for (let put = 0; put < 8; put += 1) pace.slower();
    expect(await perPut()).toBeCloseTo(0.5 + 1.25 / 15, 3);
    expect(await perPut()).toBeCloseTo(1.25 / 15, 2);
    host.advance(20_000);
    for (let put = 0; put < 8; put += 1) await pace.turn(4 * MIB, host.signal);
    expect(await perPut()).toBeCloseTo(1 / 15, 2);
  });

  test('never stops, however often it is refused', async () => {
    const host = fakeHost();
    const pace = createPace(host, LIMITS);
    for (let refusal = 0; refusal < 30; refusal += 1) {
      host.advance(1000);
      pace.slower();
    }
    for (let put = 0; put < 20; put += 1) await pace.turn(4 * MIB, host.signal);
    expect(secondsOf(host)).toBeLessThan(20 * (64 / 15) + 0.5);
  });

  test('a wait ends when the run is cancelled', async () => {
    const host = fakeHost();
    const pace = createPace(host, LIMITS);
    host.cancel(new Error('cancelled'));
    await expect(
      (async () => {
        for (let put = 0; put < 20; put += 1) await pace.turn(4 * MIB, host.signal);
      })(),
    ).rejects.toThrow('cancelled');
  });
});
