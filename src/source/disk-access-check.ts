// Access to disks that somebody else has open.
import { ACTIVE_ACCESS } from '../azure/disks.ts';
import type { Warning } from '../problem.ts';
import type { FoundDisk } from './capture-check.ts';

/** https://learn.microsoft.com/azure/virtual-machines/windows/download-vhd: meanwhile the VM does not start. */
export function accessWarnings(disks: readonly FoundDisk[]): readonly Warning[] {
  return disks
    .filter(({ disk }) => disk.diskState === ACTIVE_ACCESS)
    .map(({ name, input, disk }) => ({
      code: 'disk-access-open',
      input,
      text:
        `Somebody reads the ${name} ${disk.name} by a SAS (its state is ${ACTIVE_ACCESS}): until that ends, the VM cannot start, ` +
        `and Azure may refuse what else is done to the disk. Revoke it: az disk revoke-access --ids ${disk.id}.`,
    }));
}
