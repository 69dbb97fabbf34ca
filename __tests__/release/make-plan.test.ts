import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Disk } from '../../src/azure/disks.ts';
import type { PowerState } from '../../src/azure/virtual-machines.ts';
import { specHash } from '../../src/pool/canonical.ts';
import { formatProblem } from '../../src/problem.ts';
import { makePlan } from '../../src/release/make-plan.ts';
import type { Plan, PlannedStep } from '../../src/release/plan.ts';
import type { Request } from '../../src/release/request.ts';
import type { Survey } from '../../src/release/survey.ts';
import {
  CONTENT,
  DATA_DISK_ID,
  DISK_ID,
  disksOf,
  someBatchAccount,
  someDefinition,
  someDisk,
  somePool,
  someRequest,
  someStorageAccount,
  someSurvey,
  someVersion,
  someVm,
  VM_ID,
  type SurveyChanges,
} from './world.ts';

function planOf(request: Request, survey: Survey): Plan {
  const planning = makePlan(request, survey);
  if (planning.kind === 'problems') throw new Error(planning.problems.map(formatProblem).join('\n'));
  return planning.plan;
}

function todo(plan: Plan): readonly string[] {
  return plan.steps.filter((step) => step.state === 'todo').map((step) => step.id);
}

function problems(request: Request, survey: Survey): readonly string[] {
  const planning = makePlan(request, survey);
  return planning.kind === 'problems' ? planning.problems.map(formatProblem) : [];
}

function finished(request: Request): SurveyChanges {
  const { key } = someSurvey(request);
  const marks = { abip_key: key, abip_content: CONTENT };
  return {
    definition: someDefinition(request),
    version: someVersion(request),
    blobs: new Map([
      [
        'os' as const,
        {
          length: 1,
          etag: '',
          metadata: { ...marks, abip_state: 'complete' },
          leased: false,
          blobType: 'PageBlob' as const,
        },
      ],
    ]),
    pool: somePool(request, { ...marks, abip_spec: specHash(request.pool.spec.body), abip_state: 'ready' }),
  };
}

describe('a first run', () => {
  test('stops the VM, snapshots, exports and publishes side by side, then makes and proves the pool', () => {
    const request = someRequest();
    const plan = planOf(request, someSurvey(request, { vm: someVm({ powerState: 'running' }) }));
    expect(todo(plan)).toEqual([
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
    ]);
    const after = (id: string): readonly string[] => plan.steps.find((step) => step.id === id)?.after ?? [];
    expect(after('export:os')).toEqual(['snapshot:os']);
    expect(after('version')).toEqual(['definition', 'snapshot:os']);
    expect(after('pool')).toEqual(['region']);
    expect(after('delete-snapshot:os')).toEqual(['regions', 'export:os']);
    expect(plan.content).toEqual({ kind: 'disks at rest', diskIds: [DISK_ID] });
  });

  test('with capture-mode generalize, flags the VM only after every snapshot exists', () => {
    const request = someRequest({ capture: { ...someRequest().capture, mode: 'generalize' } });
    const plan = planOf(request, someSurvey(request, { vm: someVm({ powerState: 'running' }) }));
    expect(plan.steps.find((step) => step.id === 'generalize')?.after).toEqual(['snapshot:os']);
  });

  test('replicates to the region of the Batch account, one replica for every 300 nodes', () => {
    const request = someRequest();
    const many = { ...request.pool.spec, body: { ...request.pool.spec.body, targetDedicatedNodes: 601 } };
    const asked = someRequest({ pool: { ...request.pool, spec: many } });
    const survey = someSurvey(asked, { batchAccount: someBatchAccount({ location: 'northeurope' }) });
    expect(planOf(asked, survey).version.targetRegions).toEqual([
      { name: 'westeurope', replicas: 1 },
      { name: 'northeurope', replicas: 3 },
    ]);
  });

  test('takes every data disk along, or none', () => {
    const vm = someVm({ dataDisks: [{ lun: 1, kind: 'managed', diskId: DATA_DISK_ID, caching: 'None' }] });
    const disks = disksOf(someDisk(), someDisk({ id: DATA_DISK_ID, name: 'data', uniqueId: 'other' }));
    const request = someRequest();
    expect(todo(planOf(request, someSurvey(request, { vm, disks })))).toEqual(
      expect.arrayContaining(['snapshot:data-1', 'export:data-1', 'delete-snapshot:data-1']),
    );
    const without = someRequest({ capture: { ...request.capture, dataDisks: 'exclude' } });
    expect(todo(planOf(without, someSurvey(without, { vm, disks })))).not.toContain('snapshot:data-1');
  });
});

