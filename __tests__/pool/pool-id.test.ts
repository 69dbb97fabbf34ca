import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { namePool } from '../../src/pool/pool-id.ts';

test.each([
  ['render', '1.4.0', 'render', 'render'],
  ['render-{version}', '1.4.0', 'render-1-4-0', 'render'],
  ['{version}_render', '0.0.17', '0-0-17_render', 'render'],
  ['render-{version}-gpu', '1.4.0', 'render-1-4-0-gpu', 'render-gpu'],
  ['{version}', '1.4.0', '1-4-0', 'pool'],
])('%s of version %s is %s of family %s', (template, version, id, family) => {
  expect(namePool(template, version, 'pool-id')).toEqual({ id, family });
});

test.each([
  ['', 'an empty pool ID'],
  ['a.b', 'a.b'],
  ['a b', 'a b'],
  ['render-{Version}', 'render-{Version}'],
  [`${'x'.repeat(60)}-{version}`, `${'x'.repeat(60)}-1-4-0 (66 characters)`],
])('%s is refused', (template, found) => {
  expect(namePool(template, '1.4.0', 'pool-spec')).toMatchObject({
    problem: { code: 'pool-id-invalid', input: 'pool-spec', found },
  });
});

test('whatever is not refused is an ID that Batch takes', () => {
  const part = fc.stringMatching(/^[\w.{} -]{0,30}$/);
  fc.assert(
    fc.property(part, part, fc.stringMatching(/^\d{1,4}\.\d{1,4}\.\d{1,9}$/), (before, after, version) => {
      const named = namePool(`${before}{version}${after}`, version, 'pool-id');
      if ('id' in named) {
        expect(named.id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        expect(named.id).toContain(version.replaceAll('.', '-'));
      }
    }),
  );
});
