// Examples of what is found of the rights of the signed-in identity.
import type { Permission } from '../../../src/azure/authorization.ts';
import type { Denial } from '../../../src/azure/deny-assignments.ts';
import type { Snapshot } from '../../../src/azure/disks.ts';
import type { Lock } from '../../../src/azure/locks.ts';
import { resourceGroupOf } from '../../../src/azure/resource-id.ts';
import type { RIGHTS_PROBLEMS, RIGHTS_WARNINGS } from '../../../src/checks/rights.ts';
import { DISK_ID, someRequest, someSurvey, someVm, VM_ID, type SurveyChanges } from '../../release/world.ts';
import type { ExamplesOf, Findings } from './example.ts';
import { planning, refusal } from './situations.ts';

/** The caller may do everything but this over one scope. */
function without(scope: string, notActions: readonly string[], request = someRequest()): Findings {
  const all: Permission = { actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] };
  const permissions = new Map(someSurvey(request).permissions).set(scope.toLowerCase(), [{ ...all, notActions }]);
  return planning(request, { vm: someVm({ powerState: 'running' }), permissions });
}

/** Snapshots may not be made in the group of the VM. */
function denied(principal: Denial['principals'][number]): Findings {
  const permissions = [{ actions: ['*/snapshots/write'], notActions: [], dataActions: [], notDataActions: [] }];
  const denial = { name: 'Kept by the stack', scope: resourceGroupOf(VM_ID), isForScopeOnly: false, permissions };
  return planning(someRequest(), { denials: [{ ...denial, principals: [principal], excluded: [] }] });
}

function lockedAt(level: Lock['level'], scope: string, changes: SurveyChanges = {}): Findings {
  const lock: Lock = { id: `${scope}/providers/Microsoft.Authorization/locks/keep`, name: 'keep', level, scope };
  const locks = new Map([[resourceGroupOf(VM_ID).toLowerCase(), [lock]]]);
  return planning(someRequest(), { vm: someVm({ powerState: 'running' }), locks, ...changes });
}

/** Of this release, but of what the disk held before the VM ran on. */
function leftSnapshot(): Snapshot {
  const { key } = someSurvey(someRequest());
  return {
    id: `${resourceGroupOf(VM_ID)}/providers/Microsoft.Compute/snapshots/abip-1`,
    name: 'abip-1',
    provisioningState: 'Succeeded',
    sourceDiskId: DISK_ID,
    tags: { abip_key: key, abip_kind: 'temporary', abip_content: 'other' },
    sizeBytes: 512,
    diskState: 'Unattached',
  };
}

