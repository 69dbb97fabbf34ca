// The steps that write VHDs, one for each disk. The pool never waits for one, unless its image is made of it.
import { roleName, type DiskRole } from '../names.ts';
import type { MadeVhd, VhdBytes } from '../source/planned-vhd.ts';
import type { VhdFit } from '../source/vhd-check.ts';
import type { Known } from './find-problems.ts';
import type { PlannedStep } from './plan.ts';

export function vhdSteps({ grounds, fits }: Known): readonly PlannedStep[] {
  return grounds.vhds.flatMap((vhd): readonly PlannedStep[] => {
    switch (vhd.kind) {
      case 'made':
        return [writingStep(vhd, fits.vhds.get(vhd.role))];
      case 'found':
        return [
          {
            id: vhdStepId(vhd.role),
            phase: 'export',
            title: 'Use the VHD where it lies',
            resource: vhd.whole.url,
            reason: 'a gallery can read it there',
            state: 'done',
            after: [],
            work: { kind: 'use-vhd', vhd },
          },
        ];
      case 'captured':
        // One step captures all disks.
        return [];
      default:
        return vhd satisfies never;
    }
  });
}

export function vhdStepId(role: DiskRole): string {
  return `export:${roleName(role)}`;
}

function writingStep(vhd: MadeVhd, fit: VhdFit | undefined): PlannedStep {
  const { role, blobName, from } = vhd;
  const done = fit?.kind === 'done';
  const reason = done ? 'the blob is whole' : fit?.kind === 'resume' ? 'an earlier run left it unfinished' : undefined;
  return {
    id: vhdStepId(role),
    phase: 'export',
    title: titleOf(from, role),
    resource: blobName,
    reason: reason ?? WHY[from.kind],
    state: done ? 'done' : 'todo',
    after: done || from.kind !== 'snapshot' ? [] : [`snapshot:${roleName(role)}`],
    work: { kind: 'write-vhd', vhd },
  };
}

const WHY: Readonly<Record<VhdBytes['kind'], string>> = {
  snapshot: 'copied by page ranges, empty ones left out',
  blob: 'it lies in another account than the VHDs of this run; copied by page ranges, empty ones left out',
  file: 'uploaded by page ranges, empty ones left out',
};

function titleOf(from: VhdBytes, role: DiskRole): string {
  switch (from.kind) {
    case 'snapshot':
      return `Export VHD of ${diskName(role)}`;
    case 'blob':
      return 'Copy VHD';
    case 'file':
      return `Upload VHD ${from.file.name}`;
    default:
      return from satisfies never;
  }
}

export function diskName(role: DiskRole): string {
  return role === 'os' ? 'the OS disk' : `the data disk at LUN ${role}`;
}
