// The steps of a release, in order, each saying what it waits for: everything that can run side by side does.
import { nameOf, sameId } from '../azure/resource-id.ts';
import { CONTENT_MARK } from '../marks.ts';
import { roleName, type DiskRole } from '../names.ts';
import type { PoolFit } from '../pool/existing-pool.ts';
import type { DiskCapture } from '../source/capture.ts';
import type { Findings } from './find-problems.ts';
import { definitionIdOf } from './ids.ts';
import type { PlannedStep } from './plan.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

type Sound = Extract<Findings, { kind: 'sound' }>;

export function planSteps(request: Request, survey: Survey, sound: Sound): readonly PlannedStep[] {
  const gallery = gallerySteps(request, survey, sound);
  const capture = captureSteps(request, survey, sound);
  const exports = exportSteps(sound);
  const image = imageSteps(survey, sound, [...gallery.map(idOf), ...capture.snapshots.map(idOf)]);
  const pool = poolSteps(request, sound);
  const cleanup = cleanupSteps(survey, sound, capture.snapshots, exports);
  return [
    ...capture.stop,
    ...capture.snapshots,
    ...capture.flag,
    ...gallery,
    ...exports,
    ...image,
    ...pool,
    ...cleanup,
  ];
}

/** Stop the VM, snapshot its disks, flag it: left out altogether when no snapshot is needed any more. */
function captureSteps(
  { capture }: Request,
  survey: Survey,
  { vm, grounds, fits }: Sound,
): { stop: readonly PlannedStep[]; snapshots: readonly PlannedStep[]; flag: readonly PlannedStep[] } {
  const needed = grounds.disks.filter(({ role }) => feedsVersion(survey) || isVhdOpen(fits.vhds, role));
  const stopped = vm.powerState === 'deallocated';
  const stop: PlannedStep = {
    id: 'deallocate',
    phase: 'capture',
    title: `Deallocate VM ${vm.name}`,
    resource: vm.id,
    reason: stopped ? 'the VM is deallocated' : `the VM is ${vm.powerState}; its disks must be at rest. The VM stops`,
    state: stopped ? 'done' : 'todo',
    after: [],
    work: { kind: 'deallocate-vm', vmId: vm.id },
  };
  const snapshots = needed.map((disk) => snapshotStep(disk, survey, grounds.contentId));
  const flag: PlannedStep = {
    id: 'generalize',
    phase: 'capture',
    title: `Flag VM ${vm.name} as generalized`,
    resource: vm.id,
    reason: vm.generalized ? 'the VM is flagged' : 'capture-mode is generalize; the VM can never start again',
    state: vm.generalized ? 'done' : 'todo',
    after: snapshots.map(idOf),
    work: { kind: 'generalize-vm', vmId: vm.id },
  };
  const flagWanted = capture.mode === 'generalize';
  return { stop: needed.length > 0 || !stopped ? [stop] : [], snapshots, flag: flagWanted ? [flag] : [] };
}

function snapshotStep(disk: DiskCapture, survey: Survey, contentId: string | undefined): PlannedStep {
  const existing = survey.snapshots.get(disk.role);
  const usable =
    existing?.provisioningState === 'Succeeded' && contentId !== undefined && existing.tags[CONTENT_MARK] === contentId;
  return {
    id: `snapshot:${roleName(disk.role)}`,
    phase: 'capture',
    title: `Snapshot ${diskName(disk.role)} ${nameOf(disk.diskId)}`,
    resource: disk.snapshotId,
    reason: usable
      ? 'an earlier run made it of the same content'
      : 'a full snapshot feeds the VHD and the image version',
    state: usable ? 'done' : 'todo',
    after: ['deallocate'],
    work: { kind: 'snapshot-disk', disk },
  };
}

/** The VHD of each disk; it waits for nothing but its own snapshot, and the pool never waits for it. */
function exportSteps({ grounds, fits }: Sound): readonly PlannedStep[] {
  return grounds.disks.flatMap((disk) => {
    const fit = fits.vhds.get(disk.role);
    if (fit === undefined) return [];
    const done = fit.kind === 'done';
    return [
      {
        id: `export:${roleName(disk.role)}`,
        phase: 'export' as const,
        title: `Export VHD of ${diskName(disk.role)}`,
        resource: disk.blobName,
        reason: done
          ? 'the blob is whole'
          : fit.kind === 'resume'
            ? 'an earlier run left it unfinished'
            : 'copied by page ranges, empty ones left out',
        state: done ? ('done' as const) : ('todo' as const),
        after: done ? [] : [`snapshot:${roleName(disk.role)}`],
        work: { kind: 'export-vhd' as const, disk },
      },
    ];
  });
}

function gallerySteps(request: Request, survey: Survey, { vm, grounds }: Sound): readonly PlannedStep[] {
  const { galleryId, createGallery } = request.image;
  const { gallery } = survey;
  const galleryStep: PlannedStep = {
    id: 'gallery',
    phase: 'image',
    title: `Create gallery ${nameOf(galleryId)}`,
    resource: galleryId,
    reason:
      gallery === undefined
        ? 'it does not exist, and create-gallery is true'
        : `an earlier run left it ${gallery.provisioningState}`,
    state: 'todo',
    after: [],
    work: { kind: 'create-gallery', galleryId, location: vm.location },
  };
  const isGalleryOpen = gallery === undefined || (createGallery && gallery.provisioningState !== 'Succeeded');
  const steps: PlannedStep[] = isGalleryOpen ? [galleryStep] : [];
  const { definition } = grounds;
  const found = survey.definition?.provisioningState;
  steps.push({
    id: 'definition',
    phase: 'image',
    title: `Create image definition ${nameOf(definition.id)}`,
    resource: definitionIdOf(request),
    reason:
      found === undefined
        ? `${definition.osType}, ${definition.hyperVGeneration === 'V2' ? 'Gen2' : 'Gen1'}, ${definition.architecture}, ${definition.securityType}, as the source VM is`
        : found === 'Succeeded'
          ? 'it exists and fits'
          : `an earlier run left it ${found}`,
    state: found === 'Succeeded' ? 'done' : 'todo',
    after: steps.map(idOf),
    work: { kind: 'create-definition', definition },
  });
  return steps;
}

