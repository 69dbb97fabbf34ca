// The locks that forbid what a plan does, computed from its steps: with a lock in its way a run stops halfway, or leaves
// its temporaries behind.
import type { Lock } from '../azure/locks.ts';
import { isWithin, resourceGroupOf } from '../azure/resource-id.ts';
import type { VersionMaterial } from '../image/version.ts';
import type { Problem, Warning } from '../problem.ts';
import { definitionIdOf, versionIdOf } from './ids.ts';
import type { PlannedStep } from './plan.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

interface Change {
  readonly id: string;
  readonly effect: 'write' | 'delete';
  /** The input that leads to it. */
  readonly input: string;
  readonly title: string;
}

export interface LockFindings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

export function checkLocks(
  steps: readonly PlannedStep[],
  request: Request,
  { locks }: Survey,
  material: VersionMaterial | undefined,
): LockFindings {
  const changes = steps
    .filter(({ state }) => state === 'todo')
    .flatMap((step) => changesOf(step, request, material).map((change) => ({ ...change, title: step.title })));
  const groups = new Map(changes.map(({ id }) => [resourceGroupOf(id).toLowerCase(), resourceGroupOf(id)]));
  const all = [...groups.keys()].flatMap((group) => locks.get(group) ?? []);
  const unique = new Map(all.map((lock) => [lock.id.toLowerCase(), lock])).values();
  return {
    problems: [...unique].flatMap((lock) =>
      problemOf(
        lock,
        changes.filter((change) => forbids(lock, change)),
      ),
    ),
    warnings: [...groups].flatMap(([key, group]) => (locks.get(key) === undefined ? [unchecked(group)] : [])),
  };
}

/** A lock below what is deleted holds it too. */
function forbids({ level, scope }: Lock, { id, effect }: Change): boolean {
  if (isWithin(id, scope)) return effect === 'delete' || level === 'ReadOnly';
  return effect === 'delete' && isWithin(scope, id);
}

function changesOf(
  { work, resource }: PlannedStep,
  request: Request,
  material: VersionMaterial | undefined,
): readonly Omit<Change, 'title'>[] {
  const write = (id: string, input: string): readonly Omit<Change, 'title'>[] => [{ id, effect: 'write', input }];
  switch (work.kind) {
    case 'deallocate-vm':
    case 'generalize-vm':
    case 'capture-vm':
      return write(work.vmId, 'vm-name');
    case 'snapshot-disk':
      return write(resource, 'vm-name');
    case 'write-vhd':
      // Access to the snapshot is opened by Resource Manager; the blob is written without it.
      return work.vhd.from.kind === 'snapshot' ? write(work.vhd.from.disk.snapshotId, 'vm-name') : [];
    case 'delete-snapshot':
      return [{ id: resource, effect: 'delete', input: 'vm-name' }];
    case 'create-gallery':
      return write(work.galleryId, 'gallery');
    case 'create-definition':
      return write(definitionIdOf(request), 'gallery');
    case 'create-version':
      // A gallery reads a VHD by the key of its account, and listing keys counts as a change. That there is no account is told.
      return [
        ...write(versionIdOf(request), 'gallery'),
        ...(material?.kind === 'VHDs' && material.storageAccountId !== ''
          ? write(material.storageAccountId, 'storage-account')
          : []),
      ];
    case 'replicate-version':
      return write(versionIdOf(request), 'image-version-id');
    case 'create-pool':
      return request.pool.spec.kind === 'arm' ? write(request.pool.batchAccountId, 'batch-account') : [];
    case 'use-vhd':
    case 'await-region':
    case 'await-all-regions':
    case 'reattach-pool':
    case 'prove-pool':
      return [];
    default:
      return work satisfies never;
  }
}

function problemOf({ id, name, level, scope }: Lock, forbidden: readonly Change[]): readonly Problem[] {
  const [first] = forbidden;
  if (first === undefined) return [];
  const titles = [...new Set(forbidden.map(({ title }) => title))].join('; ');
  const common = {
    input: first.input,
    found: `the ${level} lock ${name} on ${scope}, which forbids: ${titles}`,
    fix: `Remove it for the release (az lock delete --ids ${id}), or ask who set it.`,
  };
  return level === 'ReadOnly'
    ? [{ ...common, code: 'lock-read-only', expected: 'no lock on what the run has to change' }]
    : [{ ...common, code: 'lock-no-delete', expected: 'a place where the run can delete its temporaries again' }];
}

function unchecked(group: string): Warning {
  const text = `The locks on ${group} could not be read (Microsoft.Authorization/locks/read): if there is one, a step may be refused.`;
  return { code: 'locks-unchecked', input: 'client-id', text };
}
