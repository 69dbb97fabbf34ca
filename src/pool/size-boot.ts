// Whether the VM size of a pool boots the image: Azure would say so only of each node.
import type { BatchVmSize } from '../azure/batch-accounts.ts';
import type { DiskController } from '../azure/disk-controllers.ts';
import type { ImageSecurityType } from '../azure/galleries.ts';
import { requiredSecurityType } from '../image/security-type.ts';
import type { Problem, Warning } from '../problem.ts';
import { objectAt, textAt } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';
import { isFlag, listOf } from './size-capabilities.ts';
import { OTHER_SIZE, refuserOf } from './size-problem.ts';
import { virtualMachineConfigurationOf } from './targets.ts';

const CONFIDENTIAL = 'ConfidentialComputingType';

/** What decides whether a size boots the image; what is not known of it is undefined. */
export interface ImageNeeds {
  readonly generation: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  /** As its definition lists them: Azure goes by nothing else (https://learn.microsoft.com/azure/virtual-machines/enable-nvme-remote-faqs). */
  readonly controllers: readonly DiskController[];
  /** From which the source itself boots; undefined of a VHD and of an image that exists, which do not tell. */
  readonly controllersOfSource: readonly DiskController[] | undefined;
  readonly securityType: ImageSecurityType;
  readonly osDiskBytes: number | undefined;
  /** That every node gets with it. */
  readonly dataDisks: number;
}

/** @param sizes of the region, which show what Azure lists of any. */
export function bootProblems(
  spec: PoolSpec,
  { name, capabilities }: BatchVmSize,
  image: ImageNeeds,
  sizes: readonly BatchVmSize[],
): readonly Problem[] {
  const refuse = refuserOf(spec);
  const { generation, architecture, controllers, securityType } = image;
  const problems: Problem[] = [];
  const generations = listOf(capabilities['HyperVGenerations']);
  if (generations !== undefined && !generations.includes(generation)) {
    problems.push(
      refuse(
        'vm-size-boot',
        `vmSize ${name}, which boots generation ${generations.join(', ')}, for an image of generation ${generation}`,
        `a size that boots generation ${generation}`,
        `${OTHER_SIZE} (${generation === 'V2' ? 'most sizes since v3 boot both' : 'sizes of v6 and newer boot only V2'}), or prepare the image as ${generations.join(' or ')}.`,
      ),
    );
  }
  const [processor] = listOf(capabilities['CpuArchitectureType']) ?? [];
  if (processor !== undefined && processor !== architecture) {
    problems.push(
      refuse(
        'vm-size-boot',
        `vmSize ${name} with ${processor} processors, for an image of architecture ${architecture}`,
        `a size with ${architecture} processors`,
        `${OTHER_SIZE} (Arm64 sizes have a p in their name, as Standard_D2ps_v5).`,
      ),
    );
  }
  const disks = listOf(capabilities['DiskControllerTypes']);
  if (disks !== undefined && !shares(controllers, disks)) {
    problems.push(
      refuse(
        'vm-size-boot',
        `vmSize ${name} with disk controller ${disks.join(', ')}, for an image with ${controllers.join(', ')}`,
        `a size with disk controller ${controllers.join(' or ')}`,
        `${OTHER_SIZE} (sizes up to v5 have SCSI), or ${otherDefinition(image, disks)}.`,
      ),
    );
  }
  const security = securityOfNodes(spec, securityType);
  if (security === 'trustedlaunch' && isFlag(capabilities['TrustedLaunchDisabled'], true)) {
    problems.push(
      refuse(
        'vm-size-boot',
        `vmSize ${name}, which has no Trusted Launch, for nodes with securityType trustedLaunch`,
        'a size that supports Trusted Launch',
        `${OTHER_SIZE}, or use an image with security type Standard.`,
      ),
    );
  }
  // A capability that Azure lists of no size tells nothing of this one.
  const isTold = sizes.some((one) => one.capabilities[CONFIDENTIAL] !== undefined);
  if (security === 'confidentialvm' && isTold && capabilities[CONFIDENTIAL] === undefined) {
    problems.push(
      refuse(
        'vm-size-boot',
        `vmSize ${name}, which makes no confidential VMs, for nodes with securityType confidentialVM`,
        'a size that makes confidential VMs',
        `${OTHER_SIZE} (those of the DC and EC series do).`,
      ),
    );
  }
  return problems;
}

/** Where the image boots on the size only if its definition says more than its source does. */
export function bootWarnings({ name, capabilities }: BatchVmSize, image: ImageNeeds): readonly Warning[] {
  const { controllers, controllersOfSource } = image;
  const disks = listOf(capabilities['DiskControllerTypes']);
  if (disks === undefined || controllersOfSource === undefined) return [];
  if (!shares(controllers, disks) || shares(controllersOfSource, disks)) return [];
  const text = `vmSize ${name} has disk controller ${disks.join(', ')} alone. The image definition lists it, but neither the VM nor its OS disk does: the nodes start only if the operating system boots from it.`;
  return [{ code: 'vm-size-boot-doubtful', input: 'pool-spec', text }];
}

function shares(ofImage: readonly DiskController[], ofSize: readonly string[]): boolean {
  return ofImage.some((one) => ofSize.includes(one));
}

/** What else leads to an image that boots there: where the source does, only its definition stands in the way. */
function otherDefinition({ controllersOfSource }: ImageNeeds, disks: readonly string[]): string {
  const wanted = disks.join(' or ');
  return controllersOfSource !== undefined && shares(controllersOfSource, disks)
    ? `name another image-definition: it is made when absent, with ${wanted}, as the source has it`
    : `prepare the image on a VM with ${wanted} disks, or name an image-definition whose feature DiskControllerTypes lists ${wanted}`;
}

/** As the spec has it, else as the image demands it; in lower case, because the shapes differ. */
function securityOfNodes(spec: PoolSpec, image: ImageSecurityType): string | undefined {
  const written = textAt(objectAt(virtualMachineConfigurationOf(spec), 'securityProfile'), 'securityType');
  return (written ?? requiredSecurityType(image))?.toLowerCase();
}
