// The list of texts names the tests that hold them.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SIMULATOR = join(import.meta.dirname, '../../../simulator');
const text = readFileSync(join(SIMULATOR, 'TEXTS.md'), 'utf8');
const rows = [...text.matchAll(/^\| `([^`]+)` \| .* \| `([a-z/-]+\.test\.ts)` \|$/gm)].map(
  ([, said = '', file = '']) => ({ said, file }),
);

test('every row of the list is read', () => {
  const tables = text.split('\n').filter((line) => /^\| `/.test(line));
  expect(rows).toHaveLength(tables.length);
  expect(rows.length).toBeGreaterThan(80);
});

test.each(rows)('$said is held by $file', ({ said, file }) => {
  expect(readFileSync(join(import.meta.dirname, '..', file), 'utf8')).toContain(said);
});
