// Where a run comes from: the commit and the workflow run, as GitHub tells it.

/** Written on everything a run makes. */
export interface Provenance {
  readonly repository: string;
  readonly sha: string;
  readonly ref: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly runAttempt: number;
  /** Of the workflow run, for links. */
  readonly runUrl: string;
}
