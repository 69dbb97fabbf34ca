// Compute virtual machines: what a capture needs to know of one, and what it does to it.

export interface VirtualMachine {
  readonly id: string;
  readonly name: string;
  /** Normalised, e.g. `westeurope`. */
  readonly location: string;
  readonly osType: 'Linux' | 'Windows';
  readonly powerState: PowerState;
  readonly generalized: boolean;
  readonly osDisk: VirtualMachineDisk;
  readonly dataDisks: readonly VirtualMachineDataDisk[];
  readonly securityType: SecurityType;
  readonly secureBoot: boolean;
  readonly vTpm: boolean;
  readonly encryptionAtHost: boolean;
  readonly diskController: 'SCSI' | 'NVMe';
  readonly vmSize: string;
  /** The marketplace image it was made from, where it was. */
  readonly imageReference?: MarketplaceImage;
  /** The gallery image or managed image it was made from, where it was. */
  readonly imageId?: string;
  readonly plan?: PurchasePlan;
  /** Names of the VM extensions installed. */
  readonly extensions: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** `stopped` is a shutdown from inside the guest: still allocated and billed. */
export type PowerState =
  'creating' | 'starting' | 'running' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated' | 'unknown';

export type SecurityType = 'Standard' | 'TrustedLaunch' | 'ConfidentialVM';

export type VirtualMachineDisk =
  | { readonly kind: 'managed'; readonly diskId: string; readonly caching: Caching }
  | { readonly kind: 'unmanaged'; readonly vhdUrl: string }
  | { readonly kind: 'ephemeral' };

export type VirtualMachineDataDisk = VirtualMachineDisk & { readonly lun: number };

export type Caching = 'None' | 'ReadOnly' | 'ReadWrite';

export interface MarketplaceImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version?: string;
}

export interface PurchasePlan {
  readonly name: string;
  readonly publisher: string;
  readonly product: string;
}