describe('a later run of the same release', () => {
  test('has nothing to do when everything is there', () => {
    const request = someRequest();
    expect(todo(planOf(request, someSurvey(request, finished(request))))).toEqual([]);
  });

  test('only exports when only the export failed', () => {
    const request = someRequest();
    const survey = someSurvey(request, { ...finished(request), blobs: new Map() });
    expect(todo(planOf(request, survey))).toEqual(['snapshot:os', 'export:os', 'delete-snapshot:os']);
  });

  test('scales a failed pool up again and proves it', () => {
    const request = someRequest();
    const done = finished(request);
    const pool = somePool(request, { ...done.pool?.metadata, abip_state: 'failed' });
    const plan = planOf(request, someSurvey(request, { ...done, pool }));
    expect(todo(plan)).toEqual(['pool', 'proof']);
    expect(plan.steps.find((step) => step.id === 'pool')?.work.kind).toBe('reattach-pool');
  });

  test('adds a region that is wanted now', () => {
    const request = someRequest({ image: { ...someRequest().image, replicaRegions: new Map([['eastus', 2]]) } });
    const plan = planOf(request, someSurvey(request, finished(request)));
    expect(todo(plan)).toContain('version');
    expect(plan.steps.find((step) => step.id === 'version')?.reason).toBe('regions to add: eastus');
  });

  test('refuses a version whose VM was started since, or whose disks are others', () => {
    const request = someRequest();
    const running = someSurvey(request, { ...finished(request), vm: someVm({ powerState: 'running' }) });
    expect(problems(request, running)[0]).toContain('made before the VM was last started');
    const other = someSurvey(request, {
      ...finished(request),
      disks: disksOf(someDisk({ lastOwnershipUpdateTime: '2026-11-21T00:00:00Z' })),
    });
    expect(problems(request, other)[0]).toContain(`made of other content (${CONTENT}; the source is now`);
  });
});

describe('a pool of that ID which is not this release’s', () => {
  test('is left alone, and the message says which image it runs', () => {
    const request = someRequest();
    expect(problems(request, someSurvey(request, { pool: somePool(request, {}) }))).toEqual([
      'pool-id: found pool render, which runs version 1.3.0 of image vm-golden in gallery renderGallery; ' +
        'expected a pool ID that is free, or the pool that this release made. existing-pool: fail leaves it alone. ' +
        'Choose another pool-id; with {version} in it each release gets its own pool.',
    ]);
  });
});

describe('rights', () => {
  test('names the missing action, its scope and a role, before anything is written', () => {
    const request = someRequest();
    const permissions = new Map(someSurvey(request).permissions);
    permissions.set(VM_ID.toLowerCase(), [
      { actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] },
    ]);
    const survey = someSurvey(request, { vm: someVm({ powerState: 'running' }), permissions });
    expect(problems(request, survey)).toEqual([
      `vm-name: found no right to Microsoft.Compute/virtualMachines/deallocate/action over ${VM_ID}; ` +
        'expected a role with that action for the signed-in identity. Assign Virtual Machine ' +
        'Contributor on vm-golden or above it; a new assignment can take minutes to count.',
    ]);
  });

  test('that cannot be read become a warning, and the plan goes on', () => {
    const request = someRequest();
    const plan = planOf(request, someSurvey(request, { permissions: new Map() }));
    expect(plan.warnings.map(({ code }) => code)).toContain('rights-unchecked');
  });
});

