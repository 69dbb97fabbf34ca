// `mode: inspect`, as a workflow step runs it: what it shows of an account, and that it never writes.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { world } from './worlds.ts';

const stage = createStage();
const INPUTS = { mode: 'inspect', 'vm-name': undefined, gallery: undefined, 'pool-spec': undefined };
const BOOK = join(import.meta.dirname, '../../simulator/scenarios');

interface Inspected {
  readonly schemaVersion: number;
  readonly mode: string;
  readonly outcome: string;
  readonly changed: boolean;
  readonly pools: readonly {
    readonly id: string;
    readonly image: { readonly kind: string };
    readonly vhds: readonly { readonly url: string }[];
  }[];
  readonly imageVersions: readonly { readonly version: string; readonly use: { readonly kind: string } }[];
  readonly vhds: readonly { readonly url: string; readonly use: { readonly kind: string } }[];
  readonly warnings: readonly { readonly code: string; readonly text: string }[];
}

async function inspect(inputs: Readonly<Record<string, string | undefined>> = {}) {
  const before = (await stage.writes()).length;
  const run = await stage.run({ ...INPUTS, ...inputs });
  expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  const text = run.outputs['result'];
  return { run, result: text === undefined ? undefined : (JSON.parse(text) as Inspected) };
}

describe('after a release', () => {
  test('tells the pool, its version, the VHD and who made them; nothing is unused', async () => {
    await stage.control.reset(world());
    const released = await stage.run();
    expectSuccess(released);
    const { run, result } = await inspect();
    expectSuccess(run);
    expect(result).toMatchObject({ schemaVersion: 1, mode: 'inspect', outcome: 'inspected', changed: false });
    expect(result?.pools).toMatchObject([
      {
        id: 'render-1-4-0',
        vhds: [{ url: released.outputs['vhd-url'] }],
        origin: { repository: 'contoso/render-images' },
      },
    ]);
    expect(result?.imageVersions.map(({ use }) => use.kind)).toEqual(['used']);
    expect(result?.vhds.map(({ use }) => use.kind)).toEqual(['used']);
    expect(run.outputs['changed']).toBe('false');
    expect(run.stdout).toContain('render-1-4-0');
    expect(run.summary).toContain('1 pool in Batch account batchrender');
    expect(run.summary).toContain('batch.node.ubuntu 24.04');
  });

  test('a version that no pool uses any more is named, and so is its VHD', async () => {
    await stage.control.reset(world());
    expectSuccess(await stage.run());
    expectSuccess(await stage.run({ 'image-version': '1.5.0' }));
    const { result } = await inspect();
    expect(result?.pools.map(({ id }) => id).sort()).toEqual(['render-1-4-0', 'render-1-5-0']);
    expect(result?.imageVersions.map(({ version }) => version).sort()).toEqual(['1.4.0', '1.5.0']);
  });
});

test('a world of many kinds of pools is told whole', async () => {
  const scenario = parse(readFileSync(join(BOOK, 'grown-account.yaml'), 'utf8')) as object;
  await stage.control.reset(scenario);
  const { run, result } = await inspect();
  expectSuccess(run);
  expect(new Set(result?.pools.map(({ image }) => image.kind)).size).toBeGreaterThan(3);
  for (const { id } of result?.pools ?? []) {
    expect(run.stdout).toContain(id);
    expect(run.summary).toContain(id);
  }
});

test('an account without pools has none', async () => {
  await stage.control.reset(world());
  const { run, result } = await inspect();
  expectSuccess(run);
  expect(result?.pools).toEqual([]);
  expect(run.summary).toContain('0 pools in Batch account batchrender');
});

describe('refused', () => {
  test('an account that is not there', async () => {
    await stage.control.reset(world());
    const { run } = await inspect({ 'batch-account': 'nowhere' });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(
      /batch-account: found no Batch account .*\/nowhere; expected a Batch account that exists/,
    );
  });

  test('inputs that mean something only when an image is made', async () => {
    await stage.control.reset(world());
    const { run } = await inspect({ 'vm-name': 'vm-golden', 'wait-for': 'none' });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('vm-name: found `vm-golden`; expected nothing, because `mode` is `inspect`');
    expect(run.stdout).toContain('wait-for: found `none`; expected nothing');
    expect(await stage.control.log()).toEqual([]);
  });

  test('nothing to look at', async () => {
    await stage.control.reset(world());
    const { run } = await inspect({ 'batch-account': undefined });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('batch-account: found nothing');
  });
});
