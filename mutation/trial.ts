// Switches off one precondition after the other, and runs the tests that saw it refuse until one of them fails. A test that
// did not see it refuse runs as it did before: it cannot hold it.
import type { Precondition } from './preconditions.ts';
import type { Rehearsal, Witness } from './rehearsal.ts';
import { withWorkers, type Worker } from './worker-pool.ts';

export type Verdict =
  | { readonly kind: 'held'; readonly file: string; readonly test: string; readonly message: string }
  | { readonly kind: 'unmet' }
  | { readonly kind: 'unnoticed'; readonly by: readonly Witness[] };

export interface Tried {
  readonly precondition: Precondition;
  readonly verdict: Verdict;
}

export async function tryAll(
  copy: string,
  preconditions: readonly Precondition[],
  rehearsal: Extract<Rehearsal, { kind: 'passed' }>,
  workers: number,
  progress: (done: number) => void,
): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  await withWorkers(workers, preconditions, async (precondition, worker) => {
    const verdict = await tryOne(copy, precondition, rehearsal.witnesses(precondition.id), worker);
    tried.push({ precondition, verdict });
    progress(tried.length);
  });
  return tried.sort((one, other) => one.precondition.id - other.precondition.id);
}

async function tryOne(
  copy: string,
  { id }: Precondition,
  witnesses: readonly Witness[],
  worker: Worker,
): Promise<Verdict> {
  if (witnesses.length === 0) return { kind: 'unmet' };
  for (const { file, tests, ms } of witnesses) {
    // Without the precondition a test may wait for what never comes.
    const testTimeoutMs = 20_000 + 3 * ms;
    const request = {
      copy,
      off: id,
      record: '',
      files: [file],
      testTimeoutMs,
      ...(tests === undefined ? {} : { tests }),
    };
    const { failure } = await worker.run(request, 3 * testTimeoutMs);
    if (failure !== undefined) return { kind: 'held', file, ...failure };
  }
  return { kind: 'unnoticed', by: witnesses };
}
