// What the inventory says of each kind of pool, and of what no pool uses.
import { describe, expect, test } from '@jest/globals';
import type { Pool } from '../../src/azure/batch-service.ts';
import { inventory, type PoolFacts, type ReadSurvey } from '../../src/inspect/inventory.ts';
import { aPool, counts } from '../pool/fake-batch.ts';
import {
  aBlob,
  aGallery,
  aSurvey,
  aVersion,
  BLOBS,
  definitionId,
  found,
  GALLERY,
  MANAGED,
  marks,
  NOW,
  poolOf,
  storageOf,
  supported,
  type SurveyChange,
} from './a-survey.ts';

const GOLDEN = definitionId('golden');
const V1 = `${GOLDEN}/versions/1.0.0`;
const ours = (name: string, key: string) => aVersion('golden', name, { tags: marks(key) });
const gallery = aGallery({ golden: [ours('1.0.0', 'k1'), ours('2.0.0', 'k2')] });

/** The facts of the only pool. */
function factsOf(pool: Pool, change: SurveyChange = {}): PoolFacts {
  const { pools } = inventory(aSurvey({ poolList: [pool], gallery, ...change }));
  const [facts] = pools;
  if (facts === undefined || pools.length !== 1) throw new Error('Not one pool.');
  return facts;
}

describe('a pool that pins a version', () => {
  test('names it, whatever the case of its ID, and what it was made of', () => {
    const { image } = factsOf(poolOf('p', V1.toUpperCase()));
    expect(image).toMatchObject({
      kind: 'gallery-version',
      definition: 'GOLDEN',
      version: '1.0.0',
      found: { kind: 'found', id: V1, source: { kind: 'vm', id: '/vm' }, origin: { key: 'k1' } },
    });
  });
  test('may name one that is gone, with its definition or its gallery', () => {
    const found = (pool: Pool, change?: SurveyChange): unknown => Reflect.get(factsOf(pool, change).image, 'found');
    expect(found(poolOf('p', `${GOLDEN}/versions/0.9.0`))).toEqual({ kind: 'absent' });
    expect(found(poolOf('p', `${definitionId('other')}/versions/1.0.0`))).toEqual({ kind: 'absent' });
    const absent = { ...aGallery({}), definitions: { kind: 'absent' } } as const;
    expect(found(poolOf('p', V1), { gallery: absent })).toEqual({ kind: 'absent' });
  });
  test('is not followed into what could not be read', () => {
    const unread = { kind: 'unread' } as const;
    const galleries = [
      { ...aGallery({}), definitions: unread },
      { ...gallery, versions: new Map([[GOLDEN.toLowerCase(), unread]]) },
    ];
    for (const one of galleries) {
      expect(factsOf(poolOf('p', V1), { gallery: one }).image).toMatchObject({ found: { kind: 'unread' } });
    }
    expect(factsOf(poolOf('p', V1), { galleries: new Map() }).image).toMatchObject({ found: { kind: 'unread' } });
  });
});

describe('a pool that follows a definition', () => {
  test('tells the latest now, and what its nodes run', () => {
    const nodeImages = new Map([
      ['p', found([{ nodeId: 'a', exactVersion: '1.0.0' }, { nodeId: 'b' }, { nodeId: 'c', exactVersion: '1.0.0' }])],
    ]);
    expect(factsOf(poolOf('P', GOLDEN), { nodeImages }).image).toEqual({
      kind: 'gallery-latest',
      id: GOLDEN,
      galleryId: GALLERY,
      definition: 'golden',
      latest: expect.objectContaining({ kind: 'found', version: '2.0.0' }),
      running: {
        kind: 'nodes',
        versions: [
          { version: '1.0.0', nodes: 2 },
          { version: 'unknown', nodes: 1 },
        ],
      },
    });
  });
  test('may have no latest version, no definition, no nodes', () => {
    const empty = aGallery({ golden: [aVersion('golden', '1.0.0', { excludeFromLatest: true })] });
    expect(factsOf(poolOf('p', GOLDEN), { gallery: empty }).image).toMatchObject({
      latest: { kind: 'none' },
      running: { kind: 'no-nodes' },
    });
    expect(factsOf(poolOf('p', definitionId('other'))).image).toMatchObject({ latest: { kind: 'absent' } });
    const nodeImages = new Map([['p', { kind: 'unread' } as const]]);
    expect(factsOf(poolOf('p', GOLDEN), { nodeImages }).image).toMatchObject({ running: { kind: 'unread' } });
    expect(factsOf(poolOf('p', GOLDEN), { nodeImages: new Map([['p', found([])]]) }).image).toMatchObject({
      running: { kind: 'no-nodes' },
    });
  });
});

