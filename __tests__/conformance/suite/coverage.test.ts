// When an operation counts as covered, and everything that keeps it from it.
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../conformance/finding.ts';
import { cover, type Coverage, type Tried } from '../../../conformance/suite/coverage.ts';
import { formatCoverage } from '../../../conformance/suite/coverage-report.ts';
import type { Performed } from '../../../conformance/suite/perform.ts';
import { compare } from '../../../conformance/suite/served.ts';
import { GROUP, operation, operationsOf, performed } from './toy-suite.ts';

const put = operation('Toys_Put');
const SUCCESS = { kind: 'success' } as const;
const refusal = (code: string) => ({ kind: 'refused', code }) as const;
const EXPECTED = { code: 'NotSimulated', why: 'red toys' };

function tried(...list: readonly Performed[]): Tried {
  return { operation: put, performed: list, absent: [], isKnown: true };
}

function finding(changes: Partial<Finding> = {}): Finding {
  return {
    exchange: 'Red.json #7',
    operation: 'Toys_Put',
    side: 'answer',
    code: 'INVALID_TYPE',
    path: '$.size',
    found: '"big"',
    expected: 'an integer',
    ...changes,
  };
}

const LABEL = 'Microsoft.Toys Toys_Put at 2020-01-01';
const failuresOf = (one: Tried, findings: readonly Finding[] = []): readonly string[] =>
  cover([one], findings).failures;

describe('an operation is covered', () => {
  test('by an example that succeeds, with an answer that keeps to the file', () => {
    const { operations, failures, findings } = cover([tried(performed(put, SUCCESS))], []);
    expect(operations).toMatchObject([{ isValidated: true, used: ['Red.json'], own: [] }]);
    expect([failures, findings]).toEqual([[], []]);
  });

  test("by a request of the suite's own beside an example that is refused as expected", () => {
    const list = [
      performed(put, refusal('NotSimulated'), { expected: EXPECTED }),
      performed(put, SUCCESS, { kind: 'own', name: 'Red.json, without red' }),
    ];
    const { operations, failures } = cover([tried(...list)], []);
    expect(operations).toMatchObject([
      {
        isValidated: true,
        used: [],
        own: ['Red.json, without red'],
        refused: [{ example: 'Red.json', why: 'NotSimulated: red toys' }],
      },
    ]);
    expect(failures).toEqual([]);
  });
});

describe('it is a failure', () => {
  test('that the suite has no entry for an operation', () => {
    expect(failuresOf({ ...tried(), isKnown: false })).toEqual([`${LABEL}: the suite has no entry for it`]);
  });

  test('that an operation was never tried, or only refused', () => {
    expect(failuresOf(tried())).toEqual([`${LABEL}: no success of it was validated`]);
    expect(failuresOf(tried(performed(put, refusal('NotSimulated'), { expected: EXPECTED })))).toEqual([
      `${LABEL}: no success of it was validated`,
    ]);
  });

  test('that an answer has a finding, be it a success, a refusal or the resource afterwards', () => {
    const unwell = [`${LABEL}, Red.json: 1 findings in the answer`, `${LABEL}: no success of it was validated`];
    expect(failuresOf(tried(performed(put, SUCCESS)), [finding()])).toEqual(unwell);
    const refused = performed(put, refusal('NotSimulated'), { expected: EXPECTED });
    expect(failuresOf(tried(refused), [finding()])).toEqual(unwell);
    const { request, ...rest } = performed(put, SUCCESS);
    const look = request && { ...request, n: 9 };
    const looked = { ...rest, ...(request && { request }), ...(look && { look }) };
    expect(failuresOf(tried(looked), [finding({ exchange: 'Red.json #9', side: 'request' })])).toEqual(unwell);
    expect(cover([tried(performed(put, SUCCESS))], [finding()]).findings).toHaveLength(1);
  });

  test('that an example is refused without being expected to, otherwise than expected, or not at all', () => {
    const first = (one: Performed): unknown => failuresOf(tried(one))[0];
    expect(first(performed(put, refusal('Conflict')))).toBe(
      `${LABEL}, Red.json: refused with Conflict, which the suite does not expect`,
    );
    expect(first(performed(put, refusal('Conflict'), { expected: EXPECTED }))).toBe(
      `${LABEL}, Red.json: refused with Conflict instead of NotSimulated`,
    );
    expect(first(performed(put, SUCCESS, { expected: EXPECTED }))).toBe(
      `${LABEL}, Red.json: succeeded, instead of being refused with NotSimulated`,
    );
  });

  test('that the state before could not be made', () => {
    const broken = performed(put, { kind: 'broken', why: 'PUT /x answered 404' });
    expect(failuresOf(tried(broken))[0]).toBe(`${LABEL}, Red.json: PUT /x answered 404`);
  });

  test("that a request of the suite's own does not keep to the file", () => {
    const own = performed(put, SUCCESS, { kind: 'own' });
    expect(failuresOf(tried(own), [finding({ side: 'request' })])[0]).toBe(
      `${LABEL}, Red.json: the request does not keep to the file`,
    );
  });

  test('that the suite has an entry for what is not served', () => {
    expect(cover([], [], ['Microsoft.Toys Toys_Sell at 2020-01-01']).failures).toEqual([
      'Microsoft.Toys Toys_Sell at 2020-01-01: the suite has an entry for it, and it is not served',
    ]);
  });
});

