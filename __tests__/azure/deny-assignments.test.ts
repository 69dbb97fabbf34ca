// Deny assignments: read where they may be, and held against one action of one caller.
import { describe, expect, test } from '@jest/globals';
import { objectIdOf } from '../../src/azure/credential.ts';
import { readDenials, verdict, type Denial } from '../../src/azure/deny-assignments.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';

const GROUP = '/subscriptions/s/resourceGroups/rg';
const VM = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`;
const WISH = { action: 'Microsoft.Compute/virtualMachines/deallocate/action', plane: 'actions', scope: VM } as const;
const EVERYBODY = { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' };
const GROUP_OF_PEOPLE = { id: 'g', type: 'Group' };

function denial(changes: Partial<Denial> = {}): Denial {
  const permissions = [{ actions: ['*/action'], notActions: [], dataActions: [], notDataActions: [] }];
  return {
    name: 'n',
    scope: GROUP,
    isForScopeOnly: false,
    permissions,
    principals: [EVERYBODY],
    excluded: [],
    ...changes,
  };
}

describe('what a deny assignment says of an action', () => {
  test.each<[string, Partial<Denial>, string]>([
    ['against everybody', {}, 'denied'],
    ['against the caller, in any case', { principals: [{ id: 'ME', type: 'ServicePrincipal' }] }, 'denied'],
    ['against somebody else', { principals: [{ id: 'you', type: 'User' }] }, 'free'],
    ['against a group', { principals: [GROUP_OF_PEOPLE] }, 'perhaps'],
    ['that leaves the caller out', { excluded: [{ id: 'me', type: 'ServicePrincipal' }] }, 'free'],
    ['that leaves a group out', { excluded: [GROUP_OF_PEOPLE] }, 'perhaps'],
    [
      'of another action',
      { permissions: [{ actions: ['*/write'], notActions: [], dataActions: [], notDataActions: [] }] },
      'free',
    ],
    ['of the group alone', { isForScopeOnly: true }, 'free'],
    ['of the VM alone', { isForScopeOnly: true, scope: VM.toUpperCase() }, 'denied'],
    ['of the subscription', { scope: '/subscriptions/s' }, 'denied'],
    ['of everything', { scope: '/' }, 'denied'],
    ['of a group with a longer name', { scope: `${GROUP}2` }, 'free'],
    ['of a group with a shorter name', { scope: GROUP.slice(0, -1) }, 'free'],
  ])('%s', (_, changes, expected) => {
    expect(verdict(denial(changes), WISH, 'me')).toBe(expected);
  });
});

test('deny assignments are read as Azure lists them; those that may not be read are none', async () => {
  const properties = {
    denyAssignmentName: 'Kept',
    permissions: [{ actions: ['*/delete'], notActions: [], dataActions: [], notDataActions: [] }],
    doNotApplyToChildScopes: true,
    principals: [EVERYBODY],
    excludePrincipals: [GROUP_OF_PEOPLE],
  };
  const id = `${GROUP}/providers/Microsoft.Authorization/denyAssignments/d`;
  const arm = fakeArm(fakeHost(), [
    {
      body: {
        value: [
          { id, properties },
          { id, name: 'd', properties: { scope: VM } },
        ],
      },
    },
  ]);
  expect(await readDenials(arm, GROUP)).toEqual([
    denial({
      name: 'Kept',
      isForScopeOnly: true,
      permissions: properties.permissions,
      excluded: [GROUP_OF_PEOPLE],
    }),
    denial({ name: 'd', scope: VM, permissions: [], principals: [] }),
  ]);
  expect(arm.calls()).toEqual([
    `GET ${GROUP}/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01`,
  ]);
  const refusing = fakeArm(fakeHost(), [
    { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'm' } } },
  ]);
  expect(await readDenials(refusing, GROUP)).toEqual([]);
});

test.each([
  [`a.${Buffer.from('{"oid":"me"}').toString('base64url')}.c`, 'me'],
  [`a.${Buffer.from('{"sub":"me"}').toString('base64url')}.c`, undefined],
  ['opaque', undefined],
  ['a.b.c', undefined],
])('%s is a token of %s', (token, expected) => {
  expect(objectIdOf(token)).toBe(expected);
});
