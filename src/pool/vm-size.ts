// The VM sizes that Batch offers in a region: finding one by name, and its cores.
import type { BatchVmSize } from '../azure/batch-accounts.ts';

/** Batch takes a size in any case. */
export function findSize(sizes: readonly BatchVmSize[], name: string): BatchVmSize | undefined {
  return sizes.find((size) => size.name.toLowerCase() === name.toLowerCase());
}

/**
 * Of one node. A size with constrained cores has fewer than its hardware; which of the two counts against a quota is not
 * documented for Batch, so the lower one is taken: a quota that might do is not refused.
 */
export function coresOf(size: BatchVmSize): number | undefined {
  const counts = coreCounts(size);
  return counts.length === 0 ? undefined : Math.min(...counts);
}

/** Of the hardware, where it has more than a node may use. */
export function mostCoresOf(size: BatchVmSize): number | undefined {
  const counts = coreCounts(size);
  return counts.length === 0 ? undefined : Math.max(...counts);
}

function coreCounts({ capabilities }: BatchVmSize): readonly number[] {
  return [capabilities['vCPUs'], capabilities['vCPUsAvailable']].flatMap((text) => {
    const count = Number(text ?? NaN);
    return Number.isInteger(count) && count > 0 ? [count] : [];
  });
}
