// What no pool can be read from, beyond what the parser itself refuses: each with its message, and never with a part of the
// text that may be a secret.
import { describe, expect, test } from '@jest/globals';
import { formatProblem } from '../../src/problem.ts';
import { problemsOf, specOf } from './specs.ts';

const START = 'id: a\nvmSize: b\ntargetDedicatedNodes: 1\n';
const said = (text: string): readonly string[] => problemsOf(text, 'pool.yaml').map(formatProblem);
const USUAL = 'Give one pool as JSON or YAML, as for `az batch pool create --json-file`.';

describe('refused', () => {
  test.each([
    [
      'an alias that stands in what it stands for',
      `${START}metadata: &m\n  - *m\n`,
      `1:1: pool-spec: found nesting that has no end; expected a pool. ${USUAL}`,
    ],
    [
      'nesting beyond all settings',
      `${START}metadata: ${'['.repeat(70)}${']'.repeat(70)}\n`,
      `1:1: pool-spec: found nesting that has no end; expected a pool. ${USUAL}`,
    ],
    [
      'an alias of nothing',
      `${START}displayName: *S3cret\n`,
      `1:1: pool-spec: found an alias (\`*name\`) whose anchor (\`&name\`) does not stand before it; expected a pool. ${USUAL}`,
    ],
    [
      'values by the thousand',
      `${START}metadata: [${'1,'.repeat(5000)}]\n`,
      `1:1: pool-spec: found more values than any pool has; expected a pool of at most 5,000 values, aliases written out. ${USUAL}`,
    ],
    [
      'more than is worth parsing',
      '- '.repeat(40_000),
      `1:1: pool-spec: found more values than any pool has; expected a pool of at most 5,000 values, aliases written out. ${USUAL}`,
    ],
    [
      'aliases that make thousands of few',
      `${START}metadata:\n  - &m [${'1,'.repeat(990)}]\n${'  - *m\n'.repeat(99)}`,
      `1:1: pool-spec: found aliases that unfold into far more than is written; expected a pool with few aliases, or none. ${USUAL}`,
    ],
    [
      'bytes',
      `${START}displayName: !!binary S3cret==\n`,
      `4:23: pool-spec: found displayName, which has a tag for a value that JSON does not have; expected texts, numbers, true, false, null, lists and objects. ${USUAL}`,
    ],
    [
      'a number that is none',
      `${START}taskSlotsPerNode: .nan\n`,
      `4:19: pool-spec: found taskSlotsPerNode, a number that JSON does not hold exactly; expected a finite number, whole ones up to 9007199254740991. ${USUAL}`,
    ],
    [
      'a number that would be another',
      `${START}userAccounts:\n  - name: a\n    password: 12345678901234567890\n`,
      `6:15: pool-spec: found userAccounts[0].password, a number that JSON does not hold exactly; expected a finite number, whole ones up to 9007199254740991. ${USUAL}`,
    ],
    [
      'a name that is a list',
      `${START}? [S3cret]\n: 1\n`,
      '4:3: pool-spec: found text that cannot be read (With stringKeys, all keys must be strings); expected well-formed JSON or YAML. Mend the text at this place.',
    ],
    [
      'a name twice, wherever it is',
      `${START}startTask: { commandLine: a, commandLine: b }\n`,
      '4:30: pool-spec: found the same property twice; expected each property once. Remove one of the two.',
    ],
  ])('%s', (_name, text, message) => expect(said(text)).toEqual([`pool.yaml:${message}`]));

  test.each([
    ['a tag', 'password: !S3cret x', 'Unresolved tag'],
    ['the header of a block', 'password: |S3cret\n  x', 'Block scalar header includes extra characters'],
    ['an escape', 'password: "\\qS3cret"', 'Invalid escape sequence'],
    ['what follows a list', 'password: ]S3cret', 'Unexpected flow-seq-end token in YAML stream'],
    ['a directive', '%S3cret\n---\nid: a', 'Unknown directive'],
  ])('%s that the parser would quote', (_name, text, reason) => {
    const messages = said(text);
    expect(messages[0]).toContain(`found text that cannot be read (${reason}); expected`);
    expect(messages.join('\n')).not.toContain('S3cret');
  });
});

test('a thousand mistakes are a hundred, and how many more', () => {
  const text = START + Array.from({ length: 1000 }, (_, at) => `unknown${at}: 1\n`).join('');
  const messages = said(text);
  expect(messages).toHaveLength(101);
  expect(messages).toContain(
    'pool.yaml:1:1: pool-spec: found 900 more mistakes; expected one pool, in one of the two shapes that Azure ' +
      'has for it. Hold the text against schema/pool-data-plane.schema.json: it may be something else.',
  );
});

describe('taken', () => {
  test('names that look like numbers, as texts', () => {
    const text = `${START}resourceTags: { 1: x, true: y, null: z }\n`;
    expect(specOf(text).body.resourceTags).toEqual({ '1': 'x', true: 'y', null: 'z' });
  });

  test('lines that end as Windows ends them', () => {
    expect(problemsOf(`${START}unknown: 1\n`.replaceAll('\n', '\r\n'))).toMatchObject([
      { position: { line: 4, column: 1 } },
    ]);
  });

  test('durations of the Azure CLI, but not a text of the user’s that looks like one', () => {
    const metadata = [{ name: 'opens', value: '8:30:00' }];
    const shown = { id: 'a', vmSize: 'b', targetDedicatedNodes: 1, resizeTimeout: '0:15:00', eTag: '0x1', metadata };
    expect(specOf(shown).body).toMatchObject({ resizeTimeout: 'PT15M', metadata });
  });
});
