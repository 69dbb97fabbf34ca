// Whether a VM with unmanaged disks can be captured the way of 2017.
import { sameId } from '../azure/resource-id.ts';
import type { VirtualMachine } from '../azure/virtual-machines.ts';
import type { ProblemCode } from '../checks/registry.ts';
import { KEY_MARK } from '../marks.ts';
import type { Problem, Warning } from '../problem.ts';
import type { CaptureWish } from './capture-check.ts';
import { unmanagedDisksOf, type UnmanagedFacts } from './unmanaged.ts';

const RETIRED = 'Azure retired unmanaged disks on 2026-03-31; a cloud that has them still captures them';

/** @param facts undefined where the disks may not be read: that is told already. */
export function unmanagedProblems(
  vm: VirtualMachine,
  wish: CaptureWish,
  facts: UnmanagedFacts | undefined,
): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: ProblemCode, input: string, found: string, expected: string, fix: string): void => {
    problems.push({ code, input, found, expected, fix });
  };
  if (wish.mode !== 'generalize') {
    refuse(
      'disk-unmanaged',
      'capture-mode',
      `\`${wish.mode}\`, for VM ${vm.name}, whose disks are unmanaged`,
      `\`generalize\`: ${RETIRED}, and only from a VM that is flagged as generalized`,
      'Set capture-mode: generalize (the VM can then never start again), or convert the deallocated VM first: ' +
        `az vm convert --ids ${vm.id}.`,
    );
  }
  if (!wish.exportVhd) {
    refuse(
      'route-needs-vhd',
      'export-vhd',
      `\`false\`, for VM ${vm.name}, whose disks are unmanaged`,
      '`true`: a gallery takes such a VM only by its VHDs',
      'Set export-vhd: true.',
    );
  }
  if (facts === undefined) return problems;
  const { account } = facts;
  if (account === undefined) {
    refuse(
      'vhd-account-unknown',
      'vm-name',
      `VM ${vm.name}, whose disks lie in no storage account of the subscription that the signed-in identity may read`,
      'a storage account that the gallery can read',
      'Assign Reader on that storage account, or copy the VHD and release it by vhd-url.',
    );
    return problems;
  }
  if (wish.storageAccountId !== undefined && !sameId(wish.storageAccountId, account.id)) {
    refuse(
      'capture-account',
      'storage-account',
      `\`${wish.storageAccountId}\``,
      `${account.name}, in which the unmanaged disks of VM ${vm.name} lie: Azure captures them there and nowhere else`,
      'Leave storage-account out. To have the VHD elsewhere, release the captured one by vhd-url.',
    );
  }
  const missing = unmanagedDisksOf(vm, wish.dataDisks).filter(
    ({ url }) => !facts.disks.some((disk) => disk.url === url),
  );
  for (const { url } of missing) {
    refuse(
      'disk-not-found',
      'vm-name',
      `no blob ${url.split('?', 1)[0] ?? ''}, which VM ${vm.name} names as its disk`,
      'a blob that exists',
      'Repair the VM, or release another source.',
    );
  }
  return problems;
}

/** Each capture makes new blobs; what an interrupted run or somebody else captured stays, and is worth knowing of. */
export function strangerWarnings({ captures }: UnmanagedFacts): readonly Warning[] {
  const strangers = captures.filter(({ metadata }) => metadata[KEY_MARK] === undefined);
  if (strangers.length === 0) return [];
  const text = `There are VHDs with this prefix that no release made or finished: ${strangers.map(({ name }) => name).join(', ')}. They are left alone.`;
  return [{ code: 'captures-of-others', input: 'vhd-prefix', text }];
}
