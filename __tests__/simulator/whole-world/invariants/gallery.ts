// Image versions: replication region by region, and what may be made of what.
import {
  arrayOf,
  at,
  isObject,
  numberOf,
  objectOf,
  type Json,
  type JsonObject,
} from '../../../../simulator/kernel/json.ts';
import { normalise } from '../../../../simulator/kernel/regions.ts';
import { canonical, keyOf, kindOf, provisioningOf, textAt, thingsOf, type Key } from '../observation.ts';
import { acceptedAnswer, type Invariant } from '../step.ts';

function replicasOf(version: JsonObject | undefined): ReadonlyMap<string, string> {
  return new Map(
    arrayOf(at(version, 'properties', 'replicationStatus', 'summary')).map((one): [string, string] => [
      normalise(textAt(one, 'region')),
      textAt(one, 'state'),
    ]),
  );
}

function targetsOf(version: JsonObject): readonly JsonObject[] {
  return arrayOf(at(version, 'properties', 'publishingProfile', 'targetRegions')).map(objectOf);
}

const NEXT: Readonly<Record<string, readonly string[]>> = {
  absent: ['Replicating'],
  Replicating: ['Completed', 'Failed', 'absent'],
  Completed: ['absent'],
  Failed: ['Replicating', 'absent'],
};

export const replicasMoveAsDocumented: Invariant = {
  name: 'a region is Completed only after it was Replicating',
  check: ({ before, after }) =>
    thingsOf(after, 'version').flatMap(({ key, body }) => {
      const [old, now] = [replicasOf(before.given.get(key)), replicasOf(body)];
      return [...new Set([...old.keys(), ...now.keys()])].flatMap((region) => {
        const [from, to] = [old.get(region) ?? 'absent', now.get(region) ?? 'absent'];
        // A source that does not fit fails everywhere at once.
        const isUnfit = from === 'absent' && to === 'Failed';
        if (from === to || isUnfit || NEXT[from]?.includes(to) === true) return [];
        return [`${region} of ${key} goes from ${from} to ${to}`];
      });
    }),
};

export const homeComesFirst: Invariant = {
  name: 'other regions get a version only when its own region has it',
  check: ({ after }) =>
    thingsOf(after, 'version').flatMap(({ key, body }) => {
      const replicas = replicasOf(body);
      const isHome = replicas.get(normalise(textAt(body, 'location'))) === 'Completed';
      return !isHome && [...replicas.values()].includes('Completed') ? [key] : [];
    }),
};

export const aggregateAgrees: Invariant = {
  name: 'the aggregated state agrees with the regions',
  check: ({ after }) =>
    thingsOf(after, 'version').flatMap(({ key, body }) => {
      const states = [...replicasOf(body).values()];
      const expected = states.includes('Replicating')
        ? 'InProgress'
        : states.includes('Failed')
          ? 'Failed'
          : states.length > 0
            ? 'Completed'
            : 'Unknown';
      const found = textAt(body, 'properties', 'replicationStatus', 'aggregatedState');
      return found === expected ? [] : [`${key} is ${found}, not ${expected}`];
    }),
};

export const progressAgrees: Invariant = {
  name: 'the progress of a region agrees with its state',
  check: ({ after }) =>
    thingsOf(after, 'version').flatMap(({ key, body }) =>
      arrayOf(at(body, 'properties', 'replicationStatus', 'summary')).flatMap((one) => {
        const progress = numberOf(at(one, 'progress')) ?? -1;
        const isDone = textAt(one, 'state') === 'Completed';
        return progress >= 0 && progress <= 100 && isDone === (progress === 100) ? [] : [`${key}: ${canonical(one)}`];
      }),
    ),
};

export const succeededMeansEverywhere: Invariant = {
  name: 'a version is Succeeded only when every region is Completed',
  check: ({ after }) =>
    thingsOf(after, 'version').flatMap(({ key, body }) =>
      provisioningOf(body) === 'Succeeded' && [...replicasOf(body).values()].some((state) => state !== 'Completed')
        ? [`${key}: ${[...replicasOf(body)].join(' ')}`]
        : [],
    ),
};

export const replicasMatchTargets: Invariant = {
  name: 'replicas are where the version is published, and no more than allowed',
  check: ({ after }) =>
    thingsOf(after, 'version').flatMap(({ key, body }) => {
      const targets = targetsOf(body).map((one) => normalise(textAt(one, 'name')));
      const replicas = [...replicasOf(body).keys()];
      const counts = targetsOf(body).map((one) => numberOf(one['regionalReplicaCount']) ?? 0);
      return [
        ...(canonical([...targets].sort()) === canonical([...replicas].sort())
          ? []
          : [`${key} is published to ${targets.join(' ')}, and replicated to ${replicas.join(' ')}`]),
        ...(targets.includes(normalise(textAt(body, 'location'))) ? [] : [`${key} is not published to its own region`]),
        ...(counts.some((count) => count < 1) || counts.reduce((sum, count) => sum + count, 0) > 100
          ? [`${key} has ${counts.join(' ')} replicas`]
          : []),
      ];
    }),
};

const FIXED: readonly string[] = ['osType', 'osState', 'hyperVGeneration', 'architecture', 'identifier'];

export const definitionsStayWhatTheyAre: Invariant = {
  name: 'what an image definition is never changes',
  check: ({ before, after }) =>
    thingsOf(after, 'definition').flatMap(({ key, body }) => {
      const old = before.given.get(key);
      if (old === undefined) return [];
      return FIXED.filter(
        (name) => canonical(at(old, 'properties', name)) !== canonical(at(body, 'properties', name)),
      ).map((name) => `${name} of ${key}`);
    }),
};

/** Every ID that a body refers to, but for what it says to be its own. */
function referencesIn(value: Json | undefined): readonly Key[] {
  if (typeof value === 'string') return /^\/subscriptions\/[^/]+\/resourcegroups\//i.test(value) ? [keyOf(value)] : [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
}

function isUsable(key: Key, state: string): boolean {
  if (state === 'Succeeded' || state === '') return true;
  switch (kindOf(key)) {
    // A version can be used in a region before the others have it, and in spite of one that failed; of a definition nothing
    // is used but its versions.
    case 'version':
    case 'definition':
      return state !== 'Deleting';
    case 'vm':
      return state === 'Failed';
    default:
      return false;
  }
}

export const nothingOfWhatIsGone: Invariant = {
  name: 'nothing is made of what is absent, unfinished or being deleted',
  check: (step) => {
    const { happening, before } = step;
    if (happening.kind !== 'request' || acceptedAnswer(step) === undefined) return [];
    const { asked, about } = happening.request;
    const isNew = !before.given.has(about);
    if (Buffer.isBuffer(asked.body) || (asked.method !== 'PUT' && asked.method !== 'POST') || !isNew) return [];
    return referencesIn(asked.body).flatMap((key) => {
      const source = before.given.get(key);
      if (source === undefined) return [`${about} of ${key}, which is not there`];
      const state = provisioningOf(source);
      return isUsable(key, state) ? [] : [`${about} of ${key}, which is ${state}`];
    });
  },
};

export const GALLERY: readonly Invariant[] = [
  replicasMoveAsDocumented,
  homeComesFirst,
  aggregateAgrees,
  progressAgrees,
  succeededMeansEverywhere,
  replicasMatchTargets,
  definitionsStayWhatTheyAre,
  nothingOfWhatIsGone,
];
