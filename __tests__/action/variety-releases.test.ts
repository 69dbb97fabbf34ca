import { beforeEach, describe, expect, test } from '@jest/globals';
import { createAzureClient } from '../../runner/azure-client.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();

const tag = (name: string) => ({ github: { ref: `refs/tags/${name}`, refName: name, runId: `run of ${name}` } });
const FIXED = JSON.stringify({ id: 'render', vmSize: 'Standard_D2s_v5', targetDedicatedNodes: 1 });

beforeEach(async () => stage.control.reset(world()));

describe('two releases after each other', () => {
  test('make two versions, two VHDs and two pools; each pool runs its own version', async () => {
    const first = await stage.run({}, tag('v1.4.0'));
    const second = await stage.run({}, tag('v1.5.0'));
    expectSuccess(first);
    expectSuccess(second);
    expect([first.outputs['pool-id'], second.outputs['pool-id']]).toEqual(['render-1-4-0', 'render-1-5-0']);

    const held = await holdingsOf(stage.control);
    expect(held.keys(/\/versions\/[^/]+$/)).toEqual([
      `${IDS.definition}/versions/1.4.0`,
      `${IDS.definition}/versions/1.5.0`,
    ]);
    for (const version of ['1.4.0', '1.5.0']) {
      const pool = `render-${version.replaceAll('.', '-')}`;
      expect(held.pool(pool)).toMatchObject({
        virtualMachineConfiguration: {
          imageReference: { virtualMachineImageId: `${IDS.definition}/versions/${version}` },
        },
      });
      expect(held.nodeStates(pool)).toEqual(['idle', 'idle']);
      expect(held.metadata(pool)).toMatchObject({ abip_family: 'render', abip_ref: `refs/tags/v${version}` });
    }
    expect(first.outputs['vhd-url']).not.toBe(second.outputs['vhd-url']);
    expect(held.keys(/\.vhd$/)).toHaveLength(2);
    expect(held.keys(/\.vhd$/)).toEqual(expect.arrayContaining([first.outputs['vhd-url'], second.outputs['vhd-url']]));
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('the first one again, after the second: nothing is written', async () => {
    await stage.run({}, tag('v1.4.0'));
    await stage.run({}, tag('v1.5.0'));
    const before = (await stage.writes()).length;
    const again = await stage.run({}, tag('v1.4.0'));
    expectSuccess(again);
    expect(again.outputs).toMatchObject({ changed: 'false', 'pool-id': 'render-1-4-0' });
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    // The third is forecast by the two.
    expect((await holdingsOf(stage.control)).metadata('render-1-4-0')['abip_took']).toMatch(
      /^deallocate-vm=\d+ snapshot-disk=\d+ .*\bprove-pool=\d+$/,
    );
    const plan = await stage.run({ mode: 'plan' }, tag('v1.6.0'));
    expect(plan.stdout).toMatch(/ Time +.+ \(measured in 2 earlier releases\)\n/);
    expect(JSON.parse(plan.outputs['result'] ?? '')).toMatchObject({ forecast: { measured: 2 } });
  });

  test('the second with a fixed pool ID fails before any write, and says which image the pool runs', async () => {
    await stage.run({ 'pool-spec': FIXED }, tag('v1.4.0'));
    const before = (await stage.writes()).length;
    const second = await stage.run({ 'pool-spec': FIXED }, tag('v1.5.0'));
    expect(second.exitCode).toBe(1);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    expect(second.annotations).toMatchObject([
      {
        level: 'error',
        title: 'pool-id',
        message: expect.stringContaining(
          'found pool render, which runs version 1.4.0 of image vm-golden in gallery renderGallery',
        ),
      },
    ]);
    expect(second.summary).toContain('nothing was written');
    expect(second.outputs).toMatchObject({ changed: 'false' });
    expect(JSON.parse(second.outputs['result'] ?? '')).toMatchObject({
      outcome: 'refused',
      problems: [{ code: 'pool-exists', input: 'pool-id' }],
    });
  });

  test('of the same version with another pool spec is refused', async () => {
    await stage.run({ 'pool-spec': FIXED });
    const before = (await stage.writes()).length;
    const second = await stage.run({ 'pool-spec': FIXED.replace('D2s', 'D4s') });
    expect(second.exitCode).toBe(1);
    expect(second.stdout).toContain('which this release made from a different pool spec');
    expect((await stage.writes()).slice(before)).toEqual([]);
  });

  test('of the same version for another pool shares the version', async () => {
    await stage.run({ 'pool-spec': FIXED });
    const second = await stage.run({ 'pool-spec': FIXED, 'pool-id': 'preview' });
    expect(second.stdout).toContain('version');
    expect((await holdingsOf(stage.control)).keys(/\/versions\/[^/]+$/)).toHaveLength(1);
    expectSuccess(second);
    expect(second.outputs['pool-id']).toBe('preview');
  });
});

describe('a pool that a person made', () => {
  test('is never touched; the refusal says what it runs, whatever the case of its ID', async () => {
    const client = createAzureClient(stage.environment);
    try {
      await client.expect(`${stage.environment['SIM_BATCH_ENDPOINT'] ?? ''}/pools?api-version=2024-07-01.20.0`, {
        method: 'POST',
        audience: 'batch',
        headers: { 'content-type': 'application/json; odata=minimalmetadata' },
        body: Buffer.from(
          JSON.stringify({
            id: 'Render',
            vmSize: 'Standard_D2s_v5',
            targetDedicatedNodes: 0,
            virtualMachineConfiguration: {
              imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
              nodeAgentSKUId: 'batch.node.ubuntu 24.04',
            },
          }),
        ),
      });
    } finally {
      client.close();
    }
    const before = (await stage.writes()).length;
    const run = await stage.run({ 'pool-spec': FIXED });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('which runs the marketplace image canonical:ubuntu-24_04-lts:server');
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });
});
