// Managed disks and their snapshots.
import type { PurchasePlan, SecurityType } from './virtual-machines.ts';

export interface Disk {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly sizeBytes: number;
  readonly sku: string;
  /** Stays the same for the life of the disk. */
  readonly uniqueId: string;
  /** Changes when the disk is attached, started or stopped: together with `uniqueId` it tells content apart. */
  readonly lastOwnershipUpdateTime?: string;
  readonly diskState: string;
  readonly hyperVGeneration?: 'V1' | 'V2';
  readonly architecture?: 'x64' | 'Arm64';
  readonly securityType: SecurityType;
  readonly networkAccessPolicy: 'AllowAll' | 'AllowPrivate' | 'DenyAll';
  readonly publicNetworkAccess: boolean;
  /** `AzureActiveDirectory` means that a SAS alone opens nothing. */
  readonly dataAccessAuthMode: 'None' | 'AzureActiveDirectory';
  readonly purchasePlan?: PurchasePlan;
}

export interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly provisioningState: string;
  readonly sourceDiskId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly sizeBytes: number;
  readonly diskState: string;
}
