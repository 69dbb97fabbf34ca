// Points 11 to 16: image definitions, image versions and their replication.
import { beforeEach, expect, test } from '@jest/globals';
import { COMPUTE, createWired, GALLERY, OS_DISK, VM, type Answer } from '../wired.ts';

const wired = createWired();
const { arm, operation } = wired;

const DEFINITION = `${GALLERY}/images/golden`;
const VERSION = `${DEFINITION}/versions/1.0.0`;
const KIND = {
  osType: 'Linux',
  osState: 'Generalized',
  hyperVGeneration: 'V2',
  identifier: { publisher: 'contoso', offer: 'render', sku: 'golden' },
};
const located = (properties: object): object => ({ location: 'westeurope', properties });
const ofSnapshot = (publishingProfile: object = {}, snapshot = 's'): object =>
  located({
    storageProfile: { osDiskImage: { source: { id: `${COMPUTE}/snapshots/${snapshot}` } } },
    publishingProfile,
  });

async function snapshotOf(name = 's'): Promise<void> {
  const properties = { creationData: { createOption: 'Copy', sourceResourceId: OS_DISK }, incremental: false };
  await operation('PUT', `${COMPUTE}/snapshots/${name}`, located(properties));
}

async function prepare(scenario: object = {}): Promise<void> {
  await wired.enter(scenario);
  await snapshotOf();
  await operation('PUT', DEFINITION, located(KIND));
}

const status = async (): Promise<Answer> => arm('GET', VERSION, undefined, { query: '$expand=ReplicationStatus' });

beforeEach(async () => prepare());

test('point 11: what a definition leaves out depends on the api-version', async () => {
  const { hyperVGeneration, ...terse } = KIND;
  const make = async (name: string, version: string): Promise<unknown> => {
    const identifier = { ...KIND.identifier, sku: name };
    await operation('PUT', `${GALLERY}/images/${name}`, located({ ...terse, identifier }), { version });
    return (await arm('GET', `${GALLERY}/images/${name}`, undefined, { version })).body;
  };
  expect(await make('older', '2024-03-03')).toMatchObject({ properties: { hyperVGeneration: 'V1' } });
  expect(await make('newer', '2025-03-03')).toMatchObject({
    properties: { hyperVGeneration, features: [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }] },
  });
  const { body } = await arm('PUT', `${GALLERY}/images/newer/versions/1.0.0`, ofSnapshot(), { version: '2025-03-03' });
  expect(body).toMatchObject({
    error: {
      message: expect.stringContaining(
        "Currently only Vhd Blob, User Image and Gallery Image Version sources are supported for 'TrustedLaunchSupported' images.",
      ),
    },
  });
});

test('point 12: Trusted Launch goes into no managed image, and an image of it only onto nodes with it', async () => {
  const securityProfile = {
    securityType: 'TrustedLaunch',
    uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
  };
  await wired.enter({
    changes: [
      { id: VM, body: { properties: { securityProfile } } },
      { id: OS_DISK, body: { properties: { securityProfile: { securityType: 'TrustedLaunch' } } } },
    ],
  });
  await snapshotOf();
  await arm('POST', `${VM}/deallocate`);
  await arm('POST', `${VM}/generalize`);
  expect((await arm('PUT', `${COMPUTE}/images/i`, located({ sourceVirtualMachine: { id: VM } }))).body).toMatchObject({
    error: {
      code: 'OperationNotAllowed',
      message: 'Creation of managed images are not supported for virtual machine with TrustedLaunch security type.',
    },
  });
  const features = [{ name: 'SecurityType', value: 'TrustedLaunch' }];
  await operation('PUT', DEFINITION, located({ ...KIND, features }));
  expect((await operation('PUT', VERSION, ofSnapshot())).body).toMatchObject({ status: 'Succeeded' });

  const pool = (id: string, more: object): object => ({
    id,
    vmSize: 'standard_d2s_v5',
    targetDedicatedNodes: 1,
    virtualMachineConfiguration: {
      imageReference: { virtualMachineImageId: VERSION },
      nodeAgentSKUId: 'batch.node.ubuntu 24.04',
      ...more,
    },
  });
  expect((await wired.batch('POST', '/pools', pool('plain', {}))).status).toBe(201);
  expect(JSON.stringify((await wired.batch('GET', '/pools/plain')).body)).toContain(
    "The provided gallery image only supports creation of VMs and VM Scale Sets with 'TrustedLaunch' security type.",
  );
  const trusted = { securityProfile: { ...securityProfile, securityType: 'trustedLaunch', encryptionAtHost: false } };
  expect((await wired.batch('POST', '/pools', pool('trusted', trusted))).status).toBe(201);
  expect((await wired.batch('GET', '/pools/trusted')).body).toMatchObject({ currentDedicatedNodes: 1 });
  // The version of the service that the SDK package speaks does not know the property.
  const old = await wired.batch('POST', '/pools', pool('old', trusted), '2022-10-01.16.0');
  expect(old.status).toBe(400);
});

