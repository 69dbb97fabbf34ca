// The VM sizes Compute offers in every simulated region: those that old and new clients ask for, as their series differ.

import type { World } from '../kernel/world.ts';

export interface Size {
  readonly name: string;
  readonly family: string;
  readonly zones: readonly string[];
  /** As Microsoft.Compute/skus lists them: every value is a text. */
  readonly capabilities: Readonly<Record<string, string>>;
}

const COMMON = {
  MaxResourceVolumeMB: '0',
  OSVhdSizeMB: '1047552',
  HyperVGenerations: 'V1,V2',
  DiskControllerTypes: 'SCSI',
  CpuArchitectureType: 'x64',
  LowPriorityCapable: 'True',
  PremiumIO: 'True',
  VMDeploymentTypes: 'IaaS',
  AcceleratedNetworkingEnabled: 'True',
  EphemeralOSDiskSupported: 'False',
  EncryptionAtHostSupported: 'True',
  CapacityReservationSupported: 'True',
};

type Capabilities = Readonly<Record<string, string>>;

/** 25 GiB, as sizes of the D series have. */
const CACHE_OF_CORE = 25 * 1024 ** 3;

/** Standard storage, the first generation only. */
const BASIC: Capabilities = {
  HyperVGenerations: 'V1',
  PremiumIO: 'False',
  TrustedLaunchDisabled: 'True',
  AcceleratedNetworkingEnabled: 'False',
  EncryptionAtHostSupported: 'False',
};
const STANDARD_STORAGE: Capabilities = { PremiumIO: 'False' };
const ARM: Capabilities = { CpuArchitectureType: 'Arm64', HyperVGenerations: 'V2', TrustedLaunchDisabled: 'True' };
const NVME: Capabilities = { HyperVGenerations: 'V2', DiskControllerTypes: 'NVMe' };

function series(
  family: string,
  more: Capabilities,
  sizes: readonly (readonly [string, number, number, number, number?])[],
): readonly Size[] {
  const isZonal = more['HyperVGenerations'] !== 'V1';
  return sizes.map(([name, vCpus, memoryGb, dataDisks, temporaryMb = 0]) => ({
    name,
    family,
    zones: isZonal ? ['1', '2', '3'] : [],
    capabilities: {
      ...COMMON,
      vCPUs: String(vCpus),
      vCPUsAvailable: String(vCpus),
      MemoryGB: String(memoryGb),
      MaxDataDiskCount: String(dataDisks),
      MaxResourceVolumeMB: String(temporaryMb),
      ...(temporaryMb > 0 &&
        isZonal && {
          EphemeralOSDiskSupported: 'True',
          SupportedEphemeralOSDiskPlacements: 'ResourceDisk,CacheDisk',
          CachedDiskBytes: String(vCpus * CACHE_OF_CORE),
        }),
      ...more,
    },
  }));
}

/** Name, vCPUs, memory in GB, data disks, temporary disk in MB. */
const SIZES: readonly Size[] = [
  ...series('standardA0_A7Family', BASIC, [
    ['Standard_A1', 1, 1.75, 2, 71680],
    ['Standard_A2', 2, 3.5, 4, 138240],
  ]),
  ...series('standardAv2Family', BASIC, [
    ['Standard_A1_v2', 1, 2, 2, 10240],
    ['Standard_A2_v2', 2, 4, 4, 20480],
  ]),
  ...series('standardBSFamily', {}, [
    ['Standard_B1s', 1, 1, 2, 4096],
    ['Standard_B1ms', 1, 2, 2, 4096],
    ['Standard_B2s', 2, 4, 4, 8192],
    ['Standard_B2ms', 2, 8, 4, 16384],
  ]),
  ...series('standardDv2Family', { ...STANDARD_STORAGE, HyperVGenerations: 'V1', TrustedLaunchDisabled: 'True' }, [
    ['Standard_D1_v2', 1, 3.5, 4, 51200],
    ['Standard_D2_v2', 2, 7, 8, 102400],
  ]),
  ...series('standardDSv2Family', {}, [
    ['Standard_DS1_v2', 1, 3.5, 4, 7168],
    ['Standard_DS2_v2', 2, 7, 8, 14336],
    ['Standard_DS3_v2', 4, 14, 16, 28672],
  ]),
  ...series('standardDv3Family', { ...STANDARD_STORAGE, HyperVGenerations: 'V1', TrustedLaunchDisabled: 'True' }, [
    ['Standard_D2_v3', 2, 8, 4, 51200],
  ]),
  ...series('standardDSv3Family', {}, [
    ['Standard_D2s_v3', 2, 8, 4, 16384],
    ['Standard_D4s_v3', 4, 16, 8, 32768],
    ['Standard_D8s_v3', 8, 32, 16, 65536],
  ]),
  ...series('standardDSv4Family', {}, [
    ['Standard_D2s_v4', 2, 8, 4],
    ['Standard_D4s_v4', 4, 16, 8],
  ]),
  ...series('standardDSv5Family', {}, [
    ['Standard_D2s_v5', 2, 8, 4],
    ['Standard_D4s_v5', 4, 16, 8],
    ['Standard_D8s_v5', 8, 32, 16],
  ]),
  ...series('standardDDSv5Family', {}, [['Standard_D2ds_v5', 2, 8, 4, 76800]]),
  ...series('standardDASv5Family', {}, [
    ['Standard_D2as_v5', 2, 8, 4],
    ['Standard_D4as_v5', 4, 16, 8],
  ]),
  ...series('standardFSv2Family', {}, [
    ['Standard_F2s_v2', 2, 4, 4, 16384],
    ['Standard_F4s_v2', 4, 8, 8, 32768],
  ]),
  ...series('standardESv5Family', {}, [['Standard_E2s_v5', 2, 16, 4]]),
  ...series('standardDsv6Family', NVME, [['Standard_D2s_v6', 2, 8, 8]]),
  ...series('standardDPSv5Family', ARM, [['Standard_D2ps_v5', 2, 8, 4]]),
  ...series('standardDPLSv5Family', ARM, [['Standard_D2pls_v5', 2, 4, 4]]),
];

/** Offered in the region, but not to this subscription. */
export function isUnavailable(world: World, size: string): boolean {
  return world.scenario.unavailableSizes.some((one) => one.toLowerCase() === size.toLowerCase());
}

/** The words that Compute has for it, with 409 `SkuNotAvailable`. */
export function skuNotAvailable(size: string, location: string): string {
  return `The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: ${size}' is currently not available in location '${location}'. Please try another size or deploy to a different location or different zone. See https://aka.ms/azureskunotavailable for details.`;
}

export function vmSizes(): readonly Size[] {
  return SIZES;
}
