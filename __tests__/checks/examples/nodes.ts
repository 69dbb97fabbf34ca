// Examples of what is found of the room, the VM size and the network that the nodes of a pool need.
import type { BatchVmSize } from '../../../src/azure/batch-accounts.ts';
import type { PublicAddress, SecurityGroup, Subnet } from '../../../src/azure/networks.ts';
import type { NODES_PROBLEMS, NODES_WARNINGS } from '../../../src/checks/nodes.ts';
import type { PoolNetwork } from '../../../src/release/survey-network.ts';
import {
  NO_NETWORK,
  someBatchAccount,
  someBatchOffer,
  someDefinition,
  someRequest,
  someVm,
  someVmSize,
  type SurveyChanges,
} from '../../release/world.ts';
import { aPool } from '../../pool/fake-batch.ts';
import type { ExamplesOf, Findings } from './example.ts';
import { asking, planning, poolWith } from './situations.ts';

/** Beside a pool specification with something more in it. */
const ofPool = (more: object, changes: SurveyChanges = {}): Findings =>
  planning(asking({ pool: poolWith(more) }), changes);

const ofAccount = (changes: Parameters<typeof someBatchAccount>[0], more: object = {}): Findings =>
  ofPool(more, { batchAccount: someBatchAccount(changes) });

const sizes = (changes: Partial<BatchVmSize>): SurveyChanges => ({
  batchOffer: someBatchOffer({ sizes: { kind: 'read', value: [someVmSize(changes)] } }),
});

const RESOURCES =
  '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-net/providers/Microsoft.Network';
const NETWORK = `${RESOURCES}/virtualNetworks/net`;
const ADDRESS = `${RESOURCES}/publicIPAddresses/front`;
const IN_SUBNET = { networkConfiguration: { subnetId: `${NETWORK}/subnets/inner` } };

const ofNetwork = (found: Partial<PoolNetwork>, more: object = IN_SUBNET): Findings =>
  ofPool(more, { poolNetwork: { ...NO_NETWORK, ...found } });

function subnet(changes: Partial<Subnet> = {}, location = 'westeurope'): Partial<PoolNetwork> {
  const inner = { name: 'inner', prefixes: ['10.0.0.0/24'], delegations: [], taken: 0, ...changes };
  return { network: { kind: 'read', value: { id: NETWORK, location, subnets: [inner] } } };
}

const WALLS: SecurityGroup = {
  id: `${RESOURCES}/networkSecurityGroups/walls`,
  rules: [
    {
      name: 'no-internet',
      priority: 300,
      direction: 'Outbound',
      access: 'Deny',
      protocol: '*',
      peers: ['Internet'],
      locals: ['*'],
      groups: false,
      sourcePorts: ['*'],
      destinationPorts: ['*'],
    },
  ],
};

const FREE: PublicAddress = {
  id: ADDRESS,
  location: 'westeurope',
  sku: 'Standard',
  allocation: 'Static',
  named: true,
};
const withAddress = (provision: string): object => ({
  publicIPAddressConfiguration: { provision, ...(provision === 'usermanaged' && { ipAddressIds: [ADDRESS] }) },
});

