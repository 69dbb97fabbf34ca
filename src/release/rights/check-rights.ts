// The rights that a run needs, held against what the caller may do where Azure tells. Pure.
import { isAllowed } from '../../azure/authorization.ts';
import type { MissingAction } from '../../azure/errors.ts';
import { isWithin, resourceGroupOf, sameId, subscriptionIn } from '../../azure/resource-id.ts';
import type { Problem, Warning } from '../../problem.ts';
import { shown } from '../../refusal.ts';
import { lackedReads } from '../refused-reads.ts';
import type { Request } from '../request.ts';
import type { Survey } from '../survey.ts';
import { DEEDS, needsOf, type Need } from './deeds.ts';
import { denials } from './denied.ts';
import { isFollowing, targetsOf, type Target } from './places.ts';
import { isContainerDoubtful, plannedDeeds, unreadDeeds, type Draft } from './planned-deeds.ts';

export interface RightsFindings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** One need at one place. */
export interface Right extends Need {
  readonly target: Target;
}

/**
 * Conditions of role assignments and policies are not visible here: Azure still has the last word.
 * @param draft undefined while nothing can be planned: then only reads are told of.
 */
export function checkRights(draft: Draft | undefined, request: Request, survey: Survey): RightsFindings {
  const planned = needsOf(draft === undefined ? [] : plannedDeeds(draft, request, survey));
  const needs = [...needsOf(unreadDeeds(request, survey)), ...planned];
  const refused = lackedReads(request, survey);
  const rights = needs
    .flatMap((need) => targetsOf(need.place, request, survey, draft?.material).map((target) => ({ ...need, target })))
    // What the survey was refused is told as it was refused.
    .filter((right) => !isTold(right, refused));

  const states = rights.map((right) => ({ right, state: stateOf(right, survey) }));
  const those = (wanted: 'missing' | 'unknown'): readonly Right[] =>
    states.flatMap(({ right, state }) => (state === wanted ? [right] : []));
  const perhaps = states.flatMap(({ right, state }) =>
    typeof state === 'object' ? [perhapsMissing(right, state.unless)] : [],
  );
  const told = tellLacked(those('missing').map(missing), request);
  const denied = denials(rights, survey);
  return {
    problems: [...told.problems, ...denied.problems],
    warnings: [...told.warnings, ...denied.warnings, ...once(perhaps), ...unchecked(those('unknown'))],
  };
}

/** Of the same action at another place, that refusal says nothing. */
function isTold({ action, target }: Right, refused: readonly MissingAction[]): boolean {
  return refused.some(
    (told) =>
      told.scope !== '' &&
      told.action.toLowerCase() === action.toLowerCase() &&
      target.scopes.some((scope) => isWithin(told.scope, scope) || isWithin(scope, told.scope)),
  );
}

type State = 'held' | 'missing' | 'unknown' | { readonly unless: string };

function stateOf(right: Right, survey: Survey): State {
  const { action, plane, place, target } = right;
  const { permissions } = survey;
  const holds = (scope: string): boolean => isAllowed(permissions.get(scope.toLowerCase()) ?? [], action, plane);
  if (target.scopes.some(holds)) return 'held';
  const known = target.scopes.map((scope) => permissions.get(scope.toLowerCase()));
  if (known.every((one) => one === undefined)) return 'unknown';
  if (known.at(-1) === undefined) return { unless: 'a role on something below gives it' };
  if (isFollowing(place) && isHeldBeside(target.scopes[0], [...permissions.keys()].filter(holds))) {
    return { unless: 'the right over another resource group is enough' };
  }
  const makesContainer = DEEDS['make-container'].some((need) => need.action === action && need.place === place);
  if (makesContainer && isContainerDoubtful(survey))
    return { unless: 'the container is there, which could not be checked' };
  return 'missing';
}

/** Operations are followed at a URL that names the subscription and no resource group. */
function isHeldBeside(group: string, held: readonly string[]): boolean {
  return held.some(
    (scope) => sameId(scope, resourceGroupOf(scope)) && sameId(subscriptionIn(scope), subscriptionIn(group)),
  );
}

interface Lacked {
  readonly action: string;
  readonly scope: string;
  readonly problem: Problem;
}

function missing({ action, role, target }: Right): Lacked {
  const [scope] = target.scopes;
  return {
    action,
    scope,
    problem: {
      code: 'right-missing',
      input: target.input,
      found: `no right to ${action} over ${scope}`,
      expected: 'a role with that action for the signed-in identity',
      fix: `Assign ${role} on ${shown(scope)} or above it; a new assignment can take minutes to count.`,
    },
  };
}

/** A plan is made by whoever asks for it: what a release would lack then is told, and does not stop it. */
function tellLacked(lacked: readonly Lacked[], { mode }: Request): RightsFindings {
  if (mode === 'release') return { problems: lacked.map(({ problem }) => problem), warnings: [] };
  if (lacked.length === 0) return { problems: [], warnings: [] };
  const byScope = Map.groupBy(lacked, ({ scope }) => scope);
  const places = [...byScope].map(([scope, group]) => `over ${scope}: ${group.map(({ action }) => action).join(', ')}`);
  return {
    problems: [],
    warnings: [
      {
        code: 'release-rights-missing',
        input: 'client-id',
        text: `A release by this identity would be refused: it has no right ${places.join('; ')}.`,
      },
    ],
  };
}

function perhapsMissing({ action, role, target }: Right, unless: string): Warning {
  const [scope] = target.scopes;
  return {
    code: 'right-perhaps-missing',
    input: target.input,
    text: `The signed-in identity has no right to ${action} over ${scope}. Unless ${unless}, a later step will be refused: assign ${role} on ${shown(scope)} or above it.`,
  };
}

/** Two disks of one group lack the same right over it. */
function once(found: readonly Warning[]): readonly Warning[] {
  return [...new Map(found.map((warning) => [warning.text, warning])).values()];
}

function unchecked(rights: readonly Right[]): readonly Warning[] {
  return [...new Set(rights.map(({ target }) => target.scopes[0]))].map((scope) => ({
    code: 'rights-unchecked',
    input: 'client-id',
    text: `The rights on ${scope} could not be checked: the signed-in identity may not read its own permissions there.`,
  }));
}
