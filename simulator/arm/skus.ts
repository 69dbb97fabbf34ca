// Microsoft.Compute/skus: a handful of VM sizes that differ in what an image must be to run on them.
import { regionsOf } from '../kernel/clouds.ts';
import type { JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import { gatewayError } from './refusals.ts';
import type { ArmRoute } from './route.ts';

interface Size {
  readonly name: string;
  readonly family: string;
  readonly zones: readonly string[];
  readonly capabilities: Readonly<Record<string, string>>;
}

const COMMON = {
  OSVhdSizeMB: '1047552',
  vCPUsAvailable: '2',
  LowPriorityCapable: 'True',
  VMDeploymentTypes: 'IaaS',
  CapacityReservationSupported: 'True',
};

const V5 = {
  ...COMMON,
  MaxResourceVolumeMB: '0',
  CpuArchitectureType: 'x64',
  PremiumIO: 'True',
  HyperVGenerations: 'V1,V2',
  DiskControllerTypes: 'SCSI',
  AcceleratedNetworkingEnabled: 'True',
  EphemeralOSDiskSupported: 'False',
  EncryptionAtHostSupported: 'True',
};

const SIZES: readonly Size[] = [
  {
    name: 'Standard_D2s_v5',
    family: 'standardDSv5Family',
    zones: ['1', '2', '3'],
    capabilities: { ...V5, vCPUs: '2', MemoryGB: '8', MaxDataDiskCount: '4' },
  },
  {
    name: 'Standard_D4s_v5',
    family: 'standardDSv5Family',
    zones: ['1', '2', '3'],
    capabilities: { ...V5, vCPUs: '4', vCPUsAvailable: '4', MemoryGB: '16', MaxDataDiskCount: '8' },
  },
  {
    name: 'Standard_D2s_v6',
    family: 'standardDsv6Family',
    zones: ['1', '2', '3'],
    capabilities: {
      ...V5,
      vCPUs: '2',
      MemoryGB: '8',
      MaxDataDiskCount: '8',
      HyperVGenerations: 'V2',
      DiskControllerTypes: 'NVMe',
    },
  },
  {
    name: 'Standard_A1_v2',
    family: 'standardAv2Family',
    zones: [],
    capabilities: {
      ...COMMON,
      vCPUs: '1',
      vCPUsAvailable: '1',
      MemoryGB: '2',
      MaxResourceVolumeMB: '10240',
      MaxDataDiskCount: '2',
      CpuArchitectureType: 'x64',
      PremiumIO: 'False',
      HyperVGenerations: 'V1',
      DiskControllerTypes: 'SCSI',
      TrustedLaunchDisabled: 'True',
      AcceleratedNetworkingEnabled: 'False',
      EphemeralOSDiskSupported: 'False',
      EncryptionAtHostSupported: 'False',
    },
  },
  {
    name: 'Standard_D2pls_v5',
    family: 'standardDPLSv5Family',
    zones: ['1', '2', '3'],
    capabilities: {
      ...V5,
      vCPUs: '2',
      MemoryGB: '4',
      MaxDataDiskCount: '4',
      CpuArchitectureType: 'Arm64',
      HyperVGenerations: 'V2',
      TrustedLaunchDisabled: 'True',
    },
  },
];

function skuBody(size: Size, region: string): JsonObject {
  return {
    resourceType: 'virtualMachines',
    name: size.name,
    tier: 'Standard',
    size: size.name.replace(/^Standard_/, ''),
    family: size.family,
    locations: [region],
    locationInfo: [{ location: region, zones: size.zones, zoneDetails: [] }],
    capabilities: Object.entries(size.capabilities).map(([name, value]) => ({ name, value })),
    restrictions: [],
  };
}

export const skuRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.Compute/skus',
    action: 'Microsoft.Compute/skus/read',
    since: '2017-03-30',
    handle({ world, query }) {
      const filter = query.get('$filter') ?? '';
      const region = /^\s*location\s+eq\s+'([^']+)'\s*$/i.exec(filter)?.[1];
      if (filter !== '' && region === undefined) {
        throw gatewayError(501, 'NotSimulated', `The filter "${filter}" of the SKU list is not simulated.`);
      }
      const all = regionsOf(world.scenario.cloud);
      const regions = region === undefined ? all : all.filter((one) => one === normalise(region));
      return {
        kind: 'done',
        status: 200,
        body: { value: regions.flatMap((one) => SIZES.map((size) => skuBody(size, one))) },
      };
    },
  },
];
