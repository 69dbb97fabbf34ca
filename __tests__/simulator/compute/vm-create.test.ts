// Creating a VM: what it is made of, what comes with it, and everything that keeps it from being made.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { at, objectOf, stringOf, type JsonObject } from '../../../simulator/kernel/json.ts';
import { platformImage } from '../../../simulator/compute/platform-images.ts';
import { defaultScenario } from '../../../simulator/scenario/load.ts';
import { json } from '../arm/harness.ts';
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

const GIB = 1024 ** 3;
const OS_DISK = `${COMPUTE}/disks/os`;

let arm: WholeArm;
beforeEach(async () => {
  arm = await connected();
});

const image = (reference: JsonObject): JsonObject => machine({}, { imageReference: reference });
const ubuntu = (sku: string, version = 'latest'): JsonObject => ({
  publisher: 'Canonical',
  offer: '0001-com-ubuntu-server-jammy',
  sku,
  version,
});
const sized = (vmSize: string, storage: JsonObject = {}): JsonObject =>
  machine({ hardwareProfile: { vmSize } }, storage);
const osProfile = (changes: JsonObject): JsonObject => ({
  osProfile: { computerName: 'vm', adminUsername: 'packer', ...changes },
});

describe('platform images', () => {
  test.each([
    ['Canonical', 'UbuntuServer', '18.04-LTS', 'V1'],
    ['canonical', 'ubuntuserver', '18_04-lts-gen2', 'V2'],
    ['Canonical', '0001-com-ubuntu-server-jammy', '22_04-lts', 'V1'],
    ['Canonical', 'ubuntu-24_04-lts', 'server', 'V2'],
    ['Canonical', 'ubuntu-24_04-lts', 'server-gen1', 'V1'],
    ['Debian', 'debian-12', '12-gen2', 'V2'],
    ['RedHat', 'RHEL', '8-lvm-gen2', 'V2'],
    ['almalinux', 'almalinux-x86_64', '9-gen2', 'V2'],
    ['MicrosoftWindowsServer', 'WindowsServer', '2022-datacenter-g2', 'V2'],
    ['MicrosoftWindowsServer', 'WindowsServer', '2016-Datacenter', 'V1'],
  ] as const)('%s:%s:%s is of generation %s', (publisher, offer, sku, generation) => {
    expect(platformImage({ publisher, offer, sku, version: 'latest' }).generation).toBe(generation);
  });

  test('a version is kept, and a malformed one is not available', () => {
    expect(platformImage(ubuntu('22_04-lts', '22.04.202401010')).exactVersion).toBe('22.04.202401010');
    expect(() => platformImage(ubuntu('22_04-lts', 'newest'))).toThrow('jammy:22_04-lts:newest');
  });

  test('Arm64 and Windows are told by their names', () => {
    expect(platformImage(ubuntu('22_04-lts-arm64'))).toMatchObject({ architecture: 'Arm64', generation: 'V2' });
    const windows = { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', version: 'latest' };
    expect(platformImage({ ...windows, sku: '2019-datacenter' })).toMatchObject({ osType: 'Windows', osDiskGb: 127 });
    expect(platformImage({ ...windows, sku: '2019-datacenter-smalldisk' })).toMatchObject({ osDiskGb: 30 });
  });
});

describe('a VM of a platform image', () => {
  test('runs with a disk of its own, and keeps its secrets', async () => {
    const { status, body } = await arm.put(VM, machine());
    expect(status).toBe(201);
    expect(at(body, 'properties', 'provisioningState')).toBe('Creating');
    const vm = await arm.get(VM);
    expect(vm).toMatchObject({
      type: 'Microsoft.Compute/virtualMachines',
      properties: {
        provisioningState: 'Succeeded',
        storageProfile: {
          imageReference: { exactVersion: '22.04.202611010' },
          osDisk: { osType: 'Linux', createOption: 'FromImage', managedDisk: { id: OS_DISK }, diskSizeGB: 30 },
          dataDisks: [],
        },
        networkProfile: { networkInterfaces: [{ id: NIC, properties: { primary: true } }] },
      },
    });
    expect(JSON.stringify(vm)).not.toContain('c2VjcmV0');
    const view = await arm.get(`${VM}/instanceView`);
    expect(JSON.stringify(at(view, 'statuses'))).toContain('PowerState/running');
    expect(await arm.get(OS_DISK)).toMatchObject({
      managedBy: VM,
      sku: { name: 'Standard_LRS' },
      properties: { osType: 'Linux', hyperVGeneration: 'V2', diskState: 'Attached', diskSizeGB: 30 },
    });
    expect(arm.made.get(OS_DISK)).toBe(30 * GIB + 512);
  });

  test('is the same after the same PUT, but not after another', async () => {
    await arm.put(VM, machine());
    const known = await arm.get(VM);
    expect((await arm.put(VM, machine())).status).toBe(200);
    expect(await arm.get(VM)).toEqual(known);
    expect(await arm.refusal('PUT', VM, sized('Standard_D4s_v3'))).toMatchObject({ status: 501 });
  });

  test('gets its data disks, and names for what is unnamed', async () => {
    await arm.put(
      VM,
      machine(
        {},
        {
          osDisk: { createOption: 'FromImage', diskSizeGB: 64 },
          dataDisks: [{ lun: 3, createOption: 'Empty', diskSizeGB: 8 }],
        },
      ),
    );
    const profile = at(await arm.get(VM), 'properties', 'storageProfile');
    expect(at(profile, 'osDisk', 'name')).toMatch(/^vm_OsDisk_1_[0-9a-f]{32}$/);
    // The size stores premium disks, so these are.
    expect(at(profile, 'osDisk', 'managedDisk', 'storageAccountType')).toBe('Premium_LRS');
    expect(at(profile, 'dataDisks', 0)).toMatchObject({ lun: 3, createOption: 'Empty', diskSizeGB: 8 });
    const data = stringOf(at(profile, 'dataDisks', 0, 'managedDisk', 'id')) ?? '';
    expect(at(await arm.get(data), 'properties', 'creationData')).toEqual({ createOption: 'Empty' });
    expect(arm.made.get(data)).toBe(8 * GIB + 512);
  });

  test('that fails leaves a VM that failed', async () => {
    const planned = { code: 'OSProvisioningTimedOut', message: 'Not in time.' };
    await arm.ask('PUT', `${VM}?api-version=2024-07-01`, { body: machine(), failOperation: planned });
    expect(at(await arm.get(VM), 'properties', 'provisioningState')).toBe('Failed');
  });

  test.each([
    [
      'OSProvisioningTimedOut',
      "OS Provisioning for VM 'vm' did not finish in the allotted time. However, the VM guest agent was detected running.",
    ],
    ['VMAgentStatusCommunicationError', "VM 'vm' has not reported status for VM agent or extensions."],
  ])('that does not come up runs all the same, and says %s', async (code, text) => {
    arm = await connected({ scenario: { vms: { provisioningFailure: { code, times: 1 } } } });
    const { headers } = await arm.ask('PUT', `${VM}?api-version=2024-07-01`, { body: machine() });
    const operation = json(await arm.ask('GET', headers?.['azure-asyncoperation'] ?? ''));
    expect(operation).toMatchObject({ status: 'Failed', error: { code, message: expect.stringContaining(text) } });
    expect(at(await arm.get(VM), 'properties', 'provisioningState')).toBe('Failed');
    expect(at(await arm.get(`${VM}/instanceView`), 'statuses')).toMatchObject([
      { code: `ProvisioningState/failed/${code}`, level: 'Error', message: expect.stringContaining(text) },
      { code: 'PowerState/running' },
    ]);
  });

  test('of a size that the subscription is not offered is not made', async () => {
    arm = await connected({ scenario: { unavailableSizes: ['Standard_D2s_v3'] } });
    expect(await arm.refusal('PUT', VM, machine())).toEqual({
      status: 409,
      code: 'SkuNotAvailable',
      message:
        "The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: Standard_D2s_v3' is currently not available in location 'westeurope'. Please try another size or deploy to a different location or different zone. See https://aka.ms/azureskunotavailable for details.",
    });
  });

  test('for which there is no room gets no hardware', async () => {
    arm = await connected({ scenario: { vms: { allocationFailure: { code: 'AllocationFailed', times: 1 } } } });
    await arm.put(VM, machine());
    expect(at(await arm.get(`${VM}/instanceView`), 'statuses')).toMatchObject([
      { code: 'ProvisioningState/failed/AllocationFailed' },
      { code: 'PowerState/deallocated' },
    ]);
  });

  test('may be of the Trusted Launch kind', async () => {
    await arm.put(
      VM,
      machine({ securityProfile: { securityType: 'TrustedLaunch', uefiSettings: { vTpmEnabled: true } } }),
    );
    expect(at(await arm.get(OS_DISK), 'properties', 'securityProfile')).toEqual({ securityType: 'TrustedLaunch' });
  });
});

describe("a VM of an image of one's own", () => {
  const IMAGE = `${COMPUTE}/images/golden`;
  const DEFINITION = `${COMPUTE}/galleries/gal/images/def`;
  const VERSION = `${DEFINITION}/versions/1.0.0`;

  /** A managed image with a data disk, and a version made of it. */
  async function withImages(features: JsonObject[] = []): Promise<void> {
    await arm.put(VM, machine({}, { dataDisks: [{ lun: 1, createOption: 'Empty', diskSizeGB: 8 }] }));
    await arm.ask('POST', `${VM}/deallocate?api-version=2024-07-01`);
    await arm.ask('POST', `${VM}/generalize?api-version=2024-07-01`);
    await arm.put(IMAGE, located({ sourceVirtualMachine: { id: VM } }));
    await arm.put(`${COMPUTE}/galleries/gal`, located({}));
    const identifier = { publisher: 'p', offer: 'o', sku: 's' };
    const about = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', identifier, features };
    await arm.put(DEFINITION, located(about));
    await arm.put(VERSION, located({ storageProfile: { source: { id: IMAGE } } }));
    await arm.remove(VM);
    await arm.remove(OS_DISK);
  }

  test.each([
    ['the managed image', IMAGE, { imageReference: { id: IMAGE } }],
    ['the version', VERSION, { galleryImageReference: { id: VERSION } }],
    ['the latest version of the definition', DEFINITION, { galleryImageReference: { id: VERSION } }],
  ])('%s gives it its generation and all of its disks', async (_, id, creationData) => {
    await withImages();
    await arm.put(VM, image({ id }));
    expect(await arm.get(OS_DISK)).toMatchObject({
      properties: { hyperVGeneration: 'V2', creationData: { createOption: 'FromImage', ...creationData } },
    });
    const data = at(await arm.get(VM), 'properties', 'storageProfile', 'dataDisks', 0);
    expect(data).toMatchObject({ lun: 1, createOption: 'FromImage', diskSizeGB: 8 });
  });

  test('must be there, replicated, and readable', async () => {
    await withImages();
    expect(await arm.refusal('PUT', VM, image({ id: `${IMAGE}2` }))).toMatchObject({ status: 404 });
    expect(await arm.refusal('PUT', VM, image({ id: `${DEFINITION}/versions/2.0.0` }))).toMatchObject({ status: 404 });
    await arm.put(`${VNET}2`, { ...network(), location: 'eastus' });
    await arm.put(`${NIC}2`, { ...nic({ subnet: { id: `${VNET}2/subnets/inner` } }), location: 'eastus' });
    const elsewhere = (id: string): JsonObject => ({
      ...machine({ networkProfile: { networkInterfaces: [{ id: `${NIC}2` }] } }, { imageReference: { id } }),
      location: 'eastus',
    });
    const refused = await arm.refusal('PUT', `${VM}2`, elsewhere(VERSION));
    expect(refused).toMatchObject({ status: 404, code: 'GalleryImageNotFound' });
    expect(refused.message).toContain('is not available in eastus region');
    expect(await arm.refusal('PUT', `${VM}2`, elsewhere(IMAGE))).toMatchObject({ status: 400 });
    expect(await arm.refusal('PUT', VM, image({ id: NIC }))).toMatchObject({ status: 501 });
  });

  test('must be whole', async () => {
    await withImages();
    const known = arm.world.resources.get(IMAGE)?.body;
    const properties = { ...objectOf(known?.['properties']), provisioningState: 'Failed' };
    arm.world.resources.put(IMAGE, { ...known, properties });
    expect(await arm.refusal('PUT', VM, image({ id: IMAGE }))).toEqual({
      status: 409,
      code: 'OperationNotAllowed',
      message: `The source '${IMAGE}' is in the provisioning state 'Failed' and cannot be used.`,
    });
  });

  test('keeps to the security type of its definition', async () => {
    await withImages([{ name: 'SecurityType', value: 'TrustedLaunchSupported' }]);
    const trusted = machine(
      { securityProfile: { securityType: 'TrustedLaunch' } },
      { imageReference: { id: VERSION } },
    );
    expect((await arm.put(VM, trusted)).status).toBe(201);
    await arm.remove(VM);
    await arm.remove(OS_DISK);
    const plain = machine({ securityProfile: { securityType: 'TrustedLaunch' } }, { imageReference: { id: IMAGE } });
    const refused = await arm.refusal('PUT', VM, plain);
    expect(refused).toMatchObject({ status: 400, code: 'BadRequest' });
    expect(refused.message).toContain('Use of TrustedLaunch setting is not supported for the provided image.');
  });
});

describe('a VM of a version', () => {
  const DEFINITION = `${COMPUTE}/galleries/gal/images/def`;
  const VERSION = `${DEFINITION}/versions/1.0.0`;

  /** A definition with these properties and a version of it, as if both had always been there. */
  function seeded(about: JsonObject): JsonObject {
    const common = { location: 'westeurope' };
    const properties = {
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      ...about,
    };
    arm.world.resources.put(DEFINITION, { id: DEFINITION, name: 'def', ...common, properties });
    arm.world.resources.put(VERSION, { id: VERSION, name: '1.0.0', ...common, properties: {} });
    return { imageReference: { id: VERSION } };
  }
  const secured = (value: string): JsonObject => ({ features: [{ name: 'SecurityType', value }] });
  const plan = { name: 'n', publisher: 'p', product: 'o' };

  test.each<readonly [string, JsonObject, JsonObject, string, string]>([
    [
      'that is specialized, with a login',
      { osState: 'Specialized' },
      {},
      'InvalidParameter',
      "Parameter 'osProfile' is not allowed.",
    ],
    [
      'that was bought, without its plan',
      { purchasePlan: plan },
      {},
      'VMMarketplaceInvalidInput',
      'requires Plan information',
    ],
    [
      'of the Trusted Launch kind, as another',
      secured('TrustedLaunch'),
      {},
      'BadRequest',
      "with 'TrustedLaunch' security type.",
    ],
    [
      'without NVMe, on a size that has nothing else',
      {},
      { hardwareProfile: { vmSize: 'Standard_D2s_v6' } },
      'InvalidParameter',
      'cannot boot with OS image or disk',
    ],
    [
      'for Arm64, on a size without Trusted Launch',
      { architecture: 'Arm64', ...secured('TrustedLaunchSupported') },
      { hardwareProfile: { vmSize: 'Standard_D2ps_v5' }, securityProfile: { securityType: 'TrustedLaunch' } },
      'BadRequest',
      "The VM size 'Standard_D2ps_v5' is not supported",
    ],
  ])('%s, is refused', async (_, about, changes, code, text) => {
    const refused = await arm.refusal('PUT', VM, machine(changes, seeded(about)));
    expect(refused).toMatchObject({ status: 400, code });
    expect(refused.message).toContain(text);
  });

  test('with what it needs, is made', async () => {
    const bought = { ...machine({}, seeded({ purchasePlan: plan })), plan };
    expect((await arm.put(VM, bought)).body['plan']).toEqual(plan);
    await arm.remove(VM);
    expect(at(await arm.get(OS_DISK), 'properties', 'purchasePlan')).toEqual(plan);
    await arm.remove(OS_DISK);
    const special = machine({ osProfile: undefined }, seeded({ osState: 'Specialized' }));
    expect(at((await arm.put(VM, special)).body, 'properties', 'osProfile')).toBeUndefined();
    await arm.remove(VM);
    await arm.remove(OS_DISK);
    const nvme = seeded({ features: [{ name: 'DiskControllerTypes', value: 'SCSI, NVMe' }] });
    const fast = await arm.put(VM, machine({ hardwareProfile: { vmSize: 'Standard_D2s_v6' } }, nvme));
    expect(at(fast.body, 'properties', 'storageProfile', 'diskControllerType')).toBe('NVMe');
  });
});

describe('a VM is refused', () => {
  test.each<readonly [string, JsonObject, number, string, string]>([
    [
      'a size that is not there',
      sized('Standard_Z9'),
      400,
      'InvalidParameter',
      'The value Standard_Z9 provided for the VM size is not valid. The valid sizes in the current region are:',
    ],
    ['no size', machine({ hardwareProfile: {} }), 400, 'InvalidParameter', "'vmSize' is missing"],
    [
      'a size of the other generation',
      sized('Standard_A1_v2'),
      400,
      'BadRequest',
      "cannot boot Hypervisor Generation '2'",
    ],
    [
      'a size of another architecture',
      sized('Standard_D2ps_v5'),
      400,
      'BadRequest',
      "only supports a CPU Architecture of 'Arm64'",
    ],
    [
      'an image that is not there',
      image(ubuntu('22_04-lst')),
      404,
      'PlatformImageNotFound',
      "The platform image 'Canonical:0001-com-ubuntu-server-jammy:22_04-lst:latest' is not available.",
    ],
    ['half an image', image({ publisher: 'Canonical' }), 400, 'InvalidParameter', "'offer' is missing"],
    ['no image', machine({ storageProfile: {} }), 400, 'InvalidParameter', "'imageReference' is missing"],
    [
      'premium disks on a size without',
      sized('Standard_A1_v2', {
        imageReference: ubuntu('22_04-lts'),
        osDisk: { createOption: 'FromImage', managedDisk: { storageAccountType: 'Premium_LRS' } },
      }),
      400,
      'InvalidParameter',
      'does not support the storage account type Premium_LRS',
    ],
    [
      'a disk smaller than the image',
      machine({}, { osDisk: { createOption: 'FromImage', diskSizeGB: 10 } }),
      400,
      'InvalidParameter',
      'The specified disk size 10 GB is smaller',
    ],
    [
      'a disk of another system',
      machine({}, { osDisk: { createOption: 'FromImage', osType: 'Windows' } }),
      400,
      'InvalidParameter',
      'osDisk.osType',
    ],
    [
      'too many disks',
      machine({}, { dataDisks: [0, 1, 2, 3, 4].map((lun) => ({ lun, createOption: 'Empty', diskSizeGB: 1 })) }),
      409,
      'OperationNotAllowed',
      'The maximum number of data disks allowed to be attached to a VM of this size is 4.',
    ],
    [
      'two disks at a LUN',
      machine({}, { dataDisks: [1, 1].map((lun) => ({ lun, createOption: 'Empty', diskSizeGB: 1 })) }),
      400,
      'InvalidParameter',
      'more than once',
    ],
    [
      'a disk that the image does not have',
      machine({}, { dataDisks: [{ lun: 0, createOption: 'FromImage' }] }),
      400,
      'InvalidParameter',
      'StorageProfile.dataDisks.lun',
    ],
    ['no login', machine({ osProfile: undefined }), 400, 'InvalidParameter', "'osProfile' is missing"],
    ['no user', machine({ osProfile: { computerName: 'vm' } }), 400, 'InvalidParameter', 'adminUsername'],
    [
      'root',
      machine(osProfile({ adminUsername: 'root', adminPassword: 'Passw0rd!' })),
      400,
      'InvalidParameter',
      'The Admin Username specified is not allowed.',
    ],
    [
      'a weak password',
      machine(osProfile({ adminPassword: 'password' })),
      400,
      'InvalidParameter',
      'The supplied password must be between 6-72 characters long',
    ],
    [
      'neither password nor key',
      machine(osProfile({})),
      400,
      'InvalidParameter',
      'Authentication using either SSH or by user name and password must be enabled in Linux profile.',
    ],
    [
      'a key elsewhere',
      machine(
        osProfile({ linuxConfiguration: { ssh: { publicKeys: [{ path: '/root/keys', keyData: 'ssh-rsa AAAA' }] } } }),
      ),
      400,
      'InvalidParameter',
      'Destination path for SSH public keys',
    ],
    [
      'a key that is none',
      machine(
        osProfile({
          linuxConfiguration: {
            ssh: { publicKeys: [{ path: '/home/packer/.ssh/authorized_keys', keyData: 'no key' }] },
          },
        }),
      ),
      400,
      'InvalidParameter',
      'keyData is invalid',
    ],
    [
      'no network',
      machine({ networkProfile: { networkInterfaces: [] } }),
      400,
      'InvalidParameter',
      "'networkProfile' is missing",
    ],
    [
      'an interface that is not there',
      machine({ networkProfile: { networkInterfaces: [{ id: `${NIC}9` }] } }),
      400,
      'InvalidResourceReference',
      'was not found',
    ],
    [
      'disks in a storage account',
      machine({}, { osDisk: { createOption: 'FromImage', vhd: { uri: 'https://a.blob.core.windows.net/x.vhd' } } }),
      501,
      'NotSimulated',
      'unmanaged disks',
    ],
    [
      'the image in a storage account, too',
      machine(
        {},
        {
          imageReference: null,
          osDisk: { createOption: 'FromImage', image: { uri: 'https://a.blob.core.windows.net/i.vhd' }, vhd: {} },
        },
      ),
      501,
      'NotSimulated',
      'unmanaged disks',
    ],
    [
      'a confidential VM, whatever its image',
      machine(
        { securityProfile: { securityType: 'ConfidentialVM' } },
        { imageReference: { publisher: 'p', offer: 'o', sku: 'windows-cvm', version: 'latest' } },
      ),
      501,
      'NotSimulated',
      "security type 'ConfidentialVM'",
    ],
    [
      'a disk controller that the size does not have',
      machine({}, { diskControllerType: 'NVMe' }),
      501,
      'NotSimulated',
      "disk controller 'NVMe' of the size Standard_D2s_v3",
    ],
    [
      'a disk that is attached',
      machine({}, { osDisk: { createOption: 'Attach', managedDisk: { id: OS_DISK } } }),
      501,
      'NotSimulated',
      'Attach',
    ],
    [
      'an identity',
      { ...machine(), identity: { type: 'SystemAssigned' } },
      501,
      'NotSimulated',
      "identity 'SystemAssigned'",
    ],
    ['what nobody knows', machine({ availabilitySet: { id: 'x' } }), 501, 'NotSimulated', 'properties.availabilitySet'],
  ])('for %s', async (_, body, status, code, text) => {
    const refused = await arm.refusal('PUT', VM, body);
    expect(refused).toMatchObject({ status, code });
    expect(refused.message).toContain(text);
    expect(arm.world.resources.get(VM)).toBeUndefined();
    expect(arm.made.size).toBe(0);
  });

  test('for an interface or a disk that another has', async () => {
    await arm.put(VM, machine());
    expect(await arm.refusal('PUT', `${VM}2`, machine({}, { osDisk: { createOption: 'FromImage' } }))).toMatchObject({
      status: 400,
      code: 'NicInUse',
    });
    expect(await arm.refusal('PUT', `${VM}2`, machine())).toEqual({
      status: 409,
      code: 'ConflictingUserInput',
      message: 'Disk os already exists in resource group RG-IMAGES. Only CreateOption.Attach is supported.',
    });
  });

  test.each(['_new', 'new-', 'ne w', 'x'.repeat(65)])('under the name %j', async (name) => {
    const refused = await arm.refusal('PUT', encodeURI(`${COMPUTE}/virtualMachines/${name}`), machine());
    expect(refused).toMatchObject({ status: 400, code: 'InvalidParameter' });
    expect(refused.message).toContain('a VM name has up to 64 characters');
  });

  test('for cores of its family that are not left', async () => {
    const quotas = { ...defaultScenario().quotas, familyCores: { standardDSv3Family: 4 } };
    arm = await connected({ scenario: { quotas } });
    const refused = await arm.refusal('PUT', VM, machine({ hardwareProfile: { vmSize: 'Standard_D8s_v3' } }));
    expect(refused).toMatchObject({ status: 409, code: 'OperationNotAllowed' });
    expect(refused.message).toContain(
      'exceeding approved standardDSv3Family Cores quota. Additional details - Deployment Model: Resource Manager, Location: ' +
        'westeurope, Current Limit: 4, Current Usage: 0, Additional Required: 8, (Minimum) New Limit Required: 8.',
    );
  });

  test('for cores that are not left', async () => {
    for (let index = 0; index < 43; index += 1) {
      await arm.put(`${NIC}${index}`, nic());
      const body = machine(
        {
          hardwareProfile: { vmSize: 'Standard_D8s_v3' },
          networkProfile: { networkInterfaces: [{ id: `${NIC}${index}` }] },
        },
        { osDisk: { createOption: 'FromImage' } },
      );
      await arm.put(`${VM}${index}`, body);
    }
    const refused = await arm.refusal('PUT', VM, machine({ hardwareProfile: { vmSize: 'Standard_D8s_v3' } }));
    expect(refused).toMatchObject({ status: 409, code: 'OperationNotAllowed' });
    expect(refused.message).toContain(
      'exceeding approved Total Regional Cores quota. Additional details - Deployment Model: Resource Manager, Location: ' +
        'westeurope, Current Limit: 350, Current Usage: 344, Additional Required: 8, (Minimum) New Limit Required: 352.',
    );
  });

  test.each([
    ['Microsoft.Network/networkInterfaces/join/action', NIC],
    ['Microsoft.Compute/disks/write', OS_DISK],
  ])('without %s', async (action, scope) => {
    const assignments = [{ scope: '/', actions: ['*'], notActions: [action], dataActions: [] }];
    const poor = await connected({ assignments });
    const refused = await poor.refusal('PUT', VM, machine());
    expect(refused).toMatchObject({ status: 403, code: 'LinkedAuthorizationFailed' });
    expect(refused.message).toContain(`'${action}' on the linked scope(s) '${scope}'`);
  });
});
