import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAzureClient } from '../../runner/azure-client.ts';
import { downloadPageBlob, firstDifference } from '../../runner/page-blob.ts';
import { checkVhd, writeVhd } from '../../runner/vhd.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf, type Vhd } from './holdings.ts';
import { dataDisks, IDS, world } from './worlds.ts';

const MIB = 1024 * 1024;
const stage = createStage();

let folder = '';
const files = { os: '', scratch: '', fonts: '' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'variety-disks-'));
  const write = async (name: string, mib: number): Promise<string> =>
    (await writeVhd(join(folder, `${name}.vhd`), mib * MIB, `the ${name} disk`)).path;
  files.os = await write('os', 48);
  files.scratch = await write('scratch', 20);
  files.fonts = await write('fonts', 9);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a blob back and says where it differs from the file; undefined when it does not. */
async function differenceFrom(vhd: Vhd | undefined, file: string): Promise<string | undefined> {
  if (vhd === undefined) return 'there is no such VHD';
  const client = createAzureClient(stage.environment);
  const copy = join(folder, 'copy.vhd');
  try {
    await downloadPageBlob(client, vhd.url, copy);
    expect(await checkVhd(copy)).toEqual([]);
    return await firstDifference(file, copy);
  } finally {
    client.close();
  }
}

const twoDisks = () =>
  dataDisks([
    { lun: 0, name: 'vm-golden-scratch', file: files.scratch },
    { lun: 5, name: 'vm-golden-fonts', file: files.fonts },
  ]);

