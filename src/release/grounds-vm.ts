// The grounds of a release from a VM: with managed disks by snapshots, with unmanaged ones by the capture of old.
import type { Disk } from '../azure/disks.ts';
import type { VirtualMachine } from '../azure/virtual-machines.ts';
import { traitsOfVm, wishProblems, type ImageTraits } from '../image/traits.ts';
import type { VersionMaterial } from '../image/version.ts';
import { disksToCapture, type DiskCapture } from '../source/capture.ts';
import { contentOfBlobs, contentOfDisks, knownContent } from '../source/content-id.ts';
import type { CapturedVhd, MadeVhd } from '../source/planned-vhd.ts';
import { markedCaptures, unmanagedDisksOf } from '../source/unmanaged.ts';
import type { Grounding } from './grounds.ts';
import { chooseRoute, definitionSpec, needsVhd, NO_GROUNDS, versionSpec } from './grounds-parts.ts';
import type { Request } from './request.ts';
import type { SurveyedVm } from './survey-source.ts';
import type { Survey } from './survey.ts';

export function groundsOfVm(request: Request, survey: Survey, source: SurveyedVm): Grounding {
  const { vm, disks } = source;
  if (vm === undefined) return NO_GROUNDS;
  switch (vm.osDisk.kind) {
    case 'managed': {
      const osDisk = disks.get(vm.osDisk.diskId.toLowerCase());
      return osDisk === undefined
        ? { ...NO_GROUNDS, traits: traitsOfVm(vm, undefined) }
        : groundsOfManaged(request, survey, source, vm, osDisk);
    }
    case 'unmanaged':
      return groundsOfUnmanaged(request, survey, source, vm);
    case 'ephemeral':
      return NO_GROUNDS;
    default:
      return vm.osDisk satisfies never;
  }
}

function groundsOfManaged(
  request: Request,
  survey: Survey,
  { disks: found }: SurveyedVm,
  vm: VirtualMachine,
  osDisk: Disk,
): Grounding {
  const { capture } = request;
  const names = { key: survey.key, containerName: capture.containerName, vhdPrefix: capture.vhdPrefix };
  const disks = disksToCapture(vm, found, names, capture.dataDisks);
  const [osCapture] = disks;
  if (osCapture === undefined) return NO_GROUNDS;

  const traits = traitsOfVm(vm, osDisk);
  const problems = wishProblems(request.image.wishes, traits, `VM ${vm.name}`);
  const route = chooseRoute(request, survey, traits, sourceOf(vm, traits, 'managed VM'));
  if (route.kind === 'closed') return { ...NO_GROUNDS, traits, problems: [...problems, route.problem] };
  const { material, why, securityType } = route;

  const byVhd = material === 'VHDs';
  if (byVhd && !capture.exportVhd) {
    return { ...NO_GROUNDS, traits, problems: [...problems, needsVhd(securityType)] };
  }
  const region = byVhd ? (survey.storageAccount?.location ?? vm.location) : vm.location;
  const vhds = capture.exportVhd ? disks.map(vhdOf) : [];
  const captured = disks.flatMap(({ diskId }) => found.get(diskId.toLowerCase()) ?? []);
  return {
    traits,
    grounds: {
      traits,
      material,
      why,
      securityType,
      definition: definitionSpec(request, survey, traits, securityType, vm.location),
      disks,
      vhds,
      content: contentOfDisks(captured, vm.powerState === 'deallocated'),
      version: versionSpec(
        request,
        survey,
        byVhd ? vhdMaterial(survey.storageAccount?.id, vhds) : snapshotMaterial(osCapture, disks),
        region,
      ),
    },
    problems,
    warnings: [],
  };
}

function vhdOf(disk: DiskCapture): MadeVhd {
  const { role, caching, blobName } = disk;
  return { kind: 'made', role, caching, blobName, from: { kind: 'snapshot', disk } };
}

function snapshotMaterial(os: DiskCapture, disks: readonly DiskCapture[]): VersionMaterial {
  return {
    kind: 'snapshots',
    osSnapshotId: os.snapshotId,
    osCaching: os.caching,
    dataDisks: disks.flatMap(({ role, snapshotId, caching }) =>
      role === 'os' ? [] : [{ lun: role, snapshotId, caching }],
    ),
  };
}

/** An account that is not there is a problem of its own. */
function vhdMaterial(accountId: string | undefined, vhds: readonly (MadeVhd | CapturedVhd)[]): VersionMaterial {
  const disks = vhds.map(({ role, caching }) => ({ role, caching }));
  return { kind: 'VHDs', storageAccountId: accountId ?? '', disks };
}

function groundsOfUnmanaged(
  request: Request,
  survey: Survey,
  { unmanaged }: SurveyedVm,
  vm: VirtualMachine,
): Grounding {
  const traits = traitsOfVm(vm, undefined);
  const problems = wishProblems(request.image.wishes, traits, `VM ${vm.name}`);
  const route = chooseRoute(request, survey, traits, sourceOf(vm, traits, 'unmanaged VM'));
  if (route.kind === 'closed') return { ...NO_GROUNDS, traits, problems: [...problems, route.problem] };
  if (unmanaged === undefined) return { ...NO_GROUNDS, traits, problems };

  const { material, why, securityType } = route;
  const content = contentOfBlobs(unmanaged.disks, vm.powerState === 'deallocated');
  const captured = markedCaptures(unmanaged.captures, survey.key, knownContent(content));
  const vhds = unmanagedDisksOf(vm, request.capture.dataDisks).map(({ role, caching }): CapturedVhd => ({
    kind: 'captured',
    role,
    caching,
    earlier: captured.get(role),
  }));
  return {
    traits,
    grounds: {
      traits,
      material,
      why,
      securityType,
      definition: definitionSpec(request, survey, traits, securityType, vm.location),
      disks: [],
      vhds,
      content,
      version: versionSpec(
        request,
        survey,
        vhdMaterial(unmanaged.account?.id, vhds),
        unmanaged.account?.location ?? vm.location,
      ),
    },
    problems,
    warnings: [],
  };
}

function sourceOf(
  vm: VirtualMachine,
  { hyperVGeneration, securityType }: ImageTraits,
  kind: 'managed VM' | 'unmanaged VM',
): Parameters<typeof chooseRoute>[3] {
  return { kind, input: 'vm-name', shown: `VM ${vm.name} (${hyperVGeneration}, ${securityType})` };
}
