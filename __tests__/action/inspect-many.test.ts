// `mode: inspect` of an account with more pools than an answer, a summary or an output holds.
import { expect, test } from '@jest/globals';
import { createStage } from './harness.ts';
import { inspect } from './inspection.ts';
import { IDS } from './worlds.ts';

const stage = createStage();
const DEFINITION = `${IDS.gallery}/images/vm-golden`;
const VHDS = 'https://strender.blob.core.windows.net/system/Microsoft.Compute/Images/batchimages';
const marks = {
  abip_schema: '1',
  abip_key: '14000000000000000000',
  abip_repo: 'contoso/render-images',
  abip_sha: '3333333333333333333333333333333333333333',
  abip_ref: 'refs/tags/v1.4.0',
  abip_run: '9100000003/2',
};
const version = (name: string, tags: object): object => ({
  id: `${DEFINITION}/versions/${name}`,
  body: { tags, properties: { publishingProfile: { targetRegions: [{ name: 'West Europe' }] } } },
});
const pools = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${IDS.batch}/pools/render-${String(index).padStart(4, '0')}`,
    body: {
      properties: {
        vmSize: 'STANDARD_D2S_V5',
        deploymentConfiguration: {
          virtualMachineConfiguration: {
            nodeAgentSkuId: 'batch.node.ubuntu 24.04',
            imageReference: { id: index % 10 === 0 ? DEFINITION : `${DEFINITION}/versions/1.4.0` },
          },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: index % 20 === 0 ? 1 : 0 } },
        metadata: Object.entries(marks).map(([name, value]) => ({ name, value })),
      },
    },
  }));

async function enter(count: number): Promise<void> {
  await stage.control.reset({
    profile: 'instant',
    blobs: ['osDisk', 'dataDisk-0', 'dataDisk-1'].map((disk) => ({
      url: `${VHDS}/vm-golden-${disk}.1.vhd`,
      metadata: marks,
    })),
    changes: [
      { id: DEFINITION, body: { properties: { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2' } } },
      version('1.4.0', marks),
      version('1.3.0', { ...marks, abip_key: '13000000000000000000' }),
      ...pools(count),
    ],
  });
}

const idsOf = (rows: readonly string[]): readonly string[] =>
  rows.flatMap((row) => /^\| <code>(render-\d{4})</.exec(row)?.[1] ?? []);

test('240 pools are each told once, everywhere', async () => {
  await enter(240);
  const { run, result } = await inspect(stage);
  expect(result.pools.map(({ id }) => id)).toEqual(
    Array.from({ length: 240 }, (_, n) => `render-${String(n).padStart(4, '0')}`),
  );
  expect(result.omitted).toEqual({ pools: 0, imageVersions: 0, vhds: 0 });
  expect(idsOf(run.summary.split('\n'))).toEqual(result.pools.map(({ id }) => id));
  expect(run.stdout.match(/ pool render-\d{4}: /g)).toHaveLength(240);
  expect(result.pools.filter(({ nodes }) => nodes.counts?.dedicated.idle === 1)).toHaveLength(12);
  expect(result.imageVersions.map(({ version: name, use }) => [name, use.kind])).toEqual([
    ['1.4.0', 'used'],
    ['1.3.0', 'unused'],
  ]);
  const reads = (await stage.control.log()).filter(({ url }) =>
    /\.batch\.azure\.com|management\.azure|\.blob\./.test(url),
  );
  const asked = (pattern: RegExp): number => reads.filter(({ url }) => pattern.test(url)).length;
  // Batch counts the nodes of ten pools in one answer; nodes are listed only of pools that follow the latest and have some.
  expect({
    pools: asked(/\/pools\?/),
    counts: asked(/\/nodecounts/),
    nodes: asked(/\/nodes\?/),
    all: reads.length,
  }).toEqual({
    pools: 1,
    counts: 24,
    nodes: 12,
    all: 1 + 1 + 24 + 12 + 1 + 1 + 1 + 1 + 1,
  });
});

test('of 1,200 pools all are in the log; summary and output hold what GitHub takes, and say how many more there are', async () => {
  await enter(1200);
  const { run, result } = await inspect(stage);
  expect(run.stdout.match(/ pool render-\d{4}: /g)).toHaveLength(1200);
  expect((await stage.control.log()).filter(({ url }) => /\/pools\?/.test(url))).toHaveLength(2);

  expect(run.summaryDiscarded).toBe(false);
  expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 ** 2);
  const rows = idsOf(run.summary.split('\n'));
  expect(rows.length).toBeGreaterThan(500);
  expect(rows.length).toBeLessThan(1200);
  expect(run.summary.includes(`... and ${1200 - rows.length} more.`)).toBe(true);

  expect((run.outputs['result'] ?? '').length * 2).toBeLessThan(1_000_000);
  expect(result.pools.length).toBeGreaterThan(100);
  expect(result.pools.length + result.omitted.pools).toBe(1200);
});
