// More of what keeps a VM from being made: what the simulator does not model, and rules on single members.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import {
  COMPUTE,
  connected,
  located,
  machine,
  network,
  NIC,
  nic,
  VM,
  VNET,
  type WholeArm,
} from '../network/whole-arm.ts';

let arm: WholeArm;
beforeEach(async () => {
  arm = await connected();
});

const osDisk = (more: JsonObject): JsonObject => machine({}, { osDisk: { createOption: 'FromImage', ...more } });
const dataDisk = (disk: JsonObject): JsonObject => machine({}, { dataDisks: [disk] });
const EMPTY = { lun: 0, createOption: 'Empty', diskSizeGB: 1 };
const WINDOWS = {
  imageReference: {
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    sku: '2022-datacenter-g2',
    version: 'latest',
  },
};
const login = (more: JsonObject, storage: JsonObject = {}): JsonObject =>
  machine({ osProfile: { computerName: 'vm', adminUsername: 'packer', ...more } }, storage);

test.each<readonly [string, JsonObject]>([
  ["edge zones ('extendedLocation')", { ...machine(), extendedLocation: {} }],
  ['managedBy of a new VM', { ...machine(), managedBy: COMPUTE }],
  ['Spot VMs', machine({ priority: 'Spot' })],
  [
    'networkProfile.networkInterfaceConfigurations of a new VM',
    machine({ networkProfile: { networkInterfaceConfigurations: [] } }),
  ],
  [
    'hardwareProfile.vmSizeProperties of a new VM',
    machine({ hardwareProfile: { vmSize: 'Standard_D2s_v3', vmSizeProperties: {} } }),
  ],
  ['storageProfile.disks of a new VM', machine({}, { disks: [] })],
  [
    'securityProfile.encryptionIdentity of a new VM',
    machine({ securityProfile: { securityType: 'Standard', encryptionIdentity: {} } }),
  ],
  ["VMs of the security type 'ConfidentialVM'", machine({ securityProfile: { securityType: 'ConfidentialVM' } })],
  ['osDisk.diffDiskSettings of a new VM', osDisk({ diffDiskSettings: { option: 'Local' } })],
  [
    'osDisk.managedDisk.securityProfile of a new VM',
    osDisk({ managedDisk: { securityProfile: { securityEncryptionType: 'DiskWithVMGuestState' } } }),
  ],
  ["customer-managed keys ('diskEncryptionSet')", osDisk({ managedDisk: { diskEncryptionSet: {} } })],
  ["disks of the type 'UltraSSD_LRS' of a new VM", osDisk({ managedDisk: { storageAccountType: 'UltraSSD_LRS' } })],
  ['dataDisks.diskIOPSReadWrite of a new VM', dataDisk({ ...EMPTY, diskIOPSReadWrite: 500 })],
  ['dataDisks.vhd of a new VM', dataDisk({ ...EMPTY, vhd: { uri: 'https://a.blob.core.windows.net/v/d.vhd' } })],
  ["a new VM with dataDisks.createOption 'attach'", dataDisk({ ...EMPTY, createOption: 'Attach' })],
  [
    'imageReference.communityGalleryImageId',
    machine({}, { imageReference: { communityGalleryImageId: '/CommunityGalleries/g/Images/i' } }),
  ],
])('the simulator does not know %s, and says so', async (what, body) => {
  expect(await arm.refusal('PUT', VM, body)).toEqual({
    status: 501,
    code: 'NotSimulated',
    message: `The simulator does not know ${what}.`,
  });
});

const NO_LUN = "Required parameter 'dataDisk.lun' is missing (null).";
const PASSWORD = expect.stringMatching(/^The supplied password must be between 6-72 characters long/);

