// The VM sizes Batch offers in every simulated region: a handful, with what decides whether an image boots on them.
import type { JsonObject } from '../kernel/json.ts';

export interface VmSize {
  readonly name: string;
  readonly family: string;
  readonly vCpus: number;
  readonly memoryGB: number;
  readonly generations: readonly ('V1' | 'V2')[];
  readonly architecture: 'x64' | 'Arm64';
  readonly trustedLaunch: boolean;
  readonly temporaryDiskMB: number;
  readonly ephemeralOsDisk: boolean;
}

const BOTH = ['V1', 'V2'] as const;

const SIZES: readonly VmSize[] = [
  size('Standard_A1_v2', 'standardAv2Family', 1, 2, {
    generations: ['V1'],
    trustedLaunch: false,
    temporaryDiskMB: 10240,
  }),
  size('Standard_A2_v2', 'standardAv2Family', 2, 4, {
    generations: ['V1'],
    trustedLaunch: false,
    temporaryDiskMB: 20480,
  }),
  size('Standard_D2s_v3', 'standardDSv3Family', 2, 8, { temporaryDiskMB: 16384, ephemeralOsDisk: true }),
  size('Standard_D4s_v3', 'standardDSv3Family', 4, 16, { temporaryDiskMB: 32768, ephemeralOsDisk: true }),
  size('Standard_D2s_v5', 'standardDSv5Family', 2, 8),
  size('Standard_D4s_v5', 'standardDSv5Family', 4, 16),
  size('Standard_D8s_v5', 'standardDSv5Family', 8, 32),
  size('Standard_D2ds_v5', 'standardDDSv5Family', 2, 8, { temporaryDiskMB: 76800, ephemeralOsDisk: true }),
  size('Standard_F2s_v2', 'standardFSv2Family', 2, 4, { temporaryDiskMB: 16384, ephemeralOsDisk: true }),
  size('Standard_D2s_v6', 'standardDsv6Family', 2, 8, { generations: ['V2'] }),
  size('Standard_D2pls_v5', 'standardDPLSv5Family', 2, 4, {
    generations: ['V2'],
    architecture: 'Arm64',
    trustedLaunch: false,
  }),
  size('Standard_D2ps_v5', 'standardDPSv5Family', 2, 8, {
    generations: ['V2'],
    architecture: 'Arm64',
    trustedLaunch: false,
  }),
];

function size(name: string, family: string, vCpus: number, memoryGB: number, more: Partial<VmSize> = {}): VmSize {
  return {
    name,
    family,
    vCpus,
    memoryGB,
    generations: BOTH,
    architecture: 'x64',
    trustedLaunch: true,
    temporaryDiskMB: 0,
    ephemeralOsDisk: false,
    ...more,
  };
}

/** Sizes compare without regard to case. */
export function vmSize(name: string): VmSize | undefined {
  return SIZES.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

/** Everything `locations/{l}/virtualMachineSkus` lists, in ARM's form: every value is a string. */
export function vmSkus(): readonly JsonObject[] {
  return SIZES.map((one) => ({
    name: one.name,
    familyName: one.family,
    capabilities: Object.entries({
      MaxResourceVolumeMB: String(one.temporaryDiskMB),
      vCPUs: String(one.vCpus),
      HyperVGenerations: one.generations.join(','),
      CpuArchitectureType: one.architecture,
      MemoryGB: String(one.memoryGB),
      LowPriorityCapable: 'True',
      vCPUsAvailable: String(one.vCpus),
      EphemeralOSDiskSupported: one.ephemeralOsDisk ? 'True' : 'False',
      ...(one.trustedLaunch ? {} : { TrustedLaunchDisabled: 'True' }),
    }).map(([name, value]) => ({ name, value })),
  }));
}
