// A problem: one reason why a run cannot start, said so that its reader can mend it.
import type { ProblemCode, WarningCode } from './checks/registry.ts';

export interface Problem {
  /** Stable, kebab-case, e.g. `input-missing`, `version-taken`. */
  readonly code: ProblemCode;
  /** The input that causes it, as spelt in action.yml. */
  readonly input: string;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
  /** Where in a file, for problems of a pool spec. */
  readonly position?: Position;
}

export interface Position {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** Something that does not stop the run, but that its reader should know. */
export interface Warning {
  readonly code: WarningCode;
  readonly input: string;
  readonly text: string;
}

/** One readable sentence per problem; the position comes first, as compilers write it. */
export function formatProblem(problem: Problem): string {
  const { input, found, expected, fix, position } = problem;
  const where = position ? `${position.file}:${position.line}:${position.column}: ` : '';
  // Text in the workflow itself has the input's name for a file: said once.
  const what = position?.file === input ? '' : `${input}: `;
  return `${where}${what}found ${found}; expected ${expected}. ${fix}`;
}
