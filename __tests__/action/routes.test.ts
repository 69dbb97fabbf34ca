// Every row of the table of routes, walked by the bundle against the simulated Azure, which refuses what Azure refuses.
import { beforeAll, expect, test } from '@jest/globals';
import { ROUTES } from '../../src/image/route.ts';
import type { JsonObject } from '../../simulator/kernel/json.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf, type Holdings } from './holdings.ts';
import { expectAllMarked } from './marked.ts';
import { createVhdFiles } from './vhd-files.ts';
import { AGENT_POOL_SPEC, dataDisks, IDS, world, type Changes } from './worlds.ts';

const stage = createStage();
const vhds = createVhdFiles(stage);
const BLOB = 'https://strender.blob.core.windows.net/vhds/golden.vhd';

let file = '';
beforeAll(async () => {
  file = await vhds.write('golden', 24);
});

interface Walk {
  readonly changes?: Changes;
  readonly inputs?: Readonly<Record<string, string | undefined>>;
  /** Uploaded to `BLOB` before the run. */
  readonly withVhd?: true;
  /** For a closed row: what the message says. */
  readonly refused?: string;
  /** For an open row: what must be there afterwards. */
  readonly made?: (held: Holdings) => void;
}

const TRUSTED: JsonObject = {
  properties: {
    securityProfile: {
      securityType: 'TrustedLaunch',
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    },
  },
};
const TRUSTED_DISK: JsonObject = { properties: { securityProfile: { securityType: 'TrustedLaunch' } } };
const SUPPORTED = { 'security-type': 'TrustedLaunchSupported' };
const VHD_INPUTS = {
  'vm-name': undefined,
  'vhd-url': BLOB,
  'image-definition': 'vm-golden',
  'os-type': 'Linux',
  'hyper-v-generation': 'V2',
  'pool-spec': AGENT_POOL_SPEC,
};

function profile(held: Holdings): string {
  return JSON.stringify(held.find('/versions/1.4.0') ?? {});
}

function definition(features: readonly JsonObject[]): Changes['more'] {
  const identifier = { publisher: 'contoso', offer: 'render', sku: 'golden' };
  const about = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', architecture: 'x64', identifier };
  return [{ id: IDS.definition, body: { location: 'westeurope', properties: { ...about, features } } }];
}

function existingVersion(): Changes['more'] {
  const publishingProfile = { targetRegions: [{ name: 'West Europe', regionalReplicaCount: 1 }] };
  const body = { location: 'westeurope', properties: { publishingProfile, storageProfile: {} } };
  return [...(definition([]) ?? []), { id: `${IDS.definition}/versions/9.0.0`, body }];
}

const unmanagedDisk = { managedDisk: null, vhd: { uri: BLOB }, diskSizeGB: 1, name: 'golden' };

