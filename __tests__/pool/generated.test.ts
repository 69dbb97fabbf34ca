import { describe, expect, test } from '@jest/globals';
import { Ajv, type AnySchemaObject } from 'ajv';
import { readFileSync } from 'node:fs';
import { generate } from '../../scripts/compile-schemas.ts';
import { PATTERNS } from '../../src/pool/patterns.ts';
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

describe.each(['pool-data-plane', 'pool-arm'])('%s as editors use it', (name) => {
  const schema: unknown = JSON.parse(
    readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8'),
  );

  test('is plain JSON Schema, draft 7, which yaml-language-server and VS Code take', () => {
    const validator = new Ajv({ strict: true, keywords: [] });
    expect(validator.validateSchema(schema as AnySchemaObject)).toBe(true);
    expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' });
  });

  test('has a text to show at every property, at any depth', () => {
    const silent: string[] = [];
    JSON.parse(JSON.stringify(schema), function (this: unknown, key, value: unknown) {
      // A property may have the name, too: then it has a description of its own.
      if (key !== 'properties' || !isRecord(value) || typeof value['description'] === 'string') return value;
      for (const [property, each] of Object.entries(value)) {
        if (!isRecord(each) || typeof each['description'] !== 'string' || each['description'].length < 4)
          silent.push(property);
      }
      return value;
    });
    expect(silent).toEqual([]);
  });

  test('has words for each of its patterns', () => {
    const found = new Set<string>();
    JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
      if (key === 'pattern' && typeof value === 'string') found.add(value);
      return value;
    });
    expect([...found].filter((pattern) => PATTERNS[pattern] === undefined)).toEqual([]);
  });
});

test('there are no words for a pattern that no schema has', () => {
  const texts = ['pool-data-plane', 'pool-arm'].map((name) =>
    readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8'),
  );
  const unused = Object.keys(PATTERNS).filter(
    (pattern) => !texts.some((text) => text.includes(JSON.stringify(pattern))),
  );
  expect(unused).toEqual([]);
});

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
