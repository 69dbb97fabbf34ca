import { expect, test } from '@jest/globals';
import { readRegions } from '../../src/azure/regions.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';

test('the regions of a subscription are those in which something can be', async () => {
  const value = [
    { name: 'westeurope', metadata: { regionType: 'Physical' } },
    { name: 'europe', metadata: { regionType: 'Logical' } },
    { name: 'West US' },
  ];
  const regions = await readRegions(fakeArm(fakeHost(), [{ body: { value } }]), 'sub');
  expect([...(regions ?? [])]).toEqual(['westeurope', 'westus']);
});
