import { describe, expect, test } from '@jest/globals';
import type { BlobContainer, StorageAccount } from '../../src/azure/storage-accounts.ts';
import { formatProblem } from '../../src/problem.ts';
import {
  containerProblems,
  containerUnread,
  storageStateProblems,
  storageWarnings,
} from '../../src/source/storage-state-check.ts';
import { someStorageAccount } from '../release/world.ts';

const OTHERWISE = 'or name another account with storage-account, or set export-vhd: false.';

test.each<[string, Partial<StorageAccount>, string]>([
  [
    'is still being made',
    { provisioningState: 'Creating' },
    `strender, whose provisioning state is Creating; expected an account that is ready (Succeeded). Wait until the account is provisioned, ${OTHERWISE}`,
  ],
  [
    'is unavailable',
    { primary: 'unavailable' },
    `strender, whose primary region is unavailable; expected an account that takes writes. Wait until that is over, ${OTHERWISE}`,
  ],
  [
    'is failing over',
    { primary: 'failing over' },
    `strender, which is failing over to its other region; expected an account that takes writes. Wait until that is over, ${OTHERWISE}`,
  ],
])('an account that %s', (_, changes, text) => {
  expect(storageStateProblems(someStorageAccount(changes)).map(formatProblem)).toEqual([
    `storage-account: found ${text}`,
  ]);
});

test('an account that is ready has no problem and no warning', () => {
  expect(storageStateProblems(someStorageAccount())).toEqual([]);
  expect(storageWarnings(someStorageAccount(), 'westeurope')).toEqual([]);
  expect(storageWarnings(someStorageAccount(), undefined)).toEqual([]);
});

describe('a container whose blobs cannot be changed', () => {
  const messages = (immutability: BlobContainer['immutability']): readonly string[] =>
    containerProblems({ name: 'system', immutability }, someStorageAccount()).map(formatProblem);
  const expected = 'expected a container whose blobs can be written page by page. Take it away';
  const where = '--account-name strender --container-name system';

  test('by a policy or a hold, with the command that takes it away', () => {
    expect(messages('retention policy')).toEqual([
      `storage-account: found container system of strender, under a retention policy; ${expected} (az storage container ` +
        `immutability-policy delete ${where} --if-match <etag>; a locked policy stays), ${OTHERWISE}`,
    ]);
    expect(messages('legal hold')).toEqual([
      `storage-account: found container system of strender, under a legal hold; ${expected} (az storage container legal-hold ` +
        `clear ${where} --tags <tags>), ${OTHERWISE}`,
    ]);
    expect(messages('none')).toEqual([]);
  });

  test('or of which that is not known', () => {
    expect(containerUnread(someStorageAccount()).text).toBe(
      'Whether the blobs of strender are immutable could not be checked ' +
        '(Microsoft.Storage/storageAccounts/blobServices/containers/read): if they are, no VHD can be written.',
    );
  });
});

test('what costs more than it has to is told', () => {
  const account = someStorageAccount({ immutableVersions: true, location: 'northeurope' });
  expect(storageWarnings(account, 'westeurope').map(({ code, text }) => `${code}: ${text}`)).toEqual([
    'storage-immutable: strender makes its blobs immutable: Azure keeps each write of pages as a version of its own, for as long ' +
      'as the policy says. Another account (storage-account) needs far less space for a VHD.',
    'storage-other-region: The VHD is copied from westeurope to strender in northeurope: Azure bills the traffic between regions, ' +
      'and the copy takes longer. An account of the same region (storage-account) avoids both.',
  ]);
});
