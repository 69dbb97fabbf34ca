// Whether the VM size of a pool is offered, boots the image, and can do what the spec asks of it. What Azure does not list
// of a size is not judged.
import type { BatchVmSize } from '../azure/batch-accounts.ts';
import type { ImageSecurityType } from '../azure/galleries.ts';
import type { ProblemCode } from '../checks/registry.ts';
import { formatBytes } from '../format.ts';
import { requiredSecurityType } from '../image/security-type.ts';
import { nearestName } from '../nearest-name.ts';
import type { Problem, Warning } from '../problem.ts';
import { objectAt, textAt } from './json.ts';
import { endOfSupport, isNear } from './node-agent.ts';
import type { PoolSpec } from './pool-spec.ts';
import { targetPath, virtualMachineConfigurationOf, virtualMachinePath, vmSizeOf, wantedNodes } from './targets.ts';
import { coresOf, mostCoresOf } from './vm-size.ts';

/** What decides whether a size boots the image; what is not known of it is undefined. */
export interface ImageNeeds {
  readonly generation: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  readonly controllers: readonly ('SCSI' | 'NVMe')[];
  readonly securityType: ImageSecurityType;
  readonly osDiskBytes: number | undefined;
}

const OTHER_SIZE = 'Choose another vmSize';

type Refuse = (code: ProblemCode, found: string, expected: string, fix: string, path?: readonly string[]) => Problem;

function refuserOf(spec: PoolSpec): Refuse {
  return (code, found, expected, fix, path = sizePath(spec)) => ({
    code,
    input: 'pool-spec',
    found,
    expected,
    fix,
    position: spec.locate(path),
  });
}

function sizePath({ kind }: PoolSpec): readonly string[] {
  return kind === 'arm' ? ['properties', 'vmSize'] : ['vmSize'];
}

/** For a size that is not among those of the region. */
export function unknownSize(spec: PoolSpec, sizes: readonly BatchVmSize[], region: string): Problem {
  const wanted = vmSizeOf(spec);
  const near = nearestName(
    wanted,
    sizes.map(({ name }) => name),
  );
  return refuserOf(spec)(
    'vm-size-unknown',
    `vmSize ${wanted}, which Batch does not offer in ${region}`,
    `one of the ${sizes.length} sizes that Batch offers there`,
    near === undefined
      ? `List them: \`az batch location list-skus --location ${region}\`.`
      : `Did you mean ${near}? All of them: \`az batch location list-skus --location ${region}\`.`,
  );
}

/** Offered by Batch, but kept from the subscription in which the nodes would be. */
export function restrictedSize(spec: PoolSpec, name: string, region: string): Problem {
  return refuserOf(spec)(
    'vm-size-restricted',
    `vmSize ${name}, which Compute does not make for this subscription in ${region}`,
    'a size without restrictions',
    `${OTHER_SIZE}, or ask for access: Azure portal, Help + support. List them: \`az vm list-skus --location ${region} --all\`.`,
  );
}

/** When Batch ends its support of the size: a problem where it is over, a warning while it comes near. */
export function sizeLifetime(
  spec: PoolSpec,
  { name, endOfLife }: BatchVmSize,
  now: Date,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] } {
  const end = endOfSupport([endOfLife === undefined ? {} : { endOfLife }], now);
  if (end === undefined) return { problems: [], warnings: [] };
  const { day, daysLeft } = end;
  if (daysLeft <= 0) {
    const found = `vmSize ${name}, which Batch supports no longer since ${day}`;
    const problem = refuserOf(spec)('vm-size-retired', found, 'a size that Batch supports', `${OTHER_SIZE}.`);
    return { problems: [problem], warnings: [] };
  }
  if (!isNear(daysLeft)) return { problems: [], warnings: [] };
  const text = `Batch ends its support of ${name} on ${day}, in ${daysLeft} days. Move the pool to another vmSize before.`;
  return { problems: [], warnings: [{ code: 'vm-size-end-of-life', input: 'pool-spec', text }] };
}

/** Why the image does not boot on the size: Azure would say so only of each node. */
export function bootProblems(
  spec: PoolSpec,
  { name, capabilities }: BatchVmSize,
  image: ImageNeeds,
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
  if (disks !== undefined && !controllers.some((one) => disks.includes(one))) {
    problems.push(
      refuse(
        'vm-size-boot',
        `vmSize ${name} with disk controller ${disks.join(', ')}, for an image with ${controllers.join(', ')}`,
        `a size with disk controller ${controllers.join(' or ')}`,
        `${OTHER_SIZE} (sizes up to v5 have SCSI), or prepare the image on a VM with ${disks.join(' or ')} disks.`,
      ),
    );
  }
  const trusted = securityOfNodes(spec, securityType) === 'trustedlaunch';
  if (trusted && isFlag(capabilities['TrustedLaunchDisabled'], true)) {
    problems.push(
      refuse(
        'vm-size-boot',
        `vmSize ${name}, which has no Trusted Launch, for nodes with securityType trustedLaunch`,
        'a size that supports Trusted Launch',
        `${OTHER_SIZE}, or use an image with security type Standard.`,
      ),
    );
  }
  return problems;
}

/** As the spec has it, else as the image demands it; in lower case, because the shapes differ. */
function securityOfNodes(spec: PoolSpec, image: ImageSecurityType): string | undefined {
  const written = textAt(objectAt(virtualMachineConfigurationOf(spec), 'securityProfile'), 'securityType');
  return (written ?? requiredSecurityType(image))?.toLowerCase();
}

