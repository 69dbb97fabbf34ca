// Managed disks and their snapshots.
import type { Arm, JsonObject, Wait } from './arm.ts';
import { diskControllersOf, type DiskController } from './disk-controllers.ts';
import { AzureServiceError, isNotFound } from './errors.ts';
import { flagAt, numberAt, objectAt, oneOf, recordAt, textAt } from './json.ts';
import { nameOf, normaliseRegion } from './resource-id.ts';
import { API_VERSIONS } from './versions.ts';
import { planOf, securityTypeOf, type PurchasePlan, type SecurityType } from './virtual-machines.ts';

export interface Disk {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly sizeBytes: number;
  readonly sku: string;
  /** Stays the same for the life of the disk. */
  readonly uniqueId: string;
  /** Changes when the disk is attached, started or stopped: together with `uniqueId` it tells content apart. */
  readonly lastOwnershipUpdateTime?: string;
  readonly diskState: string;
  readonly hyperVGeneration?: 'V1' | 'V2';
  readonly architecture?: 'x64' | 'Arm64';
  /** That the OS on it can boot from; absent where the disk does not tell. */
  readonly diskControllers?: readonly DiskController[];
  readonly securityType: SecurityType;
  readonly networkAccessPolicy: 'AllowAll' | 'AllowPrivate' | 'DenyAll';
  readonly publicNetworkAccess: boolean;
  /** `AzureActiveDirectory` means that a SAS alone opens nothing. */
  readonly dataAccessAuthMode: 'None' | 'AzureActiveDirectory';
  readonly purchasePlan?: PurchasePlan;
  /** Whether Azure Disk Encryption was switched on in the guest; undefined where the disk does not tell. */
  readonly guestEncryption?: boolean;
  /** The disk encryption set whose key, one of the customer's own, encrypts the disk in storage. */
  readonly encryptionSetId?: string;
}

export interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly provisioningState: string;
  readonly sourceDiskId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly sizeBytes: number;
  readonly diskState: string;
}

/** The disk state of a disk or snapshot that a SAS opens. */
export const ACTIVE_ACCESS = 'ActiveSAS';

const GIBIBYTE = 1024 ** 3;

/** What the disk is now; undefined when there is none. */
export async function readDisk(arm: Arm, id: string): Promise<Disk | undefined> {
  const body = await arm.read(id, API_VERSIONS.disks);
  return body === undefined ? undefined : toDisk(id, body);
}

/** With `wait`: once Azure does nothing to it any more. */
export async function readSnapshot(arm: Arm, id: string, wait?: Wait): Promise<Snapshot | undefined> {
  const body =
    wait === undefined ? await arm.read(id, API_VERSIONS.disks) : await arm.settled(id, API_VERSIONS.disks, wait);
  return body === undefined ? undefined : toSnapshot(id, body);
}

export interface SnapshotRequest {
  readonly id: string;
  /** Must be the disk's own. */
  readonly location: string;
  readonly sourceDiskId: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Standard storage is enough: a snapshot is read once, as a whole, and its copy speed does not depend on the tier. */
  readonly sku?: 'Standard_LRS' | 'Standard_ZRS' | 'Premium_LRS';
}

/**
 * A full snapshot: pages cannot be copied out of an incremental one
 * (https://learn.microsoft.com/rest/api/storageservices/put-page-from-url). Generation, architecture, OS and security
 * type come from the disk.
 */
export async function createSnapshot(arm: Arm, request: SnapshotRequest, wait: Wait): Promise<void> {
  const body = {
    location: request.location,
    tags: request.tags,
    sku: { name: request.sku ?? 'Standard_LRS' },
    properties: {
      creationData: { createOption: 'Copy', sourceResourceId: request.sourceDiskId },
      incremental: false,
    },
  };
  await arm.run({ method: 'PUT', path: request.id, apiVersion: API_VERSIONS.disks, body }, wait);
}

