import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { azureSizeFault, footerFault, readFooter, wholeMebibytes } from '../../src/source/vhd-footer.ts';
import { MIB, vhdFooter } from './vhd-bytes.ts';

describe('the footer', () => {
  test('tells type and size', () => {
    expect(readFooter(vhdFooter(64 * MIB))).toEqual({ type: 'fixed', diskBytes: 64 * MIB });
    expect(readFooter(vhdFooter(MIB, 'dynamic'))).toEqual({ type: 'dynamic', diskBytes: MIB });
    expect(readFooter(vhdFooter(MIB, 'differencing'))).toEqual({ type: 'differencing', diskBytes: MIB });
    expect(readFooter(vhdFooter(MIB, 'reserved'))).toEqual({ type: 'other', diskBytes: MIB });
    expect(readFooter(Buffer.alloc(512))).toBeUndefined();
    expect(readFooter(vhdFooter(MIB).subarray(0, 511))).toBeUndefined();
  });

  test('is right for every size, and wrong as soon as one byte is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 45 }),
        fc.nat(511),
        fc.integer({ min: 1, max: 255 }),
        (size, at, by) => {
          const footer = vhdFooter(size);
          expect(footerFault(footer, size)).toBeUndefined();
          footer[at] = (footer[at] ?? 0) ^ by;
          expect(footerFault(footer, size)).toMatch(/footer|fixed type/);
        },
      ),
    );
  });

  test('says what is wrong', () => {
    expect(footerFault(vhdFooter(MIB).subarray(1), MIB)).toBe('the footer has 511 bytes instead of 512');
    expect(footerFault(Buffer.alloc(512), MIB)).toBe('the last 512 bytes are no VHD footer');
    expect(footerFault(vhdFooter(MIB, 'dynamic'), MIB)).toBe('the VHD is not of the fixed type');
    expect(footerFault(vhdFooter(MIB), 2 * MIB)).toBe('the VHD footer says 1048576 bytes, the disk has 2097152');
    const damaged = vhdFooter(MIB);
    damaged[100] = 1;
    expect(footerFault(damaged, MIB)).toBe('the checksum of the VHD footer is wrong');
  });
});

describe('the size', () => {
  test.each([
    [20 * MIB, undefined],
    [32 * 1024 ** 4, undefined],
    [20 * MIB - 512, 'a disk of 20971008 bytes, less than 20 MiB'],
    [32 * 1024 ** 4 + MIB, 'a disk of 35184373137408 bytes, more than 32 TiB'],
    [20 * MIB + 512, 'a disk of 20972032 bytes, which is no whole number of MiB'],
  ])('of %d bytes', (size, fault) => {
    expect(azureSizeFault(size)).toBe(fault);
  });

  test('grows to the next that Azure takes, and no further', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 45 - MIB }), (size) => {
        const grown = wholeMebibytes(size);
        expect(azureSizeFault(grown)).toBeUndefined();
        expect(grown).toBeGreaterThanOrEqual(size);
        expect(grown - Math.max(size, 20 * MIB)).toBeLessThan(MIB);
      }),
    );
  });
});
