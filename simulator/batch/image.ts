// Which image a pool's nodes are made from: what Batch takes, what it finds, and what boots on which VM size.
import { nameOf, subscriptionOf } from '../compute/compute-ids.ts';
import { featureOf } from '../gallery/definition-rules.ts';
import { regionReplication, visibleToBatch } from '../gallery/replication.ts';
import { arrayOf, at, objectOf, stringOf } from '../kernel/json.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { Principal, World } from '../kernel/world.ts';
import type { AccountFacts } from './account.ts';
import { invalidValue, missingProperty, refusal } from './refusals.ts';
import {
  findSharedImage,
  readSharedId,
  SHARED_IDS,
  sharedReferenceIn,
  sharedRight,
  type SharedReference,
} from './shared-image.ts';
import { marketplaceImage } from './supported-images.ts';
import type { NodeImage } from './state.ts';

export interface ResolvedImage {
  readonly image: NodeImage;
  readonly osType: 'linux' | 'windows';
  readonly generation: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  /** The disk controllers that the definition lists. */
  readonly controllers: readonly string[];
  /** The definition's SecurityType feature, `Standard` where there is none. */
  readonly securityType: string;
}

export type Resolution =
  | { readonly kind: 'found'; readonly image: ResolvedImage }
  /** No such definition or version. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'specialized' }
  /** The account's region has no replica, or none that Batch sees yet. */
  | { readonly kind: 'notReplicated' }
  | { readonly kind: 'notVisible'; readonly id: string };

const GALLERY_ID =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/galleries\/[^/]+\/images\/[^/]+(\/versions\/[^/]+)?$/i;

/** The ID of an image definition or an image version. */
export function isGalleryImage(id: string): boolean {
  return GALLERY_ID.test(id);
}

/** Undefined for a Marketplace image. */
export function imageIdOf(reference: JsonObject): string | undefined {
  return sharedReferenceIn(reference)?.id ?? stringOf(reference.virtualMachineImageId);
}

/** Refuses what the body alone shows to be wrong; `path` is the image reference's place in the body. */
export function checkReference(reference: JsonObject, path: string, idName: string): void {
  const id = stringOf(reference.virtualMachineImageId);
  const shared = sharedReferenceIn(reference);
  if (shared !== undefined) {
    checkSharedReference(reference, shared, path, idName);
    return;
  }
  if (id === undefined) {
    for (const name of ['publisher', 'offer', 'sku']) {
      if (reference[name] === undefined) throw missingProperty(`${path}.${name}`);
    }
    if (describeMarketplace(reference) === undefined) {
      throw invalidValue(
        path,
        JSON.stringify(reference),
        'The specified image reference is not supported by the Batch service.',
      );
    }
    return;
  }
  if (reference.version !== undefined && reference.publisher === undefined) {
    throw invalidValue(
      `${path}.version`,
      stringOf(reference.version) ?? '',
      'Specified property version can only have a value when publisher is set.',
    );
  }
  for (const name of ['publisher', 'offer', 'sku']) {
    if (reference[name] !== undefined) {
      throw invalidValue(
        `${path}.${name}`,
        stringOf(reference[name]) ?? '',
        `Specified property ${name} cannot have a value when ${idName} is set.`,
      );
    }
  }
  if (!isGalleryImage(id)) {
    throw invalidValue(
      `${path}.${idName}`,
      id,
      'The specified image must be the resource ID of an Azure Compute Gallery image or image version. VHD blobs and managed images are not supported.',
    );
  }
}

function checkSharedReference(reference: JsonObject, shared: SharedReference, path: string, idName: string): void {
  for (const name of ['virtualMachineImageId', ...SHARED_IDS, 'publisher', 'offer', 'sku', 'version']) {
    if (name === shared.property || reference[name] === undefined) continue;
    const shown = name === 'virtualMachineImageId' ? idName : name;
    throw invalidValue(
      `${path}.${shown}`,
      stringOf(reference[name]) ?? '',
      `Specified property ${shown} cannot have a value when ${shared.property} is set.`,
    );
  }
  if (readSharedId(shared) === undefined) {
    throw invalidValue(
      `${path}.${shared.property}`,
      shared.id,
      'The specified image must be the unique identifier of a gallery image or image version that is shared with the subscription or the community.',
    );
  }
}

const OWN_RIGHTS = [
  'Microsoft.Compute/galleries/images/versions/read',
  'Microsoft.Compute/disks/beginGetAccess/action',
];

/** Refuses a pool whose image the caller may not use, or Batch cannot. */
export function checkImage(
  world: World,
  account: AccountFacts,
  caller: Principal | undefined,
  reference: JsonObject,
  idPath: string,
): void {
  const shared = sharedReferenceIn(reference);
  const id = imageIdOf(reference);
  if (id === undefined) return;
  if (caller === undefined) {
    throw refusal('AuthenticationFailed', {
      AuthenticationErrorDetail:
        'The specified type of authentication SharedKey is not allowed when external resources of type Compute are linked.',
    });
  }
  const scope = shared === undefined ? id : `/subscriptions/${subscriptionOf(account.id)}`;
  for (const action of shared === undefined ? OWN_RIGHTS : [sharedRight(shared)]) {
    if (!world.roles.allows(caller, action, scope)) {
      throw refusal('InsufficientPermissions', {
        Reason: `The user identity used for this operation does not have the required privelege ${action} on the specified resource ${id}.`,
      });
    }
  }
  const resolution = resolveImage(world, account, reference);
  switch (resolution.kind) {
    case 'found':
      return;
    case 'missing':
      throw invalidValue(idPath, id, 'The specified image does not exist.');
    case 'specialized':
      throw invalidValue(idPath, id, 'The specified image must be generalized.');
    case 'notReplicated':
      throw invalidValue(
        idPath,
        id,
        `The specified Azure Compute Gallery image must have replicas in the same region as the Azure Batch account (${account.region}).`,
      );
    case 'notVisible':
      throw refusal('GalleryImageNotFound', { Reason: galleryImageNotFound(resolution.id, account.region) });
  }
}

