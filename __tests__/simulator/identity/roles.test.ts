// Role matching: scopes include what is below them, `*` spans slashes, case does not count.
import { describe, expect, test } from '@jest/globals';
import { createRoles, type Principal, type RoleAssignment } from '../../../simulator/identity/roles.ts';
import { ResourceStore } from '../../../simulator/kernel/resource-store.ts';

const roles = createRoles(new ResourceStore());
const GROUP = '/subscriptions/s/resourceGroups/g';
const VM = `${GROUP}/providers/Microsoft.Compute/virtualMachines/v`;

function principal(...assignments: readonly Partial<RoleAssignment>[]): Principal {
  return {
    clientId: 'c',
    objectId: 'o',
    tenantId: 't',
    roles: assignments.map((one) => ({ scope: '/', actions: [], dataActions: [], ...one })),
  };
}

describe('actions', () => {
  test.each([
    ['*', 'Microsoft.Compute/disks/read', true],
    ['*/read', 'Microsoft.Compute/galleries/images/versions/read', true],
    ['*/read', 'Microsoft.Compute/disks/write', false],
    ['Microsoft.Compute/*', 'microsoft.compute/DISKS/beginGetAccess/action', true],
    ['Microsoft.Compute/disks/read', 'Microsoft.Compute/disks/read', true],
    ['Microsoft.Compute/disks/read', 'Microsoft.Compute/disks/readMore', false],
    ['Microsoft.Compute/disks', 'Microsoft.Compute/disks/read', false],
    // A dot in a pattern is a dot.
    ['Microsoft.Compute/disks/read', 'MicrosoftXCompute/disks/read', false],
  ])('%s against %s: %s', (pattern, action, expected) => {
    expect(roles.allows(principal({ actions: [pattern] }), action, VM)).toBe(expected);
  });

  test('what one assignment takes away, another may still give', () => {
    const reader = { actions: ['*'], notActions: ['Microsoft.Compute/*/delete'] };
    const action = 'Microsoft.Compute/disks/delete';
    expect(roles.allows(principal(reader), action, VM)).toBe(false);
    expect(roles.allows(principal(reader, { actions: [action] }), action, VM)).toBe(true);
  });

  test('control actions give no data, data actions no control', () => {
    const owner = principal({ actions: ['*'] });
    const contributor = principal({ dataActions: ['*'] });
    expect([roles.allows(owner, 'a/b', VM), roles.allowsData(owner, 'a/b', VM)]).toEqual([true, false]);
    expect([roles.allows(contributor, 'a/b', VM), roles.allowsData(contributor, 'a/b', VM)]).toEqual([false, true]);
  });
});

test.each([
  ['/', VM, true],
  ['/subscriptions/s', VM, true],
  ['/SUBSCRIPTIONS/S/resourcegroups/G/', VM, true],
  [VM, VM.toUpperCase(), true],
  [VM, GROUP, false],
  ['/subscriptions/s/resourceGroups/g', '/subscriptions/s/resourceGroups/g2', false],
])('an assignment at %s counts at %s: %s', (scope, where, expected) => {
  expect(roles.allows(principal({ scope, actions: ['*'] }), 'a/read', where)).toBe(expected);
});
