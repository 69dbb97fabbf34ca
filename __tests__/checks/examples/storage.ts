// Examples of what is found of the storage accounts and of the blobs in them.
import type { STORAGE_PROBLEMS, STORAGE_WARNINGS } from '../../../src/checks/storage.ts';
import { someRequest, someStorageAccount } from '../../release/world.ts';
import type { ExamplesOf, Findings } from './example.ts';
import { asking, planning, refusal } from './situations.ts';

const ofAccount = (changes: Parameters<typeof someStorageAccount>[0]): Findings =>
  planning(someRequest(), { storageAccount: someStorageAccount(changes) });

export const STORAGE: ExamplesOf<typeof STORAGE_PROBLEMS & typeof STORAGE_WARNINGS> = {
  'storage-not-found': {
    found: () => planning(someRequest(), { storageAccount: undefined }),
    says: 'storage-account: found no storage account /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Storage/storageAccounts/strender (the Batch account’s auto-storage account); expected a storage account that exists and that the signed-in identity may read. Set storage-account to a name or a full resource ID, or set export-vhd: false.',
  },
  'storage-kind': {
    found: () => ofAccount({ kind: 'BlobStorage' }),
    says: 'storage-account: found strender, an account of kind BlobStorage; expected a general-purpose account (StorageV2, Standard) that takes page blobs. Name another account with storage-account, or set export-vhd: false.',
  },
  'storage-hierarchical-namespace': {
    found: () => ofAccount({ hierarchicalNamespace: true }),
    says: 'storage-account: found strender, which has a hierarchical namespace (Data Lake Gen2); expected a general-purpose account (StorageV2, Standard) that takes page blobs. Name another account with storage-account, or set export-vhd: false.',
  },
  'storage-keys-refused': {
    found: () =>
      planning(asking({ image: { wishes: { securityType: 'TrustedLaunchSupported' } } }), {
        storageAccount: someStorageAccount({ sharedKeyAccess: false }),
      }),
    says: 'storage-account: found strender, which refuses its keys (allowSharedKeyAccess is false); expected an account whose keys work: the gallery reads the VHD with one. Allow it for the release (`az storage account update --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Storage/storageAccounts/strender --allow-shared-key-access true`), or copy the VHD into another account.',
  },
  'storage-network-closed': {
    found: () =>
      planning(someRequest(), {
        storageAccount: someStorageAccount({ publicNetworkAccess: false }),
        refused: new Map([['blobs', refusal('Storage', 403, 'AuthorizationFailure')]]),
      }),
    says: 'storage-account: found strender, whose network rules refuse this runner; expected an account that the runner can reach. Allow the runner in the account’s network rules, run on a runner inside the network, or set export-vhd: false.',
  },
  'storage-not-provisioned': {
    found: () => ofAccount({ provisioningState: 'Creating' }),
    says: 'storage-account: found strender, whose provisioning state is Creating; expected an account that is ready (Succeeded). Wait until the account is provisioned, or name another account with storage-account, or set export-vhd: false.',
  },
  'storage-unavailable': {
    found: () => ofAccount({ primary: 'failing over' }),
    says: 'storage-account: found strender, which is failing over to its other region; expected an account that takes writes. Wait until that is over, or name another account with storage-account, or set export-vhd: false.',
  },
  'container-immutable': {
    found: () => planning(someRequest(), { container: { name: 'system', immutability: 'legal hold' } }),
    says: 'storage-account: found container system of strender, under a legal hold; expected a container whose blobs can be written page by page. Take it away (az storage container legal-hold clear --account-name strender --container-name system --tags <tags>), or name another account with storage-account, or set export-vhd: false.',
  },
  'container-unchecked': {
    found: () => planning(someRequest(), { container: 'unread' }),
    says: 'storage-account: Whether the blobs of strender are immutable could not be checked (Microsoft.Storage/storageAccounts/blobServices/containers/read): if they are, no VHD can be written.',
  },
  'storage-immutable': {
    found: () => ofAccount({ immutableVersions: true }),
    says: 'storage-account: strender makes its blobs immutable: Azure keeps each write of pages as a version of its own, for as long as the policy says. Another account (storage-account) needs far less space for a VHD.',
  },
  'storage-other-region': {
    found: () => ofAccount({ location: 'northeurope' }),
    says: 'storage-account: The VHD is copied from westeurope to strender in northeurope: Azure bills the traffic between regions, and the copy takes longer. An account of the same region (storage-account) avoids both.',
  },
  'vhd-taken': {
    found: () =>
      planning(someRequest(), {
        blobs: new Map([['os', { length: 1, etag: '"1"', metadata: {}, leased: false, blobType: 'PageBlob' }]]),
      }),
    says: 'vhd-prefix: found blob Microsoft.Compute/Images/batchimages/golden-osDisk.f3c83a5e-c7bf-599d-9f40-cdd3f69b752a.vhd, which was made by something else (it has no abip marks); expected a blob name that is free, or a VHD this workflow made of the same disk. Release under a new version, or choose another vhd-prefix or container-name. A VHD is never overwritten.',
  },
};
