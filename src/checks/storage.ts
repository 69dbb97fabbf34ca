// Checks of the storage accounts: the one that takes the VHDs, and the one from which a gallery reads them.
import { problems, warnings } from './check.ts';

const OVERVIEW = 'https://learn.microsoft.com/azure/storage/common/storage-account-overview';
const IMMUTABLE = 'https://learn.microsoft.com/azure/storage/blobs/immutable-storage-overview';

export const STORAGE_PROBLEMS = problems({
  'storage-not-found': ['The storage account exists.', OVERVIEW],
  'storage-kind': ['The storage account is of a kind that takes page blobs.', OVERVIEW],
  'storage-hierarchical-namespace': [
    'The storage account has no hierarchical namespace.',
    'https://learn.microsoft.com/azure/storage/blobs/data-lake-storage-namespace',
  ],
  'storage-keys-refused': [
    'The keys of the storage account work where the gallery needs one.',
    'https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent',
  ],
  'storage-network-closed': [
    'The storage account answers this runner, and the gallery where it reads there.',
    'https://learn.microsoft.com/azure/storage/common/storage-network-security',
  ],
  'storage-not-provisioned': ['The storage account is provisioned.', OVERVIEW],
  'storage-unavailable': [
    'The region of the storage account that takes writes is available.',
    'https://learn.microsoft.com/azure/storage/common/storage-disaster-recovery-guidance',
  ],
  'container-immutable': ['No policy forbids to write the pages of a VHD.', IMMUTABLE],
  'vhd-taken': [
    'No other blob has the name of the VHD.',
    'https://learn.microsoft.com/azure/storage/blobs/storage-blob-pageblob-overview',
  ],
});

export const STORAGE_WARNINGS = warnings({
  'storage-immutable': ['The storage account does not keep every write of pages as a version.', IMMUTABLE],
  'container-unchecked': ['Azure tells whether the blobs of the container are immutable.', IMMUTABLE],
  'storage-other-region': [
    'The storage account is in the region from which the VHD is copied.',
    'https://azure.microsoft.com/pricing/details/bandwidth/',
  ],
});
