// How a Batch account lets nodes in: https://learn.microsoft.com/azure/batch/private-connectivity
import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/azure/arm.ts';
import { readBatchAccount } from '../../src/azure/batch-accounts.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';

const read = async (properties: JsonObject) => readBatchAccount(fakeArm(fakeHost(), [{ body: { properties } }]), '/a');

const denied = (more: JsonObject = {}): JsonObject => ({
  networkProfile: { nodeManagementAccess: { defaultAction: 'Deny', ...more } },
});

test.each<[JsonObject, 'open' | 'rules' | 'closed']>([
  [{}, 'open'],
  [{ publicNetworkAccess: 'Enabled', networkProfile: null }, 'open'],
  [{ publicNetworkAccess: 'SecuredByPerimeter' }, 'open'],
  [{ networkProfile: { accountAccess: { defaultAction: 'Deny' } } }, 'open'],
  [{ networkProfile: { nodeManagementAccess: { defaultAction: 'Allow' } } }, 'open'],
  [denied(), 'closed'],
  [denied({ ipRules: [] }), 'closed'],
  [denied({ ipRules: [{ action: 'Allow', value: '20.1.2.3' }] }), 'rules'],
  [{ publicNetworkAccess: 'disabled', ...denied({ ipRules: [{ action: 'Allow', value: '20.1.2.3' }] }) }, 'closed'],
])('%j is %s to nodes', async (properties, nodeAccess) => {
  expect(await read(properties)).toMatchObject({ nodeAccess });
});

const connection = (status: string | undefined, groupIds?: readonly string[]): JsonObject => ({
  properties: {
    ...(groupIds && { groupIds }),
    ...(status !== undefined && { privateLinkServiceConnectionState: { status } }),
  },
});

test.each<[string, JsonObject, boolean]>([
  ['an approved one for nodes', connection('Approved', ['nodeManagement']), true],
  ['one that does not tell what for', connection('Approved'), true],
  ['an approved one for callers', connection('Approved', ['batchAccount']), false],
  ['one that waits for approval', connection('Pending', ['nodeManagement']), false],
  ['a rejected one', connection('Rejected', ['nodeManagement']), false],
  ['one that has gone', connection('Disconnected', ['nodeManagement']), false],
  ['one without a state', connection(undefined, ['nodeManagement']), false],
])('by a private endpoint, %s', async (_, one, privateNodeAccess) => {
  expect(await read({ privateEndpointConnections: [one] })).toMatchObject({ privateNodeAccess });
});
