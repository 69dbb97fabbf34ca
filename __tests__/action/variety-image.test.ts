import { describe, expect, test } from '@jest/globals';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf, type Holdings } from './holdings.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();

type Tags = Readonly<Record<string, string>>;

const BRANCH = { ref: 'refs/heads/main', refName: 'main', refType: 'branch' } as const;

const definition = (properties: object = {}) => ({
  id: `${IDS.gallery}/images/ubuntu-render`,
  body: {
    location: 'westeurope',
    properties: {
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      identifier: { publisher: 'contoso', offer: 'render', sku: 'ubuntu' },
      ...properties,
    },
  },
});

async function publishingProfile(held: Holdings, version: string): Promise<unknown> {
  const properties = held.find(`/versions/${version}`)?.['properties'];
  return (properties as { readonly publishingProfile?: unknown } | undefined)?.publishingProfile;
}

describe('the image definition', () => {
  test('one that exists and fits is used as it is', async () => {
    await stage.control.reset(world({ more: [definition()] }));
    const run = await stage.run({ 'image-definition': 'ubuntu-render' });
    expectSuccess(run);
    const writes = (await stage.writes()).map(brief);
    expect(writes.filter((line) => line.startsWith('PUT images/'))).toEqual([]);
    expect(run.outputs['image-version-id']).toBe(`${IDS.gallery}/images/ubuntu-render/versions/1.4.0`);
    expect((await holdingsOf(stage.control)).find('/images/ubuntu-render')).not.toHaveProperty('tags.abip_schema');
  });

  test.each([
    ['generation V1', { hyperVGeneration: 'V1' }],
    ['architecture Arm64', { architecture: 'Arm64' }],
    ['OS type Windows', { osType: 'Windows' }],
    ['OS state Specialized', { osState: 'Specialized' }],
  ])('one with %s is refused before any write', async (what, properties) => {
    await stage.control.reset(world({ more: [definition(properties)] }));
    const run = await stage.run({ 'image-definition': 'ubuntu-render' });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(`definition ubuntu-render with ${what}`);
    expect(await stage.writes()).toEqual([]);
  });
});

describe('create-gallery', () => {
  test('true makes the gallery in the region of the VM', async () => {
    await stage.control.reset(world({ without: [IDS.gallery] }));
    const run = await stage.run({ 'create-gallery': 'true', tags: 'team=render' });
    expectSuccess(run);
    expect((await holdingsOf(stage.control)).find(IDS.gallery)).toMatchObject({
      location: 'westeurope',
      tags: { team: 'render', abip_schema: '1', abip_kind: 'product' },
    });
    const before = (await stage.writes()).length;
    const second = await stage.run({ 'create-gallery': 'true', tags: 'team=render' });
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });

  test('false leaves an absent gallery a problem that says so', async () => {
    await stage.control.reset(world({ without: [IDS.gallery] }));
    const run = await stage.run();
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('create-gallery: true');
    expect(await stage.writes()).toEqual([]);
  });
});

