// The runs whose traffic is checked: together they use every operation that the action knows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_NAMES } from '../simulator/scenario/default-names.ts';
import { defaultResources } from '../simulator/scenario/default-world.ts';
import { objectOf, type Json, type JsonObject } from '../simulator/kernel/json.ts';
import type { ScenarioResource } from '../simulator/scenario/scenario.ts';

export interface Run {
  /** Over the inputs that every run has. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly attempt?: string;
  readonly exitCode: 0 | 1;
}

export interface Scenario {
  readonly name: string;
  /** A scenario of the simulator; without one its default world. */
  readonly world?: object;
  readonly runs: readonly Run[];
}

const EXAMPLES = join(import.meta.dirname, '..', 'examples');
const GROUP = `/subscriptions/${DEFAULT_NAMES.subscriptionId}/resourceGroups/${DEFAULT_NAMES.resourceGroup}`;
const VM = `${GROUP}/providers/Microsoft.Compute/virtualMachines/${DEFAULT_NAMES.vm}`;
const OS_DISK = `${GROUP}/providers/Microsoft.Compute/disks/${DEFAULT_NAMES.osDisk}`;
const DATA_DISK = `${GROUP}/providers/Microsoft.Compute/disks/assets`;

export const SCENARIOS: readonly Scenario[] = [
  { name: 'data-plane pool, then again', runs: [{ exitCode: 0 }, { exitCode: 0, attempt: '2' }] },
  { name: 'plan', runs: [{ exitCode: 0, inputs: { mode: 'plan' } }] },
  { name: 'ARM-shaped pool', runs: [{ exitCode: 0, inputs: { 'pool-spec': armPool() } }] },
  {
    name: 'generalize with a data disk',
    world: { resources: withDataDisk() },
    runs: [{ exitCode: 0, inputs: { 'capture-mode': 'generalize', 'replica-regions': 'northeurope=2' } }],
  },
  {
    name: 'Trusted Launch VM',
    world: { resources: withTrustedLaunch() },
    runs: [{ exitCode: 0, inputs: { 'export-vhd': 'false' } }],
  },
  {
    name: 'Trusted Launch VM, ARM-shaped pool',
    world: { resources: withTrustedLaunch() },
    runs: [{ exitCode: 0, inputs: { 'pool-spec': armPool() } }],
  },
  { name: 'autoscale', runs: [{ exitCode: 0, inputs: { 'pool-spec': 'examples/pool-autoscale.yaml' } }] },
  { name: 'pool with many settings', runs: [{ exitCode: 0, inputs: { 'pool-spec': richPool() } }] },
  {
    name: 'created gallery',
    world: { resources: defaults().filter(({ id }) => !/\/galleries\//.test(id)) },
    runs: [
      {
        exitCode: 0,
        inputs: { 'create-gallery': 'true', tags: 'team=rendering', 'end-of-life-date': '2030-01-31' },
      },
    ],
  },
  {
    name: 'failed start task',
    world: { nodes: { startTask: { exitCode: 1, stderr: 'license server not found' } } },
    runs: [{ exitCode: 1, inputs: { 'pool-spec': 'examples/pool.yaml' } }],
  },
  {
    name: 'unusable nodes',
    world: {
      nodes: { bootFailure: { code: 'BatchAgentInstallationFailure', message: 'The agent failed.', count: 2 } },
    },
    runs: [{ exitCode: 1 }],
  },
  {
    name: 'failed allocation',
    world: { nodes: { allocationFailure: { code: 'AllocationFailed', message: 'No capacity.', times: 9 } } },
    runs: [{ exitCode: 1 }],
  },
  {
    name: 'failed start task of an autoscaled pool',
    world: { nodes: { startTask: { exitCode: 1 } } },
    runs: [{ exitCode: 1, inputs: { 'pool-spec': autoscaledWithStartTask() } }],
  },
  {
    name: 'failed start task, then again',
    world: { nodes: { startTask: { exitCode: 1, times: 4 } } },
    runs: [
      { exitCode: 1, inputs: { 'pool-spec': 'examples/pool.yaml' } },
      { exitCode: 0, inputs: { 'pool-spec': 'examples/pool.yaml' }, attempt: '2' },
    ],
  },
  {
    name: 'another region, later',
    runs: [{ exitCode: 0 }, { exitCode: 0, inputs: { 'replica-regions': 'northeurope=1' }, attempt: '2' }],
  },
  {
    name: 'lost answers',
    world: {
      faults: [
        { match: { method: 'POST', url: '/pools\\?' }, do: { kind: 'reset', when: 'after' } },
        { match: { method: 'PUT', url: '/snapshots/' }, do: { kind: 'reset', when: 'after' } },
        { match: { method: 'PUT', url: 'comp=page' }, do: { kind: 'reset', when: 'after' } },
      ],
    },
    runs: [{ exitCode: 0 }],
  },
  {
    name: 'failed image version',
    world: {
      faults: [
        { match: { method: 'PUT', url: '/versions/' }, do: { kind: 'failOperation', code: 'InternalExecutionError' } },
      ],
    },
    runs: [{ exitCode: 1 }],
  },
  {
    name: 'no rights',
    world: {
      principals: [{ clientId: DEFAULT_NAMES.clientId, secret: DEFAULT_NAMES.clientSecret, federated: {}, roles: [] }],
    },
    runs: [{ exitCode: 1 }],
  },
  {
    name: 'no rights on data',
    world: {
      principals: [
        {
          clientId: DEFAULT_NAMES.clientId,
          secret: DEFAULT_NAMES.clientSecret,
          federated: {},
          roles: [{ scope: '/', actions: ['*'] }],
        },
      ],
    },
    runs: [{ exitCode: 1 }],
  },
  { name: 'refused snapshot', world: { quotas: { snapshots: 0 } }, runs: [{ exitCode: 1 }] },
  {
    name: 'failed replication',
    world: { replication: { failed: { northeurope: 'Replication failed in this region.' } } },
    runs: [{ exitCode: 1, inputs: { 'replica-regions': 'northeurope=1' } }],
  },
];

function defaults(): readonly ScenarioResource[] {
  return defaultResources({ subscriptionId: DEFAULT_NAMES.subscriptionId, region: DEFAULT_NAMES.region });
}

/** The example without its identity, which would have to exist. */
function armPool(): string {
  const example = JSON.parse(readFileSync(join(EXAMPLES, 'pool-arm.json'), 'utf8')) as Json;
  return JSON.stringify({ ...objectOf(example), $schema: undefined, identity: undefined });
}

function withDataDisk(): readonly ScenarioResource[] {
  const disk = {
    id: DATA_DISK,
    body: {
      location: DEFAULT_NAMES.region,
      managedBy: VM,
      sku: { name: 'Premium_LRS', tier: 'Premium' },
      properties: { creationData: { createOption: 'Empty' }, diskSizeGB: 1 },
    },
  };
  const attached = {
    lun: 0,
    name: 'assets',
    createOption: 'Attach',
    caching: 'ReadOnly',
    managedDisk: { storageAccountType: 'Premium_LRS', id: DATA_DISK },
    deleteOption: 'Detach',
    diskSizeGB: 1,
    toBeDetached: false,
  };
  return [
    disk,
    ...changed(VM, (properties) => ({
      ...properties,
      storageProfile: { ...objectOf(properties['storageProfile']), dataDisks: [attached] },
    })),
  ];
}

function withTrustedLaunch(): readonly ScenarioResource[] {
  const uefiSettings = { secureBootEnabled: true, vTpmEnabled: true };
  const vm = changed(VM, (properties) => ({
    ...properties,
    securityProfile: { securityType: 'TrustedLaunch', uefiSettings },
  }));
  return changed(OS_DISK, (properties) => ({ ...properties, securityProfile: { securityType: 'TrustedLaunch' } }), vm);
}

function changed(
  id: string,
  change: (properties: JsonObject) => JsonObject,
  resources = defaults(),
): readonly ScenarioResource[] {
  return resources.map((one) =>
    one.id === id ? { ...one, body: { ...one.body, properties: change(objectOf(one.body['properties'])) } } : one,
  );
}

function autoscaledWithStartTask(): string {
  return JSON.stringify({
    id: 'render-{version}',
    vmSize: 'Standard_D2s_v5',
    enableAutoScale: true,
    autoScaleFormula: '$TargetDedicatedNodes = 2;',
    autoScaleEvaluationInterval: 'PT5M',
    startTask: { commandLine: '/bin/bash -c "exit 1"', waitForSuccess: true },
  });
}

function richPool(): string {
  return JSON.stringify({
    id: 'render-{version}',
    displayName: 'Render nodes',
    vmSize: 'Standard_D2ds_v5',
    targetDedicatedNodes: 1,
    targetLowPriorityNodes: 1,
    resizeTimeout: 'PT20M',
    taskSlotsPerNode: 4,
    taskSchedulingPolicy: { nodeFillType: 'pack' },
    enableInterNodeCommunication: false,
    virtualMachineConfiguration: {
      dataDisks: [{ lun: 0, caching: 'readwrite', diskSizeGB: 64, storageAccountType: 'premium_lrs' }],
      nodePlacementConfiguration: { policy: 'regional' },
      osDisk: { ephemeralOSDiskSettings: { placement: 'cachedisk' } },
    },
    startTask: {
      commandLine: '/bin/bash -c "render --version"',
      environmentSettings: [{ name: 'LICENSE', value: 'floating' }],
      userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'admin' } },
      maxTaskRetryCount: 2,
      waitForSuccess: true,
    },
    userAccounts: [{ name: 'artist', password: 'Not-a-real-1', elevationLevel: 'nonadmin' }],
    metadata: [{ name: 'team', value: 'rendering' }],
  });
}
