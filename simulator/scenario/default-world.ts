// The world a scenario starts from: one prepared VM in a resource group, and everything its release needs.
import type { RoleAssignment } from '../identity/roles.ts';
import { DEFAULT_NAMES } from './default-names.ts';
import type { GitHubClaims, ScenarioPrincipal, ScenarioResource } from './scenario.ts';

/** The OS disk's size unless a VHD is given: small, so that a capture can be read back in a moment. */
const OS_DISK_GIB = 4;

export interface Place {
  readonly subscriptionId: string;
  readonly region: string;
}

export const DEFAULT_AUDIENCE = 'api://AzureADTokenExchange';

export const DEFAULT_GITHUB: GitHubClaims = {
  repository: DEFAULT_NAMES.repository,
  subject: DEFAULT_NAMES.subject,
  issuer: 'https://token.actions.githubusercontent.com',
};

/** Owner of the subscription, and the data roles that a release needs beside it. */
export function defaultRoles(subscriptionId: string): readonly RoleAssignment[] {
  return [
    {
      scope: `/subscriptions/${subscriptionId}`,
      actions: ['*'],
      dataActions: [
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*',
        'Microsoft.Batch/batchAccounts/*',
        'Microsoft.Compute/disks/download/action',
        'Microsoft.Compute/snapshots/download/action',
      ],
    },
  ];
}

export function defaultPrincipals(subscriptionId: string): readonly ScenarioPrincipal[] {
  return [
    {
      clientId: DEFAULT_NAMES.clientId,
      objectId: '77777777-6666-4555-8444-333333333333',
      secret: DEFAULT_NAMES.clientSecret,
      federated: { issuer: DEFAULT_GITHUB.issuer, subject: DEFAULT_GITHUB.subject, audience: DEFAULT_AUDIENCE },
      roles: defaultRoles(subscriptionId),
    },
  ];
}

/** Terse bodies: what a type always has (endpoints, states, identifiers) is completed when they are seeded. */
export function defaultResources({ subscriptionId, region }: Place): readonly ScenarioResource[] {
  const names = DEFAULT_NAMES;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${names.resourceGroup}`;
  const id = (type: string, name: string): string => `${group}/providers/${type}/${name}`;
  const vm = id('Microsoft.Compute/virtualMachines', names.vm);
  const disk = id('Microsoft.Compute/disks', names.osDisk);
  const nic = id('Microsoft.Network/networkInterfaces', `${names.vm}-nic`);
  const storage = id('Microsoft.Storage/storageAccounts', names.storageAccount);
  const image = { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server' };

  return [
    { id: group, body: { location: region } },
    {
      id: nic,
      body: {
        location: region,
        properties: {
          primary: true,
          virtualMachine: { id: vm },
          ipConfigurations: [{ name: 'ipconfig1', properties: { primary: true, privateIPAddress: '10.0.0.4' } }],
        },
      },
    },
    {
      id: disk,
      body: {
        location: region,
        managedBy: vm,
        sku: { name: 'Premium_LRS', tier: 'Premium' },
        properties: {
          osType: 'Linux',
          hyperVGeneration: 'V2',
          supportedCapabilities: { architecture: 'x64', diskControllerTypes: 'SCSI', acceleratedNetwork: true },
          creationData: {
            createOption: 'FromImage',
            imageReference: {
              id: `/Subscriptions/${subscriptionId}/Providers/Microsoft.Compute/Locations/${region}/Publishers/${image.publisher}/ArtifactTypes/VMImage/Offers/${image.offer}/Skus/${image.sku}/Versions/24.04.202611010`,
            },
          },
          diskSizeGB: OS_DISK_GIB,
        },
      },
    },
    {
      id: vm,
      body: {
        location: region,
        properties: {
          hardwareProfile: { vmSize: 'Standard_D2s_v5' },
          storageProfile: {
            imageReference: { ...image, version: 'latest', exactVersion: '24.04.202611010' },
            osDisk: {
              osType: 'Linux',
              name: names.osDisk,
              createOption: 'FromImage',
              caching: 'ReadWrite',
              managedDisk: { storageAccountType: 'Premium_LRS', id: disk },
              deleteOption: 'Detach',
              diskSizeGB: OS_DISK_GIB,
            },
            dataDisks: [],
            diskControllerType: 'SCSI',
          },
          osProfile: {
            computerName: names.vm,
            adminUsername: 'builder',
            linuxConfiguration: { disablePasswordAuthentication: true, provisionVMAgent: true },
            secrets: [],
            allowExtensionOperations: true,
          },
          networkProfile: { networkInterfaces: [{ id: nic, properties: { primary: true } }] },
        },
      },
    },
    {
      id: storage,
      body: { location: region, kind: 'StorageV2', sku: { name: 'Standard_LRS', tier: 'Standard' } },
    },
    { id: id('Microsoft.Compute/galleries', names.gallery), body: { location: region } },
    {
      id: id('Microsoft.Batch/batchAccounts', names.batchAccount),
      body: {
        location: region,
        properties: { poolAllocationMode: 'BatchService', autoStorage: { storageAccountId: storage } },
      },
    },
  ];
}
