// The VM sizes Batch offers in every simulated region: most of Compute's, as Compute describes them, until Batch gives them up.
import { vmSizes, type Size } from '../arm/vm-sizes.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';

export interface VmSize {
  readonly name: string;
  readonly family: string;
  readonly vCpus: number;
  readonly generations: readonly string[];
  readonly architecture: 'x64' | 'Arm64';
  readonly controllers: readonly string[];
  readonly trustedLaunch: boolean;
}

/** Batch takes no burstable and no first sizes: https://learn.microsoft.com/azure/batch/batch-pool-vm-sizes */
const NOT_IN_BATCH = new Set(['standardA0_A7Family', 'standardBSFamily']);

const OFFERED = vmSizes().filter(({ family }) => !NOT_IN_BATCH.has(family));

function toVmSize({ name, family, capabilities }: Size): VmSize {
  const list = (capability: string): readonly string[] => (capabilities[capability] ?? '').split(/,\s*/);
  return {
    name,
    family,
    vCpus: Number(capabilities['vCPUs']),
    generations: list('HyperVGenerations'),
    architecture: capabilities['CpuArchitectureType'] === 'Arm64' ? 'Arm64' : 'x64',
    controllers: list('DiskControllerTypes'),
    trustedLaunch: capabilities['TrustedLaunchDisabled'] !== 'True',
  };
}

/** Sizes compare without regard to case. */
export function vmSize(name: string): VmSize | undefined {
  const found = OFFERED.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : toVmSize(found);
}

/** When Batch's support of a size ends, where the scenario says so. */
function endOf({ scenario }: World, size: string): string | undefined {
  const named = Object.entries(scenario.sizesEnd).find(([name]) => name.toLowerCase() === size.toLowerCase());
  return named === undefined ? undefined : new Date(named[1]).toISOString();
}

/** No pool is made of it any more. */
export function isRetired(world: World, size: string): boolean {
  const end = endOf(world, size);
  return end !== undefined && Date.parse(end) <= world.clock.now().getTime();
}

/** Everything `locations/{l}/virtualMachineSkus` lists, in ARM's form: every value is a string. */
export function vmSkus(world: World, apiVersion: string): readonly JsonObject[] {
  return OFFERED.map(({ name, family, capabilities }) => {
    const end = apiVersion >= '2024-07-01' ? endOf(world, name) : undefined;
    return {
      name,
      familyName: family,
      capabilities: Object.entries(capabilities).map(([key, value]) => ({ name: key, value })),
      ...(end !== undefined && { batchSupportEndOfLife: end }),
    };
  });
}
