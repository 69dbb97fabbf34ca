// The controllers through which a disk can be attached, as Azure lists them of disks and of image definitions.
import { oneOf } from './json.ts';

export type DiskController = 'SCSI' | 'NVMe';

/** `SCSI`, or both in either order: always SCSI first, because Azure takes a list in another order for a change. */
export function diskControllersOf(text: string): readonly DiskController[] {
  const named = text.split(',').flatMap((name) => oneOf(['SCSI', 'NVMe'], name.trim()) ?? []);
  return (['SCSI', 'NVMe'] as const).filter((one) => named.includes(one));
}
