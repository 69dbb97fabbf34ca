// Compute Gallery: galleries, image definitions, image versions and their replication.
import type { Arm, JsonObject, Wait } from './arm.ts';
import { diskControllersOf, type DiskController } from './disk-controllers.ts';
import { objectAt, objectsAt, oneOf, recordAt, textAt } from './json.ts';
import { nameOf, normaliseRegion } from './resource-id.ts';
import type { RecordedSource } from './version-sources.ts';
import { API_VERSIONS } from './versions.ts';
import { planOf, type Caching, type PurchasePlan } from './virtual-machines.ts';

export interface Gallery {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly provisioningState: string;
}

export interface ImageDefinition extends ImageTraits {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly provisioningState: string;
  readonly tags: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly endOfLifeDate?: string;
}

/** What all versions of a definition have in common. */
export interface ImageTraits {
  readonly osType: 'Linux' | 'Windows';
  readonly osState: 'Generalized' | 'Specialized';
  readonly hyperVGeneration: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  /** The `SecurityType` feature; `Standard` when absent. */
  readonly securityType: ImageSecurityType;
  /** The `DiskControllerTypes` feature, e.g. `SCSI, NVMe`; `SCSI` when absent. */
  readonly diskControllers: readonly DiskController[];
  readonly purchasePlan?: PurchasePlan;
}

export type ImageSecurityType =
  | 'Standard'
  | 'TrustedLaunchSupported'
  | 'TrustedLaunch'
  | 'ConfidentialVMSupported'
  | 'ConfidentialVM'
  | 'TrustedLaunchAndConfidentialVmSupported';

export interface ImageVersion {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly provisioningState: 'Creating' | 'Updating' | 'Failed' | 'Succeeded' | 'Deleting' | 'Migrating';
  readonly tags: Readonly<Record<string, string>>;
  /** Target regions, normalised. */
  readonly targetRegions: readonly TargetRegion[];
  readonly excludeFromLatest: boolean;
  /** Of the disks that every node gets with the image, beside the OS disk. */
  readonly dataDiskLuns: readonly number[];
  /** State per region, normalised names; empty when Azure does not tell yet. */
  readonly replication: readonly RegionReplication[];
  readonly source?: RecordedSource;
  /** ISO 8601. */
  readonly publishedDate?: string;
  readonly endOfLifeDate?: string;
  readonly osDiskSizeGB?: number;
}

export interface TargetRegion {
  readonly name: string;
  readonly replicas: number;
}

export interface RegionReplication {
  readonly region: string;
  readonly state: 'Unknown' | 'Replicating' | 'Completed' | 'Failed';
  /** 0 to 100. */
  readonly progress: number;
  readonly details?: string;
}

/** What an image version is made of: one snapshot per disk. */
export interface ImageVersionSource {
  readonly osSnapshotId: string;
  readonly osCaching: Caching;
  readonly dataDisks: readonly { readonly lun: number; readonly snapshotId: string; readonly caching: Caching }[];
}

/** With `wait`: once Azure does nothing to it any more. */
export async function readGallery(arm: Arm, id: string, wait?: Wait): Promise<Gallery | undefined> {
  const body = await readOrSettled(arm, id, wait);
  if (body === undefined) return undefined;
  return {
    id: textAt(body, 'id') ?? id,
    name: textAt(body, 'name') ?? nameOf(id),
    location: regionOf(body),
    provisioningState: stateOf(body),
  };
}

async function readOrSettled(arm: Arm, id: string, wait: Wait | undefined): Promise<JsonObject | undefined> {
  return wait === undefined ? arm.read(id, API_VERSIONS.gallery) : arm.settled(id, API_VERSIONS.gallery, wait);
}

function stateOf(body: JsonObject): string {
  return textAt(body, 'properties', 'provisioningState') ?? 'unknown';
}

