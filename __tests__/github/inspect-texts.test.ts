// An inventory as its readers see it: lines of the log, tables of the summary, the JSON of the `result` output.
import { describe, expect, test } from '@jest/globals';
import { inventoryJson } from '../../src/github/inspect-json.ts';
import { inventoryLines } from '../../src/github/inspect-lines.ts';
import { renderInventory } from '../../src/github/inspect-summary.ts';
import {
  agentWords,
  imageWords,
  nodeWords,
  originWords,
  useWords,
  versionWords,
} from '../../src/github/inspect-words.ts';
import type { AgentSupport } from '../../src/inspect/agent.ts';
import type { ImageFacts } from '../../src/inspect/images.ts';
import { inventory, type Inventory } from '../../src/inspect/inventory.ts';
import { aPool, counts } from '../pool/fake-batch.ts';
import {
  aBlob,
  aGallery,
  aSurvey,
  aVersion,
  definitionId,
  found,
  GALLERY,
  MANAGED,
  marks,
  poolOf,
  storageOf,
} from '../inspect/a-survey.ts';

const at = { startedAt: new Date('2026-11-25T12:00:00Z'), endedAt: new Date('2026-11-25T12:00:03Z') };
const context = { portal: { url: 'https://portal.azure.com' }, tookMs: 3000 };
const version = {
  kind: 'found',
  id: 'x',
  version: '1.4.0',
  provisioningState: 'Succeeded',
  excludedFromLatest: false,
} as const;
const golden = { galleryId: GALLERY, definition: 'golden' };

describe('an image in words', () => {
  test.each<[ImageFacts, string, string]>([
    [
      { kind: 'gallery-version', id: 'x', ...golden, version: '1.4.0', found: version },
      'image golden in gallery renders',
      '1.4.0, pinned',
    ],
    [
      { kind: 'gallery-version', id: 'x', ...golden, version: '0.9.0', found: { kind: 'absent' } },
      'image golden in gallery renders',
      '0.9.0, pinned, does not exist any more',
    ],
    [
      { kind: 'gallery-version', id: 'x', ...golden, version: '0.9.0', found: { kind: 'unread' } },
      'image golden in gallery renders',
      '0.9.0, pinned, could not be read',
    ],
    [
      {
        kind: 'gallery-latest',
        id: 'x',
        ...golden,
        latest: version,
        running: {
          kind: 'nodes',
          versions: [
            { version: '1.4.0', nodes: 2 },
            { version: '1.3.0', nodes: 1 },
          ],
        },
      },
      'image golden in gallery renders',
      'latest, now 1.4.0; nodes run 1.4.0 (2), 1.3.0 (1)',
    ],
    [
      { kind: 'gallery-latest', id: 'x', ...golden, latest: { kind: 'none' }, running: { kind: 'no-nodes' } },
      'image golden in gallery renders',
      'latest, which no version is',
    ],
    [
      { kind: 'gallery-latest', id: 'x', ...golden, latest: { kind: 'absent' }, running: { kind: 'no-nodes' } },
      'image golden in gallery renders',
      'latest, of a definition that does not exist any more',
    ],
    [
      { kind: 'gallery-latest', id: 'x', ...golden, latest: { kind: 'unread' }, running: { kind: 'unread' } },
      'image golden in gallery renders',
      'latest, which could not be read; what nodes run could not be read',
    ],
    [
      { kind: 'marketplace', publisher: 'p', offer: 'o', sku: 's', version: '22.04.1' },
      'Marketplace image p:o:s',
      '22.04.1, pinned',
    ],
    [
      { kind: 'marketplace', publisher: 'p', offer: 'o', sku: 's', version: 'latest', running: { kind: 'no-nodes' } },
      'Marketplace image p:o:s',
      'latest',
    ],
    [
      { kind: 'shared-gallery', id: '/sharedGalleries/g/images/i', version: '1.0.0' },
      'shared image /sharedGalleries/g/images/i',
      '1.0.0, pinned',
    ],
    [
      {
        kind: 'community-gallery',
        id: '/communityGalleries/g/images/i',
        version: 'latest',
        running: { kind: 'nodes', versions: [{ version: '1.0.0', nodes: 4 }] },
      },
      'community image /communityGalleries/g/images/i',
      'latest; nodes run 1.0.0 (4)',
    ],
    [
      { kind: 'managed-image', id: MANAGED, found: { kind: 'found', source: { kind: 'unknown' } } },
      'managed image golden (retired)',
      '',
    ],
    [
      { kind: 'managed-image', id: MANAGED, found: { kind: 'absent' } },
      'managed image golden (retired)',
      'does not exist any more',
    ],
    [{ kind: 'vhds', urls: ['a'] }, 'custom VHD (retired)', ''],
    [{ kind: 'vhds', urls: ['a', 'b'] }, 'custom VHDs (retired)', ''],
    [{ kind: 'unknown' }, 'an image that Batch does not name', ''],
  ])('%j', (image, name, of) => {
    expect(imageWords(image)).toBe(name);
    expect(versionWords(image)).toBe(of);
  });
});

