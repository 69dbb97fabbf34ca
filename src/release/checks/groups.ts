// Resource groups in which nothing was found because they are not there themselves.
import { nameOf, subscriptionIn } from '../../azure/resource-id.ts';
import type { Problem } from '../../problem.ts';
import { onlyProblems, type Finder } from './finder.ts';

export const checkGroups: Finder = ({ survey }) => onlyProblems(survey.absentGroups.map(absentGroup));

function absentGroup(group: string): Problem {
  return {
    code: 'resource-group-not-found',
    input: 'resource-group',
    found: `no resource group ${nameOf(group)} in subscription ${subscriptionIn(group)}`,
    expected: 'a resource group that exists',
    fix: 'Check resource-group and subscription-id. What is in another group is given by its full resource ID.',
  };
}
