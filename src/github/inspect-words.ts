// An inventory in words, for the lines of the log and the cells of the summary alike.
import type { AgentSupport, NodeAgentFacts } from '../inspect/agent.ts';
import type { ImageFacts, Running } from '../inspect/images.ts';
import type { NodeFacts } from '../inspect/inventory.ts';
import type { Use } from '../inspect/usage.ts';
import type { Origin } from '../marks.ts';
import { nameOf } from '../azure/resource-id.ts';
import { listStates, totalNodes } from '../pool/node-counts.ts';

/** Where the image comes from, e.g. `image vm-golden in gallery renderGallery`. */
export function imageWords(image: ImageFacts): string {
  switch (image.kind) {
    case 'gallery-version':
    case 'gallery-latest':
      return `image ${image.definition} in gallery ${nameOf(image.galleryId)}`;
    case 'managed-image':
      return `managed image ${nameOf(image.id)} (retired)`;
    case 'marketplace':
      return `Marketplace image ${image.publisher}:${image.offer}:${image.sku}`;
    case 'shared-gallery':
      return `shared image ${image.id}`;
    case 'community-gallery':
      return `community image ${image.id}`;
    case 'vhds':
      return `custom VHD${image.urls.length === 1 ? '' : 's'} (retired)`;
    case 'unknown':
      return 'an image that Batch does not name';
    default:
      return image satisfies never;
  }
}

/** `1.4.0, pinned`; `latest, now 1.4.0; nodes run 1.4.0 (2), 1.3.0 (1)`; empty where images have no versions. */
export function versionWords(image: ImageFacts): string {
  switch (image.kind) {
    case 'gallery-version': {
      const known = { found: '', absent: ', does not exist any more', unread: ', could not be read' };
      return `${image.version}, pinned${known[image.found.kind]}`;
    }
    case 'gallery-latest':
      return `latest, ${latestWords(image.latest)}${runningWords(image.running)}`;
    case 'marketplace':
    case 'shared-gallery':
    case 'community-gallery':
      return image.running === undefined ? `${image.version}, pinned` : `latest${runningWords(image.running)}`;
    case 'managed-image':
      return image.found.kind === 'absent' ? 'does not exist any more' : '';
    case 'vhds':
    case 'unknown':
      return '';
    default:
      return image satisfies never;
  }
}

function latestWords(latest: (ImageFacts & { readonly kind: 'gallery-latest' })['latest']): string {
  switch (latest.kind) {
    case 'found':
      return `now ${latest.version}`;
    case 'none':
      return 'which no version is';
    case 'absent':
      return 'of a definition that does not exist any more';
    case 'unread':
      return 'which could not be read';
    default:
      return latest satisfies never;
  }
}

function runningWords(running: Running): string {
  switch (running.kind) {
    case 'nodes':
      return `; nodes run ${running.versions.map(({ version, nodes }) => `${version} (${nodes})`).join(', ')}`;
    case 'no-nodes':
      return '';
    case 'unread':
      return '; what nodes run could not be read';
    default:
      return running satisfies never;
  }
}

export function agentWords({ sku, support }: NodeAgentFacts): string {
  return `${sku}${supportWords(support)}`;
}

function supportWords(support: AgentSupport): string {
  switch (support.kind) {
    case 'until': {
      const days = Math.abs(support.daysLeft) === 1 ? 'day' : 'days';
      if (support.daysLeft > 0) return `, supported until ${support.day} (${support.daysLeft} ${days} left)`;
      return `, not supported since ${support.day}`;
    }
    case 'open':
      return '';
    case 'unlisted':
      return ', not listed by Batch any more';
    case 'unread':
      return ', end of life unknown';
    default:
      return support satisfies never;
  }
}

/** `2 of 2 dedicated, 1 of 1 low-priority: 2 idle, 1 with a failed start task`. */
export function nodeWords(nodes: NodeFacts): string {
  const { targetDedicated, targetLowPriority, currentDedicated, currentLowPriority, autoScale, counts } = nodes;
  const parts = [
    [currentDedicated, targetDedicated, 'dedicated'] as const,
    [currentLowPriority, targetLowPriority, 'low-priority'] as const,
  ]
    .filter(([current, target]) => current + target > 0)
    .map(([current, target, kind]) => `${current} of ${target} ${kind}`);
  const states = counts === undefined || totalNodes(counts) === 0 ? '' : `: ${listStates(counts)}`;
  return `${parts.length === 0 ? 'no nodes' : parts.join(', ')}${states}${autoScale ? ', autoscale' : ''}`;
}

/** `contoso/render-images@3333333, refs/tags/v1.4.0, run 9100000003/2`. */
export function originWords({ repository, commit, ref, run }: Origin): string {
  const where =
    repository === undefined ? [] : [`${repository}${commit === undefined ? '' : `@${commit.slice(0, 7)}`}`];
  const how = run === undefined ? [] : [`run ${run}`];
  return [...where, ...(ref === undefined ? [] : [ref]), ...how].join(', ');
}

/** After "used by". */
export function useWords(use: Use): string {
  switch (use.kind) {
    case 'used':
      return use.pools.join(', ');
    case 'unused':
      return 'no pool';
    case 'undecided':
      return `perhaps ${use.pools.join(', ')}, whose ${use.pools.length === 1 ? 'image' : 'images'} cannot be followed`;
    default:
      return use satisfies never;
  }
}
