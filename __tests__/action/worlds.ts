// Worlds for whole-process tests: the simulator's default world with something about it changed or added.
import type { JsonObject } from '../../simulator/kernel/json.ts';
import { merged } from '../../simulator/scenario/complete-body.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { defaultResources } from '../../simulator/scenario/default-world.ts';
import type { ScenarioResource } from '../../simulator/scenario/scenario.ts';

const { subscriptionId, region, resourceGroup, vm, osDisk, gallery, storageAccount, batchAccount } = DEFAULT_NAMES;

export function idOf(type: string, name: string, group: string = resourceGroup): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${type}/${name}`;
}

/** Of the default world. */
export const IDS = {
  vm: idOf('Microsoft.Compute/virtualMachines', vm),
  osDisk: idOf('Microsoft.Compute/disks', osDisk),
  gallery: idOf('Microsoft.Compute/galleries', gallery),
  definition: `${idOf('Microsoft.Compute/galleries', gallery)}/images/${vm}`,
  storage: idOf('Microsoft.Storage/storageAccounts', storageAccount),
  batch: idOf('Microsoft.Batch/batchAccounts', batchAccount),
} as const;

export interface Changes {
  readonly vm?: JsonObject;
  readonly osDisk?: JsonObject;
  readonly batch?: JsonObject;
  readonly storage?: JsonObject;
  /** A fixed VHD file with the bytes of the OS disk. */
  readonly osDiskFile?: string;
  /** IDs of the default world that are not there. */
  readonly without?: readonly string[];
  readonly more?: readonly ScenarioResource[];
  /** Anything else of a scenario. */
  readonly scenario?: object;
}

/** A scenario; operations take no time in it, because no test here is about waiting. */
export function world(changes: Changes = {}): object {
  const bodies: Readonly<Record<string, JsonObject | undefined>> = {
    [IDS.vm]: changes.vm,
    [IDS.osDisk]: changes.osDisk,
    [IDS.batch]: changes.batch,
    [IDS.storage]: changes.storage,
  };
  const resources = defaultResources({ subscriptionId, region })
    .filter(({ id }) => changes.without?.includes(id) !== true)
    .map((one) => ({
      ...one,
      body: merged(one.body, bodies[one.id] ?? {}),
      ...(one.id === IDS.osDisk && changes.osDiskFile !== undefined && { disk: changes.osDiskFile }),
    }));
  return { profile: 'instant', resources: [...resources, ...(changes.more ?? [])], ...changes.scenario };
}

/** For sources that tell no marketplace image: the pool spec names the node agent. */
export const AGENT_POOL_SPEC = JSON.stringify({
  id: 'render-{version}',
  vmSize: 'Standard_D2s_v5',
  targetDedicatedNodes: 1,
  virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.ubuntu 24.04' },
});

/** What the VM's instance view says: its power state, and whether it was flagged. */
export function vmStatuses(power: string, generalized = false): JsonObject {
  const codes = [`PowerState/${power}`, ...(generalized ? ['OSState/generalized'] : [])];
  const statuses = ['ProvisioningState/succeeded', ...codes].map((code) => ({ code, level: 'Info' }));
  return { properties: { instanceView: { statuses } } };
}

/** Data disks of the VM: the disks themselves, and the VM's list of them. */
export function dataDisks(
  disks: readonly { readonly lun: number; readonly name: string; readonly file?: string; readonly gib?: number }[],
): { readonly vm: JsonObject; readonly more: readonly ScenarioResource[] } {
  const id = (name: string): string => idOf('Microsoft.Compute/disks', name);
  const attached = disks.map(({ lun, name, gib = 1 }) => ({
    lun,
    name,
    createOption: 'Attach',
    caching: 'ReadOnly',
    managedDisk: { id: id(name), storageAccountType: 'Premium_LRS' },
    diskSizeGB: gib,
  }));
  return {
    vm: { properties: { storageProfile: { dataDisks: attached } } },
    more: disks.map(({ name, file, gib = 1 }) => ({
      id: id(name),
      body: { location: region, managedBy: IDS.vm, properties: { diskSizeGB: gib } },
      ...(file !== undefined && { disk: file }),
    })),
  };
}
