// One example of a check: a situation in which it finds something, and what it then says, to the letter. Each area has a
// file of examples; an area's checks and their examples are the same names, or nothing compiles.
import type { Problem, Warning } from '../../../src/problem.ts';

export type Findings = readonly (Problem | Warning)[];

export interface Example {
  /** Everything that is found in the situation: of problems the one of this check alone. */
  readonly found: () => Findings | Promise<Findings>;
  /** A problem as the log has it, or `input: text` of a warning. */
  readonly says: string;
}

/** One for each check of an area of src/checks. */
export type ExamplesOf<Area> = { readonly [Code in keyof Area]: Example };
