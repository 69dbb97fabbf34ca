// What the steps of one run share: its connections, its plan, and what they learn on the way.
import type { Replication } from '../image/replication.ts';
import type { MarkFacts } from '../marks.ts';
import type { Before } from '../pool/readiness.ts';
import type { Warning } from '../problem.ts';
import type { DiskRole } from '../names.ts';
import { knownContent } from '../source/content-id.ts';
import { readContentId } from '../source/read-content.ts';
import type { Clients } from './clients.ts';
import type { Ledger } from './ledger.ts';
import { startStopwatch, type Stopwatch } from './measured.ts';
import type { Plan } from './plan.ts';
import { sourceText, type Request } from './request.ts';
import type { ExportedVhd, Leftover, Outputs, PoolReport } from './result.ts';

export interface RunContext {
  readonly request: Request;
  readonly plan: Plan;
  readonly clients: Clients;
  /** For giving things back: it still works for a few seconds after the run was cancelled. */
  readonly cleanup: Clients;
  readonly ledger: Ledger;
  readonly deadline: Date;
  /** Sets outputs as soon as they are true. */
  readonly output: (outputs: Outputs) => void;
  readonly learned: Learned;
}

/** Filled in by steps, read by later ones and by the result. */
export interface Learned {
  /** The facts of every mark; asked only once the VM is deallocated. */
  readonly marks: () => Promise<MarkFacts>;
  /** The same facts where they are known by now. */
  readonly knownMarks: () => MarkFacts | undefined;
  readonly warnings: Warning[];
  readonly stopwatch: Stopwatch;
  /** Temporaries that stay behind, and why. */
  readonly kept: Leftover[];
  replication: Replication | undefined;
  /** VHDs that are whole, by disk. */
  readonly vhds: Map<DiskRole, ExportedVhd>;
  /** What the pool said of its allocation before this run asked for its nodes again. */
  before: Before | undefined;
  pool: PoolReport | undefined;
}

export function startLearning(request: Request, plan: Plan, clients: Clients): Learned {
  const source = sourceText(request.source);
  const factsOf = (contentId: string): MarkFacts => ({
    key: plan.key,
    contentId,
    source,
    provenance: request.provenance,
  });
  const planned = knownContent(plan.content);
  let known = planned === undefined ? undefined : factsOf(planned);
  let reading: Promise<MarkFacts> | undefined;
  const read = async (): Promise<MarkFacts> => {
    known = factsOf(await readContentId(plan.content, clients));
    return known;
  };
  return {
    marks: async () => known ?? (reading ??= read()),
    knownMarks: () => known,
    warnings: [],
    stopwatch: startStopwatch(plan),
    kept: [],
    replication: undefined,
    vhds: new Map(),
    before: undefined,
    pool: undefined,
  };
}
