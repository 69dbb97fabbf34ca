import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance } from '../../src/nearest-name.ts';
import { didYouMean } from '../../src/pool/did-you-mean.ts';

test.each([
  ['vmsize', 'vmSize'],
  ['vmSzie', 'vmSize'],
  ['targetDedicated', 'targetDedicatedNodes'],
  ['maxTasksPerNode', 'taskSlotsPerNode'],
  ['startTasks', 'startTask'],
  ['colour', undefined],
  ['__proto__', undefined],
  ['constructor', undefined],
])('%s: %s', (written, meant) => {
  expect(didYouMean(written, ['vmSize', 'targetDedicatedNodes', 'taskSlotsPerNode', 'startTask'])).toBe(meant);
});

test('the distance of two words is that of the words the other way round, and none of a word to itself', () => {
  const word = fc.stringMatching(/^[a-c]{0,8}$/);
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, a)).toBe(0);
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});