test.each<readonly [string, JsonObject, unknown]>([
  ['osDisk without a way to make it', machine({}, { osDisk: {} }), missing('osDisk.createOption')],
  ['osDisk with a bad name', osDisk({ name: 'os-' }), expect.stringMatching(/^The entity name 'os-' is invalid/)],
  ['data disk without a LUN', dataDisk({ createOption: 'Empty', diskSizeGB: 1 }), NO_LUN],
  ['LUN below 0', dataDisk({ ...EMPTY, lun: -1 }), NO_LUN],
  ['LUN above 63', dataDisk({ ...EMPTY, lun: 64 }), NO_LUN],
  ['data disk without a size', dataDisk({ ...EMPTY, diskSizeGB: 0 }), expect.stringMatching(/dataDisk\.diskSizeGB/)],
  ['short password', login({ adminPassword: 'Aa1!x' }), PASSWORD],
  ['long password', login({ adminPassword: `Aa1!${'x'.repeat(69)}` }), PASSWORD],
  ['Windows without a password', login({}, WINDOWS), missing('adminPassword')],
  [
    'password that may not be used, and no key',
    login({ adminPassword: 'Passw0rd!', linuxConfiguration: { disablePasswordAuthentication: true } }),
    'Authentication using either SSH or by user name and password must be enabled in Linux profile.',
  ],
])('a VM is refused for a %s', async (_, body, message) => {
  expect(await arm.refusal('PUT', VM, body)).toEqual({ status: 400, code: 'InvalidParameter', message });
});

function missing(name: string): string {
  return `Required parameter '${name}' is missing (null).`;
}

test('a network interface is one, and in the region of the VM', async () => {
  await arm.put(`${VNET}2`, { ...network(), location: 'eastus' });
  await arm.put(`${NIC}2`, { ...nic({ subnet: { id: `${VNET}2/subnets/inner` } }), location: 'eastus' });
  for (const id of [VNET, `${NIC}2`]) {
    expect(await arm.refusal('PUT', VM, machine({ networkProfile: { networkInterfaces: [{ id }] } }))).toEqual({
      status: 400,
      code: 'InvalidResourceReference',
      message: `Resource ${id} referenced by resource ${VM} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    });
  }
});

describe("an image of one's own", () => {
  const IMAGE = `${COMPUTE}/images/golden`;
  const DEFINITION = `${COMPUTE}/galleries/gal/images/def`;

  test('that has no version yet is not available', async () => {
    await arm.put(`${COMPUTE}/galleries/gal`, located({}));
    const identifier = { publisher: 'p', offer: 'o', sku: 's' };
    await arm.put(DEFINITION, located({ osType: 'Linux', osState: 'Generalized', identifier }));
    expect(await arm.refusal('PUT', VM, machine({}, { imageReference: { id: DEFINITION } }))).toEqual({
      status: 404,
      code: 'GalleryImageNotFound',
      message: `The gallery image ${DEFINITION} is not available in westeurope region. Please contact image owner to replicate to this region, or change your requested region.`,
    });
  });

  test.each([
    ['Microsoft.Compute/images/read', IMAGE],
    ['Microsoft.Compute/galleries/images/versions/read', `${DEFINITION}/versions/1.0.0`],
  ])('is read with the right to %s', async (action, id) => {
    const assignments = [{ scope: '/', actions: ['*'], notActions: [action], dataActions: [] }];
    const poor = await connected({ assignments });
    const answer = await poor.refusal('PUT', VM, machine({}, { imageReference: { id } }));
    expect(answer).toMatchObject({ status: 403, code: 'LinkedAuthorizationFailed' });
    expect(answer.message).toContain(
      `has permission to perform action 'Microsoft.Compute/virtualMachines/write' on scope '${VM}'; however, it does not have permission to perform action '${action}' on the linked scope(s) '${id}'`,
    );
  });
});

test('nothing is done to a VM that is not there', async () => {
  expect(await arm.refusal('POST', `${VM}/restart`)).toEqual({
    status: 404,
    code: 'ResourceNotFound',
    message:
      "The Resource 'Microsoft.Compute/virtualMachines/vm' under resource group 'rg-images' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  });
});
