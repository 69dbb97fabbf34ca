// What the reader of an inventory should know at once: what could not be read, and pools that cannot live on as they are.
import { nameOf } from '../azure/resource-id.ts';
import { describe } from '../azure/errors.ts';
import { isNear } from '../pool/end-of-support.ts';
import type { WarningCode } from '../checks/registry.ts';
import type { Warning } from '../problem.ts';
import { isRefusal, refusedRead } from '../refusal.ts';
import type { Inventory, PoolFacts, ReadSurvey } from './inventory.ts';
import { placeOf } from './places.ts';
import type { Unread } from './reads.ts';

/** So many names in one sentence; the table has them all. */
const MOST_NAMES = 10;

export function inventoryWarnings(facts: Omit<Inventory, 'warnings'>, survey: ReadSurvey): readonly Warning[] {
  return [
    ...unreadWarnings(survey),
    ...imageWarnings(facts.pools),
    ...agentWarnings(facts.pools),
    ...storageWarnings(survey),
  ];
}

/** One for each part of an account, however many of its things were refused: the reason is the same. */
function unreadWarnings({ unread, batchAccount }: ReadSurvey): readonly Warning[] {
  // In an order of their own: answers come as they like.
  const sorted = unread.toSorted((a, b) => (`${a.part} ${a.what}` < `${b.part} ${b.what}` ? -1 : 1));
  const groups = Map.groupBy(sorted, groupOf);
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined) throw new Error('A group has a first member.');
    const { what, loses } = lossOf(first, names(group.map((one) => nameOf(one.what))));
    const place = placeOf(first, batchAccount.id);
    const reason = isRefusal(first.error) ? refusedRead(first.error, place) : undefined;
    const why = reason === undefined ? (describe(first.error).split('\n')[0] ?? '') : `${reason.found}. ${reason.fix}`;
    return { code: 'part-unread', input: place.input, text: `${what} could not be read, so ${loses}: ${why}` };
  });
}

function groupOf({ part, what, error }: Unread): string {
  // Definitions of one gallery are refused for one reason, and so are the nodes of an account's pools.
  const scope = part === 'image versions' ? nameOf(what.split('/images/')[0] ?? '') : part === 'gallery' ? what : '';
  return [part, scope.toLowerCase(), error.code].join(' ');
}

function lossOf({ part, what }: Unread, all: string): { readonly what: string; readonly loses: string } {
  switch (part) {
    case 'node counts':
      return { what: 'The node counts', loses: 'nodes are shown without their states' };
    case 'nodes':
      return { what: `The nodes of ${all}`, loses: 'the versions that they run are not shown' };
    case 'supported images':
      return { what: "Batch's list of supported images", loses: 'the end of life of node agents is not shown' };
    case 'storage account':
      return { what: `Storage account ${all}`, loses: 'VHDs are shown only where images name them' };
    case 'VHDs':
      return { what: `The VHDs in storage account ${all}`, loses: 'VHDs are shown only where images name them' };
    case 'gallery':
      return { what: `Gallery ${all}`, loses: 'what its images are made of, and which are unused, is not shown' };
    case 'image versions':
      return {
        what: `The versions of ${all} in gallery ${nameOf(what.split('/images/')[0] ?? '')}`,
        loses: 'what they are made of, and which are unused, is not shown',
      };
    case 'managed image':
      return { what: `Managed image ${all}`, loses: 'what it was made of is not shown' };
    case 'account':
    case 'pools':
      return { what: 'The Batch account', loses: 'nothing is shown' };
    default:
      return part satisfies never;
  }
}

function imageWarnings(pools: readonly PoolFacts[]): readonly Warning[] {
  const retired = pools.filter(({ image }) => image.kind === 'managed-image' || image.kind === 'vhds');
  const gone = pools.filter(({ image }) => isGone(image));
  const empty = pools.filter(({ image }) => image.kind === 'gallery-latest' && image.latest.kind === 'none');
  return [
    ...about(
      retired,
      'image-retired',
      (which) =>
        `${which} made from VHDs or managed images, which Batch retired on 2026-03-31. Make new pools from an image version.`,
      'is',
      'are',
    ),
    ...about(
      gone,
      'image-gone',
      (which) =>
        `${which} made from an image that does not exist any more: nodes that run go on, new ones cannot be made. Make new pools from a version that exists.`,
      'is',
      'are',
    ),
    ...about(
      empty,
      'no-latest-version',
      (which) =>
        `${which} an image definition that has no latest version in the account's region: no nodes can be made.`,
      'follows',
      'follow',
    ),
  ];
}

function isGone(image: PoolFacts['image']): boolean {
  if (image.kind === 'gallery-latest') return image.latest.kind === 'absent';
  return (image.kind === 'gallery-version' || image.kind === 'managed-image') && image.found.kind === 'absent';
}

function agentWarnings(pools: readonly PoolFacts[]): readonly Warning[] {
  const bySku = Map.groupBy(pools, ({ nodeAgent }) => nodeAgent.sku);
  return [...bySku].flatMap(([sku, group]) => {
    const support = group[0]?.nodeAgent.support;
    const which = `${group.length === 1 ? 'Pool' : 'Pools'} ${names(group.map(({ id }) => id))}`;
    const uses = group.length === 1 ? 'uses' : 'use';
    const fix = 'Move to an image of a newer OS.';
    if (support?.kind === 'unlisted') {
      return [agentWarning(`${which} ${uses} node agent ${sku}, which Batch does not list any more. ${fix}`)];
    }
    if (support?.kind !== 'until' || !isNear(support.daysLeft)) return [];
    const { day, daysLeft } = support;
    const when =
      daysLeft <= 0 ? `ended on ${day}` : `ends on ${day}, in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`;
    return [agentWarning(`${which} ${uses} node agent ${sku}, whose support by Batch ${when}. ${fix}`)];
  });
}

function agentWarning(text: string): Warning {
  return { code: 'node-agent-end-of-life', input: 'batch-account', text };
}

function storageWarnings({ storage }: ReadSurvey): readonly Warning[] {
  if (storage.id === undefined || storage.account.kind !== 'absent') return [];
  const text = `Storage account ${storage.id}, the auto-storage account of the Batch account, does not exist: VHDs are shown only where images name them.`;
  return [{ code: 'storage-absent', input: 'storage-account', text }];
}

function about(
  pools: readonly PoolFacts[],
  code: WarningCode,
  text: (which: string) => string,
  singular: string,
  plural: string,
): readonly Warning[] {
  if (pools.length === 0) return [];
  const which = names(pools.map(({ id }) => id));
  const subject = pools.length === 1 ? `Pool ${which} ${singular}` : `Pools ${which} ${plural}`;
  return [{ code, input: 'batch-account', text: text(subject) }];
}

/** `a, b and 3 more`. */
export function names(all: readonly string[]): string {
  const shown = all.slice(0, MOST_NAMES).join(', ');
  return all.length > MOST_NAMES ? `${shown} and ${all.length - MOST_NAMES} more` : shown;
}
