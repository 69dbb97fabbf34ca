// What a workflow may hold that nobody meant it to: values, names and texts that break what is not careful.
import fc from 'fast-check';

const COMMANDS = [
  '::set-output name=pool-id::evil',
  '::add-mask::render',
  '::save-state name=x::y',
  '::stop-commands::x',
  '##[error]evil',
  '##[add-mask]a',
  'a\n::set-env name=PATH::/evil',
  'a\r\n::add-path::/evil',
  'a%0A::error::b',
  'x\u2028::warning::y',
];

const MARKUP = [
  '</code></td></tr></table><script>alert(1)</script>',
  '| a | b |\n| --- | --- |',
  '\n# Heading\n',
  '![x](https://evil.example/x.png)',
  '`code` **bold** @someone #1',
  '$\\frac{1}{2}$',
];

const CONTROLS = [
  '\u0000',
  'a\u0007',
  '\u001b[2J\u001b]0;evil\u0007',
  '\u009b31m',
  '\u202Eevil',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\r',
  '\t',
  '\u0085',
];

/** Letters of other scripts that look like ours. */
const LOOK_ALIKES = [
  'r\u0435nder',
  'vm\u2010golden',
  '\uff41\uff42\uff43',
  'ga\u217ce',
  '\u0130stanbul',
  'e\u0301',
  '1\u06602',
];

const PATHS = [
  '../../etc/passwd',
  '/etc/shadow',
  '..',
  '.',
  '~/x',
  'C:\\Windows\\win.ini',
  '\\\\host\\share',
  'a/../../b',
  '/dev/zero',
  '/proc/self/environ',
  'pools/',
  'con',
  'x'.repeat(5000),
  'file:///etc/passwd',
];

const NUMBERS = [
  '1e999',
  '-1',
  '0x10',
  '9007199254740993',
  '1_000',
  'NaN',
  'Infinity',
  '٣',
  '00',
  '1.5',
  '-0',
  '9'.repeat(400),
];

const URLS = [
  'https://acct.blob.core.windows.net/c/b.vhd?sv=1&sig=c2VjcmV0',
  'https://user:pass@host/c/b',
  'http://169.254.169.254/metadata',
  'javascript:alert(1)',
  'https://[::1',
  'https://a/%zz/b?sig=%E0%A4%A',
];

const IDS = [
  '/subscriptions/x/resourceGroups/y/providers/Microsoft.Compute/galleries/z',
  '/subscriptions//resourceGroups//providers//',
  '/sharedGalleries/a/images/b/versions/1.0.0',
  '/SUBSCRIPTIONS/11111111-2222-4333-8444-555555555555/resourcegroups/g/providers/microsoft.batch/batchaccounts/b/../c',
  '/communityGalleries/a-b/images/b/versions/latest',
];

const WORDS = [
  '__proto__',
  'constructor',
  'toString',
  'null',
  'true',
  'undefined',
  '{version}',
  '{',
  '}',
  '${{ secrets.X }}',
  '$(id)',
  '*',
  'x'.repeat(300),
  'a=b=c',
  'Password=hunter2',
  '2026-02-30',
  '9999999h',
  'eastus=0',
  'eastus=1\neastus=2',
];

export const nastyText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...COMMANDS,
      ...MARKUP,
      ...CONTROLS,
      ...LOOK_ALIKES,
      ...PATHS,
      ...NUMBERS,
      ...URLS,
      ...IDS,
      ...WORDS,
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('render', 'vm', '1.4.0', 'https://a.b/c'), fc.constantFrom(...COMMANDS, ...CONTROLS))
      .map(([a, b]) => `${a}${b}`),
  },
);

/** What JSON and YAML can write in the place of a value. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53 + 2, 1e300, -0, [], {}, [[]], [null], {
    a: { b: { c: 1 } },
  }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 80 }).map((depth) => nested(depth)),
  fc
    .integer({ min: 0, max: 40 })
    .map((length) => Array.from({ length }, (_, at) => ({ name: `n${at % 7}`, value: String(at) }))),
);

function nested(depth: number): unknown {
  let value: unknown = 'end';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
