// Compute Gallery: galleries, image definitions, image versions and their replication.
import type { Caching, PurchasePlan } from './virtual-machines.ts';

export interface Gallery {
  readonly id: string;
  readonly name: string;
  readonly location: string;
}

export interface ImageDefinition {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly osType: 'Linux' | 'Windows';
  readonly osState: 'Generalized' | 'Specialized';
  readonly hyperVGeneration: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  /** The `SecurityType` feature; `Standard` when absent. */
  readonly securityType: ImageSecurityType;
  /** The `DiskControllerTypes` feature, e.g. `SCSI, NVMe`; `SCSI` when absent. */
  readonly diskControllers: readonly ('SCSI' | 'NVMe')[];
  readonly purchasePlan?: PurchasePlan;
  readonly tags: Readonly<Record<string, string>>;
}

export type ImageSecurityType =
  | 'Standard'
  | 'TrustedLaunchSupported'
  | 'TrustedLaunch'
  | 'ConfidentialVMSupported'
  | 'ConfidentialVM'
  | 'TrustedLaunchAndConfidentialVmSupported';

export interface ImageVersion {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly provisioningState: 'Creating' | 'Updating' | 'Failed' | 'Succeeded' | 'Deleting' | 'Migrating';
  readonly tags: Readonly<Record<string, string>>;
  /** Target regions, normalised. */
  readonly targetRegions: readonly TargetRegion[];
  readonly excludeFromLatest: boolean;
  /** State per region, normalised names; empty when Azure does not tell yet. */
  readonly replication: readonly RegionReplication[];
}

export interface TargetRegion {
  readonly name: string;
  readonly replicas: number;
}

export interface RegionReplication {
  readonly region: string;
  readonly state: 'Unknown' | 'Replicating' | 'Completed' | 'Failed';
  /** 0 to 100. */
  readonly progress: number;
  readonly details?: string;
}

/** What an image version is made of: one snapshot per disk. */
export interface ImageVersionSource {
  readonly osSnapshotId: string;
  readonly osCaching: Caching;
  readonly dataDisks: readonly { readonly lun: number; readonly snapshotId: string; readonly caching: Caching }[];
}
