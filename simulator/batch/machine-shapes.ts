// The machines of a pool and what runs on them, in both planes' spelling: images, disks, start tasks, and their parts.
import { choice, flag, free, list, object, required, secret, text, whole } from './shapes.ts';

const NOV23 = '2023-11-01';
const JUL24 = '2024-07-01';

export const elevation = choice({ nonadmin: 'NonAdmin', admin: 'Admin' });
const caching = choice({ none: 'None', readonly: 'ReadOnly', readwrite: 'ReadWrite' });
const storageType = choice({
  standard_lrs: 'Standard_LRS',
  premium_lrs: 'Premium_LRS',
  standardssd_lrs: 'StandardSSD_LRS',
});
export const deallocationOption = choice({
  requeue: 'Requeue',
  terminate: 'Terminate',
  taskcompletion: 'TaskCompletion',
  retaineddata: 'RetainedData',
});
export const communication = choice({ default: 'Default', classic: 'Classic', simplified: 'Simplified' });
export const identityReference = object('ComputeNodeIdentityReference', { resourceId: text });
const registry = object('ContainerRegistry', {
  username: { ...text, arm: 'username' },
  password: secret,
  registryServer: text,
  identityReference,
});
export const metadata = list(object('MetadataItem', { name: required(text), value: required(text) }));
export const environmentSettings = list(object('EnvironmentSetting', { name: required(text), value: text }));
export const resourceFiles = list(
  object('ResourceFile', {
    autoStorageContainerName: text,
    storageContainerUrl: text,
    httpUrl: text,
    blobPrefix: text,
    filePath: text,
    fileMode: text,
    identityReference,
  }),
);
export const userIdentity = object('UserIdentity', {
  username: { ...text, arm: 'userName' },
  autoUser: object('AutoUserSpecification', {
    scope: choice({ task: 'Task', pool: 'Pool' }),
    elevationLevel: elevation,
  }),
});
export const containerSettings = object('TaskContainerSettings', {
  containerRunOptions: text,
  imageName: required(text),
  registry,
  workingDirectory: choice({
    taskWorkingDirectory: 'TaskWorkingDirectory',
    containerImageDefault: 'ContainerImageDefault',
  }),
  containerHostBatchBindMounts: { ...free, since: JUL24 },
});
export const applicationPackageReferences = list(
  object('ApplicationPackageReference', { applicationId: { ...required(text), arm: 'id' }, version: text }),
);
export const startTask = object('StartTask', {
  commandLine: { ...text, required: 'dataPlane' },
  containerSettings,
  resourceFiles,
  environmentSettings,
  userIdentity,
  maxTaskRetryCount: whole,
  waitForSuccess: flag,
});

const imageReference = object('ImageReference', {
  publisher: text,
  offer: text,
  sku: text,
  version: text,
  virtualMachineImageId: { ...text, arm: 'id' },
  sharedGalleryImageId: { ...text, since: JUL24 },
  communityGalleryImageId: { ...text, since: JUL24 },
  exactVersion: { ...text, readOnly: true, arm: null },
});

export const virtualMachineConfiguration = object('VirtualMachineConfiguration', {
  imageReference: required(imageReference),
  nodeAgentSKUId: { ...required(text), arm: 'nodeAgentSkuId' },
  windowsConfiguration: object('WindowsConfiguration', { enableAutomaticUpdates: flag }),
  dataDisks: list(
    object('DataDisk', {
      lun: required(whole),
      caching,
      diskSizeGB: required(whole),
      storageAccountType: storageType,
    }),
  ),
  licenseType: text,
  containerConfiguration: object('ContainerConfiguration', {
    type: required(choice({ dockerCompatible: 'DockerCompatible', criCompatible: 'CriCompatible' })),
    containerImageNames: list(text),
    containerRegistries: list(registry),
  }),
  diskEncryptionConfiguration: object('DiskEncryptionConfiguration', {
    targets: list(choice({ osdisk: 'OsDisk', temporarydisk: 'TemporaryDisk' })),
  }),
  nodePlacementConfiguration: object('NodePlacementConfiguration', {
    policy: choice({ regional: 'Regional', zonal: 'Zonal' }),
  }),
  extensions: list(
    object('VMExtension', {
      name: required(text),
      publisher: required(text),
      type: required(text),
      typeHandlerVersion: text,
      autoUpgradeMinorVersion: flag,
      enableAutomaticUpgrade: { ...flag, since: NOV23 },
      settings: free,
      protectedSettings: { kind: 'freeSecret' },
      provisionAfterExtensions: list(text),
    }),
  ),
  osDisk: object('OSDisk', {
    ephemeralOSDiskSettings: object('DiffDiskSettings', {
      placement: choice({ cachedisk: 'CacheDisk', CacheDisk: 'CacheDisk' }),
    }),
    caching: { ...caching, since: NOV23 },
    diskSizeGB: { ...whole, since: NOV23 },
    managedDisk: {
      ...object('ManagedDisk', {
        storageAccountType: storageType,
        securityProfile: {
          ...object('VMDiskSecurityProfile', {
            securityEncryptionType: choice({
              NonPersistedTPM: 'NonPersistedTPM',
              VMGuestStateOnly: 'VMGuestStateOnly',
            }),
          }),
          since: JUL24,
        },
      }),
      since: NOV23,
    },
    writeAcceleratorEnabled: { ...flag, since: NOV23 },
    // The VHDs of a custom image, until 2017-09-01.6.0.
    imageUris: { ...list(text), past: true },
  }),
  // 2024-07-01.20.0 marks all three parts as required; ARM does not.
  securityProfile: {
    ...object('SecurityProfile', {
      securityType: {
        ...choice({ trustedLaunch: 'trustedLaunch', confidentialVM: 'confidentialVM' }),
        required: { dataPlaneSince: JUL24 },
      },
      encryptionAtHost: { ...flag, required: { dataPlaneSince: JUL24 } },
      uefiSettings: {
        ...object('UefiSettings', { secureBootEnabled: flag, vTpmEnabled: flag }),
        required: { dataPlaneSince: JUL24 },
      },
    }),
    since: NOV23,
  },
  serviceArtifactReference: { ...object('ServiceArtifactReference', { id: required(text) }), since: NOV23 },
});
