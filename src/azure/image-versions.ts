// Compute Gallery image versions: made from snapshots, a VHD or another version, and replicated region by region.
import type { Arm, ArmOperation, JsonObject, Wait } from './arm.ts';
import type { ImageVersion, ImageVersionSource, RegionReplication, TargetRegion } from './galleries.ts';
import { flagAt, numberAt, objectAt, objectsAt, oneOf, recordAt, textAt } from './json.ts';
import { nameOf, normaliseRegion } from './resource-id.ts';
import { dataDiskLunsOf, recordedSourceOf } from './version-sources.ts';
import { API_VERSIONS } from './versions.ts';
import type { Caching } from './virtual-machines.ts';

/** With the state of replication, which ARM tells only when asked for it. */
export async function readVersion(arm: Arm, id: string): Promise<ImageVersion | undefined> {
  const body = await arm.read(id, API_VERSIONS.gallery, { $expand: 'ReplicationStatus' });
  return body === undefined ? undefined : toVersion(id, body);
}

export interface ListedVersion extends ImageVersion {
  /** Normalised names of the regions in which alone the version is excluded from latest. */
  readonly excludedRegions: readonly string[];
}

/** All versions of a definition, without their replication; rejects with a 404 where there is no such definition. */
export async function listVersions(arm: Arm, definitionId: string): Promise<readonly ListedVersion[]> {
  const bodies = await arm.list(`${definitionId}/versions`, API_VERSIONS.gallery);
  return bodies.map((body) => {
    const profile = objectAt(body, 'properties', 'publishingProfile');
    const excluded = objectsAt(profile, 'targetRegions').filter(
      (region) => flagAt(region, 'excludeFromLatest') === true,
    );
    return {
      ...toVersion(`${definitionId}/versions/${textAt(body, 'name') ?? ''}`, body),
      excludedRegions: excluded.map((region) => normaliseRegion(textAt(region, 'name') ?? '')),
    };
  });
}

export type VersionOrigin = ({ readonly kind: 'snapshots' } & ImageVersionSource) | VhdOrigin;

/** Azure reads the blobs with the account's key: the caller needs `listKeys`, and the account must allow keys. */
export interface VhdOrigin {
  readonly kind: 'VHDs';
  readonly storageAccountId: string;
  readonly os: { readonly url: string; readonly caching: Caching };
  readonly dataDisks: readonly { readonly lun: number; readonly url: string; readonly caching: Caching }[];
}

export interface ImageVersionRequest {
  readonly id: string;
  /** Must be among the target regions, and the region of the source. */
  readonly location: string;
  readonly source: VersionOrigin;
  readonly targetRegions: readonly TargetRegion[];
  readonly excludeFromLatest: boolean;
  /** ISO 8601. */
  readonly endOfLifeDate?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Asks for the version and resolves when Azure has accepted it. `finished` of the result resolves when every region has
 * it; a single region is better watched by `readVersion`. Asking again for the same source does no harm.
 */
export async function startVersion(arm: Arm, request: ImageVersionRequest): Promise<ArmOperation> {
  const body: JsonObject = {
    location: request.location,
    tags: request.tags,
    properties: {
      storageProfile: storageProfileOf(request.source),
      publishingProfile: {
        targetRegions: request.targetRegions.map(toRegionBody),
        excludeFromLatest: request.excludeFromLatest,
        ...(request.endOfLifeDate === undefined ? {} : { endOfLifeDate: request.endOfLifeDate }),
      },
    },
  };
  return arm.start({ method: 'PUT', path: request.id, apiVersion: API_VERSIONS.gallery, body });
}

/**
 * Adds regions, or replicas to regions that are there; never takes any away. ARM has no ETag here, so a second writer
 * can undo it: the list is read back and written again until it holds, or until the deadline of `wait`.
 */
export async function addTargetRegions(
  arm: Arm,
  id: string,
  wanted: readonly TargetRegion[],
  wait: Wait,
): Promise<void> {
  const attempts = 5;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const body = await arm.read(id, API_VERSIONS.gallery);
    if (body === undefined)
      throw new Error(`Image version ${id} is gone: it existed when its regions were to be changed.`);
    const profile = objectAt(body, 'properties', 'publishingProfile') ?? {};
    const merged = mergeRegions(objectsAt(profile, 'targetRegions'), wanted);
    if (merged === undefined) return;
    const writable = Object.fromEntries(Object.entries(profile).filter(([name]) => name !== 'publishedDate'));
    const patch: JsonObject = {
      properties: { publishingProfile: { ...writable, targetRegions: merged }, storageProfile: {} },
    };
    await arm.run({ method: 'PATCH', path: id, apiVersion: API_VERSIONS.gallery, body: patch }, wait);
  }
  throw new Error(
    `The regions of image version ${id} were changed by others after each of ${attempts} attempts to add ours.`,
  );
}

