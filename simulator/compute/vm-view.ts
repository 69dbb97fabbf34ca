// How a VM shows itself: GET leaves the instance view out unless asked, and a VM without hardware reports no agent.
import type { ArmCall } from '../arm/route.ts';
import { arrayOf, at, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { propertiesOf, timestamp, without } from './resource-bodies.ts';
import { currentStatuses, managedDisksOf, powerStateOf, securityTypeOf, VM_TYPE } from './vm-state.ts';

export function vmView(call: ArmCall, vm: StoredResource, withInstanceView: boolean): JsonObject {
  const properties = without(propertiesOf(vm), 'instanceView', 'securityProfile');
  const extensions = call.world.resources.ofType(`${VM_TYPE}/extensions`, vm.id).map((one) => one.body);
  return {
    ...vm.body,
    properties: {
      provisioningState: 'Succeeded',
      ...properties,
      ...securityView(vm, call.apiVersion),
      ...(withInstanceView && { instanceView: instanceView(call.world, vm) }),
    },
    ...(extensions.length > 0 && { resources: extensions }),
  };
}

/** `Standard` is only spelt out from api-version 2025-11-01 on; older versions leave it out. */
function securityView(vm: StoredResource, apiVersion: string): JsonObject {
  const others = without(objectOf(propertiesOf(vm)['securityProfile']), 'securityType');
  const type = securityTypeOf(vm);
  const isNamed = type !== 'Standard' || apiVersion >= '2025-11-01';
  const view = { ...others, ...(isNamed && { securityType: type }) };
  return Object.keys(view).length > 0 ? { securityProfile: view } : {};
}

export function instanceView(world: World, vm: StoredResource): JsonObject {
  const seed = objectOf(propertiesOf(vm)['instanceView']);
  const { computerName, osName, osVersion, vmAgent, statuses, ...others } = seed;
  const time = timestamp(world.clock.now());
  const isRunning = powerStateOf(vm) === 'running';
  const name = computerName ?? at(vm.body, 'properties', 'osProfile', 'computerName');
  return {
    ...(isRunning && {
      ...(name !== undefined && { computerName: name }),
      ...(osName !== undefined && { osName }),
      ...(osVersion !== undefined && { osVersion }),
      vmAgent: vmAgent ?? readyAgent(time),
    }),
    hyperVGeneration: generationOf(world, vm),
    disks: diskViews(vm, time),
    ...others,
    statuses: statuses ?? currentStatuses(world, vm),
  };
}

function readyAgent(time: string): JsonObject {
  return {
    vmAgentVersion: '2.14.0.1',
    statuses: [
      {
        code: 'ProvisioningState/succeeded',
        level: 'Info',
        displayStatus: 'Ready',
        message: 'Guest Agent is running',
        time,
      },
    ],
    extensionHandlers: [],
  };
}

function generationOf(world: World, vm: StoredResource): string {
  const osDisk = managedDisksOf(vm)[0];
  const disk = osDisk === undefined ? undefined : world.resources.get(osDisk);
  return stringOf(at(disk?.body, 'properties', 'hyperVGeneration')) ?? 'V1';
}

function diskViews(vm: StoredResource, time: string): readonly JsonObject[] {
  const profile = at(vm.body, 'properties', 'storageProfile');
  return [at(profile, 'osDisk'), ...arrayOf(at(profile, 'dataDisks'))].map((disk) => ({
    name: at(disk, 'name') ?? '',
    statuses: [{ code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded', time }],
  }));
}
