import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/azure/arm.ts';
import { createSnapshot } from '../../src/azure/disks.ts';
import { createDefinition, readVersion, startVersion, type VersionOrigin } from '../../src/azure/galleries.ts';
import { recordedSourceOf, type RecordedSource } from '../../src/azure/version-sources.ts';
import { COMPUTE, GALLERY, OS_DISK, VM } from '../simulator/wired.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';
import { createSimulated } from './simulated.ts';

const RG = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute';
const ACCOUNT = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acct';
const os = (source: JsonObject, data: readonly JsonObject[] = []): JsonObject => ({
  osDiskImage: { hostCaching: 'ReadWrite', source },
  dataDiskImages: data.map((one, index) => ({ lun: index + 3, source: one })),
});

test.each<readonly [string, JsonObject | undefined, RecordedSource | undefined]>([
  [
    'snapshots',
    os({ id: `${RG}/snapshots/os` }, [{ id: `${RG}/snapshots/data` }]),
    { kind: 'snapshots', osId: `${RG}/snapshots/os`, data: [{ lun: 3, id: `${RG}/snapshots/data` }] },
  ],
  ['disks', os({ id: `${RG}/Disks/os` }), { kind: 'disks', osId: `${RG}/Disks/os`, data: [] }],
  [
    'VHDs',
    os({ uri: 'https://a/vhds/os.vhd', storageAccountId: ACCOUNT }, [{ uri: 'https://a/vhds/data.vhd' }]),
    {
      kind: 'vhd',
      url: 'https://a/vhds/os.vhd',
      storageAccountId: ACCOUNT,
      data: [{ lun: 3, url: 'https://a/vhds/data.vhd' }],
    },
  ],
  [
    'a VHD of an older api-version',
    os({ uri: 'https://a/vhds/os.vhd', id: ACCOUNT }),
    { kind: 'vhd', url: 'https://a/vhds/os.vhd', storageAccountId: ACCOUNT, data: [] },
  ],
  ['a VM', { source: { virtualMachineId: `${RG}/virtualMachines/v` } }, { kind: 'vm', id: `${RG}/virtualMachines/v` }],
  [
    'a VM of an older api-version',
    { source: { id: `${RG}/virtualMachines/v` } },
    { kind: 'vm', id: `${RG}/virtualMachines/v` },
  ],
  ['a managed image', { source: { id: `${RG}/images/i` } }, { kind: 'image', id: `${RG}/images/i` }],
  [
    'another version',
    { source: { id: `${RG}/galleries/g/images/d/versions/1.0.0` } },
    { kind: 'version', id: `${RG}/galleries/g/images/d/versions/1.0.0` },
  ],
  [
    'a community version',
    { source: { communityGalleryImageId: '/communityGalleries/p/images/d/versions/1.0.0' } },
    { kind: 'community-version', id: '/communityGalleries/p/images/d/versions/1.0.0' },
  ],
  ['something unknown', { source: { id: `${RG}/restorePoints/r` } }, undefined],
  ['a disk of unknown type', os({ id: `${RG}/restorePoints/r` }), undefined],
  ['nothing', undefined, undefined],
])('a version made of %s', (_, profile, expected) => {
  expect(recordedSourceOf(profile)).toEqual(expected);
});

test('a version tells its source, its size and its dates', async () => {
  const body = {
    properties: {
      publishingProfile: { publishedDate: '2026-01-01T00:00:00Z', endOfLifeDate: '2027-01-01T00:00:00Z' },
      storageProfile: {
        source: { id: `${RG}/images/i` },
        osDiskImage: { sizeInGB: 30, hostCaching: 'None' },
        dataDiskImages: [{ lun: 5, sizeInGB: 8 }, { lun: 0 }],
      },
    },
  };
  expect(await readVersion(fakeArm(fakeHost(), [{ body }]), '/v')).toMatchObject({
    source: { kind: 'image', id: `${RG}/images/i` },
    publishedDate: '2026-01-01T00:00:00Z',
    endOfLifeDate: '2027-01-01T00:00:00Z',
    osDiskSizeGB: 30,
    dataDiskLuns: [5, 0],
  });
  const bare = await readVersion(fakeArm(fakeHost(), [{ body: { properties: {} } }]), '/v');
  expect(bare).toMatchObject({ dataDiskLuns: [] });
  for (const name of ['source', 'publishedDate', 'endOfLifeDate', 'osDiskSizeGB'])
    expect(bare).not.toHaveProperty(name);
});

describe('in the simulated Azure', () => {
  const simulated = createSimulated();
  const DEFINITION = `${GALLERY}/images/golden`;
  const SNAPSHOT = `${COMPUTE}/snapshots/golden`;

  test('what a version was made of is read as it was given', async () => {
    await simulated.enter();
    const { arm } = simulated.connected();
    const wait = { deadline: new Date(Date.now() + 600_000), what: 'it' };
    const where = { location: 'westeurope', tags: {} };
    await simulated.operation('POST', `${VM}/deallocate`);
    await createSnapshot(arm, { id: SNAPSHOT, sourceDiskId: OS_DISK, ...where }, wait);
    const traits = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', architecture: 'x64' } as const;
    const identifier = { publisher: 'p', offer: 'o', sku: 's' };
    await createDefinition(arm, { id: DEFINITION, ...where, ...traits, securityType: 'Standard', identifier }, wait);
    const make = async (name: string, source: VersionOrigin) => {
      const id = `${DEFINITION}/versions/${name}`;
      const targetRegions = [{ name: 'westeurope', replicas: 1 }];
      const request = { id, ...where, source, targetRegions, excludeFromLatest: false };
      await (await startVersion(arm, request)).finished(wait);
      return readVersion(arm, id);
    };
    const first = await make('1.0.0', {
      kind: 'snapshots',
      osSnapshotId: SNAPSHOT,
      osCaching: 'ReadWrite',
      dataDisks: [],
    });
    expect(first).toMatchObject({
      source: { kind: 'snapshots', osId: SNAPSHOT, data: [] },
      publishedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      osDiskSizeGB: 4,
      dataDiskLuns: [],
    });
  });
});
