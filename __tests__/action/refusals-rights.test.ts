// A principal that may do everything but some things, as the services tell it: the action, the scope and the role are named
// before anything is written. rights.test.ts has those whom lists of permissions tell of.
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { idOf, IDS, world } from './worlds.ts';

const stage = createStage();
const { clientId, clientSecret: secret, subscriptionId } = DEFAULT_NAMES;
const GROUP = idOf('x', 'x').split('/providers/')[0] ?? '';
const EVERYTHING = ['*'];

interface Role {
  readonly scope?: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
}

async function signedInWith(roles: readonly Role[]): Promise<void> {
  const all = roles.map((role) => ({ scope: `/subscriptions/${subscriptionId}`, dataActions: EVERYTHING, ...role }));
  const scenario = { principals: [{ clientId, secret, federated: {}, roles: all }] };
  await stage.control.reset(world({ scenario }));
}

async function without(...notActions: readonly string[]): Promise<void> {
  await signedInWith([{ actions: EVERYTHING, notActions }]);
}

const LATER = 'a new assignment can take minutes to count.';

describe('a right to read that is missing', () => {
  const snapshot = expect.stringMatching(new RegExp(`^${GROUP}/providers/Microsoft.Compute/snapshots/abip-`));
  test.each<[string, string, string | typeof snapshot, string, string]>([
    ['Microsoft.Compute/virtualMachines/read', 'vm-name', IDS.vm, 'Reader', 'vm-golden'],
    ['Microsoft.Compute/snapshots/read', 'vm-name', snapshot, 'Reader', 'rg-images'],
    [
      'Microsoft.Compute/galleries/images/versions/read',
      'gallery',
      `${IDS.definition}/versions/1.4.0`,
      'Reader',
      'renderGallery',
    ],
    ['Microsoft.Storage/storageAccounts/read', 'storage-account', IDS.storage, 'Reader', 'strender'],
    ['Microsoft.Batch/batchAccounts/read', 'batch-account', IDS.batch, 'Reader', 'batchrender'],
  ])('%s', async (action, input, scope, role, on) => {
    await without(action);
    const { messages } = await refusedRun(stage);
    expect(messages).toHaveLength(1);
    const [, found] = /over (\S+) \(AuthorizationFailed\)/.exec(messages[0] ?? '') ?? [];
    expect(found).toEqual(scope);
    expect(messages).toEqual([
      `${input}: found no right to ${action} over ${found} (AuthorizationFailed); expected a role with that action for ` +
        `${clientId}. Assign ${role} on ${on} or above it; ${LATER}`,
    ]);
  });

  test('pools, which Batch itself checks', async () => {
    await without('Microsoft.Batch/batchAccounts/pools/read');
    expect((await refusedRun(stage)).messages).toEqual([
      `batch-account: found no right to Microsoft.Batch/batchAccounts/pools/read over ${IDS.batch} (InsufficientPermissions); ` +
        `expected a role with that action for the signed-in identity. Assign Azure Batch Data Contributor on batchrender or above it; ${LATER}`,
    ]);
  });

  test('blobs, which an Owner may not read', async () => {
    await signedInWith([{ actions: EVERYTHING, dataActions: [] }]);
    expect((await refusedRun(stage)).messages).toEqual([
      'storage-account: found no right to Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read over ' +
        `${IDS.storage} (AuthorizationPermissionMismatch); expected a role with that action for the signed-in identity. ` +
        `Assign Storage Blob Data Contributor on strender or above it; ${LATER}`,
      'storage-account: found no right to Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write over ' +
        `${IDS.storage}; expected a role with that action for the signed-in identity. Assign Storage Blob Data Contributor on ` +
        `strender or above it; ${LATER}`,
    ]);
  });

  test('all rights: what is missing is told at once, as far as it can be seen', async () => {
    await signedInWith([]);
    const { messages } = await refusedRun(stage);
    expect(messages.map((message) => /no right to (\S+)/.exec(message)?.[1])).toEqual([
      'Microsoft.Compute/virtualMachines/read',
      'Microsoft.Compute/galleries/read',
      'Microsoft.Compute/galleries/images/read',
      'Microsoft.Compute/galleries/images/versions/read',
      'Microsoft.Batch/batchAccounts/read',
    ]);
  });
});

test('several rights to write are told together, and with other problems', async () => {
  await signedInWith([{ actions: ['*/read'] }]);
  const { messages } = await refusedRun(stage, { 'replica-regions': 'atlantis' });
  expect(messages.map((message) => /no right to (\S+)/.exec(message)?.[1] ?? message.split(':')[0])).toEqual([
    'replica-regions',
    'Microsoft.Compute/virtualMachines/deallocate/action',
    'Microsoft.Compute/snapshots/write',
    'Microsoft.Compute/disks/beginGetAccess/action',
    'Microsoft.Compute/galleries/images/write',
    'Microsoft.Storage/storageAccounts/blobServices/containers/write',
    'Microsoft.Compute/snapshots/beginGetAccess/action',
    'Microsoft.Compute/snapshots/endGetAccess/action',
    'Microsoft.Compute/galleries/images/versions/write',
    'Microsoft.Batch/batchAccounts/pools/write',
    'Microsoft.Compute/disks/beginGetAccess/action',
    'Microsoft.Compute/snapshots/delete',
  ]);
});

test('a deny assignment is told: no role helps against it', async () => {
  const properties = {
    denyAssignmentName: 'Kept by the stack',
    permissions: [{ actions: ['Microsoft.Compute/*/write'], notActions: ['Microsoft.Compute/galleries/*'] }],
    principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
  };
  const id = `${GROUP}/providers/Microsoft.Authorization/denyAssignments/stack`;
  await stage.control.reset(world({ more: [{ id, body: { properties } }] }));
  expect((await refusedRun(stage)).messages).toEqual([
    `vm-name: found that deny assignment 'Kept by the stack' over ${GROUP} forbids Microsoft.Compute/snapshots/write; expected none ` +
      'against the signed-in identity, or the identity among those that it leaves out. Ask the owner of the deny assignment (a ' +
      'deployment stack, a managed application) to exclude the identity: no role overrules it.',
  ]);
});
