// What holds a disk or snapshot: the VM it is attached to, an open grant, an image version that is being made of it.
import { AzureError } from '../kernel/errors.ts';
import type { Leftover } from '../kernel/exchange.ts';
import { stringOf } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { nameOf, sameId } from './compute-ids.ts';
import { setProperties, propertiesOf, timestamp } from './resource-bodies.ts';
import { isAllocated, managedDisksOf, VM_TYPE } from './vm-state.ts';

export const DISK_TYPE = 'Microsoft.Compute/disks';
export const SNAPSHOT_TYPE = 'Microsoft.Compute/snapshots';

interface Grant {
  readonly id: string;
  readonly accessSas: string;
  readonly since: string;
  readonly expiresAt: number;
}

const grants = new WeakMap<World, Map<string, Grant>>();
const readers = new WeakMap<World, Map<string, Set<string>>>();

function grantsOf(world: World): Map<string, Grant> {
  let map = grants.get(world);
  if (map === undefined) {
    map = new Map();
    grants.set(world, map);
  }
  return map;
}

/** The grant on a disk or snapshot that has neither ended nor expired. */
export function openGrant(world: World, id: string): Grant | undefined {
  const grant = grantsOf(world).get(id.toLowerCase());
  return grant !== undefined && grant.expiresAt > world.clock.now().getTime() ? grant : undefined;
}

export function recordGrant(world: World, id: string, accessSas: string, durationSeconds: number): void {
  const expiresAt = world.clock.now().getTime() + durationSeconds * 1000;
  grantsOf(world).set(id.toLowerCase(), { id, accessSas, since: world.clock.now().toISOString(), expiresAt });
  refreshDiskState(world, id);
}

export function endGrant(world: World, id: string): void {
  grantsOf(world).delete(id.toLowerCase());
  refreshDiskState(world, id);
}

export function grantLeftovers(world: World): readonly Leftover[] {
  return [...grantsOf(world).values()]
    .filter((grant) => openGrant(world, grant.id) !== undefined)
    .map((grant) => ({ id: grant.id, kind: 'grant', since: grant.since }));
}

/** Marks `sourceId` as read by `readerId` (an image version that is being made of it) until `releaseSource`. */
export function holdSource(world: World, sourceId: string, readerId: string): void {
  let map = readers.get(world);
  if (map === undefined) {
    map = new Map();
    readers.set(world, map);
  }
  const key = sourceId.toLowerCase();
  map.set(key, new Set([...(map.get(key) ?? []), readerId.toLowerCase()]));
}

export function releaseSource(world: World, sourceId: string, readerId: string): void {
  readers.get(world)?.get(sourceId.toLowerCase())?.delete(readerId.toLowerCase());
}

export function isBeingRead(world: World, id: string): boolean {
  return (readers.get(world)?.get(id.toLowerCase())?.size ?? 0) > 0;
}

/**
 * The first sentence is documented at https://learn.microsoft.com/azure/virtual-machines/windows/download-vhd; the
 * second follows the wording for restore points.
 */
export function activeSas(id: string): AzureError {
  return new AzureError(
    409,
    'OperationNotAllowed',
    `There is an active shared access signature outstanding for disk ${nameOf(id)}. Call EndGetAccess before attaching or deleting the disk.`,
  );
}

export function requireNoGrant(world: World, id: string): void {
  if (openGrant(world, id) !== undefined) throw activeSas(id);
}

/** The gallery reads a source through a signature of its own until the version is made. */
export function requireNotRead(world: World, id: string): void {
  if (isBeingRead(world, id)) throw activeSas(id);
}

export function attachedTo(world: World, diskId: string): StoredResource | undefined {
  return world.resources.ofType(VM_TYPE).find((vm) => managedDisksOf(vm).some((attached) => sameId(attached, diskId)));
}

/** States of an upload are not computed: they stay as a scenario gives them. */
const GIVEN_STATES: readonly string[] = ['ReadyToUpload', 'ActiveUpload', 'Frozen', 'ActiveSASFrozen'];

export function diskStateOf(world: World, disk: StoredResource): string {
  const stored = stringOf(propertiesOf(disk)['diskState']);
  if (stored !== undefined && GIVEN_STATES.includes(stored)) return stored;
  if (openGrant(world, disk.id) !== undefined) return 'ActiveSAS';
  const vm = attachedTo(world, disk.id);
  if (vm === undefined) return 'Unattached';
  return isAllocated(vm) ? 'Attached' : 'Reserved';
}

/** Writes the state into the stored body, so that the list of all resources shows it too. */
export function refreshDiskState(world: World, id: string): void {
  const disk = world.resources.get(id);
  if (disk !== undefined) setProperties(world, id, { diskState: diskStateOf(world, disk) });
}

/** Start, deallocation and attachment change who owns a disk; its `uniqueId` stays. */
export function changeOwnership(world: World, diskIds: readonly string[]): void {
  for (const id of diskIds) {
    const disk = world.resources.get(id);
    if (disk === undefined) continue;
    const before = Date.parse(stringOf(propertiesOf(disk)['LastOwnershipUpdateTime']) ?? '');
    const now = world.clock.now().getTime();
    // Two changes within a millisecond must still tell apart.
    const time = before >= now ? before + 1 : now;
    setProperties(world, id, { LastOwnershipUpdateTime: timestamp(new Date(time)) });
    refreshDiskState(world, id);
  }
}
