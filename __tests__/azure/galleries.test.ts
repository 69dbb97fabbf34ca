import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../src/azure/arm.ts';
import {
  addTargetRegions,
  createDefinition,
  listDefinitions,
  listVersions,
  readDefinition,
  readVersion,
  startVersion,
  type ImageVersionRequest,
  type VersionOrigin,
} from '../../src/azure/galleries.ts';
import { mergeRegions } from '../../src/azure/image-versions.ts';
import { numberAt, textAt } from '../../src/azure/json.ts';
import { normaliseRegion } from '../../src/azure/resource-id.ts';
import { fakeArm } from './fake-arm.ts';
import { after, fakeHost } from './fake-host.ts';

const wait = { deadline: after(10), what: 'it' };

describe('a definition', () => {
  const definition = {
    id: '/def',
    location: 'westeurope',
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    securityType: 'TrustedLaunch',
    identifier: { publisher: 'p', offer: 'o', sku: 's' },
    tags: { a: 'b' },
  } as const;

  test('is created with everything that tells images apart', async () => {
    const arm = fakeArm(fakeHost(), [{ body: {} }]);
    await createDefinition(arm, { ...definition, diskControllers: ['SCSI', 'NVMe'] }, wait);
    expect(arm.asked[0]?.body).toMatchObject({
      properties: {
        osType: 'Linux',
        osState: 'Generalized',
        hyperVGeneration: 'V2',
        architecture: 'x64',
        features: [
          { name: 'SecurityType', value: 'TrustedLaunch' },
          { name: 'DiskControllerTypes', value: 'SCSI, NVMe' },
        ],
      },
    });
  });
  test('without features has the defaults of its api-version', async () => {
    const body = { properties: { osType: 'Windows' } };
    expect(await readDefinition(fakeArm(fakeHost(), [{ body }]), '/def')).toMatchObject({
      osType: 'Windows',
      hyperVGeneration: 'V1',
      architecture: 'x64',
      securityType: 'Standard',
      diskControllers: ['SCSI'],
    });
  });
  test.each(['DiskControllerTypes', 'diskcontrollertype'])('reads %s', async (name) => {
    const features = [
      { name, value: 'SCSI, NVMe' },
      { name: 'securityType', value: 'trustedLaunchSupported' },
    ];
    expect(await readDefinition(fakeArm(fakeHost(), [{ body: { properties: { features } } }]), '/def')).toMatchObject({
      securityType: 'TrustedLaunchSupported',
      diskControllers: ['SCSI', 'NVMe'],
    });
  });
});

test('the definitions of a gallery are listed, page by page', async () => {
  const nextLink = 'https://management.azure.com/next?api-version=2024-03-03';
  const arm = fakeArm(fakeHost(), [
    { body: { value: [{ name: 'a', tags: { x: 'y' }, properties: { osType: 'Windows' } }], nextLink } },
    { body: { value: [{ id: '/G/images/b', name: 'b' }] } },
  ]);
  expect(await listDefinitions(arm, '/g')).toMatchObject([
    { id: '/g/images/a', osType: 'Windows', tags: { x: 'y' } },
    { id: '/G/images/b', name: 'b' },
  ]);
  expect(arm.calls()).toEqual(['GET /g/images?api-version=2024-03-03', 'GET /next?api-version=2024-03-03']);
});

describe('versions in a list', () => {
  const listed = async (properties: JsonObject): Promise<object | undefined> => {
    const arm = fakeArm(fakeHost(), [{ body: { value: [{ name: '1.0.0', properties }] } }]);
    return (await listVersions(arm, '/def'))[0];
  };
  test('say where they are excluded from latest, when they were published and how long they are meant to live', async () => {
    const publishingProfile = {
      publishedDate: '2026-01-01T00:00:00Z',
      endOfLifeDate: '2027-01-01T00:00:00Z',
      targetRegions: [{ name: 'West Europe', excludeFromLatest: true }, { name: 'North Europe' }],
    };
    expect(await listed({ publishingProfile })).toMatchObject({
      excludedRegions: ['westeurope'],
      publishedDate: '2026-01-01T00:00:00Z',
      endOfLifeDate: '2027-01-01T00:00:00Z',
    });
    expect(Object.keys((await listed({})) ?? {})).not.toContain('publishedDate');
  });
});

