// What clients can see of the world at one moment, as plain data: invariants read nothing else.
import type { Leftover } from '../../../simulator/kernel/exchange.ts';
import { arrayOf, at, isObject, stringOf, type Json, type JsonObject } from '../../../simulator/kernel/json.ts';

/** Things are known by their ARM ID or their URL, in lower case: names compare so, but for those of blobs. */
export type Key = string;

export interface Observation {
  /** Milliseconds. */
  readonly time: number;
  /** What a GET of each thing gives; what is not there is not in it. */
  readonly given: ReadonlyMap<Key, JsonObject>;
  readonly lists: readonly Listing[];
  /** What the control URL says the world holds. */
  readonly state: ReadonlyMap<Key, Json>;
  readonly leftovers: readonly Leftover[];
  readonly operations: readonly Operation[];
  readonly accesses: readonly Access[];
  /** Node counts of pools, as the service counts them. */
  readonly counts: ReadonlyMap<Key, JsonObject>;
}

export interface Listing {
  readonly url: string;
  /** Which things the list is of. */
  readonly holds: (key: Key) => boolean;
  readonly items: ReadonlyMap<Key, JsonObject>;
  /** Whether the items are what a GET gives; some lists show less. */
  readonly whole: boolean;
}

export interface Operation {
  readonly url: string;
  readonly method: string;
  /** What it is about. */
  readonly key: Key;
  /** The number of the step that started it. */
  readonly step: number;
  readonly outcome: 'InProgress' | 'Succeeded' | 'Failed' | 'unknown';
  /** Code and text of a failed one. */
  readonly error?: string;
  readonly output?: JsonObject;
}

/** A signed URL of a disk that was given out. */
export interface Access {
  readonly url: string;
  readonly key: Key;
  readonly readable: boolean;
}

export const EMPTY: Observation = {
  time: 0,
  given: new Map(),
  lists: [],
  state: new Map(),
  leftovers: [],
  operations: [],
  accesses: [],
  counts: new Map(),
};

export interface Thing {
  readonly key: Key;
  readonly body: JsonObject;
}

/** Which things are of a kind. */
export const PATTERNS = {
  vm: /\/virtualmachines\/[^/]+$/,
  disk: /\/microsoft\.compute\/disks\/[^/]+$/,
  snapshot: /\/snapshots\/[^/]+$/,
  image: /\/microsoft\.compute\/images\/[^/]+$/,
  gallery: /\/galleries\/[^/]+$/,
  definition: /\/galleries\/[^/]+\/images\/[^/]+$/,
  version: /\/versions\/[^/]+$/,
  account: /\/storageaccounts\/[^/]+$/,
  armContainer: /\/blobservices\/default\/containers\/[^/]+$/,
  batchAccount: /\/batchaccounts\/[^/]+$/,
  armPool: /\/batchaccounts\/[^/]+\/pools\/[^/]+$/,
  nic: /\/networkinterfaces\/[^/]+$/,
  group: /\/resourcegroups\/[^/]+$/,
  lock: /\/microsoft\.authorization\/locks\/[^/]+$/,
  pool: /^https:\/\/[^/]+\.batch\.azure\.com\/pools\/[^/]+$/,
  node: /^https:\/\/[^/]+\.batch\.azure\.com\/pools\/[^/]+\/nodes\/[^/]+$/,
  job: /^https:\/\/[^/]+\.batch\.azure\.com\/jobs\/[^/]+$/,
  task: /^https:\/\/[^/]+\.batch\.azure\.com\/jobs\/[^/]+\/tasks\/[^/]+$/,
  container: /^https:\/\/[^/]+\.blob\.core\.windows\.net\/[^/?]+$/,
  blob: /^https:\/\/[^/]+\.blob\.core\.windows\.net\/[^/]+\/[^?]+$/,
} as const;

export type KindName = keyof typeof PATTERNS;

export const KIND_NAMES = Object.keys(PATTERNS) as readonly KindName[];

const kinds = new Map<Key, KindName | undefined>();

export function kindOf(key: Key): KindName | undefined {
  if (!kinds.has(key)) {
    kinds.set(
      key,
      KIND_NAMES.find((name) => PATTERNS[name].test(key)),
    );
  }
  return kinds.get(key);
}

/** Every invariant asks for the things of some kind: they are sorted once for each observation. */
const sorted = new WeakMap<Observation['given'], ReadonlyMap<KindName | undefined, readonly Thing[]>>();

export function thingsOf({ given }: Pick<Observation, 'given'>, kind: KindName): readonly Thing[] {
  let byKind = sorted.get(given);
  if (byKind === undefined) {
    byKind = Map.groupBy(
      [...given].map(([key, body]) => ({ key, body })),
      ({ key }) => kindOf(key),
    );
    sorted.set(given, byKind);
  }
  return byKind.get(kind) ?? [];
}

export function keyOf(idOrUrl: string): Key {
  const blob = /^(https:\/\/[^/]+\.blob\.[^/]+\/[^/]+\/)(.+)$/i.exec(idOrUrl);
  return blob === null ? idOrUrl.toLowerCase() : `${(blob[1] ?? '').toLowerCase()}${blob[2] ?? ''}`;
}

/** Whether a thing is another one or lies in it. */
export function isWithin(key: Key, outer: Key): boolean {
  return key === outer || key.startsWith(`${outer}/`);
}

/** A text somewhere in a body; empty where there is none. */
export function textAt(body: Json | undefined, ...path: readonly (string | number)[]): string {
  return stringOf(at(body, ...path)) ?? '';
}

export function provisioningOf(body: JsonObject | undefined): string {
  return textAt(body, 'properties', 'provisioningState');
}

export function powerOf(vm: JsonObject | undefined): string {
  return statusOf(vm, 'PowerState/');
}

export function isGeneralized(vm: JsonObject | undefined): boolean {
  return statusOf(vm, 'OSState/') === 'generalized';
}

function statusOf(vm: JsonObject | undefined, prefix: string): string {
  const codes = arrayOf(at(vm, 'properties', 'instanceView', 'statuses')).map((one) => textAt(one, 'code'));
  return codes.find((code) => code.startsWith(prefix))?.slice(prefix.length) ?? '';
}

/** The managed disks of a VM, by key. */
export function disksOf(vm: JsonObject): readonly Key[] {
  const profile = at(vm, 'properties', 'storageProfile');
  return [at(profile, 'osDisk'), ...arrayOf(at(profile, 'dataDisks'))].flatMap(
    (disk) => stringOf(at(disk, 'managedDisk', 'id'))?.toLowerCase() ?? [],
  );
}

/** Bodies never change once they are seen, so their texts need to be made only once. */
const texts = new WeakMap<object, string>();

/** The same text for the same value, whatever the order of its members. */
export function canonical(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value, (_, one: Json) =>
    isObject(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one,
  );
  texts.set(value, text);
  return text;
}

/** Whether two values are the same as JSON has them: a member that is undefined is not there. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item: Json, index) => same(item, other[index] as Json));
  }
  if (!isObject(one) || !isObject(other)) return false;
  return [one, other].every((object) => Object.keys(object).every((name) => same(one[name], other[name])));
}

/** What was not so before, or was not looked at before. */
export function newIn(after: Observation, before: Observation): readonly Thing[] {
  return [...after.given].flatMap(([key, body]) => (before.given.get(key) === body ? [] : [{ key, body }]));
}

export function without(body: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
