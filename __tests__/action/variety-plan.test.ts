import { describe, expect, test } from '@jest/globals';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { dataDisks, IDS, vmStatuses, world, type Changes } from './worlds.ts';

const stage = createStage();

type Inputs = Readonly<Record<string, string | undefined>>;

interface PlanStep {
  readonly id: string;
  readonly state: 'todo' | 'done';
  readonly reason: string;
  readonly after: readonly string[];
}

/** The plan of a run in mode plan, which must write nothing. */
async function planOf(inputs: Inputs): Promise<readonly PlanStep[]> {
  const before = (await stage.writes()).length;
  const run = await stage.run({ ...inputs, mode: 'plan' });
  expectSuccess(run);
  expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  expect(run.outputs['changed']).toBe('false');
  expect(Object.keys(run.outputs).sort()).toEqual(['changed', 'result']);
  expect(run.summary).toContain('## 📋 Plan: nothing was written');
  expect(run.post).toMatchObject({ exitCode: 0, stdout: '', annotations: [] });
  const result = JSON.parse(run.outputs['result'] ?? '') as { outcome: string; plan: readonly PlanStep[] };
  expect(result.outcome).toBe('planned');
  for (const { id } of result.plan) expect(run.stdout).toContain(titleOf(result.plan, id));
  return result.plan;
}

function titleOf(plan: readonly PlanStep[], id: string): string {
  return plan.find((step) => step.id === id)?.reason ?? '';
}

const idsOf = (plan: readonly PlanStep[], state: PlanStep['state']): readonly string[] =>
  plan.filter((step) => step.state === state).map(({ id }) => id);

const TRUSTED: Changes = {
  vm: {
    properties: {
      securityProfile: { securityType: 'TrustedLaunch', uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } },
    },
  },
  osDisk: { properties: { securityProfile: { securityType: 'TrustedLaunch' } } },
};

const { vm, more } = dataDisks([{ lun: 3, name: 'vm-golden-data' }]);

const EVERYTHING = [
  'deallocate',
  'snapshot:os',
  'definition',
  'export:os',
  'version',
  'region',
  'regions',
  'pool',
  'proof',
  'delete-snapshot:os',
];

describe('mode: plan', () => {
  test.each<[string, Changes, Inputs, readonly string[]]>([
    ['the default world', {}, {}, EVERYTHING],
    ['a Trusted Launch VM', TRUSTED, {}, EVERYTHING],
    ['a VM that is deallocated', { vm: vmStatuses('deallocated') }, {}, EVERYTHING.slice(1)],
    ['no gallery', { without: [IDS.gallery] }, { 'create-gallery': 'true' }, [...EVERYTHING, 'gallery']],
    ['no export', {}, { 'export-vhd': 'false' }, EVERYTHING.filter((id) => id !== 'export:os')],
    ['no wait', {}, { 'wait-for': 'none' }, EVERYTHING.filter((id) => id !== 'proof')],
    ['generalize', {}, { 'capture-mode': 'generalize' }, [...EVERYTHING, 'generalize']],
    ['data disks', { vm, more }, {}, [...EVERYTHING, 'snapshot:data-3', 'export:data-3', 'delete-snapshot:data-3']],
    ['data disks left out', { vm, more }, { 'data-disks': 'exclude' }, EVERYTHING],
  ])('%s', async (_, changes, inputs, todo) => {
    await stage.control.reset(world(changes));
    expect(idsOf(await planOf(inputs), 'todo').toSorted()).toEqual(todo.toSorted());
  });

  test('after a release: everything is done, and the version names its content', async () => {
    await stage.control.reset(world());
    await stage.run();
    const plan = await planOf({});
    expect(idsOf(plan, 'todo')).toEqual([]);
    expect(idsOf(plan, 'done')).toEqual(['definition', 'export:os', 'version', 'region', 'regions', 'pool', 'proof']);
  });

  test('after a release, with a region more: only that region', async () => {
    await stage.control.reset(world());
    await stage.run();
    const plan = await planOf({ 'replica-regions': 'eastus' });
    expect(idsOf(plan, 'todo')).toEqual(['version', 'regions']);
    expect(titleOf(plan, 'version')).toBe('regions to add: eastus');
  });

  test('a plan that does not hold is refused, with its problems', async () => {
    await stage.control.reset(world({ without: [IDS.gallery, IDS.batch] }));
    const run = await stage.run({ mode: 'plan' });
    expect(run.exitCode).toBe(1);
    expect(run.annotations.map(({ title }) => title)).toEqual(['gallery', 'batch-account']);
    expect(await stage.writes()).toEqual([]);
  });
});
