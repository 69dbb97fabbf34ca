// An inventory as lines of the log: one for each pool, then one for each thing of ours that no pool is known to use.
import type { Host } from '../azure/host.ts';
import { formatBytes, formatCount } from '../format.ts';
import type { Inventory, PoolFacts } from '../inspect/inventory.ts';
import type { Use } from '../inspect/usage.ts';
import { agentWords, imageWords, nodeWords, originWords, useWords, versionWords } from './inspect-words.ts';
import { nameOf } from '../azure/resource-id.ts';

export function printInventory(host: Pick<Host, 'progress'>, inventory: Inventory): void {
  for (const line of inventoryLines(inventory)) host.progress(line);
}

export function inventoryLines(inventory: Inventory): readonly string[] {
  const { batchAccount, pools, imageVersions, vhds } = inventory;
  return [
    `Batch account ${batchAccount.name} (${batchAccount.location}): ${formatCount(pools.length, 'pool')}`,
    ...pools.map(poolLine),
    lookedThrough(inventory),
    ...imageVersions
      .filter(({ use }) => use.kind !== 'used')
      .map(({ version, definition, galleryId, origin, use }) =>
        line(`image version ${version} of ${definition} in ${nameOf(galleryId)}`, usedBy(use), originWords(origin)),
      ),
    ...vhds
      .filter(({ use }) => use.kind !== 'used')
      .map(({ url, bytes, origin, use }) => line(`VHD ${url}`, usedBy(use), formatBytes(bytes), originWords(origin))),
  ];
}

function poolLine(pool: PoolFacts): string {
  const version = versionWords(pool.image);
  return line(
    `pool ${pool.id}${pool.state === 'active' ? '' : `, ${pool.state}`}`,
    `${imageWords(pool.image)}${version === '' ? '' : `, ${version}`}`,
    pool.vhds.map(({ url }) => `VHD ${url}`).join(', '),
    `node agent ${agentWords(pool.nodeAgent)}`,
    nodeWords(pool.nodes),
    pool.resizeErrors.map(({ code }) => `resize error ${code}`).join(', '),
    pool.origin === undefined ? '' : `made by ${originWords(pool.origin)}`,
  );
}

/** What the lists of unused things are complete for. */
function lookedThrough({ galleries, storageAccount, imageVersions, vhds }: Inventory): string {
  const read = galleries.filter(({ kind }) => kind === 'found').map(({ name }) => name);
  const unused = [...imageVersions, ...vhds].filter(({ use }) => use.kind === 'unused').length;
  return `looked for image versions in ${read.join(', ') || 'no gallery'} and for VHDs in ${storageAccount?.name ?? 'no storage account'}: ${unused} used by no pool`;
}

function usedBy(use: Use): string {
  return `used by ${useWords(use)}`;
}

function line(subject: string, ...facts: readonly string[]): string {
  return `${subject}: ${facts.filter((fact) => fact !== '').join('; ')}`;
}
