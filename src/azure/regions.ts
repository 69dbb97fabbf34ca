// The regions of a subscription.
import type { Arm } from './arm.ts';
import { isAzureServiceError } from './errors.ts';
import { textAt } from './json.ts';
import { normaliseRegion } from './resource-id.ts';
import { API_VERSIONS } from './versions.ts';

/** Their names, normalised, without logical ones such as `europe`, in which nothing can be; undefined where the caller may not list them. */
export async function readRegions(arm: Arm, subscriptionId: string): Promise<ReadonlySet<string> | undefined> {
  try {
    const regions = await arm.list(`/subscriptions/${subscriptionId}/locations`, API_VERSIONS.resources);
    const physical = regions.filter((region) => textAt(region, 'metadata', 'regionType')?.toLowerCase() !== 'logical');
    return new Set(physical.map((region) => normaliseRegion(textAt(region, 'name') ?? '')));
  } catch (error) {
    // A role on one resource does not include it, and a region can also be right without being checked.
    if (isAzureServiceError(error)) return undefined;
    throw error;
  }
}
