import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { generate } from '../../scripts/compile-schemas.ts';
import { SECRET_NAMES } from '../../src/pool/secrets.ts';

test.each([...generate()])('src/pool/generated/%s is what the schemas compile to', (name, text) => {
  // Compared as a whole: a difference would fill screens.
  const committed = readFileSync(new URL(`../../src/pool/generated/${name}`, import.meta.url), 'utf8');
  expect(committed === text ? 'current' : 'stale: run node scripts/compile-schemas.ts').toBe('current');
});

test.each(['pool-data-plane', 'pool-arm'])('%s marks exactly the secrets that are masked', (name) => {
  const text = readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8');
  const found = new Set<string>();
  JSON.parse(text, (key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'writeOnly' in value) found.add(key);
    return value;
  });
  expect([...found].sort()).toEqual([...SECRET_NAMES].sort());
});
