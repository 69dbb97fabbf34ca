// Points 5 and 7 to 10: operations with a result, access to the bytes of a disk, and how a VHD gets into a storage account.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { BLOBS, COMPUTE, createWired, GALLERY, OS_DISK, STORAGE, VM, type Answer } from '../wired.ts';

const wired = createWired();
const { arm, ask, blob, operation } = wired;

const SNAPSHOT = `${COMPUTE}/snapshots/s`;
const GIB = 1024 ** 3;
const TARGET = `${BLOBS}/vhds/golden.vhd`;
const READ = { access: 'Read', durationInSeconds: 600 };

async function snapshotOf(): Promise<void> {
  const properties = { creationData: { createOption: 'Copy', sourceResourceId: OS_DISK }, incremental: false };
  await operation('PUT', SNAPSHOT, { location: 'westeurope', properties });
}

async function grant(id: string = SNAPSHOT): Promise<string> {
  const { body } = await operation('POST', `${id}/beginGetAccess`, READ);
  return (body as { properties: { output: { accessSAS: string } } }).properties.output.accessSAS;
}

const copyStatus = async (): Promise<Answer> => blob('HEAD', TARGET);

describe('an operation with a result', () => {
  test('point 5: has two URLs: one tells its state with 200, the other answers 202 until it has the result', async () => {
    await wired.enter({ profile: 'realistic' });
    const accepted = await arm('POST', `${VM}/deallocate`);
    expect(accepted.status).toBe(202);
    const [status, result] = [accepted.headers['azure-asyncoperation'], accepted.headers['location']].map(String);
    const running = await ask(status ?? '', { audience: 'arm' });
    expect([running.status, running.body]).toEqual([200, expect.objectContaining({ status: 'InProgress' })]);
    expect((await ask(result ?? '', { audience: 'arm' })).status).toBe(202);

    await wired.enter({
      changes: [{ id: VM, body: { properties: { instanceView: { statuses: [{ code: 'PowerState/deallocated' }] } } } }],
    });
    const granted = await arm('POST', `${OS_DISK}/beginGetAccess`, READ);
    const ended = await ask(String(granted.headers['azure-asyncoperation']), { audience: 'arm' });
    const { accessSAS } = (ended.body as { properties: { output: { accessSAS: string } } }).properties.output;
    expect(ended).toMatchObject({ status: 200, body: { status: 'Succeeded' } });
    expect(await ask(String(granted.headers['location']), { audience: 'arm' })).toMatchObject({
      status: 200,
      body: { accessSAS },
    });
  });
});

describe('access to a disk', () => {
  beforeEach(async () => {
    await wired.enter();
    await arm('POST', `${VM}/deallocate`);
  });

  test('point 7: blocks the start of its VM and the deletion of the disk until it is given back', async () => {
    await grant(OS_DISK);
    const text = 'There is an active shared access signature outstanding for disk vm-golden_OsDisk_1.';
    const start = await arm('POST', `${VM}/start`);
    expect([start.status, start.body]).toMatchObject([409, { error: { message: expect.stringContaining(text) } }]);
    await arm('DELETE', VM);
    const remove = await arm('DELETE', OS_DISK);
    expect([remove.status, remove.body]).toMatchObject([409, { error: { message: expect.stringContaining(text) } }]);
    expect((await arm('GET', OS_DISK)).body).toMatchObject({ properties: { diskState: 'ActiveSAS' } });
    await arm('POST', `${OS_DISK}/endGetAccess`);
    expect((await arm('DELETE', OS_DISK)).status).toBe(202);
  });

  test('point 7: is listed as left behind, and its end lets the VM start', async () => {
    await grant(OS_DISK);
    expect(await wired.control.leftovers()).toMatchObject([{ kind: 'grant' }]);
    await arm('POST', `${OS_DISK}/endGetAccess`);
    expect(await wired.control.leftovers()).toEqual([]);
    expect((await arm('POST', `${VM}/start`)).status).toBe(202);
  });

  test('point 8: is a signed URL at a host of its own, for a blob called abcd', async () => {
    const sas = await grant(OS_DISK);
    expect(sas).toMatch(/^https:\/\/md-[a-z0-9]+\.z\d+\.blob\.storage\.azure\.net\/[a-z0-9]+\/abcd\?.*\bsig=[^&]{20,}/);
    const { status, headers } = await ask(sas, { method: 'HEAD' });
    expect([status, headers['x-ms-blob-type'], headers['content-length']]).toEqual([
      200,
      'PageBlob',
      String(4 * GIB + 512),
    ]);
    const signature = new URL(sas).searchParams.get('sig') ?? '';
    const log = JSON.stringify(await wired.control.log());
    expect(log).toContain('/abcd?');
    expect([log.includes(signature), log.includes(encodeURIComponent(signature))]).toEqual([false, false]);

    await arm('POST', `${OS_DISK}/endGetAccess`);
    expect(await ask(sas, { method: 'HEAD' })).toMatchObject({ status: 403 });
  });
});

