// Storage accounts in Resource Manager.
import { each, none, refused, type Plays } from '../play.ts';

export const STORAGE_ACCOUNTS: Plays = {
  ...each('StorageAccounts_GetProperties StorageAccounts_ListKeys'),
  ...each('StorageAccounts_List StorageAccounts_ListByResourceGroup StorageAccounts_Delete', none()),
  ...each('StorageAccounts_Create', {
    refused: refused('NotSimulated', 'edge zones', ['StorageAccountCreate.json']),
    own: [{ from: 'StorageAccountCreate.json', patch: { extendedLocation: null }, why: 'in its region itself' }],
  }),
  ...each(
    'StorageAccounts_Update',
    none({ $body: { tags: { team: 'render' }, properties: { allowBlobPublicAccess: false } } }),
  ),
};
