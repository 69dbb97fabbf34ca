import { describe, expect, test } from '@jest/globals';
import { specHash } from '../../src/pool/canonical.ts';
import { formatProblem } from '../../src/problem.ts';
import { makePlan } from '../../src/release/make-plan.ts';
import type { Plan } from '../../src/release/plan.ts';
import type { Request } from '../../src/release/request.ts';
import type { Survey } from '../../src/release/survey.ts';
import { ARM, DATA_PLANE, specOf } from '../pool/specs.ts';
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
    const survey = someSurvey(asked, {
      batchAccount: someBatchAccount({ location: 'northeurope', dedicatedCoreQuota: 1202 }),
    });
    expect(planOf(asked, survey).version.targetRegions).toEqual([
      { name: 'westeurope', replicas: 1 },
      { name: 'northeurope', replicas: 3 },
    ]);
  });

  test('leaves room for the regions that the workflow names: its own replicas give way', () => {
    const base = someRequest();
    const autoScaleFormula = '$TargetDedicatedNodes = 3000;';
    const spec = specOf({ id: 'render', vmSize: 'Standard_D2s_v5', enableAutoScale: true, autoScaleFormula });
    const image = { ...base.image, replicaRegions: new Map([['eastus', 95]]) };
    const request = someRequest({ image, pool: { ...base.pool, spec } });
    const survey = someSurvey(request, { batchAccount: someBatchAccount({ dedicatedCoreQuota: 6000 }) });
    expect(planOf(request, survey).version.targetRegions).toEqual([
      { name: 'westeurope', replicas: 5 },
      { name: 'eastus', replicas: 95 },
    ]);
  });

  test('tells which node agent the pool has, and why', () => {
    const request = someRequest();
    const plan = planOf(request, someSurvey(request));
    const reason = 'Batch lists it for Canonical:ubuntu-24_04-lts:server, the image of the source';
    expect(plan.pool.nodeAgent).toEqual({ sku: 'batch.node.ubuntu 24.04', reason });
    expect(plan.steps.find(({ id }) => id === 'pool')?.reason).toBe(
      `in Batch account batchrender, pinned to the image version; node agent batch.node.ubuntu 24.04: ${reason}`,
    );
  });

  test('encrypts the nodes at host as the VM is, where the shape of the pool can say it', () => {
    const base = someRequest();
    const encrypted = (spec: object, encryptionAtHost: boolean): boolean | undefined => {
      const request = someRequest({ pool: { ...base.pool, spec: specOf(spec) } });
      return planOf(request, someSurvey(request, { vm: someVm({ encryptionAtHost }) })).pool.security.encryptionAtHost;
    };
    expect([encrypted(ARM, true), encrypted(ARM, false), encrypted(DATA_PLANE, true)]).toEqual([true, false, false]);

    const elsewhere = (poolAllocationMode: 'BatchService' | 'UserSubscription'): boolean | undefined => {
      const { id } = someBatchAccount();
      const batchAccount = someBatchAccount({ poolAllocationMode, id: id.replace('11111111', '99999999') });
      const request = someRequest({ pool: { ...base.pool, spec: specOf(ARM) } });
      const survey = someSurvey(request, { vm: someVm({ encryptionAtHost: true }), batchAccount });
      return planOf(request, survey).pool.security.encryptionAtHost;
    };
    expect([elsewhere('BatchService'), elsewhere('UserSubscription')]).toEqual([true, false]);
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

  test('only waits for a version that Azure is still making', () => {
    const request = someRequest();
    const replication = [{ region: 'westeurope', state: 'Replicating' as const, progress: 30 }];
    const version = someVersion(request, { provisioningState: 'Creating', replication });
    expect(todo(planOf(request, someSurvey(request, { ...finished(request), version })))).toEqual([
      'region',
      'regions',
    ]);
  });

  test('adds replicas that are wanted now', () => {
    const request = someRequest({ image: { ...someRequest().image, replicaRegions: new Map([['westeurope', 3]]) } });
    const plan = planOf(request, someSurvey(request, finished(request)));
    expect(plan.steps.find((step) => step.id === 'version')?.reason).toBe('replicas to add: westeurope=3');
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

test('how many jobs run on a pool that is in the way is told', () => {
  const request = someRequest();
  const found = (activeJobs: number): string | undefined =>
    problems(request, someSurvey(request, { pool: somePool(request, {}), activeJobs }))[0];
  expect(found(2)).toContain('in gallery renderGallery, and on which 2 active jobs run; expected');
  expect(found(1)).toContain('in gallery renderGallery, and on which 1 active job runs; expected');
  expect(found(0)).toContain('in gallery renderGallery; expected');
});

describe('what others made under the names of this release', () => {
  test('a snapshot is neither used nor deleted', () => {
    const request = someRequest();
    const survey = someSurvey(request);
    const id = `${VM_ID.split('/virtualMachines/')[0] ?? ''}/snapshots/abip-${survey.key}-os`;
    const snapshot = {
      id,
      name: 'abip',
      provisioningState: 'Succeeded',
      sourceDiskId: '',
      sizeBytes: 1,
      diskState: '',
    };
    const tags = { abip_key: survey.key, abip_content: CONTENT };
    expect(problems(request, someSurvey(request, { snapshots: new Map([['os', { ...snapshot, tags }]]) }))).toEqual([
      `vm-name: found snapshot ${id}, which has the name of a temporary of this release, but not its marks; ` +
        'expected a name that is free: this action deletes only what it made. Delete it if nobody needs it ' +
        `(az snapshot delete --ids ${id}), or release under a new version.`,
    ]);
  });

  test('a VHD that another release is writing is not gone on with', () => {
    const request = someRequest();
    const blob = { length: 1, etag: '', leased: false, blobType: 'PageBlob' as const };
    const metadata = { abip_key: 'other', abip_state: 'writing' };
    expect(problems(request, someSurvey(request, { blobs: new Map([['os', { ...blob, metadata }]]) }))).toEqual([
      expect.stringMatching(/^vhd-prefix: found blob .+, which was made by something else \(it has no abip marks\);/),
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
