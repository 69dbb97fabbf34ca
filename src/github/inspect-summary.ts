// The job summary of `mode: inspect`: tables of the pools and of what of ours no pool is known to use, within the budget.
import { formatBytes, formatCount, formatDuration } from '../format.ts';
import type { Inventory, PoolFacts } from '../inspect/inventory.ts';
import { agentWords, imageWords, nodeWords, originWords, useWords, versionWords } from './inspect-words.ts';
import { code, createBudget, cut, escape, table, type Budget } from './markdown.ts';
import { resourceLink, type Portal } from './portal.ts';
import { LARGEST, titled } from './summary.ts';
import { renderWarnings } from './summary-faults.ts';

export interface InspectSummaryContext {
  readonly portal: Portal;
  readonly tookMs: number;
}

/** So many VHDs in one cell; an image of many data disks has the others in the `result` output. */
const MOST_VHDS = 5;

export function renderInventory(inventory: Inventory, { portal, tookMs }: InspectSummaryContext): string {
  const budget = createBudget(LARGEST);
  const { batchAccount, pools } = inventory;
  const sections = [
    `## 🔎 ${formatCount(pools.length, 'pool')} in Batch account ${escape(batchAccount.name)}`,
    `${resourceLink(portal, batchAccount.id)} in ${escape(batchAccount.location)}. Nothing was written. The run took ${formatDuration(tookMs)}.`,
    // Warnings are few and matter most: they get their share before the pools.
    titled('Warnings', renderWarnings(inventory.warnings, budget)),
    titled('Pools', renderPools(pools, portal, budget)),
    titled('Used by no pool', renderUnused(inventory, portal, budget)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function renderPools(pools: readonly PoolFacts[], portal: Portal, budget: Budget): string {
  const rows = pools.map((pool) => [
    `${code(pool.id)}<br>${escape(pool.vmSize)}${pool.state === 'active' ? '' : `<br>**${pool.state}**`}`,
    imageCell(pool, portal),
    escape(versionWords(pool.image)),
    vhdCell(pool),
    escape(agentWords(pool.nodeAgent)),
    `${escape(nodeWords(pool.nodes))}${pool.resizeErrors.map((error) => `<br>${code(error.code)}`).join('')}`,
    pool.origin === undefined ? '' : escape(cut(originWords(pool.origin), 300)),
  ]);
  return table(['Pool', 'Image', 'Version', 'Source VHD', 'Node agent', 'Nodes', 'Made by'], rows, budget);
}

/** With links where the image is a resource of the user's own. */
function imageCell({ image }: PoolFacts, portal: Portal): string {
  switch (image.kind) {
    case 'gallery-version':
    case 'gallery-latest': {
      const definitionId = `${image.galleryId}/images/${image.definition}`;
      return `${resourceLink(portal, definitionId)} in ${resourceLink(portal, image.galleryId)}`;
    }
    case 'managed-image':
      return `managed image ${resourceLink(portal, image.id)} (retired)`;
    case 'marketplace':
    case 'shared-gallery':
    case 'community-gallery':
    case 'vhds':
    case 'unknown':
      return escape(cut(imageWords(image), 300));
    default:
      return image satisfies never;
  }
}

function vhdCell({ vhds }: PoolFacts): string {
  const shown = vhds.slice(0, MOST_VHDS).map(({ url }) => code(url));
  const more = vhds.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('<br>');
}

function renderUnused({ imageVersions, vhds }: Inventory, portal: Portal, budget: Budget): string {
  const versionRows = imageVersions
    .filter(({ use }) => use.kind !== 'used')
    .map(({ id, definition, galleryId, origin, use, provisioningState }) => [
      `version ${resourceLink(portal, id)} of ${escape(definition)} in ${resourceLink(portal, galleryId)}`,
      provisioningState === 'Succeeded' ? '' : escape(provisioningState),
      escape(cut(originWords(origin), 300)),
      escape(cut(useWords(use), 300)),
    ]);
  const vhdRows = vhds
    .filter(({ use }) => use.kind !== 'used')
    .map(({ url, bytes, state, origin, use }) => [
      code(url),
      `${formatBytes(bytes)}${state === undefined || state === 'complete' ? '' : `, ${escape(state)}`}`,
      escape(cut(originWords(origin), 300)),
      escape(cut(useWords(use), 300)),
    ]);
  return [
    table(['Image version', 'State', 'Made by', 'Used by'], versionRows, budget),
    table(['VHD', 'Size', 'Made by', 'Used by'], vhdRows, budget),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
