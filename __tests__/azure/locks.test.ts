import { expect, test } from '@jest/globals';
import { readLocks } from '../../src/azure/locks.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';

const GROUP = '/subscriptions/s/resourceGroups/rg';
const VM = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`;
const LOCKS = '/providers/Microsoft.Authorization/locks';

test('locks are read with what they are set on, in whatever case', async () => {
  const value = [
    { id: `/subscriptions/s${LOCKS}/all`, name: 'all', properties: { level: 'ReadOnly' } },
    { id: `${VM}${LOCKS.toLowerCase()}/keep`, properties: { level: 'cannotdelete' } },
    { id: `${GROUP}${LOCKS}/odd`, properties: { level: 'NotSpecified' } },
    { properties: { level: 'ReadOnly' } },
  ];
  const arm = fakeArm(fakeHost(), [{ body: { value } }]);
  expect(await readLocks(arm, GROUP)).toEqual([
    { id: `/subscriptions/s${LOCKS}/all`, name: 'all', level: 'ReadOnly', scope: '/subscriptions/s' },
    { id: `${VM}${LOCKS.toLowerCase()}/keep`, name: 'keep', level: 'CanNotDelete', scope: VM },
  ]);
  expect(arm.calls()).toEqual([`GET ${GROUP}${LOCKS}?api-version=2016-09-01`]);
});

test('locks that may not be read are unknown', async () => {
  const arm = fakeArm(fakeHost(), [{ status: 403, body: { error: { code: 'AuthorizationFailed', message: 'm' } } }]);
  expect(await readLocks(arm, GROUP)).toBeUndefined();
});
