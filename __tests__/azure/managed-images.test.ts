import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/azure/arm.ts';
import { readManagedImage } from '../../src/azure/managed-images.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';

describe('a managed image', () => {
  test.each<[string, JsonObject, object]>([
    [
      'a VHD, whose signature is left out',
      { storageProfile: { osDisk: { blobUri: 'https://a/c/b.vhd?sig=s' } } },
      { kind: 'vhd', url: 'https://a/c/b.vhd' },
    ],
    ['a snapshot', { storageProfile: { osDisk: { snapshot: { id: '/snap' } } } }, { kind: 'resource', id: '/snap' }],
    // A captured VM leaves its disk in the image, too; the disk is what the image holds.
    [
      'a disk',
      { sourceVirtualMachine: { id: '/vm' }, storageProfile: { osDisk: { managedDisk: { id: '/disk' } } } },
      { kind: 'resource', id: '/disk' },
    ],
    ['a VM', { sourceVirtualMachine: { id: '/vm' } }, { kind: 'resource', id: '/vm' }],
    ['what is not told', {}, { kind: 'unknown' }],
  ])('says that it was made of %s', async (_, properties, source) => {
    const arm = fakeArm(fakeHost(), [{ body: { name: 'golden', properties } }]);
    expect(await readManagedImage(arm, '/images/golden')).toEqual({ id: '/images/golden', name: 'golden', source });
    expect(arm.calls()).toEqual(['GET /images/golden?api-version=2024-07-01']);
  });
  test('may be absent', async () => {
    expect(await readManagedImage(fakeArm(fakeHost(), [{ status: 404 }]), '/i')).toBeUndefined();
  });
});
