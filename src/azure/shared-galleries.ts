// Images of galleries that others share, with the subscription, the tenant or everybody: read by the gallery's name, and
// only where they are replicated.
import type { Arm, JsonObject } from './arm.ts';
import { isNotFound } from './errors.ts';
import { imageTraitsOf, type ImageTraits } from './galleries.ts';
import { withVersion, type SharedVersionId } from './gallery-ids.ts';
import { flagAt, numberAt, objectAt, textAt } from './json.ts';
import { dataDiskLunsOf } from './version-sources.ts';
import { API_VERSIONS } from './versions.ts';

export interface SharedDefinition extends ImageTraits {
  /** As Azure spells it, e.g. `/SharedGalleries/g/Images/d`. */
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly endOfLifeDate?: string;
}

export interface SharedVersion {
  /** With the version's number, also where `latest` was asked for. */
  readonly id: SharedVersionId;
  /** ISO 8601. */
  readonly publishedDate?: string;
  readonly endOfLifeDate?: string;
  readonly excludeFromLatest: boolean;
  readonly osDiskSizeGB?: number;
  readonly dataDiskLuns: readonly number[];
}

/** Undefined where no such definition is shared with us in that region. */
export async function readSharedDefinition(
  arm: Arm,
  location: string,
  id: SharedVersionId,
): Promise<SharedDefinition | undefined> {
  const body = await arm.read(definitionPath(arm, location, id), API_VERSIONS.gallery);
  if (body === undefined) return undefined;
  const properties = objectAt(body, 'properties');
  const endOfLifeDate = textAt(properties, 'endOfLifeDate');
  return {
    id: textAt(body, 'identifier', 'uniqueId') ?? id.definitionId,
    name: textAt(body, 'name') ?? id.definition,
    ...imageTraitsOf(properties),
    ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
  };
}

/** Undefined where no such version is shared with us, or replicated, in that region. */
export async function readSharedVersion(
  arm: Arm,
  location: string,
  id: SharedVersionId,
): Promise<SharedVersion | undefined> {
  const path = `${definitionPath(arm, location, id)}/versions`;
  if (id.version === 'latest') return latestOf(arm, path, id);
  const body = await arm.read(`${path}/${id.version}`, API_VERSIONS.gallery);
  return body === undefined ? undefined : toVersion(id, body);
}

/** Azure reads no version by the name `latest`: it is the highest of the list that is not kept out of it. */
async function latestOf(arm: Arm, path: string, id: SharedVersionId): Promise<SharedVersion | undefined> {
  const sharings = id.kind === 'shared' ? [undefined, { sharedTo: 'tenant' }] : [undefined];
  for (const sharing of sharings) {
    const versions = (await listOrNone(arm, path, sharing))
      .map((body) => toVersion(withVersion(id, textAt(body, 'name') ?? ''), body))
      .filter((version) => !version.excludeFromLatest)
      .sort((one, other) => compareVersions(other.id.version, one.id.version));
    if (versions[0] !== undefined) return versions[0];
  }
  return undefined;
}

async function listOrNone(
  arm: Arm,
  path: string,
  query: Readonly<Record<string, string>> | undefined,
): Promise<readonly JsonObject[]> {
  try {
    return await arm.list(path, API_VERSIONS.gallery, query);
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** By major, minor and patch, as numbers. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  for (const [index, part] of (left ?? []).entries()) {
    const difference = part - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function definitionPath(arm: Arm, location: string, { kind, gallery, definition }: SharedVersionId): string {
  const place = `/subscriptions/${arm.subscriptionId}/providers/Microsoft.Compute/locations/${location}`;
  return `${place}/${kind === 'shared' ? 'sharedGalleries' : 'communityGalleries'}/${gallery}/images/${definition}`;
}

function toVersion(id: SharedVersionId, body: JsonObject): SharedVersion {
  const properties = objectAt(body, 'properties');
  const [publishedDate, endOfLifeDate] = [textAt(properties, 'publishedDate'), textAt(properties, 'endOfLifeDate')];
  const size = numberAt(properties, 'storageProfile', 'osDiskImage', 'diskSizeGB');
  return {
    id,
    ...(publishedDate === undefined ? {} : { publishedDate }),
    ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
    excludeFromLatest: flagAt(properties, 'excludeFromLatest') ?? false,
    ...(size === undefined ? {} : { osDiskSizeGB: size }),
    dataDiskLuns: dataDiskLunsOf(objectAt(properties, 'storageProfile')),
  };
}