describe('a pool of another image', () => {
  test.each<[string, Pool['image'], object]>([
    [
      'of the Marketplace',
      { kind: 'marketplace', urn: 'p:o:s:1' },
      { publisher: 'p', offer: 'o', sku: 's', version: '1' },
    ],
    ['shared', { kind: 'shared-gallery', id: '/sharedGalleries/g/images/i/versions/1.0.0' }, { version: '1.0.0' }],
    ['of VHDs', { kind: 'vhds', urls: ['https://a/c/b.vhd'] }, { urls: ['https://a/c/b.vhd'] }],
    ['unknown', { kind: 'unknown' }, {}],
  ])('%s is told as what it is', (_, image, expected) => {
    const facts = factsOf(aPool({ image })).image;
    expect(facts).toMatchObject({ kind: image.kind, ...expected });
    expect(facts).not.toHaveProperty('running');
  });
  test('that follows the latest tells what its nodes run', () => {
    const nodeImages = new Map([['render', found([{ nodeId: 'a', exactVersion: '24.04.1' }])]]);
    const image = { kind: 'marketplace', urn: 'p:o:s:latest' } as const;
    expect(factsOf(aPool({ image }), { nodeImages }).image).toMatchObject({
      version: 'latest',
      running: { kind: 'nodes', versions: [{ version: '24.04.1', nodes: 1 }] },
    });
  });
  test('managed tells what the image was made of', () => {
    const source = { kind: 'vhd', url: `${BLOBS}/golden-osDisk.1.vhd` } as const;
    const managedImages = new Map([[MANAGED.toLowerCase(), found({ id: MANAGED, name: 'golden', source })]]);
    const facts = factsOf(poolOf('p', MANAGED), { managedImages });
    expect(facts.image).toEqual({ kind: 'managed-image', id: MANAGED, found: { kind: 'found', source } });
    expect(facts.vhds).toEqual([{ url: source.url, by: 'managed-image', disk: 'os' }]);
    const absent = new Map([[MANAGED.toLowerCase(), { kind: 'absent' } as const]]);
    expect(factsOf(poolOf('p', MANAGED), { managedImages: absent }).image).toMatchObject({ found: { kind: 'absent' } });
  });
});

