import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { appendFile, rename, truncate, utimes } from 'node:fs/promises';
import type { Host } from '../../src/azure/host.ts';
import { contentIdOfFile } from '../../src/source/content-id.ts';
import { scanVhdFile } from '../../src/source/vhd-file-scan.ts';
import { fakeHost } from '../azure/fake-host.ts';
import { createFolder, inspected, noise } from './sparse-file.ts';
import { MIB } from './vhd-bytes.ts';

const folder = createFolder();
const DISK = 24 * MIB;

interface Watched extends Host {
  readonly lines: string[];
}

/** Calls `at` with every line of progress. */
function watched(at: (line: string) => void = () => undefined): Watched {
  const lines: string[] = [];
  return {
    ...fakeHost(),
    lines,
    progress(line) {
      lines.push(line);
      at(line);
    },
  };
}

test('of a random sparse file it tells the SHA-256 and the ranges that hold its data', async () => {
  const pieces = fc.array(
    fc.tuple(fc.integer({ min: 0, max: DISK / 512 - 40 }), fc.integer({ min: 1, max: 40 }), fc.integer({ max: 250 })),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (wished) => {
      const data = wished.map(([page, pages, seed]) => [page * 512, noise(pages * 512, Math.abs(seed))] as const);
      const path = await folder.writeVhd('random.vhd', DISK, ...data);
      const { sha256, ranges } = await scanVhdFile(watched(), await inspected(path));

      const bytes = readFileSync(path);
      expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      for (const { offset, length } of ranges) {
        expect(bytes.subarray(offset, offset + 512).some((byte) => byte !== 0)).toBe(true);
        expect(bytes.subarray(offset + length - 512, offset + length).some((byte) => byte !== 0)).toBe(true);
        bytes.fill(0, offset, offset + length);
      }
      expect(bytes.equals(Buffer.alloc(bytes.length))).toBe(true);
    }),
    { numRuns: 12 },
  );
});

test('data that crosses the borders of reads is one range, and the footer is one too', async () => {
  const path = await folder.writeVhd('borders.vhd', DISK, [4 * MIB - 1024, noise(2048)], [12 * MIB - 512, noise(512)]);
  const { ranges } = await scanVhdFile(watched(), await inspected(path));
  expect(ranges).toEqual([
    { offset: 4 * MIB - 1024, length: 2048 },
    { offset: 12 * MIB - 512, length: 512 },
    { offset: DISK, length: 512 },
  ]);
});

test('progress is told by tenths, with rate and time to go, and what there is at the end', async () => {
  const path = await folder.writeVhd('lines.vhd', 80 * MIB, [MIB, noise(3 * MIB)]);
  const fake = fakeHost();
  const lines: string[] = [];
  const clock = {
    ...fake.clock,
    now: () => {
      fake.advance(250);
      return fake.clock.now();
    },
  };
  await scanVhdFile({ ...fake, clock, progress: (line) => lines.push(line) }, await inspected(path, 'images/os.vhd'));
  expect(lines).toHaveLength(10);
  expect(lines[0]).toMatch(/^scan images\/os\.vhd: 10 % \(12 MiB of 80 MiB\), \d+ MiB\/s, about \d+s left$/);
  expect(lines[8]).toMatch(/^scan images\/os\.vhd: 90 % \(76 MiB of 80 MiB\), [\d.]+ MiB\/s, about \ds left$/);
  expect(lines[9]).toMatch(/^scan images\/os\.vhd: 3 MiB of 80 MiB hold data, read in \ds \([\d.]+ MiB\/s\)$/);
});

test('the content ID is a beginning of the SHA-256', () => {
  expect(contentIdOfFile('0123456789abcdef0123456789abcdef')).toBe('0123456789abcdef0123');
});

test('a run that is cancelled ends it', async () => {
  const path = await folder.writeVhd('cancelled.vhd', 40 * MIB);
  const fake = fakeHost();
  const host: Host = {
    ...fake,
    progress(line) {
      if (line.includes('20 %')) fake.cancel(new Error('the user cancelled'));
    },
  };
  await expect(scanVhdFile(host, await inspected(path))).rejects.toThrow('the user cancelled');
});

describe('a file that changed', () => {
  const DO_NOT = 'Let nothing write to it, and run again.';

  test.each<[string, string, (path: string) => Promise<void>]>([
    ['was written to', 'it was written to', async (path) => utimes(path, new Date(), new Date(0))],
    ['grew', `it had ${DISK + 512} bytes and has ${DISK + 513}`, async (path) => appendFile(path, 'x')],
    [
      'was replaced',
      'another file has its name',
      async (path) => rename(await folder.writeVhd('other.vhd', DISK), path),
    ],
  ])('since it was inspected, because it %s', async (_, change, act) => {
    const path = await folder.writeVhd('changed.vhd', DISK);
    const file = await inspected(path);
    await act(path);
    await expect(scanVhdFile(watched(), file)).rejects.toThrow(
      `The file ${path} changed while it was read: ${change}.`,
    );
    await expect(scanVhdFile(watched(), file)).rejects.toThrow(DO_NOT);
  });

  test('while it was read: an end that comes early', async () => {
    const path = await folder.writeVhd('cut.vhd', DISK);
    const file = await inspected(path);
    let cut: Promise<void> | undefined;
    const scan = scanVhdFile(
      watched(() => {
        cut ??= truncate(path, 16 * MIB);
      }),
      file,
    );
    await expect(scan).rejects.toThrow(/changed while it was read: it (ends at byte 16777216|had \d+ bytes and has)/);
    await cut;
  });

  test('while it was read: another modification time at the end', async () => {
    const path = await folder.writeVhd('touched.vhd', DISK);
    const file = await inspected(path);
    let touched: Promise<void> | undefined;
    const scan = scanVhdFile(
      watched(() => {
        touched ??= utimes(path, new Date(), new Date(0));
      }),
      file,
    );
    await expect(scan).rejects.toThrow('changed while it was read: it was written to');
    await touched;
  });
});
