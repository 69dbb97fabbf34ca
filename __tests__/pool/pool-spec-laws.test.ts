import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { formatProblem } from '../../src/problem.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';

const EXAMPLES = ['pool.yaml', 'pool-autoscale.yaml', 'pool-arm.json'].map((name) =>
  readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8'),
);

const damaged = fc
  .tuple(fc.constantFrom(...EXAMPLES), fc.nat(), fc.nat(20), fc.string({ maxLength: 20, unit: 'grapheme' }))
  .map(([text, at, gone, put]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + put + text.slice(start + gone);
  });

test('whatever the text, it is a spec or it is problems, each at a place within it', () => {
  fc.assert(
    fc.property(damaged, (text) => {
      const parsed = parsePoolSpec(text, { file: 'pool.yaml' });
      if ('spec' in parsed) return;
      expect(parsed.problems.length).toBeGreaterThan(0);
      const lines = text.split('\n');
      for (const problem of parsed.problems) {
        const { line = 0, column = 0 } = problem.position ?? {};
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
        expect(formatProblem(problem)).toMatch(/^pool\.yaml:\d+:\d+: pool-spec: found /);
      }
    }),
    { numRuns: 500 },
  );
});

test('any JSON value is a spec or problems', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const parsed = parsePoolSpec(JSON.stringify(value));
      expect('spec' in parsed || parsed.problems.length > 0).toBe(true);
    }),
  );
});

test('a misspelt name is found at its own place, with the name that was meant', () => {
  const names = ['vmSize', 'targetDedicatedNodes', 'taskSlotsPerNode', 'startTask', 'commandLine', 'elevationLevel'];
  const [text = ''] = EXAMPLES;
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
      const cut = 1 + (at % (name.length - 1));
      const wrong = name.slice(0, cut) + name.slice(cut + 1);
      const broken = text.replace(`${name}:`, `${wrong}:`);
      const parsed = parsePoolSpec(broken);
      const problems = 'problems' in parsed ? parsed.problems : [];
      const found = problems.find(({ code }) => code === 'pool-spec-unknown-property');
      const line = broken.split('\n').findIndex((each) => each.trimStart().startsWith(`${wrong}:`)) + 1;
      expect(found).toMatchObject({ fix: `Did you mean ${name}?`, position: { line } });
    }),
  );
});
