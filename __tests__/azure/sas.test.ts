import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pageBlob } from '../../src/azure/page-blobs.ts';
import { readBlobUrl, signaturesOf, type BlobUrl, type BlobUrlFault } from '../../src/azure/sas.ts';
import { openPageBlobClient } from '../../src/azure/storage-client.ts';
import { createFakeBlobService } from './fake-blob-service.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const BLOB = 'https://acct.blob.core.windows.net/vhds/golden.vhd';
const SIGNATURE = 'a%2Bb%2fc%3D';
const SERVICE = `sv=2024-08-04&se=2026-12-01T00%3A00%3A00Z&sr=b&sp=r&sig=${SIGNATURE}`;

const read = (text: string): BlobUrl | BlobUrlFault => readBlobUrl(text, NOW);
const faultOf = (text: string): string | undefined => {
  const found = read(text);
  return 'fault' in found ? found.fault : undefined;
};

describe('a blob URL', () => {
  test.each([
    [BLOB, { url: BLOB, container: 'vhds', blobName: 'golden.vhd' }],
    [`  ${BLOB}?\n`, { url: BLOB }],
    ['https://ACCT.blob.core.windows.net/system/Microsoft.Compute/Images/a/x.vhd', { container: 'system' }],
    ['https://acct.z12.blob.storage.azure.net/vhds/a%20b/%C3%BC.vhd', { blobName: 'a b/ü.vhd' }],
    ['https://acct.blob.core.windows.net/$root/a.vhd', { container: '$root' }],
  ])('%j is read', (text, expected) => {
    const found = read(text);
    expect(found).toMatchObject(expected);
    expect(found).not.toHaveProperty('sas');
  });
  test.each([
    ['', 'which is no https URL'],
    ['vhds/golden.vhd', 'which is no https URL'],
    [BLOB.replace('https', 'http'), 'which is no https URL'],
    [BLOB.replace('//', '//me:secret@'), 'which has a user name or password before its host'],
    ['https://acct.blob.core.windows.net/vhds/a b.vhd', 'which has a blank or a line break in it'],
    [`${BLOB}#x`, 'which has a `#` in it'],
    ['https://acct.blob.core.windows.net', 'which names no blob'],
    ['https://acct.blob.core.windows.net/golden.vhd', 'which names no blob'],
    ['https://acct.blob.core.windows.net/vhds/', 'which names no blob'],
    ['https://acct.blob.core.windows.net/vhds/folder/', 'which names no blob'],
    ['https://acct.blob.core.windows.net//vhds/golden.vhd', 'which names no blob'],
    ['https://acct.blob.core.windows.net/VHDs/golden.vhd', 'whose container `VHDs` is not 3 to 63 lower-case letters'],
    [`${BLOB}%zz`, 'which has a percent sign without two hexadecimal digits'],
    [`${BLOB}?download`, 'whose query is no SAS'],
    [`${BLOB}?snapshot=2026-01-01T00:00:00.0000000Z`, 'which names a snapshot without a SAS that opens it'],
    [`${BLOB}?versionid=2026-01-01T00:00:00.0000000Z`, 'which names a version of a blob without a SAS that opens it'],
    [`${BLOB}?sv=2024-08-04`, 'whose SAS has no signature (`sig`): it has been cut off'],
    [`${BLOB}?${SERVICE.replace(SIGNATURE, '')}`, 'whose SAS has no signature (`sig`): it has been cut off'],
    [`${BLOB}?${SERVICE}&${SERVICE}`, 'which carries two signatures (SAS)'],
    [`${BLOB}?${SERVICE.replaceAll('&', '&amp;')}`, 'whose query has `&amp;` where a URL has `&`'],
    [`${BLOB}?${SERVICE.replace('sr=b', 'sr=f')}`, 'whose SAS is not for blobs (sr=f)'],
    [`${BLOB}?sv=1&ss=fq&srt=sco&sp=r&sig=x`, 'whose account SAS is not for blobs (ss=fq)'],
    [`${BLOB}?sv=1&ss=b&srt=sc&sp=r&sig=x`, 'whose account SAS is not for objects (srt=sc)'],
    [
      `${BLOB}?${SERVICE.replace('2026-12-01', '2026-11-22')}`,
      'whose SAS expired at 2026-11-22T00:00:00Z; it is now 2026-11-23T12:00:00Z',
    ],
    [`${BLOB}?${SERVICE.replace(/se=[^&]+/, 'se=2026-11-23')}`, 'whose SAS expired at 2026-11-23T00:00:00Z'],
    [`${BLOB}?${SERVICE.replace(/se=[^&]+/, 'se=soon')}`, 'whose SAS has a time (`se`, `st`) that is none'],
    [
      `${BLOB}?st=2026-11-24&${SERVICE}`,
      'whose SAS is not valid before 2026-11-24T00:00:00Z; it is now 2026-11-23T12:00:00Z',
    ],
  ])('%j is refused', (text, fault) => {
    expect(faultOf(text)).toContain(fault);
  });
  test('is shown without what is secret in it', () => {
    expect(read(`${BLOB.replace('//', '//me:secret@')}?${SERVICE}`)).toMatchObject({
      shown: 'https://***@acct.blob.core.windows.net/vhds/golden.vhd',
    });
    expect(read(`${BLOB}?${SERVICE.replace('2026-12', '2020-12')}`)).toMatchObject({ shown: BLOB });
  });
});

