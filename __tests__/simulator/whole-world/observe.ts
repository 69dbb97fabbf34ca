// Looks at the world as a client does. What cannot have changed since the last look is not asked for again: a GET is
// repeated when the control URL shows another body, when the last request was about the thing, or when the thing is on the move.
import { at, objectOf, stringOf, type Json, type JsonObject } from '../../../simulator/kernel/json.ts';
import { countsIn, LOOKING, nodeCounts, trackedResources, type List } from './looking.ts';
import { BATCH } from './names.ts';
import {
  kindOf,
  keyOf,
  KIND_NAMES,
  same,
  textAt,
  type Access,
  type Key,
  type KindName,
  type Listing,
  type Observation,
  type Operation,
} from './observation.ts';
import type { Answer, WholeWorld } from './world.ts';

/** What a run has started or been given, to be looked at from then on. */
export interface Watched {
  /** Things that a request was about, whether they are there or not. */
  readonly mentioned: ReadonlySet<Key>;
  readonly operations: readonly Omit<Operation, 'outcome' | 'error' | 'output'>[];
}

/** What the answers about a kind depend on that the control URL does not show with the thing itself. */
const DEPENDS: Readonly<Partial<Record<KindName, readonly KindName[]>>> = {
  nic: ['vm'],
  armPool: ['pool', 'node'],
  armContainer: ['container', 'account'],
  task: ['job', 'node', 'pool'],
};
/** What node counts depend on. */
const COUNTED: readonly KindName[] = ['batchAccount', 'pool', 'node'];

/** `asked` are the things that the last request was about; without `last` everything is looked at. */
export async function observe(
  world: WholeWorld,
  watched: Watched,
  last: Observation | undefined,
  asked: readonly Key[],
): Promise<Observation> {
  const time = world.clock.now().getTime();
  const state = new Map(Object.entries(world.state()).map(([id, body]) => [keyOf(id), body ?? null]));
  const changed = changes(state, last, asked);
  const stale = staleKinds(changed, last);
  const there = [...state.keys()];
  const isTracked = [...changed].some((key) => key.startsWith('/'));
  const lists = await Promise.all([
    ...KIND_NAMES.flatMap((kind) =>
      LOOKING[kind].lists(there).map((list) => readList(world, list, stale.has(kind), last)),
    ),
    ...trackedResources(there).map((list) => readList(world, list, isTracked, last)),
  ]);
  for (const key of movedIn(lists, last)) changed.add(key);
  const candidates = new Set<Key>([...there, ...watched.mentioned, ...changed, ...(last?.given.keys() ?? [])]);
  const given = new Map<Key, JsonObject>();
  await Promise.all(
    [...candidates].map(async (key) => {
      const kind = kindOf(key);
      if (kind === undefined) return;
      const before = last?.given.get(key);
      // No list shows interfaces.
      const isHidden = kind === 'nic' && stale.has(kind);
      const isKnown = last !== undefined && !changed.has(key) && !isHidden && !isOnTheMove(before);
      const body = isKnown ? before : await get(world, key, kind, state);
      if (body !== undefined) given.set(key, before !== undefined && same(before, body) ? before : body);
    }),
  );
  const isCountStale = COUNTED.some((kind) => stale.has(kind));
  const operations = await Promise.all(watched.operations.map((one) => poll(world, one, last)));
  return {
    time,
    state,
    given,
    lists,
    leftovers: world.leftovers(),
    counts: last !== undefined && !isCountStale ? last.counts : await count(world, state),
    operations,
    accesses: await Promise.all(
      accessesOf(operations).map(async (one) => {
        const known = last?.accesses.find(({ url }) => url === one.url);
        // An access that has ended comes back only with the disk.
        return known?.readable === false && !changed.has(one.key) ? known : access(world, one);
      }),
    ),
  };
}

function changes(state: Observation['state'], last: Observation | undefined, asked: readonly Key[]): Set<Key> {
  const changed = new Set<Key>(asked);
  for (const [key, body] of state) if (!same(body, last?.state.get(key))) changed.add(key);
  for (const key of last?.state.keys() ?? []) if (!state.has(key)) changed.add(key);
  return changed;
}

/** What the lists show otherwise than they did, or no longer. */
function movedIn(lists: readonly Listing[], last: Observation | undefined): readonly Key[] {
  const urls = new Set([...lists, ...(last?.lists ?? [])].map(({ url }) => url));
  return [...urls].flatMap((url) => {
    const [former, now] = [last?.lists, lists].map((some) => some?.find((one) => one.url === url)?.items);
    if (former === now) return [];
    const keys = new Set([...(former?.keys() ?? []), ...(now?.keys() ?? [])]);
    return [...keys].filter((key) => !same(former?.get(key), now?.get(key)));
  });
}

