// Callers who have the roles of docs/roles, at the places that it says, and nothing else: each kind of release through the
// bundle, and some that lack one right.
import { describe, expect, test } from '@jest/globals';
import type { RoleName } from '../../scripts/roles.ts';
import { principalOf, principalWith, rightsOf, SPREAD, SPREAD_INPUTS, spreadWorld } from './exact-roles.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { createVhdFiles } from './vhd-files.ts';
import { AGENT_POOL_SPEC } from './worlds.ts';

const stage = createStage();
const vhds = createVhdFiles(stage);
const RELEASE: readonly RoleName[] = ['release-snapshot', 'follow-operations', 'check-room', 'check-locks'];

type Inputs = NonNullable<Parameters<typeof stage.run>[0]>;
type Run = Awaited<ReturnType<typeof stage.run>>;

async function enter(roles: readonly RoleName[], lacking?: readonly string[]): Promise<void> {
  await stage.control.reset(spreadWorld(principalWith(roles, { lacking })));
}

function endOf(run: Run): object {
  const { exitCode, stderr, post, annotations } = run;
  const warnings = annotations.filter(({ level }) => level !== 'notice').map(({ message }) => message);
  return { exitCode, stderr, post: post?.exitCode, warnings };
}

describe('exactly the rights of docs/roles are enough to', () => {
  test.each<[string, readonly RoleName[], Inputs]>([
    ['release a VM', RELEASE, {}],
    ['plan', RELEASE, { mode: 'plan' }],
    [
      'inspect',
      ['inspect'],
      { mode: 'inspect', 'vm-name': undefined, 'pool-spec': undefined, 'resource-group': undefined },
    ],
  ])('%s', async (_, roles, inputs) => {
    await enter(roles);
    const run = await stage.run({ ...SPREAD_INPUTS, ...inputs });
    expect(endOf(run)).toEqual({ exitCode: 0, stderr: '', post: 0, warnings: [] });
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test('release a VHD file', async () => {
    await enter(['release-vhd-file', 'follow-operations', 'check-room', 'check-locks']);
    const run = await stage.run({
      ...SPREAD_INPUTS,
      'vm-name': undefined,
      'vhd-file': await vhds.write('golden', 24),
      'image-definition': 'golden',
      'os-type': 'Linux',
      'hyper-v-generation': 'V1',
      'pool-spec': AGENT_POOL_SPEC,
    });
    expect(endOf(run)).toEqual({ exitCode: 0, stderr: '', post: 0, warnings: [] });
  });
});

test('with the rights to read only, a plan is made, and tells what a release would lack', async () => {
  await enter(['plan', 'check-room', 'check-locks']);
  const run = await stage.run({ ...SPREAD_INPUTS, mode: 'plan' });
  const missing = (scope: string, ...actions: readonly string[]): string => `over ${scope}: ${actions.join(', ')}`;
  const compute = (...actions: readonly string[]): readonly string[] =>
    actions.map((one) => `Microsoft.Compute/${one}`);
  const containers = 'Microsoft.Storage/storageAccounts/blobServices/containers';
  const places = [
    missing(SPREAD.vm, ...compute('virtualMachines/deallocate/action')),
    missing(
      SPREAD.vmGroup,
      ...compute(
        'locations/operations/read',
        'snapshots/write',
        'locations/diskOperations/read',
        'snapshots/beginGetAccess/action',
        'snapshots/endGetAccess/action',
        'snapshots/delete',
      ),
    ),
    missing(`${SPREAD.disk.split('/providers/')[0]}`, ...compute('disks/beginGetAccess/action')),
    missing(
      SPREAD.gallery,
      ...compute('galleries/images/write', 'galleries/images/versions/write', 'disks/beginGetAccess/action'),
    ),
    missing(SPREAD.storage, `${containers}/write`, `${containers}/blobs/write`),
    missing(SPREAD.batch, 'Microsoft.Batch/batchAccounts/pools/write'),
  ];
  const unchecked =
    `The rights on ${SPREAD.gallery.split('/providers/')[0] ?? ''} could not be checked: the signed-in identity may not read ` +
    'its own permissions there.';
  const warning = `A release by this identity would be refused: it has no right ${places.join('; ')}.`;
  expect(endOf(run)).toEqual({ exitCode: 0, stderr: '', post: 0, warnings: [warning, unchecked] });
});

test('a caller who may not read permissions is warned, and the release succeeds', async () => {
  await enter(
    RELEASE,
    rightsOf(RELEASE).filter((right) => right.startsWith('Microsoft.Authorization/')),
  );
  const run = await stage.run(SPREAD_INPUTS);
  const scopes = [
    SPREAD.vm,
    SPREAD.vmGroup,
    SPREAD.disk.split('/providers/')[0] ?? '',
    SPREAD.gallery,
    SPREAD.gallery.split('/providers/')[0] ?? '',
    SPREAD.storage,
    SPREAD.batch,
  ];
  const warnings = scopes.map(
    (scope) =>
      `The rights on ${scope} could not be checked: the signed-in identity may not read its own permissions there.`,
  );
  const locks = [SPREAD.vmGroup, SPREAD.gallery.split('/providers/')[0] ?? ''].map(
    (group) =>
      `The locks on ${group} could not be read (Microsoft.Authorization/locks/read): if there is one, a step may be refused.`,
  );
  expect(endOf(run)).toEqual({ exitCode: 0, stderr: '', post: 0, warnings: [...warnings, ...locks] });
  expect(run.summary).toContain('### Warnings');
});

describe('a right that is missing', () => {
  const LATER = 'a new assignment can take minutes to count.';
  const vms = 'Microsoft.Compute/virtualMachines';
  const gallery = 'Compute Gallery Artifacts Publisher';
  test.each<[string, string, string, string]>([
    [`${vms}/deallocate/action`, 'vm-name', SPREAD.vm, 'Virtual Machine Contributor'],
    ['Microsoft.Compute/snapshots/write', 'vm-name', SPREAD.vmGroup, 'Disk Snapshot Contributor'],
    ['Microsoft.Compute/galleries/images/versions/write', 'gallery', SPREAD.gallery, gallery],
    [
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
      'storage-account',
      SPREAD.storage,
      'Storage Blob Data Contributor',
    ],
    ['Microsoft.Batch/batchAccounts/pools/write', 'batch-account', SPREAD.batch, 'Azure Batch Data Contributor'],
  ])('%s', async (action, input, scope, role) => {
    await enter(RELEASE, [action]);
    expect((await refusedRun(stage, SPREAD_INPUTS)).messages).toEqual([
      `${input}: found no right to ${action} over ${scope}; expected a role with that action for the signed-in identity. ` +
        `Assign ${role} on ${scope.slice(scope.lastIndexOf('/') + 1)} or above it; ${LATER}`,
    ]);
  });

  test('disks/beginGetAccess, of the VM’s disks and of the image: Reader is not enough for Batch', async () => {
    const action = 'Microsoft.Compute/disks/beginGetAccess/action';
    await enter(RELEASE, [action]);
    const group = SPREAD.disk.split('/providers/')[0] ?? '';
    const expected = 'expected a role with that action for the signed-in identity';
    expect((await refusedRun(stage, SPREAD_INPUTS)).messages).toEqual([
      `vm-name: found no right to ${action} over ${group}; ${expected}. Assign Disk Snapshot Contributor on rg-disks or above it; ${LATER}`,
      `gallery: found no right to ${action} over ${SPREAD.gallery}; ${expected}. Assign Disk Snapshot Contributor, or another role ` +
        `with this action (Reader is not enough for Batch), on renderGallery or above it; ${LATER}`,
    ]);
  });

  test('to follow operations, which roles on resources alone do not give', async () => {
    await enter(['release-snapshot', 'check-room', 'check-locks']);
    expect((await refusedRun(stage, SPREAD_INPUTS)).messages).toEqual(
      ['operations', 'diskOperations'].map(
        (kind) =>
          `vm-name: found no right to Microsoft.Compute/locations/${kind}/read over ${SPREAD.vmGroup}; expected a role with that ` +
          'action for the signed-in identity. Assign Reader, or the custom role of docs/roles/follow-operations.json, on rg-images ' +
          `or above it; ${LATER}`,
      ),
    );
  });
});

describe('roles on less than the subscription are enough:', () => {
  const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*';
  const CONTAINER = {
    url: `https://${SPREAD.storage.split('/').at(-1) ?? ''}.blob.core.windows.net/system/other.vhd`,
    mebibytes: 1,
  };
  const contributor = (scope: string): object => ({
    scope,
    actions: ['*'],
    notActions: ['Microsoft.Authorization/*/write', 'Microsoft.Authorization/*/delete'],
    dataActions: [],
  });
  const groupOf = (id: string): string => id.split('/providers/')[0] ?? '';
  const groups = [SPREAD.vm, SPREAD.disk, SPREAD.gallery, SPREAD.storage, SPREAD.batch].map(groupOf);
  const UNCHECKED = [
    'Whether Batch offers vmSize Standard_D2s_v5 in westeurope, whether it takes the image, and whether the core quotas of Batch account',
  ];

  test('Contributor on each resource group', async () => {
    const data = { scope: groupOf(SPREAD.storage), actions: [], dataActions: [BLOBS] };
    await stage.control.reset(spreadWorld(principalOf([...groups.map(contributor), data])));
    const run = await stage.run(SPREAD_INPUTS);
    expect(endOf(run)).toEqual({
      exitCode: 0,
      stderr: '',
      post: 0,
      warnings: [expect.stringContaining(UNCHECKED[0] ?? '')],
    });
    expect(await stage.control.leftovers()).toEqual([]);
  });

  test.each([
    ['with Reader on the account', [{ scope: SPREAD.storage, actions: ['*/read'], dataActions: [] }], []],
    [
      'with a role that does not show containers',
      [
        {
          scope: SPREAD.storage,
          actions: ['Microsoft.Storage/storageAccounts/read', 'Microsoft.Authorization/*/read'],
          dataActions: [],
        },
      ],
      ['container-unchecked', 'right-perhaps-missing'],
    ],
  ])('data rights on the container alone, %s', async (_, account, codes) => {
    const roles = [
      ...groups.filter((group) => group !== groupOf(SPREAD.storage)).map(contributor),
      ...account,
      { scope: `${SPREAD.storage}/blobServices/default/containers/system`, actions: [], dataActions: [BLOBS] },
    ];
    await stage.control.reset(spreadWorld(principalOf(roles), { blobs: [CONTAINER] }));
    const run = await stage.run(SPREAD_INPUTS);
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: '' });
    const result = JSON.parse(run.outputs['result'] ?? '{}') as {
      readonly warnings: readonly { readonly code: string }[];
    };
    expect(result.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
  });
});