/** The sources of a version as `{lun or 'os': the disk's part of the snapshot name}`. */
function sourcesOf(version: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, string>> {
  const profile = (version?.['properties'] as { readonly storageProfile: StorageProfile }).storageProfile;
  const roleOf = (id: string): string => id.replace(/^.*\/abip-[0-9a-f]{20}-/, '');
  return Object.fromEntries([
    ['os', roleOf(profile.osDiskImage.source.id)],
    ...(profile.dataDiskImages ?? []).map(({ lun, source }) => [String(lun), roleOf(source.id)] as const),
  ]);
}

interface StorageProfile {
  readonly osDiskImage: { readonly source: { readonly id: string } };
  readonly dataDiskImages?: readonly { readonly lun: number; readonly source: { readonly id: string } }[];
}

describe('a VM with real disks', () => {
  test('the OS disk comes back byte for byte, and only what holds data has moved', async () => {
    await stage.control.reset(world({ osDiskFile: files.os }));
    const run = await stage.run();
    expectSuccess(run);

    const held = await holdingsOf(stage.control);
    const vhd = held.vhds()['vm-golden-osDisk'];
    expect(vhd).toMatchObject({
      url: run.outputs['vhd-url'],
      bytes: 48 * MIB + 512,
      leaseState: 'available',
      metadata: { abip_schema: '1', abip_kind: 'product', abip_state: 'complete' },
    });
    expect(await differenceFrom(vhd, files.os)).toBeUndefined();
    expect(vhd?.allocatedBytes).toBeLessThan(MIB);
    expect(run.stdout).toMatch(/export os: moved \d+ KiB of 48 MiB/);
    expect(run.summary).toMatch(/\d+ KiB of 48 MiB/);
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('data disks become part of the version under their LUNs, and VHDs with their own bytes', async () => {
    const { vm, more } = twoDisks();
    await stage.control.reset(world({ osDiskFile: files.os, vm, more }));
    const run = await stage.run();
    expectSuccess(run);

    const held = await holdingsOf(stage.control);
    expect(sourcesOf(held.find('/versions/1.4.0'))).toEqual({ os: 'os', 0: 'data-0', 5: 'data-5' });
    const vhds = held.vhds();
    expect(Object.keys(vhds).sort()).toEqual(['vm-golden-dataDisk-0', 'vm-golden-dataDisk-5', 'vm-golden-osDisk']);
    expect(await differenceFrom(vhds['vm-golden-osDisk'], files.os)).toBeUndefined();
    expect(await differenceFrom(vhds['vm-golden-dataDisk-0'], files.scratch)).toBeUndefined();
    expect(await differenceFrom(vhds['vm-golden-dataDisk-5'], files.fonts)).toBeUndefined();
    expect(Object.values(vhds).map(({ metadata }) => metadata['abip_state'])).toEqual(Array(3).fill('complete'));
    expect(run.outputs['vhd-url']).toBe(vhds['vm-golden-osDisk']?.url);
    const { vhds: reported } = JSON.parse(run.outputs['result'] ?? '') as { vhds: readonly { disk: unknown }[] };
    expect(reported.map(({ disk }) => disk)).toEqual(expect.arrayContaining(['os', 0, 5]));
    expect(held.keys(/\/snapshots\//)).toEqual([]);
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('data-disks: exclude leaves them out of snapshots, version and VHDs', async () => {
    const { vm, more } = twoDisks();
    await stage.control.reset(world({ osDiskFile: files.os, vm, more }));
    const run = await stage.run({ 'data-disks': 'exclude' });
    expectSuccess(run);

    const held = await holdingsOf(stage.control);
    expect(sourcesOf(held.find('/versions/1.4.0'))).toEqual({ os: 'os' });
    expect(Object.keys(held.vhds())).toEqual(['vm-golden-osDisk']);
    expect((await stage.writes()).map(brief).filter((line) => line.startsWith('PUT snapshots/'))).toHaveLength(1);
  });

  test('a second run with data disks writes nothing and names the same VHD', async () => {
    const { vm, more } = twoDisks();
    await stage.control.reset(world({ osDiskFile: files.os, vm, more }));
    const first = await stage.run();
    const before = (await stage.writes()).length;
    const second = await stage.run();
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    expect(second.outputs).toMatchObject({ changed: 'false', 'vhd-url': first.outputs['vhd-url'] });
  });

  test('a data disk larger than an image version takes is refused before any write', async () => {
    const { vm, more } = dataDisks([{ lun: 1, name: 'vm-golden-archive', gib: 2048 }]);
    await stage.control.reset(world({ vm, more }));
    const run = await stage.run();
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('data-disks: exclude');
    expect(await stage.writes()).toEqual([]);
  });
});

describe('capture-mode: generalize with data disks', () => {
  test('flags the VM after all snapshots, and captures every disk', async () => {
    const { vm, more } = twoDisks();
    await stage.control.reset(world({ osDiskFile: files.os, vm, more }));
    const run = await stage.run({ 'capture-mode': 'generalize' });
    expectSuccess(run);

    const order = (await stage.writes()).map(brief);
    const flag = order.indexOf('POST vm-golden/generalize');
    const snapshots = order.flatMap((line, index) => (line.startsWith('PUT snapshots/') ? [index] : []));
    expect(snapshots).toHaveLength(3);
    expect(Math.max(...snapshots)).toBeLessThan(flag);
    const held = await holdingsOf(stage.control);
    expect(Object.keys(held.vhds())).toHaveLength(3);
    expect(JSON.stringify(held.find(IDS.vm))).toContain('OSState/generalized');
  });

  test('a second run writes nothing', async () => {
    await stage.control.reset(world({ osDiskFile: files.os }));
    await stage.run({ 'capture-mode': 'generalize' });
    const before = (await stage.writes()).length;
    const second = await stage.run({ 'capture-mode': 'generalize' });
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    expect(second.outputs['changed']).toBe('false');
  });
});

describe('export-vhd: false', () => {
  test('makes no blob and opens no disk; a second run writes nothing', async () => {
    await stage.control.reset(world({ osDiskFile: files.os }));
    const run = await stage.run({ 'export-vhd': 'false' });
    expectSuccess(run);
    expect(run.outputs['vhd-url']).toBeUndefined();
    expect(run.outputs['pool-id']).toBe('render-1-4-0');
    const held = await holdingsOf(stage.control);
    expect(held.keys(/blob\.core\.windows\.net/)).toEqual([]);
    const writes = await stage.writes();
    expect(writes.map(brief).filter((line) => /beginGetAccess|blob/.test(line))).toEqual([]);

    const second = await stage.run({ 'export-vhd': 'false' });
    expectSuccess(second);
    expect((await stage.writes()).slice(writes.length).map(brief)).toEqual([]);
    expect(second.outputs['changed']).toBe('false');
  });

  test('needs no storage account at all', async () => {
    await stage.control.reset(
      world({ batch: { properties: { autoStorage: null } }, without: [IDS.storage], osDiskFile: files.os }),
    );
    const run = await stage.run({ 'export-vhd': 'false' });
    expectSuccess(run);
    expect(run.outputs['pool-id']).toBe('render-1-4-0');
  });
});
