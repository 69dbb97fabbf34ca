// The face of the action, declared once: every input and output with its kind, default and description. action.yml and
// the tables of README.md are held equal to this file by a test.

export type InputKind =
  | 'text'
  /** May carry a signature: its query is never shown. */
  | 'url'
  /** May span lines. */
  | 'document'
  | 'boolean'
  | 'enum'
  | 'integer'
  | 'duration'
  | 'date'
  /** `name=value`, one per line. */
  | 'pairs'
  /** `region=count`, one per line. */
  | 'regions';

export interface InputDeclaration {
  readonly kind: InputKind;
  readonly group: InputGroup;
  readonly description: string;
  readonly required?: true;
  readonly default?: string;
  /** What a reader of the README sees where the default depends on something. */
  readonly defaultText?: string;
  /** For `enum`. */
  readonly values?: readonly string[];
  /** For `integer`. */
  readonly minimum?: number;
}

export type InputGroup = 'Sign-in' | 'Source' | 'Capture' | 'Image' | 'Pool' | 'Run';

export const INPUTS = {
  'client-id': {
    kind: 'text',
    group: 'Sign-in',
    defaultText: '`AZURE_CLIENT_ID`',
    description:
      'Application (client) ID to sign in as, by OIDC: it needs a federated credential for this repository, and the job the permission `id-token: write`.',
  },
  'tenant-id': {
    kind: 'text',
    group: 'Sign-in',
    defaultText: '`AZURE_TENANT_ID`',
    description: 'Microsoft Entra tenant of the application: its ID, or one of its domain names.',
  },
  'subscription-id': {
    kind: 'text',
    group: 'Sign-in',
    required: true,
    description: 'Subscription of every resource that is given by name.',
  },
  environment: {
    kind: 'text',
    group: 'Sign-in',
    default: 'AzureCloud',
    description:
      'Azure cloud: `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud`, or the `https` address of an Azure Resource Manager endpoint.',
  },
  'cloud-endpoints': {
    kind: 'pairs',
    group: 'Sign-in',
    description:
      "What counts instead of what the cloud's Azure Resource Manager says of it, one `name=https://...` per line: `authority`, `arm-audience`, `batch-audience`, `storage-audience`, `portal`.",
  },
  'oidc-audience': {
    kind: 'text',
    group: 'Sign-in',
    defaultText:
      '`api://AzureADTokenExchange`; in US Government `api://AzureADTokenExchangeUSGov`, in China `api://AzureADTokenExchangeChina`',
    description: 'Audience of the GitHub token, as the federated credential expects it.',
  },
  'resource-group': {
    kind: 'text',
    group: 'Source',
    defaultText: 'needed unless every resource is given by ID',
    description: 'Resource group of the VM, and of every other resource that is given by name.',
  },
  'vm-name': {
    kind: 'text',
    group: 'Source',
    defaultText: 'exactly one of the four sources',
    description:
      'Name or resource ID of the VM to capture. Its guest must have been deprovisioned (Linux) or sysprepped (Windows); the VM is stopped and deallocated.',
  },
  'vhd-url': {
    kind: 'url',
    group: 'Source',
    description:
      'URL of a VHD that lies in a storage account as a page blob, with or without a SAS. It is used where it is when it lies in `storage-account`, else copied there.',
  },
  'vhd-file': {
    kind: 'text',
    group: 'Source',
    description:
      'Path of a fixed VHD on the runner. Only the parts that hold data are uploaded; an interrupted upload is continued.',
  },
  'image-version-id': {
    kind: 'text',
    group: 'Source',
    description:
      'Resource ID of an image version that exists (in a Compute Gallery, or shared with you by a direct shared or a community gallery): nothing is captured, the pool is made from it.',
  },
  'capture-mode': {
    kind: 'enum',
    group: 'Capture',
    values: ['snapshot', 'generalize'],
    default: 'snapshot',
    description:
      '`snapshot` takes snapshots of the disks and leaves the VM usable. `generalize` also flags the VM as generalized once the snapshots exist: it can never start again.',
  },
  'template-path': {
    kind: 'text',
    group: 'Capture',
    description:
      'Where to save the template that Azure answers to the capture of a VM with unmanaged disks: a path in the workspace.',
  },
  'overwrite-vhd': {
    kind: 'boolean',
    group: 'Capture',
    default: 'false',
    description:
      'Whether the capture of a VM with unmanaged disks may overwrite a blob of the same name. No other VHD is ever overwritten.',
  },
  'export-vhd': {
    kind: 'boolean',
    group: 'Capture',
    default: 'true',
    description: 'Whether to write the disks as VHD blobs to the storage account.',
  },
  'storage-account': {
    kind: 'text',
    group: 'Capture',
    defaultText: "the Batch account's auto-storage account",
    description: 'Name or resource ID of the storage account that receives the VHDs.',
  },
  'container-name': {
    kind: 'text',
    group: 'Capture',
    default: 'batchimages',
    description: 'Folder of the VHDs: they go to `system/Microsoft.Compute/Images/<container-name>/`.',
  },
  'vhd-prefix': {
    kind: 'text',
    group: 'Capture',
    defaultText: "the VM's name, else the image definition's",
    description: 'First part of the VHD names: `<vhd-prefix>-osDisk.<guid>.vhd`.',
  },
  'data-disks': {
    kind: 'enum',
    group: 'Capture',
    values: ['include', 'exclude'],
    default: 'include',
    description: "Whether the VM's data disks become part of the image and are exported as VHDs.",
  },
  gallery: {
    kind: 'text',
    group: 'Image',
    defaultText: 'needed unless `image-version-id` is given, or with `mode: inspect`',
    description: 'Name or resource ID of the Azure Compute Gallery.',
  },
  'create-gallery': {
    kind: 'boolean',
    group: 'Image',
    default: 'false',
    description: 'Whether to create the gallery when it does not exist.',
  },
  'image-definition': {
    kind: 'text',
    group: 'Image',
    defaultText: "the VM's name; needed with a VHD",
    description:
      'Image definition in the gallery. It is created when absent, with operating system, generation, architecture and security type of the source.',
  },
  'os-type': {
    kind: 'enum',
    group: 'Image',
    values: ['Linux', 'Windows'],
    defaultText: 'of the VM, or of the image definition that exists',
    description: 'Operating system of the image. A VHD does not tell it.',
  },
  'hyper-v-generation': {
    kind: 'enum',
    group: 'Image',
    values: ['V1', 'V2'],
    defaultText: 'of the VM or of the image definition that exists; of a VHD by its partitions',
    description: 'Hyper-V generation of the image: `V1` boots by BIOS, `V2` by UEFI.',
  },
  architecture: {
    kind: 'enum',
    group: 'Image',
    values: ['x64', 'Arm64'],
    defaultText: 'of the VM or of the image definition that exists, else `x64`',
    description: 'CPU architecture of the image.',
  },
  'security-type': {
    kind: 'enum',
    group: 'Image',
    values: ['Standard', 'TrustedLaunch', 'TrustedLaunchSupported'],
    defaultText: 'of the image definition that exists, or of the VM, else `Standard`',
    description:
      'Security type of the image. `TrustedLaunch` boots only in pools with that security profile, `TrustedLaunchSupported` with and without it; the latter is made from the VHD.',
  },
  'image-version': {
    kind: 'text',
    group: 'Image',
    defaultText: 'from the tag: `v1.4.0` or `1.4.0` gives `1.4.0`; without a tag `0.0.<run number>`',
    description: 'Image version, `Major.Minor.Patch`.',
  },
  'replica-regions': {
    kind: 'regions',
    group: 'Image',
    description:
      'More regions to replicate the image to, one `region=replicas` per line. The regions of the VM and of the Batch account are always included.',
  },
  'exclude-from-latest': {
    kind: 'boolean',
    group: 'Image',
    defaultText: '`true` for a version without a tag, else `false`',
    description: 'Whether the version is left out when someone asks the gallery for the latest one.',
  },
  'end-of-life-date': {
    kind: 'date',
    group: 'Image',
    description: 'Date written on the image version as its end of life, `YYYY-MM-DD`. Azure only informs about it.',
  },
  'batch-account': {
    kind: 'text',
    group: 'Pool',
    required: true,
    description: 'Name or resource ID of the Batch account.',
  },
  'pool-spec': {
    kind: 'document',
    group: 'Pool',
    defaultText: 'needed, except with `mode: inspect`',
    description:
      'Pool specification: a path in the workspace, or the JSON or YAML itself, in the shape of `az batch pool create --json-file` or of an ARM template. Its image is replaced by the one made here.',
  },
  'pool-id': {
    kind: 'text',
    group: 'Pool',
    defaultText: "the specification's `id`",
    description:
      'Pool ID. `{version}` stands for the image version written with dashes: `render-{version}` gives `render-1-4-0`.',
  },
  'existing-pool': {
    kind: 'enum',
    group: 'Pool',
    values: ['fail'],
    default: 'fail',
    description:
      '`fail`, the only value: when another pool has the ID already, the run stops before anything is written.',
  },
  'wait-for': {
    kind: 'enum',
    group: 'Pool',
    values: ['ready', 'steady', 'none'],
    default: 'ready',
    description:
      '`ready` waits until the nodes have run their start task and take work, `steady` until the pool has stopped resizing, `none` does not wait.',
  },
  'min-ready-nodes': {
    kind: 'integer',
    group: 'Pool',
    minimum: 1,
    defaultText: 'all that the pool asks for',
    description: 'How many ready nodes are enough for `wait-for: ready`.',
  },
  mode: {
    kind: 'enum',
    group: 'Run',
    values: ['release', 'plan', 'inspect'],
    default: 'release',
    description:
      '`release` does the work. `plan` shows what it would do and writes nothing. `inspect` tells what every pool of the Batch account runs, and writes nothing.',
  },
  timeout: {
    kind: 'duration',
    group: 'Run',
    default: '5h30m',
    description:
      'How long the run may take, for example `90m` or `5h30m`. Jobs on GitHub-hosted runners end after six hours.',
  },
  tags: {
    kind: 'pairs',
    group: 'Run',
    description: 'Tags for every Azure resource that the run creates, one `name=value` per line.',
  },
} as const satisfies Record<string, InputDeclaration>;

export type InputName = keyof typeof INPUTS;

export const OUTPUTS = {
  'vhd-url': 'URL of the OS disk as a VHD blob, without a SAS. Set when the blob is whole.',
  'pool-id': 'ID of the Batch pool.',
  'image-version': 'Version of the image, `Major.Minor.Patch`.',
  'image-version-id': 'Resource ID of the image version that the pool uses.',
  changed: '`true` when the run changed anything in Azure, `false` when everything was already as asked.',
  result:
    'The whole result as JSON, also of a failed run: `schemaVersion`, `outcome`, `phase`, timings, all VHDs, the pool, marks, leftovers and warnings; with `mode: plan` the steps and what they take. `schema/result.schema.json` describes it.',
} as const satisfies Record<string, string>;
