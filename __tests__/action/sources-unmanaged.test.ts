// A VM of 2017: unmanaged disks, captured by Azure itself.
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { createVhdFiles } from './vhd-files.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();
const vhds = createVhdFiles(stage);
const OS_URL = 'https://strender.blob.core.windows.net/vhds/vm-golden-os.vhd';
const DATA_URL = 'https://strender.blob.core.windows.net/vhds/vm-golden-data.vhd';
const INPUTS = { 'capture-mode': 'generalize' };

let osFile = '';
let dataFile = '';
beforeAll(async () => {
  osFile = await vhds.write('old-os', 32);
  dataFile = await vhds.write('old-data', 24);
});

/** The VM's disks are blobs; the files are behind them. */
async function enter({ dataDisk = false, ...scenario }: { dataDisk?: boolean; faults?: object } = {}): Promise<void> {
  const blobDisk = (name: string, uri: string) => ({ name, managedDisk: null, vhd: { uri }, diskSizeGB: 1 });
  const osDisk = blobDisk('vm-golden-os', OS_URL);
  const data = { ...blobDisk('vm-golden-data', DATA_URL), lun: 2, caching: 'ReadOnly', createOption: 'Attach' };
  const storageProfile = { osDisk, ...(dataDisk && { dataDisks: [data] }) };
  await stage.control.reset(world({ vm: { properties: { storageProfile } }, without: [IDS.osDisk], scenario }));
  await vhds.upload(osFile, OS_URL);
  if (dataDisk) await vhds.upload(dataFile, DATA_URL);
}

describe('a VM with unmanaged disks', () => {
  beforeEach(async () => enter());

  test('is stopped, flagged and captured; its VHD feeds the version, byte for byte', async () => {
    const before = (await stage.writes()).length;
    const run = await stage.run(INPUTS);
    expectSuccess(run);

    const order = (await stage.writes()).slice(before).map(brief);
    const at = (line: string): number => order.indexOf(line);
    expect(at('POST vm-golden/deallocate')).toBeLessThan(at('POST vm-golden/generalize'));
    expect(at('POST vm-golden/generalize')).toBeLessThan(at('POST vm-golden/capture'));
    expect(at('POST vm-golden/capture')).toBeLessThan(at('PUT versions/1.4.0'));
    expect(order.some((line) => line.includes('snapshots/'))).toBe(false);

    const held = await holdingsOf(stage.control);
    const url = run.outputs['vhd-url'] ?? '';
    expect(url).toMatch(
      /^https:\/\/strender\.blob\.core\.windows\.net\/system\/Microsoft\.Compute\/Images\/batchimages\/vm-golden-osDisk\.[0-9a-f-]{36}\.vhd$/,
    );
    expect(await vhds.difference(url, osFile)).toBeUndefined();
    expect(held.vhds()['vm-golden-osDisk']?.metadata).toMatchObject({
      abip_kind: 'product',
      abip_state: 'complete',
      abip_disk: 'os',
      abip_source: IDS.vm,
    });
    expect(JSON.stringify(held.find('/versions/1.4.0'))).toContain(url);
    expect(held.find('/images/vm-golden')).toMatchObject({ properties: { hyperVGeneration: 'V1' } });
    expect(run.outputs['pool-id']).toBe('render-1-4-0');
    expect(run.stdout).toContain('a gallery takes no VM with unmanaged disks');
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('a second run writes nothing and names the same VHD', async () => {
    const first = await stage.run(INPUTS);
    const before = (await stage.writes()).length;
    const second = await stage.run(INPUTS);
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    expect(second.outputs).toMatchObject({ changed: 'false', 'vhd-url': first.outputs['vhd-url'] });
  });

  test('the template that Azure answers is saved where template-path says', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'template-'));
    try {
      const run = await stage.run({ ...INPUTS, 'template-path': 'out/template.json' }, { workspace });
      expectSuccess(run);
      const template = JSON.parse(readFileSync(join(workspace, 'out/template.json'), 'utf8')) as {
        readonly resources: readonly {
          readonly properties: { readonly storageProfile: { readonly osDisk: object } };
        }[];
      };
      expect(template.resources[0]?.properties.storageProfile.osDisk).toMatchObject({
        image: { uri: run.outputs['vhd-url'] },
      });
    } finally {
      rmSync(workspace, { recursive: true });
    }
  });

  test('needs capture-mode: generalize, and nothing is written', async () => {
    const before = (await stage.writes()).length;
    const run = await stage.run();
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('Azure retired unmanaged disks on 2026-03-31');
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });
});

test('data disks are captured with it, and lie in the version under their LUNs', async () => {
  await enter({ dataDisk: true });
  const run = await stage.run(INPUTS);
  expectSuccess(run);
  const { vhds: reported } = JSON.parse(run.outputs['result'] ?? '') as {
    readonly vhds: readonly { readonly disk: string | number; readonly url: string }[];
  };
  const urlOf = (disk: string | number): string | undefined => reported.find((one) => one.disk === disk)?.url;
  expect(await vhds.difference(urlOf('os'), osFile)).toBeUndefined();
  expect(await vhds.difference(urlOf(2), dataFile)).toBeUndefined();
  const version = JSON.stringify((await holdingsOf(stage.control)).find('/versions/1.4.0'));
  expect(version).toContain(`"lun":2`);
  expect(version).toContain(urlOf(2));
});

test('a run that ended after the capture goes on with it, and captures no second time', async () => {
  await enter({
    faults: [{ match: { method: 'PUT', url: '/versions/1\\.4\\.0' }, do: { kind: 'answer', status: 403 } }],
  });
  const first = await stage.run(INPUTS);
  expect(first.exitCode).toBe(1);
  expect(first.outputs['vhd-url']).toBeDefined();
  const before = (await stage.writes()).length;
  const second = await stage.run(INPUTS);
  expectSuccess(second);
  expect((await stage.writes()).slice(before).map(brief)).not.toContain('POST vm-golden/capture');
  expect(second.outputs['vhd-url']).toBe(first.outputs['vhd-url']);
});

test('a cloud that captures no more is named, with the way out', async () => {
  const error = { code: 'OperationNotAllowed', message: 'Unmanaged disks are retired.' };
  await enter({
    faults: [{ match: { method: 'POST', url: '/capture' }, do: { kind: 'answer', status: 409, body: { error } } }],
  });
  const run = await stage.run(INPUTS);
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain('az vm convert');
});
