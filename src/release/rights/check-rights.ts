// The rights that a run needs, held against what the caller may do where Azure tells. Pure.
import { isAllowed } from '../../azure/authorization.ts';
import { verdict } from '../../azure/deny-assignments.ts';
import { nameOf } from '../../azure/resource-id.ts';
import type { Problem, Warning } from '../../problem.ts';
import { lackedAction } from '../../refusal.ts';
import type { Request } from '../request.ts';
import type { Survey } from '../survey.ts';
import { needsOf, type Need } from './deeds.ts';
import { targetsOf, type Target } from './places.ts';
import { plannedDeeds, unreadDeeds, type Draft } from './planned-deeds.ts';

export interface RightsFindings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** One need at one place. */
interface Right extends Need {
  readonly target: Target;
}

/**
 * Conditions of role assignments and policies are not visible here: Azure still has the last word.
 * @param draft undefined while nothing can be planned: then only reads are told of.
 */
export function checkRights(draft: Draft | undefined, request: Request, survey: Survey): RightsFindings {
  const planned = needsOf(draft === undefined ? [] : plannedDeeds(draft, request, survey));
  const needs = [...needsOf(unreadDeeds(request, survey)), ...planned];
  const rights = needs
    // What the survey was refused is told as it was refused.
    .filter(({ action }) => !isTold(action, survey))
    .flatMap((need) => targetsOf(need.place, request, survey, draft?.material).map((target) => ({ ...need, target })));

  const byState = Map.groupBy(rights, (right) => stateOf(right, survey));
  const lacked = [...(byState.get('missing') ?? []).map(missing), ...unfollowed(needs, request, survey)];
  const told = tellLacked(lacked, request);
  const denied = denials(rights, survey);
  return {
    problems: [...told.problems, ...denied.problems],
    warnings: [
      ...told.warnings,
      ...denied.warnings,
      ...once((byState.get('perhaps') ?? []).map(perhapsMissing)),
      ...unchecked(byState.get('unknown') ?? []),
    ],
  };
}

function isTold(action: string, { refused }: Survey): boolean {
  return [...refused.values()].some((error) => lackedAction(error)?.toLowerCase() === action.toLowerCase());
}

/** `perhaps`: it is not given where that can be read, but a role on something below may give it. */
function stateOf(
  { action, plane, target }: Right,
  { permissions }: Survey,
): 'held' | 'missing' | 'perhaps' | 'unknown' {
  const known = target.scopes.map((scope) => permissions.get(scope.toLowerCase()));
  if (known.some((one) => one !== undefined && isAllowed(one, action, plane))) return 'held';
  if (known.every((one) => one === undefined)) return 'unknown';
  return known.at(-1) === undefined ? 'perhaps' : 'missing';
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
      fix: `Assign ${role} on ${nameOf(scope)} or above it; a new assignment can take minutes to count.`,
    },
  };
}

function unfollowed(needs: readonly Need[], request: Request, survey: Survey): readonly Lacked[] {
  const { source, image } = request;
  const of = source.kind === 'vm' ? source.vmId : image.galleryId;
  const scope = of.split('/').slice(0, 3).join('/');
  return needs
    .filter(({ action }) => survey.unfollowed.some((kind) => action === `Microsoft.Compute/locations/${kind}/read`))
    .map(({ action }) => ({
      action,
      scope,
      problem: {
        code: 'right-missing',
        input: 'client-id',
        found: `no right to ${action} over ${scope}, where Azure tells how far an operation is`,
        expected: 'a role with that action for the signed-in identity on the whole subscription',
        fix: 'Assign Reader on the subscription, or the custom role of docs/roles/follow-operations.json, which has nothing else.',
      },
    }));
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

function perhapsMissing({ action, role, target }: Right): Warning {
  return {
    code: 'right-perhaps-missing',
    input: target.input,
    text: `The signed-in identity has no right to ${action} over ${target.scopes[0]}. Unless a role on something below gives it, a later step will be refused: assign ${role}.`,
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

/** Roles do not help against a deny assignment: it is told beside what is missing. */
function denials(rights: readonly Right[], { denials: all, caller }: Survey): RightsFindings {
  if (caller === undefined) return { problems: [], warnings: [] };
  const found = all.flatMap((denial) =>
    rights.flatMap((right) => {
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
        fix: 'Have the identity left out by whoever keeps it (a deployment stack, a managed application): no role overrules it.',
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
