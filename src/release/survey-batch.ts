// What Batch offers and what is taken of it already: read in the survey's second wave, when the account is known.
import type { Arm } from '../azure/arm.ts';
import { listBatchVmSizes, type BatchAccount, type BatchVmSize } from '../azure/batch-accounts.ts';
import type { BatchService, Pool } from '../azure/batch-service.ts';
import { readRestrictedSizes } from '../azure/compute-skus.ts';
import { readComputeUsages, type ComputeUsages } from '../azure/compute-usages.ts';
import { describe, isAzureServiceError } from '../azure/errors.ts';
import type { Host } from '../azure/host.ts';
import { subscriptionIn } from '../azure/resource-id.ts';
import type { Reader } from './refused-reads.ts';

/** What a run can do without: where it cannot be read, what depends on it is not checked. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  /** `action` is the right that shows it. */
  | { readonly kind: 'unread'; readonly action: string };

export interface BatchOffer {
  /** All pools of the account. */
  readonly pools: readonly Pool[];
  readonly sizes: Reading<readonly BatchVmSize[]>;
  /** Of the region and subscription of an account whose nodes count there; undefined for any other account. */
  readonly usages: Reading<ComputeUsages> | undefined;
  /** Sizes that Compute keeps from the same subscription; undefined for any other account. */
  readonly restricted: Reading<ReadonlySet<string>> | undefined;
}

/** Undefined where the account refuses to show its pools. */
export async function readBatchOffer(
  { arm, host }: { readonly arm: Arm; readonly host: Host },
  { id, location, poolAllocationMode }: BatchAccount,
  batch: BatchService,
  attempt: Reader['attempt'],
): Promise<BatchOffer | undefined> {
  const subscriptionId = subscriptionIn(id);
  const isOwn = poolAllocationMode === 'UserSubscription';
  const [pools, sizes, usages, restricted] = await Promise.all([
    attempt('batch', batch.listPools()),
    optional(
      host,
      'Microsoft.Batch/locations/virtualMachineSkus/read',
      listBatchVmSizes(arm, subscriptionId, location),
    ),
    isOwn
      ? optional(host, 'Microsoft.Compute/locations/usages/read', readComputeUsages(arm, subscriptionId, location))
      : undefined,
    isOwn
      ? optional(host, 'Microsoft.Compute/skus/read', readRestrictedSizes(arm, subscriptionId, location))
      : undefined,
  ]);
  return pools === undefined ? undefined : { pools, sizes, usages, restricted };
}

/** How many jobs a pool that is in the way would leave without nodes; undefined where there is none, or nobody tells. */
export async function countActiveJobs(
  { host }: { readonly host: Host },
  batch: BatchService | undefined,
  pool: Pool | undefined,
): Promise<number | undefined> {
  if (batch === undefined || pool === undefined) return undefined;
  const jobs = await optional(
    host,
    'Microsoft.Batch/batchAccounts/jobs/read',
    batch.listJobsOf(pool.id, { state: 'active' }),
  );
  return jobs.kind === 'read' ? jobs.value.length : undefined;
}

export async function optional<T>(host: Host, action: string, value: Promise<T>): Promise<Reading<T>> {
  try {
    return { kind: 'read', value: await value };
  } catch (error) {
    if (!isAzureServiceError(error)) throw error;
    host.debug(describe(error));
    return { kind: 'unread', action };
  }
}
