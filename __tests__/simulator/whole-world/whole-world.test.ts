// Random sequences of everything clients can do, in one world, with lost answers and time in random steps: after each thing
// that happens the world must be one that Azure could show. `WHOLE_WORLD_RUNS` makes a longer hunt, `WHOLE_WORLD_SEED` another.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc, { type AsyncCommand } from 'fast-check';
import { startMachine, type Machine } from '../storage/room.ts';
import type { CommandKind, Plan } from './command.ts';
import { blobCommands } from './commands/blobs.ts';
import { diskCommands } from './commands/disks.ts';
import { groupCommands } from './commands/groups.ts';
import { imageCommands } from './commands/images.ts';
import { jobCommands } from './commands/jobs.ts';
import { nodeCommands } from './commands/nodes.ts';
import { poolCommands } from './commands/pools.ts';
import { storageCommands } from './commands/storage.ts';
import { vmCommands } from './commands/vms.ts';
import { furnish } from './furnishings.ts';
import { beginnings, scenarioOf } from './scenarios.ts';
import { beginSequence, labelOf, type Sequence, type Tally, type Twist } from './sequence.ts';
import { enterWorld } from './world.ts';

const RUNS = Number(process.env['WHOLE_WORLD_RUNS'] ?? '12');
const SEED = Number(process.env['WHOLE_WORLD_SEED'] ?? '20261123');
const LONGEST_SEQUENCE = 200;
/** What was asked so often has met worlds that take it and worlds that refuse it. */
const OFTEN = 40;
/** A failure is told by its shortest sequence, and looking for that takes minutes. */
const PATIENCE_MS = 3_600_000;

const ROOMS = {
  compute: [...vmCommands, ...diskCommands],
  gallery: [...imageCommands],
  storage: [...storageCommands, ...blobCommands],
  pools: [...poolCommands, ...nodeCommands],
  jobs: [...jobCommands],
  groups: [...groupCommands],
} as const;
const KINDS: readonly CommandKind[] = Object.values(ROOMS).flat();

type Move = AsyncCommand<Sequence, object>;

const twists: fc.Arbitrary<Twist> = fc.record({
  fault: fc.oneof(
    { withCrossShrink: true },
    { weight: 16, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant({ kind: 'reset', when: 'before' } as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'reset', when: 'after' } as const) },
    {
      weight: 1,
      arbitrary: fc.constant({ kind: 'failOperation', code: 'InternalExecutionError', message: 'It failed.' } as const),
    },
  ),
  condition: fc.oneof(
    { withCrossShrink: true },
    { weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 2, arbitrary: fc.constantFrom('current' as const, 'stale' as const, 'absent' as const) },
  ),
});

function moves(kinds: readonly CommandKind[]): fc.Arbitrary<Move> {
  const drawn = fc.oneof(
    ...kinds.map((kind) => ({ weight: kind.weight ?? 1, arbitrary: kind.plans.map((plan) => ({ kind, plan })) })),
  );
  return fc.tuple(drawn, twists).map(([{ kind, plan }, twist]) => requestMove(kind, plan, twist));
}

function requestMove(kind: CommandKind, plan: Plan, twist: Twist): Move {
  return {
    check: () => true,
    run: (sequence) => sequence.perform(kind, plan, twist),
    toString: () => labelOf(plan, twist),
  };
}

const timeMoves: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 3 }).map((events): Move => ({
      check: () => true,
      run: (sequence) => sequence.happen(events),
      toString: () => `${events} x what is due next`,
    })),
  },
  {
    weight: 6,
    arbitrary: fc
      .oneof(
        { weight: 5, arbitrary: fc.integer({ min: 1, max: 20 }) },
        { weight: 3, arbitrary: fc.integer({ min: 60, max: 300 }) },
        { weight: 1, arbitrary: fc.constant(4000) },
      )
      .map((seconds): Move => ({
        check: () => true,
        run: (sequence) => sequence.pass(seconds * 1000),
        toString: () => `${seconds} s pass`,
      })),
  },
);

/** Rooms are drawn first, so that none of them drowns in the commands of another. */
const sequences = fc.commands(
  [
    moves(ROOMS.compute),
    moves(ROOMS.compute),
    moves(ROOMS.gallery),
    moves(ROOMS.storage),
    moves(ROOMS.storage),
    moves(ROOMS.pools),
    moves(ROOMS.jobs),
    moves(ROOMS.groups),
    timeMoves,
    timeMoves,
    timeMoves,
  ],
  { maxCommands: LONGEST_SEQUENCE, size: 'max' },
);

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
});
afterAll(() => machine.stop());

test(
  'every sequence of commands leaves a world that Azure could show',
  async () => {
    const tally: Tally = new Map();
    await fc.assert(
      fc.asyncProperty(beginnings, sequences, async (beginning, commands) => {
        const world = await enterWorld(machine.azurite, await scenarioOf(beginning));
        try {
          const sequence = await beginSequence(world, tally);
          await furnish(sequence, beginning.furnishings);
          await fc.asyncModelRun(() => ({ model: sequence, real: {} }), commands);
          await sequence.comeToRest();
        } finally {
          await world.leave();
        }
      }),
      { numRuns: RUNS, seed: SEED, unbiased: true },
    );
    expect(oneSided(tally)).toEqual([]);
  },
  PATIENCE_MS,
);

/** Kinds of commands that prove little: never asked, or asked often and always taken, or always refused. */
function oneSided(tally: Tally): readonly string[] {
  return KINDS.flatMap(({ name, isNeverRefused, isUnsimulated }) => {
    const { succeeded, refused } = tally.get(name) ?? { succeeded: 0, refused: 0 };
    if (succeeded + refused === 0) return [`${name} was never asked`];
    if (succeeded + refused < OFTEN) return [];
    return [
      ...(succeeded === 0 && isUnsimulated !== true ? [`${name} never succeeded`] : []),
      ...(refused === 0 && isNeverRefused !== true ? [`${name} was never refused`] : []),
    ];
  });
}