function imageSteps(
  survey: Survey,
  { account, grounds, fits }: Sound,
  inputs: readonly string[],
): readonly PlannedStep[] {
  const { version } = grounds;
  const name = nameOf(version.id);
  const open = isVersionOpen(fits.version);
  const regionDone = survey.version?.replication.some(
    ({ region, state }) => region === account.location && state === 'Completed',
  );
  return [
    {
      id: 'version',
      phase: 'image',
      title: `Create image version ${name}`,
      resource: version.id,
      reason:
        fits.version.kind === 'resume'
          ? fits.version.reason
          : open
            ? `from the ${version.source.dataDisks.length === 0 ? 'snapshot' : 'snapshots'}, to ${version.targetRegions.map((region) => `${region.name}=${region.replicas}`).join(', ')}`
            : 'it exists, made of the same disks',
      state: open ? 'todo' : 'done',
      after: open ? inputs : [],
      work: { kind: 'create-version' },
    },
    {
      id: 'region',
      phase: 'replication',
      title: `Wait for image version ${name} in ${account.location}`,
      resource: version.id,
      reason: 'the pool needs its image in the region of the Batch account',
      state: !open || regionDone === true ? 'done' : 'todo',
      after: ['version'],
      work: { kind: 'await-region' },
    },
    {
      id: 'regions',
      phase: 'replication',
      title: `Wait for image version ${name} in all regions`,
      resource: version.id,
      reason: 'the version is finished when every region has it',
      state: open ? 'todo' : 'done',
      after: ['version'],
      work: { kind: 'await-all-regions' },
    },
  ];
}

function poolSteps({ pool }: Request, { fits, account }: Sound): readonly PlannedStep[] {
  const fit = fits.pool;
  const reattach = fit.kind === 'reattach';
  const provision: PlannedStep = {
    id: 'pool',
    phase: 'pool',
    title: reattach ? `Scale pool ${pool.poolId} up again` : `Create pool ${pool.poolId}`,
    resource: pool.poolId,
    reason: provisionReason(fit, account.name),
    state: fit.kind === 'absent' || reattach ? 'todo' : 'done',
    after: ['region'],
    work: { kind: reattach ? 'reattach-pool' : 'create-pool' },
  };
  if (pool.waitFor === 'none') return [provision];
  const proof: PlannedStep = {
    id: 'proof',
    phase: 'pool',
    title: `Prove pool ${pool.poolId}`,
    resource: pool.poolId,
    reason: proofReason(fit, pool.waitFor),
    state: fit.kind === 'done' ? 'done' : 'todo',
    after: ['pool'],
    work: { kind: 'prove-pool', waitFor: pool.waitFor },
  };
  return [provision, proof];
}

function provisionReason(fit: PoolFit, account: string): string {
  switch (fit.kind) {
    case 'absent':
      return `in Batch account ${account}, pinned to the image version`;
    case 'reattach':
      return 'an earlier run of this release left it failed, scaled to zero';
    case 'prove':
    case 'done':
    case 'problem':
      return 'it exists, made by this release';
    default:
      return fit satisfies never;
  }
}

function proofReason(fit: PoolFit, waitFor: 'ready' | 'steady'): string {
  if (fit.kind !== 'done') {
    return waitFor === 'ready' ? 'as many nodes idle or running as it asks for' : 'its allocation has to become steady';
  }
  return fit.proven ? 'its nodes were proven' : 'an earlier run finished it without any node to prove it';
}

/** Snapshots are temporaries: each goes when nothing feeds on it any more. */
function cleanupSteps(
  survey: Survey,
  { grounds }: Sound,
  snapshots: readonly PlannedStep[],
  exports: readonly PlannedStep[],
): readonly PlannedStep[] {
  return grounds.disks.flatMap((disk) => {
    const used = snapshots.some((step) => sameId(step.resource, disk.snapshotId));
    if (!used && survey.snapshots.get(disk.role) === undefined) return [];
    const exportId = `export:${roleName(disk.role)}`;
    return [
      {
        id: `delete-snapshot:${roleName(disk.role)}`,
        phase: 'cleanup' as const,
        title: `Delete snapshot of ${diskName(disk.role)}`,
        resource: disk.snapshotId,
        reason: used ? 'it was needed only for the VHD and the image version' : 'an earlier run left it behind',
        state: 'todo' as const,
        after: ['regions', ...exports.map(idOf).filter((id) => id === exportId)],
        work: { kind: 'delete-snapshot' as const, disk },
      },
    ];
  });
}

/** A version that Azure has or is making already only takes more regions: it needs no snapshot made for it. */
function feedsVersion({ version }: Survey): boolean {
  return version === undefined || version.provisioningState === 'Failed';
}

function isVersionOpen(fit: Sound['fits']['version']): boolean {
  return fit.kind !== 'done';
}

function isVhdOpen(vhds: Sound['fits']['vhds'], role: DiskRole): boolean {
  const fit = vhds.get(role);
  return fit !== undefined && fit.kind !== 'done';
}

function diskName(role: DiskRole): string {
  return role === 'os' ? 'the OS disk' : `the data disk at LUN ${role}`;
}

function idOf(step: PlannedStep): string {
  return step.id;
}
