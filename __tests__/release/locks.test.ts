// Locks against the steps of a plan: each test takes one plan of the whole release and says what a lock forbids of it.
import { describe, expect, test } from '@jest/globals';
import type { Snapshot } from '../../src/azure/disks.ts';
import type { Lock } from '../../src/azure/locks.ts';
import { formatProblem } from '../../src/problem.ts';
import { makePlan, type Planning } from '../../src/release/make-plan.ts';
import type { Request } from '../../src/release/request.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import {
  DISK_ID,
  someBatchAccount,
  someDefinition,
  someRequest,
  someStorageAccount,
  someSurvey,
  someVersion,
  someVm,
  VM_ID,
} from './world.ts';

const GROUP = VM_ID.split('/providers/')[0] ?? '';
const SUBSCRIPTION = GROUP.split('/resourceGroups/')[0] ?? '';

function lock(level: Lock['level'], scope: string, name = 'keep'): Lock {
  return { id: `${scope}/providers/Microsoft.Authorization/locks/${name}`, name, level, scope };
}

function planWith(locks: readonly Lock[] | undefined, request: Request = someRequest()): Planning {
  const vm = someVm({ powerState: 'running', guest: { agent: 'Ready' } });
  return makePlan(request, someSurvey(request, { vm, locks: new Map([[GROUP.toLowerCase(), locks]]) }));
}

function messages(locks: readonly Lock[], request?: Request): readonly string[] {
  const planning = planWith(locks, request);
  return planning.kind === 'problems' ? planning.problems.map(formatProblem) : [];
}

/** Everything that the plan of the default world asks of Resource Manager, in order. */
const STEPS =
  'Deallocate VM vm-golden; Snapshot the OS disk vm-golden_OsDisk_1; Create image definition vm-golden; ' +
  'Export VHD of the OS disk; Create image version 1.4.0; Delete snapshot of the OS disk';

const READ_ONLY = 'expected no lock on what the run has to change.';
const NO_DELETE = 'expected a place where the run can delete what it has to replace.';
const fix = (scope: string, name = 'keep'): string =>
  `Remove it for the release (az lock delete --ids ${scope}/providers/Microsoft.Authorization/locks/${name}), or ask who set it.`;

describe('a lock that forbids every change', () => {
  test.each([
    ['the resource group', GROUP],
    ['the subscription', SUBSCRIPTION],
    ['the resource group, in another case', GROUP.toUpperCase()],
  ])('on %s', (_, scope) => {
    expect(messages([lock('ReadOnly', scope)])).toEqual([
      `vm-name: found the ReadOnly lock keep on ${scope}, which forbids: ${STEPS}; ${READ_ONLY} ${fix(scope)}`,
    ]);
  });

  test('on the VM alone, or on the gallery alone', () => {
    const gallery = someRequest().image.galleryId;
    expect(messages([lock('ReadOnly', VM_ID), lock('ReadOnly', gallery, 'freeze')])).toEqual([
      `vm-name: found the ReadOnly lock keep on ${VM_ID}, which forbids: Deallocate VM vm-golden; ${READ_ONLY} ${fix(VM_ID)}`,
      `gallery: found the ReadOnly lock freeze on ${gallery}, which forbids: Create image definition vm-golden; Create image ` +
        `version 1.4.0; ${READ_ONLY} ${fix(gallery, 'freeze')}`,
    ]);
  });

  test('on what is only read, or asked directly, forbids nothing', () => {
    const places = [DISK_ID, someStorageAccount().id, someBatchAccount().id, `${VM_ID}-2`];
    expect(planWith(places.map((scope) => lock('ReadOnly', scope))).kind).toBe('plan');
  });

  test('on the Batch account forbids a pool that goes by Resource Manager', () => {
    const parsed = parsePoolSpec(
      JSON.stringify({
        properties: { vmSize: 'Standard_D2s_v5', scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } } },
      }),
    );
    if ('problems' in parsed) throw new Error('a good spec');
    const request = someRequest({ pool: { ...someRequest().pool, spec: parsed.spec } });
    const { id } = someBatchAccount();
    expect(messages([lock('ReadOnly', id)], request)).toEqual([
      `batch-account: found the ReadOnly lock keep on ${id}, which forbids: Create pool render; ${READ_ONLY} ${fix(id)}`,
    ]);
  });

  test('on the storage account forbids a gallery the key by which it reads a VHD', () => {
    const { image } = someRequest();
    const request = someRequest({ image: { ...image, wishes: { securityType: 'TrustedLaunchSupported' } } });
    const { id } = someStorageAccount();
    expect(messages([lock('ReadOnly', id)], request)).toEqual([
      `storage-account: found the ReadOnly lock keep on ${id}, which forbids: Create image version 1.4.0; ${READ_ONLY} ${fix(id)}`,
    ]);
  });
});

