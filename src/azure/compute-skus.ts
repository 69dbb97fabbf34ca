// The VM sizes that Compute keeps from a subscription in a region, though the region has them.
import type { Arm } from './arm.ts';
import { objectsAt, textAt } from './json.ts';
import { API_VERSIONS } from './versions.ts';

/** Their names in lower case. A size that only some zones lack is not among them. */
export async function readRestrictedSizes(
  arm: Arm,
  subscriptionId: string,
  location: string,
): Promise<ReadonlySet<string>> {
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/skus`;
  const skus = await arm.list(path, API_VERSIONS.computeSkus, { $filter: `location eq '${location}'` });
  return new Set(
    skus
      .filter((sku) => textAt(sku, 'resourceType') === 'virtualMachines')
      .filter((sku) => objectsAt(sku, 'restrictions').some((one) => textAt(one, 'type') === 'Location'))
      .map((sku) => (textAt(sku, 'name') ?? '').toLowerCase()),
  );
}
