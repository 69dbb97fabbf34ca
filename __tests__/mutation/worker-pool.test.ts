// The processes that run tests: what they answer, and that one which hangs is replaced.
import { afterAll, expect, jest, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import type { Request } from '../../mutation/requests.ts';
import { withWorkers } from '../../mutation/worker-pool.ts';
import { makeToy } from './toy.ts';

jest.setTimeout(600_000);

const IMPORT = "import { expect, test } from '@jest/globals';";
const toy = makeToy({
  '__tests__/hang.test.ts': `${IMPORT} test('hangs', () => { for (;;); });`,
  '__tests__/several.test.ts': `${IMPORT}
test('passes', () => {});
test('fails', () => { expect('this').toBe('that'); });
test('fails too', () => { expect(1).toBe(2); });`,
  '__tests__/broken.test.ts': "import './absent.ts';",
  '__tests__/ends.test.ts': `${IMPORT} test('ends', () => { process.kill(process.pid, 'SIGKILL'); });`,
});
afterAll(() => rmSync(toy, { recursive: true, force: true }));

const request = (name: string): Request => ({
  copy: toy,
  off: -1,
  record: '',
  files: [`__tests__/${name}.test.ts`],
  testTimeoutMs: 60_000,
});

test('a worker that hangs or breaks is replaced', async () => {
  const outcomes: unknown[] = [];
  await withWorkers(1, ['hang', 'ends', 'several', 'broken'], async (name, worker) => {
    outcomes.push(await worker.run(request(name), name === 'hang' ? 10_000 : 600_000));
  });
  expect(outcomes).toEqual([
    { failure: { test: '', message: 'The tests do not come to an end.' }, durations: [] },
    { failure: { test: '', message: 'The process of the tests breaks.' }, durations: [] },
    {
      failure: { test: 'fails', message: expect.stringContaining('Expected: "that"') },
      durations: [{ test: 'passes', ms: expect.any(Number) }],
    },
    { failure: { test: expect.stringMatching(/broken/), message: expect.stringContaining('absent') }, durations: [] },
  ]);
});

test('tests that were not asked for are left out, and those after one that failed', async () => {
  const outcomes: unknown[] = [];
  const wanted = [['passes'], ['passes', 'fails', 'fails too'], ['fails too']];
  await withWorkers(1, wanted, async (tests, worker) => {
    const outcome = await worker.run({ ...request('several'), tests }, 600_000);
    outcomes.push([outcome.durations.map(({ test: name }) => name), outcome.failure?.test]);
  });
  expect(outcomes).toEqual([
    [['passes'], undefined],
    [['passes'], 'fails'],
    [[], 'fails too'],
  ]);
});
