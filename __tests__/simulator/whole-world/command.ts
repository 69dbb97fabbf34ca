// What a command is: a kind with a name, and plans of it that decide, when their turn comes, which request to send.
import fc from 'fast-check';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { armUrl, batchUrl } from './looking.ts';
import { BATCH_URL, HOME } from './names.ts';
import { keyOf, provisioningOf, textAt, type Key, type Observation } from './observation.ts';
import type { Request } from './step.ts';
import type { Asked } from './world.ts';

/** What a plan may look at when its turn comes. */
export interface View {
  readonly now: Observation;
  /** Accepted PUTs of the sequence so far, the last one of each thing. */
  readonly puts: readonly Request[];
}

export interface Plan {
  /** For the report of a failure. */
  readonly label: string;
  /** Undefined where there is nothing to ask it about. */
  readonly request: (view: View) => Request | undefined;
}

export interface CommandKind {
  readonly name: string;
  readonly plans: fc.Arbitrary<Plan>;
  /** How much more often than others it is drawn. */
  readonly weight?: number;
  /** Some requests cannot be refused, whatever the state of the world. */
  readonly isNeverRefused?: true;
  /** Which conditions it takes: If-Match, or If-None-Match too. */
  readonly conditions?: 'match' | 'all';
  /** The simulator says that it does not know this: it never succeeds. */
  readonly isUnsimulated?: true;
}

/** A kind whose plans follow from a drawn value. */
export function command<T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  request: (value: T, view: View) => Request | undefined,
  more: Omit<CommandKind, 'name' | 'plans'> = {},
): CommandKind {
  const plans = drawn.map((value) => ({
    label: `${name} ${fc.stringify(value)}`,
    request: (view: View) => request(value, view),
  }));
  return { name, plans, ...more };
}

/** Which of some names a command is about: mostly one that is there, and in a state that suits the command. */
export interface Choice {
  readonly index: number;
  /** Any name at all. */
  readonly any: boolean;
}

export const choices: fc.Arbitrary<Choice> = fc.record({
  index: fc.nat({ max: 11 }),
  any: fc.constantFrom(false, false, false, true),
});

export function chosen(
  { index, any }: Choice,
  names: readonly string[],
  { now }: View,
  suits: (body: JsonObject) => boolean = () => true,
  key: (name: string) => Key = keyOf,
): string {
  const there = names.filter((name) => now.given.has(key(name)));
  const suiting = there.filter((name) => suits(now.given.get(key(name)) ?? {}));
  const from = any ? names : ([suiting, there].find((some) => some.length > 0) ?? names);
  return from[index % from.length] ?? '';
}

/** Some names, of what they are, and in which state it suits a command. */
export interface Names {
  readonly names: readonly string[];
  readonly key: (name: string) => Key;
  readonly suits?: ((body: JsonObject) => boolean) | undefined;
}

/** A kind that is about one of some names, as `chosen` chooses it, and has a drawn value beside. */
export function commandOnOne<T>(
  name: string,
  { names, key, suits }: Names,
  drawn: fc.Arbitrary<T>,
  request: (chosenName: string, value: T) => Request,
  more: Omit<CommandKind, 'name' | 'plans'>,
): CommandKind {
  const choosing: fc.Arbitrary<{ readonly choice: Choice; readonly value: T }> = fc.record({
    choice: choices,
    value: drawn,
  });
  return command(
    name,
    choosing,
    ({ choice, value }, view) => request(chosen(choice, names, view, suits, key), value),
    more,
  );
}

/** A name for something new: mostly one that is not taken. */
export function fresh({ index, any }: Choice, names: readonly string[], { now }: View, key = keyOf): string {
  const free = names.filter((name) => !now.given.has(key(name)));
  const from = any || free.length === 0 ? names : free;
  return from[index % from.length] ?? '';
}

export const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

export function arm(method: string, id: string, body?: JsonObject, action = ''): Asked {
  return { method, url: armUrl(`${id}${action}`), audience: 'arm', ...(body && { body }) };
}

export function batch(method: string, path: string, body?: JsonObject): Asked {
  return { method, url: batchUrl(path), audience: 'batch', ...(body && { body }) };
}

export function storage(method: string, url: string, headers: Readonly<Record<string, string>> = {}): Asked {
  return { method, url, audience: 'storage', headers };
}

export function armPut(id: string, body: JsonObject, more: Omit<Partial<Request>, 'asked' | 'about'> = {}): Request {
  const about = keyOf(id);
  return { asked: arm('PUT', id, body), about, effect: mustBeThere(about), ...more };
}

export function armDelete(id: string, more: Omit<Partial<Request>, 'asked' | 'about'> = {}): Request {
  return { asked: arm('DELETE', id), about: keyOf(id), effect: mustGo(keyOf(id)), ...more };
}

/** A change of the tags of a resource, and nothing else. */
export function tagged(id: string, mark: string): Request {
  const about = keyOf(id);
  return {
    asked: arm('PATCH', id, { tags: { mark } }),
    about,
    effect: (after) =>
      textAt(after.given.get(about), 'tags', 'mark') === mark ? undefined : `${about} is not tagged ${mark}`,
  };
}

export function located(properties: JsonObject, tag = ''): JsonObject {
  return { location: HOME, properties, ...(tag !== '' && { tags: { mark: tag } }) };
}

export function mustBeThere(...keys: readonly Key[]): NonNullable<Request['effect']> {
  return (after) => {
    const absent = keys.find((key) => !after.given.has(key));
    return absent === undefined ? undefined : `${absent} is not there`;
  };
}

/** Gone, or on its way. */
export function mustGo(key: Key): NonNullable<Request['effect']> {
  return (after) => {
    const body = after.given.get(key);
    if (body === undefined || provisioningOf(body) === 'Deleting' || body['state'] === 'deleting') return undefined;
    return `${key} is neither gone nor being deleted`;
  };
}

export const poolKey = (id: string): Key => keyOf(`${BATCH_URL}/pools/${id}`);
export const jobKey = (id: string): Key => keyOf(`${BATCH_URL}/jobs/${id}`);
