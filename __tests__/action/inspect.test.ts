// `mode: inspect`, as a workflow step runs it: what it shows of an account, and that it never writes.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { inspect, runInspection, worldOf, type Inspected } from './inspection.ts';
import { PAGE } from './refusal.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();
const VHDS = 'https://strender.blob.core.windows.net/system/Microsoft.Compute/Images/batchimages';

describe('after a release', () => {
  test('tells the pool, its version, the VHD and who made them; nothing is unused', async () => {
    await stage.control.reset(world());
    const released = await stage.run();
    expectSuccess(released);
    const { run, result, warnings } = await inspect(stage);
    const origin = {
      repository: 'contoso/render-images',
      commit: '1f7a3c9d5b2e8046af13c7d95e2b8a6041c3d7f9',
      ref: 'refs/tags/v1.4.0',
      run: '9876543210/1',
    };
    expect(result.pools).toMatchObject([
      {
        id: 'render-1-4-0',
        image: {
          kind: 'gallery-version',
          version: '1.4.0',
          found: { id: released.outputs['image-version-id'], origin },
        },
        vhds: [{ url: released.outputs['vhd-url'], by: 'mark', disk: 'os', state: 'complete' }],
        nodeAgent: { sku: 'batch.node.ubuntu 24.04', support: { kind: 'open' } },
        nodes: { targetDedicated: 2, currentDedicated: 2, counts: { dedicated: { idle: 2 } } },
        origin: { ...origin, state: 'ready' },
      },
    ]);
    expect(result.imageVersions).toMatchObject([{ version: '1.4.0', use: { kind: 'used', pools: ['render-1-4-0'] } }]);
    expect(result.vhds).toMatchObject([{ url: released.outputs['vhd-url'], origin, use: { kind: 'used' } }]);
    expect(warnings).toEqual([]);
    expect(run.stdout).toContain(
      `pool render-1-4-0: image vm-golden in gallery renderGallery, 1.4.0, pinned; VHD ${released.outputs['vhd-url']}; ` +
        'node agent batch.node.ubuntu 24.04; 2 of 2 dedicated: 2 idle; made by contoso/render-images@1f7a3c9, refs/tags/v1.4.0, run 9876543210/1',
    );
    expect(run.summary).toContain('## 🔎 1 pool in Batch account batchrender');
    expect(run.summary).not.toContain('Used by no pool');
  });

  test('a version that no pool uses any more is named, and so is its VHD', async () => {
    await stage.control.reset(world());
    expectSuccess(await stage.run());
    const next = await stage.run({ 'image-version': '1.5.0', 'pool-id': 'render-1-4-0-next' });
    expectSuccess(next);
    const before = await inspect(stage);
    expect(before.result.imageVersions.map(({ version, use }) => [version, use.kind])).toEqual([
      ['1.4.0', 'used'],
      ['1.5.0', 'used'],
    ]);
    // Somebody deletes the pool of the first version.
    const state = await stage.control.state();
    const changes = Object.entries(state)
      .filter(([id]) => /\/galleries\/.*\/(images|versions)\//.test(id))
      .map(([id, body]) => ({ id, body }));
    const blobs = Object.entries(state)
      .filter(([id]) => id.endsWith('.vhd'))
      .map(([url, body]) => ({ url, metadata: Reflect.get(body as object, 'metadata') as unknown }));
    await stage.control.reset({ ...world(), changes, blobs });
    const { run, result } = await inspect(stage, { gallery: 'renderGallery' });
    expect(result.pools).toEqual([]);
    expect(result.imageVersions.map(({ version, use }) => [version, use.kind])).toEqual([
      ['1.4.0', 'unused'],
      ['1.5.0', 'unused'],
    ]);
    expect(result.vhds.map(({ use }) => use.kind)).toEqual(['unused', 'unused']);
    expect(run.stdout).toContain(
      'looked for image versions in renderGallery and for VHDs in strender: 4 used by no pool',
    );
    expect(run.stdout).toMatch(
      /image version 1\.5\.0 of vm-golden in renderGallery: used by no pool; contoso\/render-images@/,
    );
    expect(run.stdout).toContain(`VHD ${next.outputs['vhd-url']}: used by no pool; `);
    expect(run.summary).toContain('### Used by no pool');
  });
});

describe('an account that has grown since 2017', () => {
  let seen: Awaited<ReturnType<typeof inspect>> | undefined;
  beforeAll(async () => {
    await stage.control.reset({ ...worldOf('grown-account'), profile: 'instant' });
    seen = await inspect(stage);
  });
  const found = (): NonNullable<typeof seen> => {
    if (seen === undefined) throw new Error('The run has not ended.');
    return seen;
  };
  const UBUNTU =
    /node agent batch\.node\.ubuntu 22\.04, supported until 2027-04-01 \(-?\d+ days? left\)|not supported since/;

  test.each<[string, string, object]>([
    [
      'of-2017',
      `custom VHD (retired); VHD ${VHDS}/golden-osDisk.5a0e8c1d-0000-4000-8000-000000002017.vhd; node agent batch.node.ubuntu 16.04, not listed by Batch any more; no nodes`,
      { image: { kind: 'vhds' }, vhds: [{ by: 'pool', disk: 'os' }] },
    ],
    [
      'of-2018',
      `managed image golden-2018 (retired); VHD ${VHDS}/golden-osDisk.5a0e8c1d-0000-4000-8000-000000002018.vhd; node agent batch.node.ubuntu 18.04, not listed by Batch any more; no nodes`,
      { image: { kind: 'managed-image', found: { kind: 'found' } }, vhds: [{ by: 'managed-image' }] },
    ],
    [
      'legacy',
      'image legacy in gallery renderGallery, 1.0.0, pinned; VHD https://strender.blob.core.windows.net/vhds/legacy.vhd; node agent batch.node.windows amd64; no nodes',
      { image: { kind: 'gallery-version', found: { source: { kind: 'vhd' } } }, vhds: [{ by: 'image-version' }] },
    ],
    [
      'render-1-4-0',
      `image vm-golden in gallery renderGallery, 1.4.0, pinned; VHD ${VHDS}/vm-golden-osDisk.5a0e8c1d-0000-4000-8000-000000000014.vhd, VHD ${VHDS}/vm-golden-dataDisk-0.5a0e8c1d-0000-4000-8000-000000000014.vhd; `,
      {
        image: { kind: 'gallery-version' },
        vhds: [{ disk: 'os' }, { disk: 0 }],
        origin: { key: '14000000000000000000' },
      },
    ],
    [
      'render-latest',
      'image vm-golden in gallery renderGallery, latest, now 1.4.0; nodes run 1.4.0 (2), 1.3.0 (1); VHD ',
      {
        image: {
          kind: 'gallery-latest',
          latest: { kind: 'found', version: '1.4.0' },
          running: {
            versions: [
              { version: '1.4.0', nodes: 2 },
              { version: '1.3.0', nodes: 1 },
            ],
          },
        },
      },
    ],
    [
      'render-0-9-0',
      'image vm-golden in gallery renderGallery, 0.9.0, pinned, does not exist any more; node agent batch.node.ubuntu 20.04, not supported since 2025-04-22; 1 of 1 dedicated: 1 idle',
      { image: { kind: 'gallery-version', found: { kind: 'absent' } }, vhds: [] },
    ],
    [
      'ubuntu',
      'Marketplace image canonical:ubuntu-24_04-lts:server, latest; nodes run 24.04.202610010 (1); node agent batch.node.ubuntu 24.04; 1 of 1 dedicated: 1 idle, autoscale',
      { image: { kind: 'marketplace', version: 'latest' }, nodes: { autoScale: true } },
    ],
    [
      'shared',
      'shared image /sharedGalleries/99999999-8888-4777-8666-555555555555-STUDIO/images/alma/versions/2.0.0, 2.0.0, pinned; node agent batch.node.el 9; no nodes',
      { image: { kind: 'shared-gallery', version: '2.0.0' } },
    ],
    [
      'community',
      'community image /CommunityGalleries/almalinux-5c1d/Images/almalinux-8/Versions/latest, latest; node agent batch.node.el 8; no nodes',
      { image: { kind: 'community-gallery', version: 'latest' } },
    ],
  ])('%s', (id, line, facts) => {
    const { run, result } = found();
    expect(run.stdout).toContain(`pool ${id}: ${line}`);
    expect(result.pools.filter((pool) => pool.id === id)).toMatchObject([facts]);
    expect(run.summary.split('\n').filter((row) => row.startsWith(`| <code>${id}</code><br>`))).toHaveLength(1);
  });

  test('has every pool once, and no other', () => {
    expect(found().result.pools).toHaveLength(9);
    expect(found().run.stdout).toContain('Batch account batchrender (westeurope): 9 pools');
  });

  test('tells nodes by state, and until when their agent is supported', () => {
    const [line = ''] = /pool render-1-4-0: .*/.exec(found().run.stdout) ?? [];
    expect(line).toMatch(UBUNTU);
    expect(line).toContain(
      '2 of 2 dedicated, 1 of 1 low-priority: 2 idle, 1 with a failed start task; made by contoso/',
    );
  });

  test('tells what no pool uses: the version that none has, not the one that a node still runs', () => {
    const { run, result } = found();
    const uses: readonly (readonly [string, string])[] = result.imageVersions.map(({ version, use }) => [
      version,
      use.kind,
    ]);
    expect(uses).toEqual([
      ['1.2.0', 'unused'],
      ['1.3.0', 'used'],
      ['1.4.0', 'used'],
    ]);
    const unused = (list: Inspected['vhds']): readonly string[] =>
      list.flatMap(({ url, use }) => (use.kind === 'unused' ? [url] : []));
    const vhd = `${VHDS}/vm-golden-osDisk.5a0e8c1d-0000-4000-8000-000000000012.vhd`;
    expect(unused(result.vhds)).toEqual([vhd]);
    expect(run.stdout).toContain(
      'looked for image versions in renderGallery and for VHDs in strender: 2 used by no pool',
    );
    expect(run.stdout).toContain(
      'image version 1.2.0 of vm-golden in renderGallery: used by no pool; contoso/render-images@1111111, refs/tags/v1.2.0, run 9100000001/1',
    );
    expect(run.stdout).toContain(`VHD ${vhd}: used by no pool; 1 MiB; contoso/render-images@1111111`);
    const [, table = ''] = run.summary.split('### Used by no pool');
    expect(table).toContain('>1.2.0</a> of vm-golden in <a ');
    expect(table).toContain(vhd);
  });

  test('warns of what cannot stay as it is', () => {
    expect(found().warnings).toEqual([
      'Pools of-2017, of-2018 are made from VHDs or managed images, which Batch retired on 2026-03-31. Make new pools from an image version.',
      'Pool render-0-9-0 is made from an image that does not exist any more: nodes that run go on, new ones cannot be made. Make new pools from a version that exists.',
      'Pool of-2017 uses node agent batch.node.ubuntu 16.04, which Batch does not list any more. Move to an image of a newer OS.',
      'Pool of-2018 uses node agent batch.node.ubuntu 18.04, which Batch does not list any more. Move to an image of a newer OS.',
      'Pool render-0-9-0 uses node agent batch.node.ubuntu 20.04, whose support by Batch ended on 2025-04-22. Move to an image of a newer OS.',
      expect.stringMatching(
        /^Pools render-1-4-0, render-latest use node agent batch\.node\.ubuntu 22\.04, whose support by Batch end(s|ed) on 2027-04-01/,
      ),
    ]);
    for (const text of found().warnings.slice(0, 5)) expect(found().run.summary).toContain(text);
  });

  test('is read with one request for each thing', async () => {
    const reads = (await stage.control.log()).filter(({ url }) => !/login\.|githubusercontent/.test(url));
    expect(
      reads.map(({ method, url }) => `${method} ${new URL(url).pathname.split('/').slice(-2).join('/')}`).sort(),
    ).toEqual([
      'GET /nodecounts',
      'GET /pools',
      'GET /supportedimages',
      'GET /system',
      'GET batchAccounts/batchrender',
      'GET images/golden-2018',
      'GET legacy/versions',
      'GET render-latest/nodes',
      'GET renderGallery/images',
      'GET storageAccounts/strender',
      'GET ubuntu/nodes',
      'GET vm-golden/versions',
    ]);
  });
});

describe('an account without pools', () => {
  test('has none, and without a gallery nothing is looked for in any', async () => {
    await stage.control.reset(world());
    const { run, result } = await inspect(stage);
    expect(result).toMatchObject({ pools: [], imageVersions: [], vhds: [], galleries: [], warnings: [] });
    expect(run.summary).toContain('## 🔎 0 pools in Batch account batchrender');
    expect(run.stdout).toContain('looked for image versions in no gallery and for VHDs in strender: 0 used by no pool');
  });

  test('may have no storage account either', async () => {
    await stage.control.reset(world({ batch: { properties: { autoStorage: null } } }));
    const { run, result } = await inspect(stage, {
      gallery: IDS.gallery,
      'batch-account': IDS.batch,
      'resource-group': undefined,
    });
    expect(result).not.toHaveProperty('storageAccount');
    expect(run.stdout).toContain('looked for image versions in renderGallery and for VHDs in no storage account');
  });

  test('may name an auto-storage account that is gone', async () => {
    await stage.control.reset(world({ without: [IDS.storage] }));
    expect((await inspect(stage)).warnings).toEqual([
      `Storage account ${IDS.storage}, the auto-storage account of the Batch account, does not exist: VHDs are shown only where images name them.`,
    ]);
  });
});

test('another cloud is read at its own names', async () => {
  await stage.control.reset({ ...worldOf('us-government'), profile: 'instant' });
  const { run, result } = await inspect(stage, {
    environment: 'AzureUSGovernment',
    'oidc-audience': 'api://AzureADTokenExchangeUSGov',
    gallery: 'renderGallery',
  });
  expect(result.galleries).toMatchObject([{ kind: 'found' }]);
  expect(run.summary).toContain('https://portal.azure.us/#resource');
});

describe('refused', () => {
  const messagesOf = async (inputs: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> => {
    const run = await runInspection(stage, inputs);
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.outputs['result'] ?? '')).toMatchObject({ outcome: 'refused', changed: false });
    expect(run.summary).toContain('nothing was written');
    return run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message.replace(PAGE, ''));
  };

  test('names that lead nowhere, all of them at once', async () => {
    await stage.control.reset(world());
    const fix = 'Check the name and the resource group, or give the full resource ID.';
    const expected = (kind: string): string =>
      `expected a ${kind} that exists and that the signed-in identity may read. ${fix}`;
    expect(await messagesOf({ 'batch-account': 'nowhere', gallery: 'none', 'storage-account': 'nostorage' })).toEqual([
      expect.stringMatching(/^batch-account: found no Batch account \/subscriptions\/.*\/nowhere; /),
      `gallery: found no Compute Gallery ${IDS.gallery.replace('renderGallery', 'none')}; ${expected('Compute Gallery')}`,
      `storage-account: found no storage account ${IDS.storage.replace('strender', 'nostorage')}; ${expected('storage account')}`,
    ]);
  });

  test('inputs that mean something only when an image is made, without a request; defaults are no inputs', async () => {
    await stage.control.reset(world());
    const given = {
      'vm-name': 'vm-golden',
      'wait-for': 'none',
      'export-vhd': 'true',
      'pool-spec': '{"password": "hunter2"}',
      'vhd-url': 'https://a.blob.core.windows.net/c/b.vhd?sig=secret',
    };
    const messages = await messagesOf(given);
    const told = (input: string, found: string): string =>
      `${input}: found ${found}; expected nothing, because \`mode\` is \`inspect\`. Remove \`${input}\`, or change \`mode\`.`;
    expect(messages.toSorted()).toEqual([
      told('pool-spec', 'a value'),
      told('vhd-url', 'a value'),
      told('vm-name', '`vm-golden`'),
      told('wait-for', '`none`'),
    ]);
    expect(await stage.control.log()).toEqual([]);
  });

  test('nothing to look at, and names that Azure does not take', async () => {
    await stage.control.reset(world());
    expect(await messagesOf({ 'batch-account': undefined })).toEqual([
      expect.stringMatching(/^batch-account: found nothing; expected a value\. /),
    ]);
    expect(await messagesOf({ 'batch-account': 'no.dots', 'resource-group': 'ends.' })).toEqual([
      expect.stringMatching(/^resource-group: found `ends\.`; expected 1 to 90/),
      expect.stringMatching(/^batch-account: found `no\.dots`; expected 3 to 24 letters or digits/),
    ]);
    expect(await messagesOf({ 'resource-group': undefined })).toEqual([
      expect.stringMatching(/^resource-group: found nothing/),
    ]);
    expect(await stage.control.log()).toEqual([]);
  });
});

test('a service that never answers fails the run, in the phase of reading', async () => {
  const faults = [
    {
      match: { url: '/pools\\?' },
      times: 99,
      do: { kind: 'answer', status: 501, body: { code: 'Odd', message: { lang: 'en', value: 'Not today.' } } },
    },
  ];
  await stage.control.reset(world({ scenario: { faults } }));
  const run = await runInspection(stage);
  expect(run.exitCode).toBe(1);
  expect(JSON.parse(run.outputs['result'] ?? '')).toMatchObject({ outcome: 'failed', phase: 'survey', changed: false });
  expect(run.stdout).toContain('Not today.');
  expect(run.summary).toContain('It failed in the phase survey: nothing was written.');
});
