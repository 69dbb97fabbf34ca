// What the simulator has none of is refused by name, wherever a request mentions it; kept in a body it would seem to work.
import { beforeEach, expect, test } from '@jest/globals';
import { at, type JsonObject } from '../../../simulator/kernel/json.ts';
import { galleryWorld, OF_SNAPSHOT, version, VERSION } from '../gallery/gallery-world.ts';
import { COMPUTE, GALLERY, OS_DISK, type SimulatedArm } from './simulated-arm.ts';

const KEYS = `${COMPUTE}/diskEncryptionSets/des`;
const located = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  location: 'westeurope',
  properties,
  ...more,
});
const empty = (more: JsonObject = {}): JsonObject => ({
  creationData: { createOption: 'Empty' },
  diskSizeGB: 1,
  ...more,
});
const inRegion = (more: JsonObject): JsonObject =>
  version(OF_SNAPSHOT, { targetRegions: [{ name: 'West Europe', ...more }] });

let arm: SimulatedArm;
beforeEach(async () => {
  arm = await galleryWorld();
});

test.each<[string, string, JsonObject]>([
  [
    "customer-managed keys ('diskEncryptionSetId')",
    `${COMPUTE}/disks/d`,
    located(empty({ encryption: { diskEncryptionSetId: KEYS } })),
  ],
  [
    "private access to disks ('diskAccessId')",
    `${COMPUTE}/disks/d`,
    located(empty({ diskAccessId: `${COMPUTE}/diskAccesses/a` })),
  ],
  [
    "edge zones ('extendedLocation')",
    `${COMPUTE}/disks/d`,
    located(empty(), { extendedLocation: { type: 'EdgeZone', name: 'la' } }),
  ],
  [
    "customer-managed keys ('diskEncryptionSet')",
    `${COMPUTE}/images/i`,
    located({ storageProfile: { osDisk: { managedDisk: { id: OS_DISK }, diskEncryptionSet: { id: KEYS } } } }),
  ],
  [
    "customer-managed keys ('diskEncryptionSetId')",
    VERSION,
    inRegion({ encryption: { osDiskImage: { diskEncryptionSetId: KEYS } } }),
  ],
  [
    "replicas of several storage types in one region ('additionalReplicaSets')",
    VERSION,
    inRegion({ additionalReplicaSets: [{ storageAccountType: 'PremiumV2_LRS' }] }),
  ],
  [
    "edge zones ('targetExtendedLocations')",
    VERSION,
    version(OF_SNAPSHOT, { targetExtendedLocations: [{ name: 'West Europe' }] }),
  ],
])('%s: a PUT of %s is refused', async (what, id, body) => {
  expect(await arm.refusal('PUT', id, body)).toMatchObject({
    status: 501,
    code: 'NotSimulated',
    message: `The simulator does not know ${what}.`,
  });
});

test('a PATCH is refused as well, and a null asks for nothing', async () => {
  const encryption = { diskEncryptionSetId: KEYS };
  expect(await arm.refusal('PATCH', OS_DISK, { properties: { encryption } })).toMatchObject({ status: 501 });
  await arm.call('PATCH', OS_DISK, { properties: { diskAccessId: null, networkAccessPolicy: 'DenyAll' } });
  expect(at(await arm.get(OS_DISK), 'properties', 'networkAccessPolicy')).toBe('DenyAll');
});

test.each<[string, JsonObject]>([
  ["the identity 'SystemAssigned' of a gallery", { identity: { type: 'SystemAssigned' } }],
  ['the soft deletion of image versions', { properties: { softDeletePolicy: { isSoftDeleteEnabled: true } } }],
])('%s is refused in a PUT and a PATCH of a gallery', async (what, more) => {
  const refusal = { status: 501, message: `The simulator does not know ${what}.` };
  expect(await arm.refusal('PUT', `${GALLERY}2`, { location: 'westeurope', ...more })).toMatchObject(refusal);
  expect(await arm.refusal('PATCH', GALLERY, more)).toMatchObject(refusal);
});

test('nothing is restored, as nothing is deleted softly', async () => {
  await arm.call('PUT', VERSION, version(OF_SNAPSHOT));
  expect(await arm.refusal('PATCH', VERSION, { properties: { restore: true } })).toMatchObject({
    message: 'The simulator does not know the soft deletion of image versions.',
  });
});
