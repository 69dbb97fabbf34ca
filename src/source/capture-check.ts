// Whether a VM can be captured by snapshot at all, checked before anything is written.
import type { Disk } from '../azure/disks.ts';
import type { VirtualMachine, VirtualMachineDisk } from '../azure/virtual-machines.ts';
import type { Problem, Warning } from '../problem.ts';
import { accessWarnings } from './disk-access-check.ts';
import { guestEncryptionProblems } from './disk-encryption-check.ts';
import { strangerWarnings, unmanagedProblems } from './unmanaged-check.ts';
import type { UnmanagedFacts } from './unmanaged.ts';
import { vmStateProblems, vmStateWarnings } from './vm-state-check.ts';

const INPUT = 'vm-name';
const TEBIBYTE = 1024 ** 4;

export interface CaptureWish {
  readonly mode: 'snapshot' | 'generalize';
  readonly dataDisks: 'include' | 'exclude';
  readonly exportVhd: boolean;
  readonly storageAccountId?: string;
}

/** Every reason why the VM cannot be captured as wished; empty when it can. */
export function captureProblems(
  vm: VirtualMachine,
  disks: ReadonlyMap<string, Disk>,
  wish: CaptureWish,
  unmanaged: UnmanagedFacts | undefined,
): readonly Problem[] {
  const ofVm = [...vmStateProblems(vm), ...guestEncryptionProblems(vm, foundDisks(vm, disks, wish))];
  if (vm.osDisk.kind === 'unmanaged') return [...ofVm, ...unmanagedProblems(vm, wish, unmanaged)];
  const ofDisks = attachedDisks(vm, wish).flatMap(({ name, input, attached }) => {
    if (attached.kind !== 'managed') return [attachmentProblem(vm, name, input, attached)];
    const found = disks.get(attached.diskId.toLowerCase());
    if (found === undefined) return [missingDisk(name, input, attached.diskId)];
    return [...diskProblems(found, name, input, wish.exportVhd), ...sizeProblems(found, name, input)];
  });
  return [...ofVm, ...ofDisks];
}

interface AttachedDisk {
  /** As messages call it. */
  readonly name: string;
  /** The input that leads to it. */
  readonly input: string;
  readonly attached: VirtualMachineDisk;
}

/** Those that are captured, the OS disk first. */
function attachedDisks(vm: VirtualMachine, { dataDisks }: CaptureWish): readonly AttachedDisk[] {
  return [
    { name: 'OS disk', input: INPUT, attached: vm.osDisk },
    ...(dataDisks === 'include' ? vm.dataDisks : []).map((attached) => ({
      name: `data disk at LUN ${attached.lun}`,
      input: 'data-disks',
      attached,
    })),
  ];
}

/** A managed disk that is captured, as the survey found it. */
export interface FoundDisk {
  readonly name: string;
  readonly input: string;
  readonly disk: Disk;
}

export function foundDisks(
  vm: VirtualMachine,
  disks: ReadonlyMap<string, Disk>,
  wish: CaptureWish,
): readonly FoundDisk[] {
  return attachedDisks(vm, wish).flatMap(({ name, input, attached }) => {
    const disk = attached.kind === 'managed' ? disks.get(attached.diskId.toLowerCase()) : undefined;
    return disk === undefined ? [] : [{ name, input, disk }];
  });
}

/** What the owner of the VM should know, though the run can go on. */
export function captureWarnings(
  vm: VirtualMachine,
  disks: ReadonlyMap<string, Disk>,
  wish: CaptureWish,
  unmanaged: UnmanagedFacts | undefined,
): readonly Warning[] {
  const warnings: Warning[] = [
    ...(unmanaged === undefined ? [] : strangerWarnings(unmanaged)),
    ...vmStateWarnings(vm, wish),
    ...accessWarnings(foundDisks(vm, disks, wish)),
  ];
  if (wish.mode === 'generalize' && !vm.generalized) {
    warnings.push({
      code: 'generalize-is-final',
      input: 'capture-mode',
      text: `capture-mode generalize flags VM ${vm.name} as generalized: it can never be started again.`,
    });
  }
  return warnings;
}

