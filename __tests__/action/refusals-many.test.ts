// Many problems at once: the log and the summary hold all of them, the annotations the first nine and how many more.
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { createStage } from './harness.ts';
import { refusedOnce, refusedRun } from './refusal.ts';
import { idOf, IDS, world } from './worlds.ts';

const stage = createStage();
const { clientId, clientSecret: secret, subscriptionId } = DEFAULT_NAMES;

describe('twenty-five problems with inputs', () => {
  const run = refusedOnce(stage, {
    inputs: {
      ...Object.fromEntries(
        Array.from({ length: 14 }, (_, index) => [`unknown-${String.fromCharCode(97 + index)}`, 'x']),
      ),
      'vm-name': undefined,
      gallery: undefined,
      'batch-account': undefined,
      'capture-mode': 'x',
      'export-vhd': 'x',
      'create-gallery': 'x',
      'end-of-life-date': 'x',
      'min-ready-nodes': 'x',
      'wait-for': 'x',
      mode: 'x',
      timeout: 'x',
    },
  });

  test('are all in the log and in the summary', () => {
    expect(run().messages).toHaveLength(25);
    expect(run().run.stdout).toContain('25 problems found: nothing was written');
    expect(run().run.summary).toContain('## ❌ 25 problems found: nothing was written');
    expect(
      run()
        .run.summary.split('\n')
        .filter((line) => line.startsWith('| <code>')),
    ).toHaveLength(25);
  });

  test('are ten annotations, the last of which says how many more', () => {
    const { annotations } = run().run;
    expect(annotations).toHaveLength(10);
    expect(annotations.at(-1)).toMatchObject({
      level: 'error',
      message: 'and 16 more: see the log and the job summary',
    });
    expect(annotations.slice(0, 9).map(({ message }) => message)).toEqual(
      run()
        .messages.slice(0, 9)
        .map((message) => `${message} See README.md#inputs`),
    );
  });

  test('are in the result too', () => {
    const result = JSON.parse(run().run.outputs['result'] ?? '') as { readonly problems: readonly unknown[] };
    expect(result.problems).toHaveLength(25);
  });
});

describe('twenty-five problems with what Azure holds, in every area', () => {
  const disks = Array.from({ length: 9 }, (_, lun) => ({ lun, id: idOf('Microsoft.Compute/disks', `data-${lun}`) }));
  const run = refusedOnce(stage, {
    inputs: { 'replica-regions': 'atlantis', 'capture-mode': 'generalize' },
    scenario: world({
      vm: {
        properties: {
          storageProfile: {
            dataDisks: disks.map(({ lun, id }) => ({ lun, name: `data-${lun}`, managedDisk: { id } })),
          },
        },
      },
      more: [
        ...disks.map(({ id }) => ({
          id,
          body: { managedBy: IDS.vm, sku: { name: 'UltraSSD_LRS' }, properties: { diskSizeGB: 2048 } },
        })),
      ],
      storage: { properties: { isHnsEnabled: true } },
      batch: { properties: { poolQuota: 0 } },
      without: [IDS.gallery],
      scenario: {
        principals: [
          {
            clientId,
            secret,
            federated: {},
            roles: [
              {
                scope: `/subscriptions/${subscriptionId}`,
                actions: ['*'],
                notActions: ['Microsoft.Compute/snapshots/write', 'Microsoft.Batch/batchAccounts/pools/write'],
                dataActions: ['*'],
              },
            ],
          },
        ],
      },
    }),
  });

  test('are told after one survey, whatever they are about', () => {
    expect(run().messages).toHaveLength(25);
    expect([...new Set(run().messages.map((message) => message.split(':')[0]))]).toEqual([
      ...['data-disks', 'gallery', 'replica-regions', 'storage-account', 'pool-spec', 'batch-account', 'vm-name'],
    ]);
    expect(run().messages.filter((message) => message.includes('found no right to'))).toHaveLength(2);
    expect(run().run.annotations.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(run().run.annotations.map(({ message }) => message)).toContain(
      'and 16 more: see the log and the job summary',
    );
  });

  test('come with the warnings that are known', () => {
    const warning = 'capture-mode generalize flags VM vm-golden as generalized: it can never be started again.';
    expect(run().run.annotations).toContainEqual(expect.objectContaining({ level: 'warning', message: warning }));
    expect(run().run.summary).toContain(warning);
  });
});

describe('a pool specification that cannot be used', () => {
  const inputs = {
    'pool-spec': '{"id": "render", "vmSize": "Standard_D2s_v5", "targetDedicatedNodes": 2, "vmCount": 1}',
    'end-of-life-date': '2020-01-01',
  };

  test('is told together with what Azure holds against the rest', async () => {
    await stage.control.reset(world({ without: [IDS.gallery], batch: { properties: { poolQuota: 0 } } }));
    const { messages } = await refusedRun(stage, inputs);
    expect(messages.map((message) => message.replace(/:.*/s, ''))).toEqual([
      ...['end-of-life-date', 'pool-spec', 'gallery', 'batch-account'],
    ]);
  });

  test('is told also where nobody can sign in', async () => {
    await stage.control.reset(world());
    const { run, messages } = await refusedRun(stage, { ...inputs, 'tenant-id': 'nowhere.example.com' });
    expect(messages).toHaveLength(2);
    expect(run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^Azure could not be surveyed, so these are the problems of the inputs alone: .*nowhere\.example\.com/s,
      ),
    ]);
  });
});
