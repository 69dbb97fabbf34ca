// Snapshots of a VM's disks: level-triggered, named by the release, marked as temporary from creation.
import type { Arm } from '../azure/arm.ts';
import { ACTIVE_ACCESS, createSnapshot, deleteSnapshot, endAccess, readSnapshot } from '../azure/disks.ts';
import type { Wait } from '../azure/arm.ts';
import { CONTENT_MARK, KEY_MARK, KIND_MARK, type Marks } from '../marks.ts';
import type { DiskCapture } from './capture.ts';

export interface SnapshotWish {
  readonly disk: DiskCapture;
  readonly contentId: string;
  readonly tags: Marks;
}

/**
 * Makes the snapshot unless one of the same content is there. One of other content can only be what an interrupted run
 * of this release left (the VM was used since): a temporary of ours, so it is replaced.
 */
export async function ensureSnapshot(arm: Arm, { disk, contentId, tags }: SnapshotWish, wait: Wait): Promise<void> {
  // One that an interrupted run asked for may be in the making still.
  const existing = await readSnapshot(arm, disk.snapshotId, wait);
  if (existing !== undefined) {
    if (existing.provisioningState === 'Succeeded' && existing.tags[CONTENT_MARK] === contentId) return;
    await removeSnapshot(arm, disk.snapshotId, tags[KEY_MARK] ?? '', wait);
  }
  await createSnapshot(arm, { id: disk.snapshotId, location: disk.location, sourceDiskId: disk.diskId, tags }, wait);
}

/** Deletes a snapshot that carries this release's marks; leaves anything else alone. */
export async function removeSnapshot(
  arm: Arm,
  snapshotId: string,
  key: string,
  wait: Wait,
): Promise<'deleted' | 'absent'> {
  const existing = await readSnapshot(arm, snapshotId, wait);
  if (existing === undefined) return 'absent';
  if (existing.tags[KEY_MARK] !== key || existing.tags[KIND_MARK] !== 'temporary') {
    throw new Error(
      `Snapshot ${snapshotId} has the name of a temporary of this release, but not its marks: left alone.`,
    );
  }
  // A run that was killed may have left its access open: until it ends, Azure refuses to delete.
  if (existing.diskState === ACTIVE_ACCESS) await endAccess(arm, snapshotId, wait);
  await deleteSnapshot(arm, snapshotId, wait);
  return 'deleted';
}
