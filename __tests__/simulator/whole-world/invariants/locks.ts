// Locks: what is locked is not written, and not deleted, not even along with something else.
import { isWithin, textAt, thingsOf, type Key, type Observation } from '../observation.ts';
import { acceptedAnswer, type Invariant } from '../step.ts';

function locksIn(
  observation: Observation,
): readonly { readonly scope: Key; readonly level: string; readonly key: Key }[] {
  return thingsOf(observation, 'lock').map(({ key, body }) => ({
    key,
    scope: key.slice(0, key.lastIndexOf('/providers/microsoft.authorization/')),
    level: textAt(body, 'properties', 'level'),
  }));
}

export const locksStopRequests: Invariant = {
  name: 'ARM takes no write of what is locked against it',
  check: (step) => {
    const { happening, before } = step;
    if (happening.kind !== 'request' || acceptedAnswer(step) === undefined) return [];
    const { asked, about } = happening.request;
    if (asked.audience !== 'arm' || asked.method === 'GET' || about.includes('/locks/')) return [];
    const deletes = asked.method === 'DELETE';
    return locksIn(before)
      .filter(({ scope, level }) =>
        deletes ? isWithin(about, scope) || isWithin(scope, about) : level === 'ReadOnly' && isWithin(about, scope),
      )
      .map(({ key }) => `${asked.method} ${about} in spite of ${key}`);
  },
};

export const lockedStays: Invariant = {
  name: 'what is locked does not go',
  check: ({ before, after }, { appeared, endings }) =>
    locksIn(before).flatMap(({ key, scope }) => {
      const since = appeared.get(key) ?? 0;
      // A deletion that was under way when the lock came goes on.
      const wasDoomed = endings.some((one) => one.step < since && isWithin(scope, one.key));
      return after.given.has(scope) || !after.given.has(key) || wasDoomed ? [] : [scope];
    }),
};

export const LOCKS: readonly Invariant[] = [locksStopRequests, lockedStays];
