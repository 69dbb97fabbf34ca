// Changing a pool that exists: some properties any time, the image and what goes with it only while the pool is empty.
import { isObject, objectOf } from '../kernel/json.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { Principal } from '../kernel/world.ts';
import type { AccountFacts } from './account.ts';
import { checkImage } from './image.ts';
import { checkConfiguration, checkSlots, imagePlace, imageReferenceOf } from './pool-rules.ts';
import type { Places } from './pool-rules.ts';
import { requireEmpty } from './pools.ts';
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

export function patchPool(
  state: BatchState,
  facts: AccountFacts,
  pool: Pool,
  patch: JsonObject,
  by: { readonly caller: Principal | undefined; readonly places: Places },
): void {
  if (Object.keys(patch).some((name) => !ANY_TIME.has(name))) requireEmpty(pool);
  if (Array.isArray(patch.applicationPackageReferences) && patch.applicationPackageReferences.length > 0) {
    throw refusal('InvalidApplicationPackageReferences');
  }
  const next = merged(pool.definition, patch);
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
    checkImage(state.world, facts, by.caller, imageReferenceOf(next), imagePlace(by.places));
  }
  pool.definition = next;
  touch(state, pool);
}

/** Lists and the start task are replaced whole; the VM configuration is replaced property by property. */
function merged(definition: JsonObject, patch: JsonObject): JsonObject {
  const next: Record<string, Json | undefined> = { ...definition, ...patch };
  if (isObject(patch.virtualMachineConfiguration)) {
    next.virtualMachineConfiguration = {
      ...objectOf(definition.virtualMachineConfiguration),
      ...patch.virtualMachineConfiguration,
    };
  }
  // An empty start task takes the present one away.
  return isObject(patch.startTask) && Object.keys(patch.startTask).length === 0 ? without(next, 'startTask') : next;
}
