import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/azure/arm.ts';
import { beginAccess, createSnapshot, deleteSnapshot, readDisk, readSnapshot } from '../../src/azure/disks.ts';
import { deallocate, generalize, readVirtualMachine } from '../../src/azure/virtual-machines.ts';
import { fakeArm } from './fake-arm.ts';
import { after, fakeHost } from './fake-host.ts';

const wait = { deadline: after(10), what: 'it' };
const RG = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute';

const machine = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  id: `${RG.toUpperCase()}/virtualMachines/vm`,
  name: 'vm',
  location: 'West Europe',
  ...more,
  properties,
});
const read = async (body: JsonObject) =>
  readVirtualMachine(fakeArm(fakeHost(), [{ body }]), `${RG}/virtualMachines/vm`);

describe('a VM', () => {
  const storageProfile = {
    diskControllerType: 'NVMe',
    imageReference: { publisher: 'p', offer: 'o', sku: 's', version: 'latest', exactVersion: '1.2.3' },
    osDisk: { osType: 'Windows', caching: 'ReadWrite', managedDisk: { id: '/d/os' } },
    dataDisks: [{ lun: 4, caching: 'None', managedDisk: { id: '/d/4' } }],
  };

  test('is read whole, states by code and not by position', async () => {
    const vm = await read(
      machine(
        {
          hardwareProfile: { vmSize: 'Standard_D2s_v5' },
          storageProfile,
          securityProfile: {
            securityType: 'TrustedLaunch',
            encryptionAtHost: true,
            uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
          },
          instanceView: {
            statuses: [
              { code: 'OSState/generalized' },
              { code: 'PowerState/deallocated' },
              { code: 'ProvisioningState/succeeded' },
            ],
          },
        },
        {
          tags: { a: 'b' },
          plan: { name: 'n', publisher: 'p', product: 'x' },
          resources: [
            { id: '/vm/extensions/AADLogin' },
            { name: 'crypt', properties: { type: 'AzureDiskEncryption' } },
          ],
        },
      ),
    );
    expect(vm).toMatchObject({
      location: 'westeurope',
      osType: 'Windows',
      powerState: 'deallocated',
      generalized: true,
      osDisk: { kind: 'managed', diskId: '/d/os', caching: 'ReadWrite' },
      dataDisks: [{ kind: 'managed', diskId: '/d/4', lun: 4 }],
      securityType: 'TrustedLaunch',
      secureBoot: true,
      vTpm: true,
      encryptionAtHost: true,
      diskController: 'NVMe',
      imageReference: { publisher: 'p', offer: 'o', sku: 's', version: '1.2.3' },
      plan: { name: 'n', publisher: 'p', product: 'x' },
      extensions: [{ name: 'AADLogin' }, { name: 'crypt', type: 'AzureDiskEncryption' }],
      provisioningState: 'unknown',
      guestEncryption: false,
      tags: { a: 'b' },
    });
  });
  test('without a power state is in an unknown one', async () => {
    const vm = await read(
      machine({ storageProfile, instanceView: { statuses: [{ code: 'ProvisioningState/failed/X' }] } }),
    );
    expect(vm).toMatchObject({
      powerState: 'unknown',
      generalized: false,
      securityType: 'Standard',
      failure: { code: 'X' },
    });
    expect(vm).not.toHaveProperty('guest');
  });
  test('tells what its platform and its agent report', async () => {
    const vm = await read(
      machine({
        provisioningState: 'Failed',
        storageProfile: { osDisk: { ...storageProfile.osDisk, encryptionSettings: { enabled: true } } },
        instanceView: {
          osName: 'ubuntu',
          osVersion: '24.04',
          vmAgent: { statuses: [{ code: 'ProvisioningState/Unavailable', displayStatus: 'Not Ready' }] },
          statuses: [{ code: 'ProvisioningState/failed', message: 'no reason' }, { code: 'PowerState/running' }],
        },
      }),
    );
    expect(vm).toMatchObject({
      provisioningState: 'Failed',
      failure: { code: 'failed', message: 'no reason' },
      guest: { agent: 'Not Ready', osName: 'ubuntu', osVersion: '24.04' },
      guestEncryption: true,
    });
  });
  test('tells unmanaged and ephemeral disks apart', async () => {
    const withDisk = async (osDisk: JsonObject) => (await read(machine({ storageProfile: { osDisk } })))?.osDisk;
    expect(await withDisk({ vhd: { uri: 'https://a/vhds/x.vhd' } })).toEqual({
      kind: 'unmanaged',
      vhdUrl: 'https://a/vhds/x.vhd',
      caching: 'None',
    });
    expect(await withDisk({ diffDiskSettings: { option: 'Local' }, managedDisk: { id: '/d' } })).toEqual({
      kind: 'ephemeral',
    });
  });
  test('is asked for with its state, and may be absent', async () => {
    const arm = fakeArm(fakeHost(), [{ status: 404, body: { error: { code: 'ResourceNotFound', message: 'm' } } }]);
    expect(await readVirtualMachine(arm, `${RG}/virtualMachines/vm`)).toBeUndefined();
    expect(arm.calls()).toEqual([`GET ${RG}/virtualMachines/vm?%24expand=instanceView&api-version=2024-07-01`]);
  });
  test('is stopped and flagged by actions without a body', async () => {
    const arm = fakeArm(fakeHost(), [{ status: 200 }]);
    await deallocate(arm, '/vm', wait);
    await generalize(arm, '/vm');
    expect(arm.asked.map(({ method, body }) => [method, body])).toEqual([
      ['POST', undefined],
      ['POST', undefined],
    ]);
  });
});

