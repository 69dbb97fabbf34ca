import { describe, expect, test } from '@jest/globals';
import { nameFault } from '../../src/azure/names.ts';
import type { NameKind } from '../../src/azure/names.ts';

const CASES: readonly (readonly [NameKind, readonly string[], readonly string[]])[] = [
  ['guid', ['00000000-0000-0000-0000-00000000000A'], ['0', '{00000000-0000-0000-0000-000000000000}', '']],
  ['tenant', ['contoso.onmicrosoft.com', '00000000-0000-0000-0000-000000000000'], ['contoso', 'a b.com', '-a.com', '']],
  ['resource group', ['rg', 'My_group-(1).x', 'Größe', 'a'.repeat(90)], ['rg.', 'a/b', 'a b', '', 'a'.repeat(91)]],
  [
    'virtual machine',
    ['vm', 'build_vm-1', 'a'.repeat(64)],
    ['_vm', 'vm.', 'vm-', 'a b', 'a/b', 'vm?', '', 'a'.repeat(65)],
  ],
  ['gallery', ['gal', 'my_gal.1', 'a', 'a'.repeat(80)], ['my-gal', '_gal', 'gal.', 'g l', '', 'a'.repeat(81)]],
  ['image definition', ['linux-22.04_x', 'a'.repeat(80)], ['_a', '-a', 'a.', 'a-', 'a b', '', 'a'.repeat(81)]],
  [
    'image version',
    ['1.4.0', '0.0.1', '2147483647.0.0'],
    ['1.4', 'v1.4.0', '1.4.0-rc1', '01.4.0', '2147483648.0.0', '1.4.0.0', ''],
  ],
  ['container', ['batchimages', 'a-b', 'abc'], ['ab', 'Abc', 'a--b', '-ab', 'ab-', 'a_b', 'a'.repeat(64)]],
  ['VHD prefix', ['vm', 'my.vm-1_x'], ['', '-vm', 'vm.', 'a/b', 'a b', 'ü']],
  ['storage account', ['abc', 'a1b2c3'], ['ab', 'Abc', 'a-b', 'a'.repeat(25)]],
  ['Batch account', ['abc', 'Batch1'], ['ab', 'a-b', 'a'.repeat(25)]],
  ['pool', ['render-1-4-0', 'A_b', 'a'.repeat(64)], ['', 'a.b', 'a b', 'a'.repeat(65)]],
  ['tag name', ['team', 'cost centre'], ['', 'a<b', 'a/b', 'Azure-x', 'microsoft', 'windowsy', 'a'.repeat(513)]],
  ['tag value', ['', 'a'.repeat(256), 'x\ny'], ['a'.repeat(257)]],
];

describe.each(CASES)('%s', (kind, valid, invalid) => {
  test.each(valid)('%j is valid', (name) => expect(nameFault(kind, name)).toBeUndefined());
  test.each(invalid)('%j is refused with what is expected', (name) => expect(nameFault(kind, name)).toMatch(/\w/));
});
