import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAllowed, readPermissions, type Permission } from '../../src/azure/authorization.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';

const role = (actions: readonly string[], notActions: readonly string[] = []): Permission => ({
  actions,
  notActions,
  dataActions: [],
  notDataActions: [],
});
const READ = 'Microsoft.Compute/virtualMachines/read';

describe('an action is allowed', () => {
  test.each([
    ['*', READ, true],
    ['*/read', READ, true],
    ['*/read', 'Microsoft.Compute/virtualMachines/write', false],
    ['Microsoft.Compute/*', READ, true],
    ['Microsoft.Compute/*/read', READ, true],
    ['microsoft.compute/VIRTUALMACHINES/read', READ, true],
    ['Microsoft.Compute/virtualMachines/read', 'Microsoft.Compute/virtualMachines/read/more', false],
    ['Microsoft.Compute/virtualMachines', READ, false],
    ['Microsoft.Storage/*', READ, false],
    ['Microsoft.Compute/virtualMachines/*/action', 'Microsoft.Compute/virtualMachines/deallocate/action', true],
    ['a*a', 'a', false],
    ['a*b*b', 'ab', false],
    ['a.c', 'abc', false],
  ])('by %s: %s %s', (pattern, action, expected) => {
    expect(isAllowed([role([pattern])], action)).toBe(expected);
  });
  test('unless the same role takes it away', () => {
    const contributor = role(['*'], ['Microsoft.Authorization/*/Write']);
    expect(isAllowed([contributor], 'Microsoft.Authorization/locks/write')).toBe(false);
    expect(isAllowed([contributor], READ)).toBe(true);
  });
  test('when another role gives it', () => {
    expect(isAllowed([role(['*'], [READ]), role([READ])], READ)).toBe(true);
  });
  test('not at all without roles', () => {
    expect(isAllowed([], READ)).toBe(false);
  });
  test('on the data plane by data actions only', () => {
    const blobs: Permission = {
      ...role(['*']),
      dataActions: ['Microsoft.Storage/*/read'],
      notDataActions: ['*/tags/read'],
    };
    expect(isAllowed([role(['*'])], 'Microsoft.Storage/x/read', 'dataActions')).toBe(false);
    expect(isAllowed([blobs], 'Microsoft.Storage/x/read', 'dataActions')).toBe(true);
    expect(isAllowed([blobs], 'Microsoft.Storage/x/tags/read', 'dataActions')).toBe(false);
  });
  test('by a pattern exactly when the text fits it', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 10 });
    fc.assert(
      fc.property(letters, plain, (pattern, action) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action);
        return isAllowed([role([pattern])], action) === expected;
      }),
    );
  });
});

test('permissions are read at the scope; what cannot be read is unknown, not forbidden', async () => {
  const arm = fakeArm(fakeHost(), [{ body: { value: [{ actions: ['*/read'], notActions: [] }] } }]);
  expect(await readPermissions(arm, '/subscriptions/s/resourceGroups/rg')).toEqual([role(['*/read'])]);
  expect(arm.calls()).toEqual([
    'GET /subscriptions/s/resourceGroups/rg/providers/Microsoft.Authorization/permissions?api-version=2022-04-01',
  ]);
  const refusing = fakeArm(fakeHost(), [
    { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'm' } } },
  ]);
  expect(await readPermissions(refusing, '/x')).toBeUndefined();
});
