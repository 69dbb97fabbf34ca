// Rights as callers meet them: what a call needs beside its own action, and what a deny assignment takes away.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { BATCH, BLOBS, COMPUTE, createWired, GALLERY, GROUP, OS_DISK, STORAGE, SUBSCRIPTION, VM } from '../wired.ts';

const wired = createWired();
const { arm, batch, blob } = wired;
const { clientId, clientSecret: secret } = DEFAULT_NAMES;
const OBJECT = '77777777-6666-4555-8444-333333333333';

interface Lacking {
  readonly notActions?: readonly string[];
  readonly notDataActions?: readonly string[];
}

async function without(lacking: Lacking, scenario: object = {}): Promise<void> {
  const roles = [{ actions: ['*'], dataActions: ['*'], ...lacking }];
  await wired.enter({ principals: [{ clientId, objectId: OBJECT, secret, roles }], ...scenario });
}

const refusedFor = (text: string): object => ({
  error: { code: 'LinkedAuthorizationFailed', message: stringWith(text) },
});
const stringWith = (text: string): string => expect.stringContaining(text) as unknown as string;

test('permissions are shown to those who may read them, data actions that a role leaves out with them', async () => {
  await without({ notDataActions: ['Microsoft.Storage/*'] });
  const { body } = await arm('GET', `${GROUP}/providers/Microsoft.Authorization/permissions`);
  expect(body).toMatchObject({
    value: [{ actions: ['*'], dataActions: ['*'], notDataActions: ['Microsoft.Storage/*'] }],
  });
  expect((await blob('GET', `${BLOBS}/vhds?restype=container&comp=list`)).status).toBe(403);

  await without({ notActions: ['Microsoft.Authorization/*/read'] });
  for (const type of ['permissions', 'denyAssignments']) {
    const { status, body: refusal } = await arm('GET', `${GROUP}/providers/Microsoft.Authorization/${type}`);
    expect([status, refusal]).toMatchObject([
      403,
      { error: { message: stringWith(`Microsoft.Authorization/${type}/read`) } },
    ]);
  }
});

const location = 'westeurope';
const SNAPSHOT = { location, properties: { creationData: { createOption: 'Copy', sourceResourceId: OS_DISK } } };

test.each([
  ['operations', 'POST', `${VM}/deallocate`, undefined],
  ['diskOperations', 'PUT', `${COMPUTE}/snapshots/s`, SNAPSHOT],
  ['capsOperations', 'PUT', GALLERY, { location }],
])('a poll needs the action of its kind: %s', async (kind, method, id, body) => {
  const action = `Microsoft.Compute/locations/${kind}/read`;
  await without({ notActions: [action] });
  const started = await arm(method, id, body);
  const url = String(started.headers['azure-asyncoperation']);
  expect(url.toLowerCase()).toContain(`/${kind.toLowerCase()}/`);
  const poll = await wired.ask(url, { audience: 'arm' });
  expect([poll.status, poll.body]).toMatchObject([403, { error: { message: stringWith(`'${action}'`) } }]);
  const unknown = await arm('GET', `${SUBSCRIPTION}/providers/Microsoft.Compute/locations/westeurope/${kind}/unknown`);
  expect(unknown.status).toBe(403);
});

test.each([
  ['the resource group', GROUP, 200],
  ['another resource group', `${GROUP}-2`, 403],
  ['the resource alone', VM, 403],
])('a poll by a role on %s', async (_, scope, status) => {
  const roles = [
    { scope: VM, actions: ['Microsoft.Compute/virtualMachines/*'], dataActions: [] },
    { scope, actions: ['Microsoft.Compute/locations/operations/read'], dataActions: [] },
  ];
  await wired.enter({ principals: [{ clientId, objectId: OBJECT, secret, roles }] });
  const started = await arm('POST', `${VM}/deallocate`);
  const poll = await wired.ask(String(started.headers['azure-asyncoperation']), { audience: 'arm' });
  expect(poll.status).toBe(status);
});

