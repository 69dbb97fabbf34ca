// What an image version is made of: reads it from the request, checks the caller's rights on it and that it is there.
import type { ArmCall } from '../arm/route.ts';
import { invalidParameter, notSimulated, requireLinked, sameId } from '../compute/compute-ids.ts';
import { DISK_TYPE, SNAPSHOT_TYPE } from '../compute/disk-state.ts';
import { IMAGE_TYPE } from '../compute/image-routes.ts';
import { requireProvisioned } from '../compute/resource-bodies.ts';
import { VM_TYPE } from '../compute/vm-state.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, at, numberOf, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import { typeOf, type StoredResource } from '../kernel/resource-store.ts';
import { propertyChange, VERSION_TYPE } from './gallery-paths.ts';
import { regionReplication } from './replication.ts';

const PATH = 'galleryImageVersion.properties.storageProfile';
const STORAGE_ACCOUNT_TYPE = 'Microsoft.Storage/storageAccounts';

/** One disk image: a managed disk, a snapshot, or a VHD in a storage account. */
export type DiskImageSource =
  | { readonly kind: 'disk' | 'snapshot'; readonly id: string }
  | { readonly kind: 'blob'; readonly accountId: string; readonly uri: string };

export type VersionSource =
  | { readonly kind: 'vm' | 'image' | 'version'; readonly id: string; readonly property: string }
  | {
      readonly kind: 'disks';
      readonly os: DiskImageSource;
      readonly data: readonly { readonly lun: number; readonly source: DiskImageSource }[];
    };

export function readSource(call: ArmCall, storageProfile: JsonObject): VersionSource {
  const whole = objectOf(storageProfile['source']);
  const osSource = objectOf(objectOf(storageProfile['osDiskImage'])['source']);
  const hasWhole = stringOf(whole['id']) !== undefined || stringOf(whole['virtualMachineId']) !== undefined;
  if (stringOf(whole['communityGalleryImageId']) !== undefined) throw notSimulated('community gallery images');
  const hasOs = Object.values(osSource).some((value) => stringOf(value) !== undefined);
  const hasTwo = stringOf(whole['id']) !== undefined && stringOf(whole['virtualMachineId']) !== undefined;
  if (hasWhole === hasOs || hasTwo) {
    throw invalidParameter(
      'The gallery artifact version source can only be specified either directly under storageProfile or within individual OS or data disks. One and only one source type (user image, snapshot, disk, virtual machine) can be provided.',
      PATH,
    );
  }
  return hasWhole ? wholeSource(call, whole) : disksSource(call, osSource, storageProfile);
}

function wholeSource(call: ArmCall, source: JsonObject): VersionSource {
  const vmId = stringOf(source['virtualMachineId']);
  if (vmId !== undefined) {
    requireKnownMember(call, '2023-07-03', `${PATH}.source.virtualMachineId`);
    requireFullId(vmId, 'source.virtualMachineId');
    if (!isOfType(vmId, VM_TYPE)) throw mustBeWhole(vmId);
    return { kind: 'vm', id: vmId, property: `${PATH}.source.virtualMachineId` };
  }
  const id = stringOf(source['id']) ?? '';
  requireFullId(id, 'source.id');
  const property = `${PATH}.source.id`;
  if (isOfType(id, VM_TYPE)) return { kind: 'vm', id, property };
  if (isOfType(id, IMAGE_TYPE)) return { kind: 'image', id, property };
  if (isOfType(id, VERSION_TYPE)) return { kind: 'version', id, property };
  throw mustBeWhole(id);
}

function isOfType(id: string, type: string): boolean {
  return typeOf(id) === type.toLowerCase();
}

function mustBeWhole(id: string): AzureError {
  return invalidParameter(
    `The source id: ${id} must either be a managed image, virtual machine or another gallery image version.`,
    `${PATH}.source.id`,
  );
}

