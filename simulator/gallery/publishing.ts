// Where an image version is published: target regions, replicas, replication mode, end of life.
import { invalidParameter, requireBetween } from '../compute/compute-ids.ts';
import { timestamp } from '../compute/resource-bodies.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, numberOf, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { displayName, isRegion, normalise } from '../kernel/regions.ts';
import type { World } from '../kernel/world.ts';
import { propertyChange } from './gallery-paths.ts';

const PATH = 'galleryImageVersion.properties.publishingProfile';
const STORAGE_TYPES = ['Standard_LRS', 'Standard_ZRS', 'Premium_LRS', 'PremiumV2_LRS'];
const MAX_REPLICAS = 100;

/** The profile to store: what is left out gets the default of a new version, also in a PUT over an existing one. */
export function publishingProfile(
  world: World,
  location: string,
  wanted: JsonObject,
  former: JsonObject | undefined,
): JsonObject {
  requireReplicas(wanted['replicaCount'], `${PATH}.replicaCount`);
  const storageAccountType = storageType(wanted['storageAccountType'], `${PATH}.storageAccountType`);
  requireEndOfLife(world, wanted['endOfLifeDate'], former?.['endOfLifeDate']);
  requireReplicationMode(wanted, former);
  const targets = arrayOf(wanted['targetRegions']).map(objectOf);
  const given = targets.length > 0 ? targets : [{ name: location }];
  requireRegions(given, location);
  const targetRegions = given.map((target): JsonObject => {
    requireReplicas(target['regionalReplicaCount'], `${PATH}.targetRegions.regionalReplicaCount`);
    const ownType = storageType(target['storageAccountType'], `${PATH}.targetRegions.storageAccountType`);
    return {
      ...target,
      name: displayName(stringOf(target['name']) ?? ''),
      regionalReplicaCount: target['regionalReplicaCount'] ?? wanted['replicaCount'] ?? 1,
      storageAccountType: ownType ?? storageAccountType ?? 'Standard_LRS',
      excludeFromLatest: target['excludeFromLatest'] === true,
    };
  });
  requireTotal(targetRegions);
  requireShallow(wanted, targetRegions);
  return {
    ...wanted,
    targetRegions,
    replicaCount: wanted['replicaCount'] ?? 1,
    excludeFromLatest: wanted['excludeFromLatest'] === true,
    publishedDate: former?.['publishedDate'] ?? timestamp(world.clock.now()),
    storageAccountType: storageAccountType ?? 'Standard_LRS',
  };
}

function requireReplicas(count: Json | undefined, name: string): void {
  if (count !== undefined) requireBetween(count, name, 1, MAX_REPLICAS);
}

/** "100 replicas per image version": https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery */
function requireTotal(targets: readonly JsonObject[]): void {
  const total = targets.reduce((sum, target) => sum + (numberOf(target['regionalReplicaCount']) ?? 0), 0);
  requireBetween(total, `${PATH}.targetRegions.regionalReplicaCount`, 1, MAX_REPLICAS);
}

/** Read without regard to case: Azure CLI sends `standard_lrs`, as the examples in its help do. */
function storageType(type: Json | undefined, name: string): string | undefined {
  if (type === undefined || type === null) return undefined;
  const known = STORAGE_TYPES.find((one) => one.toLowerCase() === stringOf(type)?.toLowerCase());
  if (known !== undefined) return known;
  throw invalidParameter(`The value ${JSON.stringify(type)} of parameter ${name} is not valid.`, name);
}

function requireEndOfLife(world: World, date: Json | undefined, former: Json | undefined): void {
  if (date === undefined || date === null || date === former) return;
  const instant = Date.parse(stringOf(date) ?? '');
  if (Number.isNaN(instant)) {
    throw invalidParameter(
      `Could not convert string to DateTimeOffset: ${stringOf(date) ?? JSON.stringify(date)}. Path 'properties.publishingProfile.endOfLifeDate'`,
    );
  }
  if (instant <= world.clock.now().getTime()) {
    throw invalidParameter('EndOfLifeDate must be set to a future date.', `${PATH}.endOfLifeDate`);
  }
}

function requireReplicationMode(wanted: JsonObject, former: JsonObject | undefined): void {
  const mode = wanted['replicationMode'];
  if (mode !== undefined && mode !== 'Full' && mode !== 'Shallow') {
    throw invalidParameter(`The value ${JSON.stringify(mode)} of parameter ${PATH}.replicationMode is not valid.`);
  }
  if (former !== undefined && (mode ?? 'Full') !== (former['replicationMode'] ?? 'Full')) {
    throw propertyChange(`${PATH}.replicationMode`);
  }
}

function requireRegions(targets: readonly JsonObject[], location: string): void {
  const names = targets.map((target) => stringOf(target['name']) ?? '');
  for (const name of names) {
    if (isRegion(name)) continue;
    throw new AzureError(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${name}' is not available for resource type 'Microsoft.Compute/galleries'.`,
    );
  }
  const regions = names.map(normalise);
  if (new Set(regions).size < regions.length) {
    throw invalidParameter('Duplicate regions are not allowed in target publishing regions.', `${PATH}.targetRegions`);
  }
  if (!regions.includes(location)) {
    throw invalidParameter(
      `Gallery image version publishing profile regions '${names.join(', ')}' must contain the location of image version '${displayName(location)}'.`,
      `${PATH}.targetRegions`,
    );
  }
}

/** A shallow version points at its source: one replica, in its own region, which is among the regions of every version. */
function requireShallow(wanted: JsonObject, targets: readonly JsonObject[]): void {
  if (wanted['replicationMode'] !== 'Shallow') return;
  const [only, ...others] = targets;
  const fits = others.length === 0 && only?.['regionalReplicaCount'] === 1 && (wanted['replicaCount'] ?? 1) === 1;
  if (fits) return;
  throw invalidParameter(
    "The replication mode 'Shallow' allows one replica, in the location of the image version only.",
    `${PATH}.replicationMode`,
  );
}

/** Target regions as answers name them, also those of a scenario that were written otherwise. */
export function publishedView(profile: JsonObject): JsonObject {
  return {
    ...profile,
    targetRegions: arrayOf(profile['targetRegions'])
      .map(objectOf)
      .map((target) => ({ ...target, name: displayName(stringOf(target['name']) ?? '') })),
  };
}
