// Whether a storage account of the right kind takes the VHDs now: its state, what keeps its blobs from change, and where it is.
import type { BlobContainer, StorageAccount } from '../azure/storage-accounts.ts';
import type { Problem, Warning } from '../problem.ts';

const INPUT = 'storage-account';
const OTHERWISE = 'or name another account with storage-account, or set export-vhd: false.';

export function storageStateProblems({ name, provisioningState, primary }: StorageAccount): readonly Problem[] {
  if (provisioningState !== 'Succeeded') {
    return [
      {
        code: 'storage-not-provisioned',
        input: INPUT,
        found: `${name}, whose provisioning state is ${provisioningState}`,
        expected: 'an account that is ready (Succeeded)',
        fix: `Wait until the account is provisioned, ${OTHERWISE}`,
      },
    ];
  }
  if (primary === 'available') return [];
  return [
    {
      code: 'storage-unavailable',
      input: INPUT,
      found: `${name}, ${primary === 'failing over' ? 'which is failing over to its other region' : 'whose primary region is unavailable'}`,
      expected: 'an account that takes writes',
      fix: `Wait until that is over, ${OTHERWISE}`,
    },
  ];
}

/** https://learn.microsoft.com/azure/storage/blobs/immutable-storage-overview: such a page blob can be made, and not written. */
export function containerProblems({ name, immutability }: BlobContainer, account: StorageAccount): readonly Problem[] {
  if (immutability === 'none') return [];
  const container = `--account-name ${account.name} --container-name ${name}`;
  const remove =
    immutability === 'legal hold'
      ? `az storage container legal-hold clear ${container} --tags <tags>`
      : `az storage container immutability-policy delete ${container} --if-match <etag>; a locked policy stays`;
  return [
    {
      code: 'container-immutable',
      input: INPUT,
      found: `container ${name} of ${account.name}, under a ${immutability}`,
      expected: 'a container whose blobs can be written page by page',
      fix: `Take it away (${remove}), ${OTHERWISE}`,
    },
  ];
}

/** @param from the region of what is copied; undefined where it is not copied between regions of Azure. */
export function storageWarnings(account: StorageAccount, from: string | undefined): readonly Warning[] {
  const warnings: Warning[] = [];
  if (account.immutableVersions) {
    const text =
      `${account.name} makes its blobs immutable: Azure keeps each write of pages as a version of its own, for as long as the ` +
      'policy says. Another account (storage-account) needs far less space for a VHD.';
    warnings.push({ code: 'storage-immutable', input: INPUT, text });
  }
  if (from !== undefined && from !== account.location) {
    const text =
      `The VHD is copied from ${from} to ${account.name} in ${account.location}: Azure bills the traffic between regions, and ` +
      'the copy takes longer. An account of the same region (storage-account) avoids both.';
    warnings.push({ code: 'storage-other-region', input: INPUT, text });
  }
  return warnings;
}

export function containerUnread(account: StorageAccount): Warning {
  const text =
    `Whether the blobs of ${account.name} are immutable could not be checked ` +
    '(Microsoft.Storage/storageAccounts/blobServices/containers/read): if they are, no VHD can be written.';
  return { code: 'container-unchecked', input: INPUT, text };
}