export const NODES: ExamplesOf<typeof NODES_PROBLEMS & typeof NODES_WARNINGS> = {
  'batch-core-quota': {
    found: () => ofAccount({ dedicatedCoreQuota: 3 }),
    says: 'pool-spec:1:66: found 2 dedicated nodes of Standard_D2s_v5 with 4 cores, while the dedicated core quota of Batch account batchrender is 3 and none of it is taken: 1 core missing; expected at most 1 node, or a quota of at least 4. Ask for a higher quota (Azure portal, Batch account, Quotas), ask for fewer nodes, or scale other pools down.',
  },
  'batch-family-quota': {
    found: () => ofAccount({ dedicatedCoreQuotaPerFamily: new Map([['standarddsv5family', 3]]) }),
    says: 'pool-spec:1:66: found 2 dedicated nodes of Standard_D2s_v5 with 4 cores, while the quota of standardDSv5Family of Batch account batchrender is 3 and none of it is taken: 1 core missing; expected at most 1 node, or a quota of at least 4. Ask for a higher quota of this family (Azure portal, Batch account, Quotas), or choose a vmSize of another family.',
  },
  'batch-low-priority-quota': {
    found: () => ofAccount({ lowPriorityCoreQuota: 1 }, { targetLowPriorityNodes: 1 }),
    says: 'pool-spec:1:93: found 1 low-priority node of Standard_D2s_v5 with 2 cores, while the low-priority core quota of Batch account batchrender is 1 and none of it is taken: 1 core missing; expected a quota of at least 2. Ask for a higher quota (Azure portal, Batch account, Quotas), or ask for dedicated nodes.',
  },
  'vm-size-unknown': {
    found: () => ofPool({ vmSize: 'Standard_D2sv5' }),
    says: 'pool-spec:1:25: found vmSize Standard_D2sv5, which Batch does not offer in westeurope; expected one of the 1 sizes that Batch offers there. Did you mean Standard_D2s_v5? All of them: `az batch location list-skus --location westeurope`.',
  },
  'vm-size-restricted': {
    found: () => {
      const restricted = { kind: 'read', value: new Set(['standard_d2s_v5']) } as const;
      return planning(someRequest(), { batchOffer: someBatchOffer({ restricted }) });
    },
    says: 'pool-spec:2:9: found vmSize Standard_D2s_v5, which Compute does not make for this subscription in westeurope; expected a size without restrictions. Choose another vmSize, or ask for access: Azure portal, Help + support. List them: `az vm list-skus --location westeurope --all`.',
  },
  'vm-size-retired': {
    found: () => ofPool({}, sizes({ endOfLife: '2026-01-31T00:00:00Z' })),
    says: 'pool-spec:1:25: found vmSize Standard_D2s_v5, which Batch has not supported since 2026-01-31; expected a size that Batch supports. Choose another vmSize.',
  },
  'vm-size-boot': {
    found: () => ofPool({}, sizes({ capabilities: { HyperVGenerations: 'V1' } })),
    says: 'pool-spec:1:25: found vmSize Standard_D2s_v5, which boots generation V1, for an image of generation V2; expected a size that boots generation V2. Choose another vmSize (most sizes since v3 boot both), or prepare the image as V1.',
  },
  'vm-size-feature': {
    found: () =>
      ofPool(
        { networkConfiguration: { enableAcceleratedNetworking: true } },
        sizes({ capabilities: { AcceleratedNetworkingEnabled: 'False' } }),
      ),
    says: 'pool-spec:1:122: found networkConfiguration.enableAcceleratedNetworking, though vmSize Standard_D2s_v5 does not support accelerated networking; expected a size with accelerated networking, or a pool without. Choose another vmSize, or remove enableAcceleratedNetworking.',
  },
  'vm-size-ephemeral': {
    found: () =>
      ofPool(
        { virtualMachineConfiguration: { osDisk: { ephemeralOSDiskSettings: { placement: 'cachedisk' } } } },
        sizes({ capabilities: { EphemeralOSDiskSupported: 'True', CachedDiskBytes: String(1024 ** 3) } }),
      ),
    says: 'pool-spec:1:135: found an ephemeral OS disk of 4 GiB, for which vmSize Standard_D2s_v5 has 1 GiB; expected a size with 4 GiB of cache, or a smaller OS disk. Choose another vmSize, or remove ephemeralOSDiskSettings.',
  },
  'vm-size-data-disks': {
    found: () =>
      ofPool(
        { virtualMachineConfiguration: { dataDisks: [{ lun: 0, diskSizeGB: 8 }] } },
        sizes({ capabilities: { MaxDataDiskCount: '0' } }),
      ),
    says: 'pool-spec:1:111: found 1 data disk (0 of the image, 1 of the pool spec), for vmSize Standard_D2s_v5; expected at most 0. Choose another vmSize, or take disks out of the pool spec.',
  },
  'pool-spec-task-slots': {
    found: () => ofPool({ taskSlotsPerNode: 9 }),
    says: 'pool-spec:1:87: found taskSlotsPerNode = 9, for vmSize Standard_D2s_v5 with 2 cores; expected at most 8. Lower taskSlotsPerNode, or choose a larger vmSize.',
  },
  'pool-too-large': {
    found: () =>
      ofAccount({ dedicatedCoreQuota: 1000 }, { targetDedicatedNodes: 101, enableInterNodeCommunication: true }),
    says: 'pool-spec:1:66: found 101 nodes that talk to each other, in Batch account batchrender with pool allocation mode BatchService; expected at most 100 nodes where inter-node communication is enabled. Ask for fewer nodes, or switch inter-node communication off.',
  },
  'pool-subnet-not-found': {
    found: () => ofNetwork({ network: { kind: 'read', value: undefined } }),
    says: 'pool-spec:1:103: found no virtual network /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/net; expected a subnet that exists. Correct subnetId.',
  },
  'pool-subnet-place': {
    found: () => ofNetwork(subnet({}, 'northeurope')),
    says: 'pool-spec:1:103: found subnet net/inner in northeurope; expected a subnet in westeurope, as Batch account batchrender. Name a subnet in the region and subscription of the account.',
  },
  'pool-subnet-delegated': {
    found: () => ofNetwork(subnet({ delegations: ['Microsoft.Web/serverFarms'] })),
    says: 'pool-spec:1:103: found subnet net/inner, which is delegated to Microsoft.Web/serverFarms; expected a subnet without delegation. Name another subnet: a delegated one takes no nodes.',
  },
  'pool-subnet-too-small': {
    found: () => ofNetwork(subnet({ prefixes: ['10.0.0.0/29'], taken: 2 })),
    says: 'pool-spec:1:103: found subnet net/inner (10.0.0.0/29) with room for 3, of which 2 are taken, for 2 nodes: 1 missing; expected room for 2 nodes. Name a larger subnet, or ask for fewer nodes.',
  },
  'pool-subnet-closed': {
    found: () => ofNetwork({ ...subnet(), group: { kind: 'read', value: WALLS } }),
    says: 'pool-spec:1:103: found security group walls of subnet net/inner, whose rule no-internet (priority 300) denies outbound TCP 443 to BatchNodeManagement.westeurope; expected a rule that allows outbound TCP 443 to BatchNodeManagement.westeurope, as simplified node communication needs it. Add the rule with a priority before 300.',
  },
  'pool-public-address': {
    found: () =>
      ofNetwork(
        { addresses: { kind: 'read', value: [{ ...FREE, sku: 'Basic' }] } },
        { networkConfiguration: withAddress('usermanaged') },
      ),
    says: 'pool-spec:1:165: found public IP address front of SKU Basic; expected a free, static IPv4 address of SKU Standard in westeurope and in the subscription of the account. Name another address in ipAddressIds, or let Batch provide them (provision: batchmanaged).',
  },
  'pool-communication': {
    found: () =>
      ofPool({ networkConfiguration: withAddress('nopublicipaddresses'), targetNodeCommunicationMode: 'classic' }),
    says: 'pool-spec:1:190: found classic node communication, for nodes without public IP addresses; expected simplified node communication: in the classic one Batch calls the nodes. Set targetNodeCommunicationMode to simplified, or leave it out.',
  },
  'core-quota-partial': {
    found: () =>
      planning(asking({ pool: { minReadyNodes: 1 } }), { batchAccount: someBatchAccount({ dedicatedCoreQuota: 3 }) }),
    says: 'pool-spec: Not all nodes will find room: 2 dedicated nodes of Standard_D2s_v5 with 4 cores, while the dedicated core quota of Batch account batchrender is 3 and none of it is taken: 1 core missing. The 1 of min-ready-nodes will.',
  },
  'core-quota-busy': {
    found: () =>
      planning(someRequest(), {
        batchAccount: someBatchAccount({ dedicatedCoreQuota: 6 }),
        batchOffer: someBatchOffer({
          pools: [aPool({ id: 'old', vmSize: 'standard_d2s_v5', state: 'deleting', currentDedicatedNodes: 2 })],
        }),
      }),
    says: 'pool-spec: There is not room for all nodes yet: 2 dedicated nodes of Standard_D2s_v5 with 4 cores, while the dedicated core quota of Batch account batchrender is 6 and 4 are taken (pool old: 4): 2 cores missing. There will be when the pools that are being deleted or scaled down have given their nodes back, unless others ask again for what they did not get.',
  },
  'pool-quota-busy': {
    found: () =>
      planning(someRequest(), {
        batchAccount: someBatchAccount({ poolQuota: 1 }),
        batchOffer: someBatchOffer({ pools: [aPool({ id: 'old', state: 'deleting' })] }),
      }),
    says: 'batch-account: There is not room for one more pool yet: batchrender, whose pool quota is 1, with 1 pool in it. There will be when the one that is being deleted is gone.',
  },
  'formula-no-room': {
    found: () =>
      ofAccount(
        { dedicatedCoreQuota: 1 },
        {
          targetDedicatedNodes: undefined,
          enableAutoScale: true,
          autoScaleFormula: '$TargetDedicatedNodes = $PendingTasks.GetSample(1);',
        },
      ),
    says: 'pool-spec: How many nodes the autoscale formula will ask for is not known, but there is no room for a single dedicated node of Standard_D2s_v5: the core quota of Batch account batchrender is taken, or zero.',
  },
  'core-quota-unchecked': {
    found: () =>
      planning(someRequest(), {
        batchAccount: someBatchAccount({ poolAllocationMode: 'UserSubscription' }),
        batchOffer: someBatchOffer({ usages: { kind: 'unread', action: 'Microsoft.Compute/locations/usages/read' } }),
      }),
    says: 'batch-account: Whether the core quotas of Batch account batchrender have room for the nodes could not be checked: Microsoft.Compute/locations/usages/read over the subscription is not granted, or Azure does not answer.',
  },
  'vm-size-unchecked': {
    found: () => {
      const action = 'Microsoft.Batch/locations/virtualMachineSkus/read';
      return planning(someRequest(), { batchOffer: someBatchOffer({ sizes: { kind: 'unread', action } }) });
    },
    says: 'pool-spec: Whether Batch offers vmSize Standard_D2s_v5 in westeurope, whether it takes the image, and whether the core quotas of Batch account batchrender have room for it could not be checked: Microsoft.Batch/locations/virtualMachineSkus/read over the subscription is not granted, or Azure does not answer.',
  },
  'vm-size-boot-doubtful': {
    found: () =>
      ofPool(
        {},
        {
          ...sizes({ capabilities: { DiskControllerTypes: 'NVMe' } }),
          definition: someDefinition(someRequest(), { diskControllers: ['SCSI', 'NVMe'] }),
        },
      ),
    says: 'pool-spec: vmSize Standard_D2s_v5 has disk controller NVMe alone. The image definition lists it, but neither the VM nor its OS disk does: the nodes start only if the operating system boots from it.',
  },
  'temporary-disk-differs': {
    found: () => {
      const own = someVmSize({ name: 'Standard_D2ds_v5', capabilities: { MaxResourceVolumeMB: '76800' } });
      const nodes = someVmSize({ capabilities: { MaxResourceVolumeMB: '0' } });
      return planning(someRequest(), {
        vm: someVm({ vmSize: 'Standard_D2ds_v5' }),
        batchOffer: someBatchOffer({ sizes: { kind: 'read', value: [own, nodes] } }),
      });
    },
    says: 'pool-spec: VM vm-golden (Standard_D2ds_v5) has a temporary disk, nodes of vmSize Standard_D2s_v5 have none: what the image expects under /mnt, or swaps to, is missing there.',
  },
  'host-encryption-lost': {
    found: () => planning(someRequest(), { vm: someVm({ encryptionAtHost: true }) }),
    says: 'pool-spec: VM vm-golden is encrypted at host, and the nodes will not be: a pool in the shape of the data plane has it only beside a security type. Write the pool in the ARM shape, which takes it alone.',
  },
  'vm-size-end-of-life': {
    found: () => ofPool({}, sizes({ endOfLife: '2027-01-31T00:00:00Z' })),
    says: 'pool-spec: Batch ends its support of Standard_D2s_v5 on 2027-01-31, in 69 days. Move the pool to another vmSize before then.',
  },
  'pool-network-unchecked': {
    found: () => ofNetwork({ network: { kind: 'unread', action: 'Microsoft.Network/virtualNetworks/read' } }),
    says: 'pool-spec: Whether the network of the pool can take its nodes could not be checked: Microsoft.Network/virtualNetworks/read is not granted, or Azure does not answer. The role Reader on the network has it.',
  },
  'pool-public-address-dns': {
    found: () =>
      ofNetwork(
        { addresses: { kind: 'read', value: [{ ...FREE, named: false }] } },
        { networkConfiguration: withAddress('usermanaged') },
      ),
    says: 'pool-spec: Batch documents that public IP addresses for a pool need a DNS name label, and front has none: the pool may get no nodes. Set it: `az network public-ip update --dns-name`.',
  },
  'pool-subnet-partial': {
    found: () =>
      planning(asking({ pool: { ...poolWith({ targetDedicatedNodes: 5, ...IN_SUBNET }), minReadyNodes: 3 } }), {
        poolNetwork: { ...NO_NETWORK, ...subnet({ prefixes: ['10.0.0.0/29'] }) },
      }),
    says: 'pool-spec: Not all nodes will find room: subnet net/inner (10.0.0.0/29) with room for 3, of which 0 are taken, for 5 nodes: 2 missing. The 3 of min-ready-nodes will.',
  },
  'low-priority-retired': {
    found: () => ofPool({ targetLowPriorityNodes: 1 }),
    says: 'pool-spec: The pool asks for 1 low-priority node. Azure retired those of accounts like batchrender, whose pool allocation mode is BatchService, on 2025-09-30: it may allocate none. Spot nodes need an account with pool allocation mode UserSubscription.',
  },
};