describe('a pool that uses something', () => {
  const subnet = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes`;
  const address = `${GROUP}/providers/Microsoft.Network/publicIPAddresses/out`;
  const identity = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/nodes`;
  const imageReference = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' };

  test.each([
    ['Microsoft.Network/virtualNetworks/subnets/join/action', subnet],
    ['Microsoft.Network/publicIPAddresses/join/action', address],
  ])('at the data plane: %s', async (action, id) => {
    await without({ notActions: [action] });
    const { status, body } = await batch('POST', '/pools', {
      id: 'p',
      vmSize: 'standard_d2s_v5',
      targetDedicatedNodes: 1,
      virtualMachineConfiguration: { imageReference, nodeAgentSKUId: 'batch.node.ubuntu 24.04' },
      networkConfiguration: {
        subnetId: subnet,
        publicIPAddressConfiguration: { provision: 'usermanaged', ipAddressIds: [address] },
      },
    });
    const value = `The user identity used for this operation does not have the required privelege ${action} on the specified resource ${id}.`;
    expect([status, body]).toMatchObject([
      403,
      { code: 'InsufficientPermissions', values: [{ key: 'Reason', value }] },
    ]);
  });

  test.each([
    ['Microsoft.Network/virtualNetworks/subnets/join/action', 'join/action', subnet],
    ['Microsoft.ManagedIdentity/userAssignedIdentities/assign/action', undefined, identity],
  ])('at Resource Manager: %s', async (action, shown, id) => {
    await without({ notActions: [action] });
    const answer = await arm('PUT', `${BATCH}/pools/p`, {
      identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
      properties: {
        vmSize: 'Standard_D2s_v5',
        deploymentConfiguration: {
          virtualMachineConfiguration: { imageReference, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
        },
        networkConfiguration: { subnetId: subnet },
      },
    });
    const text = `has permission to perform action 'Microsoft.Batch/batchAccounts/pools/write' on scope '${BATCH}/pools/p'; however, it does not have permission to perform action '${shown ?? action}' on the linked scope(s) '${id}'`;
    expect([answer.status, answer.body]).toMatchObject([403, refusedFor(text)]);
  });
});

describe('a deny assignment', () => {
  const denyAssignment = (scope: string, properties: object): object => ({
    changes: [
      {
        id: `${scope}/providers/Microsoft.Authorization/denyAssignments/stack`,
        body: {
          properties: {
            denyAssignmentName: 'Kept by the stack',
            principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
            excludePrincipals: [],
            ...properties,
          },
        },
      },
    ],
  });
  const writes = { permissions: [{ actions: ['*/write', '*/delete'], notActions: ['*/snapshots/*'] }] };

  beforeEach(async () => without({}, denyAssignment(GROUP, writes)));

  test('takes away what a role gives, but for what it leaves out', async () => {
    const { status, body } = await arm('PUT', GALLERY, { location });
    const message = `The client '${clientId}' with object id '${OBJECT}' has permission to perform action 'Microsoft.Compute/galleries/write' on scope '${GALLERY}'; however, the access is denied because of the deny assignment with name 'Kept by the stack' and Id 'stack' at scope '${GROUP}'.`;
    expect([status, body]).toEqual([403, { error: { code: 'DenyAssignmentAuthorizationFailed', message } }]);
    expect((await arm('PUT', `${COMPUTE}/snapshots/s`, SNAPSHOT)).status).toBe(202);
  });

  test('is listed at its scope, above it and below it, and nowhere else', async () => {
    const list = async (scope: string): Promise<unknown> =>
      (await arm('GET', `${scope}/providers/Microsoft.Authorization/denyAssignments`)).body;
    for (const scope of [SUBSCRIPTION, GROUP, STORAGE]) {
      expect(await list(scope)).toMatchObject({ value: [{ properties: { denyAssignmentName: 'Kept by the stack' } }] });
    }
    await without({}, denyAssignment(VM, writes));
    expect(await list(STORAGE)).toEqual({ value: [] });
  });

  test.each([
    ['of another principal', { principals: [{ id: clientId, type: 'ServicePrincipal' }] }],
    ['that leaves the caller out', { excludePrincipals: [{ id: OBJECT, type: 'ServicePrincipal' }] }],
    ['of its scope alone', { doNotApplyToChildScopes: true }],
  ])('%s does not count', async (_, properties) => {
    await without({}, denyAssignment(GROUP, { ...writes, ...properties }));
    expect((await arm('PUT', GALLERY, { location })).status).toBe(200);
  });

  test('counts for what a request refers to, and for data', async () => {
    const permissions = [{ actions: ['*/beginGetAccess/action'], dataActions: ['*/blobs/read'] }];
    await without({}, denyAssignment(GROUP, { permissions }));
    const { body } = await arm('PUT', `${COMPUTE}/snapshots/s`, SNAPSHOT);
    const text = `action 'Microsoft.Compute/disks/beginGetAccess/action' on the '0' linked scope(s) '' or the linked scope(s) are invalid and is blocked by deny assignments on the '1' linked scope(s) '${OS_DISK}'.`;
    expect(body).toMatchObject(refusedFor(text));
    expect((await blob('GET', `${BLOBS}/vhds?restype=container&comp=list`)).status).toBe(403);
  });
});
