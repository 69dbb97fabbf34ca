// The content ID: tells whether what a name was made of is still what the source holds.
import { createHash } from 'node:crypto';
import type { Disk } from '../azure/disks.ts';

/** Enough against chance, and short enough for a mark. */
const CONTENT_ID_DIGITS = 20;

/**
 * Of disks that belong to a deallocated VM. A disk keeps its `uniqueId` for life; its `LastOwnershipUpdateTime` changes
 * whenever it is attached, started or stopped. So a VM that was started since its capture has another content ID.
 */
export function contentIdOf(disks: readonly Disk[]): string {
  const lines = disks.map((disk) => `${disk.uniqueId}|${disk.lastOwnershipUpdateTime ?? ''}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, CONTENT_ID_DIGITS);
}

/** Of a VHD file, by its SHA-256. */
export function contentIdOfFile(sha256: string): string {
  return sha256.slice(0, CONTENT_ID_DIGITS);
}
