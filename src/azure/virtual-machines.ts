// Compute virtual machines: what a capture needs to know of one, and what it does to it.
import type { Arm, JsonObject, Wait } from './arm.ts';
import { isBusy } from './errors.ts';
import { flagAt, numberAt, objectAt, objectsAt, oneOf, recordAt, textAt } from './json.ts';
import { nameOf, normaliseRegion } from './resource-id.ts';
import { API_VERSIONS } from './versions.ts';
import { instanceViewOf, type InstanceView, type VmExtension } from './vm-instance-view.ts';

export interface VirtualMachine extends InstanceView {
  readonly id: string;
  readonly name: string;
  /** Normalised, e.g. `westeurope`. */
  readonly location: string;
  readonly osType: 'Linux' | 'Windows';
  /** e.g. `Succeeded`, `Updating`, `Failed`. */
  readonly provisioningState: string;
  readonly osDisk: VirtualMachineDisk;
  readonly dataDisks: readonly VirtualMachineDataDisk[];
  readonly securityType: SecurityType;
  readonly secureBoot: boolean;
  readonly vTpm: boolean;
  readonly encryptionAtHost: boolean;
  /** Whether the VM itself says that Azure Disk Encryption was switched on in its guest: its first release did. */
  readonly guestEncryption: boolean;
  readonly diskController: 'SCSI' | 'NVMe';
  readonly vmSize: string;
  /** The marketplace image it was made from, where it was. */
  readonly imageReference?: MarketplaceImage;
  /** The gallery image or managed image it was made from, where it was. */
  readonly imageId?: string;
  readonly plan?: PurchasePlan;
  readonly extensions: readonly VmExtension[];
  readonly tags: Readonly<Record<string, string>>;
}

export type SecurityType = 'Standard' | 'TrustedLaunch' | 'ConfidentialVM';

export type VirtualMachineDisk =
  | { readonly kind: 'managed'; readonly diskId: string; readonly caching: Caching }
  | { readonly kind: 'unmanaged'; readonly vhdUrl: string; readonly caching: Caching }
  | { readonly kind: 'ephemeral' };

export type VirtualMachineDataDisk = VirtualMachineDisk & { readonly lun: number };

export type Caching = 'None' | 'ReadOnly' | 'ReadWrite';

export interface MarketplaceImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version?: string;
}

export interface PurchasePlan {
  readonly name: string;
  readonly publisher: string;
  readonly product: string;
}

const INSTANCE_VIEW = { $expand: 'instanceView' };

/** What the VM is now; undefined when there is none. */
export async function readVirtualMachine(arm: Arm, id: string): Promise<VirtualMachine | undefined> {
  const body = await arm.read(id, API_VERSIONS.compute, INSTANCE_VIEW);
  return body === undefined ? undefined : toVirtualMachine(id, body);
}

/** Stops the VM and releases its host. Doing it twice does no harm. */
export async function deallocate(arm: Arm, id: string, wait: Wait): Promise<void> {
  const ask = async (): Promise<unknown> =>
    arm.run({ method: 'POST', path: `${id}/deallocate`, apiVersion: API_VERSIONS.compute }, wait);
  try {
    await ask();
  } catch (error) {
    if (!isBusy(error)) throw error;
    // Something is being done to the VM: perhaps it is an interrupted run's own deallocation.
    const body = await arm.settled(id, API_VERSIONS.compute, wait, INSTANCE_VIEW);
    if (body !== undefined && toVirtualMachine(id, body).powerState === 'deallocated') return;
    await ask();
  }
}

/** Flags the VM as generalized, for ever: it can never start again. Synchronous in Azure. */
export async function generalize(arm: Arm, id: string): Promise<void> {
  await arm.send({ method: 'POST', path: `${id}/generalize`, apiVersion: API_VERSIONS.compute });
}

