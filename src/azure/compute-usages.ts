// What a subscription may use of Compute in a region, and what it uses now.
import type { Arm } from './arm.ts';
import { numberAt, textAt } from './json.ts';
import { API_VERSIONS } from './versions.ts';

export interface ComputeUsage {
  readonly used: number;
  readonly limit: number;
}

/** By name in lower case: `cores`, `lowprioritycores`, and each VM family, e.g. `standarddsv5family`. */
export type ComputeUsages = ReadonlyMap<string, ComputeUsage>;

export async function readComputeUsages(arm: Arm, subscriptionId: string, location: string): Promise<ComputeUsages> {
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/locations/${location}/usages`;
  const usages = await arm.list(path, API_VERSIONS.compute);
  return new Map(
    usages.flatMap((usage) => {
      const [used, limit] = [numberAt(usage, 'currentValue'), numberAt(usage, 'limit')];
      const name = textAt(usage, 'name', 'value')?.toLowerCase();
      return name === undefined || used === undefined || limit === undefined ? [] : [[name, { used, limit }] as const];
    }),
  );
}
