// What a pool can be, in both planes' spelling (data plane 2022-10-01.16.0 to 2024-07-01.20.0, ARM 2023-11-01 and newer).
import {
  applicationPackageReferences,
  communication,
  deallocationOption,
  elevation,
  identityReference,
  metadata,
  startTask,
  virtualMachineConfiguration,
} from './machine-shapes.ts';
import {
  choice,
  duration,
  flag,
  free,
  list,
  object,
  readOnly,
  required,
  retired,
  secret,
  text,
  whole,
} from './shapes.ts';

const NOV23 = '2023-11-01';
const FEB24 = '2024-02-01';
const JUL24 = '2024-07-01';

const networkConfiguration = object('NetworkConfiguration', {
  subnetId: text,
  dynamicVNetAssignmentScope: { ...choice({ none: 'none', job: 'job' }), arm: 'dynamicVnetAssignmentScope' },
  endpointConfiguration: object('PoolEndpointConfiguration', {
    inboundNATPools: {
      ...required(
        list(
          object('InboundNATPool', {
            name: required(text),
            protocol: required(choice({ tcp: 'TCP', udp: 'UDP' })),
            backendPort: required(whole),
            frontendPortRangeStart: required(whole),
            frontendPortRangeEnd: required(whole),
            networkSecurityGroupRules: list(
              object('NetworkSecurityGroupRule', {
                priority: required(whole),
                access: required(choice({ allow: 'Allow', deny: 'Deny' })),
                sourceAddressPrefix: required(text),
                sourcePortRanges: list(text),
              }),
            ),
          }),
        ),
      ),
      arm: 'inboundNatPools',
    },
  }),
  publicIPAddressConfiguration: object('PublicIPAddressConfiguration', {
    provision: choice({
      batchmanaged: 'BatchManaged',
      usermanaged: 'UserManaged',
      nopublicipaddresses: 'NoPublicIPAddresses',
    }),
    ipAddressIds: list(text),
  }),
  enableAcceleratedNetworking: { ...flag, since: NOV23 },
});

const mountConfiguration = list(
  object('MountConfiguration', {
    azureBlobFileSystemConfiguration: object('AzureBlobFileSystemConfiguration', {
      accountName: required(text),
      containerName: required(text),
      accountKey: secret,
      sasKey: secret,
      blobfuseOptions: text,
      relativeMountPath: required(text),
      identityReference,
    }),
    nfsMountConfiguration: object('NFSMountConfiguration', {
      source: required(text),
      relativeMountPath: required(text),
      mountOptions: text,
    }),
    cifsMountConfiguration: object('CIFSMountConfiguration', {
      username: { ...required(text), arm: 'userName' },
      source: required(text),
      relativeMountPath: required(text),
      mountOptions: text,
      password: required(secret),
    }),
    azureFileShareConfiguration: object('AzureFileShareConfiguration', {
      accountName: required(text),
      azureFileUrl: required(text),
      accountKey: required(secret),
      relativeMountPath: required(text),
      mountOptions: text,
    }),
  }),
);

/** What both planes call alike at the top of a pool. */
const common = {
  displayName: text,
  vmSize: text,
  networkConfiguration,
  startTask,
  taskSlotsPerNode: whole,
  taskSchedulingPolicy: object('TaskSchedulingPolicy', {
    nodeFillType: required(choice({ spread: 'Spread', pack: 'Pack' })),
  }),
  userAccounts: list(
    object('UserAccount', {
      name: required(text),
      password: required(secret),
      elevationLevel: elevation,
      linuxUserConfiguration: object('LinuxUserConfiguration', { uid: whole, gid: whole, sshPrivateKey: secret }),
      windowsUserConfiguration: object('WindowsUserConfiguration', {
        loginMode: choice({ batch: 'Batch', interactive: 'Interactive' }),
      }),
    }),
  ),
  metadata,
  mountConfiguration,
  targetNodeCommunicationMode: communication,
  resourceTags: { ...free, since: NOV23 },
  applicationLicenses: retired,
  upgradePolicy: {
    ...object('UpgradePolicy', {
      mode: required(choice({ automatic: 'automatic', manual: 'manual', rolling: 'rolling' })),
      automaticOSUpgradePolicy: free,
      rollingUpgradePolicy: free,
    }),
    since: FEB24,
  },
} as const;

