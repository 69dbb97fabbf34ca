// A VHD file on the runner: scanned, uploaded where it holds data, and continued after an interruption.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { copyFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { createVhdFiles } from './vhd-files.ts';
import { AGENT_POOL_SPEC, world } from './worlds.ts';

const stage = createStage();
const vhds = createVhdFiles(stage);
const INPUTS = {
  'vm-name': undefined,
  'image-definition': 'golden',
  'os-type': 'Linux',
  'hyper-v-generation': 'V1',
  'pool-spec': AGENT_POOL_SPEC,
};

let file = '';
beforeAll(async () => {
  file = await vhds.write('upload', 64);
});

function pagesWritten(writes: readonly { readonly url: string }[]): number {
  return writes.filter(({ url }) => url.includes('comp=page') && url.includes('strender')).length;
}

describe('a fixed VHD', () => {
  test('is uploaded where it holds data, and comes back byte for byte', async () => {
    await stage.control.reset(world());
    const run = await stage.run({ ...INPUTS, 'vhd-file': file });
    expectSuccess(run);
    const held = await holdingsOf(stage.control);
    const vhd = held.vhds()['golden-osDisk'];
    expect(vhd).toMatchObject({ url: run.outputs['vhd-url'], leaseState: 'available' });
    expect(vhd?.metadata).toMatchObject({ abip_source: basename(file), abip_state: 'complete', abip_disk: 'os' });
    expect(vhd?.allocatedBytes).toBeLessThan(2 * 1024 * 1024);
    expect(await vhds.difference(run.outputs['vhd-url'], file)).toBeUndefined();
    expect(JSON.stringify(held.find('/versions/1.4.0'))).toContain(run.outputs['vhd-url']);
    expect(run.outputs['pool-id']).toBe('render-1-4-0');
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('a second run writes nothing; the same bytes under another name are the same VHD', async () => {
    await stage.control.reset(world());
    const first = await stage.run({ ...INPUTS, 'vhd-file': file });
    const before = (await stage.writes()).length;
    const copy = join(vhds.folder, 'same.vhd');
    copyFileSync(file, copy);
    const second = await stage.run({ ...INPUTS, 'vhd-file': copy });
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    expect(second.outputs['vhd-url']).toBe(first.outputs['vhd-url']);
  });

  test('an upload that broke off goes on where it ended', async () => {
    const faults = [
      { match: { method: 'PUT', url: 'strender.*comp=page' }, skip: 2, times: 1, do: { kind: 'answer', status: 403 } },
    ];
    await stage.control.reset(world({ scenario: { faults } }));
    const first = await stage.run({ ...INPUTS, 'vhd-file': file });
    expect(first.exitCode).toBe(1);
    expect(first.outputs['vhd-url']).toBeUndefined();
    const writes = await stage.writes();
    const second = await stage.run({ ...INPUTS, 'vhd-file': file });
    expectSuccess(second);
    const whole = pagesWritten(writes) + pagesWritten((await stage.writes()).slice(writes.length));
    expect(pagesWritten((await stage.writes()).slice(writes.length))).toBeLessThan(whole);
    expect(await vhds.difference(second.outputs['vhd-url'], file)).toBeUndefined();
  });
});

describe('refused before any write', () => {
  async function refusal(path: string, inputs: Readonly<Record<string, string>> = {}): Promise<string> {
    await stage.control.reset(world());
    const run = await stage.run({ ...INPUTS, 'vhd-file': path, ...inputs });
    expect(run.exitCode).toBe(1);
    expect((await stage.writes()).map(brief)).toEqual([]);
    return run.stdout;
  }

  test('a file that is not there', async () => {
    expect(await refusal(join(vhds.folder, 'none.vhd'))).toContain('vhd-file: found');
  });

  test.each([
    ['a qcow2 image', Buffer.from([0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3]), 'qemu-img convert -f qcow2 -O vpc'],
    ['a VHDX', Buffer.from('vhdxfile'), 'qemu-img convert -f vhdx -O vpc'],
    ['a raw disk', Buffer.from('no format'), 'qemu-img convert -f raw -O vpc'],
  ])('%s, with the command that converts it', async (_what, head, command) => {
    const path = join(vhds.folder, 'other.img');
    writeFileSync(path, Buffer.concat([head, Buffer.alloc(64 * 1024 - head.length)]));
    expect(await refusal(path)).toContain(command);
  });

  test('a VHD that was cut', async () => {
    const path = join(vhds.folder, 'cut.vhd');
    copyFileSync(file, path);
    truncateSync(path, 32 * 1024 * 1024);
    expect(await refusal(path)).toContain('vhd-file: found');
  });

  test('export-vhd: false, because a file is nowhere else to be read', async () => {
    expect(await refusal(file, { 'export-vhd': 'false' })).toContain('because the source is `vhd-file`');
  });
});
