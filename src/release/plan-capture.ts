// The steps that capture a VM: stop it, take snapshots of managed disks or let Azure copy unmanaged ones, and clean up.
import { nameOf, sameId } from '../azure/resource-id.ts';
import type { VirtualMachine } from '../azure/virtual-machines.ts';
import { osText } from '../azure/vm-instance-view.ts';
import { CONTENT_MARK } from '../marks.ts';
import { captureFolder, roleName, type DiskRole } from '../names.ts';
import type { DiskCapture } from '../source/capture.ts';
import { knownContent } from '../source/content-id.ts';
import type { Known } from './find-problems.ts';
import { idOf } from './plan-steps.ts';
import type { PlannedStep } from './plan.ts';
import { diskName, vhdStepId } from './plan-vhds.ts';
import type { Request } from './request.ts';
import type { SurveyedVm } from './survey-source.ts';
import type { Survey } from './survey.ts';

export interface CaptureSteps {
  readonly stop: readonly PlannedStep[];
  readonly snapshots: readonly PlannedStep[];
  readonly flag: readonly PlannedStep[];
  /** Of unmanaged disks: one call copies them all. */
  readonly copies: readonly PlannedStep[];
}

const NOTHING: CaptureSteps = { stop: [], snapshots: [], flag: [], copies: [] };

export function captureSteps(request: Request, survey: Survey, known: Known): CaptureSteps {
  const { source } = survey;
  if (source.kind !== 'vm' || source.vm === undefined) return NOTHING;
  const { vm } = source;
  return source.unmanaged === undefined
    ? managedSteps(request, source, vm, known, survey)
    : unmanagedSteps(request, vm, known);
}

/** Stop the VM, snapshot its disks, flag it: left out altogether when no snapshot is needed any more. */
function managedSteps(
  { capture }: Request,
  source: SurveyedVm,
  vm: VirtualMachine,
  { grounds, fits }: Known,
  survey: Survey,
): CaptureSteps {
  const needed = grounds.disks.filter(
    ({ role }) => (grounds.material === 'snapshots' && feedsVersion(survey)) || isVhdOpen(fits.vhds, role),
  );
  const contentId = knownContent(grounds.content);
  const snapshots = needed.map((disk) => snapshotStep(disk, source, contentId, grounds.material));
  const stop = stopStep(vm);
  const flag = capture.mode === 'generalize' ? [flagStep(vm, snapshots)] : [];
  return { ...NOTHING, stop: needed.length > 0 || stop.state === 'todo' ? [stop] : [], snapshots, flag };
}

/** The 2017 way: stopped, flagged, captured. The flag is final, and Azure demands it. */
function unmanagedSteps({ capture }: Request, vm: VirtualMachine, { grounds }: Known): CaptureSteps {
  const open = grounds.vhds.some((vhd) => vhd.kind === 'captured' && vhd.earlier === undefined);
  const stop = stopStep(vm);
  const flag = flagStep(vm, [stop]);
  const copies: PlannedStep = {
    id: 'capture',
    phase: 'capture',
    title: `Capture VHDs of VM ${vm.name}`,
    resource: vm.id,
    reason: open
      ? `its disks are unmanaged: Azure copies them to ${captureFolder(capture.containerName)} in their own storage account`
      : 'an earlier run captured the same content',
    state: open ? 'todo' : 'done',
    after: [flag.id],
    work: { kind: 'capture-vm', vmId: vm.id },
  };
  return { ...NOTHING, stop: [stop], flag: [flag], copies: [copies] };
}

function stopStep(vm: VirtualMachine): PlannedStep {
  const stopped = vm.powerState === 'deallocated';
  const os = osText(vm.guest);
  return {
    id: 'deallocate',
    phase: 'capture',
    title: `Deallocate VM ${vm.name}`,
    resource: vm.id,
    reason: stopped
      ? 'the VM is deallocated'
      : `the VM is ${vm.powerState}${os === undefined ? '' : ` (${os})`}; its disks must be at rest. The VM stops, and what is on its temporary drive is lost`,
    state: stopped ? 'done' : 'todo',
    after: [],
    work: { kind: 'deallocate-vm', vmId: vm.id },
  };
}

function flagStep(vm: VirtualMachine, before: readonly PlannedStep[]): PlannedStep {
  return {
    id: 'generalize',
    phase: 'capture',
    title: `Flag VM ${vm.name} as generalized`,
    resource: vm.id,
    reason: vm.generalized ? 'the VM is flagged' : 'capture-mode is generalize; the VM can never start again',
    state: vm.generalized ? 'done' : 'todo',
    after: before.map(idOf),
    work: { kind: 'generalize-vm', vmId: vm.id },
  };
}

function snapshotStep(
  disk: DiskCapture,
  { snapshots }: SurveyedVm,
  contentId: string | undefined,
  material: Known['grounds']['material'],
): PlannedStep {
  const existing = snapshots.get(disk.role);
  const usable =
    existing?.provisioningState === 'Succeeded' && contentId !== undefined && existing.tags[CONTENT_MARK] === contentId;
  return {
    id: `snapshot:${roleName(disk.role)}`,
    phase: 'capture',
    title: `Snapshot ${diskName(disk.role)} ${nameOf(disk.diskId)}`,
    resource: disk.snapshotId,
    reason: usable
      ? 'an earlier run made it of the same content'
      : material === 'snapshots'
        ? 'a full snapshot feeds the VHD and the image version'
        : 'a full snapshot feeds the VHD',
    state: usable ? 'done' : 'todo',
    after: ['deallocate'],
    work: { kind: 'snapshot-disk', disk },
  };
}

/** Snapshots are temporaries: each goes when nothing feeds on it any more. */
export function cleanupSteps(
  survey: Survey,
  { grounds }: Known,
  snapshots: readonly PlannedStep[],
  vhds: readonly PlannedStep[],
): readonly PlannedStep[] {
  const { source } = survey;
  const left = source.kind === 'vm' ? source.snapshots : new Map<DiskRole, never>();
  return grounds.disks.flatMap((disk) => {
    const used = snapshots.some((step) => sameId(step.resource, disk.snapshotId));
    if (!used && left.get(disk.role) === undefined) return [];
    const feeds = [
      ...(grounds.material === 'snapshots' ? ['regions'] : []),
      ...vhds.map(idOf).filter((id) => id === vhdStepId(disk.role)),
    ];
    return [
      {
        id: `delete-snapshot:${roleName(disk.role)}`,
        phase: 'cleanup' as const,
        title: `Delete snapshot of ${diskName(disk.role)}`,
        resource: disk.snapshotId,
        reason: used ? 'nothing needs it when its copies are made' : 'an earlier run left it behind',
        state: 'todo' as const,
        after: feeds,
        work: { kind: 'delete-snapshot' as const, disk },
      },
    ];
  });
}

/** A version that Azure has or is making already only takes more regions: it needs no snapshot made for it. */
function feedsVersion({ version }: Survey): boolean {
  return version === undefined || version.provisioningState === 'Failed';
}

function isVhdOpen(vhds: Known['fits']['vhds'], role: DiskRole): boolean {
  const fit = vhds.get(role);
  return fit !== undefined && fit.kind !== 'done';
}
