// Rights that deny assignments take away. Pure.
import { verdict } from '../../azure/deny-assignments.ts';
import type { Survey } from '../survey.ts';
import type { Right, RightsFindings } from './check-rights.ts';
import { isFollowing } from './places.ts';

/** Roles do not help against a deny assignment: it is told beside what is missing. */
export function denials(rights: readonly Right[], { denials: all, caller }: Survey): RightsFindings {
  if (caller === undefined) return { problems: [], warnings: [] };
  const found = all.flatMap((denial) =>
    rights.flatMap((right) => {
      // They are asked for at the subscription: what a denial below it takes away there is not known.
      if (isFollowing(right.place)) return [];
      const scope = thingOf(right);
      const how = verdict(denial, { action: right.action, plane: right.plane, scope }, caller);
      return how === 'free' ? [] : [{ how, right, denial }];
    }),
  );
  const text = ({ denial, right }: (typeof found)[number]): string =>
    `deny assignment '${denial.name}' over ${denial.scope} forbids ${right.action}`;
  return {
    problems: found
      .filter(({ how }) => how === 'denied')
      .map((one) => ({
        code: 'right-denied',
        input: one.right.target.input,
        found: `that ${text(one)}`,
        expected: 'none against the signed-in identity, or the identity among those that it leaves out',
        fix: 'Ask the owner of the deny assignment (a deployment stack, a managed application) to exclude the identity: no role overrules it.',
      })),
    warnings: found
      .filter(({ how }) => how === 'perhaps')
      .map((one) => ({
        code: 'right-perhaps-denied',
        input: one.right.target.input,
        text: `It is not known whether the signed-in identity is in one of the groups that it names: ${text(one)}. If so, a later step will be refused.`,
      })),
  };
}

/** What the action is done to: in a group that is something in it, not the group itself. */
function thingOf({ place, target }: Right): string {
  const narrowest = target.scopes.at(-1) ?? '';
  return place === 'vm-group' || place === 'gallery-group' ? `${narrowest}/providers/${place}` : narrowest;
}
