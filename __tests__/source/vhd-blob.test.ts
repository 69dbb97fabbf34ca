import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AzureServiceError } from '../../src/azure/errors.ts';
import type { BlobProperties, PageBlob } from '../../src/azure/page-blobs.ts';
import { readBlobUrl, type BlobUrl } from '../../src/azure/sas.ts';
import { formatProblem } from '../../src/problem.ts';
import { inspectVhdBlob, vhdBlobProblems, vhdUrlProblem, type VhdBlobFacts } from '../../src/source/vhd-blob.ts';
import { writeVhd } from '../../runner/vhd.ts';
import { lastBytes } from './last-bytes.ts';

const URL_ = 'https://acct.blob.core.windows.net/vhds/golden.vhd';
const NOW = new Date('2026-11-23T12:00:00Z');
const MIB = 1024 ** 2;
const SIGNATURE = 'c2VjcmV0c2lnbmF0dXJl';

function at(text: string, now = NOW): BlobUrl {
  const found = readBlobUrl(text, now);
  if ('fault' in found) throw new Error(found.fault);
  return found;
}

const directory = mkdtempSync(join(tmpdir(), 'vhd-blob-'));
afterAll(() => rmSync(directory, { recursive: true }));
let footer: Buffer;
beforeAll(async () => {
  footer = await lastBytes((await writeVhd(join(directory, 'golden.vhd'), 24 * MIB)).path);
});

const properties: BlobProperties = {
  length: 24 * MIB + 512,
  etag: '"0x1"',
  metadata: {},
  leased: false,
  blobType: 'PageBlob',
};
const present = (changes: Partial<Extract<VhdBlobFacts, { kind: 'present' }>> = {}): VhdBlobFacts => ({
  kind: 'present',
  ...properties,
  head: Buffer.alloc(17 * 1024),
  footer,
  ...changes,
});
const refused = (status: number | undefined, code: string): VhdBlobFacts => ({
  kind: 'refused',
  error: new AzureServiceError({ service: 'Storage', status, code, serviceMessage: 'no', operation: 'HEAD' }),
});
const withSas = (more = 'sp=r&se=2026-12-01'): BlobUrl => at(`${URL_}?sv=2024-08-04&sr=b&${more}&sig=${SIGNATURE}`);
const said = (facts: VhdBlobFacts, where = at(URL_)): readonly string[] =>
  vhdBlobProblems(facts, where).map((one) => `${one.code}: ${formatProblem(one)}`);

describe('looking at a blob', () => {
  const asked: string[] = [];
  const blobOf = (found: BlobProperties | undefined): PageBlob => {
    const unasked = (): never => {
      throw new Error('nothing else is asked');
    };
    let reading = 0;
    return {
      url: URL_,
      properties: async () => {
        asked.push('HEAD');
        return Promise.resolve(found);
      },
      read: async (offset, length) => {
        asked.push(`${offset}+${length}`);
        reading += 1;
        await Promise.resolve();
        if (found !== undefined && found.length > 0 && reading !== 2) throw new Error('both are read side by side');
        return Buffer.alloc(length, offset === 0 ? 1 : 2);
      },
      create: unasked,
      acquireLease: unasked,
      renewLease: unasked,
      releaseLease: unasked,
      copyPages: unasked,
      writePages: unasked,
      pageRanges: unasked,
      setMetadata: unasked,
      delete: unasked,
    };
  };
  const look = async (found: BlobProperties | undefined): Promise<VhdBlobFacts> => {
    asked.length = 0;
    return inspectVhdBlob(blobOf(found));
  };

  test('asks for its properties, and reads its beginning and its end side by side', async () => {
    const facts = await look({ ...properties, leased: true });
    expect(asked).toEqual(['HEAD', '0+17408', `${24 * MIB}+512`]);
    expect(facts).toMatchObject({ kind: 'present', etag: '"0x1"', leased: true });
    expect(facts).toMatchObject({ head: Buffer.alloc(17 * 1024, 1), footer: Buffer.alloc(512, 2) });
  });
  test('reads no more than there is', async () => {
    expect(await look({ ...properties, length: 100 })).toMatchObject({ footer: Buffer.alloc(100, 1) });
    expect(asked).toEqual(['HEAD', '0+100', '0+100']);
    expect(await look({ ...properties, length: 0 })).toMatchObject({ kind: 'present', head: Buffer.alloc(0) });
    expect(asked).toEqual(['HEAD']);
    expect(await look(undefined)).toEqual({ kind: 'absent' });
  });
});

