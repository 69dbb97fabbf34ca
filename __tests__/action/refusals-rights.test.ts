// A principal that may do everything but one thing: the action, the scope and the role are named before anything is written.
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
    ['Microsoft.Compute/disks/read', 'vm-name', IDS.osDisk, 'Reader', 'rg-images'],
    ['Microsoft.Compute/snapshots/read', 'vm-name', snapshot, 'Reader', 'rg-images'],
    ['Microsoft.Compute/galleries/read', 'gallery', IDS.gallery, 'Reader', 'renderGallery'],
    ['Microsoft.Compute/galleries/images/read', 'gallery', IDS.definition, 'Reader', 'renderGallery'],
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

describe('a right to write that is missing', () => {
  const compute = 'Microsoft.Compute';
  const gallery = 'Compute Gallery Artifacts Publisher';
  test.each<[string, string, string, string, Readonly<Record<string, string>>]>([
    [`${compute}/virtualMachines/deallocate/action`, 'vm-name', IDS.vm, 'Virtual Machine Contributor', {}],
    [
      `${compute}/virtualMachines/generalize/action`,
      'vm-name',
      IDS.vm,
      'Virtual Machine Contributor',
      { 'capture-mode': 'generalize' },
    ],
    [`${compute}/snapshots/write`, 'vm-name', GROUP, 'Disk Snapshot Contributor', {}],
    [`${compute}/snapshots/delete`, 'vm-name', GROUP, 'Disk Snapshot Contributor', {}],
    [`${compute}/snapshots/beginGetAccess/action`, 'vm-name', GROUP, 'Disk Snapshot Contributor', {}],
    [`${compute}/snapshots/endGetAccess/action`, 'vm-name', GROUP, 'Disk Snapshot Contributor', {}],
    [`${compute}/galleries/write`, 'gallery', GROUP, gallery, { gallery: 'newGallery', 'create-gallery': 'true' }],
    [`${compute}/galleries/images/write`, 'gallery', IDS.gallery, gallery, {}],
    [`${compute}/galleries/images/versions/write`, 'gallery', IDS.gallery, gallery, {}],
    ['Microsoft.Batch/batchAccounts/pools/write', 'batch-account', IDS.batch, 'Azure Batch Data Contributor', {}],
  ])('%s', async (action, input, scope, role, inputs) => {
    await without(action);
    expect((await refusedRun(stage, inputs)).messages).toEqual([
      `${input}: found no right to ${action} over ${scope}; expected a role with that action for the signed-in identity. ` +
        `Assign ${role} on ${scope.slice(scope.lastIndexOf('/') + 1)} or above it; ${LATER}`,
    ]);
  });

  test('to the image of the pool: Reader is not enough for Batch', async () => {
    await without(`${compute}/disks/beginGetAccess/action`);
    expect((await refusedRun(stage)).messages).toEqual([
      `gallery: found no right to ${compute}/disks/beginGetAccess/action over ${IDS.gallery}; expected a role with that action ` +
        'for the signed-in identity. Assign Disk Snapshot Contributor, or another role with this action (Reader is not enough ' +
        `for Batch), on renderGallery or above it; ${LATER}`,
    ]);
  });

  test('several are told together', async () => {
    await signedInWith([{ actions: ['*/read'] }]);
    expect((await refusedRun(stage)).messages.map((message) => /no right to (\S+)/.exec(message)?.[1])).toEqual([
      `${compute}/virtualMachines/deallocate/action`,
      `${compute}/snapshots/write`,
      `${compute}/galleries/images/write`,
      `${compute}/snapshots/beginGetAccess/action`,
      `${compute}/snapshots/endGetAccess/action`,
      `${compute}/galleries/images/versions/write`,
      'Microsoft.Batch/batchAccounts/pools/write',
      `${compute}/disks/beginGetAccess/action`,
      `${compute}/snapshots/delete`,
    ]);
  });
});

describe('rights that cannot be checked', () => {
  const warnings = (annotations: readonly { level: string; message: string }[]): readonly string[] =>
    annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

  test('where permissions cannot be read, the run warns and goes on', async () => {
    await stage.control.reset(world());
    const error = { code: 'AuthorizationFailed', message: 'You may not.' };
    const answer = { kind: 'answer', status: 403, body: { error } };
    await stage.control.addFaults([{ match: { url: 'Microsoft.Authorization/permissions' }, times: 100, do: answer }]);
    const run = await stage.run();
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: '' });
    const scopes = [IDS.vm, GROUP, IDS.gallery, IDS.storage, IDS.batch];
    expect([...warnings(run.annotations)].sort()).toEqual(
      scopes
        .map(
          (scope) =>
            `The rights on ${scope} could not be checked: the signed-in identity may not read its own permissions there.`,
        )
        .sort(),
    );
    expect(run.summary).toContain('### Warnings');
  });

  test.each(['blobs/write', 'write'])(
    'a right that a role on the container may give, %s, is a warning',
    async (right) => {
      const action = `Microsoft.Storage/storageAccounts/blobServices/containers/${right}`;
      const data = ['Microsoft.Batch/*', 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'];
      const role =
        right === 'write' ? { actions: EVERYTHING, notActions: [action] } : { actions: EVERYTHING, dataActions: data };
      await signedInWith([role]);
      const run = await stage.run({ mode: 'plan' });
      expect(run.exitCode).toBe(0);
      expect(warnings(run.annotations)).toEqual([
        `The signed-in identity has no right to ${action} over ${IDS.storage}. Unless a role on something below gives it, a later ` +
          'step will be refused: assign Storage Blob Data Contributor.',
      ]);
      expect(await stage.writes()).toEqual([]);
    },
  );
});
