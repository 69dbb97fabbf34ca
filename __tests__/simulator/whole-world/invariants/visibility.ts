// What is there: lists, GETs and the control URL agree, children have parents, nothing comes or goes by itself.
import { at, isObject, objectOf, type Json, type JsonObject } from '../../../../simulator/kernel/json.ts';
import {
  canonical,
  isWithin,
  keyOf,
  kindOf,
  PATTERNS,
  same,
  without,
  type Key,
  type KindName,
  type Observation,
} from '../observation.ts';
import { blobHost } from '../names.ts';
import type { History, Invariant, Step } from '../step.ts';

function now(name: string, check: (after: Observation) => readonly string[]): Invariant {
  return { name, check: ({ after }) => check(after) };
}

export const listsGiveWhatIsThere = now('what is listed can be got', ({ lists, given }) =>
  lists.flatMap(({ url, items }) =>
    [...items.keys()].filter((key) => !given.has(key)).map((key) => `${key} in ${url}`),
  ),
);

export const whatIsThereIsListed = now('what can be got is listed', ({ lists, given }) =>
  lists.flatMap(({ url, items, holds }) =>
    [...given.keys()].filter((key) => holds(key) && !items.has(key)).map((key) => `${key} is not in ${url}`),
  ),
);

export const listsAgree: Invariant = {
  name: 'a list shows what a GET shows',
  check: ({ before, after }) => {
    const known = new Set(before.lists);
    return after.lists.flatMap((list) =>
      [...list.items].flatMap(([key, item]) => {
        const body = after.given.get(key);
        // What was compared before needs no comparison again.
        if (body === undefined || (known.has(list) && before.given.get(key) === body)) return [];
        const isSame = list.whole
          ? same(listed(item), listed(body))
          : Object.entries(item).every(([name, value]) => same(body[name], value));
        return isSame ? [] : [`${key} in ${list.url}: ${canonical(item)} but ${canonical(body)}`];
      }),
    );
  },
};

/** Lists leave out what a GET shows only when asked. */
function listed(body: JsonObject): JsonObject {
  if (!isObject(body['properties'])) return body;
  return { ...body, properties: without(body['properties'], 'instanceView', 'replicationStatus') };
}

/** Tasks are shown in their jobs, and some things only by their own service. */
const NOT_IN_STATE: readonly KindName[] = ['armPool', 'armContainer', 'task'];

export const stateShowsWhatIsThere = now(
  'the control URL shows what can be got, and nothing else',
  ({ state, given }) => [
    ...[...given.keys()]
      .filter((key) => !state.has(key) && !NOT_IN_STATE.some((kind) => PATTERNS[kind].test(key)))
      .map((key) => `${key} is not in the state`),
    ...[...state.keys()]
      .filter((key) => kindOf(key) !== undefined && !given.has(key))
      .map((key) => `${key} is only there`),
    ...[...state.keys()]
      .filter((key) => key.startsWith('https://') && kindOf(key) === undefined)
      .map((key) => `${key}?`),
  ],
);

/** How far a thing is must be the same wherever one looks. */
const STATES = ['provisioningState', 'diskState'] as const;

export const statesAgree: Invariant = {
  name: 'the control URL and a GET show the same states',
  check: ({ before, after }) =>
    [...after.given].flatMap(([key, body]) => {
      const state = after.state.get(key);
      // What was compared before needs no comparison again.
      if (before.given.get(key) === body && before.state.get(key) === state) return [];
      return STATES.flatMap((name) => {
        const [shown, got] = [state, body].map((one): Json | undefined => at(one, 'properties', name));
        return shown === undefined || shown === got
          ? []
          : [`${name} of ${key} is ${canonical(got)}, in the state ${canonical(shown)}`];
      });
    }),
};

/** The thing that another one cannot be there without. */
function parentOf(key: Key, given: Observation['given']): Key | undefined {
  const kind = kindOf(key);
  if (kind === undefined || kind === 'group') return undefined;
  if (kind === 'lock') return key.slice(0, key.lastIndexOf('/providers/microsoft.authorization/'));
  if (kind === 'container') return [...given.keys()].find((one) => isAccountOf(one, key)) ?? `the account of ${key}`;
  if (kind === 'pool' || kind === 'job') {
    return [...given.keys()].find((one) => PATTERNS.batchAccount.test(one)) ?? `the account of ${key}`;
  }
  if (kind === 'blob') return key.split('/').slice(0, 4).join('/');
  if (kind === 'armContainer') return key.slice(0, key.indexOf('/blobservices/'));
  const levels = key.split('/');
  if (['definition', 'version', 'armPool', 'node', 'task'].includes(kind)) return levels.slice(0, -2).join('/');
  return levels.slice(0, 5).join('/');
}

function isAccountOf(account: Key, container: Key): boolean {
  return PATTERNS.account.test(account) && container.startsWith(`${blobHost(account)}/`);
}

export const childrenHaveParents = now('nothing is there without what it lies in', ({ given }) =>
  [...given.keys()].flatMap((key) => {
    const parent = parentOf(key, given);
    return parent === undefined || given.has(parent) ? [] : [`${key} without ${parent}`];
  }),
);

export const leftoversAreThere = now('what is left over is there', ({ leftovers, given }) =>
  leftovers.map(({ id }) => keyOf(id)).filter((key) => !given.has(key)),
);

/** Nodes come with resizes, automatic pools go with their jobs, and a capture writes its blobs when it ends. */
function comesByItself(key: Key): boolean {
  return PATTERNS.node.test(key) || /\.net\/system(?:\/|$)/.test(key) || /\/containers\/system$/.test(key);
}

export const nothingComesByItself: Invariant = {
  name: 'nothing comes to be there without a request',
  check: ({ happening, before, after }) =>
    happening.kind === 'request'
      ? []
      : [...after.given.keys()].filter((key) => !before.given.has(key) && !comesByItself(key)),
};

export const nothingGoesByItself: Invariant = {
  name: 'nothing goes that no request has ended since it came',
  check: (step, history) =>
    step.happening.kind === 'request'
      ? []
      : [...step.before.given.keys()].filter((key) => !step.after.given.has(key) && !mayGo(key, step, history)),
};

function mayGo(key: Key, { before, after }: Step, { appeared, endings }: History): boolean {
  const since = appeared.get(key) ?? 0;
  if (endings.some((ending) => ending.step > since && isWithin(key, ending.key))) return true;
  if (PATTERNS.node.test(key)) return objectOf(before.given.get(key))['state'] === 'leavingpool';
  // A group that is being deleted takes along what still comes to the accounts in it.
  const groups = before.operations.filter((one) => one.outcome === 'InProgress' && PATTERNS.group.test(one.key));
  const takesAlong = (group: Key): boolean => key.startsWith('https://') || isWithin(key, group);
  if (groups.some((one) => one.method === 'DELETE' && takesAlong(one.key))) return true;
  // What could not be made is not there.
  if (after.operations.some((one) => one.key === key && one.method === 'PUT' && one.outcome === 'Failed')) return true;
  return /\/pools\/auto_/.test(key);
}

export const VISIBILITY: readonly Invariant[] = [
  listsGiveWhatIsThere,
  whatIsThereIsListed,
  listsAgree,
  stateShowsWhatIsThere,
  statesAgree,
  childrenHaveParents,
  leftoversAreThere,
  nothingComesByItself,
  nothingGoesByItself,
];
