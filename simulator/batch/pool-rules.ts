// What a pool's body must satisfy beyond its shape, whichever plane it came through.
import { arrayOf, at, numberOf, objectOf, stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import type { AccountFacts } from './account.ts';
import { checkReference } from './image.ts';
import { invalidValue, missingProperty, refusal } from './refusals.ts';
import { sharedReferenceIn } from './shared-image.ts';
import { nodeAgent, marketplaceImage } from './supported-images.ts';
import { durationMs } from './translate.ts';
import { isRetired, vmSize } from './vm-sizes.ts';

/** Where a property stands in the caller's body, by its data-plane name. */
export type Places = (name: string) => string;

export const dataPlaces: Places = (name) => name;

const ARM_PLACES: Readonly<Record<string, string>> = {
  resizeTimeout: 'properties.scaleSettings.fixedScale.resizeTimeout',
  targetDedicatedNodes: 'properties.scaleSettings.fixedScale.targetDedicatedNodes',
  targetLowPriorityNodes: 'properties.scaleSettings.fixedScale.targetLowPriorityNodes',
  autoScaleFormula: 'properties.scaleSettings.autoScale.formula',
  autoScaleEvaluationInterval: 'properties.scaleSettings.autoScale.evaluationInterval',
  virtualMachineConfiguration: 'properties.deploymentConfiguration.virtualMachineConfiguration',
  nodeAgentSKUId: 'nodeAgentSkuId',
  virtualMachineImageId: 'id',
  id: 'name',
};

export const armPlaces: Places = (name) => ARM_PLACES[name] ?? `properties.${name}`;

const MINUTES = 60_000;
const HOURS = 60 * MINUTES;

export function checkPoolId(id: string, place: string): void {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
    throw invalidValue(
      place,
      id,
      'The value can contain any combination of alphanumeric characters including hyphens and underscores, and cannot contain more than 64 characters.',
    );
  }
}

/** Everything that needs no look at other resources. */
export function checkPool(world: World, facts: AccountFacts, pool: JsonObject, places: Places): void {
  const sizeName = stringOf(pool.vmSize) ?? '';
  const size = vmSize(sizeName);
  if (size === undefined || isRetired(world, size.name)) {
    throw invalidValue(
      places('vmSize'),
      sizeName,
      'The specified VM size is not supported in the region of the account.',
    );
  }
  checkConfiguration(pool, places);
  checkScale(pool, places);
  checkSlots(pool, Math.min(4 * size.vCpus, 256), places);
  if (arrayOf(pool.applicationPackageReferences).length > 0) throw refusal('InvalidApplicationPackageReferences');
  if (pool.resourceTags !== undefined && facts.poolAllocationMode !== 'UserSubscription') {
    throw invalidValue(
      places('resourceTags'),
      JSON.stringify(pool.resourceTags),
      'Resource tags can only be specified for pools in Batch accounts with user subscription pool allocation mode.',
    );
  }
}

export function checkConfiguration(pool: JsonObject, places: Places): void {
  const place = places('virtualMachineConfiguration');
  if (pool.virtualMachineConfiguration === undefined) throw missingProperty(place);
  const configuration = objectOf(pool.virtualMachineConfiguration);
  const reference = objectOf(configuration.imageReference);
  checkReference(reference, `${place}.imageReference`, places('virtualMachineImageId').split('.').at(-1) ?? '');
  const agent = stringOf(configuration.nodeAgentSKUId) ?? '';
  const agentPlace = `${place}.${places('nodeAgentSKUId').split('.').at(-1) ?? ''}`;
  if (nodeAgent(agent) === undefined) {
    throw invalidValue(agentPlace, agent, 'The specified node agent SKU does not exist.');
  }
  const image = marketplaceImage({
    publisher: stringOf(reference.publisher) ?? '',
    offer: stringOf(reference.offer) ?? '',
    sku: stringOf(reference.sku) ?? '',
  });
  // Only of Marketplace images the service knows the right agent; for a gallery image nothing is checked here.
  if (image !== undefined && image.nodeAgentSKUId !== agent) {
    throw invalidValue(agentPlace, agent, 'The specified node agent SKU is not supported by the image reference.');
  }
}

export function checkScale(pool: JsonObject, places: Places): void {
  const fixed = ['targetDedicatedNodes', 'targetLowPriorityNodes'] as const;
  for (const name of fixed) {
    const value = numberOf(pool[name]);
    if (value === undefined) continue;
    if (value < 0) throw invalidValue(places(name), String(value), 'The value must not be negative.');
    if (pool.enableAutoScale === true) {
      throw invalidValue(places(name), String(value), 'The value cannot be specified when autoscale is enabled.');
    }
  }
  checkDuration(pool, 'resizeTimeout', places, 5 * MINUTES, 168 * HOURS);
  if (pool.enableAutoScale === true) {
    if (pool.autoScaleFormula === undefined) throw missingProperty(places('autoScaleFormula'));
    checkDuration(pool, 'autoScaleEvaluationInterval', places, 5 * MINUTES, 168 * HOURS);
  } else {
    for (const name of ['autoScaleFormula', 'autoScaleEvaluationInterval'] as const) {
      const value = stringOf(pool[name]);
      if (value !== undefined) {
        throw invalidValue(places(name), value, 'The value can only be specified when autoscale is enabled.');
      }
    }
    if (fixed.every((name) => pool[name] === undefined)) throw missingProperty(places('targetDedicatedNodes'));
  }
}

export function checkDuration(
  body: JsonObject,
  name: string,
  places: Places,
  minimum = 5 * MINUTES,
  maximum = 168 * HOURS,
): void {
  const value = stringOf(body[name]);
  if (value === undefined) return;
  const milliseconds = durationMs(value) ?? 0;
  if (milliseconds < minimum || milliseconds > maximum) {
    throw invalidValue(places(name), value, 'The value must be between 5 minutes and 168 hours.');
  }
}

export function checkSlots(pool: JsonObject, maximum: number, places: Places): void {
  const slots = numberOf(pool.taskSlotsPerNode);
  if (slots === undefined) return;
  if (slots < 1 || slots > maximum) {
    throw invalidValue(places('taskSlotsPerNode'), String(slots), `The value must be between 1 and ${maximum}.`);
  }
}

/** The place of the image ID in the caller's body. */
export function imagePlace(places: Places, reference: JsonObject): string {
  const idName = sharedReferenceIn(reference)?.property ?? places('virtualMachineImageId').split('.').at(-1) ?? '';
  return `${places('virtualMachineConfiguration')}.imageReference.${idName}`;
}

export function imageReferenceOf(pool: JsonObject): JsonObject {
  return objectOf(at(pool, 'virtualMachineConfiguration', 'imageReference'));
}
