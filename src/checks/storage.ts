// Checks of the storage accounts: the one that takes the VHDs, and the one from which a gallery reads them.
import { problems } from './check.ts';

const OVERVIEW = 'https://learn.microsoft.com/azure/storage/common/storage-account-overview';

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
  'vhd-taken': [
    'No other blob has the name of the VHD.',
    'https://learn.microsoft.com/azure/storage/blobs/storage-blob-pageblob-overview',
  ],
});