const WALKS: Readonly<Record<string, Walk>> = {
  'existing-version': {
    changes: { more: existingVersion() ?? [] },
    inputs: {
      'vm-name': undefined,
      gallery: undefined,
      'image-version-id': `${IDS.definition}/versions/9.0.0`,
      'pool-spec': AGENT_POOL_SPEC,
    },
    made: (held) => expect(JSON.stringify(held.pool('render-9-0-0'))).toContain('/versions/9.0.0'),
  },
  'confidential-source': {
    changes: { vm: { properties: { securityProfile: { securityType: 'ConfidentialVM' } } } },
    refused: 'a confidential VM; what is copied of its disks lacks the guest state',
  },
  'confidential-image': {
    changes: { more: definition([{ name: 'SecurityType', value: 'ConfidentialVMSupported' }]) ?? [] },
    refused: 'an image definition for confidential VMs, which this action makes no images for',
  },
  'arm64-generation-1': {
    withVhd: true,
    inputs: { ...VHD_INPUTS, architecture: 'Arm64', 'hyper-v-generation': 'V1' },
    refused: 'an Arm64 image of generation V1; expected generation V2: Azure boots Arm64 by UEFI only',
  },
  'nvme-generation-1': {
    changes: {
      vm: { properties: { storageProfile: { diskControllerType: 'NVMe' } } },
      osDisk: { properties: { hyperVGeneration: 'V1' } },
    },
    refused: 'an image of generation V1 from a VM with NVMe disks; expected generation V2: NVMe needs it',
  },
  'trusted-launch-generation-1': {
    changes: { osDisk: { properties: { hyperVGeneration: 'V1' } } },
    inputs: SUPPORTED,
    refused: 'an image of generation V1 for Trusted Launch; expected security type Standard',
  },
  unmanaged: {
    changes: { vm: { properties: { storageProfile: { osDisk: unmanagedDisk } } }, without: [IDS.osDisk] },
    withVhd: true,
    inputs: { 'capture-mode': 'generalize' },
    made: (held) => expect(profile(held)).toMatch(/"uri":"https:[^"]*vm-golden-osDisk/),
  },
  'trusted-launch-as-it-is': {
    changes: { vm: TRUSTED, osDisk: TRUSTED_DISK },
    made(held) {
      expect(profile(held)).toContain('/snapshots/');
      expect(held.pool('render-1-4-0')).toMatchObject({
        virtualMachineConfiguration: { securityProfile: { securityType: 'trustedLaunch' } },
      });
    },
  },
  'trusted-launch-supported': {
    changes: { vm: TRUSTED, osDisk: TRUSTED_DISK },
    inputs: SUPPORTED,
    made(held) {
      expect(profile(held)).toMatch(/"uri":"https:[^"]*vm-golden-osDisk/);
      expect(profile(held)).not.toContain('/snapshots/');
      expect(JSON.stringify(held.pool('render-1-4-0'))).not.toContain('securityProfile');
      expect(held.keys(/\/snapshots\//)).toEqual([]);
    },
  },
  'trusted-launch-to-standard': {
    changes: { vm: TRUSTED, osDisk: TRUSTED_DISK },
    inputs: { 'security-type': 'Standard' },
    refused:
      'a Standard image from a Trusted Launch VM; expected security type TrustedLaunch or TrustedLaunchSupported',
  },
  'standard-to-trusted-launch': {
    inputs: { 'security-type': 'TrustedLaunch' },
    refused: 'a TrustedLaunch image from a source without Trusted Launch',
  },
  standard: { made: (held) => expect(profile(held)).toContain('/snapshots/') },
  vhd: { withVhd: true, inputs: VHD_INPUTS, made: (held) => expect(profile(held)).toContain(BLOB) },
};

test('every row has a walk, and every walk a row', () => {
  expect(Object.keys(WALKS).sort()).toEqual(ROUTES.map(({ id }) => id).sort());
});

test.each(ROUTES.map(({ id, route }) => [id, route.kind] as const))('%s is %s', async (id, kind) => {
  const { changes = {}, inputs = {}, withVhd, refused, made } = WALKS[id] ?? {};
  await stage.control.reset(world(changes));
  if (withVhd === true) await vhds.upload(file, BLOB);
  const before = (await stage.writes()).length;
  const run = await stage.run(inputs);
  if (kind === 'closed') {
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(refused);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    return;
  }
  expectSuccess(run);
  expect(made).toBeDefined();
  made?.(await holdingsOf(stage.control));
  expectAllMarked((await stage.writes()).slice(before));
  expect(await stage.control.leftovers()).toEqual([]);
});

test('a TrustedLaunchSupported image waits for its VHD, and reads it by the key of its account', async () => {
  await stage.control.reset(world({ vm: TRUSTED, osDisk: TRUSTED_DISK }));
  const run = await stage.run(SUPPORTED);
  expectSuccess(run);
  const order = (await stage.writes()).map(brief);
  const lastPage = order.lastIndexOf('PUT blob page');
  expect(lastPage).toBeGreaterThan(-1);
  expect(order.indexOf('PUT versions/1.4.0')).toBeGreaterThan(lastPage);
  expect(run.stdout).toContain('Azure takes no VM, disk or snapshot for a TrustedLaunchSupported image, but a VHD');

  const before = (await stage.writes()).length;
  expectSuccess(await stage.run(SUPPORTED));
  expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
});

test('without its VHD it is refused', async () => {
  await stage.control.reset(world());
  const run = await stage.run({ ...SUPPORTED, 'export-vhd': 'false' });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain('export-vhd: found `false`, though a TrustedLaunchSupported image is made from its VHD');
  expect(await stage.writes()).toEqual([]);
});

test('a data disk of the image and one of the pool at the same LUN are refused', async () => {
  const spec = {
    id: 'render',
    vmSize: 'Standard_D2s_v5',
    targetDedicatedNodes: 1,
    virtualMachineConfiguration: { dataDisks: [{ lun: 3, diskSizeGB: 32 }] },
  };
  const disks = dataDisks([{ lun: 3, name: 'vm-golden-data' }]);
  await stage.control.reset(world({ vm: disks.vm, more: disks.more }));
  const run = await stage.run({ 'pool-spec': JSON.stringify(spec) });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain(
    'virtualMachineConfiguration.dataDisks[0].lun = 3, which a data disk of the image has already',
  );
  expect(await stage.writes()).toEqual([]);
});
