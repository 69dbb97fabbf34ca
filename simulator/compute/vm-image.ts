// The image a new VM is made of: a platform image, an image version (or the latest of a definition), a managed image.
import type { ArmCall } from '../arm/route.ts';
import { featureOf, securityTypeOfDefinition } from '../gallery/definition-rules.ts';
import { latestVersion, regionReplication } from '../gallery/replication.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, at, numberOf, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { typeOf, type StoredResource } from '../kernel/resource-store.ts';
import { find, invalidParameter, missing, notSimulated, requireLinked } from './compute-ids.ts';
import { platformImage } from './platform-images.ts';
import { propertiesOf, requireProvisioned } from './resource-bodies.ts';
import { VM_TYPE } from './vm-state.ts';

export interface VmImage {
  /** How the VM shows what it was made of. */
  readonly reference: JsonObject;
  /** The same for its OS disk. */
  readonly creationData: JsonObject;
  readonly osType: string;
  readonly isSpecialized: boolean;
  readonly generation: string;
  readonly architecture: string;
  /** `TrustedLaunch` images make such VMs only; `...Supported` ones may, and so may platform images of generation 2. */
  readonly securityType: string;
  readonly isNvme: boolean;
  readonly osDiskGb: number;
  readonly dataDisks: readonly { readonly lun: number; readonly gb: number }[];
  readonly plan: JsonObject | undefined;
}

export function imageOf(call: ArmCall, vmId: string, location: string, reference: JsonObject): VmImage {
  const id = stringOf(reference['id']);
  if (id === undefined) return ofPlatform(call, location, reference);
  switch (typeOf(id)) {
    case 'microsoft.compute/images':
      return ofManagedImage(call, vmId, location, id);
    case 'microsoft.compute/galleries/images':
    case 'microsoft.compute/galleries/images/versions':
      return ofGallery(call, vmId, location, id);
    default:
      throw notSimulated(`the image '${id}'`);
  }
}

function ofPlatform(call: ArmCall, location: string, reference: JsonObject): VmImage {
  for (const name of ['communityGalleryImageId', 'sharedGalleryImageId']) {
    if (reference[name] !== undefined) throw notSimulated(`imageReference.${name}`);
  }
  for (const name of ['publisher', 'offer', 'sku', 'version']) {
    if (stringOf(reference[name]) === undefined) throw invalidParameter(missing(name), 'imageReference');
  }
  const image = platformImage(reference);
  const { publisher, offer, sku, exactVersion } = image;
  const subscription = call.params['subscription'] ?? '';
  return {
    reference: { publisher, offer, sku, version: reference['version'], exactVersion },
    creationData: {
      createOption: 'FromImage',
      imageReference: {
        id: `/Subscriptions/${subscription}/Providers/Microsoft.Compute/Locations/${location}/Publishers/${publisher}/ArtifactTypes/VMImage/Offers/${offer}/Skus/${sku}/Versions/${exactVersion}`,
      },
    },
    osType: image.osType,
    isSpecialized: false,
    generation: image.generation,
    architecture: image.architecture,
    securityType: image.generation === 'V2' && image.architecture === 'x64' ? 'TrustedLaunchSupported' : 'Standard',
    isNvme: true,
    osDiskGb: image.osDiskGb,
    dataDisks: [],
    plan: undefined,
  };
}

function disksOf(disks: Json | undefined, sizeName: string): readonly { readonly lun: number; readonly gb: number }[] {
  return arrayOf(disks).map((disk) => ({
    lun: numberOf(at(disk, 'lun')) ?? 0,
    gb: numberOf(at(disk, sizeName)) ?? 0,
  }));
}

function ofManagedImage(call: ArmCall, vmId: string, location: string, id: string): VmImage {
  requireLinked(call, `${VM_TYPE}/write`, vmId, 'Microsoft.Compute/images/read', id);
  const image = find(call.world, id);
  if (image.body['location'] !== location) {
    throw invalidParameter(`The image '${image.id}' is not in the location '${location}' of the VM.`, 'imageReference');
  }
  requireProvisioned(image);
  const profile = objectOf(propertiesOf(image)['storageProfile']);
  const osDisk = objectOf(profile['osDisk']);
  return {
    reference: { id: image.id },
    creationData: { createOption: 'FromImage', imageReference: { id: image.id } },
    osType: stringOf(osDisk['osType']) ?? 'Linux',
    isSpecialized: osDisk['osState'] === 'Specialized',
    generation: stringOf(propertiesOf(image)['hyperVGeneration']) ?? 'V1',
    architecture: 'x64',
    securityType: 'Standard',
    isNvme: false,
    osDiskGb: numberOf(osDisk['diskSizeGB']) ?? 30,
    dataDisks: disksOf(profile['dataDisks'], 'diskSizeGB'),
    plan: undefined,
  };
}

function ofGallery(call: ArmCall, vmId: string, location: string, id: string): VmImage {
  const isVersion = typeOf(id).endsWith('/versions');
  requireLinked(call, `${VM_TYPE}/write`, vmId, 'Microsoft.Compute/galleries/images/versions/read', id);
  const definitionId = isVersion ? id.slice(0, id.toLowerCase().lastIndexOf('/versions/')) : id;
  const definition = find(call.world, definitionId);
  const version = isVersion ? find(call.world, id) : latestVersion(call.world, definitionId, location);
  if (version === undefined || regionReplication(call.world, version.id, location) !== 'Completed') {
    throw new AzureError(
      404,
      'GalleryImageNotFound',
      `The gallery image ${id} is not available in ${location} region. Please contact image owner to replicate to this region, or change your requested region.`,
      { target: 'imageReference' },
    );
  }
  return ofVersion(definition, version, isVersion ? version.id : definition.id);
}

function ofVersion(definition: StoredResource, version: StoredResource, referenceId: string): VmImage {
  const about = propertiesOf(definition);
  const profile = objectOf(propertiesOf(version)['storageProfile']);
  const plan = objectOf(about['purchasePlan']);
  return {
    reference: { id: referenceId, exactVersion: version.id.split('/').at(-1) ?? '' },
    creationData: { createOption: 'FromImage', galleryImageReference: { id: version.id } },
    osType: stringOf(about['osType']) ?? 'Linux',
    isSpecialized: about['osState'] === 'Specialized',
    generation: stringOf(about['hyperVGeneration']) ?? 'V1',
    architecture: stringOf(about['architecture']) ?? 'x64',
    securityType: securityTypeOfDefinition(about),
    isNvme: (featureOf(about, 'DiskControllerTypes', 'DiskControllerType') ?? '').includes('NVMe'),
    osDiskGb: numberOf(at(profile, 'osDiskImage', 'sizeInGB')) ?? 30,
    dataDisks: disksOf(profile['dataDiskImages'], 'sizeInGB'),
    plan: Object.keys(plan).length > 0 ? plan : undefined,
  };
}
