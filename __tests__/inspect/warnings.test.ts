// What an inspection warns of, in the words that a user reads; and the problems that leave nothing to show.
import { describe, expect, test } from '@jest/globals';
import type { Pool } from '../../src/azure/batch-service.ts';
import { assess } from '../../src/inspect/inspect.ts';
import { inventory, type ReadSurvey } from '../../src/inspect/inventory.ts';
import { aPool } from '../pool/fake-batch.ts';
import {
  ACCOUNT,
  aGallery,
  aSurvey,
  aVersion,
  definitionId,
  found,
  GALLERY,
  MANAGED,
  poolOf,
  refused,
  STORAGE,
  supported,
  type SurveyChange,
} from './a-survey.ts';

const textsOf = (survey: ReadSurvey): readonly string[] => inventory(survey).warnings.map(({ text }) => text);
const right = (action: string, scope: string) => ({
  missingAction: { action, scope, principal: 'the client' },
});

describe('a part that could not be read', () => {
  test.each<[Parameters<typeof refused>[0], string, string, string]>([
    [
      'node counts',
      ACCOUNT,
      'The node counts could not be read, so nodes are shown without their states',
      'Azure Batch Account Reader on batchrender',
    ],
    [
      'nodes',
      'render',
      'The nodes of render could not be read, so the versions that they run are not shown',
      'Azure Batch Account Reader on batchrender',
    ],
    [
      'supported images',
      ACCOUNT,
      "Batch's list of supported images could not be read, so the end of life of node agents is not shown",
      'Azure Batch Account Reader on batchrender',
    ],
    [
      'storage account',
      STORAGE,
      'Storage account strender could not be read, so VHDs are shown only where images name them',
      'Reader on strender',
    ],
    [
      'VHDs',
      STORAGE,
      'The VHDs in storage account strender could not be read, so VHDs are shown only where images name them',
      'Storage Blob Data Reader on strender',
    ],
    [
      'gallery',
      GALLERY,
      'Gallery renders could not be read, so what its images are made of, and which are unused, is not shown',
      'Reader on renders',
    ],
    [
      'image versions',
      definitionId('golden'),
      'The versions of golden in gallery renders could not be read, so what they are made of, and which are unused, is not shown',
      'Reader on renders',
    ],
    [
      'managed image',
      MANAGED,
      'Managed image golden could not be read, so what it was made of is not shown',
      'Reader on g',
    ],
  ])('(%s) is named with the right that is missing and the role that has it', (part, what, text, role) => {
    const unread = [refused(part, what, right('Some/read', '/scope'))];
    expect(textsOf(aSurvey({ unread }))).toEqual([
      `${text}: no right to Some/read over /scope (AuthorizationFailed). Assign ${role} or above it; a new assignment can take minutes to count.`,
    ]);
  });
  test('of a service that has another reason is told in its words', () => {
    const unread = [refused('gallery', GALLERY, { status: 500, code: 'InternalError', serviceMessage: 'Try later.' })];
    expect(textsOf(aSurvey({ unread }))).toEqual([
      'Gallery renders could not be read, so what its images are made of, and which are unused, is not shown: ARM: GET x failed (HTTP 500) with InternalError: Try later.',
    ]);
  });
  test('is one warning for all of its kind, in any order of answers', () => {
    const nodes = ['b', 'c', 'a'].map((name) => refused('nodes', name));
    const versions = ['x', 'y'].map((name) => refused('image versions', definitionId(name)));
    for (const unread of [[...nodes, ...versions], [...versions, ...nodes].toReversed()]) {
      expect(textsOf(aSurvey({ unread }))).toEqual([
        expect.stringMatching(/^The versions of x, y in gallery renders could not be read/),
        expect.stringMatching(/^The nodes of a, b, c could not be read/),
      ]);
    }
  });
});

describe('pools that cannot live on as they are', () => {
  const gallery = aGallery({ golden: [aVersion('golden', '1.0.0', { excludeFromLatest: true })] });
  const vhds = (id: string): Pool => aPool({ id, image: { kind: 'vhds', urls: ['https://a/b.vhd'] } });

  test('are those of retired kinds', () => {
    const managedImages = new Map([
      [MANAGED.toLowerCase(), found({ id: MANAGED, name: 'golden', source: { kind: 'unknown' } as const })],
    ]);
    expect(textsOf(aSurvey({ poolList: [vhds('a'), poolOf('b', MANAGED)], managedImages }))).toEqual([
      'Pools a, b are made from VHDs or managed images, which Batch retired on 2026-03-31. Make new pools from an image version.',
    ]);
    expect(textsOf(aSurvey({ poolList: [vhds('a')] }))[0]).toMatch(/^Pool a is made from VHDs/);
  });
  test('are those whose image is gone', () => {
    const poolList = [
      poolOf('a', `${definitionId('golden')}/versions/0.9.0`),
      poolOf('b', definitionId('other')),
      poolOf('c', MANAGED),
    ];
    const managedImages = new Map([[MANAGED.toLowerCase(), { kind: 'absent' } as const]]);
    expect(textsOf(aSurvey({ poolList, gallery, managedImages }))).toEqual([
      expect.stringMatching(/^Pool c is made from VHDs or managed images/),
      'Pools a, b, c are made from an image that does not exist any more: nodes that run go on, new ones cannot be made. Make new pools from a version that exists.',
    ]);
  });
  test('are those that follow a definition without a latest version', () => {
    expect(textsOf(aSurvey({ poolList: [poolOf('a', definitionId('golden'))], gallery }))).toEqual([
      "Pool a follows an image definition that has no latest version in the account's region: no nodes can be made.",
    ]);
  });
  test('are named ten at most', () => {
    const poolList = Array.from({ length: 13 }, (_, index) => vhds(`p${String(index).padStart(2, '0')}`));
    expect(textsOf(aSurvey({ poolList }))[0]).toMatch(/^Pools p00, .*, p09 and 3 more are made from/);
  });
});