describe('a lock against deletions', () => {
  const key = someSurvey(someRequest()).key;
  const id = `${GROUP}/providers/Microsoft.Compute/snapshots/abip-${key}-os`;
  const left: Snapshot = {
    id,
    name: `abip-${key}-os`,
    provisioningState: 'Succeeded',
    sourceDiskId: DISK_ID,
    tags: { abip_key: key, abip_kind: 'temporary', abip_content: 'other' },
    sizeBytes: 1,
    diskState: 'Unattached',
  };
  const withLeft = (locks: readonly Lock[]): Planning => {
    const request = someRequest();
    const snapshots = new Map([['os' as const, left]]);
    return makePlan(request, someSurvey(request, { snapshots, locks: new Map([[GROUP.toLowerCase(), locks]]) }));
  };
  const warningsOf = (planning: Planning): readonly string[] =>
    planning.kind === 'plan' ? planning.plan.warnings.map(({ code, text }) => `${code}: ${text}`) : [];
  const kept = (level: Lock['level'], scope: string): string =>
    `lock-keeps-snapshots: The ${level} lock keep on ${scope} forbids to delete the snapshots that the run makes for itself: it ends ` +
    `with this snapshot left behind, which costs money until somebody deletes it (az snapshot delete --ids ${id}). Without the lock ` +
    `(az lock delete --ids ${scope}/providers/Microsoft.Authorization/locks/keep) the run deletes it itself.`;

  test('keeps the snapshots: a warning, and the release goes on', () => {
    const planning = planWith([lock('CanNotDelete', GROUP)]);
    expect(warningsOf(planning)).toEqual([kept('CanNotDelete', GROUP)]);
    expect(planning.kind === 'plan' ? planning.plan.forecast.effects.map(({ kind }) => kind) : []).not.toContain(
      'deletes',
    );
  });

  test('on the VM alone keeps nothing', () => {
    expect(warningsOf(planWith([lock('CanNotDelete', VM_ID)]))).toEqual([]);
  });

  test('forbids a snapshot of other content to be replaced', () => {
    const planning = withLeft([lock('CanNotDelete', GROUP)]);
    expect(planning.kind === 'problems' ? planning.problems.map(formatProblem) : []).toEqual([
      `vm-name: found the CanNotDelete lock keep on ${GROUP}, which forbids: Replace snapshot ${left.name}, which an earlier run left; Delete snapshot ` +
        `of the OS disk; ${NO_DELETE} ${fix(GROUP)}`,
    ]);
  });

  test.each(['CanNotDelete', 'ReadOnly'] as const)('%s, on what a finished release left: a warning', (level) => {
    const usual = someRequest();
    const request = { ...usual, capture: { ...usual.capture, exportVhd: false } };
    const planning = makePlan(
      request,
      someSurvey(request, {
        version: someVersion(request),
        definition: someDefinition(request),
        snapshots: new Map([['os', left]]),
        locks: new Map([[GROUP.toLowerCase(), [lock(level, id)]]]),
      }),
    );
    expect(warningsOf(planning)).toContain(kept(level, id));
  });
});

test('locks that could not be read are a warning for each resource group', () => {
  const planning = planWith(undefined);
  expect(planning.kind === 'plan' ? planning.plan.warnings : []).toEqual([
    {
      code: 'locks-unchecked',
      input: 'client-id',
      text:
        `The locks on ${GROUP} could not be read (Microsoft.Authorization/locks/read): if there is one, a step may ` +
        'be refused.',
    },
  ]);
});