function attachmentProblem(
  vm: VirtualMachine,
  name: string,
  input: string,
  disk: Exclude<VirtualMachineDisk, { kind: 'managed' }>,
): Problem {
  switch (disk.kind) {
    case 'unmanaged':
      return {
        code: 'disk-unmanaged',
        input,
        found: `${vm.name}, whose ${name} is an unmanaged VHD (${disk.vhdUrl.split('?', 1)[0] ?? ''}), unlike its OS disk`,
        expected: 'managed disks',
        fix: 'Detach it, or leave data disks out with data-disks: exclude.',
      };
    case 'ephemeral':
      return {
        code: 'disk-ephemeral',
        input,
        found: `${vm.name}, whose ${name} is an ephemeral OS disk`,
        expected: 'a managed OS disk',
        fix: 'An ephemeral disk cannot be captured and is lost on deallocation. Prepare the image on a VM with a managed OS disk.',
      };
    default:
      return disk satisfies never;
  }
}

function diskProblems(disk: Disk, name: string, input: string, exportVhd: boolean): readonly Problem[] {
  const problems: Problem[] = [];
  if (disk.sku === 'PremiumV2_LRS' || disk.sku === 'UltraSSD_LRS') {
    problems.push({
      code: 'disk-incremental-only',
      input,
      found: `the ${name} ${disk.name} of SKU ${disk.sku}`,
      expected: 'Standard or Premium SSD disks, or Standard HDD',
      fix:
        'Premium SSD v2 and Ultra disks have only incremental snapshots, which cannot become a VHD. Copy the disk to ' +
        `Premium_LRS (az disk create --source <incremental snapshot> --sku Premium_LRS)${input === INPUT ? ' and make the VM boot from the copy' : ', or leave data disks out with data-disks: exclude'}.`,
    });
  }
  if (!exportVhd) return problems;
  if (disk.networkAccessPolicy !== 'AllowAll' || !disk.publicNetworkAccess) {
    const policy =
      disk.networkAccessPolicy === 'AllowAll'
        ? ', whose public network access is disabled'
        : ` with network access policy ${disk.networkAccessPolicy}`;
    problems.push({
      code: 'disk-network-closed',
      input,
      found: `the ${name} ${disk.name}${policy}`,
      expected: 'a disk that may be exported (AllowAll)',
      fix: `Allow it (az disk update --ids ${disk.id} --network-access-policy AllowAll --public-network-access Enabled), or set export-vhd: false.`,
    });
  }
  if (disk.dataAccessAuthMode === 'AzureActiveDirectory') {
    problems.push({
      code: 'disk-entra-protected',
      input,
      found: `the ${name} ${disk.name} with dataAccessAuthMode AzureActiveDirectory`,
      expected: 'a disk whose data a SAS alone opens',
      fix: `Set it to None (az disk update --ids ${disk.id} --data-access-auth-mode None), or set export-vhd: false.`,
    });
  }
  return problems;
}

function missingDisk(name: string, input: string, diskId: string): Problem {
  return {
    code: 'disk-not-found',
    input,
    found: `no disk ${diskId}, which the VM names as its ${name}`,
    expected: 'a disk that exists and that the signed-in identity may read',
    fix: 'Grant Microsoft.Compute/disks/read on it, or repair the VM.',
  };
}

/** A gallery's limits: https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#limits. */
function sizeProblems(disk: Disk, name: string, input: string): readonly Problem[] {
  const found = `the ${name} ${disk.name} of ${Math.ceil(disk.sizeBytes / 1024 ** 3)} GiB`;
  if (input === INPUT) {
    if (disk.sizeBytes <= 2 * TEBIBYTE) return [];
    return [
      {
        code: 'os-disk-too-large',
        input,
        found,
        expected: 'an OS disk of at most 2,048 GiB, the limit of a gallery image version',
        fix: 'Prepare the image on a VM with a smaller OS disk: Azure does not shrink disks.',
      },
    ];
  }
  if (disk.sizeBytes <= TEBIBYTE) return [];
  return [
    {
      code: 'data-disk-too-large',
      input,
      found,
      expected: 'data disks of at most 1,024 GiB, the limit of a gallery image version',
      fix: 'Leave data disks out with data-disks: exclude, or shrink the disk.',
    },
  ];
}
