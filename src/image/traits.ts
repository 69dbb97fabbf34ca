// What tells images apart: it follows from the source, and decides which definition takes the image and what boots it.
import type { DiskController } from '../azure/disk-controllers.ts';
import type { Disk } from '../azure/disks.ts';
import type { ImageDefinition } from '../azure/galleries.ts';
import type { MarketplaceImage, PurchasePlan, SecurityType, VirtualMachine } from '../azure/virtual-machines.ts';
import type { Guest } from '../azure/vm-instance-view.ts';
import type { Problem, Warning } from '../problem.ts';
import type { BootMode } from '../source/boot-mode.ts';

export interface ImageTraits {
  readonly osType: 'Linux' | 'Windows';
  readonly hyperVGeneration: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  /** Of the source itself; a VHD carries none, whatever it was exported from. */
  readonly securityType: SecurityType;
  readonly secureBoot: boolean;
  readonly vTpm: boolean;
  /** Through which the source has its disks. */
  readonly diskController: DiskController;
  /** From which it boots, as far as the source tells: what a new definition lists, and Azure holds a VM size against. */
  readonly diskControllers: readonly DiskController[];
  readonly purchasePlan?: PurchasePlan;
  /** The marketplace image that the source was made from, where that is known. */
  readonly marketplaceImage?: MarketplaceImage;
  /** What runs in the source VM, while it runs. */
  readonly guest?: Guest;
}

/** What the workflow itself says of the image. */
export type TraitWishes = Partial<Pick<ImageTraits, 'osType' | 'hyperVGeneration' | 'architecture'>>;

/** @param osDisk undefined for a VM with unmanaged disks: those are always x64 and of generation 1. */
export function traitsOfVm(vm: VirtualMachine, osDisk: Disk | undefined): ImageTraits {
  const plan = vm.plan ?? osDisk?.purchasePlan;
  return {
    osType: vm.osType,
    hyperVGeneration: osDisk?.hyperVGeneration ?? 'V1',
    architecture: osDisk?.architecture ?? 'x64',
    securityType: vm.securityType,
    secureBoot: vm.secureBoot,
    vTpm: vm.vTpm,
    diskController: vm.diskController,
    diskControllers: controllersOf(vm, osDisk),
    ...(plan === undefined ? {} : { purchasePlan: plan }),
    ...(vm.imageReference === undefined ? {} : { marketplaceImage: vm.imageReference }),
    ...(vm.guest === undefined ? {} : { guest: vm.guest }),
  };
}

/**
 * The disk is the same whichever controller it is attached by: what the image it was made of boots from, it says itself
 * (https://learn.microsoft.com/azure/virtual-machines/nvme-linux). NVMe needs generation 2.
 */
function controllersOf(vm: VirtualMachine, osDisk: Disk | undefined): readonly DiskController[] {
  const told = osDisk?.hyperVGeneration === 'V2' ? osDisk.diskControllers : undefined;
  return vm.diskController === 'NVMe' || told?.includes('NVMe') === true ? ['SCSI', 'NVMe'] : ['SCSI'];
}

/**
 * Of an image that exists already. Its firmware settings are not told: those that Azure gives a new Trusted Launch VM hold
 * (https://learn.microsoft.com/azure/virtual-machines/trusted-launch).
 */
export function traitsOfDefinition(definition: ImageDefinition): ImageTraits {
  const { osType, hyperVGeneration, architecture, purchasePlan, diskControllers } = definition;
  return {
    osType,
    hyperVGeneration,
    architecture,
    securityType: 'Standard',
    secureBoot: true,
    vTpm: true,
    diskController: diskControllers.includes('SCSI') ? 'SCSI' : 'NVMe',
    diskControllers,
    ...(purchasePlan === undefined ? {} : { purchasePlan }),
  };
}

export interface VhdTraits {
  /** Undefined while something is not known. */
  readonly traits: ImageTraits | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Of a VHD: what the workflow says counts most, then the definition that exists, then what the disk itself shows. */
export function traitsOfVhd(
  wishes: TraitWishes,
  definition: ImageDefinition | undefined,
  boot: BootMode,
  input: 'vhd-url' | 'vhd-file',
): VhdTraits {
  const osType = wishes.osType ?? definition?.osType;
  const hyperVGeneration = wishes.hyperVGeneration ?? definition?.hyperVGeneration ?? generationFor(boot);
  const problems: Problem[] = [];
  if (osType === undefined) {
    problems.push(untold('os-type', 'the operating system', '`Linux` or `Windows`', input));
  }
  if (hyperVGeneration === undefined) {
    const expected = '`V1` (boots by BIOS) or `V2` (boots by UEFI)';
    problems.push(untold('hyper-v-generation', 'the generation: its partitions do not tell', expected, input));
  }
  if (osType === undefined || hyperVGeneration === undefined) return { traits: undefined, problems, warnings: [] };
  return {
    traits: {
      osType,
      hyperVGeneration,
      architecture: wishes.architecture ?? definition?.architecture ?? 'x64',
      securityType: 'Standard',
      secureBoot: true,
      vTpm: true,
      diskController: 'SCSI',
      diskControllers: ['SCSI'],
      ...(definition?.purchasePlan === undefined ? {} : { purchasePlan: definition.purchasePlan }),
    },
    problems,
    warnings: bootWarnings(boot, hyperVGeneration, input),
  };
}

function generationFor(boot: BootMode): 'V1' | 'V2' | undefined {
  if (boot === 'bios') return 'V1';
  return boot === 'uefi' ? 'V2' : undefined;
}

function untold(input: string, what: string, expected: string, source: string): Problem {
  return {
    code: 'image-trait-untold',
    input,
    found: `nothing, and \`${source}\` does not tell ${what}`,
    expected,
    fix: `Add \`${input}\`, or name an image definition that exists.`,
  };
}

/** Partitions may lie in ways that this action does not know, so a doubt is no problem. */
function bootWarnings(boot: BootMode, generation: 'V1' | 'V2', input: string): readonly Warning[] {
  const wrong = boot === 'bios' ? 'V2' : boot === 'uefi' ? 'V1' : undefined;
  if (generation !== wrong) return [];
  const text =
    generation === 'V2'
      ? 'The image is of generation V2, but the disk has no EFI system partition: it may boot only as V1.'
      : 'The image is of generation V1, but the disk looks as if it boots by UEFI alone: it may boot only as V2.';
  return [{ code: 'generation-doubtful', input, text }];
}

/** Where the workflow says of the source what it is not. */
export function wishProblems(wishes: TraitWishes, traits: ImageTraits, source: string): readonly Problem[] {
  const compare = [
    ['os-type', wishes.osType, traits.osType],
    ['hyper-v-generation', wishes.hyperVGeneration, traits.hyperVGeneration],
    ['architecture', wishes.architecture, traits.architecture],
  ] as const;
  return compare.flatMap(([input, wish, found]) =>
    wish === undefined || wish === found
      ? []
      : [
          {
            code: 'image-trait-differs',
            input,
            found: `\`${wish}\`, though ${source} is ${found}`,
            expected: `\`${found}\``,
            fix: `Remove \`${input}\`: the source tells it.`,
          },
        ],
  );
}