test.each([
  ['osType', { osType: 'Windows' }],
  ['osState', { osState: 'Specialized' }],
  ['hyperVGeneration', { hyperVGeneration: 'V1' }],
  ['identifier.sku', { identifier: { ...KIND.identifier, sku: 'other' } }],
])('point 13: %s of a definition never changes', async (property, change) => {
  const { status: answered, body } = await arm('PUT', DEFINITION, located({ ...KIND, ...change }));
  expect(answered).toBe(409);
  expect(body).toMatchObject({
    error: {
      code: 'PropertyChangeNotAllowed',
      message: `Changing property 'galleryImage.properties.${property}' is not allowed.`,
    },
  });
  expect((await arm('PUT', DEFINITION, located({ ...KIND, description: 'Changed.' }))).status).toBe(200);
});

test('point 13: publisher, offer and SKU are unique in a gallery', async () => {
  const { status: answered, body } = await arm('PUT', `${GALLERY}/images/twin`, located(KIND));
  expect(answered).toBe(409);
  expect(body).toMatchObject({
    error: {
      message: expect.stringContaining(
        'Gallery image: golden identified by (publisher:contoso, offer:render, sku:golden) already exists. Choose a different publisher, offer, sku combination.',
      ),
    },
  });
});

test('point 14: a version is made slowly, region by region, and keeps its source', async () => {
  await prepare({ profile: 'quick' });
  const targetRegions = [{ name: 'West Europe' }, { name: 'East US' }];
  const first = await arm('PUT', VERSION, ofSnapshot({ targetRegions }));
  expect([first.status, first.body]).toMatchObject([201, { properties: { provisioningState: 'Creating' } }]);
  expect((await arm('GET', VERSION)).body).not.toHaveProperty('properties.replicationStatus');
  const running = await status();
  expect(running.body).toMatchObject({
    properties: { provisioningState: 'Creating', replicationStatus: { aggregatedState: 'InProgress' } },
  });
  let last = running;
  while (JSON.stringify(last.body).includes('"Creating"')) last = await status();
  expect(last.body).toMatchObject({
    properties: {
      provisioningState: 'Succeeded',
      replicationStatus: {
        aggregatedState: 'Completed',
        summary: [
          { region: 'West Europe', state: 'Completed', progress: 100 },
          { region: 'East US', state: 'Completed', progress: 100 },
        ],
      },
    },
  });
  expect((await operation('PUT', VERSION, ofSnapshot({ targetRegions }))).body).toMatchObject({ status: 'Succeeded' });
  await snapshotOf('other');
  const moved = await arm('PUT', VERSION, ofSnapshot({ targetRegions }, 'other'));
  expect([moved.status, moved.body]).toMatchObject([
    409,
    {
      error: {
        message: expect.stringMatching(
          /^Changing property 'galleryImageVersion\.properties\.storageProfile\..*source\.id' is not allowed/,
        ),
      },
    },
  ]);
});

test('point 14: a region that fails fails the version', async () => {
  await prepare({ replication: { failed: { eastus: 'Replication failed in this region.' } } });
  const ended = await operation(
    'PUT',
    VERSION,
    ofSnapshot({ targetRegions: [{ name: 'West Europe' }, { name: 'East US' }] }),
  );
  expect(ended.body).toMatchObject({ status: 'Failed' });
  expect((await status()).body).toMatchObject({
    properties: {
      provisioningState: 'Failed',
      replicationStatus: {
        aggregatedState: 'Failed',
        summary: [
          { region: 'West Europe' },
          { region: 'East US', state: 'Failed', details: 'Replication failed in this region.' },
        ],
      },
    },
  });
});

test('point 15: regions come back by their display names, whatever was written', async () => {
  await operation('PUT', VERSION, ofSnapshot({ targetRegions: [{ name: 'westeurope' }, { name: 'EastUS' }] }));
  const { body } = await status();
  expect(body).toMatchObject({
    location: 'westeurope',
    properties: {
      publishingProfile: { targetRegions: [{ name: 'West Europe' }, { name: 'East US' }] },
      replicationStatus: { summary: [{ region: 'West Europe' }, { region: 'East US' }] },
    },
  });
});

test('point 16: shallow replication is one replica and has to be asked for', async () => {
  await operation('PUT', VERSION, ofSnapshot());
  expect(JSON.stringify((await arm('GET', VERSION)).body)).not.toContain('Shallow');
  const wide = { replicationMode: 'Shallow', targetRegions: [{ name: 'West Europe', regionalReplicaCount: 2 }] };
  const { status: answered } = await arm('PUT', `${DEFINITION}/versions/1.0.1`, ofSnapshot(wide));
  expect([400, 409]).toContain(answered);
  const one = { replicationMode: 'Shallow', targetRegions: [{ name: 'West Europe', regionalReplicaCount: 1 }] };
  expect((await arm('PUT', `${DEFINITION}/versions/1.0.2`, ofSnapshot(one))).status).toBe(201);
});
