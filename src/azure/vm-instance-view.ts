// What Azure's platform and the agent in the guest report of a VM beside what was asked for. A VM without hardware reports
// nothing of its guest.
import type { JsonObject } from './arm.ts';
import { objectsAt, oneOf, textAt } from './json.ts';

export interface InstanceView {
  readonly powerState: PowerState;
  readonly generalized: boolean;
  /** Why the last operation on the VM failed, where one did. */
  readonly failure?: VmFailure;
  /** Undefined where nothing is reported of the guest. */
  readonly guest?: Guest;
}

/** `stopped` is a shutdown from inside the guest: still allocated and billed. */
export type PowerState =
  'creating' | 'starting' | 'running' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated' | 'unknown';

const POWER_STATES: readonly PowerState[] = [
  'creating',
  'starting',
  'running',
  'stopping',
  'stopped',
  'deallocating',
  'deallocated',
];

export interface VmFailure {
  readonly code: string;
  readonly message?: string;
}

export interface Guest {
  /** As Azure shows it: `Ready`, `Not Ready`. */
  readonly agent?: string;
  /** As the agent names it, e.g. `ubuntu` or `Windows Server 2022 Datacenter`. */
  readonly osName?: string;
  readonly osVersion?: string;
}

/** The operating system in words, e.g. `ubuntu 24.04`; undefined where the agent does not name it. */
export function osText(guest: Guest | undefined): string | undefined {
  if (guest?.osName === undefined) return undefined;
  return guest.osVersion === undefined ? guest.osName : `${guest.osName} ${guest.osVersion}`;
}

export interface VmExtension {
  readonly name: string;
  /** As its publisher calls it, e.g. `AzureDiskEncryptionForLinux`. */
  readonly type?: string;
}

export function instanceViewOf(view: JsonObject | undefined): InstanceView {
  // The order of statuses is not fixed, and the power state or the generalized flag may be missing: search by code.
  const statuses = objectsAt(view, 'statuses');
  const codes = statuses.map((status) => textAt(status, 'code') ?? '');
  const power = codes.find((code) => code.toLowerCase().startsWith('powerstate/'));
  const failure = statuses.flatMap(failureOf)[0];
  const guest = guestOf(view);
  return {
    powerState: oneOf(POWER_STATES, power?.slice('PowerState/'.length)) ?? 'unknown',
    generalized: codes.some((code) => code.toLowerCase() === 'osstate/generalized'),
    ...(failure && { failure }),
    ...(guest && { guest }),
  };
}

/** `ProvisioningState/failed/<code>`: https://learn.microsoft.com/azure/virtual-machines/states-billing */
function failureOf(status: JsonObject): readonly VmFailure[] {
  const [, state, code] = /^ProvisioningState\/(failed)(?:\/(.+))?$/i.exec(textAt(status, 'code') ?? '') ?? [];
  if (state === undefined) return [];
  const message = textAt(status, 'message');
  return [{ code: code ?? state, ...(message === undefined ? {} : { message }) }];
}

function guestOf(view: JsonObject | undefined): Guest | undefined {
  const agent = objectsAt(view, 'vmAgent', 'statuses').flatMap((status) => textAt(status, 'displayStatus') ?? [])[0];
  const [osName, osVersion] = [textAt(view, 'osName'), textAt(view, 'osVersion')];
  const guest = {
    ...(agent === undefined ? {} : { agent }),
    ...(osName === undefined ? {} : { osName }),
    ...(osVersion === undefined ? {} : { osVersion }),
  };
  return Object.keys(guest).length === 0 ? undefined : guest;
}
