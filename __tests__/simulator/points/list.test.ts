// The list of points names the tests that hold them.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = readFileSync(join(import.meta.dirname, '../../../simulator/POINTS.md'), 'utf8');
const points = [...`${text}\n`.matchAll(/^(\d+)\. ([\s\S]*?)(?=\n\d+\. |\n\n)/gm)].map(([, number, statement]) => ({
  number: Number(number),
  files: [...(statement ?? '').matchAll(/`([a-z-]+\.test\.ts)`/g)].map(([, file]) => file ?? ''),
}));

test('all thirty-two points are listed, in order', () => {
  expect(points.map(({ number }) => number)).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
});

test.each(points)('point $number is held by $files', ({ number, files }) => {
  expect(files).not.toEqual([]);
  for (const file of files) {
    const tests = readFileSync(join(import.meta.dirname, file), 'utf8');
    expect(tests).toMatch(new RegExp(`'points?[^:']*\\b${number}(\\D[^:']*)?:`));
  }
});