describe('the VHDs of a pool', () => {
  const os = aBlob('golden-osDisk.1.vhd', { ...marks('k1'), abip_state: 'complete' });
  const data = aBlob('golden-dataDisk-3.1.vhd', marks('k1'));
  const storage = storageOf([os, data, aBlob('other-osDisk.2.vhd', marks('k2')), aBlob('stray.vhd')]);

  test('are those with the mark of its version', () => {
    expect(factsOf(poolOf('p', V1), { storage }).vhds).toEqual([
      { url: os.url, by: 'mark', disk: 'os', state: 'complete' },
      { url: data.url, by: 'mark', disk: 3 },
    ]);
  });
  test('are those with its own mark, where its version cannot be seen', () => {
    const pool = poolOf('p', `${GOLDEN}/versions/0.9.0`, { metadata: marks('k2') });
    expect(factsOf(pool, { storage }).vhds).toMatchObject([{ by: 'mark', url: `${BLOBS}/other-osDisk.2.vhd` }]);
  });
  test('are those that the image version was made of', () => {
    const source = { kind: 'vhd', url: `${BLOBS}/stray.vhd`, data: [] } as const;
    const made = aGallery({ golden: [aVersion('golden', '1.0.0', { source })] });
    expect(factsOf(poolOf('p', V1), { storage, gallery: made }).vhds).toEqual([
      { url: source.url, by: 'image-version' },
    ]);
    expect(factsOf(poolOf('p', GOLDEN), { storage, gallery: made }).vhds).toEqual([
      { url: source.url, by: 'image-version' },
    ]);
  });
  test('are each told once, however they are known', () => {
    const source = { kind: 'vhd', url: os.url, data: [] } as const;
    const made = aGallery({ golden: [aVersion('golden', '1.0.0', { source, tags: marks('k1') })] });
    const { vhds } = factsOf(poolOf('p', V1), { storage, gallery: made });
    expect(vhds.map(({ url, by }) => [url, by])).toEqual([
      [os.url, 'image-version'],
      [data.url, 'mark'],
    ]);
  });
  test('are those that it names itself', () => {
    const image = { kind: 'vhds', urls: ['https://a/c/one-osDisk.1.vhd', 'https://a/c/two.vhd'] } as const;
    expect(factsOf(aPool({ image })).vhds).toEqual([
      { url: 'https://a/c/one-osDisk.1.vhd', by: 'pool', disk: 'os' },
      { url: 'https://a/c/two.vhd', by: 'pool' },
    ]);
  });
});

describe('the node agent of a pool', () => {
  const supportOf = (images: ReadSurvey['supportedImages']): unknown =>
    factsOf(aPool({ nodeAgentSku: 'batch.node.ubuntu 22.04' }), { supportedImages: images }).nodeAgent.support;
  test('ends with the last image listed for it', () => {
    const list = [
      supported('batch.node.ubuntu 22.04', '2026-12-01T00:00:00Z'),
      supported('BATCH.node.ubuntu 22.04', '2027-04-01T00:00:00Z'),
    ];
    expect(supportOf(found(list))).toEqual({ kind: 'until', day: '2027-04-01', daysLeft: 127 });
  });
  test('may have ended, may have no end, may be unlisted or unread', () => {
    expect(supportOf(found([supported('batch.node.ubuntu 22.04', '2026-11-25T12:00:00Z')]))).toEqual({
      kind: 'until',
      day: '2026-11-25',
      daysLeft: 0,
    });
    expect(supportOf(found([supported('batch.node.ubuntu 22.04')]))).toEqual({ kind: 'open' });
    expect(supportOf(found([supported('batch.node.debian 12')]))).toEqual({ kind: 'unlisted' });
    expect(supportOf({ kind: 'unread' })).toEqual({ kind: 'unread' });
  });
});

describe('the rest of a pool', () => {
  test('is its nodes, its errors and its marks', () => {
    const pool = poolOf('Render', V1, {
      metadata: { ...marks('k1'), abip_state: 'ready', team: 'x' },
      autoScaleFormula: '$x',
      targetLowPriorityNodes: 4,
      currentLowPriorityNodes: 3,
      resizeErrors: [{ code: 'AllocationFailed', message: 'm', values: {} }],
      allocationState: 'resizing',
    });
    const nodeCounts = found(new Map([['render', counts({ idle: 2 }, { unusable: 3 })]]));
    expect(factsOf(pool, { nodeCounts })).toMatchObject({
      id: 'Render',
      state: 'active',
      allocationState: 'resizing',
      vmSize: 'standard_d2s_v5',
      nodes: {
        targetDedicated: 2,
        currentDedicated: 2,
        targetLowPriority: 4,
        currentLowPriority: 3,
        autoScale: true,
        counts: { dedicated: { idle: 2 }, lowPriority: { unusable: 3 } },
      },
      resizeErrors: [{ code: 'AllocationFailed' }],
      origin: {
        key: 'k1',
        repository: 'contoso/render-images',
        commit: '0123456789abcdef0123456789abcdef01234567',
        ref: 'refs/tags/v1',
        run: '7/1',
        state: 'ready',
      },
    });
  });
  test('of a pool that somebody else made has no origin, and unread counts are left out', () => {
    const facts = factsOf(poolOf('p', V1, { metadata: { team: 'x' } }), { nodeCounts: { kind: 'unread' } });
    expect(facts).not.toHaveProperty('origin');
    expect(facts.nodes).not.toHaveProperty('counts');
  });
});

