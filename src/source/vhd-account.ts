// Whether a gallery can read a VHD out of its storage account: it does so with the account's key, from outside.
import type { BlobUrl } from '../azure/sas.ts';
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

/** No account of the subscription has the URL's host: of another subscription, of a disk, or of none. */
export function vhdAccountMissing({ url }: BlobUrl, subscriptionId: string): Problem {
  return {
    code: 'vhd-account-not-found',
    input: 'vhd-url',
    found: `${url}, whose host is no storage account that the signed-in identity sees in subscription ${subscriptionId}`,
    expected: 'a VHD in an account of the subscription: the gallery reads it with the account’s key',
    fix: `Copy it into one: \`azcopy copy "${url}?<SAS>" "https://<account>.blob.core.windows.net/vhds/<name>.vhd" --blob-type PageBlob\`. Or give the identity Reader and listKeys on the account.`,
  };
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
