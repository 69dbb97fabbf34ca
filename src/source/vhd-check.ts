// Whether the VHDs can be written: the storage account, and blobs that are there already.
import type { BlobProperties } from '../azure/page-blobs.ts';
import type { AzureServiceError } from '../azure/errors.ts';
import type { StorageAccount } from '../azure/storage-accounts.ts';
import { CONTENT_MARK, KEY_MARK, STATE_MARK } from '../marks.ts';
import type { NameKey } from '../names.ts';
import type { Problem } from '../problem.ts';
import { pageBlobProblems } from './vhd-account.ts';

/**
 * Every reason why the account cannot take page blobs from this runner. Rules that close it by default may still let this
 * runner in: whether they do is told by its answer, `refused` if it was one.
 */
export function storageProblems(account: StorageAccount, refused?: AzureServiceError): readonly Problem[] {
  const another = 'Name another account with storage-account, or set export-vhd: false.';
  const problems = pageBlobProblems(account, 'storage-account', another);
  if (account.publicNetworkAccess || refused?.code !== 'AuthorizationFailure') return problems;
  return [
    ...problems,
    {
      code: 'storage-network-closed',
      input: 'storage-account',
      found: `${account.name}, whose network rules refuse this runner`,
      expected: 'an account that the runner can reach',
      fix: 'Allow the runner in the account’s network rules, run on a runner inside the network, or set export-vhd: false.',
    },
  ];
}

/** What is to be done about the blob of one disk. */
export type VhdFit =
  | { readonly kind: 'absent' }
  | { readonly kind: 'done' }
  /** Ours and unfinished: an earlier run was interrupted. */
  | { readonly kind: 'resume' }
  | { readonly kind: 'problem'; readonly problem: Problem };

export function fitVhd(
  existing: BlobProperties | undefined,
  { name, key }: { readonly name: string; readonly key: NameKey },
  contentId: string | undefined,
): VhdFit {
  if (existing === undefined) return { kind: 'absent' };
  const state = existing.metadata[STATE_MARK];
  const isOurs = existing.metadata[KEY_MARK] === key;
  const content = isOurs ? existing.metadata[CONTENT_MARK] : undefined;
  if (isOurs && state === 'writing') return { kind: 'resume' };
  if (state === 'complete' && content !== undefined && content === contentId) return { kind: 'done' };
  return {
    kind: 'problem',
    problem: {
      code: 'vhd-taken',
      input: 'vhd-prefix',
      found: `blob ${name}, which was made ${howMade(content, contentId)}`,
      expected: 'a blob name that is free, or a VHD this workflow made of the same disk',
      fix: 'Release under a new version, or choose another vhd-prefix or container-name. A VHD is never overwritten.',
    },
  };
}

function howMade(content: string | undefined, now: string | undefined): string {
  if (content === undefined) return 'by something else (it has no abip marks)';
  if (now === undefined) return 'before the VM was last started: its disks may have changed since';
  return `of other content (${content}; the source is now ${now})`;
}
