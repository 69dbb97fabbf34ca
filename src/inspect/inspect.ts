// `mode: inspect`: reads a Batch account and what its pools are made of, and tells. It never writes.
import type { Problem } from '../problem.ts';
import { noSubscription, NO_SUBSCRIPTION, refusedRead } from '../refusal.ts';
import type { Clients } from '../release/clients.ts';
import { inventory, type Inventory } from './inventory.ts';
import { placeOf } from './places.ts';
import type { InspectRequest } from './request.ts';
import { surveyAccount, type AccountSurvey } from './survey.ts';

export type Inspection =
  | { readonly kind: 'inventory'; readonly inventory: Inventory }
  /** Nothing can be shown, or an input leads nowhere. */
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

export async function inspectAccount(request: InspectRequest, clients: Clients): Promise<Inspection> {
  return assess(request, await surveyAccount(request, clients));
}

/** Pure. */
export function assess(request: InspectRequest, survey: AccountSurvey): Inspection {
  const { account, pools } = survey;
  const problems = [...refusedProblems(request, survey), ...absentProblems(request, survey)];
  if (problems.length > 0 || account.kind !== 'found' || pools.kind !== 'found') return { kind: 'problems', problems };
  return { kind: 'inventory', inventory: inventory({ ...survey, batchAccount: account.value, poolList: pools.value }) };
}

function refusedProblems(request: InspectRequest, { unread }: AccountSurvey): readonly Problem[] {
  return unread.flatMap((one) => {
    if (one.part !== 'account' && one.part !== 'pools') return [];
    if (one.error.code === NO_SUBSCRIPTION) return [noSubscription(request.subscriptionId)];
    return [refusedRead(one.error, placeOf(one, request.batchAccountId))];
  });
}

function absentProblems(request: InspectRequest, { account, galleries, storage }: AccountSurvey): readonly Problem[] {
  const { batchAccountId, galleryId, storageAccountId } = request;
  const gallery = galleryId === undefined ? undefined : galleries.get(galleryId.toLowerCase());
  return [
    ...(account.kind === 'absent' ? [absent('batch-account', 'Batch account', batchAccountId)] : []),
    ...(gallery?.definitions.kind === 'absent' ? [absent('gallery', 'Compute Gallery', gallery.id)] : []),
    ...(storageAccountId !== undefined && storage.account.kind === 'absent'
      ? [absent('storage-account', 'storage account', storageAccountId)]
      : []),
  ];
}

const CODES = {
  'batch-account': 'batch-account-not-found',
  gallery: 'gallery-not-found',
  'storage-account': 'storage-not-found',
} as const;

function absent(input: keyof typeof CODES, kind: string, id: string): Problem {
  return {
    code: CODES[input],
    input,
    found: `no ${kind} ${id}`,
    expected: `a ${kind} that exists and that the signed-in identity may read`,
    fix: 'Check the name and the resource group, or give the full resource ID.',
  };
}
