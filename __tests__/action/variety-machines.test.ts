import { describe, expect, test } from '@jest/globals';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { IDS, world, type Changes } from './worlds.ts';

const stage = createStage();

const dataPlane = (vmSize: string): string => JSON.stringify({ id: 'render', vmSize, targetDedicatedNodes: 2 });
const arm = (vmSize: string): string =>
  JSON.stringify({
    name: 'render',
    properties: { vmSize, scaleSettings: { fixedScale: { targetDedicatedNodes: 2 } } },
  });

const linuxImage = (offer: string, sku: string) => ({ publisher: 'Canonical', offer, sku, version: 'latest' });

const WINDOWS: Changes = {
  vm: {
    properties: {
      storageProfile: {
        imageReference: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2022-datacenter-g2' },
        osDisk: { osType: 'Windows' },
      },
    },
  },
  osDisk: { properties: { osType: 'Windows' } },
};
const GEN1: Changes = {
  vm: { properties: { storageProfile: { imageReference: linuxImage('ubuntu-24_04-lts', 'server-gen1') } } },
  osDisk: { properties: { hyperVGeneration: 'V1' } },
};
const ARM64: Changes = {
  vm: {
    properties: {
      hardwareProfile: { vmSize: 'Standard_D2ps_v5' },
      storageProfile: { imageReference: linuxImage('ubuntu-24_04-lts', 'server-arm64') },
    },
  },
  osDisk: { properties: { supportedCapabilities: { architecture: 'Arm64' } } },
};
const NVME: Changes = {
  vm: {
    properties: { hardwareProfile: { vmSize: 'Standard_D2s_v6' }, storageProfile: { diskControllerType: 'NVMe' } },
  },
  osDisk: { properties: { supportedCapabilities: { diskControllerTypes: 'SCSI, NVMe' } } },
};
const TRUSTED: Changes = {
  vm: {
    properties: {
      securityProfile: {
        securityType: 'TrustedLaunch',
        uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
      },
    },
  },
  osDisk: { properties: { securityProfile: { securityType: 'TrustedLaunch' } } },
};
const PLAN = { name: 'almalinux-hpc', publisher: 'almalinux', product: 'almalinux-hpc-offer' };
const PLANNED: Changes = { vm: { plan: PLAN }, osDisk: { properties: { purchasePlan: PLAN } } };

/** The definition's properties and the states of the nodes after a release that must succeed. */
async function release(changes: Changes, poolSpec: string, pool = 'render') {
  await stage.control.reset(world(changes));
  const run = await stage.run({ 'pool-spec': poolSpec });
  expect(run.stdout.split('\n').filter((line) => line.startsWith('::error'))).toEqual([]);
  expectSuccess(run);
  const held = await holdingsOf(stage.control);
  expect(await stage.control.leftovers()).toEqual([]);
  return { run, held, definition: held.find(IDS.definition)?.['properties'], nodes: held.nodeStates(pool) };
}

const ready = ['idle', 'idle'];

describe('the image definition and the pool follow the source', () => {
  test('Windows', async () => {
    const { held, definition, nodes } = await release(WINDOWS, dataPlane('Standard_D2s_v5'));
    expect(definition).toMatchObject({ osType: 'Windows', hyperVGeneration: 'V2', architecture: 'x64' });
    expect(held.pool('render')).toMatchObject({
      virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.windows amd64' },
    });
    expect(nodes).toEqual(ready);
  });

  test('generation 1', async () => {
    const { definition, nodes } = await release(GEN1, dataPlane('Standard_A2_v2'));
    expect(definition).toMatchObject({
      osType: 'Linux',
      hyperVGeneration: 'V1',
      features: [{ name: 'SecurityType', value: 'Standard' }],
    });
    expect(nodes).toEqual(ready);
  });

  test('a generation 1 VM whose disk does not name its generation', async () => {
    const { definition, nodes } = await release(
      { vm: GEN1.vm ?? {}, osDisk: { properties: { hyperVGeneration: null } } },
      dataPlane('Standard_A2_v2'),
    );
    expect(definition).toMatchObject({ hyperVGeneration: 'V1' });
    expect(nodes).toEqual(ready);
  });

  test('Arm64, on a pool of Arm64 nodes', async () => {
    const { run, definition, nodes } = await release(ARM64, dataPlane('Standard_D2pls_v5'));
    expect(definition).toMatchObject({ architecture: 'Arm64', hyperVGeneration: 'V2' });
    expect(nodes).toEqual(ready);
    expect(run.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('Arm64') }]);
  });

  test('an NVMe controller', async () => {
    const { definition, nodes } = await release(NVME, dataPlane('Standard_D2s_v6'));
    expect(definition).toMatchObject({
      features: expect.arrayContaining([{ name: 'DiskControllerTypes', value: 'SCSI, NVMe' }]),
    });
    expect(nodes).toEqual(ready);
  });

  test('a disk that takes NVMe though its VM has SCSI: nodes with NVMe alone boot it', async () => {
    const { definition, nodes } = await release({ osDisk: NVME.osDisk ?? {} }, dataPlane('Standard_D2s_v6'));
    expect(definition).toMatchObject({
      features: expect.arrayContaining([{ name: 'DiskControllerTypes', value: 'SCSI, NVMe' }]),
    });
    expect(nodes).toEqual(ready);
  });

  test('a purchase plan', async () => {
    const { definition, nodes } = await release(PLANNED, dataPlane('Standard_D2s_v5'));
    expect(definition).toMatchObject({ purchasePlan: PLAN });
    expect(nodes).toEqual(ready);
  });
});

