// A VM with unmanaged disks: page blobs in a storage account, which `virtualMachines/capture` copies beside themselves.
import type { ListedBlob } from '../azure/page-blobs.ts';
import type { StorageAccount } from '../azure/storage-accounts.ts';
import type { Caching, VirtualMachine } from '../azure/virtual-machines.ts';
import { CONTENT_MARK, DISK_MARK, KEY_MARK, STATE_MARK } from '../marks.ts';
import { roleOf, type DiskRole, type NameKey } from '../names.ts';
import type { BlobDisk } from './content-id.ts';
import type { WholeVhd } from './planned-vhd.ts';

export interface UnmanagedDisk {
  readonly role: DiskRole;
  readonly url: string;
  readonly caching: Caching;
}

/** What the survey found of them. */
export interface UnmanagedFacts {
  /** The account in which the VM's disks lie, and its captures too; undefined when the subscription has none. */
  readonly account: StorageAccount | undefined;
  readonly disks: readonly BlobDisk[];
  /** Blobs where a capture of this request puts them, whoever made them. */
  readonly captures: readonly ListedBlob[];
}

/** The OS disk first. A managed data disk on such a VM cannot be: Azure allows no mixture. */
export function unmanagedDisksOf(vm: VirtualMachine, dataDisks: 'include' | 'exclude'): readonly UnmanagedDisk[] {
  const wanted = [
    { role: 'os' as const, disk: vm.osDisk },
    ...(dataDisks === 'include' ? vm.dataDisks.map((disk) => ({ role: disk.lun, disk })) : []),
  ];
  return wanted.flatMap(({ role, disk }) =>
    disk.kind === 'unmanaged' ? [{ role, url: disk.vhdUrl, caching: disk.caching }] : [],
  );
}

/** Captures carry the marks of the release that asked for them, once their run has read where Azure put them. */
export function markedCaptures(
  blobs: readonly ListedBlob[],
  key: NameKey,
  contentId: string | undefined,
): ReadonlyMap<DiskRole, WholeVhd> {
  const ours = blobs.filter(
    ({ metadata }) =>
      metadata[KEY_MARK] === key &&
      contentId !== undefined &&
      metadata[CONTENT_MARK] === contentId &&
      metadata[STATE_MARK] === 'complete',
  );
  return new Map(
    ours.flatMap(({ metadata, url, length }) => {
      const role = roleOf(metadata[DISK_MARK]);
      return role === undefined ? [] : [[role, { url, bytes: length }] as const];
    }),
  );
}
