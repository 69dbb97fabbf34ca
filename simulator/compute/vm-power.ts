// Switching VMs: deallocate, powerOff, start, restart, and the one-way flag that generalize sets.
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import type { DurationName } from '../kernel/clock.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { stringOf } from '../kernel/json.ts';
import { computeId, computePath, EMPTY_ANSWER, find, param } from './compute-ids.ts';
import { requireIdleDisk } from './disk-access.ts';
import { changeOwnership, requireNoGrant, requireNotRead } from './disk-state.ts';
import { beginOperation, endOperation } from './operations-in-progress.ts';
import { plannedFailure } from './platform-failures.ts';
import { propertiesOf } from './resource-bodies.ts';
import {
  hasEphemeralOsDisk,
  isAllocated,
  isGeneralized,
  managedDisksOf,
  powerStateOf,
  refuseOperation,
  requireIdle,
  setVmStates,
  type PowerState,
} from './vm-state.ts';

const VM_PATH = computePath('virtualMachines/{vm}');

export function vmOf(call: ArmCall): StoredResource {
  return find(call.world, computeId(call, 'virtualMachines', param(call, 'vm')));
}

interface Transition {
  readonly operation: 'deallocate' | 'powerOff' | 'start' | 'restart';
  readonly duration: DurationName;
  readonly during: PowerState;
  readonly after: PowerState;
}

function switchPower(world: World, vm: StoredResource, transition: Transition): ArmAnswer {
  const before = powerStateOf(vm);
  const ownershipChanges = (before === 'deallocated') !== (transition.after === 'deallocated');
  beginOperation(world, vm.id, transition.operation);
  setVmStates(world, vm.id, { power: transition.during, provisioning: 'Updating' });
  const end = (power: PowerState, failure?: AzureError): void => {
    endOperation(world, vm.id);
    setVmStates(world, vm.id, { power, provisioning: failure === undefined ? 'Succeeded' : 'Failed', failure });
  };
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds(transition.duration),
      finish: () => {
        const failure =
          transition.operation === 'start' ? plannedFailure(world, 'allocationFailure', vm.id) : undefined;
        end(failure === undefined ? transition.after : before, failure);
        if (failure !== undefined) throw failure;
        notePowerOff(world, vm, transition.operation);
        if (ownershipChanges) changeOwnership(world, managedDisksOf(vm));
        return undefined;
      },
      fail: (error) => end(before, error),
    },
  };
}

function deallocate(call: ArmCall): ArmAnswer {
  const vm = vmOf(call);
  requireIdle(call.world, vm.id, 'deallocate');
  if (hasEphemeralOsDisk(vm)) {
    throw new AzureError(
      409,
      'OperationNotAllowed',
      "Operation 'deallocate' is not supported for VMs or VM Scale Set instances using an ephemeral OS disk.",
    );
  }
  return switchPower(call.world, vm, {
    operation: 'deallocate',
    duration: 'vm.deallocate',
    // A VM that is deallocated already stays so, and so do the readers of its disks.
    during: isAllocated(vm) ? 'deallocating' : 'deallocated',
    after: 'deallocated',
  });
}

/** VMs that a call to powerOff has stopped; one that its guest shut down says `stopped` too, but counts as running. */
const poweredOff = new WeakMap<World, Set<string>>();

function poweredOffBy(world: World): Set<string> {
  let set = poweredOff.get(world);
  if (set === undefined) {
    set = new Set();
    poweredOff.set(world, set);
  }
  return set;
}

/** By the ID that no other VM of the same name has. */
function vmIdOf(vm: StoredResource): string {
  return stringOf(propertiesOf(vm)['vmId']) ?? vm.id;
}

function notePowerOff(world: World, vm: StoredResource, operation: Transition['operation']): void {
  if (operation === 'powerOff') poweredOffBy(world).add(vmIdOf(vm));
  else poweredOffBy(world).delete(vmIdOf(vm));
}

function powerOff(call: ArmCall): ArmAnswer {
  const vm = vmOf(call);
  requireIdle(call.world, vm.id, 'powerOff');
  requireAllocated(vm, 'powerOff');
  return switchPower(call.world, vm, {
    operation: 'powerOff',
    duration: 'vm.powerOff',
    during: 'stopping',
    after: 'stopped',
  });
}

function requireAllocated(vm: StoredResource, operation: string): void {
  if (isAllocated(vm)) return;
  throw refuseOperation(operation, vm.id, 'the VM is either deallocated or marked to be deallocated');
}

function requireStartable(world: World, vm: StoredResource, operation: string): void {
  if (isGeneralized(vm)) throw refuseOperation(operation, vm.id, 'the VM is generalized');
  for (const disk of managedDisksOf(vm)) {
    requireIdleDisk(world, disk);
    requireNoGrant(world, disk);
    requireNotRead(world, disk);
  }
}

function start(call: ArmCall): ArmAnswer {
  const vm = vmOf(call);
  requireIdle(call.world, vm.id, 'Start VM');
  requireStartable(call.world, vm, 'Start VM');
  return switchPower(call.world, vm, {
    operation: 'start',
    duration: 'vm.start',
    during: powerStateOf(vm) === 'running' ? 'running' : 'starting',
    after: 'running',
  });
}

function restart(call: ArmCall): ArmAnswer {
  const vm = vmOf(call);
  requireIdle(call.world, vm.id, 'restart');
  requireAllocated(vm, 'restart');
  requireStartable(call.world, vm, 'restart');
  return switchPower(call.world, vm, {
    operation: 'restart',
    duration: 'vm.start',
    during: powerStateOf(vm) === 'running' ? 'running' : 'starting',
    after: 'running',
  });
}

/** Only sets a flag of the platform, at once and for ever; it does not look into the guest. */
function generalize(call: ArmCall): ArmAnswer {
  const vm = vmOf(call);
  requireIdle(call.world, vm.id, 'generalize');
  const power = powerStateOf(vm);
  const isOff = !isAllocated(vm) || (power === 'stopped' && poweredOffBy(call.world).has(vmIdOf(vm)));
  if (!isOff && power !== 'running' && power !== 'stopped') {
    throw refuseOperation('generalize', vm.id, 'the VM is not deallocated');
  }
  if (!isOff) {
    throw refuseOperation(
      'generalize',
      vm.id,
      'the VM is running. Please power off explicitly in case you shut down the VM from inside the guest operating system',
    );
  }
  setVmStates(call.world, vm.id, { generalized: true });
  return EMPTY_ANSWER;
}

function action(name: string, handle: (call: ArmCall) => ArmAnswer): ArmRoute {
  return {
    method: 'POST',
    path: `${VM_PATH}/${name}`,
    action: `Microsoft.Compute/virtualMachines/${name}/action`,
    since: '2015-06-15',
    handle,
  };
}

export const vmPowerRoutes: readonly ArmRoute[] = [
  action('deallocate', deallocate),
  action('powerOff', powerOff),
  action('start', start),
  action('restart', restart),
  action('generalize', generalize),
];
