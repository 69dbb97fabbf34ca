import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/azure/arm.ts';
import { describe as inWords } from '../../src/azure/errors.ts';
import { hintFor } from '../../src/azure/hints.ts';
import { deallocate, generalize, readVirtualMachine } from '../../src/azure/virtual-machines.ts';
import { captureVhds } from '../../src/azure/vm-capture.ts';
import { VM } from '../simulator/wired.ts';
import { fakeArm, type Answer } from './fake-arm.ts';
import { after, fakeHost } from './fake-host.ts';
import { createSimulated } from './simulated.ts';

const target = { containerName: 'images', vhdPrefix: 'golden', overwrite: false };
const wait = { deadline: after(10), what: 'capture' };
const ROOT = 'http://acct.blob.core.windows.net/system/Microsoft.Compute/Images/images';

const templateOf = (storageProfile: JsonObject): JsonObject => ({
  $schema: 'http://schema.management.azure.com/schemas/2014-04-01-preview/VM_IP.json',
  resources: [{ type: 'Microsoft.Compute/virtualMachines', properties: { storageProfile } }],
});
const whole = templateOf({
  osDisk: { osType: 'Linux', image: { uri: `${ROOT}/golden-osDisk.1.vhd` } },
  dataDisks: [{ lun: 4, image: { uri: `${ROOT}/golden-datadisk-4.1.vhd` } }],
});
const operation = 'https://management.azure.com/operations/1';
const location = `${operation}?monitor=true`;
const capture = async (answers: readonly Answer[]) => captureVhds(fakeArm(fakeHost(), answers), '/vm', target, wait);

describe('a capture', () => {
  test('asks for blobs below its container and prefix', async () => {
    const arm = fakeArm(fakeHost(), [{ body: whole }]);
    await captureVhds(arm, '/vm', target, wait);
    expect(arm.calls()).toEqual(['POST /vm/capture?api-version=2024-07-01']);
    expect(arm.asked[0]?.body).toEqual({
      vhdPrefix: 'golden',
      destinationContainerName: 'images',
      overwriteVhds: false,
    });
  });
  test.each<readonly [string, readonly Answer[]]>([
    ['at the Location', [{ status: 202, headers: { location } }, { status: 202, headers: {} }, { body: whole }]],
    [
      'in the operation’s record',
      [
        { status: 202, headers: { 'azure-asyncoperation': operation } },
        { body: { status: 'InProgress' } },
        { body: { status: 'Succeeded', properties: { output: whole } } },
      ],
    ],
    [
      'at the Location, in a record',
      [
        { status: 202, headers: { 'azure-asyncoperation': operation, location } },
        { body: { status: 'Succeeded' } },
        { body: { status: 'Succeeded', properties: { output: whole } } },
      ],
    ],
  ])('finds its template %s, and the VHDs by https', async (_, answers) => {
    const https = ROOT.replace('http:', 'https:');
    expect(await capture(answers)).toEqual({
      template: whole,
      os: { url: `${https}/golden-osDisk.1.vhd` },
      data: [{ lun: 4, url: `${https}/golden-datadisk-4.1.vhd` }],
    });
  });
  test.each<readonly [string, JsonObject | undefined, string]>([
    ['is absent', undefined, 'names no image of the OS disk'],
    ['names no image', templateOf({ osDisk: { vhd: { uri: 'https://a/vhds/os.vhd' } } }), 'no image of the OS disk'],
    [
      'leaves a data disk out',
      templateOf({ osDisk: { image: { uri: `${ROOT}/os.vhd` } }, dataDisks: [{ lun: 7, createOption: 'Empty' }] }),
      'no image of the data disk at LUN 7',
    ],
  ])('whose template %s is an error that says so', async (_, body, text) => {
    const error: unknown = await capture([{ body }]).catch((found: unknown) => found);
    expect(error).toMatchObject({ service: 'ARM', code: 'CapturedImageMissing', operation: 'POST /vm/capture' });
    expect(inWords(error)).toContain(text);
  });
});

describe('in the simulated Azure', () => {
  const simulated = createSimulated();
  const book = readFileSync(join(import.meta.dirname, '../../simulator/scenarios/unmanaged-vm.yaml'), 'utf8');
  const { changes } = parse(book) as { readonly changes: readonly object[] };
  const vhd = (name: string): object => ({
    vhd: { uri: `http://strender.blob.core.windows.net/vhds/${name}.vhd` },
    diskSizeGB: 1,
  });
  const enterOld = async (): Promise<void> => {
    const storageProfile = { osDisk: vhd('os'), dataDisks: [{ lun: 2, caching: 'None', ...vhd('data') }] };
    await simulated.enter({ changes: [...changes, { id: VM, body: { properties: { storageProfile } } }] });
  };
  const refusal = async (): Promise<unknown> =>
    captureVhds(simulated.connected().arm, VM, target, soon()).catch((error: unknown) => error);
  const soon = () => ({ deadline: new Date(Date.now() + 600_000), what: 'capture' });

  test('a VM of old becomes VHDs that are there', async () => {
    await enterOld();
    const { arm, blobs } = simulated.connected();
    expect(await readVirtualMachine(arm, VM)).toMatchObject({ osDisk: { kind: 'unmanaged' } });
    await deallocate(arm, VM, soon());
    await generalize(arm, VM);
    const captured = await captureVhds(arm, VM, target, soon());
    const name = (disk: string): RegExp =>
      new RegExp(
        `^https://strender\\.blob\\.core\\.windows\\.net/system/Microsoft\\.Compute/Images/images/golden-${disk}\\.[0-9a-f-]{36}\\.vhd$`,
      );
    expect(captured).toMatchObject({
      template: { resources: [{ type: 'Microsoft.Compute/virtualMachines' }] },
      os: { url: expect.stringMatching(name('osDisk')) },
      data: [{ lun: 2, url: expect.stringMatching(name('datadisk-2')) }],
    });
    expect(JSON.stringify(captured.template)).toContain('"uri":"http://strender');
    for (const { url } of [captured.os, ...captured.data]) {
      const found = await (await blobs.openUrl(url)).properties();
      expect(found).toMatchObject({ blobType: 'PageBlob', length: 1024 ** 3 + 512 });
    }
  });
  test('one that is not generalized is refused with the way on', async () => {
    await enterOld();
    const error = await refusal();
    expect(error).toMatchObject({ status: 409, code: 'OperationNotAllowed' });
    expect(hintFor(error)).toContain('capture-mode generalize');
  });
  test('one of today is refused with the way on', async () => {
    await simulated.enter();
    expect(hintFor(await refusal())).toContain('leave capture-mode at snapshot');
  });
  test('a cloud without unmanaged disks is told apart, with both ways out', async () => {
    await enterOld();
    const body = {
      error: { code: 'BadRequest', message: 'Unmanaged disks have been retired. Please migrate to Managed Disks.' },
    };
    await simulated.control.addFaults([
      { match: { method: 'POST', url: '/capture' }, times: 1, do: { kind: 'answer', status: 400, body } },
    ]);
    const error = await refusal();
    expect(error).toMatchObject({ status: 400, code: 'BadRequest' });
    expect(hintFor(error)).toMatch(/az vm convert.*snapshot.*vhd-url/);
  });
});