/** Compute's own words for an image that a region does not have. */
export function galleryImageNotFound(id: string, region: string): string {
  return `The gallery image ${id} is not available in ${region} region. Please contact image owner to replicate to this region, or change your requested region.`;
}

/** The image as it is now; a definition without a version means its latest one. */
export function resolveImage(world: World, account: AccountFacts, reference: JsonObject): Resolution {
  const shared = sharedReferenceIn(reference);
  if (shared !== undefined) return resolveShared(world, account, shared);
  const id = stringOf(reference.virtualMachineImageId);
  if (id === undefined) {
    const image = describeMarketplace(reference);
    return image === undefined ? { kind: 'missing' } : { kind: 'found', image };
  }
  const definitionId = id.replace(/\/versions\/[^/]+$/i, '');
  const definition = world.resources.get(definitionId);
  if (definition === undefined) return { kind: 'missing' };
  if (at(definition.body, 'properties', 'osState') === 'Specialized') return { kind: 'specialized' };
  const exactId =
    definitionId === id ? latestVersion(world, definitionId, account.region) : world.resources.get(id)?.id;
  if (exactId === undefined) return { kind: 'missing' };
  const replication = regionReplication(world, exactId, account.region);
  if (replication === 'absent' || replication === 'Failed') return { kind: 'notReplicated' };
  if (replication === 'Replicating' || !visibleToBatch(world, exactId, account.region)) {
    return { kind: 'notVisible', id: exactId };
  }
  return { kind: 'found', image: describeDefinition(definition.body, { kind: 'gallery', exactId }) };
}

function resolveShared(world: World, account: AccountFacts, shared: SharedReference): Resolution {
  const found = findSharedImage(world, account, shared);
  if (found === undefined) return { kind: 'missing' };
  const { definition, version } = found;
  if (at(definition.body, 'properties', 'osState') === 'Specialized') return { kind: 'specialized' };
  if (!visibleToBatch(world, version.id, account.region)) return { kind: 'notVisible', id: shared.id };
  const reference = { [shared.property]: shared.id };
  const image = { kind: 'shared', reference, exactVersion: nameOf(version.id) } as const;
  return { kind: 'found', image: describeDefinition(definition.body, image) };
}

function describeDefinition(body: JsonObject, image: NodeImage): ResolvedImage {
  const properties = objectOf(body.properties);
  const security = arrayOf(properties.features).find((one) => at(one, 'name') === 'SecurityType');
  return {
    image,
    osType: properties.osType === 'Windows' ? 'windows' : 'linux',
    generation: properties.hyperVGeneration === 'V2' ? 'V2' : 'V1',
    architecture: properties.architecture === 'Arm64' ? 'Arm64' : 'x64',
    controllers: (featureOf(properties, 'DiskControllerTypes', 'DiskControllerType') ?? 'SCSI').split(/,\s*/),
    securityType: stringOf(at(security, 'value')) ?? 'Standard',
  };
}

function describeMarketplace(reference: JsonObject): ResolvedImage | undefined {
  const image = marketplaceImage({
    publisher: stringOf(reference.publisher) ?? '',
    offer: stringOf(reference.offer) ?? '',
    sku: stringOf(reference.sku) ?? '',
  });
  if (image === undefined) return undefined;
  return {
    image: { kind: 'marketplace', reference },
    osType: image.osType,
    generation: image.generation,
    architecture: 'x64',
    controllers: image.generation === 'V2' ? ['SCSI', 'NVMe'] : ['SCSI'],
    securityType: image.generation === 'V2' ? 'TrustedLaunchSupported' : 'Standard',
  };
}

/** The highest version that is not kept out of latest, neither altogether nor in the region. */
function latestVersion(world: World, definitionId: string, region: string): string | undefined {
  const candidates = world.resources
    .ofType('Microsoft.Compute/galleries/images/versions', definitionId)
    .filter(
      ({ body }) =>
        at(body, 'properties', 'provisioningState') !== 'Deleting' &&
        !isExcluded(at(body, 'properties', 'publishingProfile'), region),
    );
  const numbers = (id: string): readonly number[] => (id.split('/').at(-1) ?? '').split('.').map(Number);
  return candidates.map(({ id }) => id).sort((one, other) => compare(numbers(other), numbers(one)))[0];
}

function isExcluded(profile: Json | undefined, region: string): boolean {
  if (at(profile, 'excludeFromLatest') === true) return true;
  return arrayOf(at(profile, 'targetRegions')).some(
    (target) =>
      normalise(stringOf(at(target, 'name')) ?? '') === normalise(region) && at(target, 'excludeFromLatest') === true,
  );
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < 3; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
