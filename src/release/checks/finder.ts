// One check, or a few that belong together: what it finds wrong or worth knowing, given everything that is known.
import type { Problem, Warning } from '../../problem.ts';
import type { Grounding } from '../grounds.ts';
import type { Request } from '../request.ts';
import type { Survey } from '../survey.ts';

export interface Evidence {
  readonly request: Request;
  readonly survey: Survey;
  readonly grounding: Grounding;
}

export interface Found {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Pure. It says nothing of what another finder tells, and nothing of what could not be read. */
export type Finder = (evidence: Evidence) => Found;

export const NOTHING: Found = { problems: [], warnings: [] };

export function onlyProblems(problems: readonly Problem[]): Found {
  return { problems, warnings: [] };
}