describe('what is ours', () => {
  const use = (survey: ReadSurvey) => {
    const { imageVersions, vhds } = inventory(survey);
    return Object.fromEntries([
      ...imageVersions.map((one) => [one.version, one.use] as const),
      ...vhds.map((one) => [one.url.split('/').at(-1) ?? '', one.use] as const),
    ]);
  };
  const storage = storageOf([aBlob('one.vhd', marks('k1')), aBlob('two.vhd', marks('k2')), aBlob('stray.vhd')]);

  test('is unused in an account without pools, and nothing of others is listed', () => {
    const stranger = aVersion('golden', '3.0.0');
    const both = aGallery({ golden: [ours('1.0.0', 'k1'), stranger] });
    expect(use(aSurvey({ gallery: both, storage }))).toEqual({
      '1.0.0': { kind: 'unused' },
      'one.vhd': { kind: 'unused' },
      'two.vhd': { kind: 'unused' },
    });
  });
  test('is told with what it is', () => {
    const { imageVersions, vhds } = inventory(aSurvey({ gallery, storage }));
    expect(imageVersions[0]).toMatchObject({ id: V1, galleryId: GALLERY, definition: 'golden', origin: { key: 'k1' } });
    expect(vhds[0]).toEqual({
      url: `${BLOBS}/one.vhd`,
      bytes: 1024,
      lastModified: NOW.toISOString(),
      origin: expect.objectContaining({ key: 'k1' }),
      use: { kind: 'unused' },
    });
  });
  test('is used by pools that pin the version, and so are the VHDs beside it', () => {
    const poolList = [poolOf('a', V1), poolOf('b', V1.toUpperCase())];
    expect(use(aSurvey({ gallery, storage, poolList }))).toEqual({
      '1.0.0': { kind: 'used', pools: ['a', 'b'] },
      '2.0.0': { kind: 'unused' },
      'one.vhd': { kind: 'used', pools: ['a', 'b'] },
      'two.vhd': { kind: 'unused' },
    });
  });
  test('is used by pools that follow the definition: the latest, and what nodes still run', () => {
    const poolList = [poolOf('a', GOLDEN)];
    expect(use(aSurvey({ gallery, storage, poolList }))).toMatchObject({
      '1.0.0': { kind: 'unused' },
      '2.0.0': { kind: 'used', pools: ['a'] },
      'two.vhd': { kind: 'used', pools: ['a'] },
    });
    const nodeImages = new Map([['a', found([{ nodeId: 'n', exactVersion: '1.0.0' }])]]);
    expect(use(aSurvey({ gallery, storage, poolList, nodeImages }))).toMatchObject({
      '1.0.0': { kind: 'used', pools: ['a'] },
      'one.vhd': { kind: 'used', pools: ['a'] },
    });
  });
  test('is undecided where the nodes of a pool that follows it could not be read', () => {
    const nodeImages = new Map([['a', { kind: 'unread' } as const]]);
    expect(use(aSurvey({ gallery, storage, poolList: [poolOf('a', GOLDEN)], nodeImages }))).toMatchObject({
      '1.0.0': { kind: 'undecided', pools: ['a'] },
      '2.0.0': { kind: 'used', pools: ['a'] },
      'one.vhd': { kind: 'undecided', pools: ['a'] },
    });
  });
  test('is undecided where a shared image may be the version under another name', () => {
    const shared = (id: string, version: string): Pool =>
      aPool({ id, image: { kind: 'shared-gallery', id: `/sharedGalleries/x/images/Golden/versions/${version}` } });
    const poolList = [shared('a', '1.0.0'), shared('b', '7.0.0')];
    expect(use(aSurvey({ gallery, storage, poolList }))).toEqual({
      '1.0.0': { kind: 'undecided', pools: ['a'] },
      '2.0.0': { kind: 'unused' },
      'one.vhd': { kind: 'undecided', pools: ['a'] },
      'two.vhd': { kind: 'unused' },
    });
  });
  test.each<[string, Pool]>([
    ['a managed image that could not be read', poolOf('a', MANAGED)],
    ['not told', aPool({ id: 'a' })],
  ])('is undecided for VHDs where the image of a pool is %s', (_, pool) => {
    expect(use(aSurvey({ gallery, storage, poolList: [pool] }))).toMatchObject({
      '1.0.0': { kind: 'unused' },
      'one.vhd': { kind: 'undecided', pools: ['a'] },
    });
  });
  test('is undecided for a VHD whose version is gone, as long as a pool runs an image that is gone', () => {
    const lone = storageOf([aBlob('one.vhd', marks('k1')), aBlob('gone.vhd', marks('k0'))]);
    const poolList = [poolOf('a', `${GOLDEN}/versions/0.9.0`)];
    expect(use(aSurvey({ gallery, storage: lone, poolList }))).toMatchObject({
      'one.vhd': { kind: 'unused' },
      'gone.vhd': { kind: 'undecided', pools: ['a'] },
    });
  });
  test('is used where nodes run a version that was made of the VHD', () => {
    const source = { kind: 'vhd', url: `${BLOBS}/one.vhd`, data: [{ lun: 2, url: `${BLOBS}/two.vhd` }] } as const;
    const made = aGallery({ golden: [aVersion('golden', '1.0.0', { source }), aVersion('golden', '2.0.0')] });
    const nodeImages = new Map([['a', found([{ nodeId: 'n', exactVersion: '1.0.0' }])]]);
    const survey = aSurvey({ gallery: made, storage, poolList: [poolOf('a', GOLDEN)], nodeImages });
    expect(use(survey)).toEqual({
      'one.vhd': { kind: 'used', pools: ['a'] },
      'two.vhd': { kind: 'used', pools: ['a'] },
    });
    expect(inventory(survey).pools[0]?.vhds).toEqual([
      { url: `${BLOBS}/two.vhd`, by: 'image-version', disk: 2 },
      { url: `${BLOBS}/one.vhd`, by: 'image-version' },
    ]);
  });
  test('is used by a pool whose own marks name the VHD, and by one that names it itself', () => {
    const vhds = { kind: 'vhds', urls: [`${BLOBS}/two.vhd`] } as const;
    const poolList = [
      aPool({ id: 'a', image: { kind: 'marketplace', urn: 'p:o:s:1' }, metadata: marks('k1') }),
      aPool({ id: 'b', image: vhds }),
    ];
    expect(use(aSurvey({ gallery, storage, poolList }))).toMatchObject({
      'one.vhd': { kind: 'used', pools: ['a'] },
      'two.vhd': { kind: 'used', pools: ['b'] },
    });
  });
});

test('an inventory names account, storage account and galleries, and sorts its pools', () => {
  const poolList = [aPool({ id: 'b' }), aPool({ id: 'a' }), aPool({ id: 'B' })];
  const facts = inventory(aSurvey({ gallery, poolList }));
  expect(facts).toMatchObject({
    batchAccount: { name: 'batchrender', location: 'westeurope', poolAllocationMode: 'BatchService', poolQuota: 100 },
    storageAccount: { name: 'strender' },
    galleries: [{ id: GALLERY, name: 'renders', kind: 'found' }],
  });
  expect(facts.pools.map(({ id }) => id)).toEqual(['B', 'a', 'b']);
  const none = inventory(
    aSurvey({ storage: { id: undefined, account: { kind: 'absent' }, blobs: { kind: 'absent' } } }),
  );
  expect(none).not.toHaveProperty('storageAccount');
  expect(none.warnings).toEqual([]);
});