export interface GalleryRequest {
  readonly id: string;
  readonly location: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export async function createGallery(arm: Arm, request: GalleryRequest, wait: Wait): Promise<void> {
  const properties = request.description === undefined ? {} : { description: request.description };
  const body = { location: request.location, tags: request.tags, properties };
  await arm.run({ method: 'PUT', path: request.id, apiVersion: API_VERSIONS.gallery, body }, wait);
}

/** With `wait`: once Azure does nothing to it any more. */
export async function readDefinition(arm: Arm, id: string, wait?: Wait): Promise<ImageDefinition | undefined> {
  const body = await readOrSettled(arm, id, wait);
  return body === undefined ? undefined : toDefinition(id, body);
}

/** All definitions of a gallery; rejects with a 404 where there is no such gallery. */
export async function listDefinitions(arm: Arm, galleryId: string): Promise<readonly ImageDefinition[]> {
  const bodies = await arm.list(`${galleryId}/images`, API_VERSIONS.gallery);
  return bodies.map((body) => toDefinition(`${galleryId}/images/${textAt(body, 'name') ?? ''}`, body));
}

/** Everything that tells images apart is sent: what is left out, newer api-versions fill with other defaults. */
export interface ImageDefinitionRequest extends Pick<
  ImageDefinition,
  'id' | 'location' | 'osType' | 'osState' | 'hyperVGeneration' | 'architecture' | 'securityType' | 'tags'
> {
  readonly diskControllers?: ImageDefinition['diskControllers'];
  readonly purchasePlan?: PurchasePlan | undefined;
  /** Unique in the gallery. */
  readonly identifier: { readonly publisher: string; readonly offer: string; readonly sku: string };
  readonly description?: string;
}

export async function createDefinition(arm: Arm, request: ImageDefinitionRequest, wait: Wait): Promise<void> {
  const controllers = request.diskControllers ?? ['SCSI'];
  const features = [
    { name: 'SecurityType', value: request.securityType },
    ...(controllers.includes('NVMe') ? [{ name: 'DiskControllerTypes', value: controllers.join(', ') }] : []),
  ];
  const body: JsonObject = {
    location: request.location,
    tags: request.tags,
    properties: {
      osType: request.osType,
      osState: request.osState,
      hyperVGeneration: request.hyperVGeneration,
      architecture: request.architecture,
      identifier: request.identifier,
      features,
      ...(request.description === undefined ? {} : { description: request.description }),
      ...(request.purchasePlan === undefined ? {} : { purchasePlan: { ...request.purchasePlan } }),
    },
  };
  await arm.run({ method: 'PUT', path: request.id, apiVersion: API_VERSIONS.gallery, body }, wait);
}

function toDefinition(id: string, body: JsonObject): ImageDefinition {
  const endOfLifeDate = textAt(body, 'properties', 'endOfLifeDate');
  return {
    id: textAt(body, 'id') ?? id,
    name: textAt(body, 'name') ?? nameOf(id),
    location: regionOf(body),
    provisioningState: stateOf(body),
    ...imageTraitsOf(objectAt(body, 'properties')),
    tags: recordAt(body, 'tags'),
    ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
  };
}

/** From the properties of a definition, be it one of a gallery or one that is shared. */
export function imageTraitsOf(properties: JsonObject | undefined): ImageTraits {
  const features = new Map(
    objectsAt(properties, 'features').map((item) => [textAt(item, 'name')?.toLowerCase(), textAt(item, 'value')]),
  );
  // Documentation and tools spell this feature with and without the plural.
  const controllers = features.get('diskcontrollertypes') ?? features.get('diskcontrollertype') ?? 'SCSI';
  const purchasePlan = planOf(objectAt(properties, 'purchasePlan'));
  return {
    osType: oneOf(['Linux', 'Windows'], textAt(properties, 'osType')) ?? 'Linux',
    osState: oneOf(['Generalized', 'Specialized'], textAt(properties, 'osState')) ?? 'Generalized',
    hyperVGeneration: oneOf(['V1', 'V2'], textAt(properties, 'hyperVGeneration')) ?? 'V1',
    architecture: oneOf(['x64', 'Arm64'], textAt(properties, 'architecture')) ?? 'x64',
    securityType: oneOf(SECURITY_TYPES, features.get('securitytype')) ?? 'Standard',
    diskControllers: diskControllersOf(controllers),
    ...(purchasePlan ? { purchasePlan } : {}),
  };
}

const SECURITY_TYPES = [
  'Standard',
  'TrustedLaunchSupported',
  'TrustedLaunch',
  'ConfidentialVMSupported',
  'ConfidentialVM',
  'TrustedLaunchAndConfidentialVmSupported',
] as const;

function regionOf(body: JsonObject): string {
  return normaliseRegion(textAt(body, 'location') ?? '');
}

export { addTargetRegions, listVersions, readVersion, startVersion } from './image-versions.ts';
export type { ImageVersionRequest, ListedVersion, VersionOrigin } from './image-versions.ts';
export type { RecordedSource } from './version-sources.ts';