function staleKinds(changed: ReadonlySet<Key>, last: Observation | undefined): ReadonlySet<KindName> {
  if (last === undefined) return new Set(KIND_NAMES);
  const causes = new Set<KindName>([...changed].flatMap((key) => kindOf(key) ?? []));
  return new Set(KIND_NAMES.filter((kind) => [kind, ...(DEPENDS[kind] ?? [])].some((cause) => causes.has(cause))));
}

/** Copies of blobs and the replication of versions go on with time alone. */
function isOnTheMove(body: JsonObject | undefined): boolean {
  const aggregated = textAt(body, 'properties', 'replicationStatus', 'aggregatedState');
  return body?.['x-ms-copy-status'] === 'pending' || aggregated === 'InProgress' || aggregated === 'Unknown';
}

async function count(world: WholeWorld, state: Observation['state']): Promise<Observation['counts']> {
  return state.has(keyOf(BATCH)) ? countsIn(await world.look(nodeCounts())) : new Map();
}

async function readList(world: WholeWorld, list: List, isStale: boolean, last?: Observation): Promise<Listing> {
  const { asked, holds, whole } = list;
  const known = last?.lists.find((one) => one.url === asked.url);
  if (known !== undefined && !isStale) return known;
  const answer = await world.look(asked);
  return { url: asked.url, holds, whole, items: answer.status === 200 ? list.items(answer) : new Map() };
}

async function get(
  world: WholeWorld,
  key: Key,
  kind: KindName,
  state: Observation['state'],
): Promise<JsonObject | undefined> {
  const answer = await world.look(LOOKING[kind].get(key));
  if (answer.status === 200) return LOOKING[kind].body(answer);
  // Without its account there is nobody to ask.
  const isServed = /\.blob\./.test(key) ? isMade(state.get(accountKeyOf(key, state))) : state.has(keyOf(BATCH));
  if (answer.status !== 404 && (isServed || !key.startsWith('https://'))) {
    throw new Error(`GET ${key} answers ${answer.status}: ${answer.text}`);
  }
  return undefined;
}

function isMade(account: Json | undefined): boolean {
  return account !== undefined && textAt(account, 'properties', 'provisioningState') !== 'ResolvingDNS';
}

function accountKeyOf(url: Key, state: Observation['state']): Key {
  const name = /^https:\/\/([^.]+)\./.exec(url)?.[1] ?? '';
  return [...state.keys()].find((key) => key.endsWith(`/storageaccounts/${name}`)) ?? '';
}

async function poll(
  world: WholeWorld,
  operation: Watched['operations'][number],
  last: Observation | undefined,
): Promise<Operation> {
  const known = last?.operations.find((one) => one.url === operation.url);
  if (known !== undefined && known.outcome !== 'InProgress') return known;
  const answer = await world.look({ method: 'GET', url: operation.url, audience: 'arm' });
  return { ...operation, ...outcomeOf(answer) };
}

/** Of a URL that tells the state, and of one that tells the result. */
function outcomeOf({ status, body }: Answer): Pick<Operation, 'outcome' | 'error' | 'output'> {
  const told = stringOf(body['status']);
  const error = `${stringOf(at(body, 'error', 'code')) ?? ''} ${stringOf(at(body, 'error', 'message')) ?? ''}`;
  if (status === 200 && told === 'InProgress') return { outcome: told };
  if (status === 200 && told === 'Succeeded')
    return { outcome: told, output: objectOf(at(body, 'properties', 'output')) };
  if (status === 200 && told === 'Failed') return { outcome: 'Failed', error };
  if (status === 202) return { outcome: 'InProgress' };
  if (status === 200 || status === 204) return { outcome: 'Succeeded' };
  return body['error'] === undefined ? { outcome: 'unknown' } : { outcome: 'Failed', error };
}

/** The signed URLs that operations have given out; a second request for access gives the same one. */
function accessesOf(operations: readonly Operation[]): readonly Omit<Access, 'readable'>[] {
  const urls = new Map<string, Key>();
  for (const { key, output } of operations) {
    const url = stringOf(output?.['accessSAS']);
    if (url !== undefined) urls.set(url, key);
  }
  return [...urls].map(([url, key]) => ({ url, key }));
}

async function access(world: WholeWorld, one: Omit<Access, 'readable'>): Promise<Access> {
  const answer = await world.look({ method: 'HEAD', url: one.url, audience: 'none' });
  return { ...one, readable: answer.status === 200 };
}