function toVirtualMachine(id: string, body: JsonObject): VirtualMachine {
  const properties = objectAt(body, 'properties');
  const storage = objectAt(properties, 'storageProfile');
  const osDisk = objectAt(storage, 'osDisk');
  const image = objectAt(storage, 'imageReference');
  const imageId = textAt(image, 'id');
  const marketplace = marketplaceOf(image);
  const plan = planOf(objectAt(body, 'plan'));
  return {
    id: textAt(body, 'id') ?? id,
    name: textAt(body, 'name') ?? nameOf(id),
    location: normaliseRegion(textAt(body, 'location') ?? ''),
    osType: oneOf(['Linux', 'Windows'], textAt(osDisk, 'osType')) ?? 'Linux',
    provisioningState: textAt(properties, 'provisioningState') ?? 'unknown',
    ...instanceViewOf(objectAt(properties, 'instanceView')),
    osDisk: diskOf(osDisk),
    dataDisks: objectsAt(storage, 'dataDisks').map((disk) => ({ ...diskOf(disk), lun: numberAt(disk, 'lun') ?? 0 })),
    securityType: securityTypeOf(textAt(properties, 'securityProfile', 'securityType')),
    secureBoot: flagAt(properties, 'securityProfile', 'uefiSettings', 'secureBootEnabled') ?? false,
    vTpm: flagAt(properties, 'securityProfile', 'uefiSettings', 'vTpmEnabled') ?? false,
    encryptionAtHost: flagAt(properties, 'securityProfile', 'encryptionAtHost') ?? false,
    guestEncryption: flagAt(osDisk, 'encryptionSettings', 'enabled') ?? false,
    diskController: oneOf(['SCSI', 'NVMe'], textAt(storage, 'diskControllerType')) ?? 'SCSI',
    vmSize: textAt(properties, 'hardwareProfile', 'vmSize') ?? '',
    ...(marketplace ? { imageReference: marketplace } : {}),
    ...(imageId === undefined ? {} : { imageId }),
    ...(plan ? { plan } : {}),
    extensions: objectsAt(body, 'resources').flatMap(extensionOf),
    tags: recordAt(body, 'tags'),
  };
}

function diskOf(disk: JsonObject | undefined): VirtualMachineDisk {
  // An ephemeral disk has a managed disk ID as well; it lives on the host and cannot be captured.
  if (textAt(disk, 'diffDiskSettings', 'option') !== undefined) return { kind: 'ephemeral' };
  const caching = oneOf(['None', 'ReadOnly', 'ReadWrite'], textAt(disk, 'caching')) ?? 'None';
  const vhdUrl = textAt(disk, 'vhd', 'uri');
  if (vhdUrl !== undefined) return { kind: 'unmanaged', vhdUrl, caching };
  return { kind: 'managed', diskId: textAt(disk, 'managedDisk', 'id') ?? '', caching };
}

function marketplaceOf(image: JsonObject | undefined): MarketplaceImage | undefined {
  const [publisher, offer, sku] = [textAt(image, 'publisher'), textAt(image, 'offer'), textAt(image, 'sku')];
  if (publisher === undefined || offer === undefined || sku === undefined) return undefined;
  const version = textAt(image, 'exactVersion') ?? textAt(image, 'version');
  return { publisher, offer, sku, ...(version === undefined ? {} : { version }) };
}

export function planOf(plan: JsonObject | undefined): PurchasePlan | undefined {
  const [name, publisher, product] = [textAt(plan, 'name'), textAt(plan, 'publisher'), textAt(plan, 'product')];
  return name !== undefined && publisher !== undefined && product !== undefined
    ? { name, publisher, product }
    : undefined;
}

export function securityTypeOf(text: string | undefined): SecurityType {
  // Disks say `ConfidentialVM_DiskEncryptedWithPlatformKey` and the like where VMs say `ConfidentialVM`.
  if (text?.toLowerCase().startsWith('confidentialvm') === true) return 'ConfidentialVM';
  return oneOf(['TrustedLaunch'], text) ?? 'Standard';
}

/** Older answers hold only the extension's ID. */
function extensionOf(extension: JsonObject): readonly VmExtension[] {
  const name = textAt(extension, 'name') ?? textAt(extension, 'id');
  const type = textAt(extension, 'properties', 'type');
  return name === undefined ? [] : [{ name: nameOf(name), ...(type === undefined ? {} : { type }) }];
}

export type { PowerState, VmExtension } from './vm-instance-view.ts';