test('a disk: size in bytes or gigabytes, and what tells its content apart', async () => {
  const disk = async (properties: JsonObject) =>
    readDisk(
      fakeArm(fakeHost(), [{ body: { location: 'West Europe', sku: { name: 'Premium_LRS' }, properties } }]),
      '/d/x',
    );
  expect(
    await disk({
      diskSizeGB: 4,
      uniqueId: 'u',
      LastOwnershipUpdateTime: '2026-11-23T00:00:00Z',
      hyperVGeneration: 'V2',
      supportedCapabilities: { architecture: 'Arm64', diskControllerTypes: 'NVME, SCSI' },
      securityProfile: { securityType: 'ConfidentialVM_DiskEncryptedWithPlatformKey' },
      networkAccessPolicy: 'DenyAll',
      publicNetworkAccess: 'Disabled',
      dataAccessAuthMode: 'AzureActiveDirectory',
      encryption: { type: 'EncryptionAtRestWithCustomerKey', diskEncryptionSetId: '/des/key' },
      encryptionSettingsCollection: { enabled: true },
    }),
  ).toMatchObject({
    name: 'x',
    location: 'westeurope',
    sizeBytes: 4 * 1024 ** 3,
    sku: 'Premium_LRS',
    uniqueId: 'u',
    lastOwnershipUpdateTime: '2026-11-23T00:00:00Z',
    encryptionSetId: '/des/key',
    guestEncryption: true,
    hyperVGeneration: 'V2',
    architecture: 'Arm64',
    diskControllers: ['SCSI', 'NVMe'],
    securityType: 'ConfidentialVM',
    networkAccessPolicy: 'DenyAll',
    publicNetworkAccess: false,
    dataAccessAuthMode: 'AzureActiveDirectory',
  });
  expect(await disk({ diskSizeBytes: 512, diskSizeGB: 1 })).toMatchObject({
    sizeBytes: 512,
    networkAccessPolicy: 'AllowAll',
    publicNetworkAccess: true,
    dataAccessAuthMode: 'None',
    securityType: 'Standard',
  });
});

describe('a snapshot', () => {
  test('is full, on standard storage, in the disk’s region', async () => {
    const arm = fakeArm(fakeHost(), [{ body: { properties: { provisioningState: 'Succeeded' } } }]);
    await createSnapshot(arm, { id: '/snap', location: 'westeurope', sourceDiskId: '/d', tags: { a: 'b' } }, wait);
    expect(arm.asked[0]?.body).toEqual({
      location: 'westeurope',
      tags: { a: 'b' },
      sku: { name: 'Standard_LRS' },
      properties: { creationData: { createOption: 'Copy', sourceResourceId: '/d' }, incremental: false },
    });
  });
  test('is read with its tags and source', async () => {
    const body = {
      tags: { a: 'b' },
      properties: { creationData: { sourceResourceId: '/d' }, provisioningState: 'Succeeded' },
    };
    expect(await readSnapshot(fakeArm(fakeHost(), [{ body }]), '/snap')).toMatchObject({
      name: 'snap',
      sourceDiskId: '/d',
      tags: { a: 'b' },
      provisioningState: 'Succeeded',
    });
  });
  test('that is gone is deleted', async () => {
    const answers = [{ status: 404, body: { error: { code: 'ResourceNotFound', message: 'm' } } }];
    await expect(deleteSnapshot(fakeArm(fakeHost(), answers), '/snap', wait)).resolves.toBeUndefined();
  });
});

describe('opening a disk for reading', () => {
  const operation = 'https://management.azure.com/operations/1';
  const location = 'https://management.azure.com/operations/1?monitor=true';
  const sas = 'https://md-x.z1.blob.storage.azure.net/c/abcd?sig=s';

  test.each([
    ['in the operation’s record', [{ body: { status: 'Succeeded', properties: { output: { accessSAS: sas } } } }]],
    ['at the Location', [{ body: { status: 'Succeeded' } }, { body: { accessSAS: sas } }]],
    [
      'at the Location, in a record',
      [{ body: { status: 'Succeeded' } }, { body: { properties: { output: { accessSAS: sas } } } }],
    ],
  ])('finds the URL %s', async (_, rest) => {
    const headers = { 'azure-asyncoperation': operation, location };
    const arm = fakeArm(fakeHost(), [{ status: 202, headers }, ...rest]);
    expect(await beginAccess(arm, '/snap', 3600, wait)).toBe(sas);
    expect(arm.asked[0]?.body).toEqual({ access: 'Read', durationInSeconds: 3600 });
  });
  test('says so when there is none', async () => {
    const arm = fakeArm(fakeHost(), [
      { status: 202, headers: { 'azure-asyncoperation': operation } },
      { body: { status: 'Succeeded' } },
    ]);
    await expect(beginAccess(arm, '/snap', 3600, wait)).rejects.toMatchObject({ code: 'AccessUrlMissing' });
  });
});
