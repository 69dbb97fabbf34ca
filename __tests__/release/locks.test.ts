// Locks against the steps of a plan: each test takes one plan of the whole release and says what a lock forbids of it.
import { describe, expect, test } from '@jest/globals';
import type { Lock } from '../../src/azure/locks.ts';
import { formatProblem } from '../../src/problem.ts';
import { makePlan, type Planning } from '../../src/release/make-plan.ts';
import type { Request } from '../../src/release/request.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import { DISK_ID, someBatchAccount, someRequest, someStorageAccount, someSurvey, someVm, VM_ID } from './world.ts';

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
const NO_DELETE = 'expected a place where the run can delete its temporaries again.';
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

test('a lock against deletions keeps the snapshots', () => {
  expect(messages([lock('CanNotDelete', GROUP)])).toEqual([
    `vm-name: found the CanNotDelete lock keep on ${GROUP}, which forbids: Delete snapshot of the OS disk; ${NO_DELETE} ${fix(GROUP)}`,
  ]);
  expect(planWith([lock('CanNotDelete', VM_ID)]).kind).toBe('plan');
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