describe('what is wrong with a blob', () => {
  test('is nothing with a fixed VHD in a page blob, leased or copied', () => {
    expect(said(present({ leased: true, copyStatus: 'success' }))).toEqual([]);
  });
  test.each<readonly [string, () => VhdBlobFacts, string]>([
    [
      'absent',
      () => ({ kind: 'absent' }),
      `vhd-not-found: vhd-url: found no blob ${URL_}; expected a page blob that holds a fixed VHD.`,
    ],
    [
      'a block blob',
      () => present({ blobType: 'BlockBlob' }),
      `vhd-not-page-blob: vhd-url: found ${URL_}, a block blob; expected a page blob that holds a fixed VHD. Upload the VHD as a page blob: \`azcopy copy disk.vhd ${URL_} --blob-type PageBlob\`, or \`az storage blob upload --file disk.vhd --type page --auth-mode login --blob-url ${URL_}\`.`,
    ],
    [
      'an incremental copy',
      () => present({ incremental: true, footer: Buffer.alloc(512) }),
      `vhd-incremental: vhd-url: found ${URL_}, an incremental snapshot, out of which no pages can be copied; expected a full snapshot, a disk or a blob.`,
    ],
    ['an append blob', () => present({ blobType: 'AppendBlob' }), `found ${URL_}, an append blob;`],
    ['too short', () => present({ length: 512 }), `vhd-too-short: vhd-url: found ${URL_}, which has 512 bytes;`],
    [
      'empty',
      () => present({ length: 0, footer: Buffer.alloc(0) }),
      'which has 0 bytes; expected a page blob that holds',
    ],
    [
      'no VHD',
      () => present({ footer: Buffer.alloc(512) }),
      `vhd-footer: vhd-url: found ${URL_}, no disk image with a header or footer: a raw disk, if it is a disk at all: the last 512 bytes are no VHD footer; expected a page blob that holds a fixed VHD. Convert it: \`qemu-img convert -f raw -O vpc -o subformat=fixed,force_size golden.vhd golden-fixed.vhd\`.`,
    ],
    [
      'a VHDX',
      () => present({ footer: Buffer.alloc(512), head: Buffer.from('vhdxfile'.padEnd(600)) }),
      `vhd-footer: vhd-url: found ${URL_}, a VHDX: the last 512 bytes are no VHD footer;`,
    ],
    [
      'of another length',
      () => present({ length: 25 * MIB + 512 }),
      `vhd-footer: vhd-url: found ${URL_}: the VHD footer says 25165824 bytes, the disk has 26214400;`,
    ],
    ['a broken footer', () => present({ footer: flipped(footer, 100) }), 'the checksum of the VHD footer is wrong'],
    [
      'a dynamic VHD',
      () => present({ footer: typed(footer, 3) }),
      `found ${URL_}, a dynamic VHD: the VHD is not of the fixed type; expected a page blob that holds a fixed VHD. Convert it: \`qemu-img convert -f vpc -O vpc -o subformat=fixed,force_size golden.vhd golden-fixed.vhd\`. Then upload that VHD as a page blob.`,
    ],
    [
      'no whole MiB',
      () => present({ length: 24 * MIB + 1024, footer: sized(footer, 24 * MIB + 512) }),
      `vhd-size: vhd-url: found ${URL_}, a disk of 25166336 bytes, which is no whole number of MiB; expected a disk of a whole number of MiB, from 20 MiB on.`,
    ],
    [
      'too small',
      () => present({ length: MIB + 512, footer: sized(footer, MIB) }),
      `vhd-size: vhd-url: found ${URL_}, a disk of 1048576 bytes, less than 20 MiB;`,
    ],
    [
      'too large',
      () => present({ length: 2049 * 1024 ** 3 + 512, footer: sized(footer, 2049 * 1024 ** 3) }),
      `vhd-too-large: vhd-url: found ${URL_}, whose disk has 2049 GiB; expected at most 2,048 GiB`,
    ],
    [
      'being copied into',
      () => present({ copyStatus: 'pending', footer: Buffer.alloc(512) }),
      `vhd-copy-pending: vhd-url: found ${URL_}, into which a copy is still running; expected a VHD that is whole. Run again when it is done: \`az storage blob show --blob-url ${URL_} --auth-mode login --query properties.copy\`.`,
    ],
    [
      'half copied',
      () => present({ copyStatus: 'aborted', length: 0 }),
      'vhd-copy-failed: vhd-url: found https://acct.blob.core.windows.net/vhds/golden.vhd, into which a copy was aborted;',
    ],
    ['badly copied', () => present({ copyStatus: 'failed' }), 'into which a copy failed;'],
    [
      'unfinished',
      () => present({ metadata: { abip_state: 'writing' }, footer: Buffer.alloc(512) }),
      `vhd-unfinished: vhd-url: found ${URL_}, which a release of this action has not finished (abip_state=writing); expected a VHD that is whole. Let that release finish, or run it again`,
    ],
  ])('%s', (_, facts, text) => {
    const problems = said(facts());
    expect(problems).toEqual([expect.stringContaining(text)]);
  });
  test('is all told at once', () => {
    const facts = present({ blobType: 'BlockBlob', footer: Buffer.alloc(512) });
    expect(vhdBlobProblems(facts, at(URL_)).map(({ code }) => code)).toEqual(['vhd-not-page-blob', 'vhd-footer']);
  });
  test.each<readonly [number | undefined, string, () => BlobUrl, string]>([
    [
      403,
      'AuthorizationPermissionMismatch',
      () => at(URL_),
      `right-missing: vhd-url: found ${URL_}, which the signed-in identity may not read (HTTP 403 AuthorizationPermissionMismatch); expected a role with Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read. Assign Storage Blob Data Reader on the account or on container vhds`,
    ],
    [
      401,
      'InvalidAuthenticationInfo',
      () => at(URL_),
      'vhd-read-refused: vhd-url: found https://acct.blob.core.windows.net/vhds/golden.vhd, which storage refuses to show (HTTP 401 InvalidAuthenticationInfo);',
    ],
    [
      403,
      'AuthorizationFailure',
      () => withSas(),
      `vhd-network-closed: vhd-url: found ${URL_}, whose account’s network rules refuse this runner (HTTP 403 AuthorizationFailure); expected a blob that the runner can read. Allow the runner`,
    ],
    [
      403,
      'AuthorizationPermissionMismatch',
      () => withSas('sp=w'),
      'whose SAS does not allow reading (sp=w) (HTTP 403',
    ],
    [
      403,
      'AuthorizationPermissionMismatch',
      () => withSas('si=p'),
      'whose SAS does not allow reading (by its stored access policy)',
    ],
    [
      403,
      'AuthenticationFailed',
      () => withSas(),
      `vhd-sas-refused: vhd-url: found ${URL_}, whose SAS storage refuses (it says that it is valid until 2026-12-01T00:00:00.000Z) (HTTP 403 AuthenticationFailed);`,
    ],
    [403, 'AuthenticationFailed', () => withSas('si=p'), 'whose SAS storage refuses (HTTP 403 AuthenticationFailed)'],
    [403, 'AuthorizationSourceIPMismatch', () => withSas(), 'vhd-sas-address: vhd-url: found'],
    [
      403,
      'KeyBasedAuthenticationNotPermitted',
      () => withSas(),
      'whose account takes no SAS that was signed with an account key (HTTP 403',
    ],
    [
      undefined,
      'ENOTFOUND',
      () => at(URL_),
      'whose host acct.blob.core.windows.net is not known (ENOTFOUND); expected a blob of a storage account that exists.',
    ],
  ])('is told by a refusal: %s %s', (status, code, where, text) => {
    const [only, ...others] = said(refused(status, code), where());
    expect(others).toEqual([]);
    expect(only).toContain(text);
    expect(only).not.toContain(SIGNATURE);
  });
  test('begins with the URL', () => {
    const fault = readBlobUrl(`http://acct/vhds/x.vhd?sig=${SIGNATURE}`, NOW);
    if (!('fault' in fault)) throw new Error('no fault');
    expect(formatProblem(vhdUrlProblem(fault))).toMatch(
      /^vhd-url: found http:\/\/acct\/vhds\/x\.vhd, which is no https URL; expected the https URL of a page blob/,
    );
    expect(vhdUrlProblem({ shown: '', fault: 'which is no https URL' }).found).toBe('a text, which is no https URL');
  });
});

function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}
const flipped = (bytes: Buffer, offset: number): Buffer =>
  changed(bytes, (copy) => copy.writeUInt8((copy[offset] ?? 0) ^ 0xff, offset));
const summed = (bytes: Buffer): Buffer =>
  changed(bytes, (copy) => {
    copy.writeUInt32BE(0, 64);
    copy.writeUInt32BE(~copy.reduce((sum, byte) => sum + byte, 0) >>> 0, 64);
  });
const typed = (bytes: Buffer, type: number): Buffer => summed(changed(bytes, (copy) => copy.writeUInt32BE(type, 60)));
const sized = (bytes: Buffer, diskBytes: number): Buffer =>
  summed(changed(bytes, (copy) => copy.writeBigUInt64BE(BigInt(diskBytes), 48)));
