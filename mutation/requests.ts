// What the run asks of a worker, and what it answers.

export interface Request {
  /** The folder of the switched copy. */
  readonly copy: string;
  /** The precondition that is switched off, or -1. */
  readonly off: number;
  /** Where refusals are noted; empty when they are not. */
  readonly record: string;
  readonly files: readonly string[];
  /** Full names of the tests to run; all of them when it is left out. */
  readonly tests?: readonly string[];
  /** What a single test may take, other than what it asks for itself. */
  readonly testTimeoutMs: number;
}

export interface Outcome {
  /** The first test that failed, with what jest says of it. */
  readonly failure?: { readonly test: string; readonly message: string };
  readonly durations: readonly { readonly test: string; readonly ms: number }[];
}

export type Answer = Outcome | { readonly error: string };
