// A VM's states as its stored body holds them: `properties.instanceView.statuses` is the one place, in any order.
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, at, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { nameOf } from './compute-ids.ts';
import { operationOn } from './operations-in-progress.ts';
import { propertiesOf, timestamp } from './resource-bodies.ts';

export const VM_TYPE = 'Microsoft.Compute/virtualMachines';

export type PowerState = 'creating' | 'starting' | 'running' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated';

const POWER_STATES: readonly string[] = [
  'creating',
  'starting',
  'running',
  'stopping',
  'stopped',
  'deallocating',
  'deallocated',
] satisfies readonly PowerState[];

function isPowerState(text: string): text is PowerState {
  return POWER_STATES.includes(text);
}

function statusesOf(vm: StoredResource): readonly Json[] {
  return arrayOf(at(vm.body, 'properties', 'instanceView', 'statuses'));
}

function statusCode(status: Json): string {
  return stringOf(objectOf(status)['code']) ?? '';
}

/** A scenario's VM runs unless its body says otherwise; one that is only known to be generalized is deallocated. */
export function powerStateOf(vm: StoredResource): PowerState {
  for (const status of statusesOf(vm)) {
    const state = /^PowerState\/(.+)$/.exec(statusCode(status))?.[1];
    if (state !== undefined && isPowerState(state)) return state;
  }
  return isGeneralized(vm) ? 'deallocated' : 'running';
}

export function isGeneralized(vm: StoredResource): boolean {
  return statusesOf(vm).some((status) => statusCode(status).toLowerCase() === 'osstate/generalized');
}

/** Whether the VM holds hardware: a VM that is only stopped still does. */
export function isAllocated(vm: StoredResource): boolean {
  return powerStateOf(vm) !== 'deallocated';
}

interface VmStates {
  readonly power: PowerState;
  readonly generalized: boolean;
  readonly provisioning: 'Succeeded' | 'Creating' | 'Updating' | 'Deleting' | 'Failed';
  /** Why provisioning failed. */
  readonly failure?: VmFailure | undefined;
}

interface VmFailure {
  readonly code: string;
  readonly message: string;
}

function statesOf(vm: StoredResource): VmStates {
  const provisioning = stringOf(propertiesOf(vm)['provisioningState']);
  return {
    power: powerStateOf(vm),
    generalized: isGeneralized(vm),
    provisioning:
      provisioning === 'Creating' ||
      provisioning === 'Updating' ||
      provisioning === 'Deleting' ||
      provisioning === 'Failed'
        ? provisioning
        : 'Succeeded',
    failure: failureOf(vm),
  };
}

/** A failure stands in its status: `ProvisioningState/failed/<code>`. */
function failureOf(vm: StoredResource): VmFailure | undefined {
  for (const status of statusesOf(vm)) {
    const code = /^ProvisioningState\/failed\/(.+)$/i.exec(statusCode(status))?.[1];
    if (code !== undefined) return { code, message: stringOf(objectOf(status)['message']) ?? '' };
  }
  return undefined;
}

export function setVmStates(world: World, id: string, changes: Partial<VmStates>): void {
  const vm = world.resources.get(id);
  if (vm === undefined) return;
  const states = { ...statesOf(vm), ...changes };
  const instanceView = objectOf(propertiesOf(vm)['instanceView']);
  world.resources.put(id, {
    ...vm.body,
    properties: {
      ...propertiesOf(vm),
      provisioningState: states.provisioning,
      instanceView: { ...instanceView, statuses: statuses(states, timestamp(world.clock.now())) },
    },
  });
}

/** The statuses of the VM as they are, for a body that does not list them. */
export function currentStatuses(world: World, vm: StoredResource): readonly JsonObject[] {
  return statuses(statesOf(vm), timestamp(world.clock.now()));
}

/** `OSState` stands between the others: a reader must look for the code, not for a position. */
function statuses(states: VmStates, time: string): readonly JsonObject[] {
  const failure = states.provisioning === 'Failed' ? states.failure : undefined;
  const provisioning: JsonObject = {
    code: `ProvisioningState/${states.provisioning.toLowerCase()}${failure === undefined ? '' : `/${failure.code}`}`,
    level: states.provisioning === 'Failed' ? 'Error' : 'Info',
    displayStatus:
      states.provisioning === 'Succeeded' || states.provisioning === 'Failed'
        ? `Provisioning ${states.provisioning.toLowerCase()}`
        : states.provisioning,
    ...(failure !== undefined && { message: failure.message }),
    time,
  };
  const generalized: JsonObject = { code: 'OSState/generalized', level: 'Info', displayStatus: 'VM generalized' };
  const power: JsonObject = {
    code: `PowerState/${states.power}`,
    level: 'Info',
    displayStatus: `VM ${states.power}`,
  };
  return [provisioning, ...(states.generalized ? [generalized] : []), power];
}

/** https://learn.microsoft.com/troubleshoot/azure/virtual-machines/error-codes-vm: "Common VM error codes". */
export function refuseOperation(operation: string, vmId: string, reason: string): AzureError {
  return new AzureError(
    409,
    'OperationNotAllowed',
    `Operation '${operation}' is not allowed on VM '${nameOf(vmId)}' since ${reason}.`,
  );
}

export function requireIdle(world: World, vmId: string, operation: string): void {
  const running = operationOn(world, vmId);
  if (running === undefined) return;
  if (running === 'delete') {
    throw refuseOperation(
      operation,
      vmId,
      'the VM is marked for deletion. You can only retry the Delete operation (or wait for an ongoing one to complete)',
    );
  }
  const after = AFTER_POWER_OPERATION[running];
  if (after === undefined) throw refuseOperation(operation, vmId, 'another operation is in progress');
  throw new AzureError(
    409,
    'OperationNotAllowed',
    `An ongoing operation is changing power state of Virtual Machine ${nameOf(vmId)} to ${after}. Please perform operation ${operation} after some time.`,
  );
}

/** What the operations that change the power state lead to. */
const AFTER_POWER_OPERATION: Readonly<Record<string, PowerState>> = {
  start: 'running',
  restart: 'running',
  powerOff: 'stopped',
  deallocate: 'deallocated',
};

/** The managed disks of a VM, the OS disk first. */
export function managedDisksOf(vm: StoredResource): readonly string[] {
  const profile = at(vm.body, 'properties', 'storageProfile');
  const ids = [at(profile, 'osDisk'), ...arrayOf(at(profile, 'dataDisks'))].map((disk) =>
    stringOf(at(disk, 'managedDisk', 'id')),
  );
  return ids.flatMap((id) => id ?? []);
}

/** A VM of old: its disks are page blobs in a storage account. */
export function isUnmanaged(vm: StoredResource): boolean {
  return stringOf(at(vm.body, 'properties', 'storageProfile', 'osDisk', 'vhd', 'uri')) !== undefined;
}

export function hasEphemeralOsDisk(vm: StoredResource): boolean {
  return at(vm.body, 'properties', 'storageProfile', 'osDisk', 'diffDiskSettings') !== undefined;
}

export function securityTypeOf(vm: StoredResource): string {
  return stringOf(at(vm.body, 'properties', 'securityProfile', 'securityType')) ?? 'Standard';
}
