// Batch accounts and ARM-shaped pools: the management plane of Batch.
import type { JsonObject } from './arm.ts';

export interface BatchAccount {
  readonly id: string;
  readonly name: string;
  /** Normalised, e.g. `westeurope`. */
  readonly location: string;
  /** With scheme: `https://acct.westeurope.batch.azure.com`. */
  readonly endpoint: string;
  readonly provisioningState: string;
  readonly poolAllocationMode: 'BatchService' | 'UserSubscription';
  readonly autoStorageAccountId?: string;
  readonly poolQuota: number;
  /** Absent in UserSubscription mode. */
  readonly dedicatedCoreQuota?: number;
  readonly lowPriorityCoreQuota?: number;
  readonly publicNetworkAccess: boolean;
  readonly allowedAuthenticationModes: readonly string[];
}

/** A pool body in ARM's shape, whole, as the user wrote it plus what the action adds. */
export type ArmPoolBody = JsonObject;
