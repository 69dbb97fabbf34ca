// A process that runs tests of the switched copy with jest, one request after the other, without starting anew for each.
import { runCLI } from 'jest';
import { join } from 'node:path';
import type { Answer, Outcome, Request } from './requests.ts';

process.on('message', (request: Request) => {
  const answer = (value: Answer): void => void process.send?.(value);
  run(request).then(answer, (error: unknown) =>
    answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// Nobody waits for an answer any more, nor for what tests have started.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));

async function run({ copy, off, record, files, tests, testTimeoutMs }: Request): Promise<Outcome> {
  process.env['MUTATION_OFF'] = String(off);
  process.env['MUTATION_RECORD'] = record;
  const { results } = await runCLI(
    {
      _: files.map((file) => join(copy, file)),
      $0: 'mutation',
      runTestsByPath: true,
      runInBand: true,
      silent: true,
      watchman: false,
      reporters: [],
      roots: [join(copy, '__tests__')],
      testEnvironment: join(import.meta.dirname, 'environment.mjs'),
      testEnvironmentOptions: JSON.stringify(tests === undefined ? {} : { mutationTests: tests }),
      testTimeout: testTimeoutMs,
    },
    [copy],
  );
  const all = results.testResults.flatMap((file) => file.testResults);
  const failed = all.find((test) => test.status === 'failed');
  const broken = results.testResults.find((file) => file.testExecError !== undefined);
  const durations = all.flatMap(({ fullName, status, duration }) =>
    status === 'passed' ? [{ test: fullName, ms: duration ?? 0 }] : [],
  );
  if (failed !== undefined) {
    return { durations, failure: { test: failed.fullName, message: failed.failureMessages[0] ?? '' } };
  }
  if (broken !== undefined) {
    return { durations, failure: { test: broken.testFilePath, message: broken.testExecError?.message ?? '' } };
  }
  return { durations };
}
