import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as parse from '../../src/github/parse.ts';

const value = <T>(parsed: parse.Parsed<T>): T | undefined => (parsed.ok ? parsed.value : undefined);

describe('booleans are exactly those of YAML 1.2', () => {
  test.each(['true', 'True', 'TRUE'])('%s', (text) => expect(value(parse.parseBoolean(text))).toBe(true));
  test.each(['false', 'False', 'FALSE'])('%s', (text) => expect(value(parse.parseBoolean(text))).toBe(false));
  test.each(['yes', 'on', '1', 'tRUE', 'n', 'truee'])('%s is refused', (text) =>
    expect(parse.parseBoolean(text)).toMatchObject({ ok: false, expected: '`true` or `false`' }),
  );
});

describe('durations', () => {
  test.each([
    ['1h30m', 90 * 60_000],
    ['90m', 90 * 60_000],
    ['5h30m', 330 * 60_000],
    ['60s', 60_000],
    ['1h1s', 3_601_000],
    ['120h', 120 * 3_600_000],
  ])('%s', (text, expected) => expect(value(parse.parseDuration(text))).toBe(expected));

  test.each(['', '5', '1.5h', '30m1h', '-1h', '1h 30m', '0m', '9s', '121h', 'h', '1H', '1d', '99999999999h'])(
    '"%s" is refused',
    (text) => expect(parse.parseDuration(text).ok).toBe(false),
  );

  test('every sum of hours, minutes and seconds in range is read back', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(59), fc.nat(59), (h, m, s) => {
        const milliseconds = (h * 3600 + m * 60 + s) * 1000;
        const expected = milliseconds >= 10_000 ? milliseconds : undefined;
        expect(value(parse.parseDuration(`${h}h${m}m${s}s`))).toBe(expected);
      }),
    );
  });
});

describe('integers', () => {
  test.each([
    ['1', 1],
    ['300', 300],
  ])('%s', (text, expected) => expect(value(parse.parseInteger(text, 1))).toBe(expected));
  test.each(['0', '-1', '1.0', '1e3', '01', '0x10', '１', '99999999999999999999', ' 1'])('"%s" is refused', (text) =>
    expect(parse.parseInteger(text, 1).ok).toBe(false),
  );
});

describe('dates', () => {
  test('a day that exists', () => expect(value(parse.parseDate('2028-02-29'))).toBe('2028-02-29'));
  test.each(['2027-02-29', '2027-13-01', '27-01-01', '2027-1-1', '2027-01-01T00:00:00Z', 'tomorrow'])(
    '%s is refused',
    (text) => expect(parse.parseDate(text).ok).toBe(false),
  );
});

describe('regions', () => {
  test('one per line, normalised, blank lines dropped, a region alone is one replica', () => {
    const parsed = value(parse.parseRegions('West Europe=3\r\n\n  eastus = 2 \nnorwayeast\n'));
    expect(parsed).toEqual(new Map([['westeurope', 3], ['eastus', 2], ['norwayeast', 1]])); // prettier-ignore
  });
  test.each(['eastus=0', 'eastus=101', 'eastus=two', '=2', 'eastus=1=2', 'east-us=1', 'eastus,westus'])(
    '%s is refused with the line',
    (line) => expect(parse.parseRegions(`westus=1\n${line}`)).toMatchObject({ ok: false, found: `\`${line}\`` }),
  );
  test('a region twice, however it is spelt, is refused', () =>
    expect(parse.parseRegions('westeurope=1\nWest Europe=2')).toMatchObject({
      ok: false,
      found: '`westeurope` twice',
    }));
});

describe('pairs', () => {
  test('the first = divides; values may hold more and may be empty', () =>
    expect(value(parse.parsePairs('a=b=c\nteam = render farm\nempty='))).toEqual({
      a: 'b=c',
      team: 'render farm',
      empty: '',
    }));
  test.each(['novalue', '=x', 'a\u0000=b'])('%j is refused', (line) => expect(parse.parsePairs(line).ok).toBe(false));
  test('a name twice, in any case, is refused', () => expect(parse.parsePairs('a=1\nA=2').ok).toBe(false));
  test('a name like a built-in property is only a name', () =>
    expect(Object.entries(value(parse.parsePairs('constructor=x')) ?? {})).toEqual([['constructor', 'x']]));
});

describe('text', () => {
  test.each(['a\nb', 'a\u0000b', 'a\u001b[31m', 'a\u2028b', 'a\tb'])('%j is refused', (text) =>
    expect(parse.parseText(text).ok).toBe(false),
  );
  test('a document may span lines, but holds no other control characters', () => {
    expect(parse.parseDocument('a:\r\n\tb').ok).toBe(true);
    expect(parse.parseDocument('a\u0007').ok).toBe(false);
  });
  test('a quoted value stays on one line and is cut', () => {
    expect(parse.quote('a\n"b"')).toBe('`a\\n"b"`');
    expect(parse.quote('x'.repeat(1000)).length).toBeLessThan(210);
  });
});
