// Storage accounts, as ARM describes them.

export interface StorageAccount {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly kind: 'Storage' | 'StorageV2' | 'BlobStorage' | 'FileStorage' | 'BlockBlobStorage';
  readonly sku: string;
  /** As ARM gives it, e.g. `https://acct.blob.core.windows.net/`; never built from a suffix. */
  readonly blobEndpoint: string;
  readonly hierarchicalNamespace: boolean;
  /** Whether the account answers from public networks by default. */
  readonly publicNetworkAccess: boolean;
  readonly sharedKeyAccess: boolean;
}
