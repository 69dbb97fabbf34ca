import { describe, expect, test } from '@jest/globals';
import type { ListedBlob } from '../../src/azure/page-blobs.ts';
import { formatProblem } from '../../src/problem.ts';
import type { CaptureWish } from '../../src/source/capture-check.ts';
import { strangerWarnings, unmanagedProblems } from '../../src/source/unmanaged-check.ts';
import { markedCaptures, type UnmanagedFacts } from '../../src/source/unmanaged.ts';
import { someStorageAccount, someVm } from '../release/world.ts';

const URL = 'https://strender.blob.core.windows.net/vhds/os.vhd';
const VM = someVm({ osDisk: { kind: 'unmanaged', vhdUrl: URL, caching: 'ReadWrite' } });
const WISH: CaptureWish = { mode: 'generalize', dataDisks: 'include', exportVhd: true };
const FACTS: UnmanagedFacts = {
  account: someStorageAccount(),
  disks: [{ url: URL, properties: { etag: '"1"', length: 1 } }],
  captures: [],
};

function capture(name: string, metadata: Readonly<Record<string, string>>): ListedBlob {
  const url = `https://strender.blob.core.windows.net/system/${name}`;
  return { name, url, length: 512, etag: '"1"', metadata, lastModified: new Date(0), blobType: 'PageBlob' };
}

function messages(wish: CaptureWish, facts: UnmanagedFacts | undefined): readonly string[] {
  return unmanagedProblems(VM, wish, facts).map(formatProblem);
}

describe('a VM with unmanaged disks', () => {
  test('has no problem when it is to be generalized, and its blobs are there', () => {
    expect(messages(WISH, FACTS)).toEqual([]);
    expect(messages({ ...WISH, storageAccountId: someStorageAccount().id.toUpperCase() }, FACTS)).toEqual([]);
  });

  test('needs capture-mode: generalize; the message says when such disks were retired, and the way out', () => {
    const [message = '', ...others] = messages({ ...WISH, mode: 'snapshot' }, FACTS);
    expect(others).toEqual([]);
    expect(message).toContain('capture-mode: found `snapshot`, for VM vm-golden, whose disks are unmanaged;');
    expect(message).toContain('Azure retired unmanaged disks on 2026-03-31');
    expect(message).toContain('az vm convert --ids');
  });

  test('is only taken by its VHDs', () => {
    expect(messages({ ...WISH, exportVhd: false }, FACTS)).toEqual([
      expect.stringMatching(/^export-vhd: found `false`/),
    ]);
  });

  test('is captured in the account of its disks, and in no other', () => {
    const storageAccountId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/other';
    expect(messages({ ...WISH, storageAccountId }, FACTS)).toEqual([
      expect.stringContaining('expected strender, in which the unmanaged disks of VM vm-golden lie'),
    ]);
  });

  test('whose account is not to be seen cannot feed a gallery', () => {
    expect(messages(WISH, { ...FACTS, account: undefined })).toEqual([
      expect.stringContaining('whose disks lie in no storage account of the subscription'),
    ]);
  });

  test('whose blob is gone is broken', () => {
    expect(messages(WISH, { ...FACTS, disks: [] })).toEqual([
      expect.stringContaining(`found no blob ${URL}, which VM vm-golden names as its disk`),
    ]);
  });

  test('whose blobs may not be read is told elsewhere', () => {
    expect(messages(WISH, undefined)).toEqual([]);
  });
});

describe('captures that are there already', () => {
  const ours = { abip_key: 'k', abip_content: 'c', abip_state: 'complete' };

  test('count by their marks: release, content, and which disk', () => {
    const captures = [
      capture('a-osDisk.1.vhd', { ...ours, abip_disk: 'os' }),
      capture('a-datadisk-0.1.vhd', { ...ours, abip_disk: 'data-0' }),
      capture('other release', { ...ours, abip_key: 'other', abip_disk: 'os' }),
      capture('other content', { ...ours, abip_content: 'other', abip_disk: 'os' }),
      capture('unfinished', { ...ours, abip_state: 'writing', abip_disk: 'os' }),
      capture('of no disk', ours),
    ];
    const found = markedCaptures(captures, 'k', 'c');
    expect([...found].map(([role, { url }]) => [role, url.split('/').at(-1)])).toEqual([
      ['os', 'a-osDisk.1.vhd'],
      [0, 'a-datadisk-0.1.vhd'],
    ]);
    expect(markedCaptures(captures, 'k', undefined).size).toBe(0);
  });

  test('that nobody finished are left alone, and named', () => {
    const captures = [capture('golden-osDisk.9.vhd', {}), capture('golden-osDisk.8.vhd', ours)];
    expect(strangerWarnings({ ...FACTS, captures }).map(({ text }) => text)).toEqual([
      'There are VHDs with this prefix that no release made or finished: golden-osDisk.9.vhd. They are left alone.',
    ]);
    expect(strangerWarnings(FACTS)).toEqual([]);
  });
});
