import { expect, test } from '@jest/globals';
import { allocationHintFor } from '../../src/pool/hints.ts';

test.each([
  [
    'AllocationFailed: Use of TrustedLaunch setting is not supported for the provided image.',
    'The image was not made for Trusted Launch. Take securityProfile out of the pool spec, or release from a VM with Trusted Launch.',
  ],
  [
    'AllocationFailed: The selected VM size does not support TrustedLaunch.',
    'The image needs Trusted Launch. Leave securityProfile out of the pool spec, and choose a vmSize that supports Trusted Launch.',
  ],
  [
    'AccountVMSeriesCoreQuotaReached: The specified account has reached VMSeries core quota',
    'The core quota of this VM family is used up. Ask for more for the family, or choose a vmSize of another family.',
  ],
  ['SomethingElse: nobody has seen it before', undefined],
])('%s', (fault, hint) => {
  expect(allocationHintFor(fault)).toBe(hint);
});
