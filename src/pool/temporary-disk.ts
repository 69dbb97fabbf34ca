// The temporary disk: what an image was prepared with, and its nodes do not have, or the reverse.
import type { BatchVmSize } from '../azure/batch-accounts.ts';
import type { Warning } from '../problem.ts';
import { numberOf } from './size-capabilities.ts';

/**
 * Local NVMe disks do not count: Azure gives them raw, without a file system or a place
 * (https://learn.microsoft.com/azure/virtual-machines/enable-nvme-temp-faqs).
 * @param own the size of the VM, undefined where it is not known; then nothing is said.
 */
export function temporaryDiskWarnings(
  vm: { readonly name: string; readonly osType: 'Linux' | 'Windows' },
  own: BatchVmSize | undefined,
  nodes: BatchVmSize,
): readonly Warning[] {
  const before = own && hasTemporaryDisk(own);
  const after = hasTemporaryDisk(nodes);
  if (own === undefined || before === undefined || after === undefined || before === after) return [];
  const source = `VM ${vm.name} (${own.name})`;
  const text = before
    ? `${source} has a temporary disk, nodes of vmSize ${nodes.name} have none: ${LOST[vm.osType]}`
    : `${source} has no temporary disk, nodes of vmSize ${nodes.name} have one: ${GAINED[vm.osType]}`;
  return [{ code: 'temporary-disk-differs', input: 'pool-spec', text }];
}

const LOST = {
  Windows: 'drive letter D: and a page file on it are missing there, and other disks may take the letter.',
  Linux: 'what the image expects under /mnt, or swaps to, is missing there.',
} as const;

const GAINED = {
  Windows: 'it takes drive letter D:, and data disks get others.',
  Linux: 'it is mounted under /mnt, and hides what the image holds there.',
} as const;

function hasTemporaryDisk({ capabilities }: BatchVmSize): boolean | undefined {
  const megabytes = numberOf(capabilities['MaxResourceVolumeMB']);
  return megabytes === undefined ? undefined : megabytes > 0;
}
