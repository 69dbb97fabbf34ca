// A VM of old whose OS disk has real bytes: its blob and the capture of it hold them.
import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createAzureClient } from '../../../runner/azure-client.ts';
import { downloadPageBlob, firstDifference } from '../../../runner/page-blob.ts';
import { writeVhd } from '../../../runner/vhd.ts';
import { loadScenarioFile, parseScenario } from '../../../simulator/scenario/load.ts';
import { withOsDisk } from '../../../simulator/seed.ts';
import { createWired, VM } from '../wired.ts';

const wired = createWired();
const BOOK = join(import.meta.dirname, '../../../simulator/scenarios');
const world = parse(readFileSync(join(BOOK, 'unmanaged-vm.yaml'), 'utf8')) as { readonly changes: readonly object[] };
const directory = mkdtempSync(join(tmpdir(), 'blob-disks-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('the VHD is behind the blob, and in the capture', async () => {
  const vhd = await writeVhd(join(directory, 'os.vhd'), 24 * 1024 * 1024);
  await wired.enter({ changes: [...world.changes, { id: VM, disk: vhd.path }] });
  await wired.arm('POST', `${VM}/deallocate`);
  await wired.arm('POST', `${VM}/generalize`);
  const input = { vhdPrefix: 'golden', destinationContainerName: 'images', overwriteVhds: false };
  const { body } = await wired.operation('POST', `${VM}/capture`, input);
  const [captured = ''] = /https:[^"]*\/golden-osDisk\.[0-9a-f-]+\.vhd/.exec(JSON.stringify(body)) ?? [];
  const client = createAzureClient(wired.environment);
  for (const url of ['https://strender.blob.core.windows.net/vhds/vm-golden-os.vhd', captured]) {
    const copy = join(directory, 'copy.vhd');
    await downloadPageBlob(client, url, copy);
    expect(await firstDifference(vhd.path, copy)).toBeUndefined();
  }
  client.close();
});

test('what is no VHD does not go behind the blob', async () => {
  const file = join(directory, 'no.vhd');
  writeFileSync(file, Buffer.alloc(2048));
  const entered = wired.enter({ changes: [...world.changes, { id: VM, disk: file }] });
  await expect(entered).rejects.toThrow(`${VM}: disk: ${file} is not a fixed VHD`);
  await wired.enter();
});

test('a VHD given on the command line goes behind the VM, of its size', async () => {
  const vhd = await writeVhd(join(directory, 'given.vhd'), 8 * 1024 * 1024);
  const scenario = withOsDisk(await loadScenarioFile(join(BOOK, 'unmanaged-vm.yaml')), vhd.path);
  expect(scenario.resources.find(({ id }) => id === VM)).toMatchObject({
    disk: vhd.path,
    body: { properties: { storageProfile: { osDisk: { diskSizeGB: 1 } } } },
  });
});

test.each([
  ['no VM', { id: VM, remove: true }],
  ['a VM without an OS disk', { id: VM, body: { properties: { storageProfile: { osDisk: { managedDisk: null } } } } }],
])('a world with %s has no place for a VHD', async (_, change) => {
  const scenario = await parseScenario({ changes: [change] }, 'test');
  expect(() => withOsDisk(scenario, 'os.vhd')).toThrow('The scenario has no VM with an OS disk to put the VHD on.');
});