describe('a VM that was made from a gallery image', () => {
  const fromGallery = (osType: string): Changes => ({
    vm: {
      properties: {
        storageProfile: {
          imageReference: {
            id: `${IDS.gallery}/images/base/versions/1.0.0`,
            publisher: null,
            offer: null,
            sku: null,
            version: null,
            exactVersion: '1.0.0',
          },
          osDisk: { osType },
        },
      },
    },
    osDisk: { properties: { osType } },
  });

  test('names no node agent: a Linux pool spec has to, and is refused before any write', async () => {
    await stage.control.reset(world(fromGallery('Linux')));
    const run = await stage.run({ 'pool-spec': dataPlane('Standard_D2s_v5') });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('batch.node.ubuntu 24.04');
    expect(await stage.writes()).toEqual([]);
  });

  test('with the node agent in the pool spec', async () => {
    const spec = {
      id: 'render',
      vmSize: 'Standard_D2s_v5',
      targetDedicatedNodes: 2,
      virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.el 9' },
    };
    const { run, nodes } = await release(fromGallery('Linux'), JSON.stringify(spec));
    expect(nodes).toEqual(ready);
    expect(run.annotations).toEqual([]);
  });

  test('of Windows, which has one node agent', async () => {
    const { held, nodes } = await release(fromGallery('Windows'), dataPlane('Standard_D2s_v5'));
    expect(held.pool('render')).toMatchObject({
      virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.windows amd64' },
    });
    expect(nodes).toEqual(ready);
  });
});

describe('Trusted Launch', () => {
  const profile = {
    securityType: 'trustedLaunch',
    encryptionAtHost: false,
    uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
  };

  test.each([
    ['data plane', dataPlane('Standard_D2s_v5')],
    ['ARM', arm('Standard_D2s_v5')],
  ])('goes into the definition and into a pool of the %s shape; a second run writes nothing', async (_, spec) => {
    const { run, held, definition, nodes } = await release(TRUSTED, spec);
    expect(definition).toMatchObject({ features: [{ name: 'SecurityType', value: 'TrustedLaunch' }] });
    expect(held.pool('render')).toMatchObject({ virtualMachineConfiguration: { securityProfile: profile } });
    expect(nodes).toEqual(ready);
    expect(run.stdout).toMatch(/pool render: added .*securityProfile\.securityType = trustedLaunch/);

    const before = (await stage.writes()).length;
    const second = await stage.run({ 'pool-spec': spec });
    expectSuccess(second);
    expect(second.outputs['changed']).toBe('false');
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  });

  test('encryption at host is the source’s own, also in a pool of Standard nodes', async () => {
    const vm = { properties: { securityProfile: { encryptionAtHost: true } } };
    const { run, held, nodes } = await release({ vm }, arm('Standard_D2s_v5'));
    expect(held.pool('render')).toMatchObject({
      virtualMachineConfiguration: { securityProfile: { encryptionAtHost: true } },
    });
    expect(run.stdout).toMatch(/pool render: added .*securityProfile\.encryptionAtHost = true/);
    expect(nodes).toEqual(ready);
  });

  test('firmware settings are the source’s own', async () => {
    const changes: Changes = {
      ...TRUSTED,
      vm: {
        properties: {
          securityProfile: {
            securityType: 'TrustedLaunch',
            uefiSettings: { secureBootEnabled: false, vTpmEnabled: true },
          },
        },
      },
    };
    const { held } = await release(changes, dataPlane('Standard_D2s_v5'));
    expect(held.pool('render')).toMatchObject({
      virtualMachineConfiguration: {
        securityProfile: { uefiSettings: { secureBootEnabled: false, vTpmEnabled: true } },
      },
    });
  });

  test('a pool spec that asks for another security type is refused before any write', async () => {
    await stage.control.reset(world(TRUSTED));
    const run = await stage.run({
      'pool-spec': JSON.stringify({
        id: 'render',
        vmSize: 'Standard_D2s_v5',
        targetDedicatedNodes: 1,
        virtualMachineConfiguration: { securityProfile: { ...profile, securityType: 'confidentialVM' } },
      }),
    });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('for an image with security type TrustedLaunch');
    expect(await stage.writes()).toEqual([]);
  });
});