test.each<[AgentSupport, string]>([
  [{ kind: 'until', day: '2027-04-01', daysLeft: 127 }, 'agent, supported until 2027-04-01 (127 days left)'],
  [{ kind: 'until', day: '2026-11-26', daysLeft: 1 }, 'agent, supported until 2026-11-26 (1 day left)'],
  [{ kind: 'until', day: '2025-04-22', daysLeft: -582 }, 'agent, not supported since 2025-04-22'],
  [{ kind: 'open' }, 'agent'],
  [{ kind: 'unlisted' }, 'agent, not listed by Batch any more'],
  [{ kind: 'unread' }, 'agent, end of life unknown'],
])('a node agent in words: %j', (support, words) => {
  expect(agentWords({ sku: 'agent', support })).toBe(words);
});

test('nodes, marks and uses in words', () => {
  const none = {
    targetDedicated: 0,
    targetLowPriority: 0,
    currentDedicated: 0,
    currentLowPriority: 0,
    autoScale: false,
  };
  expect(nodeWords(none)).toBe('no nodes');
  expect(nodeWords({ ...none, targetDedicated: 2, counts: counts({}) })).toBe('0 of 2 dedicated');
  expect(
    nodeWords({
      ...none,
      autoScale: true,
      currentDedicated: 2,
      targetDedicated: 3,
      currentLowPriority: 1,
      targetLowPriority: 1,
      counts: counts({ idle: 2 }, { starttaskfailed: 1 }),
    }),
  ).toBe('2 of 3 dedicated, 1 of 1 low-priority: 2 idle, 1 with a failed start task, autoscale');
  expect(originWords({ repository: 'o/r', commit: '0123456789', ref: 'refs/tags/v1', run: '7/1' })).toBe(
    'o/r@0123456, refs/tags/v1, run 7/1',
  );
  expect(originWords({ repository: 'o/r' })).toBe('o/r');
  expect(originWords({ key: 'k' })).toBe('');
  expect(useWords({ kind: 'used', pools: ['a', 'b'] })).toBe('a, b');
  expect(useWords({ kind: 'unused' })).toBe('no pool');
  expect(useWords({ kind: 'undecided', pools: ['a'] })).toBe('perhaps a, whose image cannot be followed');
  expect(useWords({ kind: 'undecided', pools: ['a', 'b'] })).toBe('perhaps a, b, whose images cannot be followed');
});

const nodeCounts = found(new Map([['render', counts({ idle: 2 })]]));
const facts = inventory(
  aSurvey({
    gallery: aGallery({
      golden: [
        aVersion('golden', '1.0.0', { tags: marks('k1') }),
        aVersion('golden', '2.0.0', { tags: marks('k2'), provisioningState: 'Failed' }),
      ],
    }),
    storage: storageOf([
      aBlob('one-osDisk.1.vhd', { ...marks('k1'), abip_state: 'complete' }),
      aBlob('two-osDisk.2.vhd', { ...marks('k2'), abip_state: 'writing' }),
    ]),
    nodeCounts,
    poolList: [
      poolOf('render', `${definitionId('golden')}/versions/1.0.0`, {
        metadata: marks('k1'),
        resizeErrors: [{ code: 'AllocationFailed', message: 'm', values: {} }],
      }),
      poolOf('old', MANAGED, { state: 'deleting', targetDedicatedNodes: 0, currentDedicatedNodes: 0 }),
    ],
    managedImages: new Map([
      [MANAGED.toLowerCase(), found({ id: MANAGED, name: 'golden', source: { kind: 'unknown' } as const })],
    ]),
  }),
);

test('the lines of the log tell every pool, where was looked, and what no pool uses', () => {
  expect(inventoryLines(facts)).toEqual([
    'Batch account batchrender (westeurope): 2 pools',
    'pool old, deleting: managed image golden (retired); node agent batch.node.ubuntu 22.04; no nodes',
    'pool render: image golden in gallery renders, 1.0.0, pinned; VHD https://strender.blob.core.windows.net/system/Microsoft.Compute/Images/c/one-osDisk.1.vhd; node agent batch.node.ubuntu 22.04; 2 of 2 dedicated: 2 idle; resize error AllocationFailed; made by contoso/render-images@0123456, refs/tags/v1, run 7/1',
    'looked for image versions in renders and for VHDs in strender: 2 used by no pool',
    'image version 2.0.0 of golden in renders: used by no pool; contoso/render-images@0123456, refs/tags/v1, run 7/1',
    'VHD https://strender.blob.core.windows.net/system/Microsoft.Compute/Images/c/two-osDisk.2.vhd: used by no pool; 1 KiB; contoso/render-images@0123456, refs/tags/v1, run 7/1',
  ]);
});