/** Absent is done. */
export async function deleteSnapshot(arm: Arm, id: string, wait: Wait): Promise<void> {
  try {
    await arm.run({ method: 'DELETE', path: id, apiVersion: API_VERSIONS.disks }, wait);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/**
 * Opens a disk or snapshot for reading by a URL with a signature (SAS). The URL is a secret and must be masked before
 * use; until `endAccess` the disk cannot be started with its VM, attached or deleted.
 */
export async function beginAccess(arm: Arm, id: string, seconds: number, wait: Wait): Promise<string> {
  const path = `${id}/beginGetAccess`;
  const body = { access: 'Read', durationInSeconds: seconds };
  const output = await arm.run({ method: 'POST', path, apiVersion: API_VERSIONS.disks, body }, wait);
  const url = textAt(output, 'accessSAS') ?? textAt(output, 'properties', 'output', 'accessSAS');
  if (url !== undefined) return url;
  throw new AzureServiceError({
    service: 'ARM',
    code: 'AccessUrlMissing',
    serviceMessage: 'The operation succeeded, but neither its record nor its result holds accessSAS.',
    operation: `POST ${path}`,
  });
}

/** Revokes every open access, also one that is just being opened. Doing it twice does no harm. */
export async function endAccess(arm: Arm, id: string, wait: Wait): Promise<void> {
  const path = `${id}/endGetAccess`;
  await arm.run({ method: 'POST', path, apiVersion: API_VERSIONS.disks, waitsItsTurn: true }, wait);
}

function toDisk(id: string, body: JsonObject): Disk {
  const properties = objectAt(body, 'properties');
  const ownership = textAt(properties, 'LastOwnershipUpdateTime') ?? textAt(properties, 'lastOwnershipUpdateTime');
  const generation = oneOf(['V1', 'V2'], textAt(properties, 'hyperVGeneration'));
  const architecture = oneOf(['x64', 'Arm64'], textAt(properties, 'supportedCapabilities', 'architecture'));
  const controllers = diskControllersOf(textAt(properties, 'supportedCapabilities', 'diskControllerTypes') ?? '');
  const purchasePlan = planOf(objectAt(properties, 'purchasePlan'));
  const guestEncryption = flagAt(properties, 'encryptionSettingsCollection', 'enabled');
  const encryptionSetId = textAt(properties, 'encryption', 'diskEncryptionSetId');
  return {
    id: textAt(body, 'id') ?? id,
    name: textAt(body, 'name') ?? nameOf(id),
    location: normaliseRegion(textAt(body, 'location') ?? ''),
    sizeBytes: sizeOf(properties),
    sku: textAt(body, 'sku', 'name') ?? '',
    uniqueId: textAt(properties, 'uniqueId') ?? '',
    ...(ownership === undefined ? {} : { lastOwnershipUpdateTime: ownership }),
    diskState: textAt(properties, 'diskState') ?? 'unknown',
    ...(generation ? { hyperVGeneration: generation } : {}),
    ...(architecture ? { architecture } : {}),
    ...(controllers.length === 0 ? {} : { diskControllers: controllers }),
    securityType: securityTypeOf(textAt(properties, 'securityProfile', 'securityType')),
    networkAccessPolicy:
      oneOf(['AllowAll', 'AllowPrivate', 'DenyAll'], textAt(properties, 'networkAccessPolicy')) ?? 'AllowAll',
    publicNetworkAccess: textAt(properties, 'publicNetworkAccess')?.toLowerCase() !== 'disabled',
    dataAccessAuthMode: oneOf(['AzureActiveDirectory'], textAt(properties, 'dataAccessAuthMode')) ?? 'None',
    ...(purchasePlan ? { purchasePlan } : {}),
    ...(guestEncryption === undefined ? {} : { guestEncryption }),
    ...(encryptionSetId === undefined ? {} : { encryptionSetId }),
  };
}

function toSnapshot(id: string, body: JsonObject): Snapshot {
  const properties = objectAt(body, 'properties');
  return {
    id: textAt(body, 'id') ?? id,
    name: textAt(body, 'name') ?? nameOf(id),
    provisioningState: textAt(properties, 'provisioningState') ?? 'unknown',
    sourceDiskId: textAt(properties, 'creationData', 'sourceResourceId') ?? '',
    tags: recordAt(body, 'tags'),
    sizeBytes: sizeOf(properties),
    diskState: textAt(properties, 'diskState') ?? 'unknown',
  };
}

function sizeOf(properties: JsonObject | undefined): number {
  return numberAt(properties, 'diskSizeBytes') ?? (numberAt(properties, 'diskSizeGB') ?? 0) * GIBIBYTE;
}
