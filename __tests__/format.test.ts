import { describe, expect, test } from '@jest/globals';
import { formatBytes, formatDuration, formatElapsed, formatRate, formatShare } from '../src/format.ts';

describe('quantities', () => {
  test.each([
    [0, '0 bytes'],
    [512, '512 bytes'],
    [1023, '1023 bytes'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [46_137_344, '44 MiB'],
    [4 * 2 ** 30 + 512, '4 GiB'],
    [2 ** 30 - 1, '1 GiB'],
    [32 * 2 ** 40, '32 TiB'],
    [5000 * 2 ** 40, '5000 TiB'],
  ])('%d bytes', (bytes, expected) => expect(formatBytes(bytes)).toBe(expected));

  test('a share of a whole', () => expect(formatShare(44 * 2 ** 20, 4 * 2 ** 30)).toBe('44 MiB of 4 GiB'));

  test.each([
    [0, '0s'],
    [59_400, '59s'],
    [59_600, '1m'],
    [65_000, '1m 5s'],
    [7_200_000, '2h'],
    [7_800_000, '2h 10m'],
  ])('%d ms', (ms, expected) => expect(formatDuration(ms)).toBe(expected));

  test.each([
    [0, '00:00'],
    [723_999, '12:03'],
    [3_723_000, '1:02:03'],
  ])('%d ms on the clock', (ms, expected) => expect(formatElapsed(ms)).toBe(expected));

  test('pace', () => {
    expect(formatRate(100 * 2 ** 20, 2000)).toBe('50 MiB/s');
  });
});