test('an account without anything says where was looked', () => {
  const empty = inventory(
    aSurvey({ storage: { id: undefined, account: { kind: 'absent' }, blobs: { kind: 'absent' } } }),
  );
  expect(inventoryLines(empty)).toEqual([
    'Batch account batchrender (westeurope): 0 pools',
    'looked for image versions in no gallery and for VHDs in no storage account: 0 used by no pool',
  ]);
  expect(renderInventory(empty, context)).toMatch(
    /^## 🔎 0 pools in Batch account batchrender\n\n.*Nothing was written\..*\n$/,
  );
});

describe('the summary', () => {
  const summary = renderInventory(facts, context);
  test('has a row for each pool, with links to what is the user’s own', () => {
    expect(summary).toMatch(/^## 🔎 2 pools in Batch account batchrender\n/);
    const rows = summary.split('\n').filter((line) => /^\| <code>(render|old)</.test(line));
    expect(rows).toEqual([
      expect.stringMatching(
        /^\| <code>old<\/code><br>standard_d2s_v5<br>\*\*deleting\*\* \| managed image <a href="https:\/\/portal.azure.com\/#resource[^"]*\/images\/golden">golden<\/a> \(retired\) \|/,
      ),
      expect.stringMatching(
        /^\| <code>render<\/code>.*<a [^>]*>golden<\/a> in <a [^>]*>renders<\/a> \| 1\.0\.0, pinned \| <code>https:.*one-osDisk\.1\.vhd<\/code> \| batch\.node\.ubuntu 22\.04 \| 2 of 2 dedicated: 2 idle<br><code>AllocationFailed<\/code> \| contoso\/render-images/,
      ),
    ]);
  });
  test('lists what no pool uses, and in which state it is', () => {
    const [, unused = ''] = summary.split('### Used by no pool');
    expect(unused).toMatch(
      /\| version <a [^>]*>2\.0\.0<\/a> of golden in <a [^>]*>renders<\/a> \| Failed \| .* \| no pool \|/,
    );
    expect(unused).toMatch(/two-osDisk\.2\.vhd<\/code> \| 1 KiB, writing \| .* \| no pool \|/);
    expect(unused).not.toContain('one-osDisk');
  });
  test('puts warnings before the pools', () => {
    expect(summary.indexOf('### Warnings')).toBeGreaterThan(0);
    expect(summary.indexOf('### Warnings')).toBeLessThan(summary.indexOf('### Pools'));
  });
  test('shows five VHDs of a pool at most', () => {
    const image = { kind: 'vhds', urls: Array.from({ length: 8 }, (_, index) => `https://a/${index}.vhd`) } as const;
    const many = renderInventory(inventory(aSurvey({ poolList: [aPool({ image })] })), context);
    expect(many).toContain('<code>https://a/4.vhd</code><br>and 3 more');
    expect(many).not.toContain('https://a/5.vhd');
  });
});

/** An account of so many pools that neither the summary nor an output may hold them all. */
function crowded(size: number): Inventory {
  const pools = Array.from({ length: size }, (_, index) =>
    poolOf(`pool-${String(index).padStart(5, '0')}`, `${definitionId('golden')}/versions/1.0.0`, {
      metadata: marks('k'),
    }),
  );
  const gallery = aGallery({ golden: [aVersion('golden', '1.0.0', { tags: marks('k1') })] });
  return inventory(aSurvey({ poolList: pools, gallery, storage: storageOf([aBlob('a.vhd', marks('k9'))]) }));
}

describe('limits', () => {
  const many = crowded(3000);
  test('a summary stays below what GitHub discards, and says how many rows are left out', () => {
    const text = renderInventory(many, context);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 ** 2);
    expect(text).toMatch(/\.\.\. and \d+ more\./);
  });
  test('the result stays below what GitHub drops in UTF-16, stays JSON, and says how much is left out', () => {
    const text = inventoryJson(many, at);
    expect(text.length * 2).toBeLessThan(1_000_000);
    const { pools, omitted } = JSON.parse(text) as { pools: readonly { id: string }[]; omitted: { pools: number } };
    expect(pools.length + omitted.pools).toBe(3000);
    expect(pools.map(({ id }) => id)).toEqual(many.pools.slice(0, pools.length).map(({ id }) => id));
    // Its list of 3000 users has no room either.
    expect(omitted).toMatchObject({ imageVersions: 1 });
  });
});

test('the result is the inventory, with when and how it was taken', () => {
  expect(JSON.parse(inventoryJson(facts, at))).toEqual({
    schemaVersion: 1,
    mode: 'inspect',
    outcome: 'inspected',
    changed: false,
    startedAt: '2026-11-25T12:00:00.000Z',
    endedAt: '2026-11-25T12:00:03.000Z',
    seconds: 3,
    ...(JSON.parse(JSON.stringify(facts)) as object),
    omitted: { pools: 0, imageVersions: 0, vhds: 0 },
  });
});
