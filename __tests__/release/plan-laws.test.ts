// Laws of every plan, whatever Azure holds: worlds are made up at random, planned, and carried out on a model.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHECKS } from '../../src/checks/registry.ts';
import { INPUTS } from '../../src/github/input-table.ts';
import { formatProblem } from '../../src/problem.ts';
import { makePlan } from '../../src/release/make-plan.ts';
import type { Plan, PlannedStep } from '../../src/release/plan.ts';
import { calmWorlds, worlds, type World } from './any-world.ts';
import { carryOut } from './carry-out.ts';

const RUNS = { numRuns: 150 };
const MANY_RUNS = { numRuns: 400 };

/** Worlds in which a release can go on, with their plans. */
const plans: fc.Arbitrary<{ readonly world: World; readonly plan: Plan }> = calmWorlds
  .map((world) => ({ world, planning: makePlan(world.request, world.survey) }))
  .filter(({ planning }) => planning.kind === 'plan')
  .map(({ world, planning }) => {
    if (planning.kind !== 'plan') throw new Error('Filtered out.');
    return { world, plan: planning.plan };
  });

const open = ({ steps }: Plan): readonly PlannedStep[] => steps.filter(({ state }) => state === 'todo');
const idsOf = (steps: readonly PlannedStep[]): readonly string[] => steps.map(({ id }) => id);

function replan({ request, survey }: World): Plan {
  const planning = makePlan(request, survey);
  if (planning.kind === 'problems') throw new Error(planning.problems.map(formatProblem).join('\n'));
  return planning.plan;
}

/** Carries out as many steps as `picks` has, each among those that may start. */
function carryOutSome(
  world: World,
  plan: Plan,
  picks: readonly number[],
): { readonly world: World; readonly done: ReadonlySet<string> } {
  const done = new Set(idsOf(plan.steps.filter(({ state }) => state === 'done')));
  const after = new Map(plan.steps.map((step) => [step.id, step.after]));
  // One that was done before ends no earlier than what it waits for, as steps are run.
  const hasEnded = (id: string): boolean => done.has(id) && (after.get(id) ?? []).every(hasEnded);
  let now = world;
  for (const pick of picks) {
    const ready = open(plan).filter((step) => !done.has(step.id) && step.after.every(hasEnded));
    const step = ready[pick % Math.max(ready.length, 1)];
    if (step === undefined) break;
    now = carryOut(step, plan, now);
    done.add(step.id);
  }
  return { world: now, done };
}

const picks = fc.array(fc.nat({ max: 20 }), { maxLength: 30 });

describe('every world', () => {
  test('has a plan or problems: planning never throws, and changes nothing it was given', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(worlds, ({ request, survey }) => {
        const before = JSON.stringify([request, survey]);
        kinds.add(makePlan(request, survey).kind);
        expect(JSON.stringify([request, survey])).toBe(before);
      }),
      MANY_RUNS,
    );
    expect([...kinds].sort()).toEqual(['plan', 'problems']);
  });

  test('is told in problems that name an input, a registered code and a way out, each once', () => {
    const checks: Readonly<Record<string, { readonly stops: boolean }>> = CHECKS;
    const codes = new Set<string>();
    fc.assert(
      fc.property(worlds, ({ request, survey }) => {
        const planning = makePlan(request, survey);
        const problems = planning.kind === 'plan' ? [] : planning.problems;
        const warnings = planning.kind === 'plan' ? planning.plan.warnings : planning.warnings;
        if (planning.kind === 'problems') expect(problems).not.toEqual([]);
        for (const { code, input } of [...problems, ...warnings]) expect([code, input in INPUTS]).toEqual([code, true]);
        for (const { code, fix, expected } of problems) {
          codes.add(code);
          expect([code, checks[code]?.stops, fix === '', expected === '']).toEqual([code, true, false, false]);
        }
        for (const { code } of warnings) expect([code, checks[code]?.stops]).toEqual([code, false]);
        const texts = [...problems.map(formatProblem), ...warnings.map(({ text }) => text)];
        expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
        expect(texts.filter((text) => /undefined|NaN|\[object|\s\s|[,;:] [.;]/.test(text))).toEqual([]);
      }),
      MANY_RUNS,
    );
    // Too few would mean that the worlds are all alike.
    expect(codes.size).toBeGreaterThan(25);
  });
});

describe('every plan', () => {
  test('lists each step once, after those it waits for, forecasts what is to be done, and gives back each temporary', () => {
    fc.assert(
      fc.property(plans, ({ plan }) => {
        const ids = idsOf(plan.steps);
        expect(new Set(ids).size).toBe(ids.length);
        plan.steps.forEach(({ id, after }, index) => {
          for (const name of after) expect([id, name, ids.slice(0, index).includes(name)]).toEqual([id, name, true]);
        });
        expect(Object.keys(plan.forecast.steps)).toEqual(idsOf(open(plan)));
        for (const { least, most } of [plan.forecast.minutes, ...Object.values(plan.forecast.steps)]) {
          expect([least >= 0, most >= least]).toEqual([true, true]);
        }
        const made = open(plan).flatMap(({ work }) => (work.kind === 'snapshot-disk' ? [work.disk.snapshotId] : []));
        const removed = open(plan).flatMap(({ work }) =>
          work.kind === 'delete-snapshot' ? [work.disk.snapshotId] : [],
        );
        expect(made.filter((id) => !removed.includes(id))).toEqual([]);
        // The flag is for ever: whatever is to be captured is safe by then.
        const flag = plan.steps.find(({ work }) => work.kind === 'generalize-vm');
        const snapshots = idsOf(plan.steps.filter(({ work }) => work.kind === 'snapshot-disk'));
        if (flag !== undefined && plan.version.material.kind !== 'VHDs') expect(flag.after).toEqual(snapshots);
      }),
      RUNS,
    );
  });

  test('can be carried out in any order that `after` allows, and then nothing is left to do', () => {
    fc.assert(
      fc.property(plans, picks, ({ world, plan }, some) => {
        const first = carryOutSome(world, plan, some);
        const rest = carryOutSome(world, plan, [...some, ...plan.steps.map(() => 0)]);
        expect(first.done.size).toBeLessThanOrEqual(rest.done.size);
        expect(idsOf(open(replan(rest.world)))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('that was interrupted anywhere is planned again as its rest, which then leaves nothing to do', () => {
    fc.assert(
      fc.property(plans, picks, picks, ({ world, plan }, some, others) => {
        const interrupted = carryOutSome(world, plan, some);
        const again = replan(interrupted.world);
        const expected = idsOf(open(plan)).filter((id) => !interrupted.done.has(id));
        expect(idsOf(open(again)).filter((id) => !expected.includes(id))).toEqual([]);
        const finished = carryOutSome(interrupted.world, again, [...others, ...again.steps.map(() => 0)]);
        expect(idsOf(open(replan(finished.world)))).toEqual([]);
      }),
      RUNS,
    );
  });
});
