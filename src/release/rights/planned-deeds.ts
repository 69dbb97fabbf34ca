// Which deeds a run is about to do: those of the plan's open steps, and reads of the survey that could not be tried.
import type { DiskRole } from '../../names.ts';
import { CONTENT_MARK } from '../../marks.ts';
import { knownContent, type Content } from '../../source/content-id.ts';
import type { MadeVhd } from '../../source/planned-vhd.ts';
import type { VersionMaterial } from '../../image/version.ts';
import type { PlannedStep } from '../plan.ts';
import type { Request } from '../request.ts';
import type { Survey } from '../survey.ts';
import type { Deed } from './deeds.ts';
import { linksOf } from './links.ts';

export interface Draft {
  readonly steps: readonly PlannedStep[];
  readonly material: VersionMaterial;
  readonly content: Content;
}

export function plannedDeeds({ steps, material, content }: Draft, request: Request, survey: Survey): readonly Deed[] {
  const open = steps.filter(({ state }) => state === 'todo');
  return [...new Set(open.flatMap((step) => deedsOf(step, material, content, request, survey)))];
}

/** What is read only once something else was: a right to it may be missing too. */
export function unreadDeeds(request: Request, { refused }: Survey): readonly Deed[] {
  return [
    ...(request.source.kind === 'vm' && refused.has('vm') ? (['read-disks'] as const) : []),
    ...(refused.has('batchAccount') ? (['read-batch'] as const) : []),
    ...(request.capture.exportVhd && refused.has('storageAccount') ? (['read-storage'] as const) : []),
  ];
}

function deedsOf(
  { work }: PlannedStep,
  material: VersionMaterial,
  content: Content,
  request: Request,
  survey: Survey,
): readonly Deed[] {
  switch (work.kind) {
    case 'deallocate-vm':
    case 'generalize-vm':
    case 'snapshot-disk':
    case 'delete-snapshot':
    case 'capture-vm':
    case 'create-gallery':
    case 'create-definition':
      return [work.kind];
    case 'write-vhd':
      return writingDeeds(work.vhd, content, survey);
    case 'create-version':
      return ['write-version', ...sourceDeeds(material)];
    case 'replicate-version':
      return ['write-version'];
    case 'create-pool':
      return [
        'write-pool',
        // What others share carries no role assignments of ours.
        ...(request.image.access === 'own' ? (['use-image'] as const) : []),
        ...linksOf(request.pool.spec).map(({ deed }) => deed),
      ];
    case 'reattach-pool':
    case 'prove-pool':
      return ['write-pool'];
    case 'use-vhd':
    case 'await-region':
    case 'await-all-regions':
      return [];
    default:
      return work satisfies never;
  }
}

function writingDeeds({ role, from }: MadeVhd, content: Content, survey: Survey): readonly Deed[] {
  return [
    ...(survey.container === 'absent' || isContainerDoubtful(survey) ? (['make-container'] as const) : []),
    'write-vhd',
    ...(from.kind === 'snapshot' ? (['open-snapshot'] as const) : []),
    ...(mayBeOfOtherContent(role, content, survey) ? (['replace-vhd'] as const) : []),
  ];
}

/** Whether nothing tells that the container is there, nor that it is not. */
export function isContainerDoubtful({ container, blobs }: Survey): boolean {
  return container === 'unread' && blobs.size === 0;
}

function mayBeOfOtherContent(role: DiskRole, content: Content, { blobs }: Survey): boolean {
  const unfinished = blobs.get(role);
  return unfinished !== undefined && unfinished.metadata[CONTENT_MARK] !== knownContent(content);
}

function sourceDeeds({ kind }: VersionMaterial): readonly Deed[] {
  switch (kind) {
    case 'snapshots':
      return ['version-of-snapshots'];
    case 'VHDs':
      return ['version-of-vhds'];
    case 'itself':
      return [];
    default:
      return kind satisfies never;
  }
}
