// The content ID of a VM's disks: tells whether what a name was made of is still what the VM holds.
import { createHash } from 'node:crypto';
import type { Disk } from '../azure/disks.ts';

/**
 * Of disks that belong to a deallocated VM. A disk keeps its `uniqueId` for life; its `LastOwnershipUpdateTime` changes
 * whenever it is attached, started or stopped. So a VM that was started since its capture has another content ID.
 */
export function contentIdOf(disks: readonly Disk[]): string {
  const lines = disks.map((disk) => `${disk.uniqueId}|${disk.lastOwnershipUpdateTime ?? ''}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 20);
}