export const RIGHTS: ExamplesOf<typeof RIGHTS_PROBLEMS & typeof RIGHTS_WARNINGS> = {
  'subscription-not-found': {
    found: () =>
      planning(someRequest(), {
        vm: undefined,
        refused: new Map([['vm', refusal('ARM', 404, 'SubscriptionNotFound')]]),
      }),
    says: 'subscription-id: found no subscription 11111111-2222-4333-8444-555555555555; expected a subscription that exists and in which the signed-in identity has a role. Check subscription-id (and tenant-id: a subscription belongs to one tenant), or assign a role to the identity.',
  },
  'resource-group-not-found': {
    found: () => planning(someRequest(), { vm: undefined, absentGroups: [resourceGroupOf(VM_ID)] }),
    says: 'resource-group: found no resource group rg-images in subscription 11111111-2222-4333-8444-555555555555; expected a resource group that exists. Check resource-group and subscription-id. What is in another group is given by its full resource ID.',
  },
  'read-refused': {
    found: () => planning(someRequest(), { vm: undefined, refused: new Map([['vm', refusal('ARM', 403, 'Locked')]]) }),
    says: 'vm-name: found that ARM refuses GET it (HTTP 403 Locked: No.); expected an answer. Check the roles of the signed-in identity and the network rules of the resource.',
  },
  'lock-read-only': {
    found: () => lockedAt('ReadOnly', VM_ID),
    says: 'vm-name: found the ReadOnly lock keep on /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/virtualMachines/vm-golden, which forbids: Deallocate VM vm-golden; expected no lock on what the run has to change. Remove it for the release (az lock delete --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/virtualMachines/vm-golden/providers/Microsoft.Authorization/locks/keep), or ask who set it.',
  },
  'lock-no-delete': {
    found: () => lockedAt('CanNotDelete', resourceGroupOf(VM_ID), { snapshots: new Map([['os', leftSnapshot()]]) }),
    says: 'vm-name: found the CanNotDelete lock keep on /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images, which forbids: Replace snapshot abip-8456a29da39eb4bac867-os, which an earlier run left; Delete snapshot of the OS disk; expected a place where the run can delete what it has to replace. Remove it for the release (az lock delete --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Authorization/locks/keep), or ask who set it.',
  },
  'lock-keeps-snapshots': {
    found: () => lockedAt('CanNotDelete', resourceGroupOf(VM_ID)),
    says: 'vm-name: The CanNotDelete lock keep on /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images forbids to delete the snapshots that the run makes for itself: it ends with this snapshot left behind, which costs money until somebody deletes it (az snapshot delete --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/snapshots/abip-8456a29da39eb4bac867-os). Without the lock (az lock delete --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Authorization/locks/keep) the run deletes it itself.',
  },
  'locks-unchecked': {
    found: () => planning(someRequest(), { locks: new Map() }),
    says: 'client-id: The locks on /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images could not be read (Microsoft.Authorization/locks/read): if there is one, a step may be refused.',
  },
  'right-missing': {
    found: () => without(VM_ID, ['Microsoft.Compute/virtualMachines/deallocate/action']),
    says: 'vm-name: found no right to Microsoft.Compute/virtualMachines/deallocate/action over /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/virtualMachines/vm-golden; expected a role with that action for the signed-in identity. Assign Virtual Machine Contributor on vm-golden or above it; a new assignment can take minutes to count.',
  },
  'right-denied': {
    found: () => denied({ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }),
    says: "vm-name: found that deny assignment 'Kept by the stack' over /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images forbids Microsoft.Compute/snapshots/write; expected none against the signed-in identity, or the identity among those that it leaves out. Ask the owner of the deny assignment (a deployment stack, a managed application) to exclude the identity: no role overrules it.",
  },
  'release-rights-missing': {
    found: () => without(VM_ID, ['Microsoft.Compute/virtualMachines/deallocate/action'], someRequest({ mode: 'plan' })),
    says: 'client-id: A release by this identity would be refused: it has no right over /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/virtualMachines/vm-golden: Microsoft.Compute/virtualMachines/deallocate/action.',
  },
  'right-perhaps-denied': {
    found: () => denied({ id: 'g', type: 'Group' }),
    says: "vm-name: It is not known whether the signed-in identity is in one of the groups that it names: deny assignment 'Kept by the stack' over /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images forbids Microsoft.Compute/snapshots/write. If so, a later step will be refused.",
  },
  'right-perhaps-missing': {
    found: () => without(resourceGroupOf(VM_ID), ['Microsoft.Compute/disks/beginGetAccess/action']),
    says: 'vm-name: The signed-in identity has no right to Microsoft.Compute/disks/beginGetAccess/action over /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images. Unless a role on something below gives it, a later step will be refused: assign Disk Snapshot Contributor on rg-images or above it.',
  },
  'rights-unchecked': {
    found: () => {
      const request = someRequest();
      const permissions = new Map(someSurvey(request).permissions).set(
        request.pool.batchAccountId.toLowerCase(),
        undefined,
      );
      return planning(request, { permissions });
    },
    says: 'client-id: The rights on /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Batch/batchAccounts/batchrender could not be checked: the signed-in identity may not read its own permissions there.',
  },
};
