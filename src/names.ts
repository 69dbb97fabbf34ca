// Names: every name a run creates derives from one key, so that a re-run on a fresh runner finds what is done.
import { createHash } from 'node:crypto';
import { v5 as uuidV5 } from 'uuid';

/** Namespace of this action's UUIDv5 values (a random UUID, fixed for ever). */
const NAMESPACE = '5f0c7c3e-9d0e-4c8e-8f0b-0e6a3f1f7a61';

/** Twenty hexadecimal digits of a SHA-256: enough against chance, short enough for tags and resource names. */
export type NameKey = string;

/** The key of one release: image definition, version and pool family. Case-insensitive, as Azure's names are. */
export function nameKey(definitionId: string, version: string, family: string): NameKey {
  const text = [definitionId, version, family].map((part) => part.toLowerCase()).join('|');
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/** A disk of the source: the OS disk, or a data disk by its LUN. */
export type DiskRole = 'os' | number;

/** `os`, `data-0`, ...: for IDs of steps and names of snapshots. */
export function roleName(role: DiskRole): string {
  return role === 'os' ? 'os' : `data-${role}`;
}

export function roleOf(name: string | undefined): DiskRole | undefined {
  if (name === 'os') return 'os';
  const lun = /^data-(\d+)$/.exec(name ?? '')?.[1];
  return lun === undefined ? undefined : Number(lun);
}

/** Snapshot names take 1 to 80 letters, digits, `_`, `-` and `.`. */
export function snapshotName(key: NameKey, role: DiskRole): string {
  return `abip-${key}-${roleName(role)}`;
}

/** The container of every captured VHD, as `virtualMachines/capture` has it. */
export const VHD_CONTAINER = 'system';

/** Where they all are in it. */
export const VHD_FOLDER = 'Microsoft.Compute/Images/';

/** Where captured VHDs lie in it. */
export function captureFolder(containerName: string): string {
  return `${VHD_FOLDER}${containerName}/`;
}

/** The blob's name below the container `system`, laid out as `virtualMachines/capture` does. */
export function vhdBlobName(key: NameKey, role: DiskRole, containerName: string, prefix: string): string {
  const disk = role === 'os' ? 'osDisk' : `dataDisk-${role}`;
  return `${captureFolder(containerName)}${prefix}-${disk}.${uuidV5(`${key}/vhd`, NAMESPACE)}.vhd`;
}

/** The disk of a VHD by the blob's name; undefined for names that neither this action nor a capture gives. */
export function diskOfVhd(blobName: string): DiskRole | undefined {
  const [, os, lun] = /-(?:(osDisk)|dataDisk-(\d+))\.[^/]+\.vhd$/i.exec(blobName) ?? [];
  if (os !== undefined) return 'os';
  return lun === undefined ? undefined : Number(lun);
}

/** The ID of the lease under which a VHD is written: a re-run takes the same lease again. */
export function leaseId(key: NameKey, role: DiskRole): string {
  return uuidV5(`${key}/lease/${roleName(role)}`, NAMESPACE);
}
