// What `post` needs to know of the run, kept in the step's state. Inputs are evaluated again for `post` and may have
// changed by then, so it reads only this. Nothing here is a secret.
import { isJsonObject } from '../azure/json.ts';
import type * as core from '@actions/core';
import type { SignInInputs } from '../release/inputs.ts';

export interface RunState {
  readonly signIn: SignInInputs;
  /** Hash that the names of everything the run makes derive from. */
  readonly nameKey?: string;
  /** The image version that the run makes: while it is unfinished, its snapshots are needed. */
  readonly versionId?: string;
  /** Resources that the run made and must not leave behind. */
  readonly temporaries: readonly Temporary[];
  /** IDs of disks and snapshots whose SAS is open. */
  readonly grants: readonly string[];
  readonly leases: readonly Lease[];
  /** True when the run came to its own end, however it ended; `post` then only removes what is still listed. */
  readonly finished: boolean;
}

export interface Temporary {
  readonly kind: 'snapshot';
  readonly id: string;
}

export interface Lease {
  readonly blobUrl: string;
  readonly leaseId: string;
}

/** Saves the whole state at every change: the runner keeps the last value of a key, also when the process is killed. */
export interface RunStateWriter {
  readonly current: RunState;
  setRelease(nameKey: string, versionId: string): void;
  addTemporary(temporary: Temporary): void;
  removeTemporary(id: string): void;
  addGrant(id: string): void;
  removeGrant(id: string): void;
  addLease(lease: Lease): void;
  removeLease(blobUrl: string): void;
  finish(): void;
}

const KEY = 'run';

export function createRunState(saveState: typeof core.saveState, signIn: RunState['signIn']): RunStateWriter {
  let current: RunState = { signIn, temporaries: [], grants: [], leases: [], finished: false };
  const change = (fields: Partial<RunState>): void => {
    current = { ...current, ...fields };
    saveState(KEY, JSON.stringify(current));
  };
  change({});
  return {
    get current() {
      return current;
    },
    setRelease: (nameKey, versionId) => change({ nameKey, versionId }),
    addTemporary: (temporary) =>
      change({ temporaries: [...current.temporaries.filter(({ id }) => id !== temporary.id), temporary] }),
    removeTemporary: (id) => change({ temporaries: current.temporaries.filter((temporary) => temporary.id !== id) }),
    addGrant: (id) => change({ grants: [...new Set([...current.grants, id])] }),
    removeGrant: (id) => change({ grants: current.grants.filter((grant) => grant !== id) }),
    addLease: (lease) =>
      change({ leases: [...current.leases.filter(({ blobUrl }) => blobUrl !== lease.blobUrl), lease] }),
    removeLease: (blobUrl) => change({ leases: current.leases.filter((lease) => lease.blobUrl !== blobUrl) }),
    finish: () => change({ finished: true }),
  };
}

/** The state that `main` left; undefined when it ended before it had anything to leave. */
export function readRunState(getState: typeof core.getState): RunState | undefined {
  const text = getState(KEY);
  if (text === '') return undefined;
  const value: unknown = JSON.parse(text);
  if (!isRunState(value)) throw new Error('The state that the main step left cannot be read.');
  return value;
}

function isRunState(value: unknown): value is RunState {
  if (!isJsonObject(value) || !isJsonObject(value['signIn'])) return false;
  const { signIn, nameKey, versionId, temporaries, grants, leases, finished } = value;
  return (
    isTexts(signIn, ['environment', 'subscriptionId']) &&
    isJsonObject(signIn['cloudEndpoints']) &&
    Object.values(signIn['cloudEndpoints']).every((endpoint) => typeof endpoint === 'string') &&
    [nameKey, versionId, signIn['clientId'], signIn['tenantId'], signIn['oidcAudience']].every(
      (item) => item === undefined || typeof item === 'string',
    ) &&
    isListOf(temporaries, (item) => isTexts(item, ['kind', 'id']) && item['kind'] === 'snapshot') &&
    isListOf(grants, (item) => typeof item === 'string') &&
    isListOf(leases, (item) => isTexts(item, ['blobUrl', 'leaseId'])) &&
    typeof finished === 'boolean'
  );
}

function isTexts(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return isJsonObject(value) && names.every((name) => typeof value[name] === 'string');
}

function isListOf(value: unknown, test: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(test);
}
