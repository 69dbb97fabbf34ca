// How an operation is played: what the world needs before, and what is sent beside the examples.
import type { JsonObject } from '../json.ts';
import type { Setup } from './setups.ts';
import type { Names } from './substitution.ts';
import type { WorldWishes } from './world.ts';

export interface Play {
  /** Over those of the table. */
  readonly names?: Names;
  readonly world?: WorldWishes;
  /** Brings the resource into the state that the operation needs; the names are those that only Azure gives. */
  readonly before?: Setup;
  /** Examples that need another world, by file. */
  readonly states?: Readonly<Record<string, Pick<Play, 'names' | 'world' | 'before'>>>;
  /** Examples that are refused, and may be: by file, the code and why. */
  readonly refused?: Readonly<Record<string, Refusal>>;
  /** Requests of the suite's own. */
  readonly own?: readonly Own[];
}

export interface Refusal {
  readonly code: string;
  readonly why: string;
}

export type Own =
  /** Where the file has no example at hand that the simulator takes. */
  | { readonly name: string; readonly values: JsonObject }
  /** An example with a merge patch over its body: null takes a member away. */
  | { readonly from: string; readonly patch: JsonObject; readonly why: string };

/** By the operation's ID. */
export type Plays = Readonly<Record<string, Play>>;

/** One play for operations that the versions of a service name differently, or that need the same. */
export function each(ids: string, play: Play = {}): Plays {
  return Object.fromEntries(
    ids
      .trim()
      .split(/\s+/)
      .map((id) => [id, play]),
  );
}

/** For an operation whose examples are not at hand: one request with these values. */
export function none(values: JsonObject = {}, state: Pick<Play, 'names' | 'world' | 'before'> = {}): Play {
  return { ...state, own: [{ name: 'a request of the suite', values }] };
}

export function refused(code: string, why: string, examples: readonly string[]): Readonly<Record<string, Refusal>> {
  return Object.fromEntries(examples.map((one) => [one, { code, why }]));
}
