// What a capture takes of a VM: its disks, with the snapshot and the VHD blob that each becomes.
import type { Disk } from '../azure/disks.ts';
import type { Caching, VirtualMachine } from '../azure/virtual-machines.ts';
import { snapshotName, vhdBlobName, type DiskRole, type NameKey } from '../names.ts';
import { resourceGroupOf } from '../azure/resource-id.ts';

export interface DiskCapture {
  readonly role: DiskRole;
  readonly diskId: string;
  readonly caching: Caching;
  /** A snapshot lives in its disk's region. */
  readonly location: string;
  /** Of the disk; the VHD is 512 bytes longer, for its footer. */
  readonly sizeBytes: number;
  readonly snapshotId: string;
  /** Below the container `system`. */
  readonly blobName: string;
}

export interface CaptureNames {
  readonly key: NameKey;
  readonly containerName: string;
  readonly vhdPrefix: string;
}

/** The disks to capture, the OS disk first. Disks that `readDisk` did not find are left out: a problem names them. */
export function disksToCapture(
  vm: VirtualMachine,
  disks: ReadonlyMap<string, Disk>,
  names: CaptureNames,
  dataDisks: 'include' | 'exclude',
): readonly DiskCapture[] {
  const wanted = [
    { role: 'os' as const, disk: vm.osDisk },
    ...(dataDisks === 'include' ? vm.dataDisks.map((disk) => ({ role: disk.lun, disk })) : []),
  ];
  return wanted.flatMap(({ role, disk }) => {
    const found = disk.kind === 'managed' ? disks.get(disk.diskId.toLowerCase()) : undefined;
    if (disk.kind !== 'managed' || found === undefined) return [];
    return [
      {
        role,
        diskId: disk.diskId,
        caching: disk.caching,
        location: found.location,
        sizeBytes: found.sizeBytes,
        snapshotId: `${resourceGroupOf(vm.id)}/providers/Microsoft.Compute/snapshots/${snapshotName(names.key, role)}`,
        blobName: vhdBlobName(names.key, role, names.containerName, names.vhdPrefix),
      },
    ];
  });
}
