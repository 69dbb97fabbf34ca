// What a sequence remembers of its steps for the invariants that look further back than one step.
import { objectOf, stringOf, type JsonObject } from '../../../simulator/kernel/json.ts';
import { BATCH, BATCH_URL, blobHost } from './names.ts';
import {
  canonical,
  disksOf,
  isWithin,
  keyOf,
  newIn,
  PATTERNS,
  without,
  type Key,
  type Observation,
} from './observation.ts';
import { isAcceptedWrite, type History, type Step } from './step.ts';

export function emptyHistory(): History {
  return { appeared: new Map(), endings: [], tagged: new Map() };
}

export function afterStep(history: History, step: Step): History {
  const seen = newIn(step.after, step.before);
  const appeared = seen.flatMap(({ key }): [Key, number][] => (step.before.given.has(key) ? [] : [[key, step.number]]));
  const tagged = seen.flatMap(({ key, body }): [string, string][] => {
    const etag = etagOf(body);
    return etag === undefined ? [] : [[`${key} ${etag}`, versioned(key, body)]];
  });
  return {
    appeared: appeared.length === 0 ? history.appeared : new Map([...history.appeared, ...appeared]),
    tagged: tagged.length === 0 ? history.tagged : new Map([...history.tagged, ...tagged]),
    endings: [...history.endings, ...endingsOf(step)],
  };
}

export function etagOf(body: JsonObject | undefined): string | undefined {
  return stringOf(body?.['eTag']) ?? stringOf(body?.['etag']);
}

/** What changes by itself in the life of a pool, job or blob, and moves no ETag. */
const LIFE = [
  ...['state', 'stateTransitionTime', 'previousState', 'previousStateTransitionTime', 'executionInfo'],
  ...['allocationState', 'allocationStateTransitionTime', 'resizeErrors', 'autoScaleRun'],
  ...['currentDedicatedNodes', 'currentLowPriorityNodes'],
];
const LEASE = /^x-ms-(?:lease|copy)-/;

/** The part of a thing that its ETag stands for. */
export function versioned(key: Key, body: JsonObject): string {
  if (PATTERNS.armPool.test(key)) {
    const { properties } = body;
    const lived = [...LIFE, 'provisioningState', 'provisioningStateTransitionTime', 'resizeOperationStatus'];
    return canonical({ ...body, properties: without(objectOf(properties), ...lived) });
  }
  if (PATTERNS.task.test(key)) return canonical(body);
  if (PATTERNS.blob.test(key)) {
    return canonical(Object.fromEntries(Object.entries(body).filter(([name]) => !LEASE.test(name))));
  }
  return canonical(without(body, ...LIFE));
}

/** What an accepted request is the end of, at once or later. */
function endingsOf(step: Step): History['endings'] {
  const { happening, before, number } = step;
  if (happening.kind !== 'request' || happening.request.asked.method !== 'DELETE' || !isAcceptedWrite(step)) return [];
  const { about } = happening.request;
  const inGroup = [...before.given.keys()].filter((key) => isWithin(key, about));
  return [about, ...inGroup].flatMap((key) => alsoEnding(key, before)).map((key) => ({ key, step: number }));
}

/** A thing, and what is known by other names but goes with it. */
function alsoEnding(key: Key, before: Observation): readonly Key[] {
  if (PATTERNS.vm.test(key)) return [key, ...disksOf(before.given.get(key) ?? {})];
  if (PATTERNS.account.test(key)) return [key, blobHost(key)];
  if (PATTERNS.batchAccount.test(key)) return [key, BATCH_URL];
  if (PATTERNS.armPool.test(key)) return [key, `${BATCH_URL}/pools/${nameOf(key)}`];
  if (PATTERNS.pool.test(key)) return [key, keyOf(`${BATCH}/pools/${nameOf(key)}`)];
  if (PATTERNS.container.test(key)) {
    const account = [...before.given.keys()].find((one) => PATTERNS.account.test(one) && key.startsWith(blobHost(one)));
    return [key, `${account ?? ''}/blobservices/default/containers/${nameOf(key)}`];
  }
  return [key];
}

function nameOf(key: Key): string {
  return key.split('/').at(-1) ?? '';
}
