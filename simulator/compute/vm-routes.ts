// Reading, updating and deleting VMs; creating one has a file of its own.
import { deletion, isBeingDeleted } from '../arm/deletions.ts';
import { locksAgainst } from '../arm/locks.ts';
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { arrayOf, at, isObject, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import {
  computeId,
  computePath,
  done,
  find,
  GROUP_PATH,
  listOf,
  listScope,
  NO_CONTENT,
  notSimulated,
  param,
  requireSameLocation,
  SUBSCRIPTION_PATH,
} from './compute-ids.ts';
import { isBeingRead, openGrant, refreshDiskState } from './disk-state.ts';
import { beginOperation, endOperation, operationOn } from './operations-in-progress.ts';
import { patched, propertiesOf, requireLocation, without } from './resource-bodies.ts';
import { writtenBody } from './unmodelled.ts';
import { createVm } from './vm-create.ts';
import { vmOf } from './vm-power.ts';
import { managedDisksOf, requireIdle, setVmStates, VM_TYPE } from './vm-state.ts';
import { instanceView, vmView } from './vm-view.ts';

const VM_PATH = computePath('virtualMachines/{vm}');

function wantsInstanceView(call: ArmCall): boolean {
  return (call.query.get('$expand') ?? '').toLowerCase().split(',').includes('instanceview');
}

function list(call: ArmCall): ArmAnswer {
  const vms = call.world.resources.ofType(VM_TYPE, listScope(call));
  return listOf(vms.map((vm) => vmView(call, vm, wantsInstanceView(call))));
}

/** Whether a request repeats what is there: it may leave out what it does not mean to change. */
function repeats(wanted: Json, known: Json | undefined): boolean {
  if (Array.isArray(wanted)) {
    const [asked, held] = [arrayOf(wanted), arrayOf(known)];
    return asked.length === held.length && asked.every((one, index) => repeats(one, held[index]));
  }
  // Names of options and IDs compare without regard to case.
  if (typeof wanted === 'string') return wanted.toLowerCase() === stringOf(known)?.toLowerCase();
  if (!isObject(wanted)) return wanted === (known ?? null);
  return Object.entries(wanted).every(
    // Secrets are never shown, and so cannot be compared.
    ([name, value]) => ['adminPassword', 'customData'].includes(name) || repeats(value ?? null, objectOf(known)[name]),
  );
}

/** What a request may not change here, because its consequences are not simulated. */
function requireKnownChange(vm: StoredResource, wanted: JsonObject): void {
  for (const name of ['storageProfile', 'securityProfile', 'osProfile', 'hardwareProfile', 'networkProfile']) {
    const change = wanted[name];
    if (change !== undefined && !repeats(change, propertiesOf(vm)[name])) {
      throw notSimulated(`how to change properties.${name} of a VM`);
    }
  }
}

function update(call: ArmCall, vm: StoredResource, body: JsonObject, tags: Json | undefined): ArmAnswer {
  requireIdle(call.world, vm.id, 'update');
  const wanted = objectOf(body['properties']);
  requireKnownChange(vm, wanted);
  const changes = without(
    wanted,
    ...['instanceView', 'provisioningState', 'vmId', 'timeCreated'],
    ...['storageProfile', 'osProfile', 'hardwareProfile', 'networkProfile', 'securityProfile'],
  );
  const updated = call.world.resources.put(vm.id, {
    ...vm.body,
    ...(tags !== undefined && { tags }),
    ...(body['identity'] !== undefined && { identity: body['identity'] }),
    properties: patched(propertiesOf(vm), changes),
  });
  return done(vmView(call, updated, false));
}

async function put(call: ArmCall): Promise<ArmAnswer> {
  const body = writtenBody(call, 'parameters');
  const id = computeId(call, 'virtualMachines', param(call, 'vm'));
  const location = requireLocation(body, VM_TYPE);
  const vm = call.world.resources.get(id);
  if (vm === undefined) return createVm(call, id, location, body);
  requireSameLocation(vm, location);
  return update(call, vm, body, objectOf(body['tags']));
}

function patch(call: ArmCall): ArmAnswer {
  const body = writtenBody(call, 'parameters');
  return update(call, vmOf(call), body, body['tags']);
}

/** Disks go with their VM only where their `deleteOption` says so. */
function disksToDelete(vm: StoredResource): readonly string[] {
  const profile = at(vm.body, 'properties', 'storageProfile');
  return [at(profile, 'osDisk'), ...arrayOf(at(profile, 'dataDisks'))]
    .filter((disk) => at(disk, 'deleteOption') === 'Delete')
    .flatMap((disk) => stringOf(at(disk, 'managedDisk', 'id')) ?? []);
}

async function removeVm(world: World, vm: StoredResource): Promise<void> {
  const doomed = disksToDelete(vm);
  const attached = managedDisksOf(vm);
  world.resources.delete(vm.id);
  for (const id of attached) {
    const disk = world.resources.get(id);
    if (disk === undefined) continue;
    world.resources.put(id, without(disk.body, 'managedBy'));
    refreshDiskState(world, id);
  }
  for (const id of doomed) {
    if (isHeld(world, id)) continue;
    if (world.resources.delete(id)) await world.disks.delete(id);
  }
}

/** What its own deletion would be refused for also keeps a disk from going with its VM. */
function isHeld(world: World, diskId: string): boolean {
  return (
    locksAgainst(world, 'DELETE', diskId).length > 0 ||
    operationOn(world, diskId) !== undefined ||
    openGrant(world, diskId) !== undefined ||
    isBeingRead(world, diskId)
  );
}

function remove(call: ArmCall): ArmAnswer {
  const { world } = call;
  const vm = world.resources.get(computeId(call, 'virtualMachines', param(call, 'vm')));
  if (vm === undefined) return NO_CONTENT;
  if (!isBeingDeleted(world, vm.id)) {
    requireIdle(world, vm.id, 'delete');
    beginOperation(world, vm.id, 'delete');
    setVmStates(world, vm.id, { provisioning: 'Deleting' });
  }
  return deletion(world, vm.id, {
    durationMs: world.clock.milliseconds('vm.delete'),
    finish: async () => {
      endOperation(world, vm.id);
      await removeVm(world, vm);
      return undefined;
    },
    fail: (failure) => {
      endOperation(world, vm.id);
      setVmStates(world, vm.id, { provisioning: 'Failed', failure });
    },
  });
}

export const vmRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: VM_PATH,
    action: 'Microsoft.Compute/virtualMachines/read',
    since: '2015-06-15',
    handle: (call) => done(vmView(call, vmOf(call), wantsInstanceView(call))),
  },
  {
    method: 'GET',
    path: `${VM_PATH}/instanceView`,
    action: 'Microsoft.Compute/virtualMachines/instanceView/read',
    since: '2017-12-01',
    handle: (call) => done(instanceView(call.world, vmOf(call))),
  },
  ...[GROUP_PATH, SUBSCRIPTION_PATH].map((scope): ArmRoute => ({
    method: 'GET',
    path: `${scope}/providers/Microsoft.Compute/virtualMachines`,
    action: 'Microsoft.Compute/virtualMachines/read',
    since: '2015-06-15',
    handle: list,
  })),
  { method: 'PUT', path: VM_PATH, action: 'Microsoft.Compute/virtualMachines/write', since: '2015-06-15', handle: put },
  {
    method: 'PATCH',
    path: VM_PATH,
    action: 'Microsoft.Compute/virtualMachines/write',
    since: '2017-12-01',
    handle: patch,
  },
  {
    method: 'DELETE',
    path: VM_PATH,
    action: 'Microsoft.Compute/virtualMachines/delete',
    since: '2015-06-15',
    handle: remove,
  },
  {
    method: 'GET',
    path: `${VM_PATH}/extensions`,
    action: 'Microsoft.Compute/virtualMachines/extensions/read',
    since: '2015-06-15',
    handle: (call) =>
      listOf(call.world.resources.ofType(`${VM_TYPE}/extensions`, vmOf(call).id).map((one) => one.body)),
  },
  {
    method: 'GET',
    path: `${VM_PATH}/extensions/{extension}`,
    action: 'Microsoft.Compute/virtualMachines/extensions/read',
    since: '2015-06-15',
    handle: (call) => done(find(call.world, `${vmOf(call).id}/extensions/${param(call, 'extension')}`).body),
  },
];
