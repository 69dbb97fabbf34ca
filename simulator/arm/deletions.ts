// Deletions that take time. One more request for the deletion of the same thing joins the one under way: it ends when that
// one ends, and as that one ends, and never reaches what has been made under the same name since.
import type { AzureError } from '../kernel/errors.ts';
import type { World } from '../kernel/world.ts';
import { asAzureError } from './inner-requests.ts';
import type { ArmAnswer, LongRunning } from './route.ts';

interface Deletion {
  readonly waiting: Set<() => void>;
  failure?: AzureError;
}

const underway = new WeakMap<World, Map<string, Deletion>>();

function of(world: World): Map<string, Deletion> {
  let map = underway.get(world);
  if (map === undefined) {
    map = new Map();
    underway.set(world, map);
  }
  return map;
}

export function isBeingDeleted(world: World, id: string): boolean {
  return of(world).has(id.toLowerCase());
}

/** Begins the deletion, or joins the one under way. `work` is what the first request does. */
export function deletion(
  world: World,
  id: string,
  work: Required<Pick<LongRunning, 'durationMs' | 'finish' | 'fail'>>,
): ArmAnswer {
  const known = of(world).get(id.toLowerCase());
  return { kind: 'accepted', status: 202, work: known === undefined ? first(world, id, work) : joined(known) };
}

function first(world: World, id: string, work: Parameters<typeof deletion>[2]): LongRunning {
  const mine: Deletion = { waiting: new Set() };
  of(world).set(id.toLowerCase(), mine);
  const end = (): void => {
    of(world).delete(id.toLowerCase());
    for (const tell of mine.waiting) tell();
  };
  return {
    durationMs: work.durationMs,
    finish: async () => {
      try {
        return await work.finish();
      } catch (error) {
        mine.failure = asAzureError(error);
        throw error;
      } finally {
        end();
      }
    },
    fail: (error) => {
      mine.failure = error;
      work.fail(error);
      end();
    },
  };
}

function joined(deletion: Deletion): LongRunning {
  return {
    durationMs: 0,
    until: (end) => deletion.waiting.add(end),
    finish: () => {
      if (deletion.failure !== undefined) throw deletion.failure;
      return undefined;
    },
    // The first one goes on, whatever becomes of this.
    fail: () => undefined,
  };
}