/** Older versions of the API do not know newer members. */
function requireKnownMember(call: ArmCall, since: string, property: string): void {
  if (call.apiVersion >= since) return;
  throw invalidParameter(`Parameter '${property}' is not allowed.`, property);
}

function requireFullId(id: string, path: string): void {
  if (/^\/(?:subscriptions|providers)\/[^/]+/i.test(id)) return;
  throw new AzureError(
    400,
    'LinkedInvalidPropertyId',
    `Property id '${id}' at path 'properties.storageProfile.${path}' is invalid. Expect fully qualified resource Id that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.`,
  );
}

function disksSource(call: ArmCall, osSource: JsonObject, storageProfile: JsonObject): VersionSource {
  const os = diskImageSource(call, osSource, 'osDiskImage');
  const data = arrayOf(storageProfile['dataDiskImages'])
    .map(objectOf)
    .map((image) => ({
      lun: numberOf(image['lun']) ?? 0,
      source: diskImageSource(call, objectOf(image['source']), 'dataDiskImages'),
    }));
  if (new Set(data.map(({ lun }) => lun)).size < data.length) {
    throw invalidParameter(
      'Duplicated lun numbers have been detected in the input data disks. Lun number must be unique for each data disk.',
      `${PATH}.dataDiskImages`,
    );
  }
  const keys = [os, ...data.map(({ source }) => source)].map(keyOf);
  if (new Set(keys).size < keys.length) {
    throw invalidParameter(
      'Duplicated source ids are found in the input disks. Source id should be unique for each disk.',
      PATH,
    );
  }
  return { kind: 'disks', os, data };
}

function diskImageSource(call: ArmCall, source: JsonObject, image: string): DiskImageSource {
  const id = stringOf(source['id']);
  const uri = stringOf(source['uri']);
  const accountId = stringOf(source['storageAccountId']);
  if (accountId !== undefined) requireKnownMember(call, '2022-03-03', `${PATH}.${image}.source.storageAccountId`);
  if (uri !== undefined) {
    // Before `storageAccountId` there was `id` for the account.
    const account = accountId ?? id;
    if (account === undefined || !isOfType(account, STORAGE_ACCOUNT_TYPE)) {
      throw invalidParameter(
        `Required parameter '${PATH}.${image}.source.storageAccountId' is missing (null).`,
        `${PATH}.${image}.source.storageAccountId`,
      );
    }
    return { kind: 'blob', accountId: account, uri };
  }
  if (id === undefined) {
    throw invalidParameter(
      `Required parameter '${PATH}.${image}.source.id' is missing (null).`,
      `${PATH}.${image}.source.id`,
    );
  }
  requireFullId(id, `${image}.source.id`);
  if (isOfType(id, DISK_TYPE)) return { kind: 'disk', id };
  if (isOfType(id, SNAPSHOT_TYPE)) return { kind: 'snapshot', id };
  throw invalidParameter(`The source id: ${id} must be a managed disk or snapshot.`, `${PATH}.${image}.source.id`);
}

function keyOf(source: DiskImageSource): string {
  return (source.kind === 'blob' ? source.uri : source.id).toLowerCase();
}

export function diskImagesOf(source: VersionSource): readonly DiskImageSource[] {
  return source.kind === 'disks' ? [source.os, ...source.data.map((one) => one.source)] : [];
}

/** https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries: the rights per kind of source. */
export function requireSourceRights(call: ArmCall, versionId: string, source: VersionSource): void {
  const own = `${VERSION_TYPE}/write`;
  switch (source.kind) {
    case 'vm':
      requireLinked(call, own, versionId, `${VM_TYPE}/write`, source.id);
      return;
    case 'image':
      requireLinked(call, own, versionId, `${IMAGE_TYPE}/read`, source.id);
      return;
    case 'version':
      requireLinked(call, own, versionId, `${VERSION_TYPE}/read`, source.id);
      return;
    case 'disks':
      for (const image of diskImagesOf(source)) {
        if (image.kind === 'blob') {
          requireLinked(call, own, versionId, `${STORAGE_ACCOUNT_TYPE}/listKeys/action`, image.accountId);
        } else {
          requireLinked(call, own, versionId, `${image.kind === 'disk' ? DISK_TYPE : SNAPSHOT_TYPE}/write`, image.id);
        }
      }
  }
}

