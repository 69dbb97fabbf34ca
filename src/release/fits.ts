// What is to be done about everything that may exist already: the VHDs, the image version, the pool.
import { fitExistingVersion, fitVersion, type VersionFit } from '../image/version.ts';
import type { DiskRole } from '../names.ts';
import { specHash } from '../pool/canonical.ts';
import { fitPool, type PoolFit } from '../pool/existing-pool.ts';
import type { Problem, Warning } from '../problem.ts';
import { knownContent } from '../source/content-id.ts';
import type { PlannedVhd } from '../source/planned-vhd.ts';
import { fitVhd, type VhdFit } from '../source/vhd-check.ts';
import type { Grounds } from './grounds.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export interface Fits {
  /** Of the VHDs that this run writes, or lets Azure write. */
  readonly vhds: ReadonlyMap<DiskRole, VhdFit>;
  readonly version: VersionFit;
  readonly pool: PoolFit;
}

export function fitAll(request: Request, survey: Survey, grounds: Grounds): Fits {
  const { vhds, version, material } = grounds;
  const contentId = knownContent(grounds.content);
  return {
    vhds: new Map(vhds.map((vhd) => [vhd.role, fitOf(vhd, survey, contentId)] as const)),
    version:
      material === 'itself'
        ? fitExistingVersion(survey.version, version)
        : fitVersion(survey.version, version, contentId),
    pool: fitPool(survey.pool, {
      key: survey.key,
      contentId,
      specHash: specHash(request.pool.spec.body),
      activeJobs: survey.activeJobs,
    }),
  };
}

function fitOf(vhd: PlannedVhd, { blobs, key }: Survey, contentId: string | undefined): VhdFit {
  switch (vhd.kind) {
    case 'made':
      return fitVhd(blobs.get(vhd.role), { name: vhd.blobName, key }, contentId);
    case 'captured':
      return vhd.earlier === undefined ? { kind: 'absent' } : { kind: 'done' };
    case 'found':
      return { kind: 'done' };
    default:
      return vhd satisfies never;
  }
}

export function fitProblems({ vhds, version, pool }: Fits): readonly Problem[] {
  return [version, ...vhds.values(), pool].flatMap((fit) => (fit.kind === 'problem' ? [fit.problem] : []));
}

export function fitWarnings({ pool }: Fits, { pool: { poolId } }: Request): readonly Warning[] {
  if (pool.kind !== 'done' || pool.proven) return [];
  const text = `Pool ${poolId} is still not proven: an earlier run finished it without any node that showed that it takes work.`;
  return [{ code: 'pool-unproven', input: 'pool-spec', text }];
}
