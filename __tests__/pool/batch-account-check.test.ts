// What a Batch account tells of the rights that the service needs in the user's own subscription.
import { expect, test } from '@jest/globals';
import { serviceRightsWarnings } from '../../src/pool/batch-account-check.ts';
import { someBatchAccount } from '../release/world.ts';

const MODE = { poolAllocationMode: 'UserSubscription' } as const;

test('the first pool of an account is warned of rights, and of a key vault that the account does not name', () => {
  const [plain] = serviceRightsWarnings(someBatchAccount({ ...MODE, keyVaultId: '/vault' }), 0);
  const [bare] = serviceRightsWarnings(someBatchAccount(MODE), 0);
  expect(plain).toMatchObject({ code: 'batch-service-rights', input: 'batch-account' });
  expect(plain?.text).toMatch(/could not be checked\.$/);
  expect(bare?.text).toBe(`${plain?.text ?? ''} The account names no key vault either, which it needs in this mode.`);
});

test.each([
  ['has pools', someBatchAccount(MODE), 1],
  ['shows no pools', someBatchAccount(MODE), undefined],
  ['allocates in a subscription of Batch', someBatchAccount(), 0],
])('an account that %s is not', (_, account, pools) => {
  expect(serviceRightsWarnings(account, pools)).toEqual([]);
});