/** Everything that a storage profile names as what a version is made of. */
function sourcesNamedIn(storageProfile: JsonObject): readonly string[] {
  const images = [
    storageProfile,
    objectOf(storageProfile['osDiskImage']),
    ...arrayOf(storageProfile['dataDiskImages']),
  ];
  return images
    .map((image) => objectOf(objectOf(image)['source']))
    .flatMap((source) => [source['uri'] ?? source['id'], source['virtualMachineId']])
    .flatMap((name) => stringOf(name) ?? []);
}

/**
 * A source serves some versions at a time. Text: https://learn.microsoft.com/azure/virtual-machines/troubleshooting-shared-images
 */
export function requireFreeSource(call: ArmCall, versionId: string, storageProfile: JsonObject): void {
  const underWay = call.world.resources.ofType(VERSION_TYPE).filter(({ id, body }) => {
    const state = stringOf(at(body, 'properties', 'provisioningState'));
    return !sameId(id, versionId) && (state === 'Creating' || state === 'Updating');
  });
  for (const name of sourcesNamedIn(storageProfile)) {
    const users = underWay.filter(({ body }) =>
      sourcesNamedIn(objectOf(at(body, 'properties', 'storageProfile'))).some((used) => sameId(used, name)),
    );
    if (users.length < call.world.scenario.quotas.versionsOfSource) continue;
    throw new AzureError(
      409,
      'Conflict',
      `Too many requests on source '${name}'. Please reduce the number of requests on the source or wait some time before retrying.`,
    );
  }
}

export function sourceNotFound(id: string): AzureError {
  return new AzureError(
    404,
    'ResourceNotFound',
    `Source ${id} is not found. Please check source exists, and is in the same region as gallery image version being created.`,
  );
}

/** The resource of a source, which must be in the version's region; another version must be replicated there. */
export function sourceResource(call: ArmCall, id: string, location: string): StoredResource {
  const resource = call.world.resources.get(id);
  if (resource === undefined) throw sourceNotFound(id);
  const isThere = isOfType(id, VERSION_TYPE)
    ? regionReplication(call.world, id, location) === 'Completed'
    : normalise(stringOf(resource.body['location']) ?? '') === location;
  if (!isThere) throw sourceNotFound(id);
  // How far a version is counts region by region, and a VM may have failed at something else.
  if (!isOfType(id, VERSION_TYPE) && !isOfType(id, VM_TYPE)) requireProvisioned(resource);
  return resource;
}

/** The source of a version is fixed: an update may repeat it or leave it out. */
export function requireUnchangedSource(call: ArmCall, known: JsonObject, wanted: JsonObject): void {
  if (Object.keys(wanted).length === 0) return;
  const before = readSource(call, known);
  const after = readSource(call, wanted);
  if (before.kind === 'disks' || after.kind === 'disks') {
    if (before.kind !== after.kind) throw propertyChange(`${PATH}.source.id`);
    requireUnchangedDisks(before, after);
    return;
  }
  // The type of what an ID names says its kind.
  if (!sameId(before.id, after.id)) throw propertyChange(after.property);
}

function requireUnchangedDisks(before: VersionSource, after: VersionSource): void {
  const known = diskImagesOf(before);
  const wanted = diskImagesOf(after);
  known.forEach((source, index) => {
    const other = wanted[index];
    // Data disks that an update does not name stay.
    if (other === undefined || keyOf(other) === keyOf(source)) return;
    const image = index === 0 ? 'osDiskImage' : 'dataDiskImages';
    throw propertyChange(`${PATH}.${image}.source.${other.kind === 'blob' ? 'uri' : 'id'}`);
  });
  if (wanted.length > known.length) throw propertyChange(`${PATH}.dataDiskImages`);
}
