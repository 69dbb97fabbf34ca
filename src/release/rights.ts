// The rights that a plan needs, computed from its steps, held against what the caller may do where Azure tells.
import { isAllowed, type Permission } from '../azure/authorization.ts';
import { nameOf, resourceGroupOf } from '../azure/resource-id.ts';
import type { Problem, Warning } from '../problem.ts';
import type { VersionMaterial } from '../image/version.ts';
import { definitionIdOf } from './ids.ts';
import type { PlannedStep } from './plan.ts';
import type { Request } from './request.ts';
import { vhdAccountOf } from './survey-source.ts';
import type { Survey } from './survey.ts';

interface Right {
  readonly action: string;
  /** Data actions are checked by the storage service itself. */
  readonly plane: 'actions' | 'dataActions';
  /** The narrowest scope that exists already. */
  readonly scope: string;
  /** The input that names the scope. */
  readonly input: string;
  /** The built-in role that has it. */
  readonly role: string;
  /** Whether the right can also come from a role on something below the scope, which this check does not see. */
  readonly mayBeBelow: boolean;
}

export interface RightsFindings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Conditions of role assignments and policies are not visible here: Azure still has the last word. */
export function checkRights(
  steps: readonly PlannedStep[],
  request: Request,
  survey: Survey,
  material: VersionMaterial | undefined,
): RightsFindings {
  const needed = uniqueRights(
    steps.filter((step) => step.state === 'todo').flatMap((step) => rightsOf(step, request, survey, material)),
  );
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const unreadable = new Set<string>();
  for (const right of needed.filter((one) => !isToldByRead(one, survey))) {
    const permissions = survey.permissions.get(right.scope.toLowerCase());
    if (permissions === undefined) unreadable.add(right.scope);
    else if (!holds(permissions, right)) {
      if (right.mayBeBelow) warnings.push(perhapsMissing(right));
      else problems.push(missing(right));
    }
  }
  for (const scope of unreadable) {
    warnings.push({
      code: 'rights-unchecked',
      input: 'client-id',
      text: `The rights on ${scope} could not be checked: the signed-in identity may not read its own permissions there.`,
    });
  }
  return { problems, warnings };
}

/** A read that was refused for want of the same right tells it already. */
function isToldByRead({ action, plane }: Right, { refused }: Survey): boolean {
  const lacked = [...refused.values()].map(({ missingAction }) => missingAction?.action.toLowerCase());
  return lacked.includes(action.toLowerCase()) || (plane === 'dataActions' && refused.has('blobs'));
}