test('an example that contradicts its own file is no finding, and covers nothing', () => {
  const asked = finding({ side: 'request', code: 'ENUM_MISMATCH' });
  const other = finding({ exchange: 'elsewhere #7' });
  const { operations, findings, failures } = cover([tried(performed(put, SUCCESS))], [asked, other]);
  const why = 'contradicts its own file: ENUM_MISMATCH at $.size, "big"';
  expect(operations).toMatchObject([{ isValidated: false, unusable: [{ example: 'Red.json', why }] }]);
  expect(findings).toEqual([other]);
  expect(failures).toEqual([`${LABEL}: no success of it was validated`]);
});

describe('the report', () => {
  const path = `${GROUP}/providers/Microsoft.Toys/toys/{toy}`;
  const landscape = compare(
    ['PUT', 'PATCH'].map((method) => ({ service: 'arm', method, path, query: {}, headers: {} }) as const),
    operationsOf(),
  );
  const refused = performed(put, refusal('NotSimulated'), { expected: EXPECTED, name: 'Blue.json' });
  const coverage: Coverage = cover(
    [{ ...tried({ ...performed(put, SUCCESS), unknown: ['monitor'] }, refused), absent: ['Lost.json', 'Gone.json'] }],
    [],
  );

  test('has a line for each service, and the reasons', () => {
    const text = formatCoverage(landscape, coverage, false);
    expect(text).toMatch(/^ {2}Microsoft\.Toys +2 +1 +1 +1 +1 +1 +1 +2 +0$/m);
    expect(text).toContain('1 x the files of Microsoft.Toys at hand do not have it');
    expect(text).toContain('2 of Microsoft.Toys');
    expect(text).toContain('1 x NotSimulated: red toys: Blue.json');
    expect(text).toContain('2 x not at hand\n');
    expect(text).toContain('1 x monitor: Red.json');
    expect(text).not.toContain('Not covered');
  });

  test('has more where it is asked for more, and says what is not covered', () => {
    const text = formatCoverage(landscape, coverage, true);
    expect(text).toMatch(/^ {2}Toys_Put +2020-01-01 +yes +1 +1 +2 +0$/m);
    expect(text).toContain('2 x not at hand: Lost.json, Gone.json');
    const failed = cover([tried()], []);
    expect(formatCoverage(landscape, failed, false)).toContain(
      `Not covered\n  ${LABEL}: no success of it was validated`,
    );
  });
});
