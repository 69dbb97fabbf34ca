import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { diskOfVhd, leaseId, nameKey, snapshotName, vhdBlobName } from '../src/names.ts';

const DEFINITION = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/gal/images/ubuntu';

describe('name key', () => {
  test('is the same for names that differ only in case, as Azure sees them', () => {
    expect(nameKey(DEFINITION.toUpperCase(), '1.4.0', 'Render')).toBe(nameKey(DEFINITION, '1.4.0', 'render'));
  });

  test('differs when definition, version or family differ', () => {
    const keys = [
      nameKey(DEFINITION, '1.4.0', 'render'),
      nameKey(`${DEFINITION}2`, '1.4.0', 'render'),
      nameKey(DEFINITION, '1.4.1', 'render'),
      nameKey(DEFINITION, '1.4.0', 'render2'),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  test('gives snapshot names and lease IDs that Azure accepts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('os' as const, 0, 63), (version, family, role) => {
        const key = nameKey(DEFINITION, version, family);
        expect(snapshotName(key, role)).toMatch(/^[A-Za-z0-9_][\w.-]{0,79}$/);
        expect(leaseId(key, role)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });
});

describe('VHD blob name', () => {
  test('has the layout of virtualMachines/capture', () => {
    expect(vhdBlobName('0123456789abcdef0123', 'os', 'batchimages', 'golden')).toMatch(
      /^Microsoft\.Compute\/Images\/batchimages\/golden-osDisk\.[0-9a-f-]{36}\.vhd$/,
    );
    expect(vhdBlobName('0123456789abcdef0123', 3, 'batchimages', 'golden')).toMatch(/golden-dataDisk-3\./);
  });

  test('is the same on every run of a release', () => {
    expect(vhdBlobName('k', 'os', 'c', 'p')).toBe(vhdBlobName('k', 'os', 'c', 'p'));
    expect(vhdBlobName('k', 'os', 'c', 'p')).not.toBe(vhdBlobName('other', 'os', 'c', 'p'));
  });

  test('tells the disk, whatever the prefix', () => {
    const prefix = fc.stringMatching(/^[a-zA-Z0-9][\w.-]{0,20}$/);
    fc.assert(
      fc.property(prefix, fc.constantFrom('os' as const, 0, 12), (text, role) => {
        expect(diskOfVhd(vhdBlobName('k', role, 'batchimages', text))).toBe(role);
      }),
    );
  });

  test.each(['golden.vhd', 'golden-osDisk.vhd', 'golden-dataDisk-x.1.vhd', 'osDisk.1.vhd'])(
    'of another make (%s) does not tell',
    (name) => expect(diskOfVhd(`https://a/c/${name}`)).toBeUndefined(),
  );
});
