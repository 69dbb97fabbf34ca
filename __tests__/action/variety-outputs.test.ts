import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();

describe('a release that succeeds', () => {
  let run: ActionResult;
  let result: Readonly<Record<string, unknown>> = {};

  beforeAll(async () => {
    await stage.control.reset(world());
    run = await stage.run();
    result = JSON.parse(run.outputs['result'] ?? '{}') as typeof result;
  });

  test('sets every output of action.yml, each of them once true', async () => {
    expectSuccess(run);
    expect(Object.keys(run.outputs).sort()).toEqual([
      'changed',
      'image-version',
      'image-version-id',
      'pool-id',
      'result',
      'vhd-url',
    ]);
    const held = await holdingsOf(stage.control);
    expect(held.keys(/\.vhd$/)).toEqual([run.outputs['vhd-url']]);
    expect(held.keys(/\/versions\//)).toEqual([run.outputs['image-version-id']]);
    expect(held.pool(run.outputs['pool-id'] ?? '')).toBeDefined();
    expect(run.outputs['vhd-url']).not.toContain('?');
  });

  test('result is JSON with a schema version and the documented fields', () => {
    expect(result).toEqual({
      schemaVersion: 1,
      outcome: 'succeeded',
      phase: null,
      changed: true,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      endedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      seconds: expect.any(Number),
      vhdUrl: run.outputs['vhd-url'],
      imageVersion: '1.4.0',
      imageVersionId: run.outputs['image-version-id'],
      poolId: 'render-1-4-0',
      vhds: [{ disk: 'os', url: run.outputs['vhd-url'], bytes: 4 * 1024 ** 3 + 512, movedBytes: 512 }],
      pool: {
        id: 'render-1-4-0',
        endpoint: 'https://batchrender.westeurope.batch.azure.com',
        vmSize: 'Standard_D2s_v5',
        nodeAgentSku: 'batch.node.ubuntu 24.04',
        nodeAgentReason: 'Batch lists it for Canonical:ubuntu-24_04-lts:server, the image of the source',
        proof: 'ready',
        counts: { dedicated: { idle: 2 }, lowPriority: {} },
      },
      steps: expect.any(Array),
      marks: expect.objectContaining({ abip_schema: '1', abip_family: 'render' }),
      leftovers: [],
      warnings: [],
      problems: [],
      failure: null,
      plan: null,
      forecast: null,
      sourceOs: null,
    });
  });

  test('result has a duration for each step that ran', () => {
    const steps = result['steps'] as readonly Readonly<Record<string, unknown>>[];
    expect(steps.map(({ id }) => id)).toEqual([
      'deallocate',
      'snapshot:os',
      'definition',
      'export:os',
      'version',
      'region',
      'regions',
      'pool',
      'proof',
      'delete-snapshot:os',
    ]);
    for (const step of steps) {
      expect(step).toMatchObject({
        state: 'done',
        startedAt: expect.stringMatching(/Z$/),
        endedAt: expect.stringMatching(/Z$/),
      });
    }
  });

  test('the summary has IDs, links to the portal, a timeline, node states and the bytes moved', () => {
    expect(run.summaryDiscarded).toBe(false);
    expect(Buffer.byteLength(run.summary)).toBeLessThan(20_000);
    expect(run.summary).toContain('## ✅ Pool render-1-4-0 runs image 1.4.0');
    expect(run.summary).toContain('```mermaid\ngantt');
    for (const id of [IDS.vm, IDS.batch, `${IDS.definition}/versions/1.4.0`]) {
      expect(run.summary).toContain(`<a href="https://portal.azure.com/#resource${id}">`);
    }
    expect(run.summary).toContain('| dedicated | idle | 2 |');
    expect(run.summary).toContain('512 bytes of 4 GiB');
    expect(run.summary).toContain(run.outputs['vhd-url']);
    expect(run.summary).not.toMatch(/sig=/);
  });

  test('the log has a group for each phase, and one line per change', () => {
    const groups = [...run.stdout.matchAll(/^::group::(.*)$/gm)].map(([, name]) => name);
    expect(groups).toEqual(['Sign in', 'Survey', 'Plan', 'Release']);
    expect(run.stdout.match(/^::endgroup::$/gm)).toHaveLength(4);
    expect(run.annotations).toEqual([]);
    const lines = run.stdout.split('\n').filter((line) => /^\[\d\d:\d\d\] (pool|image version)/.test(line));
    expect(new Set(lines).size).toBe(lines.length);
  });

  test('the post step writes nothing and says nothing', async () => {
    expect(run.post).toMatchObject({ exitCode: 0, stdout: '', stderr: '', annotations: [], summary: '' });
    const ends = (await stage.writes()).map(brief);
    expect(ends.filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
  });

  test('the state for the post step holds no secret', () => {
    expect(JSON.stringify(run.state)).not.toMatch(/sig=|eyJ|secret/i);
  });
});

describe('a subscription ID that is registered as a secret', () => {
  const { subscriptionId } = DEFAULT_NAMES;

  test('does not cost the outputs that other jobs need', async () => {
    await stage.control.reset(world());
    const run = await stage.run({}, { secrets: [subscriptionId] });
    expectSuccess(run);
    expect(run.droppedOutputs.toSorted()).toEqual(['image-version-id', 'result']);
    expect(run.outputs['vhd-url']).toMatch(/^https:\/\/strender\./);
    expect(run.outputs).toMatchObject({ 'pool-id': 'render-1-4-0', 'image-version': '1.4.0', changed: 'true' });
    expect(run.stdout).not.toContain(subscriptionId);
  });

  test('nor with the resource group, the tenant and the client as secrets too', async () => {
    await stage.control.reset(world());
    const { tenantId, clientId, resourceGroup } = DEFAULT_NAMES;
    const run = await stage.run({}, { secrets: [subscriptionId, tenantId, clientId, resourceGroup] });
    expectSuccess(run);
    expect(run.droppedOutputs.toSorted()).toEqual(['image-version-id', 'result']);
  });
});

describe('a second run', () => {
  test('says in its summary that nothing changed, and gives the same IDs', async () => {
    await stage.control.reset(world());
    const first = await stage.run();
    const second = await stage.run();
    expectSuccess(second);
    expect(second.summary).toContain('## ✅ Pool render-1-4-0 runs image 1.4.0 already');
    expect(second.summary).toContain('### Nothing changed');
    for (const name of ['vhd-url', 'pool-id', 'image-version', 'image-version-id']) {
      expect(second.outputs[name]).toBe(first.outputs[name]);
    }
    expect(second.post).toMatchObject({ exitCode: 0, stdout: '', annotations: [] });
  });
});
