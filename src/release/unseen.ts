// What is missing from a survey for another reason than that it does not exist.
import { resourceGroupOf, sameId } from '../azure/resource-id.ts';
import type { SurveyRead } from './refused-reads.ts';
import type { Survey } from './survey.ts';

/** Whether it could not be read, or its whole group is not there: both are told as problems of their own. */
export function isUnseen(read: SurveyRead, id: string, { refused, absentGroups }: Survey): boolean {
  return refused.has(read) || absentGroups.some((group) => sameId(group, resourceGroupOf(id)));
}