describe('a VHD in a storage account', () => {
  const prepare = async (scenario: object = {}): Promise<void> => {
    await wired.enter(scenario);
    await snapshotOf();
    await blob('PUT', `${BLOBS}/vhds?restype=container`);
  };
  beforeEach(async () => prepare());

  test('point 9: is copied by the service, pending for a while, and then is a page blob', async () => {
    await prepare({ profile: 'quick' });
    const begun = await blob('PUT', TARGET, { headers: { 'x-ms-copy-source': await grant() } });
    expect([begun.status, begun.headers['x-ms-copy-status']]).toEqual([202, 'pending']);
    let seen = await copyStatus();
    while (seen.headers['x-ms-copy-status'] === 'pending') seen = await copyStatus();
    expect(seen.headers).toMatchObject({
      'x-ms-copy-status': 'success',
      'x-ms-copy-progress': `${4 * GIB + 512}/${4 * GIB + 512}`,
      'x-ms-blob-type': 'PageBlob',
    });
  });

  test('point 9: is copied in page ranges of at most 4 MiB', async () => {
    const source = await grant();
    const put = (range: string): Promise<Answer> =>
      blob('PUT', `${TARGET}?comp=page`, {
        headers: {
          'x-ms-page-write': 'update',
          'x-ms-range': range,
          'x-ms-source-range': range,
          'x-ms-copy-source': source,
        },
      });
    await blob('PUT', TARGET, {
      headers: { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': String(4 * GIB + 512) },
    });
    expect((await put(`bytes=${4 * GIB}-${4 * GIB + 511}`)).status).toBe(201);
    expect((await put(`bytes=0-${4 * 1024 ** 2 - 1}`)).status).toBe(201);
    expect((await put(`bytes=0-${4 * 1024 ** 2 + 511}`)).status).toBe(413);
    expect((await put('bytes=1-512')).status).toBe(416);
  });

  test('point 9: is not made by the synchronous copy', async () => {
    const { status, headers } = await blob('PUT', TARGET, {
      headers: { 'x-ms-copy-source': await grant(), 'x-ms-requires-sync': 'true' },
    });
    expect([status, headers['x-ms-error-code']]).toEqual([409, 'InvalidBlobType']);
  });

  test.each([
    [
      'aborted',
      async (id: string) =>
        blob('PUT', `${TARGET}?comp=copy&copyid=${id}`, { headers: { 'x-ms-copy-action': 'abort' } }),
    ],
    ['failed', async () => arm('POST', `${SNAPSHOT}/endGetAccess`)],
  ])('point 9: says 200 and %s when the copy did not succeed', async (end, spoil) => {
    await prepare({ profile: 'quick' });
    const begun = await blob('PUT', TARGET, { headers: { 'x-ms-copy-source': await grant() } });
    await spoil(String(begun.headers['x-ms-copy-id']));
    let seen = await copyStatus();
    while (seen.headers['x-ms-copy-status'] === 'pending') seen = await copyStatus();
    expect([seen.status, seen.headers['x-ms-copy-status']]).toEqual([200, end]);
  });

  test('point 10: is the disk and a footer of 512 bytes; storage takes anything else, Compute does not', async () => {
    await arm('PUT', `${GALLERY}/images/golden`, {
      location: 'westeurope',
      properties: {
        osType: 'Linux',
        osState: 'Generalized',
        hyperVGeneration: 'V2',
        identifier: { publisher: 'contoso', offer: 'render', sku: 'golden' },
      },
    });
    const version = async (uri: string, number: string): Promise<Answer> =>
      arm('PUT', `${GALLERY}/images/golden/versions/${number}`, {
        location: 'westeurope',
        properties: { storageProfile: { osDiskImage: { source: { storageAccountId: STORAGE, uri } } } },
      });
    const asBlock = { 'x-ms-blob-type': 'BlockBlob' };
    expect((await blob('PUT', `${BLOBS}/vhds/block.vhd`, { headers: asBlock, body: Buffer.alloc(1024) })).status).toBe(
      201,
    );
    expect((await version(`${BLOBS}/vhds/block.vhd`, '1.0.0')).body).toMatchObject({
      error: {
        message: `Disk blobs can only be of type page blob. Blob ${BLOBS}/vhds/block.vhd is of type 'BlockBlob'.`,
      },
    });
    const empty = { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': String(1024 ** 2 + 512) };
    expect((await blob('PUT', `${BLOBS}/vhds/dynamic.vhd`, { headers: empty })).status).toBe(201);
    expect((await version(`${BLOBS}/vhds/dynamic.vhd`, '1.0.1')).body).toMatchObject({ error: { code: 'InvalidVhd' } });
    await blob('PUT', TARGET, { headers: { 'x-ms-copy-source': await grant() } });
    expect((await copyStatus()).headers['content-length']).toBe(String(4 * GIB + 512));
    expect((await version(TARGET, '1.0.2')).status).toBe(201);
  });
});
