// The result: what a run did, as data. The outputs, the job summary and the exit code are read off it.
import type { NodeCounts } from '../azure/batch-service.ts';
import type { Problem, Warning } from '../problem.ts';
import type { Cause } from '../pool/diagnose.ts';
import type { Forecast } from './forecast.ts';
import type { Phase, PlannedStep } from './plan.ts';

export const RESULT_SCHEMA_VERSION = 1;

export interface Result {
  readonly outcome: Outcome;
  /** Whether anything in Azure was changed. */
  readonly changed: boolean;
  readonly outputs: Outputs;
  readonly vhds: readonly ExportedVhd[];
  readonly steps: readonly StepReport[];
  readonly pool?: PoolReport;
  /** What ran in the source VM, where that is known. */
  readonly sourceOs?: string;
  /** The marks written on what was made, as name and value. */
  readonly marks: Readonly<Record<string, string>>;
  /** Temporaries that are still there, with the reason. */
  readonly leftovers: readonly Leftover[];
  readonly warnings: readonly Warning[];
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** The result of a run that wrote nothing. */
export function unwritten(outcome: Outcome, { startedAt, endedAt, warnings = [] }: Ending): Result {
  const nothing = { changed: false, outputs: {}, vhds: [], steps: [], marks: {}, leftovers: [] };
  return { outcome, ...nothing, warnings, startedAt, endedAt };
}

export interface Ending extends Pick<Result, 'startedAt' | 'endedAt'> {
  readonly warnings?: readonly Warning[];
}

export type Outcome =
  | { readonly kind: 'succeeded' }
  /** `mode: plan`: nothing was written. */
  | { readonly kind: 'planned'; readonly plan: readonly PlannedStep[]; readonly forecast: Forecast }
  /** Problems were found before the first write. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'cancelled'; readonly phase: Phase };

export interface Failure {
  readonly phase: Phase;
  /** The step that failed, e.g. `Create image version 1.4.0`. */
  readonly step: string;
  readonly code: string;
  /** The service's own words, whole. */
  readonly message: string;
  readonly correlationId?: string;
  /** What most likely mends it. */
  readonly hint?: string;
  /** For a pool: what its nodes and its allocation report. */
  readonly causes: readonly Cause[];
}

/** Set as soon as each is true, also when the run fails later. */
export interface Outputs {
  readonly vhdUrl?: string;
  readonly poolId?: string;
  readonly imageVersion?: string;
  readonly imageVersionId?: string;
}

export interface ExportedVhd {
  /** `os`, or the data disk's LUN. */
  readonly disk: 'os' | number;
  readonly url: string;
  readonly bytes: number;
  /** What crossed the wire; undefined when the blob was already whole. */
  readonly movedBytes?: number;
}

export interface StepReport {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly state: 'done-before' | 'done' | 'failed' | 'skipped' | 'cancelled';
  readonly startedAt?: Date;
  readonly endedAt?: Date;
}

export interface PoolReport {
  readonly id: string;
  readonly endpoint: string;
  readonly vmSize: string;
  readonly nodeAgentSku: string;
  /** Why it is this one. */
  readonly nodeAgentReason: string;
  readonly counts?: NodeCounts;
  /** `ready`: proven by its nodes; `unproven`: has no nodes or was not waited for. */
  readonly proof: 'ready' | 'unproven' | 'failed';
}

export interface Leftover {
  readonly id: string;
  readonly reason: string;
}
