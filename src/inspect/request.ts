// What `mode: inspect` was asked to look at.
export interface InspectRequest {
  readonly subscriptionId: string;
  readonly batchAccountId: string;
  /** Looked through beside the galleries that the pools' images are in. */
  readonly galleryId?: string;
  /** Undefined: the Batch account's auto-storage account. */
  readonly storageAccountId?: string;
}
