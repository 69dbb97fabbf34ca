// Whether a gallery can read a VHD out of its storage account: it does so with the account's key, from outside.
import type { StorageAccount } from '../azure/storage-accounts.ts';
import type { ProblemCode } from '../checks/registry.ts';
import type { Problem } from '../problem.ts';

/**
 * Every reason why no image version can be made of a VHD in this account; `input` is the one that leads to it.
 * https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries: a version reads a VHD by `listKeys`.
 */
export function vhdAccountProblems(account: StorageAccount, input: string): readonly Problem[] {
  const problems = [...pageBlobProblems(account, input, 'Copy the VHD into another account of the subscription.')];
  const refuse = (code: ProblemCode, found: string, expected: string, change: string): void => {
    problems.push({
      code,
      input,
      found: `${account.name}, ${found}`,
      expected,
      fix:
        `Allow it for the release (\`az storage account update --ids ${account.id} ${change}\`), or copy the VHD into ` +
        'another account.',
    });
  };
  if (!account.sharedKeyAccess) {
    refuse(
      'storage-keys-refused',
      'which refuses its keys (allowSharedKeyAccess is false)',
      'an account whose keys work: the gallery reads the VHD with one',
      '--allow-shared-key-access true',
    );
  }
  if (!account.publicNetworkAccess) {
    refuse(
      'storage-network-closed',
      'whose network rules refuse by default',
      'an account that the gallery’s service can reach',
      '--public-network-access Enabled --default-action Allow',
    );
  }
  return problems;
}

/** Why an account holds no page blobs; `otherwise` says what to do about it. */
export function pageBlobProblems(account: StorageAccount, input: string, otherwise: string): readonly Problem[] {
  const refuse = (code: ProblemCode, found: string): readonly Problem[] => [
    {
      code,
      input,
      found: `${account.name}, ${found}`,
      expected: 'a general-purpose account (StorageV2, Standard) that takes page blobs',
      fix: otherwise,
    },
  ];
  if (account.kind !== 'StorageV2' && account.kind !== 'Storage') {
    return refuse('storage-kind', `an account of kind ${account.kind}`);
  }
  if (!account.hierarchicalNamespace) return [];
  return refuse('storage-hierarchical-namespace', 'which has a hierarchical namespace (Data Lake Gen2)');
}