/** Requests and surveys of every mixture that the types allow in these dimensions. */
const worlds = fc
  .record({
    power: fc.constantFrom<PowerState>('running', 'stopped', 'deallocated'),
    mode: fc.constantFrom('snapshot' as const, 'generalize' as const),
    exportVhd: fc.boolean(),
    waitFor: fc.constantFrom('ready' as const, 'steady' as const, 'none' as const),
    createGallery: fc.boolean(),
    galleryThere: fc.boolean(),
    vmThere: fc.boolean(),
    storageThere: fc.boolean(),
    done: fc.subarray(['definition', 'version', 'blobs', 'pool'] as const),
    versionState: fc.constantFrom('Creating' as const, 'Failed' as const, 'Succeeded' as const, 'Deleting' as const),
    poolState: fc.constantFrom('ready', 'failed', 'provisioning'),
    dataDisk: fc.option(fc.record({ sku: fc.constantFrom('Premium_LRS', 'UltraSSD_LRS') }), { nil: undefined }),
  })
  .map((given) => {
    const base = someRequest();
    const request = someRequest({
      capture: { ...base.capture, mode: given.mode, exportVhd: given.exportVhd },
      image: { ...base.image, createGallery: given.createGallery },
      pool: { ...base.pool, waitFor: given.waitFor },
    });
    const there = finished(request);
    const data: Disk[] = given.dataDisk ? [someDisk({ id: DATA_DISK_ID, uniqueId: 'd', sku: given.dataDisk.sku })] : [];
    const survey = someSurvey(request, {
      vm: given.vmThere
        ? someVm({
            powerState: given.power,
            dataDisks: data.map((disk) => ({ lun: 0, kind: 'managed', diskId: disk.id, caching: 'None' })),
          })
        : undefined,
      disks: disksOf(someDisk(), ...data),
      ...(given.galleryThere ? {} : { gallery: undefined }),
      ...(given.storageThere ? { storageAccount: someStorageAccount() } : { storageAccount: undefined }),
      ...(given.done.includes('definition') ? { definition: there.definition } : {}),
      ...(given.done.includes('version')
        ? { version: someVersion(request, { provisioningState: given.versionState }) }
        : {}),
      ...(given.done.includes('blobs') && there.blobs ? { blobs: there.blobs } : {}),
      ...(given.done.includes('pool')
        ? { pool: somePool(request, { ...there.pool?.metadata, abip_state: given.poolState }) }
        : {}),
    });
    return { request, survey };
  });

describe('every plan', () => {
  test('or its problems: never throws, and every problem names an input and a way out', () => {
    fc.assert(
      fc.property(worlds, ({ request, survey }) => {
        const planning = makePlan(request, survey);
        if (planning.kind === 'plan') return;
        expect(planning.problems.length).toBeGreaterThan(0);
        for (const problem of planning.problems) {
          expect(problem.input).toMatch(/^[a-z][a-z-]+$/);
          expect(problem.fix).not.toBe('');
        }
      }),
    );
  });

  test('lists each step after those it waits for, and removes every snapshot that it makes, last', () => {
    fc.assert(
      fc.property(worlds, ({ request, survey }) => {
        const planning = makePlan(request, survey);
        if (planning.kind === 'problems') return;
        const { steps } = planning.plan;
        const position = new Map(steps.map((step, index) => [step.id, index]));
        steps.forEach((step, index) => {
          for (const id of step.after) expect(position.get(id)).toBeLessThan(index);
        });
        for (const step of steps.filter(isOpenSnapshot)) {
          const remover = steps.find((one) => one.work.kind === 'delete-snapshot' && one.resource === step.resource);
          expect(remover?.state).toBe('todo');
          const waits = reachable(steps, remover?.id ?? '');
          for (const user of steps.filter((one) => one.after.includes(step.id) && one.work.kind !== 'generalize-vm')) {
            expect(waits).toContain(user.id);
          }
        }
      }),
    );
  });

  test('flags no VM before its snapshots exist, and deletes nothing but snapshots', () => {
    fc.assert(
      fc.property(worlds, ({ request, survey }) => {
        const planning = makePlan(request, survey);
        if (planning.kind === 'problems') return;
        const { steps } = planning.plan;
        const flag = steps.find((step) => step.work.kind === 'generalize-vm');
        if (flag)
          expect(flag.after).toEqual(steps.filter((step) => step.work.kind === 'snapshot-disk').map(({ id }) => id));
        for (const step of steps.filter(({ phase }) => phase === 'cleanup')) {
          expect(step.resource).toContain('/snapshots/abip-');
        }
      }),
    );
  });
});

function isOpenSnapshot(step: PlannedStep): boolean {
  return step.work.kind === 'snapshot-disk';
}

/** Every step that `id` waits for, directly or not. */
function reachable(steps: readonly PlannedStep[], id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const before of steps.find((step) => step.id === name)?.after ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      visit(before);
    }
  };
  visit(id);
  return found;
}
