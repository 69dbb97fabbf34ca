// The `result` output of `mode: inspect`: the inventory as one JSON document. GitHub drops outputs of more than 1 MB in a job,
// counted as UTF-16, so long lists are cut, and `omitted` says by how much. docs/inspect.md describes every field.
import type { Inventory } from '../inspect/inventory.ts';
import { RESULT_SCHEMA_VERSION } from '../release/result.ts';
import { createBudget } from './markdown.ts';

const LARGEST = 450 * 1024;

export interface InspectTimes {
  readonly startedAt: Date;
  readonly endedAt: Date;
}

export function inventoryJson(inventory: Inventory, { startedAt, endedAt }: InspectTimes): string {
  const { pools, imageVersions, vhds, ...head } = inventory;
  const envelope = {
    schemaVersion: RESULT_SCHEMA_VERSION,
    mode: 'inspect',
    outcome: 'inspected',
    changed: false,
    startedAt,
    endedAt,
    seconds: Math.round((endedAt.getTime() - startedAt.getTime()) / 1000),
    ...head,
  };
  const budget = createBudget(LARGEST - Buffer.byteLength(JSON.stringify(envelope)));
  const fit = <T>(items: readonly T[]): readonly T[] => {
    const firstLeftOut = items.findIndex((item) => !budget.take(JSON.stringify(item)));
    return firstLeftOut < 0 ? items : items.slice(0, firstLeftOut);
  };
  const kept = { pools: fit(pools), imageVersions: fit(imageVersions), vhds: fit(vhds) };
  return JSON.stringify({
    ...envelope,
    ...kept,
    omitted: {
      pools: pools.length - kept.pools.length,
      imageVersions: imageVersions.length - kept.imageVersions.length,
      vhds: vhds.length - kept.vhds.length,
    },
  });
}
