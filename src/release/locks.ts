// The locks that forbid what a plan does, computed from its steps: with a lock in its way a run stops halfway. One that only keeps
// its temporaries stops nothing: they stay behind, and the run is warned.
import type { Lock } from '../azure/locks.ts';
import { isWithin, nameOf, resourceGroupOf } from '../azure/resource-id.ts';
import type { VersionMaterial } from '../image/version.ts';
import type { Problem, Warning } from '../problem.ts';
import { definitionIdOf, versionIdOf } from './ids.ts';
import type { PlannedStep } from './plan.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

interface Change {
  readonly id: string;
  /** `tidy`: a deletion that the run can do without. */
  readonly effect: 'write' | 'delete' | 'tidy';
  /** The input that leads to it. */
  readonly input: string;
  readonly title: string;
}

/** By the step's own title, unless it has one. */
type StepChange = Omit<Change, 'title'> & Partial<Pick<Change, 'title'>>;

export interface LockFindings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

export function checkLocks(
  steps: readonly PlannedStep[],
  request: Request,
  survey: Survey,
  material: VersionMaterial | undefined,
): LockFindings {
  const changes = steps
    .filter(({ state }) => state === 'todo')
    .flatMap((step) => changesOf(step, request, survey, material).map((change) => ({ title: step.title, ...change })));
  const groups = new Map(changes.map(({ id }) => [resourceGroupOf(id).toLowerCase(), resourceGroupOf(id)]));
  const all = [...groups.keys()].flatMap((group) => survey.locks.get(group) ?? []);
  const unique = [...new Map(all.map((lock) => [lock.id.toLowerCase(), lock])).values()];
  const findings = unique.map((lock) => ({ lock, forbidden: changes.filter((change) => forbids(lock, change)) }));
  return {
    problems: findings.flatMap(({ lock, forbidden }) => problemOf(lock, forbidden)),
    warnings: [
      ...findings.flatMap(({ lock, forbidden }) => keeping(lock, forbidden)),
      ...[...groups].flatMap(([key, group]) => (survey.locks.get(key) === undefined ? [unchecked(group)] : [])),
    ],
  };
}

/** Whether a lock that is known stands in the way of a deletion that the run can do without. */
export function isKeptByLock(id: string, { locks }: Pick<Survey, 'locks'>): boolean {
  const around = locks.get(resourceGroupOf(id).toLowerCase()) ?? [];
  return around.some((lock) => forbids(lock, { id, effect: 'tidy' }));
}

/** A lock below what is deleted holds it too. */
function forbids({ level, scope }: Lock, { id, effect }: Pick<Change, 'id' | 'effect'>): boolean {
  if (isWithin(id, scope)) return effect !== 'write' || level === 'ReadOnly';
  return effect !== 'write' && isWithin(scope, id);
}

function changesOf(
  { work, resource }: PlannedStep,
  request: Request,
  { source }: Survey,
  material: VersionMaterial | undefined,
): readonly StepChange[] {
  const write = (id: string, input: string): readonly StepChange[] => [{ id, effect: 'write', input }];
  switch (work.kind) {
    case 'deallocate-vm':
    case 'generalize-vm':
    case 'capture-vm':
      return write(work.vmId, 'vm-name');
    case 'snapshot-disk': {
      // One that is whole and not used is of other content: it has to go first.
      const earlier = source.kind === 'vm' ? source.snapshots.get(work.disk.role) : undefined;
      const title = `Replace snapshot ${nameOf(resource)}, which an earlier run left`;
      return earlier?.provisioningState === 'Succeeded'
        ? [...write(resource, 'vm-name'), { id: resource, effect: 'delete', input: 'vm-name', title }]
        : write(resource, 'vm-name');
    }
    case 'write-vhd':
      // Access to the snapshot is opened by Resource Manager; the blob is written without it.
      return work.vhd.from.kind === 'snapshot' ? write(work.vhd.from.disk.snapshotId, 'vm-name') : [];
    case 'delete-snapshot':
      return [{ id: resource, effect: 'tidy', input: 'vm-name' }];
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
  const [first] = forbidden.filter(({ effect }) => effect !== 'tidy');
  if (first === undefined) return [];
  const titles = [...new Set(forbidden.map(({ title }) => title))].join('; ');
  const common = {
    input: first.input,
    found: `the ${level} lock ${name} on ${scope}, which forbids: ${titles}`,
    fix: `Remove it for the release (az lock delete --ids ${id}), or ask who set it.`,
  };
  return level === 'ReadOnly'
    ? [{ ...common, code: 'lock-read-only', expected: 'no lock on what the run has to change' }]
    : [{ ...common, code: 'lock-no-delete', expected: 'a place where the run can delete what it has to replace' }];
}

/** Of a lock in whose way nothing else is. */
function keeping({ id, name, level, scope }: Lock, forbidden: readonly Change[]): readonly Warning[] {
  const [first] = forbidden;
  if (first === undefined || forbidden.some(({ effect }) => effect !== 'tidy')) return [];
  const ids = forbidden.map((change) => change.id);
  const what = ids.length === 1 ? 'this snapshot' : 'these snapshots';
  const text =
    `The ${level} lock ${name} on ${scope} forbids to delete the snapshots that the run makes for itself: it ends with ${what} left ` +
    `behind, which costs money until somebody deletes ${ids.length === 1 ? 'it' : 'them'} (az snapshot delete --ids ${ids.join(' ')}). ` +
    `Without the lock (az lock delete --ids ${id}) the run deletes ${ids.length === 1 ? 'it' : 'them'} itself.`;
  return [{ code: 'lock-keeps-snapshots', input: first.input, text }];
}

function unchecked(group: string): Warning {
  const text = `The locks on ${group} could not be read (Microsoft.Authorization/locks/read): if there is one, a step may be refused.`;
  return { code: 'locks-unchecked', input: 'client-id', text };
}