describe('a version', () => {
  const request: ImageVersionRequest = {
    id: '/def/versions/1.0.0',
    location: 'westeurope',
    source: {
      kind: 'snapshots',
      osSnapshotId: '/os',
      osCaching: 'ReadWrite',
      dataDisks: [{ lun: 2, snapshotId: '/data', caching: 'None' }],
    },
    targetRegions: [{ name: 'westeurope', replicas: 2 }],
    excludeFromLatest: true,
    endOfLifeDate: '2027-01-01T00:00:00Z',
    tags: {},
  };

  test('is started from snapshots', async () => {
    const arm = fakeArm(fakeHost(), [{ status: 201, body: {} }]);
    await startVersion(arm, request);
    expect(arm.asked).toHaveLength(1);
    expect(arm.asked[0]?.body).toMatchObject({
      properties: {
        storageProfile: {
          osDiskImage: { hostCaching: 'ReadWrite', source: { id: '/os' } },
          dataDiskImages: [{ lun: 2, hostCaching: 'None', source: { id: '/data' } }],
        },
        publishingProfile: {
          targetRegions: [{ name: 'westeurope', regionalReplicaCount: 2 }],
          excludeFromLatest: true,
          endOfLifeDate: '2027-01-01T00:00:00Z',
        },
      },
    });
  });
  test('or from VHDs, which the gallery reads with the key of their account', async () => {
    const arm = fakeArm(fakeHost(), [{ status: 201, body: {} }]);
    const source: VersionOrigin = {
      kind: 'VHDs',
      storageAccountId: '/sa',
      os: { url: 'https://a/os.vhd', caching: 'ReadWrite' },
      dataDisks: [{ lun: 3, url: 'https://a/data.vhd', caching: 'None' }],
    };
    await startVersion(arm, { ...request, source });
    const blob = (uri: string) => ({ uri, storageAccountId: '/sa' });
    expect(arm.asked[0]?.body?.['properties']).toMatchObject({
      storageProfile: {
        osDiskImage: { hostCaching: 'ReadWrite', source: blob('https://a/os.vhd') },
        dataDiskImages: [{ lun: 3, hostCaching: 'None', source: blob('https://a/data.vhd') }],
      },
    });
  });

  test('tells the state of each region under one spelling', async () => {
    const body = {
      location: 'West Europe',
      properties: {
        provisioningState: 'Creating',
        publishingProfile: {
          replicaCount: 3,
          targetRegions: [{ name: 'West Europe', regionalReplicaCount: 2 }, { name: 'East US' }],
        },
        replicationStatus: {
          aggregatedState: 'InProgress',
          summary: [
            { region: 'West Europe', state: 'Completed', details: '', progress: 100 },
            { region: 'East US', state: 'Failed', details: 'no room', progress: 10 },
          ],
        },
      },
    };
    const arm = fakeArm(fakeHost(), [{ body }]);
    expect(await readVersion(arm, '/v')).toMatchObject({
      targetRegions: [
        { name: 'westeurope', replicas: 2 },
        { name: 'eastus', replicas: 3 },
      ],
      replication: [
        { region: 'westeurope', state: 'Completed', progress: 100 },
        { region: 'eastus', state: 'Failed', progress: 10, details: 'no room' },
      ],
    });
    expect(arm.calls()).toEqual(['GET /v?%24expand=ReplicationStatus&api-version=2024-03-03']);
  });
});

describe('adding regions', () => {
  const version = (...names: string[]) => ({
    body: {
      properties: {
        publishingProfile: {
          publishedDate: 'x',
          excludeFromLatest: true,
          targetRegions: names.map((name) => ({ name, regionalReplicaCount: 1, encryption: { keep: name } })),
        },
      },
    },
  });
  const done = { body: { properties: { provisioningState: 'Succeeded' } } };

  test('keeps what is there and reads back', async () => {
    const arm = fakeArm(fakeHost(), [version('West Europe'), done, version('West Europe', 'East US')]);
    await addTargetRegions(arm, '/v', [{ name: 'eastus', replicas: 1 }], wait);
    expect(arm.asked.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET']);
    expect(arm.asked[1]?.body?.['properties']).toEqual({
      publishingProfile: {
        excludeFromLatest: true,
        targetRegions: [
          { name: 'West Europe', regionalReplicaCount: 1, encryption: { keep: 'West Europe' } },
          { name: 'eastus', regionalReplicaCount: 1 },
        ],
      },
      storageProfile: {},
    });
  });
  test('writes again when another writer undid it', async () => {
    const arm = fakeArm(fakeHost(), [
      version('A'),
      done,
      version('A', 'Theirs'),
      done,
      version('A', 'Theirs', 'East US'),
    ]);
    await addTargetRegions(arm, '/v', [{ name: 'eastus', replicas: 1 }], wait);
    expect(JSON.stringify(arm.asked[3]?.body)).toContain('Theirs');
  });
  test('writes nothing when nothing is missing', async () => {
    const arm = fakeArm(fakeHost(), [version('East US')]);
    await addTargetRegions(arm, '/v', [{ name: 'eastus', replicas: 1 }], wait);
    expect(arm.asked).toHaveLength(1);
  });
  test('gives up when it never holds', async () => {
    const arm = fakeArm(
      fakeHost(),
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? version('A') : done)),
    );
    await expect(addTargetRegions(arm, '/v', [{ name: 'b', replicas: 1 }], wait)).rejects.toThrow('changed by others');
  });
});

test('merging never takes a region or a replica away, and is settled the second time', () => {
  const name = fc.constantFrom('West Europe', 'westeurope', 'East US', 'eastus', 'North Europe');
  const existing = fc.uniqueArray(fc.record({ name, regionalReplicaCount: fc.integer({ min: 1, max: 5 }) }), {
    selector: (region) => normaliseRegion(region.name),
  });
  const wanted = fc.array(fc.record({ name, replicas: fc.integer({ min: 1, max: 5 }) }));
  const counts = (regions: readonly JsonObject[]) =>
    new Map(
      regions.map((region) => [
        normaliseRegion(textAt(region, 'name') ?? ''),
        numberAt(region, 'regionalReplicaCount') ?? 1,
      ]),
    );
  fc.assert(
    fc.property(existing, wanted, (before, wishes) => {
      const merged = mergeRegions(before, wishes) ?? before;
      const [old, now] = [counts(before), counts(merged)];
      for (const [region, count] of old) expect(now.get(region)).toBeGreaterThanOrEqual(count);
      for (const { name: region } of wishes) expect(now.has(normaliseRegion(region))).toBe(true);
      expect(mergeRegions(merged, wishes)).toBeUndefined();
    }),
  );
});
