// What is wrong with a VM and its disks beside their kind: their state, their encryption, and locks around them.
import { afterEach, describe, expect, test } from '@jest/globals';
import { createAzureClient, type AzureClient } from '../../runner/azure-client.ts';
import { expectSuccess } from './expect-success.ts';
import { objectOf, type JsonObject } from '../../simulator/kernel/json.ts';
import { createStage } from './harness.ts';
import { refusedOnce, refusedRun } from './refusal.ts';
import { resultOf } from './troubles.ts';
import { dataDisks, idOf, IDS, vmStatuses, world } from './worlds.ts';

const stage = createStage();
const GROUP = IDS.vm.split('/providers/')[0] ?? '';
const SUBSCRIPTION = GROUP.split('/resourceGroups/')[0] ?? '';
const KEY = idOf('Microsoft.Compute/diskEncryptionSets', 'des-render');

function lock(level: 'ReadOnly' | 'CanNotDelete', scope: string, name: string): { id: string; body: JsonObject } {
  return { id: `${scope}/providers/Microsoft.Authorization/locks/${name}`, body: { properties: { level } } };
}

describe('a Trusted Launch VM that is still being made, with disks whose keys no node has', () => {
  const securityProfile = {
    securityType: 'TrustedLaunch',
    uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
  };
  const data = dataDisks([{ lun: 3, name: 'data-1' }]);
  const encryption = { type: 'EncryptionAtRestWithCustomerKey', diskEncryptionSetId: KEY };
  const refused = refusedOnce(stage, {
    scenario: world({
      vm: { properties: { ...objectOf(data.vm['properties']), securityProfile, provisioningState: 'Creating' } },
      osDisk: {
        properties: {
          securityProfile: { securityType: 'TrustedLaunch' },
          encryptionSettingsCollection: { enabled: true },
        },
      },
      more: data.more.map(({ id, body }) => ({ id, body: { ...body, properties: { diskSizeGB: 1, encryption } } })),
    }),
  });

  test('is refused with all of it', () => {
    expect(refused().messages).toEqual([
      'vm-name: found VM vm-golden, whose provisioning state is Creating; expected a VM that is there to stay (Succeeded). Run again ' +
        'when the VM is made.',
      'vm-name: found the OS disk vm-golden_OsDisk_1, encrypted in the guest by Azure Disk Encryption; expected disks that no node ' +
        `needs a key for. Decrypt them while the VM runs (az vm encryption disable --ids ${IDS.vm} --volume-type all), and remove the ` +
        'extension. An OS disk of Linux cannot be decrypted: then make the image on a VM without it.',
      'data-disks: found the data disk at LUN 3 data-1, encrypted by the customer-managed key of des-render, for a TrustedLaunch image; ' +
        'expected a platform-managed key: galleries do not replicate Trusted Launch images of such disks. Set security-type: ' +
        'TrustedLaunchSupported (that image is made of the VHD), or use disks with a platform-managed key.',
    ]);
  });
});

describe('locks', () => {
  test('are told before the first write, with what they forbid; one that keeps temporaries only stops nothing', async () => {
    const more = [lock('ReadOnly', IDS.vm, 'freeze'), lock('CanNotDelete', SUBSCRIPTION, 'keep')];
    await stage.control.reset(world({ more }));
    const remove = (scope: string, name: string): string =>
      `Remove it for the release (az lock delete --ids ${scope}/providers/Microsoft.Authorization/locks/${name}), or ask who set it.`;
    expect((await refusedRun(stage)).messages.toSorted()).toEqual([
      `vm-name: found the ReadOnly lock freeze on ${IDS.vm}, which forbids: Deallocate VM vm-golden; expected no lock on what the run ` +
        `has to change. ${remove(IDS.vm, 'freeze')}`,
    ]);
  });
});

