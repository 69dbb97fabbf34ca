// Snapshots of a VM's disks: level-triggered, named by the release, marked as temporary from creation.
import type { Arm } from '../azure/arm.ts';
import {
  ACTIVE_ACCESS,
  createSnapshot,
  deleteSnapshot,
  endAccess,
  readSnapshot,
  type Snapshot,
} from '../azure/disks.ts';
import type { Wait } from '../azure/arm.ts';
import { CONTENT_MARK, KEY_MARK, KIND_MARK, type Marks } from '../marks.ts';
import type { Problem } from '../problem.ts';
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

/** Under the name of a temporary of this release, but made by somebody else: it is neither used nor deleted. */
export function foreignSnapshotProblem({ id, tags }: Snapshot, key: string): Problem | undefined {
  if (isTemporaryOf(tags, key)) return undefined;
  return {
    code: 'snapshot-taken',
    input: 'vm-name',
    found: `snapshot ${id}, which has the name of a temporary of this release, but not its marks`,
    expected: 'a name that is free: this action deletes only what it made',
    fix: `Delete it if nobody needs it (az snapshot delete --ids ${id}), or release under a new version.`,
  };
}

function isTemporaryOf(tags: Marks, key: string): boolean {
  return tags[KEY_MARK] === key && tags[KIND_MARK] === 'temporary';
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
  if (!isTemporaryOf(existing.tags, key)) {
    throw new Error(
      `Snapshot ${snapshotId} has the name of a temporary of this release, but not its marks: left alone.`,
    );
  }
  // A run that was killed may have left its access open: until it ends, Azure refuses to delete.
  if (existing.diskState === ACTIVE_ACCESS) await endAccess(arm, snapshotId, wait);
  await deleteSnapshot(arm, snapshotId, wait);
  return 'deleted';
}