const scale = {
  resizeTimeout: duration,
  targetDedicatedNodes: whole,
  targetLowPriorityNodes: whole,
  enableAutoScale: flag,
  autoScaleFormula: text,
  autoScaleEvaluationInterval: duration,
} as const;

const answered = Object.fromEntries(
  [
    'url',
    'eTag',
    'lastModified',
    'creationTime',
    'state',
    'stateTransitionTime',
    'allocationState',
    'allocationStateTransitionTime',
    'resizeErrors',
    'currentDedicatedNodes',
    'currentLowPriorityNodes',
    'autoScaleRun',
    'stats',
    'identity',
    'currentNodeCommunicationMode',
  ].map((name) => [name, readOnly]),
);

/** A pool of the data plane, as it is added. */
export const dataPool = object('Pool', {
  id: required(text),
  ...common,
  vmSize: required(text),
  virtualMachineConfiguration,
  ...scale,
  enableInterNodeCommunication: flag,
  applicationPackageReferences,
  cloudServiceConfiguration: retired,
  certificateReferences: retired,
  ...answered,
});

/** The parts of a pool spec that an automatic pool of a job takes. */
export const autoPool = object('PoolSpecification', {
  ...common,
  vmSize: required(text),
  virtualMachineConfiguration,
  ...scale,
  enableInterNodeCommunication: flag,
  applicationPackageReferences,
  cloudServiceConfiguration: retired,
  certificateReferences: retired,
});

/** What PATCH changes in every version of the data plane. */
export const dataPoolPatch = object('PoolPatch', {
  startTask,
  applicationPackageReferences,
  certificateReferences: retired,
  metadata,
  targetNodeCommunicationMode: communication,
  displayName: { ...text, since: JUL24 },
  vmSize: { ...text, since: JUL24 },
  enableInterNodeCommunication: { ...flag, since: JUL24 },
  virtualMachineConfiguration: { ...virtualMachineConfiguration, since: JUL24 },
  taskSlotsPerNode: { ...whole, since: JUL24 },
  taskSchedulingPolicy: { ...common.taskSchedulingPolicy, since: JUL24 },
  networkConfiguration: { ...networkConfiguration, since: JUL24 },
  resourceTags: { ...free, since: JUL24 },
  userAccounts: { ...common.userAccounts, since: JUL24 },
  mountConfiguration: { ...mountConfiguration, since: JUL24 },
  upgradePolicy: { ...common.upgradePolicy, since: JUL24 },
});

export const dataPoolReplace = object('PoolUpdateProperties', {
  startTask,
  applicationPackageReferences: required(applicationPackageReferences),
  certificateReferences: retired,
  metadata: required(metadata),
  targetNodeCommunicationMode: communication,
});

/** ARM's `properties` of a pool. Read-only ones are passed over, as ARM does when a GET's body is PUT back. */
export const armPool = object('PoolProperties', {
  ...common,
  deploymentConfiguration: object('DeploymentConfiguration', {
    virtualMachineConfiguration,
    cloudServiceConfiguration: retired,
  }),
  scaleSettings: object('ScaleSettings', {
    fixedScale: object('FixedScaleSettings', {
      resizeTimeout: duration,
      targetDedicatedNodes: whole,
      targetLowPriorityNodes: whole,
      nodeDeallocationOption: deallocationOption,
    }),
    autoScale: object('AutoScaleSettings', { formula: required(text), evaluationInterval: duration }),
  }),
  interNodeCommunication: choice({ enabled: 'Enabled', disabled: 'Disabled' }),
  certificates: { ...retired, until: '2025-06-01' },
  applicationPackageReferences: { ...applicationPackageReferences, arm: 'applicationPackages' },
  lastModified: readOnly,
  creationTime: readOnly,
  provisioningState: readOnly,
  provisioningStateTransitionTime: readOnly,
  allocationState: readOnly,
  allocationStateTransitionTime: readOnly,
  currentDedicatedNodes: readOnly,
  currentLowPriorityNodes: readOnly,
  autoScaleRun: readOnly,
  resizeOperationStatus: readOnly,
  currentNodeCommunicationMode: readOnly,
});
