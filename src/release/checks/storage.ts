// The storage accounts: the one that takes the VHDs, and the one from which a gallery reads them. Often they are the same.
import { nameOf, sameId } from '../../azure/resource-id.ts';
import type { StorageAccount } from '../../azure/storage-accounts.ts';
import type { Problem, Warning } from '../../problem.ts';
import { isAnyMade } from '../../source/planned-vhd.ts';
import { vhdAccountProblems } from '../../source/vhd-account.ts';
import {
  containerProblems,
  containerUnread,
  storageStateProblems,
  storageWarnings,
} from '../../source/storage-state-check.ts';
import { storageProblems } from '../../source/vhd-check.ts';
import type { Request } from '../request.ts';
import { vhdAccountOf } from '../survey-source.ts';
import type { Survey } from '../survey.ts';
import { type Finder } from './finder.ts';

export const checkStorage: Finder = ({ request, survey, grounding: { grounds } }) => {
  const { storageAccount, refused } = survey;
  const written = grounds === undefined ? isVhdExpected(request, survey) : isAnyMade(grounds.vhds);
  const taking = !written
    ? []
    : storageAccount === undefined
      ? absentStorage(request, survey)
      : [...storageProblems(storageAccount, refused.get('blobs')), ...stateProblems(storageAccount, survey)];
  const input = request.source.kind === 'vhd-blob' ? 'vhd-url' : 'storage-account';
  const read = grounds?.version.material.kind === 'VHDs' ? readingAccount(grounds.version.material, survey) : undefined;
  return {
    problems: [...taking, ...(read === undefined ? [] : vhdAccountProblems(read, input))],
    warnings: written && storageAccount !== undefined ? warningsOf(storageAccount, survey) : [],
  };
};

function stateProblems(account: StorageAccount, { container }: Survey): readonly Problem[] {
  const ofContainer = typeof container === 'string' ? [] : containerProblems(container, account);
  return [...storageStateProblems(account), ...ofContainer];
}

/** Of a VHD that is there already nothing is copied any more. */
function warningsOf(account: StorageAccount, { source, blobs, container }: Survey): readonly Warning[] {
  const from = source.kind === 'vm' ? source.vm?.location : vhdAccountOf(source)?.location;
  return [
    ...storageWarnings(account, blobs.size === 0 ? from : undefined),
    ...(container === 'unread' ? [containerUnread(account)] : []),
  ];
}

/** While it is not known what the image is made of: as the inputs say, but of unmanaged disks Azure itself writes them. */
function isVhdExpected({ capture }: Request, { source }: Survey): boolean {
  return capture.exportVhd && !(source.kind === 'vm' && source.vm?.osDisk.kind === 'unmanaged');
}

function readingAccount(
  { storageAccountId }: { readonly storageAccountId: string },
  survey: Survey,
): StorageAccount | undefined {
  return [survey.storageAccount, vhdAccountOf(survey.source)].find(
    (account) => account !== undefined && sameId(account.id, storageAccountId),
  );
}

function absentStorage(request: Request, survey: Survey): readonly Problem[] {
  const { storageAccountId } = request.capture;
  if (survey.refused.has('storageAccount')) return [];
  if (survey.batchAccount === undefined && storageAccountId === undefined) return [];
  const auto = survey.batchAccount?.autoStorageAccountId;
  const id = storageAccountId ?? auto;
  return [
    {
      code: 'storage-not-found',
      input: 'storage-account',
      found:
        id === undefined
          ? `no storage account: the input is empty and Batch account ${nameOf(request.pool.batchAccountId)} has no auto-storage account`
          : `no storage account ${id}${auto !== undefined && sameId(id, auto) ? ' (the Batch account’s auto-storage account)' : ''}`,
      expected: 'a storage account that exists and that the signed-in identity may read',
      fix: 'Set storage-account to a name or a full resource ID, or set export-vhd: false.',
    },
  ];
}