/** Undefined when nothing is missing. What a region holds beside its replicas (encryption, storage) is kept. */
export function mergeRegions(
  existing: readonly JsonObject[],
  wanted: readonly TargetRegion[],
): readonly JsonObject[] | undefined {
  const missing = new Map(wanted.map((region) => [normaliseRegion(region.name), region]));
  const kept = existing.map((region) => {
    const name = normaliseRegion(textAt(region, 'name') ?? '');
    const wish = missing.get(name);
    missing.delete(name);
    if (wish === undefined || (numberAt(region, 'regionalReplicaCount') ?? 1) >= wish.replicas) return region;
    return { ...region, regionalReplicaCount: wish.replicas };
  });
  const added = [...missing.values()].map(toRegionBody);
  const unchanged = added.length === 0 && kept.every((region, index) => region === existing[index]);
  return unchanged ? undefined : [...kept, ...added];
}

function storageProfileOf(origin: VersionOrigin): JsonObject {
  switch (origin.kind) {
    case 'snapshots':
      return diskImages(
        { caching: origin.osCaching, source: { id: origin.osSnapshotId } },
        origin.dataDisks.map(({ lun, caching, snapshotId }) => ({ lun, caching, source: { id: snapshotId } })),
      );
    case 'VHDs': {
      const blob = (uri: string): JsonObject => ({ uri, storageAccountId: origin.storageAccountId });
      return diskImages(
        { caching: origin.os.caching, source: blob(origin.os.url) },
        origin.dataDisks.map(({ lun, caching, url }) => ({ lun, caching, source: blob(url) })),
      );
    }
    default:
      return origin satisfies never;
  }
}

interface DiskImage {
  readonly caching: Caching;
  readonly source: JsonObject;
}

function diskImages(os: DiskImage, dataDisks: readonly (DiskImage & { readonly lun: number })[]): JsonObject {
  const osDiskImage = { hostCaching: os.caching, source: os.source };
  if (dataDisks.length === 0) return { osDiskImage };
  return {
    osDiskImage,
    dataDiskImages: dataDisks.map(({ lun, caching, source }) => ({ lun, hostCaching: caching, source })),
  };
}

function toRegionBody(region: TargetRegion): JsonObject {
  return { name: region.name, regionalReplicaCount: region.replicas };
}

function toVersion(id: string, body: JsonObject): ImageVersion {
  const properties = objectAt(body, 'properties');
  const profile = objectAt(properties, 'publishingProfile');
  const storage = objectAt(properties, 'storageProfile');
  const source = recordedSourceOf(storage);
  const [publishedDate, endOfLifeDate] = [textAt(profile, 'publishedDate'), textAt(profile, 'endOfLifeDate')];
  const osDiskSizeGB = numberAt(storage, 'osDiskImage', 'sizeInGB');
  return {
    id: textAt(body, 'id') ?? id,
    name: textAt(body, 'name') ?? nameOf(id),
    location: normaliseRegion(textAt(body, 'location') ?? ''),
    provisioningState: oneOf(STATES, textAt(properties, 'provisioningState')) ?? 'Creating',
    tags: recordAt(body, 'tags'),
    targetRegions: objectsAt(profile, 'targetRegions').map((region) => ({
      name: normaliseRegion(textAt(region, 'name') ?? ''),
      replicas: numberAt(region, 'regionalReplicaCount') ?? numberAt(profile, 'replicaCount') ?? 1,
    })),
    excludeFromLatest: flagAt(profile, 'excludeFromLatest') ?? false,
    replication: objectsAt(properties, 'replicationStatus', 'summary').map(toReplication),
    ...(source === undefined ? {} : { source }),
    ...(publishedDate === undefined ? {} : { publishedDate }),
    ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
    ...(osDiskSizeGB === undefined ? {} : { osDiskSizeGB }),
    dataDiskLuns: dataDiskLunsOf(storage),
  };
}

const STATES = ['Creating', 'Updating', 'Failed', 'Succeeded', 'Deleting', 'Migrating'] as const;

function toReplication(summary: JsonObject): RegionReplication {
  const details = textAt(summary, 'details') ?? '';
  return {
    region: normaliseRegion(textAt(summary, 'region') ?? ''),
    state: oneOf(['Replicating', 'Completed', 'Failed'], textAt(summary, 'state')) ?? 'Unknown',
    progress: numberAt(summary, 'progress') ?? 0,
    ...(details === '' ? {} : { details }),
  };
}