describe('the image version', () => {
  test('reaches replica-regions with their counts, by name or display name', async () => {
    await stage.control.reset(world());
    const regions = ['eastus=2', 'North Europe=3', 'westeurope = 4', 'swedencentral'].join('\n');
    const run = await stage.run({ 'replica-regions': regions });
    expectSuccess(run);
    expect(await publishingProfile(await holdingsOf(stage.control), '1.4.0')).toMatchObject({
      targetRegions: [
        { name: 'West Europe', regionalReplicaCount: 4 },
        { name: 'East US', regionalReplicaCount: 2 },
        { name: 'North Europe', regionalReplicaCount: 3 },
        { name: 'Sweden Central', regionalReplicaCount: 1 },
      ],
    });
    const before = (await stage.writes()).length;
    const second = await stage.run({ 'replica-regions': regions });
    expectSuccess(second);
    expect(second.outputs['changed']).toBe('false');
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });

  test('of a pool of 700 nodes has three replicas in the region of the Batch account', async () => {
    await stage.control.reset(world({ batch: { properties: { dedicatedCoreQuota: 5000 } } }));
    const spec = { id: 'render', vmSize: 'Standard_D2s_v5', targetDedicatedNodes: 700 };
    const run = await stage.run({ 'pool-spec': JSON.stringify(spec), mode: 'plan' });
    expectSuccess(run);
    expect(run.stdout).toContain('to westeurope=3');
  });

  test('gets a region later: the version is extended, the pool left alone', async () => {
    await stage.control.reset(world());
    await stage.run();
    const before = (await stage.writes()).length;
    const second = await stage.run({ 'replica-regions': 'eastus=2' });
    expectSuccess(second);
    expect(second.outputs['changed']).toBe('true');
    expect(await publishingProfile(await holdingsOf(stage.control), '1.4.0')).toMatchObject({
      targetRegions: [
        { name: 'West Europe', regionalReplicaCount: 1 },
        { name: 'East US', regionalReplicaCount: 2 },
      ],
    });
    expect((await stage.writes()).slice(before).map(brief)).toEqual(['PATCH versions/1.4.0']);
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test.each([
    ['a tag', {}, undefined, '1.4.0', false],
    ['a tag, asked for', {}, 'true', '1.4.0', true],
    ['no tag', BRANCH, undefined, '0.0.42', true],
    ['no tag, asked for otherwise', BRANCH, 'false', '0.0.42', false],
  ])('is left out of latest: %s', async (_, github, input, version, excluded) => {
    await stage.control.reset(world());
    const run = await stage.run(input === undefined ? {} : { 'exclude-from-latest': input }, { github });
    expectSuccess(run);
    expect(run.outputs['image-version']).toBe(version);
    expect(run.outputs['pool-id']).toBe(`render-${version.replaceAll('.', '-')}`);
    expect(await publishingProfile(await holdingsOf(stage.control), version)).toMatchObject({
      excludeFromLatest: excluded,
    });
  });

  test('takes an explicit name and an end of life', async () => {
    await stage.control.reset(world());
    const inputs = { 'image-version': '2026.11.3', 'end-of-life-date': '2031-05-01' };
    const run = await stage.run(inputs, { github: { ref: 'refs/tags/nightly', refName: 'nightly' } });
    expectSuccess(run);
    expect(run.outputs).toMatchObject({ 'image-version': '2026.11.3', 'pool-id': 'render-2026-11-3' });
    const profile = await publishingProfile(await holdingsOf(stage.control), '2026.11.3');
    expect(profile).toMatchObject({ endOfLifeDate: expect.stringMatching(/^2031-05-01T00:00:00/) });
  });
});

describe('tags', () => {
  const MARKS = [
    'abip_schema',
    'abip_key',
    'abip_content',
    'abip_kind',
    'abip_expires',
    'abip_repo',
    'abip_sha',
    'abip_ref',
    'abip_run',
    'abip_family',
    'abip_spec',
    'abip_state',
    'abip_took',
    'abip_source',
    'abip_disk',
  ];

  test('of the user are on every ARM resource, and marks beside them: at most twelve, spelt as documented', async () => {
    await stage.control.reset(world({ without: [IDS.gallery] }));
    const run = await stage.run({ 'create-gallery': 'true', tags: 'team=render\ncost-centre = 4711=a' });
    expectSuccess(run);

    const snapshots = (await stage.writes()).filter(
      ({ method, url }) => method === 'PUT' && url.includes('/snapshots/'),
    );
    const held = await holdingsOf(stage.control);
    const tagged = [
      ...snapshots.map(({ requestBody }) => requestBody as { readonly tags: Tags }),
      ...held.bodies(/\/galleries\//),
    ].map((body) => (body as { readonly tags: Tags }).tags);
    expect(tagged).toHaveLength(4);
    for (const tags of tagged) expect(tags).toMatchObject({ team: 'render', 'cost-centre': '4711=a' });

    const vhd = held.vhds()['vm-golden-osDisk']?.metadata ?? {};
    for (const marks of [...tagged, vhd, held.metadata('render-1-4-0')]) {
      const own = Object.keys(marks).filter((name) => name.startsWith('abip_'));
      expect(own.length).toBeLessThanOrEqual(12);
      expect(MARKS).toEqual(expect.arrayContaining(own));
      expect(marks).toMatchObject({
        abip_schema: '1',
        abip_repo: 'contoso/render-images',
        abip_ref: 'refs/tags/v1.4.0',
        abip_sha: '1f7a3c9d5b2e8046af13c7d95e2b8a6041c3d7f9',
        abip_run: '9876543210/1',
      });
    }
    expect(held.metadata('render-1-4-0')).toMatchObject({ abip_family: 'render', abip_state: 'ready' });
    expect(tagged[0]).toMatchObject({
      abip_kind: 'temporary',
      abip_expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });
});
