// Every api-version this action speaks, and why. The SDKs' defaults are not used: they move with each SDK release, newer
// ones change defaults (galleries from 2025-03-03) or drop fields (Batch 2025-06-01), and sovereign clouds lag behind.

export const API_VERSIONS = {
  /** The newest whose OpenAPI file is stable in every cloud. */
  compute: '2024-07-01',
  /** The newest of the list of sizes. */
  computeSkus: '2021-07-01',
  /** Has `LastOwnershipUpdateTime`, which tells whether a disk was used since. */
  disks: '2024-03-02',
  /** The last before an omitted definition defaults to Gen2 with Trusted Launch supported. */
  gallery: '2024-03-03',
  storage: '2023-05-01',
  /** The first whose PATCH can change a pool's image; it still has `targetNodeCommunicationMode` and `resourceTags`. */
  batch: '2024-07-01',
  /** The data plane's counterpart of `batch`; knows `securityProfile`. */
  batchService: '2024-07-01.20.0',
  /** `x-ms-version`: pages a long list of page ranges, takes a token for the source of a copy, and is in every cloud. */
  blobService: '2024-08-04',
  /** Old enough for every cloud; the properties that are read have not changed since. */
  network: '2022-07-01',
  resources: '2022-09-01',
  authorization: '2022-04-01',
  /** Locks have not changed since; it is in every cloud. */
  locks: '2016-09-01',
  cloudMetadata: '2022-09-01',
} as const;
