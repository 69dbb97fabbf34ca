// Whether a source fits its image definition. Some misfits are refused at once, others fail the operation.
import { invalidParameter, nameOf } from '../compute/compute-ids.ts';
import { propertiesOf } from '../compute/resource-bodies.ts';
import { hasEphemeralOsDisk, isUnmanaged, managedDisksOf, requireIdle } from '../compute/vm-state.ts';
import { AzureError } from '../kernel/errors.ts';
import { objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { featureOf, securityTypeOfDefinition } from './definition-rules.ts';
import type { SourceTraits } from './source-traits.ts';

const OS_SOURCE = 'galleryImageVersion.properties.storageProfile.osDiskImage.source.id';
const MAX_OS_DISK_GB = 2048;
const MAX_DATA_DISK_GB = 1024;
const MAX_SHALLOW_GB = 32 * 1024;

function refuse(message: string): AzureError {
  return new AzureError(409, 'OperationNotAllowed', message);
}

export function requireUsableVm(world: World, vm: StoredResource): void {
  requireIdle(world, vm.id, 'Create Gallery Image Version');
  if (isUnmanaged(vm)) throw refuse(`Source virtual machine ${vm.id} must be created from Managed Disks.`);
  if (hasEphemeralOsDisk(vm)) throw refuse(`Source virtual machine ${vm.id} cannot contain an ephemeral OS disk.`);
  for (const id of managedDisksOf(vm)) {
    const sku = stringOf(objectOf(world.resources.get(id)?.body['sku'])['name']);
    if (sku === 'UltraSSD_LRS' || sku === 'PremiumV2_LRS') {
      throw refuse(`Source virtual machine ${vm.id} cannot contain disk ['${id}'] stored in an UltraSSD account type.`);
    }
  }
}

/** A disk, a snapshot and a VHD take the state from the definition; a VM counts by its flag, an image by its own. */
export function requireOsState(definition: StoredResource, source: SourceTraits): void {
  const wanted = stringOf(propertiesOf(definition)['osState']);
  if (source.osState === undefined || source.osState === wanted) return;
  if (wanted === 'Specialized') {
    // https://learn.microsoft.com/azure/virtual-machines/troubleshooting-shared-images
    throw refuse(
      `Cannot create Gallery Image Version from: ${source.id} since the OS State in the parent gallery image ('${wanted}') is not '${source.osState}'.`,
    );
  }
  // https://github.com/Azure/azure-cli/issues/24972
  throw new AzureError(
    400,
    'BadRequest',
    `The resource with id '${source.id}' has a different OS state ['${source.osState}'] than the parent gallery image OS state ['${wanted ?? 'null'}'].`,
  );
}

/** https://learn.microsoft.com/azure/virtual-machines/troubleshooting-shared-images: the text. */
export function requireOwnSubscription(versionId: string, source: SourceTraits): void {
  const [own, other] = [versionId, source.id].map((id) => id.split('/')[2] ?? '');
  if (source.encryptionSet === undefined || own?.toLowerCase() === other?.toLowerCase()) return;
  throw refuse(
    `Encrypted source: '${source.id}' is in a different subscription ID than the current gallery image version subscription '${own ?? ''}'. Please retry with an unencrypted source(s) or use the source's subscription '${other ?? ''}' to create the gallery image version.`,
  );
}

/** Which security types of images a source can become. */
export function requireSecurityFits(definition: StoredResource, source: SourceTraits): void {
  const wanted = securityTypeOfDefinition(propertiesOf(definition));
  const carriesSecurityData = source.securityType === 'TrustedLaunch' || source.securityType === 'ConfidentialVM';
  const isDiskLike = source.kind === 'vm' || source.kind === 'disk' || source.kind === 'snapshot';
  if (wanted === 'TrustedLaunch' || wanted === 'ConfidentialVM') {
    if (source.securityType === wanted) return;
    const name = wanted === 'TrustedLaunch' ? 'Trusted Launch' : 'Confidential VM';
    // https://github.com/hashicorp/packer-plugin-azure/issues/372 shows the text for confidential VMs.
    throw invalidParameter(
      `${name} is not supported for the source id '${source.id}'. Currently Snapshot, Disk and VM sources are supported for the ${name} security type.`,
      OS_SOURCE,
    );
  }
  if (carriesSecurityData) {
    throw new AzureError(
      409,
      'Conflict',
      `The source '${source.id}' contains TrustedLaunch or ConfidentialVM security data that cannot be used in image with '${wanted}' security type. Please use either TrustedLaunch or ConfidentialVM security type.`,
    );
  }
  if (wanted !== 'Standard' && isDiskLike) {
    // https://github.com/hashicorp/packer-plugin-azure/issues/304
    throw invalidParameter(
      `The security type '${wanted}' is not supported for the source id '${source.id}'. Currently only Vhd Blob, User Image and Gallery Image Version sources are supported for '${wanted}' images.`,
      OS_SOURCE,
    );
  }
}

/**
 * Misfits that Azure finds only while it works: the PUT is accepted, its operation fails at once
 * (https://github.com/MicrosoftDocs/azure-docs/issues/118774).
 */
export function misfit(definition: StoredResource, source: SourceTraits): AzureError | undefined {
  const about = propertiesOf(definition);
  const differs = (what: string, found: string | undefined, parent: string, expected: string | undefined) =>
    found === undefined || found === expected
      ? undefined
      : new AzureError(
          409,
          'Conflict',
          `The resource with id '${source.id}' has a different ${what} ['${found}'] than the parent gallery image ${parent} ['${expected ?? 'null'}'].`,
        );
  return (
    differs('Hypervisor generation', source.generation, 'Hypervisor generation', stringOf(about['hyperVGeneration'])) ??
    differs('OS type', source.osType, 'OS type generation', stringOf(about['osType'])) ??
    differs('Architecture', source.architecture, 'Architecture', stringOf(about['architecture']) ?? 'x64') ??
    (source.plan === 'unknown'
      ? undefined
      : differs('plan', planText(source.plan), 'plan', planText(objectOrNothing(about['purchasePlan'])))) ??
    controllerMisfit(about, source) ??
    keyMisfit(about, source)
  );
}

function objectOrNothing(value: JsonObject[string]): JsonObject | undefined {
  return value === undefined || value === null ? undefined : objectOf(value);
}

function planText(plan: JsonObject | undefined): string {
  if (plan === undefined) return 'null';
  const { name, publisher, product } = plan;
  return JSON.stringify({ name, publisher, product });
}

/** https://github.com/Azure/azure-rest-api-specs/issues/29280: code and text, without the call stack that follows there. */
function keyMisfit(definition: JsonObject, { encryptionSet }: SourceTraits): AzureError | undefined {
  if (encryptionSet === undefined || securityTypeOfDefinition(definition) !== 'TrustedLaunch') return undefined;
  return new AzureError(
    409,
    'InternalOperationError',
    `Contract.Assert failed: Data model DiskEncryptionSetId '' does not match DiskRP returned DiskEncryptionSetId '${encryptionSet}'`,
  );
}

function controllerMisfit(definition: JsonObject, source: SourceTraits): AzureError | undefined {
  const types = featureOf(definition, 'DiskControllerTypes', 'DiskControllerType') ?? 'SCSI';
  if (!source.isNvme || types.includes('NVMe')) return undefined;
  return new AzureError(
    409,
    'Conflict',
    `The resource with id '${source.id}' uses the disk controller type 'NVMe', which the parent gallery image does not list in its feature DiskControllerTypes ['${types}'].`,
  );
}

/** https://learn.microsoft.com/azure/virtual-machines/troubleshooting-shared-images: code and text. */
export function oversize(source: SourceTraits, isShallow: boolean): AzureError | undefined {
  const limits = isShallow ? [MAX_SHALLOW_GB, MAX_SHALLOW_GB] : [MAX_OS_DISK_GB, MAX_DATA_DISK_GB];
  const [osLimit, dataLimit] = [limits[0] ?? 0, limits[1] ?? 0];
  const tooLarge = (size: number, limit: number): AzureError | undefined =>
    size <= limit
      ? undefined
      : new AzureError(
          409,
          'GallerySourceResourceExceedsMaxSize',
          `The GalleryImageVersion source resource size ${size} exceeds the max size ${limit} supported.`,
          { target: nameOf(source.id) },
        );
  const byData = source.dataDisks.map(({ gb }) => tooLarge(gb, dataLimit)).find((error) => error !== undefined);
  return tooLarge(source.osDiskGb, osLimit) ?? byData;
}