describe('node agents', () => {
  const poolList = [
    aPool({ id: 'a', nodeAgentSku: 'one', image: { kind: 'marketplace', urn: 'p:o:s:1' } }),
    aPool({ id: 'b', nodeAgentSku: 'one', image: { kind: 'marketplace', urn: 'p:o:s:1' } }),
  ];
  const withEnd = (end?: string): readonly string[] =>
    textsOf(aSurvey({ poolList, supportedImages: found([supported('one', end)]) }));

  test.each([
    ['2026-11-26T00:00:00Z', 'ends on 2026-11-26, in 1 day'],
    ['2027-04-01T00:00:00Z', 'ends on 2027-04-01, in 127 days'],
    ['2026-11-01T00:00:00Z', 'ended on 2026-11-01'],
  ])('whose support ends %s are told once for all their pools', (end, when) => {
    expect(withEnd(end)).toEqual([
      `Pools a, b use node agent one, whose support by Batch ${when}. Move to an image of a newer OS.`,
    ]);
  });
  test('that last are not told', () => {
    expect(withEnd()).toEqual([]);
    expect(withEnd('2028-01-01T00:00:00Z')).toEqual([]);
    expect(textsOf(aSurvey({ poolList, supportedImages: { kind: 'unread' } }))).toEqual([]);
  });
  test('that Batch does not list are', () => {
    expect(textsOf(aSurvey({ poolList: poolList.slice(0, 1), supportedImages: found([]) }))).toEqual([
      'Pool a uses node agent one, which Batch does not list any more. Move to an image of a newer OS.',
    ]);
  });
});

test('an auto-storage account that does not exist is told', () => {
  const storage = { id: STORAGE, account: { kind: 'absent' }, blobs: { kind: 'absent' } } as const;
  expect(textsOf(aSurvey({ storage }))).toEqual([
    `Storage account ${STORAGE}, the auto-storage account of the Batch account, does not exist: VHDs are shown only where images name them.`,
  ]);
});

describe('nothing can be shown', () => {
  const request = { subscriptionId: 's', batchAccountId: ACCOUNT };
  const problemsOf = (change: SurveyChange, more: object = {}): readonly object[] => {
    const end = assess({ ...request, ...more }, aSurvey(change));
    return end.kind === 'problems' ? end.problems : [];
  };
  const absent = { kind: 'absent' } as const;
  const unread = { kind: 'unread' } as const;

  test('of an account that is not there', () => {
    expect(problemsOf({ account: absent, pools: unread })).toEqual([
      {
        code: 'batch-account-not-found',
        input: 'batch-account',
        found: `no Batch account ${ACCOUNT}`,
        expected: 'a Batch account that exists and that the signed-in identity may read',
        fix: 'Check the name and the resource group, or give the full resource ID.',
      },
    ]);
  });
  test('of an account that may not be read, or whose pools may not', () => {
    const account = { account: unread, pools: unread, unread: [refused('account', ACCOUNT)] };
    expect(problemsOf(account)).toMatchObject([{ code: 'read-refused', input: 'batch-account' }]);
    const pools = { pools: unread, unread: [refused('pools', ACCOUNT, right('pools/read', ACCOUNT))] };
    expect(problemsOf(pools)).toMatchObject([
      { code: 'right-missing', fix: expect.stringContaining('Assign Azure Batch Account Reader on batchrender') },
    ]);
  });
  test('of a subscription that cannot be seen', () => {
    const error = { status: 404, code: 'SubscriptionNotFound' };
    expect(problemsOf({ account: unread, pools: unread, unread: [refused('account', ACCOUNT, error)] })).toMatchObject([
      { code: 'subscription-not-found', input: 'subscription-id', found: 'no subscription s' },
    ]);
  });
  test('where an input leads nowhere', () => {
    const gallery = { ...aGallery({}), definitions: absent };
    const storage = { id: STORAGE, account: absent, blobs: absent };
    expect(
      problemsOf({ gallery, storage }, { galleryId: GALLERY.toUpperCase(), storageAccountId: STORAGE }),
    ).toMatchObject([
      { code: 'gallery-not-found', input: 'gallery', found: `no Compute Gallery ${GALLERY}` },
      { code: 'storage-not-found', input: 'storage-account', found: `no storage account ${STORAGE}` },
    ]);
  });
  test('but a gallery that only a pool points to may be gone', () => {
    const gallery = { ...aGallery({}), definitions: absent };
    expect(problemsOf({ gallery })).toEqual([]);
  });
});