describe('a SAS', () => {
  const sasOf = (query: string) => {
    const found = read(`${BLOB}?${query}`);
    return 'fault' in found ? found.fault : found.sas;
  };

  test('of a service is read, and its query stays as it was written', () => {
    expect(read(`${BLOB}?${SERVICE}`)).toEqual({
      url: BLOB,
      container: 'vhds',
      blobName: 'golden.vhd',
      sas: {
        sasUrl: `${BLOB}?${SERVICE}`,
        secrets: [SERVICE, SIGNATURE, 'a+b/c=', 'a%2Bb%2Fc%3D'],
        permissions: 'r',
        expiresAt: new Date('2026-12-01T00:00:00Z'),
        resource: 'blob',
        state: 'current',
        kind: 'service',
      },
    });
  });
  test.each([
    [`${SERVICE}&skoid=1&sktid=2`, { kind: 'user-delegation', resource: 'blob' }],
    ['sv=1&ss=bq&srt=sco&sp=rwl&se=2026-12-01&sig=x', { kind: 'account', resource: 'account', permissions: 'rwl' }],
    ['sv=1&si=policy&sr=c&sig=x', { kind: 'service', resource: 'container' }],
    [
      'snapshot=2026-01-01T00:00:00.0000000Z&sv=1&sr=bs&sp=r&se=2026-12-01T00:00Z&sig=x',
      { resource: 'snapshot', state: 'snapshot' },
    ],
    ['sv=1&sr=bv&versionid=2&sig=x', { resource: 'version', state: 'version' }],
    ['sv=1&sr=b&sig=x&snapshot=2026-01-01T00:00:00.0000000Z', { resource: 'blob', state: 'snapshot' }],
    ['versionid=2&sv=1&sr=c&sig=x', { resource: 'container', state: 'version' }],
    ['st=2026-11-23T12:10:00Z&sv=1&sr=b&sig=x', { startsAt: new Date('2026-11-23T12:10:00Z') }],
    ['se=2026-12-01T01:00:00&sv=1&sr=b&sig=x', { expiresAt: new Date('2026-12-01T01:00:00Z') }],
    ['se=2026-12-01T01:00:00.1234567Z&sv=1&sr=b&sig=x', { expiresAt: new Date('2026-12-01T01:00:00.123Z') }],
    ['SV=1&SR=b&SIG=x', { kind: 'service' }],
  ])('%s', (query, expected) => {
    expect(sasOf(query)).toMatchObject({ ...expected, sasUrl: `${BLOB}?${query}` });
  });
  test('of a stored access policy tells neither rights nor times', () => {
    expect(sasOf('sv=1&si=policy&sr=c&sig=x')).not.toHaveProperty('permissions');
    expect(sasOf('sv=1&si=policy&sr=c&sig=x')).not.toHaveProperty('expiresAt');
  });
  test('whatever its signature is, shows it nowhere but where it must be', () => {
    const signature = fc.string({ minLength: 12, unit: 'grapheme-ascii' }).map((text) => `${text}=`);
    const extra = fc.constantFrom('', '&se=2020-01-01', '&sr=f', '&ss=q', '&st=2030-01-01', '&sig=', '&comp=x');
    fc.assert(
      fc.property(signature, extra, (meant, more) => {
        const written = encodeURIComponent(meant);
        const found = read(`${BLOB}?sv=1&sig=${written}${more}`);
        if ('fault' in found) {
          expect(`${found.fault} ${found.shown}`).not.toContain(written);
          return;
        }
        expect(found.url).toBe(BLOB);
        expect(found.sas?.sasUrl).toBe(`${BLOB}?sv=1&sig=${written}${more}`);
        expect(found.sas?.secrets).toEqual(expect.arrayContaining([written, meant, `sv=1&sig=${written}${more}`]));
      }),
    );
  });
});

test('signatures are found in any form, also where they are no proper text', () => {
  expect(signaturesOf(BLOB)).toEqual([]);
  expect(signaturesOf('https://x/c/b?SIG=a%2bb&se=1#x')).toEqual(['a%2bb', 'a+b', 'a%2Bb']);
  expect(signaturesOf('https://x/c/b?sig=%zz')).toEqual(['%zz']);
  expect(signaturesOf('https://x/c/b?se=1&amp;sig=abc')).toEqual(['abc']);
});

describe('a client of the URL', () => {
  const service = createFakeBlobService();

  test('sends the query as it was written', async () => {
    service.answers = [{ status: 200, headers: { 'content-length': '512', 'x-ms-blob-type': 'PageBlob' } }];
    const query = `snapshot=2026-01-01T00:00:00.0000000Z&sv=2024-08-04&sr=bs&sp=r&sig=${SIGNATURE}`;
    const found = read(`${BLOB}?${query}`);
    const sasUrl = 'sas' in found ? found.sas.sasUrl : '';
    const url = sasUrl.replace('https://acct.blob.core.windows.net', service.url('/acct'));
    await pageBlob(openPageBlobClient(service.host, url, undefined), BLOB).properties();
    expect(service.asked[0]?.url).toBe(`/acct/vhds/golden.vhd?${query}`);
  });
});
