// What is to be done about a pool of the wanted ID that exists already.
import type { Pool, PoolImage } from '../azure/batch-service.ts';
import { nameOf } from '../azure/resource-id.ts';
import { CONTENT_MARK, KEY_MARK, SPEC_MARK, STATE_MARK } from '../marks.ts';
import { formatCount } from '../format.ts';
import type { NameKey } from '../names.ts';
import type { Problem } from '../problem.ts';

export type PoolFit =
  | { readonly kind: 'absent' }
  /** Ours, of the same image and spec, and finished; `proven` by its nodes, or without any to prove it. */
  | { readonly kind: 'done'; readonly proven: boolean }
  /** Ours, made by an earlier run that did not come to prove it. */
  | { readonly kind: 'prove' }
  /** Ours, failed and scaled to zero by an earlier run. */
  | { readonly kind: 'reattach' }
  | { readonly kind: 'problem'; readonly problem: Problem };

export interface WantedPool {
  readonly key: NameKey;
  /** Of the source now; undefined while its VM is not deallocated. */
  readonly contentId: string | undefined;
  readonly specHash: string;
  /** Of the pool that exists; undefined where nobody tells. */
  readonly activeJobs: number | undefined;
}

export function fitPool(existing: Pool | undefined, wanted: WantedPool): PoolFit {
  if (existing === undefined) return { kind: 'absent' };
  if (existing.state === 'deleting') {
    return refuse(existing, 'which is being deleted', 'Run again when it is gone, or choose another pool-id.');
  }
  const { metadata } = existing;
  if (metadata[KEY_MARK] !== wanted.key || metadata[CONTENT_MARK] !== wanted.contentId) {
    return refuse(
      existing,
      `which runs ${describeImage(existing.image)}${jobsText(wanted)}`,
      'existing-pool: fail leaves it alone. Choose another pool-id; with {version} in it each release gets its own pool.',
    );
  }
  if (metadata[SPEC_MARK] !== wanted.specHash) {
    return refuse(
      existing,
      `which this release made from a different pool spec${jobsText(wanted)}`,
      'Release under a new version, or delete that pool to have it made again.',
    );
  }
  switch (metadata[STATE_MARK]) {
    case 'ready':
      return { kind: 'done', proven: true };
    case 'unproven':
      return { kind: 'done', proven: false };
    case 'failed':
      return { kind: 'reattach' };
    default:
      return { kind: 'prove' };
  }
}

/** Whoever deletes the pool, or takes its ID, should know. */
function jobsText({ activeJobs = 0 }: WantedPool): string {
  return activeJobs === 0
    ? ''
    : `, and on which ${formatCount(activeJobs, 'active job')} ${activeJobs === 1 ? 'runs' : 'run'}`;
}

/** The image of a pool in words: `image version 1.3.0 of ubuntu (gallery renderGallery)`. */
export function describeImage(image: PoolImage): string {
  switch (image.kind) {
    case 'marketplace':
      return `the marketplace image ${image.urn}`;
    case 'shared-gallery':
    case 'community-gallery':
      return `the ${image.kind === 'shared-gallery' ? 'shared' : 'community'} image ${image.id}`;
    case 'vhds':
      return image.urls.length === 1 ? `the VHD ${image.urls[0] ?? ''}` : `${image.urls.length} VHDs`;
    case 'unknown':
      return 'an image that Batch does not name';
    case 'resource': {
      const [, gallery, definition, version] =
        /\/galleries\/([^/]+)\/images\/([^/]+)(?:\/versions\/([^/]+))?$/i.exec(image.id) ?? [];
      if (gallery === undefined || definition === undefined) return `the image ${nameOf(image.id)}`;
      const which = version === undefined ? 'the latest version' : `version ${version}`;
      return `${which} of image ${definition} in gallery ${gallery}`;
    }
    default:
      return image satisfies never;
  }
}

function refuse(pool: Pool, how: string, fix: string): PoolFit {
  return {
    kind: 'problem',
    problem: {
      code: 'pool-exists',
      input: 'pool-id',
      found: `pool ${pool.id}, ${how}`,
      expected: 'a pool ID that is free, or the pool that this release made',
      fix,
    },
  };
}