describe('a VM that can be captured all the same', () => {
  let client: AzureClient | undefined;
  afterEach(() => {
    client?.close();
  });

  async function planned(inputs: Readonly<Record<string, string>> = {}): Promise<ReturnType<typeof resultOf>> {
    const run = await stage.run({ ...inputs, mode: 'plan' });
    expectSuccess(run);
    const result = resultOf(run);
    expect(run.annotations.map(({ level, message }) => `${level}: ${message}`)).toEqual(
      result.warnings.map(({ text }) => `warning: ${text}`),
    );
    return result;
  }

  test('after a failed operation, with an agent that is silent, extensions and a key of its own', async () => {
    const statuses = [
      {
        code: 'ProvisioningState/failed/VMExtensionProvisioningError',
        message: 'The extension did not end.',
        level: 'Error',
      },
      { code: 'PowerState/running', level: 'Info' },
    ];
    const vmAgent = { statuses: [{ code: 'ProvisioningState/Unavailable', displayStatus: 'Not Ready' }] };
    const instanceView = { osName: 'ubuntu', osVersion: '24.04', vmAgent, statuses };
    await stage.control.reset(
      world({
        vm: { properties: { provisioningState: 'Failed', instanceView } },
        osDisk: { properties: { encryption: { type: 'EncryptionAtRestWithCustomerKey', diskEncryptionSetId: KEY } } },
        more: [{ id: `${IDS.vm}/extensions/script`, body: { properties: { type: 'CustomScript' } } }],
      }),
    );
    const result = await planned({ 'capture-mode': 'generalize' });
    expect(result.warnings.map(({ text }) => text)).toEqual([
      'The last operation on VM vm-golden failed: VMExtensionProvisioningError (The extension did not end.). It can still be captured; ' +
        'see whether its guest is what the image should be.',
      'The Azure agent of VM vm-golden is Not Ready. Nodes are set up by the agent in their image: without one that works they do not ' +
        'become ready. Repair walinuxagent before the guest is generalized.',
      'VM vm-golden has extensions (script). Batch advises against images with extensions: nodes may fail to start. Remove them while ' +
        `the VM runs, before the guest is generalized: az vm extension delete --ids ${IDS.vm}/extensions/script. After capture-mode ` +
        'generalize the VM never runs again to remove them.',
      'capture-mode generalize flags VM vm-golden as generalized: it can never be started again.',
      'The customer-managed key of des-render encrypts the OS disk vm-golden_OsDisk_1. The image version, its VHDs and the disks of the ' +
        'nodes are encrypted by platform-managed keys instead.',
    ]);
    expect(result).toMatchObject({ sourceOs: 'ubuntu 24.04' });
    expect(JSON.stringify(result)).toContain(
      'the VM is running (ubuntu 24.04); its disks must be at rest. The VM stops, and what is on its temporary drive is lost',
    );
  });

  test('whose disk somebody reads by a SAS', async () => {
    await stage.control.reset(world({ vm: vmStatuses('deallocated') }));
    client = createAzureClient(stage.environment);
    await client.expect(`https://management.azure.com${IDS.osDisk}/beginGetAccess?api-version=2024-03-02`, {
      method: 'POST',
      audience: 'arm',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access: 'Read', durationInSeconds: 3600 }),
    });
    expect((await planned()).warnings.map(({ text }) => text)).toEqual([
      'Somebody reads the OS disk vm-golden_OsDisk_1 by a SAS (its state is ActiveSAS): until that ends, the VM cannot start, and ' +
        `Azure may refuse what else is done to the disk. Revoke it: az disk revoke-access --ids ${IDS.osDisk}.`,
    ]);
  });
});

test('a VM of an image of one’s own: the refusal names the node agent for what runs in it', async () => {
  const instanceView = { osName: 'ubuntu', osVersion: '24.04' };
  await stage.control.reset(world({ vm: { properties: { storageProfile: { imageReference: null }, instanceView } } }));
  expect((await refusedRun(stage)).messages).toEqual([
    expect.stringMatching(
      /^pool-spec: found a Linux source that names no marketplace image; .* The VM runs ubuntu 24\.04: name batch\.node\.ubuntu 24\.04 in the pool spec \(nodeAgentSKUId; ARM shape: nodeAgentSkuId\)\.$/,
    ),
  ]);
});