/** What the spec asks of its nodes, and this size cannot do. */
export function featureProblems(spec: PoolSpec, size: BatchVmSize, image: ImageNeeds | undefined): readonly Problem[] {
  const { name, capabilities } = size;
  const refuse = refuserOf(spec);
  const holder = spec.kind === 'arm' ? ['properties'] : [];
  const machine = virtualMachinePath(spec.kind);
  const configuration = virtualMachineConfigurationOf(spec);
  const network = objectAt(spec.body, ...holder, 'networkConfiguration');
  const wishes: readonly { wanted: boolean; capability: string; what: string; path: readonly string[] }[] = [
    {
      wanted: network.enableAcceleratedNetworking === true,
      capability: 'AcceleratedNetworkingEnabled',
      what: 'accelerated networking',
      path: [...holder, 'networkConfiguration', 'enableAcceleratedNetworking'],
    },
    {
      wanted: objectAt(configuration, 'securityProfile').encryptionAtHost === true,
      capability: 'EncryptionAtHostSupported',
      what: 'encryption at host',
      path: [...machine, 'securityProfile', 'encryptionAtHost'],
    },
    {
      wanted: wantedNodes(spec).lowPriority > 0,
      capability: 'LowPriorityCapable',
      what: 'low-priority nodes',
      path: targetPath(spec, 'lowPriority'),
    },
    {
      wanted:
        textAt(objectAt(configuration, 'osDisk', 'managedDisk'), 'storageAccountType')?.toLowerCase() === 'premium_lrs',
      capability: 'PremiumIO',
      what: 'premium disks',
      path: [...machine, 'osDisk', 'managedDisk', 'storageAccountType'],
    },
  ];
  const missing = wishes.filter(({ wanted, capability }) => wanted && isFlag(capabilities[capability], false));
  return [
    ...missing.map(({ what, path }) =>
      refuse(
        'vm-size-feature',
        `${path.join('.')}, though vmSize ${name} does not support ${what}`,
        `a size with ${what}, or a pool without`,
        `${OTHER_SIZE}, or remove ${path.at(-1) ?? ''}.`,
        path,
      ),
    ),
    ...ephemeralProblems(spec, size, image?.osDiskBytes),
    ...slotProblems(spec, size),
  ];
}

/** An ephemeral OS disk lies in the cache of the host; where no placement is written, also its other local disks may do. */
function ephemeralProblems(
  spec: PoolSpec,
  { name, capabilities }: BatchVmSize,
  imageBytes: number | undefined,
): readonly Problem[] {
  const path = [...virtualMachinePath(spec.kind), 'osDisk', 'ephemeralOSDiskSettings'];
  const osDisk = objectAt(virtualMachineConfigurationOf(spec), 'osDisk');
  const { ephemeralOSDiskSettings: settings, diskSizeGB } = osDisk;
  if (settings === undefined) return [];
  const refuse = refuserOf(spec);
  const fix = `${OTHER_SIZE}, or remove ephemeralOSDiskSettings.`;
  if (isFlag(capabilities['EphemeralOSDiskSupported'], false)) {
    const found = `${path.join('.')}, though vmSize ${name} has no room for ephemeral OS disks`;
    return [refuse('vm-size-ephemeral', found, 'a size that supports ephemeral OS disks', fix, path)];
  }
  const cache = numberOf(capabilities['CachedDiskBytes']);
  const local = [cache, megabytes(capabilities['MaxResourceVolumeMB']), megabytes(capabilities['NvmeDiskSizeInMiB'])];
  const isPlaced = objectAt(osDisk, 'ephemeralOSDiskSettings').placement !== undefined;
  const room = isPlaced ? cache : cache === undefined ? undefined : Math.max(...local.map((bytes) => bytes ?? 0));
  const wanted = typeof diskSizeGB === 'number' ? diskSizeGB * 1024 ** 3 : imageBytes;
  if (room === undefined || room === 0 || wanted === undefined || wanted <= room) return [];
  return [
    refuse(
      'vm-size-ephemeral',
      `an ephemeral OS disk of ${formatBytes(wanted)}, for which vmSize ${name} has ${formatBytes(room)}`,
      `a size with ${formatBytes(wanted)} of cache, or a smaller OS disk`,
      fix,
      path,
    ),
  ];
}

/** Batch allows four task slots for each core, and 256 in all (https://learn.microsoft.com/rest/api/batchservice/pool/add-pool). */
function slotProblems(spec: PoolSpec, size: BatchVmSize): readonly Problem[] {
  const holder = spec.kind === 'arm' ? objectAt(spec.body, 'properties') : spec.body;
  const { taskSlotsPerNode: slots } = holder;
  const cores = mostCoresOf(size);
  if (typeof slots !== 'number' || cores === undefined) return [];
  const most = Math.min(4 * cores, 256);
  if (slots <= most) return [];
  const path = [...(spec.kind === 'arm' ? ['properties'] : []), 'taskSlotsPerNode'];
  return [
    refuserOf(spec)(
      'pool-spec-task-slots',
      `taskSlotsPerNode = ${slots}, for vmSize ${size.name} with ${coresOf(size) ?? cores} cores`,
      `at most ${most}`,
      'Lower taskSlotsPerNode, or choose a larger vmSize.',
      path,
    ),
  ];
}

/** `V1,V2` or `SCSI, NVMe`. */
function listOf(text: string | undefined): readonly string[] | undefined {
  const items = text?.split(',').map((one) => one.trim());
  return items === undefined || items[0] === '' ? undefined : items;
}

function isFlag(text: string | undefined, wanted: boolean): boolean {
  return text?.toLowerCase() === String(wanted);
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text ?? NaN);
  return Number.isFinite(value) ? value : undefined;
}

function megabytes(text: string | undefined): number | undefined {
  const value = numberOf(text);
  return value === undefined ? undefined : value * 1024 ** 2;
}
