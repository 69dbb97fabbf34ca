// A request that cannot be carried out, because some of its inputs are wrong, held against what Azure has all the same: whoever
// mends an input hears in the same run of everything else. Pure.
import { KEY_MARK } from '../marks.ts';
import type { Problem, Warning } from '../problem.ts';
import { makePlan } from './make-plan.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export interface DraftFindings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** @param known the problems of the inputs, which come first; nothing more is said of those inputs. */
export function judgeDraft(known: readonly Problem[], draft: Request, survey: Survey): DraftFindings {
  const planning = makePlan(draft, withoutOwnPool(survey));
  const wrong = new Set(known.map(({ input }) => input));
  const isOfOthers = ({ input }: { readonly input: string }): boolean => !wrong.has(input);
  const found = planning.kind === 'problems' ? planning : { problems: [], warnings: planning.plan.warnings };
  return {
    problems: [...known, ...found.problems.filter(isOfOthers)],
    warnings: found.warnings.filter(isOfOthers),
  };
}

/** Whether it was made from the same pool specification is not known while that cannot be used. */
function withoutOwnPool(survey: Survey): Survey {
  return survey.pool?.metadata[KEY_MARK] === survey.key ? { ...survey, pool: undefined } : survey;
}
