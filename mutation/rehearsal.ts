// All tests once with every precondition on: which of them see which precondition refuse, and how long they take.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withWorkers } from './worker-pool.ts';

const TEST_TIMEOUT_MS = 120_000;
const FILE_LIMIT_MS = 10 * 60_000;

/** Tests of one file that see a precondition refuse; without names it may be any of the file. */
export interface Witness {
  readonly file: string;
  readonly tests: readonly string[] | undefined;
  /** About how long it takes to run them. */
  readonly ms: number;
}

export type Rehearsal =
  | { readonly kind: 'passed'; witnesses(id: number): readonly Witness[] }
  | { readonly kind: 'failed'; readonly file: string; readonly test: string; readonly message: string };

interface Timing {
  readonly loadMs: number;
  readonly tests: ReadonlyMap<string, number>;
}

export async function rehearse(copy: string, files: readonly string[], workers: number): Promise<Rehearsal> {
  const record = join(copy, 'mutation-record.jsonl');
  const timings = new Map<string, Timing>();
  let failed: Rehearsal | undefined;
  await withWorkers(workers, files, async (file, worker) => {
    if (failed !== undefined) return;
    const startedAt = Date.now();
    const request = { copy, off: -1, record, files: [file], testTimeoutMs: TEST_TIMEOUT_MS };
    const { durations, failure } = await worker.run(request, FILE_LIMIT_MS);
    if (failure !== undefined) failed ??= { kind: 'failed', file, ...failure };
    const tests = new Map(durations.map(({ test, ms }) => [test, ms]));
    const testMs = [...tests.values()].reduce((sum, ms) => sum + ms, 0);
    timings.set(file, { loadMs: Date.now() - startedAt - testMs, tests });
  });
  if (failed !== undefined) return failed;
  const seen = readRecord(record, copy);
  return { kind: 'passed', witnesses: (id) => witnessesOf(seen.get(id) ?? new Map<string, Set<string>>(), timings) };
}

/** Names of tests by file, by precondition. A refusal outside of a test has the empty name. */
function readRecord(record: string, copy: string): Map<number, Map<string, Set<string>>> {
  const seen = new Map<number, Map<string, Set<string>>>();
  const lines = existsSync(record) ? readFileSync(record, 'utf8').split('\n') : [];
  for (const line of lines.filter((one) => one !== '')) {
    const [id, path, test] = JSON.parse(line) as [number, string, string];
    const files = seen.get(id) ?? new Map<string, Set<string>>();
    seen.set(id, files);
    const file = relative(copy, path);
    files.set(file, (files.get(file) ?? new Set()).add(test));
  }
  return seen;
}

function witnessesOf(
  files: ReadonlyMap<string, ReadonlySet<string>>,
  timings: ReadonlyMap<string, Timing>,
): readonly Witness[] {
  return [...files]
    .map(([file, names]): Witness => {
      const timing = timings.get(file);
      const all = [...(timing?.tests.keys() ?? [])];
      const isKnown = [...names].every((name) => all.includes(name));
      const ms = (isKnown ? [...names] : all).reduce((sum, name) => sum + (timing?.tests.get(name) ?? 0), 0);
      return { file, tests: isKnown ? [...names] : undefined, ms: ms + (timing?.loadMs ?? 0) };
    })
    .sort((one, other) => one.ms - other.ms);
}
