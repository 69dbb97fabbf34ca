// The worlds that sequences begin in: the default one and what its commands need beside it, with small quotas.
import fc from 'fast-check';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { parseScenario } from '../../../simulator/scenario/load.ts';
import type { Scenario } from '../../../simulator/scenario/scenario.ts';
import type { Furnishing } from './furnishings.ts';
import { BATCH, HOME, LIMITS, NIC, OLD_VM, OLD_VM_BLOB, OS_DISK, SEEDED_VERSION, SIDE } from './names.ts';

export interface Beginning {
  /** How the VM of old begins. */
  readonly oldVm: 'running' | 'stopped' | 'generalized';
  readonly nodes: 'well' | 'bootFailure' | 'startTaskFailure' | 'allocationFailure' | 'taskFailure';
  readonly lostRegion: boolean;
  readonly furnishings: readonly Furnishing[];
}

const FURNISHINGS: readonly Furnishing[] = ['pool', 'access', 'version', 'blobs', 'work'];

function mostly(one: Furnishing): fc.Arbitrary<readonly Furnishing[]> {
  return fc.constantFrom<(readonly Furnishing[])[]>([], ...Array.from({ length: 7 }, () => [one]));
}

export const beginnings: fc.Arbitrary<Beginning> = fc.record({
  oldVm: fc.constantFrom('generalized' as const, 'running' as const, 'stopped' as const),
  nodes: fc.constantFrom(
    'well' as const,
    'well' as const,
    'bootFailure' as const,
    'startTaskFailure' as const,
    'allocationFailure' as const,
    'taskFailure' as const,
  ),
  lostRegion: fc.boolean(),
  // Most worlds have all of them; a failure is told with those that it needs.
  furnishings: fc.tuple(...FURNISHINGS.map(mostly)).map((chosen) => chosen.flat()),
});

const NODES: Readonly<Record<Beginning['nodes'], object>> = {
  well: {},
  bootFailure: { bootFailure: { code: 'DiskFull', message: 'There is not enough disk space on the node', count: 2 } },
  startTaskFailure: { startTask: { exitCode: 1, stderr: 'no license', times: 2 } },
  allocationFailure: {
    allocationFailure: { code: 'AllocationFailed', message: 'Could not be allocated', allocated: 1, times: 1 },
  },
  taskFailure: { task: { exitCode: 2, stderr: 'broken' } },
};

export function scenarioOf({ oldVm, nodes, lostRegion }: Beginning): Promise<Scenario> {
  const statuses: readonly JsonObject[] = [
    ...(oldVm === 'generalized'
      ? [{ code: 'OSState/generalized', level: 'Info', displayStatus: 'VM generalized' }]
      : []),
    { code: `PowerState/${oldVm === 'generalized' ? 'deallocated' : oldVm}`, level: 'Info', displayStatus: 'VM' },
  ];
  return parseScenario(
    {
      // The clock is moved by hand and has realistic durations; this profile only sets no limits to requests.
      profile: 'quick',
      quotas: { snapshots: LIMITS.snapshots, galleries: LIMITS.galleries },
      nodes: NODES[nodes],
      replication: lostRegion ? { failed: { northeurope: 'Replication failed in this region.' } } : {},
      changes: [
        { id: SIDE, body: { location: HOME } },
        { id: NIC, body: { location: HOME, properties: { ipConfigurations: [] } } },
        {
          id: OLD_VM,
          body: {
            location: HOME,
            properties: {
              hardwareProfile: { vmSize: 'Standard_A1' },
              storageProfile: {
                osDisk: { osType: 'Linux', name: 'vm-old-os', vhd: { uri: OLD_VM_BLOB }, diskSizeGB: 1 },
              },
              instanceView: { statuses },
            },
          },
        },
        { id: OS_DISK, body: { properties: { diskSizeGB: 1 } } },
        { id: SEEDED_VERSION.replace(/\/versions\/.*/, ''), body: definition() },
        {
          id: SEEDED_VERSION,
          body: {
            location: HOME,
            properties: {
              provisioningState: 'Succeeded',
              storageProfile: { osDiskImage: { sizeInGB: 1, source: { id: OS_DISK } } },
              publishingProfile: { targetRegions: [{ name: 'West Europe', regionalReplicaCount: 1 }], replicaCount: 1 },
            },
          },
        },
        {
          id: BATCH,
          body: {
            properties: {
              dedicatedCoreQuota: LIMITS.dedicatedCores,
              lowPriorityCoreQuota: LIMITS.lowPriorityCores,
              poolQuota: LIMITS.pools,
              activeJobAndJobScheduleQuota: LIMITS.jobs,
            },
          },
        },
      ],
    },
    'the whole world',
  );
}

function definition(): JsonObject {
  return {
    location: HOME,
    properties: {
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      identifier: { publisher: 'p', offer: 'o', sku: 'seeded' },
      provisioningState: 'Succeeded',
    },
  };
}