function rightsOf(
  { work }: PlannedStep,
  request: Request,
  survey: Survey,
  material: VersionMaterial | undefined,
): readonly Right[] {
  const { source, image, pool } = request;
  const vmId = source.kind === 'vm' ? source.vmId : '';
  const vmGroup = resourceGroupOf(vmId);
  const compute = (action: string, scope: string, input: string): Right => ({
    action: `Microsoft.Compute/${action}`,
    plane: 'actions',
    scope,
    input,
    role: action.startsWith('virtualMachines/') ? 'Virtual Machine Contributor' : 'Disk Snapshot Contributor',
    mayBeBelow: false,
  });
  const gallery = (action: string, scope: string): Right => ({
    ...compute(action, scope, 'gallery'),
    role: 'Compute Gallery Artifacts Publisher',
  });
  const definitionScope = survey.definition === undefined ? image.galleryId : definitionIdOf(request);
  const galleryScope = survey.gallery === undefined ? resourceGroupOf(image.galleryId) : definitionScope;
  const poolWrite: Right = {
    action: 'Microsoft.Batch/batchAccounts/pools/write',
    plane: 'actions',
    scope: pool.batchAccountId,
    input: 'batch-account',
    role: 'Azure Batch Data Contributor',
    mayBeBelow: false,
  };
  switch (work.kind) {
    case 'deallocate-vm':
      return [compute('virtualMachines/deallocate/action', vmId, 'vm-name')];
    case 'generalize-vm':
      return [compute('virtualMachines/generalize/action', vmId, 'vm-name')];
    case 'snapshot-disk':
      return [
        compute('snapshots/read', vmGroup, 'vm-name'),
        compute('snapshots/write', vmGroup, 'vm-name'),
        // Azure checks it on the source disk (LinkedAuthorizationFailed); a role may be given on the disk alone.
        { ...compute('disks/beginGetAccess/action', vmGroup, 'vm-name'), mayBeBelow: true },
      ];
    case 'delete-snapshot':
      return [compute('snapshots/delete', vmGroup, 'vm-name')];
    case 'capture-vm':
      return [
        compute('virtualMachines/capture/action', vmId, 'vm-name'),
        ...blobRights(vhdAccountOf(survey.source)?.id),
      ];
    case 'write-vhd':
      return [
        ...(work.vhd.from.kind === 'snapshot'
          ? [
              compute('snapshots/beginGetAccess/action', vmGroup, 'vm-name'),
              compute('snapshots/endGetAccess/action', vmGroup, 'vm-name'),
            ]
          : []),
        ...blobRights(survey.storageAccount?.id),
      ];
    case 'use-vhd':
      return [];
    case 'create-gallery':
      return [gallery('galleries/write', resourceGroupOf(image.galleryId))];
    case 'create-definition':
      return [gallery('galleries/images/write', galleryScope)];
    case 'create-version':
    case 'replicate-version':
      return [
        gallery('galleries/images/versions/read', galleryScope),
        gallery('galleries/images/versions/write', galleryScope),
        ...keyRights(material),
      ];
    case 'await-region':
    case 'await-all-regions':
      return [];
    case 'create-pool':
      return [
        poolWrite,
        // What others share carries no role assignments of ours.
        ...(image.access === 'own'
          ? [
              {
                ...gallery('disks/beginGetAccess/action', galleryScope),
                role: 'Disk Snapshot Contributor, or another role with this action (Reader is not enough for Batch),',
              },
            ]
          : []),
      ];
    case 'reattach-pool':
    case 'prove-pool':
      return [poolWrite];
    default:
      return work satisfies never;
  }
}

/** A gallery reads a VHD by the key of its account, with the caller's right to it. */
function keyRights(material: VersionMaterial | undefined): readonly Right[] {
  if (material?.kind !== 'VHDs' || material.storageAccountId === '') return [];
  return [
    {
      action: 'Microsoft.Storage/storageAccounts/listKeys/action',
      plane: 'actions',
      scope: material.storageAccountId,
      input: 'storage-account',
      role: 'Storage Account Key Operator Service Role',
      mayBeBelow: false,
    },
  ];
}

function blobRights(storageAccountId: string | undefined): readonly Right[] {
  if (storageAccountId === undefined) return [];
  const blob = (action: string, plane: Right['plane']): Right => ({
    action: `Microsoft.Storage/storageAccounts/blobServices/containers/${action}`,
    plane,
    scope: storageAccountId,
    input: 'storage-account',
    role: 'Storage Blob Data Contributor',
    mayBeBelow: true,
  });
  // The container is made where it is absent.
  return [blob('write', 'actions'), blob('blobs/read', 'dataActions'), blob('blobs/write', 'dataActions')];
}

function holds(permissions: readonly Permission[], { action, plane }: Right): boolean {
  return isAllowed(permissions, action, plane);
}

function missing({ action, scope, input, role }: Right): Problem {
  return {
    code: 'right-missing',
    input,
    found: `no right to ${action} over ${scope}`,
    expected: 'a role with that action for the signed-in identity',
    fix: `Assign ${role} on ${nameOf(scope)} or above it; a new assignment can take minutes to count.`,
  };
}

function perhapsMissing({ action, scope, input, role }: Right): Warning {
  return {
    code: 'right-perhaps-missing',
    input,
    text: `The signed-in identity has no right to ${action} over ${scope}. Unless a role on something below gives it, a later step will be refused: assign ${role}.`,
  };
}

function uniqueRights(rights: readonly Right[]): readonly Right[] {
  return [...new Map(rights.map((right) => [`${right.action}|${right.scope.toLowerCase()}`, right])).values()];
}
