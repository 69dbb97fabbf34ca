// Changing a pool that exists: some properties any time, the image and what goes with it only while the pool is empty.
import { isObject, objectOf } from '../kernel/json.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { Principal } from '../kernel/world.ts';
import type { AccountFacts } from './account.ts';
import { checkImage } from './image.ts';
import { checkConfiguration, checkSlots, imagePlace, imageReferenceOf } from './pool-rules.ts';
import type { Places } from './pool-rules.ts';
import { POOL_DEFAULTS, requireEmpty } from './pools.ts';
import { invalidValue, refusal } from './refusals.ts';
import { touch } from './state.ts';
import type { BatchState, Pool } from './state.ts';
import { vmSize } from './vm-sizes.ts';
import { without } from './without.ts';

/** These may change while nodes exist; new nodes, and restarted ones, take them up. */
const ANY_TIME = new Set([
  'startTask',
  'applicationPackageReferences',
  'metadata',
  'targetNodeCommunicationMode',
  'upgradePolicy',
]);

interface Patcher {
  readonly caller: Principal | undefined;
  readonly places: Places;
  /** The VM configuration of the patch is a whole one (ARM), or what differs (data plane). */
  readonly configuration: 'whole' | 'partial';
}

export function patchPool(state: BatchState, facts: AccountFacts, pool: Pool, patch: JsonObject, by: Patcher): void {
  if (Object.keys(patch).some((name) => !ANY_TIME.has(name))) requireEmpty(pool);
  if (Array.isArray(patch.applicationPackageReferences) && patch.applicationPackageReferences.length > 0) {
    throw refusal('InvalidApplicationPackageReferences');
  }
  const next = merged(pool.definition, patch, by.configuration);
  const size = typeof next.vmSize === 'string' ? vmSize(next.vmSize) : undefined;
  if (size === undefined) {
    throw invalidValue(
      by.places('vmSize'),
      JSON.stringify(next.vmSize),
      'The specified VM size is not supported in the region of the account.',
    );
  }
  checkSlots(next, Math.min(4 * size.vCpus, 256), by.places);
  if (patch.virtualMachineConfiguration !== undefined) {
    checkConfiguration(next, by.places);
    const reference = imageReferenceOf(next);
    checkImage(state.world, facts, by.caller, reference, imagePlace(by.places, reference));
  }
  pool.definition = next;
  touch(state, pool);
}

/** A replacement (ARM's PUT): what it leaves out is gone, what it repeats is no change. */
export function replacePool(
  state: BatchState,
  facts: AccountFacts,
  pool: Pool,
  body: JsonObject,
  by: Pick<Patcher, 'caller' | 'places'>,
): void {
  const before = { ...POOL_DEFAULTS, ...pool.definition };
  const after = { ...POOL_DEFAULTS, ...body };
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changes = [...names].filter((name) => comparable(before[name]) !== comparable(after[name]));
  if (changes.some((name) => !ANY_TIME.has(name))) requireEmpty(pool);
  if (changes.includes('virtualMachineConfiguration')) {
    const reference = imageReferenceOf(body);
    checkImage(state.world, facts, by.caller, reference, imagePlace(by.places, reference));
  }
  pool.definition = body;
  touch(state, pool);
}

/** Values compare whatever the order of their properties, and IDs and sizes whatever their case. */
function comparable(value: Json | undefined): string {
  const sorted = (one: Json | undefined): Json => {
    if (Array.isArray(one)) return one.map(sorted);
    if (typeof one === 'string') return one.toLowerCase();
    if (!isObject(one)) return one ?? null;
    const members = Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
  };
  return JSON.stringify(sorted(value));
}

/** Lists and the start task are replaced whole; a partial VM configuration is taken over property by property. */
function merged(definition: JsonObject, patch: JsonObject, configuration: Patcher['configuration']): JsonObject {
  const next: Record<string, Json | undefined> = { ...definition, ...patch };
  if (configuration === 'partial' && isObject(patch.virtualMachineConfiguration)) {
    next.virtualMachineConfiguration = {
      ...objectOf(definition.virtualMachineConfiguration),
      ...patch.virtualMachineConfiguration,
    };
  }
  // An empty start task takes the present one away.
  return isObject(patch.startTask) && Object.keys(patch.startTask).length === 0 ? without(next, 'startTask') : next;
}
