// Checks of what the image is made of: a VM and its disks, a VHD blob, a VHD file, an image version.
import { problems, warnings } from './check.ts';

const GENERALIZE = 'https://learn.microsoft.com/azure/virtual-machines/generalize';
const UNMANAGED = 'https://learn.microsoft.com/azure/virtual-machines/unmanaged-disks-deprecation';
const EXPORT = 'https://learn.microsoft.com/azure/virtual-machines/windows/download-vhd';
const DISK_ACCESS = 'https://learn.microsoft.com/azure/virtual-machines/disks-restrict-import-export-overview';
const PREPARE_VHD = 'https://learn.microsoft.com/azure/virtual-machines/windows/prepare-for-upload-vhd-image';
const SAS = 'https://learn.microsoft.com/azure/storage/common/storage-sas-overview';
const ROUTES = 'docs/routes.md';
const CUSTOMER_KEY = 'https://learn.microsoft.com/azure/virtual-machines/image-version-encryption';

export const SOURCE_PROBLEMS = problems({
  'vm-not-found': ['The VM exists.', 'https://learn.microsoft.com/azure/virtual-machines/overview'],
  'vm-not-provisioned': [
    'The VM is neither just being made nor being deleted.',
    'https://learn.microsoft.com/azure/virtual-machines/states-billing',
  ],
  'vm-confidential': ['The VM is not a confidential VM.', ROUTES],
  'disk-not-found': ['Every disk of the VM exists.', EXPORT],
  'disk-unmanaged': ['A VM with unmanaged disks is captured in the mode that Azure has for it.', UNMANAGED],
  'disk-ephemeral': [
    'The OS disk of the VM is not ephemeral.',
    'https://learn.microsoft.com/azure/virtual-machines/ephemeral-os-disks',
  ],
  'disk-incremental-only': [
    'No disk is of a type that takes only incremental snapshots.',
    'https://learn.microsoft.com/azure/virtual-machines/disks-incremental-snapshots',
  ],
  'snapshot-taken': [
    'No snapshot of somebody else has the name of a temporary of this release.',
    'https://learn.microsoft.com/azure/virtual-machines/snapshot-copy-managed-disk',
  ],
  'disk-network-closed': ['Every disk may be exported over the network.', DISK_ACCESS],
  'disk-entra-protected': [
    'No disk demands Entra ID for its export.',
    'https://learn.microsoft.com/azure/virtual-machines/windows/download-vhd#secure-downloads-and-uploads-with-microsoft-entra-id',
  ],
  'disk-guest-encrypted': [
    'No disk is encrypted in the guest by Azure Disk Encryption.',
    'https://learn.microsoft.com/azure/batch/batch-sig-images#prepare-a-vm',
  ],
  'disk-customer-key': ['A gallery takes disks with a customer-managed key as they are.', CUSTOMER_KEY],
  'os-disk-too-large': [
    'The OS disk is not larger than a gallery takes.',
    'https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#limits',
  ],
  'data-disk-too-large': [
    'No data disk is larger than a gallery takes.',
    'https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#limits',
  ],
  'capture-account': ['The VHDs of unmanaged disks are wanted in the account where Azure puts them.', UNMANAGED],
  'vhd-account-unknown': ['The storage account of the VM’s unmanaged disks is known.', UNMANAGED],
  'vhd-url-invalid': ['The URL of a VHD names one blob.', SAS],
  'vhd-not-found': ['The VHD exists.', PREPARE_VHD],
  'vhd-not-page-blob': [
    'The VHD is a page blob.',
    'https://learn.microsoft.com/azure/storage/blobs/storage-blob-pageblob-overview',
  ],
  'vhd-incremental': [
    'The VHD is no incremental snapshot.',
    'https://learn.microsoft.com/azure/virtual-machines/disks-incremental-snapshots',
  ],
  'vhd-too-short': ['The VHD is long enough to be one.', PREPARE_VHD],
  'vhd-footer': ['The VHD ends with the footer of a fixed VHD whose checksum is right.', PREPARE_VHD],
  'vhd-size': ['The virtual size of the VHD is a whole number of MiB.', PREPARE_VHD],
  'vhd-too-large': [
    'The VHD is not larger than a gallery takes.',
    'https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#limits',
  ],
  'vhd-unfinished': ['No other tool is still writing the VHD.', PREPARE_VHD],
  'vhd-copy-pending': [
    'No copy into the VHD is under way.',
    'https://learn.microsoft.com/rest/api/storageservices/copy-blob',
  ],
  'vhd-copy-failed': [
    'No copy into the VHD was cut off.',
    'https://learn.microsoft.com/rest/api/storageservices/copy-blob',
  ],
  'vhd-host-unknown': ['The host of the VHD is known.', SAS],
  'vhd-network-closed': [
    'The account of the VHD answers this runner.',
    'https://learn.microsoft.com/azure/storage/common/storage-network-security',
  ],
  'vhd-read-refused': [
    'The VHD can be read.',
    'https://learn.microsoft.com/azure/storage/blobs/assign-azure-role-data-access',
  ],
  'vhd-sas-cannot-read': ['The SAS of the VHD allows reading.', SAS],
  'vhd-sas-address': ['The SAS of the VHD takes the runner’s address.', SAS],
  'vhd-sas-refused': ['The SAS of the VHD counts.', SAS],
  'vhd-file-missing': ['The VHD file exists.', PREPARE_VHD],
  'vhd-file-unreadable': ['The VHD file can be read.', PREPARE_VHD],
  'vhd-file-format': [
    'The VHD file is a fixed VHD; others are told by their names, with the command that converts them.',
    PREPARE_VHD,
  ],
  'vhd-file-damaged': ['The footer of the VHD file is whole, and its checksum right.', PREPARE_VHD],
  'vhd-file-size': ['The VHD file has a size that Azure takes.', PREPARE_VHD],
  'image-version-not-found': ['The image version exists.', 'https://learn.microsoft.com/azure/batch/batch-sig-images'],
  'image-specialized': ['The image is a generalized one.', GENERALIZE],
});

export const SOURCE_WARNINGS = warnings({
  'vm-has-extensions': [
    'The VM has no extensions: they would run again on every node, or lack what they left on the VM.',
    'https://learn.microsoft.com/azure/virtual-machines/extensions/overview',
  ],
  'vm-busy': ['Azure is not working on the VM.', 'https://learn.microsoft.com/azure/virtual-machines/states-billing'],
  'vm-failed': [
    'The last operation on the VM succeeded.',
    'https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/error-messages',
  ],
  'vm-agent-not-ready': [
    'The Azure agent in the guest works: nodes are set up by it.',
    'https://learn.microsoft.com/azure/virtual-machines/extensions/agent-linux',
  ],
  'disk-access-open': ['Nobody has opened a disk of the VM by a SAS.', EXPORT],
  'customer-key-lost': ['No disk has a customer-managed key, which its image would not have.', CUSTOMER_KEY],
  'generalize-is-final': ['Whether the run flags the VM as generalized: it can then never start again.', GENERALIZE],
  'captures-of-others': ['No captures of others share the prefix of the VHD.', UNMANAGED],
  'vhd-sas-expires': ['The SAS of the VHD outlives the run.', SAS],
});
