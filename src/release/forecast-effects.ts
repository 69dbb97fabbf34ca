// What a plan changes of what is there already: stopped, flagged, overwritten, deleted. Everything else it only adds.
import { nameOf, sameId } from '../azure/resource-id.ts';
import { completePool } from '../pool/complete-pool.ts';
import { securityOf } from './grounds.ts';
import type { PlannedStep } from './plan.ts';
import type { Known } from './find-problems.ts';
import { isKeptByLock } from './locks.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export interface Effect {
  readonly kind: 'stops' | 'flags' | 'replaces' | 'deletes';
  readonly resource: string;
  /** One sentence. */
  readonly text: string;
}

export function effectsOf(
  open: readonly PlannedStep[],
  request: Request,
  survey: Survey,
  known: Known,
): readonly Effect[] {
  return open.flatMap((step) => effectsOfStep(step, open, request, survey, known));
}

function effectsOfStep(
  { work, resource }: PlannedStep,
  open: readonly PlannedStep[],
  request: Request,
  survey: Survey,
  known: Known,
): readonly Effect[] {
  const one = (kind: Effect['kind'], text: string): readonly Effect[] => [{ kind, resource, text }];
  const name = nameOf(resource);
  switch (work.kind) {
    case 'deallocate-vm':
      return one('stops', `VM ${name} is deallocated, and is not started again.`);
    case 'generalize-vm':
      return one('flags', `VM ${name} is flagged as generalized, for ever: it can never start again.`);
    case 'capture-vm':
      return request.capture.overwriteVhd
        ? one('replaces', `VHDs of the same name are overwritten, as overwrite-vhd says.`)
        : [];
    case 'snapshot-disk':
      return existingSnapshot(survey, work.disk.role)
        ? one('replaces', `Snapshot ${name} of an earlier run is of other content, and is made again.`)
        : [];
    case 'write-vhd':
      return known.fits.vhds.get(work.vhd.role)?.kind === 'resume'
        ? one('replaces', `VHD ${name}, which an earlier run left unfinished, is written to its end.`)
        : [];
    case 'create-version':
      return survey.version?.provisioningState === 'Failed'
        ? one('replaces', `Image version ${name}, which failed in an earlier run, is made again.`)
        : [];
    case 'create-pool':
      return replacedInSpec(request, known).map((text) => ({ kind: 'replaces', resource, text }));
    case 'reattach-pool':
      return one('replaces', `The nodes of pool ${name} are taken away and asked for again.`);
    case 'delete-snapshot': {
      if (isKeptByLock(resource, survey)) return [];
      const isMade = open.some((step) => step.work.kind === 'snapshot-disk' && sameId(step.resource, resource));
      return one(
        'deletes',
        `Snapshot ${name}, ${isMade ? 'made for this run, is deleted at its end' : 'left by an earlier run, is deleted'}.`,
      );
    }
    case 'use-vhd':
    case 'create-gallery':
    case 'create-definition':
    case 'replicate-version':
    case 'await-region':
    case 'await-all-regions':
    case 'prove-pool':
      return [];
    default:
      return work satisfies never;
  }
}

function existingSnapshot({ source }: Survey, role: 'os' | number): boolean {
  return source.kind === 'vm' && source.snapshots.has(role);
}

/** What the pool spec says and the action says otherwise. */
function replacedInSpec({ pool, image }: Request, { grounds }: Known): readonly string[] {
  return completePool(pool.spec, {
    poolId: pool.poolId,
    image: { kind: image.access === 'own' ? 'gallery' : image.access, id: grounds.version.id },
    marks: {},
    // What is added where the spec says nothing is no change of it.
    nodeAgentSku: '',
    security: securityOf(grounds),
  }).replaced;
}
