// Every check has an example, and says there what its example holds, to the letter. A code without an example does not
// compile.
import { expect, test } from '@jest/globals';
import { CHECKS, type ProblemCode, type WarningCode } from '../../src/checks/registry.ts';
import { formatProblem, type Problem, type Warning } from '../../src/problem.ts';
import { BATCH } from './examples/batch.ts';
import type { Example } from './examples/example.ts';
import { IMAGE } from './examples/image.ts';
import { INPUTS } from './examples/inputs.ts';
import { NODES } from './examples/nodes.ts';
import { POOL_SPEC } from './examples/pool-spec.ts';
import { RIGHTS } from './examples/rights.ts';
import { RUN } from './examples/run.ts';
import { SOURCE } from './examples/source.ts';
import { STORAGE } from './examples/storage.ts';

const EXAMPLES: Readonly<Record<ProblemCode | WarningCode, Example>> = {
  ...INPUTS,
  ...POOL_SPEC,
  ...SOURCE,
  ...IMAGE,
  ...STORAGE,
  ...BATCH,
  ...NODES,
  ...RIGHTS,
  ...RUN,
};

function isProblem(finding: Problem | Warning): finding is Problem {
  return 'found' in finding;
}

function say(finding: Problem | Warning): string {
  return isProblem(finding) ? formatProblem(finding) : `${finding.input}: ${finding.text}`;
}

test.each(Object.entries(EXAMPLES))('%s', async (code, { found, says }) => {
  const findings = await found();
  expect(findings.filter((finding) => finding.code === code).map(say)).toEqual([says]);
  // A situation with one fault in it: whatever else stopped the run would be told of something that is sound.
  expect(findings.filter((finding) => isProblem(finding) && finding.code !== code).map(say)).toEqual([]);
});

test('a check stops the run if and only if what it finds is a problem', async () => {
  for (const [code, { stops }] of Object.entries(CHECKS)) {
    const findings = await Object.entries(EXAMPLES)
      .find(([name]) => name === code)?.[1]
      .found();
    expect([code, findings?.filter((finding) => finding.code === code).map(isProblem)]).toEqual([code, [stops]]);
  }
});
