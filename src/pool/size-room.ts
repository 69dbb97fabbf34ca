// What a node of the pool's VM size has room for: an ephemeral OS disk, data disks, task slots.
import type { BatchVmSize } from '../azure/batch-accounts.ts';
import { formatBytes, formatCount } from '../format.ts';
import type { Problem } from '../problem.ts';
import { isList, objectAt } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';
import type { ImageNeeds } from './size-boot.ts';
import { isFlag, megabytes, numberOf } from './size-capabilities.ts';
import { OTHER_SIZE, refuserOf } from './size-problem.ts';
import { virtualMachineConfigurationOf, virtualMachinePath } from './targets.ts';
import { coresOf, mostCoresOf } from './vm-size.ts';

export function roomProblems(spec: PoolSpec, size: BatchVmSize, image: ImageNeeds | undefined): readonly Problem[] {
  return [
    ...ephemeralProblems(spec, size, image?.osDiskBytes),
    ...dataDiskProblems(spec, size, image?.dataDisks ?? 0),
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

/** The disks of the image and those of the spec count alike. */
function dataDiskProblems(spec: PoolSpec, { name, capabilities }: BatchVmSize, ofImage: number): readonly Problem[] {
  const most = numberOf(capabilities['MaxDataDiskCount']);
  const { dataDisks } = virtualMachineConfigurationOf(spec);
  const ofSpec = isList(dataDisks) ? dataDisks.length : 0;
  if (most === undefined || ofImage + ofSpec <= most) return [];
  const path = [...virtualMachinePath(spec.kind), 'dataDisks'];
  return [
    refuserOf(spec)(
      'vm-size-data-disks',
      `${formatCount(ofImage + ofSpec, 'data disk')} (${ofImage} of the image, ${ofSpec} of the pool spec), for vmSize ${name}`,
      `at most ${most}`,
      [
        OTHER_SIZE,
        ...(ofSpec > 0 ? ['take disks out of the pool spec'] : []),
        ...(ofImage > 0 ? ['use an image with fewer (data-disks: exclude leaves those of a VM out)'] : []),
      ].join(', or ') + '.',
      ofSpec > 0 ? path : undefined,
    ),
  ];
}
