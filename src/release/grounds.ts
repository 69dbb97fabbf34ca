// The grounds of a plan: what follows from the request, the VM and its disks alone.
import { normaliseRegion } from '../azure/resource-id.ts';
import type { Disk } from '../azure/disks.ts';
import type { VirtualMachine } from '../azure/virtual-machines.ts';
import { definitionFor, type ImageDefinitionSpec } from '../image/definition.ts';
import { targetRegionsFor, type VersionSpec } from '../image/version.ts';
import { replicasFor, targetsOf } from '../pool/targets.ts';
import { disksToCapture, type DiskCapture } from '../source/capture.ts';
import { contentIdOf } from '../source/content-id.ts';
import { definitionIdOf, versionIdOf } from './ids.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export interface Grounds {
  readonly definition: ImageDefinitionSpec;
  readonly disks: readonly DiskCapture[];
  readonly osDisk: Disk;
  /** Undefined while the VM is not deallocated: until then its disks may change. */
  readonly contentId: string | undefined;
  readonly version: VersionSpec;
}

/** Undefined while there is no VM with a managed OS disk: a problem says so. */
export function groundsOf(request: Request, survey: Survey): Grounds | undefined {
  const { vm, disks: found, key } = survey;
  const osDisk = vm?.osDisk.kind === 'managed' ? found.get(vm.osDisk.diskId.toLowerCase()) : undefined;
  if (vm === undefined || osDisk === undefined) return undefined;

  const { capture, provenance } = request;
  const names = { key, containerName: capture.containerName, vhdPrefix: capture.vhdPrefix };
  const disks = disksToCapture(vm, found, names, capture.dataDisks);
  const [osCapture] = disks;
  if (osCapture === undefined) return undefined;
  const captured = disks.flatMap(({ diskId }) => found.get(diskId.toLowerCase()) ?? []);
  return {
    definition: definitionFor(vm, osDisk, {
      id: definitionIdOf(request),
      location: survey.gallery?.location ?? vm.location,
      repository: provenance.repository,
    }),
    disks,
    osDisk,
    contentId: vm.powerState === 'deallocated' ? contentIdOf(captured) : undefined,
    version: versionFor(request, survey, vm, osCapture, disks),
  };
}

function versionFor(
  request: Request,
  { batchAccount }: Survey,
  vm: VirtualMachine,
  osCapture: DiskCapture,
  disks: readonly DiskCapture[],
): VersionSpec {
  const { image, pool } = request;
  const region = normaliseRegion(vm.location);
  return {
    id: versionIdOf(request),
    location: region,
    source: {
      osSnapshotId: osCapture.snapshotId,
      osCaching: osCapture.caching,
      dataDisks: disks.flatMap(({ role, snapshotId, caching }) =>
        role === 'os' ? [] : [{ lun: role, snapshotId, caching }],
      ),
    },
    targetRegions: targetRegionsFor(
      region,
      batchAccount?.location ?? region,
      replicasFor(targetsOf(pool.spec)),
      image.replicaRegions,
    ),
    excludeFromLatest: image.excludeFromLatest,
    // The gallery's field is a date-time: a bare day is none by its OpenAPI file.
    ...(image.endOfLifeDate === undefined ? {} : { endOfLifeDate: `${image.endOfLifeDate}T00:00:00Z` }),
  };
}
