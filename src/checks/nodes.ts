// Checks of what the nodes of the pool need: room in the quotas, a VM size that takes the image, a network.
import { problems, warnings } from './check.ts';

const QUOTAS = 'https://learn.microsoft.com/azure/batch/batch-quota-limit';
const SIZES = 'https://learn.microsoft.com/azure/batch/batch-pool-vm-sizes';
const NETWORK = 'https://learn.microsoft.com/azure/batch/batch-virtual-network';

export const NODES_PROBLEMS = problems({
  'batch-core-quota': [
    'The dedicated core quota has room for the nodes of the pool, beside what other pools have or ask for.',
    QUOTAS,
  ],
  'batch-family-quota': ['The core quota of the VM family has room for them too, where it is enforced.', QUOTAS],
  'batch-low-priority-quota': ['The low-priority core quota has room for the low-priority nodes of the pool.', QUOTAS],
  'vm-size-unknown': ['Batch offers the VM size of the pool in the region of the account.', SIZES],
  'vm-size-restricted': [
    'Compute makes VMs of this size for the subscription in which the nodes are.',
    'https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-sku-not-available',
  ],
  'vm-size-retired': ['Batch still supports the VM size.', SIZES],
  'vm-size-boot': [
    'The VM size boots the image: its generation, CPU architecture, disk controller and security type.',
    'https://learn.microsoft.com/azure/virtual-machines/sizes/overview',
  ],
  'vm-size-feature': ['The VM size can do what the pool specification asks of its nodes.', SIZES],
  'vm-size-ephemeral': [
    'An ephemeral OS disk finds room on the host.',
    'https://learn.microsoft.com/azure/batch/create-pool-ephemeral-os-disk',
  ],
  'vm-size-data-disks': [
    'The VM size takes the data disks of the image and those of the pool specification.',
    'https://learn.microsoft.com/azure/virtual-machines/sizes/overview',
  ],
  'pool-spec-task-slots': [
    'Nodes have no more task slots than their cores allow.',
    'https://learn.microsoft.com/azure/batch/batch-parallel-node-tasks',
  ],
  'pool-too-large': [
    'A pool whose nodes talk to each other is not larger than Batch allows.',
    'https://learn.microsoft.com/azure/batch/batch-quota-limit#pool-size-limits',
  ],
  'pool-subnet-not-found': ['The subnet of the pool exists.', NETWORK],
  'pool-subnet-place': ['The subnet is in the region and the subscription of the Batch account.', NETWORK],
  'pool-subnet-delegated': ['The subnet is not delegated to another service.', NETWORK],
  'pool-subnet-too-small': [
    'The subnet has an address for every node, or for those of `min-ready-nodes` at least.',
    NETWORK,
  ],
  'pool-subnet-closed': [
    'The security group of the subnet lets Batch and its nodes reach each other.',
    'https://learn.microsoft.com/azure/batch/batch-virtual-network#network-security-groups-specifying-subnet-level-rules',
  ],
  'pool-public-address': [
    'Public IP addresses of the user’s own are free, static, Standard, IPv4, in the right place, and enough.',
    'https://learn.microsoft.com/azure/batch/create-pool-public-ip',
  ],
  'pool-communication': [
    'Nodes without public IP addresses use simplified communication.',
    'https://learn.microsoft.com/azure/batch/simplified-node-communication-pool-no-public-ip',
  ],
});

export const NODES_WARNINGS = warnings({
  'core-quota-partial': ['The core quotas have room for all nodes, not only for those of `min-ready-nodes`.', QUOTAS],
  'core-quota-busy': ['The core quotas have room for all nodes already now.', QUOTAS],
  'pool-quota-busy': ['The pool quota has room for one more pool already now.', QUOTAS],
  'formula-no-room': ['There is room for at least one node of each kind that an autoscale formula sets.', QUOTAS],
  'core-quota-unchecked': ['Azure tells the identity what is used of the quotas of the subscription.', QUOTAS],
  'vm-size-unchecked': ['Azure tells the identity the VM sizes that Batch offers.', SIZES],
  'vm-size-boot-doubtful': [
    'The VM size has a disk controller from which the VM or its OS disk boots, not only the image definition.',
    'https://learn.microsoft.com/azure/virtual-machines/enable-nvme-remote-faqs',
  ],
  'temporary-disk-differs': [
    'The nodes have a temporary disk if the source VM has one, and none if it has none.',
    'https://learn.microsoft.com/azure/virtual-machines/azure-vms-no-temp-disk',
  ],
  'host-encryption-lost': [
    'The nodes are encrypted at host where the source VM is.',
    'https://learn.microsoft.com/azure/virtual-machines/disk-encryption#encryption-at-host---end-to-end-encryption-for-your-vm-data',
  ],
  'vm-size-end-of-life': ['Batch goes on supporting the VM size.', SIZES],
  'pool-network-unchecked': ['Azure tells the identity of the network of the pool.', NETWORK],
  'pool-public-address-dns': [
    'Public IP addresses of the user’s own have a DNS name label.',
    'https://learn.microsoft.com/azure/batch/create-pool-public-ip',
  ],
  'pool-subnet-partial': ['The subnet has an address for all nodes, not only for those of `min-ready-nodes`.', NETWORK],
  'low-priority-retired': [
    'The pool asks for no low-priority nodes where Batch itself allocates them.',
    'https://learn.microsoft.com/azure/batch/batch-spot-vms',
  ],
});
